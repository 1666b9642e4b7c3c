"""Judged queries, and how well an order of entries answers one."""

from collections.abc import Iterator, Sequence
from math import log2
from pathlib import Path
from typing import NamedTuple

QUERIES = Path(__file__).parents[1] / "data" / "judged_queries.txt"
DEPTH = 10


class Judged(NamedTuple):
    """A query of a group, and how well entries answer it, from 1 to 3."""

    group: str
    query: str
    grades: dict[str, int]


def read_judged() -> Iterator[Judged]:
    """Read the judged queries; a comment behind an empty line names their group."""
    group, before = "", "-"
    for line in QUERIES.read_text("utf-8").splitlines():
        if line.startswith("# "):
            group = line[2:] if not before else group
        elif line:
            query, _, judged = line.rpartition(": ")
            grades = (item.split("=") for item in judged.split())
            yield Judged(group, query, {slug: int(grade) for slug, grade in grades})
        before = line


def reciprocal_rank(grades: dict[str, int], found: Sequence[str]) -> float:
    """Return one by the place of the first of the best answers; zero without any."""
    best = max(grades.values())
    places = (at for at, slug in enumerate(found, 1) if grades.get(slug) == best)
    return 1 / next(places, float("inf"))


def ndcg(grades: dict[str, int], found: Sequence[str]) -> float:
    """Return the normalized discounted cumulative gain of the first ten.

    With exponential gain: C. Burges and others, "Learning to Rank using Gradient
    Descent", 2005.
    """
    ideal = sorted(grades.values(), reverse=True)
    return _dcg([grades.get(slug, 0) for slug in found]) / _dcg(ideal)


def _dcg(grades: Sequence[int]) -> float:
    first = enumerate(grades[:DEPTH], 2)
    return sum((2.0**grade - 1) / log2(place) for place, grade in first)
