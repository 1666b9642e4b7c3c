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
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from errno import EACCES, EPERM, EROFS
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import tantivy

from wikicli.base.files import is_alive
from wikicli.base.problems import Location, Problem, Severity
from wikicli.base.progress import Tell, tell_nobody
from wikicli.search.index.documents import (
    FORMAT,
    Prepared,
    Row,
    add_row,
    fill,
    load_foreign_row,
    make_engine,
    make_writer,
)
from wikicli.search.index.searcher import Index, is_damage
from wikicli.search.index.updating import Files, find_change, update, write_states

_UNUSED_AFTER = 24 * 60 * 60  # seconds
_FORGOTTEN_AFTER = 30 * _UNUSED_AFTER
_MOST_KEPT = 8
_NEW, _OLD = ".new-", ".old-"  # then the number of the process
"""Indexes of one library: of one that is edited, each edit makes another."""
_CONTENTS = "contents.json"
_DAMAGED = "the index was damaged: it is built anew"
_REFUSED = (EACCES, EPERM, EROFS)
"""What a disk says that lets nobody write: nothing is damaged then."""
_CHECKED = 256 * 1024  # bytes of each file

ReadRows = Callable[[], Iterable[Row | Prepared | Problem]]
"""Gives the rows of a library's entries, and the problems of files without one."""


def open_index(
    place: Path, rows: ReadRows, files: Files | None = None, tell: Tell = tell_nobody
) -> Index:
    """Open the index that belongs at ``place``, building it if it is not there.

    ``place`` is ``<cache>/<library>/<content>``. With ``files``, one of this library
    from before is brought up to date where that is less work. Whatever the disk
    refuses, the index is then built in memory; nothing is raised for it. A damaged one
    is told of, once.
    """
    tell = cache(tell)

    def rebuild() -> Index:
        tell(_DAMAGED)
        remove_indexes(place)  # they share what is damaged
        if place.exists():
            return _build_in_memory(rows)
        return open_index(place, rows, files, tell)

    for _ in range(2):
        opened = _open(place, tell)
        if opened:
            opened.rebuild = rebuild
            return opened
        if not (_update_at(place, files, tell) or _build_at(place, rows, files)):
            break
    return _build_in_memory(rows)


class IndexState(NamedTuple):
    """Whether an index is there and up to date, its size, and when it was made.

    ``outdated`` tells that one is there which can be brought up to date; ``made`` is in
    seconds since 1970.
    """

    present: bool = False
    outdated: bool = False
    bytes: int = 0
    made: float = 0


def find_state(place: Path) -> IndexState:
    """Find the state of the index that belongs at a place, without opening it."""
    try:
        made = (place / _CONTENTS).stat().st_mtime
        size = sum(path.stat().st_size for path in place.iterdir())
    except OSError:
        return IndexState(outdated=bool(_list_whole(place.parent)))
    return IndexState(True, False, size, made)


def remove_indexes(place: Path) -> None:
    """Remove all indexes of the library whose index belongs at a place."""
    for other in _list_whole(place.parent):
        _discard(other)


def _open(place: Path, tell: Tell, is_used: bool = True) -> Index | None:
    try:
        if not place.is_dir():
            return None
        contents = json.loads((place / _CONTENTS).read_text("utf-8"))
        if isinstance(contents, dict) and contents.get("format", FORMAT) != FORMAT:
            return None  # an older program's, for whose next use it is kept
        if contents["files"] != describe(place):
            raise ValueError("files are missing, cut off or overwritten")
        problems = [_load_problem(values) for values in contents["problems"]]
        engine = tantivy.Index.open(str(place))
        opened = Index(engine, problems, updated=contents["updated"])
        if is_used:
            os.utime(place)
    except BaseException as error:
        # Damaged, or of a disk that lets nobody write: not usable as it is.
        if not is_damage(error):
            raise
        if getattr(error, "errno", None) not in _REFUSED:
            tell(_DAMAGED)
        _discard(place)
        return None
    return opened


def open_packed(
    place: Path, known: Container[str], hidden: Iterable[str], error: Exception
) -> Index:
    """Open an index that nobody writes to, of known entries, some of them hidden.

    Raises the error if it is damaged, also when that shows later. The engine would put
    lock files beside those of the index: it gets a folder of links to them.
    """

    def give_up() -> Index:
        raise error

    try:
        if json.loads((place / _CONTENTS).read_bytes())["files"] != describe(place):
            raise error
        with tempfile.TemporaryDirectory(prefix="wikicli-") as folder:
            for path in place.iterdir():
                Path(folder, path.name).symlink_to(path.absolute())
            engine = tantivy.Index.open(folder)
            engine.config_reader(reload_policy="manual")  # else it watches the folder
            load = partial(load_foreign_row, known=known)
            return Index(engine, [], give_up, hidden=list(hidden), load=load)
    except BaseException as found:
        if not is_damage(found):
            raise
    raise error


