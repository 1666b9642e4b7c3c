"""Changes of several files at once: after a crash wholly made, or not at all.

What is to be written is first put, and synced, in a folder beside the entries
(``.wikicli-journal.new``); by being renamed (``.wikicli-journal``) it is decided. Then
each file is put in its place. A crash before the decision leaves all files as they
were; one after it leaves a journal that `recover` finishes. Whoever writes holds a
lock on the library's folder that ends with the process, so that a journal without a
lock is a crashed one.
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
    find_target,
    free_name,
    read_if_there,
    replace_file,
    sync_folder,
)
from wikicli.base.text import quote, quote_path

_PREPARED = JOURNAL + ".new"
_PLAN = "plan.json"

REJECTED = ".rej"
"""What is added to the name of a planned file that found another one in its place."""


class Change(NamedTuple):
    """A file, as a path below the library's folder, and its new content.

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
    files can't be put in their places after all. An interrupt after the decision comes
    when they are there.
    """
    if not changes:
        return
    _check(folder, changes)
    try:
        _prepare(folder, title, changes)
        _finish_decided(folder)
    except KeyboardInterrupt:
        if (folder / JOURNAL / _PLAN).exists():
            _finish_decided(folder)
        raise


def find_unfinished(folder: Path) -> str | None:
    """Return the title of a change that was decided but not finished, or None."""
    plan = folder / JOURNAL / _PLAN
    try:
        return str(json.loads(plan.read_bytes())["title"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return "an unknown change"


def is_unfinished(folder: Path) -> bool:
    """Tell whether there is anything to recover."""
    return any(os.path.lexists(folder / name) for name in (JOURNAL, _PREPARED))


def recover(folder: Path) -> Outcome | None:
    """Finish or undo what a crash left behind; None if there is nothing.

    The caller holds the lock. Raises OSError, LibraryError if the journal is none that
    could have been written here.
    """
    prepared, journal = folder / _PREPARED, folder / JOURNAL
    outcome = None
    if (journal / _PLAN).is_file():
        title = find_unfinished(folder) or ""
        outcome = Outcome(title, finished=True, rejected=_finish_decided(folder))
    elif os.path.lexists(journal):
        shutil.rmtree(journal)  # finished: a crash came while it was removed
    if os.path.lexists(prepared):
        shutil.rmtree(prepared)
        outcome = outcome or Outcome("a change", finished=False)
    return outcome


def _check(folder: Path, changes: Sequence[Change]) -> None:
    """Raise if a file is not what its change expects, or can't be put in its place."""
    for change in changes:
        path = _place(folder, change.path)
        if change.old is None and os.path.lexists(path):
            raise LibraryError(f"{quote_path(path)} exists", "nothing was changed")
        if change.old is not None and read_if_there(path) != change.old:
            message = f"{quote_path(path)} was changed meanwhile"
            raise LibraryError(message, "nothing was written; try again")
        for parent in {path.parent, find_target(path).parent}:
            if not can_write(parent):
                raise PermissionError(EACCES, os.strerror(EACCES), str(parent))


def _place(folder: Path, name: str) -> Path:
    """Return the path of a planned file; raises LibraryError if it is not below."""
    path = Path(name)
    inside = folder / path
    steps = path.is_absolute() or ".." in path.parts or not path.parts
    root = Path(os.path.realpath(folder))
    if steps or not Path(os.path.realpath(inside.parent)).is_relative_to(root):
        raise LibraryError(f"{quote_path(name)} is not below {quote_path(folder)}")
    return inside


def _prepare(folder: Path, title: str, changes: Sequence[Change]) -> None:
    prepared = folder / _PREPARED
    prepared.mkdir()
    try:
        for number, change in enumerate(changes):
            if change.new is not None:
                (prepared / str(number)).write_bytes(change.new)
        plan = [
            {"path": p, "old": _digest(a), "new": _digest(b)} for p, a, b in changes
        ]
        text = json.dumps({"title": title, "files": plan})
        (prepared / _PLAN).write_bytes(text.encode())
        for staged in prepared.iterdir():  # once all are written: it takes less time
            _sync_file(staged)
        sync_folder(prepared)
        prepared.rename(folder / JOURNAL)
        sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(prepared)
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
    except (ValueError, KeyError, TypeError):
        message = f"{quote_path(journal)} is no journal of wikicli"
        hint = "if it is nothing you miss, remove that folder"
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
    target = find_target(path)
    mode = find_mode(target)
    if mode is not None:
        staged.chmod(stat.S_IMODE(mode))
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        replace_file(target, staged.read_bytes())  # a link to another file system
        staged.unlink()
    return None


def _has(path: Path, digest: str) -> bool:
    """Tell whether a file has the content of a digest; without one, that it is none."""
    try:
        return _digest(path.read_bytes()) == digest
    except FileNotFoundError:
        return not digest and not path.is_symlink()
    except OSError:
        return False
