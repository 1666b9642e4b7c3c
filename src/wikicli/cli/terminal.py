"""Standard output and error, or a file instead: the only writing to them."""

import os
import re
import stat
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from wikicli.base.errors import WikicliError
from wikicli.base.files import find_mode, replace_file
from wikicli.base.problems import Problem, Severity, sort_problems
from wikicli.base.text import quote_path
from wikicli.render.text.problems import format_error, format_line, format_problem

if TYPE_CHECKING:
    from rich.console import Console

    from wikicli.cli.background import Question
    from wikicli.render.page.layout import Measure, Page

MIN_WIDTH = 20
PIPE_WIDTH = 80
_PIECE = 1024
"""Characters written at once: what a pipe takes whole, or not at all.

Where Python does not buffer (``PYTHONUNBUFFERED``), it says nothing of the rest of a
text that was written in part.
"""
MAX_PROBLEMS = 10
"""Of more problems of one file than these, the rest is only counted."""


class ClosedPipeError(Exception):
    """Whoever read our output has stopped reading."""


@dataclass(eq=False, repr=False)
class Terminal:
    """What the answer is written to, as the options and the environment have it.

    ``color`` is ``auto``, ``always``, ``never`` or nothing; ``width`` is in cells;
    ``pager`` is None where nobody said; ``path`` is the file that gets the answer
    instead of standard output.
    """

    environment: Mapping[str, str]
    color: str = ""
    width: int | None = None
    pager: bool | None = None
    out: TextIO = field(default_factory=lambda: sys.stdout)
    path: Path | None = None
    told: list[str] = field(default_factory=list, init=False)
    """Warnings, which a pager would leave above what is seen."""

    @cached_property
    def is_terminal(self) -> bool:
        """Whether a person reads the output in a terminal."""
        return self.path is None and self.out is not None and self.out.isatty()

    @property
    def takes_unicode(self) -> bool:
        """Whether every character can be written as it is."""
        if self.path is not None:
            return True
        encoding = getattr(self.out, "encoding", None) or "utf-8"
        return encoding.lower().replace("_", "-").startswith("utf-")

    @property
    def is_dumb(self) -> bool:
        """Whether the terminal takes no escape sequences."""
        return self.environment.get("TERM", "") in ("dumb", "unknown")

    @cached_property
    def styled(self) -> bool:
        """Whether escape sequences are written, for weight if not for colour."""
        if self.color in ("always", "never"):
            return self.color == "always"
        if self.path is None and self.environment.get("FORCE_COLOR"):
            return True
        return self.is_terminal and not self.is_dumb

    @cached_property
    def measure(self) -> "Measure":
        """The room for a page."""
        from wikicli.render.page.layout import Measure

        width = self.width or self.find_width()
        self.question  # noqa: B018 - asked now, answered while the page is made
        strikes = self.styled and not _NO_STRIKES.match(
            self.environment.get("TERM", "")
        )
        return Measure(max(width, MIN_WIDTH), self.has_links(), strikes=strikes)

    @cached_property
    def question(self) -> "Question | None":
        """The question for the background, asked where colours depend on it."""
        if not self.is_terminal or not self.styled or self.is_dumb:
            return None
        if self.environment.get("NO_COLOR") and self.color != "always":
            return None
        from wikicli.render.page.theme import find_background

        if find_background(self.environment) != "unknown":
            return None
        from wikicli.cli.background import Question, may_ask

        try:
            return Question(self.out.fileno()) if may_ask(self.environment) else None
        except (OSError, ValueError):  # an output without a descriptor
            return None

    def find_width(self) -> int:
        """Find the width: COLUMNS, else the terminal's, else 80 cells."""
        columns = _count(self.environment.get("COLUMNS", ""))
        if columns:
            return columns
        if not self.is_terminal:
            return PIPE_WIDTH
        try:
            return os.get_terminal_size(self.out.fileno()).columns or PIPE_WIDTH
        except (OSError, ValueError):
            return PIPE_WIDTH

    def has_links(self) -> bool:
        """Tell whether the terminal is known to follow links attached to text."""
        forced = self.environment.get("FORCE_HYPERLINK", "")
        if forced:
            return self.styled and forced != "0"
        return self.is_terminal and self.styled and _knows_links(self.environment)

    @cached_property
    def console(self) -> "Console":
        """The one console, with the theme for this terminal's background."""
        from rich.console import Console
        from rich.theme import Theme

        from wikicli.render.page.theme import find_background, get_styles

        known = find_background(self.environment)
        styles = get_styles(self.question.wait() if self.question else known)
        asked = self.color == "always"
        return Console(
            file=self.out,
            width=self.measure.width,
            theme=Theme(styles, inherit=False),
            force_terminal=True,
            color_system="standard",
            no_color=bool(self.environment.get("NO_COLOR")) and not asked,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
            _environ={},
        )

    def show(self, page: "Page") -> None:
        """Write a page, through the pager if it is taller than the screen."""
        text = self.render(page) if self.styled else page.plain
        if not self.wants_pager(len(page.lines)) or not self.page(text, page.title):
            self.write(text)
        else:
            for line in self.told:
                tell(line)
        if self.question:
            self.question.close()

    def render(self, page: "Page") -> str:
        """Return a page as text with escape sequences."""
        with self.console.capture() as capture:
            self.console.print(page, crop=False, end="")
        return _number_links(capture.get())

    def write(self, text: str) -> None:
        """Write text to standard output or the file, now.

        Raises ClosedPipeError if nobody reads it any more, WikicliError if it can't
        be written.
        """
        if self.path is not None:
            write_file(self.path, text)
            return
        if self.out is None:
            raise WikicliError("standard output is closed")
        try:
            for start in range(0, len(text), _PIECE):
                self.out.write(text[start : start + _PIECE])
            self.out.flush()
        except BrokenPipeError:
            raise ClosedPipeError from None
        except OSError as error:
            raise WikicliError(f"can't write the answer: {error.strerror}") from None

    def write_data(self, data: bytes) -> None:
        """Write what goes into a file: in UTF-8, whatever the terminal's encoding is.

        Raises as ``write`` does.
        """
        if self.path is None and hasattr(self.out, "reconfigure"):
            self.out.reconfigure(encoding="utf-8", newline="\n")
        self.write(data.decode("utf-8"))

    def wants_pager(self, lines: int) -> bool:
        """Tell whether an answer of so many lines goes to a pager."""
        if not self.is_terminal or self.is_dumb or self.pager is False:
            return False
        import shutil

        height = shutil.get_terminal_size().lines
        return self.pager is True or lines >= height

    def page(self, text: str, title: str = "") -> bool:
        """Show text in the user's pager; tell whether there is one."""
        from wikicli.cli.pager import show_in_pager

        if self.question:
            self.question.close()  # the pager reads keys from the same terminal
        return show_in_pager(text, title, self.environment, self.find_width())

    def warn(self, problems: Iterable[Problem]) -> None:
        """Write problems that matter to standard error, a line each, hints left out."""
        matter = [item for item in problems if item.severity >= Severity.WARNING]
        unique = sort_problems(dict.fromkeys(matter))
        for problem in unique[:MAX_PROBLEMS]:
            self._warn(format_problem(problem, self.styles_messages))
        if len(unique) > MAX_PROBLEMS:
            self.tell_warning(f"and {len(unique) - MAX_PROBLEMS} more problems")

    def tell_warning(self, message: str) -> None:
        """Write a warning to standard error."""
        self._warn(format_line("warning", message, self.styles_messages))

    def _warn(self, line: str) -> None:
        self.told.append(line)
        tell(line)

    def tell_error(
        self, message: str, hint: str = "", excerpt: tuple[str, ...] = ()
    ) -> None:
        """Write an error to standard error, its hint on lines of its own."""
        width = self.find_message_width()
        tell(format_error(message, hint, self.styles_messages, width, excerpt))

    def find_message_width(self) -> int:
        """Find the width of the terminal that standard error is; 0 if it is none."""
        try:
            width = os.get_terminal_size(sys.stderr.fileno()).columns
        except (AttributeError, OSError, ValueError):  # closed, no terminal, no file
            return 0
        return _count(self.environment.get("COLUMNS", "")) or width

    @property
    def styles_messages(self) -> bool:
        """Whether standard error gets escape sequences."""
        if self.color in ("always", "never"):
            return self.color == "always"
        if sys.stderr is None or self.is_dumb or self.environment.get("NO_COLOR"):
            return False
        return bool(self.environment.get("FORCE_COLOR")) or sys.stderr.isatty()


