"""Search: a query to ranked hits, each with the passage that shows why."""

import time
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wikicli.base.model import Head
from wikicli.base.text import clean_line
from wikicli.language import signs
from wikicli.library.library import Library
from wikicli.search.index import FIELDS, NAMED, Answer, Found, Passage, Row, Way
from wikicli.search.words import Word, beginnings, name_spellings

SNIPPET_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage cut to about 160 characters; ``marks`` are the matches in it."""

    section: str
    text: str
    marks: tuple[tuple[int, int], ...]


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


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: how many entries match in each way, the best, the time.

    First come those that match surely, then those with a name that begins so, last
    those that match nearly.
    """

    query: str
    hits: tuple[Hit, ...]
    took_ms: float
    counts: Mapping[Way, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many entries match."""
        return sum(self.counts.values())


def find(query: str, library: Library, limit: int, category: str = "") -> Result:
    """Find the entries that match a query, the best ``limit`` of them as hits.

    With a category, only those in it count. Raises NoAnswerError if it has none.
    """
    query = clean_line(query)
    opened = library.index
    inside = {head.slug for head in library.heads(category)} if category else None
    start = time.perf_counter()
    words = opened.words(query)
    if inside is None:
        answer = opened.find(query, words, limit)
    else:
        answer = _keep(opened.find(query, words, len(library.files)), inside, limit)
    asked, begun = _Asked(words), beginnings(query)
    hits = tuple(_hit(item, asked, begun) for item in answer.found)
    took_ms = (time.perf_counter() - start) * 1000
    return Result(query, hits, took_ms, answer.counts)


def _keep(answer: Answer, inside: Container[str], limit: int) -> Answer:
    """Keep of an answer with all that was found what is inside, the first of it."""
    found = [item for item in answer.found if item.row.head.slug in inside]
    return Answer(Counter(item.way for item in found), found[:limit])


class _Asked:
    """The words of a query; what is asked of each word of the hits, is asked once."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._numbers: dict[tuple[str, bool], int | None] = {}

    def find(self, text: str, named: bool = False) -> Iterator[tuple[int, int, int]]:
        """Yield the words of a text that were asked for: their number, start and end.

        ``named`` tells whether the text is of names.
        """
        numbers = self._numbers
        for match in signs.find_words(text):
            word = match[0], named
            if word not in numbers:
                each = enumerate(self._words)
                numbers[word] = next((n for n, it in each if it.matches(*word)), None)
            if (number := numbers[word]) is not None:
                yield number, *match.span()


def _hit(found: Found, asked: _Asked, begun: Collection[str]) -> Hit:
    head = found.row.head
    if found.way == "begins":
        plain = name_spellings(head.title)
        titled = any(name.startswith(it) for name in plain for it in begun)
        best = NAMED[0] if titled else NAMED[1]
    else:
        texts = found.row.texts.items()
        fields = (name for name, text in texts if any(asked.find(text, name in NAMED)))
        best = next(fields, FIELDS[-1])
    return Hit(head, found.score, best, _snippet(found.row, asked), found.way)


def _snippet(row: Row, asked: _Asked) -> Snippet | None:
    """Cut the passage that holds most of the words; of equal ones, the first."""
    best, most = None, 0
    for passage in row.passages:
        if passage.text == passage.section:
            continue  # a bare heading shows nothing of the text
        matches = list(asked.find(passage.text))
        count = len({number for number, _, _ in matches})
        if count > most:
            most, marks = count, [(start, end) for _, start, end in matches]
            best = _cut(passage, marks)
    return best


def _cut(passage: Passage, marks: list[tuple[int, int]]) -> Snippet:
    """Cut a passage around its first match, at spaces."""
    text = passage.text
    start = max(marks[0][0] - SNIPPET_LENGTH // 3, 0)
    if start:
        start = min(text.find(" ", start, marks[0][0]) + 1 or marks[0][0], marks[0][0])
    end = start + SNIPPET_LENGTH
    if end < len(text):
        end = max(text.rfind(" ", marks[0][1], end + 1), marks[0][1])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in marks if start <= a and b <= end)
    return Snippet(passage.section, f"{before}{text[start:end]}{after}", inside)
