"""The JSON of `index`: what is there now."""

from wikicli.base.text import clean_line
from wikicli.library.library import Library
from wikicli.render.json import JsonObject
from wikicli.search.index import IndexState


def index_json(
    library: Library, state: IndexState, entries: int, was_there: bool
) -> JsonObject:
    """Return the index of a library: how many entries it has, and whether it is new.

    Where the disk takes none, ``path`` is null: it is in memory, for one command.
    """
    return {
        "entries": entries,
        "built": not was_there,
        "path": clean_line(library.index_place) if state.present else None,
        "bytes": state.bytes,
    }
