"""The glossary of a library, with its conflicts, and what a word leads to in it."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.markup import TitleOf
from wikicli.base.model import Side
from wikicli.base.text import clean_line, format_count
from wikicli.language import armenian
from wikicli.language.romanization import Romanization
from wikicli.library.glossary import Conflict, TermUse
from wikicli.library.lookup import Closeness, Match
from wikicli.render.page.blocks import fit_widths, write_row
from wikicli.render.page.inline import DOT, join, plain, slugs_text
from wikicli.render.page.layout import Measure, Page
from wikicli.render.text.terms import term_details, terms_line

_MOST = 5
"""Entries that are named beside a term; of the others, the page has the number."""

_LEAST = 20
"""Cells below which a column breaks too many of its lines."""

_ABOUT = {
    Closeness.INFLECTED: "inflected",
    Closeness.WESTERN: "in Western Armenian",
    Closeness.BARE: "without marks",
}
"""What is said of a word that was looked up, if anything: how it leads to a term."""


def glossary_view(
    uses: Sequence[TermUse],
    conflicts: Sequence[Conflict],
    measure: Measure,
    romanization: Romanization,
    by: Side = "hy",
) -> Page:
    """Build the page of the terms of a library, its conflicts last.

    ``by`` is the language in whose order they are: what is the same there as in the
    row above is said once.
    """
    page = Page(measure.full)
    entries = {slug for use in uses for slug in use.entries}
    count = format_count(len(uses), "term")
    page.add(f"{count} in {format_count(len(entries), 'entry')}")
    page.space()
    standard = armenian.STANDARDS[romanization.standard]
    header = tuple(map(Text, ("Armenian", standard, "English", "in")))
    rows = []
    for above, use in zip((None, *uses), uses, strict=False):
        hy, latin = use.term.hy, romanization.beside_gloss(use.term)
        cells = [_text(hy, "(no Armenian form)"), Text(latin)]
        cells += [_text(use.term.en, "(no gloss)"), slugs_text(use.entries, _MOST)]
        if above and by == "hy" and hy and hy == above.term.hy:
            cells[0] = Text()
            if romanization.choose(use.term) == romanization.choose(above.term):
                cells[1] = Text()
        elif above and by == "en" and use.term.en and use.term.en == above.term.en:
            cells[2] = Text()
        rows.append(cells)
    _write_rows(page, [header, *rows], max(map(cell_len, entries)))
    if conflicts:
        page.heading("Conflicts")
        for conflict in conflicts:
            _write_conflict(page, conflict)
    return page


def _text(text: str, missing: str) -> Text:
    return plain(text) if text else Text(missing, style="missing")


def _write_rows(page: Page, rows: Sequence[Sequence[Text]], slug: int) -> None:
    """Write rows, the first of them the head, in the columns that there is room for.

    ``slug`` is the width of the longest. Where no column of entries has room for it
    they stand below each term, and where there is none for columns all is stacked.
    """
    whole = [max(cell_len(row[column].plain) for row in rows) for column in range(4)]
    names = min(whole[3], slug + 2)
    if widths := _fit(page, whole[:3], page.measure.column - names - 3):
        rest = page.measure.column - sum(widths) - 9
        for number, row in enumerate(rows):
            write_row(page, row, [*widths, rest], head=number == 0)
    elif widths := _fit(page, whole[:3], page.measure.column):
        write_row(page, rows[0][:3], widths, head=True)
        for row in rows[1:]:
            write_row(page, row[:3], widths)
            page.add(row[3], 2)
    else:
        _write_stacked(page, rows[1:])


def _fit(page: Page, whole: list[int], room: int) -> list[int]:
    """Fit columns into a room; nothing if one becomes too narrow to read."""
    widths = [] if page.measure.narrow else fit_widths(whole, room)
    pairs = zip(widths, whole, strict=bool(widths))
    return [] if any(width < min(most, _LEAST) for width, most in pairs) else widths


def _write_stacked(page: Page, rows: Sequence[Sequence[Text]]) -> None:
    for number, (hy, latin, en, entries) in enumerate(rows):
        if number and hy.plain and en.plain:
            page.space()
        line = join([part for part in (hy, latin) if part.plain], DOT)
        for part, indent in ((line, 0 if hy.plain else 2), (en, 2), (entries, 2)):
            if part.plain:
                page.add(part, indent)


def _write_conflict(page: Page, conflict: Conflict) -> None:
    """Write a form or a gloss, and below it what entries say, and which they are."""
    what = plain(conflict.text)
    page.add(what if conflict.of == "hy" else Text.assemble("“", what, "”"), 2)
    widest = max(cell_len(reading.text) for reading in conflict.readings)
    width = min(widest, page.measure.column // 2)
    for text, entries in conflict.readings:
        if page.measure.narrow or cell_len(text) > width:
            page.add(plain(text), 4)
            page.add(slugs_text(entries, _MOST), 6)
        else:
            gap = " " * (width - cell_len(text) + 3)
            page.add(slugs_text(entries, _MOST), 4, plain(text) + Text(gap))


# Looking up -----------------------------------------------------------------------


def matches_view(
    word: str,
    matches: Sequence[Match],
    measure: Measure,
    title_of: TitleOf,
    romanization: Romanization,
) -> Page:
    """Build the page of the terms that a word leads to."""
    page = Page(measure.for_lists)
    asked = plain(clean_line(word), "strong")
    if matches[0].closeness == Closeness.NEAR:
        page.add(Text.assemble("no term is ", asked, "; the nearest:"))
    else:
        page.add(Text.assemble(format_count(len(matches), "term"), " for ", asked))
    above: tuple[str, Closeness | None, str] = ("", None, "")
    for (term, entries), closeness in matches:
        latin, sound = romanization.beside_gloss(term), romanization.choose(term)
        if not term.hy or above[:2] != (term.hy, closeness):
            page.space()
            line = terms_line(term.hy, latin, term.en)
            page.add_row(line, Text(_ABOUT.get(closeness, ""), style="quiet"))
        elif term.en or sound != above[2]:
            page.add(terms_line("", "" if sound == above[2] else latin, term.en), 2)
        above = (term.hy, closeness, sound)
        for detail in term_details(term, measure, title_of, romanization):
            page.add(detail, 2)
        page.add(slugs_text(entries, _MOST), 2, Text("in ", style="quiet"))
    return page
