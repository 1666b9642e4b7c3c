"""The command fmt: which files it formats, what it says, what it never does."""

import json
import os
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run, invoke
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator
from wikicli.cli import get_app
from wikicli.library import journal
from wikicli.library.journal import Change

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


@pytest.mark.parametrize(
    ("old", "diff"),
    [
        (
            b"title: A\r\nbody: |\r\n  B.\r\n",
            "-title: A^M/-body: |^M/-  B.^M/+title: A/+body: |/+  B.",
        ),
        (b"title: A\nbody: |\r\n  B.\n", " title: A/-body: |^M/+body: |/   B."),
        (
            b"title: A\rbody: |\r  B.\r",
            "-title: A^M/-body: |^M/-  B.^M/+title: A/+body: |/+  B.",
        ),
        (
            b"title: A\nbody: |\n  B.",
            " title: A/ body: |/-  B./\\ No newline at end of file/+  B.",
        ),
    ],
)
def test_diff_shows_line_ends_that_change(
    old: bytes, diff: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": old})
    shown = run("fmt", "a", "--diff", library=library).stdout.splitlines()[3:]
    assert shown == diff.split("/")


def test_line_ends_that_stay_are_not_shown(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": b"title: A\r\nbody: Long.\r\n"})
    shown = run("rename", "a", "C", "--dry-run", library=library).stdout
    diff = "-title: A\n+title: C\n+aliases: [A]\n body: Long.\n"
    assert shown.endswith(f"@@ -1,2 +1,3 @@\n{diff}")


# Standard input ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "stdin", "stdout", "stderr", "code"),
    [
        ("", ODD, EVEN, "", 0),
        ("", EVEN, EVEN, "", 0),
        ("", ODD.replace("\n", "\r\n"), EVEN, "", 0),
        ("--check", ODD, "would format -\n1 file would be formatted\n", "", 1),
        ("--check", EVEN, "1 file unchanged\n", "", 0),
        (
            "--diff",
            ODD,
            "--- -\n+++ -\n@@ -1,2 +1,3 @@\n-body: B.\n-title: 'Odd'  # c\n"
            "+title: Odd  # c\n+body: |\n+  B.\n",
            "",
            0,
        ),
        ("", BAD, "", "error: -:1:1: there is no 'body'; every entry needs one\n", 2),
        ("", "", "", "error: -:1:1: this file is empty\n", 2),
        (
            "--json",
            ODD,
            "",
            "error: fmt - and --json exclude each other\nhint: add --check or --diff\n",
            2,
        ),
        ("odd", ODD, "", "error: - stands for standard input, and alone\n", 2),
    ],
)
def test_standard_input_is_formatted_to_standard_output(
    options: str, stdin: str, stdout: str, stderr: str, code: int, library: Path
) -> None:
    words = ["-L", "/no library/is read", "fmt", "-", *options.split()]
    assert invoke(words, stdin=stdin.encode()) == Result(stdout, stderr, code)
    assert (library / "odd.yaml").read_text() == ODD


def test_standard_input_in_json_says_what_would_change() -> None:
    answer = invoke(["fmt", "-", "--check", "--json"], stdin=ODD.encode())
    given = json.loads(answer.stdout)
    validator("fmt").validate(given)
    assert (given["changed"], answer.code) == (["-"], 1)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16"])
def test_what_is_formatted_is_written_in_utf_8(encoding: str, tmp_path: Path) -> None:
    text = "title: Ա\nbody: |\n  Բ «և» ’.\n".encode()
    words = [sys.executable, "-m", "wikicli", "fmt", "-"]
    env = os.environ | {"PYTHONIOENCODING": encoding}
    assert (
        subprocess.run(words, input=text, capture_output=True, env=env).stdout == text
    )
    out = tmp_path / "out.yaml"
    assert invoke(["fmt", "-", "-o", str(out)], stdin=text) == Result("", "", 0)
    assert out.read_bytes() == text


def test_without_standard_input_that_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(SystemExit) as end:
        get_app(["fmt"])(["fmt", "-"])
    assert end.value.code == 2
    assert capsys.readouterr() == (
        "",
        "error: missing argument 'PATH or NAME...'\n"
        "hint: pipe an entry in: wikicli fmt - < FILE\n",
    )


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


@pytest.mark.parametrize(
    ("room", "message", "hint"),
    [
        (64, "change files in '.'", "nothing was changed there"),
        (
            8,
            "keep a note of changes in '{state}/wikicli/journals'",
            "nothing was changed; XDG_STATE_HOME can name another folder for it",
        ),
    ],
)
def test_a_full_disk_is_told_and_nothing_is_written(
    room: int, message: str, hint: str, library: Path, tmp_path: Path
) -> None:
    script = (
        f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}));"
        "from wikicli.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-L", ".", "fmt"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    message = message.format(state=tmp_path / "state")
    assert Result(done.stdout, done.stderr, done.returncode) == Result(
        "", f"error: can't {message}: File too large\nhint: {hint}\n", 2
    )
    assert {path.name for path in library.iterdir()} == {"odd.yaml", "deep"}
    assert (library / "odd.yaml").read_text() == ODD
    assert [it for it in (tmp_path / "state").rglob("*") if it.is_file()] == []


