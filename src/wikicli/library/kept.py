"""Files of a library that are read but not changed: the one place that decides it.

A library may come from a stranger: links in it must not choose what is written
elsewhere.
"""

import os
from pathlib import Path
from typing import NamedTuple

from wikicli.base.errors import LibraryError
from wikicli.base.problems import Location, Problem
from wikicli.base.text import clean_line, quote_path
from wikicli.library.library import Library
from wikicli.library.sources import Source, read_source


class Kept(NamedTuple):
    """Why a file is read but not changed, as what is said of it, and what to do.

    ``is_link`` tells a link that leads out by itself, not a folder above it.
    """

    reason: str
    hint: str
    is_link: bool = False

    def as_error(self, path: Path) -> LibraryError:
        """Return the error for a command that is to change just that file."""
        return LibraryError(f"{quote_path(path)} {self.reason}", self.hint)

    def as_problem(self, path: Path) -> Problem:
        """Return the problem for a command that goes on with other files."""
        message = f"this {self.reason}; it is left alone"
        return Problem.of(Location(path), "only-read", message, self.hint)


def find_kept(source: Source, path: Path) -> Kept | None:
    """Find why a file of a source is not to be changed; None if it may be.

    A source that is a link itself, to a file or a folder, was named by the user.
    """
    if path != source.path and _leads_out(source, path.parent):
        reason = "is in a folder linked into the library, which is only read"
        return Kept(reason, f"to change it there: -L {clean_line(path.parent)}")
    if path != source.path and _leads_out(source, path):
        reason = f"is a link out of the library, to {quote_path(path.resolve())}"
        return Kept(reason, "it is changed if it is named by itself", True)
    if path.is_file() and (count := path.stat().st_nlink) > 1:
        reason = f"is one of {count} hard links, which a change would part"
        hint = "to part them: copy the file, and move the copy to its place"
        return Kept(reason, hint)
    return None


def _leads_out(source: Source, path: Path) -> bool:
    root = os.path.realpath(source.folder)
    return not Path(os.path.realpath(path)).is_relative_to(root)


def get_named_source(library: Library, path: Path) -> Source:
    """Get the source of a file that was named: a link out is a source of its own.

    Who names it wants what it leads to changed.
    """
    source = library.get_source(path)
    kept = find_kept(source, path) if source.owned else None
    return read_source(path, source.reason) if kept and kept.is_link else source
