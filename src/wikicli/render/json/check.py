"""The JSON of `check`: problems, counts of rules, a rule explained."""

from collections.abc import Sequence

from wikicli.base.problems import Severity, name_severity
from wikicli.base.text import clean
from wikicli.check.explaining import Example, Explanation
from wikicli.check.report import Report
from wikicli.check.rule import Rule
from wikicli.render.json import JsonObject
from wikicli.render.json.problems import problem_json


def report_json(report: Report) -> JsonObject:
    """Return the problems of a report and their counts."""
    return {
        "entries": report.entries,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "fixable": report.fixable,
        "fixed": report.fixed,
        "problems": [problem_json(problem) for problem in report.problems],
    }


def statistics_json(report: Report) -> JsonObject:
    """Return how often each rule found something."""
    rules = [
        {
            "rule": it.rule,
            "severity": name_severity(it.severity),
            "count": it.found,
            "fixable": it.fixable,
        }
        for it in report.count_rules()
    ]
    return {"entries": report.entries, "rules": rules}


def rules_json(rules: Sequence[Rule]) -> JsonObject:
    """Return the rules that there are, without their pages."""
    return {
        "rules": [
            {
                "rule": rule.name,
                "severity": name_severity(rule.severity),
                "enabled": rule.enabled,
                "summary": rule.summary,
            }
            for rule in rules
        ]
    }


def explain_json(page: Explanation) -> JsonObject:
    """Return a rule with its page and examples."""
    return {
        "rule": page.rule.name,
        "severity": name_severity(page.rule.severity),
        "enabled": page.rule.enabled,
        "fixable": page.fixable,
        "page": page.rule.page,
        "failing": _examples(page.failing),
        "passing": _examples(page.passing),
    }


def _examples(examples: Sequence[Example]) -> list[JsonObject]:
    return [{"name": it.name, "text": clean(it.text)} for it in examples]
