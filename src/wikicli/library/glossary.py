"""The glossary of a library: its terms merged and sorted, looked up, compared."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from wikicli.base.model import Head, Side, Term
from wikicli.base.text import clean_line, find_nearest, quote
from wikicli.language import armenian
from wikicli.language import keys as searchkeys
from wikicli.language.typos import errors_allowed, typing_cost

MOST_NEAR = 10
"""The most terms that a word is said to be near to."""

_LONGEST = 80  # characters: no longer word is near another

_Key = Callable[[str], str]

_EXPLANATION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[,;/]")
_ARTICLE = re.compile(r"\A[\W_]*(?:(?:the|an?|to)\s+)+(?=[\W_]*\w)")
_SIGNS = re.compile(r"[\W_]+")


class TermUse(NamedTuple):
    """A term and the slugs of the entries that use it."""

    term: Term
    entries: tuple[str, ...]


class Reading(NamedTuple):
    """What entries say of a form or of a gloss, and which of them."""

    text: str
    entries: tuple[str, ...]


class Conflict(NamedTuple):
    """An Armenian form with several glosses (``of`` is ``hy``), or the reverse."""

    of: Side
    text: str
    readings: tuple[Reading, ...]


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


# The terms of a library -----------------------------------------------------------


def merge_terms(glossary: Iterable[tuple[Head, Sequence[Term]]]) -> list[TermUse]:
    """Merge the terms of entries: one of equal Armenian form, gloss and spelling.

    What one entry says and another leaves out belongs to the merged term; where both
    say something else, the terms stay apart.
    """
    uses: dict[tuple[str, str, str], list[TermUse]] = {}
    for head, terms in glossary:
        for term in terms:
            alike = uses.setdefault((term.hy, term.en, term.orthography), [])
            for place, (other, entries) in enumerate(alike):
                if merged := _merge(other, term):
                    names = dict.fromkeys((*entries, head.slug))
                    alike[place] = TermUse(merged, tuple(names))
                    break
            else:
                alike.append(TermUse(term, (head.slug,)))
    return [use for alike in uses.values() for use in alike]


def _merge(left: Term, right: Term) -> Term | None:
    """Merge two terms if neither says what the other contradicts."""
    merged: dict[str, Any] = {}
    for name, ours, theirs in zip(Term._fields, left, right, strict=True):
        if ours and theirs and ours != theirs:
            return None
        merged[name] = ours or theirs
    return Term(**merged)


def sort_terms(uses: Iterable[TermUse], by: Side = "hy") -> list[TermUse]:
    """Sort terms in the order of Armenian dictionaries, or by English gloss.

    Articles and the ``to`` of verbs don't count; terms without the one come last.
    """

    def key(use: TermUse) -> tuple[object, ...]:
        hy = armenian.sort_key(use.term.hy)
        en = _bare_gloss(use.term.en)
        keys: list[tuple[bool, object]] = [(not use.term.hy, hy), (not use.term.en, en)]
        return (*(keys if by == "hy" else reversed(keys)), use.entries)

    return sorted(uses, key=key)


# Comparing ------------------------------------------------------------------------


def find_conflicts(uses: Sequence[TermUse]) -> list[Conflict]:
    """Find what entries say differently: a form's glosses, the forms of a gloss.

    Glosses that share a part (`gloss_parts`) agree, and so do spellings of one form,
    classical and reformed (`spellings`). An entry that has both of two glosses, or
    both of two forms, says that both are right: then they are in no conflict.
    """
    known = [use for use in uses if use.term.hy and gloss_parts(use.term.en)]
    conflicts = []
    for group in _connect(known, _spellings_of):
        if len(_connect(group, _parts_of, _entries_of)) > 1:
            readings = _readings(group, "en")
            conflicts.append(Conflict("hy", group[0].term.hy, readings))
    for group in _connect(known, lambda use: [gloss_parts(use.term.en)[0]]):
        if len(_connect(group, _spellings_of, _entries_of)) > 1:
            first = _PARTS.split(_EXPLANATION.sub("", group[0].term.en).strip())[0]
            conflicts.append(Conflict("en", first.strip(), _readings(group, "hy")))
    return conflicts


def gloss_parts(gloss: str) -> tuple[str, ...]:
    """Return what a gloss says, in parts that can be compared.

    Parts stand between commas, semicolons and slashes: the gloss proper comes first,
    others are synonyms or explain it (``Artsakh, Armenian name of Karabakh``). Without
    case, punctuation, parentheses, articles and the ``to`` of verbs.
    """
    parts = _PARTS.split(_EXPLANATION.sub(" ", gloss))
    return tuple(filter(None, map(_bare_gloss, parts)))


def _bare_gloss(text: str) -> str:
    return _SIGNS.sub(" ", _ARTICLE.sub("", armenian.fold(text))).strip()


def spellings(form: str) -> tuple[str, ...]:
    """Return an Armenian form folded: as it is written and, read so, as reformed.

    A form of nothing but signs, the name of a mark, is only equal to itself.
    """
    words = _SIGNS.sub(" ", armenian.fold(form)).split()
    if not words:
        return (form.strip(),)
    reformed = map(armenian.reform, words)
    return tuple(dict.fromkeys((" ".join(words), " ".join(reformed))))


def _spellings_of(use: TermUse) -> Iterable[Hashable]:
    return spellings(use.term.hy)


def _parts_of(use: TermUse) -> Iterable[Hashable]:
    return gloss_parts(use.term.en)


def _entries_of(use: TermUse) -> Iterable[Hashable]:
    return (("entry", slug) for slug in use.entries)


def _connect(
    uses: Sequence[TermUse], *keys_of: Callable[[TermUse], Iterable[Hashable]]
) -> list[list[TermUse]]:
    """Group terms that share a key, directly or through others, in their order."""
    parents: dict[Hashable, Hashable] = {}

    def find(key: Hashable) -> Hashable:
        while (parent := parents.setdefault(key, key)) != key:
            parents[key] = key = parents[parent]
        return key

    for number, use in enumerate(uses):
        for keys in keys_of:
            for key in keys(use):
                parents[find(key)] = find(number)
    groups: dict[Hashable, list[TermUse]] = {}
    for number, use in enumerate(uses):
        groups.setdefault(find(number), []).append(use)
    return list(groups.values())


def _readings(group: Sequence[TermUse], side: Side) -> tuple[Reading, ...]:
    readings: dict[str, Reading] = {}
    for use in group:
        text = use.term.en if side == "en" else use.term.hy
        known, entries = readings.get(armenian.fold(text), Reading(text, ()))
        names = tuple(dict.fromkeys((*entries, *use.entries)))
        readings[armenian.fold(text)] = Reading(known, names)
    return tuple(readings.values())


# Looking up -----------------------------------------------------------------------


def look_up(word: str, uses: Sequence[TermUse]) -> list[Match]:
    """Find the terms of a word in either script or language, the closest first.

    What sounds like it in Western Armenian, or is typed as scholars write it but for
    their marks, is found where nothing is closer, and what has one or two other
    letters where there is none of that either: then ten terms at most.
    """
    query = _Query(clean_line(word).strip())
    every = [_Names(use.term) for use in uses]
    for tests in _LEVELS:
        found = [
            (closeness, number)
            for number, names in enumerate(every)
            for closeness in _meet(query, names, tests)
        ]
        if found:
            return [Match(uses[number], level) for level, number in sorted(found)]
    near = sorted(
        (cost, number)
        for number, names in enumerate(every)
        if (cost := _typing_cost(query, names)) is not None
    )
    return [Match(uses[number], Closeness.NEAR) for _, number in near[:MOST_NEAR]]


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
        self.stems = _stems(self.sounds)
        self.words = [_Word(word) for word in _words(text)]


class _Word:
    """One word of a query, compared with those of a form or of a gloss."""

    def __init__(self, text: str) -> None:
        self.key = _word_key(text)
        sounds = set(searchkeys.query_keys(text))
        self.sounds = sounds | _stems(sounds)


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
        return set(map(_word_key, _words(self.term.en)))

    @cached_property
    def word_sounds(self) -> set[str]:
        words = [word for form in self.forms for word in _words(form)]
        return {key for word in words for key in searchkeys.index_keys(word)}

    @cached_property
    def written(self) -> list[str]:
        """The names, and the words in them, as they may be mistyped."""
        latin = armenian.romanize(self.term.hy, "plain")
        names = [*self.forms, latin, self.term.romanization, *gloss_parts(self.term.en)]
        words = [word for name in names for word in _words(name)]
        return list(dict.fromkeys(filter(None, (*map(armenian.fold, names), *words))))


def _is_exact(query: _Query, names: _Names) -> bool:
    return not (
        query.spellings.isdisjoint(names.spellings)
        and query.parts.isdisjoint(names.parts)
    )


def _sounds_like(query: _Query, names: _Names, key: _Key = str) -> bool:
    """Tell whether a query sounds like a form, by what a key makes of sounds."""
    return not set(map(key, query.sounds)).isdisjoint(map(key, names.sounds))


def _is_inflected(query: _Query, names: _Names) -> bool:
    return not query.stems.isdisjoint(names.sounds)


def _has_words(query: _Query, names: _Names, key: _Key = str) -> bool:
    """Tell whether all words of a query are in the form, or all in the gloss."""
    if not query.words:
        return False
    if all(word.key in names.words for word in query.words):
        return True
    sounds = set(map(key, names.word_sounds))
    return all(not sounds.isdisjoint(map(key, word.sounds)) for word in query.words)


def _is_western(query: _Query, names: _Names) -> bool:
    key = searchkeys.western_key
    return _sounds_like(query, names, key) or _has_words(query, names, key)


def _is_bare(query: _Query, names: _Names) -> bool:
    key = searchkeys.bare_key
    return _sounds_like(query, names, key) or _has_words(query, names, key)


_Tests = Mapping[Closeness, Callable[[_Query, _Names], bool]]

_LEVELS: tuple[_Tests, ...] = (
    {
        Closeness.EXACT: _is_exact,
        Closeness.SPELLING: _sounds_like,
        Closeness.INFLECTED: _is_inflected,
        Closeness.WORD: _has_words,
    },
    {Closeness.WESTERN: _is_western},
    {Closeness.BARE: _is_bare},
)
"""Tests of closeness; those of a level are for words that passed none before it."""


def _meet(query: _Query, names: _Names, tests: _Tests) -> Iterator[Closeness]:
    """Yield the first closeness whose test a term passes, if there is one."""
    return islice((it for it, test in tests.items() if test(query, names)), 1)


def _typing_cost(query: _Query, names: _Names) -> float | None:
    """Return what the typing errors cost that make the query of its nearest name.

    None if they are more than there may be.
    """
    costs = [
        cost
        for typed, allowed, known in (
            (query.folded, query.errors, names.written),
            *((it, errors_allowed(it), names.sounds) for it in query.sounds),
        )
        for name in known
        if abs(len(name) - len(typed)) <= min(allowed, query.errors)
        # Each letter that the name lacks takes an error: this spares most of the time.
        and len(set(typed).difference(name)) <= allowed
        and int(cost := typing_cost(typed, name)) <= allowed
    ]
    return min(costs, default=None)


def _stems(sounds: Iterable[str]) -> set[str]:
    return {stem for sound in sounds for stem in searchkeys.stems(sound)}


def _words(text: str) -> list[str]:
    return _SIGNS.sub(" ", armenian.fold(text)).split()


def _word_key(word: str) -> str:
    from wikicli.search.words import word_key

    return word_key(word)
