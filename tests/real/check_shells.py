"""The scripts of completion in the shells that they are for."""

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

BIN = Path(sys.executable).parent


@pytest.fixture(autouse=True)
def on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command where shells look for it."""
    monkeypatch.setenv("PATH", f"{BIN}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_fish_offers_names_options_and_values() -> None:
    def offer(line: str) -> list[str]:
        script = f'wikicli completion fish | source; complete -C "{line}"'
        words = ["fish", "--no-config", "-c", script]
        done = subprocess.run(words, capture_output=True, text=True, check=True)
        return [it.partition("\t")[0] for it in done.stdout.splitlines()]

    assert offer("wikicli show yer") == ["yerevan"]
    assert offer("wikicli show Երև") == []  # there is no index yet
    assert offer("wikicli show --lang ") == ["both", "en", "hy"]
    assert offer("wikicli che") == ["check"]


SHELLS = {
    "bash": (["bash", "--norc", "-i"], 'eval "$(wikicli completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -U compinit; compinit -u; eval "$(wikicli completion zsh)"',
    ),
}


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("wikicli show yer", "wikicli show yerevan "),
        ("wikicli refs miats", "wikicli refs miatsum "),
        ("wikicli show --wid", "wikicli show --width "),
        ("wikicli romani", "wikicli romanize "),
    ],
)
def test_a_tab_completes_the_word(shell: str, typed: str, completed: str) -> None:
    assert shutil.which(shell), f"{shell} is not installed"
    words, setup = SHELLS[shell]
    child, terminal = pty.fork()
    if not child:
        os.environ.update(PS1="> ", TERM="dumb")
        os.execvp(words[0], words)
    try:
        os.write(terminal, f"{setup}; echo REA''DY\n".encode())
        read_until(terminal, "READY")
        os.write(terminal, f"{typed}\t".encode())
        assert completed in read_until(terminal, completed)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)


def read_until(terminal: int, text: str) -> str:
    """Read what a shell writes until a text is in it, for ten seconds at most."""
    found, end = b"", time.monotonic() + 10
    while text not in found.decode(errors="replace") and time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            found += os.read(terminal, 65536)
    return found.decode(errors="replace")
