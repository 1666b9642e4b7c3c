"""Blocks of an entry's text, laid out on a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from rich.text import Text

from wikicli.article.markup import (
    Block,
    Code,
    Definition,
    DefinitionList,
    ListBlock,
    Paragraph,
    Quote,
    Spans,
    Table,
    ThematicBreak,
    TitleOf,
)
from wikicli.render.page.inline import spans_text
from wikicli.render.page.layout import LinkMarks, Page, count_cells, wrap

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes

_GAP = 3
"""Cells between the columns of a table."""


class NoteWriter:
    """Writes the notes of a text while its blocks are written; this one has none."""

    __slots__ = ()

    def begin(self) -> None:
        """Begin a part of the text: what stands above it has no notes."""

    def write(self, indent: int) -> None:
        """Write the notes of what was written since the last time."""

    def reaches(self, page: Page) -> bool:
        """Tell whether notes stand beside what will be written next."""
        return False

    def finish(self) -> None:
        """Complete the page when all of it is written."""


NO_NOTES = NoteWriter()


@dataclass(slots=True, eq=False, repr=False)
class Writer:
    """Writes blocks onto a page, with the entry's numbers for its markers.

    Without footnotes, markers are left out; ``sidenotes`` has the notes written that
    belong with a block.
    """

    page: Page
    footnotes: "Footnotes | None"
    title_of: TitleOf
    sidenotes: NoteWriter = NO_NOTES

    def text(self, spans: Spans) -> Text:
        """Return spans as text with numbered markers."""
        measure, links = self.page.measure, self.links
        return spans_text(spans, measure, self.title_of, self.footnotes, links)

    @property
    def links(self) -> LinkMarks | None:
        """What marks the links of the text."""
        return self.page.links

    def blocks(self, blocks: Sequence[Block], indent: int = 0) -> None:
        """Write blocks with a blank line between them."""
        for number, block in enumerate(blocks):
            if number:
                self.page.space()
            self.block(block, indent)

    def block(self, block: Block, indent: int) -> None:
        """Write one block at an indent."""
        match block:
            case Paragraph():
                self.page.add(self.text(block.spans), indent)
            case ListBlock():
                self.list_block(block, indent)
            case DefinitionList():
                for item in block.items:
                    self.definition(item, indent)
            case Quote():
                indent = min(indent + 4, self.deepest)
                replace(self, sidenotes=NO_NOTES).blocks(block.blocks, indent)
            case Code():
                self.page.add_verbatim(block.text, indent + 2, "code")
            case Table():
                header = [self.text(cell) for cell in block.header]
                rows = [[self.text(cell) for cell in row] for row in block.rows]
                write_table(self.page, header, rows, indent, block.aligns)
            case ThematicBreak():
                self.page.add(Text("* * *", style="quiet"), indent)
        self.write_notes(indent)

    def write_notes(self, indent: int = 0) -> None:
        """Have the notes written that what was written last has called."""
        self.sidenotes.write(min(indent, self.deepest))

    @property
    def deepest(self) -> int:
        """The largest indent that leaves half of the column for text."""
        return self.page.measure.column // 2

    def list_block(self, block: ListBlock, indent: int) -> None:
        """Write a list, its items hanging behind their bullets or numbers."""
        indent = min(indent, self.deepest)
        for number, item in enumerate(block.items):
            self.item(item, indent, item_mark(block, number))

    def item(self, item: Sequence[Block], indent: int, mark: str) -> None:
        """Write an item of a list, hanging behind its bullet or number."""
        spans, rest = split_item(item)
        if mark or spans:
            self.page.add(self.text(spans), indent, Text(mark))
        indent += len(mark)
        self.write_notes(indent)
        self.rest(item, rest, indent)

    def rest(self, item: Sequence[Block], rest: Sequence[Block], indent: int) -> None:
        """Write the blocks of an item or a note that stand below its first line."""
        apart = find_apart(item)[len(item) - len(rest) :]
        for block, is_apart in zip(rest, apart, strict=True):
            if is_apart:
                self.page.space()
            self.block(block, indent)

    def definition(self, item: Definition, indent: int) -> None:
        """Write a term, and below it what it means; several meanings as a list."""
        term = self.text(item.term)
        term.stylize("label")
        self.page.add(term, indent)
        self.write_notes(indent)
        mark = "• " if len(item.meanings) > 1 else ""
        for meaning in item.meanings:
            self.item(meaning, min(indent + 4, self.deepest), mark)


def item_mark(block: ListBlock, number: int) -> str:
    """Return what stands in front of an item: a bullet, or its number."""
    if block.start is None:
        return "• "
    last = block.start + len(block.items) - 1
    return f"{block.start + number}. ".rjust(len(str(last)) + 2)


def find_apart(item: Sequence[Block]) -> list[bool]:
    """Tell of each block of an item or a note whether a blank line is before it."""
    apart = [block.line != _end_of(before) for before, block in pairwise(item)]
    return [False, *apart] if item else []


def _end_of(block: Block) -> int:
    """Return the line behind a block; that of a list is behind its blank lines, too."""
    inner: Sequence[Block] = ()
    if isinstance(block, ListBlock):
        inner = block.items[-1]
    elif isinstance(block, DefinitionList):
        inner = block.items[-1].meanings[-1]
    return _end_of(inner[-1]) if inner else block.end


def split_item(item: Sequence[Block]) -> tuple[Spans, Sequence[Block]]:
    """Split an item into the line beside its mark, which may be empty, and the rest."""
    if item and isinstance(item[0], Paragraph):
        return item[0].spans, item[1:]
    return (), item


def write_table(
    page: Page,
    header: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    indent: int = 0,
    aligns: Sequence[str] = (),
) -> None:
    """Write rows of cells, aligned; as ``label: value`` lines where that is too wide.

    A header has a rule below it, an empty one writes none; each row has as many cells
    as the others.
    """
    header = header if any(cell.plain for cell in header) else ()
    every = [header, *rows] if header else list(rows)
    if not every:
        return
    widths = [
        max(max(map(count_cells, cell.plain.split("\n"))) for cell in column)
        for column in zip(*every, strict=True)
    ]
    fitted = fit_widths(widths, page.measure.column - indent)
    if page.measure.narrow or not fitted:
        _write_cells(page, header, rows, indent)
        return
    if header:
        write_row(page, header, fitted, indent, aligns, head=True)
        rule = (" " * _GAP).join("─" * width for width in fitted)
        page.put(Text(rule, "rule"), indent=indent)
    for row in rows:
        write_row(page, row, fitted, indent, aligns)


def write_labelled(
    page: Page, lines: Sequence[tuple[str, str]], indent: int = 0, gap: int = _GAP
) -> None:
    """Write labels with their values beside them, aligned where there is room."""
    width = max(len(label) for label, _ in lines) + gap
    for label, value in lines:
        if page.measure.narrow:
            page.add(Text.assemble((f"{label}: ", "label"), value), indent)
        else:
            page.add(Text(value), indent, Text(label.ljust(width), "label"))


def fit_widths(widths: list[int], room: int) -> list[int]:
    """Fit columns into a room: the widest give way; nothing if they become unreadable.

    Widths are cells; three cells stand between two columns.
    """
    room -= _GAP * (len(widths) - 1)
    fitted = list(widths)
    while sum(fitted) > room:
        widest = max(fitted)
        if widest <= 12:
            return []
        over = sum(fitted) - room
        columns = [i for i, width in enumerate(fitted) if width == widest]
        below = max((width for width in fitted if width < widest), default=12)
        step = max(min(widest - max(below, 12), -(-over // len(columns))), 1)
        for column in columns:
            fitted[column] -= step
    return fitted


def write_row(
    page: Page,
    row: Sequence[Text],
    widths: Sequence[int],
    indent: int = 0,
    aligns: Sequence[str] = (),
    head: bool = False,
) -> None:
    """Write one row of cells, each wrapped to the width of its column.

    ``aligns`` may name columns to be aligned at the right or in the center.
    """
    cells = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    aligns = aligns or [""] * len(widths)
    for parts in zip_longest(*cells, fillvalue=Text()):
        line: list[Text | str] = []
        gap = 0
        for part, width, align in zip(parts, widths, aligns, strict=True):
            if head:
                part.stylize("label")
            room = width - count_cells(part.plain)
            before = {"right": room, "center": room // 2}.get(align, 0)
            line += [" " * (gap + before), part]
            gap = room - before + _GAP
        page.put(*line, indent=indent)


def _write_cells(
    page: Page, header: Sequence[Text], rows: Sequence[Sequence[Text]], indent: int
) -> None:
    filled = {at for row in rows for at, cell in enumerate(row) if cell.plain}
    for number, row in enumerate(rows or [[Text() for _ in header]]):
        if number:
            page.space()
        for column, cell in enumerate(row):
            # What stands below a heading nowhere has the heading itself, once.
            if not cell.plain and (number or column in filled):
                continue
            line = Text()
            if header and header[column].plain:
                line.append(header[column]).append(": ")
            page.add(line.append(cell), indent)
