"""The page: measure, wrapping, indents; the one place that breaks lines.

Rich breaks a line at any space and cuts what is too long. Here a footnote marker
stays with the word before it, and in narrow columns a line may break after a hyphen.
"""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

MAX_COLUMN = 76
"""The most cells of a line of text; the usual advice is 45 to 75 letters."""

LIST_COLUMN = 96
"""The most cells of a line of a list, references among them: 100 with the margins."""

NARROW = 44
"""Below this width of the terminal the margin is one cell and tables are lists."""

MARKER_STYLE = "marker"

GLUE = "\ue000"
"""A space at which no line breaks; shown as a space like any other."""

_LEAST = 8
"""The fewest cells that a line of text has; indents give way to it."""

HYPHENS_BELOW = 61
"""In columns narrower than this, in cells, lines may also break after hyphens."""

# Latin, Greek, Cyrillic and Armenian letters, common punctuation, and GLUE.
_SINGLE = re.compile(f"[ -~\u00a0-\u00ac\u00ae-\u02ff\u0391-\u0482Ա-և‐-‧{GLUE}]*")
_SPACE = re.compile(" +")
# Combining marks may stand between a letter and its hyphen, and those of Armenian.
_SPACE_OR_HYPHEN = re.compile(
    r" +|(?:(?<=[^\W\d_][-֊])|(?<=[\u0300-\u036f՛-՟][-֊]))(?=[^\W\d_])"
)
_ADDRESS_BREAK = re.compile(r"[/_?&=-](?!/)|\w(?=\.\w)")
_TAIL = 3
_NOT_SPACES = re.compile(f"[{GLUE}\t\u00a0\u202f]")  # shown as if they were


_FOLLOWED = ("http:", "https:", "mailto:")


class Measure(NamedTuple):
    """What there is room for: the width of the terminal, and what works there.

    ``links`` tells whether a link can be attached to text (OSC 8); where it can't, its
    address is printed. ``strikes`` tells whether text can be struck out; where it
    can't, it stands between tildes. Where the column ``overhangs``, a word that is
    longer stands whole on a line of its own, if the terminal has room for it.
    """

    width: int = 80
    links: bool = False
    column_limit: int = MAX_COLUMN
    strikes: bool = False
    overhangs: bool = False

    def of_column(self, column: int) -> "Measure":
        """Return the measure of a page whose text column has so many cells."""
        narrow = self._replace(width=column + 2, column_limit=column)
        return narrow if narrow.column == column else narrow._replace(width=column + 4)

    def follows(self, url: str) -> bool:
        """Tell whether an address can be attached to text: ``http:``, ``https:``, mail.

        What else a terminal may open for a click, files and programs of the reader's
        own machine, is nothing that a text may ask for; it is printed.
        """
        return self.links and url.lower().startswith(_FOLLOWED)

    @property
    def full(self) -> "Measure":
        """The measure of a page whose column is as wide as the terminal."""
        return self._replace(column_limit=self.width)

    @property
    def for_lists(self) -> "Measure":
        """The measure of a page of a list, such as one of references."""
        limit = max(self.column_limit, LIST_COLUMN)
        return self._replace(column_limit=limit, overhangs=True)

    @property
    def narrow(self) -> bool:
        """Whether tables must become lists."""
        return self.width < NARROW

    @property
    def margin(self) -> int:
        """The cells to the left of the text column."""
        return 1 if self.narrow else 2

    @property
    def column(self) -> int:
        """The width of the text column, in cells."""
        return max(min(self.room, self.column_limit), _LEAST)

    @property
    def room(self) -> int:
        """The cells between the margins of the terminal."""
        return self.width - 2 * self.margin


class LinkMarks:
    """Marks links to entries on a page: the first to each, and those to none.

    If they are ``numbered``, each entry that is linked to has a number.
    """

    def __init__(self, known: Container[str], numbered: bool = False) -> None:
        """Take the slugs of the entries that there are."""
        self.known = known
        self.seen = set[str]()
        self.numbered = numbered
        self.numbers: dict[str, int] = {}

    @cached_property
    def of_translation(self) -> "LinkMarks":
        """Marks for the same text in another language: its own first links."""
        marks = LinkMarks(self.known, self.numbered)
        marks.numbers = self.numbers
        return marks

    def number(self, slug: str) -> str:
        """Return the number of an entry as it stands behind a link, if it has one."""
        if not self.numbered or not slug:
            return ""
        return f"{{{self.numbers.setdefault(slug, len(self.numbers) + 1)}}}"

    def style(self, slug: str) -> str:
        """Return the style of a link; one that leads nowhere else has none."""
        if slug in self.seen or not slug:
            return ""
        if slug not in self.known:
            return "missing"
        self.seen.add(slug)
        return "link"


