"""The index: built by itself, kept while it is true, in memory if need be."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import wikicli.library.library
import wikicli.search.index
import wikicli.search.index.searcher
import wikicli.search.index.store
from conftest import MakeLibrary, Run
from wikicli.base.model import Head
from wikicli.base.problems import Location, Problem, Severity
from wikicli.search.index import Row, open_index
from wikicli.search.syntax import Words
from wikicli.search.words import (
    name_key,
    name_sounds,
    name_spellings,
    word_key,
)

DAY = 24 * 60 * 60
DAMAGED = "warning: the index was damaged: it is built anew\n"

FILES = {
    "zebra.yaml": "title: Zebra\naliases: [Quagga]\nbody: A striped horse.\n",
    "road.yaml": "title: Road\nbody: A zebra crosses it.\n",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "wikicli" / "index"


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where indexes were built on disk, in this order."""
    built: list[Path] = []
    build: Callable[..., bool] = wikicli.search.index.store._put_at

    def count(place: Path, *how: object, **also: object) -> bool:
        built.append(place)
        return build(place, *how, **also)

    monkeypatch.setattr(wikicli.search.index.store, "_put_at", count)
    return built


def search(run: Run, library: Path, query: str = "zebra", told: str = "") -> list[str]:
    """The slugs of the hits of a search, which told of nothing else."""
    result = run("search", query, "--json", library=library)
    assert (result.stderr, result.code) == (told, 0)
    return [hit["slug"] for hit in json.loads(result.stdout)["hits"]]


def places(cache: Path) -> list[Path]:
    return sorted(cache.glob("*/*"))


# Built by itself ------------------------------------------------------------------


def test_the_index_is_built_under_the_cache_directory(
    run: Run, library: Path, cache: Path
) -> None:
    assert search(run, library) == ["zebra", "road"]
    (place,) = places(cache)
    assert (place / "meta.json").is_file()


def test_where_tells_the_place_of_the_index_in_use(
    run: Run, library: Path, cache: Path
) -> None:
    search(run, library)
    told = json.loads(run("where", "--json", library=library).stdout)
    assert [told["index"]] == list(map(str, places(cache)))


def test_an_index_is_built_once_and_reused(
    run: Run, library: Path, cache: Path, builds: list[Path]
) -> None:
    for _ in range(3):
        assert search(run, library) == ["zebra", "road"]
    assert builds == places(cache)


@pytest.mark.parametrize(
    "words",
    [("show", "zebra"), ("refs", "road"), ("show", "Zebra"), ("--help",), ("where",)],
)
def test_a_slug_needs_no_index(
    words: tuple[str, ...], run: Run, library: Path, cache: Path
) -> None:
    run(*words, library=library)
    assert places(cache) == []


def test_any_other_name_is_looked_up_in_the_index(
    run: Run, library: Path, builds: list[Path]
) -> None:
    assert run("show", "quagga", library=library).code == 0
    assert len(builds) == 1


# Rebuilt when out of date ---------------------------------------------------------


def test_a_changed_entry_is_found_by_its_new_words(
    run: Run, library: Path, cache: Path
) -> None:
    search(run, library)
    (library / "road.yaml").write_text("title: Road\nbody: A lion crosses it.\n")
    assert search(run, library) == ["zebra"]
    assert search(run, library, "lion") == ["road"]
    assert len(places(cache)) == 2


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            lambda path: (path / "new.yaml").write_text("title: Zebra two\nbody: B.\n"),
            3,
        ),
        (lambda path: (path / "road.yaml").unlink(), 1),
        (lambda path: (path / "road.yaml").rename(path / "way.yaml"), 2),
        (lambda path: os.utime(path / "road.yaml", (0, 0)), 2),
    ],
    ids=["added", "removed", "renamed", "touched"],
)
def test_a_change_in_the_folder_makes_a_new_index(
    change: Callable[[Path], object],
    expected: int,
    run: Run,
    library: Path,
    builds: list[Path],
) -> None:
    search(run, library)
    change(library)
    assert len(search(run, library)) == expected
    assert len(builds) == len(set(builds)) == 2


