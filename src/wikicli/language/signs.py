"""Signs within words: the one table of what belongs to a word and is no letter of it.

Queries, names, texts and search keys all take their words from here. A word is a run
of letters and digits. An apostrophe joins two parts of it only if it stands alone
between them, so that a ‘quotation’ parts from its words: ``Step‘anakert`` is one word,
and of ``Miats‘`` and a space the sign is no part. Marks stay with their letter.

Sources: UAX #29, word boundaries (WB4: Extend and Format; WB6 and WB7: MidLetter and
Single_Quote, one between letters).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

APOSTROPHES = "'’‘‛`´ʹʺʻʼʽʾʿˈˊˋ′‵＇᾽᾿῾՚ՙ"
"""What is typed for an apostrophe, an elision or an aspirate of a romanization.

ʻ is ALA-LC's, ’ of BGN/PCGN and ISO 9985, ʿ of Hübschmann–Meillet; journals print ‘,
and keyboards, fonts and the catalogues of libraries have the others.
"""

MARKS = "՛՜՞՟"
"""The Armenian marks within a word: stress, exclamation, question, abbreviation."""

UNSEEN = (
    "\u00ad\u034f\u061c\u0640\u180b-\u180f\u200b-\u200f\u2060-\u2064"
    "\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
)
"""Characters that are not seen, and the Arabic stroke that only lengthens a word."""

_POINTS = (
    "\u0300-\u034e\u0350-\u036f\u0483-\u0487"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\ufb1e"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    "\u0711\u0730-\u074a\u1ab0-\u1ace\u1dc0-\u1dff\u20d0-\u20f0\ufe20-\ufe2f"
)
_LOST = "\ufffd"  # stands for a byte order mark in text that was made safe
_JOINING = f"{MARKS}{UNSEEN}{_LOST}{_POINTS}"

SIGNS = APOSTROPHES + _JOINING
"""All of them, for a pattern's brackets."""

FOLDED_AWAY = re.compile(f"[{APOSTROPHES}{MARKS}{UNSEEN}{_LOST}]+")
"""Matches the signs without which a word is the same one."""

POINTS = re.compile(f"[{_POINTS}]+")
"""Matches loose accents and the points of Hebrew, Arabic and Syriac: as the signs.

The marks of other scripts are letters to a reader: the vowels of India, of Thai.
"""

_LETTER_MARKS = (
    "\u0488\u0489\u06e5-\u109f\u1200-\u1aaf\u1acf-\u1dbf\u2ce0-\u3100\ua600-\uabff"
    "\U00010000-\U0001efff"
)


def find_words(text: str) -> Iterator[re.Match[str]]:
    """Find the words of a text as they stand there."""
    plain, rare = _patterns()
    pattern = _word_of_any_script() if rare.search(text) else plain
    return pattern.finditer(text)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Make the pattern of words, and that of marks it does not know."""
    return _pattern(_POINTS), re.compile(f"[{_LETTER_MARKS}]")


def _pattern(marks: str) -> re.Pattern[str]:
    return re.compile(
        rf"[^\W_](?:[^\W_]|[{MARKS}{marks}]|[{UNSEEN}{_LOST}](?=[{SIGNS}]*[^\W_])"
        rf"|[{APOSTROPHES}](?=[{_JOINING}]*[^\W\d_]))*"
    )


@cache
def _word_of_any_script() -> re.Pattern[str]:
    """Make the pattern that knows all combining marks: it takes milliseconds."""
    every = map(chr, range(0x300, 0x1F000))
    return _pattern("".join(it for it in every if unicodedata.category(it)[0] == "M"))
