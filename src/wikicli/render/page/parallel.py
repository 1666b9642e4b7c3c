"""Two texts side by side, or where there is no room for it one below the other."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, zip_longest

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.markup import (
    Block,
    Code,
    Definition,
    DefinitionList,
    ListBlock,
    Quote,
    Section,
    Spans,
    ThematicBreak,
    without_places,
)
from wikicli.article.pairing import Pair, pair_blocks, pair_definitions, pair_items
from wikicli.language.interface import say
from wikicli.render.page.blocks import (
    NoteWriter,
    Writer,
    find_apart,
    item_mark,
    split_item,
)
from wikicli.render.page.labels import NO_ARMENIAN, NO_ENGLISH
from wikicli.render.page.layout import Measure, Page, glue

_NO_ARMENIAN = say(NO_ARMENIAN, "hy")

COLUMNS_FROM = 100
"""The width of a terminal, in cells, that has room for two columns."""

_MAX_COLUMN = 60
_GAP = 4
"""Cells between the columns."""

Write = Callable[[Writer, int, str], None]
"""Writes one side of a pair, at an indent, behind the mark of an item if it is one."""

Marks = tuple[str, str]
BARE: Marks = ("", "")
"""The marks of a pair that is no item of a list."""


def fit_columns(measure: Measure) -> Measure:
    """Return the measure of a page with two columns, where there is room for them."""
    if measure.width < COLUMNS_FROM:
        return measure
    return measure._replace(column_limit=2 * _MAX_COLUMN + _GAP)


@dataclass(slots=True, eq=False, repr=False)
class PairWriter:
    """Writes pairs of sections and blocks; says where a counterpart is missing.

    ``en`` and ``hy`` make the writers of the two texts, for any page. Where Armenian
    does not stand ``beside`` English it stands below, indented and without marks.
    """

    page: Page
    en: Callable[[Page], Writer]
    hy: Callable[[Page], Writer]
    sidenotes: NoteWriter
    beside: bool

    def put(self, en: Write, hy: Write, indent: int = 0, marks: Marks = BARE) -> None:
        """Write a pair; side by side, both begin in one line."""
        if not self.beside:
            en(self.en(self.page), indent, marks[0])
            hy(self.hy(self.page), indent + len(marks[0]) + 2, "")
            return
        left = self.column(self.en, en, indent, marks[0])
        right = self.column(self.hy, hy, indent, marks[1])
        for first, second in zip_longest(left, right, fillvalue=Text()):
            gap = self.width + _GAP - cell_len(first.plain)
            self.page.put(first, " " * gap, second)

    def column(
        self, make: Callable[[Page], Writer], write: Write, indent: int, mark: str
    ) -> list[Text]:
        """Return the lines of one side."""
        measure = self.page.measure.of_column(self.width)
        page = Page(measure, links=self.page.links)
        write(make(page), indent, mark)
        return [line[page.measure.margin :] for line in page.lines]

    @property
    def width(self) -> int:
        """The cells of a column of text."""
        column = self.page.measure.column
        return (column - _GAP) // 2 if self.beside else column

    @property
    def deepest(self) -> int:
        """The largest indent that leaves half of the column for text."""
        return self.width // 2

    def row(
        self, en: Write | None, hy: Write | None, indent: int = 0, marks: Marks = BARE
    ) -> None:
        """Write a pair and its notes; None stands for what is missing."""
        self.put(
            en or _missing(NO_ENGLISH), hy or _missing(_NO_ARMENIAN), indent, marks
        )
        self.sidenotes.write(min(indent + len(marks[0]), self.deepest))

    def section(self, pair: Pair[Section]) -> None:
        """Write a section and its counterpart, or that it has none."""
        en, hy = pair
        self.page.space()
        self.sidenotes.begin()
        if (en and en.title) or (hy and hy.title):
            self.put(
                _heading(en) if en else _missing(NO_ENGLISH),
                _heading(hy) if hy else _missing(_NO_ARMENIAN),
            )
        en_blocks, hy_blocks = en.blocks if en else (), hy.blocks if hy else ()
        self.blocks(en_blocks, hy_blocks, told=en is None or hy is None)
        self.sidenotes.write(0)

    def blocks(
        self,
        en: Sequence[Block],
        hy: Sequence[Block],
        indent: int = 0,
        told: bool = False,
        apart: Collection[int] | None = None,
    ) -> None:
        """Write blocks in pairs, with a blank line between them.

        In an item there is one only before the blocks in ``apart``, by their ids. Each
        block without a counterpart is told to have none; where one text has none
        at all, the first is, or if that was ``told`` already, not even that.
        """
        for number, pair in enumerate(pair_blocks(en, hy)):
            if number if apart is None else any(id(it) in apart for it in pair):
                self.page.space()
            self.block(pair, indent, told)
            told = told or not (en and hy)

    def block(self, pair: Pair[Block], indent: int, told: bool = False) -> None:
        """Write a block and its counterpart."""
        match pair:
            case (ListBlock() as en, ListBlock() as hy):
                self.list_blocks(en, hy, min(indent, self.deepest))
            case (DefinitionList() as en, DefinitionList() as hy):
                for first, second in pair_definitions(en, hy):
                    self.row(
                        _definition(first) if first else None,
                        _definition(second) if second else None,
                        min(indent, self.deepest),
                    )
            case (Quote() as en, Quote() as hy):
                self.blocks(en.blocks, hy.blocks, min(indent + 4, self.deepest))
            case (Code() | ThematicBreak() as en, hy) if self.is_one(en, hy):
                self.row(_block(en), nothing, indent)
            case (en, hy):
                missing = nothing if told else None
                self.row(
                    missing if en is None else _block(en),
                    missing if hy is None else _block(hy),
                    indent,
                )

    def is_one(self, en: Block, hy: Block | None) -> bool:
        """Tell whether one block stands for both texts, and is written once."""
        return not self.beside and without_places(en) == without_places(hy)

    def list_blocks(self, en: ListBlock, hy: ListBlock, indent: int) -> None:
        """Write two lists, item by item."""
        for left, right in pair_items(en, hy):
            en_mark = "" if left is None else item_mark(en, left)
            hy_mark = "" if right is None else item_mark(hy, right)
            marks = (en_mark or hy_mark, hy_mark or en_mark)
            if left is None or right is None:
                self.row(
                    None if left is None else _item(en.items[left]),
                    None if right is None else _item(hy.items[right]),
                    indent,
                    marks,
                )
                continue
            en_spans, en_rest = split_item(en.items[left])
            hy_spans, hy_rest = split_item(hy.items[right])
            self.row(_line(en_spans), _line(hy_spans), indent, marks)
            items = en.items[left], hy.items[right]
            apart = {id(it) for item in items for it in _find_apart(item)}
            self.blocks(en_rest, hy_rest, indent + len(en_mark), apart=apart)


def words(text: Text) -> Write:
    """Return what writes a text."""
    return lambda writer, indent, mark: writer.page.add(text, indent, Text(mark))


def _missing(what: str) -> Write:
    return words(Text(glue(what), "missing"))


def nothing(writer: Writer, indent: int, mark: str) -> None:
    """Write nothing: it has been told that there is nothing."""


def _heading(section: Section) -> Write:
    def write(writer: Writer, indent: int, mark: str) -> None:
        title = writer.text(section.title)
        writer.page.heading(title, section.level, tight=True, indent=indent)

    return write


def _block(block: Block) -> Write:
    return lambda writer, indent, mark: writer.block(block, indent)


def _definition(item: Definition) -> Write:
    return lambda writer, indent, mark: writer.definition(item, indent)


def _find_apart(item: Sequence[Block]) -> Iterator[Block]:
    return compress(item, find_apart(item))


def _item(item: Sequence[Block]) -> Write:
    return lambda writer, indent, mark: writer.item(item, indent, mark)


def _line(spans: Spans) -> Write:
    return lambda writer, indent, mark: writer.page.add(
        writer.text(spans), indent, Text(mark)
    )
