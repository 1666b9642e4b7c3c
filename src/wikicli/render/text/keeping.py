"""What writing commands did, in lines of text."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from wikicli.base.problems import Problem, Severity, name_severity, sort_problems
from wikicli.base.text import clean_line, format_count, quote, shorten_path
from wikicli.keeping.delete import Deletion
from wikicli.keeping.edit import Revised, State
from wikicli.keeping.edits import Edit, format_diff
from wikicli.keeping.fmt import Tidied
from wikicli.keeping.rename import Renaming


def format_revised(revised: Revised) -> str:
    """Say what became of an edited entry."""
    words = {
        State.saved: "saved",
        State.copied: "copied to",
        State.unchanged: "unchanged:",
        State.dropped: "dropped what was edited; unchanged:",
    }
    return f"{words[revised.state]} {shorten_path(revised.path)}\n"


def format_renaming(plan: Renaming, written: bool) -> str:
    """Say how an entry was renamed, and in which files links were.

    What is not written yet is shown as a unified diff.
    """
    verb = "renamed" if written else "would rename"
    old, new = (clean_line(name) for name in (plan.old, plan.new))
    lines = [f"{verb} {old} to {new}" if old != new else f"{verb} {old}"]
    lines += _format_links(plan.links_by_path(written))
    return "\n".join([*lines, "" if written else f"\n{_format_diff(plan)}"])


def format_deletion(plan: Deletion, written: bool) -> str:
    """Say which entry was deleted, which links lead nowhere now, what it had hidden."""
    lines = [f"{'deleted' if written else 'would delete'} {shorten_path(plan.file)}"]
    lines += _format_links(plan.links)
    if plan.uncovered:
        uncovered = shorten_path(plan.uncovered)
        lines.append(
            f"{quote(plan.slug)} is {uncovered} {'now' if written else 'then'}"
        )
    return "\n".join([*lines, ""])


def _format_links(links: Mapping[Path, int]) -> list[str]:
    """Name files with the number of links in them, a line each."""
    width = max(map(len, map(shorten_path, links)), default=0)
    return [
        f"  {shorten_path(path):{width}}  {format_count(count, 'link')}"
        for path, count in links.items()
    ]


def _format_diff(plan: Renaming) -> str:
    made = [edit for edit in plan.edits if edit.old is None]
    gone = [edit for edit in plan.edits if edit.new is None]
    diffs = []
    for old, new in zip(gone, made, strict=True):
        edit = Edit(new.path, old.old, new.new)
        names = shorten_path(old.path), shorten_path(new.path)
        diffs.append(format_diff(edit, *names))
    both = (it for it in plan.edits if it.old is not None and it.new is not None)
    return "".join([*diffs, *(format_diff(it, shorten_path(it.path)) for it in both)])


def format_tidied(tidied: Tidied, written: bool) -> str:
    """Say which files were formatted, or would be, and how many need not be."""
    verb = "formatted" if written else "would format"
    lines = [f"{verb} {shorten_path(edit.path)}" for edit in tidied.edits]
    counts = (
        (len(tidied.edits), "formatted" if written else "would be formatted"),
        (tidied.unchanged, "unchanged"),
        (len(tidied.problems), "left alone"),
    )
    (first, how), *others = [it for it in counts if it[0]] or [(0, "unchanged")]
    parts = [
        f"{format_count(first, 'file')} {how}",
        *(f"{count} {how}" for count, how in others),
    ]
    return "\n".join([*lines, ", ".join(parts)]) + "\n"


def format_tidied_diff(tidied: Tidied) -> str:
    """Format what formatting would change as a unified diff."""
    return "".join(format_diff(it, shorten_path(it.path)) for it in tidied.edits)


def format_edited_problems(problems: Sequence[Problem]) -> list[str]:
    """Say what is wrong with an edited text, a line each, by its place in it."""
    lines = []
    for problem in sort_problems(problems):
        path, line, column = problem.location
        severity = name_severity(problem.severity)
        words = clean_line(problem.message)
        lines.append(f"{severity}: {clean_line(path.name)}:{line}:{column}: {words}")
        if problem.hint and problem.severity == Severity.ERROR:
            lines.append(f"hint: {clean_line(problem.hint)}")
    return lines
