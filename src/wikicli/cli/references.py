"""The commands about sources: refs, cite, coverage."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from wikicli import render
from wikicli.base.errors import UsageError
from wikicli.cli.arguments import FORM, NAME, SOME_NAMES, Form, flag, option
from wikicli.cli.session import Session, find_today

if TYPE_CHECKING:
    from wikicli.base.model import Reference
    from wikicli.cli.session import Face
    from wikicli.library.choosing import Wanted

Order = Literal["cited", "author", "date"]


def refs(
    session: Session,
    name: list[str] | None = SOME_NAMES,
    everything: bool = flag("--all", "The works that all entries cite, each once."),
    unused: bool = flag("--unused", "Only references that no marker calls."),
    kind: list[str] | None = option(
        "--type", metavar="TYPE", help="Only a CSL type; may be given again."
    ),
    sort: Order | None = option("--sort", help="In which order."),
    form: Form | None = FORM,
) -> None:
    """Show an entry's references, all or by number, and what each supports.

    Numbers after the NAME choose references: wikicli refs miatsum 2
    """
    from wikicli.library.choosing import Wanted

    wanted = Wanted(unused, tuple(kind or ()), sort or "")
    wanted.check()
    chosen_form = session.choose_form(form)
    if everything and name:
        raise UsageError("--all takes no NAME", "see: wikicli refs --help")
    if everything:
        _show_works(session, wanted, chosen_form)
    elif name:
        _show_references(session, name, wanted, chosen_form)
    else:
        raise UsageError("missing argument 'NAME...'", "see: wikicli refs --help")


def _show_references(
    session: Session, words: list[str], wanted: "Wanted", form: str
) -> None:
    from wikicli.library.choosing import choose

    names, numbers = session.split_names(words)
    items = list(map(session.read_numbered, names))
    slugs = [entry.slug for entry, _ in items]
    with session.empty_json(lambda: render.json.refs.nothing_json(slugs), form):
        chosen = choose(items, numbers, wanted)
    title_of = session.entries.title_of
    session.answer(
        form,
        json=lambda: render.json.refs.choice_json(chosen, title_of),
        text=lambda: render.text.refs.choice_view(chosen, session.measure),
        **_exports(session, form, chosen.records),
    )


def _exports(
    session: Session, form: str, references: "Sequence[Reference]"
) -> "dict[str, Face]":
    """Return references in the form of another program, if that is asked for.

    What that has no place for is told on standard error.
    """
    if form in ("json", "text"):
        return {}
    from wikicli.references.export.losses import export, format_losses

    def write() -> str:
        text, losses = export(form, references)
        for line in format_losses(form, losses):
            session.terminal.tell_warning(line)
        return text

    return {form: write}


def _show_works(session: Session, wanted: "Wanted", form: str) -> None:
    from wikicli.library.choosing import choose_works

    digests = session.read_digests("sources" if wanted.unused else "records")
    records = (
        record
        for it in digests
        for record in (it.choose(it.unused) if wanted.unused else it.records)
    )
    with session.empty_json(lambda: render.json.refs.works_json([]), form):
        works = choose_works(records, wanted)
    session.answer(
        form,
        json=lambda: render.json.refs.works_json(works),
        text=lambda: render.text.works.works_view(works, session.measure),
        **_exports(session, form, [work.reference for work in works]),
    )


def cite(session: Session, name: list[str] = NAME, form: Form | None = FORM) -> None:
    """Tell how to cite an entry, and what it was adapted from."""
    from wikicli.library.imprint import read_imprint
    from wikicli.references.entry_citation import cite_entry

    chosen_form = session.choose_form(form)
    reading = session.read_entry(" ".join(name))
    entry = reading.entry
    imprint = read_imprint(session.entries.folder_of(reading.path))
    cited = cite_entry(entry, find_today(), imprint)
    session.answer(
        chosen_form,
        json=lambda: render.json.cite.cite_json(entry, cited),
        text=lambda: render.text.cite.cite_view(cited, session.measure),
        **_exports(session, chosen_form, [cited.reference]),
    )


def coverage(session: Session, name: list[str] | None = SOME_NAMES) -> None:
    """Measure how much of entries has a source, of all or of those named."""
    from wikicli.library.coverage import find_sourced, measure_all

    title_of = session.entries.title_of
    named = map(session.read_numbered, session.find_names(name or []))
    measured = (find_sourced(*it, title_of) for it in named)
    items = measured if name else session.read_digests("sources", by_titles=True)
    with session.empty_json(
        lambda: render.json.coverage.coverage_json(measure_all(()))
    ):
        report = measure_all(items)
    session.answer(
        json=lambda: render.json.coverage.coverage_json(report),
        text=lambda: render.text.coverage.coverage_view(
            report, session.measure, session.terminal.is_terminal
        ),
    )
