"""The command links: trees, lists, figures, JSON, Graphviz's language."""

import copy
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES, Golden, MakeLibrary, Run
from kit.schemas import answer, mutants, validator
from wikicli.render.text.dot import _quote_dot

FILES = {
    "komitas.yaml": """\
title: Komitas
description: Priest, composer and collector of songs
terms: [{hy: Կոմիտաս, en: Komitas}]
facts: {Born: "[[kutahya]]"}
body: |
  He collected songs with [[shara-talyan|a pupil]].[^soulahian]
hy: {title: Կոմիտաս, body: "Տես [[gusan-songs]]։"}
see_also:
  - {entry: gusan-songs, note: what he *collected*}
  - {entry: ejmiatsin, note: where he studied}
  - komitas-museum
references: [{id: soulahian, type: book, title: Komitas, ISBN: 0-9671-1521-3}]
categories: [Music, People]
""",
    "gusan-songs.yaml": """\
title: Songs of the gusans
description: Songs of wandering singers, sung to the kamancha at weddings and at courts
body: "See [[komitas]].[^k]"
see_also: [{entry: komitas, note: who wrote them down}, shara-talyan]
references: [{id: k, type: book, title: Komitas, ISBN: 0967115213}]
categories: [music]
""",
    "shara-talyan.yaml": "title: Shara Talyan\nbody: Singer.\nsee_also: [komitas]\n",
    "lone.yaml": "title: Lone “entry” \\ of one\nbody: B.\n",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


# Screens --------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("entry", "links komitas"),
        ("depth", "links komitas --depth 3"),
        ("related", "links komitas --related"),
        ("all", "links"),
        ("dangling", "links --dangling"),
        ("orphans", "links --orphans"),
    ],
)
def test_links_look_as_they_should(
    run: Run, golden: Golden, library: Path, name: str, words: str, width: int
) -> None:
    told = run(*words.split(), "--width", width, library=library)
    assert (told.stderr, told.code) == ("", 0)
    golden(f"links/{name}-{width}.txt", told.stdout)


def test_styles_tell_titles_from_what_is_quiet(
    run: Run, golden: Golden, library: Path
) -> None:
    told = run("links", "komitas", "--color", "always", library=library)
    assert (told.stderr, told.code) == ("", 0)
    golden("links/entry-80.ansi", told.stdout)


@pytest.mark.parametrize("width", [20, 30, 43, 44, 60, 79])
@pytest.mark.parametrize(
    "words", ["", "--orphans", "--dangling", "komitas --depth 10", "komitas --related"]
)
def test_no_line_is_too_wide_or_ends_with_spaces(
    run: Run, library: Path, words: str, width: int
) -> None:
    told = run("links", *words.split(), "--width", width, library=library)
    assert told.code == 0
    for line in told.stdout.splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_one_direction_can_be_asked_for(run: Run, library: Path) -> None:
    both = run("links", "komitas", library=library).stdout
    to = run("links", "komitas", "--to", library=library).stdout
    along = run("links", "komitas", "--from", library=library).stdout
    assert "Links to" not in to
    assert "Linked from 2 entries\n" in to
    assert "Linked from" not in along
    assert "Links to 5 entries, 3 of them missing\n" in along
    assert both == run("links", "komitas", "--to", "--from", library=library).stdout


def test_an_entry_without_links_says_so(run: Run, library: Path) -> None:
    told = run("links", "lone", library=library)
    assert (told.stderr, told.code) == ("", 0)
    assert told.stdout.endswith(
        "lone\n\n  Links to no entry\n\n  Linked from no entry\n"
    )
    related = run("links", "lone", "--related", library=library).stdout
    assert related.endswith("\n  Related\n    (none)\n")


