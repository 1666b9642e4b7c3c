"""The command `check`: its answers in every form, what it takes, how it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ENTRIES, ROOT, MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import each_schema, mutants, schema
from wikicli.base.problems import name_severity
from wikicli.check import RULES
from wikicli.library import journal
from wikicli.library.journal import Change

LONG = " ".join(["a description that is longer than a line"] * 3)
FILES = {
    "enosis.yaml": "title: Enosis\nbody: Enosis is a union.\n",
    "miatsum.yaml": """\
title: Miatsum
see_alos: [enosis]
body: |
  Miatsum is a slogan[^toal] of the [[karabakh-movement]].
terms:
  - hy: ﬕացում
""",
}
RULES_OF_FAULTS = "unknown-key,undefined-marker,dangling-link,ligature"
FAULTS = ("check", "--select", RULES_OF_FAULTS)


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_library(FILES)
    monkeypatch.chdir(folder.parent)
    return Path("library")


# Forms ----------------------------------------------------------------------------

TEXT = """\
library/miatsum.yaml
2:1 warning[unknown-key] unknown key 'see_alos'; the nearest known key is
  'see_also'
  |
2 | see_alos: [enosis]
  | ^^^^^^^^

4:22 error[undefined-marker] marker '[^toal]' has no reference and no note
  |
4 |   Miatsum is a slogan[^toal] of the [[karabakh-movement]].
  |                      ^^^^^^^

4:37 warning[dangling-link] there is no entry 'karabakh-movement'
  |
4 |   Miatsum is a slogan[^toal] of the [[karabakh-movement]].
  |                                     ^^^^^^^^^^^^^^^^^^^

6:9 info[ligature] ligature U+FB15; read as its two letters
  |
6 |   - hy: միացում
  |         ^^

