"""Rules as pages: one explained, and how often each found something."""

from collections.abc import Sequence

from rich.text import Text

from wikicli.base.problems import MILD, name_severity
from wikicli.base.text import clean
from wikicli.check.explaining import Example, Explanation
from wikicli.check.report import Report
from wikicli.check.rule import RULES, Rule
from wikicli.render.page.layout import HYPHENS_BELOW, Measure, Page
from wikicli.render.text.check import count_line, format_counts


def explain_view(explained: Explanation, measure: Measure) -> Page:
    """Build the page of a rule: severity, why, what to do, examples."""
    page = Page(measure)
    page.add(Text.assemble((explained.rule.name, "title")))
    page.add(Text.assemble((describe(explained), "quiet")))
    for paragraph in explained.rule.page.split("\n\n"):
        page.space()
        page.add(" ".join(paragraph.replace("``", "`").split()))
    for title, examples in (
        ("What it finds", explained.failing),
        ("What it leaves alone", explained.passing),
    ):
        if examples:
            page.heading(title)
            _write_examples(page, examples)
    return page


def describe(explained: Explanation) -> str:
    """Say how much a rule matters, whether it is on, and whether ``--fix`` mends it."""
    parts = [name_severity(explained.rule.severity)]
    if explained.rule.name in MILD:
        parts[0] += " or warning"
    if not explained.rule.enabled:
        parts.append("off unless selected")
    if explained.fixable:
        parts.append("--fix mends it")
    return "; ".join(parts)


def _write_examples(page: Page, examples: Sequence[Example]) -> None:
    for number, example in enumerate(examples):
        if example.name:
            if number:
                page.space()
            page.add(Text(f"{example.name}:", "label"), 2)
        lines = "\n".join(map(clean, example.text.rstrip("\n").split("\n")))
        page.add_verbatim(lines, 2, "code")


def statistics_view(report: Report, measure: Measure) -> Page:
    """Build the table of how often each rule found something, and the counts."""
    counts = report.count_rules()
    page = Page(measure.full)
    for count in counts:
        more = f" ({count.fixable} with --fix)" if count.fixable else ""
        _write_rule(page, count_line(count, counts), RULES[count.rule], more)
    page.space()
    page.add(Text.assemble((format_counts(report), "label")))
    return page


def rules_view(rules: Sequence[Rule], measure: Measure) -> Page:
    """Build the list of rules: severity, name, summary."""
    page = Page(measure.full)
    names = max(len(rule.name) for rule in rules)
    for rule in rules:
        severity = name_severity(rule.severity)
        line = Text(f"{severity:7}", f"severity.{severity}")
        more = "" if rule.enabled else " (off unless selected)"
        _write_rule(page, Text.assemble(line, f"  {rule.name:{names}}"), rule, more)
    page.space()
    page.add(Text("wikicli check --explain RULE explains one", "quiet"))
    return page


def _write_rule(page: Page, line: Text, rule: Rule, more: str) -> None:
    """Write a rule's summary behind a line about it, below it on a narrow page."""
    said = rule.summary.replace("``", "`") + more
    if page.measure.width < HYPHENS_BELOW:
        page.put(line)
        page.add(said, 2)
    else:
        page.add(said, 0, line.append("  "))
