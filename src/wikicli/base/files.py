"""Writing files whole or not at all."""

import os
import shutil
import stat
import time
from contextlib import suppress
from pathlib import Path

BESIDE = ".wikicli-"
"""How the names of files begin that stand beside another until they replace it."""

JOURNAL = ".wikicli-journal"
"""The folder of changes of several files that are not finished."""


def replace_file(path: Path, data: bytes) -> None:
    """Write a file beside its place, sync it and put it there, with its permissions.

    A link stays, what it leads to is replaced. Raises OSError; the file is then as it
    was, and nothing is left beside it.
    """
    target = find_target(path)
    mode = find_mode(target)
    beside = target.with_name(f"{BESIDE}{os.getpid()}")
    beside.unlink(missing_ok=True)  # of a process that had our number, and crashed
    with beside.open("xb") as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if mode is not None:
                beside.chmod(stat.S_IMODE(mode))
            beside.replace(target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    sync_folder(target.parent)


def find_target(path: Path) -> Path:
    """Return what is to be replaced: the path, or what it leads to as a link."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def can_write(folder: Path) -> bool:
    """Tell whether files can be made and replaced in a folder."""
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK | os.X_OK, effective_ids=effective)


def free_name(path: Path, ending: str) -> Path:
    """Return the path with an ending, numbered if that name is taken."""
    free, number = path.with_name(path.name + ending), 1
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.name}{ending}.{number}")
    return free


def sweep(folder: Path) -> None:
    """Remove what crashed processes left beside the files of a folder.

    What a living one is just writing stays.
    """
    for left in folder.glob(f"{BESIDE}[0-9]*"):
        number = left.name.removeprefix(BESIDE)
        if number.isdecimal() and not is_alive(number):
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
                continue
            with suppress(OSError):
                left.unlink()


def is_alive(process: str) -> bool:
    """Tell whether there is a process of a number, in digits."""
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def read_if_there(path: Path) -> bytes | None:
    """Read a file; None if it is not there."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def find_mode(path: Path) -> int | None:
    """Return the mode of a file, None if there is no such file."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk; systems that can't do so are left alone."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_SETTLED = 20_000_000  # nanoseconds


def find_state(path: Path) -> str:
    """Return what tells whether a file has changed, in place as well; nothing if gone.

    Also nothing for one that has changed just now: it may do so again in the same tick
    of the file system's clock.
    """
    try:
        it = path.stat()
    except OSError:
        return ""
    if time.time_ns() - max(it.st_mtime_ns, it.st_ctime_ns) < _SETTLED:
        return ""
    return f"{it.st_size} {it.st_mtime_ns} {it.st_ctime_ns} {it.st_ino} {str(path)!a}"
