"""Standard output: a pipe, a terminal, a pager, a full disk, nobody at all."""

import errno
import fcntl
import io
import os
import pty
import re
import shlex
import shutil
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest

from conftest import MakeLibrary, Run
from wikicli.base.errors import WikicliError
from wikicli.base.problems import Location, Problem, Severity
from wikicli.cli.pager import format_prompt
from wikicli.cli.terminal import ClosedPipeError, Terminal, tell
from wikicli.render.page.layout import Measure, Page

ESC = "\x1b"
LINK = f"{ESC}]8;"

ZEBRA = """\
title: Zebra
description: A striped horse
terms: [{hy: Զեբր, en: zebra}]
body: A **zebra** is striped.[^r]
references: [{id: r, title: Stripes, URL: "https://example.org/stripes"}]
"""


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    words = " ".join(f"word{number}" for number in range(100))
    lines = "\n\n  ".join(f"Paragraph {number} of many." for number in range(100))
    return make_library(
        {
            "zebra.yaml": ZEBRA,
            "long.yaml": f"title: Long\nbody: |\n  {lines}\n",
            "wide.yaml": f"title: Wide\nbody: {words}\n",
            "huge.yaml": f"title: Huge\nbody: {'stripes and more stripes ' * 8000}\n",
        }
    )


@dataclass(frozen=True)
class Seen:
    """What a command wrote to a terminal, raw, and what a person then sees of it."""

    raw: str
    lines: list[str]
    code: int

    @property
    def text(self) -> str:
        return "\n".join(self.lines).rstrip()


