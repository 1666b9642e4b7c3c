"""Rules about the two languages of an entry side by side."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from wikicli.article.markup import Block, Marker, Section, iter_spans, iter_units
from wikicli.article.pairing import Pair, pair_sections
from wikicli.base.model import ArmenianSide
from wikicli.base.problems import Severity
from wikicli.base.text import format_count, quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.prose import find_prose
from wikicli.check.rule import entry_rule, rule_of_fields
from wikicli.language.armenian import is_armenian

side_rule = rule_of_fields("hy")


@side_rule("missing-armenian-title", Severity.WARNING)
def find_missing_titles(hy: ArmenianSide) -> Iterator[Finding]:
    """The Armenian side of an entry has no title.

    Without it the headword is the first term, or there is none.
    """
    if not hy.title:
        yield Finding((), "the Armenian side has no 'title'")


@side_rule("missing-armenian-description", Severity.INFO)
def find_missing_descriptions(hy: ArmenianSide) -> Iterator[Finding]:
    """The Armenian side of an entry has no description.

    Where entries are listed in Armenian, nothing stands beside its title.
    """
    if hy.body and not hy.description:
        yield Finding((), "the Armenian side has no 'description'")


@side_rule("side-without-armenian", Severity.WARNING)
def find_sides_without_armenian(hy: ArmenianSide) -> Iterator[Finding]:
    """The description or the text of the Armenian side has no Armenian letter.

    It was left in English, or is romanized.
    """
    for key in ("description", "body"):  # reading says so of the title
        value = getattr(hy, key)
        if value.strip() and not is_armenian(value):
            excerpt = "" if key == "body" else value
            yield Finding((key,), f"'hy.{key}' is not Armenian", "", excerpt)


@side_rule("unreviewed-translation", Severity.INFO)
def find_unreviewed(hy: ArmenianSide) -> Iterator[Finding]:
    """Nobody has reviewed the Armenian side.

    Once a reader of Armenian has compared it with the English one, write
    ``status: reviewed``.
    """
    if hy.body and hy.status != "reviewed":
        yield Finding(("status",), "the Armenian text is unreviewed")


@lru_cache(maxsize=1)  # several rules ask for those of one entry in turn
def _pairs(checked: Checked) -> list[Pair[Section]]:
    article = checked.footnotes.article
    return pair_sections(article.body, article.hy) if article.hy else []


@entry_rule("untranslated-section", Severity.INFO)
def find_untranslated(checked: Checked) -> Iterator[Finding]:
    """The Armenian text lacks sections that the English one has.

    Readers are told that there is no Armenian text yet. Both sides have the same
    sections in the same order.
    """
    pairs = _pairs(checked)
    missing = [pair.en.name() for pair in pairs if pair.en and not pair.hy]
    if missing:
        total = sum(1 for pair in pairs if pair.en)
        names = ", ".join(map(quote, missing[:3])) + (", …" if missing[3:] else "")
        message = f"the Armenian text lacks {len(missing)} of {total} sections: {names}"
        yield Finding(("hy", "body"), message)


@entry_rule("section-only-in-armenian", Severity.WARNING)
def find_added_sections(checked: Checked) -> Iterator[Finding]:
    """The Armenian text has a section that the English one lacks.

    Both sides have the same sections in the same order: add it there, too, or take it
    away.
    """
    for pair in _pairs(checked):
        if pair.hy and not pair.en and pair.hy.title:
            message = f"section {quote(pair.hy.name())} has no counterpart in English"
            yield _at_section(checked, pair.hy, message)


@entry_rule("unequal-paragraphs", Severity.INFO)
def find_unequal_paragraphs(checked: Checked) -> Iterator[Finding]:
    """A section has another number of paragraphs in Armenian than in English.

    Side by side, paragraphs are shown beside those that they translate.
    """
    for en, hy in _iter_both(checked):
        ours, theirs = len(hy.blocks), len(en.blocks)
        if ours != theirs:
            count = format_count(ours, "paragraph")
            message = f"{quote(hy.name())} has {count}, in English {theirs}"
            yield _at_section(checked, hy, message)


def _iter_both(checked: Checked) -> Iterator[tuple[Section, Section]]:
    """Yield the sections that are in both languages, the English one first."""
    for pair in _pairs(checked):
        if pair.en and pair.hy:
            yield pair.en, pair.hy


def _at_section(checked: Checked, section: Section, message: str) -> Finding:
    """Make a finding of a section of the Armenian text; the lead has no heading."""
    prose = find_prose(checked)[-1]
    if section.title:
        return prose.at_heading(section, message)
    for unit in iter_units(section.blocks):
        if unit.block:
            return prose.at_block(unit.block, message)
    return prose.at((0, 0), message)


@entry_rule("one-sided-footnote", Severity.INFO)
def find_one_sided(checked: Checked) -> Iterator[Finding]:
    """A section calls a reference in one language and not in the other.

    What a source supports, it supports in every language.
    """
    known = {reference.id for reference in checked.entry.references}
    for en, hy in _iter_both(checked):
        english, armenian = _ids(en.blocks) & known, _ids(hy.blocks) & known
        for language, ids in (
            ("English", english - armenian),
            ("Armenian", armenian - english),
        ):
            if ids:
                names = ", ".join(sorted(ids))
                message = f"{quote(hy.name())} calls {names} in {language} only"
                yield _at_section(checked, hy, message)


def _ids(blocks: tuple[Block, ...]) -> set[str]:
    spans = chain.from_iterable(iter_spans(blocks))
    return {span.id for span in spans if isinstance(span, Marker)}
