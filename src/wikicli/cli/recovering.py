"""What a crash left behind, finished or undone before a command writes, and told."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from wikicli.cli.session import Session

if TYPE_CHECKING:
    from wikicli.library.journal import Outcome


def recover(session: Session) -> Session:
    """Finish or undo what a crash left behind, before the library is read."""
    from wikicli.keeping.edits import recover_all

    outcomes = recover_all(session.entries)
    tell_outcomes(outcomes)
    return replace(session) if outcomes else session


def tell_outcomes(outcomes: "Iterable[Outcome | None]") -> None:
    """Say what became of changes that a crash had left behind."""
    for outcome in filter(None, outcomes):
        from wikicli.cli.terminal import tell
        from wikicli.keeping.edits import describe_outcome

        for line in describe_outcome(outcome):
            tell(line)