def write_file(path: Path, text: str) -> None:
    """Write a file, whole or not at all; a device or a pipe is written to as it is.

    Raises WikicliError if it can't be written.
    """
    try:
        mode = find_mode(path)
        if mode is None or stat.S_ISREG(mode):
            replace_file(path, text.encode())
        else:
            path.write_text(text, "utf-8")
    except BrokenPipeError:
        raise ClosedPipeError from None
    except OSError as error:
        message = f"can't write {quote_path(path)}: {error.strerror}"
        missing = isinstance(error, FileNotFoundError)
        hint = f"there is no folder {quote_path(path.parent)}" if missing else ""
        raise WikicliError(message, hint) from None


def tell(line: str) -> None:
    """Write a line to standard error; nothing is raised if that fails."""
    if sys.stderr is None:  # print would turn to standard output
        return
    try:
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - the one place
    except (OSError, ValueError):
        return


# Terminals that can't strike text out: their terminfo has no smxx (ncurses).
_NO_STRIKES = re.compile("linux|screen|vt[0-9]")

_LINK = re.compile(r"(?<=\x1b\]8;id=)[^;]*;([^\x1b]*)")


def _number_links(text: str) -> str:
    """Give links ids by their addresses; rich gives them ids by chance."""
    numbers: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        return f"{numbers.setdefault(match[1], len(numbers) + 1)};{match[1]}"

    return _LINK.sub(number, text)


def _count(text: str) -> int:
    """Read a number of cells from the environment; 0 if it is none."""
    try:
        return max(int(text), 0)
    except ValueError:
        return 0


# Terminals that follow OSC 8 links, and how they make themselves known. After
# supports-hyperlinks (npm) and the list at github.com/Alhadis/OSC8-Adoption.
_LINKING_PROGRAMS = {"iTerm.app", "WezTerm", "vscode", "ghostty", "zed", "Hyper"}
_LINKING_TERMS = {"xterm-kitty", "alacritty", "xterm-ghostty", "foot", "contour"}
_LINKING_VARIABLES = {"WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID"}


def _knows_links(environment: Mapping[str, str]) -> bool:
    if environment.get("TERM_PROGRAM") in _LINKING_PROGRAMS:
        return True
    if environment.get("TERM") in _LINKING_TERMS:
        return True
    vte = environment.get("VTE_VERSION", "")
    if vte.isdecimal() and int(vte) > 5000:  # 0.50.0 crashes on them
        return True
    return any(environment.get(name) for name in _LINKING_VARIABLES)