def test_what_an_entry_links_to_is_told_by_its_file_alone(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"broken.yaml": "title: [komitas\n"})
    assert run("links", "komitas", "--from", library=library).stderr == ""
    told = run("links", "komitas", "--to", library=library)
    assert told.code == 0
    assert told.stderr.startswith(f"warning: {library / 'broken.yaml'}:")
    assert len(told.stderr.splitlines()) == 1


def test_links_are_found_however_yaml_writes_a_slug(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "target.yaml": "title: Target\nbody: B.\n",
            "plain.yaml": "title: Plain\nbody: B.\nsee_also: [target]\n",
            "escaped.yaml": 'title: Escaped\nbody: "[[\\x74arget]]"\n',
            "broken.yaml": 'title: Folded\nbody: "[[tar\\\n  get]]"\n',
            "spaced.yaml": "title: Spaced\nbody: B [[ target |a]].\n",
            "none.yaml": "title: None\nbody: B.\n",
        }
    )
    told = answer(run("links", "target", "--to", "--json", library=library))
    deep = run("links", "target", "--to", "--depth", "2", "--json", library=library)
    assert told == answer(deep)
    slugs = {link["slug"] for link in told["to"]}
    assert slugs == {"plain", "escaped", "broken", "spaced"}


def test_entries_that_do_not_name_an_entry_are_not_read_for_its_links(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"broken.yaml": "title: [\n"})
    assert run("links", "komitas", library=library).stderr == ""
    run("links", library=library)  # keeps that it is broken
    assert run("links", "komitas", library=library).stderr == ""
    make_library({"broken.yaml": "title: [komitas\n"})
    told = run("links", "komitas", library=library)
    assert told.code == 0
    assert told.stderr.startswith(f"warning: {library / 'broken.yaml'}:")


def test_a_link_to_an_entry_that_cannot_be_read_does_not_dangle(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"a.yaml": "title: A\nbody: '[[b]]'\n", "b.yaml": "title: [\n"}
    )
    assert (
        "    b   (the entry can’t be read)\n"
        in run("links", "a", library=library).stdout
    )
    told = run("links", "--dangling", library=library)
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr.endswith("error: every link leads to an entry\n")


def test_more_related_entries_than_ten_are_counted(
    run: Run, make_library: MakeLibrary
) -> None:
    names = [f"e{number:02}" for number in range(12)]
    library = make_library(
        {f"{it}.yaml": f"title: {it}\nbody: B.\ncategories: [X]\n" for it in names}
    )
    lines = run("links", "e00", "--related", library=library).stdout.splitlines()
    assert lines[-1] == "  and 1 more entry"
    assert sum("in common: 1 category" in line for line in lines) == 10
    found = answer(run("links", "e00", "--related", "--json", library=library))
    assert found["total"] == len(found["related"]) == 11


def test_a_long_chain_is_followed_for_ten_links(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            f"e{number}.yaml": f"title: E{number}\nbody: '[[e{number + 1}]]'\n"
            for number in range(30)
        }
    )
    told = run("links", "e0", "--from", "--depth", "10", library=library).stdout
    assert " E10" in told
    assert " E11" not in told


# Errors ---------------------------------------------------------------------------

HINT = "hint: see: wikicli links --help\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--to", "--to needs the NAME of an entry"),
        ("--from", "--from needs the NAME of an entry"),
        ("--related", "--related needs the NAME of an entry"),
        ("--depth 2", "--depth needs the NAME of an entry"),
        ("komitas --orphans", "--orphans takes no NAME"),
        ("komitas --dangling", "--dangling takes no NAME"),
        ("komitas --to --related", "--to and --related exclude each other"),
        ("komitas --from --related", "--from and --related exclude each other"),
        ("komitas --depth 2 --related", "--depth and --related exclude each other"),
        ("komitas --dot --related", "--dot and --related exclude each other"),
        ("--orphans --dangling", "--orphans and --dangling exclude each other"),
        ("--orphans --dot", "--orphans and --dot exclude each other"),
        ("--dangling --dot", "--dangling and --dot exclude each other"),
        ("--json --dot", "--json and --dot exclude each other"),
    ],
)
def test_what_cannot_be_asked_together_is_refused(
    run: Run, library: Path, words: str, message: str
) -> None:
    told = run("links", *words.split(), library=library)
    assert (told.stdout, told.code) == ("", 2)
    assert told.stderr == f"error: {message}\n{HINT}"


