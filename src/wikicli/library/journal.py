"""Changes of several files at once: after a crash wholly made, or not at all.

What is to be written is first put, and synced, in a folder beside the entries
(``.wikicli-journal.new``); by being renamed (``.wikicli-journal``) it is decided. Then
each file is put in its place. A crash before the decision leaves all files as they
were; one after it leaves a journal that `recover` finishes. Whoever writes holds a
lock on the library's folder that ends with the process, so that a journal without a
lock is a crashed one. A journal that this user's program did not write (`seals`) is
left alone, and none is written, or finished, through a link.
"""

import json
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from errno import EACCES, EXDEV
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base.errors import LibraryError
from wikicli.base.files import (
    JOURNAL,
    can_write,
    find_mode,
    free_name,
    read_if_there,
    replace_file,
    sync_folder,
)
from wikicli.base.text import quote, quote_path
from wikicli.library import seals

_PREPARED = JOURNAL + ".new"
_PLAN = "plan.json"

REJECTED = ".rej"
"""What is added to the name of a planned file that found another one in its place."""


class Change(NamedTuple):
    """A file, as a path below the library's folder without links, and its new content.

    Without content the file is removed. ``old`` is the content it is to have now,
    None if there is to be no such file.
    """

    path: str
    old: bytes | None
    new: bytes | None


class Rejected(NamedTuple):
    """A file that had been changed meanwhile and stays as it is.

    ``kept`` is where the text stands that was planned for it; None if it was to go.
    """

    path: Path
    kept: Path | None = None


class Outcome(NamedTuple):
    """How an unfinished change ended: what it was, whether it was made, what stayed."""

    title: str
    finished: bool
    rejected: tuple[Rejected, ...] = ()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a library's folder; raises LibraryError if somebody else does.

    Systems that can't lock a folder do without.
    """
    handle = _open_lock(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _open_lock(folder: Path) -> int | None:
    try:
        import fcntl  # not on every system

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        message = f"library {quote_path(folder)} is being changed by another wikicli"
        raise LibraryError(message, "try again when it is done") from None
    except OSError:
        pass
    return handle


def change_files(folder: Path, title: str, changes: Sequence[Change]) -> None:
    """Make changes of files below a folder, all of them or none.

    ``title`` says what they are, for whoever finds them unfinished. The caller holds
    the lock and has recovered. Raises OSError, or LibraryError if a file is not as its
    change expects it, before anything is changed; LibraryError with what to do if
    files can't be put in their places after all. An interrupt, or a signal to end,
    after the decision comes when they are there.
    """
    if not changes:
        return
    _check(folder, changes)
    try:
        _prepare(folder, title, changes)
        _finish_decided(folder)
    except (KeyboardInterrupt, SystemExit):
        if (folder / JOURNAL / _PLAN).exists():
            _finish_decided(folder)
        raise


def find_unfinished(folder: Path) -> str | None:
    """Return the title of a change that was decided but not finished, or None.

    Raises LibraryError if the journal is not ours.
    """
    if not os.path.lexists(folder / JOURNAL):
        return None
    _check_ours(folder)
    plan = read_if_there(folder / JOURNAL / _PLAN)
    return None if plan is None else str(json.loads(plan)["title"])


def is_unfinished(folder: Path) -> bool:
    """Tell whether there is anything to recover, or to be told of."""
    return any(map(os.path.lexists, _places(folder)))


def recover(folder: Path) -> Outcome | None:
    """Finish or undo what a crash left behind; None if there is nothing.

    The caller holds the lock. Raises OSError, LibraryError if the journal is not ours.
    """
    if not is_unfinished(folder):
        return None
    _check_ours(folder)
    journal, prepared = _places(folder)
    outcome = None
    if (title := find_unfinished(folder)) is not None:
        outcome = Outcome(title, finished=True, rejected=_finish_decided(folder))
    elif journal.exists():
        shutil.rmtree(journal)  # finished: a crash came while it was removed
    if prepared.exists():
        shutil.rmtree(prepared)
        outcome = outcome or Outcome("a change", finished=False)
    seals.break_seal(folder)
    return outcome


def _places(folder: Path) -> tuple[Path, Path]:
    return folder / JOURNAL, folder / _PREPARED


def _check_ours(folder: Path) -> None:
    """Raise LibraryError for a journal that was not written by this user, here."""
    for place in _places(folder):
        if os.path.lexists(place) and not _is_ours(folder, place):
            message = f"{quote_path(place)} is no journal that your wikicli wrote here"
            came = "it is left alone: if it came with the library, remove it"
            hint = f"{came}; if the library was moved, move it back and try again"
            raise LibraryError(message, hint)


def _is_ours(folder: Path, place: Path) -> bool:
    seal = seals.find_seal(folder)
    if not seal or place.is_symlink() or not place.is_dir():
        return False
    try:
        plan = read_if_there(place / _PLAN)
        if plan is None or place.name == _PREPARED:
            return True  # it will be removed
        marks = json.loads(plan)["files"] if _digest(plan) == seal else None
        return marks is not None and all(
            it.is_file() and not it.is_symlink() and _has(it, mark["new"])
            for number, mark in enumerate(marks)
            if os.path.lexists(it := place / str(number))
        )
    except OSError:
        return False


def _check(folder: Path, changes: Sequence[Change]) -> None:
    """Raise if a file is not what its change expects, or can't be put in its place."""
    for change in changes:
        path = _place(folder, change.path)
        if change.old is None and os.path.lexists(path):
            raise LibraryError(f"{quote_path(path)} exists", "nothing was changed")
        if change.old is not None and path.is_symlink():
            raise LibraryError(f"{quote_path(path)} is a link", "nothing was changed")
        if change.old is not None and read_if_there(path) != change.old:
            message = f"{quote_path(path)} was changed meanwhile"
            raise LibraryError(message, "nothing was written; try again")
        if not can_write(path.parent):
            raise PermissionError(EACCES, os.strerror(EACCES), str(path.parent))
    seals.check_can_seal()


