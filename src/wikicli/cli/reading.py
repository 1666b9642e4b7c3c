"""The commands of readers: show, search, list, random."""

from typing import TYPE_CHECKING, NamedTuple

import typer

from wikicli import render
from wikicli.cli.arguments import (
    LANGUAGE,
    NAME,
    NAMES_LANGUAGE,
    NOTES,
    ROMANIZATION,
    Standard,
    argument,
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


class _Asked(NamedTuple):
    """How an entry is to be read, as far as options say it."""

    notes: NotesMode | None
    language: Language | None
    romanization: str | None
    section: str = ""
    toc: bool = False


def show(
    session: Session,
    name: list[str] = NAME,
    section: str = option(
        "--section", default="", metavar="NAME", help="Only this part of the entry."
    ),
    toc: bool = flag("--toc", "Only the list of its parts."),
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    words = " ".join(name)
    if "#" in words and not section and not session.is_name(words):
        words, _, section = words.partition("#")
    _show(session, words, _Asked(notes, language, romanization, section, toc))


def random(
    session: Session,
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry picked at random."""
    _show(session, session.entries.pick(), _Asked(notes, language, romanization))


def _show(session: Session, name: str, asked: _Asked) -> None:
    entry, footnotes = session.read_numbered(name)
    title_of = session.entries.title_of
    namesakes = session.entries.find_namesakes(name, entry)

    def draw() -> "Page":
        view = _view(session, entry, footnotes, asked)
        view.namesakes = namesakes
        return _draw(view, asked)

    session.answer(
        json=lambda: render.json.show.entry_json(entry, footnotes, title_of, namesakes),
        text=draw,
    )


def _draw(view: "ArticleView", asked: _Asked) -> "Page":
    if asked.toc:
        return view.contents()
    return view.part(asked.section) if asked.section else view.page()


def _view(
    session: Session, entry: "Entry", footnotes: "Footnotes", asked: _Asked
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


def search(
    session: Session,
    query: list[str] = argument(
        "QUERY...", "Words to find, in either script.", required=True
    ),
    limit: int = typer.Option(
        10, "-n", "--limit", min=1, max=10_000, help="The most entries to show."
    ),
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """Search all entries; the best matches come first."""
    from wikicli.library.hits import find

    side = session.choose_language(language).side
    result = find(" ".join(query), session.entries, limit)
    session.terminal.warn(session.entries.problems)
    if session.json or result.total:
        session.answer(
            json=lambda: render.json.search.result_json(result),
            text=lambda: render.text.search.result_view(
                result, session.measure, session.terminal.is_terminal, side
            ),
        )
    if not result.total:
        raise session.entries.no_match(result.query)


def list_(
    session: Session,
    category: str = option(
        "--category", default="", metavar="NAME", help="Only entries of a category."
    ),
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """List the entries by title."""
    side = session.choose_language(language).side
    heads = session.entries.heads(category, side)
    session.terminal.warn(session.entries.problems)
    session.answer(
        json=lambda: render.json.search.list_json(heads),
        text=lambda: render.text.search.list_view(heads, session.measure, side),
    )
