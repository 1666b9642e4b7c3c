"""Whole-process time and peak memory of commands, as ratios to bare imports.

Run: python benchmarks/startup.py [runs]

The floor is a Python that only imports what every such tool needs. Floor and command
run alternately, so that a change of the machine's speed meets both; each figure is
the median of the runs, and a ratio the median of the ratios of neighbouring runs.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

FLOOR = ("-c", "import typer, rich.console, yaml, markdown_it")
COMMANDS = {
    "show miatsum": ("show", "miatsum"),
    "refs miatsum": ("refs", "miatsum"),
    "search unification": ("search", "unification"),
    "--help": ("--help",),
}
AIMS = {
    "show miatsum": 1.25,
    "refs miatsum": 1.25,
    "search unification": 1.35,
    "--help": 1.0,
}
MEMORY_AIM = 1.3
WARM_UP = 2
SCRIPT = Path(sys.executable).with_name("wikicli")
"""The installed command, beside the Python that runs this."""


class Run(NamedTuple):
    """One finished process: seconds of wall-clock time, MiB of peak memory."""

    seconds: float
    mebibytes: float


def main() -> None:
    """Measure and print the table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    print_machine(runs)
    print("| command | time | ratio | aim | peak memory | ratio | aim |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        environment = make_environment(Path(folder))
        for name, words in COMMANDS.items():
            pairs = measure_pair((str(SCRIPT), *words), FLOOR, runs, environment)
            print_row(name, pairs)


def make_environment(folder: Path) -> dict[str, str]:
    """Return an environment with a cache of its own, and byte code written."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["XDG_CACHE_HOME"] = str(folder / "cache")
    environment["XDG_DATA_HOME"] = str(folder / "data")
    return environment


def print_machine(runs: int) -> None:
    """Print what the figures were taken on, and with."""
    names = ("typer", "rich", "pyyaml", "markdown-it-py", "tantivy")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python", end=" ")
    print(f"{platform.python_version()}, {versions}; {runs} runs each\n")


def measure_pair(
    command: Sequence[str],
    floor: Sequence[str],
    runs: int,
    environment: dict[str, str],
) -> list[tuple[Run, Run]]:
    """Run command and floor in turn; the first runs warm up and do not count."""
    pairs = [
        (run_once(command, environment), run_once(floor, environment))
        for _ in range(runs + WARM_UP)
    ]
    return pairs[WARM_UP:]


def run_once(words: Sequence[str], environment: dict[str, str]) -> Run:
    """Run Python with words, its output thrown away, and wait for it."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, *words],
        environment,
        file_actions=[(os.POSIX_SPAWN_DUP2, nothing, 1)],
    )
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    os.close(nothing)
    if status:
        raise SystemExit(f"{words} ended with status {status}")
    return Run(seconds, usage.ru_maxrss / 1024)


def print_row(name: str, pairs: list[tuple[Run, Run]]) -> None:
    """Print one row of the table."""
    seconds = statistics.median(run.seconds for run, _ in pairs)
    memory = statistics.median(run.mebibytes for run, _ in pairs)
    slower = statistics.median(run.seconds / floor.seconds for run, floor in pairs)
    larger = statistics.median(run.mebibytes / floor.mebibytes for run, floor in pairs)
    print(
        f"| `{name}` | {seconds * 1000:.0f} ms | {slower:.2f} | {AIMS[name]:.2f} "
        f"| {memory:.1f} MiB | {larger:.2f} | {MEMORY_AIM:.2f} |"
    )


if __name__ == "__main__":
    main()
