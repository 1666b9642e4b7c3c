"""Which faults no test sees: a share of random faults in the code, each tried by tests.

Run: python benchmarks/mutants.py [FOLDER ...] [--count 200] [--seed 1]
(with ``pip install coverage`` beside the extra ``test``)

A mutant is the code with one fault of those that `faults.py` knows. As many lines as
mutants are drawn, and a fault on each of them.

First each test file runs once under coverage, to know which lines each test executes
and how long it takes; that is kept in .pytest_cache until the code or the file changes.
Then each mutant, in a copy of the checkout, is tried by the tests that execute its
line, then by those that execute others of its file, then by those whose file imports
it: the fastest first, up to the first that fails, for --budget seconds at most. What a
test runs in a process of its own is not seen by coverage, and a mutant that needs it
may survive.
"""

import argparse
import hashlib
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from faults import Mutant, apply, draw

ROOT = Path(__file__).resolve().parents[1]
CACHE = ROOT / ".pytest_cache" / "mutants"
MEMORY = 4 << 30  # bytes; a mutant may go on for ever and keep what it makes
LEFT_OUT = (".git", ".venv*", ".*_cache", ".hypothesis", "__pycache__", "dist")

# Which test executes which line -------------------------------------------------------


class Trace(NamedTuple):
    """The tests of each line that one test file executes, and the time of each test."""

    failed: list[str]
    seconds: dict[str, float]
    lines: dict[str, dict[str, list[str]]]


class Recorder:
    """Tells coverage, as a plugin of pytest, which test is running."""

    def __init__(self, coverage: Any) -> None:
        """Tell this coverage."""
        self.coverage = coverage
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, Any]:
        """Record one test."""
        self.coverage.switch_context(item.nodeid)
        start = sum(os.times()[:4])
        result = yield
        self.seconds[item.nodeid] = round(sum(os.times()[:4]) - start, 4)
        self.coverage.switch_context("")
        return result

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that fails without a fault: it would kill all mutants."""
        if report.failed:
            self.failed.add(report.nodeid)


class Choice:
    """Picks tests and puts them in order, as a plugin of pytest."""

    def __init__(self, tests: Sequence[str]) -> None:
        """Choose these tests, in this order."""
        self.rank = {test: rank for rank, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave the chosen tests."""
        chosen = [item for item in items if item.nodeid in self.rank]
        items[:] = sorted(chosen, key=lambda item: self.rank[item.nodeid])