def _place(folder: Path, name: str) -> Path:
    """Return the path of a planned file; raises LibraryError if it is not below."""
    path = Path(name)
    inside = folder / path
    steps = path.is_absolute() or ".." in path.parts or not path.parts
    root = Path(os.path.realpath(folder))
    if steps or not Path(os.path.realpath(inside.parent)).is_relative_to(root):
        message = f"{quote_path(name)} is not below {quote_path(folder)}"
        raise LibraryError(message, "nothing is written there through a link")
    return inside


def _prepare(folder: Path, title: str, changes: Sequence[Change]) -> None:
    plan = [{"path": p, "old": _digest(a), "new": _digest(b)} for p, a, b in changes]
    text = json.dumps({"title": title, "files": plan}).encode()
    seals.set_seal(folder, _digest(text))
    prepared = folder / _PREPARED
    prepared.mkdir()
    try:
        for number, change in enumerate(changes):
            if change.new is not None:
                (prepared / str(number)).write_bytes(change.new)
        (prepared / _PLAN).write_bytes(text)
        for staged in prepared.iterdir():  # once all are written: it takes less time
            _sync_file(staged)
        sync_folder(prepared)
        prepared.rename(folder / JOURNAL)
        sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(prepared)
        if not os.path.lexists(folder / JOURNAL):
            seals.break_seal(folder)
        raise


def _sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _digest(data: bytes | None) -> str:
    return "" if data is None else blake2b(data, digest_size=16).hexdigest()


def _finish_decided(folder: Path) -> tuple[Rejected, ...]:
    """Finish the change of a journal; an error says that it is still to be finished."""
    journal = folder / JOURNAL
    try:
        return _finish(folder, journal)
    except OSError as error:
        title = quote(find_unfinished(folder) or "a change")
        what = f": {error.filename}" if error.filename else ""
        message = f"can't finish {title}{what}: {error.strerror or error}"
        hint = "mend that; the next command that writes goes on with it"
        raise LibraryError(message, hint) from None


def _finish(folder: Path, journal: Path) -> tuple[Rejected, ...]:
    """Put each planned file in its place, then drop the journal; may be repeated."""
    plan: list[dict[str, Any]] = json.loads((journal / _PLAN).read_bytes())["files"]
    places = [_place(folder, mark["path"]) for mark in plan]
    rejected = []
    for number, (mark, path) in enumerate(zip(plan, places, strict=True)):
        if mark["new"] and (kept := _put(journal / str(number), path, mark)):
            rejected.append(Rejected(path, kept))
    for mark, path in zip(plan, places, strict=True):
        if mark["new"] or not os.path.lexists(path):
            continue
        if _has(path, mark["old"]):
            path.unlink()
        else:
            rejected.append(Rejected(path))
    for parent in {path.parent for path in places}:
        sync_folder(parent)
    (journal / _PLAN).unlink()
    sync_folder(journal)
    shutil.rmtree(journal)
    seals.break_seal(folder)
    return tuple(rejected)


def _put(staged: Path, path: Path, mark: dict[str, Any]) -> Path | None:
    """Put a staged file in its place.

    If that was changed meanwhile, the file is put beside it, where this says.
    """
    if not staged.exists():
        return None  # put there before the crash
    if not _has(path, mark["old"]) and not _has(path, mark["new"]):
        kept = free_name(path, REJECTED)
        replace_file(kept, staged.read_bytes())
        staged.unlink()
        return kept
    mode = find_mode(path)
    if mode is not None:
        staged.chmod(stat.S_IMODE(mode))
    try:
        staged.replace(path)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        replace_file(path, staged.read_bytes())  # a folder of another file system
        staged.unlink()
    return None


def _has(path: Path, digest: str) -> bool:
    """Tell whether a file has the content of a digest; without one, that it is none.

    A link has none: what it leads to may be anywhere.
    """
    if path.is_symlink():
        return False
    try:
        return _digest(path.read_bytes()) == digest
    except FileNotFoundError:
        return not digest
    except OSError:
        return False
