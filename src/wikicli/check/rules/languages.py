"""Rules about the two languages of an entry side by side."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from wikicli.article.markup import Block, Marker, Section, iter_spans, iter_units
from wikicli.article.pairing import Pair, pair_sections
from wikicli.base.problems import Severity
from wikicli.base.text import format_count, quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.prose import find_prose
from wikicli.check.rule import entry_rule
from wikicli.language.armenian import is_armenian

_SIDE = ("hy",)
_TEXT = ("hy", "body")


@entry_rule("missing-armenian-title", Severity.WARNING)
def find_missing_titles(checked: Checked) -> Iterator[Finding]:
    """The Armenian side of an entry has no title.

    Without it the headword is the first term, or there is none.
    """
    hy = checked.entry.hy
    if hy and not hy.title:
        yield Finding(_SIDE, "the Armenian side has no 'title'")


@entry_rule("missing-armenian-description", Severity.INFO)
def find_missing_descriptions(checked: Checked) -> Iterator[Finding]:
    """The Armenian side of an entry has no description.

    Where entries are listed in Armenian, nothing stands beside its title.
    """
    hy = checked.entry.hy
    if hy and hy.body and not hy.description:
        yield Finding(_SIDE, "the Armenian side has no 'description'")


@entry_rule("side-without-armenian", Severity.WARNING)
def find_sides_without_armenian(checked: Checked) -> Iterator[Finding]:
    """The description or the text of the Armenian side has no Armenian letter.

    It was left in English, or is romanized.
    """
    hy = checked.entry.hy
    if not hy:
        return
    for key in ("description", "body"):  # reading says so of the title
        value = getattr(hy, key)
        if value.strip() and not is_armenian(value):
            excerpt = "" if key == "body" else value
            yield Finding((*_SIDE, key), f"'hy.{key}' is not Armenian", "", excerpt)


@entry_rule("unreviewed-translation", Severity.INFO)
def find_unreviewed(checked: Checked) -> Iterator[Finding]:
    """Nobody has reviewed the Armenian side.

    Once a reader of Armenian has compared it with the English one, write
    ``status: reviewed``.
    """
    hy = checked.entry.hy
    if hy and hy.body and hy.status != "reviewed":
        path = (
            (*_SIDE, "status") if (*_SIDE, "status") in checked.loaded.places else _SIDE
        )
        yield Finding(path, "the Armenian text is unreviewed")


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
        yield Finding(_TEXT, message)


@entry_rule("section-only-in-armenian", Severity.WARNING)
def find_added_sections(checked: Checked) -> Iterator[Finding]:
    """The Armenian text has a section that the English one lacks.

    Both sides have the same sections in the same order: add it there, too, or take it
    away.
    """
    for pair in _pairs(checked):
        if pair.hy and not pair.en and pair.hy.title:
            message = f"section {quote(pair.hy.name())} has no counterpart in English"
            yield find_prose(checked)[-1].at_heading(pair.hy, message)


@entry_rule("unequal-paragraphs", Severity.INFO)
def find_unequal_paragraphs(checked: Checked) -> Iterator[Finding]:
    """A section has another number of paragraphs in Armenian than in English.

    Side by side, paragraphs are shown beside those that they translate.
    """
    for pair in _pairs(checked):
        if not (pair.en and pair.hy):
            continue
        ours, theirs = len(pair.hy.blocks), len(pair.en.blocks)
        if ours != theirs:
            count = format_count(ours, "paragraph")
            message = f"{quote(pair.hy.name())} has {count}, in English {theirs}"
            yield _at_section(checked, pair.hy, message)


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
    for pair in _pairs(checked):
        if not (pair.en and pair.hy):
            continue
        english, armenian = _ids(pair.en.blocks) & known, _ids(pair.hy.blocks) & known
        for missing, where in (
            (english - armenian, "English"),
            (armenian - english, "Armenian"),
        ):
            if missing:
                names = ", ".join(sorted(missing))
                message = f"{quote(pair.hy.name())} calls {names} in {where} only"
                yield _at_section(checked, pair.hy, message)


def _ids(blocks: Iterable[Block]) -> set[str]:
    return {
        span.id
        for unit in iter_spans(tuple(blocks))
        for span in unit
        if isinstance(span, Marker)
    }
