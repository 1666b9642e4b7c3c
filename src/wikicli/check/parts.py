"""Rules about one part of an entry: a body, a reference; findings of its fields."""

from wikicli.base.model import Reference
from wikicli.check.finding import Finding
from wikicli.check.prose import find_prose, text_of
from wikicli.check.rule import rule_of_each, rule_of_fields

record_rule = rule_of_fields("references")
"""Makes a function that looks at one reference a rule."""

prose_rule = rule_of_each(lambda checked: (((), it) for it in find_prose(checked)))
"""Makes a function that looks at one body a rule; findings have their paths already."""


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
