"""What commands over a whole library cost: once, and again while nothing changes.

Run: python benchmarks/library.py [ENTRIES] [--against DIR] [--rounds N]   (dict-gcide)

The library is made of a dictionary's texts (`dictionary.py`), or is the folder that
``ENTRIES`` names. ``--against`` has another checkout answer in turn, with the same
Python; its caches are its own. Seconds of wall clock, those of CPU in the first
process alone, and MB of that at its peak; the least of the rounds.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parents[1]
COMMANDS = (
    "show {name}",
    "refs {name}",
    "search water",
    "list",
    "links {name}",
    "links --orphans",
    "refs --all",
    "refs --all --json",
    "coverage",
    "check --statistics",
    "__complete show ab",
)


class Cost(NamedTuple):
    """What a process took: seconds, seconds of CPU, MB at its peak."""

    wall: float
    cpu: float
    peak: float


class Checkout:
    """A checkout of wikicli with a cache of its own."""

    def __init__(self, folder: Path, cache: Path, library: Path) -> None:
        """Take the folder of the checkout."""
        self.library = library
        self.cache = cache
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder / "src"),
            "XDG_CACHE_HOME": str(cache),
        }
        self.environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def run(self, command: str) -> Cost:
        """Run a command on the library; its output is thrown away."""
        words = command.split()
        before = [] if words[0] == "__complete" else ["-L", str(self.library)]
        if words[0] == "__complete":
            words[1:1] = ["-L", str(self.library)]
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "wikicli", *before, *words],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)

    def forget(self) -> None:
        """Remove all that was kept."""
        shutil.rmtree(self.cache, ignore_errors=True)


def main() -> None:
    """Measure, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("entries", nargs="?", default="10000")
    parser.add_argument("--against", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    print(f"{platform.platform()}, {cores} cores, Python {platform.python_version()};")
    print(f"library {asked.entries}, least of {asked.rounds} runs\n")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        library, name = make_library(asked.entries, place)
        checkouts = [Checkout(HERE, place / "here", library)]
        if asked.against:
            other = Checkout(asked.against, place / "there", library)
            checkouts.append(other)
        print_head(len(checkouts))
        measure(checkouts, name, asked.rounds, library)


def make_library(entries: str, place: Path) -> tuple[Path, str]:
    """Make a library of so many entries, or take one; name an entry of it.

    Another process makes it: the peak of one that starts others counts as theirs.
    """
    if not entries.isdecimal():
        return Path(entries), next(Path(entries).rglob("*-7.yaml")).stem
    maker = Path(__file__).with_name("dictionary.py")
    words = (sys.executable, str(maker), str(place / "library"), entries)
    subprocess.run(words, check=True)
    return make_library(str(place / "library"), place)


def measure(checkouts: list[Checkout], name: str, rounds: int, folder: Path) -> None:
    """Measure each command, the first time and again, in all checkouts in turn."""
    for command in (it.format(name=name) for it in COMMANDS):
        if not command.startswith("__complete"):
            for it in checkouts:
                it.forget()
            first = [[it.run(command)] for it in checkouts]
            print_row(f"`{command}`, the first time", first)
        for it in checkouts:
            it.run("search water")
        runs: list[list[Cost]] = [[] for _ in checkouts]
        for _ in range(rounds):
            for it, found in zip(checkouts, runs, strict=True):
                found.append(it.run(command))
        print_row(f"`{command}`", runs)
    print_row("one file changed, then `search`", change(checkouts, folder, rounds))


def change(checkouts: list[Checkout], folder: Path, rounds: int) -> list[list[Cost]]:
    """Change a file, then search, in all checkouts."""
    path = sorted(folder.rglob("*.yaml"))[3]
    runs: list[list[Cost]] = [[] for _ in checkouts]
    for number in range(rounds):
        text = path.read_text("utf-8").partition("\nnote")[0]
        path.write_text(f"{text.rstrip()}\n# {number}\n", "utf-8")
        for it, found in zip(checkouts, runs, strict=True):
            found.append(it.run("search water"))
    return runs


def print_head(count: int) -> None:
    """Print the head of the table."""
    others = "| there | | | times faster " if count > 1 else ""
    print(f"| command | seconds | CPU | MB {others}|")
    print("|---" * (4 if count == 1 else 8) + "|", flush=True)


def print_row(label: str, runs: list[list[Cost]]) -> None:
    """Print what a command took here and there."""
    least = [Cost(*map(min, zip(*it, strict=True))) for it in runs]
    cells = [f"{it.wall:.2f} | {it.cpu:.2f} | {it.peak:.0f}" for it in least]
    if len(least) > 1:
        cells.append(f"{least[1].wall / least[0].wall:.1f}")
    print(f"| {label} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
