"""Entries that are in no library: given by the path of a file, or piped in."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MakeLibrary, Result, Run, invoke

DRAFT = """\
title: Draft
body: |
  A sentence.[^a] It links to [[ani]] and to [[lost-one]].
see_also: [ani]
terms: [{hy: Անի, en: Ani}]
references: [{id: a, title: Book, type: book, author: 'Smith, Ann', issued: '1999'}]
"""
OTHERS = {
    "ani.yaml": "title: Ani\nbody: See [[draft]].\n",
    "draft.yaml": "title: Namesake\nbody: Another.\n",
}

Give = Callable[..., Result]


@pytest.fixture(params=["path", "input"])
def give(
    request: pytest.FixtureRequest,
    make_library: MakeLibrary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Give:
    """Run a command on the draft: by its path, or piped in."""
    make_library(OTHERS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "draft.yaml").write_text(DRAFT)

    def run_on_draft(command: str, *options: str) -> Result:
        name = "draft.yaml" if request.param == "path" else "-"
        data = DRAFT.encode() if name == "-" else b""
        return invoke(["-L", "library", command, name, *options], stdin=data)

    return run_on_draft


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("show", "A sentence.[1] It links to Ani and to lost one."),
        ("refs", "1. Smith, Ann (1999). Book."),
        ("cite", "“Draft”. Retrieved"),
        ("terms", "Անի"),
        ("coverage", "50%"),
        ("links", "Links to 2 entries"),
    ],
)
def test_every_reading_command_takes_a_given_entry(
    give: Give, command: str, words: str
) -> None:
    result = give(command)
    assert words in result.stdout
    assert (result.stderr, result.code) == ("", 0)


def test_a_given_entry_has_its_numbers(give: Give) -> None:
    assert "1. Smith, Ann" in give("refs", "1").stdout


def test_what_links_to_a_namesake_is_shown_for_a_given_file(
    run: Run, make_library: MakeLibrary, tmp_path: Path
) -> None:
    library = make_library(OTHERS)
    draft = tmp_path / "draft.yaml"
    draft.write_text(DRAFT)
    shown = json.loads(run("links", draft, "--json", library=library).stdout)
    assert [row["slug"] for row in shown["to"]] == ["ani"]
    related = run("links", draft, "--related", library=library).stdout
    assert "Ani" in related


def test_a_given_file_that_gives_no_entry_says_where_it_is_bad(
    run: Run, make_library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(OTHERS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.yaml").write_text("title: T\nbody: 'B\n")
    result = run("show", "bad.yaml", library=Path("library"))
    message = "error: bad.yaml:2:7: a quotation that starts here is never closed\n"
    assert (result.stderr, result.code) == (f"{message}hint: add the last quote\n", 2)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "error: -:1:1: this file is empty\nhint: an entry needs a title and"),
        (b"title: T\n", "error: -:1:1: there is no 'body'; every entry needs one\n"),
        (b"title: \xff\nbody: B\n", "error: -:1:8: byte 0xff is not UTF-8 here\n"),
    ],
)
def test_bad_standard_input_is_told_with_its_place(data: bytes, message: str) -> None:
    result = invoke(["show", "-"], stdin=data)
    assert result.stderr.startswith(message)
    assert (result.stdout, result.code) == ("", 2)


def test_standard_input_that_is_a_terminal_is_not_waited_for(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: True)
    result = run("show", "-", "--color", "never")
    hint = "hint: pipe an entry in: wikicli show - < FILE\n"
    assert result.stderr == f"error: missing argument 'NAME...'\n{hint}"
    assert result.code == 2


@pytest.mark.parametrize(
    ("name", "stderr"),
    [
        (
            "none.yaml",
            "error: no file and no entry named 'none.yaml'\n"
            "hint: see all names: wikicli -L {library} list\n",
        ),
        (
            "anni.yaml",
            "error: no file and no entry named 'anni.yaml'\n"
            "hint: did you mean 'ani' (Ani)?\n",
        ),
    ],
)
def test_a_path_without_a_file_is_told(
    run: Run, make_library: MakeLibrary, name: str, stderr: str
) -> None:
    library = make_library(OTHERS)
    result = run("show", name, library=library)
    assert (result.stderr, result.code) == (stderr.format(library=library), 1)


def test_a_file_of_the_library_is_edited_by_its_path(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(OTHERS)
    result = run("edit", library / "ani.yaml", library=library, env={"EDITOR": "true"})
    assert (result.stdout, result.code) == (f"unchanged: {library / 'ani.yaml'}\n", 0)


def test_a_file_of_no_library_is_not_edited(
    run: Run, make_library: MakeLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library(OTHERS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "draft.yaml").write_text(DRAFT)
    result = run("edit", "drafts/draft.yaml", library=Path("library"))
    assert result.stderr == (
        "error: 'drafts/draft.yaml' is no file of the library\n"
        "hint: to work in its folder: -L 'drafts'\n"
    )
    assert result.code == 2
