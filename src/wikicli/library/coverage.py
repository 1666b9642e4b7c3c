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
from wikicli.base.model import Date, Entry, Reference
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


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a number have a source."""

    covered: int = 0
    total: int = 0

    @property
    def ratio(self) -> float:
        """The share from 0 to 1; of nothing, all."""
        return self.covered / self.total if self.total else 1.0

    def __add__(self, other: "Share") -> "Share":
        """Add two shares up."""
        return Share(self.covered + other.covered, self.total + other.total)


class CoveredParagraph(NamedTuple):
    """A paragraph or a table, the body that it is in, how much of it is covered."""

    block: Block
    path: KeyPath
    sentences: Share


@dataclass(frozen=True, slots=True)
class Coverage:
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


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The coverage of each entry, and of all of them together."""

    entries: tuple[Coverage, ...]
    total: Coverage


def measure_all(
    items: Iterable[tuple[Entry, Footnotes]], title_of: TitleOf = str
) -> CoverageReport:
    """Measure the coverage of entries, whose footnotes are numbered.

    A work that several cite counts once in all.
    """
    entries: list[Coverage] = []
    sources: list[Record] = []
    for entry, footnotes in items:
        contents = (footnote.content for footnote in footnotes.references)
        own = [(entry.slug, it) for it in contents if isinstance(it, Reference)]
        sources += own
        shares = [it.sentences for it in measure_paragraphs(footnotes, title_of)]
        paragraphs = Share(sum(share.covered > 0 for share in shares), len(shares))
        entries.append(_coverage(entry.slug, paragraphs, sum(shares, Share()), own))
    paragraphs = sum((it.paragraphs for it in entries), Share())
    sentences = sum((it.sentences for it in entries), Share())
    return CoverageReport(tuple(entries), _coverage("", paragraphs, sentences, sources))


def _coverage(
    slug: str, paragraphs: Share, sentences: Share, sources: Sequence[Record]
) -> Coverage:
    works = join_records(sources)
    counts = Counter(_KIND_OF.get(work.reference.type, "other") for work in works)
    references = [reference for _, reference in sources]
    dates = (reference.dates.get("accessed", Date()) for reference in references)
    return Coverage(
        slug=slug,
        paragraphs=paragraphs,
        sentences=sentences,
        references=len(references),
        works=len(works),
        kinds={kind: counts[kind] for kind in KINDS},
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
