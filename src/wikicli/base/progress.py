"""What a long task says meanwhile, for whoever shows it: how far it has come, notes."""

from collections.abc import Callable, Iterable
from typing import Any

Track = Callable[[Iterable[Any], int, str], Iterable[Any]]
"""Passes on what a long task yields; is told how much that is, and what it does."""


Tell = Callable[[str], None]
"""Takes a line about what was met on the way."""


def tell_nobody(_: str) -> None:
    """Keep a line to oneself."""


def track_nothing(items: Iterable[Any], total: int, doing: str) -> Iterable[Any]:
    """Pass on what a task yields and show nothing."""
    return items
