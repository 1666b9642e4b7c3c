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
from wikicli.search.syntax import describe

if TYPE_CHECKING:
    from wikicli.library.hits import Hit, Result
    from wikicli.library.snippets import Snippet
    from wikicli.search.index import Asking

_SHOWN_KEYS = 6
_SAID = {"begins": "whose name begins so", "near": "near in spelling"}
"""What stands above hits that were not found for what they hold."""


def result_view(
    result: "Result",
    measure: Measure,
    timed: bool,
    side: Side = "en",
    explain: bool = False,
) -> Page:
    """Build the page of a search; ``timed`` tells how long it took.

    ``side`` is that of an entry whose names come first; ``explain`` asks for how the
    query was understood, and what each hit counts.
    """
    page = Page(measure)
    time = Text(f"{max(result.took_ms, 1):.0f} ms" if timed else "", style="quiet")
    page.add_row(_count(result), time)
    if result.meant:
        page.add(Text("perhaps meant: ", "quiet").append(plain(result.meant, "strong")))
    if explain and result.asked:
        page.space()
        _write_explanation(page, result.asked)
    way = next((way for way, count in result.counts.items() if count), "sure")
    if result.offset:
        way = result.hits[0].way
    for hit in result.hits:
        page.space()
        if hit.way != way:
            page.add(Text(_SAID[hit.way], style="quiet"))
            page.space()
            way = hit.way
        _write_hit(page, hit, side)
        if explain:
            about = f"{hit.score:.2f}, best in {hit.field}"
            page.add(Text(about, style="quiet"), 2)
    if result.facets:
        page.space()
        each = (f"{it.name} {it.entries}" for it in result.facets)
        page.add(plain(" · ".join(each)), 2, Text("categories   ", style="quiet"))
    return page


def _write_explanation(page: Page, asked: "Asking") -> None:
    """Write how a query was understood, and what its words may mean."""
    page.add(plain(f"looked for {describe(asked.tree)}"))
    for word in (word for part in asked.words for word in part):
        ways = (
            ("sounding", sorted(word.sounds)),
            ("without an ending", sorted(word.stems)),
            ("inflected", sorted(word.forms)),
            ("loosely", sorted(word.loose)),
            ("mistyped for", [*word.near, *sorted(word.slips)]),
        )
        said = [f"{way} {_shorten(keys)}" for way, keys in ways if keys]
        text = "; ".join([f"as {word.key}", *said])
        page.add(plain(text, "quiet"), 4, Text(f"{word.text}   "))


def _shorten(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _SHOWN_KEYS} more" if len(keys) > _SHOWN_KEYS else ""
    return ", ".join(keys[:_SHOWN_KEYS]) + more


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
    if result.held:
        held, asked = result.held
        entries = format_count(sum(ways.values()), "entry")
        text = Text(f"{entries} with {held} of the {asked} words of ").append(query)
    if result.offset:
        last = result.offset + shown
        text.append(f", {result.offset + 1} to {last}")
    elif shown < (count or sum(ways.values())):
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
