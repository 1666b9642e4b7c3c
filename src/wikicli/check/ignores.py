"""Comments that ignore rules: ``# wikicli: ignore[rule]``, and what they cover.

A comment on the line of a key, or of a list's item, covers that line and the value;
alone on its line it covers what follows as if it stood there.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from wikicli.base.problems import Location, Problem
from wikicli.base.text import find_nearest, quote
from wikicli.check.checked import Checked
from wikicli.check.rule import RULES
from wikicli.entry.nodes import Place
from wikicli.entry.yamlnodes import find_values

UNUSED = "unused-ignore"
UNKNOWN = "unknown-rule"

_COMMENT = re.compile(r"(?:^|(?<=\s))# *wikicli: *ignore\b(?: *\[([^\]#]*)\])?")
_MARK = b"wikicli:"
"""What a file must hold to have such a comment."""


class Ignore(NamedTuple):
    """A comment: where it stands, the lines it covers, the rules it names."""

    line: int
    column: int
    end_column: int
    last: int
    names: tuple[str, ...]

    def covers(self, problem: Problem) -> bool:
        """Tell whether a problem lies in the lines that the comment covers."""
        return self.line <= problem.location.line <= self.last


def find_ignores(checked: Checked) -> Iterator[Ignore]:
    """Yield the comments of a file that ignore rules."""
    if _MARK not in checked.data:
        return
    lines = checked.lines
    values = find_values("\n".join(lines))
    starts = [start for start, _ in values]
    for number, line in enumerate(lines, 1):
        match = _COMMENT.search(line)
        if not match:
            continue
        place = (number, match.start() + 1)
        before = bisect_right(starts, place) - 1
        if before >= 0 and place < values[before][1]:  # it is text
            continue
        names = (name.strip() for name in (match[1] or "").split(","))
        covered = number
        if not line[: match.start()].strip():
            covered = _next_line(lines, number)
        last = max(checked.last_line(Place(covered, 1)), number)
        yield Ignore(*place, match.end() + 1, last, tuple(filter(None, names)))


def _next_line(lines: Sequence[str], number: int) -> int:
    """Return the next line that is neither blank nor a comment, else the last one."""
    for following in range(number + 1, len(lines) + 1):
        words = lines[following - 1].strip()
        if words and not words.startswith("#"):
            return following
    return number


def apply_ignores(
    path: Path,
    ignores: Sequence[Ignore],
    problems: Iterable[Problem],
    wanted: Collection[str],
) -> Iterator[Problem]:
    """Yield the problems that no comment ignores, and what is wrong with comments."""
    if not ignores:
        yield from problems
        return
    used: set[tuple[int, str]] = set()
    for problem in problems:
        hits = [it for it in ignores if problem.rule in it.names and it.covers(problem)]
        used.update((it.line, problem.rule) for it in hits)
        if not hits:
            yield problem
    for problem in _check_comments(path, ignores, used, wanted):
        ignored = any(problem.rule in it.names and it.covers(problem) for it in ignores)
        if problem.rule in wanted and not ignored:
            yield problem


def _check_comments(
    path: Path,
    ignores: Sequence[Ignore],
    used: Collection[tuple[int, str]],
    wanted: Collection[str],
) -> Iterator[Problem]:
    checkable = set(wanted) - {UNUSED, UNKNOWN}
    for ignore in ignores:
        place, end = Location(path, ignore.line, ignore.column), ignore.end_column
        if not ignore.names:
            message = "this comment names no rule to ignore"
            hint = "write # wikicli: ignore[rule]"
            yield Problem.of(place, UNKNOWN, message, hint, end)
        for name in ignore.names:
            if name not in RULES:
                near = find_nearest(name, RULES)
                hint = f"did you mean {quote(near[0])}?" if near else ""
                yield Problem.of(place, UNKNOWN, f"no rule {quote(name)}", hint, end)
            elif name in checkable and (ignore.line, name) not in used:
                message = f"rule {quote(name)} finds nothing here to ignore"
                yield Problem.of(place, UNUSED, message, "remove it", end)
