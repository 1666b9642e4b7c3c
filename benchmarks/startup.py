"""Whole-process time and peak memory of commands, as ratios to bare imports.

Run: python benchmarks/startup.py [runs] [--against DIR]

The floor is a Python that only imports what every such tool needs. Floor and command
run alternately, so that a change of the machine's speed meets both; each figure is
the median of the runs, and a ratio the median of the ratios of neighbouring runs.

With --against, another checkout takes the floor's place: each command of this one runs
in turn with the same command of that one, each over the entries that it ships. DIR has
a virtual environment in DIR/.venv; a path of its Python does as well.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
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
AGAINST = COMMANDS | {
    "refs miatsum --json": ("refs", "miatsum", "--json"),
    "show table": ("show", "table", "-L", "{folder}"),
}
"""What runs in turn with another checkout; ``{folder}`` has the table of ROWS rows."""
ROWS = 5000


class Run(NamedTuple):
    """One finished process: seconds of wall-clock time, MiB of peak memory."""

    seconds: float
    mebibytes: float


def main() -> None:
    """Measure and print the table."""
    asked = parse_arguments()
    here = Path(sys.executable)
    print_machine(asked.runs)
    with tempfile.TemporaryDirectory() as folder:
        environment = make_environment(Path(folder))
        if asked.against:
            write_table(Path(folder))
            compare(here, asked.against, asked.runs, environment)
            return
        print("| command | time | ratio | aim | peak memory | ratio | aim |")
        print("|---|---|---|---|---|---|---|")
        floor = (str(here), *FLOOR)
        for name, words in COMMANDS.items():
            pairs = measure_pair(command(here, words), floor, asked.runs, environment)
            print_row(name, pairs)


def parse_arguments() -> argparse.Namespace:
    """Read the command line: how many runs, and against what."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("runs", nargs="?", type=int, default=21, help="runs that count")
    parser.add_argument(
        "--against", type=python_of, metavar="DIR", help="another checkout, or a Python"
    )
    return parser.parse_args()


def python_of(text: str) -> Path:
    """Return the Python of a checkout with its .venv, or the one that is named."""
    path = Path(text).absolute()
    python = path / ".venv" / "bin" / "python" if path.is_dir() else path
    if not script_of(python).exists():
        raise argparse.ArgumentTypeError(f"no wikicli is installed beside {python}")
    return python


def script_of(python: Path) -> Path:
    """Return the installed command, beside its Python."""
    return python.with_name("wikicli")


def command(python: Path, words: Sequence[str]) -> tuple[str, ...]:
    """Return what starts a command of the wikicli that is installed with a Python."""
    return (str(python), str(script_of(python)), *words)


def compare(here: Path, there: Path, runs: int, environment: Mapping[str, str]) -> None:
    """Run commands of two checkouts in turn, and print a table of both."""
    print(f"Here: {here}\nThere: {there}\n")
    print("| command | here | there | ratio | memory here | there | ratio |")
    print("|---|---|---|---|---|---|---|")
    folder = str(Path(environment["XDG_CACHE_HOME"]).parent)
    for name, asked in AGAINST.items():
        words = [word.format(folder=folder) for word in asked]
        pair = (command(here, words), command(there, words))
        pairs = measure_pair(*pair, runs, environment)
        seconds, slower = figures((a.seconds, b.seconds) for a, b in pairs)
        memory, larger = figures((a.mebibytes, b.mebibytes) for a, b in pairs)
        times = " | ".join(f"{1000 * value:.0f} ms" for value in seconds)
        sizes = " | ".join(f"{value:.1f} MiB" for value in memory)
        print(f"| `{name}` | {times} | {slower:.3f} | {sizes} | {larger:.3f} |")


def write_table(folder: Path) -> None:
    """Write an entry with a long table: a link, a number and a marker in each row."""
    cells = "  | Row {0} | [[yerevan\\|Yerevan]] has **{0}**[^a p. {1}] | {0} |\n"
    rows = "".join(cells.format(row, row % 90) for row in range(ROWS))
    head = "  | Name | What it is | Number |\n  |---|---|---:|\n"
    text = f"title: Table\nbody: |\n{head}{rows}references: [{{id: a, title: A}}]\n"
    (folder / "table.yaml").write_text(text, "utf-8")


def figures(pairs: Iterable[tuple[float, float]]) -> tuple[list[float], float]:
    """Return the medians of both sides, and that of the ratios of neighbours."""
    listed = list(pairs)
    medians = [statistics.median(side) for side in zip(*listed, strict=True)]
    return medians, statistics.median(one / other for one, other in listed)


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
    environment: Mapping[str, str],
) -> list[tuple[Run, Run]]:
    """Run command and floor in turn; the first runs warm up and do not count."""
    pairs = [
        (run_once(command, environment), run_once(floor, environment))
        for _ in range(runs + WARM_UP)
    ]
    return pairs[WARM_UP:]


def run_once(words: Sequence[str], environment: Mapping[str, str]) -> Run:
    """Run a program with its words, its output thrown away, and wait for it."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    start = time.perf_counter()
    process = os.posix_spawn(
        words[0],
        list(words),
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
    (seconds, _), slower = figures((run.seconds, it.seconds) for run, it in pairs)
    (memory, _), larger = figures((run.mebibytes, it.mebibytes) for run, it in pairs)
    print(
        f"| `{name}` | {seconds * 1000:.0f} ms | {slower:.2f} | {AIMS[name]:.2f} "
        f"| {memory:.1f} MiB | {larger:.2f} | {MEMORY_AIM:.2f} |"
    )


if __name__ == "__main__":
    main()
