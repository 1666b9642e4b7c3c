"""What the index keeps of an entry: its names and the passages of its text."""

from collections.abc import Collection, Iterable, Iterator

from wikicli.article import footnotes, markdown, markup
from wikicli.article.markup import TitleOf
from wikicli.base.dates.edtf import find_years
from wikicli.base.model import Date, Entry, Reference
from wikicli.language import armenian
from wikicli.references import citation
from wikicli.references.citation.wording import format_name
from wikicli.search.index import Passage, Row

_MOST_YEARS = 500
"""Of a date that is in more years, such as one before history, the first."""


def make_row(entry: Entry, title_of: TitleOf) -> Row:
    """Prepare an entry for the index; its text is parsed for this."""
    used: dict[str, None] = {}

    def note(slug: str) -> str:
        used[slug] = None
        return title_of(slug)

    article, _ = footnotes.parse_article(entry)
    passages = tuple(_passages(entry, article, note))
    marks = tuple(dict.fromkeys(_marks(entry)))
    names = tuple(_names(entry))
    return Row(entry.head, names, passages, entry.terms, tuple(used), marks)


def _marks(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the languages of an entry, and the types and years of its sources."""
    yield "lang", "en"
    if entry.hy and entry.hy.body:
        yield "lang", "hy"
    for reference in entry.references:
        yield "type", reference.type
        issued = reference.dates.get("issued", Date())
        for year in find_years(issued.edtf)[:_MOST_YEARS]:
            yield "year", str(year)


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield all names of an entry; a rank only for those that lead to it."""
    yield entry.title, "title"
    for alias in entry.aliases:
        yield alias, "alias"
    if entry.hy:
        yield entry.hy.title, "armenian"
        yield entry.hy.description, ""
    for index, term in enumerate(entry.terms):
        rank = "" if index else "armenian"
        for form in (term.hy, *term.forms):
            yield form, rank
            yield armenian.romanize(form), ""
        yield term.romanization, ""
        yield term.en, ""


def _passages(
    entry: Entry, article: footnotes.Article, title_of: TitleOf
) -> Iterator[Passage]:
    for _, body in article.bodies:
        for section in body.sections:
            name = section.name(title_of)
            if section.title:
                yield Passage(name, name)
            for block in section.blocks:
                yield Passage(name, _text_of((block,), title_of))
    for label, spans in (*article.facts.items(), *article.facts_hy.items()):
        words = markup.plain_text(spans, title_of)
        yield Passage(footnotes.FACT_BOX, f"{label}: {words}")
    for _, body in article.bodies:
        for note in body.notes.values():
            yield Passage("notes", _text_of(note.blocks, title_of))
    for term in entry.terms:
        if term.literal or term.note:
            yield Passage("terms", f"{term.literal} {term.note}".strip())
    if entry.categories:
        yield Passage("categories", " · ".join(entry.categories))
    for link in entry.see_also:
        title = link.title or (title_of(link.entry) if link.entry else link.url)
        spans, _ = markdown.parse_inline(link.note, ())
        about = markup.plain_text(spans, title_of)
        yield Passage("see also", f"{title} · {about}".strip(" ·"), "references")
    for reference in entry.references:
        words, shown = citation.line_and_used(reference)
        line = f"{words} {reference.quote}".strip()
        yield Passage("references", line, "references")
        if rest := " · ".join(_left_out(reference, line, shown)):
            yield Passage("references", rest, "references")


def _left_out(reference: Reference, line: str, shown: Collection[str]) -> Iterator[str]:
    """Yield what a record says that its line does not, but for addresses."""
    for names in reference.names.values():
        for name in names:
            if (name.literal or name.family) not in line:
                yield format_name(name)
    own = {"trans-title": reference.trans_title, "script-title": reference.script_title}
    for key, value in {**reference.variables, **own}.items():
        if value and key not in {*shown, "URL"}:
            yield value


def _text_of(blocks: Iterable[markup.Block], title_of: TitleOf) -> str:
    units = markup.iter_spans(tuple(blocks))
    return " ".join(markup.plain_text(spans, title_of) for spans in units)
