"""Categories: their names in any case, how many entries each has, its entries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wikicli.base.errors import NoAnswerError
from wikicli.base.model import Head
from wikicli.base.text import did_you_mean, find_nearest, fold_case, one_a_line, quote

_MOST = 20
"""The most names of categories that a hint lists."""


_NONE = "no entry has a category"


class Category(NamedTuple):
    """A category, as most entries spell it, and how many entries are in it."""

    name: str
    entries: int


def count_categories(heads: Sequence[Head]) -> list[Category]:
    """Return the categories of entries, the largest first, then by name.

    Raises NoAnswerError if no entry has one.
    """
    counts: Counter[str] = Counter()
    for head in heads:
        counts.update({fold_case(name): name for name in head.categories}.values())
    found = merge_spellings(counts)
    if not found:
        raise NoAnswerError(_NONE)
    return found


def merge_spellings(counts: Mapping[str, int]) -> list[Category]:
    """Return the categories of names as they are spelled, with how many have each."""
    spellings: dict[str, Counter[str]] = {}
    for name, count in counts.items():
        spellings.setdefault(fold_case(name), Counter())[name] += count
    found = [Category(it.most_common(1)[0][0], it.total()) for it in spellings.values()]
    return sorted(found, key=lambda it: (-it.entries, fold_case(it.name), it.name))


def choose(heads: Sequence[Head], category: str) -> list[Head]:
    """Return the heads of the entries in a category, or all if it is empty.

    Raises NoAnswerError, with the names that are known, if there are none.
    """
    wanted = fold_case(category)
    chosen = [
        it for it in heads if not wanted or wanted in map(fold_case, it.categories)
    ]
    if chosen or not heads:
        return chosen
    if not any(head.categories for head in heads):
        raise NoAnswerError(f"no entry is in category {quote(category)}", _NONE)
    known = sorted(it.name for it in count_categories(heads))
    near = find_nearest(category, known, 3)
    others = "see: wikicli categories"
    if len(known) <= _MOST:
        others = one_a_line("there are", map(quote, known))
    hint = did_you_mean(list(map(quote, near)), others)
    raise NoAnswerError(f"no entry is in category {quote(category)}", hint)
