"""What is to be done with a file in a check, and what that gave."""

from pathlib import Path
from typing import NamedTuple

from wikicli.base.problems import Problem
from wikicli.check.checked import CheckOptions
from wikicli.check.finding import Finding
from wikicli.check.ignores import Ignore
from wikicli.check.rule import RULES


class Plan(NamedTuple):
    """Which rules run, by name, and what they go by."""

    wanted: tuple[str, ...]
    settings: CheckOptions = CheckOptions()

    @property
    def across(self) -> list[str]:
        """The rules that look at all entries together."""
        return [name for name in self.wanted if RULES[name].find_in_library]


class Examined(NamedTuple):
    """What one file gave: its summary, packed, if there is an entry; the rest."""

    summary: bytes | None = None
    problems: tuple[Problem, ...] = ()
    ignores: tuple[Ignore, ...] = ()


class Task(NamedTuple):
    """A file to work on, with its text where that is not what the file holds.

    ``findings`` are those of rules across entries, by rule, that are to be located.
    ``state`` is that of the file, if what is found may be kept as long as it lasts.
    """

    slug: str
    path: Path
    data: bytes | None = None
    chosen: bool = True
    findings: tuple[tuple[str, Finding], ...] = ()
    state: str = ""
