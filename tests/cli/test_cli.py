"""The commands: what each answers, where it writes it, the code it exits with."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import MakeLibrary, Result, Run
from kit.schemas import schema
from wikicli import __version__
from wikicli.cli import get_app

ZEBRA = """\
title: Zebra
description: A striped horse
aliases: [Quagga, Equus zebra]
terms: [{hy: Զեբր, en: zebra}]
body: |
  A **zebra** is striped.[^r][^n] It runs.[^s p. 3]

  ## Range
  It lives in Africa.[^s p. 3]

  [^n]: Mostly.
references:
  - {id: r, title: Stripes, quote: They are striped.}
  - {id: s, title: Running}
categories: [Horses]
"""

FILES = {
    "zebra.yaml": ZEBRA,
    "horse.yaml": "title: Horse\nbody: A horse.\ncategories: [Horses, Work]\n",
    "route-66.yaml": (
        "title: Route 66\nbody: A road.[^r]\nreferences: [{id: r, title: Map}]\n"
    ),
    "lion-cub.yaml": "title: Lion cub\nbody: A cub.\naliases: [Cub]\n",
    "bear-cub.yaml": "title: Bear cub\nbody: A cub.\naliases: [Cub]\n",
}

COMMANDS = (
    "show",
    "refs",
    "search",
    "list",
    "random",
    "cite",
    "coverage",
    "where",
)


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def no(message: str, hint: str = "") -> Result:
    """The answer is no."""
    return Result("", f"error: {message}\n" + (f"hint: {hint}\n" if hint else ""), 1)


def unusable(message: str, hint: str) -> Result:
    """It could not be done."""
    return Result("", f"error: {message}\nhint: {hint}\n", 2)


# The command itself ---------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version") == Result(f"wikicli {__version__}\n", "", 0)
    assert run("-V") == run("--version")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_that_explains_all_its_options(
    command: str, run: Run
) -> None:
    result = run(command, "--help")
    assert (result.stderr, result.code) == ("", 0)
    assert result == run(command, "-h")
    assert result.stdout.startswith(f"Usage: wikicli {command} ")
    for option in ("--library", "--color", "--width", "--pager", "--output", "--json"):
        assert option in result.stdout


def test_help_is_asked_for_before_anything_else_is_wrong(
    run: Run, tmp_path: Path
) -> None:
    assert run("show", "--help", library=tmp_path / "missing").code == 0


@pytest.mark.parametrize("words", [["zebra"], ["quagga"], ["Equus", "zebra"], ["Զեբր"]])
def test_an_entrys_name_in_place_of_a_command_is_hinted_at(
    words: list[str], run: Run, library: Path
) -> None:
    assert run(*words, library=library) == unusable(
        f"no command '{words[0]}'",
        f"to read the entry: wikicli -L {library} show zebra",
    )


def test_a_command_nearly_right_is_hinted_at(run: Run, library: Path) -> None:
    assert run("shwo", "zebra", library=library) == unusable(
        "no command 'shwo'", "did you mean 'show'?"
    )


@pytest.mark.parametrize("name", ["xylophone", "cub", "\x1b[31m"])
def test_any_other_word_leads_to_the_help(name: str, run: Run, library: Path) -> None:
    shown = name.replace("\x1b", "\ufffd")
    assert run(name, library=library) == unusable(
        f"no command '{shown}'", "see: wikicli --help"
    )


def test_an_unknown_command_needs_no_library(run: Run, tmp_path: Path) -> None:
    assert run("serach", library=tmp_path / "missing") == unusable(
        "no command 'serach'", "did you mean 'search'?"
    )


# Options --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["show", "zebra", "--wdith", "9"], "no option '--wdith'", "did you mean"),
        (["--nonsense"], "no option '--nonsense'", "see: wikicli --help"),
        (["show", "-x", "zebra"], "no option '-x'", "see: wikicli show --help"),
        (["list", "--\x1b"], "no option '--\ufffd'", "see: wikicli list --help"),
        (["show"], "missing argument 'NAME...'", "see: wikicli show --help"),
        (["refs"], "missing argument 'NAME...'", "see: wikicli refs --help"),
        (["search"], "missing argument 'QUERY...'", "see: wikicli search --help"),
        (
            ["list", "horses"],
            "got unexpected extra argument(s) (horses)",
            "see: wikicli list --help",
        ),
        (
            ["show", "zebra", "--section"],
            "option '--section' requires an argument",
            "see: wikicli show --help",
        ),
        (["-L"], "option '-L' requires an argument", "see: wikicli --help"),
        (
            ["show", "zebra", "--json=1"],
            "option '--json' does not take a value",
            "see: wikicli show --help",
        ),
        (
            ["show", "zebra", "--color", "red"],
            "invalid value for '--color': "
            "'red' is not one of 'auto', 'always', 'never'",
            "see: wikicli show --help",
        ),
        (
            ["--width", "19", "list"],
            "invalid value for '--width': 19 is not in the range x>=20",
            "see: wikicli --help",
        ),
        (
            ["list", "--width", "0"],
            "invalid value for '--width': 0 is not in the range x>=20",
            "see: wikicli list --help",
        ),
        (
            ["list", "--width", "wide"],
            "invalid value for '--width': 'wide' is not a valid int range",
            "see: wikicli list --help",
        ),
        (
            ["search", "zebra", "--limit", "0"],
            "invalid value for '-n' / '--limit': 0 is not in the range 1<=x<=10000",
            "see: wikicli search --help",
        ),
    ],
)
def test_bad_usage_is_said_with_where_to_look(
    words: list[str], message: str, hint: str, run: Run, library: Path
) -> None:
    result = run(*words, library=library)
    if hint == "did you mean":
        hint = "did you mean '--width'?"
    assert result == unusable(message, hint)


def titles(result: Result) -> list[str]:
    assert (result.stderr, result.code) == ("", 0)
    return [entry["title"] for entry in json.loads(result.stdout)["entries"]]


def test_shared_options_stand_before_or_after_the_command(
    run: Run, library: Path
) -> None:
    before = run("-L", library, "--width", "60", "--json", "list")
    after = run("list", "--json", "--width", "60", "-L", library)
    assert before == after
    assert titles(before) == ["Bear cub", "Horse", "Lion cub", "Route 66", "Zebra"]


def test_of_a_shared_option_the_later_place_wins(run: Run, library: Path) -> None:
    words = ("show", "zebra", "-L", library)
    wide = run("--width", "30", *words, "--width", "60").stdout
    assert wide == run(*words, "--width", "60").stdout
    assert wide != run(*words, "--width", "30").stdout
    plain = run("--color", "always", *words, "--color", "never").stdout
    assert "\x1b" not in plain
    assert "\x1b" in run("--color", "never", *words, "--color", "always").stdout


def test_libraries_named_after_the_command_replace_those_before_it(
    run: Run, make_library: MakeLibrary
) -> None:
    folder = make_library(
        {f"{name}/{name}.yaml": f"title: {name}\nbody: B.\n" for name in "abc"}
    )
    a, b, c = (folder / name for name in "abc")
    assert titles(run("-L", a, "list", "-L", b, "-L", c, "--json")) == ["b", "c"]
    assert titles(run("-L", a, "-L", b, "--json", "list")) == ["a", "b"]
    assert titles(run("-L", a, "list", "--json", env={"WIKICLI_LIBRARY": str(b)})) == [
        "a"
    ]


@pytest.mark.parametrize(
    ("before", "after", "pager"),
    [
        ([], [], None),
        (["--pager"], [], True),
        (["--pager"], ["--no-pager"], False),
        (["--no-pager"], ["--pager"], True),
        ([], ["--pager", "--no-pager"], False),
    ],
)
def test_of_pager_and_no_pager_the_later_wins(
    before: list[str],
    after: list[str],
    pager: bool | None,
    run: Run,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bool | None] = []

    def note(self: object, lines: int) -> bool:
        asked.append(getattr(self, "pager", None))
        return False

    monkeypatch.setattr("wikicli.cli.terminal.Terminal.wants_pager", note)
    run(*before, "show", "zebra", *after, "-L", library)
    assert asked == [pager]


def test_width_and_columns_set_the_width_of_an_answer(run: Run, library: Path) -> None:
    def width(*words: str, env: dict[str, str] | None = None) -> int:
        shown = run("show", "zebra", *words, library=library, env=env).stdout
        return max(map(len, shown.splitlines()))

    assert width() == 78
    assert width("--width", "60") == 58
    assert width(env={"COLUMNS": "70"}) == 68
    assert width("--width", "60", env={"COLUMNS": "70"}) == 58
    assert width("--width", "20") == 19


# show -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["zebra"],
        ["ZEBRA"],
        ["quagga"],
        ["Equus", "zebra"],
        ["Equus zebra"],
        ["equus-zebra"],
        ["Զեբր"],
        ["ԶԵԲՐ"],
    ],
)
def test_show_finds_an_entry_by_any_of_its_names(
    words: list[str], run: Run, library: Path
) -> None:
    result = run("show", *words, library=library)
    assert (result.stderr, result.code) == ("", 0)
    name = " ".join(words)
    alias = f"  {name} leads here\n\n" if "q" in name.lower() else ""
    assert result.stdout.startswith(f"{alias}  Zebra\n  Զեբր · Zebr\n")
    assert "  A zebra is striped.[1][a] It runs.[2]\n" in result.stdout
    assert "\x1b" not in result.stdout


def test_show_of_several_words_is_one_name(run: Run, library: Path) -> None:
    assert run("show", "lion", "cub", library=library).stdout.startswith("  Lion cub\n")


def test_show_of_an_unknown_name_hints_at_near_ones(run: Run, library: Path) -> None:
    assert run("show", "zbra", library=library) == no(
        "no entry named 'zbra'", "did you mean 'zebra' (Zebra · Զեբր)?"
    )


def test_show_of_a_name_like_no_other_hints_at_search(run: Run, library: Path) -> None:
    assert run("show", "the", "xylophone", library=library) == no(
        "no entry named 'the xylophone'", f"see all names: wikicli -L {library} list"
    )


def test_show_of_a_name_of_several_entries_lists_them(run: Run, library: Path) -> None:
    assert run("show", "cub", library=library) == no(
        "'cub' names several entries",
        "say which:\n  'bear-cub' (Bear cub)\n  'lion-cub' (Lion cub)",
    )


def test_show_of_a_broken_entry_says_where(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"x.yaml": "title: X\n"})
    result = run("show", "x", library=library)
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr.startswith(f"error: {library}/x.yaml:1:1: there is no 'body'")


def test_show_of_a_faulty_entry_warns_and_shows_it(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"x.yaml": "title: X\nbody: It is.[^none]\n"})
    result = run("show", "x", library=library)
    assert result.code == 0
    assert "It is.[none?]" in result.stdout
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"error: {library}/x.yaml:2:")
    assert "marker '[^none]'" in line


def test_show_section_shows_a_part(run: Run, library: Path) -> None:
    result = run("show", "zebra", "--section", "range", library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert "It lives in Africa." in result.stdout
    assert "It runs." not in result.stdout


def test_show_of_a_section_that_is_not_there_is_no(run: Run, library: Path) -> None:
    result = run("show", "zebra", "--section", "Rnage", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: ")
    assert "Rnage" in result.stderr
    assert "Range" in result.stderr


def test_show_toc_lists_the_parts(run: Run, library: Path) -> None:
    result = run("show", "zebra", "--toc", library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert "Range" in result.stdout
    assert "It lives in Africa." not in result.stdout


# refs -----------------------------------------------------------------------------


def numbers(result: Result) -> list[int | None]:
    assert (result.stderr, result.code) == ("", 0)
    return [item["number"] for item in json.loads(result.stdout)["references"]]


def test_refs_shows_a_reference_and_what_it_supports(run: Run, library: Path) -> None:
    assert run("refs", "zebra", "1", library=library) == Result(
        "   1. “Stripes”.\n"
        "        “They are striped.”\n"
        "\n"
        "      supports\n"
        "        lead   “A zebra is striped.”\n",
        "",
        0,
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["zebra"], [1, 2]),
        (["zebra", "2"], [2]),
        (["zebra", "2", "1"], [2, 1]),
        (["zebra", "2", "2", "1", "2"], [2, 1]),
        (["zebra", "02"], [2]),
        (["equus", "zebra", "2"], [2]),
        (["Զեբր", "1"], [1]),
    ],
)
def test_refs_takes_numbers_after_the_name(
    words: list[str], expected: list[int], run: Run, library: Path
) -> None:
    assert numbers(run("refs", *words, "--json", library=library)) == expected


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (["route", "66"], 1),
        (["Route 66"], 1),
        (["route-66"], 1),
        (["route-66", "1"], 1),
    ],
)
def test_refs_of_a_name_that_ends_in_a_number(
    words: list[str], count: int, run: Run, library: Path
) -> None:
    result = run("refs", *words, "--json", library=library)
    assert numbers(result) == [1] * count
    assert json.loads(result.stdout)["entry"] == "route-66"


def test_refs_of_such_a_name_takes_a_number_too(run: Run, library: Path) -> None:
    result = run("refs", "route", "66", "1", "--json", library=library)
    assert numbers(result) == [1]
    assert json.loads(result.stdout)["entry"] == "route-66"


def test_refs_of_an_ambiguous_name_with_a_number_lists_the_entries(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: {0}\nbody: B.\naliases: [Road 9]\n"
    library = make_library({f"{c}.yaml": text.format(c) for c in "ab"})
    assert run("refs", "road", "9", library=library) == no(
        "'road 9' names several entries", "say which:\n  'a' (a)\n  'b' (b)"
    )


@pytest.mark.parametrize("number", ["0", "3", "999999999"])
def test_refs_of_a_number_that_is_not_there(
    number: str, run: Run, library: Path
) -> None:
    assert run("refs", "zebra", "1", number, library=library) == no(
        f"entry 'zebra' has no reference {number}", "its references are numbered 1 to 2"
    )


def test_refs_of_a_number_without_end_is_a_name(run: Run, library: Path) -> None:
    result = run("refs", "zebra", "9" * 5000, library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: no entry named 'zebra 999")


def test_refs_of_a_number_alone_is_a_name(run: Run, library: Path) -> None:
    result = run("refs", "2", library=library)
    assert result.stderr.startswith("error: no entry named '2'\n")
    assert (result.stdout, result.code) == ("", 1)


def test_refs_of_an_entry_without_references_is_no(run: Run, library: Path) -> None:
    assert run("refs", "horse", library=library) == no(
        "entry 'horse' has no references"
    )


def test_refs_of_an_unknown_name_hints_at_near_ones(run: Run, library: Path) -> None:
    assert run("refs", "zbra", "1", library=library) == no(
        "no entry named 'zbra'", "did you mean 'zebra' (Zebra · Զեբր)?"
    )


# search, list, random, where ------------------------------------------------------


def test_search_shows_hits_with_their_passages(run: Run, library: Path) -> None:
    result = run("search", "africa", library=library, env={"COLUMNS": "60"})
    assert result == Result(
        "  1 entry for africa\n"
        "\n"
        "  Zebra · Զեբր                                       zebra\n"
        "    A striped horse\n"
        "    Range   It lives in Africa.\n",
        "",
        0,
    )


def test_search_that_finds_nothing_is_no(run: Run, library: Path) -> None:
    assert run("search", "xylophone", library=library) == no(
        "no entry matches 'xylophone'"
    )


def test_list_shows_the_entries_by_title(run: Run, library: Path) -> None:
    result = run("list", library=library, env={"COLUMNS": "40"})
    assert result == Result(
        " Bear cub                      bear-cub\n"
        " Horse                            horse\n"
        " Lion cub                      lion-cub\n"
        " Route 66                      route-66\n"
        " Zebra · Զեբր                     zebra\n"
        "   A striped horse\n",
        "",
        0,
    )


def test_list_of_a_category_in_any_case(run: Run, library: Path) -> None:
    for name in ("horses", "HORSES", " Horses "):
        listed = run("list", "--category", name, "--json", library=library)
        assert titles(listed) == ["Horse", "Zebra"]
    assert titles(run("list", "--category", "work", "--json", library=library)) == [
        "Horse"
    ]


def test_list_of_an_unknown_category_hints_at_near_ones(
    run: Run, library: Path
) -> None:
    assert run("list", "--category", "Hroses", library=library) == no(
        "no entry is in category 'Hroses'", "did you mean 'Horses'?"
    )
    assert run("list", "--category", "Music", library=library) == no(
        "no entry is in category 'Music'", "there are\n  'Horses'\n  'Work'"
    )


def test_categories_are_counted_the_largest_first(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({**FILES, "mule.yaml": MULE})
    shown = run("categories", library=library)
    assert shown == Result("  3  Horses\n  1  Work\n", "", 0)
    answer = json.loads(run("categories", "--json", library=library).stdout)
    Draft202012Validator(schema("categories")).validate(answer)
    assert answer == {
        "total": 2,
        "categories": [
            {"name": "Horses", "entries": 3},
            {"name": "Work", "entries": 1},
        ],
    }


def test_a_library_without_categories_says_so(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: B.\n"})
    told = "error: no entry has a category\n"
    assert run("categories", library=library) == Result("", told, 1)
    answer = run("categories", "--json", library=library)
    assert json.loads(answer.stdout) == {"total": 0, "categories": []}
    assert (answer.stderr, answer.code) == (told, 1)
    assert run("list", "--category", "x", library=library).stderr == (
        "error: no entry is in category 'x'\nhint: no entry has a category\n"
    )


MULE = "title: Mule\nbody: A mule.\ncategories: [horses, HORSES]\n"


def test_search_keeps_to_a_category_in_any_case(run: Run, library: Path) -> None:
    whole = json.loads(run("search", "horse", "--json", library=library).stdout)
    assert [hit["slug"] for hit in whole["hits"]] == ["horse", "zebra"]
    words = ("search", "horse", "--category", "WORK", "--json")
    kept = json.loads(run(*words, library=library).stdout)
    assert [hit["slug"] for hit in kept["hits"]] == ["horse"]
    assert (kept["total"], kept["near"]) == (1, 0)
    assert run("search", "zebra", "--category", "work", library=library) == no(
        "no entry matches 'zebra'", "did you mean 'zebra' (Zebra · Զեբր)?"
    )
    assert run("search", "zebra", "--category", "wrok", library=library) == no(
        "no entry is in category 'wrok'", "did you mean 'Work'?"
    )


def test_random_picks_from_a_category(run: Run, library: Path) -> None:
    shown = run("show", "horse", library=library)
    assert run("random", "--category", "work", library=library) == shown
    assert run("random", "--category", "wrok", library=library) == no(
        "no entry is in category 'wrok'", "did you mean 'Work'?"
    )


@pytest.mark.parametrize(
    ("template", "line"),
    [
        (r"{slug}\t{title}\t{path}", "zebra\tZebra\tlibrary/zebra.yaml"),
        ("{hy}: {description} [{categories}]", "Զեբր: A striped horse [Horses]"),
        (r"{slug}\n\\n{{slug}}", "zebra\n\\n{zebra}"),
        ("{title} {", "Zebra {"),
    ],
)
def test_list_writes_lines_by_a_template(
    template: str,
    line: str,
    run: Run,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(library.parent)
    shown = run("list", "--format", template, library=library)
    assert (shown.stderr, shown.code) == ("", 0)
    assert shown.stdout.endswith(f"\n{line}\n")


FIELDS = "fields: {slug} {title} {hy} {description} {categories} {path}"


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["{slg}"], "no field '{slg}'", "did you mean '{slug}'?"),
        (["{slug!r}{}"], "no field '{slug!r}'", "did you mean '{slug}'?"),
        (["{slug}{}"], "no field '{}'", FIELDS),
        (["json"], "the format 'json' has no field", FIELDS),
        (["{slug}", "--json"], "--json and --format exclude each other", ""),
    ],
)
def test_a_template_without_sound_fields_is_refused(
    words: list[str], message: str, hint: str, run: Run, library: Path
) -> None:
    answer = run("list", "--format", *words, library=library)
    hints = f"hint: {hint}\n" if hint else ""
    assert answer == Result("", f"error: {message}\n{hints}", 2)


def test_a_library_without_entries_has_no_answers(run: Run, tmp_path: Path) -> None:
    hint = f"an entry is a file <slug>.yaml in '{tmp_path}'"
    empty = no("the library has no entries", hint)
    assert run("list", library=tmp_path) == empty
    assert run("random", library=tmp_path) == empty
    assert run("show", "zebra", library=tmp_path).code == 1
    assert run("search", "zebra", library=tmp_path).code == 1
    assert run("where", library=tmp_path).code == 0


def test_random_passes_over_what_can_not_be_read(
    run: Run, make_library: MakeLibrary
) -> None:
    broken = {f"{name}.yaml": "- no entry\n" for name in "abcdefgh"}
    library = make_library({**broken, "whole.yaml": "title: Whole\nbody: B.\n"})
    assert run("random", library=library) == run("show", "whole", library=library)


def test_random_shows_one_of_the_entries(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def choose(slugs: list[str]) -> str:
        seen.append(slugs)
        return "zebra"

    monkeypatch.setattr("random.choice", choose)
    assert run("random", library=library) == run("show", "zebra", library=library)
    assert seen == [["bear-cub", "horse", "lion-cub", "route-66", "zebra"]]


@pytest.mark.parametrize("command", ["list", "where"])
def test_what_is_wrong_with_the_folder_is_a_line_beside_the_answer(
    command: str, run: Run, library: Path
) -> None:
    (library / "nowhere.yaml").symlink_to(library / "missing")
    result = run(command, library=library)
    assert result.code == 0
    assert "zebra" in result.stdout or "5 entries" in result.stdout
    assert result.stderr == (
        f"warning: {library}/nowhere.yaml:1:1: this link leads nowhere\n"
    )


# As a process ---------------------------------------------------------------------


def test_the_module_is_the_command(spawn: Run, run: Run, library: Path) -> None:
    assert spawn("show", "zebra", library=library) == run(
        "show", "zebra", library=library
    )
    assert spawn("show", "zbra", library=library) == run(
        "show", "zbra", library=library
    )
    assert spawn("--version") == run("--version")


def test_nothing_on_standard_input_is_waited_for(library: Path) -> None:
    reading, writing = os.pipe()  # never written to, never closed
    done = subprocess.run(
        [sys.executable, "-m", "wikicli", "-L", library, "search", "zebra"],
        stdin=reading,
        capture_output=True,
        timeout=60,
        check=False,
    )
    os.close(reading)
    os.close(writing)
    assert done.returncode == 0


def test_the_installed_script_is_the_command() -> None:
    script = Path(sys.executable).with_name("wikicli")
    done = subprocess.run([script, "--version"], capture_output=True, check=False)
    assert (done.stdout.decode(), done.returncode) == (f"wikicli {__version__}\n", 0)


# Errors ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "show nobody",
        "show cub",
        "refs zebra 9",
        "list --category none",
        "search xylophone",
        "--nonsense",
        "show",
        "lits",
        "-L /nowhere/at/all list",
    ],
)
def test_errors_are_lower_case_without_a_full_stop_and_hints_come_after(
    line: str, run: Run, library: Path
) -> None:
    result = run(*shlex.split(line), library=library)
    assert result.stdout == ""
    assert result.code in (1, 2)
    first, *rest = result.stderr.splitlines()
    assert all(line.startswith("hint: ") for line in rest[:1])
    assert all(line.startswith("  '") for line in rest[1:])
    for part in (
        first.removeprefix("error: "),
        *(h.removeprefix("hint: ") for h in rest),
    ):
        assert part
        assert not part[0].isupper()
        assert not part.endswith(".")
    assert first.startswith("error: ")


def test_commands_can_be_made_and_run_again_in_one_process(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [["list"], ["show", "lion-cub"], ["cite", "bear-cub"], ["fmt", "--help"]]
    for made in (lambda words: words, lambda _: [], lambda _: ["no", "command"]):
        apps = [(words, get_app(made(words))) for words in asked]
        for words, app in [*apps, *apps]:
            with pytest.raises(SystemExit) as end:
                app(["-L", str(library), *words])
            told = capsys.readouterr()
            assert (end.value.code, told.err) == (0, "")
            assert told.out
