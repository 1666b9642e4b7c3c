"""Search results and lists of entries."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.model import Head, Side
from wikicli.base.text import clean_line, format_count
from wikicli.library.categories import Category
from wikicli.render.page.inline import plain, write_names, write_title
from wikicli.render.page.layout import Measure, Page, fit

if TYPE_CHECKING:
    from wikicli.library.hits import Hit, Result, Snippet

_SAID = {"begins": "whose name begins so", "near": "near in spelling"}
"""What stands above hits that were not found for what they hold."""


def result_view(
    result: "Result", measure: Measure, timed: bool, side: Side = "en"
) -> Page:
    """Build the page of a search; ``timed`` tells how long it took.

    ``side`` is that of an entry whose names come first.
    """
    page = Page(measure)
    time = Text(f"{max(result.took_ms, 1):.0f} ms" if timed else "", style="quiet")
    page.add_row(_count(result), time)
    way = next((way for way, count in result.counts.items() if count), "sure")
    for hit in result.hits:
        page.space()
        if hit.way != way:
            page.add(Text(_SAID[hit.way], style="quiet"))
            page.space()
            way = hit.way
        _write_hit(page, hit, side)
    return page


def _count(result: "Result") -> Text:
    """Say how many entries match; if none does, how many have something like it."""
    query = plain(clean_line(result.query), "strong")
    shown = len(result.hits)
    ways = {way: count for way, count in result.counts.items() if count}
    count = ways.get("sure", 0)
    entries = format_count(count, "entry") if count else "no entry"
    text = Text(f"{entries} for ").append(query)
    if not count:
        others = (f"{count} {_SAID[way]}" for way, count in ways.items())
        text.append("".join(f", {other}" for other in others))
    if shown < (count or sum(ways.values())):
        text.append(f", the first {shown} of them" if shown > 1 else ", the first")
    return text


def _write_hit(page: Page, hit: "Hit", side: Side) -> None:
    _write_head(page, _turn(hit.head, side))
    if hit.snippet:
        label = Text(f"{hit.snippet.section}   ", style="quiet")
        if cell_len(label.plain) > page.measure.column // 3:
            page.add(label, 2)
            page.add(snippet_text(hit.snippet), 4)
        else:
            page.add(snippet_text(hit.snippet), 2, label)


def snippet_text(snippet: "Snippet") -> Text:
    """Return a snippet with its matches marked."""
    text = plain(snippet.text)
    for start, end in snippet.marks:
        text.stylize("match", start, end)
    return text


_ONE_LINE = 100
"""From this width on, in cells, an entry of a list is one line."""

_GAP = "  "


def list_view(heads: Sequence[Head], measure: Measure, side: Side = "en") -> Page:
    """Build the list of entries: titles, description, slug.

    ``side`` is that of an entry whose names come first. On a wide page each is one
    line, in columns as wide as what stands in them; where there is not room for all,
    names and descriptions are cut, slugs never.
    """
    page = Page(measure)
    heads = [_turn(head, side) for head in heads]
    if measure.width < _ONE_LINE:
        for head in heads:
            _write_head(page, head)
        return page
    page = Page(measure.full)
    rows = [
        (write_title(it.title, it.hy), plain(it.description), it.slug) for it in heads
    ]
    slugs = max((cell_len(slug) for *_, slug in rows), default=0)
    room = page.measure.column - slugs - 2 * len(_GAP)
    names = max((cell_len(name.plain) for name, *_ in rows), default=0)
    about = max((cell_len(text.plain) for _, text, _ in rows), default=0)
    names = min(names, max(room - about, room // 2))
    about = min(about, room - names)
    for name, text, slug in rows:
        cells = (fit(name, names), _GAP, fit(text, about), _GAP, Text(slug, "quiet"))
        page.put(*cells)
    return page


def categories_view(categories: Sequence[Category], measure: Measure) -> Page:
    """Build the list of categories: how many entries each has, its name."""
    page = Page(measure)
    width = max((len(str(it.entries)) for it in categories), default=0)
    for category in categories:
        count = Text(f"{category.entries:{width}}  ", style="quiet")
        page.add(plain(category.name), 0, count)
    return page


def _turn(head: Head, side: Side) -> Head:
    return head.in_armenian if side == "hy" else head


def _write_head(page: Page, head: Head) -> None:
    write_names(page, head.title, head.slug, head.hy)
    if head.description:
        page.add(plain(head.description), 2)
