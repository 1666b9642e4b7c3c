"""The graph: links of entries, trees of them, orphans, dangling links, relatedness."""

from collections.abc import Mapping
from math import log2
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.graphs import reachable
from wikicli.article.footnotes import number
from wikicli.base.model import Entry
from wikicli.entry import file as entryfile
from wikicli.library.graph import (
    Branch,
    Direction,
    Graph,
    Link,
    Related,
    find_links,
    make_graph,
    make_node,
)


def parse(slug: str, text: str) -> Entry:
    entry = entryfile.parse(
        f"title: {slug}\n{text}".encode(), Path(f"{slug}.yaml")
    ).entry
    assert entry
    return entry


def graph_of(texts: Mapping[str, str]) -> Graph:
    entries = [parse(slug, text) for slug, text in texts.items()]
    records = [(entry.slug, it) for entry in entries for it in entry.references]
    nodes = [make_node(entry, number(entry).article) for entry in entries]
    return make_graph(list(texts), nodes, records)


def graph(**ends: str) -> Graph:
    """A graph of see-also links; ``_`` stands for a hyphen."""
    texts = {
        slug: f"body: B.\nsee_also: [{', '.join(ends.split())}]\n"
        for slug, ends in ends.items()
    }
    return graph_of(texts)


def shape(branches: list[Branch]) -> str:
    """A tree in one line: ``a(b c↑)``; ↑ leads back, … stands elsewhere."""
    marks = {"": "", "back": "↑", "elsewhere": "…"}
    return " ".join(
        branch.slug
        + marks[branch.again]
        + (f"({shape(branch.branches)})" if branch.branches else "")
        for branch in branches
    )


# Links ----------------------------------------------------------------------------


def test_links_are_found_wherever_an_entry_may_have_them() -> None:
    entry = parse(
        "here",
        """\
facts: {Place: "[[fact]]"}
terms: [{en: word, note: "like [[term]]"}, {en: other, note: "see [term]"}]
body: |
  Text [[text]] and **[[strong|label]]**.[^n]

  ## A [[heading]]
  - item [[item]]

  > [[quoted]]

  | a | b |
  |---|---|
  | c | [[cell\\|label]] |

  `[[code]]` and <a href="x">[[html]]</a>.

  [^n]: A note with [[note]].
hy:
  body: |
    Տեքստ [[armenian]]։
see_also:
  - plain
  - {entry: noted, note: "as in [[seenote]]"}
  - {title: Wanted}
  - {title: Outside, url: "https://example.org/"}
""",
    )
    found = {link.target: link for link in find_links(entry, number(entry).article)}
    assert list(found) == (
        "fact text strong heading item quoted cell html note armenian term plain noted "
        "seenote".split()
    )
    assert {link.source for link in found.values()} == {"here"}
    assert found["fact"].path == ("facts", "Place")
    assert found["text"].path == found["note"].path == ("body",)
    assert found["armenian"].path == ("hy", "body")
    assert found["term"].path == ("terms", 0, "note")
    assert found["plain"] == Link("here", "plain", ("see_also", 0))
    assert found["noted"].note == "as in [[seenote]]"
    assert found["seenote"].path == ("see_also", 1, "note")
    see_also = {target for target, link in found.items() if link.is_see_also}
    assert see_also == {"plain", "noted"}


def test_of_each_kind_there_is_one_link_between_two_entries() -> None:
    made = graph_of({"a": "body: '[[b]] and [[b]] again.'\nsee_also: [b, b]\n"})
    assert [(it.target, it.is_see_also) for it in made.links] == [
        ("b", False),
        ("b", True),
    ]


def test_links_are_found_from_both_ends_without_those_to_itself() -> None:
    made = graph(a="a b gone", b="a", c="a gone")
    assert [link.target for link in made.find("a", "from")] == ["a", "b", "gone"]
    assert [link.source for link in made.find("a", "to")] == ["b", "c"]
    assert [link.source for link in made.find("gone", "to")] == ["a", "c"]
    assert made.find("gone", "from") == made.find("nobody", "to") == []