def on_terminal(
    *words: str | Path,
    rows: int = 60,
    columns: int = 80,
    env: Mapping[str, str] | None = None,
) -> Seen:
    """Run a command with a pseudo-terminal as its standard input, output and error."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "wikicli", *map(str, words)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env={**os.environ, **(env or {})},
    )
    os.close(slave)
    raw = _read_all(master).decode("utf-8")
    os.close(master)
    most = raw.count("\n") + len(raw) // (columns or 80) + 1  # it takes time by rows
    screen = pyte.Screen(columns or 80, min(most, 400))
    pyte.Stream(screen).feed(_without_links(raw))
    return Seen(raw, [line.rstrip() for line in screen.display], process.wait(60))


def _without_links(text: str) -> str:
    """Leave OSC 8 out, which pyte does not know."""
    return re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", text)


def _read_all(master: int) -> bytes:
    """Read what is written until nobody holds the other side of the terminal."""
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:  # so Linux says that it ended
                raise
            part = b""
        if not part:
            return b"".join(parts)
        parts.append(part)


def has_colour(raw: str) -> bool:
    """Tell whether any of the 16 colours is set."""
    codes = ";".join(re.findall(r"\x1b\[([\d;]*)m", raw)).split(";")
    return any(re.fullmatch("(3|9|4|10)[0-7]", code) for code in codes)


def script(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "a pager"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


# A terminal -----------------------------------------------------------------------


def test_a_terminal_gets_styles_and_a_pipe_none(spawn: Run, library: Path) -> None:
    seen = on_terminal("-L", library, "show", "zebra")
    piped = spawn("show", "zebra", library=library)
    assert f"{ESC}[1mZebra" in seen.raw
    assert ESC not in piped.stdout
    assert (seen.code, piped.code) == (0, 0)


def test_a_terminal_as_wide_as_a_pipe_shows_the_same_text(
    run: Run, library: Path
) -> None:
    for words in (("show", "zebra"), ("refs", "zebra"), ("list",)):
        seen = on_terminal("-L", library, *words, columns=80, rows=80)
        piped = run(*words, library=library)
        lines = [line.rstrip() for line in piped.stdout.splitlines()]
        assert seen.text == "\n".join(lines)


@pytest.mark.parametrize("columns", [30, 60])
def test_a_page_fills_the_width_of_the_terminal(columns: int, library: Path) -> None:
    seen = on_terminal("-L", library, "show", "wide", columns=columns)
    margin = 1 if columns < 44 else 2
    rule = next(line for line in seen.lines if "───" in line)
    assert len(rule) == columns - margin
    longest = max(map(len, seen.lines))
    assert columns - margin - len("word00") <= longest <= columns - margin


def test_a_terminal_without_a_size_is_taken_to_be_80_wide(library: Path) -> None:
    seen = on_terminal("-L", library, "show", "zebra", rows=0, columns=0)
    assert seen.code == 0
    assert f"  {'─' * 76}" in seen.lines


def test_columns_and_width_win_over_the_terminal(library: Path) -> None:
    words = ("-L", library, "show", "zebra")
    by_columns = on_terminal(*words, env={"COLUMNS": "50"})
    assert f"  {'─' * 46}" in by_columns.lines
    by_option = on_terminal(*words, "--width", "60", env={"COLUMNS": "50"})
    assert f"  {'─' * 56}" in by_option.lines


def test_a_terminal_is_told_how_long_a_search_took(library: Path) -> None:
    seen = on_terminal("-L", library, "search", "horse")
    assert re.fullmatch(r"  1 entry for horse +\d+ ms", seen.lines[0])
    assert len(seen.lines[0]) == 78


def test_matches_are_underlined_on_a_terminal(library: Path) -> None:
    seen = on_terminal("-L", library, "search", "zebra")
    assert f"A {ESC}[1;4mzebra{ESC}[0m is striped." in seen.raw


def test_a_dumb_terminal_gets_plain_text_and_no_pager(
    library: Path, tmp_path: Path
) -> None:
    pager = script(tmp_path, "echo paged")
    env = {"TERM": "dumb", "PAGER": shlex.quote(str(pager))}
    seen = on_terminal("-L", library, "show", "long", "--pager", rows=10, env=env)
    assert ESC not in seen.raw
    assert "paged" not in seen.raw


def test_no_color_leaves_weight_but_no_colour(library: Path) -> None:
    words = ("-L", library, "show", "zebra")
    env = {"WIKICLI_BACKGROUND": "dark"}
    plain = on_terminal(*words, env={**env, "NO_COLOR": "1"})
    assert f"{ESC}[1m" in plain.raw
    assert not has_colour(plain.raw)
    assert has_colour(on_terminal(*words, env=env).raw)


class Screen(io.StringIO):
    """A terminal in name."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("color", "env", "styled"),
    [
        ("never", {}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
        ("always", {"TERM": "dumb"}, True),
        ("auto", {}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"TERM": "unknown"}, False),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ("", {}, True),
    ],
)
def test_color_decides_on_a_terminal(
    color: str, env: dict[str, str], styled: bool
) -> None:
    assert Terminal(env, color, out=Screen()).styled is styled


def test_color_never_is_obeyed_by_a_real_terminal(library: Path) -> None:
    seen = on_terminal("-L", library, "show", "zebra", "--color", "never")
    assert ESC not in seen.raw


@pytest.mark.parametrize(
    ("words", "env", "styled"),
    [
        ([], {}, False),
        (["--color", "auto"], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"TERM": "dumb"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": ""}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--color", "auto"], {"FORCE_COLOR": "1"}, True),
    ],
)
def test_color_decides_in_a_pipe(
    words: list[str], env: dict[str, str], styled: bool, run: Run, library: Path
) -> None:
    result = run("show", "zebra", *words, library=library, env=env)
    assert (ESC in result.stdout) is styled


def test_color_always_wins_over_no_color(run: Run, library: Path) -> None:
    env = {"NO_COLOR": "1", "WIKICLI_BACKGROUND": "dark"}
    words = ("show", "zebra", "--color")
    assert has_colour(run(*words, "always", library=library, env=env).stdout)
    forced = run("show", "zebra", library=library, env={**env, "FORCE_COLOR": "1"})
    assert not has_colour(forced.stdout)
    assert f"{ESC}[1m" in forced.stdout


