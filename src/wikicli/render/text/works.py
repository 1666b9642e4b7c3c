"""The works of a whole library, each with the entries that cite it."""

from collections.abc import Sequence

from rich.text import Text

from wikicli.base.text import format_count
from wikicli.library.works import Work
from wikicli.render.page.footnotes import citation_text
from wikicli.render.page.inline import slugs_text
from wikicli.render.page.layout import Measure, Page

_MOST = 20
"""Entries that are named under a work; of the others, the page has the number."""


def works_view(works: Sequence[Work], measure: Measure) -> Page:
    """Build the page of works: the citation line, and below it who cites it."""
    page = Page(measure.for_lists)
    entries = {slug for work in works for slug in work.entries}
    count = format_count(len(works), "work")
    page.add(f"{count} in {format_count(len(entries), 'entry')}")
    for work in works:
        page.space()
        page.add(citation_text(work.reference, measure), 0, Text("  "))
        page.add(slugs_text(work.entries, _MOST), 4)
    return page
