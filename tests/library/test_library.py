import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import MakeLibrary, Run
from kit.rights import rights_dropped
from wikicli.base.errors import (
    AmbiguousNameError,
    EntryNotFoundError,
    LibraryError,
    NoAnswerError,
    UnreadableEntryError,
)
from wikicli.base.model import Head
from wikicli.base.problems import Problem, Severity
from wikicli.entry import file as entryfile
from wikicli.entry.file import Loaded
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.search.index import Prepared

OpenLibrary = Callable[..., Library]


def entry(title: str, more: str = "") -> str:
    return f"title: {title}\n{more}body: Text of {title}.\n"


@pytest.fixture
def open_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_library: MakeLibrary
) -> OpenLibrary:
    """Open a library of files, or of paths; paths in messages are relative."""
    monkeypatch.chdir(tmp_path)

    def open_them(files: dict[str, str], *paths: str) -> Library:
        make_library(files)
        sources = [read_source(Path(path), "a test") for path in paths or ["library"]]
        return Library(sources, tmp_path / "cache")

    return open_them


def lines(library: Library) -> list[str]:
    return [f"{item.location}: {item.message}" for item in library.problems]


# Sources ----------------------------------------------------------------------------


def test_folders_are_searched_recursively(open_library: OpenLibrary) -> None:
    library = open_library({"a.yaml": "", "sub/b.yaml": "", "sub/deep/er/c.yaml": ""})
    assert {slug: str(path) for slug, path in library.files.items()} == {
        "a": "library/a.yaml",
        "b": "library/sub/b.yaml",
        "c": "library/sub/deep/er/c.yaml",
    }
    assert library.problems == []


def test_names_that_start_with_a_dot_or_underscore_are_skipped(
    open_library: OpenLibrary,
) -> None:
    files = [".a.yaml", "_b.yaml", ".git/c.yaml", "_drafts/d.yaml", "sub/_e/f.yaml"]
    library = open_library(dict.fromkeys([*files, "g.yaml"], ""))
    assert list(library.files) == ["g"]
    assert library.problems == []


def test_only_names_that_end_in_yaml_are_entries(open_library: OpenLibrary) -> None:
    library = open_library(
        dict.fromkeys(["a.yml", "b.yaml.bak", "c.YAML", "LICENSE", "d.yaml"], "")
    )
    assert list(library.files) == ["d"]
    assert library.problems == []


def test_a_single_file_is_a_source(open_library: OpenLibrary) -> None:
    library = open_library({"a.yaml": entry("A"), "b.yaml": ""}, "library/a.yaml")
    assert list(library.files) == ["a"]
    assert library.get("a").entry.title == "A"


def test_a_single_file_whose_name_is_no_slug_is_told(open_library: OpenLibrary) -> None:
    library = open_library({"My Entry.yaml": entry("A")}, "library/My Entry.yaml")
    assert lines(library) == [
        "library/My Entry.yaml:1:1: file name 'My Entry.yaml' is no slug"
    ]
    assert library.get("My Entry").entry.title == "A"


def test_earlier_sources_win(open_library: OpenLibrary) -> None:
    files = {
        "one/a.yaml": entry("First"),
        "two/a.yaml": entry("Second"),
        "two/b.yaml": entry("Other"),
    }
    library = open_library(files, "library/one", "library/two")
    assert library.get("a").entry.title == "First"
    assert [head.title for head in library.heads()] == ["First", "Other"]
    assert library.problems == []
    turned = open_library(files, "library/two", "library/one")
    assert turned.get("a").entry.title == "Second"
    with pytest.raises(EntryNotFoundError):
        turned.get("First")


def test_of_one_slug_twice_in_a_source_the_nearest_file_is_taken(
    open_library: OpenLibrary,
) -> None:
    library = open_library(
        {"z/a.yaml": entry("Far"), "a.yaml": entry("Near"), "b/a.yaml": ""}
    )
    assert library.get("a").entry.title == "Near"
    assert lines(library) == [
        "library/b/a.yaml:1:1: slug 'a' is taken by library/a.yaml",
        "library/z/a.yaml:1:1: slug 'a' is taken by library/a.yaml",
    ]


@pytest.mark.parametrize("name", ["Upper", "a_b", "a--b", "-a", "a b", "ա", "a.b"])
def test_a_file_name_that_is_no_slug_is_told_but_read(
    open_library: OpenLibrary, name: str
) -> None:
    library = open_library({f"{name}.yaml": entry("A")})
    assert lines(library) == [
        f"library/{name}.yaml:1:1: file name '{name}.yaml' is no slug"
    ]
    assert library.problems[0].hint == (
        "lower-case letters a to z, digits and single hyphens"
    )
    assert library.get(name).entry.title == library.get("A").entry.title == "A"


