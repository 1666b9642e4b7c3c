"""The commands of readers: show, search, list, random."""

import os
from typing import Annotated

import typer

from wikicli.cli.arguments import NameArgument, NotesOption
from wikicli.cli.group import Command, app
from wikicli.config import NotesMode, choose_notes
from wikicli.session import Session, option, takes_shared_options


@app.command(cls=Command)
@takes_shared_options
def show(
    session: Session,
    name: NameArgument,
    section: Annotated[
        str, option("--section", metavar="NAME", help="Only this part of the entry.")
    ] = "",
    toc: Annotated[bool, option("--toc", help="Only the list of its parts.")] = False,
    notes: NotesOption = None,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    _show(session, " ".join(name), section, toc, notes)


def _show(
    session: Session,
    name: str,
    section: str = "",
    toc: bool = False,
    notes: NotesMode | None = None,
) -> None:
    entry, footnotes = session.number(name)
    if session.json:
        from wikicli.render.json import entry_json  # noqa: PLC0415 - only JSON

        session.write_json(entry_json(entry, footnotes, session.entries.title_of))
        return
    from wikicli.render.article import ArticleView  # noqa: PLC0415 - not for --help

    mode = choose_notes(notes, os.environ)
    measure = session.terminal.measure
    view = ArticleView(entry, footnotes, session.entries, measure, mode)
    page = view.contents() if toc else view.part(section) if section else view.page()
    session.terminal.show(page)


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
    from wikicli.search import find

    result = find(" ".join(query), session.entries, limit)
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json import result_json  # noqa: PLC0415 - only JSON

        session.write_json(result_json(result))
    elif result.total:
        from wikicli.render.hits import result_view  # noqa: PLC0415 - not for JSON

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
        from wikicli.render.json import list_json  # noqa: PLC0415 - only JSON

        session.write_json(list_json(heads))
        return
    from wikicli.render.hits import list_view  # noqa: PLC0415 - not for --help

    session.terminal.show(list_view(heads, session.terminal.measure))


@app.command(cls=Command)
@takes_shared_options
def random(session: Session, notes: NotesOption = None) -> None:
    """Show an entry picked at random."""
    _show(session, session.entries.pick(), notes=notes)
