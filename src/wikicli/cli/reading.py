"""The commands that show an entry: show, random."""

from typing import TYPE_CHECKING, NamedTuple

from wikicli import render
from wikicli.base.errors import UsageError
from wikicli.cli.arguments import (
    CATEGORY,
    LANGUAGE,
    NAME,
    NOTES,
    ROMANIZATION,
    Standard,
    flag,
    option,
)
from wikicli.cli.session import Session
from wikicli.library.config import Language, NotesMode

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes
    from wikicli.base.model import Entry
    from wikicli.render.page.layout import Page
    from wikicli.render.text.show import ArticleView


class Asked(NamedTuple):
    """How an entry is to be read, as far as options say it."""

    notes: NotesMode | None = None
    language: Language | None = None
    romanization: str | None = None
    sections: tuple[str, ...] = ()
    toc: bool = False
    links: bool = False


def show(
    session: Session,
    name: list[str] = NAME,
    section: list[str] | None = option(
        "--section",
        metavar="NAME",
        help="Only this part of the entry, or what begins so; may be given again.",
    ),
    toc: bool = flag("--toc", "Only the list of its parts."),
    links: bool = flag("--links", "Number the entries it links to, and list them."),
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    words = " ".join(name)
    if "#" in words and not section and not session.is_name(words):
        words, _, part = words.partition("#")
        section = [part]
    sections = tuple(section or ())
    asked = Asked(notes, language, romanization, sections, toc, links)
    show_entry(session, words, asked)


def random(
    session: Session,
    category: str = CATEGORY,
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry picked at random."""
    asked = Asked(notes, language, romanization)
    show_entry(session, session.entries.pick(category), asked)


def show_entry(session: Session, name: str, asked: Asked) -> None:
    """Show an entry that is named, as it was asked for."""
    _check(session, asked)
    entry, footnotes = session.read_numbered(name)
    title_of = session.entries.title_of
    namesakes = session.entries.find_namesakes(name, entry)

    def draw() -> "Page":
        view = _view(session, entry, footnotes, asked)
        view.namesakes = namesakes
        view.numbers_links = asked.links
        return _draw(view, asked)

    session.answer(
        json=lambda: render.json.show.entry_json(
            entry, footnotes, title_of, session.get_file(name), namesakes
        ),
        text=draw,
    )


def _draw(view: "ArticleView", asked: Asked) -> "Page":
    if asked.toc:
        return view.contents()
    return view.part(*asked.sections) if asked.sections else view.page()


def _check(session: Session, asked: Asked) -> None:
    """Refuse options that have no effect together."""
    said = {
        "--notes": asked.notes,
        "--section": asked.sections,
        "--toc": asked.toc,
        "--links": asked.links,
    }
    for name, value in said.items():
        if value and session.json:
            hint = "the JSON is that of the whole entry; its parts are under 'sections'"
            raise UsageError(f"--json and {name} exclude each other", hint)
    if asked.toc and asked.sections:
        raise UsageError("--toc and --section exclude each other")


def _view(
    session: Session, entry: "Entry", footnotes: "Footnotes", asked: Asked
) -> "ArticleView":
    settings = session.settings
    language = session.choose_language(asked.language)
    if language is Language.en:
        kind = render.text.show.ArticleView
    elif language is Language.hy:
        kind = render.text.languages.ArmenianView
    else:
        kind = render.text.languages.BilingualView
    notes = asked.notes or NotesMode(settings.notes.value)
    romanization = session.choose_romanization(asked.romanization)
    return kind(entry, footnotes, session.entries, session.measure, notes, romanization)
