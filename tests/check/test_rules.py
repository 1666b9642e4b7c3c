"""Every rule, on samples: what it finds, word for word, and what it leaves alone.

A sample is made in ``tests/data/check/<rule>/``:

- ``fail.yaml``, and ``fail-<what>.yaml`` for other forms of the fault, have it;
  ``pass.yaml`` and ``pass-<what>.yaml`` look like it but are sound. Each file is a
  library of its own, as short as it can be, and readable as an entry.
- A rule that needs several entries has folders of such names instead of files; each is
  a library. Folders and files may stand side by side.
- ``fail.txt`` has what ``check --select <rule> --format concise`` prints for the
  failing samples, in the order of their names, paths from the folder of the rule. It is
  written by ``pytest tests/test_rules.py --update-golden``: read what it wrote.

The first of the samples are the examples in ``docs/rules.md`` and of ``--explain``.
Today is 22 November 2026.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT
from wikicli.base.problems import MILD, SEVERITIES, Problem, Severity
from wikicli.check import RULES, Check, CheckOptions, Plan
from wikicli.library.targets import read_target
from wikicli.render.text.check import format_concise

SAMPLES = ROOT / "tests" / "data" / "check"
TODAY = "2026-11-22"

NO_SAMPLE = {
    "foreign-journal": "what a crash leaves behind is not kept with the sources",
    "no-file": "neither links nor empty folders are kept with the sources",
    "no-folder": "a folder that can't be read is not kept with the sources",
    "only-read": "links that lead out are not kept with the sources",
    "unfinished-change": "what a crash leaves behind is not kept with the sources",
    "unreadable": "a file that can't be read is not kept with the sources",
}
"""Rules whose faults no file can show, and why; test_check.py makes them."""

BESIDE = {"unused-ignore": ("long-description",)}
"""Rules that need others to find anything."""


def find_samples(rule: str, kind: str) -> list[Path]:
    found = (SAMPLES / rule).glob(f"{kind}*")
    return sorted(path for path in found if path.suffix != ".txt")


def check_sample(rule: str, sample: Path) -> Iterator[Problem]:
    path = sample.relative_to(Path.cwd())
    target = read_target(path)
    assert target.chosen, f"{path} has no entry"
    wanted = (rule, *BESIDE.get(rule, ()))
    plan = Plan(wanted, CheckOptions(TODAY))
    found = Check(target.files, target.chosen, plan).run()
    yield from (it for it in (*target.problems, *found) if it.rule == rule)


@pytest.mark.parametrize("rule", sorted(RULES.keys() - NO_SAMPLE))
def test_a_rule_finds_the_fault_of_its_failing_samples(
    rule: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SAMPLES / rule)
    samples = find_samples(rule, "fail")
    assert samples, f"no failing sample in {SAMPLES / rule}"
    lines = []
    for sample in samples:
        problems = list(check_sample(rule, sample))
        assert problems, f"{sample.name}: nothing found"
        mild = {Severity.WARNING} if rule in MILD else set()
        assert {it.severity for it in problems} <= {RULES[rule].severity} | mild
        lines += format_concise(problems).splitlines(keepends=True)
    expected = SAMPLES / rule / "fail.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text("".join(lines), "utf-8")
    assert "".join(lines) == expected.read_text("utf-8")


@pytest.mark.parametrize("rule", sorted(RULES.keys() - NO_SAMPLE))
def test_a_rule_finds_nothing_in_its_passing_samples(
    rule: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SAMPLES / rule)
    samples = find_samples(rule, "pass")
    assert samples, f"no passing sample in {SAMPLES / rule}"
    for sample in samples:
        assert format_concise(list(check_sample(rule, sample))) == ""


@pytest.mark.parametrize("rule", sorted(RULES.keys() - NO_SAMPLE))
def test_a_passing_sample_has_entries_without_errors(rule: str) -> None:
    reading = tuple(RULES.keys() & SEVERITIES)
    for sample in find_samples(rule, "pass"):
        target = read_target(sample)
        found = Check(target.files, target.chosen, Plan(reading)).run()
        assert [str(it) for it in found if it.severity.name == "ERROR"] == []


def test_every_folder_of_samples_is_that_of_a_rule() -> None:
    names = {path.name for path in SAMPLES.iterdir()}
    assert names <= RULES.keys() - NO_SAMPLE


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_rule_has_a_page_whose_first_line_is_a_sentence(rule: str) -> None:
    page = RULES[rule].page
    assert page.partition("\n")[0].endswith(".")
    assert len(page.splitlines()) > 1, "say why it is bad, and what to do"


def test_rules_are_named_as_slugs() -> None:
    for rule in RULES:
        assert rule == rule.lower()
        assert rule.replace("-", "").isalpha()
