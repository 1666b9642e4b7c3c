"""Coverage: which paragraphs and sentences have a source, and what the sources are."""

import pytest

from wikicli.article.footnotes import number
from wikicli.base.model import ArmenianSide, Date, Entry, Reference
from wikicli.library.coverage import KINDS, Coverage, Share, find_sourced, measure_all

BOOK = Reference("book", "book", variables={"title": "B", "ISBN": "0814719457"})
WEB = Reference(
    "web",
    "webpage",
    dates={"accessed": Date("2022-11-22")},
    variables={"title": "W", "URL": "https://example.org"},
    quote="Word for word.",
)


def entry(body: str, *references: Reference, slug: str = "x", hy: str = "") -> Entry:
    side = ArmenianSide(body=hy) if hy else None
    return Entry(slug, "X", body, hy=side, references=references or (BOOK, WEB))


def coverage(body: str, *references: Reference, hy: str = "") -> Coverage:
    item = entry(body, *references, hy=hy)
    return measure_all([find_sourced(item, number(item))]).entries[0]


def shares(body: str, hy: str = "") -> tuple[tuple[int, int], tuple[int, int]]:
    """Paragraphs and sentences, each as covered and total."""
    found = coverage(body, hy=hy)
    return (
        (found.paragraphs.covered, found.paragraphs.total),
        (found.sentences.covered, found.sentences.total),
    )


@pytest.mark.parametrize(
    ("body", "paragraphs", "sentences"),
    [
        ("One. Two.", (0, 1), (0, 2)),
        ("One.[^book] Two.", (1, 1), (1, 2)),
        ("One. Two.[^book][^web]", (1, 1), (1, 2)),
        ("One.[^book] Two.[^web]", (1, 1), (2, 2)),
        ("One[^book] half. Two.", (1, 1), (1, 2)),
        ("One.[^book]\n\nTwo.", (1, 2), (1, 2)),
        ("Dr. No met Mr. Bond.[^book] Two.", (1, 1), (1, 2)),
        ("## Title[^book]\nOne.", (0, 1), (0, 1)),
        ("- One.[^book]\n- Two. Three.", (1, 2), (1, 3)),
        ("- One.\n  - Two.[^web]", (1, 2), (1, 2)),
        ("> One.[^book] Two.", (1, 1), (1, 2)),
        ("One.[^gone]", (0, 1), (0, 1)),
        ("One.\n\n```\ncode\n```", (0, 1), (0, 1)),
        ("…\n\n***\n\nOne.", (0, 1), (0, 1)),
        ("[^book]", (0, 0), (0, 0)),
    ],
)
def test_share_of_paragraphs_and_sentences(
    body: str, paragraphs: tuple[int, int], sentences: tuple[int, int]
) -> None:
    assert shares(body) == (paragraphs, sentences)


def test_table_is_one_paragraph_whose_cells_are_sentences() -> None:
    table = "| A[^book] | B |\n|---|---|\n| one. two. | three[^web] |\n|  | four |"
    assert shares(table) == ((1, 1), (1, 3))


def test_marker_in_the_head_of_a_table_covers_no_cell() -> None:
    assert shares("| A[^book] |\n|---|\n| one |") == ((0, 1), (0, 1))


def test_note_covers_what_it_stands_at_only_if_it_calls_a_reference() -> None:
    assert shares("One.[^a]\n\n[^a]: Alone.") == ((0, 1), (0, 1))
    assert shares("One.[^a]\n\n[^a]: From a book.[^book]") == ((1, 1), (1, 1))


def test_note_may_lead_to_its_source_through_another() -> None:
    body = "One.[^a]\n\n[^a]: See.[^b]\n\n[^b]: Back.[^a] From a book.[^book]"
    assert shares(body) == ((1, 1), (1, 1))


def test_notes_that_call_each_other_are_no_source() -> None:
    body = "One.[^a]\n\n[^a]: See.[^b]\n\n[^b]: Back.[^a]"
    assert shares(body) == ((0, 1), (0, 1))


def test_both_languages_count() -> None:
    assert shares("One.[^book]", hy="Մեկ։[^book] Երկու։") == ((2, 2), (2, 3))


def test_share_of_nothing_is_whole() -> None:
    assert Share(0, 0).ratio == 1.0
    assert Share(1, 4).ratio == 0.25


def test_sources_are_the_references_that_markers_call() -> None:
    further = Reference("more", variables={"title": "F"}, quote="q", further=True)
    found = coverage("One.[^book] Two.[^web]", BOOK, WEB, further)
    assert found.references == 2
    assert found.works == 2
    assert found.kinds == {"book": 1, "journal": 0, "news": 0, "web": 1, "other": 0}
    assert found.accessed == Date("2022-11-22")
    assert found.unlinked == 1
    assert found.quoted == 1


def test_work_under_two_ids_counts_once() -> None:
    again = Reference("again", "book", variables={"ISBN": "978-0-8147-1945-9"})
    found = coverage("One.[^book] Two.[^again]", BOOK, again)
    assert (found.references, found.works) == (2, 1)


@pytest.mark.parametrize(
    ("kind", "group"),
    [
        ("chapter", "book"),
        ("thesis", "book"),
        ("paper-conference", "journal"),
        ("article-magazine", "news"),
        ("post-weblog", "web"),
        ("map", "other"),
        ("article", "other"),
    ],
)
def test_kinds_of_sources(kind: str, group: str) -> None:
    found = coverage("One.[^s]", Reference("s", kind, variables={"title": "S"}))
    assert found.kinds == {name: int(name == group) for name in KINDS}


def test_oldest_access_date_is_the_earliest_that_is_a_date() -> None:
    dates = (Date("2012-03"), Date("2012"), Date("2011-07-12"), Date(literal="once"))
    items = [
        Reference(f"r{index}", dates={"accessed": date})
        for index, date in enumerate(dates)
    ]
    body = "".join(f"S.[^{item.id}] " for item in items)
    assert coverage(body, *items).accessed == Date("2011-07-12")


def test_reference_is_linked_if_its_line_leads_anywhere() -> None:
    doi = Reference("doi", variables={"DOI": "10.1/x"})
    copy = Reference("copy", archive_url="https://web.archive.org/x")
    mail = Reference("mail", variables={"title": "T", "URL": "mailto:x@y.org"})
    found = coverage("A.[^doi] B.[^copy] C.[^mail]", doi, copy, mail)
    assert found.unlinked == 1


def test_report_counts_a_work_of_several_entries_once_in_all() -> None:
    first = entry("One.[^book] Two.", slug="a")
    second = entry("One.[^book]\n\nTwo.[^web]", slug="b")
    report = measure_all(find_sourced(item, number(item)) for item in (first, second))
    assert [item.slug for item in report.entries] == ["a", "b"]
    assert [item.works for item in report.entries] == [1, 2]
    total = report.total
    assert total.slug == ""
    assert total.paragraphs == Share(3, 3)
    assert total.sentences == Share(3, 4)
    assert (total.references, total.works) == (3, 2)
    assert total.accessed == Date("2022-11-22")


def test_report_of_no_entries_is_empty() -> None:
    report = measure_all([])
    assert report.entries == ()
    assert (report.total.works, report.total.accessed) == (0, None)
