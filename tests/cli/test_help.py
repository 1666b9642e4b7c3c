"""The first words: what is there, what each command does, what was meant."""

import re
import shlex
from pathlib import Path

import pytest

from conftest import ENTRIES, ROOT, MakeLibrary, Result, Run, invoke
from wikicli.cli import EXAMPLES, MODULES
from wikicli.render.text.problems import format_error

COMMANDS = [name for names in MODULES.values() for name in names]


def test_without_a_command_it_says_what_is_there_and_what_to_do(run: Run) -> None:
    assert run(library=ENTRIES) == Result(
        "wikicli: an encyclopedia of 43 entries\n\n"
        "  wikicli show miatsum     read an entry\n"
        "  wikicli search miatsum   find words, in either script\n"
        "  wikicli list             see what there is\n"
        "  wikicli new 'A title'    write an entry of your own\n"
        "  wikicli help             all commands; help COMMAND: one, with examples\n\n"
        f"documentation: {ROOT / 'docs'}\n",
        "",
        0,
    )


def test_without_a_command_it_names_an_entry_that_is_there(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"old-fort.yaml": "title: Fort\nbody: B.\n"})
    lines = run(library=library).stdout.splitlines()
    assert lines[0] == "wikicli: an encyclopedia of 1 entry"
    assert lines[2].startswith("  wikicli show old-fort ")
    assert lines[3].startswith("  wikicli search old ")


def test_an_empty_library_is_begun_with_a_new_entry(run: Run, tmp_path: Path) -> None:
    lines = run(library=tmp_path).stdout.splitlines()
    assert lines[0] == "wikicli: an encyclopedia of 0 entries"
    assert lines[2].startswith("  wikicli new 'A title' ")


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_help_cuts_no_summary_at_any_width(width: int) -> None:
    shown = invoke(["--help"], {"COLUMNS": str(width)}).stdout
    listed = shown.partition("Options:")[0]
    assert "..." not in listed.replace("[ARGS]...", "")
    words = " ".join(listed.split())
    assert "and what each supports." in words
    assert "all or of those named." in words
    for command in COMMANDS:
        assert f"\n  {command} " in listed


def test_help_lists_commands_by_what_they_are_for(run: Run) -> None:
    shown = run("--help")
    assert shown == run("-h") == run("help")
    assert re.findall(r"^(\w.*):$", shown.stdout, re.MULTILINE) == [
        "Read",
        "Sources",
        "Armenian and English",
        "Keep your own entries",
        "About wikicli",
        "Options",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_ends_with_examples(command: str, run: Run) -> None:
    shown = run("help", command)
    assert shown == run(command, "--help")
    ending = shown.stdout.partition("\nExamples:\n")[2].splitlines()
    assert ending == [f"  wikicli {example}" for example in EXAMPLES[command]]


WRITES = {"new", "edit", "rename", "delete", "fmt", "check", "schema"}


def test_examples_of_help_have_an_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "entries").symlink_to(ENTRIES)
    monkeypatch.chdir(tmp_path)
    for command in COMMANDS:
        for example in EXAMPLES[command] if command not in WRITES else ():
            answer = run(*shlex.split(example), library=ENTRIES)
            assert (answer.stderr, answer.code) == ("", 0), example
            assert answer.stdout, example


def test_examples_of_help_for_those_who_write_work(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("noravank", "old-name", "miatsum")
    library = make_library({f"{it}.yaml": f"title: {it}\nbody: B.\n" for it in names})
    monkeypatch.chdir(library)
    monkeypatch.setenv("EDITOR", "true")
    (library / "noravank.yaml").rename(library / "kept")
    for command in ("new", "edit", "rename", "fmt", "check", "schema", "delete"):
        for example in EXAMPLES[command]:
            answer = run(*shlex.split(example), library=library)
            assert "hint" not in answer.stderr, example
            assert answer.code in (0, 1), example


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("shwo", "did you mean 'show'?"),
        ("read", "did you mean 'show'?"),
        ("view", "did you mean 'show'?"),
        ("open", "did you mean 'show'?"),
        ("find", "did you mean 'search'?"),
        ("grep", "did you mean 'search'?"),
        ("toc", "did you mean 'show NAME --toc'?"),
        ("TAGS", "did you mean 'categories'?"),
        ("mv", "did you mean 'rename'?"),
        ("rm", "did you mean 'delete'?"),
        ("version", "did you mean '--version'?"),
        ("catgories", "did you mean 'categories'?"),
        ("xylophone", "see: wikicli --help"),
    ],
)
def test_a_command_is_known_by_what_others_call_it(
    word: str, hint: str, run: Run, make_library: MakeLibrary
) -> None:
    make = make_library({"a.yaml": "title: A\nbody: B.\n"})
    answer = run(word, library=make)
    assert answer == Result("", f"error: no command '{word}'\nhint: {hint}\n", 2)
    assert run("help", word, library=make) == answer


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("list --tags x", "did you mean '--category'?"),
        ("search --tag x", "did you mean '--category'?"),
        ("show --tags x", "see: wikicli show --help"),
        ("show --language hy", "did you mean '--lang'?"),
        ("show --lagn hy", "did you mean '--lang'?"),
        ("cite --lang hy", "see: wikicli cite --help"),
        ("show --sect x", "did you mean '--section'?"),
        ("show --no-colour x", "did you mean '--color never'?"),
        ("show --NOTES x", "did you mean '--notes'?"),
        ("show --pagr x", "did you mean one of these?\n  '--pager'\n  '--no-pager'"),
    ],
)
def test_an_option_is_hinted_at_where_it_was_meant(
    words: str, hint: str, run: Run
) -> None:
    name = re.search(r"--\S+", words)
    assert name is not None
    message = f"error: no option '{name[0]}'\nhint: {hint}\n"
    assert run(*words.split()) == Result("", message, 2)


