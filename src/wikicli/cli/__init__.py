"""The commands: from arguments to core to view to terminal.

A command's module is imported when the command is asked for: Typer takes as long to
build all commands as it takes to read an entry.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

import typer

from wikicli.cli.group import Command, make_app
from wikicli.cli.session import takes_shared_options

MODULES = {
    "reading": ("show", "search", "list", "random"),
    "references": ("refs", "cite", "coverage"),
    "language": ("terms", "romanize"),
    "check": ("check",),
    "keeping": ("new", "edit", "rename", "delete", "fmt"),
    "links": ("links",),
    "schema": ("schema",),
    "where": ("where",),
}
"""The commands of each module, in the order in which help lists them."""


def get_app(words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line, of nothing but the command that the words begin with.

    Without such a command it has all of them.
    """
    app = make_app()
    modules = {name: module for module, names in MODULES.items() for name in names}
    asked = words[0] if words else ""
    for name in [asked] if asked in modules else modules:
        command = _get_command(modules[name], name)
        app.command(name, cls=Command)(takes_shared_options(command))
    return app


def _get_command(module: str, name: str) -> Callable[..., None]:
    """Return the function of a command; a name of Python's own has a line below it."""
    found = vars(import_module(f"{__name__}.{module}"))
    command: Callable[..., None] = found.get(name) or found[f"{name}_"]
    return command
