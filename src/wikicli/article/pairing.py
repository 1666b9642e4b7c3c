"""Pairs of what two texts say: the sections and blocks of an entry's two languages.

Both bodies have the same sections in the same order, says the entry format; where one
of them has less, this finds out what lacks a counterpart. Pieces are compared by what
is alike in any language (markers, links, addresses, numbers) and by their lengths, as
in W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora"
(Computational Linguistics 19, 1993), whose dynamic programming this is; the figures
are our own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from math import inf
from typing import Generic, NamedTuple, TypeVar

from wikicli.article.markup import (
    Block,
    Body,
    Definition,
    DefinitionList,
    EntryLink,
    ListBlock,
    Marker,
    Section,
    Spans,
    Text,
    iter_spans,
    plain_text,
)

_T = TypeVar("_T")
_Steps = dict[int, str]

_NEUTRAL = 0.7
"""How much two pieces of one kind are alike if neither has anything to compare."""

_ONE_SIDED = 0.4
"""How much they are if one of them has."""

_CONTRARY = 0.1
"""How much they are if all that both have differs."""

_EVIDENCE = 2.0
"""What is added for the share of what they have in common."""

_LENGTH = 0.3
"""What is added for equal lengths."""

_LEVELS = -0.3
"""What is added for headings of unlike levels."""

_ALONE = -0.4
"""The price of a piece without a counterpart; two cost less than full accord."""

_BAND = 40
"""How far from their order pieces are looked for; long texts would take too long."""

_EQUAL = 1e-9
"""Scores that differ by less are equal: sums are not exact."""

_NUMBER = re.compile(r"\d+")


class Profile(NamedTuple):
    """What a piece of text is compared by; of two kinds, none is like the other."""

    kind: object
    anchors: frozenset[str]
    length: int
    level: int = 0


class Pair(NamedTuple, Generic[_T]):
    """A piece of the English text and its counterpart, or one of them."""

    en: _T | None
    hy: _T | None


def pair_sections(en: Body, hy: Body) -> list[Pair[Section]]:
    """Pair the sections of two bodies, all of them and in their order."""
    return _pair(en.sections, hy.sections, _section_profile)


def pair_blocks(en: Sequence[Block], hy: Sequence[Block]) -> list[Pair[Block]]:
    """Pair blocks, each with one of its kind, all of them and in their order."""
    return _pair(en, hy, lambda block: _profile(type(block), (block,)))


def pair_items(en: ListBlock, hy: ListBlock) -> list[Pair[int]]:
    """Pair the places of items of two lists, all of them and in their order."""
    left = [_profile(ListBlock, item) for item in en.items]
    right = [_profile(ListBlock, item) for item in hy.items]
    return align(left, right)


def pair_definitions(en: DefinitionList, hy: DefinitionList) -> list[Pair[Definition]]:
    """Pair the terms of two lists of definitions, all of them and in their order."""
    return _pair(
        en.items,
        hy.items,
        lambda it: _profile(Definition, [*chain(*it.meanings)], it.term),
    )


def _pair(
    en: Sequence[_T], hy: Sequence[_T], profile: Callable[[_T], Profile]
) -> list[Pair[_T]]:
    pairs = align(list(map(profile, en)), list(map(profile, hy)))
    return [
        Pair(None if left is None else en[left], None if right is None else hy[right])
        for left, right in pairs
    ]


def align(left: Sequence[Profile], right: Sequence[Profile]) -> list[Pair[int]]:
    """Pair two sequences so that as much as possible is alike; order is kept.

    Where two ways are equal, pieces are paired sooner rather than later, and of two
    without a counterpart the left one comes first.
    """
    steps = _find_steps(left, right)
    pairs: list[Pair[int]] = []
    row, column = len(left), len(right)
    while row or column:
        match steps[row][column]:
            case "both":
                row, column = row - 1, column - 1
                pairs.append(Pair(row, column))
            case "left":
                row -= 1
                pairs.append(Pair(row, None))
            case _:
                column -= 1
                pairs.append(Pair(None, column))
    return pairs[::-1]


def _find_steps(left: Sequence[Profile], right: Sequence[Profile]) -> list[_Steps]:
    """Find the best last step to each place: a pair, or a piece of one side alone.

    Only places near the diagonal are looked at.
    """
    band = max(_BAND, len(right) // max(len(left), 1) + 1)
    steps = list[_Steps]()
    before = dict[int, float]()
    for row in range(len(left) + 1):
        centre = row * len(right) // len(left) if left else 0
        scores, chosen = dict[int, float](), _Steps()
        for column in range(max(centre - band, 0), min(centre + band, len(right)) + 1):
            # Of equals the first is taken: what is alone comes last.
            best, step = (0.0, "") if row == column == 0 else (-inf, "")
            if column - 1 in scores:
                best, step = scores[column - 1] + _ALONE, "right"
            if column in before and before[column] + _ALONE > best + _EQUAL:
                best, step = before[column] + _ALONE, "left"
            if column - 1 in before:
                alike = measure_likeness(left[row - 1], right[column - 1])
                if alike is not None and before[column - 1] + alike > best + _EQUAL:
                    best, step = before[column - 1] + alike, "both"
            scores[column], chosen[column] = best, step
        steps.append(chosen)
        before = scores
    return steps


def measure_likeness(left: Profile, right: Profile) -> float | None:
    """Measure how alike two pieces are; None if they can't be counterparts."""
    if left.kind != right.kind:
        return None
    if left.anchors and right.anchors:
        common = len(left.anchors & right.anchors)
        share = 2 * common / (len(left.anchors) + len(right.anchors))
        alike = _CONTRARY + _EVIDENCE * share
    else:
        alike = _ONE_SIDED if left.anchors or right.anchors else _NEUTRAL
    longer = max(left.length, right.length, 1)
    alike += _LENGTH * min(left.length, right.length) / longer
    return alike + (_LEVELS if left.level != right.level else 0)


def _section_profile(section: Section) -> Profile:
    """Return the profile of a section; the lead is like no other section."""
    is_lead = not section.title
    inside = _profile(is_lead, section.blocks, section.title)
    return inside._replace(level=section.level)


def _profile(kind: object, blocks: Sequence[Block], title: Spans = ()) -> Profile:
    anchors = set[str]()
    length = 0
    for unit in (title, *iter_spans(blocks)):
        text = plain_text(unit)
        anchors.update(_find_anchors(unit), _NUMBER.findall(text))
        length += len(text)
    return Profile(kind, frozenset(anchors), length)


def _find_anchors(unit: Iterable[object]) -> Iterator[str]:
    """Find in a paragraph or cell what a translation has as well."""
    for span in unit:
        match span:
            case Marker():
                yield f"^{span.id}"
            case EntryLink():
                yield f"[[{span.slug}"
            case Text(url=url) if url:
                yield url
