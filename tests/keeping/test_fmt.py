"""The command fmt: which files it formats, what it says, what it never does."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator

ODD = "body: B.\ntitle: 'Odd'  # c\n"
EVEN = "title: Odd  # c\nbody: |\n  B.\n"
GOOD = "title: Good\nbody: |\n  B.\n"
BAD = "title: Bad\n"


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_library({"odd.yaml": ODD, "deep/good.yaml": GOOD})
    monkeypatch.chdir(folder)
    return folder


def test_files_are_formatted_and_counted(run: Run, library: Path) -> None:
    said = "formatted odd.yaml\n1 file formatted, 1 unchanged\n"
    assert run("fmt", library=library) == Result(said, "", 0)
    assert (library / "odd.yaml").read_text() == EVEN
    assert run("fmt", library=library) == Result("2 files unchanged\n", "", 0)
    names = sorted(path.name for path in library.rglob("*"))
    assert names == ["deep", "good.yaml", "odd.yaml"]


def test_check_only_tells_and_fails_where_something_would_change(
    run: Run, library: Path
) -> None:
    said = "would format odd.yaml\n1 file would be formatted, 1 unchanged\n"
    assert run("fmt", "--check", library=library) == Result(said, "", 1)
    assert (library / "odd.yaml").read_text() == ODD
    assert run("fmt", "--check", "good", library=library) == Result(
        "1 file unchanged\n", "", 0
    )


def test_diff_shows_what_would_change_and_changes_nothing(
    run: Run, library: Path
) -> None:
    assert run("fmt", "--diff", library=library) == Result(
        """\
