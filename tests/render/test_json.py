"""JSON: literal answers, strict schemas, and schemas that notice every change."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ENTRIES, MakeLibrary, Run
from kit.schemas import (
    VANQUISH,
    answer,
    each_schema,
    is_optional,
    mutants,
    schema,
    validator,
)
from wikicli.base import csl
from wikicli.base.csl import DATE_VARIABLES, NAME_VARIABLES, TEXT_VARIABLES
from wikicli.base.dates import to_date_parts
from wikicli.base.model import Date, Name, Reference
from wikicli.references.export.csl import csl_item
from wikicli.render.json import format_json

NAMES = "show refs refs-several refs-all search list cite coverage where".split()

OTHER = "title: Other\nbody: Another entry, to vanquish boredom.\n"

RIVAL = """\
title: Rival
body: One who competes.[^smith]
references:
  - {id: smith, type: book, title: Words, URL: "https://example.org/words"}
"""

FILES = {"vanquish.yaml": VANQUISH, "other.yaml": OTHER, "rival.yaml": RIVAL}


def a_call(section: str, sentence: str, locator: str = "", hy: bool = False) -> Any:
    language = "hy" if hy else "en"
    return {
        "section": section,
        "language": language,
        "sentence": sentence,
        "locator": locator,
    }


WHY_CALL = a_call("lead", "To vanquish is to win.")
SMITH_CALLS = [
    a_call("fact box", "1330"),
    a_call("lead", "To vanquish is to win.", "p. 3"),
    a_call("Use", "It is rare.", "p. 9"),
]


def words_of(name: str) -> tuple[str, ...]:
    command = name.partition("-")[0]
    words = {
        "refs-several": ("vanquish", "rival"),
        "refs-all": ("--all",),
        **dict.fromkeys(("show", "refs", "search", "cite"), ("vanquish",)),
    }
    return (command, *words.get(name, ()), "--json")


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


# The answers ----------------------------------------------------------------------


def test_show_gives_every_field_under_its_name_in_the_file(
    run: Run, library: Path
) -> None:
    shown = answer(run("show", "vanquish", "--json", library=library))
    del shown["references"], shown["footnotes"]
    assert shown == {
        "slug": "vanquish",
        "path": str(library / "vanquish.yaml"),
        "title": "Vanquish",
        "description": "A word for tests",
        "aliases": ["Vanquishing"],
        "terms": [
            {
                "hy": "Հաղթել",
                "en": "vanquish",
                "romanization": "Haghtel",
                "ipa": {
                    "east": "hɑʁˈtʰel",
                    "west": "haʁˈtʰel",
                    "source": "wiktionary",
                },
                "orthography": "classical",
                "forms": ["հաղթեց"],
                "literal": "to have the hand",
                "note": "a *verb*",
            }
        ],
        "facts": {"First seen": "1330[^smith]", "Independent": "no"},
        "body": (
            "To **vanquish** is to win.[^smith p. 3][^why] See [[other]].\n\n"
            "## Use\nIt is rare.[^smith p. 9][^jones]\n\n"
            "[^why]: Mostly in books.\n"
        ),
        "hy": {
            "title": "Հաղթանակ",
            "description": "Բառ",
            "status": "reviewed",
            "facts": {"Լեզու": "հայերեն"},
            "body": "Հաղթել։[^jones]\n",
        },
        "see_also": [
            {"entry": "other", "title": "", "url": "", "note": ""},
            {"entry": "other", "title": "", "url": "", "note": "the same"},
            {
                "entry": "",
                "title": "Outside",
                "url": "https://example.org/",
                "note": "far away",
            },
        ],
        "categories": ["Words", "Tests"],
        "source": {
            "title": "Elsewhere",
            "url": "https://example.org/",
            "license": "CC BY-SA 4.0",
            "retrieved": "2026-11-22",
        },
        "sections": [{"title": "", "level": 1}, {"title": "Use", "level": 2}],
        "namesakes": None,
    }


def test_show_gives_references_under_the_keys_of_the_file(
    run: Run, library: Path
) -> None:
    shown = answer(run("show", "vanquish", "--json", library=library))
    assert shown["references"] == [
        {
            "id": "smith",
            "type": "book",
            "author": [
                {"family": "Smith", "given": "Ann", "suffix": "Jr."},
                {"literal": "The Society"},
            ],
            "issued": "1905~",
            "accessed": "2005-09-14",
            "title": "Words",
            "volume": "1",
            "URL": "https://example.org/words",
            "quote": "To vanquish is to win.",
            "archive-url": "https://archive.example.org/words",
            "archived": "2015-09-23",
            "url-status": "dead",
            "trans-title": "Slova",
            "script-title": "Слова",
            "author-link": "https://example.org/smith",
        },
        {
            "id": "jones",
            "type": "article-journal",
            "author": [{"family": "Jones", "given": "Bo"}],
            "issued": "1997-24/1998",
            "title": "More words",
            "page": "158-182",
        },
        {
            "id": "brown",
            "type": "document",
            "issued": "long ago",
            "title": "Yet more",
            "further": True,
        },
    ]


def test_show_gives_the_numbered_footnotes(run: Run, library: Path) -> None:
    shown = answer(run("show", "vanquish", "--json", library=library))
    notes = [
        (note["label"], note["kind"], note["id"], note["backlinks"])
        for note in shown["footnotes"]
    ]
    assert notes == [
        ("1", "reference", "smith", SMITH_CALLS),
        (
            "2",
            "reference",
            "jones",
            [a_call("Use", "It is rare."), a_call("lead", "Հաղթել։", hy=True)],
        ),
        ("a", "note", "why", [WHY_CALL]),
    ]
    assert shown["footnotes"][2]["text"] == "Mostly in books."


def test_an_entry_of_title_and_body_has_all_keys_too(run: Run, library: Path) -> None:
    shown = answer(run("show", "other", "--json", library=library))
    assert shown == {
        "slug": "other",
        "path": str(library / "other.yaml"),
        "title": "Other",
        "description": "",
        "aliases": [],
        "terms": [],
        "facts": {},
        "body": "Another entry, to vanquish boredom.",
        "hy": None,
        "see_also": [],
        "references": [],
        "categories": [],
        "source": None,
        "sections": [{"title": "", "level": 1}],
        "footnotes": [],
        "namesakes": None,
    }
    Draft202012Validator(schema("show")).validate(shown)


def test_show_tells_what_else_bears_a_name(run: Run, make_library: MakeLibrary) -> None:
    files = {"a.yaml": "title: A\naliases: [Word]\nbody: B\n"}
    files["b.yaml"] = "title: B\nterms: [{hy: Վորդ}]\nbody: B\n"
    library = make_library(files)
    shown = answer(run("show", "word", "--json", library=library))
    others = [{"slug": "b", "title": "B"}]
    told = {"name": "word", "is_alias": True, "others": others}
    assert shown["namesakes"] == told
    Draft202012Validator(schema("show")).validate(shown)


def test_refs_gives_each_reference_as_csl_with_what_it_supports(
    run: Run, library: Path
) -> None:
    given = answer(run("refs", "vanquish", "--json", library=library))
    assert given["entry"] == "vanquish"
    smith, _, brown = given["references"]
    assert smith["csl"] == {
        "id": "smith",
        "type": "book",
        "author": [
            {"family": "Smith", "given": "Ann", "suffix": "Jr."},
            {"literal": "The Society"},
        ],
        "issued": {"date-parts": [[1905]], "circa": True},
        "accessed": {"date-parts": [[2005, 9, 14]]},
        "title": "Words",
        "volume": "1",
        "URL": "https://archive.example.org/words",
        "custom": {
            "URL": "https://example.org/words",
            "quote": "To vanquish is to win.",
            "archive-url": "https://archive.example.org/words",
            "archived": "2015-09-23",
            "url-status": "dead",
            "trans-title": "Slova",
            "script-title": "Слова",
            "author-link": "https://example.org/smith",
            "edtf": {"issued": "1905~", "accessed": "2005-09-14"},
        },
    }
    assert smith["number"] == 1
    assert smith["quote"] == "To vanquish is to win."
    assert smith["supports"] == SMITH_CALLS
    assert (brown["number"], brown["supports"]) == (None, [])
    assert brown["csl"]["custom"] == {"further": True}
    assert given["notes"] == [
        {
            "label": "a",
            "id": "why",
            "text": "Mostly in books.",
            "supports": [WHY_CALL],
        }
    ]


def test_refs_gives_the_references_asked_for_and_no_notes(
    run: Run, library: Path
) -> None:
    given = answer(run("refs", "vanquish", "2", "--json", library=library))
    assert [(item["number"], item["id"]) for item in given["references"]] == [
        (2, "jones")
    ]
    assert given["references"][0]["csl"]["issued"] == {
        "date-parts": [[1997], [1998]],
        "season": 4,
    }
    assert given["notes"] == []


def test_search_gives_hits_with_snippets(run: Run, library: Path) -> None:
    found = answer(run("search", "vanquish", "--json", library=library))
    scores = [hit.pop("score") for hit in found["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert found.pop("took_ms") >= 0
    assert found == {
        "query": "vanquish",
        "total": 2,
        "begins": 0,
        "near": 0,
        "held": None,
        "meant": None,
        "offset": 0,
        "hits": [
            {
                "slug": "vanquish",
                "title": "Vanquish",
                "hy": "Հաղթանակ",
                "description": "A word for tests",
                "path": str(library / "vanquish.yaml"),
                "description_hy": "Բառ",
                "begins": False,
                "near": False,
                "field": "title",
                "snippet": {
                    "section": "lead",
                    "text": "To vanquish is to win. See Other.",
                    "marks": [[3, 11]],
                },
            },
            {
                "slug": "other",
                "title": "Other",
                "hy": "",
                "description": "",
                "path": str(library / "other.yaml"),
                "description_hy": "",
                "begins": False,
                "near": False,
                "field": "body",
                "snippet": {
                    "section": "lead",
                    "text": "Another entry, to vanquish boredom.",
                    "marks": [[18, 26]],
                },
            },
        ],
    }


def test_search_without_hits_gives_none_and_says_no(run: Run, library: Path) -> None:
    result = run("search", "zebra", "--json", library=library)
    assert (result.stderr, result.code) == ("error: no entry matches 'zebra'\n", 1)
    found = json.loads(result.stdout)
    Draft202012Validator(schema("search")).validate(found)
    assert (found["total"], found["hits"]) == (0, [])


def test_list_gives_the_entries_by_title(run: Run, library: Path) -> None:
    assert answer(run("list", "--json", library=library)) == {
        "total": 3,
        "entries": [
            {
                "slug": "other",
                "title": "Other",
                "hy": "",
                "description": "",
                "path": str(library / "other.yaml"),
                "description_hy": "",
                "categories": [],
            },
            {
                "slug": "rival",
                "title": "Rival",
                "hy": "",
                "description": "",
                "path": str(library / "rival.yaml"),
                "description_hy": "",
                "categories": [],
            },
            {
                "slug": "vanquish",
                "title": "Vanquish",
                "hy": "Հաղթանակ",
                "description": "A word for tests",
                "path": str(library / "vanquish.yaml"),
                "description_hy": "Բառ",
                "categories": ["Words", "Tests"],
            },
        ],
    }


def test_list_gives_the_entries_of_a_category(run: Run, library: Path) -> None:
    listed = answer(run("list", "--json", "--category", "words", library=library))
    assert [item["slug"] for item in listed["entries"]] == ["vanquish"]
    assert listed["total"] == 1


def test_where_gives_sources_and_places(
    run: Run, library: Path, tmp_path: Path
) -> None:
    told = answer(run("where", "--json", library=library))
    index = told.pop("index")
    assert not any(told["sources"][0].pop("imprint").values())
    unmade = {"present": False, "outdated": False, "bytes": 0, "made": 0}
    assert told.pop("index_state") == unmade
    assert told == {
        "sources": [
            {
                "path": str(library),
                "reason": "option -L",
                "present": True,
                "entries": 3,
            }
        ],
        "entries": 3,
        "config": {
            "path": str(tmp_path / "config" / "wikicli" / "config.toml"),
            "present": False,
        },
        "settings": {
            "language": {"value": "en", "reason": "default"},
            "romanization": {"value": "bgn", "reason": "default"},
            "notes": {"value": "auto", "reason": "default"},
            "wrap": {"value": "keep", "reason": "default"},
        },
        "cache": str(tmp_path / "cache" / "wikicli" / "index"),
    }
    assert Path(index).parents[1] == Path(told["cache"])


def test_random_gives_an_entry_as_show_does(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"only.yaml": OTHER})
    shown = run("show", "only", "--json", library=library)
    assert run("random", "--json", library=library) == shown


# The schemas ----------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_schemas_are_strict(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    for path, inner in each_schema(schema(name)):
        if path.endswith("properties/facts"):  # its labels are the author's own
            continue
        assert inner["additionalProperties"] is False, path
        assert set(inner["required"]) <= set(inner["properties"]), path


@pytest.mark.parametrize("name", NAMES)
def test_answers_fit_their_schema(name: str, run: Run, library: Path) -> None:
    given = answer(run(*words_of(name), library=library))
    validator(name).validate(given)


@pytest.mark.parametrize("slug", sorted(path.stem for path in ENTRIES.glob("*.yaml")))
def test_the_bundled_entries_fit_the_schemas(slug: str, run: Run) -> None:
    for name in ("show", "refs", "cite", "coverage"):
        result = run(name, slug, "--json", library=ENTRIES)
        validator(name).validate(json.loads(result.stdout))


@pytest.mark.parametrize("name", NAMES)
def test_no_changed_answer_fits_its_schema(name: str, run: Run, library: Path) -> None:
    fits = validator(name).is_valid
    given = answer(run(*words_of(name), library=library))
    changed = list(mutants(name, given))
    kinds = {what.split(":")[0] for what, _ in changed}
    assert kinds == {"added", "wrong", "removed"}
    assert [what for what, mutant in changed if fits(mutant)] == []


def test_optional_keys_are_those_of_records_only() -> None:
    assert is_optional(("facts", "Language"))
    assert is_optional(("references", 0, "csl", "title"))
    assert is_optional(("references", 0, "csl", "custom", "quote"))
    assert is_optional(("references", 0, "volume"))
    assert not is_optional(("references", 0, "csl"))
    assert not is_optional(("references", 0, "csl", "id"))
    assert not is_optional(("references", 0, "type"))
    assert not is_optional(("facts",))
    assert not is_optional(("title",))


# References as CSL-JSON -----------------------------------------------------------


def test_the_schema_knows_the_variables_of_csl_and_no_other() -> None:
    record = schema("refs")["$defs"]["csl"]
    known = NAME_VARIABLES | DATE_VARIABLES | TEXT_VARIABLES
    assert set(record["properties"]) == {"id", "type", "custom"} | known
    assert set(record["properties"]["type"]["enum"]) == csl.TYPES


def test_a_reference_with_every_variable_fits_the_schema() -> None:
    reference = Reference(
        "all",
        "book",
        names=dict.fromkeys(sorted(NAME_VARIABLES), (Name(literal="Somebody"),)),
        dates=dict.fromkeys(sorted(DATE_VARIABLES), Date("2005-09")),
        variables=dict.fromkeys(sorted(TEXT_VARIABLES), "12"),
        quote="Words",
        archived=Date(literal="once"),
    )
    item = csl_item(reference)
    part = {**schema("refs"), "$ref": "#/$defs/csl"}
    for key in ("type", "properties", "required", "additionalProperties"):
        del part[key]
    Draft202012Validator(part).validate(item)
    assert set(item) == set(part["$defs"]["csl"]["properties"])
    assert all(item[key] == "12" for key in TEXT_VARIABLES)


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2003", {"date-parts": [[2003]]}),
        ("2005-09-14", {"date-parts": [[2005, 9, 14]]}),
        ("1997-24/1998", {"date-parts": [[1997], [1998]], "season": 4}),
        ("1905~", {"date-parts": [[1905]], "circa": True}),
        ("2005/..", {"date-parts": [[2005], [0]]}),
        ("-0043", {"date-parts": [[-44]]}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("1997-21/1997-22", {"date-parts": [[1997]], "season": "Spring–Summer"}),
    ],
)
def test_dates_are_date_parts_with_season_and_circa(
    edtf: str, date: dict[str, Any]
) -> None:
    item = csl_item(Reference("x", dates={"issued": Date(edtf)}))
    assert item["issued"] == date == to_date_parts(edtf)
    assert item["custom"] == {"edtf": {"issued": edtf}}


def test_a_date_in_words_is_literal_and_has_no_edtf() -> None:
    item = csl_item(Reference("x", dates={"issued": Date(literal="long ago")}))
    assert item == {"id": "x", "type": "document", "issued": {"literal": "long ago"}}


def test_every_part_of_a_name_stands_under_its_csl_name() -> None:
    name = Name("Gaulle", "Charles", "Jr.", "de", "van", "")
    item = csl_item(Reference("x", names={"author": (name,)}))
    assert item["author"] == [
        {
            "family": "Gaulle",
            "given": "Charles",
            "suffix": "Jr.",
            "dropping-particle": "de",
            "non-dropping-particle": "van",
        }
    ]


# What no answer may hold ----------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("show", "nobody"), 1),
        (("show", "broken"), 2),
        (("refs", "nobody"), 1),
        (("random", "--category", "nothing"), 1),
        (("show", "vanquish", "--section", "use"), 2),
        (("show", "vanquish", "--toc"), 2),
        (("show", "vanquish", "--notes", "end"), 2),
        (("show", "vanquish#use"), 2),
        (("show",), 2),
        (("search", "x", "--limit", "0"), 2),
    ],
)
def test_a_failure_writes_nothing_to_standard_output(
    words: tuple[str, ...], code: int, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({**FILES, "broken.yaml": "title: [\n"})
    result = run(*words, "--json", library=library)
    assert (result.stdout, result.code) == ("", code)
    assert "error: " in result.stderr


NO_TERMS = {"standard": "bgn", "total": 0, "terms": []}
NO_GRAPH = {"entries": [], "links": [], "orphans": 0, "dangling": 0}


@pytest.mark.parametrize(
    ("words", "schema_name", "empty"),
    [
        ("list", "list", {"total": 0, "entries": []}),
        ("categories", "categories", {"total": 0, "categories": []}),
        ("refs --all", "refs-all", {"total": 0, "works": []}),
        ("refs --all --unused", "refs-all", {"total": 0, "works": []}),
        ("terms", "terms", {**NO_TERMS, "conflicts": []}),
        ("terms --lookup x", "terms-lookup", {"query": "x", **NO_TERMS}),
        ("links", "links-all", NO_GRAPH),
        ("links --orphans", "links-orphans", {"total": 0, "orphans": []}),
        ("links --dangling", "links-dangling", {"total": 0, "dangling": []}),
    ],
)
def test_an_answer_of_an_empty_library_has_the_shape_of_a_full_one(
    words: str, schema_name: str, empty: object, run: Run, tmp_path: Path
) -> None:
    result = run(*words.split(), "--json", library=tmp_path)
    assert json.loads(result.stdout) == empty
    Draft202012Validator(schema(schema_name)).validate(empty)
    assert result.stderr.startswith("error: the library has no entries\n")
    assert result.code == 1


@pytest.mark.parametrize(
    ("words", "empty"),
    [
        ("list --category nothing", {"total": 0, "entries": []}),
        ("refs other", {"entry": "other", "references": [], "notes": []}),
        ("refs vanquish 9", {"entry": "vanquish", "references": [], "notes": []}),
        ("refs other rival --unused", {"entries": []}),
        ("refs --all --type map", {"total": 0, "works": []}),
        ("terms other", {"entry": "other", **NO_TERMS}),
    ],
)
def test_an_empty_answer_has_the_shape_of_a_full_one(
    words: str, empty: object, run: Run, library: Path
) -> None:
    result = run(*words.split(), "--json", library=library)
    assert json.loads(result.stdout) == empty
    assert result.code == 1
    assert result.stderr.startswith("error: ")


def test_nothing_found_in_an_empty_library_or_category_is_an_empty_result(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "none").mkdir()
    for place in (library, tmp_path / "none"):
        words = ("search", "win", "--category", "nothing", "--json")
        result = run(*words, library=place)
        found = json.loads(result.stdout)
        Draft202012Validator(schema("search")).validate(found)
        assert (found["query"], found["total"], found["hits"]) == ("win", 0, [])
        assert result.code == 1


def test_unsafe_characters_never_reach_json(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"x.yaml": 'title: "a\\e[31m"\nbody: "b\\x07\\u202e"\nfacts: {"k\\e": v}\n'}
    )
    for words in (("show", "x"), ("list",), ("search", "v", "\x1b[31m\u202e")):
        stdout = run(*words, "--json", library=library).stdout
        assert json.loads(stdout)
        assert not {"\x1b", "\x07", "\u202e"} & set(stdout)
        assert not {"\\u001b", "\\u0007", "\\u202e"} & {
            stdout[i : i + 6] for i in range(len(stdout))
        }


def test_json_is_unicode_as_it_is() -> None:
    assert format_json({"hy": "Միացում"}) == '{\n  "hy": "Միացում"\n}'


def test_json_loses_nothing_where_only_ascii_can_be_written(
    spawn: Run, run: Run, library: Path
) -> None:
    narrow = spawn("list", "--json", library=library, env={"PYTHONIOENCODING": "ascii"})
    assert narrow.code == 0
    assert narrow.stdout.isascii()
    wide = run("list", "--json", library=library)
    assert json.loads(narrow.stdout) == json.loads(wide.stdout)
