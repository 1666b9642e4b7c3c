"""Errors, problems and hints: one line each."""

from collections.abc import Sequence

from wikicli.base.problems import Problem, name_severity
from wikicli.base.text import clean_line, make_safe


def format_problem(problem: Problem, styled: bool = False) -> str:
    """Format a problem as ``severity: path:line:column: message``."""
    text = f"{clean_line(problem.location)}: {problem.message}"
    return format_line(name_severity(problem.severity), text, styled)


def format_line(severity: str, message: str, styled: bool = False) -> str:
    """Format ``severity: message``, of which only the first word has a style."""
    lead = _style(f"{severity}:", _BAD if severity == "error" else _BOLD, styled)
    return f"{lead} {clean_line(message)}"


def format_error(
    message: str,
    hint: str = "",
    styled: bool = False,
    width: int = 0,
    excerpt: Sequence[str] = (),
) -> str:
    """Format an error as ``error: message``, its hint on a line of its own.

    The lines of an excerpt stand between them as they are. The lines of a hint of
    several, which are names, stand below its first. Lines longer than a width, if it is
    one, break at spaces.
    """
    lead, _, text = format_line("error", message).partition(" ")
    first, *rest = _break(f"{lead} {text}", width)
    lines = [_style(lead, _BAD, styled) + first.removeprefix(lead), *rest]
    lines += (f"  {make_safe(line)}" for line in excerpt)
    if hint:
        named, *names = map(clean_line, hint.split("\n"))
        hints = [*_break(f"hint: {named}", width), *(f"  {it}" for it in names)]
        lines += (_style(it, _QUIET, styled) for it in hints)
    return "\n".join(lines)


def _break(line: str, width: int) -> list[str]:
    """Break a line before words, never within; a command stays in one piece."""
    if not 0 < width < len(line):
        return [line]
    from textwrap import wrap

    text, colon, command = line.partition(": wikicli ")
    lines = wrap(
        text + colon[:1],
        width,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [*lines, f"  {colon[2:]}{command}"] if command else lines


# Bright red is the one colour that can be read on every background (render/page/theme).
_BAD, _BOLD, _QUIET = "1;91", "1", "2"


def _style(text: str, codes: str, styled: bool) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if styled else text
