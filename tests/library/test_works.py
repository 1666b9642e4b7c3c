"""Works: which records are one, and in which order works are listed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.laws import tries
from kit.references import references
from wikicli.base.model import Date, Name, Reference
from wikicli.library.works import (
    SORTS,
    Work,
    join_records,
    normal_isbn,
    normal_url,
    sort_works,
)


def record(name: str = "x", kind: str = "book", **variables: str) -> Reference:
    """A reference whose variables have underscores for hyphens."""
    issued = variables.pop("issued", "")
    author = variables.pop("author", "")
    given_name, _, family = author.rpartition(" ")
    return Reference(
        name,
        kind,
        {"author": (Name(family, given_name),)} if author else {},
        {"issued": Date(issued)} if issued else {},
        {key.replace("_", "-"): value for key, value in variables.items()},
    )


def are_one(first: Reference, second: Reference) -> bool:
    return len(join_records([("a", first), ("b", second)])) == 1


def works_of(**entries: tuple[Reference, ...]) -> list[Work]:
    return join_records((slug, it) for slug, items in entries.items() for it in items)


def test_work_has_its_fullest_record_and_all_places_that_cite_it() -> None:
    short, full = record("s", DOI="10.1/x"), record("f", DOI="10.1/x", title="T")
    other = record("o", title="Other")
    works = works_of(a=(short, other), b=(full, short))
    assert works == [
        Work(full, (("a", "s"), ("b", "f"), ("b", "s"))),
        Work(other, (("a", "o"),)),
    ]
    assert works[0].entries == ("a", "b")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("10.1000/ABC", "https://doi.org/10.1000/abc"),
        ("10.1000/abc", "http://dx.doi.org/10.1000/ABC"),
        ("doi: 10.1000/abc", "10.1000/abc "),
    ],
)
def test_dois_match_whatever_their_case_and_prefix(first: str, second: str) -> None:
    assert are_one(record(DOI=first), record(DOI=second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("978-0-8147-1945-9", "9780814719459"),
        ("0-8147-1945-X", "978-0-8147-1945-9"),
        ("ISBN 0814719449", "978 0 8147 1944 2"),
        ("978-0-8147-1944-2 978-0-8147-1945-9", "0814719457"),
    ],
)
def test_isbns_match_in_ten_and_thirteen_digits(first: str, second: str) -> None:
    assert are_one(record(ISBN=first), record(ISBN=second))


def test_isbns_of_different_books_differ() -> None:
    assert normal_isbn("0-8147-1945-7") != normal_isbn("0-8147-1944-9")
    assert not are_one(record(ISBN="0814719457"), record(ISBN="0814719449"))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/b?x=1",
        "http://www.example.org/a/b?x=1",
        "HTTPS://Example.ORG:443/a/b?x=1#part",
        "example.org/a/b?x=1/",
        "https://web.archive.org/web/20130521193821/http://example.org/a/b?x=1",
    ],
)
def test_addresses_match_but_for_what_often_differs(url: str) -> None:
    assert normal_url(url) == "example.org/a/b?x=1"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a?x=1", "https://example.org/a?x=2"),
        ("https://example.org/a", "https://sub.example.org/a"),
    ],
)
def test_addresses_of_different_pages_differ(first: str, second: str) -> None:
    assert not are_one(record(URL=first), record(URL=second))


@pytest.mark.parametrize(
    "changes",
    [
        {"author": "T. de Waal"},
        {"author": "Thomas WAAL"},
        {"author": "Thomas Wáal"},
        {"title": "Black garden – Armenia"},
        {"issued": "2003-05"},
    ],
)
def test_author_title_and_year_match_folded(changes: dict[str, str]) -> None:
    known = {"author": "Thomas Waal", "title": "Black Garden: Armenia"}
    first = record(**known, issued="2003")
    assert are_one(first, record(**{**known, "issued": "2003", **changes}))


@pytest.mark.parametrize(
    "changes",
    [
        {"author": "Thomas Wall"},
        {"title": "Black Garden"},
        {"issued": "2004"},
        {"issued": ""},
        {"volume": "2"},
    ],
)
def test_other_author_title_year_or_volume_is_another_work(
    changes: dict[str, str],
) -> None:
    known = {"author": "Thomas Waal", "title": "Black Garden: Armenia", "volume": "1"}
    first = record(**known, issued="2003")
    assert not are_one(first, record(**{**known, "issued": "2003", **changes}))


ARTICLE = {
    "author": "Ann Lee",
    "title": "News",
    "container_title": "The Times",
    "volume": "6",
    "issue": "1",
    "page": "158-182",
    "issued": "2003-05-01",
}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issue", "2"),
        ("volume", "7"),
        ("page", "190"),
        ("page", "170-190"),
        ("page", "A3"),
        ("container_title", "Sunday Herald"),
        ("issued", "2003-05-02"),
        ("issued", "2003-06"),
        ("author", "Bob Lee"),
        ("author", "B. Lee"),
        ("edition", "2"),
    ],
)
def test_what_both_records_say_must_agree(key: str, value: str) -> None:
    first = record(kind="article-journal", edition="1", **ARTICLE)
    other = {**ARTICLE, "edition": "1", key: value}
    assert not are_one(first, record(kind="article-journal", **other))
    for place in ({"URL": "https://example.org/a"}, {"ISBN": "0814719457"}):
        assert not are_one(
            record(**{**ARTICLE, **place, "edition": "1"}), record(**other, **place)
        )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("issue", ""),
        ("volume", ""),
        ("page", ""),
        ("page", "158–182"),
        ("page", "158"),
        ("page", "170--172"),
        ("container_title", "Times"),
        ("container_title", "The Times, London"),
        ("container_title", ""),
        ("issued", "2003"),
        ("issued", "2003-05"),
        ("author", "A. Lee"),
        ("author", "Ann Mary Lee"),
        ("author", "Lee"),
    ],
)
def test_what_one_record_lacks_or_shortens_parts_no_work(key: str, value: str) -> None:
    first = record(kind="article-journal", **ARTICLE)
    other = {name: it for name, it in {**ARTICLE, key: value}.items() if it}
    assert are_one(first, record(kind="article-journal", **other))


def test_a_home_page_of_two_reports_makes_them_no_one_work() -> None:
    home = {"URL": "https://example.org/"}
    first = record(title="Report on A", **home)
    assert not are_one(first, record(title="Report on B", **home))
    assert are_one(first, record(title="Report on A: A Summary", **home))
    assert are_one(first, record(**home))


def test_places_of_one_page_are_different_works() -> None:
    first = record(URL="https://example.org/a#one")
    assert not are_one(first, record(URL="https://example.org/a#two"))
    assert are_one(first, record(URL="https://example.org/a"))


def test_volumes_of_a_set_that_share_its_isbn_are_different_works() -> None:
    isbn = {"ISBN": "978-0-8147-1945-9", "title": "History"}
    assert not are_one(record(**isbn, volume="1"), record(**isbn, volume="2"))
    assert are_one(record(**isbn, volume="1"), record(**isbn))


@pytest.mark.parametrize(
    "url", ["https://doi.org/10.1000/a(b)", "http://dx.doi.org/10.1000/A%28b%29"]
)
def test_a_doi_is_the_same_as_an_address(url: str) -> None:
    first = record(DOI="10.1000/a(b)", title="One", page="1")
    assert are_one(first, record(URL=url, title="Another", page="2"))


def test_a_record_joins_the_one_of_several_that_agrees_with_it() -> None:
    pages = ["1", "7", "7", "1", ""]
    records = [record(f"r{n}", **{**ARTICLE, "page": it}) for n, it in enumerate(pages)]
    works = join_records([("a", it) for it in records])
    assert [[name for _, name in it.citations] for it in works] == [
        ["r0", "r3", "r4"],
        ["r1", "r2"],
    ]


def test_literal_name_matches_its_family_name() -> None:
    literal = Reference(
        "l",
        names={"author": (Name(literal="Mira Abed"),)},
        dates={"issued": Date(literal="spring 2017")},
        variables={"title": "Dogs"},
    )
    assert are_one(literal, record(author="M. Abed", title="Dogs", issued="2017"))


def test_armenian_spellings_of_an_author_match() -> None:
    first = record(author="Գիա ՆՈԴԻԱ", title="Երեւան", issued="1992")
    assert are_one(first, record(author="Գ. Նոդիա", title="Երևան", issued="1992"))


def test_nameless_news_of_different_days_are_different_works() -> None:
    leader = {"title": "Leader", "container_title": "The Economist"}
    first = record(kind="article-magazine", **leader, issued="1990-01-20")
    assert are_one(first, record("y", "article", **leader, issued="1990-01-20"))
    assert not are_one(first, record("y", "article", **leader, issued="1990-01-27"))


def test_without_author_and_container_a_title_joins_nothing() -> None:
    item = record(title="Introduction", issued="1990")
    assert not are_one(item, item)


@pytest.mark.parametrize("key", ["ISBN", "URL"])
def test_chapters_of_one_book_are_different_works(key: str) -> None:
    place = {"ISBN": "9780814719459", "URL": "https://example.org/book"}[key]
    first = record("a", "chapter", title="One", **{key: place})
    second = record("b", "chapter", title="Two", **{key: place})
    assert not are_one(first, second)
    assert are_one(first, record("c", "chapter", title="ONE", **{key: place}))


def test_works_are_joined_transitively() -> None:
    by_doi = record(DOI="10.1/x")
    by_both = record(DOI="10.1/X", URL="https://example.org")
    by_url = record(URL="http://example.org/", ISBN="0814719457")
    by_isbn = record(ISBN="978-0-8147-1945-9")
    pairs = [("a", by_doi), ("b", by_isbn), ("c", by_url), ("d", by_both)]
    assert len(join_records(pairs)) == 1


def test_works_of_different_dois_stay_apart_whatever_else_they_share() -> None:
    first = record(DOI="10.1/x", URL="https://example.org")
    second = record(DOI="10.1/y", URL="https://example.org")
    between = record(URL="https://example.org")
    works = join_records([("a", first), ("b", second), ("c", between)])
    assert [work.citations for work in works] == [
        (("a", "x"), ("c", "x")),
        (("b", "x"),),
    ]


@given(st.lists(st.tuples(st.sampled_from("ab"), references()), max_size=6))
@tries(30)
def test_every_record_is_cited_by_one_work(pairs: list[tuple[str, Reference]]) -> None:
    works = join_records(pairs)
    found = [place for work in works for place in work.citations]
    assert sorted(found) == sorted((slug, item.id) for slug, item in pairs)
    assert all(work.reference in [item for _, item in pairs] for work in works)


def titles(works: list[Work]) -> list[str]:
    return [work.reference.title for work in works]


def shelf() -> list[Work]:
    old = record("o", title="Old", author="B Zed", issued="1905~")
    new = record("n", title="New", author="C Ábel", issued="2005-09-14")
    newer = record("m", title="Newer", author="C Abel", issued="2005-10")
    nobody = record("u", title="Undated", DOI="10.1/x")
    return works_of(a=(nobody, old, new, nobody), b=(old, newer), c=(old,))


def test_sorts_have_the_names_of_the_command_line() -> None:
    assert list(SORTS) == ["cited", "author", "date"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("cited", ["Old", "New", "Newer", "Undated"]),
        ("author", ["New", "Newer", "Old", "Undated"]),
        ("date", ["Old", "New", "Newer", "Undated"]),
    ],
)
def test_works_are_sorted(order: str, expected: list[str]) -> None:
    assert titles(sort_works(shelf(), order)) == expected


def test_cited_counts_entries_not_citations() -> None:
    twice: dict[str, Any] = {"title": "Twice", "DOI": "10.1/t"}
    works = works_of(
        a=(record("x", **twice), record("y", **twice)),
        b=(record("z", title="A", author="A B", issued="1990"),),
        c=(record("z", title="A", author="A B", issued="1990"),),
    )
    assert titles(sort_works(works, "cited")) == ["A", "Twice"]
