"""The commands of editors that write: new, edit, rename, delete, fmt."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

from wikicli import render
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.base.text import shorten_path
from wikicli.cli.arguments import FILES, NAME, argument, flag, option
from wikicli.cli.recovering import recover, tell_outcomes
from wikicli.cli.session import Session

if TYPE_CHECKING:
    from wikicli.base.problems import Problem
    from wikicli.keeping.edit import Answer
    from wikicli.keeping.fmt import Tidied

Ending = Literal["keep", "sentence", "width"]


def new(
    session: Session,
    title: list[str] = argument(
        "TITLE...", "In English or in Armenian; quotes are not needed.", required=True
    ),
    slug: str = option(
        "--slug", default="", metavar="SLUG", help="Its name; else made of the title."
    ),
    armenian: bool = flag("--hy", "With an Armenian side."),
    edit: bool = flag("--edit", "Open it in your editor."),
) -> None:
    """Write a new entry from a template and print its path."""
    from wikicli.keeping.editor import get_editor
    from wikicli.keeping.new import plan_entry, write_entry

    if edit:
        get_editor(os.environ)  # or nothing is written
    session = recover(session)
    entry = plan_entry(session.entries, " ".join(title), slug, armenian)
    tell_outcomes([write_entry(entry)])
    if edit:
        _edit(replace(session), entry.slug)
    else:
        session.answer(
            json=lambda: render.json.keeping.new_json(entry),
            text=lambda: f"{entry.path}\n",
        )


def edit(session: Session, name: list[str] = NAME) -> None:
    """Edit an entry in your editor; it is read before it replaces the old one.

    The editor is $VISUAL or $EDITOR. A bundled entry is copied to your own folder.
    """
    _edit(recover(session), " ".join(name))


def _edit(session: Session, name: str) -> None:
    from wikicli.keeping.edit import revise
    from wikicli.keeping.editor import get_editor

    path = session.entries.get_file(name)
    revised = revise(session.entries, path, get_editor(os.environ), _ask)
    tell_outcomes([revised.outcome])
    session.terminal.warn([*session.entries.find_newer(path), *revised.problems])
    session.answer(
        json=lambda: render.json.keeping.revised_json(revised),
        text=lambda: render.text.keeping.format_revised(revised),
    )


def _ask(problems: "Sequence[Problem]") -> "Answer":
    """Show what is wrong with the edited text; ask what to do, if there is anybody."""
    from wikicli.cli.terminal import tell
    from wikicli.keeping.edit import Answer

    for line in render.text.keeping.format_edited_problems(problems):
        tell(line)
    try:
        while _is_interactive():
            tell("(e)dit again, (k)eep the text beside the entry, or (d)rop it?")
            answer = sys.stdin.readline()
            for choice in Answer:
                if answer.strip().lower() in (choice.value, choice.value[0]):
                    return choice
            if not answer:
                break
            Session().terminal.tell_error("that is none of e, k and d")
    except KeyboardInterrupt:
        pass  # no answer, as the end of the input
    return Answer.keep


def _confirm(question: str) -> None:
    """Ask whether to go on; raises NoAnswerError if the answer is not yes."""
    from wikicli.cli.terminal import tell

    tell(f"{question} (y)es or (n)o")
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        answer = ""
    if answer.strip().lower() not in ("y", "yes"):
        raise NoAnswerError("nothing was deleted")


def _is_interactive() -> bool:
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def rename(
    session: Session,
    old: str = argument("OLD", "Any name of the entry.", required=True),
    new: str = argument("NEW", "A slug, or a title that gives both.", required=True),
    title: str = option("--title", default="", metavar="TITLE", help="Its new title."),
    dry_run: bool = flag("--dry-run", "Show what would change; change nothing."),
) -> None:
    """Rename an entry: its file and every link to it; the old name stays an alias."""
    from wikicli.keeping.rename import plan_renaming, write_renaming

    session = session if dry_run else recover(session)
    plan = plan_renaming(session.entries, old, new, title)
    if not dry_run:
        tell_outcomes([write_renaming(plan)])
    session.terminal.warn(plan.problems)
    session.answer(
        json=lambda: render.json.keeping.renaming_json(plan, not dry_run),
        text=lambda: render.text.keeping.format_renaming(plan, not dry_run),
    )


def delete(
    session: Session,
    name: list[str] = NAME,
    force: bool = flag("--force", "Also an entry that others link to."),
    dry_run: bool = flag("--dry-run", "Tell who links to it; delete nothing."),
) -> None:
    """Delete an entry of your own; one that others link to only with --force.

    In a terminal you are asked first, unless --force is given.
    """
    from wikicli.keeping.delete import delete_entry, plan_deletion

    session = session if dry_run else recover(session)
    plan = plan_deletion(session.entries, " ".join(name), force or dry_run)
    if not (dry_run or force) and _is_interactive():
        _confirm(f"delete {shorten_path(plan.file)}?")
    if not dry_run:
        tell_outcomes([delete_entry(plan)])
    session.answer(
        json=lambda: render.json.keeping.deletion_json(plan, not dry_run),
        text=lambda: render.text.keeping.format_deletion(plan, not dry_run),
    )


def fmt(
    session: Session,
    name: list[str] | None = FILES,
    check: bool = flag("--check", "Only tell; exit with 1 if something would change."),
    diff: bool = flag("--diff", "Show what would change; change nothing."),
    wrap: Ending | None = option(
        "--wrap", help="Where lines of text end: where they do, or computed."
    ),
) -> None:
    """Format entries: the order of their keys, quotation, wrapping, indentation.

    With - alone, standard input is formatted and written to standard output.
    """
    from wikicli.entry.form import Wrap
    from wikicli.keeping.fmt import Tidied

    writes = not check and not diff
    is_filter = "-" in (name or ())
    tidied = Tidied(Wrap(wrap or session.settings.wrap.value))
    tidy = _tidy_input if is_filter else _tidy_files
    tidy(tidied, session, name or [], writes)
    session.terminal.warn(tidied.problems)
    if not (is_filter and writes):
        session.answer(
            "diff" if diff and not session.json else "",
            json=lambda: render.json.keeping.tidied_json(tidied, writes),
            diff=lambda: render.text.keeping.format_tidied_diff(tidied),
            text=lambda: render.text.keeping.format_tidied(tidied, writes),
        )
    if code := 2 if tidied.problems else int(check and bool(tidied.edits)):
        raise typer.Exit(code)


def _tidy_files(
    tidied: "Tidied", session: Session, words: Sequence[str], writes: bool
) -> None:
    from wikicli.keeping.fmt import tidy_targets
    from wikicli.library.targets import choose_targets

    session = recover(session) if writes else session
    targets = choose_targets(session.entries, words, session.find_names)
    tell_outcomes(tidy_targets(tidied, targets, session.track, writes))


def _tidy_input(
    tidied: "Tidied", session: Session, words: Sequence[str], writes: bool
) -> None:
    """Format standard input; write it, if it is sound."""
    from wikicli.cli.input import read_input

    if len(words) > 1:
        raise UsageError("- stands for standard input, and alone")
    if session.json and writes:
        raise UsageError("fmt - and --json exclude each other", "add --check or --diff")
    given = read_input("PATH or NAME...", "pipe an entry in: wikicli fmt - < FILE")
    data = tidied.add_text(Path("-"), given)
    if writes and not tidied.problems:
        session.terminal.write_data(data)
