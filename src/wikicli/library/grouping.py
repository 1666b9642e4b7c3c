"""Groups of things that share a key, directly or through others."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


def connect(
    items: Sequence[_T],
    *keys_of: Callable[[_T], Iterable[Hashable]],
    mark_of: Callable[[_T], str] = lambda _: "",
) -> list[list[_T]]:
    """Group items that share a key of one kind, in the order of their first items.

    The first kinds of keys come first, and never join groups of different marks.
    """
    groups = _Groups(list(map(mark_of, items)))
    for keys in keys_of:
        first: dict[Hashable, int] = {}
        for number, item in enumerate(items):
            for key in keys(item):
                groups.join(first.setdefault(key, number), number)
    found: dict[int, list[_T]] = {}
    for number, item in enumerate(items):
        found.setdefault(groups.find(number), []).append(item)
    return list(found.values())


class _Groups:
    """Sets of numbers that grow together (union-find); each knows its mark."""

    def __init__(self, marks: list[str]) -> None:
        self.marks = marks
        self.parents = list(range(len(marks)))

    def find(self, number: int) -> int:
        """Find the first number of the set of one, and shorten the way there."""
        while self.parents[number] != number:
            self.parents[number] = self.parents[self.parents[number]]
            number = self.parents[number]
        return number

    def join(self, first: int, second: int) -> None:
        """Join the sets of two numbers, unless their marks differ."""
        low, high = sorted((self.find(first), self.find(second)))
        marks = self.marks
        if marks[low] and marks[high] and marks[low] != marks[high]:
            return
        marks[low] = marks[low] or marks[high]
        self.parents[high] = low
