"""Changes of several files: all made or none, and finished after a crash."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from kit.rights import rights_dropped
from wikicli.base.errors import LibraryError
from wikicli.library import journal
from wikicli.library.journal import (
    Change,
    Outcome,
    Rejected,
    change_files,
    find_unfinished,
    is_unfinished,
    locked,
    recover,
)
from wikicli.library.seals import check_can_seal

CHANGES = [
    Change("a.yaml", b"a", b"A"),
    Change("new.yaml", None, b"N"),
    Change("deep/b.yaml", b"b", b"B"),
    Change("gone.yaml", b"g", None),
]
OLD = {"a.yaml": b"a", "deep/b.yaml": b"b", "gone.yaml": b"g", "other.yaml": b"o"}
NEW = {"a.yaml": b"A", "deep/b.yaml": b"B", "new.yaml": b"N", "other.yaml": b"o"}


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones too."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    (library / "deep").mkdir(parents=True)
    for name, data in OLD.items():
        (library / name).write_bytes(data)
    return library


def test_all_changes_are_made_and_nothing_else_is_left(folder: Path) -> None:
    with locked(folder):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == NEW
    assert not is_unfinished(folder)


def test_no_changes_are_none(folder: Path) -> None:
    change_files(folder, "nothing", [])
    assert contents(folder) == OLD


def test_permissions_stay(folder: Path) -> None:
    (folder / "a.yaml").chmod(0o640)
    change_files(folder, "all", CHANGES)
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_nothing_is_left_in_the_state_folder(folder: Path, tmp_path: Path) -> None:
    change_files(folder, "all", CHANGES)
    journals = tmp_path / "state" / "wikicli" / "journals"
    assert journals.stat().st_mode & 0o777 == 0o700
    assert list(journals.iterdir()) == []


# Refused before anything is changed -------------------------------------------------


def test_a_file_that_was_changed_meanwhile_stops_all_changes(folder: Path) -> None:
    (folder / "deep/b.yaml").write_bytes(b"mine")
    with pytest.raises(LibraryError) as raised:
        change_files(folder, "all", CHANGES)
    path = folder / "deep/b.yaml"
    assert raised.value.message == f"'{path}' was changed meanwhile"
    assert raised.value.hint == "nothing was written; try again"
    assert contents(folder) == OLD | {"deep/b.yaml": b"mine"}


@pytest.mark.parametrize("kind", ["file", "folder", "link"])
def test_what_stands_where_a_new_file_belongs_stops_all(
    kind: str, folder: Path
) -> None:
    path = folder / "new.yaml"
    if kind == "file":
        path.write_bytes(b"")
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    before = contents(folder)
    with pytest.raises(LibraryError) as raised:
        change_files(folder, "all", CHANGES)
    assert raised.value.message == f"'{path}' exists"
    assert contents(folder) == before


def test_a_link_in_the_place_of_a_file_stops_all(folder: Path) -> None:
    path = folder / "deep/b.yaml"
    path.rename(folder / "real")
    path.symlink_to("../real")
    with pytest.raises(LibraryError) as raised:
        change_files(folder, "all", CHANGES)
    assert raised.value.message == f"'{path}' is a link"
    assert contents(folder) == OLD | {"real": b"b"}


@pytest.mark.parametrize(
    ("state", "why"),
    [("/dev/null", "Not a directory"), ("home", "it is no absolute path")],
)
def test_where_no_seal_can_be_kept_nothing_is_changed(
    state: str, why: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wikicli.library.config.state_folder", lambda: Path(state))
    monkeypatch.chdir(folder)
    with pytest.raises(LibraryError) as raised:
        change_files(folder, "all", CHANGES)
    message = f"can't keep a note of changes in '{state}/journals': {why}"
    assert raised.value.message == message
    hint = "nothing was changed; XDG_STATE_HOME can name another folder for it"
    assert raised.value.hint == hint
    assert contents(folder) == OLD


@pytest.mark.parametrize("name", ["/etc/x", "../x", "deep/../../x", "out/x", ""])
def test_a_path_outside_the_folder_is_refused(name: str, folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "out").symlink_to("../elsewhere")
    with pytest.raises(LibraryError, match="is not below"):
        change_files(folder, "x", [Change(name, None, b"x")])
    assert list((folder.parent / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("closed", [".", "deep"])
def test_a_folder_that_takes_no_file_stops_all(
    closed: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o777)
    (folder / closed).chmod(0o555)
    monkeypatch.chdir(folder)  # the folders above may be closed to others
    with rights_dropped(), pytest.raises(PermissionError):
        change_files(Path(), "all", CHANGES)
    assert contents(folder) == OLD


FULL = """
import resource, sys
from pathlib import Path
from wikicli.library.journal import Change, change_files
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
change = Change("a.yaml", b"a", b"x" * 100)
try:
    change_files(Path(sys.argv[1]), "all", [change])
