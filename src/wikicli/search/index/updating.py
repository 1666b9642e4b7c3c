"""An index made of the one before it: only what has changed is read and written.

The segments of an engine never change once they are written, so those of the older
index are linked into the new one's directory. There, what has changed is deleted and
added anew; the older one stays as it is for those who have it open.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import tantivy

from wikicli.base.problems import Problem
from wikicli.search.index.documents import Row, add_row, make_writer
from wikicli.search.index.searcher import Index

STATES = "states.json"
"""The file of an index that says which files it was made of."""

_MOST_OF = 4
_ALWAYS = 16
"""An index is built as a whole where more than a quarter, and these, have changed."""

State = tuple[str, str]
"""The path of an entry's file, and what tells whether it has changed."""


class Files(NamedTuple):
    """The files of a library by slug, as an index knows them, and how one is read.

    ``kind`` is what an index depends on but for the files: the program and its format.
    """

    states: Mapping[str, State]
    read: Callable[[str], Row | Problem]
    kind: str


class Change(NamedTuple):
    """What an older index lacks: rows and problems to add, by slug; slugs to delete.

    ``since`` is how many entries have changed since an index was built as a whole.
    """

    added: Mapping[str, Row | Problem]
    deleted: frozenset[str]
    since: int


def write_states(place: Path, files: Files, changed: int = 0) -> None:
    """Write which files an index was made of."""
    value = {"kind": files.kind, "changed": changed, "files": files.states}
    (place / STATES).write_text(json.dumps(value), "utf-8")


def find_change(older: Path, index: Index, files: Files) -> Change | None:
    """Find what has changed since an older index; None if a whole build is better.

    Raises OSError or ValueError if that does not say what it was made of.
    """
    known = json.loads((older / STATES).read_text("utf-8"))
    if known["kind"] != files.kind:
        return None
    before: dict[str, list[str]] = known["files"]
    gone = before.keys() - files.states.keys()
    states = files.states.items()
    new = {slug for slug, state in states if before.get(slug) != list(state)}
    count = known["changed"] + len(new) + len(gone)
    if count > len(files.states) // _MOST_OF + _ALWAYS:
        return None
    rows = {slug: files.read(slug) for slug in sorted(new)}
    dependent = set(_find_dependent(index, rows, gone)) - gone - new
    rows |= {slug: files.read(slug) for slug in sorted(dependent)}
    return Change(rows, frozenset(new | gone | dependent), count)


def _find_dependent(
    index: Index, rows: Mapping[str, Row | Problem], gone: set[str]
) -> Iterator[str]:
    """Yield the entries whose texts show the titles of some that have another now."""
    for slug in (*rows, *gone):
        row = rows.get(slug)
        title = row.head.title if isinstance(row, Row) else None
        if index.title_of(slug) != title:
            yield from index.find_users(slug)


def update(place: Path, older: Path, change: Change) -> None:
    """Make an index in an empty directory of an older one and what has changed."""
    for path in older.iterdir():
        if path.suffix not in (".lock", ".json") or path.name in _ENGINES:
            _link(path, place / path.name)
    writer = make_writer(tantivy.Index.open(str(place)))
    for slug in change.deleted:
        writer.delete_documents_by_term("slug", slug)
    for row in change.added.values():
        if isinstance(row, Row):
            add_row(writer, row)
    writer.commit()
    writer.wait_merging_threads()


_ENGINES = ("meta.json", ".managed.json")  # which the engine replaces, never changes


def _link(path: Path, place: Path) -> None:
    try:
        os.link(path, place)
    except OSError:  # a file system without links
        shutil.copyfile(path, place)