def test_permissions_and_links_within_the_library_stay(run: Run, library: Path) -> None:
    (library / "_real.yaml").write_text(ODD)
    (library / "deep" / "linked.yaml").symlink_to("../_real.yaml")
    (library / "odd.yaml").chmod(0o604)
    said = "formatted odd.yaml\nformatted deep/linked.yaml\n"
    assert run("fmt", library=Path()).stdout.startswith(said)
    assert (library / "odd.yaml").stat().st_mode & 0o777 == 0o604
    assert (library / "deep" / "linked.yaml").is_symlink()
    assert (library / "_real.yaml").read_text() == EVEN


@pytest.fixture
def outside(library: Path, tmp_path: Path) -> Path:
    """A folder that the library has links to: to a file, to all of it, a hard one."""
    folder = tmp_path / "outside"
    (folder / "folder").mkdir(parents=True)
    for name in ("real.yaml", "hard.yaml", "folder/inner.yaml"):
        (folder / name).write_text(ODD)
    (library / "link.yaml").symlink_to(folder / "real.yaml")
    (library / "hard.yaml").hardlink_to(folder / "hard.yaml")
    (library / "linked").symlink_to(folder / "folder")
    return folder


def texts(folder: Path) -> dict[str, str]:
    files = {it for it in folder.rglob("*") if it.is_file()}
    return {str(it.relative_to(folder)): it.read_text() for it in sorted(files)}


@pytest.mark.parametrize("option", ["", "--check", "--diff"])
def test_what_is_only_read_is_left_alone_and_the_others_formatted(
    option: str, run: Run, library: Path, outside: Path
) -> None:
    before = texts(outside)
    result = run("fmt", *filter(None, [option]), library=library)
    assert result.code == 2
    assert result.stderr == (
        f"error: {library}/hard.yaml:1:1: this is one of 2 hard links, which a change "
        "would part; it is left alone\n"
        f"error: {library}/link.yaml:1:1: this is a link out of the library, to "
        f"'{outside}/real.yaml'; it is left alone\n"
        f"error: {library}/linked/inner.yaml:1:1: this is in a folder linked into the "
        "library, which is only read; it is left alone\n"
    )
    if not option:
        said = "formatted odd.yaml\n1 file formatted, 1 unchanged, 3 left alone\n"
        assert result.stdout == said
    assert (library / "odd.yaml").read_text() == (ODD if option else EVEN)
    assert texts(outside) == before
    (library / "hard.yaml").samefile(outside / "hard.yaml")


@pytest.mark.parametrize("word", [".", "../library/."])
def test_what_is_only_read_is_told_where_its_folder_is_named(
    word: str, run: Run, library: Path, outside: Path
) -> None:
    told = run("fmt", library=Path()), run("fmt", word, library=Path())
    assert [(it.stderr.count("left alone"), it.code) for it in told] == [(3, 2), (3, 2)]


def test_what_is_only_read_needs_no_word_where_nothing_would_change(
    run: Run, library: Path, outside: Path
) -> None:
    for name in texts(outside):
        (outside / name).write_text(EVEN)
    result = run("fmt", library=library)
    said = "formatted odd.yaml\n1 file formatted, 4 unchanged\n"
    assert result == Result(said, "", 0)


