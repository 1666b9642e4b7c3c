"""An entry as an article: head, fact box, text, links, terms, footnotes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from wikicli.article.footnotes import FACT_BOX, Footnote, Footnotes
from wikicli.article.markup import Body, Note, Section, Spans
from wikicli.base.errors import NoAnswerError
from wikicli.base.model import ArmenianSide, Entry, Origin, Reference, Side
from wikicli.base.text import clean_line, did_you_mean, find_nearest, one_a_line, quote
from wikicli.language import armenian
from wikicli.language.interface import other_name, say
from wikicli.language.romanization import DEFAULT, Romanization, headword_term
from wikicli.library.config import Language, NotesMode
from wikicli.library.library import Library
from wikicli.render.page.blocks import NO_NOTES, NoteWriter, Writer
from wikicli.render.page.footnotes import format_date, write_footnotes, write_further
from wikicli.render.page.inline import DOT, join, linked, plain
from wikicli.render.page.labels import (
    FURTHER,
    NOTES,
    REFERENCES,
    SEE_ALSO,
    TERMS,
    UNREVIEWED,
    label_in,
    names_of,
)
from wikicli.render.page.layout import LinkMarks, Measure, Page, glue
from wikicli.render.text.see_also import write_links, write_numbered
from wikicli.render.text.terms import terms_line, write_terms

if TYPE_CHECKING:
    from wikicli.library.namesakes import Namesakes


class Part(NamedTuple):
    """A named part of an entry's page, what writes it, and the level of its heading.

    ``names`` are others that it is found by; one without a title is not found.
    ``in_hy`` tells of text that has, or is, Armenian.
    """

    title: str
    write: Callable[[Page], None]
    level: int = 2
    names: tuple[str, ...] = ()
    in_hy: bool = False


_MARGIN_FROM = 124
"""The width of a terminal, in cells, that has notes in the margin by itself."""


@dataclass(slots=True, eq=False, repr=False)
class ArticleView:
    """Builds the page of an entry, or of one of its parts."""

    language: ClassVar[Language] = Language.en

    entry: Entry
    footnotes: Footnotes
    library: Library
    measure: Measure
    mode: NotesMode = NotesMode.end
    romanization: Romanization = DEFAULT
    numbers_links: bool = field(default=False, init=False)
    """Whether links to entries have numbers, and a list of them at the end."""
    sidenotes: NoteWriter = field(default=NO_NOTES, init=False)
    """Writes notes within the text of the page that is being built."""
    namesakes: "Namesakes | None" = field(default=None, init=False)
    """What else bears the name that led to the entry."""

    def __post_init__(self) -> None:
        """Give way where the terminal has no room for the mode."""
        if self.mode is NotesMode.auto:
            has_room = self.measure.width >= _MARGIN_FROM
            self.mode = NotesMode.margin if has_room else NotesMode.end
        if self.mode is not NotesMode.end:
            from wikicli.render.page import sidenotes

            self.mode = sidenotes.fit_mode(self.mode, self.measure)

    def page(self) -> Page:
        """Build the whole page."""
        first, last = Part("", self.write_namesakes), Part("", self.foot)
        linked = Part("", self.write_linked)
        return self.build([first, Part("", self.head), *self.parts(), linked, last])

    def build(self, parts: Sequence[Part]) -> Page:
        """Build a page of parts."""
        links = LinkMarks(self.library.files, self.numbers_links)
        page = Page(self.measure, title=self.title, links=links)
        if self.mode in (NotesMode.inline, NotesMode.margin):
            from wikicli.render.page import sidenotes

            begin = sidenotes.begin_notes
            self.sidenotes = begin(
                self.mode, page, self.footnotes, self.title_of, self.language.side
            )
        for part in parts:
            part.write(page)
        self.sidenotes.finish()
        return page

    def write_linked(self, page: Page) -> None:
        """Write what the text above links to, if its links are numbered."""
        if page.links and (numbers := page.links.numbers):
            write_numbered(page, numbers, self.library, self.language)

    def part(self, *names: str) -> Page:
        """Build the page of parts, each found by its name or the beginning of it.

        A section is also found by the name of what says the same in the other language;
        the sections below it belong to it.
        Raises NoAnswerError if the entry has no such part.
        """
        parts = self.parts()
        chosen: list[Part] = []
        for number in (self.find_part(name, parts) for name in names):
            first, *rest = parts[number:]
            branch = [first, *takewhile(lambda it: it.level > first.level, rest)]  # noqa: B023 - used at once
            chosen += (part for part in branch if part not in chosen)
        if any(part.in_hy for part in chosen):
            chosen.insert(0, Part("", self.state))
        page = self.build([*chosen, Part("", self.write_linked)])
        while page.lines and not page.lines[0].plain.strip():
            del page.lines[0]
        return page

    def find_part(self, name: str, parts: Sequence[Part]) -> int:
        """Find the number of the part that is meant by a name; raises as ``part``."""
        wanted = armenian.fold(clean_line(name).strip())
        number = _find(parts, wanted)
        if number is None:
            number = _find(parts, armenian.fold(self.counterpart(wanted)))
        if number is None:
            number = _find(parts, armenian.fold(other_name(wanted)))
        if number is None:
            number = _find(parts, wanted, whole=False)
        if number is None:
            raise self.no_part(name, wanted, parts)
        return number

    def counterpart(self, wanted: str) -> str:
        """Return the name here of a section that is named in the other language.

        Raises NoAnswerError if only that language has it.
        """
        article = self.footnotes.article
        if article.hy is None:
            return ""
        from wikicli.article.pairing import pair_sections

        there, here = (1, 0) if self.language is Language.en else (0, 1)
        for pair in pair_sections(article.body, article.hy):
            named, shown = pair[there], pair[here]
            title = named.name(self.title_of) if named else ""
            if title and armenian.fold(title) == wanted:
                if shown:
                    return shown.name(self.title_of)
                which, other = ("Armenian", "en") if here else ("English", "hy")
                message = f"section {quote(title)} has no {which} text"
                raise NoAnswerError(message, f"read it with --lang {other}")
        return ""

    def no_part(self, name: str, wanted: str, parts: Sequence[Part]) -> NoAnswerError:
        """Make the error for a name that no part bears, with the nearest ones."""
        names = {armenian.fold(it.title): it.title for it in parts if it.title}
        near = [title for key, title in names.items() if wanted and wanted in key]
        near = near or [names[key] for key in find_nearest(wanted, names)]
        message = f"entry {quote(self.entry.slug)} has no section {quote(name)}"
        every = one_a_line("it has", map(quote, names.values()))
        return NoAnswerError(message, did_you_mean(list(map(quote, near)), every))

    def contents(self) -> Page:
        """Build the table of contents: the parts of the entry, one a line."""
        page = Page(self.measure)
        for part in self.parts():
            if part.title:
                page.add(plain(part.title), 2 * max(part.level - 2, 0))
        return page

    def parts(self) -> list[Part]:
        """Return the named parts that this entry has, in their order."""
        entry, library = self.entry, self.library
        return [
            *self.text_parts(),
            *self.end_part(
                SEE_ALSO, write_links, entry.see_also, library, self.language
            ),
            *self.end_part(
                TERMS, write_terms, entry.terms, self.title_of, self.romanization
            ),
            *self.end_part(REFERENCES, self.write_listed, self.listed(Reference)),
            *self.end_part(NOTES, self.write_listed, self.listed(Note)),
            *self.end_part(
                FURTHER, write_further, self.footnotes.further, self.language.side
            ),
        ]

    def end_part(
        self, name: str, write: Callable[..., None], items: Sequence[Any], *more: object
    ) -> list[Part]:
        """Return a part after the text, under its heading, if it has any items."""
        label = label_in(self.language, name)

        def write_headed(page: Page) -> None:
            beside = self.sidenotes.reaches(page)
            measure = page.measure if beside else page.measure.for_lists
            listed = Page(measure, links=page.links)
            listed.heading(label)
            write(listed, items, *more)
            page.space()
            page.lines += listed.lines

        return [self.named_part(name, write_headed)] if items else []

    def named_part(self, name: str, write: Callable[[Page], None]) -> Part:
        """Return a part that bears a name of ours, in the language of the page."""
        both = self.language is Language.both
        names = names_of(name) if both else ()
        return Part(label_in(self.language, name), write, names=names)

    def write_listed(self, page: Page, footnotes: Sequence[Footnote]) -> None:
        """Write footnotes that are listed, with backlinks in the page's language."""
        writer = Writer(page, self.footnotes, self.title_of)
        in_hy = self.text_language is Language.hy
        write_footnotes(writer, footnotes, in_hy, self.language.side)

    def text_parts(self) -> list[Part]:
        """Return the parts of the text: the fact box and the sections."""
        return [*self.fact_parts(), *self.section_parts(self.footnotes.article.body)]

    def fact_parts(self) -> list[Part]:
        """Return the fact box as a part, if the entry has one."""
        if not self.facts:
            return []
        in_hy = self.language is not Language.en and self.footnotes.article.facts_hy
        part = self.named_part(FACT_BOX, self.fact_box)
        return [part._replace(in_hy=bool(in_hy))]

    @property
    def facts(self) -> Mapping[str, Spans]:
        """The fact box in the language of the page."""
        return self.footnotes.article.facts

    def section_parts(self, body: Body) -> list[Part]:
        """Return the sections of a body as parts."""
        found = [it for it in body.sections if it.title or it.blocks]
        return [self.section_part(section) for section in found]

    def title_of(self, slug: str) -> str:
        """Return what a link without a label shows of an entry."""
        return self.library.title_of(slug, self.language.side)

    @property
    def text_language(self) -> Language:
        """The language of the text: Armenian only where there is some."""
        return self.language if self.has_armenian else Language.en

    @property
    def has_armenian(self) -> bool:
        """Whether there is an Armenian text; notes alone are none."""
        hy = self.footnotes.article.hy
        return hy is not None and any(it.title or it.blocks for it in hy.sections)

    def listed(self, kind: type[Reference | Note]) -> list[Footnote]:
        """Return which footnotes of a kind are listed at the end of the page.

        Where notes are within the text, those that only the other language calls.
        """
        if self.mode is NotesMode.none:
            return []
        within = set[str]()
        if self.mode is NotesMode.inline:
            from wikicli.render.page.sidenotes import find_called

            within = find_called(self.footnotes, self.text_language)
        return [
            footnote
            for name, footnote in self.footnotes.by_id.items()
            if isinstance(footnote.content, kind) and name not in within
        ]

    def section_part(self, section: Section) -> Part:
        """Return a section as a part; none stands below the lead."""
        level = section.level if section.title else 2
        in_hy = self.text_language is Language.hy

        def write(page: Page) -> None:
            writer = self.writer(page)
            page.space()
            writer.sidenotes.begin()
            if section.title:
                page.heading(writer.text(section.title), section.level)
            writer.blocks(section.blocks)
            writer.write_notes()

        if not section.title:
            return self.named_part(section.name(), write)._replace(in_hy=in_hy)
        return Part(section.name(self.title_of), write, level, in_hy=in_hy)

    def writer(self, page: Page) -> Writer:
        """Return a writer of the entry's text, with its notes where they go."""
        footnotes = None if self.mode is NotesMode.none else self.footnotes
        return Writer(page, footnotes, self.title_of, self.sidenotes)

    def write_namesakes(self, page: Page) -> None:
        """Write that an alias led here, and which other entries bear the name."""
        if self.namesakes is None:
            return
        name, is_alias, others = self.namesakes
        side = self.language.side
        parts = []
        if is_alias:
            here = f"{name} leads here" if side == "en" else f"{name} → {self.title}"
            parts.append(plain(here, "quiet"))
        if others:
            heads = [it.in_armenian if side == "hy" else it for it in others]
            names = ", ".join(f"{quote(it.slug)} ({it.title})" for it in heads)
            words = say("see also" if is_alias else "See also", side)
            parts.append(plain(f"{words} {names}", "quiet"))
        page.add(join(parts, "; "))
        page.space()

    def head(self, page: Page) -> None:
        """Write title, the line under it, rule, and what the entry is about."""
        has_both = self.footnotes.article.hy is not None
        languages = Text("en · hy" if has_both else "", style="quiet")
        page.add_row(Text(self.title, style="title"), languages)
        line = self.names_line()
        if line.plain:
            page.add(line)
        page.rule()
        self.about(page)

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.entry.title

    def names_line(self) -> Text:
        """Return the line under the title: Armenian form, romanization and gloss.

        A gloss that is the title says nothing new.
        """
        term = headword_term(self.entry)
        gloss = "" if armenian.fold(term.en) == armenian.fold(self.title) else term.en
        return terms_line(term.hy, self.romanization.choose(term), gloss)

    def state(self, page: Page) -> None:
        """Write that nobody has reviewed the Armenian text, if it is shown as such."""
        if self.text_language is Language.en:
            return
        if side_of(self.entry).status != "reviewed":
            page.add(Text(say(UNREVIEWED, self.language.side), "quiet"))

    def about(self, page: Page) -> None:
        """Write the description."""
        if self.entry.description:
            page.add(plain(self.entry.description, "description"))

    def fact_box(self, page: Page) -> None:
        """Write the fact box."""
        page.space()
        writer = self.writer(page)
        writer.sidenotes.begin()
        write_facts(writer, self.facts)
        writer.write_notes()

    def foot(self, page: Page) -> None:
        """Write categories, source and licence, and the slug."""
        page.space()
        side = self.language.side
        names = [name_category(it, self.library, side) for it in self.entry.categories]
        if names:
            page.add(plain(DOT.join(map(glue, names)), "quiet"))
        parts = source_parts(self.entry.source, self.measure, side)
        page.add(join([*parts, Text(self.entry.slug, style="quiet")], DOT))


