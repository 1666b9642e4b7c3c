"""The command new: an entry from a template, where no name is taken."""

import json
from pathlib import Path

import pytest

from conftest import MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator
from wikicli.entry import file as entryfile
from wikicli.entry.form import format_entry

TAKEN = """\
title: Nagorno-Karabakh
aliases: [Mountainous Karabakh, Արցախ]
body: |
  B.
"""


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_library({"nk.yaml": TAKEN})
    monkeypatch.chdir(folder)
    return folder


HINTS_BEFORE = """\
# description: one line of at most 90 characters, without a full stop
# aliases: [another name that leads here]
"""
TERMS = """\
# terms:                    # the first is the headword's own
#   - hy: …
#     en: …
"""
FACTS = """\
# facts:                    # the fact box; a marker as [^smith] names the source
#   Founded: "1988[^smith]"
# In the text, ## begins a section, [[another-entry]] is a link; a source
# stands behind what it supports: The fort fell in May.[^smith p. 12]
"""
END = """\
# see_also:
#   - another-entry
#   - {entry: a-third, note: what it has to do with this one}
# references:               # a marker calls them: [^smith p. 12]
#   - id: smith
#     type: book            # or article-journal, webpage, …
#     author: [{family: Smith, given: Ann}]
#     issued: 2003
#     title: …
#     publisher: …
#     URL: …
#     accessed: YYYY-MM-DD
# categories: [Name of a category]
# source: {title: …, url: …, license: CC BY-SA 4.0, retrieved: YYYY-MM-DD}
"""


def test_an_entry_is_written_and_its_path_printed(run: Run, library: Path) -> None:
    path = library / "karabakh-committee.yaml"
    result = run("new", "Karabakh", "Committee", library=library)
    assert result == Result(f"{path}\n", "", 0)
    assert path.read_text("utf-8") == (
        f"title: Karabakh Committee\n{HINTS_BEFORE}{TERMS}{FACTS}"
        f"body: |\n  **Karabakh Committee** has no text yet.\n{END}"
    )


def test_an_armenian_side_may_be_had(run: Run, library: Path) -> None:
    run("new", "Shushi", "--hy", library=library)
    text = (library / "shushi.yaml").read_text("utf-8")
    assert text.endswith(
        """\
  **Shushi** has no text yet.
hy:
  # title: …
  # description: …
  status: unreviewed
  # body: |                 # the same sections in the same order
  #   …
"""
        + END
    )


def test_an_armenian_title_is_that_of_the_armenian_side(
    run: Run, library: Path
) -> None:
    path = library / "garrni.yaml"
    assert run("new", "Գառնի", library=library) == Result(f"{path}\n", "", 0)
    text = path.read_text("utf-8")
    assert text == (
        f"title: Garrni\n{HINTS_BEFORE}terms:\n  - hy: Գառնի\n{FACTS}"
        "body: |\n  **Garrni** has no text yet.\n"
        "hy:\n  title: Գառնի\n  # description: …\n  status: unreviewed\n"
        "  # body: |                 # the same sections in the same order\n"
        f"  #   …\n{END}"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["Plain"],
        ["Plain", "--hy"],
        ["Միացում"],
        ["Black Garden: Armenia"],
        ["'quoted' \"twice\" \\ and *starred* [[x]] <b> `c`"],
        ["# number", "--slug", "number"],
        ["1988"],
        ["no"],
        ["? a", "--slug", "a"],
        ["a" * 190],
    ],
)
def test_every_new_entry_can_be_read_and_is_in_canonical_form(
    words: list[str], run: Run, library: Path
) -> None:
    path = Path(run("new", *words, library=library).stdout.strip())
    loaded = entryfile.read(path)
    assert loaded.problems == ()
    assert loaded.entry is not None
    if "Միացում" not in words:
        assert loaded.entry.title == words[0]
    assert format_entry(path.read_bytes(), path).data == path.read_bytes()
    shown = run("show", path.stem, library=library)
    assert (shown.stderr, shown.code) == ("", 0)
    if len(words[0]) < 60:
        assert f"{loaded.entry.title} has no text yet." in shown.stdout


def test_the_schema_beside_it_is_named_in_its_first_line(
    run: Run, library: Path
) -> None:
    (library / ".entry.schema.json").write_text("{}")
    run("new", "Shushi", library=library)
    text = (library / "shushi.yaml").read_text("utf-8")
    first = "# yaml-language-server: $schema=.entry.schema.json\ntitle: Shushi\n"
    assert text.startswith(first)
    assert run("fmt", "--check", "shushi", library=library).code == 0