except OSError as error:
    print(error.strerror)
"""


def test_a_full_disk_changes_nothing_and_leaves_nothing(folder: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "File too large\n"
    assert contents(folder) == OLD
    assert not is_unfinished(folder)


# Crashes ----------------------------------------------------------------------------


class CrashError(BaseException):
    """The process ends here."""


def crash_at(number: int, patch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let the operation on files of that number, from 0, not happen; count them."""
    count = 0

    def stop(plain: Callable[..., Any]) -> Callable[..., Any]:
        def run(*words: Any, **more: Any) -> Any:
            nonlocal count
            count += 1
            if count > number:
                raise CrashError
            return plain(*words, **more)

        return run

    for name in ("mkdir", "write_bytes", "rename", "replace", "unlink"):
        patch.setattr(Path, name, stop(getattr(Path, name)))
    patch.setattr(os, "fsync", stop(os.fsync))
    patch.setattr(shutil, "rmtree", stop(shutil.rmtree))
    return lambda: count


def count_operations(folder: Path) -> int:
    with pytest.MonkeyPatch.context() as patch:
        counted = crash_at(10**6, patch)
        change_files(folder, "all", CHANGES)
    return counted()


def test_a_crash_at_any_moment_leaves_all_or_nothing_after_recovery(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "counted")
    check_can_seal()  # makes the folder of seals
    total = count_operations(tmp_path / "counted")
    ends = []
    for number in range(total):
        library = tmp_path / f"crash{number}"
        shutil.copytree(folder, library)
        with pytest.MonkeyPatch.context() as patch:
            crash_at(number, patch)
            with pytest.raises(CrashError):
                change_files(library, "all", CHANGES)
        outcome = recover(library)
        ends.append((contents(library) == NEW, outcome and outcome.finished))
        assert contents(library) in (OLD, NEW)
        assert not is_unfinished(library)
    # None of it at first, then all; near the end there is nothing left to finish.
    assert total > 20
    assert [made for made, _ in ends] == sorted(made for made, _ in ends)
    assert ends[0] == (False, None)
    assert {(False, False), (True, True)} <= set(ends)
    assert all(
        made == bool(finished) for made, finished in ends if finished is not None
    )


def test_a_crash_within_recovery_is_recovered_from(
    folder: Path, tmp_path: Path
) -> None:
    for number in range(8):
        library = tmp_path / f"again{number}"
        shutil.copytree(folder, library)
        crashed_after_decision(library)
        with pytest.MonkeyPatch.context() as patch:
            crash_at(number, patch)
            with pytest.raises(CrashError):
                recover(library)
        recover(library)
        assert contents(library) == NEW


def crashed_after_decision(folder: Path) -> Path:
    """Leave the change decided, and none of its files in place."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_finish", crash)
        with pytest.raises(CrashError):
            change_files(folder, "all of it", CHANGES)
    assert contents(folder).items() >= OLD.items()
    return folder


def crashed_before_decision(folder: Path) -> Path:
    """Leave half a journal, of a change that was not decided."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "_sync_file", crash)
        patch.setattr(shutil, "rmtree", crash)
        with pytest.raises(CrashError):
            change_files(folder, "all of it", CHANGES)
    return folder


def crash(*_: object) -> None:
    raise CrashError


def test_what_is_unfinished_is_named_until_it_is_finished(folder: Path) -> None:
    assert find_unfinished(folder) is None
    crashed_after_decision(folder)
    assert find_unfinished(folder) == "all of it"
    assert recover(folder) == Outcome("all of it", finished=True)
    assert find_unfinished(folder) is None
    assert recover(folder) is None


def test_files_changed_between_crash_and_recovery_stay(folder: Path) -> None:
    crashed_after_decision(folder)
    (folder / "a.yaml").write_bytes(b"mine")
    (folder / "gone.yaml").write_bytes(b"mine, too")
    outcome = recover(folder)
    a, gone = folder / "a.yaml", folder / "gone.yaml"
    rejected = (Rejected(a, folder / "a.yaml.rej"), Rejected(gone))
    assert outcome == Outcome("all of it", True, rejected)
    kept = {"a.yaml": b"mine", "a.yaml.rej": b"A", "gone.yaml": b"mine, too"}
    assert contents(folder) == NEW | kept


