"""Arguments and options that several commands take."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from wikicli.cli.session import Session, option
from wikicli.library.config import Language, NotesMode

if TYPE_CHECKING:
    from wikicli.language.romanization import Romanization

NameArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Slug, title, alias or Armenian headword; quotes are not needed.",
        show_default=False,
    ),
]

SomeNamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME...]",
        help="An entry, as for show, or several of one word each.",
        show_default=False,
    ),
]

FilesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH or NAME...]",
        help="Files, folders or entries; without any, all entries of your own.",
        show_default=False,
    ),
]

NotesOption = Annotated[
    NotesMode | None,
    option("--notes", help="Where footnotes go; in the margin from 110 cells on."),
]

LanguageOption = Annotated[
    Language | None,
    option(
        "--lang", help="In which language; both are side by side from 100 cells on."
    ),
]

Standard = Literal["bgn", "ala-lc", "iso9985", "hm", "plain"]

RomanizationOption = Annotated[
    Standard | None,
    option("--romanization", help="How Armenian is written in Latin letters."),
]

Form = Literal["text", "json", "csl-json", "bibtex", "biblatex", "ris", "markdown"]

FormOption = Annotated[Form | None, option("--format", help="In which form.")]


def choose_romanization(session: Session, asked: str | None) -> "Romanization":
    """Return the standard that the option names, or else the one in force."""
    from wikicli.language.romanization import Romanization

    setting = session.settings.romanization
    if asked:
        return Romanization(asked, asked=True)
    return Romanization(setting.value, asked=setting.reason != "default")