def test_what_bears_the_name_of_an_entry_but_is_no_file_is_told(
    open_library: OpenLibrary,
    make_library: MakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = make_library({"folder.yaml/x.txt": ""})
    (folder / "dangling.yaml").symlink_to("nowhere")
    (folder / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(folder / "fifo.yaml")
    (folder / "device.yaml").symlink_to(os.devnull)
    with socket.socket(socket.AF_UNIX) as bound, monkeypatch.context() as inside:
        inside.chdir(folder)  # the path of a socket must be short
        bound.bind("socket.yaml")
    library = open_library({"good.yaml": entry("Good")})
    assert list(library.files) == ["good"]
    assert lines(library) == [
        "library/dangling.yaml:1:1: this link leads nowhere",
        "library/device.yaml:1:1: this is no file",
        "library/fifo.yaml:1:1: this is no file",
        "library/folder.yaml:1:1: this is a folder, not an entry file",
        "library/loop.yaml:1:1: this can't be read: Too many levels of symbolic links",
        "library/socket.yaml:1:1: this is no file",
    ]


def test_links_to_folders_are_followed_but_not_in_circles(
    open_library: OpenLibrary, make_library: MakeLibrary, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.yaml").write_text(entry("B"))
    folder = make_library({"a.yaml": entry("A"), "sub/c.yaml": entry("C")})
    (folder / "away").symlink_to(tmp_path / "elsewhere")
    (folder / "again").symlink_to(tmp_path / "elsewhere")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "gone").symlink_to("nowhere")
    library = open_library({})
    assert list(library.files) == ["a", "b", "c"]
    assert library.problems == []


def test_a_folder_that_cannot_be_read_hides_only_its_own_entries(
    open_library: OpenLibrary,
    make_library: MakeLibrary,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = make_library({"a.yaml": entry("A"), "shut/b.yaml": entry("B")})
    (folder / "shut").chmod(0)
    folder.chmod(0o755)
    open_library({})
    monkeypatch.chdir(folder)
    with rights_dropped():
        source = read_source(Path(), "a test")
    (folder / "shut").chmod(0o755)
    assert list(source.files) == ["a"]
    assert [f"{item.location}: {item.message}" for item in source.problems] == [
        "shut:1:1: this folder can't be read: Permission denied"
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "library 'nowhere' does not exist"),
        (
            "library/a.yaml/b",
            "library 'library/a.yaml/b' can't be read: Not a directory",
        ),
        ("dangling", "library 'dangling' is a link that leads nowhere"),
        ("loop", "library 'loop' can't be read: Too many levels of symbolic links"),
        ("fifo", "library 'fifo' is neither a folder nor a file"),
        ("x" * 300, f"library '{'x' * 300}' can't be read: File name too long"),
    ],
)
def test_a_path_that_is_no_source_is_an_error(
    open_library: OpenLibrary, tmp_path: Path, path: str, message: str
) -> None:
    (tmp_path / "dangling").symlink_to("gone")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "fifo")
    with pytest.raises(LibraryError) as caught:
        open_library({"a.yaml": ""}, path)
    assert caught.value.message == message
    assert caught.value.hint == "it was named by: a test"


