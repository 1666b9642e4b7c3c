"""Footnotes where they are called: under the paragraph, or beside it in the margin.

The page is written as ever. After each paragraph (list item, quotation, table, fact
box) its new lines tell which footnotes they call, and these are written.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.footnotes import Footnote, Footnotes
from wikicli.article.markup import Marker, Note, Spans, TitleOf, iter_spans, plain_text
from wikicli.base.model import Reference, Side
from wikicli.library.config import Language, NotesMode
from wikicli.references.citation.wording import name_pages, split_pages
from wikicli.render.page.blocks import NO_NOTES, NoteWriter, Writer
from wikicli.render.page.footnotes import citation_text, short_text, write_note
from wikicli.render.page.inline import find_markers, plain, quotation_text
from wikicli.render.page.layout import MARKER_STYLE, Measure, Page, wrap

MARGIN_FROM = 110
"""The width of a terminal, in cells, that has a margin for notes."""

_MAX_MARGIN = 60
_GAP = 2
"""Cells between the text and the rule beside it."""


class Called(NamedTuple):
    """A footnote that a paragraph calls: where first, and the places it cites."""

    footnote: Footnote
    line: int
    locators: list[str]


Calls = dict[str, Called]


@dataclass(slots=True, eq=False, repr=False)
class Sidenotes(NoteWriter, ABC):
    """Writes the footnotes of a page where they are called."""

    page: Page
    footnotes: Footnotes
    title_of: TitleOf
    side: Side = "en"
    """The language of the words of references."""
    done: int = 0
    """The lines of the page whose footnotes are written, or that have none."""
    digits: int = field(init=False)
    """The length of the longest number or letter of a footnote."""

    def __post_init__(self) -> None:
        """Measure the numbers, which all notes stand behind."""
        self.digits = max(len(note.label) for note in self.footnotes.by_id.values())

    def begin(self) -> None:
        """Begin a part of the text: what stands above it has no notes."""
        self.done = len(self.page.lines)

    def find_calls(self, lines: Sequence[Text]) -> Calls:
        """Find the footnotes that lines call, by id, in the order of their markers."""
        calls: Calls = {}
        for number, line in enumerate(lines):
            for name, locator in find_markers(line):
                footnote = self.footnotes.by_id.get(name)
                if footnote is None:
                    continue
                called = calls.setdefault(name, Called(footnote, number, []))
                if locator and locator not in called.locators:
                    called.locators.append(locator)
        return calls

    def take_calls(self) -> Calls:
        """Find the footnotes that are called since the last time."""
        start, self.done = self.done, len(self.page.lines)
        return self.find_calls(self.page.lines[start:])

    def write_called(self, page: Page, calls: Calls, known: set[str]) -> None:
        """Write footnotes, then those that their notes call and that aren't known."""
        while calls:
            start = len(page.lines)
            for name, called in calls.items():
                self.write_one(page, name, called)
            known |= calls.keys()
            inner = self.find_calls(page.lines[start:])
            calls = {name: inner[name] for name in inner if name not in known}

    @abstractmethod
    def write_one(self, page: Page, name: str, called: Called) -> None:
        """Write one footnote."""

    def write_text(self, page: Page, note: Note, label: Text, indent: int) -> None:
        """Write the text of a note."""
        writer = Writer(page, self.footnotes, self.title_of)
        write_note(note, label, writer, indent)

    def label(self, footnote: Footnote) -> Text:
        """Return a footnote's number, as it stands in front of the note."""
        label = Text(" " * (self.digits - len(footnote.label)))
        return label.append(footnote.label, MARKER_STYLE).append(" ")


@dataclass(slots=True, eq=False, repr=False)
class InlineNotes(Sidenotes):
    """Writes notes under their paragraph: in full at their first call, then short."""

    indent: int = 0
    shown: set[str] = field(default_factory=set)

    def write(self, indent: int) -> None:
        """Write the notes under the lines that call them."""
        calls = self.take_calls()
        self.indent = indent + 2
        self.write_called(self.page, calls, set())
        self.done = len(self.page.lines)

    def write_one(self, page: Page, name: str, called: Called) -> None:
        """Write a footnote, its text less weighty than that of the entry."""
        label = self.label(called.footnote)
        beside = page.measure.margin + self.indent + cell_len(label.plain)
        start = len(page.lines)
        if name in self.shown:
            self.write_short(page, called, label)
        else:
            self.write_full(page, called, label)
        self.shown.add(name)
        for line in page.lines[start:]:
            line.stylize("note", beside)

    def write_full(self, page: Page, called: Called, label: Text) -> None:
        """Write a note's text, or a reference with its quotation."""
        content = called.footnote.content
        if isinstance(content, Note):
            self.write_text(page, content, label, self.indent)
            return
        places = join_places(called.locators)
        line = citation_text(content, page.measure, places, self.side)
        page.add(line, self.indent, label)
        if content.quote:
            indent = self.indent + cell_len(label.plain) + 2
            page.add(quotation_text(content.quote), indent)

    def write_short(self, page: Page, called: Called, label: Text) -> None:
        """Write the short form of a reference, or how a note begins."""
        content = called.footnote.content
        if isinstance(content, Reference):
            line = short_text(content, join_places(called.locators), self.side)
            page.add(line, self.indent, label)
            return
        room = page.measure.column - self.indent - cell_len(label.plain) - 2
        words = " ".join(
            plain_text(u, self.title_of) for u in iter_spans(content.blocks)
        )
        first, *rest = wrap(plain(words), max(room, 6))
        page.add(first.append(" …") if rest else first, self.indent, label)


