"""Problems as diagnostics: excerpts, one line each, annotations; counts; rules."""

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.problems import Problem, Severity, name_severity
from wikicli.base.text import clean_line, format_count, shorten_path
from wikicli.check.report import Report, read_lines
from wikicli.render.page.layout import HYPHENS_BELOW, Measure, Page, wrap

_HANG = 2
_TAB = 4
_ELLIPSIS = "…"
_BEFORE = 0.6
"""The share of an excerpt's room that goes to what stands before the fault, at most."""


# Text ---------------------------------------------------------------------------


def report_view(report: Report, measure: Measure) -> Page:
    """Build the page of a report: each problem with an excerpt, and the counts."""
    page = Page(measure)
    read = lru_cache(maxsize=1)(read_lines)  # problems stand by file
    for problem in report.problems:
        place = problem.location
        source = read(place.path)[place.line - 1 :][:1] if place.line else []
        _write_problem(page, problem, "".join(source))
        page.space()
    _wrap(page, Text.assemble((format_counts(report), "label")))
    return page


def _write_problem(page: Page, problem: Problem, source: str) -> None:
    name = name_severity(problem.severity)
    style = f"severity.{name}"
    where = f"{_format_place(problem)}: "
    rule = Text.assemble((f"{name}[{problem.rule}]", style))
    message = Text(clean_line(problem.message))
    if page.measure.width < HYPHENS_BELOW:  # a rule's name would be broken
        _wrap(page, Text(where))
        for line in (rule, message):
            _wrap(page, line, Text(" " * _HANG))
    else:
        _wrap(page, Text.assemble(where, rule, " ", message))
    place = problem.location
    gutter = len(str(place.line)) + 1
    if source.strip():
        room = page.measure.width - gutter - 2
        pieces = _cut_out(source, place.column, problem.end_column, room)
        page.lines += _excerpt(place.line, pieces, style)
    if problem.hint:
        prefix = Text.assemble((" " * gutter + "= ", "quiet"))
        _wrap(page, Text(f"help: {clean_line(problem.hint)}"), prefix)


def _excerpt(number: int, pieces: tuple[str, str, str], style: str) -> Iterator[Text]:
    """Yield the lines of an excerpt: a bar, the line, what underlines the fault."""
    before, fault, after = pieces
    space = " " * (len(str(number)) + 1)
    yield Text.assemble((f"{space}|", "quiet"))
    line = Text.assemble((f"{number} | ", "quiet"), before, fault, after)
    line.rstrip()
    yield line
    marks = "^" * max(cell_len(fault), 1)
    yield Text.assemble((f"{space}| ", "quiet"), " " * cell_len(before), (marks, style))


def _cut_out(line: str, column: int, end: int, room: int) -> tuple[str, str, str]:
    """Cut a line before and behind a fault; where it is too long, at the ends too."""
    start = min(column - 1, len(line))
    end = max(end - 1, start + 1)
    before, fault, after = map(_show, (line[:start], line[start:end], line[end:]))
    if cell_len(before + fault + after) <= room:
        return before, fault, after
    least = min(cell_len(fault), room // 2)
    most = max(int((room - least) * _BEFORE), room - cell_len(fault + after), 1)
    if cell_len(before) > most:
        before = _ELLIPSIS + _keep_end(before, most - 1)
    rest = room - cell_len(before)
    if cell_len(fault + after) > rest:
        if cell_len(fault) > rest - 1:
            return before, _keep_start(fault, rest - 1) + _ELLIPSIS, ""
        after = _keep_start(after, rest - 1 - cell_len(fault)) + _ELLIPSIS
    return before, fault, after


def _show(text: str) -> str:
    return clean_line(text.replace("\t", " " * _TAB))


def _keep_start(text: str, cells: int) -> str:
    """Return as much of the start of a text as fits into cells."""
    kept = text[: max(cells, 0) * 2]
    while cell_len(kept) > cells:
        kept = kept[:-1]
    return kept


def _keep_end(text: str, cells: int) -> str:
    kept = text[-max(cells, 1) * 2 :]
    while cell_len(kept) > cells:
        kept = kept[1:]
    return kept


def _wrap(page: Page, text: Text, prefix: Text | None = None) -> None:
    """Add a line at the left edge; what does not fit hangs below."""
    hang = len(prefix.plain) if prefix else _HANG
    first, *rest = wrap(text, page.measure.width - (hang if prefix else 0))
    page.lines.append(Text.assemble(prefix or "", first))
    if rest:
        left = text[len(first.plain) :]
        left = left[len(left.plain) - len(left.plain.lstrip()) :]
        for line in wrap(left, page.measure.width - hang):
            page.lines.append(Text.assemble(" " * hang, line))


def _format_place(problem: Problem) -> str:
    place = problem.location
    return f"{shorten_path(place.path)}:{place.line}:{place.column}"


def format_counts(report: Report) -> str:
    """Format the counts: ``2 errors, 1 warning in 43 entries; …``."""
    entries = format_count(report.entries, "entry")
    severities = sorted(Severity, reverse=True)
    counts = [
        f"{count} info" if name == "info" else format_count(count, name)
        for severity in severities
        if (count := report.count(severity))
        for name in (name_severity(severity),)
    ]
    if report.hidden:
        counts[-1] += " (see --info)"
    said = f"{', '.join(counts)} in {entries}" if counts else f"{entries}, no problems"
    if report.fixed:
        said += f"; {report.fixed} fixed"
    if report.fixable:
        said += f"; {report.fixable} can be fixed with --fix"
    return said


# One line each ------------------------------------------------------------------


def format_concise(problems: Sequence[Problem]) -> str:
    """Format problems as ``path:line:column: severity: message [rule]``."""
    lines = (
        f"{_format_place(it)}: {name_severity(it.severity)}: "
        f"{clean_line(it.message)} [{it.rule}]\n"
        for it in problems
    )
    return "".join(lines)


def format_github(problems: Sequence[Problem]) -> str:
    """Format problems as annotations of GitHub's workflow commands.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions;
    the escapes are those of ``command.ts`` in actions/toolkit.
    """
    return "".join(map(_format_annotation, problems))


def _format_annotation(problem: Problem) -> str:
    place = problem.location
    properties = {
        "file": shorten_path(place.path).replace(os.sep, "/"),
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(problem.end_column or ""),
        "title": problem.rule,
    }
    said = ",".join(f"{k}={_escape(v, ':,')}" for k, v in properties.items() if v)
    severity = name_severity(problem.severity)
    level = "notice" if severity == "info" else severity
    message = clean_line(problem.message)
    if problem.hint:
        message += f"; {clean_line(problem.hint)}"
    return f"::{level} {said}::{_escape(message)}\n"


def _escape(text: str, more: str = "") -> str:
    for sign in ("%", "\r", "\n", *more):
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
