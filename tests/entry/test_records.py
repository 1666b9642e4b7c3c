"""References of an entry file: forms of names and dates, faults, nothing lost."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.csl_items import parse_csl_item
from kit.laws import tries
from kit.references import lines
from wikicli.base import csl
from wikicli.base.model import Date, Name, Reference
from wikicli.entry import file as entryfile
from wikicli.entry.fields import PARTS
from wikicli.entry.file import Loaded
from wikicli.references.citation import format_line, short_citation
from wikicli.references.export.biblatex import format_biblatex
from wikicli.references.export.csl import csl_item, format_csl_json

OK = "title: T\nbody: B\n"


def load(record: str) -> Loaded:
    """Parse an entry with one reference, whose keys are given as a flow mapping."""
    text = f"{OK}references:\n  - {{id: a, {record}}}\n"
    return entryfile.parse(text.encode(), Path("x.yaml"))


def reference_of(record: str) -> Reference:
    loaded = load(record)
    assert loaded.entry is not None
    return loaded.entry.references[0]


def faults(record: str) -> list[str]:
    """Give the problems of line 4, where the given keys begin in column 13."""
    return [
        f"{item.location.line}:{item.location.column} {item.severity.name.lower()} "
        f"{item.rule}: {item.message}"
        for item in load(record).problems
    ]


def hint(record: str) -> str:
    (problem,) = load(record).problems
    return problem.hint


# Names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (
            "{family: Mao, given: Zedong, static-ordering: true}",
            Name("Mao", "Zedong", static_ordering=True),
        ),
        (
            "{family: King, given: Martin, suffix: Jr., comma-suffix: 1}",
            Name("King", "Martin", "Jr.", comma_suffix=True),
        ),
        (
            "{family: de Waal, given: Thomas, parse-names: yes}",
            Name("de Waal", "Thomas", parse_names=True),
        ),
        ("{family: A, comma-suffix: false, parse-names: 0}", Name("A")),
        ("{literal: ICG, family: A}", Name("A", literal="ICG")),
        ("{suffix: Jr.}", Name(suffix="Jr.")),
    ],
)
def test_all_parts_of_names_are_read_and_come_back(written: str, read: Name) -> None:
    reference = reference_of(f"title: A, author: [{written}]")
    assert reference.names == {"author": (read,)}
    assert faults(f"title: A, author: [{written}]") == []
    assert parse_csl_item(csl_item(reference)) == reference


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "Jr.")),
        ("Davis, Sammy, Sr", Name("Davis", "Sammy", "Sr")),
        ("Gates, William, III", Name("Gates", "William", "III")),
        ("Doe, Jo, Ph.D.", Name("Doe", "Jo", "Ph.D.")),
        ("Doe, Jr.", Name("Doe", "Jr.")),
        ("Doe, Jo, Ann", Name(literal="Doe, Jo, Ann")),
        ("Doe, Jr., Sr.", Name(literal="Doe, Jr., Sr.")),
        ("Doe, , Jr.", Name(literal="Doe, , Jr.")),
        ("Smith, Jones, Brown, Jr.", Name(literal="Smith, Jones, Brown, Jr.")),
    ],
)
def test_a_name_in_one_text_is_read_with_its_suffix(written: str, read: Name) -> None:
    reference = reference_of(f'title: A, author: "{written}"')
    assert reference.names == {"author": (read,)}


def test_name_of_static_order_prints_without_a_comma() -> None:
    written = "{family: Mao, given: Zedong, static-ordering: true}"
    line = format_line(reference_of(f"title: A, author: [{written}]"))
    assert line == "Mao Zedong. “A”."


@pytest.mark.parametrize(
    ("author", "column", "found"),
    [
        ("[]", 31, "warning empty-value: 'references[1].author' names nobody"),
        ("[{}]", 32, "warning empty-value: 'references[1].author[1]' names nobody"),
        ("{}", 31, "warning empty-value: 'references[1].author' names nobody"),
        ("['']", 32, "warning empty-value: 'references[1].author[1]' has no value"),
        ("''", 31, "warning empty-value: 'references[1].author' has no value"),
        (
            "[B, {family: ''}]",
            44,
            "warning empty-value: 'references[1].author[2].family' has no value",
        ),
        (
            "[{parse-names: true}]",
            32,
            "warning empty-value: 'references[1].author[1]' names nobody",
        ),
        (
            "[{family: B, parse-names: maybe}]",
            57,
            "error wrong-type: 'references[1].author[1].parse-names' must be true or "
            "false, not 'maybe'",
        ),
    ],
)
def test_a_name_that_names_nobody_is_told(author: str, column: int, found: str) -> None:
    assert faults(f"title: A, author: {author}") == [f"4:{column} {found}"]


# Dates ------------------------------------------------------------------------------


def test_the_literal_of_a_date_is_what_prints() -> None:
    reference = reference_of(
        "title: A, issued: {date-parts: [[1915, 4, 24]], literal: Easter 1915}"
    )
    assert reference.dates == {"issued": Date("1915-04-24", "Easter 1915")}
    assert format_line(reference) == "“A”. Easter 1915."
    assert short_citation(reference) == "“A” 1915"
    item = csl_item(reference)  # where a literal beside parts would print twice
    assert item["issued"] == {"date-parts": [[1915, 4, 24]]}
    assert item["custom"]["literal"] == {"issued": "Easter 1915"}
    assert parse_csl_item(csl_item(reference)) == reference
    assert "year" not in format_biblatex([reference])


def test_a_date_in_another_notation_is_told_in_edtf() -> None:
    for written, nearest in (
        ("2004/unknown", "2004/"),
        ("2016-06-06T15:26", "2016-06-06"),
        ("{edtf: 2004-06-uu}", "2004-06-XX"),
        ("{edtf: 2001-34}", "2005-09-14, 2005-09, 1997-24/1998 or 1905~"),
    ):
        told = f"write {nearest}; other words as {{literal: …}}"
        assert hint(f"title: A, issued: {written}") == told


def test_archived_date_with_words_comes_back() -> None:
    reference = reference_of("title: A, archived: {edtf: 2005, literal: long ago}")
    assert reference.archived == Date("2005", "long ago")
    assert parse_csl_item(csl_item(reference)) == reference


def test_a_corrected_date_is_not_taken_for_its_own() -> None:
    item = csl_item(reference_of("title: A, issued: 199X"))
    assert item["issued"] == {"date-parts": [[1990], [1999]]}
    item["issued"]["date-parts"] = [[2003]]
    assert parse_csl_item(item).dates == {"issued": Date("2003")}


@pytest.mark.parametrize(
    ("issued", "read", "found"),
    [
        (
            "Sept. 14",
            Date(literal="Sept. 14"),
            ["4:31 warning bad-date: 'Sept. 14' is no date; kept as text"],
        ),
        (
            "{raw: some day}",
            Date(literal="some day"),
            ["4:37 warning bad-date: 'some day' is no date; kept as text"],
        ),
        (
            "{edtf: 14 May 2005}",
            Date(literal="14 May 2005"),
            ["4:38 warning bad-date: '14 May 2005' is no date; kept as text"],
        ),
        (
            "{date-parts: [[2005, 2, 30]]}",
            Date(literal="2005-2-30"),
            ["4:44 warning bad-date: '2005-2-30' is no date; kept as text"],
        ),
        (
            "{date-parts: [[2005], [May]], literal: spring}",
            Date(literal="spring"),
            ["4:44 warning bad-date: '2005/May' is no date; its literal stands for it"],
        ),
        (
            "{date-parts: [[2005, 9]], season: 3}",
            Date("2005-09"),
            ["4:65 warning unread-value: season '3' says nothing here"],
        ),
        (
            "{date-parts: [[2005]], season: rainy}",
            Date("2005"),
            ["4:62 warning unread-value: season 'rainy' says nothing here"],
        ),
        (
            "{literal: once, circa: true}",
            Date(literal="once"),
            [
                "4:54 warning unread-value: 'references[1].issued.circa' is not read "
                "here"
            ],
        ),
        (
            "{date-parts: [[2005]], raw: 2006}",
            Date("2005"),
            ["4:59 warning unread-value: 'references[1].issued.raw' is not read here"],
        ),
        (
            "{}",
            None,
            ["4:31 warning empty-value: 'references[1].issued' has no value"],
        ),
        (
            "{date-parts: []}",
            None,
            ["4:31 warning empty-value: 'references[1].issued' has no value"],
        ),
        (
            "{date-parts: [['']]}",
            None,
            [
                "4:46 warning empty-value: 'references[1].issued.date-parts[1][1]' "
                "has no value"
            ],
        ),
    ],
)
def test_what_is_no_date_is_kept_as_text_and_told(
    issued: str, read: Date | None, found: list[str]
) -> None:
    record = f"title: A, issued: {issued}"
    assert reference_of(record).dates == ({"issued": read} if read else {})
    assert faults(record) == found


def test_the_hint_writes_the_date_that_was_meant() -> None:
    assert hint('title: A, issued: "Sept. 14, 2005"').startswith("write 2005-09-14; ")
    assert "2005-09-14, 2005-09" in hint("title: A, issued: someday")


@pytest.mark.parametrize(
    ("issued", "read"),
    [
        ("2005a", Date("2005")),
        ("{edtf: 2005a~, literal: c. 2005}", Date("2005~", "c. 2005")),
        ("2005b", Date("2005b")),
    ],
)
def test_a_year_suffix_that_stands_twice_is_the_variable(
    issued: str, read: Date
) -> None:
    reference = reference_of(f"title: A, year-suffix: a, issued: {issued}")
    assert reference.dates == {"issued": read}
    assert reference.variables["year-suffix"] == "a"
    assert parse_csl_item(csl_item(reference)) == reference


# Values -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "https://doi.org/10.1000/x",
        "http://dx.doi.org/10.1000/x",
        "https://www.doi.org/10.1000/x",
        "doi.org/10.1000/x",
        '"doi: 10.1000/x"',
        "DOI:10.1000/x",
        '"doi: https://doi.org/10.1000/x"',
    ],
)
def test_a_doi_is_freed_from_what_people_write_before_it(written: str) -> None:
    assert reference_of(f"title: A, DOI: {written}").variables["DOI"] == "10.1000/x"
    assert faults(f"title: A, DOI: {written}") == [
        "4:28 info doi-prefix: 'references[1].DOI' has more than the DOI; "
        "read as '10.1000/x'"
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("https://doi.org/10.1002/x%3C1%3E%2fa", "10.1002/x<1>/a"),
        ("doi.org/10.1000%2F182", "10.1000/182"),
        ("doi:10.1000/a%2Fb", "10.1000/a%2Fb"),
        ("10.1000/a%2Fb", "10.1000/a%2Fb"),
    ],
)
def test_a_doi_is_decoded_behind_a_resolver_alone(written: str, read: str) -> None:
    record = f'title: A, DOI: "{written}"'
    assert reference_of(record).variables["DOI"] == read


@pytest.mark.parametrize("doi", ["10.1000/x", "10.1000/doi:x", "odd"])
def test_any_other_doi_stays(doi: str) -> None:
    assert reference_of(f"title: A, DOI: '{doi}'").variables["DOI"] == doi
    assert faults(f"title: A, DOI: '{doi}'") == []


def test_a_doi_that_is_a_prefix_alone_is_none() -> None:
    assert reference_of("title: A, DOI: https://doi.org/").variables == {"title": "A"}
    assert faults("title: A, DOI: https://doi.org/") == [
        "4:28 warning empty-value: 'references[1].DOI' has no DOI"
    ]


def test_spaces_in_addresses_are_escaped() -> None:
    record = "title: A, URL: https://a.org/b c d, archive-url: https://b.org/x y"
    reference = reference_of(record)
    assert reference.variables["URL"] == "https://a.org/b%20c%20d"
    assert reference.archive_url == "https://b.org/x%20y"
    assert faults(record) == [
        "4:28 warning space-in-url: 'references[1].URL' has a space; read as %20",
        "4:62 warning space-in-url: 'references[1].archive-url' has a space; "
        "read as %20",
    ]


@pytest.mark.parametrize("page", ["12", "012", "1.5", "0x1F", "158-182"])
def test_page_is_text_as_written(page: str) -> None:
    assert reference_of(f"title: A, page: {page}").variables["page"] == page
    assert faults(f"title: A, page: {page}") == []


@pytest.mark.parametrize("key", ["title", "title-short", "script-title"])
def test_a_record_needs_some_title(key: str) -> None:
    assert faults(f"{key}: A") == []
    assert faults("publisher: B") == [
        "4:5 warning no-title: reference 'a' has no title"
    ]


def test_a_review_has_the_title_of_what_it_reviews() -> None:
    assert faults("type: review, reviewed-title: A") == []


@pytest.mark.parametrize("kind", ["interview", "personal_communication"])
def test_conversations_need_no_title(kind: str) -> None:
    assert faults(f"type: {kind}, author: B") == []


@pytest.mark.parametrize(
    ("record", "found"),
    [
        ("isbn: 1", "4:13 … unknown key 'isbn'; the nearest known key is 'ISBN'"),
        ("Doi: 1", "4:13 … unknown key 'Doi'; the nearest known key is 'DOI'"),
        ("year: 1", "4:13 … unknown key 'year'; the nearest known key is 'issued'"),
        (
            "access_date: 1",
            "4:13 … unknown key 'access_date'; the nearest known key is 'accessed'",
        ),
        (
            "journal: 1",
            "4:13 … unknown key 'journal'; the nearest known key is 'container-title'",
        ),
        (
            "publsher: 1",
            "4:13 … unknown key 'publsher'; the nearest known key is 'publisher'",
        ),
        ("qqqq: 1", "4:13 … unknown key 'qqqq'"),
        ("type: Book", "4:19 … unknown type 'Book'; the nearest known type is 'book'"),
        (
            "type: website",
            "4:19 … unknown type 'website'; the nearest known type is 'webpage'",
        ),
        (
            "type: journal_article",
            "4:19 … unknown type 'journal_article'; "
            "the nearest known type is 'article-journal'",
        ),
        ("type: qqqq", "4:19 … unknown type 'qqqq'"),
    ],
)
def test_unknown_names_are_answered_with_the_nearest_known(
    record: str, found: str
) -> None:
    kind = "unknown-type" if record.startswith("type") else "unknown-key"
    expected = found.replace("…", f"warning {kind}:")
    assert faults(f"{record}, title: A") == [expected]


def test_unknown_url_status_is_kept_and_told() -> None:
    assert reference_of("title: A, url-status: gone").url_status == "gone"
    assert faults("title: A, url-status: gone") == [
        "4:35 warning unknown-value: 'references[1].url-status' can't be 'gone'"
    ]
    assert hint("title: A, url-status: gone") == (
        "it is one of: live, dead, unfit, usurped"
    )


@pytest.mark.parametrize("name", ["de Waal", "դեվաալ", "a]b", "x" * 65])
def test_an_id_that_no_marker_can_call_is_told(name: str) -> None:
    text = f'{OK}references: [{{id: "{name}", title: A}}]\n'
    (problem,) = entryfile.parse(text.encode(), Path("x.yaml")).problems
    assert (problem.rule, problem.location.column) == ("bad-id", 19)
    assert problem.message == f"no marker can call '{name}'"


def test_a_reference_without_keys_has_no_id() -> None:
    text = f"{OK}references: [{{}}]\n"
    (problem,) = entryfile.parse(text.encode(), Path("x.yaml")).problems
    assert problem.message == "a reference needs an 'id' for markers to call"


# Markers where none can be ----------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "column", "name"),
    [
        ('title: "A[^b]"', 22, "title"),
        ('title: A, quote: "Words.[^b] More."', 37, "quote"),
        ("title: A, note: 'See [^b]'", 34, "note"),
        ('title: A, author: ["B[^b]"]', 34, "author[1]"),
        ('title: A, issued: {literal: "once[^b]"}', 46, "issued.literal"),
    ],
)
def test_a_reference_calls_no_footnote(record: str, column: int, name: str) -> None:
    assert faults(record) == [
        f"4:{column} error misplaced-marker: marker '[^b]' calls nothing in "
        f"'references[1].{name}'"
    ]


def test_a_marker_with_a_place_calls_nothing_either() -> None:
    (found,) = faults('title: "A[^b p. 3]"')
    assert "marker '[^b p. 3]' calls nothing" in found
    assert hint('title: "A[^b]"') == (
        "markers stand in the fact box, the body and its notes"
    )


@pytest.mark.parametrize("title", ["[^", "[^]", "x^2 [^ a]", "[a]", "[[b]]"])
def test_what_is_no_marker_may_stand_in_a_record(title: str) -> None:
    assert faults(f"title: '{title}'") == []


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("terms: [{hy: ա, note: 'b[^a]'}]\n", "3:25", "terms[1].note"),
        ("see_also: [{title: B, note: 'c[^a]'}]\n", "3:31", "see_also[1].note"),
        ("description: b[^a]\n", "3:15", "description"),
        ("hy: {title: 'ա[^a]'}\n", "3:15", "hy.title"),
        ("description: >\n  b[^a]\n", "3:14", "description"),
    ],
)
def test_other_lines_call_no_footnote_either(text: str, place: str, name: str) -> None:
    (problem,) = entryfile.parse((OK + text).encode(), Path("x.yaml")).problems
    assert f"{problem.location}: {problem.message}" == (
        f"x.yaml:{place}: marker '[^a]' calls nothing in '{name}'"
    )


def test_facts_bodies_and_notes_call_footnotes() -> None:
    text = (
        "title: T\nfacts: {A: 'b[^a]'}\nbody: |\n  B[^a][^n]\n\n  [^n]: C[^a]\n"
        "hy: {body: 'Ա[^a]'}\nreferences: [{id: a, title: A}]\n"
    )
    assert entryfile.parse(text.encode(), Path("x.yaml")).problems == ()


# Laws -------------------------------------------------------------------------------

_numbers = st.integers(-300, 2100) | st.sampled_from((1, 12, 13, 21, 28, 0, "5", "May"))
_flags = st.sampled_from((True, False, "yes", 1, 0))
_years = st.integers(1, 2100).map("{:04}".format)
_words = lines(size=12) | st.sampled_from(
    ("Winter 1997–1998", "1990s", "2005a", "c. 1905", "14 May 2005", "n.d.", "2005")
)
_edtf = st.sampled_from(
    (
        "2005 2005-09 2005-09-14 1997-24/1998 1905~ ~1905 199X 19XX 2005a 2005b~ "
        "1994/.. ../1994 1905% 2004-21/2004-22 -0189"
    ).split()
)
_dates = (
    _words
    | _edtf
    | _years
    | st.fixed_dictionaries(
        {},
        optional={
            "date-parts": st.lists(
                st.lists(_numbers, min_size=1, max_size=3), min_size=1, max_size=2
            ),
            "season": st.sampled_from((1, "2", "winter", "Fall", 21, "rainy")),
            "circa": _flags,
            "literal": _words,
            "raw": _words | _edtf,
            "edtf": _words | _edtf,
        },
    )
)
_name_parts = {
    key: _flags if key in csl.NAME_FLAGS else lines(size=8) for key in PARTS["name"]
}
_names = (
    lines(size=15)
    | st.builds("{}, {}".format, lines(size=6), lines(size=6))
    | st.fixed_dictionaries({}, optional=_name_parts)
    | st.just({"family": "Նոդիա", "given": "Գիա"})
    | st.just({"family": "Նոդիա", "given": "Գիա", "static-ordering": True})
)
_dois = st.builds(
    "{}{}".format,
    st.sampled_from(("https://doi.org/", "doi:", "doi: doi:", "", "10.1/")),
    lines(size=6),
)


def _value_of(key: str) -> st.SearchStrategy[Any]:
    if key in csl.NAME_VARIABLES:
        return st.lists(_names, max_size=3) | _names
    if key in csl.DATE_VARIABLES or key == "archived":
        return _dates
    if key == "DOI":
        return _dois
    if key == "further":
        return _flags
    if key == "year-suffix":
        return st.sampled_from(("a", "b", "z"))
    return lines() | st.integers(0, 3000)


_KEYS = (*csl.NAME_VARIABLES, *csl.DATE_VARIABLES, *csl.TEXT_VARIABLES)
_OWN = tuple(PARTS["reference"])
_records = st.builds(
    lambda base, items: {**base, **dict(items)},
    st.fixed_dictionaries(
        {"id": lines(size=8), "type": st.sampled_from([*sorted(csl.TYPES), "bok"])}
    ),
    st.lists(
        st.sampled_from(
            [*sorted(_KEYS), *_OWN[2:10], "issued", "issued", "year-suffix", "DOI"]
        ).flatmap(lambda key: st.tuples(st.just(key), _value_of(key))),
        max_size=8,
    ),
)


@given(_records)
@tries(400)
def test_any_record_of_a_file_goes_to_csl_json_and_back(
    record: Mapping[str, Any],
) -> None:
    """JSON is YAML: what is between the brackets stands in the file as it is."""
    written = json.dumps([record], ensure_ascii=False)
    loaded = entryfile.parse(f"{OK}references: {written}\n".encode(), Path("x.yaml"))
    assert loaded.entry is not None
    (reference,) = loaded.entry.references
    assert parse_csl_item(json.loads(format_csl_json([reference]))[0]) == reference
    assert format_line(reference)


@given(_records)
@tries(100)
def test_reading_an_exported_item_as_an_entry_gives_its_values(
    record: Mapping[str, Any],
) -> None:
    """What CSL itself has a place for may be pasted from an export."""
    written = json.dumps([record], ensure_ascii=False)
    loaded = entryfile.parse(f"{OK}references: {written}\n".encode(), Path("x.yaml"))
    assert loaded.entry is not None
    item = csl_item(loaded.entry.references[0])
    again = entryfile.parse(
        f"{OK}references: {json.dumps([item], ensure_ascii=False)}\n".encode(),
        Path("x.yaml"),
    )
    assert again.entry is not None
    (reference,) = again.entry.references
    expected = {key: item[key] for key in csl.TEXT_VARIABLES if key in item}
    assert reference.variables == expected
    assert set(reference.names) == {key for key in csl.NAME_VARIABLES if key in item}
