"""Rules about links between entries."""

from collections.abc import Iterator

from wikicli.base.problems import Severity
from wikicli.base.text import did_you_mean, find_nearest, quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule, library_rule
from wikicli.check.summaries import Summaries
from wikicli.language.armenian import fold
from wikicli.library.graph import Link


def _at_link(link: Link, message: str, hint: str = "") -> Finding:
    if not link.line:
        return Finding(link.path, message, hint, link.target)
    opening = "[["
    if link.width > len(opening):  # else the slug stands in the next line
        opening = opening.ljust(link.width - len(link.target)) + link.target
    return Finding(link.path, message, hint, opening, link.line, link.column)


@library_rule("dangling-link", Severity.WARNING)
def find_dangling_links(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """A link leads to an entry that the library does not have.

    Write the entry, correct the slug, or say that the page is wanted: a see-also link
    with a ``title`` alone, in the text the words without a link.
    """
    owners = _find_owners(summaries)
    for slug, summary in summaries.items():
        for link in summary.links:
            if not link.target or link.target in summaries.slugs:
                continue
            owner = owners.get(fold(link.target.replace("-", " ")), "")
            hint = f"it is another name of '{owner}'"
            if not owner:
                near = summaries.find_near(link.target)
                hint = f"the nearest slug is '{near}'" if near else ""
            message = f"there is no entry {quote(link.target)}"
            yield slug, _at_link(link, message, hint)


@library_rule("missing-section", Severity.WARNING)
def find_missing_sections(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """A link leads to a section that its entry does not have.

    Readers are told of a part that they can't find. A section is named by its title, in
    either language and any case.
    """
    titles: dict[str, dict[str, str]] = {}
    for slug, summary in summaries.items():
        for link in summary.links:
            target = link.target or slug
            if not link.sections or target not in summaries:
                continue
            if target not in titles:
                names = summaries[target].sections
                titles[target] = {fold(name): name for name in names}
            (wanted,), known = link.sections, titles[target]
            if fold(wanted) not in known:
                near = find_nearest(fold(wanted), known)
                hint = did_you_mean([quote(known[it]) for it in near])
                message = f"entry {quote(target)} has no section {quote(wanted)}"
                yield slug, _at_link(link, message, hint)


def _find_owners(summaries: Summaries) -> dict[str, str]:
    """Map each name, folded, to the slug of its entry; a title wins over an alias."""
    every = summaries.items()
    aliases = {fold(alias): slug for slug, it in every for alias in it.aliases}
    return aliases | {fold(it.title): slug for slug, it in every}


@entry_rule("self-link", Severity.WARNING)
def find_self_links(checked: Checked) -> Iterator[Finding]:
    """An entry links to itself.

    The reader is there already. Take the link away, or name the entry that was meant.
    """
    for link in checked.links:
        if link.target == checked.entry.slug and not link.sections:
            yield _at_link(link, "this links to the entry it stands in")


@library_rule("orphan-entry", Severity.INFO)
def find_orphans(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """No other entry links to an entry.

    Readers find it by search alone. Link to it from the text or the see-also links of
    an entry that mentions it.
    """
    if len(summaries) < 2:
        return
    links = (link for summary in summaries.values() for link in summary.links)
    linked = {link.target for link in links if link.target != link.source}
    for slug in summaries:
        if slug not in linked:
            title = summaries[slug].title
            yield slug, Finding(("title",), "no other entry links here", "", title)


@entry_rule("repeated-see-also", Severity.WARNING)
def find_repeated_see_also(checked: Checked) -> Iterator[Finding]:
    """Two see-also links lead to one page.

    Remove one of them; the note that says more stays.
    """
    seen: set[str] = set()
    for index, link in enumerate(checked.entry.see_also):
        target = link.entry or link.url or fold(link.title)
        if target in seen:
            words = link.entry or link.title
            message = f"{quote(words)} stands here for the second time"
            yield Finding(("see_also", index), message, "", words)
        seen.add(target)


@library_rule("unlinked-see-also", Severity.WARNING)
def find_unlinked_see_also(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """A see-also link names a page as wanted, and there is an entry of that name.

    Name the entry by its slug: then the link leads there and shows its description.
    """
    owners = _find_owners(summaries)
    for slug, summary in summaries.items():
        for index, link in enumerate(summary.see_also):
            owner = owners.get(fold(link.title))
            if link.entry or link.url or not owner:
                continue
            message = f"{quote(link.title)} is the entry '{owner}'"
            path = ("see_also", index, "title")
            yield slug, Finding(path, message, f"write entry: {owner}", link.title)
