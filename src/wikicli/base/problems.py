"""What may be wrong with an entry, and where: values, never prints."""

from collections.abc import Iterable
from enum import IntEnum
from pathlib import Path
from typing import NamedTuple


class Severity(IntEnum):
    """How much a problem matters; the greater, the worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3


def name_severity(severity: int) -> str:
    """Name a severity: ``error``, ``warning`` or ``info``."""
    return Severity(severity).name.lower()


_NAMES = {
    Severity.ERROR: """
        alias ambiguous-marker anchor bad-imprint bad-key bad-yaml duplicate-key
        duplicate-reference empty-file empty-link empty-term encoding misplaced-marker
        nested-too-deep no-body no-form no-id no-mapping no-title only-read
        second-document tab tag undefined-marker unknown-value unreadable wrong-type
        """,
    Severity.WARNING: """
        armenian-romanization bad-date bad-entry-link bad-id bad-marker bad-note-id
        bad-slug cell-beyond-header duplicate-note duplicate-slug empty-ipa empty-value
        foreign-journal hides-newer ipa-without-source link-stays no-armenian no-file
        no-folder
        space-in-url unclosed-entry-link uncovered unfinished-change unknown-key
        unknown-rule unknown-type unpaired-emphasis unread-value unsafe-character
        unused-locator unused-note unused-reference
        """,
    Severity.INFO: "doi-prefix ligature not-nfc unused-ignore",
}
SEVERITIES = {rule: severity for severity, it in _NAMES.items() for rule in it.split()}
"""How much each fault matters that is found by reading, by a rename or by ``fmt``.

What rules of ``check`` look for by themselves is said beside them.
"""
MILD = frozenset({"nested-too-deep", "no-title", "unknown-value"})
"""Errors that are warnings where they spoil little: in text, in a reference."""


def severity_of(rule: str, mild: bool = False) -> Severity:
    """Return how much a fault matters; it may be ``mild`` only if its rule can."""
    return Severity.WARNING if mild and rule in MILD else SEVERITIES[rule]


class Location(NamedTuple):
    """A place in a file; line and column count characters from 1."""

    path: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Format as ``path:line:column``."""
        return f"{self.path}:{self.line}:{self.column}"


class Fix(NamedTuple):
    """Words of a file, at the place of a problem, and what may stand for them."""

    old: str
    new: str


class Problem(NamedTuple):
    """A finding about an entry.

    ``rule`` names the bad thing; ``hint`` says what to do about it, or is empty.
    ``end_column`` is the one behind the words at fault, 0 where it is not known.
    """

    location: Location
    severity: Severity
    rule: str
    message: str
    hint: str = ""
    end_column: int = 0
    fix: Fix | None = None

    @classmethod
    def of(
        cls, location: Location, rule: str, message: str, hint: str = "", end: int = 0
    ) -> "Problem":
        """Make a problem that matters as much as its rule says."""
        return cls(location, severity_of(rule), rule, message, hint, end)


def why_unreadable(error: OSError) -> str:
    """Say why a file can't be read."""
    return f"this can't be read: {error.strerror or error}"


def unreadable(path: Path, error: OSError) -> Problem:
    """Return the problem of an entry file that can't be read."""
    return Problem.of(Location(path), "unreadable", why_unreadable(error))


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place, the worse first where they share one."""
    return sorted(problems, key=lambda p: (p.location, -p.severity, p.rule, p.message))


def worst_of(problems: Iterable[Problem]) -> Problem:
    """Return the worst of problems, of equal ones the first."""
    return max(problems, key=lambda problem: problem.severity)


def why_skipped(problems: Iterable[Problem]) -> Problem:
    """Return why a file gives no entry, as a warning where the others are read."""
    return worst_of(problems)._replace(severity=Severity.WARNING)


KeyPath = tuple[str | int, ...]
"""Where a value stands in an entry: ``("references", 2, "DOI")``."""


class FieldProblem(NamedTuple):
    """A problem within the text of one field, before its place in a file is known.

    ``line`` and ``column`` count from 1 within the field's own text; 0 means the
    field as a whole.
    """

    path: KeyPath
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str = ""