class IndexBuilder:
    """Builds an index in an empty folder, a row after the other."""

    def __init__(self, place: Path) -> None:
        """Make the folder; raises OSError."""
        place.mkdir()
        self._place = place
        self._writer = make_writer(make_engine(place))

    def add(self, row: Prepared) -> None:
        """Add a row."""
        add_row(self._writer, row)

    def finish(self) -> None:
        """Write all of it, and leave nothing but what is read."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        for lock in self._place.glob("*.lock"):
            lock.unlink()
        seal(self._place, [])
        for path in self._place.iterdir():
            path.chmod(0o644)  # the engine lets nobody else read some


def seal(place: Path, problems: list[Problem], updated: bool = False) -> None:
    """Write what an index has: the files it is whole with, problems met on the way."""
    files = describe(place)
    contents = {"problems": problems, "updated": updated, "files": files}
    contents["format"] = FORMAT
    (place / _CONTENTS).write_text(json.dumps(contents, default=str), "utf-8")


def _discard(place: Path) -> None:
    """Remove an index, if the disk lets us.

    It is moved aside first: a reader that still has it open may write its lock file
    anew, and would keep the place from being free.
    """
    aside = place.with_name(f"{_OLD}{os.getpid()}-{time.monotonic_ns()}")
    try:
        place.rename(aside)
    except OSError:
        aside = place
    shutil.rmtree(aside, ignore_errors=True)


def describe(place: Path) -> dict[str, list[int]]:
    """Return the size of each file of an index, and a checksum of its beginning.

    That takes a millisecond or two for an index of any size. Left out are the files
    that are written to later.
    """
    files = {}
    for path in place.iterdir():
        if path.name != _CONTENTS and path.suffix != ".lock":
            with path.open("rb") as file:
                files[path.name] = [path.stat().st_size, crc32(file.read(_CHECKED))]
    return files


def _build_at(place: Path, rows: ReadRows, files: Files | None = None) -> bool:
    """Build an index and put it in its place; tell whether one is there now."""

    def build(beside: Path) -> list[Problem]:
        problems = fill(make_engine(beside), rows())
        if files:
            write_states(beside, files)
        return problems

    return _put_at(place, build)


def _update_at(place: Path, files: Files | None, tell: Tell) -> bool:
    """Bring the last index of a library up to date; tell whether one is there now."""
    older = max(_list_whole(place.parent), key=_used_at, default=None)
    index = _open(older, tell, is_used=False) if files and older else None
    if not (files and older and index):
        return False
    try:
        change = find_change(older, index, files)
    except (OSError, ValueError, TypeError, LookupError):
        return False
    if change is None:
        return False
    known = {Path(path) for path, _ in files.states.values()}
    paths = {Path(files.states[slug][0]) for slug in change.added}
    kept = [
        problem
        for problem in index.problems
        if problem.location.path in known and problem.location.path not in paths
    ]

    def build(beside: Path) -> list[Problem]:
        update(beside, older, change)
        write_states(beside, files, change.since)
        return [*kept, *(it for it in change.added.values() if isinstance(it, Problem))]

    return _put_at(place, build, updated=True)


def _list_whole(library: Path) -> list[Path]:
    """List the indexes of a library that are in their place."""
    return [path for path in _list(library) if not path.name.startswith(".")]


def _used_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0


def _put_at(
    place: Path, build: Callable[[Path], list[Problem]], updated: bool = False
) -> bool:
    """Have an index built beside its place, and move it there."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        prefix = f"{_NEW}{os.getpid()}-"
        beside = Path(tempfile.mkdtemp(prefix=prefix, dir=place.parent))
    except OSError:
        return False
    try:
        seal(beside, build(beside), updated)
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
    others = sorted(_list_whole(library), key=_used_at)
    spare = set(others[:-_MOST_KEPT])
    for other in _list(library):
        unused = _unused_since(other, now - _UNUSED_AFTER) or _is_of_dead(other)
        if other != place and (unused or other in spare):
            shutil.rmtree(other, ignore_errors=True)
    for folder in _list(library.parent):
        if folder == library:
            continue
        for other in _list(folder):
            if _unused_since(other, now - _FORGOTTEN_AFTER):
                shutil.rmtree(other, ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()  # only if nothing is in it


def _is_of_dead(path: Path) -> bool:
    """Tell whether a process that was killed has left this beside an index."""
    name = path.name.removeprefix(_NEW).removeprefix(_OLD)
    process = name.partition("-")[0]
    return path.name.startswith(".") and process.isdecimal() and not is_alive(process)


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
