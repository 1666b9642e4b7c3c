"""Renaming an entry: its file, every link to it, its title, a name it had before.

Links are edited where they stand: all else of a file stays byte by byte. Every edited
file is read again, and must have the links that were meant.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wikicli import entryfile, markdown, markup
from wikicli.editing import Edit, is_own, root_of, source_of, write_edits, writing
from wikicli.errors import LibraryError, NoAnswerError, UnreadableEntryError
from wikicli.formatting.scalars import format_scalar
from wikicli.formatting.source import MismatchError, Source
from wikicli.journal import Outcome, quote_path
from wikicli.library import SUFFIX, Library
from wikicli.markup import SLUG, EntryLink, Spans
from wikicli.model import Entry
from wikicli.naming import bears, check_free, check_slug, make_slug
from wikicli.problems import Location, Problem, Severity
from wikicli.text import clean_line, quote
from wikicli.yamlnodes import (
    Mapping,
    Node,
    Scalar,
    YamlError,
    parse_nodes,
)
from wikicli.yamlnodes import (
    Sequence as List,
)


class Renaming(NamedTuple):
    """A change of an entry's names, as edits of files, and what it can't reach.

    ``links`` counts the links that are rewritten, by file; ``problems`` are about
    links that stay.
    """

    old: str
    new: str
    title: str
    path: Path
    root: Path
    edits: Sequence[Edit]
    links: dict[Path, int]
    problems: Sequence[Problem]

    def links_by_path(self, written: bool) -> dict[Path, int]:
        """Return the links by where files are now, or once they are written."""
        gone = [edit.path for edit in self.edits if edit.new is None]
        moved = dict.fromkeys(gone, self.path) if written else {}
        found = {moved.get(path, path): count for path, count in self.links.items()}
        return dict(sorted(found.items()))


def plan_renaming(library: Library, name: str, new: str, title: str = "") -> Renaming:
    """Plan to rename the entry of a name; ``new`` is a slug, or a title to make it of.

    Raises NoAnswerError if the new names are taken or are the old ones, LibraryError
    for an entry that is not one's own or can't be edited.
    """
    path, typed = library.find_file(name), new
    entry = _read_own(library, path)
    if not SLUG.fullmatch(new):
        title = title or clean_line(new)
        new = make_slug(new)
    title = " ".join(clean_line(title).split()) or entry.title
    check_slug(new)
    if (new, title) == (entry.slug, entry.title):
        raise NoAnswerError(f"{quote(typed)} is its name already")
    names = [title] if title != entry.title else []
    check_free(library, new, names, but=entry.slug)
    return _Plan(library, path, entry, new, title).make()


def write_renaming(plan: Renaming) -> Outcome | None:
    """Make the edits of a renaming, all of them or none."""
    with writing(plan.root) as outcome:
        title = f"rename {plan.old} → {plan.new}"
        write_edits(plan.root, title, plan.edits)
    return outcome


def _read_own(library: Library, path: Path) -> Entry:
    if not is_own(library, path):
        hint = "to have one of your own: wikicli edit " + clean_line(path.stem)
        raise LibraryError(f"{quote_path(path)} is not yours to rename", hint)
    if path.is_symlink():
        hint = f"rename what it leads to: {clean_line(path.resolve())}"
        raise LibraryError(f"{quote_path(path)} is a link", hint)
    loaded = entryfile.read(path)
    if loaded.entry is None:
        raise UnreadableEntryError(loaded.problems)
    return loaded.entry


class _Plan:
    """Collects the edits of a renaming."""

    def __init__(
        self, library: Library, path: Path, entry: Entry, new: str, title: str
    ) -> None:
        self.library, self.path, self.entry = library, path, entry
        self.old, self.new, self.title = entry.slug, new, title
        self.source = source_of(library, path)
        self.links: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def make(self) -> Renaming:
        edits = []
        files = [it for it in self.source.files.values() if it != self.path]
        if self.old != self.new:
            edits = list(filter(None, map(self.relink, files)))
            self.look_elsewhere()
        edits = [*self.rename(), *edits]
        root = root_of(self.source)
        return Renaming(
            self.old,
            self.new,
            self.title,
            self.path.with_name(self.new + SUFFIX),
            root,
            edits,
            self.links,
            self.problems,
        )

    def rename(self) -> Iterator[Edit]:
        """Yield the edits of the entry itself."""
        old = new = self.path.read_bytes()
        if self.old == self.new:
            new = set_names(old, self.path, self.title, self.find_aliases())
            yield Edit(self.path, old, new)
            return
        new, count = relink(old, self.path, self.entry, self.old, self.new)
        if count:
            self.links[self.path] = count
        new = set_names(new, self.path, self.title, self.find_aliases())
        yield Edit(self.path.with_name(self.new + SUFFIX), None, new)
        yield Edit(self.path, old, None)

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
            if _is_candidate(data, self.old):
                message = f"this can't be read; links to {quote(self.old)} stay"
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
                if entry and _count_links(entry)[self.old]:
                    message = f"this links to {quote(self.old)}, from another source"
                    self.warn(path, "link-stays", message)
            if self.old in source.files:
                message = f"this is {quote(self.old)} now: another entry of that slug"
                self.warn(source.files[self.old], "uncovered", message)

    def warn(self, path: Path, rule: str, message: str) -> None:
        problem = Problem(Location(path), Severity.WARNING, rule, message)
        self.problems.append(problem)


def _read_if_it_names(path: Path, slug: str) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if slug.encode() in data else None


# Links ----------------------------------------------------------------------------


def relink(
    data: bytes, path: Path, before: Entry, old: str, new: str
) -> tuple[bytes, int]:
    """Rewrite the links to a slug in the file of an entry; count them.

    Raises LibraryError if that can't be done without changing anything else.
    """
    counts = _count_links(before)
    count = counts[old]
    if not count:
        return data, 0
    mark, text = _split_mark(data)
    in_text = count - sum(link.entry == old for link in before.see_also)
    try:
        places = [*_find_see_also(text, old)]
    except (YamlError, MismatchError):
        raise _unusual(path) from None
    candidates = [match.end(1) for match in _candidates(old).finditer(text)]
    if len(candidates) != in_text:
        candidates = [
            it for it in candidates if _is_link(text, it, path, old, new, counts)
        ]
    changed = mark + _replace_at(text, [*places, *candidates], old, new)
    after = entryfile.parse(changed.encode(), path).entry
    counts[new] += counts.pop(old)
    if after is None or _count_links(after) != counts or _rest(after) != _rest(before):
        raise _unusual(path)
    return changed.encode(), count


def _split_mark(data: bytes) -> tuple[str, str]:
    """Return the byte order mark of a file, or nothing, and the text behind it."""
    text = data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark, text.removeprefix(mark)


def _unusual(path: Path) -> LibraryError:
    message = f"links in {quote_path(path)} can't be edited; nothing was changed"
    return LibraryError(message, "its YAML is unusual: wikicli fmt may mend it")


def _candidates(slug: str) -> re.Pattern[str]:
    """Return a pattern of a link's looks; its group ends where the slug begins."""
    return re.compile(rf"(\[\[[ \t]*){re.escape(slug)}(?=[ \t]*(?:\\*\||\]\]))")


