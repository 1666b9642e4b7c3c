"""The group of all commands: its options, its errors, the only exit codes."""

import sys
from collections.abc import Iterable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from wikicli import __version__
from wikicli.base.errors import UnreadableEntryError, UsageError, WikicliError
from wikicli.base.text import find_nearest, quote
from wikicli.cli.arguments import option
from wikicli.cli.session import Session, session_from, takes_shared_options

SHORT_HELP = """\
wikicli: the encyclopedia you keep and read in a terminal

  wikicli show miatsum          read an entry
  wikicli refs miatsum 2        its second reference, and what it supports
  wikicli search unification    find entries, in English or in Armenian

wikicli --help lists all commands.
"""


class _Helpful:
    """What has an option ``--help``, which writes to the terminal as commands do."""

    def get_help_option(self, ctx: Any) -> Any:
        asked = super().get_help_option(ctx)  # type: ignore[misc]
        if asked is not None:
            asked.callback = _print_help
        return asked


class Command(_Helpful, TyperCommand):
    """A command whose help is written like any other answer."""


def _print_help(context: typer.Context, option: object, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        Session().terminal.write(context.get_help() + "\n")
        raise typer.Exit


class _Commands(_Helpful, TyperGroup):
    """The commands; the one place where errors become messages and exit codes."""

    def main(self, *args: Any, standalone_mode: bool = True, **options: Any) -> Any:
        options["standalone_mode"] = False  # errors are told here
        try:
            code = super().main(*args, **options)
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
        slug = library.get_file(" ".join(args)).stem
    except WikicliError:
        near = find_nearest(args[0], known)
        hint = f"did you mean {quote(near[0])}?" if near else "see: wikicli --help"
        return UsageError(message, hint)
    return UsageError(message, f"to read the entry: wikicli show {slug}")


def _tell_error(error: WikicliError) -> int:
    from wikicli.cli.terminal import tell_error

    if isinstance(error, UnreadableEntryError):
        Session().terminal.warn(error.problems[:-1])
    tell_error(error.message, error.hint)
    return error.exit_code


def _tell_usage(error: typer.TyperException, command: str) -> int:
    from wikicli.cli.terminal import tell_error

    message = error.message.rstrip(".")
    hint = f"see: {command} --help"
    if isinstance(error, typer.BadParameter):
        message = error.format_message().rstrip(".")
    elif hasattr(error, "possibilities"):
        message = f"no option {quote(error.option_name)}"  # type: ignore[attr-defined]
        if error.possibilities:
            near = map(quote, sorted(error.possibilities))
            hint = f"did you mean {' or '.join(near)}?"
    tell_error(message[:1].lower() + message[1:], hint)
    return error.exit_code


def make_app() -> typer.Typer:
    """Make the command line, which has no commands yet."""
    app = typer.Typer(
        name="wikicli",
        cls=_Commands,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(takes_shared_options(start))
    return app


def _print_version(asked: bool) -> None:
    if asked:
        Session().terminal.write(f"wikicli {__version__}\n")
        raise typer.Exit


def start(
    session: Session,
    context: typer.Context,
    version: bool = option(
        "--version",
        default=False,
        is_eager=True,
        callback=_print_version,
        help="Show the version.",
    ),
) -> None:
    """Read and keep a source-first encyclopedia, in Armenian and English."""
    if context.invoked_subcommand is None:
        session.terminal.write(SHORT_HELP)
