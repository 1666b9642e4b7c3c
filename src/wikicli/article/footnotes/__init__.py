"""Footnotes: one numbering for an entry, backlinks, and what each marker supports.

MediaWiki's Cite extension is the model: references count 1, 2, 3 and notes a, b, c
by first use; the same id keeps its number in the fact box, in both languages and in
notes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from wikicli.article import markup
from wikicli.article.footnotes.sentences import find_sentences, split_sentences
from wikicli.article.markup import (
    Body,
    Marker,
    Note,
    Section,
    Spans,
    TitleOf,
    Unit,
    iter_units,
)
from wikicli.base.model import NOTHING, Entry, Reference
from wikicli.base.problems import FieldProblem, KeyPath, severity_of
from wikicli.base.text import find_nearest, quote

__all__ = [
    "FACT_BOX",
    "Article",
    "Call",
    "Footnote",
    "Footnotes",
    "Sentence",
    "format_letters",
    "number",
    "split_sentences",
    "supported_sentences",
]

FACT_BOX = "fact box"


class Call(NamedTuple):
    """One use of a marker: where it stands and the sentence it supports.

    ``in_hy`` tells whether that is in the Armenian text.
    """

    section: str
    sentence: str
    locator: str = ""
    in_hy: bool = False


class Sentence(NamedTuple):
    """A sentence and the markers that support it, in their order.

    A cell, a heading and a fact are one sentence each, whatever stops are in them.
    """

    text: str
    markers: tuple[Marker, ...]


class Footnote(NamedTuple):
    """What markers of one id call: a reference or a note, with its backlinks.

    ``locators`` are the different places that are cited, in their order.
    """

    label: str
    content: Reference | Note
    calls: tuple[Call, ...] = ()
    locators: tuple[str, ...] = ()

    @property
    def locator(self) -> str:
        """The one place that every marker cites; nothing if they differ."""
        return self.locators[0] if len(self.locators) == 1 else ""


class Article(NamedTuple):
    """The parsed text of an entry: the fact boxes and the bodies of both languages."""

    facts: dict[str, Spans]
    body: Body
    hy: Body | None
    facts_hy: Mapping[str, Spans] = NOTHING

    @property
    def bodies(self) -> list[tuple[KeyPath, Body]]:
        """The bodies that there are and where they stand, the English one first."""
        hy: list[tuple[KeyPath, Body]] = [(("hy", "body"), self.hy)] if self.hy else []
        return [(("body",), self.body), *hy]

    def units(self, notes: bool = True) -> Iterator[Unit]:
        """Yield all runs of text in reading order: fact box and body, then in Armenian.

        The notes of a body follow its sections.
        """
        sides: tuple[tuple[KeyPath, Mapping[str, Spans], Body | None], ...] = (
            ((), self.facts, self.body),
            (("hy",), self.facts_hy, self.hy),
        )
        for side, facts, body in sides:
            for label, spans in facts.items():
                yield Unit(spans, "fact", None, (*side, "facts", label))
            if body:
                yield from _units_of(body, (*side, "body"), notes)


def _units_of(body: Body, path: KeyPath, notes: bool) -> Iterator[Unit]:
    for section in body.sections:
        yield Unit(section.title, "heading", None, path, section)
        yield from iter_units(section.blocks, path, section)
    for note in body.notes.values() if notes else ():
        yield from iter_units(note.blocks, path, note)


class Footnotes(NamedTuple):
    """The numbered footnotes of an entry, with the parsed text they stand in.

    ``further`` holds the references that no marker calls: further reading, and those
    that should have been called.
    """

    article: Article
    references: tuple[Footnote, ...]
    notes: tuple[Footnote, ...]
    further: tuple[Reference, ...]
    problems: tuple[FieldProblem, ...]
    by_id: dict[str, Footnote]

    def format_marker(self, marker: Marker) -> str:
        """Format a marker as it prints: ``[1]``, ``[1]:15``, ``[a]`` or ``[id?]``.

        The place is printed with the marker where one work is cited at several.
        """
        footnote = self.by_id.get(marker.id)
        if footnote is None:
            return f"[{marker.id}?]"
        is_note = isinstance(footnote.content, Note)
        if is_note or len(footnote.locators) < 2 or not marker.locator:
            return f"[{footnote.label}]"
        return f"[{footnote.label}]:{_PAGE.sub('', marker.locator)}"


_PAGE = re.compile(r"^pp?\. *(?=\d)")


def parse_article(entry: Entry) -> tuple[Article, list[FieldProblem]]:
    """Parse the text of an entry; return it with the problems that it has."""
    from wikicli.article import markdown

    problems: list[FieldProblem] = []
    facts = _parse_facts(entry.facts, ("facts",), problems)
    body = markdown.parse(entry.body)
    problems += body.problems
    hy = None
    if entry.hy and entry.hy.body:
        hy = markdown.parse(entry.hy.body, ("hy", "body"))
        problems += hy.problems
    facts_hy: Mapping[str, Spans] = NOTHING
    if entry.hy:
        facts_hy = _parse_facts(entry.hy.facts, ("hy", "facts"), problems)
    return Article(facts, body, hy, facts_hy), problems


def _parse_facts(
    facts: Mapping[str, str], path: KeyPath, problems: list[FieldProblem]
) -> dict[str, Spans]:
    from wikicli.article import markdown

    parsed = {}
    for label, value in facts.items():
        parsed[label], found = markdown.parse_inline(value, (*path, label))
        problems += found
    return parsed


def number(
    entry: Entry, title_of: TitleOf = str, article: Article | None = None
) -> Footnotes:
    """Parse the text of an entry, if that was not done, and number its footnotes.

    The walk: fact box, body, the same in Armenian, then notes as they are first called.
    """
    return _Numbering(entry, title_of, article).footnotes()


def supported_sentences(
    spans: Spans, title_of: TitleOf = str, whole: bool = False
) -> tuple[Sentence, ...]:
    """Split a paragraph into sentences, each with the markers that support it.

    ``whole`` makes it one sentence: a cell, a heading or a fact. White space is put
    right; where there is no text at all, there is one sentence without any.
    """
    text, offsets = _flatten(spans, title_of)
    bounds = [(0, len(text))] if whole else split_sentences(text, offsets)
    found: list[list[Marker]] = [[] for _ in bounds]
    markers = (span for span in spans if isinstance(span, Marker))
    for marker, index in zip(markers, find_sentences(bounds, offsets), strict=True):
        found[index].append(marker)
    return tuple(
        Sentence(" ".join(text[start:end].split()), tuple(markers))
        for (start, end), markers in zip(bounds, found, strict=True)
    )


def format_letters(index: int) -> str:
    """Format 0, 1, 2 … 25, 26 … as a, b, c … z, aa …."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


