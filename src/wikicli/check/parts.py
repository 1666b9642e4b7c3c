"""Rules about one part of an entry: a body, a reference; findings of its fields."""

from collections.abc import Iterator

from wikicli.base.model import Reference
from wikicli.base.problems import KeyPath
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.prose import Prose, find_prose
from wikicli.check.rule import rule_of_each


def iter_references(checked: Checked) -> Iterator[tuple[KeyPath, Reference]]:
    """Yield the references of an entry with their paths."""
    for index, reference in enumerate(checked.entry.references):
        yield ("references", index), reference


record_rule = rule_of_each(iter_references)
"""Makes a function that looks at one reference a rule."""


def _iter_prose(checked: Checked) -> Iterator[tuple[KeyPath, Prose]]:
    for prose in find_prose(checked):
        yield (), prose  # it gives its findings their paths


prose_rule = rule_of_each(_iter_prose)
"""Makes a function that looks at one body, English or Armenian, a rule."""


def text_of(reference: Reference, key: str) -> str:
    """Return the text of a field by its key in the file; nothing if it has none."""
    own = getattr(reference, key.replace("-", "_"), "")
    return reference.variables.get(key) or (own if isinstance(own, str) else "")


def at(
    reference: Reference,
    key: str,
    message: str,
    hint: str = "",
    replacement: str | None = None,
) -> Finding:
    """Make a finding of the text of a field, or of a whole reference without a key."""
    path, words = ((key,), text_of(reference, key)) if key else ((), reference.id)
    return Finding(path, message, hint, words, replacement=replacement)
