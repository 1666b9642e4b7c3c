"""The question for the terminal's background: every answer, none, and no traces."""

import json
import os
import pty
import re
import select
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import MakeLibrary
from wikicli.cli.background import Question, may_ask, read_answer
from wikicli.cli.terminal import Terminal

QUESTION = b"\x1b]11;?\x07\x1b[c"
DARK = b"\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"
LIGHT = b"\x1b]11;rgb:ffff/ffff/f0f0\x07"
DA1 = b"\x1b[?62;22c"

Play = Callable[[int], None]


def ask(play: Play, work: float = 0.0, typed: bytes = b"") -> dict[str, Any]:
    """Ask in a process of its own whose terminal plays; return what it saw.

    ``typed`` is there before; ``work`` is how long it works before all is put back.
    """
    reading, writing = os.pipe()
    process, terminal = pty.fork()
    if process == 0:
        try:
            os.read(0, 1)  # until all is ready
            _report(writing, work)
        finally:
            os._exit(0)
    os.close(writing)
    os.write(terminal, b"\n" + typed)
    asked = b""
    while not asked.endswith(QUESTION) and select.select([terminal], [], [], 0.5)[0]:
        try:
            asked += os.read(terminal, 100)
        except OSError:  # how Linux says that the other end is closed
            break
    if asked.endswith(QUESTION):
        play(terminal)
    with os.fdopen(reading) as report:
        seen: dict[str, Any] = json.load(report)
    os.close(terminal)
    os.waitpid(process, 0)
    return {"asked": asked.endswith(QUESTION), **seen}


def _report(writing: int, work: float) -> None:
    before = termios.tcgetattr(0)
    question = Question(1)
    start = time.monotonic()
    background = question.wait()
    took = time.monotonic() - start
    time.sleep(work)
    question.close()
    same = termios.tcgetattr(0) == before
    raw = [*before[:3], before[3] & ~termios.ICANON, *before[4:]]
    termios.tcsetattr(0, termios.TCSANOW, raw)
    left = os.read(0, 1000) if select.select([0], [], [], 0.02)[0] else b""
    seen = {"background": background, "took": took, "same": same, "left": left.hex()}
    os.write(writing, json.dumps(seen).encode())


def answer(*parts: bytes, after: float = 0.0) -> Play:
    def play(terminal: int) -> None:
        for part in parts:
            time.sleep(after)
            os.write(terminal, part)

    return play


@pytest.mark.parametrize(
    ("play", "background"),
    [
        (answer(DARK + DA1), "dark"),
        (answer(LIGHT + DA1), "light"),
        (answer(*(bytes([it]) for it in LIGHT + DA1)), "light"),
        (answer(DARK, DA1, after=0.005), "dark"),
        (answer(DARK), "dark"),  # nothing more
        (answer(DA1), "unknown"),
        (answer(b"\x1b]11;?\x07" + DA1), "unknown"),  # an echo
        (answer(b"\x1b]11;rgb:zz/1/\x07\xff\x00" + DA1), "unknown"),
        (answer(b"\x1b]" + b"1" * 3000), "unknown"),
        (answer(), "unknown"),
    ],
)
def test_any_answer_is_taken_and_leaves_the_terminal_as_it_was(
    play: Play, background: str
) -> None:
    seen = ask(play, work=0.02)
    assert (seen["asked"], seen["background"], seen["same"]) == (True, background, True)
    assert seen["left"] == ""


@pytest.mark.parametrize("late", [DARK + DA1, DA1])
def test_an_answer_that_comes_late_is_taken_while_the_work_goes_on(late: bytes) -> None:
    seen = ask(answer(late, after=0.06), work=0.08)
    assert (seen["background"], seen["left"], seen["same"]) == ("unknown", "", True)


def test_a_terminal_that_never_answers_is_not_waited_for_long() -> None:
    assert 0.02 < ask(answer())["took"] < 0.2  # 30 ms, on a busy machine


def test_what_was_typed_before_stays_and_nothing_is_asked() -> None:
    seen = ask(answer(), typed=b"ls -l")
    assert (seen["asked"], seen["background"]) == (False, "unknown")
    assert (bytes.fromhex(seen["left"]), seen["same"]) == (b"ls -l", True)


def may_put_back() -> bool:
    setting = Path("/proc/sys/dev/tty/legacy_tiocsti")
    return os.getuid() == 0 or not setting.exists() or setting.read_text()[:1] == "1"


