"""Exports: CSL-JSON and back, BibTeX, biblatex, RIS, Markdown."""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import (
    LatexDecodingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ROOT, Golden
from kit.csl_items import parse_csl_item
from kit.laws import tries
from kit.references import (
    BLACK_GARDEN,
    WINTER,
    lines,
    literal_names,
    references,
    two_part_names,
)
from wikicli.base import csl
from wikicli.base.model import Date, Name, Reference
from wikicli.entry import file as entryfile
from wikicli.references import citation
from wikicli.references.export import FORMATS
from wikicli.references.export import losses as losses_of
from wikicli.references.export.biblatex import format_biblatex
from wikicli.references.export.bibtex import format_bibtex
from wikicli.references.export.csl import csl_item, format_csl_json
from wikicli.references.export.fields import make_key, make_keys
from wikicli.references.export.latex import BIBLATEX, BIBTEX
from wikicli.references.export.markdown import format_markdown
from wikicli.references.export.ris import TYPES as RIS_TYPES
from wikicli.references.export.ris import format_ris

DATA = ROOT / "tests" / "data"
FULLER = tries(150)
SHORTER = tries(50)


def reference(**parts: Any) -> Reference:
    return Reference(**{"id": "x", "type": "book", **parts})


@cache
def schema() -> Draft7Validator:
    return Draft7Validator(json.loads((DATA / "csl-data.json").read_text("utf-8")))


# The formats --------------------------------------------------------------------


def test_formats_have_the_names_of_the_command_line() -> None:
    assert list(FORMATS) == ["csl-json", "bibtex", "biblatex", "ris", "markdown"]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_type(name: str) -> None:
    items = [reference(id=kind, type=kind) for kind in sorted(csl.TYPES)]
    assert FORMATS[name](items).endswith("\n")


FULL: dict[str, Any] = {
    "names": {
        role: (Name(f"Family-of-{role}", "Given"),)
        for role in ("author", "editor", "translator", "container-author")
    },
    "dates": {
        "issued": Date("1988-02-20"),
        "accessed": Date("2020-01-02"),
        "event-date": Date("1987-01"),
        "original-date": Date("1900"),
    },
    "variables": {
        **{variable: f"any {variable}" for variable in sorted(csl.TEXT_VARIABLES)},
        **{"volume": "3", "issue": "4", "number": "5", "edition": "2", "page": "1-2"},
        **{"DOI": "10.1000/x", "ISBN": "978-1", "ISSN": "1234-5678", "language": "hy"},
        **{"PMID": "12", "PMCID": "PMC34", "URL": "https://example.org/x"},
    },
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_has_what_it_knows_of_full_records(
    name: str, golden: Golden
) -> None:
    kinds = ("book", "article-journal", "chapter", "report", "thesis", "webpage")
    golden(
        f"exports/full.{name}",
        FORMATS[name]([reference(type=it, **FULL) for it in kinds]),
    )


@pytest.mark.parametrize("name", ["bibtex", "biblatex", "ris"])
def test_each_format_has_its_own_types(name: str, golden: Golden) -> None:
    items = [reference(id=kind, type=kind) for kind in sorted(csl.TYPES)]
    golden(f"exports/types.{name}", FORMATS[name](items))


@pytest.mark.parametrize("name", FORMATS)
@given(items=st.lists(references(), max_size=3))
@tries(40)
def test_every_format_takes_any_reference(name: str, items: list[Reference]) -> None:
    text, losses = losses_of.export(name, items)
    assert text == FORMATS[name](items)
    assert not {it for it in text if unicodedata.category(it) == "Cc"} - {"\n", "\t"}
    assert all(set(records) <= set(make_keys(items)) for records in losses.values())


def test_what_a_format_has_no_place_for_is_told_with_the_records() -> None:
    names = {"author": (Name("A", "B"), Name(literal="et al.")), "chair": (Name("C"),)}
    many = [
        reference(
            id=f"x{number}",
            names=names if number == 1 else {},
            dates={"accessed": Date("2020"), "event-date": Date("2019")},
            variables={"title": "T", "PMID": "1", "URL": "https://x.org"},
            quote="Q" if number < 3 else "",
            script_title="Տ",
            archive_url="https://a.org",
        )
        for number in range(1, 8)
    ]
    every = "x1, x2, x3, x4, x5, and 2 more"

    def told(name: str) -> list[str]:
        losses = losses_of.export(name, many).losses
        return [*losses_of.format_losses(name, losses)]

    assert told("ris") == [
        "ris has no place for chair: x1",
        "ris has no place for et al.: x1",
        f"ris has no place for event-date: {every}",
        f"ris has no place for PMID: {every}",
        f"ris has no place for script-title: {every}",
    ]
    assert told("biblatex") == [
        f"biblatex has no place for archive-url: {every}",
        "biblatex has no place for chair: x1",
        "biblatex has no place for quote: x1, x2",
        f"biblatex has no place for script-title: {every}",
    ]
    assert told("bibtex") == [
        f"bibtex has no place for accessed: {every}",
        f"bibtex has no place for archive-url: {every}",
        "bibtex has no place for chair: x1",
        f"bibtex has no place for event-date: {every}",
        f"bibtex has no place for PMID: {every}",
        "bibtex has no place for quote: x1, x2",
        f"bibtex has no place for script-title: {every}",
    ]
    assert told("csl-json") == told("markdown") == []


def test_formats_import_no_library_before_they_are_used() -> None:
    code = (
        "import sys; from wikicli.references.export import FORMATS\n"
        "FORMATS['markdown']([])\n"
        "csl = 'wikicli.references.export.csl'\n"
        "print(sorted({'bibtexparser', 'rispy', 'json', csl}"
        " & set(sys.modules)))"
    )
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# Keys ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("dewaal", "dewaal"),
        ("de Waal 2003", "de-Waal-2003"),
        ("Նոդիա", "Nodia"),
        ("Łódź{x}", "odz-x"),
        ("a_b:c.d-e", "a_b:c.d-e"),
        (".a,", "a"),
        ("გია", "ref"),
        ("", "ref"),
    ],
)
def test_keys_are_safe_ascii(name: str, key: str) -> None:
    assert make_key(name) == key


