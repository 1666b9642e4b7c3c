"""The commands: from arguments to core to view to terminal; the only exit codes."""

import sys
from collections.abc import Iterable, Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from wikicli import __version__
from wikicli.errors import (
    AmbiguousNameError,
    EntryNotFoundError,
    UnreadableEntryError,
    UsageError,
    WikicliError,
)
from wikicli.session import Session, option, session_from, takes_shared_options
from wikicli.text import find_nearest, quote

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

NameArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME...",
        help="Slug, title, alias or Armenian headword; quotes are not needed.",
        show_default=False,
    ),
]


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
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    _show(session, " ".join(name), section, toc)


def _show(session: Session, name: str, section: str = "", toc: bool = False) -> None:
    entry, footnotes = session.number(name)
    if session.json:
        from wikicli.render.json import entry_json  # noqa: PLC0415 - only JSON

        session.write_json(entry_json(entry, footnotes, session.entries.title_of))
        return
    from wikicli.render.article import ArticleView  # noqa: PLC0415 - not for --help

    measure = session.terminal.measure
    view = ArticleView(entry, footnotes, session.entries, measure)
    page = view.contents() if toc else view.part(section) if section else view.page()
    session.terminal.show(page)


@app.command(cls=_Command)
@takes_shared_options
def refs(session: Session, name: NameArgument) -> None:
    """Show an entry's references, all or by number, and what each supports.

    Numbers after the NAME choose references: wikicli refs miatsum 2
    """
    from wikicli.render.references import select  # noqa: PLC0415 - not for --help

    text, numbers = _split_numbers(session, name)
    entry, footnotes = session.number(text)
    chosen = select(entry, footnotes, numbers)
    if session.json:
        from wikicli.render.json import references_json  # noqa: PLC0415 - only JSON

        title_of = session.entries.title_of
        session.write_json(references_json(chosen, title_of))
        return
    session.terminal.show(chosen.view(session.terminal.measure))


def _split_numbers(session: Session, words: list[str]) -> tuple[str, list[int]]:
    """Split trailing whole numbers from a name, as few as leave one of an entry."""
    least = len(words)
    while least > 1 and _is_number(words[least - 1]):
        least -= 1
    for count in range(len(words), least, -1):
        try:
            session.entries.find_file(" ".join(words[:count]))
        except EntryNotFoundError:
            continue
        except AmbiguousNameError:
            pass  # to be told again, to the user
        least = count
        break
    return " ".join(words[:least]), [int(word) for word in words[least:]]


def _is_number(word: str) -> bool:
    return word.isdecimal() and len(word) < 10  # int refuses more than 4300 digits


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
def random(session: Session) -> None:
    """Show an entry picked at random."""
    _show(session, session.entries.pick())


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
