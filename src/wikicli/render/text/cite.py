"""How to cite an entry, on one page."""

from rich.text import Text

from wikicli.references.entry_citation import EntryCitation
from wikicli.render.page.footnotes import citation_text, format_date
from wikicli.render.page.inline import linked
from wikicli.render.page.layout import Measure, Page


def cite_view(citation: EntryCitation, measure: Measure) -> Page:
    """Build the page: the line of the entry, and what it was adapted from."""
    page = Page(measure)
    page.add(citation_text(citation.reference, measure))
    if source := citation.source:
        page.space()
        page.add(Text("adapted from", style="label"))
        # In the words of the entry: this is no citation line.
        url = source.variables.get("URL", "")
        page.add(linked(source.title or url, url, measure), 2)
        accessed = format_date(source.dates.get("accessed"))
        terms = (source.variables.get("note"), accessed and f"retrieved {accessed}")
        if any(terms):
            page.add(", ".join(filter(None, terms)), 2)
    return page
