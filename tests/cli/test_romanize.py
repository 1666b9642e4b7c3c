"""The command romanize: text of arguments or of standard input, in Latin letters."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Result, Run, invoke
from kit.schemas import mutants, schema, validator
from wikicli.base.text import find_unsafe
from wikicli.cli.arguments import Standard
from wikicli.cli.language import _decode_lines
from wikicli.language.armenian import STANDARDS
from wikicli.render.page.layout import Measure
from wikicli.render.text.romanize import standards_view

TWO = "Ո՞վ է։\nՄիացում\n"


def pipe(data: str | bytes, *words: str, **env: str) -> Result:
    """Run romanize with standard input."""
    raw = data.encode() if isinstance(data, str) else data
    return invoke(["romanize", *words], env, raw)


# A line by all standards ----------------------------------------------------------


def test_a_line_is_shown_by_all_standards(run: Run) -> None:
    assert run("romanize", "Միացում", "Երևանում") == Result(
        "  bgn       BGN/PCGN 1981                 Miats’um Yerevanum\n"
        "  ala-lc    ALA-LC 2022                   Miatsʻum Erevanum\n"
        "  iso9985   ISO 9985:1996                 Miac’owm Erewanowm\n"
        "  hm        Hübschmann–Meillet            Miacʿum Erewanum\n"
        "  plain     BGN/PCGN 1981 without marks   Miatsum Yerevanum\n",
        "",
        0,
    )


def test_a_line_of_standard_input_is_too(run: Run) -> None:
    assert pipe("Միացում\n") == pipe("Միացում") == run("romanize", "Միացում")


def test_where_it_is_narrow_the_standards_are_named_by_their_option() -> None:
    assert standards_view("Միացում", "reformed", Measure(30)).plain == (
        " bgn: Miats’um\n"
        " ala-lc: Miatsʻum\n"
        " iso9985: Miac’owm\n"
        " hm: Miacʿum\n"
        " plain: Miatsum\n"
    )


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_long_lines_are_wrapped(width: int) -> None:
    page = standards_view("Արցախյան շարժում " * 12, "reformed", Measure(width))
    assert max(len(line) for line in page.plain.splitlines()) <= width


def test_a_line_without_armenian_stands_as_it_is(run: Run) -> None:
    assert run("romanize", "Miatsum,", "1988։").stdout == "  Miatsum, 1988։\n"


# One standard ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standard", "latin"),
    [
        ("bgn", "Voskevaz"),
        ("ala-lc", "Oskeʹvaz"),
        ("iso9985", "Oskevaz"),
        ("hm", "Oskevaz"),
        ("plain", "Voskevaz"),
    ],
)
def test_one_standard_gives_the_text_alone(standard: str, latin: str, run: Run) -> None:
    asked = run("romanize", "Ոսկեվազ", "--romanization", standard)
    assert asked == Result(f"{latin}\n", "", 0)
    assert pipe("Ոսկեվազ\n", "--romanization", standard) == asked


def test_several_lines_are_written_by_the_standard_in_force(run: Run) -> None:
    assert pipe(TWO) == Result("Ov e?\nMiats’um\n", "", 0)
    assert run("romanize", TWO) == pipe(TWO)
    assert pipe(TWO, WIKICLI_ROMANIZATION="hm").stdout == "Ov ē?\nMiacʿum\n"
    asked = pipe(TWO, "--romanization", "plain", WIKICLI_ROMANIZATION="hm")
    assert asked.stdout == "Ov e?\nMiatsum\n"


def test_classical_spelling_has_rules_of_its_own(run: Run) -> None:
    words = ("romanize", "Յակոբ", "--romanization", "ala-lc", "--orthography")
    assert run(*words, "classical").stdout == "Ḥakob\n"
    assert run(*words, "reformed").stdout == "Yakob\n"


def test_lines_without_armenian_are_left_alone() -> None:
    text = "e\u0301 ՛ Հա\n\n  Miatsum։ \n"
    latin = "e\u0301 ՛ Ha\n\n  Miatsum։ \n"
    assert pipe(text, "--romanization", "bgn").stdout == latin


def test_nothing_gives_nothing() -> None:
    assert pipe("") == Result("", "", 0)


def test_a_line_is_written_before_the_next_is_read() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "wikicli", "romanize", "--romanization", "bgn"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        bufsize=1,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for line, latin in (("Մեկ\n", "Mek\n"), ("Երկու\n", "Yerku\n")):
            process.stdin.write(line)
            process.stdin.flush()
            assert process.stdout.readline() == latin
        process.stdin.close()


def test_the_answer_may_go_to_a_file(tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    assert pipe(TWO, "-o", str(path)) == Result("", "", 0)
    assert path.read_text("utf-8") == "Ov e?\nMiats’um\n"


# JSON -----------------------------------------------------------------------------

ALL: dict[str, Any] = {
    "text": "Միացում",
    "orthography": "reformed",
    "romanizations": {
        "bgn": "Miats’um",
        "ala-lc": "Miatsʻum",
        "iso9985": "Miac’owm",
        "hm": "Miacʿum",
        "plain": "Miatsum",
    },
}


def test_json_has_the_text_and_all_standards(run: Run) -> None:
    assert json.loads(run("romanize", "Միացում", "--json").stdout) == ALL
    assert json.loads(pipe("Միացում\n", "--json").stdout) == ALL


def test_json_of_one_standard_has_that(run: Run) -> None:
    asked = run("romanize", "ա", "--json", "--romanization", "hm").stdout
    assert json.loads(asked)["romanizations"] == {"hm": "a"}


def test_json_has_all_lines_in_one() -> None:
    assert json.loads(pipe(TWO, "--json").stdout)["romanizations"]["plain"] == (
        "Ov e?\nMiatsum"
    )


def test_json_leaves_lines_without_armenian_alone_as_text_does() -> None:
    text = "Մի։\nMiatsum։\n"
    told = json.loads(pipe(text, "--json", "--romanization", "bgn").stdout)
    assert told["romanizations"] == {"bgn": "Mi.\nMiatsum։"}
    assert pipe(text).stdout == "Mi.\nMiatsum։\n"


def test_json_fits_its_schema_and_no_changed_answer_does(run: Run) -> None:
    given = json.loads(run("romanize", "Միացում", "--json").stdout)
    fits = validator("romanize").is_valid
    assert fits(given)
    changed = [
        (what, mutant)
        for what, mutant in mutants("romanize", given)
        if not (what.startswith("removed: ('romanizations', "))
    ]
    assert len(changed) > 10
    assert [what for what, mutant in changed if fits(mutant)] == []
    known = schema("romanize")["properties"]["romanizations"]["properties"]
    assert list(known) == list(STANDARDS)


# Bad input ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xd4\xb1\xff\n", "1:2: byte 0xff"),
        ("Ա\nբգ".encode() + b"\xd5", "2:3: byte 0xd5"),
        ("Ա\n".encode("utf-16"), "1:1: byte 0xff"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, place: str) -> None:
    result = pipe(data, "--romanization", "bgn")
    assert (result.stderr, result.code) == (
        f"error: standard input:{place} is not UTF-8 here\nhint: save it as UTF-8\n",
        2,
    )


def test_a_byte_order_mark_and_windows_line_ends_are_left_out() -> None:
    assert pipe("\ufeffՄի\r\nեվ\r\n".encode()) == Result("Mi\nyev\n", "", 0)


@pytest.mark.parametrize("standard", STANDARDS)
def test_unsafe_characters_never_come_out(standard: str) -> None:
    text = "Մի\x1b[31mաց\u202eում\x9b\n\x1b]0;title\x07\r\n"
    expected = pipe(text.replace("\x1b", "\ufffd"), "--romanization", standard)
    found = pipe(text, "--romanization", standard)
    assert found.code == 0
    assert find_unsafe(found.stdout) == -1
    assert found == expected
    assert "[31m" in found.stdout


def test_unsafe_characters_of_arguments_never_come_out(run: Run) -> None:
    for words in (("Մի\x1b[31m",), ("a\x1b[31m",), ("Մի\x1b\nա", "--json")):
        stdout = run("romanize", *words).stdout
        assert "\ufffd" in stdout
        assert find_unsafe(stdout) == -1


@given(st.lists(st.text(), max_size=4))
def test_whatever_is_read_is_safe_and_keeps_its_lines(texts: list[str]) -> None:
    data = [f"{t}\n".encode("utf-8", "replace") for t in texts if "\n" not in t]
    lines = list(_decode_lines(data))
    assert len(lines) == len(data)
    assert all(find_unsafe(line) == -1 for line in lines)


def test_a_terminal_is_not_waited_for() -> None:
    leader, follower = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "wikicli", "romanize"],
        stdin=follower,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(leader)
    os.close(follower)
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == (
        "error: missing argument 'TEXT...'\n"
        "hint: give a text, or pipe one in: wikicli romanize < FILE\n"
    )


def test_closed_standard_input_is_a_missing_text() -> None:
    command = f"{sys.executable} -m wikicli romanize <&-"
    done = subprocess.run(
        command, shell=True, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr.startswith("error: missing argument 'TEXT...'\n")


def test_input_that_breaks_off_is_told() -> None:
    def lines() -> Iterator[bytes]:
        yield b"a\n"
        raise OSError(5, "Input/output error")

    read = _decode_lines(lines())
    assert next(read) == "a\n"
    with pytest.raises(Exception, match="can't read standard input: Input/output err"):
        next(read)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_an_empty_text_is_refused(text: str, run: Run) -> None:
    assert run("romanize", text) == Result("", "error: the text is empty\n", 2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("--romanization", "iso"),
            "error: invalid value for '--romanization': 'iso' is not one of 'bgn', "
            "'ala-lc', 'iso9985', 'hm', 'plain'\n",
        ),
        (
            ("--orthography", "old"),
            "error: invalid value for '--orthography': 'old' is not one of 'reformed', "
            "'classical'\n",
        ),
    ],
)
def test_unknown_values_are_refused(
    words: tuple[str, ...], message: str, run: Run
) -> None:
    assert run("romanize", "ա", *words) == Result(
        "", message + "hint: see: wikicli romanize --help\n", 2
    )


def test_a_standard_that_the_environment_names_wrongly_is_refused() -> None:
    result = pipe(TWO, WIKICLI_ROMANIZATION="iso")
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr.startswith("error: WIKICLI_ROMANIZATION can't be 'iso'\n")


def test_who_stops_reading_stops_the_command() -> None:
    command = (
        f"yes Միացում | {sys.executable} -m wikicli romanize --romanization bgn"
        " | head -n 2; echo ${PIPESTATUS[1]}"
    )
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=True, timeout=60
    )
    assert (done.stdout, done.stderr) == ("Miats’um\nMiats’um\n141\n", "")


def test_the_option_knows_all_standards() -> None:
    assert get_args(Standard) == tuple(STANDARDS)
