"""See-also links: title, description, and what is missing."""

from collections.abc import Callable, Sequence

from rich.text import Text

from wikicli.base.model import Head, SeeAlso
from wikicli.library.library import Library
from wikicli.render.page.inline import inline_text, linked, plain
from wikicli.render.page.layout import Measure, Page, glue
from wikicli.render.page.rows import Row, write_rows

NO_ENTRY = "(no entry yet)"
UNREADABLE = "(the entry can’t be read)"


def write_links(
    page: Page,
    links: Sequence[SeeAlso],
    library: Library,
    name_of: Callable[[Head], str],
) -> None:
    """Write links; ``name_of`` gives what they show of the entries they lead to."""
    rows = [_link_row(link, library, page.measure, name_of) for link in links]
    write_rows(page, rows, 2)


def _link_row(
    link: SeeAlso, library: Library, measure: Measure, name_of: Callable[[Head], str]
) -> Row:
    """Return a see-also link with its note, or else its description or address."""
    title_of = library.title_of
    note = inline_text(link.note, measure, title_of) if link.note else Text()
    head = library.head(link.entry) if link.entry else None
    if head is not None:
        about = note if note.plain else plain(head.description, "quiet")
        return Row(plain(name_of(head)), (about,))
    words = link.entry.replace("-", " ")
    title = plain(link.title or words[:1].upper() + words[1:] or link.url)
    if link.entry in library.files:
        return Row(title, (_missing(UNREADABLE, note),))
    if not link.url:
        return Row(title, (_missing(NO_ENTRY, note),))
    if measure.follows(link.url):
        return Row(linked(title.plain, link.url, measure), (note,))
    address = plain("" if title.plain == link.url else link.url, "quiet")
    return Row(title, (address, note))


def _missing(what: str, note: Text) -> Text:
    """Return a note, if there is one, and that the entry behind the link is not."""
    missing = Text(glue(what), style="missing")
    return Text.assemble(note, " ", missing) if note.plain else missing
