"""Packing: a library made a pack, a pack verified, or unpacked into files again."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from wikicli import __version__
from wikicli.base.codec import expand, shrink
from wikicli.base.errors import LibraryError
from wikicli.base.files import BESIDE, sweep, sync_folder
from wikicli.base.problems import Problem, why_skipped
from wikicli.base.processes import share_out
from wikicli.base.text import clean_line, quote_path
from wikicli.library.compiled import encode
from wikicli.library.coverage import find_sourced
from wikicli.library.graph import make_node
from wikicli.library.imprint import FILE as IMPRINT
from wikicli.library.library import Library, begin_reading, get_reader
from wikicli.library.packs import (
    ENDING,
    ENTRIES,
    FORMAT,
    INDEX,
    INDEX_FORMAT,
    KINDS,
    MANIFEST,
    TEXT,
    Manifest,
    Pack,
    create_table,
    find_sizes,
    open_pack,
    read_manifest,
)
from wikicli.library.reading import parse_reading, write_reading
from wikicli.library.sources import SUFFIX
from wikicli.search.index import IndexBuilder, Prepared, prepare
from wikicli.search.rows import make_row

_PRELOADED = ("wikicli.library.packing", "wikicli.article.markdown")
_DIGEST = 16  # bytes

Row = tuple[int, bytes]
"""A text of a pack, compressed, behind its checksum."""


class _Packed(NamedTuple):
    """An entry as it goes into a pack; one that can't be read is a text alone."""

    slug: str
    place: str
    text: Row
    compiled: dict[str, Row]
    prepared: Prepared | None = None
    languages: tuple[str, ...] = ()
    license: str = ""
    problem: Problem | None = None


# Building -----------------------------------------------------------------------------


