"""A rule of `check`: a function that finds one kind of fault, and what names it.

The name says what is bad, never how it is mended. The docstring of a rule is its page
in ``docs/rules.md``: its first line is what ``--explain`` prints first.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from wikicli.base.problems import KeyPath, Severity
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.summaries import Summaries

Item = TypeVar("Item")
EntryRule = Callable[[Checked], Iterator[Finding]]
LibraryRule = Callable[[Summaries], Iterator[tuple[str, Finding]]]


class Rule(NamedTuple):
    """A rule: its name, how much it matters, whether it is on unless it is ignored.

    One of ``find_in_entry`` and ``find_in_library`` finds the fault; a rule without
    either is one that reading a file finds (``page`` explains it all the same).
    """

    name: str
    severity: Severity
    page: str
    enabled: bool = True
    find_in_entry: EntryRule | None = None
    find_in_library: LibraryRule | None = None

    @property
    def summary(self) -> str:
        """The first sentence of the rule's page."""
        return self.page.partition("\n")[0]


RULES: dict[str, Rule] = {}
"""Every rule by its name; modules of this package add theirs when imported."""


def _rule_kind(kind: str) -> Callable[..., Any]:
    """Return what makes a function a rule: its name and severity, ``enabled=False``."""

    def rule(name: str, severity: Severity, *, enabled: bool = True) -> Any:
        def register(find: Callable[..., Any]) -> Callable[..., Any]:
            page = inspect.getdoc(find) or ""
            finder: dict[str, Any] = {kind: find}
            RULES[name] = Rule(name, severity, page, enabled, **finder)
            return find

        return register

    return rule


entry_rule: Callable[..., Callable[[EntryRule], EntryRule]]
entry_rule = _rule_kind("find_in_entry")
"""Makes a function that looks at one entry a rule."""

library_rule: Callable[..., Callable[[LibraryRule], LibraryRule]]
library_rule = _rule_kind("find_in_library")
"""Makes a function that looks at all entries together a rule.

It yields the slug of an entry with each finding.
"""


def rule_of_each(
    items_of: Callable[[Checked], Iterable[tuple[KeyPath, Item]]],
) -> Callable[..., Callable[[Callable[[Item], Iterator[Finding]]], EntryRule]]:
    """Return what makes a function that looks at one part of an entry a rule.

    It yields findings whose paths start at the part; ``items_of`` gives the parts,
    each with its path in the entry.
    """

    def rule(*declared: Any, **options: Any) -> Any:
        def register(find: Callable[[Item], Iterator[Finding]]) -> EntryRule:
            @wraps(find)
            def find_in_each(checked: Checked) -> Iterator[Finding]:
                for path, item in items_of(checked):
                    for found in find(item):
                        yield found._replace(path=(*path, *found.path))

            return entry_rule(*declared, **options)(find_in_each)

        return register

    return rule


def rule_of_fields(
    *fields: str,
) -> Callable[..., Callable[[Callable[[Any], Iterator[Finding]]], EntryRule]]:
    """Return what makes a function that looks at the value of a field a rule."""
    return rule_of_each(lambda checked: iter_fields(checked.entry, *fields))
