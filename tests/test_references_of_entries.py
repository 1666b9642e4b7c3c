"""The references of the shipped entries are those that were found: data/facts."""

import json
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import ENTRIES
from wikicli.base.dates import parse_date_text
from wikicli.base.model import Date, Name, Reference
from wikicli.entry.file import read

FACTS = Path(__file__).parent / "data" / "facts"
PATHS = sorted(ENTRIES.glob("*.yaml"))

Record = Mapping[str, Any]
Fields = dict[str, str | tuple[str, ...]]

NAMES = ("author", "editor")
VARIABLES = ("URL", "DOI", "ISBN", "volume", "issue")
NOT_ALWAYS_NOTED = ("volume", "issue")

_PLAIN = str.maketrans("‘’“”–—", "''\"\"--")
_REMARK = re.compile(r" \(.*\)$")


class Facts(NamedTuple):
    """The records by key, which of them each reference is, and the corrections."""

    records: Mapping[str, Record]
    sources: Mapping[str, Mapping[str, str]]
    corrections: Mapping[str, Mapping[str, Mapping[str, Record]]]


@cache
def read_facts() -> Facts:
    sheets = json.loads((FACTS / "sheets.json").read_text("utf-8"))
    pages = json.loads((FACTS / "pages.json").read_text("utf-8"))
    sources = {
        slug: {id_: next(iter(source.values())) for id_, source in rows.items()}
        for slug, rows in read_yaml("references.yaml").items()
    }
    return Facts(sheets | pages, sources, read_yaml("corrections.yaml"))


def read_yaml(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((FACTS / name).read_text("utf-8")))


@cache
def references_of(path: Path) -> tuple[Reference, ...]:
    entry = read(path).entry
    assert entry
    return entry.references


def fields_of(reference: Reference) -> Fields:
    date = reference.dates.get("issued", Date())
    fields: Fields = {"title": plain(reference.title), "issued": date.edtf}
    for key in NAMES:
        names = reference.names.get(key, ())
        fields[key] = tuple(name.literal or name.family for name in names)
    return fields | {key: reference.variables.get(key, "") for key in VARIABLES}


def fields_of_record(record: Record) -> Fields:
    words = _REMARK.sub("", record.get("date", ""))
    fields: Fields = {
        "title": plain(record["title"]),
        "issued": parse_date_text(words) or words,
    }
    fields |= {key: tuple(record.get(key, ())) for key in NAMES}
    return fields | {key: record.get(key.lower(), "") for key in VARIABLES}


def plain(title: str) -> str:
    return " ".join(title.translate(_PLAIN).split())


def differing(reference: Reference, record: Record) -> list[str]:
    """The fields in which a reference differs from its record."""
    found, noted = fields_of(reference), fields_of_record(record)
    return [
        key
        for key, value in found.items()
        if value != noted[key] and (noted[key] or key not in NOT_ALWAYS_NOTED)
    ]


def compare(slug: str, references: tuple[Reference, ...], facts: Facts) -> list[str]:
    """What is wrong with the references of an entry, or with the data on them."""
    sources = facts.sources.get(slug, {})
    corrections = facts.corrections.get(slug, {})
    found = []
    for reference in references:
        place = f"{slug}/{reference.id}"
        if reference.id not in sources:
            found.append(f"{place}: where was it found?")
            continue
        fields = differing(reference, facts.records[sources[reference.id]])
        corrected = corrections.get(reference.id, {})
        found += [f"{place}: {key} differs" for key in fields if key not in corrected]
        found += [
            f"{place}: the correction of {key} corrects nothing"
            for key in corrected
            if key not in fields
        ]
    ids = {reference.id for reference in references}
    missing = [id_ for id_ in {**sources, **corrections} if id_ not in ids]
    return found + [f"{slug}/{id_}: no such reference" for id_ in missing]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_references_are_those_that_were_found(path: Path) -> None:
    assert compare(path.stem, references_of(path), read_facts()) == []


