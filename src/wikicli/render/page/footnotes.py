"""References and notes: numbered lines, quotations, backlinks, what they support."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.footnotes import Call, Footnote, Footnotes, format_letters
from wikicli.article.markup import Note, Paragraph
from wikicli.base import dates
from wikicli.base.errors import NoAnswerError
from wikicli.base.model import Date, Entry, Reference
from wikicli.base.text import quote
from wikicli.references import citation
from wikicli.references.citation.wording import format_name, is_page, split_pages
from wikicli.render.page.blocks import Writer
from wikicli.render.page.inline import (
    join,
    plain,
    quotation_text,
    safe_url,
    single_quotes,
)
from wikicli.render.page.layout import GLUE, Measure, Page, glue

_ROLES = {"title": "emphasis"}
_BOUND = re.compile(
    r"(?:(?<=\bp\.)|(?<=\b(?:pp|ch)\.)|(?<=\b[Nn]o\.)|(?<=\bIS[BS]N)|(?<=\d)(?= \())"
    r" (?=[\d(])"
)
"""Spaces of a citation at which no line breaks: ``p. 15``, ``No. 166``, ``1 (2)``."""


@dataclass(slots=True, eq=False, repr=False)
class Selection:
    """References of an entry, all of them or those that were asked for."""

    entry: Entry
    references: tuple[Footnote, ...]
    notes: tuple[Footnote, ...]
    further: tuple[Reference, ...]
    digits: int
    heading: str = "Further reading"

    @property
    def records(self) -> list[Reference]:
        """The references as records, those without a number last."""
        called = (footnote.content for footnote in self.references)
        return [it for it in called if isinstance(it, Reference)] + [*self.further]

    def view(self, measure: Measure) -> Page:
        """Build the page: each reference with all its fields and what it supports."""
        page = Page(measure)
        for footnote in self.references:
            if isinstance(footnote.content, Reference):
                page.space()
                number = _number(footnote.label, self.digits)
                _write_record(page, footnote.content, footnote.locator, number)
                _write_supports(page, footnote.calls, len(number.plain))
        if self.further:
            page.heading(self.heading)
            for reference in self.further:
                _write_record(page, reference, "", Text("  "))
        return page


def select(entry: Entry, footnotes: Footnotes, numbers: Sequence[int]) -> Selection:
    """Select references by number; without numbers all of them.

    Raises NoAnswerError if the entry has no references, or none of a number.
    """
    references = footnotes.references
    digits = len(str(len(references)))
    if not numbers:
        if not references and not footnotes.further:
            raise NoAnswerError(f"entry {quote(entry.slug)} has no references")
        return Selection(entry, references, footnotes.notes, footnotes.further, digits)
    by_label = {footnote.label: footnote for footnote in references}
    for number in numbers:
        if str(number) not in by_label:
            message = f"entry {quote(entry.slug)} has no reference {number}"
            count = len(references)
            hint = f"its references are numbered 1 to {count}" if count else ""
            raise NoAnswerError(message, hint)
    chosen = tuple(by_label[str(number)] for number in dict.fromkeys(numbers))
    return Selection(entry, chosen, (), (), digits)


def citation_text(reference: Reference, measure: Measure, locator: str = "") -> Text:
    """Return the citation line of a reference, its addresses linked or printed."""
    result = Text()
    addresses: list[str] = []
    for piece in citation.format_citation(reference, locator):
        run = plain(piece.text, _ROLES.get(piece.role, ""))
        if piece.url and measure.links:
            run.stylize(f"link {safe_url(piece.url)}")
            run.stylize("link")
        elif piece.url and piece.role != "identifier":
            addresses.append(piece.url)
        result.append(run)
    for url in dict.fromkeys(addresses):
        result.append(f" <{url}>")
    result.plain = _BOUND.sub(GLUE, result.plain)
    return result


def short_text(reference: Reference, locator: str = "") -> Text:
    """Return the short form of a reference, a page with its number in one line."""
    words = citation.short_citation(reference, locator)
    return plain(_BOUND.sub(GLUE, words))


def write_references(
    page: Page, footnotes: Sequence[Footnote], in_hy: bool = False
) -> None:
    """Write numbered references with their backlinks and quotations.

    ``in_hy`` has the backlinks lead into the Armenian text.
    """
    width = max(len(footnote.label) for footnote in footnotes)
    for footnote in footnotes:
        reference = footnote.content
        if not isinstance(reference, Reference):
            continue
        number = _number(footnote.label, width)
        line = citation_text(reference, page.measure, footnote.locator)
        page.add(line, 0, number)
        _write_backlinks(page, choose_calls(footnote, in_hy), len(number.plain))
        if reference.quote:
            page.add(quotation_text(reference.quote), len(number.plain) + 2)


def write_notes(
    page: Page, footnotes: Sequence[Footnote], writer: Writer, in_hy: bool = False
) -> None:
    """Write notes under their letters, with their backlinks."""
    width = max(len(footnote.label) for footnote in footnotes)
    for footnote in footnotes:
        note = footnote.content
        if not isinstance(note, Note):
            continue
        number = _number(footnote.label, width)
        write_note(note, number, writer)
        _write_backlinks(page, choose_calls(footnote, in_hy), len(number.plain))


def choose_calls(footnote: Footnote, in_hy: bool = False) -> Sequence[Call]:
    """Choose the calls of a footnote in one language, or else those in the other."""
    chosen = [call for call in footnote.calls if call.in_hy == in_hy]
    if chosen:
        return chosen
    language = "en" if in_hy else "hy"
    return [
        call._replace(section=f"{call.section} ({language})") for call in footnote.calls
    ]


def write_note(note: Note, number: Text, writer: Writer, indent: int = 0) -> None:
    """Write the text of a note, hanging behind its number."""
    first, rest = note.blocks[:1], note.blocks[1:]
    if first and isinstance(first[0], Paragraph):
        writer.page.add(writer.text(first[0].spans), indent, number)
    else:
        writer.page.add(Text(), indent, number)
        rest = note.blocks
    for block in rest:
        writer.block(block, indent + cell_len(number.plain))


def write_further(page: Page, references: Sequence[Reference]) -> None:
    """Write references that have no number, their lines hanging."""
    for reference in references:
        page.add(citation_text(reference, page.measure), 0, Text("  "))
        if reference.quote:
            page.add(quotation_text(reference.quote), 4)


def _number(label: str, width: int) -> Text:
    return Text(f"{label.rjust(width + 1)}. ")


def _write_backlinks(page: Page, calls: Sequence[Call], indent: int) -> None:
    """Write where a footnote is called, at the end of its line if there is room."""
    backlinks = backlinks_text(calls)
    last = page.lines[-1]
    measure = page.measure
    room = measure.margin + measure.column - cell_len(last.plain)
    needed = cell_len(backlinks.plain)
    if room >= needed + 2:
        page.lines.pop()
        page.put(last[measure.margin :], " " * (room - needed), backlinks)
    else:
        page.add(backlinks, indent)


def backlinks_text(calls: Sequence[Call]) -> Text:
    """Return backlinks: ``↑ lead``, or ``↑ a b lead  c History, p. 12`` for several."""
    several = len(calls) > 1
    lettered = enumerate(zip(calls, _places(calls), strict=True))
    links = []
    for place, group in groupby(lettered, key=lambda item: item[1][1]):
        letters = [format_letters(index) for index, _ in group] if several else []
        links.append(Text(glue(" ".join([*letters, place]))))
    result = Text(f"↑{GLUE}").append(join(links, "  "))
    result.stylize("quiet")
    return result


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
    supported = dict.fromkeys(zip(_places(calls), sentences, strict=True))
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


def _places(calls: Sequence[Call]) -> list[str]:
    """Return the section of each call, with its locator where they differ."""
    differ = len({call.locator for call in calls}) > 1
    return [
        f"{call.section}, {call.locator}" if differ and call.locator else call.section
        for call in calls
    ]


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


def format_date(date: Date | None) -> str:
    """Format a date in words."""
    if date is None:
        return ""
    return date.literal or dates.format_edtf(date.edtf)
