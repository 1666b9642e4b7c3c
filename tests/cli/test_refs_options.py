"""Options of refs: which references, in which order and form, of which entries."""

import json
import os
from pathlib import Path
from typing import get_args

import pytest

from conftest import MakeLibrary, Result, Run
from kit.csl_items import parse_csl_item
from wikicli.cli.arguments import Form
from wikicli.cli.references import Order
from wikicli.library.works import SORTS
from wikicli.references.export import FORMATS

DANCE = """\
title: Dance
body: |
  Berd is a dance.[^b] Shalakho is one.[^a] Yarkhushta is another.[^b] All old.[^c]
references:
  - {id: a, type: book, author: ["Vardanyan, Anna"], issued: 2001, title: Dances}
  - id: b
    type: article-journal
    author: ["Aram, Bo"]
    issued: 1999
    title: Steps
    DOI: https://doi.org/10.1000/steps
  - {id: c, type: webpage, title: Old, URL: "https://example.org/old"}
  - {id: d, type: book, author: ["Zori, Ed"], title: Unread}
  - {id: e, type: book, title: More, further: true}
"""

SONG = """\
title: Song
body: Songs are sung.[^s]
references:
  - id: s
    type: article-journal
    author: ["Aram, Bo"]
    title: Steps
    DOI: 10.1000/STEPS
"""

FILES = {
    "dance.yaml": DANCE,
    "song.yaml": SONG,
    "bare.yaml": "title: Bare\nbody: Nothing.\n",
    "song-and-dance.yaml": "title: Song dance\nbody: Both.[^x]\n"
    "references: [{id: x, title: Both}]\n",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def lines(result: Result) -> list[str]:
    """The lines of an answer that cite something, without their indent."""
    assert result.code == 0
    return [line.strip() for line in result.stdout.split("\n") if ". " in line[2:8]]


def ids(result: Result) -> list[str]:
    assert result.code == 0
    return [item["id"] for item in json.loads(result.stdout)["references"]]


def failure(result: Result, code: int) -> str:
    """The message of a failure, warnings before it left out."""
    assert (result.stdout, result.code) == ("", code)
    return result.stderr[result.stderr.index("error: ") :]


# Which ----------------------------------------------------------------------------


def test_unused_are_those_no_marker_calls_but_no_further_reading(
    run: Run, library: Path
) -> None:
    result = run("refs", "dance", "--unused", library=library)
    assert result.stdout == "  Called by no marker\n    Zori, Ed. Unread.\n"
    assert result.stderr == (
        f"warning: {library}/dance.yaml:13:5: reference 'd' is called by no marker\n"
    )
    assert result.code == 0
    given = run("refs", "dance", "--unused", "--json", library=library)
    assert ids(given) == ["d"]
    assert json.loads(given.stdout)["notes"] == []


def test_without_unused_references_the_answer_is_no(run: Run, library: Path) -> None:
    result = run("refs", "song", "--unused", library=library)
    assert result == Result("", "error: every reference of 'song' is used\n", 1)


def test_unused_takes_no_numbers(run: Run, library: Path) -> None:
    assert failure(run("refs", "dance", "1", "--unused", library=library), 2) == (
        "error: --unused takes no numbers: unused references have none\n"
    )


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (["book"], ["a", "d", "e"]),
        (["webpage"], ["c"]),
        (["webpage", "article-journal"], ["b", "c"]),
    ],
)
def test_type_chooses_references_of_a_type_or_of_several(
    types: list[str], expected: list[str], run: Run, library: Path
) -> None:
    words = [word for name in types for word in ("--type", name)]
    assert ids(run("refs", "dance", *words, "--json", library=library)) == expected


def test_references_of_a_type_keep_their_numbers(run: Run, library: Path) -> None:
    result = run("refs", "dance", "--type", "webpage", library=library)
    assert lines(result)[0] == "3. “Old”. <https://example.org/old>"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("bok", "did you mean 'book'?"),
        ("Book", "did you mean 'book'?"),
        ("phdthesis", "did you mean 'thesis'?"),
        ("qqq", "types are CSL's, such as: book, chapter, article-journal, webpage"),
    ],
)
def test_a_type_that_is_none_has_the_nearest_one(
    name: str, hint: str, run: Run, library: Path
) -> None:
    result = run("refs", "dance", "--type", name, library=library)
    assert result == Result("", f"error: no type '{name}'\nhint: {hint}\n", 2)