def test_a_path_that_may_not_be_entered_is_an_error(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({"shut/in/a.yaml": ""})
    folder.chmod(0o755)
    (folder / "shut").chmod(0)
    monkeypatch.chdir(folder)
    found = []
    for path in ("shut", "shut/in", "shut/in/a.yaml"):
        with rights_dropped(), pytest.raises(LibraryError) as caught:
            read_source(Path(path), "a test")
        found.append(caught.value.message)
    (folder / "shut").chmod(0o755)
    assert found == [
        "library 'shut' can't be read: Permission denied",
        "library 'shut/in' can't be read: Permission denied",
        "library 'shut/in/a.yaml' can't be read: Permission denied",
    ]


def test_an_optional_source_may_be_missing(tmp_path: Path) -> None:
    source = read_source(tmp_path / "none", "yours", optional=True)
    assert (source.present, source.files, source.problems) == (False, {}, ())
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(LibraryError):
        read_source(tmp_path / "link", "yours", optional=True)


# What is in force -------------------------------------------------------------------


def test_wikicli_library_is_a_list_of_paths(
    run: Run, make_library: MakeLibrary
) -> None:
    folder = make_library({"one/a.yaml": entry("First"), "two/a.yaml": entry("Second")})
    paths = os.pathsep.join(map(str, (folder / "two", folder / "one")))
    answer = run("show", "a", env={"WIKICLI_LIBRARY": paths})
    assert (answer.stdout.split()[0], answer.stderr, answer.code) == ("Second", "", 0)


def test_option_l_may_be_repeated_and_replaces_the_variable(
    run: Run, make_library: MakeLibrary
) -> None:
    folder = make_library(
        {"1/a.yaml": entry("One"), "2/b.yaml": entry("Two"), "3/c.yaml": entry("Three")}
    )
    options = ("-L", folder / "1", "-L", folder / "2")
    answer = run("list", *options, env={"WIKICLI_LIBRARY": str(folder / "3")})
    assert [line.split()[0] for line in answer.stdout.splitlines()] == ["One", "Two"]


def test_the_users_own_entries_stand_over_the_bundled_ones(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    own.mkdir(parents=True)
    (own / "miatsum.yaml").write_text(entry("Mine"))
    assert run("show", "miatsum").stdout.split()[0] == "Mine"
    assert run("show", "enosis").stdout.split()[0] == "Enosis"


def test_an_empty_variable_counts_as_unset(run: Run) -> None:
    assert run("show", "enosis", env={"WIKICLI_LIBRARY": ""}).code == 0


def test_a_variable_of_nothing_but_separators_is_an_error(run: Run) -> None:
    answer = run("list", env={"WIKICLI_LIBRARY": os.pathsep})
    assert (answer.stdout, answer.stderr, answer.code) == (
        "",
        "error: WIKICLI_LIBRARY names no path\nhint: unset it\n",
        2,
    )


# Names ------------------------------------------------------------------------------

RANKS = {
    "union.yaml": entry("A slug"),
    "b.yaml": entry("Union"),
    "c.yaml": entry("An alias", "aliases: [Union]\n"),
    "d.yaml": entry("Armenian", "hy: {title: Union}\n"),
}


@pytest.mark.parametrize(
    ("removed", "title"),
    [
        ([], "A slug"),
        (["union.yaml"], "Union"),
        (["union.yaml", "b.yaml"], "An alias"),
        (["union.yaml", "b.yaml", "c.yaml"], "Armenian"),
    ],
)
def test_slug_goes_before_title_alias_and_armenian_headword(
    open_library: OpenLibrary, removed: list[str], title: str
) -> None:
    files = {name: text for name, text in RANKS.items() if name not in removed}
    assert open_library(files).get("union").entry.title == title


COMMITTEE = entry(
    "Karabakh Committee",
    "aliases: [Gharabagh Group]\n"
    "terms:\n  - {hy: Ղարաբաղ կոմիտե, forms: [կոմիտեի]}\n  - {hy: Արցախ}\n",
)


@pytest.mark.parametrize(
    "name",
    [
        "kc",
        "KC",
        "karabakh committee",
        "KARABAKH  COMMITTEE",
        "Karabakh-Committee",
        " karabakh committee ",
        "gharabagh group",
        "Gharabagh-Group",
        "ղարաբաղ կոմիտե",
        "ՂԱՐԱԲԱՂ ԿՈՄԻՏԵ",
        "կոմիտեի",
    ],
)
def test_names_match_in_any_case_and_with_hyphens(
    open_library: OpenLibrary, name: str
) -> None:
    assert open_library({"kc.yaml": COMMITTEE}).get(name).entry.slug == "kc"


@pytest.mark.parametrize("name", ["Արցախ", "karabakh", "committee karabakh", "k"])
def test_other_terms_and_parts_of_names_lead_nowhere(
    open_library: OpenLibrary, name: str
) -> None:
    with pytest.raises(EntryNotFoundError):
        open_library({"kc.yaml": COMMITTEE}).get(name)


def test_slugs_of_several_words_are_found_by_their_words(
    open_library: OpenLibrary,
) -> None:
    library = open_library({"karabakh-movement.yaml": entry("X")})
    for name in ("karabakh movement", "Karabakh  Movement", "KARABAKH-MOVEMENT"):
        assert library.get(name).entry.title == "X"


def test_words_after_the_command_are_one_name(
    run: Run, make_library: MakeLibrary
) -> None:
    folder = make_library({"kc.yaml": COMMITTEE})
    answer = run("show", "karabakh", "committee", library=folder)
    assert (answer.stdout.splitlines()[0], answer.code) == ("  Karabakh Committee", 0)


def test_two_entries_of_one_rank_are_all_named(open_library: OpenLibrary) -> None:
    library = open_library(
        {
            "a.yaml": entry("A", "aliases: [Shared]\n"),
            "b.yaml": entry("B", "aliases: [shared]\n"),
        }
    )
    with pytest.raises(AmbiguousNameError) as caught:
        library.get("SHARED")
    assert caught.value.message == "'SHARED' names several entries"
    assert caught.value.hint == "say which:\n'a' (A)\n'b' (B)"


def test_a_slug_is_found_without_the_index(
    open_library: OpenLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library({"a.yaml": entry("A"), "b.yaml": "["})
    read: list[Path] = []
    read_file = entryfile.read

    def noting(path: Path) -> Loaded:
        read.append(path)
        return read_file(path)

    monkeypatch.setattr(entryfile, "read", noting)
    library.get("a")
    assert read == [Path("library/a.yaml")]


def test_a_file_without_entry_is_an_error_whose_worst_problem_stands_last(
    open_library: OpenLibrary,
) -> None:
    library = open_library({"a.yaml": "body: x\nqqq: y\naliases: z\n"})
    with pytest.raises(UnreadableEntryError) as caught:
        library.get("a")
    assert caught.value.message == (
        "library/a.yaml:1:1: there is no 'title'; every entry needs one"
    )
    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["unknown-key", "wrong-type", "no-title"]


def test_names_never_lead_out_of_the_library(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    (tmp_path / "secret.yaml").write_text(entry("Secret"))
    library = open_library({"a.yaml": entry("A"), "sub/b.yaml": entry("B")}, "library")
    for name in (
        "../secret",
        "../secret.yaml",
        str(tmp_path / "secret"),
        "sub/../../secret",
        "./a",
        "sub/b",
        "a.yaml",
        "..",
        ".",
        "/",
    ):
        with pytest.raises(EntryNotFoundError):
            library.get(name)


def test_near_names_come_from_slugs_titles_and_aliases(
    open_library: OpenLibrary,
) -> None:
    library = open_library(
        {
            "abcdef.yaml": entry(
                "Qwertz", "aliases: [Mnopqr]\nterms: [{hy: Միացում}]\n"
            ),
            "other.yaml": entry("Other"),
        }
    )
    described = ["'abcdef' (Qwertz · Միացում)"]
    assert library.near_names("abcdfe") == described
    assert library.near_names("qwerty") == described
    assert library.near_names("Mnopqz") == described
    assert library.near_names("միացւմ") == described
    assert library.near_names("zzzzzz") == []


NAMES = {
    "hakob.yaml": entry("Hakob", "terms: [{hy: Հակոբ}]\n"),
    "shushi.yaml": entry("Town", "terms: [{hy: Շուշի}]\n"),
    "nor-yerevan.yaml": entry("New town", "hy: {title: Նոր Երևան, body: Բ}\n"),
}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("hagop", "hakob"),
        ("Հագոպ", "hakob"),
        ("hagopin", "hakob"),
        ("susi", "shushi"),
        ("hakpb", "hakob"),
        ("Հակպբ", "hakob"),
        ("shuhsi", "shushi"),
        ("Շուշո", "shushi"),
        ("nor erevn", "nor-yerevan"),
        ("նոր երեվն", "nor-yerevan"),
    ],
)
def test_a_western_bare_or_mistyped_name_only_suggests(
    open_library: OpenLibrary, name: str, slug: str
) -> None:
    library = open_library(NAMES)
    with pytest.raises(EntryNotFoundError) as caught:
        library.get(name)
    assert caught.value.args[0] == f"no entry named '{name}'"
    assert caught.value.hint == f"did you mean {library.describe(slug)}?"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("hakob", "hakob"),
        ("ՅԱԿՈԲ", "hakob"),
        ("Հակոբին", "hakob"),
        ("chouchi", "shushi"),
        ("Shushium", "shushi"),
        ("NOREREVAN", "nor-yerevan"),
        ("նոր երեւանում", "nor-yerevan"),
    ],
)
def test_a_name_as_it_sounds_or_inflected_opens(
    open_library: OpenLibrary, name: str, slug: str
) -> None:
    assert open_library(NAMES).get(name).entry.slug == slug


