"""What is kept of files is what reading them gives, whatever happens to either."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES, MakeLibrary, Run
from kit.laws import tries
from kit.mutants import make_mutant
from wikicli.article.footnotes import Footnotes
from wikicli.base import files
from wikicli.base.errors import EntryNotFoundError, UnreadableEntryError
from wikicli.base.problems import Problem
from wikicli.entry import file as entryfile
from wikicli.entry.file import Loaded
from wikicli.library.compiled import decode
from wikicli.library.digests import read_digests
from wikicli.library.library import Library
from wikicli.library.reading import (
    Numbered,
    Reading,
    parse_reading,
    read_reading,
    write_reading,
)
from wikicli.library.sources import read_source
from wikicli.library.store import Store

ENTRY = """\
title: {0}
body: '{0} is. See [[b|it]].[^r]'
references: [{{id: r, title: R}}]
"""
Open = Callable[[], Library]


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a file that was just written for one that stays as it is."""
    monkeypatch.setattr(files, "_SETTLED", 0)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def open_library(
    tmp_path: Path, make_library: MakeLibrary, told: list[str]
) -> Iterator[Open]:
    opened: list[Library] = []

    def open_it() -> Library:
        for it in opened:
            it.close()
        sources = [read_source(tmp_path / "library", "a test")]
        opened.append(Library(sources, tmp_path / "cache" / "index", tell=told.append))
        return opened[-1]

    make_library({f"{it}.yaml": ENTRY.format(it.upper()) for it in "abc"})
    yield open_it
    for it in opened:
        it.close()


