"""Checking: what is in view, what comments ignore, how much is done at once."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, MakeLibrary
from wikicli.base import processes as sharing
from wikicli.base.errors import UsageError
from wikicli.base.problems import MILD, SEVERITIES, Severity, severity_of
from wikicli.check import RULES, Check, Checked, CheckOptions, Plan
from wikicli.check.checked import find_raw_column
from wikicli.check.choosing import choose_rules
from wikicli.check.completing import complete, find_end
from wikicli.check.finding import Finding
from wikicli.check.ignores import find_ignores
from wikicli.check.prose import COVER, find_prose
from wikicli.library.targets import read_target

LONG = "A description that has more characters than the ninety that fit" + " in" * 10
OK = "title: A\nbody: B.\n"


def check(folder: Path, *rules: str, ignore: str = "") -> list[str]:
    """The problems of a folder, by rules or by all that are on, a line each."""
    target = read_target(folder)
    wanted = rules or choose_rules((), [ignore])
    found = Check(target.files, target.chosen, Plan(tuple(wanted))).run()
    return [
        f"{it.location.path.name}:{it.location.line}:{it.location.column} {it.rule}"
        for it in found
    ]


def checked(text: str, path: str = "a.yaml") -> Checked:
    return Checked(Path(path), text.encode())


# Rules that reading finds ---------------------------------------------------------

RULE_NAME = re.compile(
    r"[a-z]+(-[a-z]+)+|alias|anchor|tag|tab|encoding|ligature|unreadable|uncovered"
)
NOTING = {"add", "at", "note", "of", "warn", "YamlError", "_refusal"}
NAMING = {"rule", "_BAD_ESCAPE", "_REQUIRED", "UNUSED", "UNKNOWN"}
NOT_OF_CHECK = {"hides-newer", "no-form", "link-stays", "uncovered"}
"""Faults that `fmt` and `rename` alone find; they have no page."""


def rules_noted_in(source: Path) -> set[str]:
    """The texts in a module that can be but the names of rules."""
    found = set()
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and name_of(node.func) in NOTING:
            found |= {text for it in node.args for text in texts_of(it)}
        elif isinstance(node, ast.Assign) and name_of(node.targets[0]) in NAMING:
            found |= set(texts_of(node.value))
    return {text for text in found if RULE_NAME.fullmatch(text)}


def name_of(function: ast.expr) -> str:
    return getattr(function, "attr", "") or getattr(function, "id", "")


def texts_of(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Tuple(elts=items) | ast.Dict(values=items):
            for item in items:
                yield from texts_of(item)


def test_every_rule_that_is_noted_has_a_severity_and_none_is_left_over() -> None:
    rooms = "base article entry library keeping check".split()
    folders = [ROOT / "src" / "wikicli" / room for room in rooms]
    sources = [it for folder in folders for it in folder.rglob("*.py")]
    sources = [it for it in sources if it.parent.name != "rules"]  # they find their own
    noted = {rule for source in sources for rule in rules_noted_in(source)}
    assert sorted(noted) == sorted(SEVERITIES)


def test_a_rule_has_a_finder_or_is_found_by_reading() -> None:
    reading = {
        name
        for name, rule in RULES.items()
        if not (rule.find_in_entry or rule.find_in_library)
    }
    assert sorted(reading | NOT_OF_CHECK) == sorted(SEVERITIES)
    assert not reading & NOT_OF_CHECK
    assert all(RULES[name].severity == SEVERITIES[name] for name in reading)


def test_an_error_may_be_a_warning_only_where_its_rule_says_so() -> None:
    assert severity_of("no-title", mild=True) == Severity.WARNING
    assert severity_of("no-body", mild=True) == Severity.ERROR
    assert {SEVERITIES[rule] for rule in MILD} == {Severity.ERROR}
    assert all("warning" in RULES[rule].page for rule in MILD)


def test_no_two_rules_have_one_name() -> None:
    names = []
    for source in sorted((ROOT / "src" / "wikicli" / "check" / "rules").glob("*.py")):
        text = source.read_text("utf-8")
        names += re.findall(r'@[a-z_]+_rule\(\s*"([a-z-]+)"', text)
    reading = SEVERITIES.keys() - NOT_OF_CHECK
    assert sorted([*names, *reading]) == sorted(RULES)


# Choosing rules -------------------------------------------------------------------


def test_without_a_choice_the_rules_run_that_are_on() -> None:
    on = sorted(name for name, rule in RULES.items() if rule.enabled)
    assert list(choose_rules((), ())) == on


def test_selected_rules_run_and_no_others() -> None:
    chosen = choose_rules(["tab, long-description", "tag"], ["tag"])
    assert chosen == ("long-description", "tab")


def test_all_are_those_that_are_off_too() -> None:
    assert list(choose_rules(["ALL"], ())) == sorted(RULES)
    assert len(choose_rules(["ALL"], ["tab"])) == len(RULES) - 1
    assert choose_rules((), ["ALL"]) == ()


def test_an_unknown_rule_is_an_error_with_the_nearest() -> None:
    with pytest.raises(UsageError) as raised:
        choose_rules(["long-descripton"], ())
    assert raised.value.message == "no rule 'long-descripton'"
    assert raised.value.hint == "did you mean 'long-description'?"


# Comments that ignore -------------------------------------------------------------

IGNORES = {
    "on the line": f"""\
