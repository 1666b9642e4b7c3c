"""Pairing: what has no counterpart is found, order is kept, nothing is lost."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.laws import tries
from wikicli.article.markdown import parse
from wikicli.article.markup import Block, ListBlock, Section
from wikicli.article.pairing import (
    Pair,
    Profile,
    align,
    measure_likeness,
    pair_blocks,
    pair_items,
    pair_sections,
)


def blocks(body: str) -> tuple[Block, ...]:
    return parse(body).sections[0].blocks


def block_pairs(en: str, hy: str) -> list[Pair[int]]:
    """Pair paragraphs and name them by their numbers."""
    left, right = blocks(en), blocks(hy)
    return [
        Pair(
            None if pair.en is None else left.index(pair.en),
            None if pair.hy is None else right.index(pair.hy),
        )
        for pair in pair_blocks(left, right)
    ]


def section_pairs(en: str, hy: str) -> list[tuple[str, str]]:
    """Pair sections and name them by their titles, ``-`` for none."""

    def name(section: Section | None) -> str:
        return section.name() if section else "-"

    return [(name(one), name(two)) for one, two in pair_sections(parse(en), parse(hy))]


# Blocks -------------------------------------------------------------------------


def test_as_many_blocks_of_the_same_kinds_are_paired_by_order() -> None:
    en = "One.\n\n- a\n\n> Quoted.\n\nTwo.\n\n---\n\n```\ncode\n```"
    hy = "Մեկ։\n\n1. ա\n\n> Մեջբերում։\n\nԵրկու։\n\n---\n\n```\nx\n```"
    assert block_pairs(en, hy) == [(n, n) for n in range(6)]


def test_marker_that_moved_shifts_no_pair() -> None:
    en = "One.[^a]\n\nTwo in 1988.[^b]"
    assert block_pairs(en, "Մեկ։[^b]\n\nԵրկու 1988։") == [(0, 0), (1, 1)]
    assert block_pairs(en, "Մեկ։[^b]\n\nԵրկու 1988։[^a]") == [(0, 0), (1, 1)]


def test_paragraph_is_not_shifted_to_fill_a_place() -> None:
    en = "One.[^a]\n\nOnly here.\n\nThree.[^c]"
    hy = "Մեկ։[^a]\n\nԵրեք։[^c]\n\nՄիայն այստեղ։"
    assert block_pairs(en, hy) == [(0, 0), (1, None), (2, 1), (None, 2)]


@pytest.mark.parametrize(
    "anchor", ["[^a p. 5]", "[[slug|x]]", "[x](https://x.org/a)", "on 1988, May 12"]
)
def test_blocks_are_found_by_what_is_alike_in_any_language(anchor: str) -> None:
    en = f"First words.\n\nSecond words {anchor}."
    assert block_pairs(en, f"Տեքստ {anchor}։") == [(0, None), (1, 0)]
    assert block_pairs(f"Text {anchor}.", "Մեկ։\n\n" + f"Երկու {anchor}։") == [
        (None, 0),
        (0, 1),
    ]


def test_blocks_are_found_by_their_lengths() -> None:
    assert block_pairs(f"Short.\n\n{'long ' * 40}", "երկար " * 40) == [
        (0, None),
        (1, 0),
    ]


def test_of_equals_the_first_is_paired() -> None:
    assert block_pairs("One.\n\nTwo.", "Մեկ։") == [(0, 0), (1, None)]
    assert block_pairs("One.", "Մեկ։\n\nԵրկ։") == [(0, 0), (None, 1)]


def test_several_that_agree_outweigh_the_order() -> None:
    en = "One.[^a]\n\nTwo.[^b]\n\nThree.[^c]\n\nFour.[^d]"
    hy = "Մեկ։[^a]\n\nԵրեք։[^c]\n\nՉորս։[^d]\n\nՀինգ։[^e]"
    assert block_pairs(en, hy) == [(0, 0), (1, None), (2, 1), (3, 2), (None, 3)]


def test_blocks_of_unlike_kinds_are_no_counterparts_and_english_comes_first() -> None:
    assert block_pairs("One.", "- մեկ") == [(0, None), (None, 0)]
    assert block_pairs("One.\n\n- one", "- մեկ\n\nՄեկ։") == [
        (0, None),
        (1, 0),
        (None, 1),
    ]


def test_nothing_has_no_counterpart() -> None:
    assert pair_blocks((), ()) == []
    assert block_pairs("", "Մեկ։\n\nԵրկու։") == [(None, 0), (None, 1)]
    assert block_pairs("One.\n\nTwo.", "") == [(0, None), (1, None)]


def test_items_of_lists_are_paired() -> None:
    (en,) = blocks("- one[^a]\n- two\n- three[^c]")
    (hy,) = blocks("- մեկ[^a]\n- երեք[^c]")
    assert isinstance(en, ListBlock)
    assert isinstance(hy, ListBlock)
    assert pair_items(en, hy) == [(0, 0), (1, None), (2, 1)]


# Sections -----------------------------------------------------------------------


def test_sections_are_paired_by_order() -> None:
    en = "Lead.\n\n## One\n\n### Two\n\nText.\n\n## Three"
    hy = "Տեքստ։\n\n## Մեկ\n\n### Երկու\n\nՏեքստ։\n\n## Երեք"
    assert section_pairs(en, hy) == [
        ("lead", "lead"),
        ("One", "Մեկ"),
        ("Two", "Երկու"),
        ("Three", "Երեք"),
    ]


def test_section_without_counterpart_is_found_by_what_is_in_the_others() -> None:
    en = "Lead.\n\n## One\n\nIn 1987.\n\n## Two\n\nIn 1988.[^a]\n\n## Three\n\nx[^b]"
    hy = "Տեքստ։\n\n## Երկու\n\n1988 թ.։[^a]\n\n## Երեք\n\nՏեքստ։[^b]"
    assert section_pairs(en, hy) == [
        ("lead", "lead"),
        ("One", "-"),
        ("Two", "Երկու"),
        ("Three", "Երեք"),
    ]


def test_section_is_found_by_the_level_of_its_heading() -> None:
    assert section_pairs("## One\n\n### Two\n", "### Երկու\n") == [
        ("lead", "lead"),
        ("One", "-"),
        ("Two", "Երկու"),
    ]


def test_lead_is_like_no_other_section() -> None:
    assert section_pairs("Lead of 1988.[^a]", "## Մեկ\n\n1988։[^a]") == [
        ("lead", "lead"),
        ("-", "Մեկ"),
    ]


# Likeness -----------------------------------------------------------------------

ONE, BOTH, NONE = frozenset("1"), frozenset("12"), frozenset[str]()


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        (Profile("a", NONE, 100), Profile("a", NONE, 100), 1.0),
        (Profile("a", NONE, 100), Profile("a", NONE, 50), 0.85),
        (Profile("a", NONE, 0), Profile("a", NONE, 0), 0.7),
        (Profile("a", ONE, 100), Profile("a", NONE, 100), 0.7),
        (Profile("a", NONE, 100), Profile("a", ONE, 100), 0.7),
        (Profile("a", ONE, 100), Profile("a", frozenset("2"), 100), 0.4),
        (Profile("a", ONE, 100), Profile("a", ONE, 100), 2.4),
        (Profile("a", ONE, 100), Profile("a", BOTH, 100), 0.4 + 2 * 2 / 3),
        (Profile("a", NONE, 100, 1), Profile("a", NONE, 100, 2), 0.7),
        (Profile("a", NONE, 100), Profile("b", NONE, 100), None),
    ],
)
def test_pieces_are_alike_by_what_they_have_in_common(
    left: Profile, right: Profile, alike: float | None
) -> None:
    assert measure_likeness(left, right) == pytest.approx(alike)


def test_the_pieces_of_a_short_text_are_found_all_over_a_long_one() -> None:
    left = [Profile("a", frozenset({name}), 100) for name in "xy"]
    right = [Profile("a", frozenset({str(n)}), 100) for n in range(200)]
    right[100], right[199] = left
    pairs = [pair for pair in align(left, right) if pair[0] is not None]
    assert pairs == [(0, 100), (1, 199)]


# Laws ---------------------------------------------------------------------------

PROFILE = st.builds(
    Profile,
    st.sampled_from("ab"),
    st.frozensets(st.sampled_from("123456"), max_size=3),
    st.integers(0, 300),
    st.integers(1, 3),
)
PROFILES = st.lists(PROFILE, max_size=9)


@tries(300)
@given(PROFILES, PROFILES)
def test_each_piece_is_in_one_pair_and_order_is_kept(
    left: list[Profile], right: list[Profile]
) -> None:
    pairs = align(left, right)
    assert [one for one, _ in pairs if one is not None] == list(range(len(left)))
    assert [two for _, two in pairs if two is not None] == list(range(len(right)))
    assert all(pair != (None, None) for pair in pairs)
    for one, two in pairs:
        if one is not None and two is not None:
            assert left[one].kind == right[two].kind


@tries(150)
@given(PROFILES, PROFILES)
def test_no_pair_could_be_added(left: list[Profile], right: list[Profile]) -> None:
    """Two neighbours without counterparts are of unlike kinds."""
    pairs = align(left, right)
    for (one, two), (three, four) in pairwise(pairs):
        if two is None and three is None and one is not None and four is not None:
            assert left[one].kind != right[four].kind
        if one is None and four is None and two is not None and three is not None:
            assert left[three].kind != right[two].kind


@tries(150)
@given(PROFILES)
def test_a_text_is_paired_with_itself_by_order(profiles: list[Profile]) -> None:
    assert align(profiles, profiles) == [(n, n) for n in range(len(profiles))]


@tries(150)
@given(PROFILES, PROFILES)
def test_pairs_are_the_best_of_all(left: list[Profile], right: list[Profile]) -> None:
    """Compare with a plain search through all ways to pair a few pieces."""
    left, right = left[:5], right[:5]

    def best(row: int, column: int) -> float:
        ways = []
        if row < len(left):
            ways.append(best(row + 1, column) - 0.4)
        if column < len(right):
            ways.append(best(row, column + 1) - 0.4)
        if row < len(left) and column < len(right):
            alike = measure_likeness(left[row], right[column])
            if alike is not None:
                ways.append(best(row + 1, column + 1) + alike)
        return max(ways, default=0.0)

    score = 0.0
    for one, two in align(left, right):
        if one is None or two is None:
            score -= 0.4
        else:
            score += measure_likeness(left[one], right[two]) or 0.0
    assert score == pytest.approx(best(0, 0))


def test_long_texts_are_paired_near_their_order() -> None:
    """Each with each, the long ones would take minutes."""
    left = [Profile("a", frozenset({str(n)}), 100) for n in range(4000)]
    right = left[:1000] + left[1003:]
    pairs = align(left, right)
    assert pairs[:1000] == [(n, n) for n in range(1000)]
    assert pairs[1000:1003] == [(1000, None), (1001, None), (1002, None)]
    assert pairs[1003:] == [(n, n - 3) for n in range(1003, 4000)]
    assert len(align(left, right[:1])) == len(align(right[:1], left)) == 4000