@given(st.lists(references(lines("aA-2 եЖ", size=4)), max_size=8))
@SHORTER
def test_keys_of_an_export_are_unique_whatever_their_case(
    items: list[Reference],
) -> None:
    keys = [item["id"].casefold() for item in json.loads(format_csl_json(items))]
    assert len(set(keys)) == len(items)


def test_equal_ids_are_numbered() -> None:
    items = [reference(id=name) for name in ("x", "X", "x-2", "x")]
    ids = [item["id"] for item in json.loads(format_csl_json(items))]
    assert ids == ["x", "X-2", "x-2-2", "x-3"]


# CSL-JSON -----------------------------------------------------------------------


def test_csl_item_has_dates_in_parts_and_our_own_keys_under_custom() -> None:
    whole = reference(
        id="de Waal",
        names={"author": (Name("de Waal", "Thomas"),)},
        dates={"issued": Date("1997-24/1998"), "accessed": Date("1905-03~")},
        variables={"title": "Black Garden", "volume": "1"},
        quote="q",
        archive_url="https://a.org",
        archived=Date("2013-05-21"),
        url_status="dead",
        trans_title="t",
        script_title="s",
        author_link="https://l.org",
        further=True,
    )
    assert csl_item(whole) == {
        "id": "de-Waal",
        "type": "book",
        "author": [{"family": '"de Waal"', "given": "Thomas"}],
        "issued": {"date-parts": [[1997], [1998]], "season": 4},
        "accessed": {"date-parts": [[1905, 3]], "circa": True},
        "title": "Black Garden",
        "volume": "1",
        "URL": "https://a.org",
        "custom": {
            "id": "de Waal",
            "edtf": {"issued": "1997-24/1998", "accessed": "1905-03~"},
            "quote": "q",
            "archive-url": "https://a.org",
            "url-status": "dead",
            "trans-title": "t",
            "script-title": "s",
            "author-link": "https://l.org",
            "archived": "2013-05-21",
            "further": True,
        },
    }


@pytest.mark.parametrize(
    ("archived", "written"),
    [
        (Date("2013-05-21"), "2013-05-21"),
        (Date(literal="May"), {"literal": "May"}),
        (Date("2013-05", "May"), {"edtf": "2013-05", "literal": "May"}),
    ],
)
def test_date_of_a_copy_stands_under_custom_as_it_was_written(
    archived: Date, written: object
) -> None:
    assert csl_item(reference(archived=archived))["custom"] == {"archived": written}


@given(references())
@FULLER
def test_csl_json_is_valid_against_the_schema(item: Reference) -> None:
    schema().validate(json.loads(format_csl_json([item])))


@given(references())
@FULLER
def test_reference_to_csl_json_and_back_loses_nothing(item: Reference) -> None:
    assert parse_csl_item(json.loads(format_csl_json([item]))[0]) == item


@given(st.lists(references(lines("ab ", size=2)), min_size=2, max_size=5))
@SHORTER
def test_numbered_ids_come_back_as_they_were(items: list[Reference]) -> None:
    read = map(parse_csl_item, json.loads(format_csl_json(items)))
    assert [item.id for item in read] == [item.id for item in items]


