"""Packs: whole libraries that are only read, each a directory that can be copied.

A pack has its manifest, an SQLite database with the text of each entry's file and what
was computed of it, and a search index (``docs/packs.md``). It may come from a stranger:
what it says of itself is checked before it is believed, and it is never written to.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as quote_url

from wikicli.base.codec import expand, fits
from wikicli.base.errors import LibraryError
from wikicli.base.text import clean_line, command_line, find_unsafe, quote_path

ENDING = ".wikipack"
FORMAT = 1
INDEX_FORMAT = 10
"""The first is to be raised when what a pack holds changes. The other is that of the
index, repeated here so that who reads an entry need not load the engine."""

MANIFEST = "manifest.json"
ENTRIES = "entries.sqlite"
INDEX = "index"
TEXT = "text"
"""The table of the files' texts; others are named by what they hold."""

KINDS = ("entry", "head", "links", "sources")

_LARGEST = 1 << 20  # bytes of a manifest
_BIG = 1 << 26  # bytes of a row


class Manifest(NamedTuple):
    """What a pack says of itself.

    ``index_format`` is that of its index. ``languages`` and ``licenses`` count entries;
    ``files`` has the size and the BLAKE2b of each file, by its path in the pack.
    """

    format: int
    index_format: int
    name: str
    made: str
    program: str
    entries: int
    languages: Mapping[str, int]
    licenses: Mapping[str, int]
    files: Mapping[str, tuple[int, str]]

    def write(self) -> bytes:
        """Write the manifest, with a checksum of it."""
        from hashlib import blake2b

        value = self._asdict()
        value["checksum"] = blake2b(_dump(value), digest_size=16).hexdigest()
        return _dump(value)


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def create_table(kind: str) -> str:
    """Return what makes a table of a pack; that of texts knows the files' places."""
    place = ", place TEXT NOT NULL" if kind == TEXT else ""
    columns = f"slug TEXT PRIMARY KEY, sum INTEGER NOT NULL, data BLOB NOT NULL{place}"
    return f"CREATE TABLE {kind} ({columns})"


def damaged(path: Path) -> LibraryError:
    """Make the error of a pack that is not as it was built."""
    hint = f"see what of it: {command_line('pack', 'verify', str(path))}"
    return LibraryError(f"pack {quote_path(path)} is damaged", hint)


class Pack:
    """An opened pack. What it can't give raises LibraryError, damage OSError."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """Take a pack whose manifest was read."""
        self.path = path
        self.manifest = manifest

    def __reduce__(self) -> tuple[Any, ...]:
        """Have another process open the pack for itself."""
        return open_pack, (self.path,)

    @cached_property
    def _database(self) -> sqlite3.Connection:
        """The database, opened to be read, with nothing in it but our tables.

        What SQLite advises for databases of strangers: https://sqlite.org/security.html
        """
        place = quote_url(str((self.path / ENTRIES).absolute()))
        address = f"file:{place}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _BIG)
        found = connection.execute("SELECT sql FROM sqlite_schema WHERE sql NOT NULL")
        if {sql for (sql,) in found} != {create_table(it) for it in (TEXT, *KINDS)}:
            raise sqlite3.DatabaseError("other tables")
        return connection

    def ask(self, query: str, *values: str) -> Iterator[tuple[Any, ...]]:
        """Ask the database; raises LibraryError if it is damaged."""
        try:
            yield from self._database.execute(query, values)
        except sqlite3.Error as error:
            raise damaged(self.path) from error

    def get(self, kind: str, slug: str, state: str = "", key: str = "") -> str | None:
        """Get what was computed of an entry; None if it is not sound.

        The state of a file does not matter, as it never changes; there is no key.
        """
        from wikicli.library.compiled import is_sound

        if kind not in KINDS or key:
            return None
        rows = self.ask(f"SELECT sum, data FROM {kind} WHERE slug = ?", slug)
        for data in (expand(*row) for row in rows):
            text = (data or b"").decode("utf-8", "replace")
            return text if is_sound(kind, text, slug) else None
        return None

    def has(self, kind: str, slug: str, state: str = "") -> bool:
        """Tell whether something was computed of an entry, sound or not."""
        query = f"SELECT 1 FROM {kind} WHERE slug = ?"
        return kind in KINDS and any(self.ask(query, slug))

    def put(self, *_: str) -> None:
        """Keep nothing: a pack is only read."""

    def close(self) -> None:
        """Let go of nothing: others may read the pack."""

    def read(self, slug: str) -> bytes:
        """Read the text of an entry's file; raises OSError if it is damaged."""
        for row in self.ask(f"SELECT sum, data FROM {TEXT} WHERE slug = ?", slug):
            if (data := expand(*row)) is not None:
                return data
        raise OSError(None, "the pack is damaged here")


@lru_cache(64)
def open_pack(path: Path) -> Pack:
    """Open a pack; raises LibraryError if it is none, not whole, or of another format.

    The sizes of its files are looked at, not what is in them.
    """
    return Pack(path, read_manifest(path))


