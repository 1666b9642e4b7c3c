"""The command edit: whatever the editor does, no text is lost."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator
from wikicli.keeping import edit as revising
from wikicli.keeping.edits import write_edits

OLD = "title: Old  # c\nbody: |\n  B.\n"
NEW = "title: New  # c\nbody: |\n  B.\n"
BROKEN = "title: [\nbody: B.\n"

Editor = Callable[[str], Path]


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    """Make a program the user's editor: a script in which ``$1`` is the file."""

    def make(script: str) -> Path:
        path = tmp_path / "my editor"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
        monkeypatch.setenv("EDITOR", f"'{path}'")
        return path

    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "copies"))
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr("tempfile.tempdir", None)
    return make


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_library({"x.yaml": OLD})
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def copies(tmp_path: Path) -> list[Path]:
    """The copies that were not thrown away."""
    return sorted((tmp_path / "copies").rglob("*.yaml"))


def write(text: str) -> str:
    return f"cat > \"$1\" <<'END'\n{text}END"


# Saved, or not changed --------------------------------------------------------------


def test_what_was_edited_takes_the_place_of_the_old(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor('test "$(basename "$1")" = x.yaml && sed -i s/Old/New/ "$1"')
    (library / "x.yaml").chmod(0o640)
    assert run("edit", "x", library=library) == Result("saved x.yaml\n", "", 0)
    assert contents(library) == {"x.yaml": NEW}
    assert (library / "x.yaml").stat().st_mode & 0o777 == 0o640
    assert copies(tmp_path) == []


def test_an_editor_may_replace_its_file(
    run: Run, editor: Editor, library: Path
) -> None:
    editor('sed s/Old/New/ "$1" > "$1~" && mv "$1~" "$1"')
    assert run("edit", "x", library=library).stdout == "saved x.yaml\n"
    assert contents(library) == {"x.yaml": NEW}


def test_nothing_is_written_where_nothing_changed(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor('touch "$1"')
    before = (library / "x.yaml").stat()
    assert run("edit", "x", library=library) == Result("unchanged: x.yaml\n", "", 0)
    assert (library / "x.yaml").stat() == before
    assert copies(tmp_path) == []


def test_warnings_are_told_but_keep_nobody_from_saving(
    run: Run, editor: Editor, library: Path
) -> None:
    editor('echo "odd: key" >> "$1"')
    assert run("edit", "x", library=library) == Result(
        "saved x.yaml\n", f"warning: {library}/x.yaml:4:1: unknown key 'odd'\n", 0
    )


def test_errors_that_were_there_before_keep_nobody_from_saving(
    run: Run, editor: Editor, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"x.yaml": OLD + "terms: text\n"})
    editor('sed -i s/Old/New/ "$1"')
    result = run("edit", "x", library=library)
    assert (result.stdout, result.code) == ("saved x.yaml\n", 0)
    assert contents(library) == {"x.yaml": NEW + "terms: text\n"}


def test_an_unreadable_entry_can_be_mended(
    run: Run, editor: Editor, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"x.yaml": BROKEN})
    editor(write(NEW))
    assert run("edit", "x", library=library).stdout == "saved x.yaml\n"
    assert contents(library) == {"x.yaml": NEW}


