"""Standard input: what is piped in."""

import sys
from typing import BinaryIO

from wikicli.base.errors import UsageError, WikicliError


def open_input(argument: str, hint: str) -> BinaryIO:
    """Return standard input; raises UsageError where nobody pipes anything in.

    A terminal is not waited for: there ``argument`` is missing, and the hint says how
    to give it.
    """
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(f"missing argument '{argument}'", hint)
    return sys.stdin.buffer


def read_input(argument: str, hint: str) -> bytes:
    """Read all of standard input, as `open_input` gives it.

    Raises WikicliError if it can't be read.
    """
    try:
        return open_input(argument, hint).read()
    except OSError as error:
        raise unreadable_input(error) from None


def unreadable_input(error: OSError) -> WikicliError:
    """Make the error for a fault of reading standard input."""
    return WikicliError(f"can't read standard input: {error.strerror}")
