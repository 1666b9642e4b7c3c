"""A pack of a million entries against one of a thousand: search, show, completion.

Run: python benchmarks/packs.py [FOLDER]   (dict-gcide)

The entries are 20,000 of `dictionary.py`, of 400 characters each, and again under other
names until they are enough: words are in as many of a thousand as in all. The packs are
made in the folder, or taken from there. Whole processes in turn, medians; and the time
of a query within one process.
"""

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any

from dictionary import name_entry, read_texts, write_library

from wikicli.base.codec import expand, shrink
from wikicli.library import packing
from wikicli.library.hits import Wanted, find
from wikicli.library.library import Library
from wikicli.library.sources import read_source

LARGE, SMALL, DIFFERENT = 1_000_000, 1_000, 20_000
SIZE = 400
RUNS = 15
COMMANDS = ("search water", "search 'ancient language'", "show {name}")
WIKICLI = Path(sys.executable).parent / "wikicli"


def main() -> None:
    """Make the packs, measure, print the tables."""
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


def measure(folder: Path) -> None:
    """Make the packs that are not there, and ask both."""
    places = [folder / f"{size}.wikipack" for size in (SMALL, LARGE)]
    if not all(place.exists() for place in places):
        make_packs(folder, places)
    print("| command | a thousand | a million | ratio |")
    print("|---|---|---|---|")
    for command in COMMANDS:
        words = command.format(name=name_entry(7)).replace("'", "").split(maxsplit=1)
        times: list[list[float]] = [[], []]
        for _ in range(RUNS):
            for place, found in zip(places, times, strict=True):
                found.append(take_time((str(WIKICLI), "-L", str(place), *words)))
        few, many = map(statistics.median, times)
        print(f"| `{command}` | {few:.3f} s | {many:.3f} s | {many / few:.2f} |")
    print("\n| pack | median query | 99th percentile |")
    print("|---|---|---|")
    for place in places:
        taken = sorted(ask_many(place))
        last = taken[int(len(taken) * 0.99)]
        print(f"| {place.stem} | {statistics.median(taken):.1f} ms | {last:.1f} ms |")


def make_packs(folder: Path, places: Sequence[Path]) -> None:
    """Make a pack of each size at its place."""
    write_library(folder / "library", DIFFERENT, SIZE)
    library = Library([read_source(folder / "library", "")], folder / "cache" / "index")
    rows = list(packing._read_all(library))
    for size, place in zip((SMALL, LARGE), places, strict=True):
        made = islice(vary(rows), size)
        packing._read_all = lambda _, made=made: made  # type: ignore[misc]
        start = time.perf_counter()
        packing.build_pack(library, place, "2026-11-28")
        print(f"{size} entries: {time.perf_counter() - start:.0f} s", flush=True)


def vary(rows: Sequence[Any]) -> Iterator[Any]:
    """Yield the entries, then again under other names."""
    for turn in count():
        for row in rows:
            yield row if turn == 0 else rename(row, f"{row.slug}-{turn}")


def rename(row: Any, slug: str) -> Any:
    """Give a packed entry another slug."""
    compiled = dict(row.compiled)
    for kind in ("entry", "head"):
        text = expand(*compiled[kind])
        assert text is not None
        changed = text.replace(f'"{row.slug}"'.encode(), f'"{slug}"'.encode(), 1)
        compiled[kind] = shrink(changed)
    prepared = row.prepared
    texts = tuple((it, slug if it == "slug" else text) for it, text in prepared.texts)
    kept = prepared.kept.replace(f'"{row.slug}"'.encode(), f'"{slug}"'.encode(), 1)
    prepared = prepared._replace(slug=slug, texts=texts, kept=kept)
    return row._replace(slug=slug, compiled=compiled, prepared=prepared)


def take_time(words: Sequence[str]) -> float:
    """Return the seconds that a process takes."""
    start = time.perf_counter()
    nowhere = subprocess.DEVNULL
    subprocess.run(words, stdout=nowhere, stderr=nowhere, check=True)
    return time.perf_counter() - start


def ask_many(place: Path) -> Iterator[float]:
    """Yield the milliseconds of queries of one or two words of the texts."""
    library = Library([read_source(place, "")], place.parent / "cache" / "index")
    chance = random.Random(1)
    words = sorted({word for _, text in read_texts()[:3000] for word in text.split()})
    words = [word for word in words if word.isalpha() and len(word) > 3]
    for turn in range(400):
        query = " ".join(chance.sample(words, 1 + turn % 2))
        yield find(query, library, Wanted(10, snippets=False)).took_ms


if __name__ == "__main__":
    main()
