"""How well search orders the shipped entries: MRR and nDCG@10 of judged queries.

Run: python benchmarks/ranking.py

The queries, and what answers them, are in ``tests/data/judged_queries.txt``.
"""

import sys
import tempfile
from itertools import groupby
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from kit.judged import DEPTH, ndcg, read_judged, reciprocal_rank  # noqa: E402
from wikicli.library.hits import Wanted, find  # noqa: E402
from wikicli.library.library import Library  # noqa: E402
from wikicli.library.sources import read_source  # noqa: E402


def main() -> None:
    """Ask, and print the table: a row a group of queries, and one for all."""
    with tempfile.TemporaryDirectory() as cache:
        library = Library([read_source(ROOT / "entries", "")], Path(cache) / "index")
        rows = []
        for judged in read_judged():
            hits = find(judged.query, library, Wanted(DEPTH)).hits
            slugs = [hit.head.slug for hit in hits]
            measured = reciprocal_rank(judged.grades, slugs), ndcg(judged.grades, slugs)
            rows.append((judged.group, *measured))
    print("| queries | | MRR | nDCG@10 |")
    print("|---|---|---|---|")
    for group, found in groupby(rows, key=lambda row: row[0]):
        print_row(group, list(found))
    print_row("all", rows)


def print_row(name: str, rows: list[tuple[str, float, float]]) -> None:
    """Print the means of some queries."""
    ranks, gains = mean(row[1] for row in rows), mean(row[2] for row in rows)
    print(f"| {name} | {len(rows)} | {ranks:.3f} | {gains:.3f} |")


if __name__ == "__main__":
    main()
