"""How arguments and options are declared; those that several commands take."""

from typing import Any, Literal

import typer


def option(*names: str, help: str, default: object = None, **more: Any) -> Any:
    """Declare an option whose default needs no mention."""
    return typer.Option(default, *names, help=help, show_default=False, **more)


def flag(name: str, help: str) -> Any:
    """Declare an option that takes no value."""
    return option(name, help=help, default=False)


def argument(metavar: str, help: str, required: bool = False) -> Any:
    """Declare an argument; one that is not required is None by default."""
    default = ... if required else None
    return typer.Argument(default, metavar=metavar, help=help, show_default=False)


NAME = argument(
    "NAME...",
    "Slug, title, alias or Armenian headword; or an entry file, - to read one.",
    required=True,
)
SOME_NAMES = argument(
    "[NAME...]", "An entry, as for show, or several of one word each."
)
FILES = argument(
    "[PATH or NAME...]",
    "Files, folders or entries; without any, all entries of your own.",
)

NOTES = option(
    "--notes", help="Where footnotes go; by itself in the margin from 124 cells on."
)
LANGUAGE = option(
    "--lang", help="In which language; both are side by side from 100 cells on."
)
NAMES_LANGUAGE = option("--lang", help="Which name of an entry comes first.")
ROMANIZATION = option(
    "--romanization", help="How Armenian is written in Latin letters."
)
CATEGORY = option(
    "--category",
    default="",
    metavar="NAME",
    help="Only entries of a category; wikicli categories names all.",
)
FORM = option("--format", help="In which form.")

Standard = Literal["bgn", "ala-lc", "iso9985", "hm", "plain"]
Form = Literal["text", "json", "csl-json", "bibtex", "biblatex", "ris", "markdown"]
