"""Terms as an article has them: Armenian form, romanization, gloss and the rest."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.markup import TitleOf
from wikicli.base.model import Entry, Side, Term
from wikicli.language.romanization import DEFAULT, Romanization
from wikicli.render.page.blocks import fit_widths, write_row
from wikicli.render.page.inline import (
    DOT,
    inline_text,
    join,
    plain,
    single_quotes,
    write_names,
)
from wikicli.render.page.layout import Measure, Page


def terms_line(hy: str, romanization: str, gloss: str) -> Text:
    """Return the line under a title: Armenian form, romanization and gloss."""
    parts = [plain(name) for name in dict.fromkeys((hy, romanization)) if name]
    if gloss:
        parts.append(Text(f"“{single_quotes(gloss)}”"))
    return join(parts, DOT)


def write_terms(
    page: Page,
    terms: Sequence[Term],
    title_of: TitleOf,
    romanization: Romanization = DEFAULT,
    complete: bool = False,
) -> None:
    """Write terms: Armenian, romanization, English, and what else is known below.

    ``complete`` adds what is there for search: the forms.
    """
    cells = [
        (plain(term.hy), Text(romanization.beside_gloss(term)), plain(term.en))
        for term in terms
    ]
    widths = [max(cell_len(row[column].plain) for row in cells) for column in range(3)]
    narrow = page.measure.narrow
    fitted = [] if narrow else fit_widths(widths, page.measure.column - 2)
    for term, row in zip(terms, cells, strict=True):
        if fitted:
            write_row(page, row, fitted, 2)
        else:
            page.add(join([cell for cell in row if cell.plain], DOT), 2)
        more = romanization if complete else None
        for line in term_details(term, page.measure, title_of, more):
            page.add(line, 4)


def term_details(
    term: Term, measure: Measure, title_of: TitleOf, more: Romanization | None = None
) -> list[Text]:
    """Return the lines under a term: sense, sound, spelling, note.

    With a romanization ``more``, also those that an article has no room for: English
    usage, forms.
    """
    lines = []
    if term.literal:
        lines.append(plain(f"literally “{single_quotes(term.literal)}”"))
    if term.ipa:
        sides = ((term.ipa.east, "Eastern"), (term.ipa.west, "Western"))
        sounds = [f"[{sound.strip('[]/')}] {name}" for sound, name in sides if sound]
        source = [f"({term.ipa.source})"] if term.ipa.source else []
        lines.append(Text(" ".join([", ".join(sounds), *source]).strip()))
    if term.orthography != "reformed":
        lines.append(Text(f"{term.orthography} spelling"))
    if term.note:
        lines.append(inline_text(term.note, measure, title_of))
    if more and term.romanization not in ("", more.choose(term)):
        lines.append(Text(f"in English usually {term.romanization}"))
    if more and term.forms:
        lines.append(plain(f"forms {', '.join(term.forms)}"))
    return lines


def entry_terms_view(
    entry: Entry,
    measure: Measure,
    title_of: TitleOf,
    romanization: Romanization,
    side: Side = "en",
) -> Page:
    """Build the page of the terms of an entry that has some, named in a language."""
    page = Page(measure.for_lists)
    head = entry.head.in_armenian if side == "hy" else entry.head
    write_names(page, head.title, entry.slug)
    write_terms(page, entry.terms, title_of, romanization, complete=True)
    return page
