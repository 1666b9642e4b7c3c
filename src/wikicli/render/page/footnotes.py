"""References and notes: numbered lines, quotations, backlinks, what they support."""

import re
from collections.abc import Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.footnotes import FACT_BOX, Call, Footnote, format_letters
from wikicli.article.markup import LEAD, Note
from wikicli.base.model import Date, Reference, Side
from wikicli.language import interface
from wikicli.language.interface import say
from wikicli.references import citation
from wikicli.render.page.blocks import Writer, split_item
from wikicli.render.page.inline import attach, join, plain, quotation_text
from wikicli.render.page.layout import GLUE, MARKER_STYLE, Measure, Page, glue

_APART_FROM = 100
"""The width of a terminal, in cells, that has a blank line between records."""

_ROLES = {"title": "emphasis"}
_BOUND = re.compile(
    r"(?:(?<=\bp\.)|(?<=\b(?:pp|ch)\.)|(?<=\b[Nn]o\.)|(?<=\bIS[BS]N)|(?<=\d)(?= \()"
    r"|(?<=\bէջ)|(?<=\bէջեր)|(?<=№)|(?<=[ա-ֆ]ի)|(?<=\d)(?= թ\.))"
    r" (?=[\d(թ])"
)
"""Spaces at which no line breaks: ``p. 15``, ``No. 166``, ``1 (2)``, ``1988 թ.``."""


def citation_text(
    reference: Reference, measure: Measure, locator: str = "", side: Side = "en"
) -> Text:
    """Return the citation line of a reference, its addresses linked or printed.

    ``side`` is the language of its words.
    """
    result = Text()
    addresses: list[str] = []
    for piece in citation.format_citation(reference, locator, side):
        run = plain(piece.text, _ROLES.get(piece.role, ""))
        if measure.follows(piece.url):
            attach(run, piece.url).stylize("link")
        elif piece.url and piece.role != "identifier":
            addresses.append(piece.url)
        result.append(run)
    for url in dict.fromkeys(addresses):
        result.append(f" <{url}>", "quiet")
    result.plain = _BOUND.sub(GLUE, result.plain)
    return result


def short_text(reference: Reference, locator: str = "", side: Side = "en") -> Text:
    """Return the short form of a reference, a page with its number in one line."""
    words = citation.short_citation(reference, locator, side)
    return plain(_BOUND.sub(GLUE, words))


def write_footnotes(
    writer: Writer,
    footnotes: Sequence[Footnote],
    in_hy: bool = False,
    side: Side = "en",
) -> None:
    """Write references or notes behind their labels, with backlinks and quotations.

    ``in_hy`` has the backlinks lead into the Armenian text; ``side`` is the language
    of the words around them.
    """
    page = writer.page
    width = max(len(footnote.label) for footnote in footnotes)
    for footnote in footnotes:
        if footnote is not footnotes[0]:
            _part_records(page)
        content, number = footnote.content, format_number(footnote.label, width)
        indent = len(number.plain)
        if isinstance(content, Note):
            write_note(content, number, writer)
        else:
            line = citation_text(content, page.measure, footnote.locator, side)
            page.add(line, 0, number)
        _write_backlinks(page, choose_calls(footnote, in_hy, side), indent)
        if isinstance(content, Reference) and content.quote:
            page.add(quotation_text(content.quote), indent + 2)


def choose_calls(
    footnote: Footnote, in_hy: bool = False, side: Side = "en"
) -> Sequence[Call]:
    """Choose the calls of a footnote in one language, or else those in the other.

    ``side`` is the language of what we call the lead, the fact box and notes.
    """
    chosen = [call for call in footnote.calls if call.in_hy == in_hy]
    if chosen and side == "en":
        return chosen
    other = "" if chosen else " (en)" if in_hy else " (hy)"
    return [
        call._replace(
            section=f"{_name_section(call.section, side)}{other}",
            locator=citation.format_locator(call.locator, side),
        )
        for call in chosen or footnote.calls
    ]


def _name_section(name: str, side: Side) -> str:
    """Name a section by its title, or a part that has none: lead, fact box, note a."""
    kind, space, letter = name.partition(" ")
    if kind == "note" and letter.isalpha():
        return f"{say(kind, side)}{space}{letter}"
    return say(name, side) if name in (LEAD, FACT_BOX) else name


def write_note(note: Note, number: Text, writer: Writer, indent: int = 0) -> None:
    """Write the text of a note, hanging behind its number."""
    spans, rest = split_item(note.blocks)
    writer.page.add(writer.text(spans), indent, number)
    writer.rest(note.blocks, rest, indent + cell_len(number.plain))


def write_further(
    page: Page, references: Sequence[Reference], side: Side = "en"
) -> None:
    """Write references that have no number, their lines hanging."""
    for reference in references:
        if reference is not references[0]:
            _part_records(page)
        line = citation_text(reference, page.measure, side=side)
        page.add(line, 0, Text("  "))
        if reference.quote:
            page.add(quotation_text(reference.quote), 4)


def _part_records(page: Page) -> None:
    """Part records by a blank line, where there is room for it."""
    if page.measure.width >= _APART_FROM:
        page.space()


def format_number(label: str, width: int) -> Text:
    """Return the number or letter of a footnote, right-aligned in a width."""
    return Text.assemble((f"{label.rjust(width + 1)}.", MARKER_STYLE), " ")


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
    lettered = enumerate(zip(calls, name_places(calls), strict=True))
    links = []
    for place, group in groupby(lettered, key=lambda item: item[1][1]):
        letters = [format_letters(index) for index, _ in group] if several else []
        links.append(Text(glue(" ".join([*letters, place]))))
    result = Text(f"↑{GLUE}").append(join(links, "  "))
    result.stylize("quiet")
    return result


def name_places(calls: Sequence[Call]) -> list[str]:
    """Return the section of each call, with its locator where they differ."""
    differ = len({call.locator for call in calls}) > 1
    return [
        f"{call.section}, {call.locator}" if differ and call.locator else call.section
        for call in calls
    ]


def format_date(date: Date | None, side: Side = "en") -> str:
    """Format a date in words."""
    return interface.format_date(date, side) if date else ""
