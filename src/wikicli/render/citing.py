"""How to cite an entry, on one page."""

from rich.text import Text

from wikicli.citing import EntryCitation
from wikicli.model import Reference
from wikicli.render.inline import linked
from wikicli.render.layout import Measure, Page
from wikicli.render.references import citation_text, format_date


def cite_view(citation: EntryCitation, measure: Measure) -> Page:
    """Build the page: the line of the entry, and what it was adapted from."""
    page = Page(measure)
    page.add(citation_text(citation.reference, measure))
    if citation.source:
        page.space()
        page.add(Text("adapted from", style="label"))
        page.add(_source_text(citation.source, measure), 2)
        if terms := _terms(citation.source):
            page.add(terms, 2)
    return page


def _source_text(source: Reference, measure: Measure) -> Text:
    """Return what the entry says of its source, in its own words: no citation line."""
    url = source.variables.get("URL", "")
    return linked(source.title or url, url, measure)


def _terms(source: Reference) -> str:
    """Return the license, and when the source was read."""
    accessed = format_date(source.dates.get("accessed"))
    parts = (source.variables.get("note", ""), accessed and f"retrieved {accessed}")
    return ", ".join(filter(None, parts))
