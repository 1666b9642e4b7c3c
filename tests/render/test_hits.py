"""The screens of search and list."""

import pytest

from conftest import ENTRIES, Golden, Run
from wikicli.base.model import Head
from wikicli.library.hits import Hit, Result
from wikicli.library.snippets import Snippet
from wikicli.render.page.layout import Measure
from wikicli.render.text.search import list_view, result_view, snippet_text

MIATSUM = Head("miatsum", "Miatsum", "Idea and slogan", "Միացում")
BARE = Head("bare", "Bare")


def result(*hits: Hit, total: int = 0, took_ms: float = 4.4) -> Result:
    return Result("unity [x]", hits, took_ms, {"sure": total or len(hits)})


def page(found: Result, width: int = 60, timed: bool = False) -> list[str]:
    return result_view(found, Measure(width), timed).plain.split("\n")[:-1]


@pytest.mark.parametrize("width", [40, 80, 120])
def test_search_looks_as_it_should(run: Run, golden: Golden, width: int) -> None:
    found = run("search", "unification", "--width", str(width), library=ENTRIES)
    assert (found.code, found.stderr) == (0, "")
    golden(f"search/unification-{width}.txt", found.stdout)


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_list_looks_as_it_should(run: Run, golden: Golden, width: int) -> None:
    found = run("list", "--width", str(width), library=ENTRIES)
    assert (found.code, found.stderr) == (0, "")
    golden(f"list/entries-{width}.txt", found.stdout)


def test_hit_has_its_names_description_and_snippet() -> None:
    snippet = Snippet("lead", "… unity was an idea …", ((2, 7),))
    assert page(result(Hit(MIATSUM, 1.0, "body", snippet))) == [
        "  1 entry for unity [x]",
        "",
        f"  Miatsum · Միացում{'miatsum'.rjust(39)}",
        "    Idea and slogan",
        "    lead   … unity was an idea …",
    ]


def test_hit_of_a_bare_entry_is_one_line() -> None:
    assert page(result(Hit(BARE, 1.0, "title", None)))[2:] == [
        f"  Bare{'bare'.rjust(52)}"
    ]


def test_long_section_name_stands_above_the_snippet() -> None:
    snippet = Snippet("A section with a long name", "text", ())
    assert page(result(Hit(BARE, 1.0, "body", snippet)))[3:] == [
        "    A section with a long name",
        "      text",
    ]


def test_count_tells_how_many_are_shown_and_the_time_if_asked() -> None:
    hits = (Hit(BARE, 1.0, "title", None),) * 2
    assert page(result(*hits, total=9))[0] == (
        "  9 entries for unity [x], the first 2 of them"
    )
    assert page(result(*hits, took_ms=0.2), timed=True)[0] == (
        f"  2 entries for unity [x]{'1 ms'.rjust(33)}"
    )


def test_query_is_shown_without_unsafe_characters() -> None:
    hits = (Hit(BARE, 1.0, "title", None),)
    found = Result("a\x1b[31m\u202eb\nc", hits, 1, {"sure": 1})
    assert page(found)[0] == "  1 entry for a\ufffd[31m\ufffdb c"


def test_matches_are_marked_in_the_snippet() -> None:
    text = snippet_text(Snippet("lead", "a unity b Միացում", ((2, 7), (10, 17))))
    marked = [
        text.plain[span.start : span.end]
        for span in text.spans
        if span.style == "match"
    ]
    assert marked == ["unity", "Միացում"]


def test_list_is_two_lines_or_wide_columns() -> None:
    assert list_view([MIATSUM, BARE], Measure(44)).plain == (
        f"  Miatsum · Միացում{'miatsum'.rjust(23)}\n"
        "    Idea and slogan\n"
        f"  Bare{'bare'.rjust(36)}\n"
    )
    assert list_view([MIATSUM, BARE], Measure(120)).plain == (
        "  Miatsum · Միացում  Idea and slogan  miatsum\n"
        "  Bare                                bare\n"
    )


def test_empty_list_is_empty() -> None:
    assert list_view([], Measure(80)).plain == ""
    assert list_view([], Measure(120)).plain == ""


def test_slug_that_does_not_fit_beside_its_title_stands_below_at_the_right() -> None:
    head = Head("a-rather-long-slug", "A rather long title", "Description")
    assert list_view([head], Measure(36)).plain == (
        " A rather long title\n                 a-rather-long-slug\n   Description\n"
    )
