"""An index brought up to date says what one built anew says."""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

import wikicli.search.index.store
from wikicli.base.model import Head
from wikicli.library import hits
from wikicli.library.hits import Wanted
from wikicli.library.library import Library
from wikicli.library.sources import read_source

WORDS = "zebra lion road horse Երևան miatsum շարժում karabakh tower garden".split()
QUERIES = [*WORDS, "zebras", "karabkh", "yerevan", "shogun", "entry 3", "titel four"]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The slugs whose files were read for an index, in this order."""
    found: list[str] = []
    read = Library.read_row

    def note(library: Library, slug: str) -> object:
        found.append(slug)
        return read(library, slug)

    monkeypatch.setattr(Library, "read_row", note)
    return found


def open_library(folder: Path, cache: Path) -> Library:
    return Library([read_source(folder, "a test")], cache)


def entry(chance: random.Random, number: int) -> str:
    words = " ".join(chance.choices(WORDS, k=6))
    link = f"[[entry-{chance.randrange(40)}]]"
    title = chance.choice(WORDS).title()
    return f"title: {title} {number}\nbody: |\n  {words} {link}.\nsee_also: [entry-1]\n"


def answers(library: Library) -> list[object]:
    """Everything an index is asked for, but scores, which count deleted entries."""
    index = library.index
    problems = sorted(map(str, index.problems))
    found: list[object] = [index.heads(), index.glossary(), problems]
    for query in QUERIES:
        result = hits.find(query, library, Wanted(50))
        order = sorted((hit.head.slug, hit.field, hit.way) for hit in result.hits)
        words = index.words(query)
        found.append((query, result.total, result.counts, order, words))
        found.append(sorted(head.slug for head in index.find_by_name(query)))
    return found


@pytest.mark.parametrize("seed", range(3))
def test_after_each_edit_the_index_says_what_a_new_one_says(
    seed: int, tmp_path: Path
) -> None:
    chance = random.Random(seed)
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    folder.mkdir()
    for number in range(30):
        path = folder / f"entry-{number}.yaml"
        path.write_text(entry(chance, number))
    assert answers(open_library(folder, cache))
    for step in range(12):
        edit(chance, folder, step)
        updated = open_library(folder, cache)
        anew = open_library(folder, tmp_path / f"cache-{step}")
        assert answers(updated) == answers(anew)


def edit(chance: random.Random, folder: Path, step: int) -> None:
    """Add, change, break, remove or rename the file of an entry."""
    path = folder / f"entry-{chance.randrange(36)}.yaml"
    match chance.choice("write write remove break rename".split()):
        case "write":
            path.write_text(entry(chance, step + 100))
        case "remove":
            path.unlink(missing_ok=True)
        case "break":
            path.write_text("title: [broken")
        case _:
            if path.exists():
                path.rename(folder / f"moved-{step}.yaml")


def fill(folder: Path, count: int = 100) -> None:
    folder.mkdir()
    for number in range(count):
        text = f"title: Entry {number}\nbody: See [[entry-{number + 1}]].\n"
        (folder / f"entry-{number}.yaml").write_text(text)


def change(folder: Path, slug: str, text: str) -> None:
    (folder / f"{slug}.yaml").write_text(text)


def slugs(heads: Iterable[Head]) -> list[str]:
    return [head.slug for head in heads]


def test_one_changed_file_is_read_and_no_other(
    tmp_path: Path, reads: list[str]
) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    assert len(open_library(folder, cache).index.heads()) == len(reads) == 100
    reads.clear()
    change(folder, "entry-7", "title: Entry 7\nbody: A giraffe. [[entry-8]]\n")
    library = open_library(folder, cache)
    assert slugs(hit.head for hit in hits.find("giraffe", library, Wanted(9)).hits) == [
        "entry-7"
    ]
    assert reads == ["entry-7"]


def test_entries_that_show_a_changed_title_are_read_again(
    tmp_path: Path, reads: list[str]
) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    assert open_library(folder, cache).index
    reads.clear()
    change(folder, "entry-7", "title: Giraffe\nbody: B.\n")
    library = open_library(folder, cache)
    found = hits.find("giraffe", library, Wanted(9)).hits
    assert slugs(hit.head for hit in found) == ["entry-7", "entry-6"]
    assert reads == ["entry-7", "entry-6"]
    reads.clear()
    (folder / "entry-7.yaml").unlink()
    found = hits.find("entry 7", open_library(folder, cache), Wanted(1)).hits
    assert "entry-6" in slugs(hit.head for hit in found)
    assert reads == ["entry-6"]


def test_a_word_that_is_gone_is_not_known_any_more(tmp_path: Path) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    change(folder, "entry-7", "title: Giraffe\nbody: A hippopotamus.\n")
    assert hits.find("hippopotamus", open_library(folder, cache), Wanted(1)).total == 1
    change(folder, "entry-7", "title: Giraffe\nbody: A hippopotamos.\n")
    result = hits.find("hippopotamus", open_library(folder, cache), Wanted(1))
    assert (result.total, result.counts["near"]) == (1, 1)


def test_many_changes_build_the_index_as_a_whole(
    tmp_path: Path, reads: list[str]
) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    assert open_library(folder, cache).index
    for number in range(42):
        change(folder, f"entry-{number}", f"title: New {number}\nbody: B.\n")
    reads.clear()
    assert open_library(folder, cache).index
    assert len(reads) == 100


def test_small_changes_add_up_to_a_whole_build(
    tmp_path: Path, reads: list[str]
) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    for step in range(8):
        for number in range(8):
            text = f"title: Entry {number}\nbody: Step {step}.\n"
            change(folder, f"entry-{number}", text)
        reads.clear()
        assert open_library(folder, cache).index
    sizes = [len(list(it.iterdir())) for it in (cache).glob("*/*")]
    assert len(sizes) <= 8
    assert max(sizes) < 80


@pytest.mark.parametrize("text", ["", "{", '{"kind": 1}', "[]", '{"files": 3}'])
def test_an_index_that_does_not_say_what_it_is_of_is_not_used(
    text: str, tmp_path: Path, reads: list[str]
) -> None:
    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder, 20)
    assert open_library(folder, cache).index
    (place,) = cache.glob("*/*")
    (place / "states.json").write_text(text)
    change(folder, "entry-7", "title: Giraffe\nbody: B.\n")
    reads.clear()
    found = hits.find("giraffe", open_library(folder, cache), Wanted(9)).hits
    assert slugs(hit.head for hit in found)[:1] == ["entry-7"]
    assert len(reads) == 20


def test_where_files_can_not_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    assert open_library(folder, cache).index
    monkeypatch.setattr("os.link", refuse)
    change(folder, "entry-7", "title: Giraffe\nbody: B.\n")
    reads.clear()
    assert hits.find("giraffe", open_library(folder, cache), Wanted(9)).total == 2
    assert reads == ["entry-7", "entry-6"]


def test_a_failed_update_is_followed_by_a_whole_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no")

    folder, cache = tmp_path / "entries", tmp_path / "cache"
    fill(folder)
    assert open_library(folder, cache).index
    monkeypatch.setattr(wikicli.search.index.store, "update", fail)
    change(folder, "entry-7", "title: Giraffe\nbody: B.\n")
    reads.clear()
    assert hits.find("giraffe", open_library(folder, cache), Wanted(9)).total == 2
    assert len(reads) == 102
    assert not list(cache.glob("*/.new-*"))
