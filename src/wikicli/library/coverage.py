"""Coverage: how much of an entry has a source, and of what kind the sources are.

A sentence has a source if a marker supports it (`wikicli.article.footnotes` tells which
sentence that is) whose reference exists, or whose note calls one. Both languages are
counted, with the items of lists and the cells of tables; a cell is one sentence, a
table one paragraph. The items of a list have the source of the paragraph before it, if
that ends in a colon. Images, the fact box, headings, the heads of tables, defined
terms, code and notes are not counted. Sources are the references that markers call,
further reading is none.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from typing import NamedTuple

from wikicli.article.footnotes import Footnotes, supported_sentences
from wikicli.article.markup import (
    Block,
    ListBlock,
    Marker,
    Note,
    Paragraph,
    Quote,
    Spans,
    Text,
    TitleOf,
    iter_spans,
    iter_units,
    plain_text,
)
from wikicli.base.model import NOTHING, Date, Entry, Reference
from wikicli.base.problems import KeyPath
from wikicli.library.works import Record, join_records, start_of
from wikicli.references.citation import format_citation

KINDS = ("book", "journal", "news", "web", "other")

_KIND_OF = {
    kind: name
    for name, kinds in {
        "book": """
            book chapter classic collection entry entry-dictionary entry-encyclopedia
            pamphlet thesis
        """,
        "journal": "article-journal paper-conference periodical review review-book",
        "news": "article-magazine article-newspaper broadcast",
        "web": "post post-weblog webpage",
    }.items()
    for kind in kinds.split()
}
"""CSL's types by the kinds of KINDS; what is not here is ``other``."""


class Share(NamedTuple):
    """How many of a number have a source."""

    covered: int = 0
    total: int = 0

    @property
    def ratio(self) -> float:
        """The share from 0 to 1; of nothing, all."""
        return self.covered / self.total if self.total else 1.0


def _add_up(shares: Iterable[Share]) -> Share:
    return Share(*map(sum, zip((0, 0), *shares, strict=True)))


class CoveredParagraph(NamedTuple):
    """A paragraph or a table, the body that it is in, how much of it is covered."""

    block: Block
    path: KeyPath
    sentences: Share


class Coverage(NamedTuple):
    """What is known of the sources of an entry, or of all (``slug`` is empty).

    ``kinds`` counts works by kind; ``unlinked`` counts references whose line leads
    nowhere, ``quoted`` those with a quotation; ``accessed`` is the oldest access date.
    """

    slug: str
    paragraphs: Share
    sentences: Share
    references: int
    works: int
    kinds: Mapping[str, int]
    accessed: Date | None
    unlinked: int
    quoted: int


class Records(NamedTuple):
    """The references of an entry."""

    slug: str
    references: tuple[Reference, ...]

    @property
    def records(self) -> list[Record]:
        """All of them, as records."""
        return [(self.slug, reference) for reference in self.references]


