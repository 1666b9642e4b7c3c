"""Renaming an entry: its file, every link to it, its title, a name it had before.

It is planned as a whole before anything is written, and written all or not at all.
"""

from dataclasses import dataclass, field
from pathlib import Path

from wikicli.article.markup import SLUG
from wikicli.base.errors import NoAnswerError, UnreadableEntryError
from wikicli.base.model import Entry
from wikicli.base.problems import Location, Problem
from wikicli.base.text import clean_line, quote
from wikicli.entry import file as entryfile
from wikicli.keeping.edits import Edit, get_changeable, write_edits, writing
from wikicli.keeping.relink import count_links, may_link, relink, set_names
from wikicli.library.graph import may_name
from wikicli.library.journal import Outcome
from wikicli.library.kept import find_kept
from wikicli.library.library import Library
from wikicli.library.names import bears, check_free, check_slug, make_slug
from wikicli.library.sources import SUFFIX


@dataclass(eq=False, repr=False)
class Renaming:
    """A change of an entry's names, as edits of files, and what it can't reach.

    ``file`` is where the entry is. ``links`` counts the links that are rewritten, by
    file; ``problems`` are about links that stay.
    """

    library: Library
    file: Path
    entry: Entry
    new: str
    title: str
    edits: list[Edit] = field(default_factory=list)
    links: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Collect the edits; raises LibraryError for what can't be edited."""
        self.old = self.entry.slug
        self.path = self.file.with_name(self.new + SUFFIX)
        self.source = self.library.get_source(self.file)
        if self.old != self.new:
            files = [it for it in self.source.files.values() if it != self.file]
            self.edits += filter(None, map(self.relink, files))
            self.look_elsewhere()
        self.edits = [*self.rename(), *self.edits]

    def links_by_path(self, written: bool) -> dict[Path, int]:
        """Return the links by where files are now, or once they are written."""
        gone = [edit.path for edit in self.edits if edit.new is None]
        moved = dict.fromkeys(gone, self.path) if written else {}
        found = {moved.get(path, path): count for path, count in self.links.items()}
        return dict(sorted(found.items()))

    def rename(self) -> list[Edit]:
        """Return the edits of the entry itself."""
        old = new = self.file.read_bytes()
        if self.old != self.new:
            new, count = relink(old, self.file, self.entry, self.old, self.new)
            if count:
                self.links[self.file] = count
        new = set_names(new, self.file, self.title, self.find_aliases())
        if self.old == self.new:
            return [Edit(self.file, old, new)]
        return [Edit(self.path, None, new), Edit(self.file, old, None)]

    def find_aliases(self) -> list[str]:
        """Return the names that the entry had and would not be found by any more."""
        after = self.entry._replace(title=self.title)
        aliases = []
        for name in (self.entry.title, self.old):
            if name != self.new and not bears(after, name):
                aliases.append(name)
                after = after._replace(aliases=(*after.aliases, name))
        return aliases

    def relink(self, path: Path) -> Edit | None:
        """Return the edit of a file that links to the entry."""
        data = _read_if_it_names(path, self.old)
        if data is None:
            return None
        entry = entryfile.parse(data, path).entry
        if entry is None:
            if may_link(data, self.old):
                message = f"this can't be read; links to {quote(self.old)} stay"
                self.warn(path, "link-stays", message)
            return None
        if kept := find_kept(self.source, path):
            if count_links(entry)[self.old]:
                message = f"this links to {quote(self.old)} and {kept.reason}: it stays"
                self.warn(path, "link-stays", message)
            return None
        new, count = relink(data, path, entry, self.old, self.new)
        if not count:
            return None
        self.links[path] = count
        return Edit(path, data, new)

    def look_elsewhere(self) -> None:
        """Note files of other sources that link to the entry, or have its slug."""
        for source in self.library.sources:
            if source is self.source:
                continue
            for path in source.files.values():
                data = _read_if_it_names(path, self.old)
                entry = entryfile.parse(data, path).entry if data else None
                if entry and count_links(entry)[self.old]:
                    message = f"this links to {quote(self.old)}, from another source"
                    self.warn(path, "link-stays", message)
            if self.old in source.files:
                message = f"this is {quote(self.old)} now: another entry of that slug"
                self.warn(source.files[self.old], "uncovered", message)

    def warn(self, path: Path, rule: str, message: str) -> None:
        """Note what is to be known about a file that stays as it is."""
        self.problems.append(Problem.of(Location(path), rule, message))


def plan_renaming(library: Library, name: str, new: str, title: str = "") -> Renaming:
    """Plan to rename the entry of a name; ``new`` is a slug, or a title to make it of.

    Raises NoAnswerError if the new names are taken or are the old ones, LibraryError
    for an entry that is not one's own or can't be edited.
    """
    path, typed = library.get_file(name), new
    get_changeable(library, path, "rename")
    loaded = entryfile.read(path)
    if (entry := loaded.entry) is None:
        raise UnreadableEntryError(loaded.problems)
    if not SLUG.fullmatch(new):
        title = title or clean_line(new)
        new = make_slug(new, _GIVE_BOTH)
    title = " ".join(clean_line(title).split()) or entry.title
    check_slug(new, _GIVE_BOTH)
    if (new, title) == (entry.slug, entry.title):
        raise NoAnswerError(f"{quote(typed)} is its name already")
    names = [title] if title != entry.title else []
    check_free(library, new, names, but=entry.slug)
    return Renaming(library, path, entry, new, title)


_GIVE_BOTH = "wikicli rename OLD SLUG --title TITLE"


def write_renaming(plan: Renaming) -> Outcome | None:
    """Make the edits of a renaming, all of them or none."""
    with writing(plan.source.folder) as outcome:
        title = f"rename {plan.old} → {plan.new}"
        write_edits(plan.source.folder, title, plan.edits)
    return outcome


def _read_if_it_names(path: Path, slug: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if may_name(data, slug) else None