def database(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache" / "kept").iterdir()
    return found


def read_all(library: Library) -> dict[str, Any]:
    """Everything that is kept of entries, asked for as commands do."""
    found: dict[str, Any] = {}
    for slug, path in library.files.items():
        try:
            reading = library.read(path)
        except UnreadableEntryError as error:
            found[slug] = str(error)
            continue
        numbered = library.number(reading)
        found[slug] = reading.path, reading.entry, reading.problems, numbered.footnotes
    found["heads"] = [library.head(slug) for slug in library.files]
    for kind in ("links", "records", "sources"):
        found[kind] = list(read_digests(library, kind, by_titles=True))
    return found


def read_anew(tmp_path: Path) -> dict[str, Any]:
    """The same, where nothing is kept."""
    library = Library([read_source(tmp_path / "library", "a test")], tmp_path / "none")
    return read_all(library)


def forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> Loaded:
        raise AssertionError("a file was parsed")

    monkeypatch.setattr(entryfile, "parse", fail)
    monkeypatch.setattr(entryfile, "read", fail)
    monkeypatch.setattr(entryfile, "read_head", fail)


# What is kept is what was read --------------------------------------------------------


def parse(path: Path) -> tuple[Reading, Numbered, Loaded]:
    loaded = entryfile.read(path)
    reading = parse_reading(loaded)
    return reading, reading.number(str), loaded


def assert_same(reading: Reading, numbered: Numbered, loaded: Loaded) -> None:
    kept = read_reading(reading.path, write_reading(loaded, numbered))
    again = kept.number(str)
    assert kept.entry == reading.entry
    assert repr(kept.entry) == repr(reading.entry)
    assert kept.problems == reading.problems
    assert again.problems == numbered.problems
    assert without_problems(again.footnotes) == without_problems(numbered.footnotes)
    assert repr(again.footnotes.article) == repr(numbered.footnotes.article)


def without_problems(footnotes: Footnotes) -> Footnotes:
    return footnotes._replace(problems=())


@pytest.mark.parametrize("path", sorted(ENTRIES.glob("*.yaml")), ids=lambda it: it.stem)
def test_a_bundled_entry_is_kept_whole(path: Path) -> None:
    assert_same(*parse(path))


@tries(200)
@given(seed=st.integers(0, 10**6))
def test_an_entry_of_any_text_is_kept_whole(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutant.yaml"
    path.write_bytes(make_mutant(seed).data)
    try:
        parsed = parse(path)
    except UnreadableEntryError:
        return
    assert_same(*parsed)


@pytest.mark.parametrize("text", ["", "[]", "[1]", "{}", "[99]", '["a"]', "[3", "null"])
def test_what_is_no_entry_is_not_taken_for_one(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_reading(Path("x.yaml"), text)


def test_a_kind_that_is_not_registered_is_refused() -> None:
    with pytest.raises((ValueError, TypeError)):
        decode("entry", '[4096,"a"]')


# It is taken where nothing has changed, and only there --------------------------------


def test_what_has_not_changed_is_not_parsed(
    open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_all(open_library())
    library = open_library()
    forbid_parsing(monkeypatch)
    assert read_all(library) == first


def edit_in_place(path: Path) -> None:
    """Change a letter: the size and the time of the last change stay as they were."""
    status, old = path.stat(), path.read_text("utf-8")
    while path.stat().st_ctime_ns == status.st_ctime_ns:  # the clock has its ticks
        path.write_text(old.replace("is.", "as."), "utf-8")
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def replace_file(path: Path) -> None:
    beside = path.with_name("beside.txt")
    beside.write_text(path.read_text("utf-8").replace("is.", "was."), "utf-8")
    beside.replace(path)


def move(path: Path) -> None:
    folder = path.parent / "sub"
    folder.mkdir()
    path.rename(folder / path.name)


def make_older(path: Path) -> None:
    path.write_text("title: Z\nbody: Z\n", "utf-8")
    os.utime(path, (1, 1))


EDITS: dict[str, Callable[[Path], object]] = {
    "in place": edit_in_place,
    "replaced": replace_file,
    "longer": lambda it: it.write_text(ENTRY.format("Longer. And longer"), "utf-8"),
    "unreadable": lambda it: it.write_text("title: [\n", "utf-8"),
    "deleted": lambda it: it.unlink(),
    "renamed": lambda it: it.rename(it.with_name("d.yaml")),
    "exchanged": lambda it: it.write_text(ENTRY.format("C"), "utf-8"),
    "added": lambda it: it.with_name("d.yaml").write_text(ENTRY.format("D"), "utf-8"),
    "moved": move,
    "an older time": make_older,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("slug", ["a", "b"])
def test_an_edit_is_seen_by_the_next_command(
    edit: Callable[[Path], object], slug: str, open_library: Open, tmp_path: Path
) -> None:
    before = read_all(open_library())
    edit(tmp_path / "library" / f"{slug}.yaml")
    after = read_all(open_library())
    assert after != before
    assert after == read_anew(tmp_path)
    assert read_all(open_library()) == after


def test_a_file_changed_a_moment_ago_is_not_kept(
    open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_SETTLED", 3600 * 10**9)
    read_all(open_library())
    open_library()
    assert not (tmp_path / "cache" / "kept").exists()


def test_what_another_version_kept_counts_for_nothing(tmp_path: Path) -> None:
    one = Store(tmp_path / "kept", tmp_path, "1")
    one.put("entry", "a", "state", "text")
    one.close()
    assert Store(tmp_path / "kept", tmp_path, "1").get("entry", "a", "state") == "text"
    assert Store(tmp_path / "kept", tmp_path, "2").get("entry", "a", "state") is None
    other = Store(tmp_path / "kept", tmp_path, "1")
    assert other.get("entry", "a", "another state") is None
    assert other.get("head", "a", "state") is None
    assert not other.has("entry", "b", "state")


# A disk that refuses, a database that is none -----------------------------------------


def test_a_byte_changed_anywhere_changes_no_answer(
    open_library: Open, tmp_path: Path, told: list[str]
) -> None:
    first = read_all(open_library())
    open_library().close()
    path = database(tmp_path)
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        place = chance.randrange(len(whole))
        flipped = whole[place] ^ (1 << chance.randrange(8))
        path.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
        assert read_all(open_library()) == first
        open_library().close()
    assert set(told) <= {"what was kept of entries was damaged: it is computed anew"}


@pytest.mark.parametrize(
    "data", [b"", b"no database", b"SQLite format 3\0", bytes(5000)]
)
def test_what_is_no_database_is_replaced(
    data: bytes, open_library: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read_all(open_library())
    open_library().close()
    database(tmp_path).write_bytes(data)
    assert read_all(open_library()) == first
    assert read_all(open_library()) == first
    library = open_library()
    forbid_parsing(monkeypatch)
    assert read_all(library) == first


def test_a_cut_database_is_told_of_once(
    open_library: Open, tmp_path: Path, told: list[str]
) -> None:
    first = read_all(open_library())
    open_library().close()
    path = database(tmp_path)
    path.write_bytes(path.read_bytes()[:5000])
    assert read_all(open_library()) == first
    assert told == ["what was kept of entries was damaged: it is computed anew"]


def test_the_database_of_another_folder_is_left_alone(
    open_library: Open, tmp_path: Path
) -> None:
    first = read_all(open_library())
    open_library().close()
    path = database(tmp_path)
    path.unlink()
    other = Store(path.parent, tmp_path / "elsewhere", "1")
    other.put("entry", "a", "state", "text")
    other.close()
    other.path.rename(path)
    data = path.read_bytes()
    assert read_all(open_library()) == first
    open_library().close()
    assert path.read_bytes() == data


@pytest.mark.parametrize("place", ["cache", "cache/kept"])
def test_nothing_is_kept_where_a_file_takes_the_place_of_the_folder(
    place: str, open_library: Open, tmp_path: Path, told: list[str]
) -> None:
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).write_text("taken")
    assert read_all(open_library()) == read_anew(tmp_path)
    open_library().close()
    assert (tmp_path / place).read_text() == "taken"
    assert told == []


def test_a_database_that_is_only_read_serves_what_has_not_changed(
    open_library: Open, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all(open_library())
    open_library().close()
    data = database(tmp_path).read_bytes()
    connect: Any = sqlite3.connect

    def connect_to_read(path: Path, **options: Any) -> Any:
        return connect(f"file:{path}?mode=ro", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", connect_to_read)
    (tmp_path / "library" / "a.yaml").write_text(ENTRY.format("New"), "utf-8")
    assert read_all(open_library()) == read_anew(tmp_path)
    open_library().close()
    assert database(tmp_path).read_bytes() == data
    assert told == []


def test_a_database_removed_while_in_use_does_no_harm(
    open_library: Open, tmp_path: Path
) -> None:
    first = read_all(open_library())
    library = open_library()
    assert library.read(library.files["a"])
    database(tmp_path).unlink()
    assert read_all(library) == first
    assert read_all(open_library()) == first


def test_databases_that_nobody_read_for_long_are_removed(tmp_path: Path) -> None:
    def keep(name: str) -> Path:
        store = Store(tmp_path / "kept", tmp_path / name, "1")
        store.put("entry", "a", "state", "text")
        store.close()
        return store.path

    old, new = keep("old"), keep("new")
    os.utime(old, (1, 1))
    keep("third")
    assert (old.exists(), new.exists()) == (False, True)


# Several processes --------------------------------------------------------------------


COMMANDS = ("show e1", "links", "coverage", "check", "refs --all")


def test_several_commands_at_once_give_the_same_answers(
    make_library: MakeLibrary, run: Run
) -> None:
    names = [f"e{number}" for number in range(40)]
    library = make_library({f"{it}.yaml": ENTRY.format(it) for it in names})
    words = (sys.executable, "-m", "wikicli", "-L", str(library), "--width", "80")
    commands = list(map(str.split, COMMANDS))
    alone = [run(*it, "--width", "80", library=library) for it in commands]
    for _ in range(2):
        started = [
            subprocess.Popen((*words, *it), stdout=PIPE, stderr=PIPE) for it in commands
        ]
        for expected, process in zip(alone, started, strict=True):
            out, err = process.communicate()
            assert (out.decode(), err.decode()) == (expected.stdout, expected.stderr)


# Titles that sentences go by ----------------------------------------------------------


def test_coverage_goes_by_the_titles_of_linked_entries(
    make_library: MakeLibrary, open_library: Open, tmp_path: Path
) -> None:
    make_library({"a.yaml": "title: A\nbody: 'In [[b]] it is so'\n"})
    before = read_all(open_library())["sources"][0]
    make_library({"b.yaml": "title: Here it ends. There\nbody: B\n"})
    after = read_all(open_library())["sources"][0]
    assert after == read_anew(tmp_path)["sources"][0]
    assert (before.coverage.sentences, after.coverage.sentences) == ((0, 1), (0, 2))


def test_a_file_without_an_entry_is_kept_as_its_problem(
    make_library: MakeLibrary, open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_library({"a.yaml": "title: [\n"})
    first = read_all(open_library())["links"]
    assert isinstance(first[0], Problem)
    library = open_library()
    forbid_parsing(monkeypatch)
    assert list(read_digests(library, "links", by_titles=True)) == first


@pytest.mark.parametrize("name", [b"a\xffb", "Ա՝".encode(), b"a'b\"c"])
def test_paths_of_any_bytes_are_kept(
    name: bytes, make_library: MakeLibrary, tmp_path: Path
) -> None:
    folder = make_library({"a.yaml": ENTRY.format("A")}).with_name(os.fsdecode(name))
    (tmp_path / "library").rename(folder)
    (folder / "a.yaml").rename(folder / f"{folder.name}.yaml")
    found = []
    for _ in range(2):
        cache = tmp_path / "cache" / "index"
        library = Library([read_source(folder, "a test")], cache)
        found.append(read_all(library))
        library.close()
    assert found[0] == found[1]
    (path,) = folder.iterdir()
    assert library.has_kept("entry", path)


def test_a_name_leads_to_nothing_where_its_file_is_gone(
    open_library: Open, tmp_path: Path
) -> None:
    read_all(open_library())
    (tmp_path / "library" / "a.yaml").unlink()
    with pytest.raises(EntryNotFoundError):
        open_library().get("a")
