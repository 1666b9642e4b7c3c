"""Which rules run: those on by default, or those that were asked for."""

from collections.abc import Iterable, Sequence

from wikicli.base.errors import UsageError
from wikicli.base.text import find_nearest, quote
from wikicli.check.rule import RULES, Rule

ALL = "ALL"


def choose_rules(select: Sequence[str], ignore: Sequence[str]) -> tuple[str, ...]:
    """Choose rules by name, in the order of their names.

    Each text is a list of names with commas. Without any selected, they are the rules
    that are on by default. Raises UsageError for a name that no rule has.
    """
    selected, ignored = set(_split(select)), set(_split(ignore))
    every = set(RULES)
    if not selected:
        selected = {name for name, rule in RULES.items() if rule.enabled}
    elif ALL in selected:
        selected = every
    return tuple(sorted(selected - (every if ALL in ignored else ignored)))


def _split(texts: Iterable[str]) -> list[str]:
    """Return the names in texts; raises UsageError for one that no rule has."""
    parts = (part.strip() for text in texts for part in text.split(","))
    return [name if name == ALL else get_rule(name).name for name in parts if name]


def get_rule(name: str) -> Rule:
    """Return the rule of a name; raises UsageError if there is none."""
    if name in RULES:
        return RULES[name]
    near = find_nearest(name, RULES)
    hint = f"did you mean {quote(near[0])}?" if near else "see: docs/rules.md"
    raise UsageError(f"no rule {quote(name)}", hint)