# Trees ----------------------------------------------------------------------------


def test_a_tree_of_one_step_has_the_links_of_an_entry() -> None:
    made = graph(a="b gone", b="a c", c="a")
    assert shape(made.grow("a", "from")) == "b gone"
    assert shape(made.grow("a", "to")) == "b c"


def test_see_also_links_come_first_and_a_text_link_beside_them() -> None:
    made = graph_of({"a": "body: '[[x]] [[y]]'\nsee_also: [z, x]\n"})
    branches = made.grow("a", "from")
    assert shape(branches) == "z x x y"
    assert [it.link.is_see_also for it in branches] == [True, True, False, False]


def test_further_steps_have_an_entry_once_and_prefer_the_link_with_a_note() -> None:
    made = graph_of(
        {
            "a": "body: B.\nsee_also: [b]\n",
            "b": "body: '[[c]] [[c]]'\nsee_also: [{entry: c, note: why}]\n",
        }
    )
    (branch,) = made.grow("a", "from", 2)
    assert [it.link.note for it in branch.branches] == ["why"]


def test_a_cycle_is_marked_and_not_followed() -> None:
    made = graph(a="b", b="c", c="a b")
    assert shape(made.grow("a", "from", 10)) == "b(c(a↑ b↑))"
    assert shape(made.grow("a", "to", 10)) == "c(b(a↑ c↑))"
    assert shape(graph(a="a").grow("a", "from", 3)) == "a↑"


def test_what_follows_an_entry_stands_where_fewest_steps_lead() -> None:
    made = graph(a="b c", b="c", c="d", d="")
    assert shape(made.grow("a", "from", 3)) == "b(c…) c(d)"


def test_an_entry_without_links_and_one_at_the_last_step_stand_nowhere_else() -> None:
    made = graph(a="b c d", b="d", c="d", d="")
    assert shape(made.grow("a", "from", 2)) == "b(d) c(d) d"
    deep = graph(a="b c", b="c", c="d", d="")
    assert shape(deep.grow("a", "from", 1)) == "b c"


NAMES = "abcdef"
GRAPHS = st.dictionaries(
    st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=4), min_size=1
)


def links_of(ends: Mapping[str, list[str]]) -> tuple[Link, ...]:
    pairs = dict.fromkeys((source, to) for source in ends for to in ends[source])
    return tuple(Link(source, to, ("see_also", 0)) for source, to in pairs)


@given(GRAPHS, st.integers(1, 10), st.sampled_from(["from", "to"]))
def test_a_tree_has_each_link_within_its_steps_and_follows_no_entry_twice(
    ends: dict[str, list[str]], depth: int, direction: Direction
) -> None:
    made = Graph(ends, links_of(ends))
    followed = ["a"]
    level, reached = made.grow("a", direction, depth), {"a"}
    steps = 0
    while level:
        steps += 1
        reached |= {branch.slug for branch in level}
        followed += [branch.slug for branch in level if branch.branches]
        level = [inner for branch in level for inner in branch.branches]
    assert steps <= depth
    assert len(followed) == len(set(followed))
    expected, edge = {"a"}, {"a"}
    for _ in range(depth):
        links = [link for slug in edge for link in made.find(slug, direction)]
        edge = {it.target if direction == "from" else it.source for it in links}
        expected |= edge
    assert reached == expected


@given(GRAPHS)
def test_every_entry_is_linked_or_an_orphan_and_what_is_missing_dangles(
    ends: dict[str, list[str]],
) -> None:
    made = Graph(ends, links_of(ends))
    assert {*made.orphans(), *made.most_linked()} == set(ends)
    assert not {*made.orphans()} & {*made.most_linked()}
    targets = {link.target for link in made.links}
    assert set(made.dangling()) == targets - set(ends)