def test_entry_file_to_csl_json_and_back_loses_nothing() -> None:
    text = """
title: T
body: B
references:
  - id: all
    type: article-journal
    author: [{family: Նոդիա, given: Գիա}, {literal: ICG}, "Abed, Mira"]
    editor: {family: Gogh, given: Vincent, non-dropping-particle: van, suffix: Jr.}
    issued: 2005a
    original-date: {date-parts: [[1988, 2], [1988, 3]]}
    accessed: "soon"
    title: "No: 12:30"
    volume: 0123
    archived: {literal: May}
    further: true
"""
    (item,) = entryfile.parse(text.encode(), Path("t.yaml")).entry.references  # type: ignore[union-attr]
    assert item.names["author"][0] == Name("Նոդիա", "Գիա")
    assert parse_csl_item(json.loads(json.dumps(csl_item(item)))) == item


@pytest.mark.parametrize(
    ("name", "out"),
    [
        (Name("Նոդիա", "Գիա"), {"literal": "Նոդիա, Գիա"}),
        (Name("ნოდია", "გია"), {"literal": "ნოდია, გია"}),
        (Name("ܐܦܪܝܡ", "ܡܪܝ"), {"literal": "ܐܦܪܝܡ, ܡܪܝ"}),
        (Name("ከበደ", "አበበ"), {"literal": "ከበደ, አበበ"}),
        (Name("शर्मा", "राम"), {"literal": "शर्मा, राम"}),
        (Name("ঠাকুর", "রবি"), {"literal": "ঠাকুর, রবি"}),
        (Name("ⲡⲁⲩⲗⲟⲥ", "ⲙⲁⲣⲕⲟⲥ"), {"literal": "ⲡⲁⲩⲗⲟⲥ, ⲙⲁⲣⲕⲟⲥ"}),
        (Name("ᠪᠣᠷᠵᠢ", "ᠲᠡᠮᠦ"), {"literal": "ᠪᠣᠷᠵᠢ, ᠲᠡᠮᠦ"}),
        (Name("Nodia", "Գիա"), {"family": "Nodia", "given": "Գիա"}),
        (Name("Տեր-Պետ", "Լևոն"), {"family": "Տեր-Պետ", "given": "Լևոն"}),
        (Name("Παπάς", "Νίκος"), {"family": "Παπάς", "given": "Νίκος"}),
        (Name("حسن", "علي"), {"family": "حسن", "given": "علي"}),
        (Name("김", "철수"), {"family": "김", "given": "철수"}),
        (Name("村上", "はるき"), {"family": "村上", "given": "はるき"}),
        (Name("Նոդիա"), {"family": "Նոդիա"}),
        (Name(literal="Գիա"), {"literal": "Գիա"}),
        (Name("Нодия", "Гия"), {"family": "Нодия", "given": "Гия"}),
        (Name("高", "行健"), {"family": "高", "given": "行健"}),
    ],
)
def test_names_that_engines_would_glue_go_out_as_one_literal(
    name: Name, out: dict[str, str]
) -> None:
    item = csl_item(reference(names={"author": (name,)}))
    assert item["author"] == [out]
    assert "custom" not in item
    assert parse_csl_item(item).names["author"] == (name,)


def test_the_rest_of_the_authors_are_others_in_csl() -> None:
    names = (Name("Doe", "Jo"), Name(literal="et al."))
    item = csl_item(reference(names={"author": names}))
    assert item["author"] == [{"family": "Doe", "given": "Jo"}, {"literal": "others"}]
    assert parse_csl_item(item).names["author"] == names


def test_the_address_of_a_dead_source_is_that_of_its_copy() -> None:
    dead = {"url_status": "dead", "archive_url": "https://web.archive.org/x"}
    for variables, status in (
        ({"URL": "https://x.org"}, dead),
        ({}, dead),
        ({}, {**dead, "url_status": ""}),
        ({"URL": "https://web.archive.org/x"}, {**dead, "url_status": "live"}),
    ):
        whole = reference(variables=variables, **status)
        item = csl_item(whole)
        assert item["URL"] == "https://web.archive.org/x"
        assert parse_csl_item(item) == whole
    live = reference(variables={"URL": "https://x.org"}, **{**dead, "url_status": ""})
    assert csl_item(live)["URL"] == "https://x.org"