1 error, 2 warnings, 1 info in 2 entries; 1 can be fixed with --fix
"""
CONCISE = """\
library/miatsum.yaml:2:1: warning: unknown key 'see_alos'; the nearest known key is \
'see_also' [unknown-key]
library/miatsum.yaml:4:22: error: marker '[^toal]' has no reference and no note \
[undefined-marker]
library/miatsum.yaml:4:37: warning: there is no entry 'karabakh-movement' \
[dangling-link]
library/miatsum.yaml:6:9: info: ligature U+FB15; read as its two letters [ligature]
"""
GITHUB = """\
::warning file=library/miatsum.yaml,line=2,col=1,endColumn=9,title=unknown-key::\
unknown key 'see_alos'; the nearest known key is 'see_also'
::error file=library/miatsum.yaml,line=4,col=22,endColumn=29,title=undefined-marker::\
marker '[^toal]' has no reference and no note
::warning file=library/miatsum.yaml,line=4,col=37,endColumn=56,title=dangling-link::\
there is no entry 'karabakh-movement'
::notice file=library/miatsum.yaml,line=6,col=9,endColumn=10,title=ligature::\
ligature U+FB15; read as its two letters
"""


def test_text_has_excerpts_with_the_place_underlined(run: Run, library: Path) -> None:
    assert run(*FAULTS, library=library) == Result(TEXT, "", 1)


def test_concise_is_a_line_for_each_problem(run: Run, library: Path) -> None:
    answer = run(*FAULTS, "--format", "concise", library=library)
    assert answer == Result(CONCISE, "", 1)


def test_github_gets_annotations(run: Run, library: Path) -> None:
    answer = run(*FAULTS, "--format", "github", library=library)
    assert answer == Result(GITHUB, "", 1)


def test_annotations_are_escaped_by_githubs_rules(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({"100%,a:b/a.yaml": "title: A\nbody: B.\n50% off: x\n"})
    monkeypatch.chdir(folder)
    words = ("check", "--select", "unknown-key", "--format", "github")
    assert run(*words, library=Path()).stdout == (
        "::warning file=100%25%2Ca%3Ab/a.yaml,line=3,col=1,endColumn=8,"
        "title=unknown-key::unknown key '50%25 off'\n"
    )


def test_json_has_all_that_is_known(run: Run, library: Path) -> None:
    answer = run(*FAULTS, "--json", library=library)
    assert (answer.stderr, answer.code) == ("", 1)
    found = json.loads(answer.stdout)
    problems = found.pop("problems")
    assert found == {
        "entries": 2,
        "errors": 1,
        "warnings": 2,
        "infos": 1,
        "fixable": 1,
        "fixed": 0,
    }
    assert problems[3] == {
        "path": "library/miatsum.yaml",
        "line": 6,
        "column": 9,
        "end_column": 10,
        "severity": "info",
        "rule": "ligature",
        "message": "ligature U+FB15; read as its two letters",
        "hint": "",
        "fix": {"old": "ﬕացում", "new": "միացում"},
    }
    assert run(*FAULTS, "--format", "json", library=library) == answer


def test_without_problems_there_is_a_line_that_says_so(run: Run, library: Path) -> None:
    assert run("check", "--select", "tab", library=library) == Result(
        "2 entries, no problems\n", "", 0
    )
    assert run("check", "enosis", "--select", "tab", library=library).stdout == (
        "1 entry, no problems\n"
    )
    for form in ("concise", "github"):
        words = ("check", "--select", "tab", "--format", form)
        assert run(*words, library=library) == Result("", "", 0)


def test_json_and_another_form_exclude_each_other(run: Run, library: Path) -> None:
    answer = run("check", "--json", "--format", "github", library=library)
    message = "error: --json and --format github exclude each other\n"
    assert answer == Result("", message, 2)


def test_the_answer_goes_to_a_file(run: Run, library: Path, tmp_path: Path) -> None:
    words = (*FAULTS, "--format", "concise", "-o", tmp_path / "answer")
    assert run(*words, library=library) == Result("", "", 1)
    assert (tmp_path / "answer").read_text("utf-8") == CONCISE


def test_colours_are_those_of_severities(run: Run, library: Path) -> None:
    env = {"WIKICLI_BACKGROUND": "dark"}
    answer = run(*FAULTS, "--color", "always", library=library, env=env).stdout
    assert "\x1b[1;91merror[undefined-marker]\x1b[0m marker" in answer
    plain = run(*FAULTS, "--color", "never", library=library).stdout
    assert plain == TEXT


# What stands around the entries -----------------------------------------------------


def test_a_folder_that_cannot_be_read_is_a_problem(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({"a.yaml": "title: A\nbody: A\n", "shut/b.yaml": ""})
    run("check", library=folder)  # loads modules, where others may not read
    (folder / "shut").chmod(0)
    folder.chmod(0o755)
    monkeypatch.chdir(folder)
    with rights_dropped():
        answer = run("check", "--select", "no-folder", "--strict", library=Path())
    (folder / "shut").chmod(0o755)
    assert answer == Result(
        "shut\n1:1 warning[no-folder] this folder can't be read: Permission denied\n\n"
        "1 warning in 1 entry\n",
        "",
        1,
    )


def test_an_unfinished_change_is_a_problem(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({"a.yaml": "title: A\nbody: A\n"})
    journal._prepare(folder, "rename b → c", [Change("c.yaml", None, b"title: C\n")])
    monkeypatch.chdir(folder)
    answer = run("check", "--select", "unfinished-change", library=Path())
    assert answer.code == 0
    assert (
        answer.stdout
        == """\
.wikicli-journal
1:1 warning[unfinished-change] a change of this library was not finished: rename
  b → c
  = help: the next command that writes finishes it, such as: wikicli fmt

1 warning in 1 entry
"""
    )


def test_what_is_said_of_several_places_of_a_file_is_said_once(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: A\nbody: |\n" + "  B [[x]].\n\n" * 13
    monkeypatch.chdir(make_library({"a.yaml": text, "b.yaml": text}))
    words = ("check", "--select", "dangling-link", "--width", "100")
    answer = run(*words, library=Path()).stdout
    told = """\
3:5 warning[dangling-link] there is no entry 'x'
  |
3 |   B [[x]].
  |     ^^^
  = also at 5:5, 7:5, 9:5, 11:5, 13:5, 15:5, 17:5, 19:5, 21:5, 23:5 and 2 more

