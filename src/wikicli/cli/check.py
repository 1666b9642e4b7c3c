"""The command of editors that finds what is wrong: check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import typer

from wikicli import render
from wikicli.base.errors import UsageError
from wikicli.base.text import shorten_path
from wikicli.cli.arguments import FILES, FORM, flag, option
from wikicli.cli.recovering import recover, tell_outcomes
from wikicli.cli.session import Session, find_today

if TYPE_CHECKING:
    from wikicli.base.problems import Problem
    from wikicli.check import Check, Plan
    from wikicli.check.report import Report
    from wikicli.library.targets import Target

ReportForm = Literal["text", "concise", "json", "github"]


def check(
    session: Session,
    name: list[str] | None = FILES,
    select: list[str] | None = option(
        "--select", metavar="RULE,...", help="Only these rules, or ALL."
    ),
    ignore: list[str] | None = option(
        "--ignore", metavar="RULE,...", help="Not these rules."
    ),
    coverage: int = typer.Option(
        100, min=0, max=100, metavar="PERCENT", help="Paragraphs that need a source."
    ),
    form: ReportForm | None = FORM,
    statistics: bool = flag("--statistics", "Only count what each rule finds."),
    info: bool = flag("--info", "List what is only worth knowing, too."),
    strict: bool = flag("--strict", "Fail if there are warnings, too."),
    fix: bool = flag("--fix", "Mend what can be mended."),
    diff: bool = flag("--diff", "Show what --fix would change; change nothing."),
    explain: str = option(
        "--explain", default="", metavar="RULE", help="Explain a rule."
    ),
    rules: bool = flag("--rules", "List all rules, or those selected."),
) -> None:
    """Check entries: find what is wrong with them, and mend it where that is safe."""
    chosen_form = session.choose_form(form)
    plan = _make_plan(select or [], ignore or [], coverage)
    if explain:
        _explain(session, explain, chosen_form)
    elif rules:
        _list_rules(session, plan.wanted if select else (), chosen_form)
    elif diff:
        _show_diff(session, name or [], plan, chosen_form)
    else:
        report = (_fix if fix else _find)(session, name or [], plan)
        every = info or select or statistics or chosen_form == "json"
        answer = _write_statistics if statistics else _write
        answer(session, report if every else report.without_info(), chosen_form)
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

    library = session.entries
    return Check(target.files, target.chosen, plan, session.track, library)


def _find(session: Session, words: Sequence[str], plan: "Plan") -> "Report":
    from wikicli.check.report import make_report

    targets = _choose(session, words)
    found = [_start(session, target, plan).run() for target in targets]
    return make_report(targets, found, plan)


def _fix(session: Session, words: Sequence[str], plan: "Plan") -> "Report":
    from wikicli.check.fixing import Fixing, write_mended
    from wikicli.check.report import make_report

    session = recover(session)
    targets = _choose(session, words)
    fixings = [Fixing(_start(session, it, plan), it.sources) for it in targets]
    found = [fixing.run() for fixing in fixings]
    for target, fixing in zip(targets, fixings, strict=True):
        tell_outcomes(write_mended(target.sources, list(fixing.edits.values())))
    return make_report(targets, found, plan, sum(it.fixed for it in fixings))


def _show_diff(session: Session, words: Sequence[str], plan: "Plan", form: str) -> None:
    from wikicli.check.fixing import Fixing
    from wikicli.keeping.edits import format_diff

    if form != "text":
        raise UsageError(f"--diff and --format {form} exclude each other")
    text = ""
    kept: list[Problem] = []
    for target in _choose(session, words):
        fixing = Fixing(_start(session, target, plan), target.sources)
        fixing.run()
        kept += fixing.kept.values()
        for edit in fixing.edits.values():
            name = shorten_path(edit.path)
            text += format_diff(edit, name, f"{name} (fixed)")
    session.terminal.warn(kept)
    session.terminal.write(text)
    if text or kept:
        raise typer.Exit(1)


def _write(session: Session, report: "Report", form: str) -> None:
    session.answer(
        form,
        json=lambda: render.json.check.report_json(report),
        concise=lambda: render.text.check.format_concise(report.problems),
        github=lambda: render.text.check.format_github(report.problems),
        text=lambda: render.text.check.report_view(report, session.measure),
    )


def _write_statistics(session: Session, report: "Report", form: str) -> None:
    session.answer(
        form,
        "--statistics",
        json=lambda: render.json.check.statistics_json(report),
        text=lambda: render.text.explain.statistics_view(report, session.measure),
    )


def _list_rules(session: Session, names: Sequence[str], form: str) -> None:
    from wikicli.check.rule import RULES

    rules = [RULES[name] for name in names or sorted(RULES)]
    session.answer(
        form,
        "--rules",
        json=lambda: render.json.check.rules_json(rules),
        text=lambda: render.text.explain.rules_view(rules, session.measure),
    )


def _explain(session: Session, name: str, form: str) -> None:
    from wikicli.check.choosing import get_rule
    from wikicli.check.explaining import explain

    page = explain(get_rule(name))
    session.answer(
        form,
        "--explain",
        json=lambda: render.json.check.explain_json(page),
        text=lambda: render.text.explain.explain_view(page, session.measure),
    )
