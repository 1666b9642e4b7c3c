"""How far a long task has come, for whoever shows it."""

from collections.abc import Callable, Iterable
from typing import Any

Track = Callable[[Iterable[Any], int, str], Iterable[Any]]
"""Passes on what a long task yields; is told how much that is, and what it does."""


def track_nothing(items: Iterable[Any], total: int, doing: str) -> Iterable[Any]:
    """Pass on what a task yields and show nothing."""
    return items
