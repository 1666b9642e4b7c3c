"""A query's tree as queries of the engine: surely, nearly, or most of its words."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any as Engine

from wikicli.search import syntax
from wikicli.search.index import queries
from wikicli.search.index.documents import FIELDS, NAMED
from wikicli.search.syntax import Node
from wikicli.search.words import (
    Beginning,
    Matches,
    Word,
    Written,
    find_words,
    spelling,
    word_key,
)

_FIELDS = {
    "": FIELDS,
    "title": NAMED[:1],
    "name": NAMED,
    "body": ("description", "body"),
    "ref": ("references",),
}
"""The searched fields that are meant by those of the query language."""


class Asking:
    """What a query asks for; ``look_up`` gives what words may mean in an index.

    It may be asked of one field alone, and of the entries of a category.
    """

    def __init__(
        self,
        tree: Node,
        look_up: Callable[[str], list[Word]],
        field: str = "",
        category: str = "",
    ) -> None:
        """Keep what was asked; words are looked up when they are needed."""
        self.tree = tree
        self.category = category
        self._fields = _FIELDS[field]
        self._look_up = cache(look_up)

    @property
    def whole(self) -> str:
        """The name that the whole query may be; nothing if it is more than that."""
        if isinstance(self.tree, syntax.Words | syntax.Phrase):
            return self.tree.text
        return ""

    @property
    def words(self) -> list[list[Word]]:
        """The words of each part that is nothing but words."""
        asked = syntax.iter_asked(self.tree)
        return [self._look_up(it.text) for it in asked if isinstance(it, syntax.Words)]

    @property
    def most(self) -> int:
        """How many words the part with most of them has."""
        return max(map(len, self.words), default=0)

    @property
    def is_near(self) -> bool:
        """Whether any word may be mistyped for others."""
        return any(word.near or word.slips for part in self.words for word in part)

    @property
    def meant(self) -> str:
        """The query, where it is words, with those that it may be mistyped for."""
        if not isinstance(self.tree, syntax.Words):
            return ""
        words = self._look_up(self.tree.text)
        likeliest = (word.near[0] if word.near else word.text for word in words)
        return " ".join(likeliest) if any(word.near for word in words) else ""

    def iter_words(self) -> Iterator[tuple[Node, Sequence[Matches]]]:
        """Yield each part that asks something of texts, with its words."""
        for part in syntax.iter_asked(self.tree):
            words = find_words(part.text)
            match part:
                case syntax.Words(text):
                    yield part, self._look_up(text)
                case syntax.Phrase():
                    yield part, [Word(spelling(it), word_key(it)) for it in words]
                case syntax.Exact():
                    yield part, [Written(it) for it in words]
                case syntax.Prefix():
                    whole = (Written(it) for it in words[:-1])
                    yield part, [*whole, Beginning(words[-1])]

    def query(self, near: bool = False, least: int | None = None) -> Engine:
        """Make the engine's query; ``least`` is how many words of a part are enough."""
        return self._inside(self._query(self.tree, self._fields, near, least))

    def begun(self) -> Engine | None:
        """Make the query of names that begin with words; None where none can."""
        is_asked = isinstance(self.tree, syntax.Words) and self._fields[0] in NAMED
        parts = queries.begin_queries(self.whole) if is_asked else []
        return self._inside(queries.any_query(parts)) if parts else None

    def _inside(self, query: Engine) -> Engine:
        if not self.category:
            return query
        return queries.all_query([query, queries.category_query(self.category)])

    def _query(
        self, node: Node, fields: queries.Fields, near: bool, least: int | None
    ) -> Engine:
        match node:
            case syntax.Words(text):
                return self._words(text, fields, near, least)
            case syntax.Within(name, part):
                inner = [it for it in fields if it in _FIELDS[name]]
                return self._query(part, inner, near, least)
            case syntax.Not(part):
                unwanted = self._query(part, fields, near=False, least=None)
                return queries.all_but_query(unwanted)
            case syntax.All(parts):
                each = [self._query(part, fields, near, least) for part in parts]
                return queries.all_query(each)
            case syntax.Any(parts):
                each = [self._query(part, fields, near, least) for part in parts]
                return queries.any_query(each)
        return _of_leaf(node, fields)

    def _words(
        self, text: str, fields: queries.Fields, near: bool, least: int | None
    ) -> Engine:
        make = queries.near_query if near else queries.word_query
        words = [make(word, fields) for word in self._look_up(text)]
        if least is None:
            return queries.all_words_query(text, words, fields)
        return queries.most_query(words, min(least, len(words)))


def _of_leaf(node: Node, fields: queries.Fields) -> Engine:
    match node:
        case syntax.Phrase(text, slop):
            return queries.phrase_query(text, slop, fields)
        case syntax.Exact(text):
            words = find_words(text)
            return queries.all_query(
                [queries.written_query(it, fields) for it in words]
            )
        case syntax.Prefix(text):
            *words, last = find_words(text)
            begun = queries.beginning_query(Beginning(last), fields)
            whole = (queries.written_query(it, fields) for it in words)
            return queries.all_query([*whole, begun])
        case syntax.Value(name, value):
            return queries.mark_query(name, value)
        case syntax.Years(first, last):
            return queries.years_query(first, last)
    raise TypeError(node)  # pragma: no cover