def test_json_has_no_styles_and_no_pager(library: Path, tmp_path: Path) -> None:
    env = {"PAGER": shlex.quote(str(script(tmp_path, "echo paged")))}
    words = ("show", "long", "--json", "--pager", "--color", "always")
    seen = on_terminal("-L", library, *words, rows=10, env=env)
    assert ESC not in seen.raw
    assert seen.raw.startswith("{\r\n")


# Links ----------------------------------------------------------------------------

LINKING = [
    {"VTE_VERSION": "7600"},
    {"TERM_PROGRAM": "iTerm.app"},
    {"TERM_PROGRAM": "WezTerm"},
    {"TERM": "xterm-kitty"},
    {"TERM": "foot"},
    {"WT_SESSION": "1"},
    {"KONSOLE_VERSION": "220401"},
    {"FORCE_HYPERLINK": "1"},
]
NOT_LINKING = [
    {},
    {"VTE_VERSION": "5000"},
    {"VTE_VERSION": "new"},
    {"TERM_PROGRAM": "Apple_Terminal"},
    {"TERM": "dumb", "VTE_VERSION": "7600"},
    {"FORCE_HYPERLINK": "0", "VTE_VERSION": "7600"},
]


@pytest.mark.parametrize("env", LINKING)
def test_terminals_that_follow_links_have_them(env: dict[str, str]) -> None:
    assert Terminal({"TERM": "xterm", **env}, out=Screen()).measure.links


@pytest.mark.parametrize("env", NOT_LINKING)
def test_other_terminals_have_no_links(env: dict[str, str]) -> None:
    assert not Terminal({"TERM": "xterm", **env}, out=Screen()).measure.links


@pytest.mark.parametrize("env", LINKING[:-1])
def test_a_pipe_has_no_links(env: dict[str, str]) -> None:
    assert not Terminal(env, "always", out=io.StringIO()).measure.links


def test_links_can_be_forced_into_a_pipe_with_styles_only() -> None:
    forced = {"FORCE_HYPERLINK": "1"}
    assert Terminal(forced, "always", out=io.StringIO()).measure.links
    assert not Terminal(forced, out=io.StringIO()).measure.links


@pytest.mark.parametrize("term", ["linux", "screen-256color", "vt220", "dumb"])
def test_some_terminals_can_not_strike_text_out(term: str) -> None:
    assert not Terminal({"TERM": term}, out=Screen()).measure.strikes
    assert Terminal({"TERM": "xterm-256color"}, out=Screen()).measure.strikes
    assert not Terminal({}, out=io.StringIO()).measure.strikes


def test_an_address_is_a_link_where_there_are_some_and_printed_elsewhere(
    library: Path,
) -> None:
    address = "https://example.org/stripes"
    words = ("-L", library, "show", "zebra")
    linked = on_terminal(*words, env={"VTE_VERSION": "7600"})
    assert re.search(rf"\x1b\]8;[^;]*;{address}\x1b\\", linked.raw)
    assert address not in linked.text
    printed = on_terminal(*words)
    assert LINK not in printed.raw
    assert address in printed.text


# The pager ------------------------------------------------------------------------


PROMPT = "Ps{}?pB  %pB\\%.  space on, b back, / find, q quit$"


@pytest.mark.parametrize(
    ("title", "width", "prompt"),
    [
        ("Miatsum", 80, PROMPT.format("Miatsum")),
        ("Miatsum", 40, "PsMiatsum?pB  %pB\\%.  q quit$"),
        ("a\\b 5% of $5: why? it.", 80, PROMPT.format(r"a\\b 5\% of 5\: why\? it\.")),
        ("x\x1b[31m" + "y" * 90, 80, PROMPT.format("x[31m" + "y" * 33)),
        ("Միացում", 20, "PsMiatsum?pB  %pB\\%.  q quit$"),
        ("Łódź’s Café", 80, PROMPT.format("odz's Cafe")),
    ],
)
def test_the_prompt_of_less_has_the_title_how_far_one_is_and_keys(
    title: str, width: int, prompt: str
) -> None:
    assert format_prompt(title, width) == prompt


