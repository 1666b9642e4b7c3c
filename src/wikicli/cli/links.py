"""The command about links between entries: links."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.cli.group import Command, app
from wikicli.cli.session import Session, option, takes_shared_options

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes
    from wikicli.base.model import Entry
    from wikicli.library.graph import Direction, Graph
    from wikicli.render.text.links import LinksView

    Numbered = tuple[Entry, Footnotes]

_OF_ONE = ("--related", "--to", "--from", "--depth")
_OF_ALL = ("--orphans", "--dangling")
_EXCLUSIVE = (
    *((it, "--related") for it in ("--to", "--from", "--depth", "--dot")),
    ("--orphans", "--dangling"),
    *((it, "--dot") for it in (*_OF_ALL, "--json")),
)


@app.command(cls=Command)
@takes_shared_options
def links(
    session: Session,
    name: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME...]",
            help="An entry, as for show; without it, the links of all entries.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[bool, option("--to", help="Only what links to the entry.")] = False,
    from_: Annotated[
        bool, option("--from", help="Only what the entry links to.")
    ] = False,
    depth: Annotated[
        int | None,
        option("--depth", min=1, max=10, metavar="N", help="How many links to follow."),
    ] = None,
    related: Annotated[
        bool, option("--related", help="The entries that have most in common with it.")
    ] = False,
    orphans: Annotated[
        bool, option("--orphans", help="The entries that no other links to.")
    ] = False,
    dangling: Annotated[
        bool, option("--dangling", help="The missing entries that are linked to.")
    ] = False,
    dot: Annotated[bool, option("--dot", help="Write a graph for Graphviz.")] = False,
) -> None:
    """Show what an entry links to and what links to it, or the links of all."""
    asked = [related, to, from_, depth, orphans, dangling, dot, session.json]
    names = (*_OF_ONE, *_OF_ALL, "--dot", "--json")
    _check(bool(name), [it for it, said in zip(names, asked, strict=True) if said])
    words = " ".join(name or ())
    if related:
        _show_related(session, words)
    elif name:
        _show_trees(session, words, _directions(to, from_), depth or 1, dot)
    elif orphans:
        _show_orphans(session)
    elif dangling:
        _show_dangling(session)
    else:
        _show_all(session, dot)


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


def _directions(to: bool, from_: bool) -> "tuple[Direction, ...]":
    if to != from_:
        return ("to",) if to else ("from",)
    return ("from", "to")


def _read_graph(session: Session) -> "Graph":
    from wikicli.library.graph import make_graph

    return make_graph(session.entries.files, session.number_all("reading"))


def _read_around(session: Session, found: "Numbered", inward: bool) -> "Graph":
    """Read an entry's own links and, of other entries, those that may link to it."""
    from wikicli.library.graph import make_graph, may_name

    entry, _ = found

    def may_link(path: Path) -> bool:
        try:
            return may_name(path.read_bytes(), entry.slug)
        except OSError:
            return True  # for it to be told

    others = session.number_all("reading", may_link) if inward else ()
    numbered = (it for it in others if it[0].slug != entry.slug)
    return make_graph(session.entries.files, [found, *numbered])


def _view(session: Session) -> "LinksView":
    from wikicli.render.text.links import LinksView

    return LinksView(session.entries, session.terminal.measure)


def _show_trees(
    session: Session,
    name: str,
    directions: "tuple[Direction, ...]",
    depth: int,
    dot: bool,
) -> None:
    from wikicli.render.json import links as json
    from wikicli.render.text import dot as dot_

    found = session.number(name)
    entry, _ = found
    if depth == 1:
        graph = _read_around(session, found, "to" in directions)
    else:
        graph = _read_graph(session)
    trees = {way: graph.grow(entry.slug, way, depth) for way in directions}
    if dot:
        session.terminal.write(dot_.trees_dot(entry.slug, trees, session.entries))
    elif session.json:
        session.write_json(json.trees_json(entry.slug, trees, session.entries))
    else:
        session.terminal.show(_view(session).trees(entry, trees))


def _show_related(session: Session, name: str) -> None:
    from wikicli.render.json import links as json

    entry, _ = session.number(name)
    found = _read_graph(session).related(entry.slug)
    if session.json:
        session.write_json(json.related_json(entry.slug, found, session.entries))
    else:
        session.terminal.show(_view(session).related(entry, found))


def _show_orphans(session: Session) -> None:
    from wikicli.render.json import links as json

    slugs = _read_graph(session).orphans()
    if session.json:
        session.write_json(json.orphans_json(slugs, session.entries))
    elif slugs:
        session.terminal.show(_view(session).orphans(slugs))
    if not slugs:
        raise NoAnswerError("every entry is linked to from another")


def _show_dangling(session: Session) -> None:
    from wikicli.render.json import links as json

    graph = _read_graph(session)
    found = graph.dangling()
    if session.json:
        session.write_json(json.dangling_json(found))
    elif found:
        session.terminal.show(_view(session).dangling(found))
    if not found:
        raise NoAnswerError("every link leads to an entry")


def _show_all(session: Session, dot: bool) -> None:
    from wikicli.render.json import links as json
    from wikicli.render.text import dot as dot_

    graph = _read_graph(session)
    if dot:
        session.terminal.write(dot_.graph_dot(graph, session.entries))
    elif session.json:
        session.write_json(json.graph_json(graph, session.entries))
    else:
        session.terminal.show(_view(session).summary(graph))
