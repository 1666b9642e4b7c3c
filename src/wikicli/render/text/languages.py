"""An entry read in Armenian, or in both languages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import ClassVar

from rich.text import Text

from wikicli.article.footnotes import FACT_BOX, Footnotes
from wikicli.article.markup import Note, Section, Spans
from wikicli.article.pairing import Pair, pair_sections
from wikicli.base.model import NOTHING
from wikicli.language.interface import say
from wikicli.language.romanization import headword_term
from wikicli.library.config import Language, NotesMode
from wikicli.render.page.blocks import Writer
from wikicli.render.page.inline import DOT, join, plain
from wikicli.render.page.labels import NO_ARMENIAN
from wikicli.render.page.layout import LinkMarks, Page, glue
from wikicli.render.page.parallel import PairWriter, Write, fit_columns, nothing, words
from wikicli.render.text.show import ArticleView, Part, side_of, write_facts


@dataclass(slots=True, eq=False, repr=False)
class ArmenianWriter(Writer):
    """Writes Armenian text, in which Armenian words are nothing special."""

    def text(self, spans: Spans) -> Text:
        """Return spans as text with numbered markers."""
        text = Writer.text(self, spans)
        text.spans = [span for span in text.spans if span.style != "armenian"]
        return text


@dataclass(slots=True, eq=False, repr=False)
class TranslationWriter(ArmenianWriter):
    """Writes Armenian text that the page has in English, too."""

    @property
    def links(self) -> LinkMarks | None:
        """What marks the links of the text, apart from those of the English one."""
        links = self.page.links
        return links.of_translation if links else None


@dataclass(slots=True, eq=False, repr=False)
class ArmenianView(ArticleView):
    """Builds the page of the Armenian side of an entry; says what is missing of it."""

    language: ClassVar[Language] = Language.hy

    def __post_init__(self) -> None:
        """Take notes that are written in both languages in Armenian."""
        ArticleView.__post_init__(self)
        self.footnotes = with_notes(self.footnotes, lambda en, hy: hy)

    def text_parts(self) -> list[Part]:
        """Return the sections of the Armenian text, and what is missing of it.

        Without any it is the English text.
        """
        en, hy = self.footnotes.article.body, self.footnotes.article.hy
        if hy is None or not self.has_armenian:
            return ArticleView.text_parts(self)
        parts = self.fact_parts()
        for pair in pair_sections(en, hy):
            section = pair.hy or pair.en
            if section and (section.title or section.blocks):
                part = self.section_part(section)
                parts.append(part if pair.hy else _missing_part(part.title, part.level))
        return parts

    def fact_parts(self) -> list[Part]:
        """Return the Armenian fact box, or else that it is missing, as a part."""
        if self.facts or not self.footnotes.article.facts:
            return ArticleView.fact_parts(self)
        return [_missing_part(say(FACT_BOX, "hy").capitalize())]

    @property
    def facts(self) -> Mapping[str, Spans]:
        """The Armenian fact box; the English one where all of the text is English."""
        article = self.footnotes.article
        return article.facts_hy or (NOTHING if self.has_armenian else article.facts)

    def writer(self, page: Page) -> Writer:
        """Return a writer of the Armenian text, with its notes where they go."""
        if self.text_language is Language.en:
            return ArticleView.writer(self, page)
        footnotes = None if self.mode is NotesMode.none else self.footnotes
        return ArmenianWriter(page, footnotes, self.title_of, self.sidenotes)

    @property
    def title(self) -> str:
        """The title of the page."""
        return self.entry.headword or self.entry.title

    def names_line(self) -> Text:
        """Return the line under the title: romanization and English title."""
        if self.title == self.entry.title:
            return Text()
        latin = self.romanization.choose(headword_term(self.entry))
        names = dict.fromkeys(filter(None, (latin, self.entry.title)))
        return join([plain(name) for name in names], DOT)

    def about(self, page: Page) -> None:
        """Write the state of the text and the description."""
        self.state(page)
        if not self.has_armenian:
            page.add(Text(glue(say(NO_ARMENIAN, "hy")), "missing"))
        if side_of(self.entry).description:
            page.add(Text(side_of(self.entry).description, "description"))
        elif self.text_language is Language.en:
            ArticleView.about(self, page)


@dataclass(slots=True, eq=False, repr=False)
class BilingualView(ArticleView):
    """Builds the page of an entry in both languages, paragraph by paragraph.

    Without an Armenian text it is the English page, which says so.
    """

    language: ClassVar[Language] = Language.both

    beside: bool = field(default=False, init=False)
    """Whether the texts stand beside each other."""

    def __post_init__(self) -> None:
        """Make room for two columns; then there is none for notes in the margin."""
        if self.has_armenian:
            fitted = fit_columns(self.measure)
            self.beside, self.measure = fitted != self.measure, fitted
            if self.mode in (NotesMode.margin, NotesMode.auto):
                self.mode = NotesMode.end
        ArticleView.__post_init__(self)
        self.footnotes = with_notes(self.footnotes, _join_notes)

    def text_parts(self) -> list[Part]:
        """Return the parts of the text: the fact box and the pairs of sections."""
        en, hy = self.footnotes.article.body, self.footnotes.article.hy
        if hy is None or not self.has_armenian:
            return ArticleView.text_parts(self)
        pairs = [
            self.pair_part(pair)
            for pair in pair_sections(en, hy)
            if any(section.title or section.blocks for section in pair if section)
        ]
        return [*self.fact_parts(), *pairs]

    @property
    def facts(self) -> Mapping[str, Spans]:
        """The English fact box, or else the Armenian one."""
        return self.footnotes.article.facts or self.footnotes.article.facts_hy

    def fact_box(self, page: Page) -> None:
        """Write both fact boxes."""
        en, hy = self.footnotes.article.facts, self.footnotes.article.facts_hy
        if not (en and hy):
            ArticleView.fact_box(self, page)
            return
        page.space()
        pairs = self.pairs(page)
        pairs.sidenotes.begin()
        pairs.put(_facts(en), _facts(hy))
        pairs.sidenotes.write(0)

    def pair_part(self, pair: Pair[Section]) -> Part:
        """Return two sections as a part, which is found by the name of either."""
        made = [self.section_part(section) for section in pair if section]
        titles = dict.fromkeys(part.title for part in made)
        return Part(
            " · ".join(titles),
            lambda page: self.pairs(page).section(pair),
            made[0].level,
            (*titles, *made[0].names),
            in_hy=pair.hy is not None,
        )

    def pairs(self, page: Page) -> PairWriter:
        """Return a writer of both texts."""
        footnotes = None if self.mode is NotesMode.none else self.footnotes
        library = self.library
        title_hy = partial(library.title_of, side="hy")
        return PairWriter(
            page,
            lambda page: Writer(page, footnotes, library.title_of),
            lambda page: TranslationWriter(page, footnotes, title_hy),
            self.sidenotes,
            self.beside,
        )

    def head(self, page: Page) -> None:
        """Write both titles, the rule, and what the entry is about."""
        if not self.beside:
            ArticleView.head(self, page)
            return
        term = headword_term(self.entry)
        names = [Text(term.hy, "title"), Text(self.romanization.choose(term))]
        line = join([name for name in names if name.plain], DOT)
        self.pairs(page).put(words(Text(self.title, "title")), words(line))
        page.rule()
        self.about(page)

    def about(self, page: Page) -> None:
        """Write the state of the Armenian text and the descriptions."""
        self.state(page)
        if not self.has_armenian:
            page.add(Text(glue(say(NO_ARMENIAN, "hy")), "missing"))
        en, hy = self.entry.description, side_of(self.entry).description
        if en or hy:
            left, right = plain(en, "description"), Text(hy, "description")
            self.pairs(page).put(
                words(left) if en else nothing, words(right) if hy else nothing
            )


def _facts(facts: Mapping[str, Spans]) -> Write:
    return lambda writer, indent, mark: write_facts(writer, facts, indent)


def with_notes(footnotes: Footnotes, merge: Callable[[Note, Note], Note]) -> Footnotes:
    """Return footnotes in which notes that both texts have and call are merged.

    The numbering keeps the first of them: the English one.
    """
    article = footnotes.article
    if article.hy is None:
        return footnotes
    both = article.body.notes.keys() & article.hy.notes.keys()
    by_id = dict(footnotes.by_id)
    for name in both & by_id.keys():
        called = {call.in_hy for call in by_id[name].calls}
        if isinstance(by_id[name].content, Note) and called == {True, False}:
            merged = merge(article.body.notes[name], article.hy.notes[name])
            by_id[name] = by_id[name]._replace(content=merged)
    return footnotes._replace(by_id=by_id)


def _join_notes(en: Note, hy: Note) -> Note:
    """Return a note in both languages, the Armenian text right below the English."""
    blocks = hy.blocks
    if en.blocks and blocks:
        blocks = (blocks[0]._replace(line=en.blocks[-1].end), *blocks[1:])
    return en._replace(blocks=(*en.blocks, *blocks))


def _missing_part(title: str, level: int = 2) -> Part:
    """Return that what has a title in English has no Armenian text, as a part."""

    def write(page: Page) -> None:
        note = Text(glue(say(NO_ARMENIAN, "hy")), "missing")
        page.space()
        page.add(join([Text(title), note], "  "))

    return Part("", write, level)
