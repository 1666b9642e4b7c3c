"""The words of texts, names and queries, and the keys that search compares.

A word is found as it is written (`word_key`), by how it sounds (`sound_keys`), with
an Armenian ending taken off, by a Western or a bare spelling, or else for a typing
error. `Word` is what a query may mean by one of its words, once an index was asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, Protocol
from unicodedata import normalize

import tantivy

from wikicli.language import armenian, signs
from wikicli.language import keys as searchkeys
from wikicli.language.typos import errors_allowed, typing_cost

_MAX_KEYS = 100

# Other signs have no sound: a path that ends in a name does not sound like it.
_SPOKEN = re.compile(rf"[\w\s\-‐‑‒–—֊{signs.SIGNS}]*")
_DOUBLED = re.compile(r"([^r])\1")
_NAME_SPACE = re.compile(r"[\s\-‐‑‒–—_֊]+")

_ONE_SOUND = 2  # letters: kh, but not eye
_UNSTEMMED = 3  # letters
_FEWEST_SOUNDS = 5  # of a word of text that may be a name
_FEWEST_LOOSE = 4
_FEWEST_BEGUN = 3

MAX_NAME = 80
"""Letters of the longest name that may sound like one, or be mistyped."""


@dataclass(frozen=True)
class Word:
    """What a word of a query may mean, the likeliest first.

    ``text`` is the word in plain letters, ``key`` its search key; ``sounds`` are the
    keys of how it may sound, ``stems`` those of names with an ending taken off it,
    ``forms`` those of Armenian words that are inflected forms of it or of a stem,
    ``loose`` its Western and bare keys. ``near`` are words of names that it may be
    mistyped for, the nearest first, ``slips`` its key and sounds if one of a text
    may have been meant, with an error.
    """

    text: str
    key: str
    sounds: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    near: tuple[str, ...] = ()
    slips: frozenset[str] = frozenset()

    def matches(self, word: str, named: bool) -> bool:
        """Tell whether a word of a text, or of a name (``named``), is what is asked."""
        key = word_key(word)
        if key == self.key or key in self.near_keys:
            return True
        heard = self._meant | (self.sounds if named else self.text_sounds)
        if armenian.is_armenian(word):
            heard |= self.forms
        sounds = word_sounds(word, named)
        return (
            not heard.isdisjoint(sounds)
            or bool(self.loose and not self.loose.isdisjoint(loose_keys(sounds)))
            or any(is_slip(own, it) for own in self.slips for it in (key, *sounds))
        )

    @cached_property
    def text_sounds(self) -> frozenset[str]:
        """The sounds that are asked for in text, themselves and inflected.

        In Latin letters short words are mostly English: *hi* does not ask for հի, nor
        *door*, with the doubled letter of an English vowel, for դուռ.
        """
        shortest = 2
        if not armenian.is_armenian(self.text):
            shortest = 4 if _DOUBLED.search(self.text) else 3
        return frozenset(it for it in self.sounds if len(it) >= shortest)

    @cached_property
    def near_keys(self) -> frozenset[str]:
        """The search keys of the words that it may be mistyped for."""
        return frozenset(map(word_key, self.near))

    @cached_property
    def _meant(self) -> frozenset[str]:
        near = {sound for word in self.near for sound in sound_keys(word)}
        return self.stems | near


@dataclass(frozen=True)
class Written:
    """A word of a query that is asked for as it is written."""

    text: str

    def matches(self, word: str, named: bool) -> bool:
        """Tell whether a word of a text is this one, but for capitals."""
        return written_key(word) == written_key(self.text)


@dataclass(frozen=True)
class Beginning:
    """How a word of a query begins; in names an Armenian one counts romanized, too."""

    text: str

    @property
    def spellings(self) -> set[str]:
        """What words that begin so do in plain letters."""
        return set(find_spellings([self.text]))

    def matches(self, word: str, named: bool) -> bool:
        """Tell whether a word of a text, or of a name (``named``), begins so."""
        begun = tuple(self.spellings if named else {spelling(self.text)})
        spelled = find_spellings([word]) if named else [spelling(word)]
        return any(it.startswith(begun) for it in spelled)


class Matches(Protocol):
    """A word of a query, however it is asked for."""

    def matches(self, word: str, named: bool) -> bool:
        """Tell whether a word of a text, or of a name (``named``), is what is asked."""
        ...


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether one typing error makes a word of another one, no short one."""
    if abs(len(typed) - len(meant)) > 1 or not errors_allowed(meant):
        return False
    return int(typing_cost(typed, meant)) <= 1


def name_key(name: str) -> str:
    """Return what names that differ only in case, marks and hyphens have in common."""
    key = _NAME_SPACE.sub(" ", armenian.fold(name)).strip()
    return key or name.strip()  # a name of nothing but signs is only equal to itself


def plain_name(name: str) -> str:
    """Return the key of a name in plain letters: what typing errors are made in."""
    return _plain(name_key(name))


