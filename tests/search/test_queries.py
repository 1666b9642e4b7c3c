"""What queries of the query language find: by example, and by a law."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any as Json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES, MakeLibrary, Run
from kit.schemas import validator
from wikicli.base.model import Head
from wikicli.library.snippets import Matcher
from wikicli.search.index import Passage, Row, open_index
from wikicli.search.syntax import All, Any, Node, Not, Words, parse_query

FILES = {
    "fort.yaml": """
title: Old fort
description: Walls above a river
body: |
  The old walls of the fort stand above the river. Its gate is of iron.
categories: [Places, Old places]
references:
  - {id: a, type: book, title: Walls and gates, author: ["Ani, Bo"], issued: 1991}
""",
    "gate.yaml": """
title: Iron gate
aliases: [Gate of the fort]
body: |
  A gate of iron, younger than the walls. [[fort]]
hy: {title: Դուռ, body: Երկաթե դուռը։}
categories: [places]
references:
  - {id: b, type: webpage, title: Gates, issued: 1988-02/1994}
""",
    "river.yaml": """
title: River
body: |
  Walls hold the river. The old bridge, a café and iron ships.
references:
  - {id: c, title: Ships, issued: 195X}
""",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def ask(run: Run, library: Path, *words: str) -> Json:
    told = run("search", "--json", *words, library=library)
    assert told.code in (0, 1), told.stderr
    value = json.loads(told.stdout)
    validator("search").validate(value)
    return value


def slugs(run: Run, library: Path, *words: str) -> list[str]:
    return sorted(hit["slug"] for hit in ask(run, library, *words)["hits"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("walls", "fort gate river"),
        ('"old walls"', "fort"),
        ('"bridge old"', ""),
        ('"walls old"', "gate"),  # where the title of a link follows
        ('"old walls of the fort"', "fort"),
        ('"OLD wall"', "fort"),  # as words: in any case, without an English ending
        ('"walls river"', ""),
        ('"walls river"~2', "river fort"),
        ('"walls river"~9', "fort river"),
        ('"fort walls"~3', "fort gate"),  # others between them, in any order
        ('"iron gate"', "gate"),
        ('"gate of iron"', "gate"),
        ('"river The"', "river"),
        ('"river Its"', "fort"),
        ('"fort fort"', ""),  # a phrase does not go on in the next text
        ("walls -bridge", "fort gate"),
        ("walls NOT (bridge OR alias)", "fort gate"),
        ("-walls", ""),
        ("-bridge", "fort gate"),
        ("bridge OR Դուռ", "gate river"),
        ("iron (ships OR younger)", "gate river"),
        ("=walls", "fort gate river"),
        ("=wall", ""),
        ("=Walls", "fort gate river"),
        ("=café", "river"),
        ("=cafe", ""),
        ("caf*", "river"),
        ("CAF*", "river"),
        ("café*", "river"),
        ("bri*", "river"),
        ("դու*", "gate"),
        ("dur*", "gate"),  # the Armenian name, romanized
        ("երկաթե*", "gate"),
        ("title:gate", "gate"),
        ("name:fort", "fort gate"),
        ("title:fort", "fort"),
        ("ref:walls", "fort"),
        ("ref:ani", "fort"),
        ("body:ani", ""),
        ("body:walls", "fort gate river"),
        ("body:(ships OR younger)", "gate river"),
        ('title:"old fort"', "fort"),
        ("cat:places", "fort gate"),
        ('cat:"old places"', "fort"),
        ("cat:Old", "fort"),
        ("walls -cat:places", "river"),
        ("lang:hy", "gate"),
        ("lang:en", "fort gate river"),
        ("type:book", "fort"),
        ("type:webpage OR type:book", "fort gate"),
        ("year:1991", "fort gate"),
        ("year:1988..1990", "gate"),
        ("year:..1960", "river"),
        ("year:1957", "river"),
        ("year:1994..", "gate"),
        ("year:1995..", ""),
        ("type:book year:1991", "fort"),
        ("walls year:1950", "river"),
    ],
)
def test_a_query_finds_what_it_says(
    query: str, found: str, run: Run, library: Path
) -> None:
    hits = [it for it in ask(run, library, "--", query)["hits"] if not it["near"]]
    sure = [hit["slug"] for hit in hits if not hit["begins"]]
    assert sorted(sure) == sorted(found.split())


def test_a_quoted_title_comes_first(run: Run) -> None:
    for query, first in (
        ('"nagorno karabakh"', "nagorno-karabakh"),
        ('"Լեռնային Ղարաբաղ"', "nagorno-karabakh"),
        ('"karabakh movement"', "karabakh-movement"),
        ('"republic of artsakh"', "republic-of-artsakh"),
    ):
        assert ask(run, ENTRIES, query)["hits"][0]["slug"] == first


def test_a_name_in_quotes_is_found_in_the_other_script(run: Run, library: Path) -> None:
    assert slugs(run, library, '"dur"') == ["gate"]


def test_where_no_entry_holds_all_words_those_with_most_do(
    run: Run, library: Path
) -> None:
    told = ask(run, library, "bridge ships gate")
    assert [hit["slug"] for hit in told["hits"]] == ["river"]
    assert told["held"] == {"words": 2, "of": 3}
    page = run("search", "bridge ships gate", "--width", "80", library=library).stdout
    assert page.startswith("  1 entry with 2 of the 3 words of bridge ships gate\n")
    told = ask(run, library, "bridge qqqq")
    assert told["held"] == {"words": 1, "of": 2}
    assert ask(run, library, "bridge ships")["held"] is None


def test_what_else_is_asked_for_is_held_though_not_all_words_are(
    run: Run, library: Path
) -> None:
    told = ask(run, library, "bridge qqqq -year:195")
    assert [hit["slug"] for hit in told["hits"]] == ["river"]
    told = ask(run, library, "walls qqqq type:book")
    assert [hit["slug"] for hit in told["hits"]] == ["fort"]
    assert ask(run, library, "--", "bridge qqqq -ships")["hits"] == []


@pytest.mark.parametrize(
    ("query", "passage", "marked"),
    [
        (
            '"old walls"',
            "old walls, a wall, old wall",
            ["old", "walls", "old", "wall"],
        ),
        ('"old walls"', "walls old and walls", []),
        (
            '"old walls"~1',
            "old, grey walls. High towers, old and grey and high walls",
            ["old", "walls"],
        ),
        ('"walls old"~2', "old walls", ["old", "walls"]),
        ("old -walls", "old walls", ["old"]),
        ("wal*", "A wall, walled; swallow", ["wall", "walled"]),
        ("=wall", "Wall and walls", ["Wall"]),
        ('grey "old walls"', "grey walls, old walls", ["grey", "old", "walls"]),
    ],
)
def test_what_was_asked_for_is_marked(
    query: str, passage: str, marked: list[str], tmp_path: Path
) -> None:
    tree = parse_query(query)
    assert tree is not None
    row = Row(Head("a", "A"), (), (Passage("lead", passage),))
    index = open_index(tmp_path / "library" / "content", lambda: [row])
    found = Matcher(index.understand(tree)).find(passage)
    assert [passage[start:end] for _, start, end in found] == marked


def test_an_armenian_full_stop_typed_as_a_colon_is_no_field(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": 'title: A\nbody: "Այս բառը: Մի տուն:"\n'})
    assert slugs(run, library, "բառը: տուն:") == ["a"]
    assert slugs(run, library, "բառը:տուն") == ["a"]


# How much of it -------------------------------------------------------------------


def test_hits_are_left_out_before_and_shown_to_a_limit(run: Run) -> None:
    every = [hit["slug"] for hit in ask(run, ENTRIES, "karabakh", "-n", "99")["hits"]]
    some = ask(run, ENTRIES, "karabakh", "-n", "3", "--offset", "4")
    assert [hit["slug"] for hit in some["hits"]] == every[4:7]
    assert (some["offset"], some["total"]) == (4, len(every))
    page = run("search", "karabakh", "-n", "3", "--offset", "4", library=ENTRIES)
    line = f"  {len(every)} entries for karabakh, 5 to 7"
    assert page.stdout.splitlines()[0] == line


def test_an_offset_behind_the_last_hit_is_told(run: Run, library: Path) -> None:
    told = run("search", "walls", "--offset", "3", library=library)
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr == (
        "error: there is no hit number 4\nhint: the last is number 3\n"
    )
    told = run("search", "walls", "--offset", "3", "--json", library=library)
    assert json.loads(told.stdout)["hits"] == []


def test_hits_are_sorted_by_title_if_asked(run: Run) -> None:
    told = ask(run, ENTRIES, "karabakh", "-n", "99", "--sort", "title")
    titles = [hit["title"] for hit in told["hits"]]
    assert len(titles) > 9
    assert titles == sorted(titles, key=str.casefold)
    some = ask(run, ENTRIES, "karabakh", "-n", "2", "--offset", "3", "--sort", "title")
    assert [hit["title"] for hit in some["hits"]] == titles[3:5]


def test_a_field_is_searched_alone(run: Run, library: Path) -> None:
    assert slugs(run, library, "fort", "--in", "title") == ["fort"]
    assert slugs(run, library, "fort", "--in", "name") == ["fort", "gate"]
    assert slugs(run, library, "walls", "--in", "ref") == ["fort"]
    assert slugs(run, library, "walls", "--in", "body") == ["fort", "gate", "river"]


def test_snippets_are_left_out_if_asked(run: Run, library: Path) -> None:
    told = ask(run, library, "walls", "--no-snippets")
    assert [hit["snippet"] for hit in told["hits"]] == [None] * 3


def test_facets_are_the_categories_of_what_was_found(run: Run, library: Path) -> None:
    told = ask(run, library, "walls", "--facets", "-n", "1")
    counts = [{"name": "Places", "entries": 2}, {"name": "Old places", "entries": 1}]
    assert told["facets"] == counts
    page = run("search", "walls", "--facets", "-n", "1", library=library).stdout
    assert page.splitlines()[-1] == "    categories   Places 2 · Old places 1"
    assert ask(run, library, "bridge", "--facets")["facets"] == []
    assert "facets" not in ask(run, library, "bridge")


def test_facets_count_what_is_inside_a_category_alone(run: Run, library: Path) -> None:
    words = ("walls", "--facets", "--category", "OLD places")
    told = ask(run, library, *words)
    assert {it["name"]: it["entries"] for it in told["facets"]} == {
        "Places": 1,
        "Old places": 1,
    }


def test_a_hit_is_opened_by_its_number(run: Run, library: Path) -> None:
    second = ask(run, library, "walls")["hits"][1]["slug"]
    opened = run("search", "walls", "--open", "2", library=library)
    assert opened == run("show", second, library=library)
    as_json = run("search", "walls", "--open", "2", "--json", library=library)
    assert as_json == run("show", second, "--json", library=library)
    missing = run("search", "walls", "--open", "4", library=library)
    assert (missing.stdout, missing.code) == ("", 1)
    assert missing.stderr == (
        "error: there is no hit number 4\nhint: the last is number 3\n"
    )


def test_how_a_query_was_understood_is_explained(run: Run, library: Path) -> None:
    told = ask(run, library, "--explain", "--", 'wallz -bridge "iron gate"')
    assert told["explain"]["query"] == (
        "the words “wallz” and not the words “bridge” and the phrase “iron gate”"
    )
    (word,) = told["explain"]["words"]
    assert (word["word"], word["key"]) == ("wallz", "wallz")
    page = run("search", "walls", "--explain", "--width", "80", library=library).stdout
    lines = page.splitlines()
    assert lines[2] == "  looked for the words “walls”"
    assert lines[3].startswith("      walls   as wall; sounding ")
    assert [line for line in lines if line.endswith(", best in description")]


def test_what_was_meant_is_told_where_there_are_only_near_hits(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: Stepanakert\nbody: A fortress.\n"})
    told = ask(run, library, "stepanakrt fortress")
    assert told["meant"] == "stepanakert fortress"
    page = run("search", "stepanakrt", "--width", "60", library=library).stdout
    assert page.splitlines()[1] == "  perhaps meant: stepanakert"
    assert ask(run, library, "stepanakert")["meant"] is None


@pytest.mark.parametrize(
    "query", ["", " ", "—", "()", '""', "\0", "the", "a" * 10_000, "a " * 5_000]
)
def test_a_query_of_next_to_nothing_or_too_much_is_answered(
    query: str, run: Run, library: Path
) -> None:
    told = run("search", "--", query, library=library)
    assert told.code in (0, 1)
    assert "Traceback" not in told.stderr


# A law ----------------------------------------------------------------------------

LAW_WORDS = "zebra lion horse tower garden".split()
HELD = [
    {word for bit, word in enumerate(LAW_WORDS) if number >> bit & 1}
    for number in range(2 ** len(LAW_WORDS))
]


@pytest.fixture(scope="module")
def find(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Node], set[int]]:
    """Find the numbers of the entries, one of each set of words, that match."""
    rows = [
        Row(
            Head(str(number), f"Q{number}"),
            (),
            (Passage("lead", " ".join(sorted(words))),),
        )
        for number, words in enumerate(HELD)
    ]
    place = tmp_path_factory.mktemp("law") / "library" / "content"
    index = open_index(place, lambda: rows)

    def find(tree: Node) -> set[int]:
        answer = index.find(index.understand(tree), 99)
        return {
            int(item.row.head.slug)
            for item in answer.found
            if item.way == "sure" and answer.held is None
        }

    return find


def trees() -> st.SearchStrategy[Node]:
    words = st.sampled_from(LAW_WORDS).map(Words)

    def grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(several.map(All), several.map(Any), inner.map(Not))

    return st.recursive(words, grow, max_leaves=8)


def holds(tree: Node, words: set[str]) -> bool:
    match tree:
        case Words(text):
            return text in words
        case Not(part):
            return not holds(part, words)
        case All(parts):
            return all(holds(part, words) for part in parts)
        case Any(parts):
            return any(holds(part, words) for part in parts)
    raise TypeError(tree)


def write(tree: Node) -> str:
    match tree:
        case Words(text):
            return text
        case Not(part):
            return f"-({write(part)})"
        case All(parts):
            return " ".join(f"({write(part)})" for part in parts)
        case Any(parts):
            return " OR ".join(f"({write(part)})" for part in parts)
    raise TypeError(tree)


@given(trees())
def test_and_or_not_and_parentheses_mean_what_logic_says(
    find: Callable[[Node], set[int]], tree: Node
) -> None:
    expected = {number for number, words in enumerate(HELD) if holds(tree, words)}
    assert find(tree) == expected
    read = parse_query(write(tree))
    assert read is not None
    assert find(read) == expected