class Sourced(NamedTuple):
    """The sources of an entry, and how much of it has one.

    ``references`` are all that it has; ``cited`` and ``unused`` are ids of them, the
    cited ones by their numbers. Where a sentence ends may depend on the titles of
    linked entries: ``titles`` has those that were asked for, by slug.
    """

    slug: str
    references: tuple[Reference, ...]
    cited: tuple[str, ...]
    unused: tuple[str, ...]
    coverage: Coverage
    titles: Mapping[str, str] = NOTHING

    @property
    def agrees(self) -> bool:
        """Whether it has the references that it names, and counts all kinds."""
        known = {reference.id for reference in self.references}
        counted = self.coverage.slug == self.slug and set(self.coverage.kinds)
        return known.issuperset(self.cited + self.unused) and counted == set(KINDS)

    def choose(self, ids: Iterable[str]) -> list[Record]:
        """Return references by their ids, as records."""
        by_id = {reference.id: reference for reference in self.references}
        return [(self.slug, by_id[name]) for name in ids]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of each entry, and of all of them together."""

    entries: tuple[Coverage, ...]
    total: Coverage


def find_sourced(
    entry: Entry, footnotes: Footnotes, title_of: TitleOf = str
) -> Sourced:
    """Find the sources of an entry, and measure how much of it has one."""
    titles: dict[str, str] = {}

    def ask(slug: str) -> str:
        return titles.setdefault(slug, title_of(slug))

    shares = [it.sentences for it in measure_paragraphs(footnotes, ask)]
    paragraphs = Share(sum(share.covered > 0 for share in shares), len(shares))
    contents = (it.content for it in footnotes.references)
    cited = [it for it in contents if isinstance(it, Reference)]
    records = [(entry.slug, reference) for reference in cited]
    return Sourced(
        entry.slug,
        entry.references,
        tuple(it.id for it in cited),
        tuple(it.id for it in footnotes.further if not it.further),
        _count(entry.slug, paragraphs, _add_up(shares), records),
        titles,
    )


def measure_all(items: Iterable[Sourced]) -> CoverageReport:
    """Measure the coverage of entries; a work that several cite counts once in all."""
    entries: list[Coverage] = []
    records: list[Record] = []
    for it in items:
        records += it.choose(it.cited)
        entries.append(it.coverage)
    works, kinds = _count_works(records)
    dates = (it.accessed for it in entries if it.accessed)
    total = Coverage(
        slug="",
        paragraphs=_add_up(it.paragraphs for it in entries),
        sentences=_add_up(it.sentences for it in entries),
        references=len(records),
        works=works,
        kinds=kinds,
        accessed=min(dates, key=start_of, default=None),
        unlinked=sum(it.unlinked for it in entries),
        quoted=sum(it.quoted for it in entries),
    )
    return CoverageReport(tuple(entries), total)


def _count_works(records: Iterable[Record]) -> tuple[int, dict[str, int]]:
    """Count the works that records are of, in all and by kind."""
    works = join_records(records)
    counts = Counter(_KIND_OF.get(work.reference.type, "other") for work in works)
    return len(works), {kind: counts[kind] for kind in KINDS}


def _count(
    slug: str, paragraphs: Share, sentences: Share, sources: Sequence[Record]
) -> Coverage:
    works, kinds = _count_works(sources)
    references = [reference for _, reference in sources]
    dates = (reference.dates.get("accessed", Date()) for reference in references)
    return Coverage(
        slug=slug,
        paragraphs=paragraphs,
        sentences=sentences,
        references=len(references),
        works=works,
        kinds=kinds,
        accessed=min((date for date in dates if date.edtf), key=start_of, default=None),
        unlinked=sum(
            not any(piece.url for piece in format_citation(it)) for it in references
        ),
        quoted=sum(bool(reference.quote) for reference in references),
    )


# Text ---------------------------------------------------------------------------


def measure_paragraphs(
    footnotes: Footnotes, title_of: TitleOf = str
) -> Iterator[CoveredParagraph]:
    """Yield the paragraphs of both bodies in their order, those that say something."""
    sourced = _sourced_ids(footnotes)
    introduced = _find_introduced(footnotes, sourced)
    counted = (
        unit
        for unit in footnotes.article.units(notes=False)
        if unit.kind in ("paragraph", "cell") and not _is_image(unit.spans)
    )
    for _, group in groupby(counted, key=lambda unit: id(unit.block)):
        units = list(group)
        # A sentence without a letter or digit is none.
        sentences = [
            sentence
            for unit in units
            for sentence in supported_sentences(
                unit.spans, title_of, unit.kind == "cell"
            )
            if any(map(str.isalnum, sentence.text))
        ]
        is_covered = id(units[0].block) in introduced
        covered = sum(
            is_covered
            or not sourced.isdisjoint(marker.id for marker in sentence.markers)
            for sentence in sentences
        )
        if sentences and units[0].block:
            share = Share(covered, len(sentences))
            yield CoveredParagraph(units[0].block, units[0].path, share)


def _is_image(spans: Spans) -> bool:
    words = [it for it in spans if isinstance(it, Text) and it.text.strip()]
    return bool(words) and all(it.image for it in words)


def _find_introduced(footnotes: Footnotes, sourced: set[str]) -> set[int]:
    """Find the ids of blocks in lists that a paragraph with a source introduces."""
    found: set[int] = set()
    bodies = footnotes.article.bodies
    waiting = [section.blocks for _, body in bodies for section in body.sections]
    for blocks in waiting:  # grows
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Quote):
                waiting.append(block.blocks)
            elif isinstance(block, ListBlock):
                waiting.extend(block.items)
            elif isinstance(following, ListBlock) and _introduces(block, sourced):
                found.update(id(unit.block) for unit in iter_units([following]))
    return found


def _introduces(block: Block, sourced: set[str]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    called = {it.id for it in block.spans if isinstance(it, Marker)}
    ends = plain_text(block.spans).rstrip().endswith(_INTRODUCING)
    return ends and not sourced.isdisjoint(called)


_INTRODUCING = (":", "՝")
"""How a paragraph ends that a list follows, in English and in Armenian."""


def _sourced_ids(footnotes: Footnotes) -> set[str]:
    """Find the ids that lead to a reference, at once or through notes."""
    found = set()
    callers: dict[str, list[str]] = {}
    for name, footnote in footnotes.by_id.items():
        if isinstance(footnote.content, Note):
            for spans in iter_spans(footnote.content.blocks):
                for span in spans:
                    if isinstance(span, Marker):
                        callers.setdefault(span.id, []).append(name)
        else:
            found.add(name)
    waiting = list(found)
    while waiting:
        for caller in callers.get(waiting.pop(), ()):
            if caller not in found:
                found.add(caller)
                waiting.append(caller)
    return found