def trace_all(copy: Path, tests: Iterable[Path], paths: Sequence[Path]) -> list[Trace]:
    """Run each test file under coverage, or take what is known of it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    shared = [copy / "tests" / "conftest.py", *(copy / "src").rglob("*.py")]
    shared += (copy / "tests" / "kit").glob("*.py")
    names = [str(path.relative_to(copy)) for path in paths]
    traces = []
    for path in tests:
        test = str(path.relative_to(copy))
        known = CACHE / f"{digest(copy, [*shared, path], names)}.json"
        if not known.exists():
            print(f"measuring {test}", file=sys.stderr, flush=True)
            in_child(copy, partial(trace, test, names, known))
        found = Trace(**json.loads(known.read_text("utf-8")))
        for name in found.failed:
            print(f"fails without a fault: {name}", file=sys.stderr)
        traces.append(found)
    return traces


def digest(copy: Path, paths: Iterable[Path], names: Sequence[str]) -> str:
    """Return a short name for the contents of files and for those to be measured."""
    found = hashlib.sha256("\n".join(names).encode())
    for path in sorted(set(paths)):
        found.update(str(path.relative_to(copy)).encode() + path.read_bytes())
    return found.hexdigest()[:20]


def trace(test: str, names: Sequence[str], known: Path) -> int:
    """Run a test file in the current folder; write which test executes what."""
    from coverage import Coverage

    here = {str(Path.cwd() / name): name for name in names}
    measured = Coverage(data_file=None, include=list(here), config_file=False)
    recorder = Recorder(measured)
    measured.start()
    run_tests([test], recorder)
    measured.stop()
    data = measured.get_data()
    lines: dict[str, dict[str, list[str]]] = {}
    for path in data.measured_files():
        for line, contexts in data.contexts_by_lineno(path).items():
            own = sorted(set(contexts) - {""} - recorder.failed)
            lines.setdefault(here[path], {})[str(line)] = own
    told = Trace(sorted(recorder.failed), recorder.seconds, lines)
    known.write_text(json.dumps(told._asdict()), "utf-8")
    return 0


def choose(mutant: Mutant, traces: Sequence[Trace], budget: float) -> list[str]:
    """Return the tests for a mutant, in order; none if its file is not executed.

    Where a test file imports the module, any of its tests may use what that holds.
    """
    ranked: dict[str, tuple[int, float]] = {}
    for found in traces:
        if mutant.path not in found.lines:
            continue
        lines = found.lines[mutant.path]
        within = {test for tests in lines.values() for test in tests}
        near = set(lines.get(str(mutant.line), ()))
        for test, seconds in found.seconds.items():
            if test not in found.failed:
                ranked[test] = (2 - (test in within) - (test in near), seconds)
    chosen = []
    for test in sorted(ranked, key=lambda test: ranked[test]):
        budget -= ranked[test][1]
        if budget < 0:
            break
        chosen.append(test)
    return chosen


# Trying mutants -----------------------------------------------------------------------


def run_tests(files: Sequence[str], plugin: object) -> int:
    """Run pytest in this process, without what it keeps for later."""
    words = ["-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
    if isinstance(plugin, Recorder):
        words.remove("-x")
    return int(pytest.main([*words, "--hypothesis-seed=0", *files], plugins=[plugin]))


def in_child(copy: Path, work: Callable[[], int], seconds: int = 3600) -> int:
    """Do work in a child, in a copy of the checkout; return how it ended.

    It may take so many seconds of the processor.
    """
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        signal.alarm(20 * seconds)  # one that waits takes no time of the processor
        os.chdir(copy)
        sys.path.insert(0, str(copy / "src"))
        os.environ["PYTHONPATH"] = str(copy / "src")
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        code = work()
    finally:
        os._exit(code)


def attempt(copy: Path, mutant: Mutant | None, tests: Sequence[str]) -> str:
    """Try a mutant in the copy of the checkout; return what became of it."""
    if not tests:
        return "not covered"
    files = sorted({test.partition("::")[0] for test in tests})
    shutil.rmtree(copy / ".hypothesis", ignore_errors=True)
    plain = b""
    if mutant:
        path = copy / mutant.path
        plain = path.read_bytes()
        put(path, apply(plain, mutant))
    try:
        code = in_child(copy, partial(run_tests, files, Choice(tests)), 90)
    finally:
        if mutant:
            put(path, plain)
    if code in (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL):
        return "timed out"
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        raise SystemExit(f"none of these is a test: {tests}")
    return "survived" if code == 0 else "killed"


def put(path: Path, data: bytes) -> None:
    """Write a module, and forget how it was compiled: the time may be the same."""
    path.write_bytes(data)
    for compiled in path.parent.glob(f"__pycache__/{path.stem}.*"):
        compiled.unlink()


def main() -> None:
    """Draw the mutants, try them, print what became of each."""
    asked = parse_arguments()
    ends: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder).resolve() / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        paths = modules(copy, asked.folders, "*.py")
        mutants = draw(copy, paths, asked.count, asked.seed)
        traces = trace_all(copy, modules(copy, asked.tests, "test_*.py"), paths)
        chosen = [choose(mutant, traces, asked.budget) for mutant in mutants]
        control = attempt(copy, None, next(filter(None, chosen), []))
        if control != "survived":
            raise SystemExit(f"without a fault: {control}")
        for mutant, tried in zip(mutants, chosen, strict=True):
            end = attempt(copy, mutant, tried)
            ends[end] += 1
            if end != "killed":
                print(f"{end}: {mutant.path}:{mutant.line}: {mutant.what}", flush=True)
    noticed = ends["killed"] + ends["timed out"]
    print(", ".join(f"{count} {end}" for end, count in sorted(ends.items())))
    print(f"score: {noticed} of {len(mutants)}, {noticed / len(mutants):.1%}")


def parse_arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    package = ROOT / "src" / "wikicli"
    parser.add_argument(
        "folders", nargs="*", type=Path, default=[package], help="folders, or modules"
    )
    parser.add_argument("--count", type=int, default=200, help="how many mutants")
    parser.add_argument("--seed", type=int, default=1, help="which of all that may be")
    parser.add_argument(
        "--tests", nargs="*", type=Path, default=[ROOT / "tests"], help="test files"
    )
    parser.add_argument(
        "--budget", type=float, default=20, help="seconds of tests for each"
    )
    return parser.parse_args()


def modules(copy: Path, asked: Iterable[Path], pattern: str) -> list[Path]:
    """Return where the copy has the files that are asked for, or are in folders."""
    found = [copy / path.resolve().relative_to(ROOT) for path in asked]
    inside = [sorted(it.rglob(pattern)) if it.is_dir() else [it] for it in found]
    return [path for paths in inside for path in paths]


if __name__ == "__main__":
    main()
