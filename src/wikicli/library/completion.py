"""Names that complete what was typed, from the last index, without building one.

A key was pressed, and somebody waits: nothing is listed, and no command loaded. What
has changed since the last command that needed the index is not known.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import islice, pairwise
from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base.errors import LibraryError
from wikicli.base.text import clean_line
from wikicli.library import config
from wikicli.library.sources import PACK, name_index, read_source

NAMED = frozenset(
    "show refs cite coverage terms links edit rename delete where check fmt".split()
)
"""The commands whose words are names of entries."""

PATHS = frozenset("check fmt pack".split())
"""Those whose words are paths, or may be."""

MOST = 200
"""The most names that are offered."""

_LIBRARY = ("-L", "--library")
_BEGINNING = re.compile(r"[\w-]*")


class Candidate(NamedTuple):
    """What may stand for a word, and what is said of it."""

    value: str
    about: str = ""


FILES = Candidate(":files")
"""Any file or folder: the shell knows them."""


def complete_name(words: Sequence[str]) -> list[Candidate] | None:
    """Complete the last of the words of a command line, if it is an entry's name.

    None if it is not, or if the command has to be loaded to know it.
    """
    *before, word = words
    command, others = _find_command(before)
    if command not in NAMED or word.startswith("-"):
        return None
    if others and others[-1].startswith("-") and others[-1] != "--":
        return None
    names = find_names(word, before)
    return [*names, FILES] if command in PATHS or os.sep in word else names


def _find_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """Split words into the command and those behind it; only libraries precede it."""
    left = list(words)
    while left and left[0] in _LIBRARY:
        del left[:2]
    return (left[0], left[1:]) if left else ("", [])


def find_names(word: str, words: Sequence[str] = ()) -> list[Candidate]:
    """Find the slugs that begin so, or the Armenian headwords: most of some.

    Those of the library that the words name, or else of that in force.
    """
    if not _BEGINNING.fullmatch(word):
        return []
    found = {it.value: it for it in islice(_iter_names(word.lower(), words), MOST)}
    return sorted(found.values())


def _iter_names(start: str, words: Sequence[str]) -> Iterator[Candidate]:
    paths = find_paths(words)
    index = find_last_index(paths)
    if index:
        yield from _ask(index, start)
    for path in paths:
        if path.name.endswith(PACK):
            yield from _ask_pack(path, start)
        elif not index and path.exists():
            yield from _list(path, start)


def find_paths(words: Sequence[str]) -> list[Path]:
    """Find the sources of the library that words name, or else of that in force."""
    given = [Path(it) for option, it in pairwise(words) if option in _LIBRARY]
    configured = config.read_settings(os.environ).file.sources
    return [it.path for it in config.choose_sources(given, os.environ, configured)]


def find_last_index(paths: Sequence[Path]) -> Path | None:
    """Find the index of these sources that was used last."""
    folder = config.cache_folder() / name_index(paths)
    try:
        every = [it for it in folder.iterdir() if not it.name.startswith(".")]
        return max(every, key=lambda it: it.stat().st_mtime, default=None)
    except OSError:
        return None


def _ask(place: Path, start: str) -> Iterator[Candidate]:
    """Ask an index for names that begin so; a damaged one has none."""
    import json

    import tantivy

    try:
        engine = tantivy.Index.open(str(place))
        field = "slug" if start.isascii() else "armenian_name"
        query = tantivy.Query.regex_query(engine.schema, field, f"{start}.*")
        searcher = engine.searcher()
        for _, address in searcher.search(query, limit=MOST).hits:
            row: Any = searcher.doc(address).get_first("row")
            head = json.loads(row.partition(b"\n")[0])
            slug, title, _, hy, *_ = map(str, head)
            yield Candidate(slug, title) if start.isascii() else Candidate(hy, title)
    except BaseException as error:
        if not is_damage(error):
            raise


def is_damage(error: BaseException) -> bool:
    """Tell whether an error may come of a damaged index; the engine panics, too."""
    name = type(error).__name__
    return isinstance(error, Exception) or name == "PanicException"


def _ask_pack(path: Path, start: str) -> Iterator[Candidate]:
    from wikicli.library.packs import TEXT, open_pack

    query = f"SELECT slug FROM {TEXT} WHERE slug >= ? AND slug < ? LIMIT {MOST}"
    with suppress(LibraryError):
        for (slug,) in open_pack(path).ask(query, start, f"{start}\U0010ffff"):
            yield Candidate(clean_line(str(slug)))


def _list(path: Path, start: str) -> Iterator[Candidate]:
    with suppress(LibraryError):
        files = read_source(path, "").files
        yield from (Candidate(slug) for slug in files if slug.startswith(start))


def find_categories(words: Sequence[str]) -> Iterator[Candidate]:
    """Yield the categories of the library that the words name, or else that in force.

    There are none before there is an index.
    """
    import tantivy

    place = find_last_index(find_paths(words))
    if place is None:
        return
    terms = {"found": {"terms": {"field": "category", "size": MOST}}}
    try:
        searcher = tantivy.Index.open(str(place)).searcher()
        answer = searcher.aggregate(tantivy.Query.all_query(), terms)
    except BaseException as error:
        if not is_damage(error):
            raise
        return
    yield from sorted(Candidate(it["key"]) for it in answer["found"]["buckets"])
