"""What a check came to: its problems, counted."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from wikicli.base.problems import Problem, Severity, sort_problems
from wikicli.check.checked import split_lines
from wikicli.check.tasks import Plan
from wikicli.library.targets import Target


class RuleCount(NamedTuple):
    """How often a rule found something, how much the worst of that matters."""

    rule: str
    severity: Severity
    found: int
    fixable: int


class Report(NamedTuple):
    """The problems of so many entries, by place; ``fixed`` were there before.

    ``hidden`` are those of severity info that are only counted.
    """

    problems: Sequence[Problem]
    entries: int
    fixed: int = 0
    hidden: Sequence[Problem] = ()

    def without_info(self) -> "Report":
        """Return the report with problems of severity info only counted."""
        told = [it for it in self.problems if it.severity > Severity.INFO]
        hidden = [it for it in self.problems if it.severity == Severity.INFO]
        return self._replace(problems=told, hidden=hidden)

    def count(self, severity: Severity) -> int:
        """Count the problems of a severity."""
        return sum(it.severity == severity for it in (*self.problems, *self.hidden))

    @property
    def fixable(self) -> int:
        """How many problems ``--fix`` can mend."""
        return sum(it.fix is not None for it in (*self.problems, *self.hidden))

    def fails(self, strict: bool) -> bool:
        """Tell whether there are errors, or, if strict, warnings."""
        least = Severity.WARNING if strict else Severity.ERROR
        return any(problem.severity >= least for problem in self.problems)

    def count_rules(self) -> list[RuleCount]:
        """Count the problems of each rule, the most frequent first."""
        counts = Counter(it.rule for it in self.problems)
        fixable = Counter(it.rule for it in self.problems if it.fix)
        worst = dict(sorted((it.rule, it.severity) for it in self.problems))
        found = [
            RuleCount(rule, worst[rule], count, fixable[rule])
            for rule, count in counts.items()
        ]
        return sorted(found, key=lambda it: (-it.found, it.rule))


def make_report(
    targets: Sequence[Target],
    found: Iterable[Sequence[Problem]],
    plan: Plan,
    fixed: int = 0,
) -> Report:
    """Put together what checking targets found, and what looking for files did."""
    looking = chain.from_iterable(target.problems for target in targets)
    problems = [it for it in looking if it.rule in plan.wanted]
    problems += chain.from_iterable(found)
    entries = sum(len(target.chosen) for target in targets)
    return Report(sort_problems(dict.fromkeys(problems)), entries, fixed)


def read_lines(path: Path) -> list[str]:
    """Return the lines of a file as they stand; none if it can't be read."""
    try:
        return split_lines(path.read_bytes())
    except OSError:
        return []
