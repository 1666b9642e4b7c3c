"""What is checked: the library's own files, or those of paths and names."""

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wikicli.base.problems import Problem
from wikicli.base.text import clean_line
from wikicli.library.imprint import find_imprint
from wikicli.library.kept import get_named_source
from wikicli.library.library import Library
from wikicli.library.sources import SUFFIX, Source, read_source

FindNames = Callable[[Sequence[str]], list[str]]
"""Finds the names of entries that words are: one, or several of one word each."""


@dataclass(eq=False, repr=False)
class Target:
    """The files in view, by slug, those of them that are checked, and their sources.

    ``problems`` are those of looking for the files.
    """

    files: dict[str, Path]
    chosen: list[str]
    sources: Sequence[Source]
    problems: list[Problem] = field(default_factory=list)


def choose_targets(
    library: Library, words: Sequence[str], find_names: FindNames
) -> list[Target]:
    """Choose what words name: paths and entries; without any, the library's own files.

    The bundled entries are its own only if there are no others. Paths outside the
    library are a library of their own. Raises LibraryError for a path that is no
    good, EntryNotFoundError for a name that no entry bears.
    """
    if not words:
        return [_choose_own(library)]
    paths, names = _split_words(library, words)
    inside = Target(dict(library.files), [], library.sources)
    outside = [path for path in paths if not _take_path(inside, path)]
    known = {path: slug for slug, path in library.files.items()}
    named = [library.get_file(name) for name in find_names(names)] if names else []
    _choose(inside, [known[path] for path in named])
    own = [get_named_source(library, path) for path in named]
    inside.sources = [*own, *library.sources]
    chosen = {inside.files[slug] for slug in inside.chosen}
    faults = (it for it in library.problems if it.location.path in chosen)
    inside.problems = [*inside.problems, *faults]
    targets = [inside] if inside.chosen or inside.problems else []
    return [*targets, *([_read_outside(outside)] if outside else [])]


def read_target(path: Path) -> Target:
    """Read a folder of entries, or one entry file, as a library of its own.

    Raises LibraryError if it is neither.
    """
    source = read_source(path, "the command line")
    problems = [*source.problems, *find_imprint(source)[1]]
    return Target(dict(source.files), list(source.files), [source], problems)


def _choose_own(library: Library) -> Target:
    own = [it for it in library.sources if it.owned and it.files]
    sources = own or library.sources
    items = library.files.items()
    chosen = [slug for slug, path in items if any(it.has(path) for it in sources)]
    without = [it for it in library.sources if it.owned and not it.files]
    problems = [it for source in (*sources, *without) for it in source.problems]
    problems += [it for source in own for it in find_imprint(source)[1]]
    problems += library.unfinished
    return Target(dict(library.files), chosen, library.sources, problems)


def _split_words(
    library: Library, words: Sequence[str]
) -> tuple[list[Path], list[str]]:
    """Tell paths from names: a slug is a name, and so is what there is no file of."""
    paths, names = [], []
    for word in words:
        looks_like_path = os.sep in word or word.endswith(SUFFIX) or word in (".", "..")
        is_slug = library.find_slug(clean_line(word)) is not None
        if looks_like_path or (not is_slug and os.path.lexists(word)):
            paths.append(Path(word))
        else:
            names.append(word)
    return paths, names


def _take_path(target: Target, path: Path) -> bool:
    """Choose what of the library a path holds; tell whether it is in the library."""
    real = os.path.realpath(path)
    for source in target.sources:
        root = os.path.realpath(source.path)
        if not _is_within(path, root):
            continue
        inner = source.path / os.path.relpath(real, root)  # also of links that lead out

        def has(file: Path, inner: Path = inner) -> bool:
            return file.is_relative_to(inner) or _is_within(file, real)

        found = {slug: file for slug, file in source.files.items() if has(file)}
        every = (*source.problems, *find_imprint(source)[1])
        problems = [it for it in every if has(it.location.path)]
        if found or problems:
            target.files |= found  # also one that another source's takes the place of
            _choose(target, list(found))
            target.problems += problems
            return True
    return False


def _is_within(path: Path, folder: str) -> bool:
    """Tell whether what a path leads to is a folder, or in it."""
    real = os.path.realpath(path)
    return real == folder or real.startswith(folder + os.sep)


def _choose(target: Target, slugs: Sequence[str]) -> None:
    target.chosen = list(dict.fromkeys([*target.chosen, *slugs]))


def _read_outside(paths: Sequence[Path]) -> Target:
    """Read paths outside the library; beside a file, the others of its folder."""
    files: dict[str, Path] = {}
    chosen: dict[str, Path] = {}
    sources = []
    problems: list[Problem] = []
    for path in paths:
        source = read_source(path, "the command line")
        sources.append(source)
        problems += (*source.problems, *find_imprint(source)[1])
        for slug, file in source.files.items():
            chosen.setdefault(slug, file)
        if stat.S_ISREG(path.stat().st_mode):
            files |= dict(_siblings(path))
    return Target(files | chosen, list(chosen), sources, problems)


def _siblings(path: Path) -> Iterator[tuple[str, Path]]:
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return
    for item in beside:
        hidden = item.name.startswith((".", "_"))
        if item.name.endswith(SUFFIX) and not hidden and item.is_file():
            yield clean_line(item.stem), item
