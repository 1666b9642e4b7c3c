"""Links between entries in Graphviz's language DOT."""

from collections.abc import Iterable

from wikicli.library.graph import Graph, Link, Trees, iter_levels
from wikicli.library.library import Library


def trees_dot(slug: str, trees: Trees, library: Library) -> str:
    """Format the links of trees in DOT."""
    branches = [it for tree in trees.values() for _, it in iter_levels(tree)]
    nodes = dict.fromkeys((slug, *(branch.slug for branch in branches)))
    return _format_dot(nodes, [branch.link for branch in branches], library)


def graph_dot(graph: Graph, library: Library) -> str:
    """Format a whole graph in DOT."""
    return _format_dot(graph.nodes, graph.links, library)


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