def test_western_names_are_suggested_before_near_ones(
    open_library: OpenLibrary,
) -> None:
    library = open_library(
        NAMES
        | {
            "hagup.yaml": entry("T", "aliases: [Hagup]\n"),
            "hagopian.yaml": entry("U"),
        }
    )
    assert library.near_names("hagop") == [
        "'hakob' (Hakob · Հակոբ)",
        "'hagup' (T)",
        "'hagopian' (U)",
    ]


def test_what_only_shares_letters_is_not_suggested_beside_a_name_mistyped(
    open_library: OpenLibrary,
) -> None:
    files = {"miatsum.yaml": entry("Miatsum"), "komitas.yaml": entry("Komitas")}
    library = open_library(files)
    assert library.near_names("miatsm") == ["'miatsum' (Miatsum)"]
    assert library.near_names("the-komitas") == ["'komitas' (Komitas)"]


def test_at_most_three_near_names_are_given(open_library: OpenLibrary) -> None:
    library = open_library({f"miatsum{i}.yaml": entry(f"T{i}") for i in range(9)})
    assert len(library.near_names("miatsum")) == 3


def test_an_entry_that_cannot_be_read_is_named_by_its_slug(
    open_library: OpenLibrary,
) -> None:
    library = open_library({"miatsum.yaml": "["})
    assert library.near_names("miatsm") == ["'miatsum'"]
    assert library.title_of("miatsum") == "miatsum"
    assert library.title_of("not-written-yet") == "not written yet"