# Names ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["NK"], "slug 'nk' is taken by {}/nk.yaml"),
        (["Other", "--slug", "nk"], "slug 'nk' is taken by {}/nk.yaml"),
        (["nagorno karabakh"], "'nagorno karabakh' is the title of {}/nk.yaml"),
        (
            ["Mountainous", "Karabakh"],
            "'Mountainous Karabakh' is an alias of {}/nk.yaml",
        ),
        (
            ["X", "--slug", "mountainous-karabakh"],
            "'mountainous karabakh' is an alias of {}/nk.yaml",
        ),
        (["ԱՐՑԱԽ", "--slug", "x"], "'ԱՐՑԱԽ' is an alias of {}/nk.yaml"),
    ],
)
def test_a_name_that_is_taken_is_refused(
    words: list[str], message: str, run: Run, library: Path
) -> None:
    result = run("new", *words, library=library)
    error = f"error: {message.format(library)}\n"
    hint = "hint: choose another name, or edit that entry\n"
    assert result == Result("", error + hint, 1)
    assert [path.name for path in library.iterdir()] == ["nk.yaml"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ([""], "an entry needs a title"),
        (["  "], "an entry needs a title"),
        (["北京"], "no slug can be made from '北京'"),
        (["A", "--slug", "Ä"], "'Ä' is no slug"),
        (["A", "--slug", "../a"], "'../a' is no slug"),
        (["a" * 201], "a slug of 201 characters is too long"),
    ],
)
def test_what_can_be_no_name_is_refused(
    words: list[str], error: str, run: Run, library: Path
) -> None:
    result = run("new", *words, library=library)
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr.startswith(f"error: {error}\nhint: ")


def test_a_title_with_control_characters_is_made_safe(run: Run, library: Path) -> None:
    path = Path(run("new", "a\x1b[31mb\nc", library=library).stdout.strip())
    assert path.name == "a-31mb-c.yaml"
    entry = entryfile.read(path).entry
    assert entry is not None
    assert entry.title == "a\ufffd[31mb c"


# Folders ----------------------------------------------------------------------------


def test_the_folder_of_ones_own_is_made(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "data" / "wikicli" / "entries" / "gandzasar.yaml"
    assert run("new", "Gandzasar") == Result(f"{path}\n", "", 0)
    assert path.is_file()
    assert run("show", "gandzasar").code == 0


def test_bundled_names_are_taken_too(run: Run) -> None:
    result = run("new", "Miatsum")
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: slug 'miatsum' is taken by ")


def test_a_file_is_no_folder_for_an_entry(run: Run, library: Path) -> None:
    file = library / "nk.yaml"
    assert run("new", "Shushi", library=file) == Result(
        "",
        f"error: no source of the library is a folder of your own: '{file}'\n"
        "hint: name one: -L PATH\n",
        2,
    )


def test_a_file_where_a_folder_belongs_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "wikicli").write_bytes(b"")
    result = run("new", "Zzyzx")
    folder = tmp_path / "data" / "wikicli" / "entries"
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr.startswith(f"error: library '{folder}'"[:60])


def test_a_read_only_folder_is_told(run: Run, library: Path) -> None:
    run("new", "", library=Path())  # what is imported now needs no rights later
    library.chmod(0o555)
    with rights_dropped():
        result = run("new", "Shushi", library=Path())
    assert result == Result(
        "",
        "error: can't change files in '.': Permission denied\n"
        "hint: nothing was changed there\n",
        2,
    )


# JSON and the editor ----------------------------------------------------------------


def test_json_says_what_was_written(run: Run, library: Path) -> None:
    given = json.loads(run("new", "Շուշի", "--json", library=library).stdout)
    assert given == {
        "slug": "shushi",
        "title": "Shushi",
        "hy": "Շուշի",
        "path": f"{library}/shushi.yaml",
    }
    assert schema("new")["additionalProperties"] is False
    validator("new").validate(given)
    for what, mutant in mutants("new", given):
        assert not validator("new").is_valid(mutant), what


def test_the_editor_may_open_it_at_once(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nsed -i "s/has no text yet/has some/" "$1"\n')
    editor.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    result = run("new", "Shushi", "--edit", library=library)
    assert result == Result("saved shushi.yaml\n", "", 0)
    assert "**Shushi** has some." in (library / "shushi.yaml").read_text("utf-8")
