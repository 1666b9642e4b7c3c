"""What a rule found."""

from typing import NamedTuple

from wikicli.base.problems import KeyPath


class Finding(NamedTuple):
    """What a rule found: the field, the place in its text, the words at fault.

    ``line`` and ``column`` count from 1 within the field's text; 0 means that
    ``excerpt``, the words as the file has them, is to be looked for. ``replacement``
    may stand for the excerpt without changing what the entry says: a safe fix.
    """

    path: KeyPath
    message: str
    hint: str = ""
    excerpt: str = ""
    line: int = 0
    column: int = 0
    replacement: str | None = None
