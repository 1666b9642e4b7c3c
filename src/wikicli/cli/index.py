"""The command about the index: index."""

from wikicli import render
from wikicli.cli.arguments import flag
from wikicli.cli.session import Session


def index(
    session: Session,
    rebuild: bool = flag("--rebuild", "Build all of it anew, whatever is there."),
) -> None:
    """Build the index that names and searches are looked up in, ahead of its use.

    Any command that needs it does the same. Only what has changed is read.
    """
    library = session.entries
    if not library.files:
        raise library.no_entries()
    if rebuild:
        library.remove_index()
    was_there = library.find_index().present or not library.has_own_index
    entries = len(library.index.heads())
    session.warn(library.problems)
    state = library.find_index()
    session.answer(
        json=lambda: render.json.index.index_json(library, state, entries, was_there),
        text=lambda: render.text.index.format_index(state, entries, was_there),
    )
