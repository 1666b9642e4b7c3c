"""Changes of several files: all made or none, and finished after a crash."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
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


def test_permissions_and_links_stay(folder: Path) -> None:
    (folder / "a.yaml").chmod(0o640)
    (folder / "real").write_bytes(b"b")
    (folder / "deep/b.yaml").unlink()
    (folder / "deep/b.yaml").symlink_to("../real")
    change_files(folder, "all", CHANGES)
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640
    assert (folder / "deep/b.yaml").is_symlink()
    assert (folder / "real").read_bytes() == b"B"


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
    crashed = crashed_after_decision(folder)
    for number in range(8):
        library = tmp_path / f"again{number}"
        shutil.copytree(crashed, library)
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


def test_an_interrupt_after_the_decision_comes_when_all_is_done(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, calls = journal._put, 0

    def interrupted(*words: Any) -> Path | None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt
        return plain(*words)

    monkeypatch.setattr(journal, "_put", interrupted)
    with pytest.raises(KeyboardInterrupt):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == NEW


def test_an_interrupt_before_the_decision_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_sync_file", interrupted)
    with pytest.raises(KeyboardInterrupt):
        change_files(folder, "all", CHANGES)
    assert contents(folder) == OLD


def test_an_interrupt_just_after_the_decision_is_no_crash(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = Path.rename

    def rename(self: Path, target: Path) -> Path:
        plain(self, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
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


@pytest.mark.parametrize("plan", [b"", b"[]", b"{}", b'{"files": 3}', b"\xff", b"{"])
def test_what_is_no_journal_is_told_and_stays(plan: bytes, folder: Path) -> None:
    place = folder / ".wikicli-journal"
    place.mkdir()
    (place / "plan.json").write_bytes(plan)
    assert find_unfinished(folder) == "an unknown change"
    with pytest.raises(LibraryError) as raised:
        recover(folder)
    assert raised.value.message == f"'{place}' is no journal of wikicli"
    assert contents(folder) == OLD | {".wikicli-journal/plan.json": plan}


@pytest.mark.parametrize("name", ["../victim", "/tmp/victim", "out/victim"])
def test_a_journal_that_came_with_a_library_writes_nothing_outside_it(
    name: str, folder: Path
) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder / "out").symlink_to("../elsewhere")
    place = folder / ".wikicli-journal"
    place.mkdir()
    mark = {"path": name, "old": "", "new": "00"}
    plan = {"title": "evil", "files": [mark]}
    (place / "plan.json").write_text(json.dumps(plan))
    (place / "0").write_bytes(b"evil")
    with pytest.raises(LibraryError, match="is not below"):
        recover(folder)
    assert not (folder.parent / "victim").exists()
    assert list((folder.parent / "elsewhere").iterdir()) == []


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
