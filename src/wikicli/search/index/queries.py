"""What a query asks of the search engine, and what each way to match counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tantivy

from wikicli.search.index.documents import (
    FIELDS,
    NAME_RANKS,
    NAMED,
    SOUNDS,
    TEXTS,
    schema,
)
from wikicli.search.words import (
    Word,
    beginnings,
    name_key,
    name_sounds,
    word_key,
)

# A field outweighs all below it: its weight is a constant for each word it holds.
# What tantivy's BM25 adds is kept below one, to order entries within a field.
_WEIGHTS = dict(zip(FIELDS, (16.0, 8.0, 4.0, 2.0, 0.0), strict=True))
_BM25_SHARE = 0.02
_SOUND_BM25_SHARE = 0.004  # less than lies between a sound and a word as written
# A name that is the whole query comes before others of its field.
_EXACT_NAME = 4.0

# A word found by how it sounds counts a little less than one found as it is
# written, one that was found by taking an ending off it less than a name, and one of a
# Western or bare spelling less than any other way to the next field.
_SOUND_SHARE = 0.95
_INFLECTED_SHARE = 0.8
_LOOSE_SHARE = 0.35
# Of the words of names that may be meant by a mistyped one, each counts less than the
# one before it; it weighs less in which field it is. In texts they count as any word.
_NEAR_NAME = 16.0
_NEAR_STEP = 0.01
_NEAR_SHARE = 0.01


def any_query(queries: Sequence[Any]) -> Any:
    """Match what any of some queries does."""
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, query) for query in queries]
    )


def term_query(name: str, keys: Iterable[str]) -> Any:
    """Match any of some keys in a field."""
    # A term set query takes 0.16 ms however few its keys, a term query 0.002 ms.
    return any_query([tantivy.Query.term_query(schema(), name, key) for key in keys])


def fuzzy_query(name: str, key: str, errors: int) -> Any:
    """Match the keys of a field that are no more than so many errors away."""
    return tantivy.Query.fuzzy_term_query(schema(), name, key, distance=errors)


def _best(weighed: Sequence[tuple[Any, float]]) -> Any:
    """Match any of some queries: the weightiest that matches decides."""
    query = tantivy.Query
    return query.disjunction_max_query(
        [query.const_score_query(part, weight) for part, weight in weighed]
    )


def word_query(word: Word) -> Any:
    """Match a word in any field: the best field decides, BM25 orders within it."""
    query = tantivy.Query
    terms = {name: query.term_query(schema(), name, word.key) for name in FIELDS}
    weighed = [(term, _WEIGHTS[name]) for name, term in terms.items()]
    for names, kinds, keys, share in (
        (NAMED, SOUNDS, word.sounds, _SOUND_SHARE),
        (TEXTS, SOUNDS, word.text_sounds, _SOUND_SHARE),
        (FIELDS, SOUNDS, word.stems, _INFLECTED_SHARE),
        (FIELDS, SOUNDS[:1], word.forms, _INFLECTED_SHARE),
        (NAMED, ("_loose",), word.loose, _LOOSE_SHARE),
    ):
        weighed += [
            (term_query(name + kind, keys), _WEIGHTS[name] * share)
            for name in names
            for kind in kinds
            if keys
        ]
    within = [
        query.boost_query(query.disjunction_max_query(parts), share)
        for parts, share in (
            (list(terms.values()), _BM25_SHARE),
            (_sounds_in_texts(word), _SOUND_BM25_SHARE),
        )
        if parts
    ]
    return query.boolean_query(
        [
            (tantivy.Occur.Must, _best(weighed)),
            *((tantivy.Occur.Should, order) for order in within),
        ]
    )


def _sounds_in_texts(word: Word) -> list[Any]:
    term = tantivy.Query.term_query
    names = [name + kind for name in TEXTS for kind in SOUNDS]
    return [term(schema(), it, sound) for it in names for sound in word.text_sounds]


def near_query(word: Word) -> Any:
    """Match a word, or what it may be mistyped for, the nearest best."""
    weighed = [*_near_terms(word), *_mistyped_texts(word)]
    exact = word_query(word)
    return any_query([exact, _best(weighed)]) if weighed else exact


def _near_terms(word: Word) -> Iterator[tuple[Any, float]]:
    for place, near in enumerate(word.near):
        share = 1 - place * _NEAR_STEP
        for name in FIELDS:
            if name in NAMED:
                weight = _NEAR_NAME * share + _WEIGHTS[name] * _NEAR_SHARE
                yield term_query(name + "_near", [near]), weight
            else:
                yield term_query(name, [word_key(near)]), _WEIGHTS[name] * share


def _mistyped_texts(word: Word) -> Iterator[tuple[Any, float]]:
    for slip in word.slips:
        for name in FIELDS:
            for kind in ("", *SOUNDS):
                yield fuzzy_query(name + kind, slip, 1), _WEIGHTS[name]


def all_words_query(query: str, words: Sequence[Any]) -> Any:
    """Match what all words match, or a name that sounds like the whole query."""
    parts = tantivy.Query.boolean_query([(tantivy.Occur.Must, word) for word in words])
    sounds = name_sounds(query)
    if len(words) == 1 and not sounds:
        return parts
    weight = _WEIGHTS["names"] * _SOUND_SHARE
    named = [term_query(rank + "_name_sound", sounds) for rank in NAME_RANKS]
    return tantivy.Query.disjunction_max_query(
        [parts, _best([(name, weight) for name in named])]
    )


def whole_name_query(query: str, near: Iterable[str] = ()) -> Any:
    """Match a name that is the whole query, or one of those near to it."""
    names = [term_query(rank + "_name", [name_key(query)]) for rank in NAME_RANKS]
    names.append(term_query("name_near", near))
    return _best([(name, _EXACT_NAME) for name in names])


def begin_queries(query: str) -> list[Any]:
    """Match the names that begin with a query, in either script."""
    return [
        tantivy.Query.fuzzy_term_query(schema(), "name_near", one, 0, prefix=True)
        for one in beginnings(query)
    ]


def prefer(whole: Any, query: Any, but: Any = None) -> Any:
    """Match what a query does, better what also matches ``whole``; not ``but``."""
    occur = tantivy.Occur
    parts = [(occur.Must, query), (occur.Should, whole)]
    if but is not None:
        parts.append((occur.MustNot, but))
    return tantivy.Query.boolean_query(parts)
