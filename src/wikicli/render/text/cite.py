"""How to cite an entry, on one page."""

from rich.text import Text

from wikicli.base.model import Reference
from wikicli.references.entry_citation import EntryCitation
from wikicli.render.page.footnotes import citation_text, format_date
from wikicli.render.page.inline import linked
from wikicli.render.page.layout import Measure, Page


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
