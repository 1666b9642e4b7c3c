"""The command of editors that finds what is wrong: check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from wikicli.base.errors import UsageError
from wikicli.base.text import shorten_path
from wikicli.cli.arguments import FilesArgument
from wikicli.cli.group import Command, app
from wikicli.cli.recovering import recover, tell_outcomes
from wikicli.cli.session import Session, find_today, option, takes_shared_options

if TYPE_CHECKING:
    from wikicli.check import Check, Plan
    from wikicli.check.report import Report
    from wikicli.library.targets import Target

Form = Literal["text", "concise", "json", "github"]


@app.command(cls=Command)
@takes_shared_options
def check(
    session: Session,
    name: FilesArgument = None,
    select: Annotated[
        list[str] | None,
        option("--select", metavar="RULE,...", help="Only these rules, or ALL."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        option("--ignore", metavar="RULE,...", help="Not these rules."),
    ] = None,
    coverage: Annotated[
        int,
        typer.Option(
            min=0, max=100, metavar="PERCENT", help="Paragraphs that need a source."
        ),
    ] = 100,
    form: Annotated[Form | None, option("--format", help="In which form.")] = None,
    statistics: Annotated[
        bool, option("--statistics", help="Only count what each rule finds.")
    ] = False,
    info: Annotated[
        bool, option("--info", help="List what is only worth knowing, too.")
    ] = False,
    strict: Annotated[
        bool, option("--strict", help="Fail if there are warnings, too.")
    ] = False,
    fix: Annotated[bool, option("--fix", help="Mend what can be mended.")] = False,
    diff: Annotated[
        bool, option("--diff", help="Show what --fix would change; change nothing.")
    ] = False,
    explain: Annotated[
        str, option("--explain", metavar="RULE", help="Explain a rule.")
    ] = "",
) -> None:
    """Check entries: find what is wrong with them, and mend it where that is safe."""
    chosen_form = session.choose_form(form)
    plan = _make_plan(select or [], ignore or [], coverage)
    if explain:
        _explain(session, explain, chosen_form)
    elif diff:
        _show_diff(session, name or [], plan, chosen_form)
    else:
        run = _fix if fix else _find
        report = run(session, name or [], plan)
        every = info or select or statistics or chosen_form == "json"
        shown = report if every else report.without_info()
        _write(session, shown, chosen_form, statistics)
        if report.fails(strict):
            raise typer.Exit(1)


def _make_plan(select: list[str], ignore: list[str], coverage: int) -> "Plan":
    from wikicli.check import CheckOptions, Plan
    from wikicli.check.choosing import choose_rules

    wanted = choose_rules(select, ignore)
    return Plan(wanted, CheckOptions(find_today(), coverage))


def _choose(session: Session, words: Sequence[str]) -> "list[Target]":
    from wikicli.library.targets import choose_targets

    return choose_targets(session.entries, words, session.find_names)


def _start(session: Session, target: "Target", plan: "Plan") -> "Check":
    from wikicli.check import Check

    return Check(target.files, target.chosen, plan, session.track)


def _find(session: Session, words: Sequence[str], plan: "Plan") -> "Report":
    from wikicli.check.report import make_report

    targets = _choose(session, words)
    found = [_start(session, target, plan).run() for target in targets]
    return make_report(targets, found, plan)


def _fix(session: Session, words: Sequence[str], plan: "Plan") -> "Report":
    from wikicli.check.fixing import (
        Fixing,
        write_mended,
    )
    from wikicli.check.report import make_report

    session = recover(session)
    targets = _choose(session, words)
    fixings = [Fixing(_start(session, target, plan)) for target in targets]
    found = [fixing.run() for fixing in fixings]
    for target, fixing in zip(targets, fixings, strict=True):
        tell_outcomes(write_mended(target.sources, list(fixing.edits.values())))
    return make_report(targets, found, plan, sum(it.fixed for it in fixings))


def _show_diff(session: Session, words: Sequence[str], plan: "Plan", form: str) -> None:
    from wikicli.check.fixing import (
        Fixing,
    )
    from wikicli.keeping.edits import format_diff

    if form != "text":
        raise UsageError(f"--diff and --format {form} exclude each other")
    text = ""
    for target in _choose(session, words):
        fixing = Fixing(_start(session, target, plan))
        fixing.run()
        for edit in fixing.edits.values():
            name = shorten_path(edit.path)
            text += format_diff(edit, name, f"{name} (fixed)")
    session.terminal.write(text)
    if text:
        raise typer.Exit(1)


def _write(session: Session, report: "Report", form: str, statistics: bool) -> None:
    from wikicli.render.text import check as render

    terminal = session.terminal
    if statistics:
        _write_statistics(session, report, form)
    elif form == "json":
        from wikicli.render.json.check import report_json

        session.write_json(report_json(report))
    elif form == "concise":
        terminal.write(render.format_concise(report.problems))
    elif form == "github":
        terminal.write(render.format_github(report.problems))
    else:
        from wikicli.check.report import Excerpts

        terminal.show(render.report_view(report, terminal.measure, Excerpts()))


def _write_statistics(session: Session, report: "Report", form: str) -> None:
    if form == "json":
        from wikicli.render.json.check import (
            statistics_json,
        )

        session.write_json(statistics_json(report))
        return
    from wikicli.render.text.explain import (
        statistics_view,
    )

    if form != "text":
        raise UsageError(f"--statistics and --format {form} exclude each other")
    terminal = session.terminal
    terminal.show(statistics_view(report, terminal.measure))


def _explain(session: Session, name: str, form: str) -> None:
    from wikicli.check.choosing import get_rule
    from wikicli.check.explaining import explain

    page = explain(get_rule(name))
    if form == "json":
        from wikicli.render.json.check import explain_json

        session.write_json(explain_json(page))
        return
    from wikicli.render.text.explain import explain_view

    if form != "text":
        raise UsageError(f"--explain and --format {form} exclude each other")
    session.terminal.show(explain_view(page, session.terminal.measure))
