"""Search results and lists of entries."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.model import Head, Side
from wikicli.base.text import clean_line, format_count
from wikicli.library.hits import Hit, Result, Snippet
from wikicli.render.page.blocks import write_table
from wikicli.render.page.inline import plain, write_names
from wikicli.render.page.layout import Measure, Page

_NEAR = "near in spelling"


def result_view(
    result: Result, measure: Measure, timed: bool, side: Side = "en"
) -> Page:
    """Build the page of a search; ``timed`` tells how long it took.

    ``side`` is that of an entry whose names come first.
    """
    page = Page(measure)
    time = Text(f"{max(result.took_ms, 1):.0f} ms" if timed else "", style="quiet")
    page.add_row(_count(result), time)
    sure = result.total > result.near
    for hit in result.hits:
        page.space()
        if hit.near and sure:
            page.add(Text(_NEAR, style="quiet"))
            page.space()
            sure = False
        _write_hit(page, hit, side)
    return page


def _count(result: Result) -> Text:
    """Say how many entries match; if none does, how many are near to it."""
    query = plain(clean_line(result.query), "strong")
    shown = len(result.hits)
    count = result.total - result.near
    entries = format_count(count, "entry") if count else "no entry"
    text = Text(f"{entries} for ").append(query)
    if not count:
        text.append(f", {result.near} {_NEAR}")
    if shown < (count or result.near):
        text.append(f", the first {shown} of them")
    return text


def _write_hit(page: Page, hit: Hit, side: Side) -> None:
    _write_head(page, _turn(hit.head, side))
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


def list_view(heads: Sequence[Head], measure: Measure, side: Side = "en") -> Page:
    """Build the list of entries: slug, title, Armenian form, description.

    ``side`` is that of an entry whose names come first.
    """
    page = Page(measure)
    heads = [_turn(head, side) for head in heads]
    if measure.width < 100:
        for head in heads:
            _write_head(page, head)
        return page
    rows = [
        [Text(h.slug), Text(h.title, style="title"), plain(h.hy), plain(h.description)]
        for h in heads
    ]
    wide = Page(measure.full)
    write_table(wide, (), rows)
    return wide


def _turn(head: Head, side: Side) -> Head:
    return head.in_armenian if side == "hy" else head


def _write_head(page: Page, head: Head) -> None:
    write_names(page, head.title, head.slug, head.hy)
    if head.description:
        page.add(plain(head.description), 2)
