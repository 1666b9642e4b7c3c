"""An entry that is being checked: its lines, what was read of them, and places."""

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from wikicli.article import footnotes
from wikicli.article.footnotes import Footnotes
from wikicli.article.markup import TitleOf
from wikicli.base.model import Entry
from wikicli.base.problems import Fix, Location, Problem, Severity
from wikicli.base.text import clean, find_ligature, is_composed, use_newlines
from wikicli.check.finding import Finding
from wikicli.entry import file as entryfile
from wikicli.entry.file import Loaded
from wikicli.entry.form.source import EntryText, count_letters, iter_scalars
from wikicli.entry.nodes import Place
from wikicli.entry.yamlnodes import Scalar
from wikicli.library.graph import Link, find_links


class CheckOptions(NamedTuple):
    """What rules go by: today in EDTF, the share of paragraphs that need a source."""

    today: str = ""
    coverage: int = 100


@dataclass(eq=False, repr=False)
class Checked:
    """One file that is being checked, with all that rules ask for.

    ``lines`` are those of the file as it stands.
    """

    path: Path
    data: bytes
    settings: CheckOptions = field(default_factory=CheckOptions)
    title_of: TitleOf = str
    loaded: Loaded = field(init=False)

    def __post_init__(self) -> None:
        """Read the entry."""
        self.loaded = entryfile.parse(self.data, self.path)

    @property
    def entry(self) -> Entry:
        """The entry; rules see only files that have one."""
        assert self.loaded.entry is not None
        return self.loaded.entry

    @cached_property
    def footnotes(self) -> Footnotes:
        """The numbered footnotes, with the parsed text."""
        return footnotes.number(self.entry, self.title_of)

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links of the entry."""
        return tuple(find_links(self.entry, self.footnotes.article))

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file, as written but for their ends."""
        return split_lines(self.data)

    def line_at(self, number: int) -> str:
        """Return a line of the file; nothing if there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def locate(self, finding: Finding, severity: Severity, rule: str) -> Problem:
        """Make a finding a problem, with its place in the file."""
        place = self.loaded.place_of(finding.path)
        if place.text_line and finding.line:
            line = place.text_line + finding.line - 1
            column = place.indent + finding.column
            column = find_raw_column(self.line_at(line), column)
        elif finding.line and (scalar := self.scalars.get(place[:2])):
            line, column = self.place_in(scalar, finding)
        else:
            line, column = self.find_excerpt(place, finding.excerpt)
        end = self.end_of(line, column, finding.excerpt)
        fix = None
        if finding.replacement is not None and self.has(line, column, finding.excerpt):
            fix = Fix(finding.excerpt, finding.replacement)
        location = Location(self.path, line, column)
        return Problem(
            location, severity, rule, finding.message, finding.hint, end, fix
        )

    @cached_property
    def source(self) -> EntryText:
        """The text of the file, cleaned as it is read, with its nodes."""
        return EntryText("\n".join(map(clean, self.lines)))

    @cached_property
    def scalars(self) -> dict[tuple[int, int], Scalar]:
        """The scalars of the file by line and column."""
        found = iter_scalars(self.source.root)
        return {(scalar.line, scalar.column): scalar for scalar in found}

    def place_in(self, scalar: Scalar, finding: Finding) -> tuple[int, int]:
        """Return the line and column of a finding in a text that is no block."""
        is_body = finding.path[-1] == "body"
        starts, counts, letters = _map_letters(self.source, scalar, is_body)
        behind = finding.excerpt[:1].isspace()  # a space is behind the letter before it
        index = min(starts[finding.line - 1] + finding.column, len(counts)) - 1
        number = counts[index] - behind
        if number not in range(len(letters)):
            return scalar.line, scalar.column
        offset = letters[number] + behind
        row = self.source.row(offset)
        column = offset - self.source.starts[row] + 1
        return row + 1, find_raw_column(self.line_at(row + 1), column)

    def find_excerpt(self, place: Place, excerpt: str) -> tuple[int, int]:
        """Find words in the value that stands at a place; else the place itself."""
        if not excerpt:
            return place.line, place.column
        for number in range(place.line, self.last_line(place) + 1):
            start = place.column - 1 if number == place.line else 0
            found = self.lines[number - 1].find(excerpt, start)
            if found >= 0:
                return number, found + 1
        return place.line, place.column

    def last_line(self, place: Place) -> int:
        """Return the last line of the value at a place: those indented below follow."""
        own = self.lines[place.line - 1]
        indent = len(own) - len(own.lstrip())
        # The items of a list may stand as far left as its key.
        in_list = own.lstrip().startswith("- ")
        last = place.line
        for number in range(place.line + 1, len(self.lines) + 1):
            line = self.lines[number - 1]
            words = line.lstrip()
            within = len(line) - len(words) + (words.startswith("- ") and not in_list)
            if words and within <= indent:
                break
            last = number
        return last

    def end_of(self, line: int, column: int, excerpt: str) -> int:
        """Return the column behind the words at fault, or behind the line."""
        if self.has(line, column, excerpt):
            return column + len(excerpt)
        return max(len(self.line_at(line).rstrip()), column) + 1

    def has(self, line: int, column: int, words: str) -> bool:
        """Tell whether words stand at a place of the file."""
        return bool(words) and self.line_at(line).startswith(words, column - 1)


@lru_cache(maxsize=4)  # a text with many findings
def _map_letters(
    source: EntryText, scalar: Scalar, is_body: bool
) -> tuple[list[int], list[int], list[int]]:
    """Map the places of a text, as it is read, to the file.

    Returns where its lines start, how many letters stand before each place, and where
    each letter stands in the file; nowhere, if escapes stand for other letters.
    """
    text = scalar.text.strip() if is_body else " ".join(scalar.text.split())
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    letters = source.letters(scalar) if clean(text) == text else []
    return starts, count_letters(text), letters


def split_lines(data: bytes) -> list[str]:
    """Split the text of a file into its lines, as written but for their ends."""
    text = data.decode("utf-8-sig", "replace")
    return use_newlines(text).split("\n")


def find_raw_column(line: str, column: int) -> int:
    """Find the column of a line that became another one when the line was cleaned.

    A cleaned line is in NFC and without ligatures: it may be shorter or longer.
    """
    if _is_read_as_it_is(line):
        return column
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if len(clean(line[:middle])) < column - 1:
            low = middle + 1
        else:
            high = middle
    return low + 1


@lru_cache(maxsize=4)  # a line with many findings
def _is_read_as_it_is(line: str) -> bool:
    return line.isascii() or (is_composed(line) and find_ligature(line) < 0)