class _Numbering:
    def __init__(
        self, entry: Entry, title_of: TitleOf, article: Article | None
    ) -> None:
        self.entry = entry
        self.title_of = title_of
        self.open: dict[str, Footnote] = {}
        self.calls: dict[str, list[Call]] = {}
        self.counts: Counter[type] = Counter()
        self.waiting: dict[tuple[KeyPath, str], tuple[str, Note]] = {}
        self.references = {reference.id: reference for reference in entry.references}
        self.problems: list[FieldProblem] = []
        if article is None:
            article, self.problems = parse_article(entry)
        self.article = article

    def footnotes(self) -> Footnotes:
        for unit in self.article.units(notes=False):
            self.take(unit)
        self.walk_notes()
        self.check_unused()
        by_id = {
            name: footnote._replace(
                calls=tuple(calls := self.calls[name]),
                locators=tuple(dict.fromkeys(call.locator for call in calls)),
            )
            for name, footnote in self.open.items()
        }
        return Footnotes(
            self.article,
            _of_kind(by_id, Reference),
            _of_kind(by_id, Note),
            tuple(ref for ref in self.entry.references if ref.id not in self.open),
            tuple(self.problems),
            by_id,
        )

    def walk_notes(self) -> None:
        """Walk the notes in the order of their first calls; they may call others."""
        walked = 0
        while walked < len(self.waiting):
            for (path, _), (label, note) in list(self.waiting.items())[walked:]:
                for unit in iter_units(note.blocks, path, note):
                    self.take(unit, f"note {label}")
                walked += 1

    def take(self, unit: Unit, section: str = FACT_BOX) -> None:
        """Number the markers of a unit; all but a paragraph is one sentence."""
        if not any(isinstance(span, Marker) for span in unit.spans):
            return
        if isinstance(unit.home, Section):
            section = unit.home.name(self.title_of)
        path, whole = unit.path, unit.kind != "paragraph"
        for sentence in supported_sentences(unit.spans, self.title_of, whole):
            for marker in sentence.markers:
                call = Call(section, sentence.text, marker.locator, path[0] == "hy")
                self.call(marker, call, path)

    def call(self, marker: Marker, call: Call, path: KeyPath) -> None:
        note, home = self.find_note(marker.id, path)
        reference = self.references.get(marker.id)
        if note and reference:
            message = f"'{marker.id}' is the id of both a reference and a note"
            hint = "rename one of them; the marker is read as the reference's"
            self.add(marker, path, "ambiguous-marker", message, hint)
        content = reference or note
        if content is None:
            message = f"marker '[^{marker.id}]' has no reference and no note"
            self.add(marker, path, "undefined-marker", message, self.nearest(marker.id))
            return
        footnote = self.open.get(marker.id)
        if footnote is None:
            footnote = Footnote(self.next_label(content), content)
            self.open[marker.id] = footnote
        if call.locator and isinstance(content, Note):
            message = f"a note has no pages: {quote(call.locator)} is not shown"
            self.add(marker, path, "unused-locator", message)
            call = call._replace(locator="")
        self.calls.setdefault(marker.id, []).append(call)
        if note and not reference:
            self.waiting.setdefault((home, note.id), (footnote.label, note))

    def find_note(self, name: str, path: KeyPath) -> tuple[Note | None, KeyPath]:
        """Find a note in the body the marker stands in, then in the other.

        Its own body comes with it: there the markers in the note are looked up first.
        """
        bodies = self.article.bodies
        if path[0] == "hy":
            bodies.reverse()
        for home, body in bodies:
            if name in body.notes:
                return body.notes[name], home
        return None, path

    def next_label(self, content: Reference | Note) -> str:
        kind = type(content)
        self.counts[kind] += 1
        count = self.counts[kind]
        return str(count) if kind is Reference else format_letters(count - 1)

    def nearest(self, name: str) -> str:
        notes = (name for _, body in self.article.bodies for name in body.notes)
        nearest = find_nearest(name, [*self.references, *notes])
        return f"the nearest id is '{nearest[0]}'" if nearest else ""

    def check_unused(self) -> None:
        for index, reference in enumerate(self.entry.references):
            if reference.id not in self.open and not reference.further:
                message = f"reference '{reference.id}' is called by no marker"
                hint = "call it, or mark it 'further: true' as further reading"
                whole = Marker(reference.id)  # it has no place: the field as a whole
                place = ("references", index)
                self.add(whole, place, "unused-reference", message, hint)
        for path, body in self.article.bodies:
            for note in body.notes.values():
                if note.id not in self.open:
                    message = f"note '{note.id}' is called by no marker"
                    self.add(note, path, "unused-note", message)

    def add(
        self,
        place: Marker | Note,
        path: KeyPath,
        rule: str,
        message: str,
        hint: str = "",
    ) -> None:
        severity = severity_of(rule)
        self.problems.append(
            FieldProblem(path, place.line, place.column, severity, rule, message, hint)
        )


def _of_kind(by_id: dict[str, Footnote], kind: type) -> tuple[Footnote, ...]:
    return tuple(note for note in by_id.values() if isinstance(note.content, kind))


def _flatten(spans: Spans, title_of: TitleOf) -> tuple[str, list[int]]:
    """Return the plain text of spans and the offset of each marker in it."""
    parts = [markup.plain_text((span,), title_of) for span in spans]
    ends = zip(spans, accumulate(map(len, parts)), strict=True)
    offsets = [end for span, end in ends if isinstance(span, Marker)]
    return "".join(parts), offsets