def read_manifest(path: Path, with_files: bool = True) -> Manifest:
    """Read what a pack says of itself; raises LibraryError as opening it does.

    ``with_files`` has them looked at, too.
    """
    try:
        with (path / MANIFEST).open("rb") as file:
            data = file.read(_LARGEST)
    except OSError as error:
        message = f"{quote_path(path)} is no pack: {error.strerror} ({MANIFEST})"
        raise LibraryError(message, f"a pack is a directory that {_MADE_BY}") from error
    try:
        value = json.loads(data)
        formats = value["format"], value["index_format"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise damaged(path) from error
    if not fits(formats, tuple[int, int]):
        raise damaged(path)
    _check_formats(path, formats, (FORMAT, INDEX_FORMAT))
    manifest = _make_manifest(value)
    if manifest is None or manifest.write() != data:
        raise damaged(path)
    sizes = {name: size for name, (size, _) in manifest.files.items()}
    if with_files and sizes != find_sizes(path):
        raise damaged(path)
    return manifest


_MADE_BY = "wikicli pack build has made"


def _check_formats(path: Path, found: tuple[int, int], ours: tuple[int, int]) -> None:
    if found > ours:
        message = f"pack {quote_path(path)} is of a newer format"
        raise LibraryError(message, "a newer wikicli reads it")
    if found < ours:
        message = f"pack {quote_path(path)} is of an older format"
        raise LibraryError(message, "build it anew: wikicli pack build")


def _make_manifest(value: dict[str, Any]) -> Manifest | None:
    """Make a manifest of what was read; None if it is not like one."""
    if value.keys() != {*Manifest._fields, "checksum"}:
        return None
    del value["checksum"]
    if not isinstance(value["files"], dict):
        return None
    value["files"] = {
        name: tuple(it) if isinstance(it, list) else it
        for name, it in value["files"].items()
    }
    manifest = Manifest(**value)
    texts = (manifest.name, manifest.made, manifest.program, *manifest.licenses)
    if not fits(manifest, Manifest) or any(find_unsafe(it) >= 0 for it in texts):
        return None
    return manifest


def find_sizes(path: Path) -> dict[str, int]:
    """Find the size of each file of a pack but its manifest, by its path in there."""
    folders = (path, path / INDEX)
    return {
        it.relative_to(path).as_posix(): it.stat().st_size
        for folder in folders
        if folder.is_dir()
        for it in folder.iterdir()
        if it.name != MANIFEST and it.is_file()
    }


class PackedPath(type(Path())):  # type: ignore[misc]
    """The path of an entry in a pack: ``X.wikipack/slug.yaml``; it reads from there."""

    def read_bytes(self) -> bytes:
        """Read the entry's file as it went in; raises OSError, LibraryError."""
        return open_pack(Path(self.parent)).read(clean_line(self.stem))


class PackedFiles(Mapping[str, Path]):
    """The files of a pack, by slug, in their order; nothing is listed before it is due.

    How many there are is what the pack's own order of rows says.
    """

    def __init__(self, pack: Pack) -> None:
        """Take the pack."""
        self._pack = pack

    def __getitem__(self, slug: str) -> Path:
        """Return the path of an entry; raises KeyError if there is none."""
        if not isinstance(slug, str) or slug not in self:
            raise KeyError(slug)
        return PackedPath(self._pack.path, f"{slug}.yaml")

    def __contains__(self, slug: object) -> bool:
        """Tell whether there is an entry."""
        query = f"SELECT 1 FROM {TEXT} WHERE slug = ?"
        try:
            str(slug).encode()
        except UnicodeEncodeError:
            return False
        return any(self._pack.ask(query, str(slug)))

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs in their order, none that is no line of text."""
        for (slug,) in self._pack.ask(f"SELECT slug FROM {TEXT} ORDER BY slug"):
            if isinstance(slug, str) and clean_line(slug) == slug and "/" not in slug:
                yield slug

    def __bool__(self) -> bool:
        """Tell whether there is any entry."""
        return any(self._pack.ask(f"SELECT 1 FROM {TEXT} LIMIT 1"))

    def __len__(self) -> int:
        """Count the entries."""
        last = next(self._pack.ask(f"SELECT max(rowid) FROM {TEXT}"))[0]
        return max(last or 0, 0)


class Overlay(Mapping[str, Path]):
    """The files of several sources, by slug; those of the first that has one."""

    def __init__(self, layers: list[Mapping[str, Path]]) -> None:
        """Take the files of the sources in their order."""
        self._layers = layers

    def __getitem__(self, slug: str) -> Path:
        """Return the path of an entry; raises KeyError if no source has it."""
        for layer in self._layers:
            if (path := layer.get(slug)) is not None:
                return path
        raise KeyError(slug)

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs in their order."""
        from heapq import merge
        from itertools import groupby

        for slug, _ in groupby(merge(*map(sorted_keys, self._layers))):
            yield slug

    def __len__(self) -> int:
        """Count the slugs, by looking for those of the smaller source in the larger."""
        count, before = 0, list[Mapping[str, Path]]()
        for layer in self._layers:
            common = sum(1 for _ in iter_common(Overlay(before), layer))
            count += len(layer) - common
            before.append(layer)
        return count


def sorted_keys(files: Mapping[str, Path]) -> Iterator[str]:
    """Yield the slugs of files in their order; those of a pack are in order."""
    return iter(files) if isinstance(files, PackedFiles) else iter(sorted(files))


def iter_common(one: Mapping[str, Path], other: Mapping[str, Path]) -> Iterator[str]:
    """Yield the slugs that both have."""
    few, many = sorted((one, other), key=_estimate)
    return (slug for slug in few if slug in many)


def _estimate(files: Mapping[str, Path]) -> int:
    if isinstance(files, Overlay):
        return sum(map(_estimate, files._layers))
    return len(files)
