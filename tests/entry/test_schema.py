"""The schema of the entry format: what it takes, what it refuses, how it is shipped."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, Draft202012Validator

from conftest import ENTRIES, ROOT, MakeLibrary, Run
from kit.schemas import VANQUISH
from wikicli.base import csl
from wikicli.base.dates import is_edtf
from wikicli.base.problems import Severity
from wikicli.check import Checked
from wikicli.check.rules import entries
from wikicli.entry import file as entryfile
from wikicli.entry.fields import PARTS
from wikicli.entry.schema import EDTF, make_schema

SHIPPED = ROOT / "src" / "wikicli" / "entry.schema.json"
SCHEMA = make_schema()


class Yaml11(yaml.SafeLoader):
    """YAML 1.1 as ``yaml.safe_load``, but for dates: to editors they are text."""


Yaml11.yaml_implicit_resolvers = {
    first: [it for it in found if not it[0].endswith(":timestamp")]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Yaml12(yaml.SafeLoader):
    """The core schema of YAML 1.2, which yaml-language-server goes by."""


Yaml12.yaml_implicit_resolvers = {}
for kind, pattern, first in (
    ("null", r"null|Null|NULL|~|", [*"nN~", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", [*"-+.01"]),
):
    tag = f"tag:yaml.org,2002:{kind}"
    Yaml12.add_implicit_resolver(tag, re.compile(f"^(?:{pattern})$"), first)

LOADERS = {"1.1": Yaml11, "1.2": Yaml12}


def load(text: str, version: str = "1.1") -> Any:
    return yaml.load(text, LOADERS[version])


def fits(value: Any, schema: Any = SCHEMA) -> bool:
    return bool(Draft202012Validator(schema).is_valid(value))


# What it takes --------------------------------------------------------------------


@pytest.mark.parametrize("version", LOADERS)
@pytest.mark.parametrize("path", sorted(ENTRIES.glob("*.yaml")), ids=lambda it: it.stem)
def test_every_shipped_entry_fits(path: Path, version: str) -> None:
    Draft202012Validator(SCHEMA).validate(load(path.read_text("utf-8"), version))


def entry(text: str) -> str:
    """An entry with some keys of its own, in flow or in block style."""
    return f"title: T\nbody: B.\n{text}\n"


def record(text: str) -> str:
    """An entry with a reference that has some keys of its own."""
    return entry(f"references: [{{id: r, title: R, {text}}}]")


SOUND = [
    VANQUISH,
    record("issued: 2003"),
    record("issued: 2005-09-14"),
    record("issued: 1997-24/1998"),
    record("issued: ~1905"),
    record("issued: 199X"),
    record("issued: 2005a"),
    record("issued: -0043"),
    record('issued: "1994/.."'),
    record("issued: {date-parts: [[1997], [1998]], season: Winter, circa: yes}"),
    record("issued: {date-parts: [['2005']], season: '1', circa: 1, literal: x}"),
    record("issued: {edtf: 1915-04-24, literal: Easter 1915}"),
    record("issued: {raw: 'Sept. 14, 2005'}"),
    record("volume: 1"),
    record("edition: 2.1"),
    record("title-short: no"),
    record("author: Nodia"),
    record("author: {family: Mao, given: Zedong, static-ordering: true}"),
    record("author: ['Nodia, Ghia', {literal: The Group}]"),
    record("further: yes"),
    record("further: No"),
    record("further: 1"),
    entry("references: [{id: 7, title: no}]"),
    entry(
        "facts: {Independent: no, Founded: 1988, At: 12:30, Known as: ~, Code: 0123}"
    ),
    entry("facts: {Source: 'a marker[^r]'}\nreferences: [{id: r, title: R}]"),
    entry("aliases: [yes, null, 1988]"),
    entry("see_also: [enosis, 1988, no, {title: Wanted}]"),
    entry("terms: [{hy: ոչ, en: no, forms: []}, {en: yes}]"),
    entry("categories: [1988]"),
    entry("source: {title: T, url: 'https://example.org', retrieved: 2026-11-22}"),
    entry("hy: {title: Տ, status: reviewed, body: Բ։}"),
    "title: 1988\nbody: 2.5\n",
]


@pytest.mark.parametrize("version", LOADERS)
@pytest.mark.parametrize("text", SOUND)
def test_plain_scalars_fit_as_editors_type_them(text: str, version: str) -> None:
    Draft202012Validator(SCHEMA).validate(load(text, version))


@pytest.mark.parametrize("text", SOUND)
def test_what_fits_is_sound_to_the_reader_too(text: str) -> None:
    loaded = entryfile.parse(text.encode(), Path("t.yaml"))
    worse = [it for it in loaded.problems if it.severity > Severity.INFO]
    assert (worse, loaded.entry is None) == ([], False)


# What it refuses ------------------------------------------------------------------

_DATE = "/$defs/date/anyOf"
_PARTS = f"{_DATE}/1/properties/date-parts"
_PERSON = "/$defs/person/anyOf"

REFUSED = {
    "[]": ("/type",),
    "title: T\n": ("/required",),
    entry("see_alos: [a]"): ("/additionalProperties",),
    entry("aliases: One"): ("/properties/aliases/type",),
    entry("terms: {hy: Ա}"): ("/properties/terms/type",),
    entry("facts: [a]"): ("/properties/facts/type",),
    entry("see_also: enosis"): ("/properties/see_also/type",),
    entry("references: {id: r, title: R}"): ("/properties/references/type",),
    entry("categories: War"): ("/properties/categories/type",),
    "title: T\nbody: [B]\n": ("/$defs/text/type",),
    "title: T\nbody: ' '\n": ("/$defs/text/pattern",),
    "title: [T]\nbody: B\n": ("/$defs/line/type",),
    "title: T[^r p. 3]\nbody: B\n": ("/$defs/line/pattern",),
    entry("description: [D]"): ("/$defs/description/type",),
    entry("description: D.[^r]"): ("/$defs/description/pattern",),
    entry(f"description: {'d' * 91}"): ("/$defs/description/maxLength",),
    entry("aliases: [[a]]"): ("/$defs/loose/type",),
    entry("facts: {a: ''}"): ("/$defs/loose/pattern",),
    record("further: [yes]"): ("/$defs/flag/type",),
    record("further: -1"): ("/$defs/flag/minimum",),
    record("further: 2"): ("/$defs/flag/maximum",),
    record("further: perhaps"): ("/$defs/flag/pattern",),
    record("URL: [x]"): ("/$defs/address/type",),
    record("URL: https://example.org/a page"): ("/$defs/address/pattern",),
    entry("see_also: [{entry: [a]}]"): ("/$defs/slug/type",),
    entry("see_also: [{entry: Karabakh movement}]"): ("/$defs/slug/pattern",),
    entry("see_also: [{entry: -1}]"): ("/$defs/slug/minimum",),
    record("issued: {edtf: 2003.5}"): ("/$defs/edtf/type",),
    record("issued: {edtf: -10000}"): ("/$defs/edtf/minimum",),
    record("issued: {edtf: 10000}"): ("/$defs/edtf/maximum",),
    record("issued: 2005-02-30"): ("/$defs/edtf/pattern", _DATE),
    record("issued: [2003]"): tuple(f"{_DATE}/{index}/type" for index in range(1, 5)),
    record("issued: {}"): tuple(f"{_DATE}/{index}/required" for index in range(1, 5)),
    record("issued: {date-parts: [[2003]], raw: 2003}"): (
        f"{_DATE}/1/additionalProperties",
        f"{_DATE}/3/additionalProperties",
    ),
    record("issued: {edtf: 2003, season: 1}"): (f"{_DATE}/2/additionalProperties",),
    record("issued: {literal: once, circa: yes}"): (f"{_DATE}/4/additionalProperties",),
    record("issued: {date-parts: 2003}"): (f"{_PARTS}/type",),
    record("issued: {date-parts: []}"): (f"{_PARTS}/minItems",),
    record("issued: {date-parts: [[1], [2], [3]]}"): (f"{_PARTS}/maxItems",),
    record("issued: {date-parts: [2003]}"): (f"{_PARTS}/items/type",),
    record("issued: {date-parts: [[]]}"): (f"{_PARTS}/items/minItems",),
    record("issued: {date-parts: [[2003, 1, 1, 1]]}"): (f"{_PARTS}/items/maxItems",),
    record("issued: {date-parts: [[[2003]]]}"): (f"{_PARTS}/items/items/type",),
    record("issued: {date-parts: [[MMIII]]}"): (f"{_PARTS}/items/items/pattern",),
    record("issued: {date-parts: [[2003]], season: 5}"): (
        f"{_DATE}/1/properties/season/anyOf",
        f"{_DATE}/1/properties/season/anyOf/0/enum",
        f"{_DATE}/1/properties/season/anyOf/1/type",
    ),
    record("issued: {date-parts: [[2003]], season: wet}"): (
        f"{_DATE}/1/properties/season/anyOf/1/pattern",
    ),
    record("author: [[Nodia]]"): (f"{_PERSON}/1/type", _PERSON),
    record("author: [{name: Nodia}]"): (f"{_PERSON}",),
    record("author: [{literal: Nodia, name: Nodia}]"): (
        f"{_PERSON}/1/additionalProperties",
    ),
    record("author: {comma-suffix: true}"): (
        f"{_PERSON}/1/anyOf",
        *(f"{_PERSON}/1/anyOf/{index}/required" for index in range(6)),
        "/$defs/people/anyOf/1/type",
    ),
    record("author: []"): ("/$defs/people/anyOf", "/$defs/people/anyOf/1/minItems"),
    entry("terms: [Արցախ]"): ("/$defs/term/type",),
    entry("terms: [{en: Artsakh, orthography: old}]"): (
        "/$defs/term/properties/orthography/enum",
    ),
    entry("terms: [{en: Artsakh, forms: Արցախի}]"): (
        "/$defs/term/properties/forms/type",
    ),
    entry("terms: [{en: Artsakh, english: Artsakh}]"): (
        "/$defs/term/additionalProperties",
    ),
    entry("terms: [{note: n}]"): (
        "/$defs/term/anyOf",
        "/$defs/term/anyOf/0/required",
        "/$defs/term/anyOf/1/required",
    ),
    entry("terms: [{en: Artsakh, ipa: ɑɾˈtsʰɑχ}]"): ("/$defs/ipa/type",),
    entry("terms: [{en: Artsakh, ipa: {north: x}}]"): (
        "/$defs/ipa/additionalProperties",
    ),
    entry("hy: Տ"): ("/$defs/side/type",),
    entry("hy: {facts: [a]}"): ("/$defs/side/properties/facts/type",),
    entry("hy: {status: good}"): ("/$defs/side/properties/status/enum",),
    entry("hy: {text: Տ}"): ("/$defs/side/additionalProperties",),
    entry("see_also: [[enosis]]"): ("/$defs/link/anyOf/1/type", "/$defs/link/anyOf"),
    entry("see_also: [{entry: enosis, slug: enosis}]"): (
        "/$defs/link/anyOf/1/additionalProperties",
    ),
    entry("see_also: [{url: 'https://example.org'}]"): (
        "/$defs/link/anyOf/1/anyOf",
        "/$defs/link/anyOf/1/anyOf/0/required",
        "/$defs/link/anyOf/1/anyOf/1/required",
    ),
    entry("references: [smith]"): ("/$defs/reference/type",),
    entry("references: [{id: [r], title: R}]"): (
        "/$defs/reference/properties/id/type",
    ),
    entry("references: [{id: no spaces, title: R}]"): (
        "/$defs/reference/properties/id/pattern",
    ),
    entry("references: [{title: R}]"): ("/$defs/reference/required",),
    record("type: boook"): ("/$defs/reference/properties/type/enum",),
    record("url-status: gone"): ("/$defs/reference/properties/url-status/enum",),
    record("journal: J"): ("/$defs/reference/additionalProperties",),
    entry("source: Wikipedia"): ("/$defs/source/type",),
    entry("source: {licence: CC0}"): ("/$defs/source/additionalProperties",),
}
"""Faulty entries, and each constraint without which they would be taken."""

CONSTRAINTS = set(
    """
    type enum const pattern minLength maxLength minimum maximum required minItems
    maxItems uniqueItems minProperties maxProperties propertyNames anyOf oneOf allOf not
    if dependentRequired additionalProperties contains
    """.split()
)
SAID = set("$ref $schema title description examples patternErrorMessage".split())
INNER = {"properties", "$defs", "items"}


def each_schema(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    yield path, schema
    for key, value in schema.items():
        if key in ("properties", "$defs"):
            for name, inner in value.items():
                yield from each_schema(inner, f"{path}/{key}/{name}")
        elif key == "anyOf":
            for index, inner in enumerate(value):
                yield from each_schema(inner, f"{path}/{key}/{index}")
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            yield from each_schema(value, f"{path}/{key}")


def each_constraint() -> Iterator[str]:
    for path, schema in each_schema(SCHEMA):
        for key, value in schema.items():
            if key in CONSTRAINTS and not (
                key == "additionalProperties" and isinstance(value, dict)
            ):
                yield f"{path}/{key}"


def without(pointer: str) -> Any:
    """The schema without one constraint."""
    schema = copy.deepcopy(SCHEMA)
    *path, last = pointer.split("/")[1:]
    inner: Any = schema
    for part in path:
        inner = inner[int(part)] if isinstance(inner, list) else inner[part]
    del inner[last]
    return schema


def test_every_constraint_has_an_entry_that_it_refuses() -> None:
    named = [pointer for pointers in REFUSED.values() for pointer in pointers]
    assert sorted(set(named)) == sorted(each_constraint())


@pytest.mark.parametrize("text", REFUSED)
def test_an_entry_is_refused_by_the_constraint_it_offends_alone(text: str) -> None:
    value = load(text)
    assert not fits(value)
    for pointer in REFUSED[text]:
        assert fits(value, without(pointer)), pointer


CHECKED_ACROSS = {
    "/$defs/description/maxLength",  # rule long-description
    "/$defs/slug/pattern",  # rule dangling-link
    "/$defs/slug/minimum",  # the same
}


@pytest.mark.parametrize(
    "text", [it for it, why in REFUSED.items() if not CHECKED_ACROSS & set(why)]
)
def test_what_is_refused_is_a_problem_to_the_reader_too(text: str) -> None:
    loaded = entryfile.parse(text.encode(), Path("t.yaml"))
    assert [it for it in loaded.problems if it.severity > Severity.INFO]


def full_entry() -> Any:
    """An entry with every key that there is."""
    value = load(VANQUISH)
    date, person = {"edtf": "1915", "literal": "Easter 1915"}, {"literal": "Somebody"}
    value["references"] = [
        {
            "id": "all",
            **dict.fromkeys(csl.TEXT_VARIABLES, "12"),
            **{key: [person] for key in csl.NAME_VARIABLES},
            **dict.fromkeys(csl.DATE_VARIABLES, date),
            **{"type": "book", "quote": "Q", "archive-url": "https://example.org/"},
            **{"archived": "2015", "url-status": "dead", "trans-title": "T"},
            **{"script-title": "T", "author-link": "L", "further": True},
        }
    ]
    return json.loads(json.dumps(value))  # what is alike is not the same object


def each_place(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            yield from each_place(value[key], (*path, key))


def test_no_value_of_another_kind_and_no_other_key_fits() -> None:
    value = full_entry()
    assert set(value["references"][0]) == set(PARTS["reference"])
    Draft202012Validator(SCHEMA).validate(value)
    taken = []
    for path in each_place(value):
        mutant, last = copy.deepcopy(value), path[-1:]
        inner: Any = mutant
        for key in path[: -len(last) or None]:
            inner = inner[key]
        for key in last:
            before, inner[key] = inner[key], [[]]
            if fits(mutant):
                taken.append((path, "wrong"))
            inner[key] = before
            inner = before
        if isinstance(inner, dict) and path[-1:] != ("facts",):
            inner["more"] = "x"
            if fits(mutant):
                taken.append((path, "added"))
    assert taken == []


# Dates ----------------------------------------------------------------------------

_TWO = st.integers(0, 99).map("{:02}".format)
POINT = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "~", "?", "%"]),
    st.sampled_from("0000 0001 1905 1988 2000 2024 199X 19XX -0043 -0000 987".split()),
    st.one_of(
        st.just(""), _TWO.map("-{}".format), st.builds("-{}-{}".format, _TWO, _TWO)
    ),
    st.sampled_from(["", "", "a", "s", "z"]),
    st.sampled_from(["", "", "~", "?", "%"]),
)
MAYBE_DATE = st.one_of(
    POINT,
    st.builds("{}/{}".format, POINT | st.just(".."), POINT | st.just("..")),
    st.from_regex(f"^{EDTF}$", fullmatch=True),
    st.text("0129X-/.~?%a ", max_size=12),
)


@given(MAYBE_DATE)
def test_the_pattern_takes_every_date_that_is_read_and_hardly_another(
    text: str,
) -> None:
    taken = bool(re.fullmatch(EDTF, text))
    beyond = "02-29" in text or "/" in text or re.search("-[0-9]{2,3}X", text)
    if taken != is_edtf(text):
        assert taken
        assert beyond


MOST = entryfile.MAX_DESCRIPTION


def test_a_description_may_be_as_long_as_its_rule_says() -> None:
    for length, fits in ((MOST, True), (MOST + 1, False)):
        text = f"title: T\nbody: B\ndescription: {'d' * length}\n"
        checked = Checked(Path("t.yaml"), text.encode())
        assert (not list(entries.find_long_descriptions(checked))) is fits
        known = make_schema()["$defs"]["description"]["maxLength"]
        assert (length <= known) is fits


# As a file ------------------------------------------------------------------------


def test_the_shipped_file_is_the_schema(
    run: Run, request: pytest.FixtureRequest
) -> None:
    told = run("schema")
    assert (told.stderr, told.code) == ("", 0)
    if request.config.getoption("--update-golden"):
        SHIPPED.write_text(told.stdout, "utf-8")
    assert told.stdout == SHIPPED.read_text("utf-8")
    assert json.loads(told.stdout) == SCHEMA


def test_it_is_a_schema_by_its_own_draft_and_by_that_of_editors() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    Draft7Validator.check_schema(SCHEMA)
    for _, schema in each_schema(SCHEMA):
        assert set(schema) <= CONSTRAINTS | SAID | INNER
        assert "$ref" not in schema or not CONSTRAINTS & set(schema)


@pytest.mark.parametrize("text", [*SOUND, *REFUSED])
def test_editors_of_an_older_draft_judge_alike(text: str) -> None:
    old = {**SCHEMA, "$schema": "http://json-schema.org/draft-07/schema#"}
    value = load(text)
    assert Draft7Validator(old).is_valid(value) == fits(value)


def test_every_key_says_what_it_is_for() -> None:
    properties = [
        (name, value)
        for _, schema in each_schema(SCHEMA)
        for name, value in schema.get("properties", {}).items()
    ]
    assert len(properties) > len(PARTS["reference"])
    for name, value in properties:
        assert re.fullmatch(r"[A-Zt][^\n]{5,90}", value["description"]), name


def test_examples_fit_their_own_schema() -> None:
    examples = [
        (schema, example)
        for _, schema in each_schema(SCHEMA)
        for example in schema.get("examples", ())
    ]
    assert len(examples) > 10
    for schema, example in examples:
        Draft202012Validator({**schema, "$defs": SCHEMA["$defs"]}).validate(example)


def test_a_file_beside_the_entries_is_no_entry(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"t.yaml": entry("")})
    told = run("schema", "-o", library / ".entry.schema.json")
    assert (told.stdout, told.stderr, told.code) == ("", "", 0)
    written = (library / ".entry.schema.json").read_text("utf-8")
    assert written == SHIPPED.read_text("utf-8")
    listed = json.loads(run("list", "--json", library=library).stdout)
    assert [item["slug"] for item in listed["entries"]] == ["t"]


def test_the_schema_can_be_had_with_json_too_but_takes_no_argument(run: Run) -> None:
    assert run("schema", "--json").stdout == run("schema").stdout
    told = run("schema", "entry")
    assert (told.stdout, told.code) == ("", 2)
    error, hint = told.stderr.splitlines()
    assert error == "error: got unexpected extra argument(s) (entry)"
    assert hint == "hint: see: wikicli schema --help"