def name_spellings(name: str) -> set[str]:
    """Return a name in plain letters, an Armenian one also romanized.

    A name too long to be mistyped has none.
    """
    names = {name}
    if armenian.is_armenian(name):
        names.add(armenian.romanize(name, "plain"))
    spellings = set(map(plain_name, names))
    return {one for one in spellings if 0 < len(one) <= MAX_NAME + 2}


def beginnings(text: str) -> set[str]:
    """Return what a name that begins with a text does in plain letters.

    Less than three letters begin nothing: too many names would.
    """
    return name_spellings(text) if len(plain_name(text)) >= _FEWEST_BEGUN else set()


def name_sounds(name: str) -> tuple[str, ...]:
    """Return the keys of how a name that was typed may sound, if it can be said."""
    spoken = len(name) <= MAX_NAME and _SPOKEN.fullmatch(name)
    return searchkeys.query_keys(name) if spoken else ()


def find_words(text: str) -> list[str]:
    """Return the words of a text as they stand there."""
    return [match[0] for match in signs.find_words(text)]


def find_spellings(words: Iterable[str]) -> Iterator[str]:
    """Yield each word of a name in plain letters, an Armenian one romanized too."""
    for word in words:
        yield spelling(word)
        if armenian.is_armenian(word):
            yield spelling(armenian.romanize(word, "plain"))


def word_sounds(word: str, named: bool) -> tuple[str, ...]:
    """Return the keys of how a word sounds, as far as it is found by them.

    In other letters than Armenian that takes five sounds, or a capital in a name: most
    shorter words are no names, *tree* does not ask for *three*, nor տուն for *town*.
    It is never by its sound that an English stop word is found. Measured:
    docs/benchmarks.md.
    """
    if armenian.is_armenian(word):
        return sound_keys(word)
    if is_stopword(word):
        return ()
    least = 1 if named and word[:1].isupper() else _FEWEST_SOUNDS
    return tuple(key for key in sound_keys(word) if len(key) >= least)


def query_words(query: str) -> list[Word]:
    """Return the words of a query, without ``the`` and the like if it can be.

    Of a very long query only the first hundred count.
    """
    words = find_words(query)
    telling = [word for word in words if not is_stopword(word)]
    by_key = {word_key(word): word for word in reversed(telling or words)}
    by_key.pop("", None)
    asked = list(reversed(by_key.items()))[:_MAX_KEYS]
    return [
        Word(spelling(word), key, frozenset(_query_sounds(word))) for key, word in asked
    ]


def _query_sounds(word: str) -> Iterator[str]:
    """Yield how a word that was typed may sound: as one sound only what spells one."""
    for sound in searchkeys.query_keys(word):
        if len(sound) > 1 or len(spelling(word)) <= _ONE_SOUND:
            yield sound


def written_key(word: str) -> str:
    """Return what words that differ only in capitals have in common."""
    return normalize("NFC", word.casefold())


@lru_cache(maxsize=100_000)
def spelling(word: str) -> str:
    """Return a word folded and in plain letters: what typing errors are made in."""
    return _plain(armenian.fold(word)).partition(" ")[0]


def _plain(folded: str) -> str:
    """Return folded text in plain letters; և is the two letters typed for it."""
    return " ".join(_plain_letters().analyze(folded.replace("և", "եվ")))


sound_keys = lru_cache(maxsize=100_000)(searchkeys.index_keys)
"""Returns the keys of how a word sounds, whatever it is written in."""


def loose_keys(sounds: Iterable[str]) -> set[str]:
    """Return the Western and the bare keys of how a word sounds, if it is not short."""
    return {
        loosened
        for sound in sounds
        if len(sound) >= _FEWEST_LOOSE
        for loosened in (searchkeys.western_key(sound), searchkeys.bare_key(sound))
    }


@lru_cache(maxsize=100_000)
def is_stopword(word: str) -> bool:
    """Tell whether a word is an English one that tells nothing: the, and."""
    return not _stopwords().analyze(armenian.fold(word))


@cache
def _stopwords() -> Any:
    return _make_analyzer(tantivy.Filter.stopword("english"))


@lru_cache(maxsize=100_000)
def word_key(word: str) -> str:
    """Return the key a word is found by: folded, an English ending taken off.

    Of three letters none is, by which *any* would become *ani*.
    """
    if len(plain := spelling(word)) <= _UNSTEMMED:
        return plain
    keys = _stems().analyze(plain)
    return keys[0] if keys else ""


@cache
def _stems() -> Any:
    return _make_analyzer(tantivy.Filter.stemmer("english"))


@cache
def _plain_letters() -> Any:
    # cafe finds café, Agdam finds Ağdam
    return _make_analyzer(tantivy.Filter.remove_long(200), tantivy.Filter.ascii_fold())


def _make_analyzer(*steps: Any) -> Any:
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    for step in steps:
        words = words.filter(step)
    return words.build()
