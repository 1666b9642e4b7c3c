"""Groups of things that share a key, directly or through others."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

_T = TypeVar("_T")


MOST_ALIKE = 100
"""Groups that are kept apart under one key; so the time for many items is linear."""


def connect(
    items: Sequence[_T],
    *keys_of: Callable[[_T], Iterable[Hashable]],
    agree: Callable[[_T, _T], bool] = lambda _, __: True,
    merge: Callable[[_T, _T], _T] = lambda first, _: first,
) -> list[list[_T]]:
    """Group items that share a key of one kind, in the order of their first items.

    The first kinds of keys come first. Groups are joined only if what stands for them
    does ``agree``; ``merge`` makes what stands for both.
    """
    heads = list(items)
    parents = list(range(len(items)))

    def find(number: int) -> int:
        """Find the first of a group (union-find), and shorten the way there."""
        while parents[number] != number:
            parents[number] = number = parents[parents[number]]
        return number

    def join(number: int, others: list[int]) -> bool:
        """Join the group of an item with the first of others that agrees with it."""
        own = find(number)
        for group in map(find, others):
            if group == own:
                return True
            if agree(heads[group], heads[own]):
                low, high = min(group, own), max(group, own)
                heads[low] = merge(heads[low], heads[high])
                parents[high] = low
                return True
        return False

    for keys in keys_of:
        seen: dict[Hashable, list[int]] = {}
        for number, item in enumerate(items):
            for key in keys(item):
                alike = seen.setdefault(key, [])
                if not join(number, alike) and len(alike) < MOST_ALIKE:
                    alike.append(number)
    groups: dict[int, list[_T]] = {}
    for number, item in enumerate(items):
        groups.setdefault(find(number), []).append(item)
    return list(groups.values())
