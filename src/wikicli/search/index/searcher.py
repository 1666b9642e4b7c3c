"""An opened index: finds entries by name and by words, spelled right or nearly."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple, TypeVar

import tantivy

from wikicli.base.model import Head, Term
from wikicli.base.problems import Problem
from wikicli.language.keys import all_stems, forms
from wikicli.language.typos import errors_allowed, may_be_mistyped_text, nearest
from wikicli.search.index import queries
from wikicli.search.index.asking import Asking
from wikicli.search.index.documents import (
    FORMS,
    NAME_RANKS,
    NAMED,
    SOUNDS,
    TEXTS,
    Row,
    load_head,
    load_row,
)
from wikicli.search.syntax import Node
from wikicli.search.words import (
    MAX_NAME,
    Word,
    loose_keys,
    name_key,
    name_sounds,
    plain_name,
    query_words,
)

_T = TypeVar("_T")

_BEARERS = 20
"""The most entries that are told of for bearing one name."""

_COMPARED = 200
"""Entries with a name that begins so: of more, the shortest may not come first."""

_VOCABULARY = 10_000
"""The most words that are compared, of the entries that hold a near one."""


Way = Literal["sure", "begins", "near"]
"""How an entry was found: for what it holds; for a name that begins so; nearly."""

WAYS: tuple[Way, ...] = ("sure", "begins", "near")
"""All of them, in the order of what they found."""


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a query found, how well, and in which way."""

    row: Row
    score: float
    way: Way = "sure"


class Answer(NamedTuple):
    """How many entries a query found in each way, and the best of them.

    ``held`` is how many of its words they hold, where none holds all.
    """

    counts: Mapping[Way, int]
    found: list[Found]
    held: int | None = None

    @property
    def total(self) -> int:
        """How many entries were found."""
        return sum(self.counts.values())

    @property
    def is_near(self) -> bool:
        """Whether all that was found was found nearly."""
        return 0 < self.total == self.counts["near"]