@dataclass(eq=False, repr=False)
class Page:
    """Finished lines; renders them as they are, none of them wrapped again.

    ``links`` marks those of its links that lead to entries.
    """

    measure: Measure
    lines: list[Text] = field(default_factory=list)
    title: str = "wikicli"
    links: LinkMarks | None = None

    def __rich_console__(
        self, console: "Console", options: "ConsoleOptions"
    ) -> "RenderResult":
        """Render each line and the end of it."""
        for line in self.lines:
            yield from line.render(console)
            yield Segment.line()

    @property
    def plain(self) -> str:
        """All lines as plain text."""
        return "".join(f"{line.plain}\n" for line in self.lines)

    def space(self) -> None:
        """Add a blank line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def put(self, *parts: Text | str, indent: int = 0) -> None:
        """Add one line, made of parts, as it stands; ``indent`` is that of the column.

        Spaces at its end and those at which no line breaks do not reach the terminal.
        """
        margin = " " * (self.measure.margin + indent)
        every = [part if isinstance(part, Text) else Text(part) for part in parts]
        line = Text().join([Text(margin), *every])
        if _NOT_SPACES.search(line.plain):
            line.plain = _NOT_SPACES.sub(" ", line.plain)
        line.rstrip()
        self.lines.append(line)

    def add(
        self,
        text: Text | str,
        indent: int = 0,
        prefix: Text | None = None,
        style: str = "",
    ) -> None:
        """Add a paragraph, wrapped; ``prefix`` hangs in front of its first line.

        ``indent`` counts cells from the left edge of the text column; the prefix
        stands at the indent, and all lines of the paragraph to the right of it. Both
        give way where they would leave no room for the text.
        """
        text = Text(text, style=style) if isinstance(text, str) else text
        most = self.measure.column - _LEAST
        indent = min(indent, most)
        hanging = indent + (cell_len(prefix.plain) if prefix else 0)
        if prefix and hanging > most:
            text, prefix, hanging = Text.assemble(prefix, text), None, indent
        width = self.measure.column - hanging
        most = self.measure.room - hanging if self.measure.overhangs else width
        lines = wrap(text, width, most)
        for number, line in enumerate(lines):
            if prefix and number == 0:
                self.put(prefix, line, indent=indent)
            else:
                self.put(line, indent=hanging)

    def add_verbatim(self, text: str, indent: int, style: str) -> None:
        """Add lines as they stand, with their own indents; long ones are cut."""
        indent = min(indent, self.measure.column - _LEAST)
        for line in text.expandtabs(4).split("\n"):
            rest = line
            while cell_len(rest) > self.measure.column - indent:
                cut = _fit(rest, 0, len(rest), self.measure.column - indent)
                self.put(Text(rest[:cut], style), indent=indent)
                rest = rest[cut:]
            self.put(Text(rest, style), indent=indent)

    def add_row(self, left: Text, right: Text) -> None:
        """Add a line with text at both edges of the column.

        Where the left one needs more lines, the right one ends the last of them, or
        stands on one of its own.
        """
        column = self.measure.column
        *above, last = wrap(left, column)
        for line in above:
            self.put(line)
        room = column - count_cells(right.plain)
        gap = room - count_cells(last.plain)
        if gap >= 2:
            self.put(last, " " * gap, right)
            return
        self.put(last)
        if room < 0:
            self.add(right)
        elif right.plain:
            self.put(" " * room, right)

    def rule(self) -> None:
        """Add a thin line across the column."""
        self.put(Text("─" * self.measure.column, "rule"))

    def heading(
        self, text: Text | str, level: int = 2, tight: bool = False, indent: int = 0
    ) -> None:
        """Add a heading with a blank line above it; ``tight`` leaves that out."""
        if not tight:
            self.space()
        heading = Text(style="heading" if level <= 2 else "label")
        heading.append(text)
        self.add(heading, indent)


def wrap(text: Text, width: int, most: int = 0) -> list[Text]:
    """Wrap a text to a width in cells, at spaces; ends are stripped.

    A text that fits is a line itself, no copy of it.

    Markers are never split from the word before them while both fit in a line; what
    is longer than a line is cut where the line ends, unless it fits in ``most`` cells.
    """
    if "\t" in text.plain:
        text = text.copy()
        text.plain = text.plain.replace("\t", " ")
    if "\n" not in text.plain and count_cells(text.plain) <= width:
        return [_strip(text)]
    parts = text.split("\n", allow_blank=True) or [Text()]
    lines = [part.divide(list(_find_cuts(part, width, most))) for part in parts]
    return [_strip(line) for part in lines for line in part]


def _strip(line: Text) -> Text:
    """Take the spaces behind a line away; return it without those before it."""
    plain = line.plain
    if plain[-1:].isspace():
        line.rstrip()
    return line[len(plain) - len(plain.lstrip(" ")) :] if plain[:1] == " " else line


def count_cells(text: str) -> int:
    """Count the cells of a text; letters of one cell each are soon counted."""
    return len(text) if _SINGLE.fullmatch(text) else cell_len(text)


def fit(text: Text, width: int) -> Text:
    """Return a text in so many cells: filled with spaces, or cut with an ellipsis."""
    cells = count_cells(text.plain)
    if cells > width:
        text = text[: max(_fit(text.plain, 0, len(text.plain), width - 1), 0)]
        text.rstrip()
        text.append("…")
        cells = count_cells(text.plain)
    return Text.assemble(text, " " * (width - cells))


def glue(text: str) -> str:
    """Return words that a line is not to break between."""
    return text.replace(" ", GLUE)


def _find_cuts(text: Text, width: int, most: int) -> Iterator[int]:
    """Yield the offsets at which a one-line text is cut into lines."""
    plain = text.plain
    if count_cells(plain) <= width:
        return
    glued = _find_markers(text)
    start = 0
    used = 0
    breaks = _SPACE_OR_HYPHEN if width < HYPHENS_BELOW else _SPACE
    for begin, end in _chunks(plain, glued, breaks):
        word_end = begin + len(plain[begin:end].rstrip(" "))
        cells = count_cells(plain[begin:word_end])
        if used and used + cells > width:
            yield begin
            start, used = begin, 0
        longest = most if cells <= most else width
        while not used and cells > longest:  # a word longer than a line
            cut = _cut_word(plain, start, word_end, width, glued)
            yield cut
            cells -= count_cells(plain[start:cut])
            start = cut
        used += cells + end - word_end


def _find_markers(text: Text) -> list[tuple[int, int]]:
    """Find the bounds of markers; those that touch are one."""
    markers: list[tuple[int, int]] = []
    for span in text.spans:
        if str(span.style) != MARKER_STYLE:
            continue
        if markers and markers[-1][1] == span.start:
            markers[-1] = (markers[-1][0], span.end)
        else:
            markers.append((span.start, span.end))
    return markers


def _chunks(
    plain: str, glued: Sequence[tuple[int, int]], breaks: re.Pattern[str]
) -> Iterator[tuple[int, int]]:
    """Yield the stretches between places where a line may break."""
    begin = 0
    position = 0  # in glued, which is in the order of the text
    for match in breaks.finditer(plain):
        end = match.end()
        while position < len(glued) and glued[position][1] < end:
            position += 1
        inside = position < len(glued) and glued[position][0] <= end - 1
        before_marker = position < len(glued) and glued[position][0] == end
        if inside or before_marker or end == 0 or match.start() == 0:
            continue
        yield begin, end
        begin = end
    if begin < len(plain):
        yield begin, len(plain)


def _fit(plain: str, begin: int, end: int, width: int) -> int:
    """Return where to cut so that the first part fills a width, in cells."""
    cut = begin + 1
    used = cell_len(plain[begin])
    while cut < end and (used := used + cell_len(plain[cut])) <= width:
        cut += 1
    return cut


def _cut_word(
    plain: str, begin: int, end: int, width: int, glued: Sequence[tuple[int, int]]
) -> int:
    """Return where to cut a word that is too long; if it can be, not at a marker."""
    cut = _fit(plain, begin, end, width)
    if (marker := _marker_at(glued, cut, end)) is not None:
        return _cut_at_marker(plain, begin, cut, marker)
    space = plain.rfind(GLUE, begin + 1, min(cut + 1, end))
    if space > 0:
        return space + 1
    is_bare = end - cut < _TAIL and not any(map(str.isalnum, plain[cut:end]))
    if is_bare and cut - begin > 2 * _TAIL:
        cut -= _TAIL  # rather than leave nothing but a bracket for the next line
        if (marker := _marker_at(glued, cut, end)) is not None:
            return _cut_at_marker(plain, begin, cut, marker)
    least = begin + (cut - begin) // 2
    marks = [match.end() for match in _ADDRESS_BREAK.finditer(plain, least, cut)]
    return marks[-1] if marks else cut


def _marker_at(glued: Sequence[tuple[int, int]], cut: int, end: int) -> int | None:
    """Return where the marker begins that a cut would part, or part from its word."""
    nearest = bisect_right(glued, (cut, end)) - 1
    is_in = nearest >= 0 and glued[nearest][0] <= cut < glued[nearest][1]
    return glued[nearest][0] if is_in else None


def _cut_at_marker(plain: str, begin: int, cut: int, marker: int) -> int:
    """Return where to cut what doesn't fit in a line with its marker.

    The last letter of the word goes to the next line with it. Where the line begins
    with that letter already, several markers part, or the one that is too long.
    """
    if marker - 1 > begin:
        return marker - 1
    between = plain.rfind("][", begin, cut + 1) + 1
    return between if between > begin else cut
