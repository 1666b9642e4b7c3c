"""Errors, problems and hints: one line each."""

from wikicli.base.problems import Problem, name_severity
from wikicli.base.text import clean_line


def format_problem(problem: Problem) -> str:
    """Format a problem as ``severity: path:line:column: message``."""
    severity = name_severity(problem.severity)
    place = clean_line(problem.location)
    return f"{severity}: {place}: {clean_line(problem.message)}"


def format_error(message: str, hint: str = "") -> str:
    """Format an error as ``error: message``, its hint on a line of its own."""
    lines = [f"error: {clean_line(message)}"]
    if hint:
        lines.append(f"hint: {clean_line(hint)}")
    return "\n".join(lines)