@pytest.mark.parametrize("words", [["link"], ["link.yaml"], ["./link.yaml", "odd"]])
def test_a_link_out_is_followed_where_it_is_named(
    words: list[str], run: Run, library: Path, outside: Path
) -> None:
    result = run("fmt", *words, library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert (library / "link.yaml").is_symlink()
    assert texts(outside)["real.yaml"] == EVEN
    assert sorted(texts(outside)) == ["folder/inner.yaml", "hard.yaml", "real.yaml"]


def test_a_link_out_that_is_the_library_is_followed(
    run: Run, library: Path, outside: Path
) -> None:
    said = "formatted link.yaml\n1 file formatted\n"
    assert run("fmt", library=Path("link.yaml")) == Result(said, "", 0)
    assert texts(outside)["real.yaml"] == EVEN
    said = "formatted linked/inner.yaml\n1 file formatted\n"
    assert run("fmt", library=Path("linked")) == Result(said, "", 0)
    assert texts(outside)["folder/inner.yaml"] == EVEN
    assert (library / "linked").is_symlink()


def test_a_file_in_a_linked_folder_is_changed_where_its_path_is_named(
    run: Run, library: Path, outside: Path
) -> None:
    result = run("fmt", "inner", library=library)
    assert (result.stdout, result.code) == ("1 file left alone\n", 2)
    assert run("fmt", "linked/inner.yaml", library=library).code == 0
    assert texts(outside)["folder/inner.yaml"] == EVEN


def test_what_a_folder_that_is_named_links_to_is_left_alone(
    run: Run, library: Path, outside: Path
) -> None:
    (outside / "real.yaml").rename(outside / "folder" / "real.yaml")
    (outside / "folder" / "out.yaml").symlink_to(outside / "hard.yaml")
    result = run("fmt", "./linked", library=library)
    assert result.code == 2
    assert "linked/out.yaml:1:1: this is a link out of the library" in result.stderr
    assert texts(outside)["hard.yaml"] == ODD
    assert texts(outside)["folder/inner.yaml"] == EVEN


def test_a_folder_named_like_an_entry_is_no_file(run: Run, library: Path) -> None:
    (library / "folder.yaml").mkdir()
    result = run("fmt", library=library)
    assert result.stdout == "formatted odd.yaml\n1 file formatted, 1 unchanged\n"
    assert result.code == 0


def test_what_a_crash_left_is_finished_first_and_told(run: Run, library: Path) -> None:
    place = library / ".wikicli-journal"
    change = Change("new.yaml", None, GOOD.encode())
    journal._prepare(library, "rename a → new", [change])
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


def test_a_journal_that_came_with_a_library_stops_all_that_would_write_there(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of settings is where it always is, with a content that can be known."""
    settings = tmp_path / "config" / "wikicli" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("")
    (library / "linked.yaml").symlink_to(settings)
    place = library / ".wikicli-journal"
    place.mkdir()
    old, new = (blake2b(it, digest_size=16).hexdigest() for it in (b"", b"planted"))
    plan = {
        "title": "\x1b[2J",
        "files": [{"path": "linked.yaml", "old": old, "new": new}],
    }
    (place / "plan.json").write_text(json.dumps(plan))
    (place / "0").write_text("planted")
    message = f"'{place}' is no journal that your wikicli wrote here"
    hint = (
        "hint: it is left alone: if it came with the library, remove it; "
        "if the library was moved, move it back and try again\n"
    )
    monkeypatch.setenv("EDITOR", "false")
    for words in (
        ("fmt",),
        ("check", "--fix", "--select", "trailing-space"),
        ("rename", "odd", "even"),
        ("new", "Title"),
        ("edit", "odd"),
    ):
        answer = run(*words, library=library)
        assert answer == Result("", f"error: {message}\n{hint}", 2)
    shown = run("show", "odd", library=library)
    assert shown.stderr == f"warning: {place}:1:1: {message}\n"
    assert shown.code == 0
    assert settings.read_text() == ""
    assert place.is_dir()
    assert (library / "odd.yaml").read_text() == ODD


def test_the_shipped_entries_can_all_be_formatted(run: Run) -> None:
    result = run("fmt", "--check", "--json", library=ENTRIES)
    assert json.loads(result.stdout)["left_alone"] == []


# Lines of text ----------------------------------------------------------------------

TWO = "title: T\nbody: |\n  One sentence. And\n  another one.\n"
PARTED = "title: T\nbody: |\n  One sentence.\n  And another one.\n"


@pytest.mark.parametrize(
    ("words", "env", "config", "formatted"),
    [
        ((), {}, "", TWO),
        (("--wrap", "sentence"), {}, "", PARTED),
        ((), {"WIKICLI_WRAP": "sentence"}, "", PARTED),
        ((), {}, "[format]\nwrap = 'sentence'\n", PARTED),
        (("--wrap", "keep"), {"WIKICLI_WRAP": "sentence"}, "", TWO),
        ((), {"WIKICLI_WRAP": "width"}, "[format]\nwrap = 'sentence'\n", TWO),
    ],
)
def test_where_lines_end_is_an_option_a_variable_and_a_setting(
    run: Run,
    make_library: MakeLibrary,
    tmp_path: Path,
    words: tuple[str, ...],
    env: dict[str, str],
    config: str,
    formatted: str,
) -> None:
    folder = tmp_path / "config" / "wikicli"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(config)
    library = make_library({"x.yaml": TWO})
    assert run("fmt", *words, library=library, env=env).code == 0
    assert (library / "x.yaml").read_text() == formatted
    assert invoke(["fmt", "-", *words], env, TWO.encode()).stdout == formatted


def test_a_wrong_variable_is_told(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"x.yaml": TWO})
    result = run("fmt", library=library, env={"WIKICLI_WRAP": "lines"})
    assert result.stderr == (
        "error: WIKICLI_WRAP can't be 'lines'\n"
        "hint: it can be keep, sentence or width\n"
    )
    assert result.code == 2
