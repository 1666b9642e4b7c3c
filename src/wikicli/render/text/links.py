"""Links between entries: trees of them, lists of entries, the figures of a library."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rich.text import Text

from wikicli.base.model import Entry, Side
from wikicli.base.text import format_count
from wikicli.language.interface import say
from wikicli.library.graph import Branch, Direction, Graph, Link, Related, Trees
from wikicli.library.library import Library
from wikicli.render.page.blocks import write_labelled
from wikicli.render.page.inline import inline_text, join, plain, write_names
from wikicli.render.page.labels import NO_ENTRY
from wikicli.render.page.layout import GLUE, Measure, Page, glue
from wikicli.render.page.rows import Row, write_rows
from wikicli.render.text.see_also import UNREADABLE

MOST_RELATED = 10
"""Of more related entries than these, the rest is only counted."""

_TOP = 5
_BACK = "(leads back)"
_ELSEWHERE = "(its links stand elsewhere)"


@dataclass(eq=False, repr=False)
class LinksView:
    """Pages about links of a library."""

    library: Library
    measure: Measure
    side: Side = "en"
    """The side of an entry whose names come first."""
    described: set[str] = field(default_factory=set)
    """The entries whose descriptions a tree has already."""

    # Trees --------------------------------------------------------------------------

    def trees(self, entry: Entry, trees: Trees) -> Page:
        """Build the page of what an entry links to and what links to it."""
        page = self.page_of(entry)
        self.described.add(entry.slug)
        for direction, branches in trees.items():
            page.heading(_count_ends(branches, direction, self.library.files))
            once: dict[str, Branch] = {}
            for branch in branches:
                first = once.setdefault(branch.slug, branch)
                if first is not branch:  # a see-also link; those in texts name sections
                    link = first.link._replace(sections=branch.link.sections)
                    once[branch.slug] = replace(first, link=link)
            if any(it.branches for it in once.values()):
                rows: list[Row] = []
                self.add_rows(list(once.values()), "", rows)
            else:
                rows = [Row(self.title(it), self.about(once[it])) for it in once]
            _write_rows(page, rows)
        return page

    def page_of(self, entry: Entry) -> Page:
        """Start a page with the names of an entry."""
        page = Page(self.measure.for_lists)
        head = entry.head.in_armenian if self.side == "hy" else entry.head
        write_names(page, head.title, entry.slug, head.hy)
        return page

    def add_rows(self, branches: Sequence[Branch], before: str, to: list[Row]) -> None:
        """Add the rows of branches, each with those that follow it."""
        for number, branch in enumerate(branches, 1):
            is_last = number == len(branches)
            guide, below = ("└ ", "  ") if is_last else ("├ ", "│ ")
            beside = below + ("│ " if branch.branches else "")
            about = self.about(branch)
            row = Row(self.title(branch.slug), about, before + guide, before + beside)
            to.append(row)
            self.add_rows(branch.branches, before + below, to)

    def title(self, slug: str) -> Text:
        """Return the title of an entry, or the slug that it would have."""
        head = self.library.head(slug, self.side)
        return plain(head.title) if head else Text(slug, "missing")

    def about(self, branch: Branch) -> tuple[Text, ...]:
        """Return what stands beside an entry: note or description, what is left out.

        A description is given once in a tree. The note of a link that leads here is
        about this entry, not about the one that it comes from.
        """
        link, slug = branch.link, branch.slug
        title_of = self.library.title_of
        note = link.note if link.target == slug and not self.in_armenian(slug) else ""
        lines = [inline_text(note, self.measure, title_of)] if note else []
        sections = [f"§{GLUE}{name}" for name in link.sections]
        if slug not in self.library.files:
            lines += [plain(it) for it in sections]
            return (join([*lines, self.describe(slug)], " "),)
        if slug not in self.described:
            self.described.add(slug)
            lines = lines or [self.describe(slug)]
        if sections:
            lines.append(plain(", ".join(sections)))
        if branch.again:
            words = _BACK if branch.again == "back" else _ELSEWHERE
            lines.append(Text(words, "quiet"))
        return tuple(lines)

    def in_armenian(self, slug: str) -> bool:
        """Tell whether what is said of an entry is Armenian; notes of links are not."""
        head = self.library.head(slug, self.side)
        return self.side == "hy" and head is not None and bool(head.description_hy)

    def describe(self, slug: str) -> Text:
        """Return the description of an entry, or that there is none."""
        head = self.library.head(slug, self.side)
        if head:
            return plain(head.description, "quiet")
        is_there = slug in self.library.files
        return Text(
            glue(UNREADABLE if is_there else say(NO_ENTRY, self.side)), "missing"
        )

    # Lists --------------------------------------------------------------------------

    def related(self, entry: Entry, found: Sequence[Related]) -> Page:
        """Build the page of the entries that have most in common with one."""
        page = self.page_of(entry)
        page.heading("Related")
        if not found:
            page.add(Text("(none)", "missing"), 2)
        rows = [
            Row(self.title(it.slug), (self.describe(it.slug), Text(_say_shared(it))))
            for it in found[:MOST_RELATED]
        ]
        _write_rows(page, rows)
        if len(found) > MOST_RELATED:
            more = len(found) - MOST_RELATED
            page.add(Text(f"and {format_count(more, 'more entry')}", "quiet"))
        return page

    def orphans(self, slugs: Sequence[str]) -> Page:
        """Build the list of entries that no other links to."""
        page = Page(self.measure.for_lists)
        count = format_count(len(slugs), "entry")
        page.add(Text(f"{count} that no other entry links to"))
        page.space()
        _write_rows(page, [Row(self.title(it), (self.describe(it),)) for it in slugs])
        return page

    def dangling(self, found: Mapping[str, Sequence[Link]]) -> Page:
        """Build the list of missing entries, each with those that link to it."""
        page = Page(self.measure.for_lists)
        sources = {link.source for links in found.values() for link in links}
        verb = "links" if len(sources) == 1 else "link"
        missing = format_count(len(found), "missing entry")
        page.add(Text(f"{format_count(len(sources), 'entry')} {verb} to {missing}"))
        page.space()
        rows = []
        for slug, links in found.items():
            titles = [self.title(it) for it in dict.fromkeys(it.source for it in links)]
            rows.append(Row(Text(slug), (join(titles, ", "),)))
        _write_rows(page, rows)
        return page

    # Figures ------------------------------------------------------------------------

    def summary(self, graph: Graph) -> Page:
        """Build the page of a library's links."""
        page = Page(self.measure.for_lists)
        dangling, orphans = graph.dangling(), graph.orphans()
        see_also = sum(link.is_see_also for link in graph.links)
        lost = sum(map(len, dangling.values()))
        missing = format_count(len(dangling), "missing entry")
        lines = (
            ("entries", str(len(graph.slugs))),
            ("see-also links", str(see_also)),
            ("links in texts", str(len(graph.links) - see_also)),
            ("dangling links", f"{lost}, to {missing}" if lost else "0"),
            ("orphans", str(len(orphans))),
        )
        write_labelled(page, lines)
        self.write_top(page, "Linked most", graph, graph.most_linked())
        self.write_top(page, "Wanted most", graph, dangling)
        return page

    def write_top(
        self, page: Page, title: str, graph: Graph, slugs: Iterable[str]
    ) -> None:
        """Write the first of some entries, and how many others link to each."""
        chosen = list(slugs)[:_TOP]
        if chosen:
            page.heading(title)
        counts = [format_count(graph.count_sources(it), "entry") for it in chosen]
        rows = [
            Row(self.title(slug), (Text(f"by {count}"),))
            for slug, count in zip(chosen, counts, strict=True)
        ]
        _write_rows(page, rows)


def _write_rows(page: Page, rows: Sequence[Row]) -> None:
    write_rows(page, rows, 0 if page.measure.narrow else 2)


# Words ------------------------------------------------------------------------------


def _count_ends(
    branches: Sequence[Branch], direction: Direction, known: Iterable[str]
) -> str:
    """Say how many entries links lead to, or come from, and how many are missing."""
    ends = {branch.slug for branch in branches}
    verb = "Links to" if direction == "from" else "Linked from"
    if not ends:
        return f"{verb} no entry"
    missing = len(ends.difference(known))
    if missing == len(ends):
        return f"{verb} {format_count(missing, 'missing entry')}"
    rest = f", {missing} of them missing" if missing else ""
    return f"{verb} {format_count(len(ends), 'entry')}{rest}"


_DIRECT = ("", "linked", "linked both ways")


def _say_shared(found: Related) -> str:
    """Say what two entries have in common."""
    parts = [_DIRECT[found.direct]] if found.direct else []
    shared = [
        format_count(len(items), noun)
        for items, noun in (
            (found.links, "entry"),
            (found.categories, "category"),
            (found.works, "work"),
        )
        if items
    ]
    if shared:
        parts.append("in common: " + ", ".join(map(glue, shared)))
    return "; ".join(parts)
