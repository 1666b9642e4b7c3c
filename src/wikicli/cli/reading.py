"""The commands of readers: show, search, list, random."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from wikicli.cli.arguments import (
    LanguageOption,
    NameArgument,
    NotesOption,
    RomanizationOption,
    choose_romanization,
)
from wikicli.cli.group import Command, app
from wikicli.cli.session import Session, option, takes_shared_options
from wikicli.library.config import Language, NotesMode

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes
    from wikicli.base.model import Entry
    from wikicli.render.text.show import ArticleView


class _Asked(NamedTuple):
    """How an entry is to be read, as far as options say it."""

    notes: NotesMode | None
    language: Language | None
    romanization: str | None


@app.command(cls=Command)
@takes_shared_options
def show(
    session: Session,
    name: NameArgument,
    section: Annotated[
        str, option("--section", metavar="NAME", help="Only this part of the entry.")
    ] = "",
    toc: Annotated[bool, option("--toc", help="Only the list of its parts.")] = False,
    language: LanguageOption = None,
    romanization: RomanizationOption = None,
    notes: NotesOption = None,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    asked = _Asked(notes, language, romanization)
    _show(session, " ".join(name), asked, section, toc)


def _show(
    session: Session, name: str, asked: _Asked, section: str = "", toc: bool = False
) -> None:
    entry, footnotes = session.number(name)
    if session.json:
        from wikicli.render.json.show import entry_json

        session.write_json(entry_json(entry, footnotes, session.entries.title_of))
        return
    view = _view(session, entry, footnotes, asked)
    page = view.contents() if toc else view.part(section) if section else view.page()
    session.terminal.show(page)


def _view(
    session: Session, entry: "Entry", footnotes: "Footnotes", asked: _Asked
) -> "ArticleView":
    from wikicli.render.text.show import ArticleView

    settings = session.settings
    kind: type[ArticleView] = ArticleView
    language = asked.language or Language(settings.language.value)
    if language is not Language.en:
        from wikicli.render.text import languages

        views = {
            Language.hy: languages.ArmenianView,
            Language.both: languages.BilingualView,
        }
        kind = views[language]
    notes = asked.notes or NotesMode(settings.notes.value)
    measure = session.terminal.measure
    romanization = choose_romanization(session, asked.romanization)
    return kind(entry, footnotes, session.entries, measure, notes, romanization)


@app.command(cls=Command)
@takes_shared_options
def search(
    session: Session,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...",
            help="Words to find, in either script.",
            show_default=False,
        ),
    ],
    limit: Annotated[
        int,
        typer.Option(
            "-n", "--limit", min=1, max=10_000, help="The most entries to show."
        ),
    ] = 10,
) -> None:
    """Search all entries; the best matches come first."""
    from wikicli.library.hits import find

    result = find(" ".join(query), session.entries, limit)
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json.search import result_json

        session.write_json(result_json(result))
    elif result.total:
        from wikicli.render.text.search import result_view

        terminal = session.terminal
        terminal.show(result_view(result, terminal.measure, terminal.is_terminal))
    if not result.total:
        raise session.entries.no_match(result.query)


@app.command("list", cls=Command)
@takes_shared_options
def list_(
    session: Session,
    category: Annotated[
        str, option("--category", metavar="NAME", help="Only entries of a category.")
    ] = "",
) -> None:
    """List the entries by title."""
    heads = session.entries.heads(category)
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json.search import list_json

        session.write_json(list_json(heads))
        return
    from wikicli.render.text.search import list_view

    session.terminal.show(list_view(heads, session.terminal.measure))


@app.command(cls=Command)
@takes_shared_options
def random(
    session: Session,
    language: LanguageOption = None,
    romanization: RomanizationOption = None,
    notes: NotesOption = None,
) -> None:
    """Show an entry picked at random."""
    asked = _Asked(notes, language, romanization)
    _show(session, session.entries.pick(), asked)
