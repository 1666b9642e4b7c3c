"""The works of a whole library, each with the entries that cite it."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from wikicli.base.errors import NoAnswerError
from wikicli.base.model import Entry, Reference
from wikicli.base.text import format_count, quote
from wikicli.library.works import Work, join_records, sort_works
from wikicli.render.page.footnotes import citation_text
from wikicli.render.page.inline import DOT
from wikicli.render.page.layout import Measure, Page
from wikicli.render.text.refs import Numbered, Wanted, find_unused

_MOST = 20
"""Entries that are named under a work; of the others, the page has the number."""


def choose_works(
    records: Iterable[tuple[str, Reference]], wanted: Wanted
) -> list[Work]:
    """Choose works of a library, those that most entries cite first.

    Raises NoAnswerError if there are none.
    """
    works = [work for work in join_records(records) if wanted.has(work.reference)]
    if works:
        return sort_works(works, wanted.sort or "cited")
    if wanted.types:
        types = " or ".join(map(quote, wanted.types))
        raise NoAnswerError(f"the library has no references of type {types}")
    if wanted.unused:
        raise NoAnswerError("every reference of the library is used")
    raise NoAnswerError("the library has no references")


def records_of(entries: Iterable[Entry]) -> Iterator[tuple[str, Reference]]:
    """Yield the references of entries, each with the slug of its entry."""
    for entry in entries:
        for reference in entry.references:
            yield entry.slug, reference


def unused_of(items: Iterable[Numbered]) -> Iterator[tuple[str, Reference]]:
    """Yield the unused references of entries, each with the slug of its entry."""
    for entry, footnotes in items:
        for reference in find_unused(footnotes):
            yield entry.slug, reference


def works_view(works: Sequence[Work], measure: Measure) -> Page:
    """Build the page of works: the citation line, and below it who cites it."""
    page = Page(measure)
    entries = {slug for work in works for slug in work.entries}
    count = format_count(len(works), "work")
    page.add(f"{count} in {format_count(len(entries), 'entry')}")
    for work in works:
        page.space()
        page.add(citation_text(work.reference, measure), 0, Text("  "))
        page.add(_entries_text(work.entries), 4)
    return page


def _entries_text(slugs: Sequence[str]) -> Text:
    names = list(slugs[:_MOST])
    if len(slugs) > _MOST:
        names.append(f"and {len(slugs) - _MOST} more")
    return Text(DOT.join(names), style="quiet")