"""
    assert answer == f"a.yaml\n{told}b.yaml\n{told}26 warnings in 2 entries\n"


def test_rules_are_counted_where_one_finds_more_than_once(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: '[[x]] [[y]][^z]'\n"})
    words = ("check", "--select", "dangling-link,undefined-marker")
    answer = run(*words, library=library).stdout
    assert answer.endswith(
        "\n\n2  warning  dangling-link\n1  error    undefined-marker\n"
        "\n1 error, 2 warnings in 1 entry\n"
    )


# Excerpts -------------------------------------------------------------------------


def excerpt(run: Run, make_library: MakeLibrary, line: str, width: int = 80) -> str:
    library = make_library({"a.yaml": f"title: A\nbody: |\n  {line}\n"})
    words = ("check", "--select", "undefined-marker", "--width", str(width))
    lines = run(*words, library=library).stdout.splitlines()
    at = next(n for n, it in enumerate(lines) if it.startswith("3 | "))
    return "\n".join(lines[at : at + 2])


def test_the_underline_counts_cells(run: Run, make_library: MakeLibrary) -> None:
    assert excerpt(run, make_library, "Cafe\u0301 č̣ 一 Միա՞ցում[^x].") == (
        "3 |   Café č̣ 一 Միա՞ցում[^x].\n  |                     ^^^^"
    )


def test_a_tab_is_shown_as_spaces(run: Run, make_library: MakeLibrary) -> None:
    assert excerpt(run, make_library, "a\tb[^x]") == (
        "3 |   a    b[^x]\n  |         ^^^^"
    )


@pytest.mark.parametrize("width", [20, 40, 80])
@pytest.mark.parametrize("before", [0, 7, 50, 3000])
@pytest.mark.parametrize("after", [0, 30, 3000])
def test_a_long_line_is_cut_around_the_fault(
    width: int, before: int, after: int, run: Run, make_library: MakeLibrary
) -> None:
    line = "b" * before + "[^x]" + "a" * after
    shown, marks = excerpt(run, make_library, line, width).split("\n")
    start = marks.index("^")
    assert shown[start : start + 4] == "[^x]"
    assert marks[start:] == "^^^^"
    assert max(len(shown), len(marks)) <= width
    assert ("…" in shown) == (len(line) > width - 6)


def test_what_is_unsafe_does_not_reach_the_terminal(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: A\nbody: B \x1b[31m\u202e C\n\x1b]0;x\x07: y\n"
    library = make_library({"a.yaml": text, "b\x1b[1m.yaml": text})
    for form in ("text", "concise", "github", "json"):
        answer = run("check", "--format", form, library=library)
        assert not set("\x1b\x07\u202e") & set(answer.stdout + answer.stderr)


def test_an_empty_file_has_no_excerpt(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(make_library({"a.yaml": ""}))
    assert run("check", library=Path()).stdout == (
        "a.yaml\n1:1 error[empty-file] this file is empty\n"
        "  = help: an entry needs a title and a body\n\n"
        "1 error in 1 entry\n"
    )


# What is checked ------------------------------------------------------------------


def paths(answer: Result) -> list[str]:
    found = json.loads(answer.stdout)
    return [f"{it['path']} {it['rule']}" for it in found["problems"]]


def test_names_and_paths_choose_entries(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "title: %s word\nbody: B.\nfoo: x\n"
    files = {f"{name}.yaml": bad % name for name in ("one", "two", "sub/three")}
    folder = make_library(files)
    monkeypatch.chdir(folder)

    def chosen(*words: str) -> list[str]:
        answer = run(
            "check", *words, "--select", "unknown-key", "--json", library=folder
        )
        return [it.split()[0] for it in paths(answer)]

    assert chosen() == ["one.yaml", "sub/three.yaml", "two.yaml"]
    assert chosen("one") == ["one.yaml"]
    assert chosen("two", "one") == ["one.yaml", "two.yaml"]
    assert chosen("two", "word") == ["two.yaml"]
    assert chosen("sub") == ["sub/three.yaml"]
    assert chosen("./sub/three.yaml", "one") == ["one.yaml", "sub/three.yaml"]
    assert chosen(str(folder / "two.yaml"), "two") == ["two.yaml"]
    assert chosen(".") == ["one.yaml", "sub/three.yaml", "two.yaml"]


def test_a_name_that_no_entry_bears_is_an_error(run: Run, library: Path) -> None:
    answer = run("check", "miatsm", library=library)
    message = "error: no entry named 'miatsm'\n"
    hint = "hint: did you mean 'miatsum' (Miatsum)?\n"
    assert answer == Result("", message + hint, 1)


@pytest.mark.parametrize("word", ["./nowhere", "nowhere.yaml", "no/where"])
def test_a_path_that_leads_nowhere_is_an_error(
    word: str, run: Run, library: Path
) -> None:
    path = str(Path(word))
    message = f"error: library '{path}' does not exist\n"
    hint = "hint: it was named by: the command line\n"
    assert run("check", word, library=library) == Result("", message + hint, 2)


def test_a_path_outside_is_a_library_of_its_own(
    run: Run, library: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.yaml").write_text("title: A\nbody: See [[b]], [[enosis]].\n")
    (outside / "b.yaml").write_text("title: B\nbody: See [[c]].\n")
    words = ("check", "--select", "dangling-link", "--json")
    assert paths(run(*words, "outside", library=library)) == [
        "outside/a.yaml dangling-link",
        "outside/b.yaml dangling-link",
    ]
    alone = run(*words, "outside/a.yaml", library=library)
    assert paths(alone) == ["outside/a.yaml dangling-link"]
    both = run(*words, "outside/a.yaml", "miatsum", library=library)
    assert paths(both) == [
        "library/miatsum.yaml dangling-link",
        "outside/a.yaml dangling-link",
    ]


def test_without_arguments_the_bundled_entries_are_left_out(
    run: Run, make_library: MakeLibrary, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    count = len(list(ENTRIES.glob("*.yaml")))
    bundled = run("check", "--select", "tab")
    assert bundled == Result(f"{count} entries, no problems\n", "", 0)
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("title: Mine\nbody: See [[miatsum]].\n")
    answer = run("check", "--select", "tab,dangling-link")
    assert answer == Result("1 entry, no problems\n", "", 0)
    named = run("check", "--select", "tab", library=ENTRIES)
    assert named.stdout == f"{count} entries, no problems\n"


def test_problems_of_looking_for_files_are_told(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: A\nbody: B.\n"
    library = make_library({"a.yaml": text, "sub/a.yaml": text, "B.yaml": text})
    words = ("check", "--select", "bad-slug,duplicate-slug,no-file", "--json")
    found = [it.rpartition("/")[2] for it in paths(run(*words, library=library))]
    assert found == ["B.yaml bad-slug", "a.yaml duplicate-slug"]
    answer = run(*words, library / "sub" / "a.yaml", library=library)
    assert [it.rpartition("/")[2] for it in paths(answer)] == ["a.yaml duplicate-slug"]
    assert paths(run(*words, "a", library=library)) == []


def test_an_empty_library_has_no_problems(run: Run, tmp_path: Path) -> None:
    answer = run("check", library=tmp_path)
    assert answer == Result("0 entries, no problems\n", "", 0)


# How it ends ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "strict", "code"),
    [
        ("undefined-marker", False, 1),
        ("unknown-key", False, 0),
        ("unknown-key", True, 1),
        ("ligature", True, 0),
    ],
)
def test_errors_fail_warnings_only_if_strict_infos_never(
    rule: str, strict: bool, code: int, run: Run, library: Path
) -> None:
    words = ("check", "--select", rule, *(["--strict"] if strict else []))
    assert run(*words, library=library).code == code


def test_an_unknown_rule_is_an_error(run: Run, library: Path) -> None:
    for option in ("--select", "--ignore", "--explain"):
        answer = run("check", option, "long-descripton", library=library)
        message = "error: no rule 'long-descripton'\n"
        hint = "hint: did you mean 'long-description'?\n"
        assert answer == Result("", message + hint, 2)


def test_a_share_that_is_none_is_an_error(run: Run, library: Path) -> None:
    answer = run("check", "--coverage", "101", library=library)
    assert (answer.stdout, answer.code) == ("", 2)
    assert "101 is not in the range 0<=x<=100" in answer.stderr


def test_rules_that_are_off_run_only_when_they_are_selected(
    run: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES["unknown-key"]._replace(enabled=False)
    monkeypatch.setitem(RULES, "unknown-key", rule)

    def found(*words: str) -> bool:
        answer = run("check", *words, "--format", "concise", library=library)
        return "[unknown-key]" in answer.stdout

    assert not found()
    assert found("--select", "unknown-key")
    assert found("--select", "ALL")
    assert not found("--select", "ALL", "--ignore", "unknown-key")


# Statistics and pages -------------------------------------------------------------


def test_statistics_count_rules(run: Run, library: Path) -> None:
    answer = run(*FAULTS, "--statistics", library=library)
    assert answer.code == 1
    lines = [line.rstrip() for line in answer.stdout.splitlines()]
    assert lines[0].startswith("  1  warning  dangling-link     A link leads")
    assert (
        lines[-1]
        == "  1 error, 2 warnings, 1 info in 2 entries; 1 can be fixed with --fix"
    )
    given = json.loads(run(*FAULTS, "--statistics", "--json", library=library).stdout)
    assert given["rules"][1] == {
        "rule": "ligature",
        "severity": "info",
        "count": 1,
        "fixable": 1,
    }


def test_rules_are_listed_all_or_those_selected(run: Run) -> None:
    every = run("check", "--rules", "--width", "120")
    lines = every.stdout.splitlines()
    assert len(lines) >= len(RULES) + 2
    first = "A record says when it was read and not where."
    assert lines[0] == f"  warning  access-date-without-url       {first}"
    assert "(off unless selected)" in every.stdout
    words = ("check", "--rules", "--select", "tab,ligature", "--width", "40")
    assert run(*words) == Result(
        " info     ligature\n"
        "   An Armenian ligature (U+FB13 to\n"
        "   U+FB17) stands for two letters.\n"
        " error    tab\n"
        "   A line is indented with a tab.\n"
        "\n"
        " wikicli check --explain RULE explains\n"
        " one\n",
        "",
        0,
    )
    given = json.loads(run(*words, "--json").stdout)
    assert given == {
        "rules": [
            {
                "rule": name,
                "severity": name_severity(RULES[name].severity),
                "enabled": True,
                "summary": RULES[name].summary,
            }
            for name in ("ligature", "tab")
        ]
    }


@pytest.mark.parametrize(
    "words", [("--statistics",), ("--explain", "tab"), ("--rules",)]
)
def test_statistics_and_pages_are_text_or_json(
    words: tuple[str, ...], run: Run, library: Path
) -> None:
    answer = run("check", *words, "--format", "github", library=library)
    message = f"error: {words[0]} and --format github exclude each other\n"
    assert answer == Result("", message, 2)


PAGE = """\
  doi-prefix
  info; --fix mends it

  A DOI stands behind its resolver's address or `doi:`.

  The bare DOI is read. `--fix` removes what stands before it.

  What it finds
    title: Miatsum
    body: |
      Miatsum is a slogan.[^malkasian]
    references:
      - id: malkasian
        title: Gha-ra-bagh!
        DOI: https://doi.org/10.1000/182

  What it leaves alone
    title: Miatsum
    body: |
      Miatsum is a slogan.[^malkasian]
    references:
      - id: malkasian
        title: Gha-ra-bagh!
        DOI: 10.1000/182
