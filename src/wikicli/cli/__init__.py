"""The commands: from arguments to core to view to terminal.

A command's module is imported when the command is asked for: Typer takes as long to
build all commands as it takes to read an entry.
"""

from collections.abc import Sequence
from importlib import import_module

import typer

from wikicli.cli.group import app

MODULES = {
    "reading": ("show", "search", "list", "random"),
    "references": ("refs", "cite", "coverage"),
    "language": ("terms", "romanize"),
    "check": ("check",),
    "keeping": ("new", "edit", "rename", "fmt"),
    "links": ("links",),
    "schema": ("schema",),
    "where": ("where",),
}
"""The commands of each module, in the order in which help lists them."""


def get_app(words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line, of nothing but the command that the words begin with.

    Without such a command it has all of them.
    """
    asked = words[:1]
    order = [name for names in MODULES.values() for name in names]
    chosen = [name for name in order if name in asked] or order
    for module, names in MODULES.items():
        if not set(names).isdisjoint(chosen):
            import_module(f"{__name__}.{module}")
    built = {_name_of(command): command for command in app.registered_commands}
    app.registered_commands[:] = [built[name] for name in chosen]
    return app


def _name_of(command: typer.models.CommandInfo) -> str:
    own = command.callback.__name__ if command.callback else ""
    return command.name or own
