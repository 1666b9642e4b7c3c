import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.base.text import (
    clean,
    clean_line,
    find_known,
    find_ligature,
    find_nearest,
    find_unsafe,
    format_count,
    is_composed,
    quote,
)

ALL = [chr(code) for code in range(sys.maxunicode + 1)]


def test_unsafe_characters_are_these_and_no_others() -> None:
    unsafe = {ord(char) for char in ALL if find_unsafe(char) == 0}
    assert unsafe == {
        *range(0x00, 0x09),
        *range(0x0B, 0x20),
        *range(0x7F, 0xA0),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
        *range(0xD800, 0xE000),
        0xFEFF,
        0xFFFE,
        0xFFFF,
    }


def test_every_control_but_tab_and_newline_is_unsafe() -> None:
    safe = [c for c in ALL if unicodedata.category(c) == "Cc" and find_unsafe(c) < 0]
    assert safe == ["\t", "\n"]


@pytest.mark.parametrize(
    ("text", "place"),
    [("", -1), ("Արցախ\tA\n", -1), ("ab\x1b[0m\x00", 2), ("\u202ea", 0)],
)
def test_find_unsafe_gives_the_first_place(text: str, place: int) -> None:
    assert find_unsafe(text) == place


def test_no_cleaned_character_is_unsafe_a_ligature_or_uncomposed() -> None:
    for char in ALL:
        cleaned = clean(char)
        assert find_unsafe(cleaned) == -1, hex(ord(char))
        assert find_ligature(cleaned) == -1, hex(ord(char))
        assert is_composed(cleaned), hex(ord(char))


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert find_unsafe(cleaned) == find_ligature(cleaned) == -1
    assert is_composed(cleaned)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[31mred", "\ufffd[31mred"),
        ("\ufb13\ufb14\ufb15\ufb16\ufb17", "մնմեմիվնմխ"),
        ("e\u0301", "é"),
        ("\udcff", "\ufffd"),
        ("a\tb\nc", "a\tb\nc"),
        ("և", "և"),  # a letter of its own, not a ligature
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_clean_line_is_one_line_whatever_it_is_given() -> None:
    assert clean_line("a\nb\tc\rd\x85e\u2028f") == "a b c\ufffdd\ufffde\ufffdf"
    assert clean_line(12) == "12"


@given(st.text())
def test_clean_line_has_no_line_ends(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


def test_quote_cuts_what_is_longer_than_80_characters() -> None:
    assert quote("x" * 80) == f"'{'x' * 80}'"
    assert quote("x" * 81) == f"'{'x' * 79}…'"


def test_quote_is_safe() -> None:
    assert quote("a\x1b\n\u202e") == "'a\ufffd \ufffd'"


def test_find_nearest_orders_choices_by_likeness() -> None:
    choices = ["miatsum", "karabakh", "miatsumner", "mia"]
    assert find_nearest("miatsm", choices, 2) == ["miatsum", "miatsumner"]
    assert find_nearest("miatsm", choices) == ["miatsum"]


def test_find_nearest_gives_nothing_for_a_word_like_none() -> None:
    assert find_nearest("zzz", ["miatsum"]) == []


def test_find_nearest_takes_words_of_any_length() -> None:
    assert find_nearest("x" * 1_000_000, ["x" * 80]) == ["x" * 80]


def test_find_nearest_takes_no_heed_of_case() -> None:
    assert find_nearest("doi", ["annote", "DOI"]) == ["DOI"]
    assert find_nearest("URl", ["Url", "URL", "x"], 3) == ["Url", "URL"]
    assert find_nearest("URl", ["Url", "URL", "x"]) == ["Url"]


def test_find_known_knows_other_names_before_near_ones() -> None:
    others = {"access-date": "accessed"}
    assert find_known("Access_date", ["accessed", "date"], others) == "accessed"
    assert find_known("acessed", ["accessed", "date"], others) == "accessed"
    assert find_known("zzz", ["accessed", "date"], others) == ""


@pytest.mark.parametrize(
    ("count", "noun", "text"),
    [
        (1, "entry", "1 entry"),
        (0, "entry", "0 entries"),
        (2, "missing entry", "2 missing entries"),
        (2, "work", "2 works"),
    ],
)
def test_a_noun_follows_its_number(count: int, noun: str, text: str) -> None:
    assert format_count(count, noun) == text