"""


def test_a_rule_is_explained_by_its_page(run: Run) -> None:
    assert run("check", "--explain", "doi-prefix") == Result(PAGE, "", 0)


def test_examples_of_several_files_name_them(run: Run) -> None:
    answer = run("check", "--explain", "duplicate-slug")
    assert "    places/artsakh.yaml:\n    title: Artsakh\n" in answer.stdout


@pytest.mark.parametrize("rule", sorted(RULES))
def test_every_rule_can_be_explained(rule: str, run: Run) -> None:
    answer = run("check", "--explain", rule, "--width", "40")
    assert (answer.stderr, answer.code) == ("", 0)
    assert max(map(len, answer.stdout.splitlines())) <= 40


# JSON -----------------------------------------------------------------------------

SHAPES: Mapping[str, tuple[str, ...]] = {
    "check": FAULTS,
    "check-statistics": (*FAULTS, "--statistics"),
    "check-rules": ("check", "--rules", "--select", "tab,ligature"),
    "check-explain": ("check", "--explain", "dangling-link"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_schemas_are_strict(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    for path, inner in each_schema(schema(name)):
        assert inner["additionalProperties"] is False, path
        assert set(inner["required"]) == set(inner["properties"]), path


@pytest.mark.parametrize("name", SHAPES)
def test_no_changed_answer_fits_its_schema(name: str, run: Run, library: Path) -> None:
    given: Any = json.loads(run(*SHAPES[name], "--json", library=library).stdout)
    validator = Draft202012Validator(schema(name))
    validator.validate(given)
    changed = list(mutants(name, given))
    assert [what for what, mutant in changed if validator.is_valid(mutant)] == []


# Bad input ------------------------------------------------------------------------

BAD_FILES = {
    "empty": b"",
    "no UTF-8": b"title: \xff\nbody: B.\n",
    "UTF-16": "title: A\nbody: B.\n".encode("utf-16"),
    "zeros": bytes(1000),
    "no YAML": b"title: [\n",
    "deep": b"title: A\nbody: B.\nfacts: " + b"[" * 50_000,
    "deep text": b"title: A\nbody: '" + b"> " * 5_000 + b"x'\n",
    "many brackets": b"title: A\nbody: " + b"[^a" * 20_000 + b"\n",
    "a line": b"title: A\nbody: " + b"word " * 200_000 + b"\n",
    "line separators": "title: A\nbody: a\u2028b\u0085c\n".encode(),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_bad_files_are_told_of(what: str, run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": BAD_FILES[what], "b.yaml": FILES["enosis.yaml"]})
    answer = run("check", "--select", "ALL", library=library)
    assert answer.stderr == ""
    assert answer.code in (0, 1)
    assert answer.stdout.splitlines()[-1].count("in 2 entries") == 1
    assert max(map(len, answer.stdout.splitlines()[:1])) <= 80


def test_a_huge_file_is_checked(run: Run, make_library: MakeLibrary) -> None:
    paragraph = "Miatsum was a slogan of a movement in Armenia.[^x] " * 8
    body = f"  {paragraph}\n\n" * (10_000_000 // len(paragraph) // 8)
    text = f"title: A\nbody: |\n{body}references:\n  - {{id: x, title: T}}\n"
    library = make_library({"a.yaml": text})
    answer = run("check", "--select", "tab,undefined-marker", library=library)
    assert answer == Result("1 entry, no problems\n", "", 0)


CHILD = """
import os, signal, sys
if __name__ == "__main__":
    from wikicli.check import running
    from wikicli.base import processes as sharing
    sharing.PAYS_FROM, sharing.count_cores = 10, lambda: {cores}
    share_out = running.share_out
    def share(do, tasks, *more):
        for number, result in enumerate(share_out(do, tasks, *more)):
            if number == 3:
                {do}
            yield result
    running.share_out = share
    from wikicli.__main__ import main
    main()
