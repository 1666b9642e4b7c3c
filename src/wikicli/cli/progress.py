"""How far a long task has come, on standard error if that is a terminal."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class Rate(ProgressColumn):
    """How many are done in a second."""

    def render(self, task: Task) -> Text:
        """Write the rate; nothing before there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.0f} a second" if speed else "", "progress.data.speed")


def show_progress(items: Iterable[Any], total: int, doing: str) -> Iterator[Any]:
    """Pass on items of a task, and show how many have come, how fast, how long yet."""
    left = TextColumn("left")
    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), left)
    description = TextColumn("{task.description}")
    console = Console(stderr=True)
    with Progress(description, *columns, console=console, transient=True) as progress:
        yield from progress.track(items, total, description=doing)