def test_less_tells_title_and_how_far_one_has_read(library: Path) -> None:
    if shutil.which("less") is None:
        pytest.skip("there is no less")
    process, terminal = pty.fork()
    if process == 0:
        os.environ["COLORFGBG"] = "15;0"
        words = ["-m", "wikicli", "-L", str(library), "show", "long", "--pager"]
        os.execv(sys.executable, [sys.executable, *words])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    shown = b""
    while b"q quit" not in shown:
        shown += os.read(terminal, 4096)
    os.write(terminal, b"q")
    _read_all(terminal)
    os.close(terminal)
    os.waitpid(process, 0)
    assert re.search(rb"Long  1\d%  space on, b back, / find, q quit", shown)


@pytest.fixture
def pager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pager that keeps what it gets, and the LESS it was called with, in a file."""
    kept = tmp_path / "kept"
    path = script(tmp_path, f'(cat; echo "LESS=$LESS $*") > {shlex.quote(str(kept))}')
    monkeypatch.setenv("PAGER", f"{shlex.quote(str(path))} -x 'two words'")
    return kept


def test_an_answer_taller_than_the_screen_goes_to_the_pager(
    pager: Path, library: Path
) -> None:
    seen = on_terminal("-L", library, "show", "long", rows=24)
    assert (seen.raw, seen.code) == ("", 0)
    text = pager.read_text("utf-8")
    assert "Paragraph 0 of many." in text
    assert "Paragraph 99 of many." in text
    assert f"{ESC}[1mLong" in text
    assert text.endswith(f"LESS=FRX{PROMPT.format('Long')} -x two words\n")


def test_less_takes_what_it_gets_for_utf_8_in_any_locale(
    tmp_path: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "charset"
    path = script(tmp_path, f'echo "$LESSCHARSET" > {shlex.quote(str(kept))}')
    monkeypatch.setenv("PAGER", shlex.quote(str(path)))
    monkeypatch.setenv("LC_ALL", "en_XX.UTF-8")
    on_terminal("-L", library, "show", "long", rows=24)
    assert kept.read_text() == "utf-8\n"
    monkeypatch.setenv("LESSCHARSET", "latin1")
    on_terminal("-L", library, "show", "long", rows=24)
    assert kept.read_text() == "latin1\n"


def test_warnings_are_told_again_behind_a_pager(pager: Path, library: Path) -> None:
    body = "".join(f"  Paragraph {it}.[^{it % 2}]\n\n" for it in range(50))
    (library / "faulty.yaml").write_text(f"title: Faulty\nbody: |\n{body}")
    seen = on_terminal("-L", library, "show", "faulty", rows=24)
    first, again = seen.raw.strip().splitlines()
    assert first == again
    assert "50 problems: wikicli -L" in first
    seen = on_terminal("-L", library, "show", "faulty", "--no-pager", rows=24)
    assert seen.raw.count("50 problems: wikicli -L") == 1


def test_less_as_the_user_has_it_is_left_alone(
    pager: Path, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LESS", "-i")
    on_terminal("-L", library, "show", "long", rows=24)
    assert pager.read_text("utf-8").endswith("LESS=-i -x two words\n")


def test_an_answer_that_fits_the_screen_needs_no_pager(
    pager: Path, library: Path
) -> None:
    seen = on_terminal("-L", library, "list", rows=24)
    assert "Zebra" in seen.text
    assert not pager.exists()


def test_an_answer_as_tall_as_the_screen_goes_to_the_pager(
    pager: Path, run: Run, library: Path
) -> None:
    height = len(run("list", library=library).stdout.splitlines())
    on_terminal("-L", library, "list", rows=height + 1)
    assert not pager.exists()
    on_terminal("-L", library, "list", rows=height)
    assert pager.exists()


def test_no_pager_writes_to_the_terminal(pager: Path, library: Path) -> None:
    seen = on_terminal("-L", library, "show", "long", "--no-pager", rows=24)
    assert "Paragraph 99 of many." in seen.text
    assert not pager.exists()


def test_pager_shows_a_short_answer_too(pager: Path, library: Path) -> None:
    seen = on_terminal("-L", library, "--pager", "list", rows=60)
    assert seen.raw == ""
    assert "Zebra" in pager.read_text("utf-8")


def test_a_pipe_has_no_pager_even_when_asked(
    pager: Path, spawn: Run, library: Path
) -> None:
    result = spawn("show", "long", "--pager", library=library)
    assert "Paragraph 99 of many." in result.stdout
    assert not pager.exists()


@pytest.mark.parametrize(
    "command", ["no-such-pager-here", "'never closed", "  ", "/", "cat 'x"]
)
def test_a_pager_that_can_not_be_had_shows_nothing(command: str) -> None:
    assert not Terminal({"PAGER": command}).page("text")


@pytest.mark.parametrize("command", ["no-such-pager-here", "'never closed"])
def test_without_a_pager_that_works_the_answer_is_written(
    command: str, library: Path
) -> None:
    seen = on_terminal("-L", library, "show", "long", rows=24, env={"PAGER": command})
    assert "Paragraph 99 of many." in seen.text
    assert seen.code == 0


def test_without_less_the_answer_is_written(library: Path, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path), "PAGER": ""}
    seen = on_terminal("-L", library, "show", "long", rows=24, env=env)
    assert "Paragraph 99 of many." in seen.text
    assert seen.code == 0


def test_less_is_the_pager_where_none_is_set(library: Path, tmp_path: Path) -> None:
    less = script(tmp_path, 'echo "this is less: $LESS $*"').rename(tmp_path / "less")
    env = {"PATH": f"{less.parent}:{os.environ['PATH']}"}
    seen = on_terminal("-L", library, "show", "long", rows=24, env=env)
    told = f"this is less: FRX{PROMPT.format('Long')} /dev/stdin"
    assert "".join(seen.lines) == told


def test_a_pager_that_is_no_program_is_not_used(library: Path, tmp_path: Path) -> None:
    broken = tmp_path / "pager"
    broken.write_bytes(b"\x7fELF no program")
    broken.chmod(0o755)
    env = {"PAGER": str(broken)}
    seen = on_terminal("-L", library, "show", "long", rows=24, env=env)
    assert "Paragraph 99 of many." in seen.text
    assert seen.code == 0


def test_a_pager_may_quit_before_the_end(library: Path, tmp_path: Path) -> None:
    quits = script(tmp_path, "head -c 10; exit 3")
    env = {"PAGER": shlex.quote(str(quits))}
    seen = on_terminal("-L", library, "show", "huge", rows=24, env=env)
    assert len(seen.raw) <= 11
    assert seen.code == 0


def test_ctrl_c_in_the_pager_is_the_pagers_own(library: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    path = script(tmp_path, f"kill -INT $PPID; cat > {shlex.quote(str(kept))}")
    env = {"PAGER": shlex.quote(str(path))}
    seen = on_terminal("-L", library, "show", "huge", rows=24, env=env)
    assert (seen.raw, seen.code) == ("", 0)
    assert kept.read_text("utf-8").count("more stripes") > 7000


def test_a_pager_gets_ctrl_c_as_any_program_does(library: Path, tmp_path: Path) -> None:
    path = script(tmp_path, "trap 'echo interrupted; exit' INT; kill -INT $$; cat")
    env = {"PAGER": shlex.quote(str(path))}
    seen = on_terminal("-L", library, "show", "long", rows=24, env=env)
    assert (seen.text, seen.code) == ("interrupted", 0)


# The width ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "width"),
    [
        ("", 80),
        ("50", 50),
        ("0", 80),
        ("-5", 80),
        ("wide", 80),
        ("12.5", 80),
        ("5", 20),
        ("9" * 5000, 80),
        ("²", 80),
    ],
)
def test_a_pipe_is_80_wide_unless_columns_says_otherwise(
    columns: str, width: int
) -> None:
    terminal = Terminal({"COLUMNS": columns}, out=io.StringIO())
    assert terminal.measure.width == width


def test_a_stream_that_only_says_it_is_a_terminal_is_80_wide() -> None:
    assert Terminal({}, out=Screen()).measure.width == 80


def test_an_enormous_width_makes_no_enormous_answer(run: Run, library: Path) -> None:
    for words in (("show", "zebra"), ("list",), ("where",), ("search", "striped")):
        result = run(*words, "--width", "1000000000", library=library)
        assert result.code == 0
        assert len(result.stdout) < 10_000


# Writing fails --------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "wikicli"]
WORDS = [["show", "huge"], ["list", "--json"], []]
HELP = [["--help"], ["refs", "-h"]]


def shell(line: str, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run ``"$@"`` as a shell line has it: the command with these words."""
    return subprocess.run(
        ["sh", "-c", line, "sh", *COMMAND, *words], capture_output=True, check=False
    )


