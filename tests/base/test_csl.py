"""The vocabulary of records is that of CSL-JSON's schema; entries take all of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from wikicli.base import csl
from wikicli.base.model import Date, Name
from wikicli.entry import file as entryfile
from wikicli.entry.fields import PARTS

SCHEMA = json.loads((ROOT / "tests" / "data" / "csl-data.json").read_text("utf-8"))
PROPERTIES: dict[str, Any] = SCHEMA["items"]["properties"]
DEFINITIONS: dict[str, Any] = SCHEMA["definitions"]

NOT_OURS = {
    "id": "every record has it: a field of its own",
    "type": "the same",
    "categories": "folders of the program that wrote the item; entries have their own",
    "custom": "what programs keep for themselves; ours is under keys of our own",
}
"""What the schema has and our tables have not, with the reason."""

OUR_DATE_KEYS = {"edtf": "says what date-parts can't, where a date has its own words"}


def variables_of(definition: str) -> set[str]:
    """Name the properties that are, or list, what a definition describes."""
    wanted = f"#/definitions/{definition}"
    return {
        name
        for name, value in PROPERTIES.items()
        if wanted in (value.get("$ref"), value.get("items", {}).get("$ref"))
    }


def keys_of(definition: str) -> set[str]:
    (shape,) = DEFINITIONS[definition]["anyOf"]
    return set(shape["properties"])


def test_types_are_the_45_of_the_schema() -> None:
    assert set(PROPERTIES["type"]["enum"]) == csl.TYPES
    assert len(csl.TYPES) == 45


def test_name_variables_are_those_of_the_schema() -> None:
    assert variables_of("name-variable") == csl.NAME_VARIABLES


def test_date_variables_are_those_of_the_schema() -> None:
    assert variables_of("date-variable") == csl.DATE_VARIABLES


def test_text_variables_are_all_others_but_a_few() -> None:
    others = set(PROPERTIES) - csl.NAME_VARIABLES - csl.DATE_VARIABLES
    assert others - set(NOT_OURS) == csl.TEXT_VARIABLES
    assert set(NOT_OURS) <= others


def test_all_text_variables_are_strings_or_numbers() -> None:
    for name in csl.TEXT_VARIABLES:
        assert PROPERTIES[name]["type"] in ("string", ["string", "number"])


def test_parts_of_names_and_dates_are_those_of_the_schema() -> None:
    assert keys_of("name-variable") == set(PARTS["name"])
    assert keys_of("date-variable") == set(PARTS["date"]) - set(OUR_DATE_KEYS)


def test_flags_are_the_parts_of_names_that_may_be_boolean() -> None:
    (shape,) = DEFINITIONS["name-variable"]["anyOf"]
    flags = {key for key, it in shape["properties"].items() if it["type"] != "string"}
    assert flags == csl.NAME_FLAGS


def test_every_variable_is_read_without_a_problem() -> None:
    texts = "".join(f"    {name}: 1\n" for name in sorted(csl.TEXT_VARIABLES))
    names = "".join(f"    {name}: A\n" for name in sorted(csl.NAME_VARIABLES))
    dates = "".join(f"    {name}: 2005\n" for name in sorted(csl.DATE_VARIABLES))
    text = f"title: T\nbody: B\nreferences:\n  - id: a\n{texts}{names}{dates}"
    loaded = entryfile.parse(text.encode(), Path("x.yaml"))
    assert loaded.entry is not None
    assert loaded.problems == ()
    (reference,) = loaded.entry.references
    assert reference.variables == dict.fromkeys(csl.TEXT_VARIABLES, "1")
    assert reference.names == dict.fromkeys(csl.NAME_VARIABLES, (Name(literal="A"),))
    assert reference.dates == dict.fromkeys(csl.DATE_VARIABLES, Date("2005"))


@pytest.mark.parametrize("kind", sorted(csl.TYPES))
def test_every_type_is_read_without_a_problem(kind: str) -> None:
    text = f"title: T\nbody: B\nreferences: [{{id: a, type: {kind}, title: A}}]\n"
    loaded = entryfile.parse(text.encode(), Path("x.yaml"))
    assert loaded.entry is not None
    assert loaded.problems == ()
    assert loaded.entry.references[0].type == kind


def test_other_names_lead_to_known_ones_and_are_none_themselves() -> None:
    known = set(PARTS["reference"])
    assert set(csl.OTHER_KEYS.values()) <= known
    assert not set(csl.OTHER_KEYS) & known
    assert set(csl.OTHER_TYPES.values()) <= csl.TYPES
    assert not set(csl.OTHER_TYPES) & csl.TYPES
    for name in (*csl.OTHER_KEYS, *csl.OTHER_TYPES):
        assert name == name.casefold().replace("_", "-")