# Lists ----------------------------------------------------------------------------


def test_an_orphan_is_linked_from_no_other_entry() -> None:
    assert graph(a="b", b="gone", c="c").orphans() == ["a", "c"]


def test_dangling_links_are_grouped_by_what_most_entries_want() -> None:
    found = graph(a="x y", b="y", c="b").dangling()
    assert [(slug, [it.source for it in links]) for slug, links in found.items()] == [
        ("y", ["a", "b"]),
        ("x", ["a"]),
    ]


def test_an_entry_counts_once_however_it_links() -> None:
    made = graph_of({"a": "body: '[[b]]'\nsee_also: [b]\n", "b": "body: '[[b]]'\n"})
    assert made.count_sources("b") == 1
    assert made.most_linked() == ["b"]


def test_what_links_lead_to_is_reachable_in_the_fewest_steps() -> None:
    made = graph(a="b gone", b="c", c="a", d="a")
    assert reachable(made, "a") == {"a": 0, "b": 1, "c": 2}
    assert reachable(made, "d") == {"d": 0, "a": 1, "b": 2, "c": 3}


def test_see_also_links_alone_can_be_followed() -> None:
    made = graph_of(
        {
            "a": "body: '[[b]]'\nsee_also: [c]\n",
            "b": "body: B.\n",
            "c": "body: B.\nsee_also: [{entry: d, note: 'like [[b]]'}]\n",
            "d": "body: B.\n",
        }
    )
    assert reachable(made, "a", see_also=True) == {"a": 0, "c": 1, "d": 2}
    assert reachable(made, "a") == {"a": 0, "c": 1, "b": 1, "d": 2}


# Related entries ------------------------------------------------------------------


def related(made: Graph, slug: str) -> dict[str, Related]:
    found = made.related(slug)
    assert [it.score for it in found] == sorted(
        (it.score for it in found), reverse=True
    )
    return {it.slug: it for it in found}


def test_what_few_entries_share_relates_them_more() -> None:
    made = graph_of(
        {
            "a": "body: B.\ncategories: [Rare, Common]\n",
            "b": "body: B.\ncategories: [rare]\n",
            "c": "body: B.\ncategories: [Common]\n",
            "d": "body: B.\ncategories: [Common]\n",
            "e": "body: B.\ncategories: [Other]\n",
        }
    )
    found = related(made, "a")
    third = round(1 / log2(3), 3)
    assert [(it.slug, it.score) for it in found.values()] == [
        ("b", 1.0),
        ("c", third),
        ("d", third),
    ]
    assert found["b"].categories == ("rare",)


def test_entries_that_link_to_the_same_or_are_linked_from_the_same_are_related() -> (
    None
):
    made = graph(a="x gone", b="gone", c="a d", d="", x="")
    found = related(made, "a")
    assert found["b"] == Related("b", 1.0, 0, ("gone",), (), ())
    assert found["d"] == Related("d", 1.0, 0, ("c",), (), ())


def test_a_link_between_two_entries_relates_them_by_direction() -> None:
    made = graph(a="a b c gone", b="a", c="", d="a")
    found = related(made, "a")
    assert {slug: it.direct for slug, it in found.items()} == {"b": 2, "c": 1, "d": 1}
    assert found["b"].score >= 2


def test_entries_that_cite_one_work_are_related() -> None:
    record = "references: [{id: %s, title: Black Garden, DOI: 10.1/x}]\n"
    made = graph_of(
        {
            "a": "body: B.[^r]\n" + record % "r",
            "b": "body: B.[^s]\n" + record % "s",
            "c": "body: B.\n",
        }
    )
    found = related(made, "a")
    assert list(found) == ["b"]
    assert [it.title for it in found["b"].works] == ["Black Garden"]


@pytest.mark.parametrize("slug", ["c", "nobody"])
def test_an_entry_may_be_related_to_none(slug: str) -> None:
    assert graph(a="b gone", b="", c="").related(slug) == []
