"""The text of an entry as sections, blocks and spans; shared by every face.

Positions are lines and columns from 1 within the text that was parsed; ``end`` is the
line behind the last one of a block.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, NamedTuple

from wikicli.base.problems import FieldProblem, KeyPath

MARKER_ID = re.compile(r"[A-Za-z0-9_:.-]{1,64}")
LEAD = "lead"
"""The name of the text before the first heading."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

TitleOf = Callable[[str], str]
"""Gives the title of the entry with a slug, for links without a label."""


class Text(NamedTuple):
    """A run of text in one style; ``url`` makes it a link out of the library.

    An ``image`` is shown as its text.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    url: str = ""
    struck: bool = False
    image: bool = False


class EntryLink(NamedTuple):
    """A link to another entry, or to a section of it; without a label it names that.

    Without a slug it leads to a section of the entry that it stands in. ``width``
    counts what is written in its first line from ``[[`` to the end of the slug.
    """

    slug: str
    label: str = ""
    strong: bool = False
    emphasis: bool = False
    line: int = 0
    column: int = 0
    width: int = 0
    section: str = ""
    struck: bool = False

    def words(self, title_of: "TitleOf") -> str:
        """Return what the link shows: ``Title § Section`` where it has no label."""
        title = title_of(self.slug) if self.slug and not self.label else ""
        return self.label or " § ".join(filter(None, (title, self.section)))


class Marker(NamedTuple):
    """A footnote marker: the id it calls and the place within the work it cites.

    ``written`` is how it stands in its paragraph, which may be in several lines.
    """

    id: str
    locator: str = ""
    line: int = 0
    column: int = 0
    written: str = ""


class Break(NamedTuple):
    """A forced new line within a paragraph."""


Span = Text | EntryLink | Marker | Break
Spans = tuple[Span, ...]


class Paragraph(NamedTuple):
    """A paragraph of running text."""

    spans: Spans
    line: int = 0
    column: int = 0
    end: int = 0


class ListBlock(NamedTuple):
    """A list; ``start`` is the first number of an ordered one, None for bullets."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None
    line: int = 0
    end: int = 0


class Quote(NamedTuple):
    """A block quotation."""

    blocks: tuple["Block", ...]
    line: int = 0
    end: int = 0


class Code(NamedTuple):
    """Text shown as it stands, line by line; fences belong to its place."""

    text: str
    line: int = 0
    end: int = 0


class Table(NamedTuple):
    """A table; each row is a tuple of cells, a cell a tuple of spans.

    It starts where the text of its first cell does. ``aligns`` are those of columns:
    left, right, center or nothing.
    """

    header: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    line: int = 0
    column: int = 0
    end: int = 0
    aligns: tuple[str, ...] = ()


class Definition(NamedTuple):
    """A term of a definition list, and the blocks of each of its definitions."""

    term: Spans
    meanings: tuple[tuple["Block", ...], ...]


class DefinitionList(NamedTuple):
    """A list of terms with their definitions."""

    items: tuple[Definition, ...]
    line: int = 0
    end: int = 0


class ThematicBreak(NamedTuple):
    """A thematic break."""

    line: int = 0
    end: int = 0


Block = Paragraph | ListBlock | DefinitionList | Quote | Code | Table | ThematicBreak


class Section(NamedTuple):
    """A headed part of a body; the lead has no title and level 1."""

    title: Spans
    level: int
    blocks: tuple[Block, ...]
    line: int = 1

    def name(self, title_of: TitleOf = str) -> str:
        """Return the title as plain text; ``lead`` for the lead."""
        return plain_text(self.title, title_of) or LEAD


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
                parts.append(span.words(title_of))
            case Break():
                parts.append(" ")
    return "".join(parts)


class Unit(NamedTuple):
    """A run of text, what it is of and where it stands.

    A ``head`` is a cell of the first row of a table, or the term of a definition.
    ``block`` is the paragraph, table, code or list of definitions that it is of,
    ``home`` the section or note; a fact and a heading have no block.
    """

    spans: Spans
    kind: Literal["fact", "heading", "paragraph", "head", "cell", "code"]
    block: Block | None = None
    path: KeyPath = ()
    home: Section | Note | None = None


def iter_units(
    blocks: Sequence[Block], path: KeyPath = (), home: Section | Note | None = None
) -> Iterator[Unit]:
    """Yield each paragraph, cell and piece of code of blocks, in reading order.

    ``path`` and ``home`` say what the blocks are of.
    """
    for block in blocks:
        match block:
            case Paragraph():
                yield Unit(block.spans, "paragraph", block, path, home)
            case ListBlock():
                for item in block.items:
                    yield from iter_units(item, path, home)
            case DefinitionList():
                for term, meanings in block.items:
                    yield Unit(term, "head", block, path, home)
                    for meaning in meanings:
                        yield from iter_units(meaning, path, home)
            case Quote():
                yield from iter_units(block.blocks, path, home)
            case Table():
                for cell in block.header:
                    yield Unit(cell, "head", block, path, home)
                for row in block.rows:
                    for cell in row:
                        yield Unit(cell, "cell", block, path, home)
            case Code():
                yield Unit((Text(block.text, code=True),), "code", block, path, home)


def iter_spans(blocks: Sequence[Block]) -> Iterator[Spans]:
    """Yield the spans of each unit of blocks, in reading order."""
    return (unit.spans for unit in iter_units(blocks))


_PLAIN = re.compile(r"(?:\S(?: (?=\S))?)*")
_MARKED = re.compile(r"[\\`*_~^$\[\]<>&|\x00]|://|www\.")


def is_plain(line: str) -> bool:
    """Tell whether a line of Markdown surely says nothing but its letters."""
    return not _MARKED.search(line) and _PLAIN.fullmatch(line) is not None


def without_places(value: Any) -> Any:
    """Return spans or blocks as if they stood nowhere, to compare what they say."""
    if not isinstance(value, tuple):
        return value
    inner = map(without_places, value)
    fields = getattr(value, "_fields", None)
    if fields is None:
        return tuple(inner)
    places = {name: nowhere for name, nowhere in _PLACES.items() if name in fields}
    return type(value)(*inner)._replace(**places)  # type: ignore[attr-defined]


_PLACES = {"line": 0, "column": 0, "width": 0, "end": 0, "written": ""}
