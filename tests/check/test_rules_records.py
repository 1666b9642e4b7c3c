"""Rules about records: what is sound and what is not, case by case."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.findings import find, find_in_record
from wikicli.check import Check, Plan
from wikicli.check.page_ranges import find_ranges, find_wrong_abbreviation
from wikicli.check.rules.addresses import find_url_fault
from wikicli.check.rules.identifiers import find_isbn_fault, find_issn_fault

# Pages ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("158-182", [(158, 182)]),
        ("158–82", [(158, 182)]),
        ("pp. 9 – 12, 15", [(9, 12)]),
        ("1—3; 7—9", [(1, 3), (7, 9)]),
        ("182-158", [(182, 158)]),
        ("182-58", [(182, 158)]),
        ("A1-A4", []),
        ("12-3-4", []),
        ("1/2-3", []),
        ("2005-09-14", []),
        ("iv-ix", []),
        ("15", []),
    ],
)
def test_ranges_of_pages_are_read_as_they_are_meant(
    text: str, ranges: list[tuple[int, int]]
) -> None:
    assert [found[1:] for found in find_ranges(text)] == ranges


@pytest.mark.parametrize(
    ("locator", "right"),
    [
        ("p. 4–7", "pp. "),
        ("p. 4, 9", "pp. "),
        ("p. 4 and 9", "pp. "),
        ("p. 4 & 9", "pp. "),
        ("pp. 4", "p. "),
        ("p.4-7", "pp."),
        ("p. 4", ""),
        ("pp. 4–7", ""),
        ("pp. 4, 9", ""),
        ("p. 4, n. 3", ""),
        ("p. 9-3-1", ""),
        ("pp. 4f.", ""),
        ("pp. iv–ix", ""),
        ("ch. 4–7", ""),
        ("4–7", ""),
    ],
)
def test_one_page_is_p_and_several_are_pp(locator: str, right: str) -> None:
    assert find_wrong_abbreviation(locator)[1] == right


def test_a_marker_in_the_fact_box_is_looked_at_too() -> None:
    entry = (
        "title: Miatsum\nfacts:\n  Year: 1988[^toal p. 4–7]\nbody: Miatsum.\n"
        "references:\n  - {id: toal, title: Land for Peace}\n"
    )
    assert find("wrong-page-abbreviation", entry) == [
        "p. 4–7: 'p. 4–7' cites several pages (write pp.)"
    ]


# Identifiers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isbn", "fault"),
    [
        ("978-0-333-77340-6", ""),
        ("9780333773406", ""),
        ("978‐0‐333‐77340‐6", ""),
        ("0-8044-2957-X", ""),
        ("080442957x", ""),
        ("979-10-90636-07-1", ""),
        ("978-0-333-77340-7", "its check digit would be 6"),
        ("0-8044-2957-1", "its check digit would be X"),
        ("97X0333773406", "an ISBN has digits, and hyphens between them"),
        ("978-0-333-77340", "it has 12 digits; an ISBN has 10 or 13"),
        ("9770333773406", "an ISBN of 13 digits begins with 978 or 979"),
        ("979-0-2600-0043-8", "979-0 begins an ISMN, the number of printed music"),
        ("", "an ISBN has digits, and hyphens between them"),
        ("٩٧٨٠٣٣٣٧٧٣٤٠٦", "an ISBN has digits, and hyphens between them"),
    ],
)
def test_an_isbn_has_its_length_prefix_and_check_digit(isbn: str, fault: str) -> None:
    assert find_isbn_fault(isbn) == fault


@given(
    st.text("0123456789", min_size=12, max_size=12),
    st.integers(0, 12),
    st.integers(1, 9),
)
def test_one_wrong_digit_makes_an_isbn_none(digits: str, place: int, by: int) -> None:
    stem = "978" + digits[3:]
    sound = next(it for n in range(10) if not find_isbn_fault(it := f"{stem}{n}"))
    wrong = str((int(sound[place]) + by) % 10)
    assert find_isbn_fault(sound[:place] + wrong + sound[place + 1 :]) != ""


@pytest.mark.parametrize(
    ("issn", "fault"),
    [
        ("2049-3630", ""),
        ("20493630", ""),
        ("2434-561X", ""),
        ("2434-561x", ""),
        ("2049-3631", "its check digit would be 0"),
        ("2049-363", "an ISSN is like 2049-3630"),
        ("", "an ISSN is like 2049-3630"),
    ],
)
def test_an_issn_has_its_length_and_check_digit(issn: str, fault: str) -> None:
    assert find_issn_fault(issn) == fault


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/182",
        "10.13128/Studi_Slavis-21944",
        "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "10.1000.10/x",
        "10.1000/100%sure",
    ],
)
def test_a_doi_may_have_whatever_a_registrant_gave_it(doi: str) -> None:
    assert find_in_record("bad-doi", f'title: Land\nDOI: "{doi}"') == []


@pytest.mark.parametrize(
    ("doi", "plain"),
    [
        ("10.1002/x%3C1%3E", "10.1002/x<1>"),
        ("10.1000%2F182", "10.1000/182"),
        ("10.1002/a%2fb", "10.1002/a/b"),
    ],
)
def test_a_bare_doi_is_not_encoded(doi: str, plain: str) -> None:
    fault = f"it is encoded, as in an address: write {plain}"
    found = find_in_record("bad-doi", f'title: Land\nDOI: "{doi}"')
    assert found == [f"{doi}: '{doi}' is no DOI ({fault})"]


@pytest.mark.parametrize(
    ("key", "value"),
    [("ISBN", "ISBN"), ("ISBN", "isbn: "), ("ISSN", "ISSN"), ("ISSN", "ISSN (online)")],
)
def test_a_word_without_a_number_is_told_as_empty(key: str, value: str) -> None:
    found = find_in_record(f"bad-{key.lower()}", f'title: T\n{key}: "{value}"')
    told = f"'{value.strip()}' is the word for an {key}, without a number"
    hint = "add the number, or remove the key"
    assert found == [f"{value.strip()}: {told} ({hint})"]


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2049-3630 (online)", []),
        ("ISSN 2049-3630 (print), 2434-561X (online)", []),
        ("2049-3631 (online)", ["2049-3631"]),
        ("2049-3630 online", ["online"]),
    ],
)
def test_an_issn_may_have_a_remark_in_parentheses(value: str, wrong: list[str]) -> None:
    found = find_in_record("bad-issn", f'title: T\nISSN: "{value}"')
    assert [it.partition(" (")[0] for it in found] == [
        f"{it}: '{it}' is no ISSN" for it in wrong
    ]


@pytest.mark.parametrize("number", ["2709414", "j.ctt1t898kc", "10.2307/2709414"])
def test_jstor_has_numbers_of_several_kinds(number: str) -> None:
    fields = f"title: Land\narchive: JSTOR\narchive_location: {number}"
    assert find_in_record("bad-archive-number", fields) == []


# Addresses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.org", ""),
        ("HTTP://Example.ORG/a(b)?c=d&e#f", ""),
        ("ftp://example.org/a", ""),
        ("https://հայաստան.հայ/էջ", ""),
        ("https://user@example.org/", ""),
        ("http://[2001:db8::1]/", ""),
        ("http://192.168.0.1/", ""),
        ("http://10.0.0.12:8080/a", ""),
        ("http://1.2.3/", "it names no host"),
        ("example.org", "it begins with none of https://, http://, ftp://"),
        ("https:example.org", "it begins with none of https://, http://, ftp://"),
        ("mailto:a@b.org", "it begins with none of https://, http://, ftp://"),
        ("https://", "it names no host"),
        ("https://land", "it names no host"),
        ("https://https://example.org", "it names no host"),
        ("https://example.org/a|b", "it can't hold '|': write %7C"),
        ("https://[example.org", "its host can't be read"),
    ],
)
def test_an_address_has_a_scheme_a_host_and_signs_it_can_hold(
    url: str, fault: str
) -> None:
    assert find_url_fault(url) == fault


@pytest.mark.parametrize(
    ("archive", "said"),
    [
        ("https://web.archive.org/web/20150923113000/https://a.org", True),
        ("http://web.archive.org/web/20150923/http://a.org", True),
        ("https://web.archive.org/web/20150923113000id_/http://a.org", True),
        ("https://archive.is/20150923094903/a.org", True),
        ("https://archive.today/20150923094903/https://a.org", True),
        ("https://wayback.archive-it.org/123/20150923094903/https://a.org", True),
        ("https://webarchive.nationalarchives.gov.uk/ukgwa/20150923094903/a", True),
        ("https://archive.is/abcde", False),
        ("https://www.webcitation.org/5xyz", False),
    ],
)
def test_the_day_of_a_copy_is_read_where_the_address_has_it(
    archive: str, said: bool
) -> None:
    fields = f"title: Land\nURL: https://a.org\narchive-url: {archive}"
    hint = " (add archived: 2015-09-23)" if said else ""
    assert find_in_record("archive-without-date", fields) == [
        f"{archive}: there is no 'archived' to the archive-url{hint}"
    ]
    wrong = find_in_record("wrong-archive-date", fields + "\narchived: 2015-09-24")
    assert len(wrong) == said
    right = find_in_record("wrong-archive-date", fields + "\narchived: 2015-09-23")
    assert right == []


# Names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "{literal: Ministry of Foreign Affairs and Trade}",
        "{literal: Simon and Schuster}",
        "{literal: Human Rights Watch/Helsinki}",
        "{literal: Committee for Human Rights and Democracy}",
        "{family: de Waal, given: Thomas}",
        "{family: Anderson, given: Sandy}",
        "{literal: Soviet of People's Deputies}",
    ],
)
def test_one_name_is_one_name(name: str) -> None:
    fields = f"title: Land\nauthor: [{name}]"
    for rule in ("several-names-in-one", "title-in-name", "generic-name"):
        assert find_in_record(rule, fields) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Prof. Gerard Toal", "Prof."),
        ("Gerard Toal, ed.", "ed."),
        ("Gerard Toal (eds.)", "(eds.)"),
        ("Gerard Toal, Ph.D.", "Ph.D."),
        ("Gerard Toal, M.D.", "M.D."),
        ("Gerard Toal (editor)", "(editor)"),
    ],
)
def test_titles_and_roles_are_no_part_of_a_name(name: str, words: str) -> None:
    fields = f'title: Land\nauthor: [{{literal: "{name}"}}]'
    assert find_in_record("title-in-name", fields) == [
        f"{words}: '{name}' has '{words}' within a name"
    ]


# Dates ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "count"),
    [
        ("issued: 2027-12-31", 0),
        ("issued: 2028", 1),
        ("issued: 2027/2028", 0),
        ("issued: 20XX", 0),
        ("issued: {literal: next year}", 0),
        ("accessed: 2026-11-22", 0),
        ("accessed: 2026-11-23", 1),
        ("accessed: 2026", 0),
        ("accessed: 2026-12", 1),
    ],
)
def test_what_was_done_was_done_by_today_and_works_appear_by_next_year(
    fields: str, count: int
) -> None:
    assert len(find_in_record("future-date", f"title: Land\n{fields}")) == count


def test_without_today_no_date_is_in_the_future() -> None:
    files = {"miatsum": Path("miatsum.yaml")}
    data = b"title: Miatsum\nbody: Miatsum.\nsource: {title: a, retrieved: 2099}\n"
    check = Check(
        files, ["miatsum"], Plan(("future-date",)), contents={"miatsum": data}
    )
    assert check.run() == []


@pytest.mark.parametrize(
    ("issued", "accessed", "count"),
    [
        ("2013", "2013-01-01", 0),
        ("2013-05-06", "2013", 0),
        ("2013-05", "2013-04", 1),
        ("2013-21", "2013-01-01", 0),
        ("2013~", "2012-12-31", 1),
        ("../2013", "2012", 0),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(
    issued: str, accessed: str, count: int
) -> None:
    fields = f"title: Land\nURL: https://a.org\nissued: {issued}\naccessed: {accessed}"
    assert len(find_in_record("dates-out-of-order", fields)) == count


# Records ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "right"),
    [
        ("page: pp. 12-15", "12-15"),
        ("page: p.12", "12"),
        ("page: pages 12", "12"),
        ("volume: Vol. XII", "XII"),
        ("volume: volume 3", "3"),
        ("issue: No. 2", "2"),
        ("edition: 2nd ed.", "2"),
        ("edition: 3rd", "3"),
        ("edition: 1 edition", "1"),
        ("page: P12", ""),
        ("volume: Volga", ""),
        ("issue: Nr", ""),
        ("edition: 2nd revised ed.", ""),
        ("edition: revised", ""),
    ],
)
def test_numbers_stand_alone(field: str, right: str) -> None:
    key, _, value = field.partition(": ")
    expected = [f"{value}: '{key}' has more than the number (write {right})"]
    found = find_in_record("extra-text", f"title: Land\n{field}")
    assert found == (expected if right else [])


@pytest.mark.parametrize(
    "title",
    [
        "404 Days in Karabakh",
        "Home and Away",
        "The Index of Armenian Art",
        "Title IX and Its Origins",
        "Access Denied: The Practice and Policy of Global Internet Filtering",
        "Untitled Poems of 1988",
    ],
)
def test_titles_that_begin_like_generic_ones_are_titles(title: str) -> None:
    assert find_in_record("generic-title", f'title: "{title}"') == []


@pytest.mark.parametrize("title", ["Home", "Index", "Untitled"])
def test_a_book_by_an_author_may_have_any_title(title: str) -> None:
    book = f"type: book\ntitle: {title}\nauthor: Toni Morrison"
    assert find_in_record("generic-title", book) == []
    assert len(find_in_record("generic-title", f"type: book\ntitle: {title}")) == 1
    page = f"type: webpage\ntitle: {title}\nauthor: Toni Morrison"
    assert len(find_in_record("generic-title", page)) == 1


def test_a_quotation_of_further_reading_needs_no_page() -> None:
    fields = "type: book\ntitle: Black Garden\nquote: Miatsum.\nfurther: true"
    entry = "title: Miatsum\nbody: Miatsum.\nreferences:\n  - id: toal\n"
    entry += "".join(f"    {line}\n" for line in fields.splitlines())
    assert find("quote-without-page", entry) == []


def test_places_of_a_name_that_is_no_list_are_those_of_its_field() -> None:
    fields = "title: Land\nauthor: {family: Toal1}\neditor: {family: Toal2}"
    assert find_in_record("digits-in-name", fields) == [
        "1: 'Toal1' has digits",
        "2: 'Toal2' has digits",
    ]