def test_a_type_no_reference_has_is_answered_with_those_there_are(
    run: Run, library: Path
) -> None:
    result = run("refs", "dance", "--type=map", "--type=song", library=library)
    assert failure(result, 1) == (
        "error: entry 'dance' has no references of type 'map' or 'song'\n"
        "hint: it has: article-journal, book, webpage\n"
    )


# In which order -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ([], ["b", "a", "c", "d", "e"]),
        (["--sort", "cited"], ["b", "a", "c", "d", "e"]),
        (["--sort", "author"], ["b", "a", "c", "d", "e"]),
        (["--sort", "date"], ["b", "a", "c", "e", "d"]),
        (["3", "2", "1", "--sort", "cited"], ["b", "c", "a"]),
        (["3", "2", "--sort", "author"], ["a", "c"]),
        (["2", "1", "--sort", "date"], ["b", "a"]),
    ],
)
def test_sort_puts_references_in_order(
    order: list[str], expected: list[str], run: Run, library: Path
) -> None:
    assert ids(run("refs", "dance", *order, "--json", library=library)) == expected


def test_orders_are_those_of_works() -> None:
    assert set(get_args(Order)) == set(SORTS)


def test_an_unknown_order_is_said(run: Run, library: Path) -> None:
    assert run("refs", "dance", "--sort", "size", library=library) == Result(
        "",
        "error: invalid value for '--sort': 'size' is not one of "
        "'cited', 'author', 'date'\nhint: see: wikicli refs --help\n",
        2,
    )


# In which form --------------------------------------------------------------------


def test_forms_are_text_json_and_every_format() -> None:
    assert get_args(Form) == ("text", "json", *FORMATS)


def test_format_json_is_json_and_format_text_the_page(run: Run, library: Path) -> None:
    shown = run("refs", "dance", library=library)
    assert run("refs", "dance", "--format", "text", library=library) == shown
    given = run("refs", "dance", "--json", library=library)
    assert run("refs", "dance", "--format", "json", library=library) == given
    both = run("refs", "dance", "--json", "--format", "json", library=library)
    assert both == given


@pytest.mark.parametrize("form", ["text", "ris"])
def test_json_and_another_format_exclude_each_other(
    form: str, run: Run, library: Path
) -> None:
    result = run("--json", "refs", "dance", "--format", form, library=library)
    message = f"error: --json and --format {form} exclude each other\n"
    assert result == Result("", message, 2)


def test_markdown_is_a_numbered_list(run: Run, library: Path) -> None:
    result = run("refs", "dance", "2", "3", "--format", "markdown", library=library)
    assert result.stdout == (
        "1. Vardanyan, Anna (2001). *Dances*.\n2. [“Old”](https://example.org/old).\n"
    )


def test_bibtex_and_biblatex_have_an_entry_each(run: Run, library: Path) -> None:
    result = run("refs", "dance", "2", "--format", "bibtex", library=library)
    assert result.stdout == (
        "@book{a,\n"
        "\tauthor = {Vardanyan, Anna},\n"
        "\ttitle = {{Dances}},\n"
        "\tyear = {2001}\n"
        "}\n"
    )
    result = run("refs", "dance", "2", "--format", "biblatex", library=library)
    assert "\tdate = {2001}\n" in result.stdout


def test_ris_has_a_record_each(run: Run, library: Path) -> None:
    result = run("refs", "dance", "2", "--format", "ris", library=library)
    assert result.stdout.splitlines() == [
        "TY  - BOOK",
        "ID  - a",
        "AU  - Vardanyan, Anna",
        "TI  - Dances",
        "PY  - 2001",
        "DA  - 2001///",
        "ER  - ",
    ]


def test_csl_json_is_a_list_that_reads_back(run: Run, library: Path) -> None:
    result = run("refs", "dance", "--format", "csl-json", library=library)
    items = json.loads(result.stdout)
    assert [parse_csl_item(item).id for item in items] == ["b", "a", "c", "d", "e"]
    assert items[0]["DOI"] == "10.1000/steps"


# Of several entries ---------------------------------------------------------------


def test_words_that_are_a_name_each_are_several_entries(
    run: Run, library: Path
) -> None:
    words = ("song", "bare", "song-and-dance", "SONG", "--width", "40")
    assert run("refs", *words, library=library) == Result(
        " Song                              song\n"
        " ──────────────────────────────────────\n"
        "  1. Aram, Bo. “Steps”.\n"
        "     doi:10.1000/STEPS.\n"
        "\n"
        "     supports\n"
        "       lead\n"
        "         “Songs are sung.”\n"
        "\n"
        " Song dance              song-and-dance\n"
        " ──────────────────────────────────────\n"
        "  1. “Both”.\n"
        "\n"
        "     supports\n"
        "       lead\n"
        "         “Both.”\n",
        "",
        0,
    )


