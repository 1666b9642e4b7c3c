"""Looking a word up among the terms of a library, however it is written."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

from wikicli.base.model import Term
from wikicli.base.text import clean_line, find_nearest, quote
from wikicli.language import armenian
from wikicli.language import keys as searchkeys
from wikicli.language.typos import errors_allowed, typing_cost
from wikicli.library.glossary import TermUse, gloss_parts, plain_words, spellings

MOST_NEAR = 10
"""The most terms that a word is said to be near to."""

_LONGEST = 80  # characters: no longer word is near another

_Key = Callable[[str], str]


class Closeness(IntEnum):
    """How a word that was looked up is a term's; the smaller, the closer."""

    EXACT = 1
    SPELLING = 2
    INFLECTED = 3
    WORD = 4
    WESTERN = 5
    BARE = 6
    NEAR = 7


class Match(NamedTuple):
    """A term that a word leads to, and how close the two are."""

    use: TermUse
    closeness: Closeness


def look_up(word: str, uses: Sequence[TermUse]) -> list[Match]:
    """Find the terms of a word in either script or language, the closest first.

    Of equally close ones, those of a form come first that most entries use, and of
    these the gloss that most do; reformed spelling goes before classical.
    What sounds like it in Western Armenian, or is typed as scholars write it but for
    their marks, is found where nothing is closer, and what has one or two other
    letters where there is none of that either: then ten terms at most.
    """
    query = _Query(clean_line(word).strip())
    every = [_Names(use.term) for use in uses]
    for tests in _LEVELS:
        found = []
        for number, names in enumerate(every):
            passed = (it for it, test in tests.items() if test(query, names))
            if closest := next(passed, None):
                found.append((closest, number))
        if found:
            return _by_use([Match(uses[number], level) for level, number in found])
    near = sorted(
        (cost, number)
        for number, names in enumerate(every)
        if (cost := _typing_cost(query, names)) is not None
    )
    return [Match(uses[number], Closeness.NEAR) for _, number in near[:MOST_NEAR]]


def _by_use(matches: Sequence[Match]) -> list[Match]:
    """Sort matches by closeness, then by how many entries use their form and gloss."""
    counts = Counter[tuple[Closeness, str]]()
    for (term, entries), level in matches:
        counts[level, term.hy] += len(entries)
    return sorted(
        matches,
        key=lambda it: (
            it.closeness,
            -counts[it.closeness, it.use.term.hy],
            it.use.term.orthography != "reformed",
            armenian.sort_key(it.use.term.hy),
            -len(it.use.entries),
        ),
    )


def suggest(word: str, uses: Sequence[TermUse]) -> str:
    """Name a term a little like a word that is none; nothing if no term is."""
    names: dict[str, Term] = {}
    for term, _ in uses:
        latin = armenian.romanize(term.hy, "plain")
        for name in filter(None, (term.hy, term.romanization, latin, term.en)):
            names.setdefault(name, term)
    for name in find_nearest(clean_line(word), names):
        also = [side for side in names[name][:2] if side not in ("", name)]
        return f"{quote(name)} ({also[0]})" if also else quote(name)
    return ""


class _Query:
    """A word that is looked up: all of it that is compared with names."""

    def __init__(self, text: str) -> None:
        self.folded = armenian.fold(text)
        self.errors = errors_allowed(text) if len(text) <= _LONGEST else 0
        self.spellings = set(spellings(text)) - {""}
        self.parts = set(gloss_parts(text))
        self.sounds = set(searchkeys.query_keys(text))
        self.stems = set(searchkeys.all_stems(self.sounds))
        self.words = [_Word(word) for word in plain_words(text)]


class _Word:
    """One word of a query, compared with those of a form or of a gloss."""

    def __init__(self, text: str) -> None:
        self.key = _word_key(text)
        sounds = set(searchkeys.query_keys(text))
        self.sounds = sounds.union(searchkeys.all_stems(sounds))