@pytest.mark.parametrize("depth", ["0", "11"])
def test_a_depth_is_from_one_to_ten(run: Run, library: Path, depth: str) -> None:
    told = run("links", "komitas", "--depth", depth, library=library)
    assert (told.stdout, told.code) == ("", 2)
    assert f"{depth} is not in the range 1<=x<=10" in told.stderr


@pytest.mark.parametrize("option", ["", "--to", "--from", "--related", "--dot"])
def test_an_entry_must_exist(run: Run, library: Path, option: str) -> None:
    told = run("links", "komitos", *option.split(), library=library)
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr == (
        "error: no entry named 'komitos'\n"
        "hint: did you mean 'komitas' (Komitas · Կոմիտաս)?\n"
    )


def test_an_entry_must_be_readable(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": "body: B.\n"})
    told = run("links", "a", library=library)
    assert (told.stdout, told.code) == ("", 2)
    assert "there is no 'title'; every entry needs one" in told.stderr


def test_a_library_without_entries_has_no_links(
    run: Run, make_library: MakeLibrary
) -> None:
    told = run("links", library=make_library({}))
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr.startswith("error: the library has no entries\n")


def test_a_library_may_have_no_orphans_and_no_dangling_links(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: B.\nsee_also: [b]\n",
            "b.yaml": "title: B\nbody: B.\nsee_also: [a]\n",
        }
    )
    told = run("links", "--orphans", library=library)
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr == "error: every entry is linked to from another\n"
    empty = run("links", "--orphans", "--json", library=library)
    assert (json.loads(empty.stdout), empty.code) == ({"total": 0, "orphans": []}, 1)
    told = run("links", "--dangling", library=library)
    assert (told.stdout, told.code) == ("", 1)
    assert told.stderr == "error: every link leads to an entry\n"
    empty = run("links", "--dangling", "--json", library=library)
    assert (json.loads(empty.stdout), empty.code) == ({"total": 0, "dangling": []}, 1)
    assert "dangling links   0\n" in run("links", library=library).stdout


# JSON -----------------------------------------------------------------------------

SHAPES = {
    "links": "links komitas --depth 2",
    "links-related": "links komitas --related",
    "links-orphans": "links --orphans",
    "links-dangling": "links --dangling",
    "links-all": "links",
}


@pytest.mark.parametrize("name", SHAPES)
def test_json_fits_its_schema_and_no_changed_answer_does(
    run: Run, library: Path, name: str
) -> None:
    given = answer(run(*SHAPES[name].split(), "--json", library=library))
    validator(name).validate(given)
    changed = list(mutants(name, copy.deepcopy(given)))
    assert len(changed) > 10
    fits = validator(name).is_valid
    assert [what for what, mutant in changed if fits(mutant)] == []


@pytest.mark.parametrize("name", SHAPES)
def test_json_of_the_shipped_entries_fits_its_schema(run: Run, name: str) -> None:
    words = SHAPES[name].replace("komitas", "miatsum").split()
    told = run(*words, "--json", library=ENTRIES)
    validator(name).validate(json.loads(told.stdout))