ENDS = pytest.mark.parametrize("end", [KeyboardInterrupt(), SystemExit(143)])


@ENDS
def test_an_interrupt_after_the_decision_comes_when_all_is_done(
    end: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, calls = journal._put, 0

    def interrupted(*words: Any) -> Path | None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise end
        return plain(*words)

    monkeypatch.setattr(journal, "_put", interrupted)
    with pytest.raises(type(end)):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == NEW


@ENDS
def test_an_interrupt_before_the_decision_changes_nothing(
    end: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(_: Path) -> None:
        raise end

    monkeypatch.setattr(journal, "_sync_file", interrupted)
    with pytest.raises(type(end)):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == OLD
    assert not is_unfinished(folder)
    assert list((tmp_path / "state" / "wikicli" / "journals").iterdir()) == []


@ENDS
def test_an_interrupt_just_after_the_decision_is_no_crash(
    end: BaseException, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Path.rename

    def rename(self: Path, target: Path) -> Path:
        plain(self, target)
        raise end

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(type(end)):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == NEW


def test_a_place_that_takes_no_file_after_the_decision_is_told(folder: Path) -> None:
    crashed_after_decision(folder)
    shutil.rmtree(folder / "deep")
    (folder / "deep").write_bytes(b"a file")
    with pytest.raises(LibraryError) as raised:
        recover(folder)
    assert raised.value.message.startswith("can't finish 'all of it': ")
    assert raised.value.message.endswith(": Not a directory")
    hint = "mend that; the next command that writes goes on with it"
    assert raised.value.hint == hint
    (folder / "deep").unlink()
    (folder / "deep").mkdir()
    (folder / "deep/b.yaml").write_bytes(b"b")
    recover(folder)
    assert contents(folder) == NEW


# Journals of others -----------------------------------------------------------------


def plant(folder: Path, marks: object, place: str = ".wikicli-journal") -> Path:
    """Put a journal into a folder, as a library that was downloaded may have it."""
    (folder / place).mkdir()
    plan = {"title": "planted", "files": marks}
    (folder / place / "plan.json").write_text(json.dumps(plan))
    (folder / place / "0").write_bytes(b"planted")
    return folder / place


def assert_left_alone(folder: Path, place: Path) -> None:
    """Both who reads and who writes is told; nothing in the folder changes."""
    before = contents(folder)
    assert is_unfinished(folder)
    reading = [find_unfinished] if place.name == ".wikicli-journal" else []
    for look in (*reading, recover):
        with pytest.raises(LibraryError) as raised:
            look(folder)
        message = f"'{place}' is no journal that your wikicli wrote here"
        assert raised.value.message == message
        assert raised.value.hint == (
            "it is left alone: if it came with the library, remove it; "
            "if the library was moved, move it back and try again"
        )
    assert contents(folder) == before


def digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()


@pytest.mark.parametrize(
    "name", ["a.yaml", "new.yaml", "../victim", "/tmp/victim", "out/victim", "linked"]
)
def test_a_journal_that_came_with_a_library_is_left_alone(
    name: str, folder: Path
) -> None:
    outside = folder.parent / "elsewhere"
    outside.mkdir()
    (outside / "real").write_bytes(b"mine")
    (folder / "out").symlink_to("../elsewhere")
    (folder / "linked").symlink_to("../elsewhere/real")
    old = {"a.yaml": digest(b"a"), "linked": digest(b"mine")}.get(name, "")
    mark = {"path": name, "old": old, "new": digest(b"planted")}
    assert_left_alone(folder, plant(folder, [mark]))
    assert not (folder.parent / "victim").exists()
    assert {it.name: it.read_bytes() for it in outside.iterdir()} == {"real": b"mine"}


@pytest.mark.parametrize("plan", [b"", b"[]", b"{}", b'{"files": 3}', b"\xff", b"{"])
def test_what_is_no_journal_is_left_alone(plan: bytes, folder: Path) -> None:
    place = plant(folder, [])
    (place / "plan.json").write_bytes(plan)
    assert_left_alone(folder, place)


@pytest.mark.parametrize("name", [".wikicli-journal", ".wikicli-journal.new"])
@pytest.mark.parametrize("kind", ["without a plan", "file", "link", "link to nowhere"])
def test_what_has_the_name_of_a_journal_is_left_alone(
    kind: str, name: str, folder: Path
) -> None:
    place = folder / name
    (folder.parent / "elsewhere").mkdir()
    if kind == "without a plan":
        place.mkdir()
        (place / "x").write_bytes(b"mine")
    elif kind == "file":
        place.write_bytes(b"mine")
    else:
        place.symlink_to("../elsewhere" if kind == "link" else "../nowhere")
    assert_left_alone(folder, place)
    assert os.path.lexists(place)


@pytest.mark.parametrize("crashed", ["before", "after"])
def test_a_journal_counts_in_no_copy_and_where_it_was_moved_back_again(
    crashed: str, folder: Path, tmp_path: Path
) -> None:
    leave = crashed_after_decision if crashed == "after" else crashed_before_decision
    leave(folder)
    name = ".wikicli-journal" if crashed == "after" else ".wikicli-journal.new"
    for copy in (shutil.copytree, shutil.move):
        there = tmp_path / copy.__name__
        copy(folder, there)
        assert_left_alone(there, there / name)
    there.rename(folder)
    (tmp_path / "other name").symlink_to(folder)
    outcome = recover(tmp_path / "other name")
    assert outcome
    assert outcome.finished == (crashed == "after")
    assert contents(folder) == (NEW if crashed == "after" else OLD)


def change_title(place: Path) -> None:
    plan = json.loads((place / "plan.json").read_bytes())
    (place / "plan.json").write_text(json.dumps(plan | {"title": "all of me"}))


def change_text(place: Path) -> None:
    (place / "0").write_bytes(b"planted")


def link_text(place: Path) -> None:
    (place / "0").rename(place.parent.parent / "A")
    (place / "0").symlink_to("../../A")


def link_plan(place: Path) -> None:
    place.rename(place.parent.parent / "journal")
    place.symlink_to("../journal")


@pytest.mark.parametrize("change", [change_title, change_text, link_text, link_plan])
def test_a_journal_that_somebody_changed_is_left_alone(
    change: Callable[[Path], None], folder: Path
) -> None:
    crashed_after_decision(folder)
    change(folder / ".wikicli-journal")
    assert_left_alone(folder, folder / ".wikicli-journal")


def test_without_its_seal_a_journal_is_left_alone(folder: Path, tmp_path: Path) -> None:
    crashed_after_decision(folder)
    (seal,) = (tmp_path / "state" / "wikicli" / "journals").iterdir()
    seal.unlink()
    assert_left_alone(folder, folder / ".wikicli-journal")


def test_recovery_writes_through_no_link_that_came_meanwhile(
    folder: Path, tmp_path: Path
) -> None:
    crashed_after_decision(folder)
    (tmp_path / "real").write_bytes(b"a")
    (folder / "a.yaml").unlink()
    (folder / "a.yaml").symlink_to(tmp_path / "real")
    outcome = recover(folder)
    rejected = (Rejected(folder / "a.yaml", folder / "a.yaml.rej"),)
    assert outcome == Outcome("all of it", True, rejected)
    assert (tmp_path / "real").read_bytes() == b"a"
    assert contents(folder) == NEW | {"a.yaml": b"a", "a.yaml.rej": b"A"}


def test_recovery_writes_into_no_folder_that_was_replaced_by_a_link(
    folder: Path, tmp_path: Path
) -> None:
    crashed_after_decision(folder)
    (folder / "deep").rename(tmp_path / "elsewhere")
    (folder / "deep").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LibraryError) as raised:
        recover(folder)
    assert raised.value.message == f"'deep/b.yaml' is not below '{folder}'"
    assert raised.value.hint == "nothing is written there through a link"
    assert contents(tmp_path / "elsewhere") == {"b.yaml": b"b"}


# The lock ---------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from wikicli.library.journal import locked
with locked(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


def test_one_writes_at_a_time_and_a_lock_ends_with_its_process(folder: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"locked\n"
    with pytest.raises(LibraryError) as raised, locked(folder):
        pass
    message = f"library '{folder}' is being changed by another wikicli"
    assert raised.value.message == message
    assert raised.value.hint == "try again when it is done"
    holder.kill()
    holder.communicate()
    with locked(folder):
        pass


def test_a_folder_that_is_not_there_needs_no_lock(tmp_path: Path) -> None:
    with locked(tmp_path / "missing"):
        pass