class _Names:
    """What a term is called; each kind of name is made when it is asked for."""

    def __init__(self, term: Term) -> None:
        self.term = term
        self.forms = tuple(filter(None, (term.hy, *term.forms)))

    @cached_property
    def spellings(self) -> set[str]:
        return {name for form in self.forms for name in spellings(form)}

    @cached_property
    def parts(self) -> set[str]:
        return {*gloss_parts(self.term.en), *gloss_parts(self.term.romanization)}

    @cached_property
    def sounds(self) -> set[str]:
        names = (*self.forms, self.term.romanization)
        return {key for name in names for key in searchkeys.index_keys(name)}

    @cached_property
    def words(self) -> set[str]:
        """The search keys of the words of the gloss."""
        return set(map(_word_key, plain_words(self.term.en)))

    @cached_property
    def word_sounds(self) -> set[str]:
        words = [word for form in self.forms for word in plain_words(form)]
        return {key for word in words for key in searchkeys.index_keys(word)}

    @cached_property
    def written(self) -> list[str]:
        """The names, and the words in them, as they may be mistyped."""
        latin = armenian.romanize(self.term.hy, "plain")
        names = [*self.forms, latin, self.term.romanization, *gloss_parts(self.term.en)]
        words = [word for name in names for word in plain_words(name)]
        return list(dict.fromkeys(filter(None, (*map(armenian.fold, names), *words))))


_Test = Callable[[_Query, _Names], bool]


def _is_exact(query: _Query, names: _Names) -> bool:
    return not (
        query.spellings.isdisjoint(names.spellings)
        and query.parts.isdisjoint(names.parts)
    )


def _sounds_like(query: _Query, names: _Names, key: _Key = str) -> bool:
    """Tell whether a query sounds like a form, by what a key makes of sounds."""
    return not set(map(key, query.sounds)).isdisjoint(map(key, names.sounds))


def _has_words(query: _Query, names: _Names, key: _Key = str) -> bool:
    """Tell whether all words of a query are in the form, or all in the gloss."""
    if not query.words:
        return False
    if all(word.key in names.words for word in query.words):
        return True
    sounds = set(map(key, names.word_sounds))
    return all(not sounds.isdisjoint(map(key, word.sounds)) for word in query.words)


def _sounds_loosely(key: _Key) -> _Test:
    """Make the test of a query that sounds like a form, or whose words do, by a key."""
    return lambda query, names: (
        _sounds_like(query, names, key) or _has_words(query, names, key)
    )


_LEVELS: tuple[Mapping[Closeness, _Test], ...] = (
    {
        Closeness.EXACT: _is_exact,
        Closeness.SPELLING: _sounds_like,
        Closeness.INFLECTED: lambda query, names: (
            not query.stems.isdisjoint(names.sounds)
        ),
        Closeness.WORD: _has_words,
    },
    {Closeness.WESTERN: _sounds_loosely(searchkeys.western_key)},
    {Closeness.BARE: _sounds_loosely(searchkeys.bare_key)},
)
"""Tests of closeness; those of a level are for words that passed none before it."""


def _typing_cost(query: _Query, names: _Names) -> float | None:
    """Return what the typing errors cost that make the query of its nearest name.

    None if they are more than there may be.
    """
    costs = [
        cost
        for typed, most, known in (
            (query.folded, query.errors, names.written),
            *((it, errors_allowed(it), names.sounds) for it in query.sounds),
        )
        for name in known
        if abs(len(name) - len(typed))
        <= (allowed := min(most, query.errors, errors_allowed(name)))
        # Each letter that the name lacks takes an error: this spares most of the time.
        and len(set(typed).difference(name)) <= allowed
        and int(cost := typing_cost(typed, name)) <= allowed
    ]
    return min(costs, default=None)


def _word_key(word: str) -> str:
    from wikicli.search.words import word_key

    return word_key(word)
