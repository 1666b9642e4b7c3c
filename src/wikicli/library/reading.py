"""An entry as it was read: parsed from its file, or as that was kept of it before."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wikicli.article.footnotes import Article, Footnotes, number
from wikicli.article.markup import TitleOf
from wikicli.base.errors import UnreadableEntryError
from wikicli.base.model import Entry
from wikicli.base.problems import Problem
from wikicli.library.compiled import decode, encode

if TYPE_CHECKING:
    from wikicli.entry.file import Loaded


@dataclass(frozen=True, eq=False)
class Reading:
    """An entry, the file it is from, in which state, and what is wrong with that.

    Of one that was parsed, ``loaded`` has the places of its fields; of one that was
    kept, there are the parsed text and the problems in that.
    """

    path: Path
    entry: Entry
    problems: tuple[Problem, ...] = ()
    state: str = ""
    loaded: "Loaded | None" = None
    article: Article | None = None
    inside: tuple[Problem, ...] = ()

    def number(self, title_of: TitleOf) -> "Numbered":
        """Number its footnotes; parse its text, if that was not done before."""
        footnotes = number(self.entry, title_of, self.article)
        if self.loaded is None:
            return Numbered(footnotes, self.inside)
        return Numbered(footnotes, tuple(map(self.loaded.locate, footnotes.problems)))


@dataclass(frozen=True, eq=False)
class Numbered:
    """The numbered footnotes of an entry, and the problems in its text."""

    footnotes: Footnotes
    problems: tuple[Problem, ...]


def parse_reading(loaded: "Loaded", state: str = "") -> Reading:
    """Take an entry from its parsed file; raises UnreadableEntryError without one."""
    if loaded.entry is None:
        raise UnreadableEntryError(loaded.problems)
    return Reading(loaded.path, loaded.entry, loaded.problems, state, loaded)


def write_reading(loaded: "Loaded", numbered: Numbered) -> str:
    """Write an entry that was parsed, with its text."""
    article = numbered.footnotes.article
    parsed = loaded.entry, article, loaded.problems, numbered.problems
    return encode("entry", parsed)


def read_reading(path: Path, text: str) -> Reading:
    """Read an entry that was kept; raises ValueError or TypeError if it is damaged."""
    entry, article, *found = decode("entry", text)
    problems, inside = (tuple(_put_at(path, it) for it in part) for part in found)
    return Reading(path, entry, problems, article=article, inside=inside)


def _put_at(path: Path, problem: Problem) -> Problem:
    return problem._replace(location=problem.location._replace(path=path))