title: A
description: {LONG}  # wikicli: ignore[long-description]
body: B.
""",
    "with a reason": f"""\
title: A
description: {LONG}  # wikicli: ignore[long-description] as the book has it
body: B.
""",
    "on the line above": f"""\
title: A
# wikicli: ignore[long-description]
# because

description: {LONG}
body: B.
""",
    "at a key, for what is in it": """\
title: A
body: B.
references:  # wikicli: ignore[unknown-key, unused-reference]
  - id: a
    title: T
    foo: bar
  - {id: b, title: T2,
     bar: foo}
""",
    "at a key whose list stands as far left": """\
title: A
body: B.
references:  # wikicli: ignore[unknown-key, unused-reference]
- id: a
  title: T
  foo: bar
""",
    "at an item": """\
title: A
body: B.
references:
  - id: a  # wikicli: ignore[unknown-key,unused-reference]
    title: T
    foo: bar
""",
    "within a mapping in brackets": """\
title: A
body: B.
references:
  - {id: a, title: T,
     foo: bar,  # wikicli: ignore[unknown-key]
     further: true}
""",
    "at a block": """\
title: A
body: |  # wikicli: ignore[undefined-marker]
  B.[^x]

  C.[^y]
""",
    "at a folded block": """\
title: A
body: >-  # wikicli: ignore[undefined-marker]
  B.[^x]
""",
    "in a file with Windows line ends": """\
title: A
body: |  # wikicli: ignore[undefined-marker]
  B.[^x]
