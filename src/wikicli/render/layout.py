"""The page: measure, wrapping, indents; the one place that breaks lines.

Rich breaks a line at any space and cuts what is too long. Here a footnote marker
stays with the word before it, and in narrow columns a line may break after a hyphen.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult

MAX_COLUMN = 76
"""The most cells of a line of text; the usual advice is 45 to 75 letters."""

NARROW = 44
"""Below this width of the terminal the margin is one cell and tables are lists."""

MARKER_STYLE = "marker"

GLUE = "\ue000"
"""A space at which no line breaks; shown as a space like any other."""

HYPHENS_BELOW = 50
"""In columns narrower than this, in cells, lines may also break after hyphens."""

_SPACE = re.compile(r"[ \t]+")
_SPACE_OR_HYPHEN = re.compile(r"[ \t]+|(?<=[^\W\d_][-֊])(?=[^\W\d_])")


class Measure(NamedTuple):
    """What there is room for: the width of the terminal, and links that work there.

    ``links`` tells whether a link can be attached to text (OSC 8); where it can't, its
    address is printed.
    """

    width: int = 80
    links: bool = False
    column_limit: int = MAX_COLUMN

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
        return max(min(self.width - 2 * self.margin, self.column_limit), 8)


@dataclass(eq=False, repr=False)
class Page:
    """Finished lines; renders them as they are, none of them wrapped again."""

    measure: Measure
    lines: list[Text] = field(default_factory=list)

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

    def add(
        self,
        text: Text | str,
        indent: int = 0,
        prefix: Text | None = None,
        style: str = "",
    ) -> None:
        """Add a paragraph, wrapped; ``prefix`` hangs in front of its first line.

        ``indent`` counts cells from the left edge of the text column; the prefix
        stands at the indent, and all lines of the paragraph to the right of it.
        """
        text = Text(text, style=style) if isinstance(text, str) else text
        hanging = indent + (cell_len(prefix.plain) if prefix else 0)
        for number, line in enumerate(self.wrap(text, hanging)):
            first = number == 0 and prefix is not None
            left = Text(" " * (self.measure.margin + (indent if first else hanging)))
            self.lines.append(
                Text.assemble(left, prefix, line) if prefix and first else left + line
            )

    def wrap(self, text: Text, indent: int = 0) -> list[Text]:
        """Wrap a text to what the column has left of an indent."""
        return wrap(text, max(self.measure.column - indent, 8))

    def add_verbatim(self, text: str, indent: int, style: str) -> None:
        """Add lines as they stand, with their own indents; long ones are cut."""
        width = max(self.measure.column - indent, 8)
        left = " " * (self.measure.margin + indent)
        for line in text.expandtabs(4).split("\n"):
            rest = line
            while cell_len(rest) > width:
                cut = _cut_word(rest, 0, len(rest), width, ())
                self.lines.append(Text.assemble(left, (rest[:cut], style)))
                rest = rest[cut:]
            self.lines.append(Text.assemble(left, (rest, style)))

    def add_row(self, left: Text, right: Text) -> None:
        """Add a line with text at both edges of the column; two lines if need be."""
        gap = self.measure.column - cell_len(left.plain) - cell_len(right.plain)
        if gap < 2 or not right.plain:
            for part in filter(None, (left, right)):
                self.add(part)
            return
        margin = " " * self.measure.margin
        self.lines.append(Text.assemble(margin, left, " " * gap, right))

    def rule(self) -> None:
        """Add a thin line across the column."""
        self.lines.append(
            Text.assemble(
                " " * self.measure.margin, ("─" * self.measure.column, "rule")
            )
        )

    def heading(self, text: Text | str, level: int = 2, tight: bool = False) -> None:
        """Add a heading with a blank line above it; ``tight`` leaves that out."""
        if not tight:
            self.space()
        heading = Text(style="heading" if level <= 2 else "label")
        heading.append(text)
        self.add(heading)


def wrap(text: Text, width: int) -> list[Text]:
    """Wrap a text to a width in cells, at spaces; ends are stripped.

    Markers are never split from the word before them while both fit in a line; what
    is longer than a line is cut where the line ends.
    """
    lines: list[Text] = []
    for part in text.split("\n", allow_blank=True):
        cuts = list(_find_cuts(part, width))
        for line in part.divide(cuts):
            line.rstrip()
            if line.plain.startswith(" "):
                stripped = len(line.plain) - len(line.plain.lstrip(" "))
                line = line[stripped:]
            lines.append(unglue(line))
    return lines or [Text()]


def unglue(text: Text) -> Text:
    """Turn spaces at which no line breaks to common ones, in place."""
    if GLUE in text.plain:
        text.plain = text.plain.replace(GLUE, " ")
    return text


def _find_cuts(text: Text, width: int) -> Iterator[int]:
    """Yield the offsets at which a one-line text is cut into lines."""
    plain = text.plain
    if cell_len(plain) <= width:
        return
    glued = [(span.start, span.end) for span in text.spans if _is_marker(span.style)]
    start = 0
    used = 0
    breaks = _SPACE_OR_HYPHEN if width < HYPHENS_BELOW else _SPACE
    for begin, end in _chunks(plain, glued, breaks):
        word_end = begin + len(plain[begin:end].rstrip(" \t"))
        cells = cell_len(plain[begin:word_end])
        if used and used + cells > width:
            yield begin
            start = begin
        while cells > width:  # a word longer than a line
            cut = _cut_word(plain, start, word_end, width, glued)
            yield cut
            cells -= cell_len(plain[start:cut])
            start = cut
        used = cell_len(plain[start:end])


def _is_marker(style: object) -> bool:
    return str(style) == MARKER_STYLE


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


def _cut_word(
    plain: str, begin: int, end: int, width: int, glued: Iterable[tuple[int, int]]
) -> int:
    """Return where to cut a word that is too long; if it can be, not at a marker."""
    cut = begin + 1
    while cut < end and cell_len(plain[begin : cut + 1]) <= width:
        cut += 1
    ends = {stop for _, stop in glued}
    for start, stop in glued:
        if start <= cut < stop:
            before = start if start in ends else start - 1
            return before if before > begin else cut
    return cut
