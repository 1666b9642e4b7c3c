"""Copies of bundled entries, and whether the original has changed since."""

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from wikicli.base.files import read_if_there, replace_file
from wikicli.base.problems import Location, Problem
from wikicli.base.text import clean_line, command_line
from wikicli.library.config import state_place


def remember_copy(copy: Path, original: bytes) -> None:
    """Remember of which text a copy was made; where nothing can be kept, nothing is."""
    place = _place(copy)
    if not place.is_absolute():  # it would stand in whatever folder one is in
        return
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(place, _digest(original))


def find_newer(copy: Path, original: Path) -> Problem | None:
    """Find whether an entry hides a bundled one that is newer than what was copied."""
    try:
        known = read_if_there(_place(copy))
        if known is None or known == _digest(original.read_bytes()):
            return None
    except OSError:
        return None
    message = (
        f"this hides {clean_line(original)}, which has changed since it was copied"
    )
    hint = f"to read that one, delete yours: {command_line('delete', copy.stem)}"
    return Problem.of(Location(copy), "hides-newer", message, hint)


def _place(copy: Path) -> Path:
    return state_place("copies", copy)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()