""".replace("\n", "\r\n"),
}
NOISE = ("unknown-key", "unused-reference", "undefined-marker", "long-description")


@pytest.mark.parametrize("what", IGNORES)
def test_a_comment_ignores_rules(what: str, make_library: MakeLibrary) -> None:
    folder = make_library({"a.yaml": IGNORES[what]})
    assert check(folder, *NOISE, "unused-ignore", "unknown-rule") == []
    bare = re.sub(r"# wikicli: ignore[^\r\n]*", "", IGNORES[what])
    assert check(make_library({"a.yaml": bare}), *NOISE) != []


NOT_COVERED = {
    "another key": (
        "title: A  # wikicli: ignore[undefined-marker]\nbody: |\n  B.[^x]\n",
        ["a.yaml:1:11 unused-ignore", "a.yaml:3:5 undefined-marker"],
    ),
    "another rule": (
        "title: A\nbody: |  # wikicli: ignore[unused-note]\n  B.[^x]\n",
        ["a.yaml:3:5 undefined-marker"],
    ),
    "in a block it is text": (
        "title: A\nbody: |\n  B.[^x] # wikicli: ignore[undefined-marker]\n",
        ["a.yaml:3:5 undefined-marker"],
    ),
    "in a folded block it is text": (
        "title: A\nbody: >\n  B.[^x] # wikicli: ignore[undefined-marker]\n",
        ["a.yaml:2:7 undefined-marker"],
    ),
    "in a quotation it is text": (
        'title: A\nbody: "B.[^x]\n  # wikicli: ignore[undefined-marker]"\n',
        ["a.yaml:2:7 undefined-marker"],
    ),
    "within a word it is text": (
        "title: A\nbody: B.[^x]#wikicli:ignore[undefined-marker]\n",
        ["a.yaml:2:7 undefined-marker"],
    ),
    "the next item": (
        "title: A\nbody: B.\nreferences:\n"
        "  - {id: a, title: T, foo: x, further: true}  # wikicli: ignore[unknown-key]\n"
        "  - {id: b, title: T, foo: x, further: true}\n",
        ["a.yaml:5:23 unknown-key"],
    ),
}


@pytest.mark.parametrize("what", NOT_COVERED)
def test_a_comment_ignores_no_more(what: str, make_library: MakeLibrary) -> None:
    text, expected = NOT_COVERED[what]
    folder = make_library({"a.yaml": text})
    assert check(folder, *NOISE, "unused-ignore", "unknown-rule") == expected


def test_a_comment_that_ignores_a_rule_which_does_not_run_is_not_unused(
    make_library: MakeLibrary,
) -> None:
    folder = make_library({"a.yaml": "title: A  # wikicli: ignore[tab]\nbody: B.\n"})
    assert check(folder, "unused-ignore") == []
    assert check(folder, "unused-ignore", "tab") == ["a.yaml:1:11 unused-ignore"]


def test_a_comment_can_ignore_that_it_is_unused(make_library: MakeLibrary) -> None:
    text = "title: A  # wikicli: ignore[tab, unused-ignore]\nbody: B.\n"
    folder = make_library({"a.yaml": text})
    assert check(folder, "unused-ignore", "tab") == []


def test_a_comment_ignores_rules_across_entries(make_library: MakeLibrary) -> None:
    text = (
        "title: A\nbody: B.\nsee_also:\n  - missing  # wikicli: ignore[dangling-link]\n"
    )
    folder = make_library({"a.yaml": text})
    assert check(folder, "dangling-link", "unused-ignore") == []


def test_many_comments_in_many_values_take_no_quadratic_time() -> None:
    line = "  - {id: a%d, title: T}  # wikicli: ignore[tab]\n"
    lines = "".join(line % number for number in range(3000))
    it = checked(f"title: A\nbody: B.\nreferences:\n{lines}")
    found = list(find_ignores(it))
    assert len(found) == 3000
    assert found[-2].last == 3002


# Places ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "column", "rule", "words"),
    [
        ("see_alos: [a]", 1, "unknown-key", "see_alos"),
        ("title: A word  # why", 8, "no-title", "A word"),
        ('  - {id: a, "title": T}', 13, "x", '"title"'),
        ("  - {id: a, title: T b, foo: x}", 20, "x", "T b"),
        ("  - {id: a, title: T}", 20, "x", "T"),
        ("  B.[^x p. 3] C.", 5, "undefined-marker", "[^x p. 3]"),
        ("  B [[x|y]] C.", 5, "bad-entry-link", "[[x|y]]"),
        ("  B [[x|y C.", 5, "unclosed-entry-link", "[[x|y C."),
        ("a: 'it''s' # no", 4, "x", "'it''s'"),
        ("body: \x1b[1m", 7, "unsafe-character", "\x1b"),
        ("", 1, "x", ""),
        ("ab", 9, "x", ""),
    ],
)
def test_the_words_at_fault_end_where_they_end(
    line: str, column: int, rule: str, words: str
) -> None:
    assert line[column - 1 : find_end(line, column, rule) - 1] == words


def test_columns_count_characters_of_the_file_not_of_the_text_as_read() -> None:
    line = "  Cafe\u0301 ﬓ [^x]"
    cleaned = "  Café մն [^x]"
    column = cleaned.index("[") + 1
    assert line[find_raw_column(line, column) - 1 :] == "[^x]"
    assert find_raw_column("  Café [^x]", 8) == 8


def test_a_marker_behind_a_ligature_is_underlined_where_it_stands() -> None:
    it = checked("title: A\nbody: |\n  ﬓ [^x]\n")
    problem = complete(it.loaded.locate(it.footnotes.problems[0]), it)
    assert (problem.location.column, problem.end_column) == (5, 9)


def test_a_finding_in_a_plain_value_is_looked_for_in_it() -> None:
    it = checked("title: Some words\naliases:\n  - Words\n  - Some words\nbody: B.\n")
    finding = Finding(("aliases", 1), "message", "hint", "words")
    problem = it.locate(finding, Severity.WARNING, "x")
    assert (problem.location[1:], problem.end_column) == ((4, 10), 15)


def test_a_finding_whose_field_is_missing_stands_at_the_nearest_that_is_there() -> None:
    it = checked("title: A\nbody: B.\nhy:\n  title: Ա\n")
    finding = Finding(("hy", "body"), "message")
    place = it.locate(finding, Severity.INFO, "x").location
    assert place[1:] == (4, 3)


# Files ----------------------------------------------------------------------------


def test_a_file_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    files = {"a": tmp_path / "a.yaml"}
    found = Check(files, ["a"], Plan(("unreadable", "dangling-link"))).run()
    assert [(it.rule, it.message) for it in found] == [
        ("unreadable", "this can't be read: No such file or directory")
    ]
    assert Check(files, ["a"], Plan(("dangling-link",))).run() == []


def test_what_is_named_like_an_entry_but_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "lost.yaml").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe.yaml")
    found = read_target(tmp_path).problems
    assert [(it.location.path.name, it.rule, it.message) for it in found] == [
        ("folder.yaml", "no-file", "this is a folder, not an entry file"),
        ("lost.yaml", "no-file", "this link leads nowhere"),
        ("pipe.yaml", "no-file", "this is no file"),
    ]


def test_only_chosen_files_are_checked_with_all_in_view(
    make_library: MakeLibrary,
) -> None:
    link = "title: A\nbody: See [[b]], [[c]].\n"
    folder = make_library({"a.yaml": link, "b.yaml": link})
    target = read_target(folder)
    found = Check(target.files, ["b"], Plan(("dangling-link",))).run()
    assert [str(it.location).rpartition("/")[2] for it in found] == ["b.yaml:2:18"]


def test_a_rule_that_raises_is_a_bug(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_: Checked) -> Iterator[Finding]:
        raise ZeroDivisionError
        yield

    rule = RULES["long-description"]._replace(find_in_entry=find)
    monkeypatch.setitem(RULES, "long-description", rule)
    with pytest.raises(ZeroDivisionError):
        check(make_library({"a.yaml": OK}), "long-description")


# Several processes ----------------------------------------------------------------


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_several_processes_find_what_one_finds(
    method: str, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "title: A %d\nbody: |\n  B.[^x] [[missing-%d]]\n"
    folder = make_library({f"e{n}.yaml": text % (n, n) for n in range(70)})
    alone = check(folder, "undefined-marker", "dangling-link")
    monkeypatch.setattr(sharing, "PAYS_FROM", 10)
    monkeypatch.setattr(sharing, "count_cores", lambda: 2)
    monkeypatch.setattr(sharing, "find_start_method", lambda: method)
    assert check(folder, "undefined-marker", "dangling-link") == alone
    assert len(alone) == 140


def test_few_files_are_checked_by_this_process_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sharing, "count_cores", lambda: 2)
    done = sharing.share_out(lambda _: os.getpid(), range(sharing.PAYS_FROM - 1))
    assert set(done) == {os.getpid()}


def test_what_a_process_raises_is_raised_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sharing, "PAYS_FROM", 2)
    monkeypatch.setattr(sharing, "count_cores", lambda: 2)
    with pytest.raises(ValueError, match="invalid literal"):
        list(sharing.share_out(int, ["1", "x"] * 40))


def test_today_and_coverage_reach_the_rules(make_library: MakeLibrary) -> None:
    plan = Plan(("tab",), CheckOptions("2026-11-22", 50))
    it = Checked(make_library({"a.yaml": OK}) / "a.yaml", OK.encode(), plan.settings)
    assert it.settings == CheckOptions("2026-11-22", 50)


# Line breaks ------------------------------------------------------------------------

BROKEN = """\
title: A
body: |
  > One [^x
  > pp. 4]. Two [^b p.
  > 4–7] three [^b
  > p. 4–7].[^b pp.
  > 9–3] [[
  > nowhere|a
  > label]] [[a#Nowhere
  > else]]  [^n!
  > x]
