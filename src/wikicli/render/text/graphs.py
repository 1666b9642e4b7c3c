"""Links between entries for programs: JSON, and Graphviz's language DOT."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from wikicli.library.graph import Branch, Graph, Link, Related, Trees
from wikicli.library.library import Library
from wikicli.references import citation
from wikicli.render.json.entry import JsonObject

# JSON -------------------------------------------------------------------------------


def trees_json(slug: str, trees: Trees, library: Library) -> JsonObject:
    """Return the links of trees, those of a step after those of the one before.

    A direction that nobody asked for is null.
    """
    shape: JsonObject = {"entry": slug, "from": None, "to": None}
    for direction, branches in trees.items():
        shape[direction] = [
            {"steps": steps, **_link(branch.link), **_head(branch.slug, library)}
            for steps, branch in _levels(branches)
        ]
    return shape


def _levels(branches: Sequence[Branch]) -> Iterator[tuple[int, Branch]]:
    """Yield the branches of a tree by level, which counts from 1."""
    level, steps = list(branches), 1
    while level:
        yield from ((steps, branch) for branch in level)
        level = [inner for branch in level for inner in branch.branches]
        steps += 1


def _link(link: Link) -> JsonObject:
    return {
        "source": link.source,
        "target": link.target,
        "see_also": link.is_see_also,
        "note": link.note,
    }


def _head(slug: str, library: Library) -> JsonObject:
    """Return what is known of an entry; ``missing`` is one that has no file."""
    head = library.head(slug)
    return {
        "slug": slug,
        "title": head.title if head else "",
        "description": head.description if head else "",
        "missing": slug not in library.files,
    }


def related_json(slug: str, found: Sequence[Related], library: Library) -> JsonObject:
    """Return all related entries, with what they have in common with one."""
    return {
        "entry": slug,
        "total": len(found),
        "related": [
            {
                **_head(it.slug, library),
                "score": it.score,
                "direct": it.direct,
                "links": list(it.links),
                "categories": list(it.categories),
                "works": [citation.format_line(work) for work in it.works],
            }
            for it in found
        ],
    }


def orphans_json(slugs: Sequence[str], library: Library) -> JsonObject:
    """Return the entries that no other links to."""
    return {"total": len(slugs), "orphans": [_head(slug, library) for slug in slugs]}


def dangling_json(found: Mapping[str, Sequence[Link]]) -> JsonObject:
    """Return the missing entries, each with the links to it."""
    return {
        "total": len(found),
        "dangling": [
            {"slug": slug, "links": [_link(link) for link in links]}
            for slug, links in found.items()
        ],
    }


def graph_json(graph: Graph, library: Library) -> JsonObject:
    """Return a whole graph: entries and missing ones, and all links."""
    return {
        "entries": [_head(slug, library) for slug in _nodes(graph)],
        "links": [_link(link) for link in graph.links],
        "orphans": len(graph.orphans()),
        "dangling": len(graph.dangling()),
    }


def _nodes(graph: Graph) -> list[str]:
    """Return the entries in order, then the missing ones."""
    missing = {link.target for link in graph.links}.difference(graph.slugs)
    return [*sorted(graph.slugs), *sorted(missing)]


# DOT --------------------------------------------------------------------------------


def trees_dot(slug: str, trees: Trees, library: Library) -> str:
    """Format the links of trees in DOT."""
    branches = [it for tree in trees.values() for _, it in _levels(tree)]
    nodes = dict.fromkeys((slug, *(branch.slug for branch in branches)))
    return _format_dot(nodes, [branch.link for branch in branches], library)


def graph_dot(graph: Graph, library: Library) -> str:
    """Format a whole graph in DOT."""
    return _format_dot(_nodes(graph), graph.links, library)


def _format_dot(nodes: Iterable[str], links: Iterable[Link], library: Library) -> str:
    """Format a graph; see-also links are bold, missing entries dashed."""
    lines = ["digraph wikicli {", "  rankdir=LR;", "  node [shape=box];"]
    for slug in nodes:
        dashed = "" if slug in library.files else ", style=dashed"
        title = library.title_of(slug) if slug in library.files else slug
        lines.append(f"  {_quote_dot(slug)} [label={_quote_dot(title)}{dashed}];")
    kinds: dict[tuple[str, str], bool] = {}
    for link in links:
        ends = (link.source, link.target)
        kinds[ends] = kinds.get(ends, False) or link.is_see_also
    for (source, target), see_also in kinds.items():
        bold = " [style=bold]" if see_also else ""
        lines.append(f"  {_quote_dot(source)} -> {_quote_dot(target)}{bold};")
    return "\n".join([*lines, "}\n"])


def _quote_dot(text: str) -> str:
    """Quote a string; a backslash would begin an escape of a label."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
