"""Search results, lists of entries and the library in force."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.library import Library
from wikicli.model import Head
from wikicli.render.blocks import write_table
from wikicli.render.inline import DOT, join, plain
from wikicli.render.layout import Measure, Page
from wikicli.search import Hit, Result, Snippet
from wikicli.text import clean_line


def result_view(result: Result, measure: Measure, timed: bool) -> Page:
    """Build the page of a search; ``timed`` tells how long it took."""
    page = Page(measure)
    noun = "entry" if result.total == 1 else "entries"
    count = Text(f"{result.total} {noun} for ").append(
        plain(clean_line(result.query), "strong")
    )
    if len(result.hits) < result.total:
        count.append(f", the first {len(result.hits)} of them")
    time = Text(f"{max(result.took_ms, 1):.0f} ms" if timed else "", style="quiet")
    page.add_row(count, time)
    for hit in result.hits:
        page.space()
        _write_hit(page, hit)
    return page


def _write_hit(page: Page, hit: Hit) -> None:
    head = hit.head
    names = [Text(head.title, style="title")]
    if head.hy:
        names.append(plain(head.hy))
    page.add_row(join(names, DOT), Text(head.slug, style="quiet"))
    if head.description:
        page.add(plain(head.description), 2)
    if hit.snippet:
        label = Text(f"{hit.snippet.section}   ", style="quiet")
        if cell_len(label.plain) > page.measure.column // 3:
            page.add(label, 2)
            page.add(snippet_text(hit.snippet), 4)
        else:
            page.add(snippet_text(hit.snippet), 2, label)


def snippet_text(snippet: Snippet) -> Text:
    """Return a snippet with its matches marked."""
    text = plain(snippet.text)
    for start, end in snippet.marks:
        text.stylize("match", start, end)
    return text


def list_view(heads: Sequence[Head], measure: Measure) -> Page:
    """Build the list of entries: slug, title, Armenian form, description."""
    page = Page(measure)
    if measure.width < 100:
        for head in heads:
            _write_listed(page, head)
        return page
    rows = [
        [Text(h.slug), Text(h.title, style="title"), plain(h.hy), plain(h.description)]
        for h in heads
    ]
    wide = Page(Measure(measure.width, measure.links, column_limit=measure.width))
    write_table(wide, (), rows)
    return wide


def _write_listed(page: Page, head: Head) -> None:
    names = [Text(head.title, style="title")]
    if head.hy:
        names.append(plain(head.hy))
    page.add_row(join(names, DOT), Text(head.slug, style="quiet"))
    if head.description:
        page.add(plain(head.description), 2)


def library_view(library: Library, measure: Measure) -> Page:
    """Build the page of the library in force: sources, entries, index, cache."""
    page = Page(Measure(measure.width, measure.links, column_limit=measure.width))
    for number, source in enumerate(library.sources, 1):
        count = f"{len(source.files)} entries" if source.present else "not there yet"
        about = Text(f"{source.reason}, {count}", style="quiet")
        page.add(Text(clean_line(source.path)), 0, Text(f"{number}. "))
        page.add(about, 3)
    page.space()
    rows = (
        ("entries", str(len(library.files))),
        ("index", clean_line(library.index_place)),
        ("cache", clean_line(library.cache)),
    )
    for label, value in rows:
        page.add(Text(value), 0, Text(label.ljust(10), style="label"))
    return page