@pytest.mark.parametrize(
    "name", ["$(id) stone", "`id` stone", "stone'; id; '", '"stone" & id', "-- stone"]
)
def test_a_command_in_a_hint_is_safe_to_paste(
    name: str, run: Run, make_library: MakeLibrary, tmp_path: Path
) -> None:
    make_library({"a.yaml": "title: A\nbody: A stone is here; id and all.\n"})
    library = (tmp_path / "library").rename(tmp_path / "a $(library)")
    hint = run("show", "--", name, library=library).stderr.partition("hint: ")[2]
    lead, _, command = hint.strip().partition(": ")
    assert lead == "try"
    program, *words = shlex.split(command)
    assert (program, words[:3]) == ("wikicli", ["-L", str(library), "search"])
    assert " ".join(words[3:]).removeprefix("-- ") in (name, f"-- {name}")
    assert run(*words).code == 0


def test_a_hint_to_search_is_given_where_that_finds_something(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: A stone is here.\n"})
    assert run("show", "stone", library=library).stderr == (
        f"error: no entry named 'stone'\nhint: try: wikicli -L {library} search stone\n"
    )
    assert run("show", "qqq", library=library).stderr == (
        f"error: no entry named 'qqq'\nhint: see all names: wikicli -L {library} list\n"
    )


RED, DIM, BOLD, END = "\x1b[1;91m", "\x1b[2m", "\x1b[1m", "\x1b[0m"


@pytest.mark.parametrize(
    ("options", "env", "styled"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
    ],
)
def test_errors_are_red_and_hints_dim_where_colours_are_written(
    options: tuple[str, ...],
    env: dict[str, str],
    styled: bool,
    run: Run,
    make_library: MakeLibrary,
) -> None:
    text = "title: {}\nbody: B.\naliases: [Twin]\n"
    library = make_library({f"{it}.yaml": text.format(it) for it in ("a", "b")})
    answer = run("show", "twin", *options, library=library, env=env)
    plain = (
        "error: 'twin' names several entries\nhint: say which:\n  'a' (a)\n  'b' (b)\n"
    )
    painted = (
        f"{RED}error:{END} 'twin' names several entries\n"
        f"{DIM}hint: say which:{END}\n{DIM}  'a' (a){END}\n{DIM}  'b' (b){END}\n"
    )
    assert answer.stderr == (painted if styled else plain)


def test_a_long_error_breaks_between_words_and_leaves_slugs_and_commands_whole() -> (
    None
):
    slug = "nagorno-karabakh-autonomous-oblast"
    told = format_error("no entry named 'nkoa'", f"did you mean '{slug}' (NKAO)?")
    assert told.count("\n") == 1
    narrow = format_error(
        "no entry named 'nkoa nagorno karabakh autonomous'",
        f"did you mean '{slug}' (NKAO)?",
        width=40,
    )
    assert narrow.split("\n") == [
        "error: no entry named 'nkoa nagorno",
        "  karabakh autonomous'",
        "hint: did you mean",
        "  'nagorno-karabakh-autonomous-oblast'",
        "  (NKAO)?",
    ]
    command = "wikicli -L /a/long/way/to/it show karabakh-movement"
    told = format_error("no command 'x'", f"to read the entry: {command}", width=40)
    assert told.split("\n")[1:] == ["hint: to read the entry:", f"  {command}"]
    styled = format_error("a b", "c d", styled=True, width=8).split("\n")
    assert styled[0] == f"{RED}error:{END} a"
