"""See-also links: title, description, and what is missing."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.model import Head, SeeAlso
from wikicli.library.library import Library
from wikicli.render.page.inline import inline_text, linked, plain
from wikicli.render.page.layout import Measure, Page, glue, wrap

NO_ENTRY = "(no entry yet)"
UNREADABLE = "(the entry can’t be read)"


def write_links(
    page: Page,
    links: Sequence[SeeAlso],
    library: Library,
    name_of: Callable[[Head], str],
) -> None:
    """Write links; ``name_of`` gives what they show of the entries they lead to."""
    measure = page.measure
    rows = [_link_row(link, library, measure, name_of) for link in links]
    widest = max(cell_len(title.plain) for title, _, _ in rows)
    width = min(widest, measure.column // 2 - 2)
    for title, about, note in rows:
        if measure.narrow:
            page.add(title, 2)
            if about.plain:
                page.add(about, 4)
        else:
            _write_link(page, title, about, width)
        if note.plain:
            page.add(note, 4 if measure.narrow else width + 5)


def _write_link(page: Page, title: Text, about: Text, width: int) -> None:
    """Write title and description side by side, both wrapped."""
    lines = wrap(title, width)
    for line in lines[:-1]:
        page.add(line, 2)
    gap = " " * (width - cell_len(lines[-1].plain) + 3)
    page.add(about, 2, lines[-1] + Text(gap))


def _link_row(
    link: SeeAlso, library: Library, measure: Measure, name_of: Callable[[Head], str]
) -> tuple[Text, Text, Text]:
    """Return title, description and note of a see-also link."""
    title_of = library.title_of
    note = inline_text(link.note, measure, title_of) if link.note else Text()
    head = library.head(link.entry) if link.entry else None
    if head is not None:
        return plain(name_of(head)), plain(head.description), note
    words = link.entry.replace("-", " ")
    title = plain(link.title or words[:1].upper() + words[1:] or link.url)
    if link.entry in library.files:
        return title, _missing(UNREADABLE, note), Text()
    if not link.url:
        return title, _missing(NO_ENTRY, note), Text()
    if measure.follows(link.url):
        return linked(title.plain, link.url, measure), note, Text()
    return title, plain("" if title.plain == link.url else link.url), note


def _missing(what: str, note: Text) -> Text:
    """Return a note, if there is one, and that the entry behind the link is not."""
    missing = Text(glue(what), style="missing")
    return Text.assemble(note, " ", missing) if note.plain else missing
