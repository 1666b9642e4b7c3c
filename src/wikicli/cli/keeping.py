"""The commands of editors that write: new, edit, rename, fmt."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from wikicli.cli.arguments import FilesArgument, NameArgument
from wikicli.cli.group import Command, app
from wikicli.cli.recovering import recover, tell_outcomes
from wikicli.cli.session import Session, option, takes_shared_options

if TYPE_CHECKING:
    from wikicli.base.problems import Problem
    from wikicli.keeping.edit import Answer
    from wikicli.keeping.fmt import Tidied
    from wikicli.library.targets import Target


@app.command(cls=Command)
@takes_shared_options
def new(
    session: Session,
    title: Annotated[
        list[str],
        typer.Argument(
            metavar="TITLE...",
            help="In English or in Armenian; quotes are not needed.",
            show_default=False,
        ),
    ],
    slug: Annotated[
        str, option("--slug", metavar="SLUG", help="Its name; else made of the title.")
    ] = "",
    armenian: Annotated[bool, option("--hy", help="With an Armenian side.")] = False,
    edit: Annotated[bool, option("--edit", help="Open it in your editor.")] = False,
) -> None:
    """Write a new entry from a template and print its path."""
    from wikicli.keeping.new import plan_entry, write_entry

    session = recover(session)
    entry = plan_entry(session.entries, " ".join(title), slug, armenian)
    tell_outcomes([write_entry(entry)])
    if edit:
        _edit(replace(session), entry.slug)
    elif session.json:
        from wikicli.render.json.keeping import new_json

        session.write_json(new_json(entry))
    else:
        session.terminal.write(f"{entry.path}\n")


@app.command(cls=Command)
@takes_shared_options
def edit(session: Session, name: NameArgument) -> None:
    """Edit an entry in your editor; it is read before it replaces the old one.

    The editor is $VISUAL or $EDITOR. A bundled entry is copied to your own folder.
    """
    _edit(recover(session), " ".join(name))


def _edit(session: Session, name: str) -> None:
    from wikicli.keeping.edit import find_editor, revise
    from wikicli.render.json import keeping as json
    from wikicli.render.text import keeping as render

    path = session.entries.find_file(name)
    revised = revise(session.entries, path, find_editor(os.environ), _ask)
    tell_outcomes([revised.outcome])
    session.terminal.warn(revised.problems)
    if session.json:
        session.write_json(json.revised_json(revised))
    else:
        session.terminal.write(render.format_revised(revised))


def _ask(problems: "Sequence[Problem]") -> "Answer":
    """Show what is wrong with the edited text; ask what to do, if there is anybody."""
    from wikicli.cli.terminal import tell
    from wikicli.keeping.edit import Answer
    from wikicli.render.text.keeping import (
        format_edited_problems,
    )
    from wikicli.render.text.problems import format_error

    for line in format_edited_problems(problems):
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
            tell(format_error("that is none of e, k and d"))
    except KeyboardInterrupt:
        pass  # no answer, as the end of the input
    return Answer.keep


def _is_interactive() -> bool:
    streams = (sys.stdin, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


@app.command(cls=Command)
@takes_shared_options
def rename(
    session: Session,
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD", help="Any name of the entry.", show_default=False
        ),
    ],
    new: Annotated[
        str,
        typer.Argument(
            metavar="NEW",
            help="A slug, or a title that gives both.",
            show_default=False,
        ),
    ],
    title: Annotated[
        str, option("--title", metavar="TITLE", help="Its new title.")
    ] = "",
    dry_run: Annotated[
        bool, option("--dry-run", help="Show what would change; change nothing.")
    ] = False,
) -> None:
    """Rename an entry: its file and every link to it; the old name stays an alias."""
    from wikicli.keeping.rename import plan_renaming, write_renaming

    session = session if dry_run else recover(session)
    plan = plan_renaming(session.entries, old, new, title)
    if not dry_run:
        tell_outcomes([write_renaming(plan)])
    session.terminal.warn(plan.problems)
    from wikicli.render.json import keeping as json
    from wikicli.render.text import keeping as render

    if session.json:
        session.write_json(json.renaming_json(plan, not dry_run))
    else:
        text = render.format_renaming(plan, not dry_run)
        if dry_run:
            text += "\n" + render.format_renaming_diff(plan)
        session.terminal.write(text)


@app.command(cls=Command)
@takes_shared_options
def fmt(
    session: Session,
    name: FilesArgument = None,
    check: Annotated[
        bool,
        option("--check", help="Only tell; exit with 1 if something would change."),
    ] = False,
    diff: Annotated[
        bool, option("--diff", help="Show what would change; change nothing.")
    ] = False,
) -> None:
    """Format entries: the order of their keys, quotation, wrapping, indentation."""
    from wikicli.library.targets import choose_targets

    writes = not check and not diff
    session = recover(session) if writes else session
    targets = choose_targets(session.entries, name or [], session.find_names)
    tidied = _tidy(session, targets, writes)
    session.terminal.warn(tidied.problems)
    _write_tidied(session, tidied, writes, diff)
    if code := 2 if tidied.problems else int(check and bool(tidied.edits)):
        raise typer.Exit(code)


def _tidy(session: Session, targets: "Sequence[Target]", writes: bool) -> "Tidied":
    from wikicli.keeping.fmt import tidy_targets

    tidied, outcomes = tidy_targets(targets, session.track, writes)
    tell_outcomes(outcomes)
    return tidied


def _write_tidied(session: Session, tidied: "Tidied", writes: bool, diff: bool) -> None:
    from wikicli.render.json import keeping as json
    from wikicli.render.text import keeping as render

    if session.json:
        session.write_json(json.tidied_json(tidied, writes))
    elif diff:
        session.terminal.write(render.format_tidied_diff(tidied))
    else:
        session.terminal.write(render.format_tidied(tidied, writes))
