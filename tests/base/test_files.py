"""Writing one file: whole or not at all, and nothing left beside it."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from wikicli.base.files import find_mode, free_name, replace_file, sweep, sync_folder


def test_a_file_is_written_with_nothing_beside_it(tmp_path: Path) -> None:
    replace_file(tmp_path / "x", b"new")
    assert {it.name: it.read_bytes() for it in tmp_path.iterdir()} == {"x": b"new"}


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("real")
    replace_file(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_folder_in_its_place_is_an_error_and_stays(tmp_path: Path) -> None:
    (tmp_path / "x" / "inner").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):
        replace_file(tmp_path / "x", b"new")
    assert [it.name for it in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x" / "inner").is_dir()


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "missing" / "x", b"new")


# What may be written to a file is limited, as root meets it, too: a full disk.
FULL = """
import resource, sys
from pathlib import Path
from wikicli.base.files import replace_file
resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))
try:
    replace_file(Path(sys.argv[1]), b"more than that")
except OSError as error:
    print(error.strerror)
"""


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    told = subprocess.run(
        [sys.executable, "-B", "-c", FULL, str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "File too large\n"
    assert {it.name: it.read_bytes() for it in tmp_path.iterdir()} == {"x": b"old"}


def test_what_a_crashed_process_of_our_number_left_is_no_obstacle(
    tmp_path: Path,
) -> None:
    (tmp_path / f".wikicli-{os.getpid()}").write_bytes(b"half")
    replace_file(tmp_path / "x", b"new")
    assert {it.name: it.read_bytes() for it in tmp_path.iterdir()} == {"x": b"new"}


def test_what_crashed_processes_left_is_swept_away(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    alive = f".wikicli-{os.getpid()}"
    names = [f".wikicli-{ended.pid}", alive, ".wikicli-journal", "x.yaml", ".wikicli-"]
    names += [f".wikicli-{'9' * 30}", ".wikicli-1x"]
    for name in names:
        (tmp_path / name).write_bytes(b"")
    sweep(tmp_path)
    left = {it.name for it in tmp_path.iterdir()}
    gone = {f".wikicli-{ended.pid}", f".wikicli-{'9' * 30}"}
    assert left == set(names) - gone


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    names = []
    for _ in range(3):
        free = free_name(path, ".rej")
        free.write_bytes(b"")
        names.append(free.name)
    assert names == ["x.yaml.rej", "x.yaml.rej.2", "x.yaml.rej.3"]


def test_a_link_that_leads_nowhere_takes_a_name_too(tmp_path: Path) -> None:
    (tmp_path / "x.rej").symlink_to("nowhere")
    assert free_name(tmp_path / "x", ".rej").name == "x.rej.2"


def test_the_mode_of_no_file_is_none(tmp_path: Path) -> None:
    assert find_mode(tmp_path / "missing") is None


def test_a_folder_that_is_not_there_is_not_synced(tmp_path: Path) -> None:
    sync_folder(tmp_path / "missing")
