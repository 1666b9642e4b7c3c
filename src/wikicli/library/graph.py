"""The graph of a library: which entry links to which, and where.

Nodes are slugs, of entries and of those that are missing. Edges are links in the text
of an entry, in either language, and see-also links.
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from math import log2
from typing import Literal, NamedTuple

from wikicli.article.footnotes import Article
from wikicli.article.markup import EntryLink, Spans
from wikicli.base.model import Entry, Reference
from wikicli.base.problems import KeyPath
from wikicli.library.works import Record, Work, join_records


class Link(NamedTuple):
    """A link from one entry to another: the field it stands in, and the note on it.

    ``target`` is a slug, whether there is such an entry or not; it is empty if the link
    leads to a section of the entry that it stands in. ``sections`` are those that are
    meant: of one link no more than one. A link in a text has its place there, and
    ``width``, as its `EntryLink` has them.
    """

    source: str
    target: str
    path: KeyPath
    note: str = ""
    line: int = 0
    column: int = 0
    width: int = 0
    sections: tuple[str, ...] = ()

    @property
    def is_see_also(self) -> bool:
        """Whether it is a see-also link, not one in the text."""
        return self.path[0] == "see_also" and len(self.path) == 2


class Node(NamedTuple):
    """An entry of a graph: its categories, and its links as they stand."""

    slug: str
    categories: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the links are this entry's, and stand in a field each."""
        return all(it.source == self.slug and it.path for it in self.links)


def make_node(entry: Entry, article: Article) -> Node:
    """Find what of an entry is in the graph."""
    return Node(entry.slug, entry.categories, tuple(find_links(entry, article)))


def find_links(entry: Entry, article: Article) -> Iterator[Link]:
    """Yield the links of an entry: fact box, text of both languages, see also."""
    for unit in article.units():
        yield from _links_of(entry, unit.spans, unit.path)
    for index, term in enumerate(entry.terms):
        yield from _links_in(entry, term.note, ("terms", index, "note"))
    for index, link in enumerate(entry.see_also):
        if link.entry:
            yield Link(entry.slug, link.entry, ("see_also", index), link.note)
        yield from _links_in(entry, link.note, ("see_also", index, "note"))


def _links_in(entry: Entry, line: str, path: KeyPath) -> Iterator[Link]:
    """Yield the links in a line of Markdown, which has hardly ever any."""
    if "[[" in line:
        from wikicli.article import markdown

        yield from _links_of(entry, markdown.parse_inline(line, path)[0], path)


def _links_of(entry: Entry, spans: Spans, path: KeyPath) -> Iterator[Link]:
    for it in spans:
        if isinstance(it, EntryLink):
            place = it.line, it.column, it.width
            sections = (it.section,) if it.section else ()
            yield Link(entry.slug, it.slug, path, "", *place, sections)


def may_name(data: bytes, slug: str) -> bool:
    """Tell whether a file may name an entry: as it stands, or by an escape of YAML."""
    return slug.encode() in data or b"\\" in data


Direction = Literal["from", "to"]
"""Along the links from an entry, or against those that lead to it."""


@dataclass(slots=True, eq=False)
class Branch:
    """A link of a tree, and those that follow it at its other end.

    ``slug`` is that end. ``again`` says why what follows is left out: it leads ``back``
    to where the tree came from, or stands ``elsewhere`` in the tree.
    """

    slug: str
    link: Link
    again: Literal["", "back", "elsewhere"] = ""
    branches: list["Branch"] = field(default_factory=list)


Trees = dict[Direction, list[Branch]]
"""The links from an entry, those to it, or both, each as a tree."""


def iter_levels(branches: Iterable[Branch]) -> Iterator[tuple[int, Branch]]:
    """Yield the branches of a tree by level, which counts from 1."""
    level, steps = list(branches), 1
    while level:
        yield from ((steps, branch) for branch in level)
        level = [inner for branch in level for inner in branch.branches]
        steps += 1


class Related(NamedTuple):
    """An entry that has much in common with another, and what that is.

    ``links`` are slugs that both link to, or that link to both. ``direct`` counts the
    directions in which the two link to each other.
    """

    slug: str
    score: float
    direct: int
    links: tuple[str, ...]
    categories: tuple[str, ...]
    works: tuple[Reference, ...]


