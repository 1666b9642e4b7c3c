"""What the interface says in either language: its words, dates, numbers.

The Armenian words are imported when they are asked for.
"""

from wikicli.base import dates
from wikicli.base.model import Date, Side
from wikicli.language import armenian


def say(words: str, side: Side) -> str:
    """Return words of the interface in a language; what has none stays English."""
    if side == "en":
        return words
    from wikicli.language.words_hy import WORDS

    return WORDS.get(words, words)


def other_name(label: str) -> str:
    """Return what a label is called in the other language, in any case of letters.

    Nothing if it is none.
    """
    from wikicli.language.words_hy import WORDS

    wanted = armenian.fold(label)
    for english, words in WORDS.items():
        if wanted == armenian.fold(english):
            return words
        if wanted == armenian.fold(words):
            return english
    return ""


def format_date(date: Date, side: Side) -> str:
    """Format a date: in its own words, or in ours."""
    if date.literal:
        return date.literal
    if side == "en":
        return dates.format_edtf(date.edtf)
    from wikicli.language import dates_hy

    return dates_hy.format_edtf(date.edtf)


def format_ordinal(number: int, side: Side) -> str:
    """Format a number from 1 as ``1st``, ``2nd`` or ``1-ին``, ``2-րդ``."""
    if side == "en":
        return dates.format_ordinal(number)
    from wikicli.language import dates_hy

    return dates_hy.format_ordinal(number)