def test_what_is_typed_meanwhile_is_put_back_where_that_can_be() -> None:
    seen = ask(answer(b"l" + DARK + b"s" + DA1))
    assert seen["background"] == "dark"
    assert bytes.fromhex(seen["left"]) == (b"ls" if may_put_back() else b"")


@pytest.mark.parametrize(
    ("received", "background"),
    [
        (b"\x1b]11;rgb:00/00/00\x07", "dark"),
        (b"\x1b]11;rgb:f/f/f\x1b\\", "light"),
        (b"\x1b]11;rgb:FDF6/F6E3/E3FF\x1b\\", "light"),  # Solarized
        (b"\x1b]11;rgba:0000/2b2b/3636/cccc\x07", "dark"),
        (b"\x1b]11;rgb:300/0a0/240\x07", "dark"),
        (b"\x1b]11;rgb:8080/8080/8080\x07", "light"),
        (b"\x1b]11;rgb:00000/00/00\x07", "unknown"),
        (b"\x1b]11;rgb:00/00/00", "unknown"),
        (b"\x1b]10;rgb:00/00/00\x07", "unknown"),
        (b"", "unknown"),
    ],
)
def test_colours_of_one_to_four_digits_are_dark_or_light(
    received: bytes, background: str
) -> None:
    assert read_answer(received) == background


@pytest.mark.parametrize(
    ("environment", "may"),
    [
        ({}, True),
        ({"TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"SSH_CONNECTION": "::1 1 ::1 22"}, False),
        ({"SSH_TTY": "/dev/pts/1"}, False),
        ({"SSH_TTY": "/dev/pts/1", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "screen-256color"}, False),
        ({"TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color"}, True),
    ],
)
def test_a_terminal_that_is_deaf_or_far_away_is_asked_only_by_tmux(
    environment: dict[str, str], may: bool
) -> None:
    assert may_ask(environment) is may


@pytest.mark.parametrize(
    ("environment", "color"),
    [
        ({"TERM": "dumb"}, ""),
        ({"NO_COLOR": "1"}, ""),
        ({"WIKICLI_BACKGROUND": "light"}, ""),
        ({"COLORFGBG": "15;0"}, ""),
        ({"SSH_TTY": "/dev/pts/1"}, ""),
        ({}, "never"),
    ],
)
def test_nothing_is_asked_where_no_colour_depends_on_it(
    environment: dict[str, str], color: str
) -> None:
    _, inner = pty.openpty()
    with os.fdopen(inner, "w") as out:
        assert Terminal(environment, color, out=out).question is None


def test_nothing_is_asked_in_a_pipe_nor_of_somebody_elses_terminal() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "w") as out:
        assert Terminal({}, "always", out=out).question is None
    assert os.read(reading, 100) == b""
    outer, inner = pty.openpty()  # not that of this process
    before = termios.tcgetattr(inner)
    assert Question(inner).wait() == "unknown"
    assert not select.select([outer], [], [], 0)[0]
    assert termios.tcgetattr(inner) == before


def test_nothing_is_asked_from_the_background() -> None:
    process, terminal = pty.fork()
    if process == 0:
        job = os.fork()
        if job == 0:
            os.setpgid(0, 0)
            before = termios.tcgetattr(1)
            quiet = Question(1).wait() == "unknown" and termios.tcgetattr(1) == before
            os._exit(0 if quiet else 1)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(job, 0)[1]))
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    os.close(terminal)


@pytest.mark.parametrize(
    ("reply", "heading"), [(DARK, "1;93"), (LIGHT, "1;35"), (b"", "1;4")]
)
def test_the_page_has_the_colours_of_the_background(
    reply: bytes, heading: str, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: |\n  B.\n\n  ## Head\n  C.\n"})
    process, terminal = pty.fork()
    if process == 0:
        words = ["-m", "wikicli", "-L", str(library), "show", "a", "--no-pager"]
        os.execv(sys.executable, [sys.executable, *words])
    shown = b""
    while True:
        try:
            shown += os.read(terminal, 4096)
        except OSError:  # how Linux says that the other end is closed
            break
        if shown.endswith(QUESTION):
            os.write(terminal, reply + DA1)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert shown.count(QUESTION) == 1
    assert re.search(rf"\x1b\[{heading}mHead".encode(), shown)
