"""The command coverage: a table, the figures of one entry, bars, JSON."""

import json
from pathlib import Path

import pytest

from conftest import MakeLibrary, Result, Run
from wikicli.base.model import Date
from wikicli.library.coverage import KINDS, Coverage, CoverageReport, Share
from wikicli.render.page.layout import Measure
from wikicli.render.text.coverage import coverage_view, draw_bar, format_share

RIVER = """\
title: River
body: |
  A river flows.[^b] It is wet. It ends.[^j]

  Nobody knows more.
references:
  - {id: b, type: book, title: Rivers, quote: It flows.}
  - {id: j, type: article-journal, title: Ends, DOI: 10.1000/ends}
  - id: w
    type: webpage
    title: Web
    URL: https://example.org/
    accessed: 2014-06-09
    further: true
"""

LAKE = """\
title: Lake
body: A lake lies.[^w]
references:
  - {id: w, title: Lakes, type: webpage, URL: "https://example.org/", accessed: 2011-07}
"""

FILES = {"river.yaml": RIVER, "lake.yaml": LAKE, "dry.yaml": "title: Dry\nbody: B.\n"}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def test_of_all_entries_there_is_a_table_and_what_it_has_no_room_for(
    run: Run, library: Path
) -> None:
    assert run("coverage", library=library) == Result(
        "          sentences  paragraphs  works  quoted  no link\n"
        "  dry            0%          0%      0       0        0\n"
        "  lake         100%        100%      1       0        0\n"
        "  river         50%         50%      2       1        1\n"
        "  ─────────────────────────────────────────────────────\n"
        "  in all        50%         50%      3       1        1\n"
        "\n"
        "    works             3 (book 1, journal 1, web 1)\n"
        "    with a quotation  1 of 3 references\n"
        "    without a link    1 of 3 references\n"
        "    oldest access     July 2011\n",
        "",
        0,
    )


def test_a_wide_screen_has_every_column(run: Run, library: Path) -> None:
    result = run("coverage", "--width", "120", library=library)
    head, _, lake, *_ = result.stdout.splitlines()
    assert head.split() == (
        "sentences paragraphs works book journal news web other quoted no link "
        "oldest access".split()
    )
    assert lake.split() == "lake 100% 100% 1 0 0 0 1 0 0 0 July 2011".split()
    assert "with a quotation" not in result.stdout


def test_of_one_entry_there_are_its_figures(run: Run, library: Path) -> None:
    assert run("coverage", "river", library=library) == Result(
        "  river\n"
        "    sentences with a source   50% (2 of 4)\n"
        "    paragraphs with a source  50% (1 of 2)\n"
        "    works                     2 (book 1, journal 1)\n"
        "    with a quotation          1 of 2 references\n"
        "    without a link            1 of 2 references\n"
        "    oldest access             (none)\n",
        "",
        0,
    )


def test_a_narrow_screen_has_the_figures_of_each(run: Run, library: Path) -> None:
    result = run("coverage", "lake", "dry", "--width", "40", library=library)
    assert result.stdout == (
        " lake\n"
        "   sentences with a source: 100% (1 of\n"
        "   1)\n"
        "   paragraphs with a source: 100% (1 of\n"
        "   1)\n"
        "   works: 1 (web 1)\n"
        "   with a quotation: 0 of 1 reference\n"
        "   without a link: 0 of 1 reference\n"
        "   oldest access: July 2011\n"
        "\n"
        " dry\n"
        "   sentences with a source: 0% (0 of 1)\n"
        "   paragraphs with a source: 0% (0 of\n"
        "   1)\n"
        "   works: 0\n"
        "   with a quotation: 0 of 0 references\n"
        "   without a link: 0 of 0 references\n"
        "   oldest access: (none)\n"
        "\n"
        " in all\n"
        "   sentences with a source: 50% (1 of\n"
        "   2)\n"
        "   paragraphs with a source: 50% (1 of\n"
        "   2)\n"
        "   works: 1 (web 1)\n"
        "   with a quotation: 0 of 1 reference\n"
        "   without a link: 0 of 1 reference\n"
        "   oldest access: July 2011\n"
    )


