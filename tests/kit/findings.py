"""What a rule finds in an entry, for the tests of rules."""

from pathlib import Path

from wikicli.base.problems import Problem
from wikicli.check import Check, Checked, CheckOptions, Plan

TODAY = "2026-11-22"


def find_all(rule: str, entry: str | bytes, **settings: int) -> list[Problem]:
    """Return the problems of an entry named miatsum by one rule."""
    data = entry.encode() if isinstance(entry, str) else entry
    files = {"miatsum": Path("miatsum.yaml")}
    plan = Plan((rule,), CheckOptions(TODAY, **settings))
    return Check(files, ["miatsum"], plan, contents={"miatsum": data}).run()


def find(rule: str, entry: str | bytes, **settings: int) -> list[str]:
    """Return what a rule finds, each as the words at fault and what it says of them."""
    data = entry.encode() if isinstance(entry, str) else entry
    lines = Checked(Path("miatsum.yaml"), data).lines
    return [
        f"{lines[it.location.line - 1][it.location.column - 1 : it.end_column - 1]}"
        f": {it.message}" + (f" ({it.hint})" if it.hint else "")
        for it in find_all(rule, entry, **settings)
    ]


def find_in_record(rule: str, fields: str) -> list[str]:
    """Return what a rule finds in an entry with one reference."""
    lines = "".join(f"    {line}\n" for line in fields.strip().splitlines())
    entry = f"title: Miatsum\nbody: Miatsum.[^toal]\nreferences:\n  - id: toal\n{lines}"
    return find(rule, entry)


def find_in_body(rule: str, body: str, more: str = "") -> list[str]:
    """Return what a rule finds in an entry with a body."""
    lines = "".join(f"  {line}\n" if line else "\n" for line in body.splitlines())
    return find(rule, f"title: Miatsum\n{more}body: |\n{lines}")
