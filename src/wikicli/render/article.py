"""An entry as an article: head, fact box, text, links, terms, footnotes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from wikicli import armenian, dates, markdown
from wikicli.config import NotesMode
from wikicli.errors import NoAnswerError
from wikicli.footnotes import Footnote, Footnotes
from wikicli.library import Library
from wikicli.markup import LEAD, Note, Section, TitleOf, plain_text
from wikicli.model import Entry, Reference, SeeAlso, Source, Term
from wikicli.render.blocks import Writer, fit_widths, write_row
from wikicli.render.inline import (
    DOT,
    join,
    linked,
    plain,
    single_quotes,
    spans_text,
)
from wikicli.render.layout import Measure, Page, glue, wrap
from wikicli.render.references import write_further, write_notes, write_references
from wikicli.text import clean_line, find_nearest, quote

if TYPE_CHECKING:
    from wikicli.render.sidenotes import Sidenotes

NO_ENTRY = "(no entry yet)"
UNREADABLE = "(the entry can’t be read)"


class Part(NamedTuple):
    """A named part of an entry's page, what writes it, and the level of its heading."""

    title: str
    write: Callable[[Page], None]
    level: int = 2


@dataclass(slots=True, eq=False, repr=False)
class ArticleView:
    """Builds the page of an entry, or of one of its parts."""

    entry: Entry
    footnotes: Footnotes
    library: Library
    measure: Measure
    mode: NotesMode = NotesMode.end
    sidenotes: "Sidenotes | None" = field(default=None, init=False)
    """Writes notes within the text of the page that is being built."""

    def __post_init__(self) -> None:
        """Give way where the terminal has no room for the mode."""
        if self.mode is not NotesMode.end:
            from wikicli.render import sidenotes  # noqa: PLC0415 - for notes within text

            self.mode = sidenotes.fit_mode(self.mode, self.measure)

    def page(self) -> Page:
        """Build the whole page."""
        return self.build([Part("head", self.head), *self.parts(), Part("", self.foot)])

    def build(self, parts: Sequence[Part]) -> Page:
        """Build a page of parts."""
        page, title_of = Page(self.measure), self.library.title_of
        if self.mode in (NotesMode.inline, NotesMode.margin):
            from wikicli.render import sidenotes  # noqa: PLC0415 - for notes within text

            begin = sidenotes.begin_notes
            self.sidenotes = begin(self.mode, page, self.footnotes, title_of)
        for part in parts:
            part.write(page)
        if self.sidenotes:
            self.sidenotes.finish()
        return page

    def part(self, name: str) -> Page:
        """Build the page of one part, found by its name in any case.

        The sections below a section belong to it.
        Raises NoAnswerError if the entry has no such part.
        """
        parts = self.parts()
        wanted = clean_line(name).strip().casefold()
        for number, part in enumerate(parts):
            if part.title.casefold() == wanted:
                page = self.build(_branch(parts[number:]))
                while page.lines and not page.lines[0].plain.strip():
                    del page.lines[0]
                return page
        names = {part.title.casefold(): part.title for part in parts}
        near = [names[key] for key in find_nearest(wanted, names)]
        message = f"entry {quote(self.entry.slug)} has no section {quote(name)}"
        offered = near or list(names.values())
        lead = "did you mean" if near else "it has"
        hint = f"{lead} {', '.join(map(quote, offered))}"
        raise NoAnswerError(message, hint + ("?" if near else ""))

    def contents(self) -> Page:
        """Build the table of contents: the parts of the entry, one a line."""
        page = Page(self.measure)
        for part in self.parts():
            page.add(plain(part.title), 2 * max(part.level - 2, 0))
        return page

    def parts(self) -> list["Part"]:
        """Return the named parts that this entry has, in their order."""
        entry, footnotes = self.entry, self.footnotes
        end: list[tuple[str, Callable[[Page], None], object]] = [
            ("See also", self.see_also, entry.see_also),
            ("Terms", self.terms, entry.terms),
            ("References", self.references, self.listed(Reference)),
            ("Notes", self.notes, self.listed(Note)),
            ("Further reading", self.further, footnotes.further),
        ]
        facts = [Part("fact box", self.fact_box)] if footnotes.article.facts else []
        sections = [
            self.section_part(section)
            for section in footnotes.article.body.sections
            if section.title or section.blocks
        ]
        return [
            *facts,
            *sections,
            *(Part(name, write) for name, write, has in end if has),
        ]

    def listed(self, kind: type[Reference | Note]) -> list[Footnote]:
        """Return which footnotes of a kind are listed at the end of the page.

        Where notes are within the text, those that only the other language calls.
        """
        if self.mode is NotesMode.none:
            return []
        within = set[str]()
        if self.mode is NotesMode.inline:
            from wikicli.render.sidenotes import find_called  # noqa: PLC0415 - the same

            within = find_called(self.footnotes)
        return [
            footnote
            for name, footnote in self.footnotes.by_id.items()
            if isinstance(footnote.content, kind) and name not in within
        ]

    def section_part(self, section: Section) -> "Part":
        """Return a section as a part; none stands below the lead."""
        title = plain_text(section.title, self.library.title_of) or LEAD
        level = section.level if section.title else 2
        return Part(title, self.section_writer(section), level)

    def writer(self, page: Page) -> Writer:
        """Return a writer of the entry's text, with its notes where they go."""
        footnotes = None if self.mode is NotesMode.none else self.footnotes
        return Writer(page, footnotes, self.library.title_of, self.sidenotes)

    def head(self, page: Page) -> None:
        """Write title, Armenian line, rule and description."""
        entry = self.entry
        has_both = entry.hy is not None and bool(entry.hy.body)
        languages = Text("en · hy" if has_both else "", style="quiet")
        page.add_row(Text(entry.title, style="title"), languages)
        term = entry.terms[0] if entry.terms else Term()
        if entry.hy and entry.hy.title and entry.hy.title != term.hy:
            term = Term(hy=entry.hy.title, en=term.en if not term.hy else "")
        line = terms_line(term.hy, romanize(term), term.en)
        if line.plain:
            page.add(line)
        page.rule()
        if entry.description:
            page.add(plain(entry.description, "description"))

    def fact_box(self, page: Page) -> None:
        """Write the fact box: labels in a column, values beside them."""
        page.space()
        facts = self.footnotes.article.facts
        widest = max(cell_len(label) for label in facts)
        width = min(widest, self.measure.column // 3) + 3
        writer = self.writer(page)
        writer.begin_notes()
        for label, spans in facts.items():
            value = writer.text(spans)
            if self.measure.narrow or cell_len(label) > width - 2:
                page.add(Text.assemble((label, "label"), ": ", value))
                continue
            gap = " " * (width - cell_len(label))
            page.add(value, prefix=Text.assemble((label, "label"), gap))
        writer.write_notes()

    def section_writer(self, section: Section) -> Callable[[Page], None]:
        """Return the writer of one section of the text."""

        def write(page: Page) -> None:
            writer = self.writer(page)
            page.space()
            writer.begin_notes()
            if section.title:
                page.heading(writer.text(section.title), section.level)
            writer.blocks(section.blocks)
            writer.write_notes()

        return write

    def see_also(self, page: Page) -> None:
        """Write the see-also links: title, description, what is missing."""
        page.heading("See also")
        rows = [self.link_row(link) for link in self.entry.see_also]
        widest = max(cell_len(title.plain) for title, _, _ in rows)
        width = min(widest, self.measure.column // 2 - 2)
        for title, about, note in rows:
            if self.measure.narrow:
                page.add(title, 2)
                page.add(about, 4)
            else:
                self.write_link(page, title, about, width)
            if note.plain:
                page.add(note, 4 if self.measure.narrow else width + 5)

    def write_link(self, page: Page, title: Text, about: Text, width: int) -> None:
        """Write title and description side by side, both wrapped."""
        lines = wrap(title, width)
        for line in lines[:-1]:
            page.add(line, 2)
        gap = " " * (width - cell_len(lines[-1].plain) + 3)
        page.add(about, 2, lines[-1] + Text(gap))

    def link_row(self, link: SeeAlso) -> tuple[Text, Text, Text]:
        """Return title, description and note of a see-also link."""
        title_of = self.library.title_of
        note = inline_text(link.note, self.measure, title_of) if link.note else Text()
        head = self.library.head(link.entry) if link.entry else None
        if head is not None:
            return plain(head.title), plain(head.description), note
        words = link.entry.replace("-", " ")
        title = plain(link.title or words[:1].upper() + words[1:] or link.url)
        if link.entry in self.library.files:
            return title, _missing(UNREADABLE, note), Text()
        if not link.url:
            return title, _missing(NO_ENTRY, note), Text()
        if self.measure.links:
            return linked(title.plain, link.url, self.measure), note, Text()
        return title, plain("" if title.plain == link.url else link.url), note

    def terms(self, page: Page) -> None:
        """Write the terms: Armenian, romanization, English, and what else is known."""
        page.heading("Terms")
        terms = self.entry.terms
        cells = [(plain(t.hy), Text(romanize(t)), plain(t.en)) for t in terms]
        widths = [
            max(cell_len(row[column].plain) for row in cells) for column in range(3)
        ]
        fitted = [] if self.measure.narrow else fit_widths(widths, self.room)
        for term, row in zip(terms, cells, strict=True):
            if fitted:
                write_row(page, row, fitted, 2)
            else:
                line = join([cell for cell in row if cell.plain], DOT)
                page.add(line, 2)
            for line in self.term_details(term):
                page.add(line, 4)

    @property
    def room(self) -> int:
        """The cells of the text column beside an indent of two."""
        return self.measure.column - 2

    def term_details(self, term: Term) -> list[Text]:
        """Return the lines under a term: sense, sound, spelling, note."""
        lines = []
        if term.literal:
            lines.append(plain(f"literally “{single_quotes(term.literal)}”"))
        if term.ipa:
            sides = ((term.ipa.east, "Eastern"), (term.ipa.west, "Western"))
            sounds = [
                f"[{sound.strip('[]/')}] {name}" for sound, name in sides if sound
            ]
            source = [f"({term.ipa.source})"] if term.ipa.source else []
            lines.append(Text(" ".join([", ".join(sounds), *source]).strip()))
        if term.orthography != "reformed":
            lines.append(Text(f"{term.orthography} spelling"))
        if term.note:
            lines.append(inline_text(term.note, self.measure, self.library.title_of))
        return lines

    def references(self, page: Page) -> None:
        """Write the numbered references."""
        page.heading("References")
        write_references(page, self.listed(Reference))

    def notes(self, page: Page) -> None:
        """Write the notes."""
        page.heading("Notes")
        writer = Writer(page, self.footnotes, self.library.title_of)
        write_notes(page, self.listed(Note), writer)

    def further(self, page: Page) -> None:
        """Write the references that no marker calls."""
        page.heading("Further reading")
        write_further(page, self.footnotes.further)

    def foot(self, page: Page) -> None:
        """Write categories, source and licence, and the slug."""
        page.space()
        if self.entry.categories:
            page.add(plain(DOT.join(map(glue, self.entry.categories)), "quiet"))
        parts = source_parts(self.entry.source, self.measure)
        page.add(join([*parts, Text(self.entry.slug, style="quiet")], DOT))


def source_parts(source: Source | None, measure: Measure) -> list[Text]:
    """Return licence, source and date of retrieval, those that there are."""
    if source is None:
        return []
    parts = []
    if source.license:
        parts.append(plain(source.license, "quiet"))
    if source.title or source.url:
        name = linked(source.title or source.url, source.url, measure, "quiet")
        name.stylize("quiet")
        parts.append(Text("after ", style="quiet").append(name))
    if source.retrieved:
        words = source.retrieved.literal or dates.format_edtf(source.retrieved.edtf)
        parts.append(Text(f"retrieved {words}", style="quiet"))
    return parts


def _branch(parts: Sequence[Part]) -> list[Part]:
    """Return the first of parts and those below it."""
    first, *rest = parts
    return [first, *takewhile(lambda part: part.level > first.level, rest)]


def _missing(what: str, note: Text) -> Text:
    """Return a note, if there is one, and that the entry behind the link is not."""
    missing = Text(glue(what), style="missing")
    return Text.assemble(note, " ", missing) if note.plain else missing


def terms_line(hy: str, romanization: str, gloss: str) -> Text:
    """Return the line under a title: Armenian form, romanization and gloss."""
    parts = [plain(hy), Text(romanization)]
    if gloss:
        parts.append(Text(f"“{single_quotes(gloss)}”"))
    return join([part for part in parts if part.plain], DOT)


def romanize(term: Term) -> str:
    """Return the romanization that is shown: the entry's own, or BGN/PCGN 1981."""
    return term.romanization or armenian.romanize(term.hy)


def inline_text(source: str, measure: Measure, title_of: TitleOf) -> Text:
    """Return a line of Markdown, such as a note on a link, as styled text."""
    spans, _ = markdown.parse_inline(source, ())
    return spans_text(spans, measure, title_of)
