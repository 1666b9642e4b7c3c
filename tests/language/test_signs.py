import sys
import unicodedata

import pytest

from wikicli.language.armenian import fold, romanize, sort_key
from wikicli.language.signs import APOSTROPHES, POINTS, find_words

MARKS = [
    char
    for char in map(chr, range(sys.maxunicode + 1))
    if unicodedata.category(char)[0] == "M"
]


def words(text: str) -> list[str]:
    return [match[0] for match in find_words(text)]


def test_combining_marks_of_any_script_stay_in_their_word() -> None:
    parted = [hex(ord(mark)) for mark in MARKS if len(words(f"ab{mark}cd e")) != 2]
    assert parted == []


def test_points_are_marks_and_marks_that_are_letters_are_none() -> None:
    text = "".join(map(chr, range(0x300, 0x1FFFF)))
    assert set("".join(POINTS.findall(text))) <= set(MARKS)
    assert fold("हिन्दी ภาษาไทย বাংলা") == "हिन्दी ภาษาไทย বাংলা"
    assert fold("שָׁלוֹם كِتَابٌ ܫܠܵܡܵܐ") == "שלום كتاب ܫܠܡܐ"


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_an_apostrophe_joins_letters_and_is_folded_away(sign: str) -> None:
    assert words(f"Step{sign}anakert") == [f"Step{sign}anakert"]
    assert fold(f"Step{sign}anakert") == "stepanakert"
    assert words(f"11{sign}36")[0][:2] == "11"
    assert sort_key(f"Ար{sign}ցախ")[0] == sort_key("Արցախ")[0]


@pytest.mark.parametrize("sign", [it for it in APOSTROPHES if not it.isalnum()])
def test_an_apostrophe_at_the_edge_of_a_word_is_no_part_of_it(sign: str) -> None:
    assert words(f"{sign}so{sign} it, Miats{sign} {sign}n{sign}") == [
        "so",
        "it",
        "Miats",
        "n",
    ]
    assert words(f"one{sign}{sign}two") == ["one", "two"]


def test_what_is_not_seen_is_folded_away_and_not_romanized() -> None:
    for unseen in "\u00ad\u200b\u200c\u200d\u2060\ufeff":
        assert words(f"Ար{unseen}են a{unseen} b") == [f"Ար{unseen}են", "a", "b"]
        assert fold(f"Ար{unseen}են") == "արեն"
        assert romanize(f"Ար{unseen}են") == "Aren"
