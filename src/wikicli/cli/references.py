"""The commands about sources: refs, cite, coverage."""

from typing import TYPE_CHECKING, Annotated, Literal

from wikicli.base.errors import UsageError
from wikicli.cli.arguments import FormOption, NameArgument, SomeNamesArgument
from wikicli.cli.group import Command, app
from wikicli.cli.session import Session, find_today, option, takes_shared_options

if TYPE_CHECKING:
    from wikicli.library.choosing import Wanted

Order = Literal["cited", "author", "date"]


@app.command(cls=Command)
@takes_shared_options
def refs(
    session: Session,
    name: SomeNamesArgument = None,
    everything: Annotated[
        bool, option("--all", help="The works that all entries cite, each once.")
    ] = False,
    unused: Annotated[
        bool, option("--unused", help="Only references that no marker calls.")
    ] = False,
    kind: Annotated[
        list[str] | None,
        option("--type", metavar="TYPE", help="Only a CSL type; may be given again."),
    ] = None,
    sort: Annotated[Order | None, option("--sort", help="In which order.")] = None,
    form: FormOption = None,
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
    from wikicli.render.text.refs import choice_view

    names, numbers = session.split_names(words)
    chosen = choose(map(session.number, names), numbers, wanted)
    if form == "json":
        from wikicli.render.json.refs import choice_json

        session.write_json(choice_json(chosen, session.entries.title_of))
    elif form == "text":
        session.terminal.show(choice_view(chosen, session.terminal.measure))
    else:
        session.export(form, chosen.records)


def _show_works(session: Session, wanted: "Wanted", form: str) -> None:
    from wikicli.library.choosing import choose_works, unused_of
    from wikicli.library.works import records_of
    from wikicli.render.text.works import works_view

    if wanted.unused:
        records = unused_of(session.number_all("reading"))
    else:
        records = records_of(session.read_all("reading"))
    works = choose_works(records, wanted)
    if form == "json":
        from wikicli.render.json.refs import works_json

        session.write_json(works_json(works))
    elif form == "text":
        session.terminal.show(works_view(works, session.terminal.measure))
    else:
        session.export(form, [work.reference for work in works])


@app.command(cls=Command)
@takes_shared_options
def cite(
    session: Session,
    name: NameArgument,
    form: FormOption = None,
) -> None:
    """Tell how to cite an entry, and what it was adapted from."""
    from wikicli.references.entry_citation import cite_entry

    chosen_form = session.choose_form(form)
    entry, _ = session.entries.get(" ".join(name))
    cited = cite_entry(entry, find_today())
    if chosen_form == "json":
        from wikicli.render.json.cite import cite_json

        session.write_json(cite_json(entry, cited))
    elif chosen_form == "text":
        from wikicli.render.text.cite import cite_view

        session.terminal.show(cite_view(cited, session.terminal.measure))
    else:
        session.export(chosen_form, [cited.reference])


@app.command(cls=Command)
@takes_shared_options
def coverage(session: Session, name: SomeNamesArgument = None) -> None:
    """Measure how much of entries has a source, of all or of those named."""
    from wikicli.library.coverage import measure_all

    names = session.find_names(name or [])
    items = map(session.number, names) if name else session.number_all("measuring")
    report = measure_all(items, session.entries.title_of)
    if session.json:
        from wikicli.render.json.coverage import coverage_json

        session.write_json(coverage_json(report))
        return
    from wikicli.render.text.coverage import coverage_view

    terminal = session.terminal
    terminal.show(coverage_view(report, terminal.measure, terminal.is_terminal))