@dataclass(eq=False, repr=False)
class Index:
    """An opened index, and the problems of the files that gave it no entry.

    ``rebuild`` gives another one in its stead, should it turn out to be damaged. Of one
    that was ``updated`` the engine still counts what is deleted in how many entries
    hold a word, as it does with what is ``hidden``: the slugs that are not looked for.
    ``load`` reads what is kept of an entry.
    """

    engine: Any
    problems: list[Problem] = field(default_factory=list)
    rebuild: "Callable[[], Index] | None" = None
    updated: bool = False
    hidden: Sequence[str] = ()
    load: Callable[[Any], Row] = load_row

    def __post_init__(self) -> None:
        """Make the index ready to be searched."""
        self.engine.reload()
        self.searcher = self.engine.searcher()

    # All entries

    def heads(self) -> list[Head]:
        """Return the heads of all entries, by title."""
        whole = self.load is not load_row  # a stranger's is looked at as a whole
        heads = self._all((lambda it: self.load(it).head) if whole else load_head)
        return sorted(heads, key=lambda head: (name_key(head.title), head.slug))

    def glossary(self) -> list[tuple[Head, tuple[Term, ...]]]:
        """Return the terms of each entry that has some, the entries by title."""

        def load(document: Any) -> tuple[Head, tuple[Term, ...]]:
            row = self.load(document)
            return row.head, row.terms

        found = [it for it in self._all(load) if it[1]]
        return sorted(found, key=lambda it: (name_key(it[0].title), it[0].slug))

    def _all(self, load: Callable[[Any], _T]) -> list[_T]:
        """Load what is wanted of all entries: no more of them is kept."""
        query = self._visible(tantivy.Query.all_query())

        def ask(searcher: Any) -> list[_T]:
            limit = max(searcher.num_docs, 1)
            found = searcher.search(query, limit=limit).hits
            return [load(searcher.doc(address)) for _, address in found]

        return self._try(ask)

    # By slug

    def title_of(self, slug: str) -> str | None:
        """Return the title of an entry; None if there is none of this slug."""
        _, found = self._search(queries.term_query("slug", [slug]), 1)
        return found[0].row.head.title if found else None

    def find_users(self, slug: str) -> list[str]:
        """Find the entries in whose texts the title of one stands."""
        query = queries.term_query("uses", [slug])
        _, found = self._search(query, max(self.searcher.num_docs, 1))
        return [item.row.head.slug for item in found]

    # By name

    def find_by_name(self, name: str) -> list[Head]:
        """Find the entries that bear a name, of the best rank that any has.

        First the name as it is written counts, then how it sounds, then what it may
        be an inflected form of.
        """
        return self.first_heads(iter_name_queries(name))

    def find_bearers(self, name: str) -> list[Head]:
        """Find all entries that bear a name of any rank, as it is written or sounds.

        Where none does, those of which it may be an inflected name.
        """
        return self.first_heads(iter_bearer_queries(name))

    def first_heads(self, asked: Iterable[Any]) -> list[Head]:
        """Return what the first of several queries finds that finds anything."""
        return next(filter(None, map(self.find_heads, asked)), [])

    def find_heads(self, query: Any) -> list[Head]:
        """Return the heads of what a query of the engine finds."""
        return [item.row.head for item in self._search(query, _BEARERS)[1]]

    def find_near(self, name: str, count: int) -> list[Head]:
        """Find entries by a name, or slug, that may be meant, the likeliest first.

        First come names of which this is a Western or bare spelling, then those
        from which it is one or two typing errors away.
        """
        sounds = name_sounds(name)
        loose = loose_keys([*sounds, *all_stems(sounds)])
        asked = [queries.term_query("name_loose", loose)]
        sounded = [rank + "_name_sound" for rank in NAME_RANKS]
        near = self._find_near(plain_name(name), sounds, ["name_near"], sounded)
        asked += [queries.term_query("name_near", [other]) for other in near]
        heads: dict[str, Head] = {}
        for query in asked:
            for item in self._search(query, count)[1]:
                heads.setdefault(item.row.head.slug, item.row.head)
        return list(heads.values())[:count]

    # By words

    def words(self, query: str) -> list[Word]:
        """Return the words of a query with what they may mean in this index."""
        return [self._look_up(word) for word in query_words(query)]

    def _look_up(self, word: Word) -> Word:
        """Ask what a word may mean, and no more of a word that is known as written."""
        word, named = self._look_up_spellings(word)
        if self._known(NAMED, ["_near"], [word.text]):
            return word
        if self._known(TEXTS, [""], [word.key]):
            return word
        heard = self._known(TEXTS, SOUNDS, word.text_sounds)
        known = bool(named or word.loose or word.forms or heard)
        # What sounds like a name is likely to be one, so only a slip is looked for.
        near = self._find_near(
            word.text,
            () if known else word.sounds,
            [name + "_near" for name in NAMED],
            [name + kind for name in NAMED for kind in SOUNDS],
            1 if known else 2,
        )
        asked = () if near or known else (word.key, *word.sounds)
        slips = frozenset(filter(may_be_mistyped_text, asked))
        return replace(word, near=tuple(near), slips=slips)

    def _look_up_spellings(self, word: Word) -> tuple[Word, bool]:
        """Add the names that a word may be a form of, and the forms that it has.

        If it is in no name, as it is spelled, sounds or is inflected, also those that
        it is a loose spelling of. Tells whether it is in one.
        """
        stems = self._known(NAMED, SOUNDS, all_stems(word.sounds))
        names = self._known(NAMED, SOUNDS[:1], word.sounds)
        bases = stems | names | word.text_sounds
        inflected = {form for base in bases for form in forms(base)}
        known = self._known([FORMS], [""], inflected)
        word = replace(word, stems=stems, forms=known)
        if (
            stems
            or self._known(NAMED, SOUNDS, word.sounds)
            or self._known(NAMED, [""], [word.key])
        ):
            return word, True
        loose = self._known(NAMED, ["_loose"], loose_keys(word.sounds))
        return replace(word, loose=loose), False

    def _known(
        self, fields: Iterable[str], kinds: Iterable[str], keys: Iterable[str]
    ) -> frozenset[str]:
        """Choose the keys that are in one of these fields, of one of these kinds."""
        names = [name + kind for name in fields for kind in kinds]
        asked = list(keys)

        def is_held(searcher: Any, name: str, key: str) -> bool:
            if not searcher.doc_freq(name, key):
                return False
            query = queries.term_query(name, [key])
            query = self._visible(query)
            exact = self.updated or self.hidden
            return not exact or searcher.search(query, limit=1).count > 0

        def look_up(searcher: Any) -> frozenset[str]:
            known = (it for it in asked if any(is_held(searcher, n, it) for n in names))
            return frozenset(known)

        return self._try(look_up)

    def _find_near(
        self,
        text: str,
        sounds: Collection[str],
        spelled: Sequence[str],
        sounded: Sequence[str],
        most: int = 2,
    ) -> list[str]:
        """Find the words or names that may be meant by a text, the nearest first.

        ``spelled`` are the fields that hold them, ``sounded`` those of how they sound.
        """
        if len(text) > MAX_NAME:  # the time for it grows with the square
            return []
        keys = [(name, text) for name in spelled]
        keys += [(name, sound) for name in sounded for sound in sounds]
        parts = [
            queries.fuzzy_query(name, key, errors)
            for name, key in keys
            if (errors := min(errors_allowed(key), most))
        ]
        if not parts:
            return []
        query = queries.any_query(parts)
        terms = {it: {"terms": {"field": it, "size": _VOCABULARY}} for it in spelled}
        asked = self._visible(query)
        answer = self._try(lambda searcher: searcher.aggregate(asked, terms))
        known = {word["key"] for name in spelled for word in answer[name]["buckets"]}
        return nearest(text, sounds, known, most)

    def understand(self, tree: Node, field: str = "", category: str = "") -> Asking:
        """Take a query for this index, of a field alone, or of a category's entries."""
        return Asking(tree, self.words, field, category)

    def count_categories(self, asked: Asking, least: int | None) -> dict[str, int]:
        """Count the categories, as they are spelled, of what matches surely."""
        query = asked.query(least=least)
        terms = {"found": {"terms": {"field": "category", "size": _VOCABULARY}}}
        visible = self._visible(query)
        answer = self._try(lambda searcher: searcher.aggregate(visible, terms))
        return {it["key"]: it["doc_count"] for it in answer["found"]["buckets"]}

    def find(self, asked: Asking, limit: int) -> Answer:
        """Find entries that hold all that is asked for, or else most of its words.

        The ``limit`` best of them come best first. Those with a name that begins with
        the query come after all others, and last those that only hold what a word may
        be mistyped for.
        """
        answer = self._find(asked, None, limit)
        if answer.found or asked.most < 2:
            return answer
        least = self._find_most(asked)
        return self._find(asked, least, limit)._replace(held=least)

    def _find_most(self, asked: Asking) -> int:
        """Find how many of the words of a query the entries with most of them hold."""
        low, high = 1, asked.most  # some hold the first, none the second
        while high - low > 1:
            middle = (low + high) // 2
            query = asked.query(least=middle)
            total, _ = self._search(query, 1)
            low, high = (middle, high) if total else (low, middle)
        return low

    def _find(self, asked: Asking, least: int | None, limit: int) -> Answer:
        sure = asked.query(least=least)
        whole = queries.whole_name_query(asked.whole)
        total, found = self._search(queries.prefer(whole, sure), limit)
        begun = asked.begun()
        others, more = self._find_begun(begun, sure, limit) if begun else (0, [])
        near, last = 0, list[Found]()
        if asked.is_near:
            words = [word for part in asked.words for word in part]
            whole = queries.whole_name_query(
                asked.whole, words[0].near if len(words) == 1 else ()
            )
            nearly = asked.query(near=True, least=least)
            before = queries.any_query([sure, begun] if begun else [sure])
            query = queries.prefer(whole, nearly, but=before)
            near, last = self._search(query, limit)
        counts: dict[Way, int] = {"sure": total, "begins": others, "near": near}
        found += [replace(item, way="begins") for item in more]
        found += [replace(item, way="near") for item in last]
        return Answer(counts, found[:limit])

    def _find_begun(self, begun: Any, sure: Any, limit: int) -> tuple[int, list[Found]]:
        """Find the entries with a name that begins so, the shortest title first."""
        query = queries.prefer(sure, begun, but=sure)
        total, found = self._search(query, max(limit, _COMPARED))
        found.sort(key=lambda item: (len(item.row.head.title), item.row.head.slug))
        return total, found[:limit]

    # Asking

    def _search(self, query: Any, limit: int) -> tuple[int, list[Found]]:
        visible = self._visible(query)
        most = min(limit, self.searcher.num_docs)  # for as many room is made
        return self._try(lambda searcher: _ask(searcher, visible, most, self.load))

    def _visible(self, query: Any) -> Any:
        """Leave out of a query what is hidden."""
        return queries.hide(query, self.hidden) if self.hidden else query

    def _try(self, ask: Callable[[Any], _T]) -> _T:
        """Ask the searcher; if it is damaged, ask that of a new index."""
        try:
            return ask(self.searcher)
        except BaseException as error:
            if self.rebuild is None or not is_damage(error):
                raise
        self.searcher, self.rebuild = self.rebuild().searcher, None
        return ask(self.searcher)