--- odd.yaml
+++ odd.yaml
@@ -1,2 +1,3 @@
-body: B.
-title: 'Odd'  # c
+title: Odd  # c
+body: |
+  B.
""",
        "",
        0,
    )
    assert run("fmt", "--diff", "--check", library=library).code == 1
    assert (library / "odd.yaml").read_text() == ODD


def test_names_and_paths_choose_files(
    run: Run, library: Path, make_library: MakeLibrary, tmp_path: Path
) -> None:
    make_library({"other.yaml": ODD, "third.yaml": ODD})
    outside = tmp_path / "outside.yaml"
    outside.write_text(ODD)
    run("fmt", "odd", str(outside), library=library)
    assert outside.read_text() == (library / "odd.yaml").read_text() == EVEN
    run("fmt", "other.yaml", library=library)
    assert (library / "other.yaml").read_text() == EVEN
    assert (library / "third.yaml").read_text() == ODD


def test_a_name_that_no_entry_bears_is_told(run: Run, library: Path) -> None:
    result = run("fmt", "nothing", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: no entry named 'nothing'\n")


def test_a_path_that_is_not_there_is_told(run: Run, library: Path) -> None:
    assert run("fmt", "./nothing.yaml", library=library) == Result(
        "",
        "error: library 'nothing.yaml' does not exist\n"
        "hint: it was named by: the command line\n",
        2,
    )


def test_unreadable_entries_are_left_alone_and_the_others_formatted(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"bad.yaml": BAD, "bytes.yaml": b"title: \xff\n"})
    result = run("fmt", library=library)
    assert result == Result(
        "formatted odd.yaml\n1 file formatted, 1 unchanged, 2 left alone\n",
        f"error: {library}/bad.yaml:1:1: there is no 'body'; every entry needs one\n"
        f"error: {library}/bytes.yaml:1:8: byte 0xff is not UTF-8 here\n",
        2,
    )
    assert (library / "bad.yaml").read_text() == BAD
    assert (library / "odd.yaml").read_text() == EVEN


def test_unsafe_characters_are_never_replaced(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    text = "title: 'A'\nbody: a\u202eb\n"
    make_library({"odd.yaml": text})
    result = run("fmt", "odd", library=library)
    assert result == Result(
        "1 file left alone\n",
        f"error: {library}/odd.yaml:2:8: unsafe character U+202E\n",
        2,
    )
    assert (library / "odd.yaml").read_text() == text


def test_bundled_entries_are_not_formatted(run: Run) -> None:
    assert run("fmt") == Result(
        "",
        "error: the bundled entries can't be changed\n"
        "hint: they come with wikicli; name a library of your own: -L PATH\n",
        2,
    )
    assert run("fmt", "--check").stderr == ""


def test_json_says_what_was_done(run: Run, library: Path) -> None:
    before = run("fmt", "--check", "--json", library=library)
    assert before.code == 1
    told = {"changed": [f"{library}/odd.yaml"], "unchanged": 1, "left_alone": []}
    assert json.loads(before.stdout) == told | {"written": False}
    written = run("fmt", "--json", library=library)
    assert json.loads(written.stdout) == told | {"written": True}
    assert written.code == 0


def test_json_fits_its_schema_and_nothing_else_does(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"bad.yaml": BAD})
    given = json.loads(run("fmt", "--json", library=library).stdout)
    assert given["left_alone"] == [
        {
            "path": "bad.yaml",
            "line": 1,
            "column": 1,
            "end_column": None,
            "severity": "error",
            "rule": "no-body",
            "message": "there is no 'body'; every entry needs one",
            "hint": "",
            "fix": None,
        }
    ]
    assert schema("fmt")["additionalProperties"] is False
    validator("fmt").validate(given)
    for what, mutant in mutants("fmt", given):
        assert not validator("fmt").is_valid(mutant), what


# Writing ----------------------------------------------------------------------------


def test_a_read_only_folder_is_told_and_nothing_is_written(
    run: Run, library: Path
) -> None:
    run("fmt", "--check", library=Path())  # what is imported now needs no rights later
    library.chmod(0o555)
    with rights_dropped():
        result = run("fmt", library=Path())
    assert result == Result(
        "",
        "error: can't change files in '.': Permission denied\n"
        "hint: nothing was changed there\n",
        2,
    )
    assert (library / "odd.yaml").read_text() == ODD


def test_a_full_disk_is_told_and_nothing_is_written(library: Path) -> None:
    script = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8, 8));"
        "from wikicli.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-L", ".", "fmt"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert Result(done.stdout, done.stderr, done.returncode) == Result(
        "",
        "error: can't change files in '.': File too large\n"
        "hint: nothing was changed there\n",
        2,
    )
    assert {path.name for path in library.iterdir()} == {"odd.yaml", "deep"}
    assert (library / "odd.yaml").read_text() == ODD


def test_permissions_and_links_stay(run: Run, library: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(ODD)
    (library / "linked.yaml").symlink_to(real)
    (library / "odd.yaml").chmod(0o604)
    run("fmt", library=library)
    assert (library / "odd.yaml").stat().st_mode & 0o777 == 0o604
    assert (library / "linked.yaml").is_symlink()
    assert real.read_text() == EVEN


def test_a_folder_named_like_an_entry_is_no_file(run: Run, library: Path) -> None:
    (library / "folder.yaml").mkdir()
    result = run("fmt", library=library)
    assert result.stdout == "formatted odd.yaml\n1 file formatted, 1 unchanged\n"
    assert result.code == 0


def test_what_a_crash_left_is_finished_first_and_told(run: Run, library: Path) -> None:
    place = library / ".wikicli-journal"
    place.mkdir()
    mark = {"path": "new.yaml", "old": "", "new": "1"}
    plan = {"title": "rename a → new", "files": [mark]}
    (place / "plan.json").write_text(json.dumps(plan))
    (place / "0").write_text(GOOD)
    shown = run("show", "odd", library=library)
    assert shown.stderr == (
        f"warning: {place}:1:1: a change of this library was not finished: "
        "rename a → new\n"
    )
    assert place.exists()
    result = run("fmt", library=library)
    assert result.stdout == "formatted odd.yaml\n1 file formatted, 2 unchanged\n"
    assert result.stderr == (
        "note: rename a → new had been left unfinished by a crash; now it is finished\n"
    )
    assert (library / "new.yaml").read_text() == GOOD
    assert not place.exists()
    assert run("show", "odd", library=library).stderr == ""


def test_the_shipped_entries_can_all_be_formatted(run: Run) -> None:
    result = run("fmt", "--check", "--json", library=ENTRIES)
    assert json.loads(result.stdout)["left_alone"] == []