@pytest.fixture
def in_library(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIKICLI_LIBRARY", str(library))


@pytest.mark.usefixtures("in_library")
@pytest.mark.parametrize("words", WORDS + HELP, ids=" ".join)
def test_a_closed_pipe_ends_a_command_quietly_with_141(words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*COMMAND, *words], stdout=writing, stderr=subprocess.PIPE, check=False
    )
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 141)


@pytest.mark.usefixtures("in_library")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_stops_early_ends_a_command_quietly(unbuffered: str) -> None:
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [*COMMAND, "show", "huge"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )
    os.close(writing)
    assert os.read(reading, 10)
    os.close(reading)
    stderr = process.communicate(timeout=60)[1]
    assert (stderr, process.returncode) == (b"", 141)


@pytest.mark.usefixtures("in_library")
@pytest.mark.parametrize("words", WORDS + HELP, ids=" ".join)
def test_a_full_disk_is_said_once(words: list[str]) -> None:
    done = shell('"$@" > /dev/full', *words)
    message = b"error: can't write the answer: No space left on device\n"
    assert (done.stderr, done.returncode) == (message, 2)


@pytest.mark.usefixtures("in_library")
@pytest.mark.parametrize("words", [["--help"], ["where", "--json"]], ids=" ".join)
def test_a_closed_standard_output_is_said(words: list[str]) -> None:
    done = shell('"$@" >&-', *words)
    assert done.stderr == b"error: standard output is closed\n"
    assert done.returncode == 2