def test_json_has_every_link_with_its_other_end(run: Run, library: Path) -> None:
    given = answer(run("links", "komitas", "--depth", "2", "--json", library=library))
    assert given["entry"] == "komitas"
    assert given["from"][0] == {
        "steps": 1,
        "source": "komitas",
        "target": "gusan-songs",
        "see_also": True,
        "sections": [],
        "note": "what he *collected*",
        "slug": "gusan-songs",
        "title": "Songs of the gusans",
        "description": (
            "Songs of wandering singers, sung to the kamancha at weddings and at courts"
        ),
        "missing": False,
    }
    ends = [(it["steps"], it["source"], it["slug"]) for it in given["from"]]
    assert ends == [
        (1, "komitas", "gusan-songs"),
        (1, "komitas", "ejmiatsin"),
        (1, "komitas", "komitas-museum"),
        (1, "komitas", "kutahya"),
        (1, "komitas", "shara-talyan"),
        (1, "komitas", "gusan-songs"),
        (2, "gusan-songs", "komitas"),
        (2, "gusan-songs", "shara-talyan"),
        (2, "shara-talyan", "komitas"),
    ]
    to = [(it["steps"], it["slug"], it["target"]) for it in given["to"]]
    assert to[:3] == [
        (1, "gusan-songs", "komitas"),
        (1, "shara-talyan", "komitas"),
        (1, "gusan-songs", "komitas"),
    ]


def test_json_has_null_for_the_direction_nobody_asked_for(
    run: Run, library: Path
) -> None:
    given = answer(run("links", "lone", "--to", "--json", library=library))
    assert given == {"entry": "lone", "from": None, "to": []}


def test_json_of_related_entries_has_what_they_share(run: Run, library: Path) -> None:
    given = answer(run("links", "komitas", "--related", "--json", library=library))
    songs, singer = given["related"]
    assert (songs["slug"], songs["direct"], songs["links"]) == (
        "gusan-songs",
        2,
        ["shara-talyan"],
    )
    assert songs["categories"] == ["music"]
    assert songs["works"] == ["Komitas. ISBN 0967115213."]
    assert (singer["categories"], singer["works"]) == ([], [])
    assert songs["score"] > singer["score"] > 0


# Graphviz -------------------------------------------------------------------------

# The part of DOT's grammar (graphviz.org, "DOT Language") that is written.
ID = r'"(?:[^"\\\n]|\\["\\])*"'
ATTRIBUTES = rf"(?: \[\w+=(?:{ID}|\w+)(?:, \w+=(?:{ID}|\w+))*\])?"
NODE = re.compile(rf"  ({ID})({ATTRIBUTES});")
EDGE = re.compile(rf"  ({ID}) -> ({ID})({ATTRIBUTES});")
HEAD = ["digraph wikicli {", "  rankdir=LR;", "  node [shape=box];"]


