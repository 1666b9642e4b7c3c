"""What rules found in files, kept until these change."""

import pickle
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

from wikicli.base.codec import Codec
from wikicli.base.model import SeeAlso, Term
from wikicli.base.problems import Fix, Location, Problem
from wikicli.check.ignores import Ignore
from wikicli.check.summaries import Summary
from wikicli.check.tasks import Examined, Plan, Task
from wikicli.library.graph import Link

_CODEC = Codec(Examined, Problem, Location, Fix, Ignore, Summary, Term, Link, SeeAlso)


class Keeper(Protocol):
    """Keeps texts by kind, file and key, as long as the file is in a state."""

    def get_kept(self, kind: str, path: Path, state: str, key: str) -> str | None:
        """Get what is kept of a file in a state; None if there is nothing."""

    def keep(self, kind: str, path: Path, state: str, text: str, key: str) -> None:
        """Keep something of a file in a state."""


class Kept:
    """What was found by one kind of work under a plan."""

    def __init__(self, keeper: Keeper | None, plan: Plan, kind: str) -> None:
        """Take who keeps it, if anybody does."""
        self._keeper, self._plan, self._kind = keeper, plan, kind

    def find(self, task: Task) -> Examined | None:
        """Find what a task gave before."""
        if not self._keeper or not task.state or not task.chosen:
            return None
        key = self._key(task)
        text = self._keeper.get_kept(self._kind, task.path, task.state, key)
        return _decode(text) if text else None

    def add(self, task: Task, found: Examined) -> None:
        """Keep what a task gave."""
        if self._keeper and task.state and task.chosen:
            text, key = _encode(found), self._key(task)
            self._keeper.keep(self._kind, task.path, task.state, text, key)

    def _key(self, task: Task) -> str:
        about = f"{self._about}{task.findings}" if task.findings else self._about
        return blake2b(about.encode(), digest_size=8).hexdigest()

    @cached_property
    def _about(self) -> str:
        """What is found depends on, but for the file: the plan, and the rules."""
        files = Path(__file__).parent.rglob("*.py")
        return f"{self._plan} {max(it.stat().st_mtime_ns for it in files)}"


def _encode(found: Examined) -> str:
    summary = pickle.loads(found.summary) if found.summary else None
    return _CODEC.encode((summary, found.problems, found.ignores))


def _decode(text: str) -> Examined | None:
    with suppress(ValueError, TypeError):
        summary, problems, ignores = _CODEC.decode(text)
        packed = pickle.dumps(summary, pickle.HIGHEST_PROTOCOL) if summary else None
        return Examined(packed, problems, ignores)
    return None
