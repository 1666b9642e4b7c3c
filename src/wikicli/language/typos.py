"""Typing errors: which words may be meant by one that was typed."""

from collections.abc import Collection, Iterable

from wikicli.language.keys import index_keys

LEFT_OUT = SWAPPED = 1.0
OTHER_LETTER = 1.1
EXTRA_LETTER = 1.2
"""What each typing error costs; two neighbours that changed places are one error.

A word has few letters to leave out or to swap, but any of the alphabet may be put in
or take another's place: so of the words one error away, those that lack or swap a
letter are the likelier ones. Measured: docs/benchmarks.md.
"""

MOST_NEAR = 40
"""The most words that one is said to be near to; an Armenian one counts twice."""

_ONE_ERROR, _IN_TEXT, _TWO_ERRORS = 5, 7, 8  # letters
_FAR = 9.0


def typing_cost(typed: str, meant: str) -> float:
    """Return what the errors cost that make of ``meant`` what was ``typed``.

    The whole part of it is their number (the optimal string alignment distance), as
    long as that is below five.
    """
    typed, meant = _without_common_ends(typed, meant)
    above: list[float] = []
    row = [place * LEFT_OUT for place in range(len(meant) + 1)]
    for i, letter in enumerate(typed, 1):
        above, row, before = row, [i * EXTRA_LETTER], above
        for j, other in enumerate(meant, 1):
            same = letter == other
            cost = min(
                above[j - 1] + (0 if same else OTHER_LETTER),
                above[j] + EXTRA_LETTER,
                row[j - 1] + LEFT_OUT,
            )
            if i > 1 < j and letter == meant[j - 2] and typed[i - 2] == other:
                cost = min(cost, before[j - 2] + SWAPPED)
            row.append(cost)
    return row[-1]


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    """Cut off what two words begin and end with alike: no error is there."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def errors_allowed(word: str) -> int:
    """Return how many typing errors may be in a word, by its length.

    One from five letters, two from eight: most shorter words are one error away from
    another one. None in a word with a digit: with another digit it means another thing.
    """
    if len(word) < _ONE_ERROR or any(map(str.isdigit, word)):
        return 0
    return 1 if len(word) < _TWO_ERRORS else 2


def may_be_mistyped_text(word: str) -> bool:
    """Tell whether a word may be one of a text, where no name is near, with one error.

    It takes seven letters: texts have so many words that one is near to most others.
    """
    return len(word) >= _IN_TEXT and errors_allowed(word) > 0


def nearest(
    text: str, sounds: Collection[str], known: Iterable[str], most: int
) -> list[str]:
    """Choose the known words that may be meant by a text, the likeliest first.

    They have fewer errors than any others, at most ``most`` and what the length of
    the text allows, either in their spelling or in how they sound (``sounds`` are the
    keys of the text); of equally many, the spelling decides. What sounds the same
    has no error.
    """
    costs = []
    for word in known:
        spelled = _cost(text, word, most)
        keys = index_keys(word) if abs(len(word) - len(text)) < 4 else ()
        heard = min(
            (_cost(sound, key, most) for sound in sounds for key in keys), default=_FAR
        )
        if 0 < (fewest := int(min(spelled, heard))) < _FAR:
            costs.append((fewest, spelled, heard, len(word), word))
    fewest = min((cost[0] for cost in costs), default=0)
    return [cost[-1] for cost in sorted(costs) if cost[0] == fewest][:MOST_NEAR]


def _cost(typed: str, meant: str, most: int) -> float:
    """Return the cost of errors, if they are no more than allowed in both words."""
    allowed = min(errors_allowed(typed), errors_allowed(meant), most)
    if abs(len(typed) - len(meant)) > allowed:
        return _FAR
    cost = typing_cost(typed, meant)
    return cost if int(cost) <= allowed else _FAR
