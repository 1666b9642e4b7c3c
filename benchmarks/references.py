"""Citation lines against citeproc-py; the works of a large library.

Run: python benchmarks/references.py [references]

Needs ``citeproc-py``, which nothing else here does. Both format the same references in
turn, a block of a thousand each, so that a change of the machine's speed meets both;
the ratio is the median of the blocks. citeproc-py formats with the Harvard style that
it brings. Only formatting is timed: not reading, nor registering, for which it takes
quadratic time.
"""

import json
import os
import platform
import random
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    formatter,
)
from citeproc.source.json import CiteProcJSON

from wikicli.base.model import Date, Entry, Name, Reference
from wikicli.library.works import join_records, sort_works
from wikicli.references.citation import format_line
from wikicli.references.export.csl import csl_item

BLOCK = 1000
STYLE = "harvard-cite-them-right"
AIM = 25
ENTRIES = 10_000
CITED_BY_EACH = 4
WORKS = 15_000

TYPES = (
    "book chapter article-journal article-newspaper article-magazine webpage report "
    "thesis paper-conference motion_picture"
).split()
FAMILIES = "Malkasian de_Waal Նոդիա Libaridian Нодия Suny Բարսեղյան Cheterian".split()
GIVEN = "Mark Thomas Գիա Gerard Гия Ronald Լուսինե Vicken".split()
WORDS = (
    "Karabakh movement Black Garden Armenia Azerbaijan peace war nation and the of "
    "history Երևան Ղարաբաղ conflict sources memory 1988"
).split()
DATES = "2003 2005-09-14 2005-09 1997-24/1998 1905~ 1994/1996 2011-07".split()


class Block(NamedTuple):
    """One block of references: the seconds that ours took, and citeproc-py."""

    ours: float
    theirs: float


