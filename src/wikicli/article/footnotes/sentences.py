"""Sentences: where they end, and which of them a marker supports.

A sentence in English ends at ``.`` ``!`` ``?`` or ``…``, one in Armenian at ``։`` or
the colon that many type for it. A stop within a quotation or parentheses ends what
stands in them, not the sentence around them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from itertools import accumulate, takewhile

from wikicli.language.armenian import FULL_STOP, LETTERS, MARKS, is_armenian

Bounds = list[tuple[int, int]]

_CLOSING = "”’»\"')]"
_END = re.compile(
    rf"(?:(?P<stop>[.!?…]+)|(?P<full>{FULL_STOP}+)"
    rf"|(?P<colon>(?<=[{LETTERS}{MARKS}])[”»)\]]*:))"
    rf"[{re.escape(_CLOSING)}]*"
)
_OPENING = "“‘«„\"'(["
_BEFORE_WORD = f" \t\n{_OPENING}…—–-"
_BEFORE_LAST_WORD = f" \t\n\u00a0{_OPENING}/–-"
_ROMAN = frozenset("IVXLC")

# Words written with a stop, by what follows them within a sentence.
_BEFORE_NUMBERS = frozenset(
    """
    no nos p pp vol vols ch chs chap chaps fig figs art arts sec secs par para paras
    pt pts bk n nn l ll c ca cca circa fl
    """.split()
)
_BEFORE_NAMES = frozenset(
    """
    mr mrs ms messrs dr prof st sts ste rev fr gen col lt maj capt cpt cmdr sgt gov
    sen rep hon pres amb mt ft
    """.split()
)
"""These begin with a capital: ``Rep. Dole``, but ``one more rep.``"""
_NEVER_LAST = frozenset("vs v viz cf e.g i.e approx ca".split())
_SOMETIMES_LAST = frozenset(
    """
    jr sr inc ltd co corp bros dept univ etc al ibid op cit ed eds trans comp repr rev
    jan feb mar apr jun jul aug sep sept oct nov dec f ff
    """.split()
)
_INITIALS = frozenset("yu ya ye yo kh gh ts sh zh ch dz dj dzh th ph ev".split())
"""Letters of other scripts that take two in ours: ``Kh. Abovian``."""

_STARTERS = frozenset(
    """
    a an the this that these those it its he his she her they their we our in on at by
    of from with to for after before when while since during under among between until
    but and or yet so however although though as there then thus if most some many all
    one two three both such another according by who what which how why
    """.split()
)
"""Words that begin a sentence rather than a name."""


def split_sentences(text: str, markers: Iterable[int] = ()) -> Bounds:
    """Split a paragraph into the (start, end) of its sentences.

    ``markers`` are the offsets of footnote markers: a stop right before one ends its
    sentence even within a quotation, since a marker follows what it supports.
    """
    called = set(markers)
    nested = _find_nested(text)
    bounds: Bounds = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if end not in called and (nested[end] or text[end : end + 1].strip()):
            continue
        if _is_end(text, start, match, end in called):
            bounds.append((start, end))
            start = _skip_space(text, end)
    if start < len(text):
        bounds.append((start, len(text)))
    return bounds or [(0, len(text))]


def _skip_space(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def find_sentences(bounds: Bounds, offsets: Iterable[int]) -> list[int]:
    """Find the sentence that each marker supports: the one it stands in or ends."""
    ends = [end for _, end in bounds]
    return [min(bisect_left(ends, offset), len(ends) - 1) for offset in offsets]


def _is_end(text: str, start: int, match: re.Match[str], called: bool) -> bool:
    """Tell whether punctuation before a space, or before a marker, ends a sentence."""
    if match["full"]:
        return True
    following = text[match.end() : match.end() + 40].lstrip(_BEFORE_WORD)
    if match["colon"]:
        return _ends_armenian(text[start : start + 40], following)
    before = text[max(match.start() - 24, start) : match.start()]
    if match["stop"] != ".":
        return _ends_at_mark(match, before, following, called)
    last = _last_word(before)
    if following[:1].islower():
        return called and match[0] == "." and not _may_be_short(last)
    if called or not following:
        return True
    if start == 0 and text[: match.start()].isdigit():  # the number of an item
        return False
    if following[:1].isdigit() and is_armenian(last[-1:]):  # 100 դր. 50 լումա
        return not _begins_armenian(text[start : start + 40])
    return not _is_short(last, following, before)


def _ends_armenian(beginning: str, following: str) -> bool:
    """Tell whether a colon after an Armenian letter is an Armenian full stop."""
    if following[:1].islower():
        return False
    return _begins_armenian(beginning) or not ("A" <= following[:1] <= "Z")


def _begins_armenian(beginning: str) -> bool:
    return is_armenian(next(filter(str.isalpha, beginning), ""))


def _ends_at_mark(
    match: re.Match[str], before: str, following: str, called: bool
) -> bool:
    """Tell whether ``!``, ``?`` or an ellipsis ends a sentence."""
    if following[:1].islower():
        return False
    is_ellipsis = not {"!", "?"} & set(match["stop"])
    is_omission = is_ellipsis and (not before or before[-1] in _BEFORE_WORD)
    return called or not following or not is_omission


def _is_short(last: str, following: str, before: str) -> bool:
    """Tell whether a word before a stop is an abbreviation or initial there."""
    if is_armenian(last[-1:]) and is_armenian(following[:1]):
        return True  # Armenian sentences do not end in this stop
    low = last.lower()
    if low in _NEVER_LAST or (low in _BEFORE_NAMES and last[:1].isupper()):
        return True
    next_word = "".join(takewhile(str.isalpha, following))
    is_initial_next = following[len(next_word) :][:1] == "."
    if next_word.lower() in _STARTERS and not is_initial_next:
        return False
    if low in _BEFORE_NUMBERS and not _is_initial(last):
        is_roman = bool(next_word) and _ROMAN.issuperset(next_word)
        return is_roman or following[:1].isdigit()
    if before.endswith("War I"):
        return False
    return _may_be_short(last)


def _may_be_short(last: str) -> bool:
    """Tell whether a word looks like an abbreviation or initial anywhere."""
    low = last.lower()
    if low in _SOMETIMES_LAST or low in _NEVER_LAST or low in _BEFORE_NUMBERS:
        return True
    if _is_initial(last):
        return True
    parts = last.split(".")
    longest = 3 if len(parts) > 1 else 1
    return all(part.isalpha() and len(part) <= longest for part in parts)


def _is_initial(last: str) -> bool:
    """Tell whether a word looks like the initial of a name: ``L``, ``Kh``."""
    return last[:1].isupper() and (len(last) == 1 or last.lower() in _INITIALS)


def _last_word(before: str) -> str:
    start = max(map(before.rfind, _BEFORE_LAST_WORD))
    return before[start + 1 :]


# Nesting ------------------------------------------------------------------------

_BRACKET = re.compile('[“”„«»()\\[\\]"]')
_PAIRS = {"”": "“„", "“": "„", "»": "«", ")": "(", "]": "["}


def _find_nested(text: str) -> list[int]:
    """Tell of each offset whether it is within a quotation, parentheses or brackets.

    Only what is closed again counts; straight quotation marks do if they pair.
    """
    changes = [0] * (len(text) + 2)
    for first, last in _find_pairs(text):
        changes[first + 1] += 1
        changes[last + 1] -= 1
    return list(accumulate(changes))


def _find_pairs(text: str) -> Iterable[tuple[int, int]]:
    marks = list(_BRACKET.finditer(text))
    straight = [mark.start() for mark in marks if mark[0] == '"']
    if len(straight) % 2 == 0:
        yield from zip(straight[::2], straight[1::2], strict=True)
    opened: list[tuple[str, int]] = []
    counts: Counter[str] = Counter()
    for mark in marks:
        kind = mark[0]
        openers = _PAIRS.get(kind, "")
        if any(counts[opener] for opener in openers):
            while opened:
                opener, first = opened.pop()
                counts[opener] -= 1
                if opener in openers:
                    yield first, mark.start()
                    break
        elif kind in "“„«([":
            opened.append((kind, mark.start()))
            counts[kind] += 1
