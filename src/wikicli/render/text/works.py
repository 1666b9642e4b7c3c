"""The works of a whole library, each with the entries that cite it."""

from collections.abc import Sequence

from rich.text import Text

from wikicli.base.text import format_count
from wikicli.library.works import Work
from wikicli.render.page.footnotes import citation_text
from wikicli.render.page.inline import DOT
from wikicli.render.page.layout import Measure, Page

_MOST = 20
"""Entries that are named under a work; of the others, the page has the number."""


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
