"""Where indexes are kept: opened, built, found damaged, removed when unused.

An index is a directory of its own, named by what went into it. It is built beside
its place and renamed into it, so that readers never meet half of one; two builders
of the same index do no harm. Where the disk takes none, it is kept in memory.
"""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import tantivy

from wikicli.base.problems import Location, Problem, Severity
from wikicli.search.index.documents import Row, fill, make_engine
from wikicli.search.index.searcher import Index, is_damage

_UNUSED_AFTER = 24 * 60 * 60  # seconds
_FORGOTTEN_AFTER = 30 * _UNUSED_AFTER
_CONTENTS = "contents.json"
_CHECKED = 256 * 1024  # bytes of each file

ReadRows = Callable[[], Iterable[Row | Problem]]
"""Gives the rows of a library's entries, and the problems of files without one."""


def open_index(place: Path, rows: ReadRows) -> Index:
    """Open the index that belongs at ``place``, building it if it is not there.

    ``place`` is ``<cache>/<library>/<content>``. Whatever the disk refuses, the
    index is then built in memory; nothing is raised for it.
    """

    def rebuild() -> Index:
        _discard(place)
        return _build_in_memory(rows) if place.exists() else open_index(place, rows)

    for _ in range(2):
        opened = _open(place)
        if opened:
            opened.rebuild = rebuild
            return opened
        if not _build_at(place, rows):
            break
    return _build_in_memory(rows)


def _open(place: Path) -> Index | None:
    try:
        if not place.is_dir():
            return None
        contents = json.loads((place / _CONTENTS).read_text("utf-8"))
        if contents["files"] != _describe_files(place):
            raise ValueError("files are missing, cut off or overwritten")
        problems = [_load_problem(values) for values in contents["problems"]]
        opened = Index(tantivy.Index.open(str(place)), problems)
        os.utime(place)  # says that it is in use
    except BaseException as error:
        # Damaged, or of a disk that lets nobody write: not usable as it is.
        if not is_damage(error):
            raise
        _discard(place)
        return None
    return opened


def _discard(place: Path) -> None:
    """Remove an index, if the disk lets us.

    It is moved aside first: a reader that still has it open may write its lock file
    anew, and would keep the place from being free.
    """
    aside = place.with_name(f".old-{os.getpid()}-{time.monotonic_ns()}")
    try:
        place.rename(aside)
    except OSError:
        aside = place
    shutil.rmtree(aside, ignore_errors=True)


def _describe_files(place: Path) -> dict[str, list[int]]:
    """Return the size of each file and a checksum of its beginning.

    That takes a millisecond or two for an index of any size. Left out are the files
    that are written to later.
    """
    files = {}
    for path in place.iterdir():
        if path.name != _CONTENTS and path.suffix != ".lock":
            with path.open("rb") as file:
                files[path.name] = [path.stat().st_size, crc32(file.read(_CHECKED))]
    return files


def _build_at(place: Path, rows: ReadRows) -> bool:
    """Build an index and put it in its place; tell whether one is there now."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    except OSError:
        return False
    try:
        problems = fill(make_engine(beside), rows())
        contents = {"files": _describe_files(beside), "problems": problems}
        (beside / _CONTENTS).write_text(json.dumps(contents, default=str), "utf-8")
        beside.rename(place)
    except (OSError, ValueError):
        return place.is_dir()
    finally:
        shutil.rmtree(beside, ignore_errors=True)  # nothing is left of it if it moved
    _remove_unused(place)
    return True


def _build_in_memory(rows: ReadRows) -> Index:
    engine = make_engine()
    return Index(engine, fill(engine, rows()))


def _remove_unused(place: Path) -> None:
    """Remove what nobody uses any more.

    Of this library, the indexes that were not used for a day; of other libraries,
    whose only one it may be, those that were not used for thirty.
    """
    now = time.time()
    library = place.parent
    for other in _list(library):
        if other != place and _unused_since(other, now - _UNUSED_AFTER):
            shutil.rmtree(other, ignore_errors=True)
    for folder in _list(library.parent):
        if folder == library:
            continue
        for other in _list(folder):
            if _unused_since(other, now - _FORGOTTEN_AFTER):
                shutil.rmtree(other, ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()  # only if nothing is in it


def _list(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # another process has removed it
        return []


def _unused_since(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except OSError:
        return False


def _load_problem(values: list[Any]) -> Problem:
    (path, *place), severity, *texts = values
    return Problem(Location(Path(path), *place), Severity(severity), *texts)