@pytest.mark.usefixtures("in_library")
@pytest.mark.parametrize(
    ("words", "code"),
    [(["show", "nobody"], 1), (["--nonsense"], 2)],
)
def test_with_standard_error_closed_messages_go_nowhere(
    words: list[str], code: int
) -> None:
    done = shell('"$@" 2>&-', *words)
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", code)


@pytest.mark.usefixtures("in_library")
def test_with_standard_error_full_the_answer_is_written_all_the_same() -> None:
    done = shell('"$@" 2> /dev/full', "show", "zebra")
    assert b"A zebra is striped.[1]" in done.stdout
    assert done.returncode == 0
    assert shell('"$@" 2> /dev/full', "show", "nobody").returncode == 1


class Refusing(io.StringIO):
    """A stream that refuses to be written to."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


def test_write_tells_a_closed_pipe_from_other_faults() -> None:
    with pytest.raises(ClosedPipeError):
        Terminal({}, out=Refusing(BrokenPipeError())).write("x")
    with pytest.raises(WikicliError) as caught:
        Terminal({}, out=Refusing(OSError(errno.EIO, "Input/output error"))).write("x")
    assert caught.value.message == "can't write the answer: Input/output error"


def test_write_without_a_standard_output_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    terminal = Terminal({})
    assert not terminal.is_terminal
    assert terminal.measure == Measure(80)
    with pytest.raises(WikicliError, match="standard output is closed"):
        terminal.write("x")


# Encodings ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
)
def test_no_encoding_makes_a_crash(env: dict[str, str], library: Path) -> None:
    # Where no argument can be in Armenian, the slug is still a name.
    name = "zebra" if "PYTHONUTF8" in env else "Զեբր"
    words = ["show", name, "--width", "60"]
    done = subprocess.run(
        [*COMMAND, "-L", library, *words],
        env={**os.environ, **env},
        capture_output=True,
        check=False,
    )
    assert (done.stderr, done.returncode) == (b"", 0)
    assert b"A zebra is striped.[1]" in done.stdout


def test_no_encoding_makes_an_error_crash(spawn: Run, library: Path) -> None:
    env = {"PYTHONIOENCODING": "ascii:strict"}
    failed = spawn("show", "Ամրոց", library=library, env=env)
    assert failed.code == 1
    assert failed.stderr.startswith("error: no entry named '?????'\nhint: ")


def test_an_argument_that_is_no_utf8_is_shown_with_a_replacement(library: Path) -> None:
    done = subprocess.run(
        [*map(os.fsencode, COMMAND), b"-L", os.fsencode(library), b"show", b"zeb\xff"],
        capture_output=True,
        check=False,
    )
    first = done.stderr.decode("utf-8").splitlines()[0]
    assert first == "error: no entry named 'zeb\ufffd'"
    assert done.returncode == 1


# Warnings -------------------------------------------------------------------------


def problem(line: int, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(Location(Path("x.yaml"), line), severity, "rule", "told", "a hint")


def test_warnings_are_one_line_each_by_place_and_said_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [problem(2), problem(1, Severity.ERROR), problem(2), problem(3)]
    Terminal({}).warn([*told, problem(4, Severity.INFO)])
    assert capsys.readouterr() == (
        "",
        "error: x.yaml:1:1: told\nwarning: x.yaml:2:1: told\n"
        "warning: x.yaml:3:1: told\n",
    )


def test_of_many_warnings_the_rest_is_counted(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Terminal({}).warn(map(problem, range(1, 14)))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 11
    assert lines[-1] == "warning: and 3 more problems"


def test_telling_nobody_is_no_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    tell("error: unheard")
    assert capsys.readouterr().out == ""


def test_a_page_is_written_as_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(Measure(20))
    page.add("One two three four five")
    Terminal({}).show(page)
    assert capsys.readouterr().out == " One two three four\n five\n"


# Ctrl-C and bugs ------------------------------------------------------------------

BROKEN = """
import sys
import wikicli.cli.session
from wikicli.__main__ import main