def _is_candidate(data: bytes, slug: str) -> bool:
    return _candidates(slug).search(data.decode("utf-8", "replace")) is not None


def _is_link(
    text: str, at: int, path: Path, old: str, new: str, counts: Counter[str]
) -> bool:
    """Tell whether what looks like a link is one: if changing it takes one away."""
    changed = _replace_at(text, [at], old, new)
    entry = entryfile.parse(changed.encode(), path).entry
    return entry is not None and _count_links(entry)[old] == counts[old] - 1


def _replace_at(text: str, places: Sequence[int], old: str, new: str) -> str:
    for place in sorted(places, reverse=True):
        text = text[:place] + new + text[place + len(old) :]
    return text


def _find_see_also(text: str, slug: str) -> Iterator[int]:
    """Yield where a slug stands in see-also links."""
    source = _source(text)
    value = _value(source.root, "see_also")
    links = value.items if isinstance(value, List) else [value] if value else []
    for link in links:
        target = _value(link, "entry") if isinstance(link, Mapping) else link
        if isinstance(target, Scalar) and " ".join(target.text.split()) == slug:
            span = source.spans[id(target)]
            place = text.find(slug, span.text or span.start, span.end)
            if place < 0:  # written with escapes
                raise MismatchError
            yield place


def _count_links(entry: Entry) -> Counter[str]:
    """Count the links of an entry by their targets, in everything that may have any."""
    counts = Counter(link.entry for link in entry.see_also if link.entry)
    for text in (entry.body, entry.hy.body if entry.hy else ""):
        if "[[" in text:
            body = markdown.parse(text)
            for section in body.sections:
                counts.update(_targets([section.title]))
                counts.update(_targets(markup.iter_units(section.blocks)))
            for note in body.notes.values():
                counts.update(_targets(markup.iter_units(note.blocks)))
    notes = [link.note for link in entry.see_also] + [it.note for it in entry.terms]
    for line in (*entry.facts.values(), *notes):
        if "[[" in line:
            counts.update(_targets([markdown.parse_inline(line, ())[0]]))
    return counts


