"""The command about links between entries: links."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

from wikicli import render
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.cli.arguments import NAMES_LANGUAGE, argument, flag, option
from wikicli.cli.session import Session
from wikicli.library.config import Language

if TYPE_CHECKING:
    from wikicli.base.model import Entry, Side
    from wikicli.library.coverage import Records
    from wikicli.library.graph import Direction, Graph, Node
    from wikicli.library.works import Record

    _Digest = TypeVar("_Digest", Node, Records)
    from wikicli.render.text.links import LinksView

_OF_ONE = ("--related", "--to", "--from", "--depth")
_OF_ALL = ("--orphans", "--dangling")
_EXCLUSIVE = (
    *((it, "--related") for it in ("--to", "--from", "--depth", "--dot")),
    ("--orphans", "--dangling"),
    *((it, "--dot") for it in (*_OF_ALL, "--json")),
)


def links(
    session: Session,
    name: list[str] | None = argument(
        "[NAME...]", "An entry, as for show; without it, the links of all entries."
    ),
    to: bool = flag("--to", "Only what links to the entry."),
    from_: bool = flag("--from", "Only what the entry links to."),
    depth: int | None = option(
        "--depth", min=1, max=10, metavar="N", help="How many links to follow."
    ),
    related: bool = flag("--related", "The entries that have most in common with it."),
    orphans: bool = flag("--orphans", "The entries that no other links to."),
    dangling: bool = flag("--dangling", "The missing entries that are linked to."),
    dot: bool = flag("--dot", "Write a graph for Graphviz."),
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """Show what an entry links to and what links to it, or the links of all."""
    asked = [related, to, from_, depth, orphans, dangling, dot, session.json]
    names = (*_OF_ONE, *_OF_ALL, "--dot", "--json")
    _check(bool(name), [it for it, said in zip(names, asked, strict=True) if said])
    words, form = " ".join(name or ()), "dot" if dot else ""
    side = session.choose_language(language).side
    if related:
        _show_related(session, words, side)
    elif name:
        ways: tuple[Direction, ...] = ("to",) if to else ("from",)
        ways = ("from", "to") if to == from_ else ways
        _show_trees(session, words, ways, depth or 1, form, side)
    elif orphans:
        _show_orphans(session, side)
    elif dangling:
        _show_dangling(session, side)
    else:
        _show_all(session, form, side)


def _check(named: bool, said: list[str]) -> None:
    """Refuse options that can't stand together."""
    hint = "see: wikicli links --help"
    for one, other in _EXCLUSIVE:
        if one in said and other in said:
            raise UsageError(f"{one} and {other} exclude each other", hint)
    for name in said:
        if name in _OF_ONE and not named:
            raise UsageError(f"{name} needs the NAME of an entry", hint)
        if name in _OF_ALL and named:
            raise UsageError(f"{name} takes no NAME", hint)


def _read_graph(session: Session, *found: "Node") -> "Graph":
    """Read the links of all entries; ``found`` takes the place of its namesake."""
    from wikicli.library.graph import make_graph

    nodes = _put_in(session.read_digests("links"), *found)
    return make_graph(session.entries.files, nodes)


def _put_in(digests: "Iterable[_Digest]", *found: "_Digest") -> "Iterator[_Digest]":
    """Put what was found of entries in its namesakes' places, or else at the end."""
    given = {it.slug: it for it in found}
    for it in digests:
        yield given.pop(it.slug, it)
    yield from given.values()


def _view(session: Session, side: "Side") -> "LinksView":
    return render.text.links.LinksView(session.entries, session.measure, side)


def _show_trees(
    session: Session,
    name: str,
    directions: "tuple[Direction, ...]",
    depth: int,
    form: str,
    side: "Side",
) -> None:
    from wikicli.library.digests import read_naming
    from wikicli.library.graph import make_graph, make_node

    entry, footnotes = session.read_numbered(name)
    slug, library = entry.slug, session.entries
    node = make_node(entry, footnotes.article)
    if depth > 1:
        graph = _read_graph(session, node)
    else:
        others = read_naming(library, slug) if "to" in directions else ()
        nodes = _put_in(session.skip_problems(others), node)
        graph = make_graph(library.files, nodes)
    trees = {way: graph.grow(slug, way, depth) for way in directions}
    session.answer(
        form,
        dot=lambda: render.text.dot.trees_dot(slug, trees, library),
        json=lambda: render.json.links.trees_json(slug, trees, library),
        text=lambda: _view(session, side).trees(entry, trees),
    )


def _show_related(session: Session, name: str, side: "Side") -> None:
    from wikicli.library.graph import make_node

    entry, footnotes = session.read_numbered(name)
    graph = _read_graph(session, make_node(entry, footnotes.article))
    graph.records = _find_records(session, entry)
    found = graph.related(entry.slug)
    session.answer(
        json=lambda: render.json.links.related_json(entry.slug, found, session.entries),
        text=lambda: _view(session, side).related(entry, found),
    )


def _find_records(session: Session, entry: "Entry") -> "tuple[Record, ...]":
    """Read the references of all entries; ``entry`` takes the place of its namesake."""
    from wikicli.library.coverage import Records

    own = Records(entry.slug, entry.references)
    every = _put_in(session.read_digests("records"), own)
    return tuple(record for it in every for record in it.records)


def _show_orphans(session: Session, side: "Side") -> None:
    library = session.entries
    with session.empty_json(lambda: render.json.links.orphans_json((), library)):
        slugs = _read_graph(session).orphans()
        if not slugs:
            raise NoAnswerError("every entry is linked to from another")
    session.answer(
        json=lambda: render.json.links.orphans_json(slugs, library),
        text=lambda: _view(session, side).orphans(slugs),
    )


def _show_dangling(session: Session, side: "Side") -> None:
    with session.empty_json(lambda: render.json.links.dangling_json({})):
        found = _read_graph(session).dangling()
        if not found:
            raise NoAnswerError("every link leads to an entry")
    session.answer(
        json=lambda: render.json.links.dangling_json(found),
        text=lambda: _view(session, side).dangling(found),
    )


def _show_all(session: Session, form: str, side: "Side") -> None:
    from wikicli.library.graph import make_graph

    library = session.entries
    with session.empty_json(
        lambda: render.json.links.graph_json(make_graph({}, ()), library), form
    ):
        graph = _read_graph(session)
    session.answer(
        form,
        dot=lambda: render.text.dot.graph_dot(graph, library),
        json=lambda: render.json.links.graph_json(graph, library),
        text=lambda: _view(session, side).summary(graph),
    )
