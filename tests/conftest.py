"""The vocabulary of the tests: make_library, run, golden."""

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from typer.main import get_command
from typer.testing import CliRunner

from wikicli.cli import get_app

ROOT = Path(__file__).parents[1]
ENTRIES = ROOT / "entries"
GOLDEN = Path(__file__).parent / "golden"

MakeLibrary = Callable[[Mapping[str, str | bytes]], Path]
Golden = Callable[[str, str], None]


@dataclass(frozen=True)
class Result:
    """What a command answered."""

    stdout: str
    stderr: str
    code: int


Run = Callable[..., Result]


# Other tests and the processes that they start read what one has compiled.
sys.dont_write_bytecode = False

# What starts the tests may ignore it, as nohup does, and their processes would too.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

# Folders of tests are in memory, where there is one: disks take longer.
if os.access("/dev/shm", os.W_OK):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", "/dev/shm")

# How fast an example is made or tried is not asserted.
settings.register_profile(
    "quick",
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=1000)
settings.load_profile("quick")  # --hypothesis-profile=thorough comes after this


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite tests/golden"
    )


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what is there to the end, and wait longer."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the user's own settings, entries and indexes out of every test."""
    for name in list(os.environ):
        if name.startswith(("WIKICLI_", "XDG_", "LESS")) or name in _SCRUBBED:
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("TERM", "xterm-256color")


_SCRUBBED = (
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "FORCE_COLOR",
    "FORCE_HYPERLINK",
    "PAGER",
    "COLORFGBG",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "SOURCE_DATE_EPOCH",
)


@pytest.fixture
def make_library(tmp_path: Path) -> MakeLibrary:
    """Write files, text or bytes by their path, into a folder and return it."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "library"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = content.encode() if isinstance(content, str) else content
            path.write_bytes(data)
        return folder

    return make


@cache
def _build() -> Any:
    """Build all commands, once: it takes as long as to answer with most of them."""
    return get_command(get_app())


def invoke(
    words: Sequence[str], env: Mapping[str, str] | None = None, stdin: bytes = b""
) -> Result:
    """Run a command in this process; a crash is never an answer."""
    with CliRunner().isolation(stdin, env) as (stdout, stderr, _):
        with pytest.raises(SystemExit) as end:
            _build().main(words, prog_name="wikicli")
        sys.stdout.flush()
        sys.stderr.flush()
        answer, messages = (out.getvalue().decode("utf-8") for out in (stdout, stderr))
    code = end.value.code
    assert isinstance(code, int)
    return Result(answer.replace("\r\n", "\n"), messages.replace("\r\n", "\n"), code)


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""

    def run_command(
        *words: str | Path,
        library: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        before = ["-L", str(library)] if library else []
        return invoke([*before, *map(str, words)], env)

    return run_command


@pytest.fixture
def spawn() -> Run:
    """Run a command as a process of its own, its output in pipes."""

    def spawn_process(
        *words: str | Path,
        library: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> Result:
        before = ["-L", str(library)] if library else []
        done = subprocess.run(
            [sys.executable, "-m", "wikicli", *before, *map(str, words)],
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=False,
        )
        stdout, stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        return Result(stdout, stderr, done.returncode)

    return spawn_process


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare text with a file of tests/golden; --update-golden rewrites it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare
