"""Problems as diagnostics: excerpts, one line each, annotations; counts; rules."""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.problems import Problem, Severity, name_severity
from wikicli.base.text import clean_line, format_count, shorten_path
from wikicli.check.report import Report, RuleCount, read_lines
from wikicli.render.page.layout import HYPHENS_BELOW, Measure, Page, wrap

_HANG = 2
_TAB = 4
_ELLIPSIS = "…"
_MOST_PLACES = 10
"""Of more places of which the same is said, the rest is only counted."""
_BEFORE = 0.6
"""The share of an excerpt's room that goes to what stands before the fault, at most."""


# Text ---------------------------------------------------------------------------


def report_view(report: Report, measure: Measure) -> Page:
    """Build the page of a report: the problems of each file, and their counts.

    What is said of several places of a file is said once.
    """
    page = Page(measure)
    for path, found in groupby(report.problems, key=lambda it: it.location.path):
        _wrap(page, Text(shorten_path(path), "heading"))
        alike: dict[object, list[Problem]] = {}
        for problem in found:
            said = (problem.rule, problem.severity, problem.message, problem.hint)
            alike.setdefault(said, []).append(problem)
        lines = read_lines(path)
        for problems in alike.values():
            _write_problems(page, problems, lines)
            page.space()
    counts = report.count_rules()
    if 1 < len(counts) < len(report.problems):
        for count in counts:
            page.lines.append(count_line(count, counts))
            page.lines[-1].rstrip()
        page.space()
    _wrap(page, Text.assemble((format_counts(report), "label")))
    return page


def count_line(count: RuleCount, counts: Sequence[RuleCount]) -> Text:
    """Return how often a rule found something, aligned with other counts."""
    severity = name_severity(count.severity)
    digits = len(str(max(it.found for it in counts)))
    name = count.rule.ljust(max(len(it.rule) for it in counts))
    line = Text(f"{count.found:>{digits}}  ")
    return line.append(f"{severity:7}", f"severity.{severity}").append(f"  {name}")


def _write_problems(page: Page, problems: Sequence[Problem], lines: list[str]) -> None:
    """Write a problem, and where else it is."""
    problem, *others = problems
    place = problem.location
    name = name_severity(problem.severity)
    rule = Text.assemble((f"{name}[{problem.rule}]", f"severity.{name}"))
    message = Text(clean_line(problem.message))
    where = f"{place.line}:{place.column}"
    if page.measure.width < HYPHENS_BELOW:  # a rule's name would be broken
        _wrap(page, Text.assemble(f"{where} ", rule))
        _wrap(page, message, Text(" " * _HANG))
    else:
        _wrap(page, Text.assemble(f"{where} ", rule, " ", message))
    gutter = len(str(place.line)) + 1
    source = "".join(lines[place.line - 1 : place.line] if place.line else [])
    if source.strip():
        room = page.measure.width - gutter - 2
        pieces = _cut_out(source, place.column, problem.end_column, room)
        page.lines += _excerpt(place.line, pieces, f"severity.{name}")
    if others:
        _write_note(page, gutter, f"also at {_format_places(others)}")
    if problem.hint:
        _write_note(page, gutter, f"help: {clean_line(problem.hint)}")


def _write_note(page: Page, gutter: int, words: str) -> None:
    _wrap(page, Text(words), Text.assemble((" " * gutter + "= ", "quiet")))


def _format_places(problems: Sequence[Problem]) -> str:
    """Name lines and columns, no more than so many."""
    places = [f"{it.location.line}:{it.location.column}" for it in problems]
    rest = f" and {len(places) - _MOST_PLACES} more" if places[_MOST_PLACES:] else ""
    return ", ".join(places[:_MOST_PLACES]) + rest


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
