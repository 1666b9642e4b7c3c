"""The library: entries found in an ordered list of sources, and got by name."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from wikicli import __version__
from wikicli.base.errors import (
    AmbiguousNameError,
    EntryNotFoundError,
    LibraryError,
    NoAnswerError,
    UnreadableEntryError,
)
from wikicli.base.files import find_state
from wikicli.base.model import Entry, Head, Side
from wikicli.base.problems import Problem, why_skipped
from wikicli.base.progress import Tell, Track, tell_nobody, track_nothing
from wikicli.base.text import (
    clean_line,
    command_line,
    did_you_mean,
    find_nearest,
    one_a_line,
    quote,
    quote_path,
)
from wikicli.language.armenian import sort_key
from wikicli.library.sources import (
    SUFFIX,
    Source,
    find_given,
    find_unfinished,
    name_index,
)

if TYPE_CHECKING:
    from wikicli.library.namesakes import Namesakes
    from wikicli.library.packs import Pack
    from wikicli.library.reading import Numbered, Reading
    from wikicli.library.store import Store
    from wikicli.search.index import Index, IndexState, Prepared, Row, Several


_KEPT_FORMAT = 1
"""To be raised when what is kept of an entry changes."""


@dataclass(eq=False, repr=False)
class Library:
    """The entries of all sources; where two have the same slug, the first wins."""

    sources: Sequence[Source]
    cache: Path
    track: Track = track_nothing
    tell: Tell = tell_nobody
    problems: list[Problem] = field(default_factory=list)
    _stores: "dict[Path, Store]" = field(default_factory=dict, init=False)
    _heads: dict[tuple[str, Side], Head | None] = field(
        default_factory=dict, init=False
    )

    def __post_init__(self) -> None:
        """Collect what the sources noted."""
        self.problems += (it for source in self.sources for it in source.problems)
        self.problems += self.unfinished

    @cached_property
    def unfinished(self) -> list[Problem]:
        """The warnings of changes that a crash interrupted in the middle."""
        return [found for it in self.sources if (found := find_unfinished(it))]

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """The file of each slug, in their order."""
        if self.packs:
            from wikicli.library.packs import Overlay

            layers = [source.files for source in self.sources]
            return layers[0] if len(layers) == 1 else Overlay(layers)
        files: dict[str, Path] = {}
        for source in reversed(self.sources):
            files |= source.files
        return dict(sorted(files.items()))

    @cached_property
    def packs(self) -> list[Source]:
        """The sources that are packs."""
        return [source for source in self.sources if source.pack]

    def get(self, name: str) -> "Reading":
        """Get the entry of a name: slug, title, alias, then Armenian headword.

        Raises EntryNotFoundError, AmbiguousNameError, or UnreadableEntryError if the
        file of that name gives no entry.
        """
        reading = self.read(self.get_file(name))
        newer = self.find_newer(reading.path)
        return replace(reading, problems=(*self.unfinished, *newer, *reading.problems))

    def read(self, path: Path) -> "Reading":
        """Read an entry's file, or what was kept of it since it last changed.

        Raises UnreadableEntryError if it gives no entry.
        """
        from wikicli.library.reading import parse_reading, read_reading

        state = find_state(path)
        if text := self.get_kept("entry", path, state):
            with suppress(ValueError, TypeError):
                return read_reading(path, text)
        from wikicli.entry import file as entryfile

        return parse_reading(entryfile.read(path), state)

    def number(self, reading: "Reading") -> "Numbered":
        """Number the footnotes of an entry; keep what was parsed for it."""
        from wikicli.library.reading import write_reading

        numbered = reading.number(self.title_of)
        if reading.loaded:
            text = write_reading(reading.loaded, numbered)
            self.keep("entry", reading.path, reading.state, text)
        return numbered

    def has_kept(self, kind: str, path: Path) -> bool:
        """Tell whether something is kept of a file as it is now."""
        slug, store = self._find_store(path)
        return store is not None and store.has(kind, slug, find_state(path))

    def get_kept(
        self, kind: str, path: Path, state: str = "", key: str = ""
    ) -> str | None:
        """Get what is kept of a file as it is now, or in a state that was asked for.

        A ``key`` stands for what else it depends on.
        """
        slug, store = self._find_store(path)
        return store.get(kind, slug, state or find_state(path), key) if store else None

    def keep(self, kind: str, path: Path, state: str, text: str, key: str = "") -> None:
        """Keep something of a file until its state is another."""
        slug, store = self._find_store(path)
        if store:
            store.put(kind, slug, state, text, key)

    def _find_store(self, path: Path) -> "tuple[str, Store | Pack | None]":
        """Find what is kept of the folder that an entry of the library is from."""
        slug = clean_line(path.stem)
        for source in self.sources:
            if source.pack and source.has(path):
                return slug, source.pack
            if source.path != path and source.has(path):
                if source.path not in self._stores:
                    from wikicli.library.store import Store

                    place = self.cache.parent / "kept"
                    version = f"{__version__}.{_KEPT_FORMAT}"
                    store = Store(place, source.path, version, self.tell)
                    self._stores[source.path] = store
                return slug, self._stores[source.path]
        return slug, None

    def close(self) -> None:
        """Write what is to be kept for the next time."""
        for store in self._stores.values():
            store.close()

    def find_newer(self, path: Path) -> "Iterator[Problem]":
        """Find what a copy of a bundled entry hides, if that has changed since."""
        slug = clean_line(path.stem)
        for source in self.sources:
            if not source.owned and source.files.get(slug, path) != path:
                from wikicli.library.copies import find_newer

                newer = find_newer(path, source.files[slug])
                yield from [newer] if newer else []

    def get_file(self, name: str) -> Path:
        """Get the file of the one entry that bears a name; raises if there is none.

        The path of a file is a name, too, if the library has that file.
        """
        name = clean_line(name)
        slug = self.find_slug(name)
        if slug is not None:
            return self.files[slug]
        if (given := find_given(name)) is not None:
            return self.own_file(given)
        found = self.index.find_by_name(name)
        if len(found) == 1:
            return self.files[found[0].slug]
        if found:
            message = f"{quote(name)} names several entries"
            each = (f"{quote(head.slug)} ({head.title})" for head in found)
            raise AmbiguousNameError(message, one_a_line("say which:", each))
        no_files = (it for it in self.problems if it.rule == "no-file")
        named = [it for it in no_files if clean_line(it.location.path.stem) == name]
        if named:
            raise UnreadableEntryError(named)
        raise self.not_found(name)

    def find_namesakes(self, name: str, entry: Entry) -> "Namesakes | None":
        """Find what else a name means that was given for an entry.

        None for a slug or a path, and for a name of this entry alone that is no alias.
        """
        name = clean_line(name)
        if name == "-" or self.find_slug(name) is not None or find_given(name):
            return None
        from wikicli.library.namesakes import find

        return find(name, entry, self.index)

    def own_file(self, path: Path) -> Path:
        """Return a file as the library has it; raises LibraryError if it does not."""
        own = self.files.get(clean_line(path.stem))
        if own is not None and own.exists() and own.samefile(path):
            return own
        hint = f"to work in its folder: -L {quote_path(path.parent)}"
        raise LibraryError(f"{quote_path(path)} is no file of the library", hint)

    def get_source(self, path: Path) -> Source:
        """Get the source that has a file of the library."""
        for source in self.sources:
            if source.has(path):
                return source
        raise LibraryError(f"{quote_path(path)} is no file of the library")

    def folder_of(self, path: Path) -> Path:
        """Return the folder of the source that has a file, or else that of the file."""
        for source in self.sources:
            if source.has(path):
                return source.folder
        return path.parent

    def find_slug(self, name: str) -> str | None:
        """Find the slug that a name is, in any case, spaces read as hyphens."""
        slug = "-".join(name.lower().split())
        return next((found for found in (name, slug) if found in self.files), None)

    def not_found(self, name: str) -> EntryNotFoundError:
        """Make the error for a name that no entry bears, with its nearest names."""
        of_file = name.endswith(SUFFIX)
        message = f"{'no file and no' if of_file else 'no'} entry named {quote(name)}"
        if not name.strip():
            return EntryNotFoundError(message, "see all names: wikicli list")
        if not self.files:
            return EntryNotFoundError(message, str(self.no_entries()))
        words = clean_line(Path(name).stem if of_file else name)
        hint = did_you_mean(self.near_names(words)) or self.suggest_search(words)
        return EntryNotFoundError(message, hint)

    def suggest_search(self, words: str) -> str:
        """Return the hint to search for words, if that finds any entry."""
        from wikicli.search.syntax import Words

        index = self.index
        asked = index.understand(Words(words))
        if len(words) > 80 or not index.find(asked, 1).total:
            return "see all names: wikicli list"
        end = ["--"] if words.startswith("-") else []  # of the options
        return f"try: {command_line('search', *end, *words.split())}"

    def no_match(self, query: str) -> NoAnswerError:
        """Make the error for a query that finds nothing."""
        message = f"no entry matches {quote(query)}"
        return NoAnswerError(message, did_you_mean(self.near_names(query)))

    def heads(self, category: str = "", side: Side = "en") -> list[Head]:
        """Return the heads of all entries, or of those in a category, by title.

        By the Armenian one: those without come last. Raises NoAnswerError if there
        are none.
        """
        from wikicli.library.categories import choose

        heads = choose(self.index.heads(), category)
        if not heads:
            raise self.no_entries()
        if side == "hy":
            heads.sort(key=lambda head: (not head.hy, sort_key(head.hy)))
        return heads

    def pick(self, category: str = "") -> str:
        """Return the slug of an entry picked at random, not of an unreadable one.

        Raises NoAnswerError if there is none.
        """
        from random import choice

        heads = self.heads(category) if category.strip() else ()
        left = [head.slug for head in heads] or list(self.files)
        while left:
            slug = choice(left)
            if self.head(slug):
                return slug
            left.remove(slug)
        raise self.no_entries()

    def no_entries(self) -> NoAnswerError:
        """Make the error for a library without entries."""
        paths = ", ".join(quote_path(source.path) for source in self.sources)
        hint = f"an entry is a file <slug>{SUFFIX} in {paths}"
        return NoAnswerError("the library has no entries", hint)

    def near_names(self, name: str) -> list[str]:
        """Name entries with a like name, the nearest first, three at most.

        If it is a name mistyped, others share more with it than letters: its start.
        """
        name = clean_line(name)
        slug = "-".join(name.lower().split())
        near = [head.slug for head in self.index.find_near(name, 3)]
        alike = [] if self.packs else find_nearest(slug, self.files, 3)
        if near:
            alike = [other for other in alike if other.startswith(slug)]
        return [self.describe(it) for it in list(dict.fromkeys([*near, *alike]))[:3]]

    def describe(self, slug: str) -> str:
        """Name an entry for a hint: its slug, title and Armenian headword."""
        head = self.head(slug)
        names = " · ".join(filter(None, (head.title, head.hy))) if head else ""
        return f"{quote(slug)} ({names})" if names else quote(slug)

    def head(self, slug: str, side: Side = "en") -> Head | None:
        """Read what a link shows of an entry; None if it is missing or unreadable.

        The Armenian side has the Armenian names first. It stands after the English
        text, so that the whole file is read for it.
        """
        if (slug, side) not in self._heads:
            path = self.files.get(slug)
            head = None
            if path and side == "hy":
                with suppress(UnreadableEntryError):
                    head = self.read(path).entry.head.in_armenian
            if path and not head:
                head = self._read_head(path)
            self._heads[slug, side] = head
        return self._heads[slug, side]

    def _read_head(self, path: Path) -> Head | None:
        from wikicli.library.compiled import decode, encode

        state = find_state(path)
        if text := self.get_kept("head", path, state):
            with suppress(ValueError, TypeError):
                return cast("Head | None", decode("head", text))
        from wikicli.entry import file as entryfile

        head = entryfile.read_head(path)
        self.keep("head", path, state, encode("head", head))
        return head

    def title_of(self, slug: str, side: Side = "en") -> str:
        """Return the title of an entry, or its slug in words if it can't be had."""
        head = self.head(slug, side)
        return head.title if head else slug.replace("-", " ")

    @cached_property
    def index(self) -> "Index | Several":
        """The index of this library, built if it is not there or out of date."""
        from wikicli.search.index import Several

        parts = [self._open_own_index()] if self.has_own_index else []
        parts += map(self._open_index_of, self.packs)
        if len(parts) == 1:
            return parts[0]
        return Several(parts)

    @property
    def has_own_index(self) -> bool:
        """Whether an index is made for it: those of packs are in there."""
        return not self.packs or bool(self.file_states)

    def _open_own_index(self) -> "Index":
        """Open the index of what is in no pack."""
        from wikicli.search.index import Files, open_index

        files = Files(self.file_states, self.read_row, self.index_kind)
        opened = open_index(self.index_place, self.rows, files, self.tell)
        self.problems.extend(opened.problems)
        return opened

    def _open_index_of(self, source: Source) -> "Index":
        """Open the index of a pack, without the entries that earlier sources have."""
        from wikicli.library.packs import INDEX, Overlay, damaged, iter_common
        from wikicli.search.index import open_packed

        layers = [it.files for it in self.sources]
        earlier = layers[: self.sources.index(source)]
        hidden = iter_common(Overlay(earlier), source.files)
        place, error = source.path / INDEX, damaged(source.path)
        return open_packed(place, source.files, hidden, error)

    @cached_property
    def index_place(self) -> Path:
        """Where the index belongs: named by the sources and by what is in them.

        It depends on the program, on its own format, and on the state of each file. Of
        packs it has nothing but titles.
        """
        from hashlib import blake2b

        library = name_index([source.path for source in self.sources])
        content = blake2b(f"{self.index_kind}\n".encode(), digest_size=16)
        for slug, (path, state) in self.file_states.items():
            content.update(os.fsencode(f"{slug}\0{path}\0{state}\n"))
        for source in self.packs:
            content.update(source.pack.manifest.write() if source.pack else b"")
        return self.cache / library / content.hexdigest()

    def find_index(self) -> "IndexState":
        """Find whether the index is there, without building it."""
        from wikicli.search.index import find_state

        return find_state(self.index_place)

    def remove_index(self) -> None:
        """Remove the index, older ones too: the next use builds all of it anew."""
        from wikicli.search.index import remove_indexes

        remove_indexes(self.index_place)

    @property
    def index_kind(self) -> str:
        """What an index depends on but for the files."""
        from wikicli.search.index import FORMAT

        return f"{__version__} {FORMAT}"

    @cached_property
    def file_states(self) -> dict[str, tuple[str, str]]:
        """The path of each file, by slug, and what tells whether it has changed.

        Left out is what is in packs, or hidden by one.
        """
        states = {}
        for slug, path in self._unpacked.items():
            try:
                status = path.stat()
                state = str((status.st_size, status.st_mtime_ns, status.st_ino))
            except OSError:
                state = "missing"
            states[slug] = str(path), state
        return states

    @property
    def _unpacked(self) -> dict[str, Path]:
        if not self.packs:
            return dict(self.files)
        found = dict[str, Path]()
        for source in self.sources:
            files = {} if source.pack else source.files
            found |= {it: path for it, path in files.items() if self.files[it] == path}
        return dict(sorted(found.items()))

    def rows(self) -> Iterator["Prepared | Problem"]:
        """Read all entries for the index; a file without one gives its problem.

        Where there are many, several processes do.
        """
        from wikicli.base.processes import share_out

        begin = partial(begin_reading, self.sources, self.cache)
        rows = share_out(_prepare, list(self.file_states), _PRELOADED, begin)
        return iter(self.track(rows, len(self.file_states), "indexing"))

    def read_row(self, slug: str) -> "Row | Problem":
        """Read an entry for the index; a file without one gives its problem."""
        from wikicli.entry import file as entryfile
        from wikicli.search.rows import make_row

        loaded = entryfile.read(self.files[slug])
        if loaded.entry:
            return make_row(loaded.entry, self.title_of)
        return why_skipped(loaded.problems)


# In processes that read for an index ------------------------------------------------

_PRELOADED = ("wikicli.library.library", "wikicli.search.rows", "wikicli.entry.file")
_reader: list[Library] = []
"""The library of this process, if it reads for the index of one."""


def begin_reading(sources: Sequence[Source], cache: Path) -> None:
    """Have a library in this process, to read for that of another."""
    _reader[:] = [Library(sources, cache)]


def get_reader() -> Library:
    """Return the library of this process."""
    return _reader[0]


def _prepare(slug: str) -> "Prepared | Problem":
    from wikicli.search.index import Row, prepare

    row = get_reader().read_row(slug)
    return prepare(row) if isinstance(row, Row) else row
