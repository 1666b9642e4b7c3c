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


def sort_problems(problems: Iterable[Problem]) -> list[Problem]:
    """Sort problems by place, the worse first where they share one."""
    return sorted(problems, key=lambda p: (p.location, -p.severity, p.rule, p.message))


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
