"""The command cite: how to cite an entry."""

import json
from pathlib import Path

import pytest

from conftest import MakeLibrary, Result, Run

KHACHKAR = """\
title: Khachkar
terms: [{hy: խաչքար, en: cross-stone}]
body: A stone.
source:
  title: Wikipedia, “Khachkar”
  url: https://en.wikipedia.org/wiki/Khachkar
  license: CC BY-SA 4.0
  retrieved: 2026-11-20
"""

FILES = {
    "khachkar.yaml": KHACHKAR,
    "stone.yaml": "title: Stone of Sisian\nbody: A stone.\n",
    "bare.yaml": "title: Bare\nbody: B.\nsource: {url: 'https://example.org/bare'}\n",
    "broken.yaml": "title: Broken\n",
}

TODAY = {"SOURCE_DATE_EPOCH": "1795305600"}  # 2026-11-22


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def test_an_entry_is_cited_by_one_line_with_the_day_of_today(
    run: Run, library: Path
) -> None:
    result = run("cite", "stone", "of", "sisian", library=library, env=TODAY)
    line = "  “Stone of Sisian”. Retrieved 22 November 2026.\n"
    assert result == Result(line, "", 0)


def test_today_is_taken_from_one_place(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wikicli.cli.references.find_today", lambda: "2027-01-02")
    result = run("cite", "stone", library=library)
    assert result.stdout.endswith("Retrieved 2 January 2027.\n")


@pytest.mark.parametrize("epoch", ["", "soon", "-1", "9" * 40])
def test_an_epoch_that_is_none_is_passed_over(
    epoch: str, run: Run, library: Path
) -> None:
    env = {"SOURCE_DATE_EPOCH": epoch}
    result = run("cite", "stone", library=library, env=env)
    assert (result.stderr, result.code) == ("", 0)
    assert result.stdout.startswith("  “Stone of Sisian”. Retrieved ")


def test_what_an_entry_was_adapted_from_stands_below(run: Run, library: Path) -> None:
    assert run("cite", "խաչքար", library=library, env=TODAY) == Result(
        "  “Khachkar”. Retrieved 22 November 2026.\n"
        "\n"
        "  adapted from\n"
        "    Wikipedia, “Khachkar” <https://en.wikipedia.org/wiki/Khachkar>\n"
        "    CC BY-SA 4.0, retrieved 20 November 2026\n",
        "",
        0,
    )


def test_a_source_without_title_and_terms_is_its_address(
    run: Run, library: Path
) -> None:
    result = run("cite", "bare", library=library)
    assert result.stdout.endswith("  adapted from\n    https://example.org/bare\n")


def test_json_has_item_line_and_source(run: Run, library: Path) -> None:
    result = run("cite", "khachkar", "--json", library=library, env=TODAY)
    assert json.loads(result.stdout) == {
        "entry": "khachkar",
        "csl": {
            "id": "khachkar",
            "type": "entry-encyclopedia",
            "accessed": {"date-parts": [[2026, 11, 22]]},
            "title": "Khachkar",
            "custom": {"edtf": {"accessed": "2026-11-22"}},
        },
        "line": "“Khachkar”. Retrieved 22 November 2026.",
        "source": {
            "title": "Wikipedia, “Khachkar”",
            "url": "https://en.wikipedia.org/wiki/Khachkar",
            "license": "CC BY-SA 4.0",
            "retrieved": "2026-11-20",
        },
    }


def test_json_of_an_entry_of_our_own_has_no_source(run: Run, library: Path) -> None:
    result = run("cite", "stone", "--json", library=library)
    assert json.loads(result.stdout)["source"] is None


def test_csl_json_and_bibtex_are_of_the_entry_alone(run: Run, library: Path) -> None:
    words = ("cite", "khachkar", "--format")
    items = json.loads(run(*words, "csl-json", library=library).stdout)
    assert [item["id"] for item in items] == ["khachkar"]
    assert run(*words, "bibtex", library=library).stdout == (
        "@incollection{khachkar,\n\ttitle = {{Khachkar}}\n}\n"
    )


def test_cite_of_an_unknown_name(run: Run, library: Path) -> None:
    assert run("cite", "khachkor", library=library) == Result(
        "",
        "error: no entry named 'khachkor'\n"
        "hint: did you mean 'khachkar' (Khachkar · խաչքար)?\n",
        1,
    )


def test_cite_of_a_broken_entry(run: Run, library: Path) -> None:
    result = run("cite", "broken", library=library)
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr.startswith(f"error: {library}/broken.yaml:1:1: there is no")


def test_cite_without_a_name(run: Run, library: Path) -> None:
    assert run("cite", library=library) == Result(
        "", "error: missing argument 'NAME...'\nhint: see: wikicli cite --help\n", 2
    )