def test_visual_comes_before_editor(
    run: Run, editor: Editor, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor('sed -i s/Old/New/ "$1"')
    monkeypatch.setenv("VISUAL", os.environ["EDITOR"])
    monkeypatch.setenv("EDITOR", "false")
    assert run("edit", "x", library=library).stdout == "saved x.yaml\n"


# Texts that give no sound entry -----------------------------------------------------


def test_a_broken_text_is_kept_beside_the_entry(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor(write(BROKEN))
    assert run("edit", "x", library=library) == Result(
        "",
        "error: x.yaml:3:1: a list or mapping in brackets is not closed\n"
        "hint: close it\n"
        f"error: '{library}/x.yaml' was not changed\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        1,
    )
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": BROKEN}
    assert copies(tmp_path) == []


def test_an_earlier_text_that_was_kept_is_not_overwritten(
    run: Run, editor: Editor, library: Path
) -> None:
    (library / "x.yaml.rej").write_text("mine")
    editor(write(BROKEN))
    result = run("edit", "x", library=library)
    assert f"'{library}/x.yaml.rej.2'" in result.stderr
    kept = {"x.yaml.rej": "mine", "x.yaml.rej.2": BROKEN}
    assert contents(library) == {"x.yaml": OLD} | kept


def test_text_that_is_not_utf_8_is_kept(
    run: Run, editor: Editor, library: Path
) -> None:
    editor("printf 'title: \\377\\nbody: B\\n' > \"$1\"")
    result = run("edit", "x", library=library)
    assert result.code == 1
    assert "error: x.yaml:1:8: byte 0xff is not UTF-8 here\n" in result.stderr
    assert (library / "x.yaml").read_text() == OLD
    kept = (library / "x.yaml.rej").read_bytes()
    assert kept == b"title: \xff\nbody: B\n"


def test_an_emptied_file_is_no_entry(run: Run, editor: Editor, library: Path) -> None:
    editor(': > "$1"')
    assert run("edit", "x", library=library).code == 1
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": ""}


# Asked on a terminal ----------------------------------------------------------------


IN_TERMINAL = (
    "import os, sys; os.login_tty(0);"
    "os.execv(sys.executable, [sys.executable, '-m', 'wikicli', *sys.argv[1:]])"
)


def ask(
    library: Path, answers: list[str], words: Sequence[str] = ("edit", "x")
) -> tuple[str, int]:
    """Edit in a terminal and answer its questions; return what it shows."""
    outer, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", IN_TERMINAL, "-L", str(library), *words],
        stdin=inner,
    )
    os.close(inner)
    shown = b""
    while select.select([outer], [], [], 60)[0]:
        try:
            shown += os.read(outer, 1000)
        except OSError:  # how Linux says that the other end is closed
            break
        if shown.endswith((b"rop it?\r\n", b"(n)o\r\n")) and answers:
            os.write(outer, answers.pop(0).encode())
    os.close(outer)  # whoever still waits there is ended by it
    text = re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")
    return text, process.wait(timeout=60)


@pytest.mark.parametrize("answer", ["n\n", "\n", "what\n"])
def test_delete_asks_in_a_terminal_first(library: Path, answer: str) -> None:
    shown, code = ask(library, [answer], ("delete", "x"))
    assert "delete x.yaml? (y)es or (n)o\n" in shown
    assert shown.endswith("error: nothing was deleted\n")
    assert (code, contents(library)) == (1, {"x.yaml": OLD})


def test_delete_goes_on_after_a_yes_or_by_force(library: Path) -> None:
    shown, code = ask(library, ["Y\n"], ("delete", "x"))
    assert shown.endswith("deleted x.yaml\n")
    assert (code, contents(library)) == (0, {})
    (library / "x.yaml").write_text(OLD)
    shown, code = ask(library, [], ("delete", "x", "--force"))
    assert (shown, code) == ("deleted x.yaml\n", 0)


QUESTION = "(e)dit again, (k)eep the text beside the entry, or (d)rop it?\n"


def test_it_can_be_edited_again(editor: Editor, library: Path) -> None:
    editor(
        'if grep -q Old "$1"; then ' + write(BROKEN) + "\nelse\n" + write(NEW) + "\nfi"
    )
    shown, code = ask(library, ["what\n", "E\n"])
    assert shown.count(QUESTION) == 2
    assert "error: that is none of e, k and d\n" in shown
    assert shown.endswith("saved x.yaml\n")
    assert code == 0
    assert contents(library) == {"x.yaml": NEW}


def test_it_can_be_dropped(editor: Editor, library: Path, tmp_path: Path) -> None:
    editor(write(BROKEN))
    shown, code = ask(library, ["drop\n"])
    assert shown.endswith("dropped what was edited; unchanged: x.yaml\n")
    assert code == 0
    assert contents(library) == {"x.yaml": OLD}
    assert copies(tmp_path) == []


@pytest.mark.parametrize("answer", ["k\n", "keep\n", "\x04", "\x03"])
def test_it_is_kept_also_where_no_answer_comes(
    answer: str, editor: Editor, library: Path
) -> None:
    editor(write(BROKEN))
    shown, code = ask(library, [answer])
    told = "".join(shown.split())  # where a line breaks depends on the path
    assert f"hint:yourtextiskeptin'{library}/x.yaml.rej'" in told
    assert code == 1
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": BROKEN}


# Editors that fail ------------------------------------------------------------------


def test_an_editor_that_fails_changes_nothing_and_its_text_is_kept(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    path = editor('sed -i s/Old/New/ "$1"; exit 3')
    assert run("edit", "x", library=library) == Result(
        "",
        f"error: editor '{path}' exited with 3; nothing was changed\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        1,
    )
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": NEW}
    assert copies(tmp_path) == []


def test_an_editor_that_fails_without_a_change_leaves_nothing(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    path = editor("exit 1")
    assert run("edit", "x", library=library) == Result(
        "", f"error: editor '{path}' exited with 1; nothing was changed\n", 1
    )
    assert contents(library) == {"x.yaml": OLD}
    assert copies(tmp_path) == []


def test_an_editor_that_is_killed_is_told(
    run: Run, editor: Editor, library: Path
) -> None:
    path = editor('sed -i s/Old/New/ "$1"; kill -9 $$')
    result = run("edit", "x", library=library)
    assert result.stderr.startswith(
        f"error: editor '{path}' was ended by signal 9; nothing was changed\n"
    )
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": NEW}


def test_an_editor_that_deletes_its_file_changes_nothing(
    run: Run, editor: Editor, library: Path
) -> None:
    editor('rm "$1"')
    assert run("edit", "x", library=library) == Result(
        "", "error: the editor left no file; nothing was changed\n", 1
    )
    assert contents(library) == {"x.yaml": OLD}


@pytest.mark.parametrize("code", ["", "; exit 3"])
def test_what_is_no_file_any_more_is_an_error(
    editor: Editor, library: Path, run: Run, tmp_path: Path, code: str
) -> None:
    editor('rm "$1"; mkdir "$1"' + code)
    answer = run("edit", "x", library=library)
    (kept,) = copies(tmp_path)
    message = "error: can't read what the editor left: Is a directory\n"
    hint = f"hint: nothing was changed; it is in '{kept}'\n"
    assert answer == Result("", message + hint, 2)
    assert contents(library) == {"x.yaml": OLD}


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {"EDITOR": "no-such-editor"},
            "error: editor 'no-such-editor' of EDITOR is not found\n"
            "hint: set EDITOR to another: export EDITOR=vi\n",
        ),
        (
            {"VISUAL": "/no/such --wait", "EDITOR": "true"},
            "error: editor '/no/such' of VISUAL is not found\n"
            "hint: set VISUAL to another: export EDITOR=vi\n",
        ),
        (
            {"EDITOR": "'open"},
            "error: EDITOR can't be ''open': a quotation is not closed\n",
        ),
        (
            {"VISUAL": "", "EDITOR": " "},
            "error: no editor is named\n"
            "hint: set EDITOR to the name of one, such as: export EDITOR=vi\n",
        ),
    ],
)
def test_without_an_editor_nothing_is_done(
    variables: dict[str, str],
    message: str,
    run: Run,
    editor: Editor,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for program in ("vi", "true"):
        (folder / program).symlink_to("/bin/true")
    monkeypatch.setenv("PATH", str(folder))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert run("edit", "x", library=library) == Result("", message, 2)
    assert run("new", "Title", "--edit", library=library) == Result("", message, 2)
    assert contents(library) == {"x.yaml": OLD}
    assert copies(tmp_path) == []


def test_an_editor_that_can_not_be_run_is_told(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    path = editor("")
    path.write_bytes(b"\x7fELF no program")
    result = run("edit", "x", library=library)
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr == (
        f"error: can't run editor '{path}': Exec format error\n"
        "hint: nothing was changed\n"
    )
    assert copies(tmp_path) == []


def test_an_editor_that_nobody_named_is_not_opened(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    nano = tmp_path / "bin" / "nano"
    nano.write_text('#!/bin/sh\necho "# nano" >> "$1"\n')
    nano.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    result = run("edit", "x", library=library)
    assert result.stderr.startswith("error: no editor is named\n")
    assert result.code == 2
    assert contents(library) == {"x.yaml": OLD}


def test_ctrl_c_is_for_the_editor(
    editor: Editor, library: Path, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    editor(
        f"trap : INT\nsed -i s/Old/New/ \"$1\"\necho > '{ready}'\nread _ < '{ready}'"
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "wikicli", "-L", str(library), "edit", "x"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    ready.read_bytes()
    process.send_signal(signal.SIGINT)
    ready.write_text("\n")
    stdout, stderr = process.communicate(timeout=60)
    assert (stdout, stderr, process.returncode) == (b"saved x.yaml\n", b"", 0)
    assert contents(library) == {"x.yaml": NEW}


# Signals ----------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "code"), [("TERM", 143), ("HUP", 129)])
def test_a_signal_ends_the_editor_too_and_its_text_is_kept(
    name: str, code: int, run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "never")
    path = editor(
        f"sed -i s/Old/New/ \"$1\"; kill -{name} $PPID; read _ < '{tmp_path}/never'"
    )
    assert run("edit", "x", library=library) == Result(
        "",
        f"error: editor '{path}' was ended by signal {code - 128}; "
        "nothing was changed\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        code,
    )
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": NEW}
    assert list((tmp_path / "copies").iterdir()) == []
    assert signal.getsignal(getattr(signal, f"SIG{name}")) == signal.SIG_DFL


def test_an_editor_may_save_before_a_signal_ends_it(
    run: Run, editor: Editor, library: Path
) -> None:
    editor("trap 'sed -i s/Old/New/ \"$1\"; exit 0' TERM; kill -TERM $PPID; wait; :")
    result = run("edit", "x", library=library)
    assert result.code == 143
    assert contents(library)["x.yaml"] == OLD


def test_what_a_failed_editor_left_beside_the_copy_stays_and_is_named(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    path = editor('echo mine > "$(dirname "$1")/.x.yaml.swp"; exit 1')
    result = run("edit", "x", library=library)
    (folder,) = (tmp_path / "copies").iterdir()
    assert result == Result(
        "",
        f"error: editor '{path}' exited with 1; nothing was changed\n"
        f"hint: what the editor left is in '{folder}'\n",
        1,
    )
    assert (folder / ".x.yaml.swp").read_text() == "mine\n"


@pytest.mark.parametrize(("end", "code"), [(SystemExit(143), 143), (None, 130)])
def test_a_signal_before_the_text_is_saved_keeps_it(
    end: SystemExit | None,
    code: int,
    run: Run,
    editor: Editor,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(*_: object) -> None:
        raise end or KeyboardInterrupt

    editor('sed -i s/Old/New/ "$1"')
    monkeypatch.setattr(revising, "_save", interrupted)
    assert run("edit", "x", library=library) == Result(
        "",
        f"error: interrupted; '{library}/x.yaml' was not changed\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        code,
    )
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": NEW}
    assert copies(tmp_path) == []


def test_a_signal_after_the_text_is_saved_keeps_no_copy(
    run: Run,
    editor: Editor,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plain = write_edits

    def interrupted(*words: Any) -> None:
        plain(*words)
        raise SystemExit(143)

    editor('sed -i s/Old/New/ "$1"')
    monkeypatch.setattr(revising, "write_edits", interrupted)
    assert run("edit", "x", library=library) == Result("", "", 143)
    assert contents(library) == {"x.yaml": NEW}
    assert copies(tmp_path) == []


# The schema -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "schema"),
    [
        ("x.yaml", ".entry.schema.json"),
        ("x.yaml", "./.entry.schema.json"),
        ("deep/er/x.yaml", "../../.entry.schema.json"),
        ("x.yaml", "schemas/entry.json"),
        ("x.yaml", "../library/schemas/entry.json"),
    ],
)
def test_a_copy_finds_the_schema_of_its_file(
    place: str, schema: str, run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    path = library / place
    path.parent.mkdir(parents=True, exist_ok=True)
    (library / "x.yaml").unlink()
    path.write_text(f"# yaml-language-server: $schema={schema}\n{OLD}")
    found = Path(os.path.normpath(path.parent / schema))
    found.parent.mkdir(exist_ok=True)
    found.write_text("the schema\n")
    editor(f'cp "$(dirname "$1")/{schema}" \'{tmp_path}/seen\'')
    assert run("edit", "x", library=library).stdout.startswith("unchanged: ")
    assert (tmp_path / "seen").read_text() == "the schema\n"
    assert found.read_text() == "the schema\n"
    assert list((tmp_path / "copies").iterdir()) == []


@pytest.mark.parametrize(
    "schema",
    [
        *("x.yaml", "./x.yaml", "../library/x.yaml", "https://x.org/s.json"),
        *("/etc/passwd", "gone.json", "../" * 60 + "etc/passwd", "a" * 300, "."),
    ],
)
def test_no_schema_is_in_the_way_of_the_copy(
    schema: str, run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    text = f"# yaml-language-server: $schema={schema}\n"
    (library / "x.yaml").write_text(text + OLD)
    editor('test -L "$1" || sed -i s/Old/New/ "$1"')
    result = run("edit", "x", library=library)
    assert (result.stdout, result.code) == ("saved x.yaml\n", 0)
    assert contents(library) == {"x.yaml": text + NEW}
    assert list((tmp_path / "copies").iterdir()) == []


# Changed meanwhile ------------------------------------------------------------------


@pytest.mark.parametrize("meanwhile", ["echo mine >", "rm"])
def test_a_file_that_was_changed_meanwhile_is_never_overwritten(
    meanwhile: str, run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor(f"sed -i s/Old/New/ \"$1\"; {meanwhile} '{library}/x.yaml'")
    assert run("edit", "x", library=library) == Result(
        "",
        f"error: '{library}/x.yaml' was changed while it was edited\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        1,
    )
    kept = {"x.yaml.rej": NEW}
    other = {} if meanwhile == "rm" else {"x.yaml": "mine\n"}
    assert contents(library) == kept | other
    assert copies(tmp_path) == []


def test_another_writer_makes_the_text_be_kept(
    run: Run, editor: Editor, library: Path
) -> None:
    hold = (
        "import sys; from pathlib import Path\n"
        "from wikicli.library.journal import locked\n"
        "with locked(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(library)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"locked\n"
    editor('sed -i s/Old/New/ "$1"')
    assert run("edit", "x", library=library) == Result(
        "",
        f"error: library '{library}' is being changed by another wikicli\n"
        f"hint: your text is kept in '{library}/x.yaml.rej'\n",
        2,
    )
    holder.communicate()
    assert contents(library) == {"x.yaml": OLD, "x.yaml.rej": NEW}


def test_a_copy_that_cannot_be_written_leaves_nothing(
    editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor("true")
    (library / "x.yaml").write_text(OLD + "# " + "x" * 100 + "\n")
    script = """
import resource
from wikicli.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
main()
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, "-L", str(library), "edit", "x"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert Result(done.stdout, done.stderr, done.returncode) == Result(
        "",
        f"error: can't copy '{library}/x.yaml': File too large\n"
        "hint: nothing was changed\n",
        2,
    )
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_full_disk_makes_the_text_stay_where_it_is(
    editor: Editor, library: Path, tmp_path: Path
) -> None:
    # The limit is that of the program, not of its editor: that one wrote before.
    editor(write(NEW + "# " + "x" * 100 + "\n"))
    script = """
import resource
from wikicli.keeping import edit as revising
from wikicli.keeping.edits import write_edits
plain = revising._read_copy
def read(*words):
    text = plain(*words)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
    return text
revising._read_copy = read
from wikicli.__main__ import main
main()
"""
    done = subprocess.run(
        [sys.executable, "-c", script, "-L", str(library), "edit", "x"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    (kept,) = copies(tmp_path)
    assert kept.read_text().startswith(NEW)
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == (
        f"error: can't change files in '{library}': File too large\n"
        f"hint: your text is kept in '{kept}'\n"
    )
    assert contents(library) == {"x.yaml": OLD}


def test_a_read_only_folder_is_told_before_the_editor_opens(
    run: Run,
    editor: Editor,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EDITOR", "false")
    assert run("edit", "x", library=Path()).code == 1  # imports what it needs
    library.chmod(0o555)
    with rights_dropped():
        result = run("edit", "x", library=Path())
    assert result == Result(
        "",
        "error: can't change files in '.': Permission denied\n"
        "hint: nothing was changed there\n",
        2,
    )
    assert copies(tmp_path) == []


@pytest.mark.parametrize("kind", ["folder", "hard link"])
def test_a_file_that_is_only_read_is_told_before_the_editor_opens(
    kind: str, run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor(f"echo > '{tmp_path}/opened'")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "y.yaml").write_text(OLD)
    if kind == "folder":
        (library / "linked").symlink_to(outside)
        message = (
            f"error: '{library}/linked/y.yaml' is in a folder linked into the library, "
            f"which is only read\nhint: to change it there: -L {library}/linked\n"
        )
    else:
        (library / "y.yaml").hardlink_to(outside / "y.yaml")
        message = (
            f"error: '{library}/y.yaml' is one of 2 hard links, which a change would "
            "part\nhint: to part them: copy the file, and move the copy to its place\n"
        )
    assert run("edit", "y", library=library) == Result("", message, 2)
    assert not (tmp_path / "opened").exists()
    assert copies(tmp_path) == []


def test_an_entry_that_is_a_link_out_is_edited_where_it_is(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor('sed -i s/Old/New/ "$1"')
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "real.yaml").write_text(OLD)
    (library / "y.yaml").symlink_to(outside / "real.yaml")
    said = "saved y.yaml\n"
    assert run("edit", "y", library=library) == Result(said, "", 0)
    assert (library / "y.yaml").is_symlink()
    assert contents(outside) == {"real.yaml": NEW}
    assert contents(library) == {"x.yaml": OLD, "y.yaml": NEW}


def test_a_library_that_is_a_link_to_a_folder_is_changed(
    run: Run, editor: Editor, library: Path, tmp_path: Path
) -> None:
    editor('sed -i s/Old/New/ "$1"')
    (tmp_path / "linked").symlink_to(library)
    assert run("edit", "x", library=tmp_path / "linked").code == 0
    assert contents(library) == {"x.yaml": NEW}


def test_where_no_seal_can_be_kept_it_is_told_before_the_editor_opens(
    run: Run, editor: Editor, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor(f"rm '{library}/x.yaml'")
    monkeypatch.setenv("XDG_STATE_HOME", "/dev/null")
    assert run("edit", "x", library=library) == Result(
        "",
        "error: can't keep a note of changes in '/dev/null/wikicli/journals': "
        "Not a directory\n"
        "hint: nothing was changed; XDG_STATE_HOME can name another folder for it\n",
        2,
    )
    assert contents(library) == {"x.yaml": OLD}


# Bundled entries --------------------------------------------------------------------


def test_a_bundled_entry_is_copied_to_ones_own_folder(
    run: Run, editor: Editor, tmp_path: Path
) -> None:
    editor('echo "# mine" >> "$1"')
    before = (ENTRIES / "enosis.yaml").read_bytes()
    own = tmp_path / "data" / "wikicli" / "entries" / "enosis.yaml"
    assert run("edit", "enosis") == Result(f"copied to {own}\n", "", 0)
    assert own.read_bytes() == before + b"# mine\n"
    assert (ENTRIES / "enosis.yaml").read_bytes() == before
    editor('echo "# again" >> "$1"')
    assert run("edit", "enosis").stdout == f"saved {own}\n"
    assert own.read_bytes() == before + b"# mine\n# again\n"


def test_a_copy_says_when_it_hides_a_newer_bundled_entry(
    run: Run, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    original = bundled / "miatsum.yaml"
    original.write_text(OLD)
    monkeypatch.setattr("wikicli.library.config.bundled_folder", lambda: bundled)
    editor('echo "# mine" >> "$1"')
    assert run("edit", "miatsum").code == 0
    assert run("show", "miatsum").stderr == ""
    original.write_text(OLD + "# newer\n")
    copy = tmp_path / "data" / "wikicli" / "entries" / "miatsum.yaml"
    told = f"this hides {original}, which has changed since it was copied"
    assert told in run("show", "miatsum").stderr
    answer = run("edit", "miatsum")
    assert answer.code == 0
    assert told in answer.stderr
    assert run("delete", "miatsum").code == 0
    assert run("show", "miatsum").stderr == ""
    assert not copy.exists()


def test_a_copy_is_made_where_nothing_of_it_can_be_remembered(
    run: Run, editor: Editor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    editor('echo "# mine" >> "$1"')
    for slug, state in (("enosis", tmp_path / "file"), ("nkao", "relative")):
        place = Path(state, "x")
        monkeypatch.setattr(
            "wikicli.library.copies.state_place", lambda *_, it=place: it
        )
        assert run("edit", slug).code == 0
        assert run("show", slug).stderr == ""
    assert not (tmp_path / "relative").exists()


def test_a_bundled_entry_that_is_not_changed_is_not_copied(
    run: Run, editor: Editor, tmp_path: Path
) -> None:
    editor("true")
    result = run("edit", "enosis")
    assert result.stdout.startswith("unchanged: ")
    assert not (tmp_path / "data").exists()


def test_a_broken_copy_of_a_bundled_entry_is_kept(
    run: Run, editor: Editor, tmp_path: Path
) -> None:
    editor(write(BROKEN))
    result = run("edit", "enosis")
    kept = copies(tmp_path)[0]
    assert result.stderr.endswith(f"hint: your text is kept in '{kept}'\n")
    assert kept.read_text() == BROKEN


# Names, JSON ------------------------------------------------------------------------


def test_any_name_will_do_and_an_unknown_one_is_told(
    run: Run, editor: Editor, library: Path
) -> None:
    editor('sed -i s/Old/New/ "$1"')
    assert run("edit", "OLD", library=library).stdout == "saved x.yaml\n"
    result = run("edit", "nothing", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: no entry named 'nothing'\n")


@pytest.mark.parametrize(
    ("script", "state"),
    [('sed -i s/Old/New/ "$1"', "saved"), ("true", "unchanged")],
)
def test_json_says_what_became_of_it(
    script: str, state: str, run: Run, editor: Editor, library: Path
) -> None:
    editor(script)
    given = json.loads(run("edit", "x", "--json", library=library).stdout)
    assert given == {"slug": "x", "path": f"{library}/x.yaml", "state": state}
    assert schema("edit")["additionalProperties"] is False
    validator("edit").validate(given)
    for what, mutant in mutants("edit", given):
        assert not validator("edit").is_valid(mutant), what