def write_facts(writer: Writer, facts: Mapping[str, Spans], indent: int = 0) -> None:
    """Write facts: labels in a column, values beside them."""
    page = writer.page
    widest = max(cell_len(label) for label in facts)
    width = min(widest, page.measure.column // 3) + 3
    for label, spans in facts.items():
        value = writer.text(spans)
        if page.measure.narrow or cell_len(label) > width - 2:
            page.add(Text.assemble((label, "label"), ": ", value), indent)
            continue
        gap = " " * (width - cell_len(label))
        page.add(value, indent, Text.assemble((label, "label"), gap))


def side_of(entry: Entry) -> ArmenianSide:
    """Return the Armenian side of an entry, an empty one if it has none."""
    return entry.hy or ArmenianSide()


def name_category(name: str, library: Library, side: Side) -> str:
    """Return what a category is called: like the entry of its name, if there is one."""
    slug = library.find_slug(name) if side == "hy" else None
    return library.title_of(slug, side) if slug else name


def source_parts(
    source: Origin | None, measure: Measure, side: Side = "en"
) -> list[Text]:
    """Return licence, source and date of retrieval, those that there are."""
    if source is None:
        return []
    parts = []
    if source.license:
        parts.append(plain(source.license, "quiet"))
    if source.title or source.url:
        name = linked(source.title or source.url, source.url, measure, "quiet")
        name.stylize("quiet")
        parts.append(Text(f"{say('after', side)} ", style="quiet").append(name))
    if source.retrieved:
        date = format_date(source.retrieved, side)
        parts.append(Text(f"{say('retrieved', side)} {date}", "quiet"))
    return parts


def _find(parts: Sequence[Part], wanted: str, whole: bool = True) -> int | None:
    """Find the first part that bears a folded name, or the only one that begins so."""
    found = [
        number
        for number, part in enumerate(parts)
        for name in [{*map(armenian.fold, (part.title, *part.names))}]
        if (wanted in name if whole else any(it.startswith(wanted) for it in name))
    ]
    return found[0] if wanted and found and (whole or len(found) == 1) else None
