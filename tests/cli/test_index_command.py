"""The command that builds the index ahead, and what `where` says of it."""

import json
import re
from pathlib import Path

import pytest

from conftest import MakeLibrary, Run
from kit.schemas import answer, validator

ENTRY = "title: Fort\nbody: Old walls.\n"
BUILT = re.compile(r"index of (\d+) entr(?:y|ies), \d+ kB: (.*)\n")


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library({"fort.yaml": ENTRY, "gate.yaml": "title: Gate\nbody: B.\n"})


def say(run: Run, library: Path, *words: str) -> tuple[str, ...]:
    """How many entries the index has by the answer, and how it came."""
    told = run("index", *words, library=library)
    assert (told.stderr, told.code) == ("", 0)
    match = BUILT.fullmatch(told.stdout)
    assert match, told.stdout
    return match.groups()


def test_an_index_is_built_once_and_after_a_change(run: Run, library: Path) -> None:
    assert say(run, library) == ("2", "built")
    assert say(run, library) == ("2", "was up to date")
    (library / "fort.yaml").unlink()
    assert say(run, library) == ("1", "built")


def test_rebuild_replaces_an_index_that_is_up_to_date(run: Run, library: Path) -> None:
    say(run, library)
    place = Path(answer(run("index", "--json", library=library))["path"])
    before = place.stat().st_ino
    assert say(run, library, "--rebuild") == ("2", "built")
    assert place.stat().st_ino != before
    assert [path.name for path in place.parent.iterdir()] == [place.name]


def test_an_index_built_ahead_is_the_one_that_search_uses(
    run: Run, library: Path
) -> None:
    say(run, library)
    place = answer(run("index", "--json", library=library))["path"]
    files = sorted(Path(place).iterdir())
    assert run("search", "walls", library=library).code == 0
    assert sorted(Path(place).iterdir()) == files


def test_the_json_of_an_index_fits_its_schema(run: Run, library: Path) -> None:
    told = answer(run("index", "--json", library=library))
    validator("index").validate(told)
    place = Path(told.pop("path"))
    size = sum(path.stat().st_size for path in place.iterdir())
    assert told == {"entries": 2, "built": True, "bytes": size}
    assert not answer(run("index", "--json", library=library))["built"]


def test_where_the_disk_takes_no_index_it_is_in_memory(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where a folder belongs")
    told = run("index", library=library)
    line = "2 entries indexed in memory: the disk takes no index\n"
    assert (told.stdout, told.stderr, told.code) == (line, "", 0)
    as_json = answer(run("index", "--json", library=library))
    validator("index").validate(as_json)
    assert as_json == {"entries": 2, "built": True, "path": None, "bytes": 0}


def test_a_library_without_entries_has_no_index(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    told = run("index", library=tmp_path / "empty")
    assert (told.code, told.stdout) == (1, "")
    listed = run("list", library=tmp_path / "empty")
    assert told.stderr == listed.stderr


def test_a_file_that_cannot_be_read_is_told_by_index(run: Run, library: Path) -> None:
    (library / "gate.yaml").write_text("title: [")
    told = run("index", library=library)
    assert BUILT.fullmatch(told.stdout)
    assert told.code == 0
    assert "gate.yaml" in told.stderr


def test_where_says_whether_the_index_is_up_to_date(run: Run, library: Path) -> None:
    def state() -> str:
        told = run("where", "--width", "400", library=library).stdout
        (line,) = (line for line in told.splitlines() if " index " in line)
        return line.partition(", ")[2]

    assert state() == "not there yet"
    say(run, library)
    made = r"up to date, \d+ kB, made \d{4}-\d\d-\d\d \d\d:\d\d"
    assert re.fullmatch(made, state())
    (library / "fort.yaml").write_text("title: Fort\nbody: New walls.\n")
    assert state() == "out of date"
    told = json.loads(run("where", "--json", library=library).stdout)
    validator("where").validate(told)
    unmade = {"present": False, "outdated": True, "bytes": 0, "made": 0}
    assert told["index_state"] == unmade
