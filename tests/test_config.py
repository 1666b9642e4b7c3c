"""What is in force and from where."""

import json
from pathlib import Path

import pytest

import wikicli.config
from conftest import ENTRIES, MakeLibrary, Run
from wikicli.config import (
    SourceChoice,
    bundled_folder,
    cache_folder,
    choose_sources,
    user_folder,
)
from wikicli.errors import UsageError

ENTRY = "title: {0}\nbody: It is {0}.\n"


def test_the_option_replaces_the_variable_and_the_default() -> None:
    given = (Path("a"), Path("b"))
    assert choose_sources(given, {"WIKICLI_LIBRARY": "c"}) == (
        SourceChoice(Path("a"), "option -L"),
        SourceChoice(Path("b"), "option -L"),
    )


def test_the_variable_is_a_list_of_paths_and_replaces_the_default() -> None:
    chosen = choose_sources((), {"WIKICLI_LIBRARY": "/a::b c:"})
    assert chosen == (
        SourceChoice(Path("/a"), "WIKICLI_LIBRARY"),
        SourceChoice(Path("b c"), "WIKICLI_LIBRARY"),
    )


@pytest.mark.parametrize("environment", [{}, {"WIKICLI_LIBRARY": ""}])
def test_the_default_is_your_own_folder_over_the_bundled_entries(
    environment: dict[str, str],
) -> None:
    assert choose_sources((), environment) == (
        SourceChoice(user_folder(), "your own entries", optional=True),
        SourceChoice(bundled_folder(), "bundled with wikicli"),
    )


def test_a_variable_of_separators_only_is_an_error() -> None:
    with pytest.raises(UsageError) as caught:
        choose_sources((), {"WIKICLI_LIBRARY": ":::"})
    assert caught.value.message == "WIKICLI_LIBRARY names no path"
    assert caught.value.hint == "unset it"


def test_your_own_folder_and_the_cache_follow_the_xdg_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert user_folder() == tmp_path / "data" / "wikicli" / "entries"
    assert cache_folder() == tmp_path / "cache" / "wikicli" / "index"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_CACHE_HOME")
    home = tmp_path / "home"
    assert home in user_folder().parents
    assert home in cache_folder().parents


def test_a_checkout_finds_its_own_entries() -> None:
    assert bundled_folder() == ENTRIES


def test_an_installed_package_finds_the_entries_within_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "wikicli"
    (package / "entries").mkdir(parents=True)
    monkeypatch.setattr(wikicli.config, "__file__", str(package / "config.py"))
    assert bundled_folder() == package / "entries"


# As commands see it ---------------------------------------------------------------


def listed(stdout: str) -> list[str]:
    return [item["slug"] for item in json.loads(stdout)["entries"]]


def test_your_own_entries_are_found_and_win_over_the_bundled_ones(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(ENTRY.format("Mine"))
    (own / "miatsum.yaml").write_text(ENTRY.format("My own miatsum"))
    slugs = listed(run("list", "--json").stdout)
    assert "mine" in slugs
    assert "karabakh-movement" in slugs
    shown = json.loads(run("show", "miatsum", "--json").stdout)
    assert shown["title"] == "My own miatsum"


def test_where_says_that_your_own_folder_is_not_there_yet(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    told = json.loads(run("where", "--json").stdout)
    count = len(list(ENTRIES.glob("*.yaml")))
    assert told["sources"] == [
        {
            "path": str(own),
            "reason": "your own entries",
            "present": False,
            "entries": 0,
        },
        {
            "path": str(ENTRIES),
            "reason": "bundled with wikicli",
            "present": True,
            "entries": count,
        },
    ]
    assert told["entries"] == count


def test_of_several_sources_the_first_wins(run: Run, make_library: MakeLibrary) -> None:
    folder = make_library(
        {
            "one/x.yaml": ENTRY.format("First"),
            "two/x.yaml": ENTRY.format("Second"),
            "two/y.yaml": ENTRY.format("Other"),
        }
    )
    sources = ("-L", folder / "one", "-L", folder / "two")
    assert listed(run(*sources, "list", "--json").stdout) == ["x", "y"]
    shown = run(*sources, "show", "x", "--json")
    assert json.loads(shown.stdout)["title"] == "First"
    told = json.loads(run(*sources, "where", "--json").stdout)
    assert [source["entries"] for source in told["sources"]] == [1, 2]
    assert told["entries"] == 2


def test_the_library_may_be_one_file(run: Run, make_library: MakeLibrary) -> None:
    path = make_library({"x.yaml": ENTRY.format("Ex")}) / "x.yaml"
    assert listed(run("list", "--json", library=path).stdout) == ["x"]


def test_the_variable_says_which_library(run: Run, make_library: MakeLibrary) -> None:
    folder = make_library({"x.yaml": ENTRY.format("Ex")})
    result = run("list", "--json", env={"WIKICLI_LIBRARY": str(folder)})
    assert listed(result.stdout) == ["x"]


def test_a_variable_of_separators_only_is_said(run: Run) -> None:
    result = run("list", env={"WIKICLI_LIBRARY": "::"})
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr == "error: WIKICLI_LIBRARY names no path\nhint: unset it\n"


def test_a_library_that_does_not_exist_is_said_with_who_named_it(
    run: Run, tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    by_option = run("list", library=missing)
    assert by_option.stderr == (
        f"error: library '{missing}' does not exist\nhint: it was named by: option -L\n"
    )
    by_variable = run("list", env={"WIKICLI_LIBRARY": str(missing)})
    assert by_variable.stderr.endswith("hint: it was named by: WIKICLI_LIBRARY\n")
    assert (by_option.code, by_variable.code) == (2, 2)
