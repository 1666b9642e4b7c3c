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
    marks = list(map(mark_of, items))
    parents = list(range(len(items)))

    def find(number: int) -> int:
        """Find the first of a group (union-find), and shorten the way there."""
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    for keys in keys_of:
        first: dict[Hashable, int] = {}
        for number, item in enumerate(items):
            for key in keys(item):
                low, high = sorted((find(first.setdefault(key, number)), find(number)))
                if not marks[low] or marks[high] in ("", marks[low]):
                    marks[low] = marks[low] or marks[high]
                    parents[high] = low
    groups: dict[int, list[_T]] = {}
    for number, item in enumerate(items):
        groups.setdefault(find(number), []).append(item)
    return list(groups.values())
