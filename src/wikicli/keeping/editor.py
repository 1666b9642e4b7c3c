"""The user's editor: which one it is, and running it."""

import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from wikicli.base.errors import UsageError
from wikicli.base.text import quote, quote_path


def get_editor(environment: Mapping[str, str]) -> list[str]:
    """Get the user's editor, as a command; raises UsageError if none is named.

    None is guessed: who does not know the one that opens can't leave it.
    """
    for variable in ("VISUAL", "EDITOR"):
        value = environment.get(variable, "")
        if not value.strip():
            continue
        try:
            command = shlex.split(value)
        except ValueError:
            message = f"{variable} can't be {quote(value)}: a quotation is not closed"
            raise UsageError(message) from None
        if shutil.which(command[0]) is None:
            name = quote_path(Path(command[0]))
            message = f"editor {name} of {variable} is not found"
            raise UsageError(message, f"set {variable} to another: {_suggest()}")
        return command
    hint = f"set EDITOR to the name of one, such as: {_suggest()}"
    raise UsageError("no editor is named", hint)


def _suggest() -> str:
    """Name an editor that is there, the easiest to leave first."""
    known = (it for it in ("nano", "micro", "emacs", "vim", "vi") if shutil.which(it))
    return f"export EDITOR={next(known, 'nano')}"


def run_for_user(command: Sequence[str]) -> tuple[int, int]:
    """Run a program that has the terminal; return its exit code, and what ended us.

    That is the first signal to end that came meanwhile, which the program gets, too,
    or 0. Raises OSError if the program can't be run.
    """
    ended: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def pass_on(number: int, _: object) -> None:
        ended.append(number)
        for process in running:
            process.send_signal(number)

    # Ctrl-C is meant for the program. To ignore it here would be inherited there.
    before = {signal.SIGINT: signal.signal(signal.SIGINT, lambda *_: None)}
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            before[number] = signal.signal(number, pass_on)
    try:
        running.append(subprocess.Popen(command))
        for early in ended:
            running[0].send_signal(early)
        return running[0].wait(), ended[0] if ended else 0
    finally:
        for heeded, handler in before.items():
            signal.signal(heeded, handler)