def iter_name_queries(name: str) -> Iterator[Any]:
    """Yield the queries for entries that bear a name, the best rank first."""
    sounds = name_sounds(name)
    for kind, keys in (
        ("_name", [name_key(name)]),
        ("_name_sound", sounds),
        ("_name_sound", all_stems(sounds)),
    ):
        for rank in NAME_RANKS if keys else ():
            yield queries.term_query(rank + kind, keys)


def iter_bearer_queries(name: str) -> Iterator[Any]:
    """Yield the queries for all entries that bear a name of any rank."""
    spelled, sounds = [name_key(name)], name_sounds(name)
    for keys in (sounds, all_stems(sounds)):
        asked = [queries.term_query(rank + "_name", spelled) for rank in NAME_RANKS]
        if keys:
            fields = [rank + "_name_sound" for rank in NAME_RANKS]
            asked += [queries.term_query(field, keys) for field in fields]
        yield queries.any_query(asked)


def is_damage(error: BaseException) -> bool:
    """Tell whether an error may come of damaged files; tantivy panics over some."""
    if type(error).__name__ == "PanicException":
        return True
    return isinstance(error, OSError | ValueError | TypeError | LookupError)


def _ask(
    searcher: Any, query: Any, limit: int, load: Callable[[Any], Row]
) -> tuple[int, list[Found]]:
    if limit < 1:
        return 0, []
    result = searcher.search(query, limit=limit)
    found = [Found(load(searcher.doc(it)), score) for score, it in result.hits]
    found.sort(key=lambda item: (-item.score, item.row.head.slug))
    return result.count, found
