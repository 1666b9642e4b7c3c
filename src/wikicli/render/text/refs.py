"""References with all their fields and what they support, on one page."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.footnotes import Call
from wikicli.base.model import Reference
from wikicli.library.choosing import ChosenReferences, Selection
from wikicli.references import citation
from wikicli.references.citation.wording import format_name, is_page, split_pages
from wikicli.render.page.footnotes import (
    citation_text,
    format_date,
    format_number,
    name_places,
)
from wikicli.render.page.inline import plain, quotation_text, single_quotes, write_names
from wikicli.render.page.layout import Measure, Page


def choice_view(choice: ChosenReferences, measure: Measure) -> Page:
    """Build the page of references; those of several entries under their titles."""
    page = Page(measure.for_lists)
    for selection in choice.selections:
        entry = selection.entry
        if choice.several:
            page.space()
            write_names(page, entry.title, entry.slug)
            page.rule()
        page.lines += selection_view(selection, measure).lines
    return page


def selection_view(selection: Selection, measure: Measure) -> Page:
    """Build the page: each reference with all its fields and what it supports."""
    page = Page(measure.for_lists)
    for footnote in selection.references:
        if isinstance(footnote.content, Reference):
            page.space()
            number = format_number(footnote.label, selection.digits)
            _write_record(page, footnote.content, footnote.locator, number)
            _write_supports(page, footnote.calls, len(number.plain))
    if selection.further:
        page.heading("Called by no marker" if selection.unused else "Further reading")
        for reference in selection.further:
            _write_record(page, reference, "", Text("  "))
    return page


def _write_record(page: Page, reference: Reference, locator: str, number: Text) -> None:
    """Write a reference with every field of its record."""
    indent = len(number.plain)
    page.add(citation_text(reference, page.measure, locator), 0, number)
    for label, value in remaining_fields(reference, locator):
        text = Text.assemble((f"{label}: ", "label"), plain(value))
        page.add(text, indent)
    if reference.quote:
        page.add(quotation_text(reference.quote), indent + 2)


def _write_supports(page: Page, calls: Sequence[Call], indent: int) -> None:
    """Write the sentences that a reference supports, those in Armenian apart."""
    for in_hy, label in ((False, "supports"), (True, "supports, in Armenian")):
        if chosen := [call for call in calls if call.in_hy == in_hy]:
            page.space()
            page.add(Text(label, style="label"), indent)
            _write_sentences(page, chosen, indent)


def _write_sentences(page: Page, calls: Sequence[Call], indent: int) -> None:
    """Write the sentences of calls, each with its section."""
    sentences = (call.sentence for call in calls)
    supported = dict.fromkeys(zip(name_places(calls), sentences, strict=True))
    widest = max(cell_len(name) for name, _ in supported)
    inner = indent + 2
    beside = not page.measure.narrow and widest <= page.measure.column // 4
    for name, words in supported:
        sentence = plain(f"“{single_quotes(words)}”")
        if beside:
            gap = " " * (widest - cell_len(name) + 3)
            page.add(sentence, inner, Text(name + gap))
        else:
            page.add(Text(name), inner)
            page.add(sentence, inner + 2)


def remaining_fields(reference: Reference, locator: str = "") -> list[tuple[str, str]]:
    """Return the fields of a record that its citation line leaves out, as text."""
    shown = citation.used_variables(reference)
    if is_page(locator) or split_pages(locator):  # the line has that page instead
        shown -= {"page", "page-first"}
    names = {key: "; ".join(map(format_name, v)) for key, v in reference.names.items()}
    written = {key: format_date(date) for key, date in reference.dates.items()}
    own = {
        "archive-url": reference.archive_url,
        "archived": format_date(reference.archived),
        "url-status": reference.url_status,
        "trans-title": reference.trans_title,
        "script-title": reference.script_title,
        "author-link": reference.author_link,
    }
    fields = {**names, **written, **reference.variables, **own}
    return [(key, value) for key, value in fields.items() if value and key not in shown]
