"""Search in a large library: time by kind of query, size of the index; strangers.

Run: python benchmarks/search.py [entries] [--english LIST]

The library is made of the shipped entries, under names of their own, with an index on
disk. Times are CPU times of one process, the least of seven. With PYTHONPATH=DIR/src
it measures another checkout.

``--english`` takes a list of English words, one a line up to a tab (WikiPron,
``data/scrape/tsv/eng_latn_us_broad.tsv`` of github.com/CUNY-CL/wikipron), and tells how
many of them the shipped entries find only nearly: hardly any is meant so.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from wikicli.entry import file as entryfile
from wikicli.library.hits import Wanted, find
from wikicli.library.library import Library
from wikicli.search.index import Row, open_index
from wikicli.search.rows import make_row

ENTRIES = Path(__file__).parents[1] / "entries"
SEED = 1988
SAMPLE = 4_000
TIMES = 7

QUERIES = {
    "as written": ["unification", "manuscripts", "Միացում", "Artsakh", "yerevan"],
    "by sound": ["miatsoum", "erevan", "Miacʿum", "artsax", "khatchkar"],
    "inflected": ["Արցախում", "artsakhum", "միացման", "yerevanits"],
    "near": "miatusm Ստեփանկերտ yervean stepanekrt manuscirpts karabahk".split(),
    "two words, one near": ["karabkh committee", "armenian alpahbet"],
    "found nowhere": ["xylophone", "zzzzqqq", "քնարերգակ", "blacksmithing"],
}


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("entries", type=int, nargs="?", default=10_000)
    parser.add_argument("--english", type=Path, metavar="LIST")
    options = parser.parse_args()
    shipped = read_rows()
    with tempfile.TemporaryDirectory() as folder:
        print_times(list(vary(shipped, options.entries)), Path(folder))
    if options.english:
        with tempfile.TemporaryDirectory() as folder:
            print_strangers(options.english, open_library(shipped, Path(folder)))


def read_rows() -> list[Row]:
    """Read the shipped entries."""
    read = (entryfile.read(path).entry for path in sorted(ENTRIES.glob("*.yaml")))
    entries = {entry.slug: entry for entry in read if entry}

    def title_of(slug: str) -> str:
        return entries[slug].title if slug in entries else slug

    return [make_row(entry, title_of) for entry in entries.values()]


def vary(rows: Sequence[Row], count: int) -> Iterator[Row]:
    """Yield so many entries, each with names of its own."""
    for number in range(count):
        row = rows[number % len(rows)]
        head = row.head._replace(
            slug=f"{row.head.slug}-{number}", title=f"{row.head.title} ({number})"
        )
        names = tuple(
            (f"{it} ({number})" if rank else it, rank) for it, rank in row.names
        )
        yield row._replace(head=head, names=names)


def open_library(rows: Sequence[Row], folder: Path) -> Library:
    """Make a library of entries, without files, and its index."""
    library = Library([], folder)
    library.index = open_index(folder / "library" / "content", lambda: rows)
    return library


def print_times(rows: Sequence[Row], folder: Path) -> None:
    """Print what it takes to build an index and to search it."""
    start = time.process_time()
    library = open_library(rows, folder)
    seconds = time.process_time() - start
    files = (folder / "library" / "content").iterdir()
    size = sum(path.stat().st_size for path in files) / 1e6
    print(f"{len(rows):,} entries: index of {size:.1f} MB, built in {seconds:.1f} s\n")
    print("| query | mean | longest |\n|---|---|---|")
    for kind, queries in QUERIES.items():
        times = [measure(query, library) for query in queries]
        print(f"| {kind} | {statistics.mean(times):.1f} ms | {max(times):.1f} ms |")


def measure(query: str, library: Library) -> float:
    """Return the milliseconds that a search takes at least."""
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        find(query, library, Wanted(10))
        times.append(time.process_time() - start)
    return min(times) * 1000


def print_strangers(path: Path, library: Library) -> None:
    """Print how many English words have nothing but near hits, by their length."""
    lines = path.read_text("utf-8").splitlines()
    words = sorted({line.partition("\t")[0].strip() for line in lines})
    plain = [word for word in words if word.isascii() and word.islower()]
    plain = [word for word in plain if word.isalpha() and len(word) > 1]
    counts: Counter[int] = Counter()
    near: Counter[int] = Counter()
    for word in random.Random(SEED).sample(plain, SAMPLE):
        result = find(word, library, Wanted(1))
        counts[min(len(word), 9)] += 1
        near[min(len(word), 9)] += result.counts.get("near", 0) == result.total > 0
    print("\n| letters | English words | near hits only |\n|---|---|---|")
    for length, count in sorted(counts.items()):
        more = " or more" if length == 9 else ""
        print(f"| {length}{more} | {count:,} | {near[length] / count:.1%} |")


if __name__ == "__main__":
    main()
