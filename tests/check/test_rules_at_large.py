"""All rules together: on whole entries, on hostile ones, and what their fixes do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from kit.findings import TODAY, find_all
from wikicli.base.problems import SEVERITIES, Problem
from wikicli.check import RULES, Check, Checked, CheckOptions, Plan
from wikicli.check.fixing import mend

SAMPLES = ROOT / "tests" / "data" / "check"
PLAN = Plan(tuple(RULES), CheckOptions(TODAY))


def find_every(entry: str) -> list[Problem]:
    """Return what all rules find in an entry named miatsum."""
    files = {"miatsum": Path("miatsum.yaml")}
    contents = {"miatsum": entry.encode("utf-8", "surrogatepass")}
    return Check(files, ["miatsum"], PLAN, contents=contents).run()


# Fixes ------------------------------------------------------------------------------

FIXED = """
    colon-for-full-stop double-space extra-text invisible-character language-name
    name-punctuation stop-in-description tab-in-text tracking-in-url
    trailing-punctuation trailing-space wrong-capital-ev wrong-page-abbreviation
""".split()
"""The rules of an entry's content that have a fix."""


def iter_failing() -> Iterator[tuple[str, Path]]:
    for rule in RULES:
        if rule not in SEVERITIES:
            for path in sorted((SAMPLES / rule).glob("fail*.yaml")):
                yield rule, path


def test_rules_have_the_fixes_that_they_are_said_to_have() -> None:
    found = {
        problem.rule
        for rule, path in iter_failing()
        for problem in find_all(rule, path.read_bytes())
        if problem.fix
    }
    assert sorted(found) == FIXED


@pytest.mark.parametrize("rule", FIXED)
def test_what_a_rule_can_fix_is_gone_when_it_is_fixed(rule: str) -> None:
    for _, path in filter(lambda item: item[0] == rule, iter_failing()):
        data = path.read_bytes()
        problems = find_all(rule, data)
        left = [problem for problem in problems if not problem.fix]
        for _ in range(len(problems)):
            data, _ = mend(path, data, find_all(rule, data), Plan((rule,)))
        assert Checked(path, data).loaded.entry is not None
        rest = find_all(rule, data)
        assert [it.message for it in rest] == [it.message for it in left], path.name


def test_a_fix_stands_at_the_words_it_replaces() -> None:
    for rule, path in iter_failing():
        lines = Checked(path, path.read_bytes()).lines
        for problem in find_all(rule, path.read_bytes()):
            line = lines[problem.location.line - 1]
            words = line[problem.location.column - 1 : problem.end_column - 1]
            assert words, f"{path}: nothing stands at {problem.location}"
            assert not problem.fix or problem.fix.old == words


# Odd entries ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "\ufffd",
        "#",
        "# \n## \n### ",
        "[^a]: [^a]",
        "[^]: x\n\n[^a",
        "[[]] [[a|]] [[a-b|c",
        "| a |\n|---|\n| [[a\\|b]]  c |",
        "> - 1. > # x\n>   ```\n>   a  b",
        "`` ` `` ``` \n\n```\n",
        "\u200b",
        "։:՞՜ և ԵՒ Եւ: ",
        "a\\\nb  \nc",
        "&#8203; &nbsp; &#x41;",
        "<a <b <!-- -->",
        "== a ==\n\n'''''",
    ],
)
def test_no_rule_stumbles_over_a_body(body: str) -> None:
    lines = "".join(f"    {line}\n" if line else "\n" for line in body.split("\n"))
    side = lines.replace("    ", "  ")
    find_every(f"title: a\nbody: |\n{side}hy:\n  title: ա\n  body: |\n{lines}")
    find_every(f"title: a\nbody: >-\n{side}")


ODD = st.text("aA1 .,:;-–/'\"`*_[]()<>{}&|#?!=@\n\t\u200bաԱևՒո։՞ёé\ufffd", max_size=40)


@given(ODD, ODD, ODD)
def test_no_rule_stumbles_over_odd_text(body: str, title: str, value: str) -> None:
    def scalar(text: str) -> str:
        signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
        return '"' + "".join(signs.get(sign, sign) for sign in text) + '"'

    words, name = scalar(value), scalar(title)
    keys = "page volume issue edition language ISBN ISSN DOI PMID URL title".split()
    record = "".join(f"    {key}: {words}\n" for key in keys)
    find_every(
        f"title: {name}\ndescription: {words}\naliases: [{words}, {name}]\n"
        f"terms: [{{hy: {words}, en: {name}, romanization: {words}}}]\n"
        f"facts: {{a: {words}}}\nbody: {scalar(body)}\n"
        f"hy: {{title: {words}, description: {words}, body: {scalar(body)}}}\n"
        f"see_also: [{{title: {words}, url: {words}}}]\n"
        f"references:\n  - id: a\n{record}    author: [{words}, {{family: {words}}}]\n"
        f"    archive-url: {words}\n    issued: {words}\n    accessed: {words}\n"
        f"categories: [{words}]\nsource: {{title: {words}, license: {words}}}\n"
    )


@pytest.mark.parametrize(
    "piece",
    "[^ [[ [[a ]( ](a ` <http: <a <!-- {{a ''a էր: oօ ԵՒ http://a _a **a".split(),
)
def test_no_rule_stumbles_over_what_is_opened_again_and_again(piece: str) -> None:
    find_every(f"title: a\nbody: |\n  a {piece * 500}\n\n  {(piece + ' ') * 500}\n")
