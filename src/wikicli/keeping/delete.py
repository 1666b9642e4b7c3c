"""Deleting an entry of one's own, and who links to it."""

from dataclasses import dataclass, field
from pathlib import Path

from wikicli.base.errors import EntryNotFoundError, NoAnswerError
from wikicli.base.text import clean_line, did_you_mean, format_count, quote
from wikicli.entry import file as entryfile
from wikicli.keeping.edits import Edit, get_changeable, write_edits, writing
from wikicli.keeping.relink import count_links
from wikicli.library.graph import may_name
from wikicli.library.journal import Outcome
from wikicli.library.library import Library
from wikicli.library.names import bears
from wikicli.library.sources import find_given

_MOST = 5
"""The most entries that link to one are named; the rest is counted."""


@dataclass(eq=False, repr=False)
class Deletion:
    """An entry that is to go; ``links`` counts those that would lead nowhere, by file.

    ``uncovered`` is the entry of another source that has its slug then.
    """

    library: Library
    file: Path
    links: dict[Path, int] = field(default_factory=dict)
    uncovered: Path | None = None

    def __post_init__(self) -> None:
        """Look for links; raises LibraryError for what can't be deleted."""
        self.slug = clean_line(self.file.stem)
        self.source = get_changeable(self.library, self.file, "delete")
        others = [it.files for it in self.library.sources if it is not self.source]
        self.uncovered = next((it[self.slug] for it in others if self.slug in it), None)
        if self.uncovered is None:
            for path in self.library.files.values():
                if path != self.file and (count := _count_links(path, self.slug)):
                    self.links[path] = count


def plan_deletion(library: Library, name: str, force: bool = False) -> Deletion:
    """Plan to delete the entry of a name, which may be an unreadable one.

    What only sounds like a name is none here. Raises NoAnswerError for it, and if
    others link to the entry, unless by ``force``; LibraryError for an entry that is not
    one's own or can't be deleted.
    """
    plan = Deletion(library, library.get_file(name))
    if not _is_written_so(plan, name):
        nearest = did_you_mean([library.describe(plan.slug)])
        raise EntryNotFoundError(f"no entry named {quote(name)}", nearest)
    if plan.links and not force:
        slugs = [quote(path.stem) for path in plan.links]
        rest = f" and {len(slugs) - _MOST} more" if len(slugs) > _MOST else ""
        verb = "links" if len(slugs) == 1 else "link"
        message = f"{format_count(len(slugs), 'entry')} {verb} to {quote(plan.slug)}"
        named = f"{', '.join(slugs[:_MOST])}{rest}"
        raise NoAnswerError(message, f"{named}; to delete it all the same: --force")
    return plan


def delete_entry(plan: Deletion) -> Outcome | None:
    """Delete the file of an entry."""
    with writing(plan.source.folder) as outcome:
        edit = Edit(plan.file, plan.file.read_bytes(), None)
        write_edits(plan.source.folder, f"delete {plan.slug}", [edit])
    return outcome


def _is_written_so(plan: Deletion, name: str) -> bool:
    if plan.library.find_slug(clean_line(name)) or find_given(name):
        return True
    entry = entryfile.read(plan.file).entry
    return entry is not None and bears(entry, name)


def _count_links(path: Path, slug: str) -> int:
    try:
        data = path.read_bytes()
    except OSError:
        return 0
    entry = entryfile.parse(data, path).entry if may_name(data, slug) else None
    return count_links(entry)[slug] if entry else 0