@pytest.mark.parametrize("particle", ["al-", "’s-", "d’", "d'"])
def test_joining_particles_take_no_space(particle: str) -> None:
    name = Name("Hakim", "Tawfiq", non_dropping_particle=particle)
    whole = reference(names={"author": (name,)})
    set_particle = particle.replace("'", "’")
    assert citation.format_line(whole).startswith(f"{set_particle}Hakim, Tawfiq")
    assert citation.short_citation(whole).startswith(f"{set_particle}Hakim")
    assert f"author = {{{{{particle}Hakim}}, Tawfiq}}" in format_biblatex([whole])
    assert f"AU  - {particle}Hakim, Tawfiq" in format_ris([whole])
    van = reference(names={"author": (Name("Gogh", non_dropping_particle="van"),)})
    assert citation.format_line(van).startswith("van Gogh")


def test_name_that_would_not_come_back_keeps_its_parts_under_custom() -> None:
    union = Name(literal="Միություն, ՍՊԸ")
    jr = Name("Նոդիա", "Գիա", "Կրտսեր")
    item = csl_item(reference(names={"author": (union, jr)}))
    assert item["author"] == [
        {"literal": "Միություն, ՍՊԸ"},
        {"literal": "Նոդիա, Գիա Կրտսեր"},
    ]
    assert item["custom"]["names"] == {
        "author": [
            {"literal": "Միություն, ՍՊԸ"},
            {"family": "Նոդիա", "given": "Գիա", "suffix": "Կրտսեր"},
        ]
    }
    assert parse_csl_item(item).names["author"] == (union, jr)


def test_what_was_corrected_elsewhere_wins_over_custom() -> None:
    item = csl_item(
        reference(
            id="a b",
            names={"author": (Name("Նոդիա", "Գիա", "Կ."),)},
            dates={"issued": Date("1997?")},
        )
    )
    item["id"] = "new"
    item["author"] = [{"literal": "Նոդիա, Գիորգի"}]
    item["issued"] = {"date-parts": [[1998]]}
    read = parse_csl_item(item)
    assert read.id == "new"
    assert read.names == {"author": (Name("Նոդիա", "Գիորգի"),)}
    assert read.dates == {"issued": Date("1998")}


def test_year_suffix_goes_out_as_its_variable() -> None:
    item = csl_item(reference(dates={"issued": Date("2005a")}))
    assert item["issued"] == {"date-parts": [[2005]]}
    assert item["year-suffix"] == "a"
    assert parse_csl_item(item).variables == {}


def test_year_suffix_that_stands_twice_comes_back_twice() -> None:
    dates = {"issued": Date("2005a")}
    item = reference(dates=dates, variables={"year-suffix": "a"})
    assert parse_csl_item(csl_item(item)) == item


@pytest.mark.parametrize(
    ("key", "value", "address"),
    [
        ("DOI", '10.1000/a%b#c?d e"f', "https://doi.org/10.1000/a%25b%23c%3Fd%20e%22f"),
        ("DOI", "10.1002/x<1>(2)", "https://doi.org/10.1002/x%3C1%3E(2)"),
        (
            "ISSN",
            "2049-3630 (online)",
            "https://portal.issn.org/resource/ISSN/2049-3630",
        ),
        ("ISBN", "9780814719459", ""),
    ],
)
def test_identifiers_lead_where_they_should(key: str, value: str, address: str) -> None:
    pieces = citation.format_citation(reference(variables={key: value}))
    assert [it.url for it in pieces if it.role == "identifier"] == [address]


def test_remarks_on_an_issn_do_not_go_out() -> None:
    item = reference(type="article-journal", variables={"ISSN": "ISSN 2049-3630 (e)"})
    assert "issn = {2049-3630}" in format_biblatex([item])
    assert "SN  - 2049-3630\n" in format_ris([item])


def test_doi_goes_out_without_its_prefix() -> None:
    item = csl_item(reference(variables={"DOI": "https://doi.org/10.1000/x"}))
    assert item["DOI"] == "10.1000/x"


def test_items_of_other_programs_are_read() -> None:
    read = parse_csl_item(
        {
            "id": 12,
            "type": "article-journal",
            "author": [{"family": "Abed", "given": "Mira"}, {"literal": "A, B"}],
            "issued": {"raw": "14 September 2005"},
            "accessed": "2022-11",
            "submitted": {"date-parts": [["1999", "2"]], "season": "x"},
            "volume": 3,
            "title": " Two\nlines ",
            "categories": ["x"],
            "custom": {"mine": 1},
        }
    )
    assert read == Reference(
        "12",
        "article-journal",
        {"author": (Name("Abed", "Mira"), Name(literal="A, B"))},
        {
            "issued": Date("2005-09-14"),
            "accessed": Date("2022-11"),
            "submitted": Date("1999-02"),
        },
        {"volume": "3", "title": "Two lines"},
    )


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("date-parts", "family", "literal", "edtf", "names", "id")),
            inner,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(("id", "type", "author", "issued", "title", "custom")), _json
    )
)
@FULLER
def test_any_json_is_read_as_a_reference(item: dict[str, Any]) -> None:
    assert isinstance(parse_csl_item(item), Reference)


