"""Spans and words as styled text."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rich.style import Style
from rich.text import Text

from wikicli.article import markup
from wikicli.article.markup import Break, EntryLink, Marker, Spans, TitleOf
from wikicli.language import armenian
from wikicli.references.citation.wording import nest_quotes, set_quotes
from wikicli.render.page.layout import GLUE, MARKER_STYLE, LinkMarks, Measure, Page

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes

_MARKER = "marker"

DOT = f"{GLUE}· "
"""Between equals in one line; never the first of a line."""


def plain(text: str, style: str = "") -> Text:
    """Return text in a style, its Armenian words in their own."""
    result = Text(text.replace("\t", " "), style=style)
    for run in armenian.RUN.finditer(text):
        result.stylize("armenian", *run.span())
    return result


def linked(text: str, url: str, measure: Measure, style: str = "link") -> Text:
    """Return text that leads to an address; where links don't work, it is printed."""
    if measure.follows(url):
        return attach(plain(text, style), url)
    return plain(text) if url in text else plain(f"{text} <{url}>")


def attach(text: Text, url: str) -> Text:
    """Attach an address to text, if ``Measure.follows`` allows it: the one place.

    White space in it would end the style that it stands in.
    """
    text.stylize("link " + re.sub(r"\s", "%20", url))
    return text


def spans_text(
    spans: Spans,
    measure: Measure,
    title_of: TitleOf,
    footnotes: "Footnotes | None" = None,
    links: LinkMarks | None = None,
) -> Text:
    """Return the spans of a paragraph as one styled text, markers numbered.

    Without footnotes, markers are left out; ``links`` marks links to entries.
    """
    parts = []
    ends = _link_ends(spans, measure)
    is_struck = False
    for index, span in enumerate(spans):
        if getattr(span, "struck", False) != is_struck and not measure.strikes:
            is_struck = not is_struck
            parts.append(Text("~~"))
        match span:
            case Marker():
                if footnotes:
                    parts.append(_marker(span, footnotes))
            case Break():
                parts.append(Text("\n"))
            case EntryLink():
                style = links.style(span.slug) if links else ""
                parts.append(_styled(plain(span.words(title_of), style), span))
                if links and (number := links.number(span.slug)):
                    parts.append(Text(number, "quiet"))
            case _:
                url = span.url if measure.follows(span.url) else ""
                parts.append(_styled(linked(span.text, url, measure), span))
        if index in ends:
            parts.append(Text(ends[index]))
    if is_struck:
        parts.append(Text("~~"))
    return parts[0] if len(parts) == 1 else join(parts)


def inline_text(source: str, measure: Measure, title_of: TitleOf) -> Text:
    """Return a line of Markdown, such as a note on a link, as styled text."""
    if markup.is_plain(source):
        return plain(source)
    from wikicli.article import markdown

    spans, _ = markdown.parse_inline(source, ())
    return spans_text(spans, measure, title_of)


def _marker(marker: Marker, footnotes: "Footnotes") -> Text:
    """Return a marker as it prints; ``find_markers`` finds it in a finished line."""
    result = Text(footnotes.format_marker(marker))
    result.stylize(MARKER_STYLE)
    result.stylize(_marker_meta(marker.id, marker.locator))
    return result


@lru_cache(maxsize=1000)
def _marker_meta(name: str, locator: str) -> Style:
    return Style.from_meta({_MARKER: (name, locator)})


def find_markers(line: Text) -> list[tuple[str, str]]:
    """Find the markers in a line: the id that each calls, and the place it cites."""
    found = [
        (span.start, marker)
        for span in line.spans
        if isinstance(span.style, Style) and (marker := span.style.meta.get(_MARKER))
    ]
    return [marker for _, marker in sorted(found)]


def _link_ends(spans: Spans, measure: Measure) -> dict[int, str]:
    """Return the address to print after the last span of each link out.

    None is printed that the text of the link shows.
    """
    ends: dict[int, str] = {}
    first = last = -1
    url = ""
    for index, span in enumerate(spans):
        if not isinstance(span, markup.Text) or not span.url:
            continue
        if measure.follows(span.url):
            continue  # it is attached
        between = spans[last + 1 : index]
        inner = (Marker, EntryLink)  # as the text of an image may hold them
        goes_on = last >= 0 and all(isinstance(it, inner) for it in between)
        if goes_on and span.url == url:
            ends.pop(last, None)
        else:
            first = index
        last, url = index, span.url
        words = markup.plain_text(spans[first : index + 1])
        if span.url not in words and unquote(span.url) not in words:
            ends[index] = f" <{span.url}>"
    return ends


def _styled(text: Text, span: markup.Text | EntryLink) -> Text:
    if span.strong:
        text.stylize("strong")
    if span.emphasis:
        text.stylize("emphasis")
    if span.struck:
        text.stylize("struck")
    if isinstance(span, markup.Text) and span.code:
        text.stylize("code")
    return text


def quotation_text(quote: str) -> Text:
    """Return a quotation in typographic quotes, those within it single."""
    return plain(f"“{single_quotes(quote)}”", "quotation")


def single_quotes(text: str) -> str:
    """Turn the quotation marks of a text that will stand in quotes to single ones."""
    return nest_quotes(set_quotes(text))


def slugs_text(slugs: Sequence[str], most: int) -> Text:
    """Return the slugs of entries, no more than so many, and the number of the rest."""
    names = list(slugs[:most])
    if len(slugs) > most:
        names.append(f"and {len(slugs) - most} more")
    return Text(DOT.join(names), style="quiet")


def write_names(page: Page, title: str, slug: str, hy: str = "") -> None:
    """Write the line that names an entry: its titles, and its slug at the right."""
    page.add_row(write_title(title, hy), Text(slug, "quiet"))


def write_title(title: str, hy: str = "") -> Text:
    """Return the titles of an entry, in both languages if it has them."""
    names = [Text(title, "title")]
    if hy:
        names.append(plain(hy))
    return join(names, DOT)


def join(parts: Sequence[Text], separator: str = "") -> Text:
    """Join texts with a separator."""
    return Text(separator).join(parts)
