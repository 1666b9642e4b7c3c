"""The JSON of a problem, whichever command tells of it."""

from wikicli.base.problems import Problem, name_severity
from wikicli.base.text import clean_line, make_safe, shorten_path
from wikicli.render.json import JsonObject


def problem_json(problem: Problem) -> JsonObject:
    """Return a problem: its place, how bad it is and by which rule, what mends it."""
    place, fix = problem.location, problem.fix
    return {
        "path": shorten_path(place.path),
        "line": place.line,
        "column": place.column,
        "end_column": problem.end_column or None,
        "severity": name_severity(problem.severity),
        "rule": problem.rule,
        "message": clean_line(problem.message),
        "hint": clean_line(problem.hint),
        "fix": {"old": make_safe(fix.old), "new": make_safe(fix.new)} if fix else None,
    }