def test_words_that_are_one_name_together_are_that(run: Run, library: Path) -> None:
    result = run("refs", "song", "dance", "--json", library=library)
    assert json.loads(result.stdout)["entry"] == "song-and-dance"


def test_json_of_several_entries_is_a_list_whatever_is_left_of_it(
    run: Run, library: Path
) -> None:
    result = run("refs", "bare", "song", "--json", library=library)
    assert [it["entry"] for it in json.loads(result.stdout)["entries"]] == ["song"]


def test_exports_of_several_entries_are_one_file(run: Run, library: Path) -> None:
    words = ("refs", "dance", "song", "--type", "article-journal")
    result = run(*words, "--format", "csl-json", library=library)
    assert result.code == 0
    assert [item["id"] for item in json.loads(result.stdout)] == ["b", "s"]


def test_a_word_that_is_no_name_makes_all_of_them_none(run: Run, library: Path) -> None:
    result = run("refs", "dance", "sonk", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: no entry named 'dance sonk'\n")


def test_numbers_choose_of_one_entry_only(run: Run, library: Path) -> None:
    assert failure(run("refs", "bare", "dance", "1", library=library), 2) == (
        "error: numbers choose references of one entry, but 2 are named\n"
    )


def test_several_entries_without_such_references_are_answered_no(
    run: Run, library: Path
) -> None:
    result = run("refs", "song", "bare", "--type", "map", library=library)
    message = "error: none of the 2 entries has such references\n"
    assert result == Result("", message, 1)


# Of all entries -------------------------------------------------------------------


def test_all_has_each_work_once_with_the_entries_that_cite_it(
    run: Run, library: Path
) -> None:
    assert run("refs", "--all", library=library) == Result(
        "  6 works in 3 entries\n"
        "\n"
        "    Aram, Bo (1999). “Steps”. doi:10.1000/steps.\n"
        "      dance · song\n"
        "\n"
        "    Vardanyan, Anna (2001). Dances.\n"
        "      dance\n"
        "\n"
        "    Zori, Ed. Unread.\n"
        "      dance\n"
        "\n"
        "    “Both”.\n"
        "      song-and-dance\n"
        "\n"
        "    More.\n"
        "      dance\n"
        "\n"
        "    “Old”. <https://example.org/old>\n"
        "      dance\n",
        "",
        0,
    )


def test_all_as_json_has_the_references_of_each_work(run: Run, library: Path) -> None:
    words = ("refs", "--all", "--type", "article-journal", "--json")
    assert json.loads(run(*words, library=library).stdout) == {
        "total": 1,
        "works": [
            {
                "csl": {
                    "id": "b",
                    "type": "article-journal",
                    "author": [{"family": "Aram", "given": "Bo"}],
                    "issued": {"date-parts": [[1999]]},
                    "title": "Steps",
                    "DOI": "10.1000/steps",
                    "custom": {"edtf": {"issued": "1999"}},
                },
                "line": "Aram, Bo (1999). “Steps”. doi:10.1000/steps.",
                "entries": [
                    {"slug": "dance", "ids": ["b"]},
                    {"slug": "song", "ids": ["s"]},
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("cited", ["b", "a", "d", "x", "e", "c"]),
        ("author", ["b", "a", "d", "x", "e", "c"]),
        ("date", ["b", "a", "x", "e", "c", "d"]),
    ],
)
def test_all_is_sorted_and_exported(
    order: str, expected: list[str], run: Run, library: Path
) -> None:
    words = ("refs", "--all", "--sort", order, "--format", "csl-json")
    result = run(*words, library=library)
    assert [item["id"] for item in json.loads(result.stdout)] == expected


def test_all_unused_are_those_of_every_entry(run: Run, library: Path) -> None:
    result = run("refs", "--all", "--unused", library=library)
    assert result == Result(
        "  1 work in 1 entry\n\n    Zori, Ed. Unread.\n      dance\n", "", 0
    )


def test_a_work_of_many_entries_names_some(run: Run, make_library: MakeLibrary) -> None:
    text = "title: T\nbody: B.[^a]\nreferences: [{id: a, DOI: 10.1/x, title: X}]\n"
    library = make_library({f"e{index:02}.yaml": text for index in range(23)})
    result = run("refs", "--all", "--width", "200", library=library)
    assert result.stdout.startswith("  1 work in 23 entries\n")
    assert result.stdout.endswith("· e19 · and 3 more\n")


@pytest.mark.parametrize(
    ("words", "files", "message"),
    [
        ([], {"a.yaml": "title: A\nbody: B.\n"}, "the library has no references"),
        (
            ["--unused"],
            {"song.yaml": SONG},
            "every reference of the library is used",
        ),
        (
            ["--type", "map", "--type", "song"],
            {"song.yaml": SONG},
            "the library has no references of type 'map' or 'song'",
        ),
    ],
)
def test_all_of_a_library_without_such_works_is_answered_no(
    words: list[str],
    files: dict[str, str],
    message: str,
    run: Run,
    make_library: MakeLibrary,
) -> None:
    result = run("refs", "--all", *words, library=make_library(files))
    assert result == Result("", f"error: {message}\n", 1)


def test_all_of_an_empty_library(run: Run, tmp_path: Path) -> None:
    result = run("refs", "--all", library=tmp_path)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: the library has no entries\n")


def test_all_warns_of_broken_entries_in_one_line(
    run: Run, make_library: MakeLibrary
) -> None:
    broken = {"bad.yaml": "title: Bad\n", "worse.yaml": "{", "song.yaml": SONG}
    library = make_library(broken)
    result = run("refs", "--all", library=library)
    assert (result.stdout.splitlines()[0], result.code) == ("  1 work in 1 entry", 0)
    assert result.stderr == f"warning: 2 problems: wikicli -L {library} check\n"
    (library / "worse.yaml").unlink()
    assert run("refs", "--all", library=library).stderr == (
        f"warning: {library}/bad.yaml:1:1: there is no 'body'; every entry needs one\n"
    )


def test_all_takes_no_names(run: Run, library: Path) -> None:
    assert run("refs", "--all", "song", library=library) == Result(
        "", "error: --all takes no NAME\nhint: see: wikicli refs --help\n", 2
    )


# Into a file ----------------------------------------------------------------------


def test_output_goes_into_a_file_as_it_would_into_a_pipe(
    run: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "refs.txt"
    shown = run("refs", "song", library=library).stdout
    env = {"FORCE_COLOR": "1"}
    result = run("refs", "song", "-o", path, library=library, env=env)
    assert result == Result("", "", 0)
    assert path.read_text("utf-8") == shown
    assert list(tmp_path.glob(".wikicli*")) == []


def test_output_stands_before_the_command_too_and_on_every_command(
    run: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "list.json"
    assert run("-o", path, "list", "--json", library=library).stdout == ""
    assert path.read_text("utf-8") == run("list", "--json", library=library).stdout


def test_a_minus_is_standard_output(run: Run, library: Path) -> None:
    shown = run("refs", "song", library=library)
    assert run("refs", "song", "-o", "-", library=library) == shown


def test_an_older_file_is_replaced_with_its_permissions_through_a_link(
    run: Run, library: Path, tmp_path: Path
) -> None:
    path, link = tmp_path / "real.ris", tmp_path / "link.ris"
    path.write_text("older\n" * 1000)
    path.chmod(0o640)
    link.symlink_to(path)
    run("refs", "song", "--format", "ris", "-o", link, library=library)
    assert link.is_symlink()
    assert path.read_text("utf-8").startswith("TY  - JOUR\n")
    assert "older" not in path.read_text("utf-8")
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_older_file_as_it_was(
    run: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "refs.ris"
    path.write_text("older")
    assert run("refs", "nobody", "-o", path, library=library).code == 1
    assert path.read_text() == "older"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/x", "No such file or directory\nhint: there is no folder 'no'"),
        ("file/x", "Not a directory"),
        ("folder", "Is a directory"),
        ("loop", "Too many levels of symbolic links"),
    ],
)
def test_what_cannot_be_written_is_said(
    name: str,
    message: str,
    run: Run,
    library: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("a file")
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    result = run("refs", "song", "-o", name, library=library)
    assert result == Result("", f"error: can't write '{name}': {message}\n", 2)


def test_a_full_disk_is_said_and_no_device_replaced(run: Run, library: Path) -> None:
    result = run("refs", "song", "-o", "/dev/full", library=library)
    message = "error: can't write '/dev/full': No space left on device\n"
    assert result == Result("", message, 2)
    assert Path("/dev/full").is_char_device()


def test_a_pipe_is_written_to_as_it_is(run: Run, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reading = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        run("refs", "song", "-o", path, library=library)
        text = os.read(reading, 10_000).decode()
    finally:
        os.close(reading)
    assert text == run("refs", "song", library=library).stdout