def test_json_has_numbers_for_each_entry_and_for_all(run: Run, library: Path) -> None:
    result = run("coverage", "lake", "--json", library=library)
    figures = {
        "sentences": {"with_source": 1, "total": 1},
        "paragraphs": {"with_source": 1, "total": 1},
        "references": 1,
        "works": 1,
        "kinds": {"book": 0, "journal": 0, "news": 0, "web": 1, "other": 0},
        "oldest_access": "2011-07",
        "without_link": 0,
        "with_quote": 0,
    }
    assert json.loads(result.stdout) == {
        "entries": [{"entry": "lake", **figures}],
        "total": figures,
    }


def test_a_broken_entry_is_warned_of_in_a_line(
    run: Run, library: Path, make_library: MakeLibrary
) -> None:
    make_library({"bad.yaml": "title: Bad\n"})
    result = run("coverage", library=library)
    assert result.code == 0
    assert result.stdout.count("\n") == 11
    assert result.stderr == (
        f"warning: {library}/bad.yaml:1:1: there is no 'body'; every entry needs one\n"
    )


def test_a_library_of_broken_entries_only(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"bad.yaml": "title: Bad\n"})
    result = run("coverage", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.splitlines()[1] == (
        "error: the library has no entry that can be read"
    )


def test_coverage_of_an_unknown_name(run: Run, library: Path) -> None:
    assert run("coverage", "lake", "rivr", library=library).stderr.startswith(
        "error: no entry named 'lake rivr'\n"
    )
    assert run("coverage", "rivr", library=library) == Result(
        "",
        "error: no entry named 'rivr'\nhint: did you mean 'river' (River)?\n",
        1,
    )


def test_coverage_of_an_empty_library(run: Run, tmp_path: Path) -> None:
    result = run("coverage", library=tmp_path)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: the library has no entries\n")


# Bars -----------------------------------------------------------------------------


def item(slug: str, covered: int, total: int) -> Coverage:
    share = Share(covered, total)
    kinds = dict.fromkeys(KINDS, 0)
    return Coverage(slug, share, share, 0, 0, kinds, Date("2014"), 0, 0)


def page(*items: Coverage, width: int = 80) -> list[str]:
    report = CoverageReport(items, item("", 5, 8))
    return coverage_view(report, Measure(width), True).plain.splitlines()


def test_a_terminal_has_a_bar_before_the_share_of_sentences() -> None:
    assert page(item("a", 1, 2), item("b", 4, 6))[:5] == [
        "                     sentences  paragraphs  works  quoted  no link",
        "  a       █████            50%         50%      0       0        0",
        "  b       ██████▋          67%         67%      0       0        0",
        "  ────────────────────────────────────────────────────────────────",
        "  in all  ██████▎          62%         62%      0       0        0",
    ]


def test_bars_give_way_to_long_names() -> None:
    widths = {}
    for length in (15, 23, 24, 29):
        lines = page(item("a" * length, 1, 2), item("b", 1, 1))
        assert max(map(len, lines)) <= 78
        widths[length] = lines[2].count("█")
    assert widths == {15: 10, 23: 5, 24: 4, 29: 0}


def test_one_entry_has_two_long_bars() -> None:
    assert page(item("a", 1, 2))[:3] == [
        "  a",
        "    sentences with a source   ██████████           50% (1 of 2)",
        "    paragraphs with a source  ██████████           50% (1 of 2)",
    ]


@pytest.mark.parametrize(
    ("covered", "total", "bar"),
    [
        (0, 0, "    "),
        (0, 9, "    "),
        (1, 999, "▏   "),
        (1, 4, "█   "),
        (3, 8, "█▌  "),
        (1, 1, "████"),
    ],
)
def test_bars_have_eighths(covered: int, total: int, bar: str) -> None:
    assert draw_bar(Share(covered, total), 4) == bar


@pytest.mark.parametrize(
    ("covered", "total", "text"),
    [
        (0, 0, "–"),
        (0, 3, "0%"),
        (1, 999, "1%"),
        (1, 3, "33%"),
        (998, 999, "99%"),
        (3, 3, "100%"),
    ],
)
def test_shares_are_never_rounded_to_none_or_all(
    covered: int, total: int, text: str
) -> None:
    assert format_share(Share(covered, total)) == text


def test_slugs_too_long_for_a_table_have_their_figures_in_lines() -> None:
    lines = page(item("a" * 60, 1, 2), item("b", 1, 1))
    assert lines[0] == "  " + "a" * 60
    assert lines[1].startswith("    sentences with a source   ███")