# Heads and the index ----------------------------------------------------------------


def test_heads_are_in_the_order_of_titles(open_library: OpenLibrary) -> None:
    library = open_library(
        {"1.yaml": entry("b"), "2.yaml": entry("C"), "3.yaml": entry("A")}
    )
    assert [head.title for head in library.heads()] == ["A", "b", "C"]


def test_heads_of_a_category_are_chosen_in_any_case(open_library: OpenLibrary) -> None:
    library = open_library(
        {
            "a.yaml": entry("A", "categories: [Wars, Slogans]\n"),
            "b.yaml": entry("B", "categories: [Slogans]\n"),
        }
    )
    assert library.heads(" wars ") == [Head("a", "A", categories=("Wars", "Slogans"))]
    with pytest.raises(NoAnswerError) as caught:
        library.heads("Slogan")
    assert caught.value.message == "no entry is in category 'Slogan'"
    assert caught.value.hint == "did you mean 'Slogans'?"


def test_an_empty_library_has_no_heads_and_nothing_to_pick(
    open_library: OpenLibrary,
) -> None:
    library = open_library({})
    for ask in (library.heads, library.pick):
        with pytest.raises(NoAnswerError) as caught:
            ask()
        assert caught.value.message == "the library has no entries"
        assert caught.value.hint == "an entry is a file <slug>.yaml in 'library'"


def test_what_is_picked_is_an_entry(open_library: OpenLibrary) -> None:
    library = open_library({"a.yaml": entry("A"), "b.yaml": entry("B"), "c.yaml": ""})
    assert {library.pick() for _ in range(100)} == {"a", "b"}


def test_a_head_is_read_once(open_library: OpenLibrary, tmp_path: Path) -> None:
    library = open_library({"a.yaml": entry("A")})
    assert library.head("a") == Head("a", "A")
    (tmp_path / "library" / "a.yaml").unlink()
    assert library.head("a") == Head("a", "A")
    assert library.head("b") is None


def test_the_index_has_a_new_place_when_a_file_changes(
    open_library: OpenLibrary, tmp_path: Path
) -> None:
    files = {"a.yaml": entry("A"), "b.yaml": entry("B")}
    place = open_library(files).index_place
    assert open_library({}).index_place == place
    changed = open_library({"a.yaml": entry("A changed")}).index_place
    assert changed != place
    assert changed.parent == place.parent
    (tmp_path / "library" / "b.yaml").unlink()
    assert open_library({}).index_place not in (place, changed)


def test_a_broken_file_gives_the_index_one_warning(open_library: OpenLibrary) -> None:
    library = open_library({"a.yaml": entry("A"), "b.yaml": "qqq: x\naliases: y\n"})
    row, problem = library.rows()
    assert isinstance(row, Prepared)
    assert (row.slug, row.title) == ("a", "A")
    assert isinstance(problem, Problem)
    assert (problem.severity, problem.rule) == (Severity.WARNING, "no-body")


def test_unsafe_file_names_make_safe_slugs(open_library: OpenLibrary) -> None:
    strange = os.fsdecode(b"a\x1b\xff")
    library = open_library({f"{strange}.yaml": entry("A"), "e\u0301.yaml": entry("É")})
    assert list(library.files) == ["a\ufffd\ufffd", "é"]
    assert (
        library.get("A").entry.slug
        == library.get(strange).entry.slug
        == "a\ufffd\ufffd"
    )
    assert library.get("é").entry.title == library.get("e\u0301").entry.title == "É"