def fail(*_):
    {0}

wikicli.cli.session.Session.read_numbered = fail
sys.argv = ["wikicli", "show", "zebra"]
main()
"""


def run_broken(statement: str, **more: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", BROKEN.format(statement)],
        stdout=subprocess.PIPE,
        stderr=more.get("stderr", subprocess.PIPE),
        check=False,
    )


def test_a_bug_ends_with_70_and_a_plain_traceback() -> None:
    done = run_broken("raise RuntimeError('a bug')")
    lines = done.stderr.decode().splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1] == "RuntimeError: a bug"
    assert (done.stdout, done.returncode) == (b"", 70)


def test_a_panic_of_the_engine_is_a_bug_too() -> None:
    done = run_broken("raise type('PanicException', (BaseException,), {})('oh')")
    assert done.stderr.decode().splitlines()[-1].endswith("PanicException: oh")
    assert (done.stdout, done.returncode) == (b"", 70)


def test_ctrl_c_ends_with_130_and_says_nothing() -> None:
    done = run_broken("import os; os.kill(os.getpid(), 2); import time; time.sleep(9)")
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 130)


def test_ctrl_c_while_starting_ends_with_130_too(tmp_path: Path) -> None:
    # An interrupt while the command's own modules are being imported.
    script = (
        "import sys\n"
        "class Interrupt:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'wikicli.cli':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupt())\n"
        "from wikicli.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=False
    )
    assert (done.stdout, done.stderr, done.returncode) == (b"", b"", 130)


def test_a_bug_with_standard_error_closed_writes_nothing_to_standard_output() -> None:
    line = f'{shlex.quote(sys.executable)} -c "$1" 2>&-'
    done = subprocess.run(
        ["sh", "-c", line, "sh", BROKEN.format("raise RuntimeError")],
        capture_output=True,
        check=False,
    )
    assert (done.stdout, done.returncode) == (b"", 70)
