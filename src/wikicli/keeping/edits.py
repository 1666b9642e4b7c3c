"""Changing files of a library safely: which are one's own, and how they are written.

All that is written goes through the journal, under a lock, after what a crash left
behind was finished or undone.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import unified_diff
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from wikicli.base.errors import LibraryError
from wikicli.base.files import can_write, find_target, sweep
from wikicli.base.text import clean_line, command_line, make_safe, quote_path
from wikicli.library.journal import (
    Change,
    Outcome,
    change_files,
    is_unfinished,
    locked,
    recover,
)
from wikicli.library.kept import find_kept
from wikicli.library.library import Library
from wikicli.library.seals import check_can_seal
from wikicli.library.sources import Source


class Edit(NamedTuple):
    """A file with its content before and after; None where there is no such file."""

    path: Path
    old: bytes | None
    new: bytes | None


@contextmanager
def writing(folder: Path) -> Iterator[Outcome | None]:
    """Hold the lock of a library's folder, with nothing unfinished left in it.

    Yields what became of an unfinished change. Raises LibraryError if another program
    writes there, or if something can't be written.
    """
    with locked(folder):
        try:
            outcome = recover(folder)
            sweep(folder)
            yield outcome
        except OSError as error:
            raise _unwritable(folder, error.strerror or str(error)) from None


def write_edits(folder: Path, title: str, edits: Sequence[Edit]) -> None:
    """Make edits of files below a folder, all or none, within `writing`.

    A link within the folder stays, what it leads to is changed.
    """
    changes = [Change(_name_below(folder, it), it.old, it.new) for it in edits]
    change_files(folder, title, changes)


def _name_below(folder: Path, edit: Edit) -> str:
    both = edit.old is not None and edit.new is not None
    path = find_target(edit.path) if both else edit.path
    place = path.parent.resolve() / path.name
    return os.path.relpath(place, folder.resolve())


def recover_all(library: Library) -> list[Outcome]:
    """Finish or undo what crashes left behind in the sources that are one's own."""
    outcomes = []
    for source in library.sources:
        if source.owned and is_unfinished(source.folder):
            with writing(source.folder) as outcome:
                outcomes += [outcome] if outcome else []
    return outcomes


def describe_outcome(outcome: Outcome) -> list[str]:
    """Say, in lines, what became of a change that a crash had left behind."""
    ended = "finished" if outcome.finished else "undone"
    title = clean_line(outcome.title)
    lines = [f"note: {title} had been left unfinished by a crash; now it is {ended}"]
    for path, kept in outcome.rejected:
        fate = "it was to be removed"
        if kept:
            fate = f"what was planned for it is in {clean_line(kept.name)}"
        stays = f"{clean_line(path)} had been changed meanwhile and stays as it is"
        lines.append(f"warning: {stays}; {fate}")
    return lines


def check_own(source: Source) -> None:
    """Raise LibraryError for the bundled entries: nobody changes them."""
    if source.pack:
        hint = f"unpack it first: {command_line('pack', 'unpack', str(source.path))}"
        message = f"pack {quote_path(source.path)} is only read"
        raise LibraryError(message, hint)
    if not source.owned:
        hint = "they come with wikicli; name a library of your own: -L PATH"
        raise LibraryError("the bundled entries can't be changed", hint)


def get_own_source(library: Library) -> Source:
    """Return the folder for entries of one's own; it may be missing as yet.

    Raises LibraryError if no source of one's own is a folder.
    """
    for source in library.sources:
        if source.owned and (source.path.is_dir() or not source.present):
            return source
    paths = ", ".join(quote_path(source.path) for source in library.sources)
    message = f"no source of the library is a folder of your own: {paths}"
    raise LibraryError(message, "name one: -L PATH")


def get_changeable(library: Library, path: Path, verb: str) -> Source:
    """Get the source of a file that is to be moved or removed, as the verb says.

    Raises LibraryError if it is not one's own, a link, or only read.
    """
    source = library.get_source(path)
    if not source.owned:
        hint = f"to have one of your own: {command_line('edit', path.stem)}"
        raise LibraryError(f"{quote_path(path)} is not yours to {verb}", hint)
    if path.is_symlink():
        hint = f"{verb} what it leads to: {clean_line(path.resolve())}"
        raise LibraryError(f"{quote_path(path)} is a link", hint)
    if kept := find_kept(source, path):
        raise kept.as_error(path)
    return source


def check_writable(source: Source, path: Path) -> None:
    """Raise LibraryError unless a file of a source can be written, there or not yet."""
    if kept := find_kept(source, path):
        raise kept.as_error(path)
    for folder in (source.folder, find_target(path).parent):
        if folder.is_dir() and not can_write(folder):
            raise _unwritable(folder, "Permission denied")
    check_can_seal()


def _unwritable(folder: Path, reason: str) -> LibraryError:
    message = f"can't change files in {quote_path(folder)}: {reason}"
    return LibraryError(message, "nothing was changed there")


def format_diff(edit: Edit, old_name: str, new_name: str = "") -> str:
    """Format an edit as a unified diff, safe to print.

    Where line ends change, those with a carriage return are shown with ``^M``.
    """
    old, new = _split(edit.old or b""), _split(edit.new or b"")
    shown = {"": f"\n{_NO_END}"}
    if ({*map(itemgetter(1), old)} ^ {*map(itemgetter(1), new)}) - {""}:
        shown |= {"\r\n": "^M", "\r": "^M"}
    before, after = (
        [line + shown.get(end, "") for line, end in it] for it in (old, new)
    )
    lines = unified_diff(before, after, old_name, new_name or old_name, lineterm="")
    return "".join(f"{line}\n" for line in lines)


_NO_END = "\\ No newline at end of file"
_LINE = re.compile("([^\r\n]*)(\r\n|\r|\n)|([^\r\n]+)")


def _split(data: bytes) -> list[tuple[str, str]]:
    """Split a text into lines, safe to print, and their ends."""
    found = _LINE.findall(data.decode("utf-8", "replace"))
    return [(make_safe(line or last), end) for line, end, last in found]
