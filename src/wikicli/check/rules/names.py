"""Rules about names of entries: titles, aliases, headwords, categories."""

from collections import Counter
from collections.abc import Iterator

from wikicli.base.problems import Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule, library_rule
from wikicli.check.summaries import Summaries
from wikicli.language.armenian import fold


@library_rule("taken-alias", Severity.WARNING)
def find_taken_aliases(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """An alias is a name of another entry.

    A slug or a title wins over an alias, which then leads nowhere; an alias or an
    Armenian headword that two entries share names both of them, so that
    ``wikicli show`` asks which is meant.
    """
    owners = _owners(summaries)
    for slug, summary in summaries.items():
        for index, alias in enumerate(summary.aliases):
            for owner, kind in owners.get(fold(alias), ()):
                if owner != slug:
                    message = f"{quote(alias)} is {kind} of '{owner}', too"
                    yield slug, Finding(("aliases", index), message, "", alias)
                    break


def _owners(summaries: Summaries) -> dict[str, list[tuple[str, str]]]:
    """Map each name, folded, to the entries that bear it and what it is of them."""
    owners: dict[str, list[tuple[str, str]]] = {}
    for slug, summary in summaries.items():
        kinds = [
            (slug.replace("-", " "), "the slug"),
            (summary.title, "the title"),
            *((alias, "an alias") for alias in summary.aliases),
            (summary.headword, "the headword"),
        ]
        for name, kind in kinds:
            if name:
                owners.setdefault(fold(name), []).append((slug, kind))
    return owners


@library_rule("duplicate-title", Severity.WARNING)
def find_duplicate_titles(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """Two entries have one title.

    They are one entry written twice, or their titles need what tells them apart, in
    parentheses.
    """
    titles = {slug: summary.title for slug, summary in summaries.items()}
    for slug, others in _find_alike(titles):
        message = f"{others} has this title, too"
        yield slug, Finding(("title",), message, "", titles[slug])


def _find_alike(names: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each entry, by slug, whose name others have, too; and who these are."""
    owners: dict[str, list[str]] = {}
    for slug, name in names.items():
        owners.setdefault(fold(name), []).append(slug)
    for slugs in owners.values():
        for slug in slugs:
            if others := [quote(other) for other in slugs if other != slug]:
                yield slug, " and ".join(others)


@library_rule("duplicate-headword", Severity.INFO)
def find_duplicate_headwords(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """Two entries have one Armenian headword.

    Whoever opens an entry by it is asked which one is meant.
    """
    words = {slug: it.headword for slug, it in summaries.items() if it.headword}
    for slug, others in _find_alike(words):
        terms = summaries[slug].terms
        of_term = terms and terms[0].hy == words[slug]
        path = ("terms", 0, "hy") if of_term else ("hy", "title")
        yield slug, Finding(path, f"{others} has this headword, too", "", words[slug])


@entry_rule("idle-alias", Severity.INFO)
def find_idle_aliases(checked: Checked) -> Iterator[Finding]:
    """An alias is the title, the headword or another alias of its own entry.

    Case and marks make no other name: the entry is found without it.
    """
    entry = checked.entry
    known = {fold(entry.title): "the title"}
    if entry.headword:
        known.setdefault(fold(entry.headword), "the headword")
    for index, alias in enumerate(entry.aliases):
        if kind := known.get(fold(alias)):
            message = f"alias {quote(alias)} is {kind} already"
            yield Finding(("aliases", index), message, "remove it", alias)
        known.setdefault(fold(alias), "an alias")


@library_rule("lone-category", Severity.INFO, enabled=False)
def find_lone_categories(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """A category has one entry only.

    Off by default: every category begins so. It may be another one misspelled.
    """
    counts = Counter(
        name for summary in summaries.values() for name in summary.categories
    )
    for slug, summary in summaries.items():
        for index, name in enumerate(summary.categories):
            if counts[name] == 1:
                message = f"category {quote(name)} has no other entry"
                yield slug, Finding(("categories", index), message, "", name)


@entry_rule("missing-headword", Severity.INFO, enabled=False)
def find_missing_headwords(checked: Checked) -> Iterator[Finding]:
    """An entry has no Armenian headword: no Armenian title and no term.

    Off by default: not every subject has one.
    """
    if not checked.entry.headword:
        message = "there is no Armenian headword"
        yield Finding(("title",), message, "", checked.entry.title)
