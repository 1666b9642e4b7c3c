"""Arguments and options that several commands take."""

from typing import TYPE_CHECKING, Literal

from wikicli.cli.session import Session, argument, option

if TYPE_CHECKING:
    from wikicli.language.romanization import Romanization

NAME = argument(
    "NAME...",
    "Slug, title, alias or Armenian headword; quotes are not needed.",
    required=True,
)
SOME_NAMES = argument(
    "[NAME...]", "An entry, as for show, or several of one word each."
)
FILES = argument(
    "[PATH or NAME...]",
    "Files, folders or entries; without any, all entries of your own.",
)

NOTES = option("--notes", help="Where footnotes go; in the margin from 110 cells on.")
LANGUAGE = option(
    "--lang", help="In which language; both are side by side from 100 cells on."
)
ROMANIZATION = option(
    "--romanization", help="How Armenian is written in Latin letters."
)
FORM = option("--format", help="In which form.")

Standard = Literal["bgn", "ala-lc", "iso9985", "hm", "plain"]
Form = Literal["text", "json", "csl-json", "bibtex", "biblatex", "ris", "markdown"]


def choose_romanization(session: Session, asked: str | None) -> "Romanization":
    """Return the standard that the option names, or else the one in force."""
    from wikicli.language.romanization import Romanization

    setting = session.settings.romanization
    if asked:
        return Romanization(asked, asked=True)
    return Romanization(setting.value, asked=setting.reason != "default")
