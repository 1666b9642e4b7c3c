"""The commands: from arguments to core to view to terminal; the only exit codes."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from wikicli import __version__
from wikicli.config import NotesMode, choose_notes
from wikicli.errors import UnreadableEntryError, UsageError, WikicliError
from wikicli.session import (
    Session,
    find_today,
    option,
    session_from,
    takes_shared_options,
)
from wikicli.text import find_nearest, quote

if TYPE_CHECKING:
    from wikicli.render.selections import Wanted

SHORT_HELP = """\
wikicli: the encyclopedia you keep and read in a terminal

  wikicli show miatsum          read an entry
  wikicli refs miatsum 2        its second reference, and what it supports
  wikicli search unification    find entries, in English or in Armenian

wikicli --help lists all commands.
"""


class _Command(TyperCommand):
    """A command whose help is written like any other answer."""

    def get_help_option(self, ctx: Any) -> Any:
        return _answer_with_help(super().get_help_option(ctx))


def _answer_with_help(asked: Any) -> Any:
    """Let the option ``--help`` write to the terminal as commands do."""
    if asked is not None:
        asked.callback = _print_help
    return asked


def _print_help(context: typer.Context, option: object, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        Session().terminal.write(context.get_help() + "\n")
        raise typer.Exit


class _Commands(TyperGroup):
    """The commands; the one place where errors become messages and exit codes."""

    def get_help_option(self, ctx: Any) -> Any:
        return _answer_with_help(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        try:
            code = super().main(
                args, prog_name, complete_var, False, windows_expand_args, **extra
            )
        except WikicliError as error:
            code = _tell_error(error)
        except typer.TyperException as error:
            code = _tell_usage(error, "wikicli")
        except typer.Abort:
            code = 1
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else 0)
        return code

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.TyperException as error:
            names = (ctx.command_path, ctx.invoked_subcommand)
            return _tell_usage(error, " ".join(filter(None, names)))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except typer.TyperException:
            if args[0].startswith("-"):
                raise
            raise _explain_unknown(ctx, args, self.commands) from None


def _explain_unknown(ctx: Any, args: list[str], known: Iterable[str]) -> WikicliError:
    """Hint at ``show`` where an unknown command is the name of an entry."""
    message = f"no command {quote(args[0])}"
    try:
        library = session_from(dict(ctx.params)).entries
        slug = library.find_file(" ".join(args)).stem
    except WikicliError:
        near = find_nearest(args[0], known)
        hint = f"did you mean {quote(near[0])}?" if near else "see: wikicli --help"
        return UsageError(message, hint)
    return UsageError(message, f"to read the entry: wikicli show {slug}")


def _tell_error(error: WikicliError) -> int:
    from wikicli.render.problems import format_error  # noqa: PLC0415 - a failure
    from wikicli.terminal import tell  # noqa: PLC0415 - a failure

    if isinstance(error, UnreadableEntryError):
        Session().terminal.warn(error.problems[:-1])
    tell(format_error(error.message, error.hint))
    return error.exit_code


def _tell_usage(error: typer.TyperException, command: str) -> int:
    from wikicli.render.problems import format_error  # noqa: PLC0415 - a failure
    from wikicli.terminal import tell  # noqa: PLC0415 - the same

    message = error.message.rstrip(".")
    hint = f"see: {command} --help"
    if isinstance(error, typer.BadParameter):
        message = error.format_message().rstrip(".")
    elif hasattr(error, "possibilities"):
        message = f"no option {quote(error.option_name)}"  # type: ignore[attr-defined]
        if error.possibilities:
            near = map(quote, sorted(error.possibilities))
            hint = f"did you mean {' or '.join(near)}?"
    tell(format_error(message[:1].lower() + message[1:], hint))
    return error.exit_code


app = typer.Typer(
    name="wikicli",
    cls=_Commands,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def keep_only(words: Sequence[str]) -> None:
    """Build no command but the one that the words begin with, if they do.

    To build them all takes Typer as long as it takes to read an entry.
    """
    commands = app.registered_commands
    first = words[0] if words else ""
    asked = [item for item in commands if first == _name_of(item)]
    commands[:] = asked or commands


def _name_of(command: typer.models.CommandInfo) -> str:
    own = command.callback.__name__ if command.callback else ""
    return command.name or own


NameArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Slug, title, alias or Armenian headword; quotes are not needed.",
        show_default=False,
    ),
]

NotesOption = Annotated[
    NotesMode | None,
    option("--notes", help="Where footnotes go; in the margin from 110 cells on."),
]

SomeNamesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME...]",
        help="An entry, as for show, or several of one word each.",
        show_default=False,
    ),
]

Form = Literal["text", "json", "csl-json", "bibtex", "biblatex", "ris", "markdown"]
Order = Literal["cited", "author", "date"]


def _print_version(asked: bool) -> None:
    if asked:
        Session().terminal.write(f"wikicli {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
@takes_shared_options
def start(
    session: Session,
    context: typer.Context,
    version: Annotated[
        bool,
        option(
            "--version",
            is_eager=True,
            callback=_print_version,
            help="Show the version.",
        ),
    ] = False,
) -> None:
    """Read and keep a source-first encyclopedia, in Armenian and English."""
    if context.invoked_subcommand is None:
        session.terminal.write(SHORT_HELP)


@app.command(cls=_Command)
@takes_shared_options
def show(
    session: Session,
    name: NameArgument,
    section: Annotated[
        str, option("--section", metavar="NAME", help="Only this part of the entry.")
    ] = "",
    toc: Annotated[bool, option("--toc", help="Only the list of its parts.")] = False,
    notes: NotesOption = None,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    _show(session, " ".join(name), section, toc, notes)


def _show(
    session: Session,
    name: str,
    section: str = "",
    toc: bool = False,
    notes: NotesMode | None = None,
) -> None:
    entry, footnotes = session.number(name)
    if session.json:
        from wikicli.render.json import entry_json  # noqa: PLC0415 - only JSON

        session.write_json(entry_json(entry, footnotes, session.entries.title_of))
        return
    from wikicli.render.article import ArticleView  # noqa: PLC0415 - not for --help

    mode = choose_notes(notes, os.environ)
    measure = session.terminal.measure
    view = ArticleView(entry, footnotes, session.entries, measure, mode)
    page = view.contents() if toc else view.part(section) if section else view.page()
    session.terminal.show(page)


@app.command(cls=_Command)
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
    form: Annotated[Form | None, option("--format", help="In which form.")] = None,
) -> None:
    """Show an entry's references, all or by number, and what each supports.

    Numbers after the NAME choose references: wikicli refs miatsum 2
    """
    from wikicli.render.selections import Wanted  # noqa: PLC0415 - not for --help

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
    from wikicli.render.selections import (  # noqa: PLC0415 - not for --help
        choice_view,
        choose,
    )

    names, numbers = session.split_names(words)
    chosen = choose(map(session.number, names), numbers, wanted)
    if form == "json":
        from wikicli.render.json import choice_json  # noqa: PLC0415 - only JSON

        session.write_json(choice_json(chosen, session.entries.title_of))
    elif form == "text":
        session.terminal.show(choice_view(chosen, session.terminal.measure))
    else:
        session.export(form, chosen.records)


def _show_works(session: Session, wanted: "Wanted", form: str) -> None:
    from wikicli.render.works import (  # noqa: PLC0415 - not for --help
        choose_works,
        records_of,
        unused_of,
        works_view,
    )

    if wanted.unused:
        records = unused_of(session.number_all("reading"))
    else:
        records = records_of(session.read_all("reading"))
    works = choose_works(records, wanted)
    if form == "json":
        from wikicli.render.json import works_json  # noqa: PLC0415 - only JSON

        session.write_json(works_json(works))
    elif form == "text":
        session.terminal.show(works_view(works, session.terminal.measure))
    else:
        session.export(form, [work.reference for work in works])


@app.command(cls=_Command)
@takes_shared_options
def search(
    session: Session,
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY...",
            help="Words to find, in either script.",
            show_default=False,
        ),
    ],
    limit: Annotated[
        int,
        typer.Option(
            "-n", "--limit", min=1, max=10_000, help="The most entries to show."
        ),
    ] = 10,
) -> None:
    """Search all entries; the best matches come first."""
    from wikicli.search import find

    result = find(" ".join(query), session.entries, limit)
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json import result_json  # noqa: PLC0415 - only JSON

        session.write_json(result_json(result))
    elif result.total:
        from wikicli.render.hits import result_view  # noqa: PLC0415 - not for JSON

        terminal = session.terminal
        terminal.show(result_view(result, terminal.measure, terminal.is_terminal))
    if not result.total:
        raise session.entries.no_match(result.query)


@app.command("list", cls=_Command)
@takes_shared_options
def list_(
    session: Session,
    category: Annotated[
        str, option("--category", metavar="NAME", help="Only entries of a category.")
    ] = "",
) -> None:
    """List the entries by title."""
    heads = session.entries.heads(category)
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json import list_json  # noqa: PLC0415 - only JSON

        session.write_json(list_json(heads))
        return
    from wikicli.render.hits import list_view  # noqa: PLC0415 - not for --help

    session.terminal.show(list_view(heads, session.terminal.measure))


@app.command(cls=_Command)
@takes_shared_options
def random(session: Session, notes: NotesOption = None) -> None:
    """Show an entry picked at random."""
    _show(session, session.entries.pick(), notes=notes)


@app.command(cls=_Command)
@takes_shared_options
def cite(
    session: Session,
    name: NameArgument,
    form: Annotated[Form | None, option("--format", help="In which form.")] = None,
) -> None:
    """Tell how to cite an entry, and what it was adapted from."""
    from wikicli.citing import cite_entry  # noqa: PLC0415 - not for --help

    chosen_form = session.choose_form(form)
    entry, _ = session.entries.get(" ".join(name))
    cited = cite_entry(entry, find_today())
    if chosen_form == "json":
        from wikicli.render.json import cite_json  # noqa: PLC0415 - only JSON

        session.write_json(cite_json(entry, cited))
    elif chosen_form == "text":
        from wikicli.render.citing import cite_view  # noqa: PLC0415 - only text

        session.terminal.show(cite_view(cited, session.terminal.measure))
    else:
        session.export(chosen_form, [cited.reference])


@app.command(cls=_Command)
@takes_shared_options
def coverage(session: Session, name: SomeNamesArgument = None) -> None:
    """Measure how much of entries has a source, of all or of those named."""
    from wikicli.coverage import measure_all  # noqa: PLC0415 - not for --help

    names = session.find_names(name or [])
    items = map(session.number, names) if name else session.number_all("measuring")
    report = measure_all(items, session.entries.title_of)
    if session.json:
        from wikicli.render.json import coverage_json  # noqa: PLC0415 - only JSON

        session.write_json(coverage_json(report))
        return
    from wikicli.render.coverage import coverage_view  # noqa: PLC0415 - only text

    terminal = session.terminal
    terminal.show(coverage_view(report, terminal.measure, terminal.is_terminal))


@app.command(cls=_Command)
@takes_shared_options
def where(session: Session) -> None:
    """Show which library is in force and why, and where its index is kept."""
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json import where_json  # noqa: PLC0415 - only JSON

        session.write_json(where_json(session.entries))
        return
    from wikicli.render.hits import library_view  # noqa: PLC0415 - not for --help

    session.terminal.show(library_view(session.entries, session.terminal.measure))