def test_data_are_of_shipped_entries_and_all_records_are_used() -> None:
    facts = read_facts()
    slugs = {path.stem for path in PATHS}
    assert sorted({*facts.sources, *facts.corrections} - slugs) == []
    used = {source for rows in facts.sources.values() for source in rows.values()}
    assert used == set(facts.records)


def test_a_page_is_an_address_and_a_sheet_is_none() -> None:
    for rows in read_yaml("references.yaml").values():
        for source in rows.values():
            ((kind, value),) = source.items()
            is_address = value.startswith(("http://", "https://"))
            assert kind in ("sheet", "page")
            assert is_address == (kind == "page"), value


def test_every_correction_has_a_reason_and_its_page_is_an_address() -> None:
    for rows in read_facts().corrections.values():
        for fields in rows.values():
            for correction in fields.values():
                assert set(correction) <= {"reason", "page"}
                assert correction["reason"]
                assert correction.get("page", "http").startswith("http")


# That the comparison fails ------------------------------------------------------

MIATSUM = ENTRIES / "miatsum.yaml"
Change = Callable[[Reference], Reference]


def set_variable(key: str, value: str) -> Change:
    return lambda it: it._replace(variables={**it.variables, key: value})


def set_issued(edtf: str) -> Change:
    return lambda it: it._replace(dates={**it.dates, "issued": Date(edtf)})


def set_authors(*families: str) -> Change:
    names = tuple(Name(family=family) for family in families)
    return lambda it: it._replace(names={**it.names, "author": names})


@pytest.mark.parametrize(
    ("id_", "change", "key"),
    [
        ("icg", set_variable("title", "Viewing the Conflict"), "title"),
        ("shanker", set_issued("1989-06-16"), "issued"),
        ("shanker", set_issued("1988-06"), "issued"),
        ("hayastan", set_issued("1989"), "issued"),
        ("nodia", set_authors("Noda"), "author"),
        ("toal", set_authors("Toal"), "author"),
        ("toal", set_authors("O'Loughlin", "Toal"), "author"),
        ("nodia", set_variable("URL", "https://example.org"), "URL"),
        ("hayastan", set_variable("URL", "https://hayastan.com"), "URL"),
        ("toal", set_variable("DOI", "10.1080/21622671.2013.842185"), "DOI"),
        ("toal", set_variable("volume", "2"), "volume"),
    ],
)
def test_a_changed_reference_differs(id_: str, change: Change, key: str) -> None:
    references = tuple(
        change(it) if it.id == id_ else it for it in references_of(MIATSUM)
    )
    found = compare("miatsum", references, read_facts())
    assert found == [f"miatsum/{id_}: {key} differs"]


def test_quotes_dashes_and_spaces_of_a_title_do_not_differ() -> None:
    (reference, *_) = references_of(MIATSUM)
    record = {"title": "The “Gha-ra-bagh!”  of 1988–1990"}
    title = 'The "Gha-ra-bagh!" of 1988-1990'
    bare = reference._replace(names={}, dates={}, variables={"title": title})
    assert differing(bare, record) == []


def test_a_reference_that_is_not_in_the_data_is_found() -> None:
    new = Reference("new", variables={"title": "New"})
    found = compare("miatsum", (*references_of(MIATSUM), new), read_facts())
    assert found == ["miatsum/new: where was it found?"]


def test_data_on_a_reference_that_no_entry_has_are_found() -> None:
    found = compare("miatsum", references_of(MIATSUM)[1:], read_facts())
    assert found == ["miatsum/nodia: no such reference"]


def test_a_correction_that_corrects_nothing_is_found() -> None:
    facts = read_facts()
    idle = {"nodia": {"title": {"reason": "none"}}}
    facts = facts._replace(corrections={**facts.corrections, "miatsum": idle})
    found = compare("miatsum", references_of(MIATSUM), facts)
    assert found == ["miatsum/nodia: the correction of title corrects nothing"]


def test_without_its_correction_a_reference_differs() -> None:
    path = ENTRIES / "karabakh-movement.yaml"
    facts = read_facts()._replace(corrections={})
    found = compare("karabakh-movement", references_of(path), facts)
    assert found == ["karabakh-movement/resolution: title differs"]