def build_pack(library: Library, place: Path, made: str) -> Manifest:
    """Make a pack of a library, at a place where nothing is yet; ``made`` is the date.

    It is built beside its place and renamed into it; the problems of files that give no
    entry are the library's then. Raises LibraryError if that can't
    be, or there are no entries.
    """
    if not library.files:
        raise library.no_entries()
    _check_place(place)
    try:
        with _beside(place) as folder:
            manifest = _fill(library, folder, place.name.removesuffix(ENDING), made)
            (folder / MANIFEST).write_bytes(manifest.write())
            sync_folder(folder)
            folder.rename(place)
    except (OSError, sqlite3.Error, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LibraryError(f"can't write pack {quote_path(place)}: {reason}") from error
    return manifest


def _check_place(place: Path) -> None:
    if not place.name.endswith(ENDING) or place.name == ENDING:
        message = f"{quote_path(place)} is no name of a pack"
        raise LibraryError(message, f"it ends in {ENDING}")
    if os.path.lexists(place):
        message = f"{quote_path(place)} is there already"
        raise LibraryError(message, "remove it first, or give the pack another name")


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Make a folder beside a place, of which nothing is left unless it is renamed."""
    folder = place.with_name(f"{BESIDE}{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    sweep(place.parent)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(library: Library, folder: Path, name: str, made: str) -> Manifest:
    index = IndexBuilder(folder / INDEX)
    counts: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    licenses: Counter[str] = Counter()
    with closing(sqlite3.connect(folder / ENTRIES)) as database, database:
        database.execute("PRAGMA synchronous = OFF")  # it is synced as a whole
        for kind in (TEXT, *KINDS):
            database.execute(create_table(kind))
        for it in _read_all(library):
            counts["entries"] += 1
            languages.update(it.languages)
            licenses.update([it.license] if it.license else [])
            library.problems += [it.problem] if it.problem else []
            _insert(database, it)
            if it.prepared:
                index.add(it.prepared)
    index.finish()
    _copy_imprint(library, folder)
    return Manifest(
        format=FORMAT,
        index_format=INDEX_FORMAT,
        name=clean_line(name),
        made=made,
        program=f"wikicli {__version__}",
        entries=counts["entries"],
        languages=dict(sorted(languages.items())),
        licenses=dict(sorted(licenses.items())),
        files={it: _describe(folder / it) for it in sorted(find_sizes(folder))},
    )


def _insert(database: sqlite3.Connection, it: _Packed) -> None:
    row = it.slug, *it.text, it.place
    database.execute(f"INSERT INTO {TEXT} VALUES (?, ?, ?, ?)", row)
    for kind, made in it.compiled.items():
        database.execute(f"INSERT INTO {kind} VALUES (?, ?, ?)", (it.slug, *made))


def _describe(path: Path) -> tuple[int, str]:
    """Return the size of a file, and a digest of what is in it; have it on disk."""
    digest = blake2b(digest_size=_DIGEST)
    with path.open("rb") as file:
        while data := file.read(1 << 20):
            digest.update(data)
        os.fsync(file.fileno())
        return file.tell(), digest.hexdigest()


def _copy_imprint(library: Library, folder: Path) -> None:
    """Keep what the first source says of itself as a work."""
    for source in library.sources:
        path = source.folder / IMPRINT
        if path.is_file():
            (folder / IMPRINT).write_bytes(path.read_bytes())
            return


def _read_all(library: Library) -> Iterator[_Packed]:
    begin = partial(begin_reading, library.sources, library.cache)
    found = share_out(_pack, list(library.files), _PRELOADED, begin)
    return iter(library.track(found, len(library.files), "packing"))


def _pack(slug: str) -> _Packed:
    return _pack_entry(get_reader(), slug)


def _pack_entry(library: Library, slug: str) -> _Packed:
    """Read an entry for a pack; raises LibraryError for a file that can't be read."""
    from wikicli.entry import file as entryfile

    path = library.files[slug]
    place = path.relative_to(library.get_source(path).folder).as_posix()
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{quote_path(path)} can't be read: {error.strerror}"
        raise LibraryError(message) from error
    loaded = entryfile.parse(data, Path(f"{slug}{SUFFIX}"))
    if loaded.entry is None:
        problem = why_skipped(entryfile.parse(data, path).problems)
        return _Packed(slug, place, shrink(data), {}, problem=problem)
    entry, numbered = loaded.entry, parse_reading(loaded).number(library.title_of)
    sourced = find_sourced(entry, numbered.footnotes, library.title_of)
    texts = {
        "entry": write_reading(loaded, numbered),
        "head": encode("head", entry.head),
        "links": encode("links", make_node(entry, numbered.footnotes.article)),
        "sources": encode("sources", sourced),
    }
    return _Packed(
        slug,
        place,
        shrink(data),
        {kind: shrink(text.encode()) for kind, text in texts.items()},
        prepare(make_row(entry, library.title_of)),
        ("en", "hy") if entry.hy and entry.hy.body else ("en",),
        entry.source.license if entry.source else "",
    )


# Verifying ----------------------------------------------------------------------------


def verify_pack(path: Path) -> list[str]:
    """Find which files of a pack are not as they were built; their names.

    Raises LibraryError for what is no pack, or has a damaged manifest.
    """
    manifest = read_manifest(path, with_files=False)
    sizes = find_sizes(path)
    others = [name for name in sizes if name not in manifest.files]
    changed = [
        name
        for name, it in manifest.files.items()
        if name not in sizes or sizes[name] != it[0] or _describe(path / name) != it
    ]
    return sorted([*others, *changed])


# Unpacking ----------------------------------------------------------------------------


def unpack_pack(path: Path, folder: Path) -> int:
    """Write the files of a pack into a folder that is not there yet; count them.

    Each is as it went in. Raises LibraryError if the pack is damaged, if a file of it
    has no place in the folder, or if that can't be written.
    """
    pack = open_pack(path)
    if os.path.lexists(folder):
        message = f"{quote_path(folder)} is there already"
        raise LibraryError(message, "name a folder that is not there yet")
    count = 0
    try:
        with _beside(folder) as beside:
            for place, data in _iter_texts(pack):
                target = beside / place
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as file:
                    file.write(data)
                count += 1
            imprint = path / IMPRINT
            if imprint.is_file():
                (beside / IMPRINT).write_bytes(imprint.read_bytes())
            beside.rename(folder)
    except OSError as error:
        message = f"can't unpack into {quote_path(folder)}: {error.strerror or error}"
        raise LibraryError(message) from error
    return count


def _iter_texts(pack: Pack) -> Iterator[tuple[str, bytes]]:
    """Yield the text of each file with its place; raises OSError for a bad one."""
    query = f"SELECT slug, place, sum, data FROM {TEXT} ORDER BY slug"
    for slug, place, *row in pack.ask(query):
        data = expand(*row)
        if data is None:
            raise OSError(None, f"the pack is damaged at {clean_line(str(slug))}")
        if not _is_inside(place):
            raise OSError(None, f"{clean_line(str(place))!r} is no place of an entry")
        yield place, data


def _is_inside(place: object) -> bool:
    """Tell whether a place is one of an entry's file, below where it is put."""
    if not isinstance(place, str) or "\0" in place or "\\" in place:
        return False
    parts = place.split("/")
    hidden = any(part.startswith((".", "_")) or not part for part in parts)
    return not hidden and parts[-1].endswith(SUFFIX)
