"""Search: a query to ranked hits, each with the passage that shows why."""

import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from wikicli.base.model import Head
from wikicli.base.text import clean_line
from wikicli.library.categories import Category, merge_spellings
from wikicli.library.library import Library
from wikicli.library.snippets import Matcher, Snippet, find_snippet
from wikicli.search.index import FIELDS, NAMED, WAYS, Asking, Found, Row, Way
from wikicli.search.syntax import parse_query
from wikicli.search.words import beginnings, name_key, name_spellings


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result; ``field`` is the weightiest field that matched.

    Of one that only has a name that begins so, that is the field of this name. It was
    found nearly if a word of the query is only what it may be mistyped for.
    """

    head: Head
    score: float
    field: str
    snippet: Snippet | None
    way: Way = "sure"


class Wanted(NamedTuple):
    """Which hits are wanted, and how much of them.

    They are those in a category, where it names one, and by what stands in a ``field``
    of the query language's; from a place on, counted from zero; the best first, or by
    title.
    """

    limit: int
    offset: int = 0
    category: str = ""
    field: str = ""
    by_title: bool = False
    snippets: bool = True
    facets: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: how many entries match in each way, the best, the time.

    First come those that match surely, then those with a name that begins so, last
    those that match nearly. ``held`` is how many of the query's words these hold, and
    how many there are, where none holds all. ``meant`` is the query with the likeliest
    words in the place of those that were only found nearly, ``facets`` the categories
    of what matches surely.
    """

    query: str
    hits: tuple[Hit, ...]
    took_ms: float
    counts: Mapping[Way, int] = field(default_factory=dict)
    offset: int = 0
    held: tuple[int, int] | None = None
    meant: str = ""
    facets: tuple[Category, ...] | None = None
    asked: Asking | None = None

    @property
    def total(self) -> int:
        """How many entries match."""
        return sum(self.counts.values())


def find(query: str, library: Library, wanted: Wanted) -> Result:
    """Find the entries that match a query, those that are wanted of them as hits.

    Raises NoAnswerError if nothing is in the category, QuerySyntaxError for a query
    that can't be understood.
    """
    query = clean_line(query)
    tree = parse_query(query)
    opened = library.index
    start = time.perf_counter()
    if tree is None:
        return Result(query, (), 0)
    asked = opened.understand(tree, wanted.field, wanted.category)
    end = wanted.offset + wanted.limit
    answer = opened.find(asked, sys.maxsize if wanted.by_title else end)
    if wanted.category and not answer.found:
        library.heads(wanted.category)  # raises if nothing is in it
    facets = None
    if wanted.facets:
        facets = tuple(merge_spellings(opened.count_categories(asked, answer.held)))
    hits = _list_hits(answer.found, asked, wanted)
    return Result(
        query,
        hits,
        (time.perf_counter() - start) * 1000,
        answer.counts,
        wanted.offset,
        (answer.held, asked.most) if answer.held else None,
        asked.meant if answer.is_near else "",
        facets,
        asked,
    )


def _list_hits(
    found: Iterable[Found], asked: Asking, wanted: Wanted
) -> tuple[Hit, ...]:
    chosen = sorted(found, key=_by_title) if wanted.by_title else list(found)
    matcher = Matcher(asked)
    return tuple(
        Hit(
            item.row.head,
            item.score,
            _find_field(item, matcher, asked),
            find_snippet(item.row, matcher) if wanted.snippets else None,
            item.way,
        )
        for item in chosen[wanted.offset : wanted.offset + wanted.limit]
    )


def _by_title(item: Found) -> tuple[int, str, str]:
    head = item.row.head
    return WAYS.index(item.way), name_key(head.title), head.slug


def _find_field(found: Found, matcher: Matcher, asked: Asking) -> str:
    """Find the weightiest field that matched."""
    if found.way == "begins":
        begun = beginnings(asked.whole)
        plain = name_spellings(found.row.head.title)
        is_title = any(name.startswith(it) for name in plain for it in begun)
        return NAMED[0] if is_title else NAMED[1]
    return next(_matching_fields(found.row, matcher), FIELDS[-1])


def _matching_fields(row: Row, matcher: Matcher) -> Iterator[str]:
    for name, texts in row.texts.items():
        if any(any(matcher.find(text, name in NAMED)) for text in texts):
            yield name
