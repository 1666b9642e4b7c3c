"""The passage that shows why an entry was found, cut around the words asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wikicli.language import signs
from wikicli.search.index import Asking, Passage, Row
from wikicli.search.syntax import Phrase
from wikicli.search.words import Matches

SNIPPET_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage cut to about 160 characters; ``marks`` are the matches in it."""

    section: str
    text: str
    marks: tuple[tuple[int, int], ...]


class Matcher:
    """What a query asks of texts; what is asked of each word of the hits, is once."""

    def __init__(self, asked: Asking) -> None:
        """Take the words of all that is asked for, and which of them make phrases."""
        self._words: list[Matches] = []
        self._phrases: list[tuple[list[int], int]] = []
        for part, words in asked.iter_words():
            first = len(self._words)
            self._words += words
            if isinstance(part, Phrase) and len(words) > 1:
                self._phrases.append((list(range(first, len(self._words))), part.slop))
        self._numbers: dict[tuple[str, bool], int | None] = {}

    def find(self, text: str, named: bool = False) -> Iterator[tuple[int, int, int]]:
        """Yield the words of a text that were asked for: their number, start and end.

        ``named`` tells whether the text is of names. Of a phrase a word only counts
        where the whole phrase stands.
        """
        matches = [*self._find(text, named)]
        lone = set(range(len(self._words)))
        kept = set()
        for numbers, slop in self._phrases:
            lone -= set(numbers)
            kept |= set(_find_phrase(matches, numbers, slop))
        for place, (_, number, start, end) in enumerate(matches):
            if number in lone or place in kept:
                yield number, start, end

    def _find(self, text: str, named: bool) -> Iterator[tuple[int, int, int, int]]:
        numbers = self._numbers
        for place, match in enumerate(signs.find_words(text)):
            word = match[0], named
            if word not in numbers:
                each = enumerate(self._words)
                numbers[word] = next((n for n, it in each if it.matches(*word)), None)
            if (number := numbers[word]) is not None:
                yield place, number, *match.span()


def _find_phrase(
    matches: Sequence[tuple[int, int, int, int]], numbers: Sequence[int], slop: int
) -> Iterator[int]:
    """Yield which matches make a phrase: its words, few others between them.

    They stand in order, unless others may stand between: then in any.
    """
    for first, match in enumerate(matches):
        left, chosen = list(numbers), []
        last = match[0] + len(numbers) - 1 + slop
        for place in range(first, len(matches)):
            if not left or matches[place][0] > last:
                break
            number = matches[place][1]
            if number == left[0] or (slop and number in left):
                left.remove(number)
                chosen.append(place)
        if not left:
            yield from chosen


def find_snippet(row: Row, asked: Matcher) -> Snippet | None:
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
