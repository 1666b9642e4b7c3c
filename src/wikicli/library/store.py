"""What was computed of files, kept until they change.

One database a folder of entries, in the user's cache: a table for each kind of result,
a row for each entry. What is kept of a file counts as long as its state is the same, so
that nothing is ever stale. Whatever the disk refuses is computed anew, and nothing is
raised for it.
"""

import os
import sqlite3
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from wikicli.base.codec import expand, shrink
from wikicli.base.progress import Tell, tell_nobody

_UTF_8 = ("utf-8", "surrogatepass")  # of paths that are none
_MOST_WAITING = 1000  # rows
_NO_TABLE = "no such table"
_BUSY = 2.0  # seconds that another process may take to write
_UNUSED_AFTER = 30 * 24 * 60 * 60  # seconds
_DAMAGED = "what was kept of entries was damaged: it is computed anew"

_CREATE = """
CREATE TABLE IF NOT EXISTS {} (
    slug TEXT PRIMARY KEY, state TEXT NOT NULL, sum INTEGER NOT NULL, data BLOB NOT NULL
)
"""


class Store:
    """What is kept of the entries of one folder; ``kind`` is a table's name.

    ``version`` is of the program that computed it: another's counts for nothing.
    """

    def __init__(
        self, folder: Path, source: Path, version: str, tell: Tell = tell_nobody
    ) -> None:
        """Name the database of a source in a folder; nothing is opened yet."""
        source = source.absolute()
        self._source = ascii(str(source))  # it may hold bytes that are no UTF-8
        digits = f"{zlib.crc32(self._source.encode()):08x}"
        self.path = folder / f"{source.name[:40]}-{digits}.sqlite"
        self._version = version
        self._tell = tell
        self._waiting: dict[str, dict[str, tuple[str, int, bytes]]] = {}
        self._opened: sqlite3.Connection | None = None
        self._is_useless = False

    def get(self, kind: str, slug: str, state: str, key: str = "") -> str | None:
        """Get what is kept of an entry whose file is in this state."""
        found = self._ask(f"SELECT state, sum, data FROM {kind} WHERE slug = ?", slug)
        for known, checksum, data in found:
            if state and known == self._state(state, key):
                text = expand(checksum, data)
                return None if text is None else text.decode(*_UTF_8)
        return None

    def has(self, kind: str, slug: str, state: str) -> bool:
        """Tell whether something is kept of an entry whose file is in this state."""
        query = f"SELECT 1 FROM {kind} WHERE slug = ? AND state = ?"
        return bool(state and list(self._ask(query, slug, self._state(state))))

    def put(self, kind: str, slug: str, state: str, text: str, key: str = "") -> None:
        """Keep something of an entry whose file is in this state."""
        if not state:
            return
        rows = self._waiting.setdefault(kind, {})
        rows[slug] = self._state(state, key), *shrink(text.encode(*_UTF_8))
        if len(rows) >= _MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Write what waits to be kept."""
        waiting, self._waiting = self._waiting, {}
        if not waiting or self._is_useless:
            return
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = self._open(create=True)
        if connection is None:
            return
        try:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                for kind, rows in waiting.items():
                    connection.execute(_CREATE.format(kind))
                    connection.executemany(
                        f"INSERT OR REPLACE INTO {kind} VALUES (?, ?, ?, ?)",
                        ((slug, *row) for slug, row in rows.items()),
                    )
        except sqlite3.Error as error:
            self._give_up(error)

    def close(self) -> None:
        """Write what waits, and let go of the database."""
        self.flush()
        if self._opened:
            with suppress(sqlite3.Error):
                self._opened.close()
            self._opened = None

    def _state(self, state: str, key: str = "") -> str:
        return f"{self._version} {key} {state}"

    def _ask(self, query: str, *values: str) -> Iterator[Any]:
        connection = self._open()
        if connection is None:
            return
        try:
            yield from connection.execute(query, values)
        except sqlite3.Error as error:
            self._give_up(error)

    def _open(self, create: bool = False) -> sqlite3.Connection | None:
        """Open the database; None where there is none, or none that can be used."""
        if self._opened or self._is_useless:
            return self._opened
        if not create and not os.access(self.path, os.F_OK):
            return None
        try:
            connection = sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None)
            connection.execute("PRAGMA synchronous = OFF")  # it can be computed anew
            known = self._source_of(connection, create)
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        if known != self._source:  # that of another folder, or nobody's yet
            connection.close()
            self._is_useless = bool(known)
            return None
        self._opened = connection
        _touch(self.path)
        return connection

    def _source_of(self, connection: sqlite3.Connection, create: bool) -> str:
        """Return which folder a database is of; a new one becomes that of this."""
        if not connection.execute("PRAGMA page_count").fetchone()[0]:
            if not create:
                return ""
            connection.execute("CREATE TABLE IF NOT EXISTS source (path TEXT)")
            connection.execute("INSERT INTO source VALUES (?)", (self._source,))
            _remove_unused(self.path)
        row = connection.execute("SELECT path FROM source").fetchone()
        return str(row[0]) if row else ""

    def _give_up(self, error: sqlite3.Error) -> None:
        """Do without the database; one that is damaged is removed, and told of."""
        if _NO_TABLE in str(error):
            return
        opened, self._opened, self._is_useless = self._opened, None, True
        if opened:
            with suppress(sqlite3.Error):
                opened.close()
        if isinstance(error, sqlite3.OperationalError):  # it is busy, or only read
            return
        self._tell(_DAMAGED)
        with suppress(OSError):
            self.path.unlink()


def _touch(path: Path) -> None:
    """Note that a database is used, once a day."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _UNUSED_AFTER / 30:
            os.utime(path)


def _remove_unused(path: Path) -> None:
    """Remove the databases of folders that nobody has read for long."""
    before = time.time() - _UNUSED_AFTER
    with suppress(OSError):
        for other in path.parent.glob("*.sqlite"):
            if other != path and other.stat().st_mtime < before:
                other.unlink()
