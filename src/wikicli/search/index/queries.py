"""What a query asks of the search engine, and what each way to match counts."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import tantivy

from wikicli.base.text import fold_case
from wikicli.search.index.documents import (
    BARE_NAME,
    FIELDS,
    NAME_RANKS,
    NAMED,
    PLAIN,
    SOUNDS,
    TEXTS,
    WRITTEN,
    schema,
)
from wikicli.search.words import (
    Beginning,
    Word,
    beginnings,
    find_words,
    name_key,
    name_sounds,
    spelling,
    word_key,
    written_key,
)

# A field outweighs all below it: its weight is a constant for each word it holds.
# What tantivy's BM25 adds is kept below one, to order entries within a field.
_WEIGHTS = dict(zip(FIELDS, (16.0, 8.0, 4.0, 2.0, 0.0), strict=True))
_BM25_SHARE = 0.02
_SOUND_BM25_SHARE = 0.004  # less than lies between a sound and a word as written
# A name that is the whole query comes before others of its field.
_EXACT_NAME = 4.0
_BARE_NAME = 3.0  # but for what tells it from others, as in "Mercury (planet)"
_SOUNDING_NAME = 2.0

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

Fields = Sequence[str]
"""Some of `FIELDS`, in their order."""


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


def word_query(word: Word, fields: Fields = FIELDS) -> Any:
    """Match a word in any field: the best field decides, BM25 orders within it."""
    query = tantivy.Query
    terms = {name: query.term_query(schema(), name, word.key) for name in fields}
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
            if keys and name in fields
        ]
    within = [
        query.boost_query(query.disjunction_max_query(parts), share)
        for parts, share in (
            (list(terms.values()), _BM25_SHARE),
            (_sounds_in_texts(word, fields), _SOUND_BM25_SHARE),
        )
        if parts
    ]
    return query.boolean_query(
        [
            (tantivy.Occur.Must, _best(weighed)),
            *((tantivy.Occur.Should, order) for order in within),
        ]
    )


def _sounds_in_texts(word: Word, fields: Fields) -> list[Any]:
    term = tantivy.Query.term_query
    names = [name + kind for name in TEXTS if name in fields for kind in SOUNDS]
    return [term(schema(), it, sound) for it in names for sound in word.text_sounds]


def near_query(word: Word, fields: Fields = FIELDS) -> Any:
    """Match a word, or what it may be mistyped for, the nearest best."""
    weighed = [*_near_terms(word, fields), *_mistyped_texts(word, fields)]
    exact = word_query(word, fields)
    return any_query([exact, _best(weighed)]) if weighed else exact


def _near_terms(word: Word, fields: Fields) -> Iterator[tuple[Any, float]]:
    for place, near in enumerate(word.near):
        share = 1 - place * _NEAR_STEP
        for name in fields:
            if name in NAMED:
                weight = _NEAR_NAME * share + _WEIGHTS[name] * _NEAR_SHARE
                yield term_query(name + "_near", [near]), weight
            else:
                yield term_query(name, [word_key(near)]), _WEIGHTS[name] * share


def _mistyped_texts(word: Word, fields: Fields) -> Iterator[tuple[Any, float]]:
    for slip in word.slips:
        for name in fields:
            for kind in ("", *SOUNDS):
                yield fuzzy_query(name + kind, slip, 1), _WEIGHTS[name]


def all_query(queries: Iterable[Any]) -> Any:
    """Match what all of some queries do."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, it) for it in queries])


def most_query(queries: Sequence[Any], least: int) -> Any:
    """Match what so many of some queries do at least."""
    parts = [(tantivy.Occur.Should, query) for query in queries]
    return tantivy.Query.boolean_query(parts, minimum_number_should_match=least)


def all_but_query(query: Any) -> Any:
    """Match all that a query does not."""
    occur = tantivy.Occur
    everything = tantivy.Query.all_query()
    parts = [
        (occur.Must, tantivy.Query.const_score_query(everything, 0)),
        (occur.MustNot, query),
    ]
    return tantivy.Query.boolean_query(parts)


def all_words_query(query: str, words: Sequence[Any], fields: Fields) -> Any:
    """Match what all words match, or a name that sounds like the whole query."""
    parts = all_query(words)
    named = _sounding_so(query, fields)
    if not named or (len(words) == 1 and not name_sounds(query)):
        return parts
    return tantivy.Query.disjunction_max_query([parts, _best(named)])


def _sounding_so(name: str, fields: Fields) -> list[tuple[Any, float]]:
    """Weigh the names that sound like one: the title has to be asked for, or names."""
    sounds, weight = name_sounds(name), _WEIGHTS["names"] * _SOUND_SHARE
    ranks = NAME_RANKS if NAMED[1] in fields else NAME_RANKS[:1]
    if fields[0] not in NAMED:
        return []
    return [(term_query(rank + "_name_sound", sounds), weight) for rank in ranks]