# BibTeX and biblatex ------------------------------------------------------------


def load_bib(text: str, split: bool = True) -> Library:
    names = [SeparateCoAuthors(), SplitNameParts()] if split else []
    library = parse_string(text, append_middleware=names)
    assert not library.failed_blocks
    return library


def test_bibtex_has_year_and_month() -> None:
    assert (
        format_bibtex([BLACK_GARDEN, WINTER])
        == """\
@book{dewaal,
	author = {{de Waal}, Thomas},
	title = {{Black Garden: Armenia and Azerbaijan through Peace and War}},
	publisher = {New York University Press},
	address = {New York},
	year = {2003},
	isbn = {978-0-8147-1945-9},
	doi = {10.18574/nyu/9780814719459.001.0001}
}


@article{nodia,
	author = {Նոդիա, Գիա and {International Crisis Group}},
	title = {{50\\% \\& more}},
	journal = {Demokratizatsiya},
	volume = {6},
	number = {1},
	pages = {158--182},
	year = {1997--1998},
	month = {Winter},
	url = {https://example.org/a_(b)}
}
"""
    )


def test_biblatex_keeps_season_and_range() -> None:
    assert (
        format_biblatex([WINTER])
        == """\
@article{nodia,
	author = {Նոդիա, Գիա and {International Crisis Group}},
	title = {{50\\% \\& more}},
	journaltitle = {Demokratizatsiya},
	volume = {6},
	number = {1},
	pages = {158--182},
	date = {1997-24/1998},
	urldate = {2022-11-22},
	url = {https://example.org/a_(b)}
}
"""
    )


@pytest.mark.parametrize("types", [BIBTEX, BIBLATEX, RIS_TYPES])
def test_every_csl_type_has_a_type_of_the_format(types: dict[str, str]) -> None:
    assert set(types) == csl.TYPES


def test_ris_types_are_those_of_the_format() -> None:
    known = rispy.config.TYPE_OF_REFERENCE_MAPPING
    assert set(RIS_TYPES.values()) <= set(known)


@pytest.mark.parametrize(
    ("edtf", "year", "month"),
    [
        ("2005", "2005", ""),
        ("2005-09", "2005", "sep"),
        ("2005-09-14", "2005", "sep"),
        ("2005-07/2005-08", "2005", "July--August"),
        ("2005-09-03/2005-09-05", "2005", "3--5 September"),
        ("1997-24", "1997", "Winter"),
        ("1997-24/1998", "1997--1998", "Winter"),
        ("1905~", "c. 1905", ""),
        ("199X", "1990s", ""),
        ("1994/..", "1994--present", ""),
        ("2005a", "2005a", ""),
    ],
)
def test_bibtex_dates(edtf: str, year: str, month: str) -> None:
    text = format_bibtex([reference(dates={"issued": Date(edtf)})])
    fields = load_bib(text).entries[0].fields_dict
    assert fields["year"].value == year
    assert (fields["month"].value if "month" in fields else "") == month


@pytest.mark.parametrize(
    ("date", "field"),
    [
        (Date("~1905"), "date = {1905~}"),
        (Date("~1905/%1910"), "date = {1905~/1910%}"),
        (Date("2005a"), "date = {2005}"),
        (Date("1994/.."), "date = {1994/}"),
        (Date("1994-05/"), "date = {1994-05/}"),
        (Date("../1994?"), "date = {1994?}"),
        (Date("/1994"), "date = {1994}"),
        (Date("../199X"), "date = {1990/1999}"),
        (Date("199X"), "date = {1990/1999}"),
        (Date("18XX~/1905"), "date = {1800~/1905}"),
        (Date("1850/186X"), "date = {1850/1869}"),
        (Date("2004-06-XX"), "date = {2004-06}"),
        (Date("2004-XX"), "date = {2004}"),
        (Date("2016-06-06T15:26:37Z"), "date = {2016-06-06}"),
        (Date("Y17000"), "year = {17000}"),
        (Date(literal="n.d."), "year = {n.d.}"),
    ],
)
def test_biblatex_dates(date: Date, field: str) -> None:
    assert f"\t{field}\n" in format_biblatex([reference(dates={"issued": date})])