@dataclass(slots=True, eq=False, repr=False)
class MarginNotes(Sidenotes):
    """Writes notes beside their markers, pushed down where others stand already."""

    top: int | None = None
    bottom: int = 0
    notes: dict[int, Text] = field(default_factory=dict)
    """The lines in the margin, by the number of the line that they stand beside."""

    def begin(self) -> None:
        """Begin a part of the text; the rule beside it begins with the first."""
        self.done = len(self.page.lines)
        if self.top is None:
            self.top = self.done

    def write(self, indent: int) -> None:
        """Write the notes of a paragraph beside it, as far up as there is room."""
        start = self.done
        calls = self.take_calls()
        self.bottom = len(self.page.lines)
        known = set(calls)
        for name, called in calls.items():
            column = Page(self.measure)
            self.write_called(column, {name: called}, known)
            place = max(start + called.line, self.free)
            for number, line in enumerate(column.lines):
                self.notes[place + number] = line[column.measure.margin :]

    def write_one(self, page: Page, name: str, called: Called) -> None:
        """Write the text of a note, or the short form of a reference."""
        label, content = self.label(called.footnote), called.footnote.content
        if isinstance(content, Reference):
            line = short_text(content, join_places(called.locators), self.side)
            page.add(line, 0, label)
        else:
            self.write_text(page, content, label, 0)

    @property
    def free(self) -> int:
        """The first line below all notes that are written."""
        return next(reversed(self.notes), -1) + 1

    def reaches(self, page: Page) -> bool:
        """Tell whether notes stand beside what will be written next."""
        return self.free > len(page.lines)

    @property
    def edge(self) -> int:
        """The cells of the page to the left of the rule."""
        return self.page.measure.margin + self.page.measure.column + _GAP

    @property
    def measure(self) -> Measure:
        """The room of the margin as that of a page, its own margins added."""
        page = self.page.measure
        room = min(page.width - self.edge - 2 - page.margin, _MAX_MARGIN)
        return page.of_column(room)

    def finish(self) -> None:
        """Put the notes beside the text, behind a rule; without any there is none."""
        if not self.notes or self.top is None:
            return
        lines = self.page.lines
        lines += [Text() for _ in range(len(lines), self.free)]
        while not lines[self.top].plain:
            self.top += 1
        for number in range(self.top, max(self.bottom, self.free)):
            line = lines[number]
            line.append(" " * (self.edge - cell_len(line.plain))).append("│", "rule")
            if note := self.notes.get(number, Text()):
                line.append(" ").append(note)


def begin_notes(
    mode: NotesMode,
    page: Page,
    footnotes: Footnotes,
    title_of: TitleOf,
    side: Side = "en",
) -> NoteWriter:
    """Return what writes the notes of a page in a mode, those within the text."""
    if mode not in (NotesMode.inline, NotesMode.margin) or not footnotes.by_id:
        return NO_NOTES
    kind = InlineNotes if mode is NotesMode.inline else MarginNotes
    return kind(page, footnotes, title_of, side)


def fit_mode(mode: NotesMode, measure: Measure) -> NotesMode:
    """Return the mode that a terminal has room for."""
    has_room = mode is not NotesMode.margin or measure.width >= MARGIN_FROM
    return mode if has_room else NotesMode.end


def find_called(footnotes: Footnotes, language: Language) -> set[str]:
    """Name the footnotes that the text in a language calls, and those that these do."""
    units = footnotes.article.units(notes=False)
    if language is not Language.both:
        in_hy = language is Language.hy
        units = (unit for unit in units if (unit.path[0] == "hy") == in_hy)
    new = called = _find_ids(unit.spans for unit in units)
    while new:
        notes = [footnotes.by_id[name].content for name in new & footnotes.by_id.keys()]
        blocks = [b for note in notes if isinstance(note, Note) for b in note.blocks]
        new = _find_ids(iter_spans(blocks)) - called
        called |= new
    return called


def _find_ids(units: Iterable[Spans]) -> set[str]:
    return {span.id for unit in units for span in unit if isinstance(span, Marker)}


def join_places(locators: Sequence[str]) -> str:
    """Join the places that are cited in a work: ``pp. 12, 29``, ``p. 12; ch. 2``."""
    pages = [split_pages(locator) for locator in locators]
    if len(pages) > 1 and all(pages):
        return name_pages(", ".join(pages))
    return "; ".join(locators)
