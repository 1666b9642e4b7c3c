"""Bad input at the command line: the exact message, the exact exit code."""

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from conftest import MakeLibrary, Result, Run, invoke
from wikicli.article import markdown
from wikicli.base.text import find_unsafe
from wikicli.entry import yamlnodes

Ask = Callable[..., Result]

OK = "title: T\nbody: B\n"


@pytest.fixture
def ask(
    run: Run,
    make_library: MakeLibrary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Ask:
    """Run a command on a library of files; its paths in messages are relative."""
    monkeypatch.chdir(tmp_path)

    def ask_library(files: Mapping[str, str | bytes], *words: str) -> Result:
        make_library(files)
        return run(*words, library=Path("library"))

    return ask_library


@pytest.fixture(params=["c", "pure"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure":
        monkeypatch.setattr(yamlnodes, "_LOADERS", yamlnodes._LOADERS[-1:])


# Names ------------------------------------------------------------------------------

NAMED = {
    "miatsum.yaml": "title: Miatsum\naliases: [Unification, Shared]\n"
    "terms: [{hy: Միացում}]\nbody: B\n",
    "enosis.yaml": "title: Union of Cyprus\naliases: [Shared]\nbody: B\n",
}
MIATSUM = "'miatsum' (Miatsum · Միացում)"
ENOSIS = "'enosis' (Union of Cyprus)"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("miatsm", f"did you mean {MIATSUM}?"),
        ("enosys", f"did you mean {ENOSIS}?"),
        ("unoin of cyprus", f"did you mean {ENOSIS}?"),
        ("Unifcation", f"did you mean {MIATSUM}?"),
        ("Միցաում", f"did you mean {MIATSUM}?"),
        ("qqqqqqqq", "see all names: wikicli -L library list"),
        ("../miatsum", f"did you mean {MIATSUM}?"),
        ("library/miatsum", f"did you mean {MIATSUM}?"),
        ("/etc/passwd", "see all names: wikicli -L library list"),
        ("..", "see all names: wikicli -L library list"),
        ("", "see all names: wikicli -L library list"),
        (" ", "see all names: wikicli -L library list"),
    ],
)
@pytest.mark.parametrize("command", ["show", "refs"])
def test_an_unknown_name_is_answered_with_near_names(
    ask: Ask, command: str, name: str, hint: str
) -> None:
    assert ask(NAMED, command, name) == Result(
        "", f"error: no entry named '{name}'\nhint: {hint}\n", 1
    )


def test_a_long_name_is_cut(ask: Ask) -> None:
    assert ask(NAMED, "show", "x" * 100_000) == Result(
        "",
        f"error: no entry named '{'x' * 79}…'\n"
        "hint: see all names: wikicli -L library list\n",
        1,
    )


def test_an_ambiguous_alias_is_answered_with_all_candidates(ask: Ask) -> None:
    assert ask(NAMED, "show", "shared") == Result(
        "",
        "error: 'shared' names several entries\n"
        "hint: say which:\n  'enosis' (Union of Cyprus)\n  'miatsum' (Miatsum)\n",
        1,
    )


def test_a_name_never_leaves_the_library(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("title: Secret\nbody: B\n")
    for name in ("../secret", "../secret.yaml", str(tmp_path / "secret")):
        answer = ask(NAMED, "show", name)
        assert (answer.stdout, answer.code) == ("", 1)
        assert "Secret" not in answer.stderr


# Files that give no entry -----------------------------------------------------------

UTF8 = "hint: save the file as UTF-8\n"
BOTH = "hint: an entry needs a title and a body\n"
TITLE_FIRST = "hint: start with 'title: …'\n"
WRITE_OUT = "hint: write the value out\n"

NO_ENTRY: dict[str, tuple[str | bytes, str]] = {
    "syntax": (
        "title: A: B\nbody: B\n",
        "1:9: a value that holds ': ' must be in quotes\n"
        'hint: write key: "text: more text"; or is the line indented too far?\n',
    ),
    "unclosed quotation": (
        'title: "A\nbody: B\n',
        "1:8: a quotation that starts here is never closed\nhint: add the last quote\n",
    ),
    "unclosed bracket": (
        "title: T\naliases: [A\nbody: B\n",
        "3:5: a list or mapping in brackets is not closed\nhint: close it\n",
    ),
    "body not indented": (
        "title: T\nbody: |\nText.\n",
        "4:1: a key must be followed by ': '\n"
        "hint: is a line indented too little, or a colon missing?\n",
    ),
    "tab": (
        "title: T\nhy:\n\ttitle: Ա\nbody: B\n",
        "3:1: a tab stands at the start\nhint: indent with spaces\n",
    ),
    "duplicate key": (
        "title: T\nbody: B\ntitle: U\n",
        "3:1: key 'title' stands here for the second time\n"
        "hint: the first is at line 1; keep one of them\n",
    ),
    "duplicate key within": (
        "title: T\nbody: B\nfacts:\n  A: b\n  A: c\n",
        "5:3: key 'A' stands here for the second time\n"
        "hint: the first is at line 4; keep one of them\n",
    ),
    "missing title": ("body: B\n", "1:1: there is no 'title'; every entry needs one\n"),
    "missing body": ("title: T\n", "1:1: there is no 'body'; every entry needs one\n"),
    "empty title": (
        "title:\nbody: B\n",
        "1:7: the 'title' is empty; every entry needs one\n",
    ),
    "empty body": (
        "title: T\nbody: |\n",
        "2:7: the 'body' is empty; every entry needs one\n",
    ),
    "title of wrong type": (
        "title: [T]\nbody: B\n",
        "1:8: 'title' must be text, not a list\n",
    ),
    "body of wrong type": (
        "title: T\nbody: {a: b}\n",
        "2:7: 'body' must be text, not a mapping\n",
    ),
    "empty file": ("", f"1:1: this file is empty\n{BOTH}"),
    "only a comment": ("# TODO\n", f"1:1: this file is empty\n{BOTH}"),
    "only a document start": ("---\n", f"1:1: this file is empty\n{BOTH}"),
    "list at top level": (
        "- title: T\n- body: B\n",
        "1:1: an entry is a mapping of keys to values, not a list\n" + TITLE_FIRST,
    ),
    "text at top level": (
        "Some text.\n",
        "1:1: an entry is a mapping of keys to values, not text\n" + TITLE_FIRST,
    ),
    "two documents": (
        f"{OK}---\n{OK}",
        "3:1: a second document starts here\n"
        "hint: a file holds one entry; remove '---' and all below it\n",
    ),
    "alias": (
        "title: T\nbody: *x\n",
        f"2:7: alias '*x' is not used in entries\n{WRITE_OUT}",
    ),
    "anchor": (
        "title: &x T\nbody: B\n",
        f"1:8: anchor '&x' is not used in entries\n{WRITE_OUT}",
    ),
    "merge key": (
        "title: T\nbody: B\nfacts: {<<: *x}\n",
        f"3:13: alias '*x' is not used in entries\n{WRITE_OUT}",
    ),
    "tag": (
        "title: !!python/name:os.system T\nbody: B\n",
        "1:8: tag '!!python/name:os.system' is not used in entries\n"
        "hint: values are text as written\n",
    ),
    "list as a key": (
        "title: T\nbody: B\n? [a]\n: b\n",
        f"3:3: a key must be text, not a list or mapping\n{WRITE_OUT}",
    ),
    "50,000 nested brackets": (
        f"title: T\nbody: B\naliases: {'[' * 50_000}{']' * 50_000}\n",
        "3:29: this is nested deeper than 20 levels\n",
    ),
    "50,000 open brackets": (
        f"title: T\nbody: {'[' * 50_000}",
        "2:26: this is nested deeper than 20 levels\n",
    ),
    "lists nested 200 deep": (
        f"title: T\nbody: B\naliases:\n  {'- ' * 200}a\n",
        "4:41: this is nested deeper than 20 levels\n",
    ),
    "invalid utf-8": (
        b"title: T\nbody: Caf\xe9\n",
        f"2:10: byte 0xe9 is not UTF-8 here\n{UTF8}",
    ),
    "invalid utf-8 in Armenian text": (
        "title: Հայ".encode() + b"\xd5\nbody: B\n",
        f"1:11: byte 0xd5 is not UTF-8 here\n{UTF8}",
    ),
    "utf-16": (OK.encode("utf-16"), f"1:1: this is UTF-16, not UTF-8\n{UTF8}"),
    "utf-16 without mark": (
        OK.encode("utf-16-be"),
        f"1:1: this is UTF-16, not UTF-8\n{UTF8}",
    ),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("fault", NO_ENTRY)
def test_a_file_without_an_entry_is_an_error(ask: Ask, fault: str) -> None:
    content, message = NO_ENTRY[fault]
    expected = Result("", f"error: library/x.yaml:{message}", 2)
    assert ask({"x.yaml": content}, "show", "x") == expected
    assert ask({}, "refs", "x") == expected
    assert ask({}, "show", "x", "--json") == expected


def test_all_that_is_missing_is_told(ask: Ask) -> None:
    assert ask({"x.yaml": "description: D\n"}, "show", "x") == Result(
        "",
        "error: library/x.yaml:1:1: there is no 'title'; every entry needs one\n"
        "error: library/x.yaml:1:1: there is no 'body'; every entry needs one\n",
        2,
    )


@pytest.mark.parametrize("fault", NO_ENTRY)
def test_a_broken_neighbour_stops_neither_list_nor_search_nor_show(
    ask: Ask, fault: str
) -> None:
    content, message = NO_ENTRY[fault]
    files = {"broken.yaml": content, "good.yaml": "title: Good\nbody: Found.\n"}
    warning = f"warning: library/broken.yaml:{message.splitlines()[0]}\n"
    for words in (("list",), ("search", "found")):
        answer = ask(files, *words)
        assert (answer.stderr, answer.code) == (warning, 0)
        assert "Good" in answer.stdout
        answer = ask({}, *words, "--json")  # from the index that is there now
        assert (answer.stderr, answer.code) == (warning, 0)
        assert json.loads(answer.stdout)["total"] == 1
    answer = ask({}, "show", "good")
    assert (answer.stdout.split()[0], answer.stderr, answer.code) == ("Good", "", 0)


# Faults beside the shown entry ------------------------------------------------------

BESIDE: dict[str, tuple[str, str]] = {
    "unknown key": (
        f"{OK}see_alos: [a]\n",
        "warning: library/x.yaml:3:1: unknown key 'see_alos'; "
        "the nearest known key is 'see_also'\n",
    ),
    "unknown key like none": (
        f"{OK}qqqq: a\n",
        "warning: library/x.yaml:3:1: unknown key 'qqqq'\n",
    ),
    "wrong type": (
        f"{OK}aliases: A\n",
        "error: library/x.yaml:3:10: 'aliases' must be a list, not text\n",
    ),
    "no value": (
        f"{OK}categories:\n",
        "warning: library/x.yaml:3:12: 'categories' has no value\n",
    ),
    "undefined marker": (
        "title: T\nbody: |\n  Text.[^a]\n",
        "error: library/x.yaml:3:8: marker '[^a]' has no reference and no note\n",
    ),
    "undefined marker in Armenian text": (
        "title: T\nbody: B\nhy:\n  body: |\n    Հայերեն։[^a]\n",
        "error: library/x.yaml:5:13: marker '[^a]' has no reference and no note\n",
    ),
    "unused note": (
        "title: T\nbody: |\n  Text.\n\n  [^a]: Note.\n",
        "warning: library/x.yaml:5:3: note 'a' is called by no marker\n",
    ),
    "unused reference": (
        f"{OK}references:\n  - {{title: A}}\n  - {{id: b, title: B}}\n",
        "warning: 2 problems: wikicli -L library check x\n",
    ),
    "id of a note and a reference": (
        "title: T\nbody: |\n  Text.[^a]\n\n  [^a]: Note.\n"
        "references: [{id: a, title: A}]\n",
        "error: library/x.yaml:3:8: 'a' is the id of both a reference and a note\n",
    ),
    "text nested too deep": (
        f"title: T\nbody: |\n  {'- ' * 200}deep\n",
        "warning: library/x.yaml:3:3: text is nested deeper than 90 levels; "
        "shown as it stands\n",
    ),
    "unsafe character": (
        "title: T\nbody: a\x1b[31mb\n",
        "warning: library/x.yaml:2:8: unsafe character U+001B; shown as U+FFFD\n",
    ),
    "two faults": (
        f"qqqq: a\n{OK}aliases: A\n",
        "warning: 2 problems: wikicli -L library check x\n",
    ),
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("fault", BESIDE)
def test_a_fault_beside_the_entry_is_one_line_without_hint(
    ask: Ask, fault: str
) -> None:
    content, message = BESIDE[fault]
    answer = ask({"x.yaml": content}, "show", "x")
    assert (answer.stdout.split()[0], answer.stderr, answer.code) == ("T", message, 0)
    answer = ask({}, "show", "x", "--json")
    assert json.loads(answer.stdout)["title"] == "T"
    assert (answer.stderr, answer.code) == (message, 0)


# References with faults: the entry is shown, each fault is one line ------------------

RECORDS: dict[str, tuple[str, str]] = {
    "unknown variable": (
        "isued: 2003",
        "warning: library/x.yaml:4:23: unknown key 'isued'; "
        "the nearest known key is 'issued'",
    ),
    "variable under another name": (
        "doi: 10.1/x",
        "warning: library/x.yaml:4:23: unknown key 'doi'; "
        "the nearest known key is 'DOI'",
    ),
    "unknown type": (
        "type: journal",
        "warning: library/x.yaml:4:29: unknown type 'journal'; "
        "the nearest known type is 'article-journal'",
    ),
    "unreadable date": (
        "issued: last winter",
        "warning: library/x.yaml:4:31: 'last winter' is no date; kept as text",
    ),
    "date that is none": (
        "issued: {date-parts: [[1988, 2, 30]]}",
        "warning: library/x.yaml:4:44: '1988-2-30' is no date; kept as text",
    ),
    "nobody": (
        "author: []",
        "warning: library/x.yaml:4:31: 'references[1].author' names nobody",
    ),
    "empty author": (
        "author: ['']",
        "warning: library/x.yaml:4:32: 'references[1].author[1]' has no value",
    ),
    "page as a number": ("page: 12", ""),
    "page as a list": (
        "page: [12]",
        "error: library/x.yaml:4:29: 'references[1].page' must be text, not a list",
    ),
    "prefix of a DOI": ("DOI: https://doi.org/10.1/x", ""),
    "space in an address": (
        "URL: https://example.org/a b",
        "warning: library/x.yaml:4:28: 'references[1].URL' has a space; read as %20",
    ),
    "id twice": (
        "issue: 1}\n  - {id: a, title: A",
        "error: library/x.yaml:5:5: reference 'a' stands here for the second time",
    ),
    "marker in a record": (
        "quote: 'He said[^b] so'",
        "error: library/x.yaml:4:38: marker '[^b]' calls nothing in "
        "'references[1].quote'",
    ),
    "unknown status of an address": (
        "url-status: gone",
        "warning: library/x.yaml:4:35: 'references[1].url-status' can't be 'gone'",
    ),
}


@pytest.mark.parametrize("fault", RECORDS)
def test_a_fault_of_a_reference_is_one_line_and_never_a_crash(
    ask: Ask, fault: str
) -> None:
    record, message = RECORDS[fault]
    references = f"references:\n  - {{id: a, title: A, {record}}}\n"
    files = {"x.yaml": f"title: T\nbody: B[^a]\n{references}"}
    expected = f"{message}\n" if message else ""
    for words in (
        ("show", "x"),
        ("refs", "x"),
        ("refs", "x", "1"),
        ("show", "x", "--json"),
    ):
        answer = ask(files, *words)
        assert (answer.stderr, answer.code) == (expected, 0)
        assert answer.stdout


def test_values_that_were_put_right_are_shown_so(ask: Ask) -> None:
    record = (
        "{id: a, title: A, page: 12, issued: last winter, "
        "DOI: https://doi.org/10.1/x, URL: https://example.org/a b}"
    )
    answer = ask(
        {"x.yaml": f"title: T\nbody: B[^a]\nreferences: [{record}]\n"}, "refs", "x"
    )
    shown = " ".join(answer.stdout.split())
    assert "1. “A”. last winter. p. 12. doi:10.1/x." in shown
    assert "<https://example.org/a%20b>" in shown


def test_a_reference_without_title_is_told_and_shown_by_its_address(ask: Ask) -> None:
    text = "title: T\nbody: B[^a]\nreferences: [{id: a, URL: 'https://example.org'}]\n"
    answer = ask({"x.yaml": text}, "show", "x")
    assert answer.stderr == (
        "warning: library/x.yaml:3:14: reference 'a' has no title\n"
    )
    assert "https://example.org" in answer.stdout
    assert answer.code == 0


def test_a_reference_with_nothing_but_an_id_is_shown(ask: Ask) -> None:
    text = "title: T\nbody: B[^a]\nreferences: [{id: a}]\n"
    for command in ("show", "refs"):
        answer = ask({"x.yaml": text}, command, "x")
        assert "1. (no title)." in answer.stdout
        assert answer.code == 0


def test_an_id_that_no_marker_can_call_is_told(ask: Ask) -> None:
    text = "title: T\nbody: B[^de Waal]\nreferences: [{id: de Waal, title: A}]\n"
    assert ask({"x.yaml": text}, "show", "x").stderr == (
        "warning: 3 problems: wikicli -L library check x\n"
    )
    lines = ask({}, "check", "x", "--format", "concise").stdout.splitlines()
    told = [line.partition(": ")[2] for line in lines]
    assert (
        "error: marker '[^de]' has no reference and no note [undefined-marker]" in told
    )
    unused = "warning: reference 'de Waal' is called by no marker [unused-reference]"
    assert unused in told
    assert "warning: no marker can call 'de Waal' [bad-id]" in told


def test_a_place_of_a_note_is_told(ask: Ask) -> None:
    text = "title: T\nbody: |\n  B[^n p. 3]\n\n  [^n]: Note.\n"
    assert ask({"x.yaml": text}, "show", "x").stderr == (
        "warning: library/x.yaml:3:4: a note has no pages: 'p. 3' is not shown\n"
    )


@pytest.mark.parametrize(
    "content",
    [
        "title: T\r\nbody: |\r\n  One.\r\n\r\n  Text.[^a]\r\n",
        b"\xef\xbb\xbftitle: T\nbody: |\n  One.\n\n  Text.[^a]\n",
        "title: T\nbody: |2\n  One.\n\n  Text.[^a]\n",
        "title: T\nbody: |2-\n    One.\n\n  Text.[^a]",
    ],
)
def test_positions_in_a_body_are_exact(ask: Ask, content: str | bytes) -> None:
    assert ask({"x.yaml": content}, "show", "x").stderr == (
        "error: library/x.yaml:5:8: marker '[^a]' has no reference and no note\n"
    )


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + OK.encode(), OK.replace("\n", "\r\n"), OK.replace("\n", "\r")],
)
def test_byte_order_mark_and_other_line_ends_are_accepted(
    ask: Ask, content: str | bytes
) -> None:
    expected = ask({"x.yaml": OK}, "show", "x")
    assert (expected.stderr, expected.code) == ("", 0)
    assert ask({"x.yaml": content}, "show", "x") == expected


# Much of it -------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["[^a", "[^a "])
@pytest.mark.parametrize("count", [5_000, 70_000])
def test_unclosed_markers_are_shown_as_text(ask: Ask, text: str, count: int) -> None:
    answer = ask({"x.yaml": f"title: T\nbody: |\n  {text * count}\n"}, "show", "x")
    assert (answer.stderr, answer.code) == ("", 0)
    assert "".join(answer.stdout.split()).count("[^a") == count


def test_unclosed_markers_take_twice_the_work_for_twice_the_text() -> None:
    def count_calls(text: str) -> int:
        calls = 0

        def count(frame: FrameType, event: str, argument: Any) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            markdown.parse(text)
        finally:
            sys.setprofile(None)
        return calls

    markdown.parse("")
    for pattern in ("[^a", "[^a ", "[^a]", "[", "[["):
        once, twice = (count_calls(pattern * size) for size in (1_000, 2_000))
        assert twice < 2.2 * once, pattern


def test_brackets_nested_50000_deep_in_a_text_are_shown(ask: Ask) -> None:
    text = f"{'[' * 50_000}deep{']' * 50_000}"
    answer = ask({"x.yaml": f"title: T\nbody: |\n  {text}\n"}, "show", "x")
    assert answer.code == 0
    # The innermost two pairs are a link to an entry.
    assert answer.stdout.count("[") == answer.stdout.count("]") == 49_998
    assert "deep" in answer.stdout
    assert len(answer.stderr.splitlines()) <= 11


@pytest.mark.parametrize("output", [(), ("--json",), ("--width", "20")])
def test_lists_nested_200_deep_lose_no_text(ask: Ask, output: tuple[str, ...]) -> None:
    items = "".join(f"  {'  ' * depth}- i{depth}i\n" for depth in range(200))
    answer = ask({"x.yaml": f"title: T\nbody: |\n{items}"}, "show", "x", *output)
    assert answer.code == 0
    assert answer.stderr == (
        "warning: library/x.yaml:47:3: text is nested deeper than 90 levels; "
        "shown as it stands\n"
    )
    text = "".join(answer.stdout.split())
    assert [depth for depth in range(200) if f"i{depth}i" not in text] == []


def test_quotations_nested_50000_deep_lose_no_text(ask: Ask) -> None:
    content = f"title: T\nbody: |\n  {'>' * 50_000} deep\n"
    answer = ask({"x.yaml": content}, "show", "x")
    assert answer.code == 0
    assert "deep" in answer.stdout


def test_an_entry_of_10_mb_is_shown(ask: Ask) -> None:
    line = "  Words of a long line of code, and the number that it has.\n"
    content = f"title: T\nbody: |\n  ```\n{line * 175_000}  ```\n\n  The end.\n"
    assert len(content) > 10_000_000
    answer = ask({"x.yaml": content}, "show", "x")
    assert (answer.stderr, answer.code) == ("", 0)
    assert answer.stdout.count("the number that it has.") == 175_000
    assert "\n  The end.\n" in answer.stdout


def test_readers_are_told_of_many_faults_in_one_line_that_leads_to_all(
    ask: Ask,
) -> None:
    keys = "".join(f"q{i:02}: x\n" for i in range(15))
    for words in (("show", "x-y"), ("refs", "X", "Y"), ("refs", "x", "y")):
        answer = ask({"x-y.yaml": f"{OK}{REFERENCED}{keys}"}, *words)
        message = f"warning: 15 problems: wikicli -L library check {words[1]}"
        assert answer.stderr == " ".join([message, *words[2:]]) + "\n"
        assert answer.code == 0
    assert ask({}, "check", "x", "y").stdout.count("unknown key") == 15


REFERENCED = "references: [{id: a, title: A, further: true}]\n"


def test_of_many_faults_on_standard_input_ten_are_told_and_the_rest_counted() -> None:
    keys = "".join(f"q{i:02}: x\n" for i in range(15))
    answer = invoke(["show", "-"], stdin=f"{OK}{keys}".encode())
    assert answer.code == 0
    assert answer.stderr.splitlines()[9:] == [
        "warning: -:12:1: unknown key 'q09'",
        "warning: and 5 more problems",
    ]


# What is no file --------------------------------------------------------------------

LINK_NOWHERE = "this link leads nowhere"
LINK_LOOP = "this can't be read: Too many levels of symbolic links"


def put_folder(path: Path) -> None:
    path.mkdir()


def put_fifo(path: Path) -> None:
    os.mkfifo(path)


def put_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def put_link_loop(path: Path) -> None:
    path.symlink_to(path.name)


def put_longer_loop(path: Path) -> None:
    path.symlink_to("other")
    path.with_name("other").symlink_to(path.name)


NO_FILE: list[tuple[Callable[[Path], None], str]] = [
    (put_folder, "this is a folder, not an entry file"),
    (put_fifo, "this is no file"),
    (put_dangling_link, LINK_NOWHERE),
    (put_link_loop, LINK_LOOP),
    (put_longer_loop, LINK_LOOP),
]


@pytest.mark.parametrize(("put", "message"), NO_FILE)
def test_what_bears_the_name_of_an_entry_but_is_no_file_is_told(
    ask: Ask, make_library: MakeLibrary, put: Callable[[Path], None], message: str
) -> None:
    put(make_library({}) / "x.yaml")
    files = {"good.yaml": "title: Good\nbody: Found.\n"}
    for words in (("list",), ("search", "found"), ("where",)):
        answer = ask(files, *words)
        warning = f"warning: library/x.yaml:1:1: {message}\n"
        assert (answer.stderr, answer.code) == (warning, 0)
    assert ask({}, "show", "good").stderr == ""
    for command in ("show", "refs"):
        error = f"error: library/x.yaml:1:1: {message}\n"
        assert ask({}, command, "x") == Result("", error, 2)


def test_a_file_that_may_not_be_read_is_told(
    ask: Ask, make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library({"x.yaml": OK, "good.yaml": "title: Good\nbody: B\n"})
    ask({}, "show", "x")  # what is imported now needs no rights later
    ask({}, "list")
    folder.chmod(0o755)
    (folder / "x.yaml").chmod(0)
    monkeypatch.chdir(folder)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        shown, listed = run("show", "x", library=Path()), run("list", library=Path())
    finally:
        if root:
            os.seteuid(0)
    message = "x.yaml:1:1: this can't be read: Permission denied\n"
    assert shown == Result("", f"error: {message}", 2)
    assert (listed.stderr, listed.code) == (f"warning: {message}", 0)
    assert listed.stdout.split() == ["Good", "good"]


def test_links_to_folders_that_lead_nowhere_or_in_circles_do_no_harm(
    ask: Ask, make_library: MakeLibrary
) -> None:
    folder = make_library({"sub/x.yaml": OK})
    (folder / "dangling").symlink_to("nowhere")
    (folder / "loop").symlink_to("loop")
    (folder / "sub" / "up").symlink_to("..")
    answer = ask({}, "list")
    assert (answer.stdout.split(), answer.stderr, answer.code) == (["T", "x"], "", 0)


def test_a_file_removed_after_the_index_was_built_is_no_trouble(
    ask: Ask, make_library: MakeLibrary
) -> None:
    files = {"x.yaml": OK, "y.yaml": "title: Other\nbody: B\n"}
    assert ask(files, "list").code == 0
    (make_library({}) / "y.yaml").unlink()
    assert ask({}, "list").stdout.split() == ["T", "x"]
    assert ask({}, "show", "Other").code == 1


def test_the_same_slug_twice_is_told_where_all_entries_are(ask: Ask) -> None:
    files = {"x.yaml": OK, "sub/x.yaml": OK, "sub/deep/x.yaml": OK}
    answer = ask(files, "list")
    assert answer.stderr == ("warning: 2 problems: wikicli -L library check\n")
    assert ask({}, "check").stdout.count("slug 'x' is taken by library/x.yaml") == 2
    assert (answer.stdout.split(), answer.code) == (["T", "x"], 0)


def test_a_file_name_that_is_no_slug_is_told(ask: Ask) -> None:
    files = {"My Entry.yaml": OK}
    answer = ask(files, "list")
    assert answer.stderr == (
        "warning: library/My Entry.yaml:1:1: file name 'My Entry.yaml' is no slug\n"
    )
    assert answer.code == 0
    assert ask({}, "show", "My", "Entry").code == 0
    assert ask({}, "show", "T").code == 0


# The library ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words", [("show", "x"), ("list",), ("search", "x"), ("where",)]
)
def test_a_missing_library_is_an_error(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words, library=Path("no-such-place")) == Result(
        "",
        "error: library 'no-such-place' does not exist\n"
        "hint: it was named by: option -L\n",
        2,
    )


def test_a_missing_library_of_the_variable_is_an_error(run: Run) -> None:
    assert run("list", env={"WIKICLI_LIBRARY": "no-such-place"}) == Result(
        "",
        "error: library 'no-such-place' does not exist\n"
        "hint: it was named by: WIKICLI_LIBRARY\n",
        2,
    )


@pytest.mark.parametrize(
    ("put", "message"),
    [
        (put_fifo, "library 'place' is neither a folder nor a file"),
        (put_dangling_link, "library 'place' is a link that leads nowhere"),
        (
            put_link_loop,
            "library 'place' can't be read: Too many levels of symbolic links",
        ),
    ],
)
def test_a_library_that_is_no_place_is_an_error(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    put: Callable[[Path], None],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "place")
    assert run("list", library=Path("place")) == Result(
        "", f"error: {message}\nhint: it was named by: option -L\n", 2
    )


def test_a_library_name_too_long_for_the_disk_is_an_error(run: Run) -> None:
    assert run("list", library=Path("x" * 300)) == Result(
        "",
        f"error: library '{'x' * 300}' can't be read: File name too long\n"
        "hint: it was named by: option -L\n",
        2,
    )


def test_an_empty_library_is_no_answer(ask: Ask) -> None:
    hint = "hint: an entry is a file <slug>.yaml in 'library'\n"
    none = f"error: the library has no entries\n{hint}"
    assert ask({}, "list") == Result("", none, 1)
    assert ask({}, "random") == Result("", none, 1)
    assert ask({}, "show", "x") == Result(
        "", "error: no entry named 'x'\nhint: the library has no entries\n", 1
    )
    assert ask({}, "where").code == 0


# Unsafe characters ------------------------------------------------------------------

CONTROLS = "\x1b[31m\x07\x9b31m\x85\r\x7f"
DIRECTIONS = "\u202e\u2066\u2028\ufeff"
NO_TEXT = os.fsdecode(b"\xff")

EVERYWHERE = """\
title: "{x} Title"
description: "{x}D"
aliases: ["{x}A"]
terms: [{{hy: "{x}ա", en: "{x}e", romanization: "{x}r", literal: "{x}l", note: "{x}n",
  ipa: {{east: "{x}", west: "{x}", source: "{x}"}}, forms: ["{x}f"]}}]
facts: {{"{x}K": "{x}V", "k": "[{x}](https://example.org/{x})[^a {x}]"}}
body: |
  Findme {x} **{x}** `{x}` [[{x}]] [[slug|{x}]] [{x}](https://example.org/{x})[^a {x}]
  <{x}> ![{x}]({x}) [^{x}] [^n]

  ## {x}Head

  | {x} | b |
  |-----|---|
  | c   | {x} |

  [^n]: {x}note
hy: {{title: "{x}Ա", description: "{x}", status: "{x}", body: "{x}Տեքստ"}}
see_also: ["{x}s", {{title: "{x}", url: "https://{x}", note: "{x}"}}]
references:
  - {{id: a, type: "{x}", author: ["{x}", {{family: "{x}", given: "{x}"}}],
    issued: "{x}", title: "{x}", URL: "https://example.org/{x}", DOI: "{x}",
    quote: "{x}", archive-url: "{x}", archived: "{x}", url-status: "{x}",
    trans-title: "{x}", script-title: "{x}", author-link: "{x}", "{x}": "{x}"}}
  - {{id: "{x}b", title: further, further: true}}
categories: ["{x}C"]
source: {{title: "{x}", url: "{x}", license: "{x}", retrieved: "{x}"}}
"{x}": "{x}"
"""

COMMANDS = [
    ("show", "x"),
    ("show", "x", "--toc"),
    ("show", "x", "--section", "lead"),
    ("refs", "x"),
    ("search", "findme"),
    ("search", "title"),
    ("list",),
    ("where",),
    ("random",),
]


def assert_safe(answer: Result, styled: bool = False) -> None:
    """Assert that nothing but our own styles and links commands the terminal."""
    own = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;[^\x1b]*\x1b\\")
    for text in (answer.stdout, answer.stderr):
        assert find_unsafe(own.sub("", text) if styled else text) == -1


@pytest.mark.parametrize("write", ["raw", "escaped"])
@pytest.mark.parametrize("chars", [CONTROLS, DIRECTIONS], ids=ascii)
def test_no_field_lets_an_unsafe_character_reach_the_terminal(
    ask: Ask, chars: str, write: str
) -> None:
    codes = "".join(f"\\U{ord(char):08x}" for char in chars)
    raw = chars.replace("\r", "")  # a line end, when it is not escaped
    text = EVERYWHERE.format(x=raw if write == "raw" else codes)
    for words in COMMANDS:
        answer = ask({"x.yaml": text}, *words)
        assert answer.code == 0
        assert_safe(answer)
        if words[-1] not in ("--toc", "lead"):
            answer = ask({}, *words, "--json")
            assert json.loads(answer.stdout)
            assert_safe(answer)


def test_no_character_reference_makes_an_unsafe_character(ask: Ask) -> None:
    codes = (0, 7, 13, 27, 127, 0x85, 0x9B, 0x2028, 0x202E, 0x2066, 0xFEFF, 0xD800)
    text = " ".join(f"a&#{code};b&#x{code:x};c" for code in codes)
    content = (
        f"title: T\nfacts:\n  K: 'V {text}'\nbody: |\n  Findme {text}\n\n"
        f"  ## H {text}\n\n  | {text} |\n  |---|\n  | {text} |\n\n"
        f"  [{text}](https://example.org/&#x202e;) ![{text}](&#x202e;)\n"
    )
    for words in (("show", "x"), ("search", "findme")):
        assert_safe(ask({"x.yaml": content}, *words))
        assert_safe(ask({}, *words, "--json"))


def test_styled_output_has_no_escapes_but_our_own(ask: Ask) -> None:
    text = EVERYWHERE.format(x="\x1b]0;owned\x07\x1b[31m")
    for words in COMMANDS:
        answer = ask({"x.yaml": text}, *words, "--color", "always")
        assert answer.code == 0
        assert_safe(answer, styled=True)
        assert "\x1b[31m" not in answer.stdout
        assert "\x1b]0" not in answer.stdout


ARGUMENTS = [
    ("show", "{}"),
    ("show", "x", "--section", "{}"),
    ("refs", "{}"),
    ("refs", "x", "{}"),
    ("search", "{}"),
    ("search", "t{}"),
    ("list", "--category", "{}"),
    ("list", "-L", "{}"),
    ("where", "-L", "{}"),
    ("{}",),
    ("show", "x", "--{}"),
    ("show", "x", "--color", "{}"),
    ("show", "x", "--width", "{}"),
    ("search", "x", "--limit", "{}"),
]


@pytest.mark.parametrize("words", ARGUMENTS, ids=" ".join)
@pytest.mark.parametrize("chars", [CONTROLS, DIRECTIONS, NO_TEXT], ids=ascii)
def test_no_argument_reaches_the_terminal_raw(
    ask: Ask, words: tuple[str, ...], chars: str
) -> None:
    given = [word.format(f"a{chars}b") for word in words]
    answer = ask({"x.yaml": OK}, *given)
    assert answer.code in ((0, 1, 2) if given[0] == "search" else (1, 2))
    assert answer.code == 0 or answer.stderr.startswith("error: ")
    assert_safe(answer)
    assert_safe(ask({}, *given, "--json"))


@pytest.mark.parametrize(
    "name", [b"a\x1b[31mb", b"a\xffb", b"a\nb", "a\u202eb".encode()]
)
def test_no_file_name_reaches_the_terminal_raw(ask: Ask, name: bytes) -> None:
    stem = os.fsdecode(name)
    files = {
        f"{stem}.yaml": "title: Strange\nbody: Found.[^a]\n",
        f"broken{stem}.yaml": "[",
        f"{stem}/good.yaml": "title: Good\nbody: Found.\n",
        "good.yaml": "title: Good\nbody: Found.\n",
    }
    for words in (
        ("list",),
        ("search", "found"),
        ("where",),
        ("show", "strange"),
        ("show", stem),
    ):
        for output in ((), ("--json",)):
            answer = ask(files, *words, *output)
            assert answer.code == 0
            assert_safe(answer)
    answer = ask({}, "show", f"broken{stem}")
    assert answer.code == 2
    assert_safe(answer)
    assert_safe(ask({}, "show", "strang"))


def test_a_library_of_unsafe_name_is_named_safely(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = Path(os.fsdecode(b"l\x1b\xff"))
    folder.mkdir()
    (folder / "x.yaml").write_text("title: T\nbody: B\nqqqq: x\n")
    assert run("show", "x", library=folder).stderr == (
        "warning: l\ufffd\ufffd/x.yaml:3:1: unknown key 'qqqq'\n"
    )
    for words in (("list",), ("where",), ("where", "--json")):
        answer = run(*words, library=folder)
        assert (answer.stderr, answer.code) == ("", 0)
        assert_safe(answer)


def test_arguments_that_are_no_text_are_no_crash(
    spawn: Run, make_library: MakeLibrary
) -> None:
    folder = make_library({"x.yaml": OK})
    assert spawn("show", os.fsdecode(b"abcd\xff\x1b"), library=folder) == Result(
        "",
        "error: no entry named 'abcd\ufffd\ufffd'\n"
        f"hint: see all names: wikicli -L {folder} list\n",
        1,
    )
