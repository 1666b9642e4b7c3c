"""What a long task shows on a terminal while it lasts."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Iterator

import pytest
from rich.progress import Task

from conftest import MakeLibrary
from wikicli.cli.progress import Rate, show_progress


def test_items_are_passed_on_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(show_progress(iter("abc"), 3, "reading")) == ["a", "b", "c"]


def test_an_error_of_the_task_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    def fail() -> Iterator[int]:
        yield 1
        raise OSError("no more")

    with pytest.raises(OSError, match="no more"):
        list(show_progress(fail(), 3, "reading"))


def test_the_rate_is_that_of_a_second() -> None:
    now = [0.0]
    task = Task(0, "x", 100, 0, _get_time=lambda: now[0])  # type: ignore[arg-type]
    assert Rate().render(task).plain == ""
    task.finished_speed = 1234.4
    assert Rate().render(task).plain == "1234 a second"


def test_a_terminal_sees_how_far_a_build_has_come(make_library: MakeLibrary) -> None:
    library = make_library(
        {f"e{number}.yaml": "title: T\nbody: B\n" for number in range(500)}
    )
    words = (sys.executable, "-m", "wikicli", "-L", str(library), "links")
    ours, theirs = pty.openpty()
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=theirs, check=True)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert "reading" in shown
    assert "500/500" in shown
    assert b"reading" not in done.stdout