def test_biblatex_has_the_day_on_which_an_address_was_read() -> None:
    dates = {"accessed": Date("2016-06-06T15:26:37+04:00")}
    assert "\turldate = {2016-06-06}\n" in format_biblatex([reference(dates=dates)])


@pytest.mark.parametrize(
    ("kind", "variables", "fields"),
    [
        ("article-journal", {"issue": "3-4"}, ["number = {3-4}"]),
        ("article-journal", {"issue": "3/4"}, ["number = {3/4}"]),
        ("article-journal", {"issue": "2A"}, ["number = {2A}"]),
        ("article-magazine", {"issue": "S1"}, ["number = {S1}"]),
        ("article-journal", {"issue": "№ 1 (36)"}, ["number = {№ 1 (36)}"]),
        ("article-journal", {"issue": "Spring"}, ["issue = {Spring}"]),
        (
            "article-journal",
            {"issue": "4", "number": "e1017"},
            ["number = {4}", "eid = {e1017}"],
        ),
        ("article-journal", {"number": "e1017"}, ["number = {e1017}"]),
        ("report", {"number": "3166-2"}, ["number = {3166-2}"]),
        ("book", {"collection-number": "12"}, ["number = {12}"]),
    ],
)
def test_biblatex_numbers(
    kind: str, variables: dict[str, str], fields: list[str]
) -> None:
    text = format_biblatex([reference(type=kind, variables=variables)])
    _, _, fields_written = text.partition("\n")
    assert fields_written == ",\n".join(f"\t{it}" for it in fields) + "\n}\n"


@pytest.mark.parametrize(
    ("tags", "fields"),
    [
        ("hy", "\tlanguage = {Armenian},\n\tlangid = {armenian}\n"),
        ("en", "\tlangid = {english}\n"),
        ("ru-RU", "\tlanguage = {Russian},\n\tlangid = {russian}\n"),
        ("hyw", "\tlanguage = {Western Armenian},\n\tlangid = {armenian}\n"),
        ("hy, ru", "\tlanguage = {Armenian and Russian},\n\tlangid = {armenian}\n"),
        ("Udi", "\tlanguage = {Udi}\n"),
    ],
)
def test_biblatex_has_a_language_in_words_and_as_babel_knows_it(
    tags: str, fields: str
) -> None:
    text = format_biblatex([reference(variables={"language": tags})])
    assert text == f"@book{{x,\n{fields}}}\n"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Waal", "Thomas", "", "", "de"), "de Waal, Thomas"),
        (Name("de Waal", "Thomas"), "{de Waal}, Thomas"),
        (Name("King", "Martin Luther", "Jr."), "King, Jr., Martin Luther"),
        (Name("Research and Co", "A, B"), "{Research and Co}, {A, B}"),
        (Name("Mkhitar Gosh"), "{Mkhitar Gosh}"),
        (Name(literal="Barnes & Noble"), r"{Barnes \& Noble}"),
        (Name(literal="et al."), "others"),
    ],
)
def test_bibtex_names(name: Name, written: str) -> None:
    text = format_bibtex([reference(names={"author": (name,)})])
    assert f"\tauthor = {{{written}}}\n" in text


@pytest.mark.parametrize(
    ("plain", "escaped"),
    [
        (r"100% \ $ & # _", r"100\% \textbackslash{} \$ \& \# \_"),
        ("~ ^", r"\textasciitilde{} \textasciicircum{}"),
        ("{a}", r"\{a\}"),
        ("}{", r"\textbraceright{}\textbraceleft{}"),
        ("Հայ é “x”", "Հայ é “x”"),
    ],
)
def test_special_characters_of_latex_are_escaped(plain: str, escaped: str) -> None:
    text = format_bibtex([reference(variables={"title": plain})])
    assert f"\ttitle = {{{{{escaped}}}}}\n" in text
    load_bib(text)


def test_address_and_doi_stand_as_they_are() -> None:
    item = reference(variables={"DOI": "10.1/a_b%c", "URL": "https://x.org/{a}%20~b"})
    fields = load_bib(format_biblatex([item])).entries[0].fields_dict
    assert fields["doi"].value == "10.1/a_b%c"
    assert fields["url"].value == "https://x.org/%7Ba%7D%20~b"


def test_dead_address_is_replaced_by_its_archived_copy() -> None:
    item = reference(
        variables={"URL": "https://x.org"},
        archive_url="https://web.archive.org/x",
        url_status="dead",
    )
    fields = load_bib(format_bibtex([item])).entries[0].fields_dict
    assert fields["url"].value == "https://web.archive.org/x"