def test_a_file_that_is_no_entry_changes_nothing(
    run: Run, library: Path, builds: list[Path]
) -> None:
    search(run, library)
    (library / "notes.txt").write_text("zebra")
    (library / "_draft.yaml").write_text("title: Zebra\nbody: B.\n")
    search(run, library)
    assert len(builds) == 1


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (wikicli.search.index, "FORMAT", -1),
        (wikicli.library.library, "__version__", "0.0.0.dev0"),
    ],
    ids=["format", "version"],
)
def test_another_format_or_version_makes_a_new_index(
    module: object,
    name: str,
    value: object,
    run: Run,
    library: Path,
    builds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search(run, library)
    monkeypatch.setattr(module, name, value)
    search(run, library)
    assert len(builds) == len(set(builds)) == 2


def test_an_index_of_an_older_format_is_not_taken_for_damaged(
    run: Run, library: Path, builds: list[Path]
) -> None:
    search(run, library)
    contents = builds[0] / "contents.json"
    value = json.loads(contents.read_text("utf-8"))
    contents.write_text(json.dumps({**value, "format": 1}), "utf-8")
    (library / "road.yaml").write_text("title: Road\nbody: Another zebra.\n", "utf-8")
    search(run, library)
    assert len(builds) == 2


def test_an_index_of_before_is_used_again(
    run: Run, library: Path, builds: list[Path]
) -> None:
    road = library / "road.yaml"
    before = road.stat()
    search(run, library)
    os.utime(road, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    search(run, library)
    os.utime(road, ns=(before.st_atime_ns, before.st_mtime_ns))
    search(run, library)
    assert len(builds) == 2


def test_each_library_has_an_index_of_its_own(
    run: Run, library: Path, cache: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(library, other)
    (other / "road.yaml").unlink()
    assert search(run, library) == ["zebra", "road"]
    assert search(run, other) == ["zebra"]
    assert search(run, library) == ["zebra", "road"]
    assert len(places(cache)) == 2


# Removed when unused --------------------------------------------------------------


def age(path: Path, seconds: float) -> Path:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))
    return path


def rebuild(run: Run, library: Path) -> None:
    """Change the library and search it, which builds a new index."""
    with (library / "road.yaml").open("a") as file:
        file.write("# changed\n")
    search(run, library)


def test_an_index_unused_for_a_day_goes_when_a_new_one_is_built(
    run: Run, library: Path, cache: Path
) -> None:
    search(run, library)
    (old,) = places(cache)
    age(old, DAY + 60)
    rebuild(run, library)
    assert not old.exists()
    assert len(places(cache)) == 1


def test_an_index_used_within_a_day_stays(run: Run, library: Path, cache: Path) -> None:
    search(run, library)
    (old,) = places(cache)
    age(old, DAY - 60)
    rebuild(run, library)
    assert old.exists()


def test_using_an_index_keeps_it_young(run: Run, library: Path, cache: Path) -> None:
    search(run, library)
    (place,) = places(cache)
    age(place, DAY + 60)
    search(run, library)
    assert place.stat().st_mtime > time.time() - DAY / 2


def test_what_a_crashed_build_left_behind_goes_after_a_day(
    run: Run, library: Path, cache: Path
) -> None:
    search(run, library)
    folder = places(cache)[0].parent
    (folder / ".new-crashed").mkdir()
    (folder / ".new-crashed" / "half.store").write_bytes(b"half")
    (folder / ".new-running").mkdir()
    age(folder / ".new-crashed", DAY + 60)
    rebuild(run, library)
    assert not (folder / ".new-crashed").exists()
    assert (folder / ".new-running").exists()


def test_a_failed_build_leaves_nothing_behind(
    run: Run, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: Row) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(wikicli.search.index, "prepare", interrupt)
    assert run("search", "zebra", library=library).code == 130
    assert [list(folder.iterdir()) for folder in cache.iterdir()] == [[]]


def test_the_index_of_another_library_goes_after_thirty_days(
    run: Run, library: Path, cache: Path
) -> None:
    forgotten, rare = cache / "forgotten" / "1", cache / "rare" / "1"
    forgotten.mkdir(parents=True)
    rare.mkdir(parents=True)
    age(forgotten, 30 * DAY + 60)
    age(rare, 30 * DAY - 60)
    search(run, library)
    assert not forgotten.parent.exists()
    assert rare.exists()


# Damaged --------------------------------------------------------------------------


def replace_bytes(path: Path, data: bytes) -> None:
    path.unlink()  # this process may still have the old file mapped
    path.write_bytes(data)


def cut_off(path: Path) -> None:
    replace_bytes(path, path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x55
    replace_bytes(path, bytes(data))


@pytest.mark.parametrize("damage", [Path.unlink, cut_off, overwrite])
@pytest.mark.parametrize(
    "name",
    ["*.store", "*.idx", "*.pos", "*.term", "*.fast", "meta.json", "contents.json"],
)
def test_a_damaged_index_is_rebuilt(
    name: str,
    damage: Callable[[Path], None],
    run: Run,
    library: Path,
    cache: Path,
    builds: list[Path],
) -> None:
    search(run, library)
    (place,) = places(cache)
    (path,) = place.glob(name)
    damage(path)
    assert search(run, library, told=DAMAGED) == ["zebra", "road"]
    assert search(run, library) == ["zebra", "road"]
    assert builds == [place, place]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {}, "problems": [[]]}'])
def test_an_index_with_contents_of_another_shape_is_rebuilt(
    text: str, run: Run, library: Path, cache: Path, builds: list[Path]
) -> None:
    search(run, library)
    (place,) = places(cache)
    (place / "contents.json").write_text(text)
    assert search(run, library, told=DAMAGED) == ["zebra", "road"]
    assert len(builds) == 2


def test_an_empty_folder_in_the_place_of_an_index_is_replaced(
    run: Run, library: Path, cache: Path, builds: list[Path]
) -> None:
    search(run, library)
    (place,) = places(cache)
    # A reader of this process may still write its lock file: removing would fail.
    place.rename(cache.parent / "aside")
    place.mkdir()
    assert search(run, library, told=DAMAGED) == ["zebra", "road"]
    assert len(builds) == 2


class PanicException(BaseException):
    """As tantivy's panics are called, which can't be imported."""


@pytest.mark.parametrize("error", [ValueError("corrupt"), PanicException("panicked")])
def test_an_index_that_fails_when_searched_is_rebuilt(
    error: BaseException,
    run: Run,
    library: Path,
    builds: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search(run, library)
    failures = [error]
    ask: Callable[..., object] = wikicli.search.index.searcher._ask

    def fail_once(*asked: object) -> object:
        if failures:
            raise failures.pop()
        return ask(*asked)

    monkeypatch.setattr(wikicli.search.index.searcher, "_ask", fail_once)
    assert search(run, library, told=DAMAGED) == ["zebra", "road"]
    assert len(builds) == 2


class Damaged:
    """A searcher that panics as soon as it is asked for one thing."""

    def __init__(self, searcher: object, broken: str) -> None:
        self.searcher = searcher
        self.broken = broken

    def __getattr__(self, name: str) -> object:
        if name == self.broken:
            raise PanicException("panicked")
        return getattr(self.searcher, name)


@pytest.mark.parametrize("broken", ["doc_freq", "aggregate", "search"])
def test_an_index_that_fails_at_any_question_is_rebuilt(
    broken: str, tmp_path: Path
) -> None:
    def rows() -> Iterable[Row | Problem]:
        yield Row(Head("zebra", "Zebra"), (("Zebra", "title"),), ())

    index = open_index(tmp_path / "library" / "content", rows)
    index.searcher = Damaged(index.searcher, broken)
    (found,) = index.find(index.understand(Words("zebar")), 5).found
    assert (found.row.head.slug, found.way) == ("zebra", "near")
    assert isinstance(index.searcher, Damaged) is False


def test_a_fault_that_a_new_index_has_too_is_a_bug_and_shown(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("not of the disk's making")

    monkeypatch.setattr(wikicli.search.index.searcher, "_ask", fail)
    with pytest.raises(ValueError, match="not of the disk's making"):
        run("search", "zebra", library=library)


# Without a disk -------------------------------------------------------------------


@pytest.mark.parametrize("part", ["cache", "cache/wikicli", "cache/wikicli/index"])
def test_a_file_where_the_cache_belongs_leaves_the_index_in_memory(
    part: str, run: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / part
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("no folder")
    for _ in range(2):
        assert search(run, library) == ["zebra", "road"]
    assert path.read_text() == "no folder"


def test_a_file_where_the_index_belongs_leaves_it_in_memory(
    run: Run, library: Path, cache: Path
) -> None:
    search(run, library)
    (place,) = places(cache)
    place.rename(cache.parent / "aside")  # as above
    place.write_text("no folder")
    assert search(run, library) == ["zebra", "road"]


def test_a_link_to_nowhere_as_cache_leaves_the_index_in_memory(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").symlink_to(tmp_path / "nowhere" / "at" / "all")
    assert search(run, library) == ["zebra", "road"]


def test_a_disk_without_room_leaves_the_index_in_memory(
    run: Run, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert search(run, library) == ["zebra", "road"]
    assert places(cache) == []


def test_an_index_that_may_not_be_written_to_is_still_an_answer(
    run: Run, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(run, library)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(os, "utime", refuse)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    monkeypatch.setattr(Path, "rename", refuse)
    assert search(run, library) == ["zebra", "road"]


def test_a_damaged_index_that_can_not_be_removed_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "library" / "content"
    opened = open_index(place, list)
    assert opened.rebuild is not None

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    assert opened.rebuild().rebuild is None  # one in memory has no second chance


def test_a_damaged_index_leaves_its_place_at_once(
    run: Run, library: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(run, library)
    (place,) = places(cache)
    (place / "meta.json").unlink()
    remove: Callable[..., None] = shutil.rmtree

    def remove_late(path: Path, **more: object) -> None:
        if path.name.startswith(".new-"):
            remove(path, **more)

    monkeypatch.setattr(shutil, "rmtree", remove_late)
    assert search(run, library, told=DAMAGED) == ["zebra", "road"]
    assert (place / "meta.json").is_file()


# Problems of entries --------------------------------------------------------------


def test_broken_entries_are_warned_about_with_a_cached_index_too(
    run: Run, make_library: MakeLibrary, builds: list[Path]
) -> None:
    library = make_library({**FILES, "broken.yaml": "title: [\n", "empty.yaml": ""})
    expected = f"warning: 2 problems: wikicli -L {library} check\n"
    for words in (("search", "zebra"), ("list",), ("search", "zebra", "--json")):
        result = run(*words, library=library)
        assert (result.stderr, result.code) == (expected, 0)
    assert len(builds) == 1


def test_a_library_of_broken_entries_finds_nothing(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"empty.yaml": ""})
    result = run("search", "zebra", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr == (
        f"warning: {library}/empty.yaml:1:1: this file is empty\n"
        "error: no entry matches 'zebra'\n"
    )


def test_problems_come_back_from_the_disk_as_they_were(tmp_path: Path) -> None:
    place = Location(tmp_path / "ա\udcff.yaml", 3, 7)
    problem = Problem(place, Severity.ERROR, "no-title", "there is “none”", "add it")

    def rows() -> Iterable[Row | Problem]:
        yield problem

    folder = tmp_path / "library" / "content"
    assert open_index(folder, rows).problems == [problem]
    assert open_index(folder, list).problems == [problem]


# Names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "zebra",
        "ZEBRA",
        "the-striped-horse",
        "The  striped–horse",
        "Զեբր",
        "ԶԵԲՐ",
        "զե՛բր",
    ],
)
def test_names_match_in_any_case_and_with_any_hyphen(
    name: str, run: Run, make_library: MakeLibrary
) -> None:
    text = (
        "title: Zebra\nbody: B.\naliases: [The striped horse]\n"
        "terms: [{hy: Զեբր, en: zebra}]\n"
    )
    library = make_library({"equus-zebra.yaml": text})
    shown = run("show", name, "--json", library=library)
    assert json.loads(shown.stdout)["slug"] == "equus-zebra"


@pytest.mark.parametrize(("name", "other"), [("!!!", "???"), ("՞", "՛")])
def test_a_name_of_signs_is_equal_to_itself_only(
    name: str, other: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"bang.yaml": f"title: '{name}'\nbody: A band.\n"})
    assert run("show", name, library=library).code == 0
    assert run("show", other, library=library).code == 1


def test_a_name_too_long_for_an_index_is_no_fault(
    run: Run, make_library: MakeLibrary
) -> None:
    name = "long " * 40_000
    library = make_library({"a.yaml": f"title: A\nbody: B.\naliases: ['{name}']\n"})
    assert search(run, library, "long") == ["a"]


def test_near_names_are_those_a_letter_away_two_of_eight_letters(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"equus.yaml": "title: Equus\nbody: B.\naliases: [Quagga, Przewalski]\n"}
    )
    for name in ("quogga", "przewlasky"):
        assert run("show", name, library=library).stderr == (
            f"error: no entry named '{name}'\nhint: did you mean 'equus' (Equus)?\n"
        )
    assert run("show", "quogge", library=library).stderr == (
        "error: no entry named 'quogge'\n"
        f"hint: see all names: wikicli -L {library} list\n"
    )


def test_a_very_long_name_has_no_near_one(tmp_path: Path) -> None:
    def rows() -> Iterable[Row | Problem]:
        for length in (80, 90):
            title = "a" * length
            yield Row(Head(f"a{length}", title), ((title, "title"),), ())

    index = open_index(tmp_path / "library" / "content", rows)
    assert [head.slug for head in index.find_near("a" * 78 + "b", 5)] == ["a80"]
    assert index.find_near("a" * 89, 5) == []
    assert [head.slug for head in index.find_by_name("a" * 90)] == ["a90"]


def test_keys_fold_case_marks_and_english_endings() -> None:
    keys = [word_key(word) for word in ("Unification", "UNIFICATIONS", "Միացո՛ւմ")]
    assert keys == [word_key("unification")] * 2 + [word_key("միացում")]
    assert name_key("Nagorno–Karabakh  WAR") == "nagorno karabakh war"


def test_names_are_compared_in_plain_letters_of_either_script() -> None:
    assert name_spellings("Miats’um") == {"miatsum"}
    assert name_spellings("Միացում") == {"միացում", "miatsum"}
    assert name_spellings("") == set()
    assert (name_spellings("a" * 82), name_spellings("a" * 83)) == ({"a" * 82}, set())


def test_a_name_of_at_most_80_letters_and_no_signs_has_a_sound() -> None:
    assert name_sounds("ab c") == ("abc",)
    assert name_sounds("ab/c") == ()
    assert (len(name_sounds("a" * 80)), name_sounds("a" * 81)) == (1, ())


# At the same time -----------------------------------------------------------------

SEARCHES = """
import io, json, sys
from contextlib import redirect_stdout
from typer.main import get_command
from wikicli.cli import get_app

main = get_command(get_app(["search"]))
words = ["-L", sys.argv[1], "search", "zebra", "--json"]
answers = []
for _ in range(25):
    with redirect_stdout(io.StringIO()) as out:
        try:
            main(words)
        except SystemExit as end:
            code = end.code
    hits = json.loads(out.getvalue())["hits"]
    answers.append([code, [hit["slug"] for hit in hits]])
print(json.dumps(answers))
"""


def change(path: Path, number: int) -> None:
    """Give an entry another text, in one step."""
    beside = path.with_suffix(".new")
    beside.write_text(f"title: Road\nbody: A zebra crosses it {number} times.\n")
    beside.replace(path)


def test_eight_processes_search_while_an_entry_changes(library: Path) -> None:
    command = [sys.executable, "-c", SEARCHES, str(library)]
    pipe = subprocess.PIPE
    searchers = [subprocess.Popen(command, stdout=pipe, stderr=pipe) for _ in range(8)]
    changes = 0
    for searcher in searchers:
        while True:
            change(library / "road.yaml", changes)
            changes += 1
            try:
                stdout, stderr = searcher.communicate(timeout=0.2)
                break
            except subprocess.TimeoutExpired:
                continue
        assert (stderr.decode(), searcher.returncode) == ("", 0)
        assert json.loads(stdout) == [[0, ["zebra", "road"]]] * 25
    assert changes > 8


def test_two_builders_of_one_index_do_no_harm(library: Path, cache: Path) -> None:
    place = cache / "library" / "content"
    raced: list[wikicli.search.index.Index] = []

    def rows() -> Iterable[Row | Problem]:
        if not raced:  # another process is faster
            raced.append(open_index(place, list))
        return []

    opened = open_index(place, rows)
    assert (opened.heads(), raced[0].heads()) == ([], [])
    assert list(place.parent.iterdir()) == [place]