references:
  - id: b
    title: B
"""


def test_markers_and_links_in_several_lines_are_found_where_they_begin(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text(BROKEN, "utf-8")
    rules = (
        *("undefined-marker", "wrong-page-abbreviation", "reversed-pages"),
        *("dangling-link", "missing-section", "bad-marker", "double-space"),
    )
    assert check(tmp_path, *rules) == [
        "a.yaml:3:9 undefined-marker",
        "a.yaml:3:9 wrong-page-abbreviation",
        "a.yaml:4:17 wrong-page-abbreviation",
        "a.yaml:5:16 wrong-page-abbreviation",
        "a.yaml:6:13 reversed-pages",
        "a.yaml:7:10 dangling-link",
        "a.yaml:9:13 missing-section",
        "a.yaml:10:11 double-space",
        "a.yaml:10:13 bad-marker",
    ]


def test_a_locator_in_two_lines_is_no_fix_and_one_in_the_next_line_is_none_either(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text(BROKEN, "utf-8")
    target = read_target(tmp_path)
    found = Check(target.files, target.chosen, Plan(("wrong-page-abbreviation",))).run()
    assert [it.fix for it in found] == [None, None, None]


def test_an_armenian_page_out_of_range_is_found(tmp_path: Path) -> None:
    record = "  - {id: b, type: chapter, title: B, page: 10-20}\n"
    text = f"title: A\nbody: |\n  A [^b էջ 9] b [^b էջեր 11–12].\nreferences:\n{record}"
    (tmp_path / "a.yaml").write_text(text, "utf-8")
    assert check(tmp_path, "page-out-of-range") == ["a.yaml:3:5 page-out-of-range"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a [^b p. 1] c", "a ~~~~~~~~~ c"),
        ("a [^b\n> p. 1]: c", "a ~~~\n~~~~~~~~ c"),
        ("[[a|b c]] d", "~~~~b c]] d"),
        ("[[a\\|b c]] d", "~~~~~b c]] d"),
        ("[[a#b\nc|d\ne]] f", "~~~~~\n~~d\ne]] f"),
        ("[[a#b c]] d", "~~~~~~~~~ d"),
        ("a [^b\n\nc] d", "a [^b\n\nc] d"),
        ("> a [[b\n>\n> c]] d", "> a [[b\n>\n> c]] d"),
    ],
)
def test_ids_slugs_and_sections_are_no_prose_in_one_line_or_two(
    text: str, words: str
) -> None:
    body = "".join(f"  {line}\n" for line in text.split("\n"))
    (prose,) = find_prose(checked(f"title: A\nbody: |\n{body}"))
    assert prose.words.replace(COVER, "~").strip() == words
