"""The text of an entry as sections, blocks and spans; shared by every face.

Positions are lines and columns from 1 within the text that was parsed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from wikicli.base.problems import FieldProblem

MARKER_ID = re.compile(r"[A-Za-z0-9_:.-]{1,64}")
LEAD = "lead"
"""The name of the text before the first heading."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

TitleOf = Callable[[str], str]
"""Gives the title of the entry with a slug, for links without a label."""


class Text(NamedTuple):
    """A run of text in one style; ``url`` makes it a link out of the library."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""


class EntryLink(NamedTuple):
    """A link to another entry; without a label it shows the entry's title."""

    slug: str
    label: str = ""
    strong: bool = False
    emphasis: bool = False


class Marker(NamedTuple):
    """A footnote marker: the id it calls and the place within the work it cites."""

    id: str
    locator: str = ""
    line: int = 0
    column: int = 0


class Break(NamedTuple):
    """A forced new line within a paragraph."""


Span = Text | EntryLink | Marker | Break
Spans = tuple[Span, ...]


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    spans: Spans


class ListBlock(NamedTuple):
    """A list; ``start`` is the first number of an ordered one, None for bullets."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None


class Quote(NamedTuple):
    """A block quotation."""

    blocks: tuple["Block", ...]


class Code(NamedTuple):
    """Text shown as it stands, line by line."""

    text: str


class Table(NamedTuple):
    """A table; each row is a tuple of cells, a cell a tuple of spans."""

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class ThematicBreak(NamedTuple):
    """A thematic break."""


Block = Paragraph | ListBlock | Quote | Code | Table | ThematicBreak


class Section(NamedTuple):
    """A headed part of a body; the lead has no title and level 1."""

    title: Spans
    level: int
    blocks: tuple[Block, ...]
    line: int = 1

    @property
    def name(self) -> str:
        """The title as plain text; ``lead`` for the lead."""
        return plain_text(self.title) or LEAD


class Note(NamedTuple):
    """The text of a note, as its definition ``[^id]: …`` gives it."""

    id: str
    blocks: tuple[Block, ...]
    line: int
    column: int


class Body(NamedTuple):
    """A parsed body: the lead and its sections, the notes by id, what was wrong."""

    sections: tuple[Section, ...]
    notes: dict[str, Note]
    problems: tuple[FieldProblem, ...]


def plain_text(spans: Sequence[Span], title_of: TitleOf = str) -> str:
    """Return the words of spans, without markers.

    ``title_of`` gives the title for the slug of a link that has no label.
    """
    parts = []
    for span in spans:
        match span:
            case Text():
                parts.append(span.text)
            case EntryLink():
                parts.append(span.label or title_of(span.slug))
            case Break():
                parts.append(" ")
    return "".join(parts)


def iter_units(blocks: Sequence[Block]) -> Iterator[Spans]:
    """Yield the spans of each paragraph and cell of blocks, in reading order."""
    for block in blocks:
        match block:
            case Paragraph():
                yield block.spans
            case ListBlock():
                for item in block.items:
                    yield from iter_units(item)
            case Quote():
                yield from iter_units(block.blocks)
            case Table():
                yield from block.header
                for row in block.rows:
                    yield from row
            case Code():
                yield (Text(block.text, code=True),)