def test_thesis_of_a_master_is_one_in_bibtex() -> None:
    item = reference(type="thesis", variables={"genre": "Master’s thesis"})
    assert format_bibtex([item]).startswith("@mastersthesis{x,")


def test_place_of_a_journal_at_jstor_is_an_eprint() -> None:
    variables = {"archive": "JSTOR", "archive_location": "jstor.org/stable/260947"}
    text = format_biblatex([reference(variables=variables)])
    assert "\teprinttype = {jstor},\n\teprint = {260947}\n" in text


_PLAIN = "ABab12 .,;:!?()[]<>&%$#_~|*+=/ éŁ Հայ გია"


def _simple(date: str) -> st.SearchStrategy[Reference]:
    name = two_part_names(lines(_PLAIN, 9)) | literal_names(lines(_PLAIN, 12))
    return st.builds(
        reference,
        type=st.sampled_from(sorted(csl.TYPES)),
        names=st.fixed_dictionaries(
            {"author": st.lists(name, min_size=1, max_size=3).map(tuple)}
        ),
        dates=st.just({"issued": Date(date)}),
        variables=st.fixed_dictionaries(
            {"title": lines(_PLAIN), "DOI": lines("10./abAB_<>()%&", 12)}
        ),
    )


def _decoded(text: str) -> str:
    library = parse_string(f"@misc{{x, y = {{{text}}}}}")
    (entry,) = LatexDecodingMiddleware().transform(library).entries
    return str(entry["y"]).replace("\u00a0", " ")


def _person(parts: Any) -> str:
    words = [*parts.von, *parts.last], parts.first
    return _decoded(", ".join(filter(None, (" ".join(it) for it in words))))


@pytest.mark.parametrize(
    ("write", "field"), [(format_bibtex, "year"), (format_biblatex, "date")]
)
@given(items=st.lists(_simple("2005"), min_size=1, max_size=2))
@SHORTER
def test_bib_file_loads_with_title_authors_year_and_doi(
    write: Any, field: str, items: Sequence[Reference]
) -> None:
    entries = load_bib(write(items)).entries
    assert len({entry.key for entry in entries}) == len(items)
    for entry, item in zip(entries, items, strict=True):
        fields = entry.fields_dict
        assert _decoded(fields["title"].value) == item.title
        people = [_person(parts) for parts in fields["author"].value]
        assert people == [
            name.literal or f"{name.family}, {name.given}"
            for name in item.names["author"]
        ]
        assert fields[field].value == "2005"
        doi = fields["doi"].value if "doi" in fields else ""
        assert doi == item.variables["DOI"].strip()


# RIS ----------------------------------------------------------------------------


def test_ris_has_no_numbers_before_its_records() -> None:
    assert (
        format_ris([WINTER, BLACK_GARDEN])
        == """\
TY  - JOUR
ID  - nodia
AU  - Նոդիա, Գիա
AU  - International Crisis Group,
TI  - 50% & more
T2  - Demokratizatsiya
VL  - 6
PY  - 1997
DA  - 1997///Winter 1997–1998
IS  - 1
SP  - 158
EP  - 182
UR  - https://example.org/a_(b)
Y2  - 2022/11/22/
N1  - Word for word.
ER  -

TY  - BOOK
ID  - dewaal
AU  - de Waal, Thomas
TI  - Black Garden: Armenia and Azerbaijan through Peace and War
PB  - New York University Press
PY  - 2003
DA  - 2003///
CY  - New York
SN  - 978-0-8147-1945-9
DO  - 10.18574/nyu/9780814719459.001.0001
ER  -
""".replace("ER  -", "ER  - ")
    )


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (Date("2005-09-14"), "2005/09/14/"),
        (Date("2005-09"), "2005/09//"),
        (Date("2005a"), "2005///"),
        (Date("1905~"), "1905///c. 1905"),
        (Date("1997-24"), "1997///Winter 1997"),
        (Date("-0043"), "///44 BC"),
        (Date(literal="Easter 1915"), "1915///Easter 1915"),
        (Date("1915-04-24", "Easter 1915"), "1915/04/24/Easter 1915"),
        (Date("2016-06-06T15:26:37Z"), "2016/06/06/"),
        (Date("2004-06-XX"), "2004/06//"),
        (Date(literal="n.d."), "///n.d."),
    ],
)
def test_ris_dates(date: Date, written: str) -> None:
    assert f"DA  - {written}\n" in format_ris([reference(dates={"issued": date})])


