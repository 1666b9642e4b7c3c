"""Typing errors: how many there are, what they cost, and what may be meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.language.keys import query_keys
from wikicli.language.typos import (
    MOST_NEAR,
    errors_allowed,
    may_be_mistyped_text,
    nearest,
    typing_cost,
)


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [
        ("artsakh", "artsakh", 0),
        ("artskh", "artsakh", 1.0),  # left out
        ("artsahk", "artsakh", 1.0),  # swapped
        ("artsagh", "artsakh", 1.1),  # another letter
        ("arttsakh", "artsakh", 1.2),  # one too many
        ("միցաում", "միացում", 1.0),
        ("rtsahk", "artsakh", 2.0),
        ("", "ab", 2.0),
        ("ab", "", 2.4),
        ("ca", "abc", 3.2),  # swapped letters are not parted again
    ],
)
def test_typing_errors_have_a_cost(typed: str, meant: str, cost: float) -> None:
    assert typing_cost(typed, meant) == pytest.approx(cost)


WORDS = st.text(alphabet="abcա", max_size=7)


def count_errors(one: str, other: str) -> int:
    """The optimal string alignment distance, from its definition."""
    if not one or not other:
        return len(one) + len(other)
    fewest = min(
        count_errors(one[:-1], other) + 1,
        count_errors(one, other[:-1]) + 1,
        count_errors(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    )
    if len(one) > 1 < len(other) and one[-2:] == other[:-3:-1]:
        fewest = min(fewest, count_errors(one[:-2], other[:-2]) + 1)
    return fewest


@given(st.text(alphabet="abc", max_size=5), st.text(alphabet="abc", max_size=5))
def test_the_whole_part_of_a_cost_is_the_number_of_errors(one: str, other: str) -> None:
    cost = typing_cost(one, other)
    assert min(int(cost), 5) == min(count_errors(one, other), 5)


@given(WORDS, WORDS, WORDS, WORDS)
def test_what_words_begin_and_end_with_alike_adds_no_cost(
    start: str, one: str, other: str, end: str
) -> None:
    longer = typing_cost(start + one + end, start + other + end)
    assert longer == pytest.approx(typing_cost(one, other))


@pytest.mark.parametrize(
    ("word", "errors"),
    [
        *(("", 0), ("abcd", 0), ("abcde", 1), ("Կապան", 1), ("abcdefg", 1)),
        *(("abcdefgh", 2), ("1988", 0), ("abcde1", 0)),
    ],
)
def test_errors_are_allowed_by_length_and_none_in_numbers(
    word: str, errors: int
) -> None:
    assert errors_allowed(word) == errors


def near(text: str, *known: str, most: int = 2) -> list[str]:
    return nearest(text, query_keys(text), known, most)


def test_the_words_with_fewest_errors_are_near() -> None:
    assert near("artsahk", "artsax", "artsakh", "artsagh") == ["artsakh"]
    assert near("miatsm", "miatsum", "batsum", "miatsumner") == ["miatsum"]
    assert near("stepanaketr", "stepanakert", "stepan") == ["stepanakert"]
    assert near("sxepanaketr", "stepanakert", "stepan") == ["stepanakert"]


def test_of_near_words_those_with_a_letter_more_come_first() -> None:
    assert near("sevran", "levran", "sevrank", "seran", "servan") == [
        "servan",
        "sevrank",
        "levran",
        "seran",
    ]


def test_a_word_is_near_by_how_it_sounds_in_another_script() -> None:
    assert near("Miatsm", "միացում", "միություն") == ["միացում"]
    assert near("երեվաան", "yerevan") == []
    assert near("երեվաամ", "yerevan") == ["yerevan"]


def test_what_sounds_the_same_is_found_otherwise() -> None:
    assert near("erevan", "yerevan", "երևան", "erivan") == ["erivan"]


def test_no_word_is_near_that_is_short_or_too_far() -> None:
    assert near("abcd", "abcde", "abce", "abdc") == []
    assert near("abcde", "abcd") == []
    assert near("abcde", "abxde") == ["abxde"]
    assert near("abcdefg", "abxyefg") == []
    assert near("abcdefgh", "abxyefgh") == ["abxyefgh"]
    assert near("abcdefgh", "abxyefgh", most=1) == []
    assert near("19881", "19891") == []


def test_a_word_of_a_text_may_be_meant_by_one_of_seven_letters() -> None:
    assert [may_be_mistyped_text(it) for it in ("sumgai", "sumgiat", "1234567")] == [
        False,
        True,
        False,
    ]


def test_so_many_words_are_near_and_no_more() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{one}ar{other}ak" for one in letters for other in letters]
    assert len(near("qarqak", *words)) == MOST_NEAR


@given(WORDS, WORDS)
def test_each_letter_that_is_not_in_the_word_meant_takes_an_error(
    typed: str, meant: str
) -> None:
    assert int(typing_cost(typed, meant)) >= min(len(set(typed) - set(meant)), 5)
