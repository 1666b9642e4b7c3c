"""See-also links: title, description, and what is missing."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from wikicli.base.model import Head, SeeAlso
from wikicli.language.interface import say
from wikicli.library.config import Language
from wikicli.library.library import Library
from wikicli.render.page.inline import inline_text, linked, plain
from wikicli.render.page.labels import LINKS, NO_ENTRY, label_in
from wikicli.render.page.layout import Measure, Page, glue
from wikicli.render.page.rows import Row, write_rows

UNREADABLE = "(the entry can’t be read)"


def write_links(
    page: Page,
    links: Sequence[SeeAlso],
    library: Library,
    language: Language = Language.en,
) -> None:
    """Write links, with the names of entries and our words in a language."""
    rows = [_link_row(link, library, page.measure, language) for link in links]
    write_rows(page, rows, 2)


def write_numbered(
    page: Page, numbers: Mapping[str, int], library: Library, language: Language
) -> None:
    """Write the entries that a page links to, each behind its number."""
    page.heading(label_in(language, LINKS))
    rows = []
    for slug, number in numbers.items():
        row = _link_row(SeeAlso(slug), library, page.measure, language)
        guide = f"{{{number}}} ".rjust(len(str(len(numbers))) + 3)
        rows.append(row._replace(guide=guide, below=" " * len(guide)))
    write_rows(page, rows, 2)


def _link_row(
    link: SeeAlso, library: Library, measure: Measure, language: Language
) -> Row:
    """Return a see-also link with its note, or else its description or address.

    Notes are English: an Armenian description goes before them in Armenian.
    """
    side = language.side
    title_of = library.title_of
    note = inline_text(link.note, measure, title_of) if link.note else Text()
    head = library.head(link.entry, side) if link.entry else None
    if head is not None:
        described = side == "hy" and head.description_hy
        about = plain(head.description, "quiet") if described or not note else note
        return Row(plain(_title(head, language)), (about,))
    words = link.entry.replace("-", " ")
    title = plain(link.title or words[:1].upper() + words[1:] or link.url)
    if link.entry in library.files:
        return Row(title, (_missing(UNREADABLE, note),))
    if not link.url:
        return Row(title, (_missing(say(NO_ENTRY, side), note),))
    if measure.follows(link.url):
        return Row(linked(title.plain, link.url, measure), (note,))
    address = plain("" if title.plain == link.url else link.url, "quiet")
    return Row(title, (address, note))


def _title(head: Head, language: Language) -> str:
    names = (head.title, head.hy) if language is Language.both else (head.title,)
    return " · ".join(dict.fromkeys(filter(None, names)))


def _missing(what: str, note: Text) -> Text:
    """Return a note, if there is one, and that the entry behind the link is not."""
    missing = Text(glue(what), style="missing")
    return Text.assemble(note, " ", missing) if note.plain else missing