"""


def run_child(tmp_path: Path, library: Path, cores: int, do: str) -> Result:
    script = tmp_path / "child.py"
    script.write_text(CHILD.format(cores=cores, do=do))
    done = subprocess.run(
        [sys.executable, script, "-L", library, "check"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return Result(done.stdout, done.stderr, done.returncode)


@pytest.fixture
def many(make_library: MakeLibrary) -> Path:
    return make_library({f"e{n}.yaml": FILES["miatsum.yaml"] for n in range(60)})


@pytest.mark.parametrize("cores", [1, 2])
def test_an_interrupt_ends_it_quietly(cores: int, many: Path, tmp_path: Path) -> None:
    do = "os.kill(os.getpid(), signal.SIGINT)"
    assert run_child(tmp_path, many, cores, do) == Result("", "", 130)


@pytest.mark.parametrize("cores", [1, 2])
def test_a_bug_ends_it_with_a_traceback(cores: int, many: Path, tmp_path: Path) -> None:
    answer = run_child(tmp_path, many, cores, "raise ZeroDivisionError")
    assert (answer.stdout, answer.code) == ("", 70)
    assert answer.stderr.startswith("Traceback (most recent call last):\n")
    assert answer.stderr.endswith("ZeroDivisionError\n")


def test_a_closed_pipe_ends_it_quietly(many: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "wikicli", "-L", many, "check"],
        stdin=subprocess.DEVNULL,
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_the_page_of_rules_is_made_from_the_rules() -> None:
    script = (
        "import make_rules as m; print(m.make() == m.RULES_PAGE.read_text('utf-8'))"
    )
    made = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=True,
    )
    assert made.stdout == "True\n", "run: python docs/make_rules.py"


# What is only worth knowing ---------------------------------------------------------

TOLD = """\
title: A
description: Letter
body: The letter **A** comes first.[^r]
references: [{id: r, type: webpage, title: Letters, URL: "https://example.org/a"}]
"""


def test_info_is_counted_and_listed_where_it_is_asked_for(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": TOLD})
    usual = run("check", "--format", "text", library=library)
    assert usual == Result("1 info (see --info) in 1 entry\n", "", 0)
    assert run("check", "--format", "concise", library=library).stdout == ""
    assert run("check", "--format", "github", library=library).stdout == ""
    every = run("check", "--info", "--format", "concise", library=library).stdout
    rules = [line.rpartition(" ")[2] for line in every.splitlines()]
    assert rules == ["[undated-address]"]
    assert run("check", "--info", library=library).stdout.endswith(
        "1 info in 1 entry\n"
    )
    asked = run("check", "--select", "undated-address", library=library).stdout
    assert asked.endswith("1 info in 1 entry\n")
    problems = json.loads(run("check", "--json", library=library).stdout)["problems"]
    assert [problem["severity"] for problem in problems] == ["info"]