def phrase_query(text: str, slop: int, fields: Fields) -> Any:
    """Match words behind each other, with so many others between them at most.

    If others may stand between, two words may stand in either order.
    """
    keys = [key for word in find_words(text) if (key := word_key(word))]
    placed: list[str | tuple[int, str]] = [*keys]
    if len(keys) < 2:
        each = {name: term_query(name, keys) for name in fields}
    else:
        phrase = tantivy.Query.phrase_query
        orders = [placed, placed[::-1]] if slop and len(placed) == 2 else [placed]
        each = {
            name: any_query([phrase(schema(), name, it, slop) for it in orders])
            for name in fields
        }
    weighed = [(query, _WEIGHTS[name]) for name, query in each.items()]
    order = tantivy.Query.disjunction_max_query(list(each.values()))
    return tantivy.Query.boolean_query(
        [
            (tantivy.Occur.Must, _best([*weighed, *_sounding_so(text, fields)])),
            (tantivy.Occur.Should, tantivy.Query.boost_query(order, _BM25_SHARE)),
        ]
    )


def written_query(word: str, fields: Fields) -> Any:
    """Match a word as it is written."""
    key = written_key(word)
    return _best([(term_query(it + WRITTEN, [key]), _WEIGHTS[it]) for it in fields])


def beginning_query(word: Beginning, fields: Fields) -> Any:
    """Match the words that begin so, those of names in either script."""
    begun = {written_key(word.text), PLAIN + spelling(word.text)}
    weighed = [
        (_prefix_query(name + WRITTEN, it), _WEIGHTS[name])
        for name in fields
        for it in begun
    ]
    weighed += [
        (_prefix_query(name + "_near", it), _WEIGHTS[name])
        for name in fields
        for it in word.spellings
        if name in NAMED
    ]
    return _best(weighed)


def _prefix_query(name: str, text: str) -> Any:
    return tantivy.Query.fuzzy_term_query(schema(), name, text, 0, prefix=True)


def mark_query(name: str, value: str) -> Any:
    """Match the entries that are marked with a value; it adds nothing to their score.

    A category is meant by words that stand in it, one behind the other.
    """
    keys = [key for word in find_words(value) if (key := word_key(word))]
    if name == "cat" and len(keys) > 1:
        query = tantivy.Query.phrase_query(schema(), name, [*keys])
    else:
        query = term_query(name, keys if name == "cat" else [value])
    return tantivy.Query.const_score_query(query, 0)


def category_query(name: str) -> Any:
    """Match the entries of a category; it adds nothing to their score."""
    query = term_query("category_key", [fold_case(name)])
    return tantivy.Query.const_score_query(query, 0)


def years_query(first: int | None, last: int | None) -> Any:
    """Match the entries that have a source from some years."""
    kind = tantivy.FieldType.Integer
    query = tantivy.Query.range_query(schema(), "year", kind, first, last)
    return tantivy.Query.const_score_query(query, 0)


def whole_name_query(query: str, near: Iterable[str] = ()) -> Any:
    """Match a name that is the whole query or sounds so, or one of those near to it."""
    key, sounds = [name_key(query)], name_sounds(query)
    names = [(term_query(rank + "_name", key), _EXACT_NAME) for rank in NAME_RANKS]
    names.append((term_query("name_near", near), _EXACT_NAME))
    names.append((term_query(BARE_NAME, key), _BARE_NAME))
    heard = [rank + "_name_sound" for rank in NAME_RANKS] if sounds else []
    names += [(term_query(field, sounds), _SOUNDING_NAME) for field in heard]
    return _best(names)


def begin_queries(query: str) -> list[Any]:
    """Match the names that begin with a query, in either script."""
    return [_prefix_query("name_near", one) for one in beginnings(query)]


def hide(query: Any, slugs: Sequence[str]) -> Any:
    """Match what a query does, but none of some entries."""
    unwanted = tantivy.Query.term_set_query(schema(), "slug", slugs)
    occur = tantivy.Occur
    return tantivy.Query.boolean_query([(occur.Must, query), (occur.MustNot, unwanted)])


def prefer(whole: Any, query: Any, but: Any = None) -> Any:
    """Match what a query does, better what also matches ``whole``; not ``but``."""
    occur = tantivy.Occur
    parts = [(occur.Must, query), (occur.Should, whole)]
    if but is not None:
        parts.append((occur.MustNot, but))
    return tantivy.Query.boolean_query(parts)