@dataclass(eq=False, repr=False)
class Graph:
    """The links between entries, one of a kind between two, and what entries share.

    ``slugs`` are those of all entries; ``categories`` has those of each that was read,
    ``records`` their references.
    """

    slugs: Collection[str]
    links: tuple[Link, ...] = ()
    categories: dict[str, tuple[str, ...]] = field(default_factory=dict)
    records: tuple[Record, ...] = ()

    @property
    def nodes(self) -> list[str]:
        """The entries in order, then the missing ones."""
        missing = {link.target for link in self.links}.difference(self.slugs)
        return [*sorted(self.slugs), *sorted(missing)]

    @cached_property
    def works(self) -> list[Work]:
        """The works that the entries cite."""
        return join_records(self.records)

    @cached_property
    def _found(self) -> dict[tuple[Direction, str], list[Link]]:
        """The links by what is asked for: from an entry, or to it from others."""
        found: dict[tuple[Direction, str], list[Link]] = {}
        for link in self.links:
            found.setdefault(("from", link.source), []).append(link)
            if link.source != link.target:
                found.setdefault(("to", link.target), []).append(link)
        return found

    def find(self, slug: str, direction: Direction) -> list[Link]:
        """Find the links from an entry, or those to it from others."""
        return self._found.get((direction, slug), [])

    def grow(self, slug: str, direction: Direction, depth: int = 1) -> list[Branch]:
        """Follow links so many steps; what follows an entry is found but once.

        It stands where the fewest steps lead to. Of the links of the first step those
        in see also come first, and an entry may have one of either kind.
        """
        first = sorted(self.find(slug, direction), key=lambda it: not it.is_see_also)
        trunk = [Branch(_end(link, direction), link) for link in first]
        expanded = {slug}
        start: tuple[str, ...] = (slug,)
        queue = deque((branch, start, 1) for branch in trunk)
        while queue:
            branch, way, steps = queue.popleft()
            following = _once(self.find(branch.slug, direction), direction)
            if branch.slug in way:
                branch.again = "back"
            elif steps < depth and following and branch.slug in expanded:
                branch.again = "elsewhere"
            elif steps < depth:
                expanded.add(branch.slug)
                branch.branches = [Branch(*item) for item in following.items()]
                path = (*way, branch.slug)
                queue.extend((it, path, steps + 1) for it in branch.branches)
        return trunk

    def orphans(self) -> list[str]:
        """Return the entries that no other entry links to."""
        return [slug for slug in sorted(self.slugs) if not self.find(slug, "to")]

    def dangling(self) -> dict[str, list[Link]]:
        """Return the links to missing entries; those that most entries want first."""
        missing = {link.target for link in self.links}.difference(self.slugs)
        return {slug: self.find(slug, "to") for slug in self._sort(missing)}

    def count_sources(self, slug: str) -> int:
        """Count the other entries that link to one."""
        return len({link.source for link in self.find(slug, "to")})

    def most_linked(self) -> list[str]:
        """Return the entries that others link to, those with the most of them first."""
        return self._sort(slug for slug in self.slugs if self.find(slug, "to"))

    def _sort(self, slugs: Iterable[str]) -> list[str]:
        return sorted(slugs, key=lambda slug: (-self.count_sources(slug), slug))

    def related(self, slug: str) -> list[Related]:
        """Return the entries that have most in common with one, these first.

        What two entries share counts the less the more entries have it, 1/log₂(n) for n
        of them (after L. Adamic and E. Adar, "Friends and neighbors on the Web", 2003):
        a category, a work that they cite, an entry that they link to or that links to
        them. A link between the two counts 1.
        """
        scores: dict[str, float] = {}
        shared: dict[str, list[_Feature]] = {}
        for feature in self._features_of.get(slug, ()):
            others = self._holders[feature]
            for other in others:
                if other != slug:
                    weight = 1 / log2(len(others))
                    scores[other] = scores.get(other, 0) + weight
                    shared.setdefault(other, []).append(feature)
        ends = [
            *{link.target for link in self.find(slug, "from")},
            *{link.source for link in self.find(slug, "to")},
        ]
        direct = Counter(it for it in ends if it in self.slugs and it != slug)
        for other, count in direct.items():
            scores[other] = scores.get(other, 0) + count
        found = [
            self._relate(other, score, direct[other], shared.get(other, []))
            for other, score in scores.items()
        ]
        return sorted(found, key=lambda it: (-it.score, it.slug))

    def _relate(
        self, slug: str, score: float, direct: int, shared: list["_Feature"]
    ) -> Related:
        names: dict[str, list[str]] = {}
        for kind, name in shared:
            names.setdefault(kind, []).append(name)
        categories = names.get("category", ())
        return Related(
            slug,
            round(score, 3),
            direct,
            tuple(dict.fromkeys(names.get("from", []) + names.get("to", []))),
            tuple(it for it in self.categories[slug] if it.casefold() in categories),
            tuple(self.works[int(it)].reference for it in names.get("work", ())),
        )

    @cached_property
    def _features_of(self) -> dict[str, list["_Feature"]]:
        """What entries may share: categories, works, entries at the ends of links."""
        found: dict[str, dict[_Feature, None]] = {slug: {} for slug in self.categories}
        for slug, categories in self.categories.items():
            for name in categories:
                found[slug]["category", name.casefold()] = None
        for index, work in enumerate(self.works):
            for slug in work.entries:
                found[slug]["work", str(index)] = None
        for link in self.links:
            found[link.source]["from", link.target] = None
            if link.target in found:
                found[link.target]["to", link.source] = None
        return {slug: list(features) for slug, features in found.items()}

    @cached_property
    def _holders(self) -> dict["_Feature", list[str]]:
        """The entries that have each thing that may be shared."""
        holders: dict[_Feature, list[str]] = {}
        for slug, features in self._features_of.items():
            for feature in features:
                holders.setdefault(feature, []).append(slug)
        return holders


_Feature = tuple[str, str]


def make_graph(
    slugs: Collection[str], nodes: Iterable[Node], records: Iterable[Record] = ()
) -> Graph:
    """Make the graph of entries that were read; ``slugs`` are those of all files.

    The records of works are asked for where entries are related.
    """
    links: dict[tuple[str, str, bool], Link] = {}
    categories: dict[str, tuple[str, ...]] = {}
    for node in nodes:
        categories[node.slug] = node.categories
        for link in node.links:
            if link.sections and link.target in ("", node.slug):
                continue
            key = link.source, link.target, link.is_see_also
            first = links.setdefault(key, link)
            sections = dict.fromkeys(first.sections + link.sections)
            links[key] = first._replace(sections=tuple(sections))
    return Graph(slugs, tuple(links.values()), categories, tuple(records))


def _end(link: Link, direction: Direction) -> str:
    return link.target if direction == "from" else link.source


def _once(links: Iterable[Link], direction: Direction) -> dict[str, Link]:
    """Return one link by each end; of two to the same, see-also has the note."""
    found: dict[str, Link] = {}
    for link in links:
        end = _end(link, direction)
        if end not in found or link.is_see_also:
            found[end] = link
    return found
