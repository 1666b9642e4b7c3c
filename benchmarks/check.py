"""`wikicli check`, all rules, and yamllint on the same files: time and peak memory.

Run: python benchmarks/check.py [entries [runs]]   (needs `pip install yamllint`)

The library is made of the shipped entries: each file is one of them under names of its
own, its links leading to others of the library. Both programs run alternately, on one
core and on all.
"""

import os
import platform
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ENTRIES = Path(__file__).parents[1] / "entries"
SCRIPTS = Path(sys.executable).parent
AIM = 5
RUNS = 3
YAMLLINT = ("-f", "parsable", "-d", "default")


class Run(NamedTuple):
    """One finished process: seconds of wall-clock time, MiB of peak memory in all."""

    seconds: float
    mebibytes: float


def main() -> None:
    """Make the libraries, measure, print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else RUNS
    cores = len(os.sched_getaffinity(0))
    versions = ", ".join(f"{it} {version(it)}" for it in ("pyyaml", "yamllint"))
    print(f"{platform.platform()}, {cores} cores, Python", end=" ")
    print(f"{platform.python_version()}, {versions}; median of {runs} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        size = make_library(library, count)
        print(f"{count} entries, {size / count / 1000:.1f} kB each\n")
        measure(library, count, cores, runs)
        print_memory(Path(folder), (count // 10, count))


def make_library(folder: Path, count: int) -> int:
    """Write a library of so many entries; return how many bytes it has."""
    folder.mkdir(exist_ok=True)
    samples = [path.read_text("utf-8") for path in sorted(ENTRIES.glob("*.yaml"))]
    chance = random.Random(1988)
    size = 0
    for number in range(count):
        data = vary(samples[number % len(samples)], number, count, chance).encode()
        (folder / f"entry-{number}.yaml").write_bytes(data)
        size += len(data)
    return size


def vary(text: str, number: int, count: int, chance: random.Random) -> str:
    """Return an entry with names of its own and links to others of the library."""

    def lead_elsewhere(match: re.Match[str]) -> str:
        other = (number + chance.randrange(1, count)) % count
        return f"{match[1]}entry-{other}"

    text = re.sub(
        r"(\[\[|\{entry: |(?m:^  - (?=[a-z-]+$)))[a-z0-9-]+", lead_elsewhere, text
    )
    text = re.sub(r"(?m)^( *title: .*?)(\"?)$", rf"\1 ({number})\2", text, count=1)
    text = re.sub(r"(?m)^(aliases: \[.*)\]$", rf"\1 ({number})]", text)
    text = re.sub(r"(?m)^(hy:\n  title: .*)$", rf"\1 ({number})", text)
    text = re.sub(r"(?m)^(  - hy: .*)$", rf"\1 {number}", text)
    text = re.sub(r"(?m)^(    en: )(.*)$", rf"\1sense {number} of \2", text)
    lead = re.search(r"\*\*([^*]+)\*\*", text)
    assert lead is not None
    return text.replace(lead[0], f"**{lead[1]} ({number})**", 1)


def measure(library: Path, count: int, cores: int, rounds: int) -> None:
    """Run both programs in turn; print the table."""
    words = ("-L", str(library), "check", "--select", "ALL", "--statistics")
    check = (str(SCRIPTS / "wikicli"), *words)
    lint = (str(SCRIPTS / "yamllint"), *YAMLLINT, str(library))
    runs: dict[str, list[Run]] = {"yamllint": [], "one": [], "all": []}
    for _ in range(rounds):
        runs["yamllint"].append(run_once(lint))
        runs["one"].append(run_once(check, cores=1))
        runs["all"].append(run_once(check))
    base = median(runs["yamllint"])
    print("| program | time | entries a second | ratio | aim |")
    print("|---|---|---|---|---|")
    for name, label, aim in (
        ("all", f"`wikicli check`, all rules, {cores} cores", str(AIM)),
        ("one", "`wikicli check`, all rules, 1 core", ""),
        ("yamllint", "yamllint", ""),
    ):
        seconds = median(runs[name])
        print(f"| {label} | {seconds:.1f} s | {count / seconds:.0f}", end=" ")
        print(f"| {base / seconds:.1f} | {aim} |", flush=True)


def median(runs: Sequence[Run]) -> float:
    """Return the median of times."""
    return statistics.median(run.seconds for run in runs)


def print_memory(folder: Path, counts: Sequence[int]) -> None:
    """Print the peak memory of a check of libraries of several sizes."""
    print("\n| entries | peak memory of the largest process |")
    print("|---|---|")
    for count in counts:
        library = folder / f"library-{count}"
        make_library(library, count)
        words = (str(SCRIPTS / "wikicli"), "-L", str(library), "check", "--statistics")
        print(f"| {count} | {run_once(words).mebibytes:.1f} MiB |", flush=True)


def run_once(words: Sequence[str], cores: int = 0) -> Run:
    """Run a command, its output thrown away; on so many cores if that is said."""

    def limit() -> None:
        chosen = sorted(os.sched_getaffinity(0))[: cores or None]
        os.sched_setaffinity(0, chosen)

    measured = (sys.executable, "-c", MEASURE, *words)
    start = time.perf_counter()
    done = subprocess.run(
        measured,
        stdout=subprocess.PIPE,
        preexec_fn=limit,
        check=True,
        env=environment(),
    )
    seconds = time.perf_counter() - start
    return Run(seconds, int(done.stdout) / 1024)


MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
if done.returncode not in (0, 1):
    sys.exit(f"{sys.argv[1]} ended with status {done.returncode}")
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def environment() -> dict[str, str]:
    """Return an environment in which byte code is written."""
    found = dict(os.environ)
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


if __name__ == "__main__":
    main()
