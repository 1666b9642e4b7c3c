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
    "reading": ("show", "random"),
    "searching": ("search", "list", "categories"),
    "references": ("refs", "cite", "coverage"),
    "language": ("terms", "romanize"),
    "keeping": ("new", "edit", "rename", "delete", "fmt"),
    "check": ("check",),
    "links": ("links",),
    "schema": ("schema",),
    "where": ("where",),
    "index": ("index",),
    "packs": ("pack",),
    "completing": ("completion",),
    "helping": ("help",),
}
"""The commands of each module, in the order in which help lists them."""

GROUPS = {
    "reading": "Read",
    "searching": "Read",
    "references": "Sources",
    "language": "Armenian and English",
    "keeping": "Keep your own entries",
    "check": "Keep your own entries",
    "links": "Keep your own entries",
}
"""The heading in help above the commands of a module; the rest stands last."""

EXAMPLES = {
    "show": ("show miatsum", "show Միացում --lang both", "show yerevan --toc"),
    "search": (
        "search unification -n 3",
        "search միացման",
        "search '\"nagorno karabakh\" -war'",
        "search 'title:artsakh OR cat:slogans'",
        "search 'type:book year:1988..1994' --facets",
    ),
    "list": ("list --category Diplomacy", r"list --format '{slug}\t{title}'"),
    "categories": ("categories",),
    "random": ("random", "random --category Diplomacy"),
    "refs": ("refs miatsum 2", "refs miatsum --format csl-json", "refs --all"),
    "cite": ("cite miatsum", "cite miatsum --format csl-json"),
    "coverage": ("coverage", "coverage miatsum yerevan"),
    "terms": ("terms miatsum", "terms --lookup unification", "terms --format tsv"),
    "romanize": ("romanize Միացում", "romanize --romanization ala-lc Միացում"),
    "new": ("new Noravank", "new 'Vernissage market' --edit"),
    "edit": ("edit miatsum",),
    "rename": ("rename old-name new-name --dry-run",),
    "delete": ("delete noravank --dry-run",),
    "fmt": ("fmt --diff", "fmt noravank"),
    "check": ("check", "check noravank --fix", "check --explain dangling-link"),
    "links": ("links miatsum", "links miatsum --related", "links --dot"),
    "schema": ("schema -o entry.schema.json",),
    "where": ("where", "where miatsum"),
    "index": ("index", "index --rebuild"),
    "pack": (
        "pack build entries -o starter.wikipack",
        "search yerevan -L starter.wikipack",
        "pack verify starter.wikipack",
    ),
    "completion": ("completion bash", "completion zsh"),
    "help": ("help show",),
}
"""What help shows of each command in use, without the name of the program."""


def get_app(words: Sequence[str] = ()) -> typer.Typer:
    """Return the command line, of nothing but the command that the words begin with.

    Without such a command it has all of them.
    """
    app = make_app()
    modules = {name: module for module, names in MODULES.items() for name in names}
    asked = words[0] if words else ""
    for name in [asked] if asked in modules else modules:
        module = modules[name]
        command = takes_shared_options(_get_command(module, name))
        app.command(
            name,
            cls=Command,
            epilog="\n".join(f"wikicli {example}" for example in EXAMPLES[name]),
            rich_help_panel=GROUPS.get(module, "About wikicli"),
        )(command)
    return app


def _get_command(module: str, name: str) -> Callable[..., None]:
    """Return the function of a command; a name of Python's own has a line below it."""
    found = vars(import_module(f"{__name__}.{module}"))
    command: Callable[..., None] = found.get(name) or found[f"{name}_"]
    return command
