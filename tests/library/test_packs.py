"""Packs: the same answers as from the files, whoever made or damaged them."""

import json
import random
import re
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run
from kit.mutants import make_mutant
from kit.schemas import answer, validator
from wikicli.base import processes
from wikicli.base.codec import shrink
from wikicli.base.errors import LibraryError, WikicliError
from wikicli.library import packs
from wikicli.library.library import Library
from wikicli.library.packing import build_pack, unpack_pack, verify_pack
from wikicli.library.packs import Overlay, PackedFiles, open_pack
from wikicli.library.sources import read_source, read_sources
from wikicli.search.index import FORMAT

MADE = "2026-11-28"
DAMAGED = "pack '{}' is damaged"


@pytest.fixture(autouse=True)
def forget() -> None:
    """Open each pack anew: in a test it may be another at the same place."""
    open_pack.cache_clear()


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack of the shipped entries; not to be changed."""
    return pack(ENTRIES, tmp_path_factory.mktemp("packs") / "starter.wikipack")


def pack(folder: Path, place: Path) -> Path:
    library = Library([read_source(folder, "a test")], place.parent / "cache" / "index")
    build_pack(library, place, MADE)
    return place


@pytest.fixture
def make_pack(make_library: MakeLibrary, tmp_path: Path) -> Callable[..., Path]:
    def make(name: str, **files: str | bytes) -> Path:
        shutil.rmtree(tmp_path / "library", ignore_errors=True)
        named = {f"{it.replace('_', '-')}.yaml": text for it, text in files.items()}
        return pack(make_library(named), tmp_path / f"{name}.wikipack")

    return make


def entry(title: str, text: str = "Some text.", more: str = "") -> str:
    return f"title: {title}\nbody: '{text}'\n{more}"


# The same answers -------------------------------------------------------------------

COMMANDS = """
show miatsum
show Միացում --lang both
show yerevan --json
show yerevan --links --toc
refs miatsum
refs miatsum --json
refs --all
refs --all --unused
cite miatsum --json
coverage
coverage --json
coverage yerevan
links miatsum
links miatsum --related
links --orphans
links --dangling
links --json
links yerevan --depth 2
list
list --json
list --category Diplomacy
categories
terms
terms --json
terms miatsum
terms --lookup unification
search unification
search unification --json --sort title
search Ստեփ
search erevan --facets
search '"nagorno karabakh" -war'
search ykrevan
search 'type:book year:1988..1994'
show no-such-name
show karabah
check --statistics
""".strip().splitlines()


@pytest.mark.parametrize("command", COMMANDS)
def test_a_pack_answers_as_its_files_do(
    command: str,
    run: Run,
    starter: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # paths below it would be shorter

    def ask(place: Path) -> tuple[str, str, int]:
        result = run(*shlex.split(command), "--width", "90", library=place)
        texts = (result.stdout, result.stderr)
        out, err = (it.replace(str(place), "PLACE") for it in texts)
        if "took_ms" in out:
            out = json.dumps({**json.loads(out), "took_ms": 0})
        return out, err, result.code

    assert ask(starter) == ask(ENTRIES)


def test_every_shipped_entry_is_sound_as_it_was_compiled(starter: Path) -> None:
    opened = open_pack(starter)
    for slug in PackedFiles(opened):
        for kind in packs.KINDS:
            assert opened.get(kind, slug), (kind, slug)


def test_entries_of_any_text_answer_from_a_pack_as_from_their_files(
    run: Run, make_library: MakeLibrary, tmp_path: Path
) -> None:
    mutants = {f"m{it}.yaml": make_mutant(it).data for it in range(60)}
    folder = make_library(mutants)
    place = pack(folder, tmp_path / "m.wikipack")
    for name in mutants:
        asked = ("show", Path(name).stem, "--lang", "both", "--width", "60")
        ours, theirs = (run(*asked, library=it) for it in (folder, place))
        assert ours.stdout == theirs.stdout
        assert ours.code == theirs.code
        told = theirs.stderr.replace(str(place), str(folder))
        assert ours.stderr == told


@pytest.mark.parametrize("command", ["refs --all", "check --statistics", "index"])
def test_several_processes_read_a_pack(
    command: str, run: Run, starter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = run(*command.split(), library=starter)
    monkeypatch.setattr(processes, "PAYS_FROM", 1)
    assert run(*command.split(), library=starter) == alone


def test_several_processes_pack_a_pack(
    starter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PAYS_FROM", 1)
    again = pack(starter, tmp_path / "again.wikipack")
    assert list(PackedFiles(open_pack(again))) == list(PackedFiles(open_pack(starter)))


def test_a_pack_is_never_written_to(run: Run, starter: Path) -> None:
    def state() -> dict[str, tuple[int, int]]:
        found = {path: path.stat() for path in (starter, *starter.rglob("*"))}
        return {str(it): (st.st_mtime_ns, st.st_size) for it, st in found.items()}

    before = state()
    for command in ("show miatsum", "search war", "links", "check", "list", "random"):
        run(*command.split(), library=starter)
    assert state() == before


def test_random_picks_of_a_pack(run: Run, starter: Path) -> None:
    assert run("random", library=starter).code == 0
    found = run("random", "--category", "Diplomacy", library=starter)
    assert found.code == 0


def test_the_index_of_a_pack_is_in_there(run: Run, starter: Path) -> None:
    told = run("index", library=starter)
    assert told == Result("index of 43 entries, in the pack: is only read\n", "", 0)
    assert re.search(
        r"(?m)^  index +in the pack$", run("where", library=starter).stdout
    )


# Out again --------------------------------------------------------------------------


def test_unpacked_files_are_byte_for_byte_what_went_in(
    make_library: MakeLibrary, tmp_path: Path
) -> None:
    files = {
        "a.yaml": entry("A").encode() + b"# a comment \xd4\xb1\r\n\t\n",
        "sub/deep/b.yaml": b"\xff\xfe no text",
        "empty.yaml": b"",
        "broken.yaml": b"title: [",
        "library.toml": b"title = 'T'  # mine\n",
    }
    place = pack(make_library(files), tmp_path / "p.wikipack")
    assert unpack_pack(place, tmp_path / "out") == 4
    found = {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*.*")
    }
    assert found == files


def test_a_pack_of_a_pack_has_the_same_entries(starter: Path, tmp_path: Path) -> None:
    again = pack(starter, tmp_path / "again.wikipack")
    unpack_pack(again, tmp_path / "out")
    for path in ENTRIES.glob("*.yaml"):
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


# Several ----------------------------------------------------------------------------


def test_of_packs_and_folders_the_first_that_has_an_entry_wins(
    make_pack: Callable[..., Path], make_library: MakeLibrary, run: Run, tmp_path: Path
) -> None:
    one = make_pack("one", a=entry("Cat", "One."), b=entry("Dog", "One."))
    two = make_pack("two", b=entry("Cow", "Two."), c=entry("Hen", "Two."))
    folder = make_library({"c.yaml": entry("Fox", "Own."), "d.yaml": entry("Elk")})
    (folder / "a.yaml").unlink(missing_ok=True)
    (folder / "b.yaml").unlink(missing_ok=True)

    def ask(order: tuple[Path, ...], *words: str) -> Result:
        return run(*(word for it in order for word in ("-L", it)), *words)

    def titles(*order: Path) -> list[str]:
        listed = ask(order, "list", "--format", "{title}").stdout.split()
        names = " OR ".join(f"title:{it}" for it in "cat dog cow hen fox elk".split())
        found = json.loads(ask(order, "search", names, "--json").stdout)
        assert sorted(hit["title"] for hit in found["hits"]) == listed
        assert found["total"] == len(listed)
        return listed

    assert titles(one, two, folder) == ["Cat", "Dog", "Elk", "Hen"]
    assert titles(folder, two, one) == ["Cat", "Cow", "Elk", "Fox"]
    assert titles(two, folder, one) == ["Cat", "Cow", "Elk", "Hen"]
    assert ask((two, one), "show", "Dog").code == 1
    assert "Two." in ask((two, one), "show", "b").stdout


def test_files_of_several_sources_are_as_many_as_they_yield() -> None:
    layers = [{"b": Path("1"), "a": Path("1")}, {"b": Path("2"), "c": Path("2")}, {}]
    files = Overlay([dict(it) for it in layers])
    assert list(files) == ["a", "b", "c"]
    assert len(files) == 3
    assert files["b"] == Path("1")
    assert files.get("d") is None


def test_a_folder_of_packs_is_one_library(
    make_pack: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    shards = tmp_path / "shards"
    shards.mkdir()
    for name in ("one", "two", "three"):
        made = make_pack(name, **{name: entry(name.title(), "Shared words.")})
        made.rename(shards / made.name)
    listed = run("list", "--format", "{slug}", library=shards).stdout.split()
    assert listed == ["one", "three", "two"]
    assert len(read_sources(shards, "a test")) == 3
    assert (
        json.loads(run("search", "shared", "--json", library=shards).stdout)["total"]
        == 3
    )
    (shards / "own.yaml").write_text(entry("Own"), "utf-8")
    assert "own" in run("list", "--format", "{slug}", library=shards).stdout.split()


def test_links_lead_from_files_into_packs(
    make_pack: Callable[..., Path], make_library: MakeLibrary, run: Run
) -> None:
    made = make_pack("one", b=entry("Bee"))
    folder = make_library({"a.yaml": entry("A", "See [[b]].")})
    (folder / "b.yaml").unlink()
    both = ("-L", folder, "-L", made)
    shown = run(*both, "show", "a")
    assert "See Bee." in shown.stdout
    found = run(*both, "search", '"see bee"', "--json")
    assert [hit["slug"] for hit in json.loads(found.stdout)["hits"]] == ["a"]


# Nobody changes it ------------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    ["fmt", "fmt yerevan", "rename yerevan x", "delete yerevan --force", "new Thing"],
)
def test_what_writes_refuses_a_pack(command: str, run: Run, starter: Path) -> None:
    told = run(*command.split(), library=starter)
    assert (told.stdout, told.code) == ("", 2)
    assert "pack" in told.stderr


# Damage -----------------------------------------------------------------------------


def copy(place: Path, tmp_path: Path) -> Path:
    open_pack.cache_clear()
    shutil.rmtree(tmp_path / "copy.wikipack", ignore_errors=True)
    return Path(shutil.copytree(place, tmp_path / "copy.wikipack"))


def files_of(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def flip(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def test_any_flipped_bit_is_found(starter: Path, tmp_path: Path) -> None:
    assert verify_pack(starter) == []
    chance = random.Random(3)
    for number in range(120):
        place = copy(starter, tmp_path)
        paths = files_of(place)
        path = paths[number % len(paths)]
        flip(path, chance)
        try:
            found = verify_pack(place)
        except LibraryError:  # the manifest itself
            assert path.name == "manifest.json"
        else:
            assert found == [path.relative_to(place).as_posix()]


def test_a_flipped_bit_gives_the_old_answer_or_an_error(
    starter: Path, tmp_path: Path, run: Run
) -> None:
    commands = ("show miatsum", "search war", "links --orphans", "list", "refs miatsum")
    words = [command.split() for command in commands]
    right = [run(*it, library=starter) for it in words]
    chance = random.Random(11)
    for number in range(150):
        place = copy(starter, tmp_path)
        paths = files_of(place)
        flip(chance.choice(paths), chance)
        asked = words[number % len(words)]
        told = run(*asked, library=place)
        if told != right[number % len(words)]:
            assert re.search("is damaged|(newer|older) format", told.stderr), told
            assert told.code == 2


@pytest.mark.parametrize("name", ["entries.sqlite", "index/meta.json", "manifest.json"])
@pytest.mark.parametrize("left", [0, 1, 100])
def test_a_cut_pack_is_told(
    name: str, left: int, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    path = place / name
    path.write_bytes(path.read_bytes()[:left])
    told = run("show", "miatsum", library=place)
    assert told.stderr == (
        f"error: {DAMAGED.format(place)}\n"
        f"hint: see what of it: wikicli pack verify {place}\n"
    )
    assert told.code == 2


def test_a_missing_file_is_told_and_found(
    starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    (place / "entries.sqlite").unlink()
    (place / "more.txt").write_text("more")
    assert run("list", library=place).code == 2
    told = run("pack", "verify", str(place))
    assert told.stdout == (
        f"{place}/entries.sqlite: not as it was built\n"
        f"{place}/more.txt: not as it was built\n"
    )
    assert told.code == 1


def rewrite(place: Path, **changes: Any) -> None:
    """Write the manifest as a stranger may: its own checksum is right."""
    manifest = packs.read_manifest(place, with_files=False)
    sizes = {name: (size, "") for name, size in packs.find_sizes(place).items()}
    manifest = manifest._replace(files=sizes)._replace(**changes)
    (place / "manifest.json").write_bytes(manifest.write())
    open_pack.cache_clear()


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"format": 2}, "is of a newer format", "a newer wikicli reads it"),
        (
            {"index_format": FORMAT + 1},
            "is of a newer format",
            "a newer wikicli reads it",
        ),
        ({"format": 0}, "is of an older format", "build it anew: wikicli pack build"),
        ({"name": "a\x1b[31mb"}, "is damaged", ""),
        ({"entries": "many"}, "is damaged", ""),
        ({"languages": {"en": "all"}}, "is damaged", ""),
    ],
)
def test_a_manifest_of_another_kind_is_told(
    changes: dict[str, Any],
    message: str,
    hint: str,
    starter: Path,
    tmp_path: Path,
    run: Run,
) -> None:
    place = copy(starter, tmp_path)
    rewrite(place, **changes)
    told = run("show", "miatsum", library=place)
    assert told.stderr.startswith(f"error: pack '{place}' {message}\nhint: {hint}")
    assert told.code == 2


@pytest.mark.parametrize(
    "data", ["", "{}", "[]", "[" * 5000, "null", '{"format": 1}', "\0", '"a"']
)
def test_what_is_no_manifest_is_damage(
    data: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    (place / "manifest.json").write_text(data)
    told = run("list", library=place)
    assert told.stderr.startswith(f"error: {DAMAGED.format(place)}\n")


def test_what_is_no_pack_is_told(tmp_path: Path, run: Run) -> None:
    place = tmp_path / "x.wikipack"
    told = run("list", library=place)
    assert told.stderr == (
        f"error: '{place}' is no pack: No such file or directory (manifest.json)\n"
        "hint: a pack is a directory that wikicli pack build has made\n"
    )
    place.write_text("a file")
    assert "is no pack: Not a directory" in run("list", library=place).stderr


def test_the_format_of_the_index_is_the_one_that_packs_name() -> None:
    assert packs.INDEX_FORMAT == FORMAT


# Made by a stranger -----------------------------------------------------------------


def tamper(place: Path, *statements: tuple[str, tuple[Any, ...]]) -> None:
    with sqlite3.connect(place / "entries.sqlite") as database:
        for statement, values in statements:
            database.execute(statement, values)
    database.close()
    rewrite(place)


def say(place: Path, kind: str, text: str) -> None:
    """Have a pack say something else of Miatsum, with the right checksum."""
    row = (*shrink(text.encode()), "miatsum")
    tamper(place, (f"UPDATE {kind} SET sum = ?, data = ? WHERE slug = ?", row))


HOSTILE = [
    '[1,"\x1b[31mred"]',
    '[1,"\\u001b[31mred"]',
    '[4,"miatsum",5]',
    '[4,["list"],"x"]',
    '[0,[4,"miatsum","M","**b**"],[18,{},1],[0],[0]]',
    "[" * 3000,
    '{"a": 1}',
]


LIES = {
    "another entry": ("entry", '[3,"miatsum"', '[3,"yerevan"'),
    "another head": ("head", '"miatsum"', '"yerevan"'),
    "another node": ("links", '"miatsum"', '"yerevan"'),
    "links without a field": ("links", '[0,"body"]', "[0]"),
    "links of another": ("links", '[7,"miatsum"', '[7,"nobody"'),
    "sources without a reference": ("sources", '"nodia"', '"nobody"'),
    "sources without a kind": ("sources", '"news":', '"gossip":'),
}


@pytest.mark.parametrize(("kind", "said", "lie"), LIES.values(), ids=LIES)
def test_what_does_not_agree_with_itself_is_read_from_the_text(
    kind: str, said: str, lie: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    text = open_pack(starter).get(kind, "miatsum")
    assert text
    assert said in text
    place = copy(starter, tmp_path)
    say(place, kind, text.replace(said, lie, 1))
    assert open_pack(place).get(kind, "miatsum") is None
    for command in ("show miatsum", "links", "links yerevan --related", "coverage"):
        assert run(*command.split(), library=place) == run(
            *command.split(), library=starter
        )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("kind", packs.KINDS)
def test_what_is_not_sound_is_read_from_the_text(
    text: str, kind: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    say(place, kind, text)
    for command in ("show miatsum", "links miatsum", "refs --all", "show yerevan"):
        ours, theirs = (run(*command.split(), library=it) for it in (place, starter))
        assert ours.stdout == theirs.stdout
        assert ours.code == 0


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW extra AS SELECT 1",
        "CREATE TRIGGER extra AFTER INSERT ON text BEGIN SELECT 1; END",
        "CREATE TABLE extra (a)",
        "DROP TABLE entry",
    ],
)
def test_a_database_with_other_tables_is_refused(
    statement: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    tamper(place, (statement, ()))
    told = run("show", "miatsum", library=place)
    assert told.stderr.startswith(f"error: {DAMAGED.format(place)}\n")
    assert told.code == 2


@pytest.mark.parametrize(
    "where",
    [
        "../out.yaml",
        "/tmp/out.yaml",
        "a/../../b.yaml",
        ".git/a.yaml",
        "a",
        "a\0.yaml",
        "",
    ],
)
def test_nothing_is_unpacked_outside_its_folder(
    where: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    tamper(place, ("UPDATE text SET place = ? WHERE slug = 'yerevan'", (where,)))
    told = run("pack", "unpack", str(place), "-o", str(tmp_path / "out"))
    assert told.code == 2
    assert "is no place of an entry" in told.stderr
    assert not (tmp_path / "out").exists()


def test_a_text_that_grows_without_end_is_not_expanded(
    starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    row = (*shrink(bytes(1 << 27)), "miatsum")
    change = "SET sum = ?, data = ? WHERE slug = ?"
    both = (f"UPDATE {it} {change}" for it in ("text", "entry"))
    tamper(place, *((statement, row) for statement in both))
    told = run("show", "miatsum", library=place)
    assert told.stderr.startswith(
        f"error: {place}/miatsum.yaml:1:1: this can't be read: "
    )
    assert told.code == 2


@pytest.mark.parametrize("row", [-1000, 2**62])
def test_a_pack_that_lies_about_its_size_does_no_harm(
    row: int, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    if row < 0:
        tamper(place, ("UPDATE text SET rowid = -rowid", ()))
    tamper(place, ("UPDATE text SET rowid = ? WHERE slug = 'yerevan'", (row,)))
    for command in ("show yerevan", "list", "search war --sort title", "refs --all"):
        ours, theirs = (run(*command.split(), library=it) for it in (place, starter))
        assert ours.stdout == theirs.stdout
        assert ours.code == 0
    assert run("where", library=place).code == 0


@pytest.mark.parametrize("command", ["list", "show Երևան", "search yerevan --json"])
def test_an_index_of_entries_that_are_not_there_is_damage(
    command: str, starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    tamper(place, ("DELETE FROM text WHERE slug = 'yerevan'", ()))
    told = run(*command.split(), library=place)
    assert told.stderr.startswith(f"error: {DAMAGED.format(place)}\n")
    assert (told.stdout, told.code) == ("", 2)


def test_slugs_that_are_none_are_not_listed(
    starter: Path, tmp_path: Path, run: Run
) -> None:
    place = copy(starter, tmp_path)
    data = shrink(b"title: T\nbody: B\n")
    for slug in ("../up", "a\x1b[1m", "a\nb"):
        row = (slug, *data, "a.yaml")
        tamper(place, ("INSERT INTO text VALUES (?, ?, ?, ?)", row))
    told = run("links", "--orphans", library=place)
    assert told.stdout == run("links", "--orphans", library=starter).stdout


# Building ---------------------------------------------------------------------------


def test_building_says_what_is_in_the_pack(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "p.wikipack"
    words = ("pack", "build", str(ENTRIES), "-o", str(place), "--width", "300")
    told = run(*words, library=None)
    lines = told.stdout.split("\n")
    assert lines[0].split() == ["pack", str(place)]
    assert lines[1].split(None, 1)[1] == "43 entries: English 43, Armenian 15"
    assert run("pack", "info", str(place), "--width", "300").stdout == told.stdout
    found = json.loads(run("pack", "info", str(place), "--json").stdout)
    assert (found["entries"], found["languages"]) == (43, {"en": 43, "hy": 15})
    assert found["name"] == "p"


def test_the_json_of_packs_fits_its_schemas(
    run: Run, starter: Path, tmp_path: Path
) -> None:
    place = copy(starter, tmp_path)
    for action, *more in (("info",), ("verify",), ("unpack", "-o", tmp_path / "out")):
        name = "pack" if action == "info" else f"pack-{action}"
        told = answer(run("pack", action, place, *more, "--json"))
        validator(name).validate(told)
    flip(place / "index" / "meta.json", random.Random(1))
    told = json.loads(run("pack", "verify", place, "--json").stdout)
    validator("pack-verify").validate(told)
    assert (told["sound"], told["changed"]) == (False, ["index/meta.json"])


def test_a_file_without_an_entry_goes_into_a_pack_with_a_warning(
    make_library: MakeLibrary, run: Run, tmp_path: Path
) -> None:
    library = make_library({"a.yaml": entry("A"), "broken.yaml": "title: [\n"})
    told = run("pack", "build", "-o", tmp_path / "p.wikipack", library=library)
    place = f"{library}/broken.yaml:2:1"
    assert told.stderr == f"warning: {place}: a value is missing before this\n"
    assert "2 entries: English 1" in told.stdout
    assert told.code == 0


def test_a_pack_is_put_in_no_place_that_is_taken(
    make_pack: Callable[..., Path], make_library: MakeLibrary, run: Run
) -> None:
    place = make_pack("one", a=entry("A"))
    told = run("pack", "build", "-o", str(place), library=make_library({}))
    assert told.stderr == (
        f"error: '{place}' is there already\n"
        "hint: remove it first, or give the pack another name\n"
    )
    told = run("pack", "build", "-o", "name", library=make_library({}))
    assert (
        told.stderr
        == "error: 'name' is no name of a pack\nhint: it ends in .wikipack\n"
    )


def test_a_library_without_entries_makes_no_pack(
    make_library: MakeLibrary, run: Run, tmp_path: Path
) -> None:
    told = run(
        "pack", "build", "-o", str(tmp_path / "p.wikipack"), library=make_library({})
    )
    assert told.stderr.startswith("error: the library has no entries\n")
    assert not (tmp_path / "p.wikipack").exists()


def test_a_disk_that_refuses_leaves_nothing_behind(
    make_library: MakeLibrary, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.yaml": entry("A")})
    place = tmp_path / "packs" / "p.wikipack"

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    for name in (
        "wikicli.library.packing._describe",
        "wikicli.library.packing._insert",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(name, fail)
            told = run("pack", "build", "-o", str(place), library=library)
        assert told.stderr == (
            f"error: can't write pack '{place}': No space left on device\n"
        )
        assert told.code == 2
        assert list(place.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("build", "pack build needs a name for the pack"),
        ("unpack x.wikipack", "pack unpack needs a folder"),
        ("info", "pack info takes one pack"),
        ("verify a b", "pack verify takes one pack"),
        ("info x.wikipack -o y", "pack info writes nothing: it takes no --output"),
    ],
)
def test_a_pack_command_that_lacks_something_says_so(
    words: str, message: str, run: Run
) -> None:
    told = run("pack", *words.split())
    assert told.stderr.startswith(f"error: {message}\nhint: ")
    assert told.code == 2


def test_errors_of_packs_are_ours(tmp_path: Path) -> None:
    with pytest.raises(WikicliError):
        open_pack(tmp_path)
