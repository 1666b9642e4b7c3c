"""Sources of a library: where entry files are found, before any is read."""

import os
import stat
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from wikicli.article.markup import SLUG
from wikicli.base.errors import LibraryError
from wikicli.base.files import JOURNAL, find_target
from wikicli.base.problems import Location, Problem, why_unreadable
from wikicli.base.text import clean_line, quote, quote_path

if TYPE_CHECKING:
    from wikicli.library.packs import Pack

SUFFIX = ".yaml"
PACK = ".wikipack"


def name_index(paths: Sequence[Path]) -> str:
    """Name the folder of the indexes of some sources."""
    from hashlib import blake2b

    sources = "\0".join(str(path.absolute()) for path in paths)
    return blake2b(os.fsencode(sources), digest_size=8).hexdigest()


def find_given(name: str) -> Path | None:
    """Find the file that a name of an entry is the path of."""
    is_path = name.endswith(SUFFIX) and os.path.lexists(name)
    return Path(name) if is_path else None


class Source(NamedTuple):
    """A folder of entry files, one such file, or a pack.

    ``files`` maps each slug to its file. Nobody changes those that are not ``owned``:
    the bundled entries, and those of packs.
    """

    path: Path
    reason: str
    files: Mapping[str, Path]
    problems: tuple[Problem, ...]
    present: bool = True
    owned: bool = True
    pack: "Pack | None" = None

    def has(self, path: Path) -> bool:
        """Tell whether a file is one of the source."""
        return self.files.get(clean_line(path.stem)) == path

    @property
    def folder(self) -> Path:
        """The folder in which its files are changed: that of a file, not of a link."""
        return find_target(self.path).parent if self.path.is_file() else self.path


def read_sources(
    path: Path, reason: str, optional: bool = False, owned: bool = True
) -> list[Source]:
    """Find what a path names: a source, behind it those of the packs in its folder.

    Raises LibraryError as `read_source` does.
    """
    if path.name.endswith(PACK):
        return [_read_pack(path, reason)]
    source, packs = _read(path, reason, optional, owned)
    others = [_read_pack(it, reason) for it in packs]
    return [source, *others] if source.files or not others else others


def _read_pack(path: Path, reason: str) -> Source:
    from wikicli.library.packs import PackedFiles, open_pack

    pack = open_pack(path)
    return Source(path, reason, PackedFiles(pack), (), owned=False, pack=pack)


def read_source(
    path: Path, reason: str, optional: bool = False, owned: bool = True
) -> Source:
    """Find the entry files of a source, without reading them; it may be ``optional``.

    Folders are searched recursively, but for names that start with ``.`` or ``_``, and
    for packs. Raises LibraryError if the path is neither a folder nor a file.
    """
    if path.name.endswith(PACK):
        return _read_pack(path, reason)
    return _read(path, reason, optional, owned)[0]


def _read(
    path: Path, reason: str, optional: bool, owned: bool
) -> tuple[Source, list[Path]]:
    """Find the files of a folder, and the packs in it."""
    fault, scan, present = "", _Scan(), True
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            scan.walk(path)
        elif stat.S_ISREG(mode):
            scan.add(path)
        else:
            fault = "is neither a folder nor a file"
    except FileNotFoundError:
        present = False
        if path.is_symlink():
            fault = "is a link that leads nowhere"
        elif not optional:
            fault = "does not exist"
    except OSError as error:
        fault = f"can't be read: {error.strerror}"
    if fault:
        message = f"library {quote_path(path)} {fault}"
        raise LibraryError(message, f"it was named by: {reason}")
    problems = tuple(scan.problems)
    return Source(path, reason, scan.files, problems, present, owned), scan.packs


class _Scan:
    """One look for entry files; notes what bears an entry's name but is none."""

    def __init__(self) -> None:
        self.files: dict[str, Path] = {}
        self.problems: list[Problem] = []
        self.packs: list[Path] = []
        self.visited: set[tuple[int, int]] = set()

    def walk(self, root: Path) -> None:
        """Walk through all folders, the nearest files first; raises for the root."""
        folders = [root]
        for folder in folders:  # grows while it is walked
            try:
                found = self.items_of(folder)
            except OSError as error:
                if folder is root:
                    raise
                message = f"this folder can't be read: {error.strerror}"
                self.note(folder, "no-folder", message)
                continue
            for item in found:
                path = Path(item.path)
                if item.name.endswith(PACK):
                    self.packs += [path] if _is_folder(item) else []
                elif not item.name.endswith(SUFFIX):
                    folders += [path] if _is_folder(item) else []
                elif fault := _fault_of(item):
                    self.note(path, "no-file", fault)
                else:
                    self.add(path)

    def items_of(self, folder: Path) -> "list[os.DirEntry[str]]":
        """List what is in a folder, in order; nothing if it was walked before."""
        status = folder.stat()
        if (status.st_dev, status.st_ino) in self.visited:
            return []  # a link back to where we were
        self.visited.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as items:
            seen = [item for item in items if not item.name.startswith((".", "_"))]
        return sorted(seen, key=lambda item: item.name)

    def add(self, path: Path) -> None:
        """Add an entry file under its slug, made safe as the entry's own is."""
        slug = clean_line(path.stem)
        if slug in self.files:
            first = clean_line(self.files[slug])
            message = f"slug {quote(slug)} is taken by {first}"
            self.note(path, "duplicate-slug", message, "rename one of the two files")
            return
        if not SLUG.fullmatch(slug):
            message = f"file name {quote_path(path.name)} is no slug"
            hint = "lower-case letters a to z, digits and single hyphens"
            self.note(path, "bad-slug", message, hint)
        self.files[slug] = path

    def note(self, path: Path, rule: str, message: str, hint: str = "") -> None:
        self.problems.append(Problem.of(Location(path), rule, message, hint))


def _is_folder(item: "os.DirEntry[str]") -> bool:
    try:
        return item.is_dir()
    except OSError:  # a loop of links
        return False


def _fault_of(item: "os.DirEntry[str]") -> str:
    """Say why something named like an entry is no file; nothing if it is one."""
    try:
        mode = item.stat().st_mode
    except FileNotFoundError:
        return "this link leads nowhere"
    except OSError as error:
        return why_unreadable(error)
    if stat.S_ISDIR(mode):
        return "this is a folder, not an entry file"
    return "" if stat.S_ISREG(mode) else "this is no file"


def find_unfinished(source: Source) -> Problem | None:
    """Find what a writing command left unfinished in a source: its journal is there."""
    place = source.folder / JOURNAL
    if not place.is_dir():
        return None
    from wikicli.library import journal

    try:
        title = journal.find_unfinished(source.folder)
    except LibraryError as error:
        location = Location(place)
        return Problem.of(location, "foreign-journal", error.message, error.hint)
    if title is None:
        return None
    message = f"a change of this library was not finished: {clean_line(title)}"
    hint = "the next command that writes finishes it, such as: wikicli fmt"
    return Problem.of(Location(place), "unfinished-change", message, hint)
