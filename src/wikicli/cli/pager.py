"""The pager: less, or what the user has named."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from wikicli.base.text import clean_line
from wikicli.language.armenian import romanize


def show_in_pager(
    text: str, title: str, environment: Mapping[str, str], width: int
) -> bool:
    """Show text in the user's pager; tell whether there is one.

    It gets a file, and less the name of it: of a pipe it can't tell how far one has
    read.
    """
    import shutil
    import signal
    import subprocess
    from tempfile import TemporaryFile

    command = _split_command(environment.get("PAGER") or "less")
    if not command or shutil.which(command[0]) is None:
        return False
    # In a locale that is not there, less would take what it gets for a binary file.
    ours = {"LESS": f"FRX{format_prompt(title, width)}", "LESSCHARSET": "utf-8"}
    environment = {**ours, **environment}
    if Path(command[0]).name == "less":
        command.append("/dev/stdin")
        environment.pop("LESSOPEN", None)  # it is to be shown as it is
    # Ctrl-C is meant for the pager. To ignore it here would be inherited there.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with TemporaryFile() as file:
            file.write(text.encode("utf-8", "replace"))
            file.seek(0)
            subprocess.run(command, stdin=file, env=environment, check=False)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return True


def format_prompt(title: str, width: int) -> str:
    """Return the option of less for its prompt: title, how far one is, some keys.

    A dollar sign would end it, and some signs are commands (less(1), "PROMPTS"). Other
    letters than ASCII's become signs of control (less 590), so the title is romanized.
    """
    latin = romanize(clean_line(title).replace("’", "'"), "plain")
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    keys = "space on, b back, / find, q quit" if width >= 60 else "q quit"
    name = plain.replace("$", "")[: max(width - len(keys) - 10, 8)]
    safe = re.sub(r"([\\%?:.])", r"\\\1", name)
    return rf"Ps{safe}?pB  %pB\%.  {keys}$"


def _split_command(text: str) -> list[str]:
    """Split a command into words as a shell does; none of it if a quote is open."""
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        return []