def _targets(units: Iterable[Spans]) -> Iterator[str]:
    for spans in units:
        yield from (span.slug for span in spans if isinstance(span, EntryLink))


def _rest(entry: Entry) -> tuple[object, ...]:
    """Return what of an entry no link stands in."""
    terms = [term._replace(note="") for term in entry.terms]
    return (
        *(entry.title, entry.description, entry.aliases, entry.references),
        *(entry.categories, entry.source, terms, list(entry.facts)),
        entry.hy and entry.hy._replace(body=""),
        [link._replace(entry="", note="") for link in entry.see_also],
    )


# Names ----------------------------------------------------------------------------


def set_names(data: bytes, path: Path, title: str, aliases: Sequence[str]) -> bytes:
    """Give an entry another title, and aliases besides those that it has.

    Raises LibraryError if that can't be done without changing anything else.
    """
    before = entryfile.parse(data, path).entry
    assert before is not None
    mark, text = _split_mark(data)
    try:
        comments = _comments(text)
        for alias in aliases:
            text = _add_alias(text, alias)
        if title != before.title:
            text = _set_title(text, title)
        after = entryfile.parse(text.encode(), path).entry
        same_comments = _comments(text) == comments
    except (YamlError, MismatchError):
        raise _fixed_names(path) from None
    wanted = before._replace(title=title, aliases=(*before.aliases, *aliases))
    if after != wanted or not same_comments:
        raise _fixed_names(path)
    return (mark + text).encode()


def _fixed_names(path: Path) -> LibraryError:
    message = f"the names in {quote_path(path)} can't be edited; nothing was changed"
    return LibraryError(message, "its YAML is unusual: wikicli fmt may mend it")


def _source(text: str) -> Source:
    root = parse_nodes(text)
    if root is None:
        raise MismatchError
    return Source(text, root)


def _comments(text: str) -> list[str]:
    return [comment.text for comment in _source(text).comments()]


def _value(node: Node | None, key: str) -> Node | None:
    return (
        node.items[key][1] if isinstance(node, Mapping) and key in node.items else None
    )


def _set_title(text: str, title: str) -> str:
    source = _source(text)
    node = _value(source.root, "title")
    if not isinstance(node, Scalar):
        raise MismatchError
    span = source.spans[id(node)]
    in_brackets = source.is_bracket(source.root)
    written = format_scalar(title, False, in_brackets)
    return text[: span.start] + written + text[span.end :]


def _add_alias(text: str, alias: str) -> str:
    """Add an alias: to the list that there is, or as a list below the description."""
    source = _source(text)
    node = _value(source.root, "aliases")
    plain, inside = format_scalar(alias, False), format_scalar(alias, False, True)
    if isinstance(node, List) and node.items:
        last = node.items[-1]
        if not isinstance(last, Scalar):
            raise MismatchError
        end = source.spans[id(last)].end
        if source.is_bracket(node):
            return f"{text[:end]}, {inside}{text[end:]}"
        return _insert_line(text, end, " " * (node.column - 1) + f"- {plain}")
    if isinstance(node, List):
        start = source.offset(node) + 1
        return text[:start] + inside + text[start:]
    if isinstance(node, Scalar):
        span = source.spans[id(node)]
        if node.empty:
            return f"{text[: span.start]} [{inside}]{text[span.end :]}"
        raise MismatchError
    before = _value(source.root, "description") or _value(source.root, "title")
    if not isinstance(before, Scalar) or source.is_bracket(source.root):
        raise MismatchError
    return _insert_line(text, source.spans[id(before)].end, f"aliases: [{inside}]")


def _insert_line(text: str, behind: int, line: str) -> str:
    """Insert a line below the one in which a place is."""
    end = text.find("\n", behind)
    ending = "\r\n" if text[:end].endswith("\r") else "\n"
    if end < 0:
        return text + ending + line + ending
    return text[: end + 1] + line + ending + text[end + 1 :]