@pytest.mark.parametrize(
    ("kind", "tag", "series"),
    [
        ("book", "A3", "A2"),
        ("classic", "A3", "A2"),
        ("chapter", "A2", "A3"),
        ("entry-encyclopedia", "A2", "A3"),
        ("paper-conference", "A2", "A3"),
        ("article-journal", "A2", "A3"),
        ("report", "ED", "A3"),
        ("map", "ED", "A3"),
    ],
)
def test_ris_tags_of_editors_are_those_of_the_type(
    kind: str, tag: str, series: str
) -> None:
    names = {
        "author": (Name("A", "B"), Name(literal="et al.")),
        "editor": (Name("King", "Martin", suffix="Jr."),),
        "collection-editor": (Name("S", "T"),),
    }
    lines = format_ris([reference(type=kind, names=names)]).splitlines()
    assert f"{tag}  - King, Martin, Jr." in lines
    assert f"{series}  - S, T" in lines
    assert [line for line in lines if line.startswith("AU")] == ["AU  - A, B"]


@pytest.mark.parametrize(
    ("kind", "variables", "lines"),
    [
        ("report", {"number": "3166-2", "issue": "7"}, ["IS  - 7", "SN  - 3166-2"]),
        ("patent", {"number": "US 1"}, ["SN  - US 1"]),
        ("standard", {"number": "3166-2"}, ["SN  - 3166-2"]),
        ("bill", {"number": "12"}, ["M1  - 12"]),
        ("book", {"collection-number": "12", "ISBN": "1"}, ["M1  - 12", "SN  - 1"]),
        (
            "article-journal",
            {"issue": "4", "number": "e1", "ISSN": "2"},
            ["C7  - e1", "IS  - 4", "SN  - 2"],
        ),
    ],
)
def test_ris_numbers_stand_where_readers_look(
    kind: str, variables: dict[str, str], lines: list[str]
) -> None:
    text = format_ris([reference(type=kind, variables=variables)])
    assert sorted(text.splitlines()[2:-1]) == lines


@given(st.lists(_simple("2005-09-14"), min_size=1, max_size=3))
@SHORTER
def test_ris_file_loads_with_title_authors_year_and_doi(items: list[Reference]) -> None:
    records = rispy.loads(format_ris(items))
    for record, item in zip(records, items, strict=True):
        assert record["title"] == item.title
        assert [it.rstrip(",") for it in record["authors"]] == [
            (name.literal or f"{name.family}, {name.given}").rstrip(",")
            for name in item.names["author"]
        ]
        assert record["year"] == "2005"
        assert record["doi"] == item.variables["DOI"]
        assert record["type_of_reference"] == RIS_TYPES[item.type]


# Markdown -----------------------------------------------------------------------


def test_markdown_is_a_numbered_list_with_links() -> None:
    assert format_markdown([BLACK_GARDEN, WINTER]) == (
        "1. de Waal, Thomas (2003). *Black Garden: Armenia and Azerbaijan through "
        "Peace and War*. New York: New York University Press. "
        "[doi:10.18574/nyu/9780814719459.001.0001]"
        "(https://doi.org/10.18574/nyu/9780814719459.001.0001). "
        "ISBN 978-0-8147-1945-9.\n"
        "2. Նոդիա, Գիա; International Crisis Group (Winter 1997–1998). "
        "[“50% & more”](<https://example.org/a_(b)>). *Demokratizatsiya*. 6 (1): "
        "158–182. Retrieved 22 November 2022.\n"
    )


def _leaves(token: Token) -> list[str]:
    leaves = []
    for child in token.children or []:
        leaves.append(child.content)
        if child.type == "link_open":
            leaves.append(f"<{child.attrs['href']}>")
    return leaves


@given(references())
@FULLER
def test_markdown_says_what_the_line_says(item: Reference) -> None:
    parsed = MarkdownIt("commonmark").parse(format_markdown([item]))
    kinds = [token.type for token in parsed if token.nesting >= 0]
    assert kinds == ["ordered_list_open", "list_item_open", "paragraph_open", "inline"]
    shown = "".join(it for it in _leaves(parsed[3]) if not it.startswith("<http"))
    assert shown == citation.format_line(item)


def test_markdown_has_no_maths_citations_or_superscripts_of_pandoc() -> None:
    item = reference(variables={"title": "$5 to @ani, x^2^ and H~2~O"})
    written = r"1. *\$5 to \@ani, x\^2\^ and H\~2\~O*." + "\n"
    assert format_markdown([item]) == written


def test_markdown_link_leads_where_the_line_does() -> None:
    item = reference(variables={"title": "T", "URL": "https://x.org/a_(b&copy;)*c*"})
    token = MarkdownIt("commonmark").parse(format_markdown([item]))[3]
    assert "<https://x.org/a_(b&copy;)*c*>" in _leaves(token)
