"""A rule of `check`: a function that finds one kind of fault, and what names it.

The name says what is bad, never how it is mended. The docstring of a rule is its page
in ``docs/rules.md``: its first line is what ``--explain`` prints first.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from typing import NamedTuple, TypeVar

from wikicli.base.problems import KeyPath, Severity
from wikicli.check.checked import Checked
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


def entry_rule(
    name: str, severity: Severity, *, enabled: bool = True
) -> Callable[[EntryRule], EntryRule]:
    """Make a function that looks at one entry a rule."""

    def register(find: EntryRule) -> EntryRule:
        page = inspect.getdoc(find) or ""
        RULES[name] = Rule(name, severity, page, enabled, find_in_entry=find)
        return find

    return register


def rule_of_each(
    items_of: Callable[[Checked], Iterable[tuple[KeyPath, Item]]],
) -> Callable[..., Callable[[Callable[[Item], Iterator[Finding]]], EntryRule]]:
    """Return what makes a function that looks at one part of an entry a rule.

    It yields findings whose paths start at the part; ``items_of`` gives the parts,
    each with its path in the entry.
    """

    def rule_of_item(
        name: str, severity: Severity, *, enabled: bool = True
    ) -> Callable[[Callable[[Item], Iterator[Finding]]], EntryRule]:
        def register(find: Callable[[Item], Iterator[Finding]]) -> EntryRule:
            @wraps(find)
            def find_in_each(checked: Checked) -> Iterator[Finding]:
                for path, item in items_of(checked):
                    for found in find(item):
                        yield found._replace(path=(*path, *found.path))

            return entry_rule(name, severity, enabled=enabled)(find_in_each)

        return register

    return rule_of_item


def library_rule(
    name: str, severity: Severity, *, enabled: bool = True
) -> Callable[[LibraryRule], LibraryRule]:
    """Make a function that looks at all entries together a rule.

    It yields the slug of an entry with each finding.
    """

    def register(find: LibraryRule) -> LibraryRule:
        page = inspect.getdoc(find) or ""
        RULES[name] = Rule(name, severity, page, enabled, find_in_library=find)
        return find

    return register
