"""Seals: what tells the journals that this user's program wrote from all others.

A library may come from a stranger, with a journal in it that asks for anything. One
counts only if there is a seal of it: a file under the user's state folder that is named
by the real path of the library's folder and holds the digest of the journal's plan.
It counts in no other folder, and no longer if a word of the plan was changed.
"""

from contextlib import suppress
from pathlib import Path

from wikicli.base.errors import LibraryError
from wikicli.base.files import can_write, read_if_there, replace_file
from wikicli.base.text import quote_path
from wikicli.library import config


def check_can_seal() -> None:
    """Raise LibraryError if no seal can be written: then no change can be safe."""
    place = _folder()
    if not place.is_absolute():  # it would be looked for in a stranger's library
        raise _no_seal("it is no absolute path")
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _no_seal(error.strerror) from None
    if not can_write(place):
        raise _no_seal("Permission denied")


def _no_seal(fault: str | None) -> LibraryError:
    message = f"can't keep a note of changes in {quote_path(_folder())}: {fault}"
    hint = "nothing was changed; XDG_STATE_HOME can name another folder for it"
    return LibraryError(message, hint)


def set_seal(folder: Path, digest: str) -> None:
    """Seal the plan, of that digest, of a journal in a folder; raises LibraryError."""
    check_can_seal()
    try:
        replace_file(_place(folder), f"{digest}\n".encode())
    except OSError as error:
        raise _no_seal(error.strerror) from None


def find_seal(folder: Path) -> str:
    """Find the digest of the plan that was sealed for a folder; nothing if none was."""
    try:
        found = read_if_there(_place(folder))
    except OSError:
        return ""
    return (found or b"").decode("ascii", "replace").strip()


def break_seal(folder: Path) -> None:
    """Remove the seal of a folder; one that stays does no harm."""
    with suppress(OSError):
        _place(folder).unlink()


def _place(folder: Path) -> Path:
    return config.state_place("journals", folder)


def _folder() -> Path:
    return config.state_folder() / "journals"
