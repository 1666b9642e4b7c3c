"""Arguments and options that several commands take."""

from typing import Annotated, Literal

import typer

from wikicli.config import NotesMode
from wikicli.session import option

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

NotesOption = Annotated[
    NotesMode | None,
    option("--notes", help="Where footnotes go; in the margin from 110 cells on."),
]

Form = Literal["text", "json", "csl-json", "bibtex", "biblatex", "ris", "markdown"]

FormOption = Annotated[Form | None, option("--format", help="In which form.")]
