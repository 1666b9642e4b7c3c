"""The JSON of `links`: which entry links to which."""

from collections.abc import Mapping, Sequence

from wikicli.library.graph import Graph, Link, Related, Trees, iter_levels
from wikicli.library.library import Library
from wikicli.references import citation
from wikicli.render.json import JsonObject


def trees_json(slug: str, trees: Trees, library: Library) -> JsonObject:
    """Return the links of trees, those of a step after those of the one before.

    A direction that nobody asked for is null.
    """
    shape: JsonObject = {"entry": slug, "from": None, "to": None}
    for direction, branches in trees.items():
        shape[direction] = [
            {"steps": steps, **_link(branch.link), **_head(branch.slug, library)}
            for steps, branch in iter_levels(branches)
        ]
    return shape


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
                **it._asdict(),
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
        "entries": [_head(slug, library) for slug in graph.nodes],
        "links": [_link(link) for link in graph.links],
        "orphans": len(graph.orphans()),
        "dangling": len(graph.dangling()),
    }


def _link(link: Link) -> JsonObject:
    return {
        "source": link.source,
        "target": link.target,
        "see_also": link.is_see_also,
        "sections": link.sections,
        "note": link.note,
    }