def main() -> None:
    """Measure and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print_machine(count)
    references = list(make_references(count))
    blocks = [references[start : start + BLOCK] for start in range(0, count, BLOCK)]
    warnings.simplefilter("ignore")
    print_lines([measure_block(block) for block in blocks], count)
    print_works()
    print_commands()


def print_machine(count: int) -> None:
    """Print what the figures were taken on, and with."""
    versions = f"citeproc-py {version('citeproc-py')}, lxml {version('lxml')}"
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python", end=" ")
    print(f"{platform.python_version()}, {versions};", end=" ")
    print(f"{count:,} references of {len(TYPES)} types, style {STYLE}\n")


# What is measured ---------------------------------------------------------------


def make_references(count: int) -> Iterator[Reference]:
    """Make references of all kinds, the same in every run."""
    chance = random.Random(1988)
    for index in range(count):
        people = tuple(make_name(chance) for _ in range(chance.choice((1, 1, 2, 3, 5))))
        yield Reference(
            f"r{index}",
            TYPES[index % len(TYPES)],
            {"author": people, **({"editor": people[:1]} if index % 3 == 0 else {})},
            {"issued": Date(chance.choice(DATES)), "accessed": Date("2022-11-22")},
            make_variables(chance, index),
        )


def make_name(chance: random.Random) -> Name:
    """Make a name of two parts, or the literal of a body."""
    if chance.random() < 0.1:
        return Name(literal="International Crisis Group")
    return Name(chance.choice(FAMILIES).replace("_", " "), chance.choice(GIVEN))


def make_variables(chance: random.Random, index: int) -> dict[str, str]:
    """Make the texts of a reference, about half of the optional ones."""
    variables = {
        "title": " ".join(chance.choices(WORDS, k=6)),
        "container-title": " ".join(chance.choices(WORDS, k=3)),
        "publisher": "New York University Press",
        "publisher-place": "New York",
        "volume": str(index % 40 + 1),
        "issue": str(index % 4 + 1),
        "page": f"{index % 300 + 1}-{index % 300 + 12}",
        "DOI": f"10.1000/{index}",
        "URL": f"https://example.org/{index}",
    }
    kept = ["title", *(key for key in variables if chance.random() < 0.5)]
    return {key: variables[key] for key in variables if key in kept}


def measure_block(references: Sequence[Reference]) -> Block:
    """Format a block with both, one after the other."""
    theirs = make_citeproc(references)
    ours = time_of(lambda: [format_line(reference) for reference in references])
    return Block(ours, time_of(theirs))


def make_citeproc(references: Sequence[Reference]) -> Callable[[], object]:
    """Return what formats the references with citeproc-py, all else being done."""
    items = [csl_item(reference) for reference in references]
    for item in items:
        item.pop("custom", None)
    style = CitationStylesStyle(STYLE, validate=False)
    bibliography = CitationStylesBibliography(
        style, CiteProcJSON(items), formatter.plain
    )
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return lambda: [str(line) for line in bibliography.bibliography()]


def time_of(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def make_entries(entries: int, works: int) -> list[Entry]:
    """Make entries that cite works in different records of them."""
    chance = random.Random(1988)
    known = list(make_references(works))
    return [
        Entry(
            f"entry-{index}",
            f"Entry {index}",
            "Text.",
            references=tuple(
                vary(chance, reference)
                for reference in chance.choices(known, k=CITED_BY_EACH)
            ),
        )
        for index in range(entries)
    ]


def vary(chance: random.Random, reference: Reference) -> Reference:
    """Write a record as another author would."""
    variables = dict(reference.variables)
    if "DOI" in variables and chance.random() < 0.5:
        variables["DOI"] = f"https://doi.org/{variables['DOI']}"
    if "URL" in variables and chance.random() < 0.5:
        variables["URL"] = variables["URL"].replace("https://", "http://www.") + "/"
    variables["title"] = chance.choice((str.upper, str.title, str))(variables["title"])
    return Reference(
        reference.id, reference.type, reference.names, reference.dates, variables
    )


def write_entry(folder: Path, entry: Entry) -> None:
    """Write an entry that calls each of its references, as JSON, which is YAML too."""
    calls = "".join(f" A sentence.[^{item.id}]" for item in entry.references)
    records = [csl_item(item) for item in entry.references]
    for record in records:
        record.pop("custom", None)
    value = {"title": entry.title, "body": f"Text.{calls}", "references": records}
    text = json.dumps(value, ensure_ascii=False, indent=1)
    (folder / f"{entry.slug}.yaml").write_text(text, "utf-8")


def run_command(folder: Path, *words: str) -> None:
    """Run a command as a process of its own; what it says is thrown away."""
    command = [sys.executable, "-m", "wikicli", "-L", str(folder), *words]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


# The table ----------------------------------------------------------------------


def print_lines(blocks: Sequence[Block], count: int) -> None:
    """Print the lines a second of both."""
    ours = count / sum(block.ours for block in blocks)
    theirs = count / sum(block.theirs for block in blocks)
    ratio = statistics.median(block.theirs / block.ours for block in blocks)
    print("| citation lines | lines a second | ratio | aim |")
    print("|---|---|---|---|")
    print(f"| wikicli | {ours:,.0f} | {ratio:.0f} | {AIM} |")
    print(f"| citeproc-py | {theirs:,.0f} | 1 | |\n")


def print_works() -> None:
    """Print the time that works take, in a quarter of the library and in all of it."""
    print("| works of a library | entries | references | works | time | a reference |")
    print("|---|---|---|---|---|---|")
    for part in (4, 1):
        entries = make_entries(ENTRIES // part, WORKS // part)
        records = [(entry.slug, it) for entry in entries for it in entry.references]
        works = join_records(records)
        sizes = (len(entries), len(entries) * CITED_BY_EACH, len(works))
        print_row("found", sizes, median_of(partial(join_records, records)))
        print_row("sorted", sizes, median_of(partial(sort_works, works, "cited")))


def median_of(work: Callable[[], object]) -> float:
    """Return the median of the seconds that three calls take."""
    return statistics.median(time_of(work) for _ in range(3))


def print_row(name: str, sizes: tuple[int, int, int], seconds: float) -> None:
    """Print one row of the table of works."""
    entries, count, works = sizes
    print(
        f"| {name} | {entries:,} | {count:,} | {works:,} | {seconds:.2f} s "
        f"| {seconds / count * 1e6:.0f} µs |"
    )


def print_commands() -> None:
    """Print the time of whole commands over a library of entry files."""
    print("\n| command | entries | references | time | an entry |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        for entry in make_entries(ENTRIES, WORKS):
            write_entry(Path(name), entry)
        for words in (
            ("--all",),
            ("--all", "--json"),
            ("--all", "--format", "csl-json"),
            ("--all", "--format", "ris"),
        ):
            seconds = time_of(partial(run_command, Path(name), "refs", *words))
            line = f"| `refs {' '.join(words)}` | {ENTRIES:,} "
            line += f"| {ENTRIES * CITED_BY_EACH:,} | {seconds:.1f} s "
            print(f"{line}| {seconds / ENTRIES * 1e3:.2f} ms |")


if __name__ == "__main__":
    main()