def read_dot(text: str) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Nodes and edges of a graph, each with its attributes, by a strict reading."""
    assert text.endswith("}\n")
    lines = text.removesuffix("\n").split("\n")
    assert (lines[:3], lines[-1]) == (HEAD, "}")
    nodes: dict[str, str] = {}
    edges: dict[tuple[str, str], str] = {}
    for line in lines[3:-1]:
        if edge := EDGE.fullmatch(line):
            ends = (unquote(edge[1]), unquote(edge[2]))
            assert set(ends) <= set(nodes)
            assert ends not in edges
            edges[ends] = edge[3]
        else:
            node = NODE.fullmatch(line)
            assert node, line
            assert not edges
            nodes[unquote(node[1])] = node[2]
    return nodes, edges


def unquote(quoted: str) -> str:
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])


def test_dot_has_all_entries_and_links(run: Run, library: Path) -> None:
    told = run("links", "--dot", library=library)
    assert (told.stderr, told.code) == ("", 0)
    nodes, edges = read_dot(told.stdout)
    assert list(nodes) == (
        "gusan-songs komitas lone shara-talyan ejmiatsin komitas-museum kutahya".split()
    )
    assert nodes["komitas"] == ' [label="Komitas"]'
    assert nodes["kutahya"] == ' [label="kutahya", style=dashed]'
    assert nodes["lone"] == ' [label="Lone “entry” \\\\ of one"]'
    assert edges["komitas", "gusan-songs"] == " [style=bold]"
    assert edges["komitas", "kutahya"] == ""
    assert len(edges) == 8


def test_dot_of_an_entry_has_its_tree(run: Run, library: Path) -> None:
    told = run("links", "komitas", "--dot", "--to", "--depth", "2", library=library)
    nodes, edges = read_dot(told.stdout)
    assert set(nodes) == {"komitas", "gusan-songs", "shara-talyan"}
    assert set(edges) == {
        ("gusan-songs", "komitas"),
        ("shara-talyan", "komitas"),
        ("komitas", "gusan-songs"),
        ("gusan-songs", "shara-talyan"),
        ("komitas", "shara-talyan"),
    }


def test_dot_of_the_shipped_entries_can_be_read(run: Run) -> None:
    nodes, edges = read_dot(run("links", "--dot", library=ENTRIES).stdout)
    assert "miatsum" in nodes
    assert ("miatsum", "karabakh-movement") in edges


@given(st.text(st.sampled_from('a"\\N; ->[]{}Մ'), max_size=12))
def test_whatever_a_name_holds_it_stays_one_string_of_dot(text: str) -> None:
    quoted = _quote_dot(text)
    assert re.fullmatch(ID, quoted)
    assert unquote(quoted) == text


def test_hostile_names_stay_within_their_strings(
    run: Run, make_library: MakeLibrary
) -> None:
    title = '"]; evil -> "more\\e[31m'
    library = make_library(
        {
            "a.yaml": f"title: {json.dumps(title)}\nbody: B.\nsee_also: ['b\"];x']\n",
            'c"d\\.yaml': "title: C\nbody: '[[a]]'\n",
        }
    )
    told = run("links", "--dot", library=library)
    nodes, edges = read_dot(told.stdout)
    assert set(edges) == {("a", 'b"];x'), ('c"d\\', "a")}
    assert len(nodes) == 3


def test_what_could_command_a_terminal_reaches_none(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": (
                'title: "A\\e[31m"\ndescription: "D\\x07"\nbody: B.\n'
                'see_also: [{entry: "x\\e[2J", note: "n\\e[0m [[y]]"}]\n'
            )
        }
    )
    for words in ("a", "a --related", "", "--dangling", "--orphans", "--dot", "--json"):
        told = run("links", *words.split(), library=library)
        assert told.code == 0
        assert not {"\x1b", "\x07"} & set(told.stdout + told.stderr)


def test_links_to_sections_are_links_to_their_entry(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: |\n  [[b#One]] [[b]] [[b#Two|x]] [[#S]].\n",
            "b.yaml": "title: B\nbody: |\n  [[#One]] [[b#Two]] [[c#X]]\n",
        }
    )
    told = answer(run("links", "a", "--json", library=library))
    assert [(it["target"], it["sections"]) for it in told["from"]] == [
        ("b", ["One", "Two"])
    ]
    validator("links").validate(told)
    text = run("links", "a", library=library).stdout
    assert text.split("\n")[2:4] == ["  Links to 1 entry", "    B   § One, § Two"]
    make_library({"a.yaml": "title: A\nbody: '[[b#One]]'\nsee_also: [b, c]\n"})
    text = run("links", "a", "--depth", "2", library=library).stdout
    assert text.split("\n")[2:6] == [
        "  Links to 2 entries, 1 of them missing",
        "    ├ B     § One",
        "    │ └ c   § X (no entry yet)",
        "    └ c     (no entry yet)",
    ]
    dangling = answer(run("links", "--dangling", "--json", library=library))
    validator("links-dangling").validate(dangling)
    (missing,) = dangling["dangling"]
    found = [(it["source"], it["sections"]) for it in missing["links"]]
    assert (missing["slug"], found) == ("c", [("a", []), ("b", ["X"])])
    assert run("links", "--orphans", library=library).stdout.startswith("  1 entry")
