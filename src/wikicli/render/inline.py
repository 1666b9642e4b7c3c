"""Spans, names and citation lines as styled text."""

import re
from collections.abc import Sequence

from rich.text import Text

from wikicli import armenian, citation, markup
from wikicli.footnotes import Footnotes, TitleOf
from wikicli.markup import Break, EntryLink, Marker, Spans
from wikicli.model import Reference, Term
from wikicli.render.layout import MARKER_STYLE, Measure

_ARMENIAN = re.compile(
    r"[\u0531-\u058a\ufb13-\ufb17]+(?:[\s,]+[\u0531-\u058a\ufb13-\ufb17]+)*"
)
_ROLES = {"title": "emphasis"}


def plain(text: str, style: str = "") -> Text:
    """Return text in a style, its Armenian words in their own."""
    result = Text(text, style=style)
    result.highlight_regex(_ARMENIAN, "armenian")
    return result


def linked(text: str, url: str, measure: Measure, style: str = "link") -> Text:
    """Return text that leads to an address; where links don't work, it is printed."""
    if not url:
        return plain(text)
    if measure.links:
        result = plain(text, style)
        result.stylize(f"link {_safe_url(url)}")
        return result
    return plain(text) if url in text else plain(f"{text} <{url}>")


def _safe_url(url: str) -> str:
    """Keep an address from ending the style or the escape sequence it stands in."""
    return re.sub(r"\s", "%20", url)


def spans_text(
    spans: Spans,
    measure: Measure,
    title_of: TitleOf,
    footnotes: Footnotes | None = None,
) -> Text:
    """Return the spans of a paragraph as one styled text, markers numbered."""
    result = Text()
    for span in spans:
        match span:
            case Marker():
                label = footnotes.format_marker(span) if footnotes else ""
                result.append(label, MARKER_STYLE)
            case Break():
                result.append("\n")
            case EntryLink():
                label = span.label or title_of(span.slug)
                result.append(_styled(plain(label), span))
            case _:
                run = linked(span.text, span.url, measure) if span.url else None
                result.append(_styled(run or plain(span.text), span))
    return result


def _styled(text: Text, span: markup.Text | EntryLink) -> Text:
    if span.strong:
        text.stylize("strong")
    if span.emphasis:
        text.stylize("emphasis")
    if isinstance(span, markup.Text) and span.code:
        text.stylize("code")
    return text


def inline_text(source: str, measure: Measure, title_of: TitleOf) -> Text:
    """Return a line of Markdown, such as a note on a link, as styled text."""
    spans, _ = markup.parse_inline(source, ())
    return spans_text(spans, measure, title_of)


def citation_text(reference: Reference, measure: Measure, locator: str = "") -> Text:
    """Return the citation line of a reference, its addresses linked or printed."""
    result = Text()
    addresses: list[str] = []
    for piece in citation.format_citation(reference, locator):
        run = plain(piece.text, _ROLES.get(piece.role, ""))
        if piece.url and measure.links:
            run.stylize(f"link {_safe_url(piece.url)}")
            run.stylize("link")
        elif piece.url and piece.role != "identifier":
            addresses.append(piece.url)
        result.append(run)
    for url in dict.fromkeys(addresses):
        result.append(f" <{url}>")
    return result


def quotation_text(quote: str) -> Text:
    """Return a quotation in typographic quotes, those within it single."""
    return plain(f"“{single_quotes(quote)}”", "quotation")


def single_quotes(text: str) -> str:
    """Turn all quotation marks of a text that will stand in quotes to single ones."""
    text = re.sub(r"(?<![\w.,;:!?…’”])[\"“'‘](?=\S)", "‘", text)
    return re.sub("[\"”']", "’", text.replace("“", "‘"))


def terms_line(hy: str, romanization: str, gloss: str) -> Text:
    """Return the line under a title: Armenian form, romanization and gloss."""
    parts = [plain(hy), Text(romanization)]
    if gloss:
        parts.append(Text(f"“{single_quotes(gloss)}”"))
    return join([part for part in parts if part.plain], " · ")


def romanize(term: Term) -> str:
    """Return the romanization that is shown: the entry's own, or BGN/PCGN 1981."""
    return term.romanization or armenian.romanize(term.hy)


def join(parts: Sequence[Text], separator: str) -> Text:
    """Join texts with a separator."""
    return Text(separator).join(parts)
