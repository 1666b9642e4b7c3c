"""Digests: what commands over a whole library need of each entry.

They are kept as long as the file stays as it is, so that such a command reads only what
has changed. Many files are shared out among processes.
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base.files import find_state
from wikicli.base.problems import Problem, why_skipped
from wikicli.base.processes import share_out
from wikicli.library.compiled import decode, encode, is_problem, names
from wikicli.library.coverage import Records, Sourced, find_sourced
from wikicli.library.graph import Node, make_node, may_name
from wikicli.library.library import Library, begin_reading, get_reader

_PRELOADED = ("wikicli.library.digests", "wikicli.article.markdown")


class _Task(NamedTuple):
    kind: str
    path: Path


class _Made(NamedTuple):
    """A digest, or a problem, as it is kept, and the state of the file it is of."""

    state: str
    text: str


def read_digests(library: Library, kind: str, by_titles: bool) -> Iterator[Any]:
    """Yield the digest of each entry by slug, or why its file gives none.

    ``links`` are those of the graph (`Node`), ``records`` those of references
    (`Records`), ``sources`` those of coverage (`Sourced`). What the last say of
    sentences may go ``by_titles`` of linked entries: then these are compared.
    """
    files = library.files.values()
    missing = [path for path in files if not library.has_kept(kind, path)]
    begin = partial(begin_reading, library.sources, library.cache)
    tasks = [_Task(kind, path) for path in missing]
    made = share_out(_make, tasks, _PRELOADED, begin)
    left = set(missing)
    for path in library.track(files, len(files), "reading"):
        text = None if path in left else library.get_kept(kind, path)
        found = _read(kind, text) if text else None
        if found is None or (by_titles and not _has_titles(library, found)):
            it = next(made) if path in left else make(library, _Task(kind, path))
            library.keep(kind, path, *it)
            found = _read(kind, it.text)
        yield found


def read_naming(library: Library, slug: str) -> Iterator[Any]:
    """Yield the ``links`` of entries that may link to one, or why a file gives none.

    A file that does not name the entry is not parsed for that.
    """
    for path in library.files.values():
        text = library.get_kept("links", path)
        if text is None or is_problem("links", text):
            if not _may_name(path, slug):
                continue
            it = make(library, _Task("links", path))
            library.keep("links", path, *it)
            yield _read("links", it.text)
        elif names(text, slug):
            yield _read("links", text)


def _may_name(path: Path, slug: str) -> bool:
    try:
        return may_name(path.read_bytes(), slug)
    except OSError:
        return True  # for it to be told


def _has_titles(library: Library, found: Any) -> bool:
    """Tell whether the titles that a digest goes by are still those of the entries."""
    titles = found.titles.items() if isinstance(found, Sourced) else ()
    return all(library.title_of(slug) == title for slug, title in titles)


def _read(kind: str, text: str) -> Any:
    with suppress(ValueError, TypeError):
        return decode(kind, text)
    return None


def _make(task: _Task) -> _Made:
    return make(get_reader(), task)


def make(library: Library, task: _Task) -> _Made:
    """Read a file for a digest."""
    from wikicli.article.footnotes import number, parse_article
    from wikicli.entry import file as entryfile

    state = find_state(task.path)
    loaded = entryfile.read(task.path)
    made: Problem | Node | Records | Sourced
    if loaded.entry is None:
        made = why_skipped(loaded.problems)
    elif task.kind == "links":
        made = make_node(loaded.entry, parse_article(loaded.entry)[0])
    elif task.kind == "records":
        made = Records(loaded.entry.slug, loaded.entry.references)
    else:
        footnotes = number(loaded.entry, library.title_of)
        made = find_sourced(loaded.entry, footnotes, library.title_of)
    return _Made(state, encode(task.kind, made))
