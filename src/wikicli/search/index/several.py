"""Several indexes asked as one: that of files, and those of packs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, zip_longest
from typing import Any

from wikicli.base.model import Head, Term
from wikicli.base.problems import Problem
from wikicli.search.index.asking import Asking
from wikicli.search.index.searcher import (
    WAYS,
    Answer,
    Found,
    Index,
    iter_bearer_queries,
    iter_name_queries,
)
from wikicli.search.syntax import Node
from wikicli.search.words import Word, name_key


class Several:
    """Indexes in which no entry is twice; each is asked, the answers are put together.

    How often a word is in entries counts within each of them.
    """

    def __init__(self, parts: Sequence[Index]) -> None:
        """Take the indexes; no more is opened."""
        self._parts = parts

    @property
    def problems(self) -> list[Problem]:
        """The problems of files that gave no entry."""
        return [problem for part in self._parts for problem in part.problems]

    def heads(self) -> list[Head]:
        """Return the heads of all entries, by title."""
        heads = chain.from_iterable(part.heads() for part in self._parts)
        return sorted(heads, key=lambda head: (name_key(head.title), head.slug))

    def glossary(self) -> list[tuple[Head, tuple[Term, ...]]]:
        """Return the terms of each entry that has some, the entries by title."""
        found = chain.from_iterable(part.glossary() for part in self._parts)
        return sorted(found, key=lambda it: (name_key(it[0].title), it[0].slug))

    def find_by_name(self, name: str) -> list[Head]:
        """Find the entries that bear a name, of the best rank that any has."""
        return self._first_heads(iter_name_queries(name))

    def find_bearers(self, name: str) -> list[Head]:
        """Find all entries that bear a name of any rank."""
        return self._first_heads(iter_bearer_queries(name))

    def _first_heads(self, asked: Iterable[Any]) -> list[Head]:
        for query in asked:
            found = [it for part in self._parts for it in part.find_heads(query)]
            if found:
                return found
        return []

    def find_near(self, name: str, count: int) -> list[Head]:
        """Find entries by a name that may be meant, the likeliest of each first."""
        found = zip_longest(*(part.find_near(name, count) for part in self._parts))
        return [head for heads in found for head in heads if head][:count]

    def words(self, query: str) -> list[Word]:
        """Return the words of a query with what they may mean in any index."""
        found = [part.words(query) for part in self._parts]
        return [_merge(alike) for alike in zip(*found, strict=True)]

    def understand(self, tree: Node, field: str = "", category: str = "") -> Asking:
        """Take a query, of a field alone, or of a category's entries."""
        return Asking(tree, self.words, field, category)

    def count_categories(self, asked: Asking, least: int | None) -> dict[str, int]:
        """Count the categories, as they are spelled, of what matches surely."""
        counts: Counter[str] = Counter()
        for part in self._parts:
            counts.update(part.count_categories(asked, least))
        return dict(counts)

    def find(self, asked: Asking, limit: int) -> Answer:
        """Find entries as `Index.find` does, in all indexes."""
        answers = [part.find(asked, limit) for part in self._parts]
        held = max((_held(it, asked) for it in answers if it.found), default=0)
        chosen = [it for it in answers if it.found and _held(it, asked) == held]
        found = sorted(chain.from_iterable(it.found for it in chosen), key=_order)
        counts = {way: sum(it.counts[way] for it in chosen) for way in WAYS}
        least = chosen[0].held if chosen else None
        return Answer(counts, found[:limit], least)


def _held(answer: Answer, asked: Asking) -> int:
    """Tell how many words what was found holds: all, where nothing else is said."""
    return asked.most + 1 if answer.held is None else answer.held


def _order(item: Found) -> tuple[int, float, str]:
    head = item.row.head
    best = len(head.title) if item.way == "begins" else -item.score
    return WAYS.index(item.way), best, head.slug


def _merge(alike: Sequence[Word]) -> Word:
    """Return what a word may mean in any index."""
    first = alike[0]
    return replace(
        first,
        stems=frozenset().union(*(it.stems for it in alike)),
        forms=frozenset().union(*(it.forms for it in alike)),
        loose=frozenset().union(*(it.loose for it in alike)),
        near=tuple(dict.fromkeys(chain.from_iterable(it.near for it in alike))),
        slips=frozenset().union(*(it.slips for it in alike)),
    )
