"""Write docs/rules.md from the rules' own pages and their samples.

Run: python docs/make_rules.py
"""

import re
from collections.abc import Sequence
from pathlib import Path

from wikicli.base.problems import MILD
from wikicli.base.text import clean
from wikicli.check import RULES, Rule
from wikicli.check.explaining import Example, explain
from wikicli.render.text.explain import describe

ROOT = Path(__file__).parents[1]
RULES_PAGE = ROOT / "docs" / "rules.md"
SAMPLES = ROOT / "tests" / "data" / "check"

HEAD = """\
# Rules

What `wikicli check` looks for, a rule each; its name says what is bad. An **error**
makes the command exit with 1, a **warning** does with `--strict`, an **info** never.
Rules run by default unless they are said to be off; `--select` and `--ignore` choose
among them, and a comment ignores some for a value:

```yaml
description: As long as it has to be  # wikicli: ignore[long-description]
```

`wikicli check --explain RULE` shows the page of a rule. `docs/make_rules.py` writes
this page from the rules' docstrings and from the samples that the tests check.
"""


def make() -> str:
    """Return the page: a table of all rules, then each with examples."""
    names = sorted(RULES)
    rows = ["| rule | severity | |", "|---|---|---|"]
    rows += [_format_row(RULES[name]) for name in names]
    parts = [HEAD, "\n".join(rows) + "\n"]
    parts += [_format_rule(RULES[name]) for name in names]
    return "\n".join(parts)


def _format_row(rule: Rule) -> str:
    severity = rule.severity.name.lower() + (" or warning" if rule.name in MILD else "")
    severity += "" if rule.enabled else ", off"
    summary = _to_markdown(rule.summary).replace("|", "\\|")
    return f"| [{rule.name}](#{rule.name}) | {severity} | {summary} |"


def _format_rule(rule: Rule) -> str:
    page = explain(rule, SAMPLES)
    parts = [f"## {rule.name}", f"*{describe(page)}*", _to_markdown(rule.page)]
    for title, examples in (("Finds:", page.failing), ("Passes:", page.passing)):
        if examples:
            parts += [title, _format_examples(examples)]
    return "\n\n".join(parts) + "\n"


def _format_examples(examples: Sequence[Example]) -> str:
    texts = []
    for example in examples:
        head = f"# {example.name}\n" if example.name else ""
        texts.append(head + clean(example.text).rstrip("\n"))
    text = "\n\n".join(texts)
    fence = max(["``", *re.findall("`{3,}", text)], key=len) + "`"
    return f"{fence}yaml\n{text}\n{fence}"


def _to_markdown(text: str) -> str:
    return text.replace("``", "`")


if __name__ == "__main__":
    RULES_PAGE.write_text(make(), "utf-8")
