"""The errors that wikicli raises, one class per way to fail.

WikicliError
├── EntryNotFoundError     no entry of that name               exit 1
├── AmbiguousNameError     several entries of that name        exit 1
├── NoAnswerError          the answer to the question is no    exit 1
├── UnreadableEntryError   the entry's file gives no entry     exit 2
├── LibraryError           a source of the library is no good  exit 2
└── UsageError             an option's value is no good        exit 2
"""

from collections.abc import Sequence

from wikicli.base.problems import Problem, worst_of


class WikicliError(Exception):
    """A failure the user can act on: a sentence and, where there is one, a hint."""

    exit_code = 2
    excerpt: tuple[str, ...] = ()
    """Lines of what was given, with a sign under the place at fault."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the message and the hint apart: they print on lines of their own."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class NoAnswerError(WikicliError):
    """The question was understood, and its answer is no."""

    exit_code = 1


class EntryNotFoundError(NoAnswerError):
    """No entry of the library bears that name."""


class AmbiguousNameError(NoAnswerError):
    """Several entries bear that name with equal right."""


class UnreadableEntryError(WikicliError):
    """A file of the library gives no entry; ``problems`` say why, the worst last."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Take the message from the worst problem of the file."""
        worst = worst_of(problems)
        super().__init__(f"{worst.location}: {worst.message}", worst.hint)
        others = [problem for problem in problems if problem is not worst]
        self.problems = (*others, worst)


class LibraryError(WikicliError):
    """A source of the library is missing or can't be read."""


class UsageError(WikicliError):
    """An argument or option was given a value that can't be used."""
