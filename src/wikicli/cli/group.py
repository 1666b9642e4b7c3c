"""The group of all commands: its options, its errors, the only exit codes."""

import sys
from collections.abc import Iterable
from itertools import takewhile
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from wikicli import __version__
from wikicli.base.errors import UnreadableEntryError, UsageError, WikicliError
from wikicli.base.text import (
    clean_line,
    command_line,
    format_count,
    quote,
    shorten_path,
)
from wikicli.cli.arguments import option
from wikicli.cli.session import Session, session_from, takes_shared_options

_SEE_HELP = "see: wikicli --help"


class _Helpful:
    """What has an option ``--help``, which writes to the terminal as commands do."""

    def get_help_option(self, ctx: Any) -> Any:
        asked = super().get_help_option(ctx)  # type: ignore[misc]
        if asked is not None:
            asked.callback = _print_help
        return asked


class Command(_Helpful, TyperCommand):
    """A command whose help is written like any other answer, with examples last."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Write the examples as they stand: the lines of the epilog."""
        with formatter.section("Examples"):
            for line in (self.epilog or "").splitlines():
                formatter.write(f"  {line}\n")


def _print_help(context: typer.Context, option: object, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        terminal = Session().terminal
        context.terminal_width = max(min(terminal.find_width(), 80) - 2, 36)
        terminal.write(context.get_help() + "\n")
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
        except WikicliError as error:
            return _tell_error(error, ctx.obj or session_from(dict(ctx.params)))
        except typer.TyperException as error:
            names = (ctx.command_path, ctx.invoked_subcommand)
            return _tell_usage(error, " ".join(filter(None, names)), ctx.obj)
        finally:
            if ctx.obj:
                ctx.obj.close()

    def format_options(self, ctx: Any, formatter: Any) -> None:
        self.format_commands(ctx, formatter)
        TyperCommand.format_options(self, ctx, formatter)  # type: ignore[arg-type]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        groups: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands))
        for name, command in self.commands.items():
            heading = command.rich_help_panel  # type: ignore[attr-defined]
            group = groups.setdefault(heading, [])
            # Cut at a length that none has; names are one column in all groups.
            group.append((name.ljust(width), command.get_short_help_str(1000)))
        for heading, rows in groups.items():
            with formatter.section(heading):
                formatter.write_dl(rows)

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
    words = takewhile(lambda word: not word.startswith("-"), args)
    try:
        library = session_from(dict(ctx.params)).entries
        slug = library.get_file(" ".join(words)).stem
    except WikicliError:
        from wikicli.cli.meant import hint_command

        return UsageError(message, hint_command(args[0], known, _SEE_HELP))
    return UsageError(message, f"to read the entry: {command_line('show', slug)}")


def _tell_error(error: WikicliError, session: Session | None = None) -> int:
    session = session or Session()
    if isinstance(error, UnreadableEntryError):
        others = error.problems[:-1]
        session.warn(others, shorten_path(error.problems[-1].location.path))
    hint = _name_library(error.hint, session)
    session.terminal.tell_error(error.message, hint, error.excerpt)
    return error.exit_code


def _name_library(hint: str, session: Session) -> str:
    """Have the command that a hint ends with look into the library that was named."""
    named = session.named_library
    if not named or hint.endswith("--help") or ": wikicli pack " in hint:
        return hint
    return hint.replace(": wikicli ", f": {command_line(*named)} ")


def _tell_usage(
    error: typer.TyperException, command: str, session: Session | None = None
) -> int:
    message = error.message.rstrip(".")
    hint = f"see: {command} --help"
    if isinstance(error, typer.BadParameter):
        message = error.format_message().rstrip(".")
    elif hasattr(error, "possibilities"):
        message, hint = _explain_option(error, hint)
    message = message[:1].lower() + message[1:]
    (session or Session()).terminal.tell_error(message, hint)
    return error.exit_code


def _explain_option(error: Any, otherwise: str) -> tuple[str, str]:
    """Say that there is no such option, and which may be meant."""
    from wikicli.cli.meant import hint_option

    params = error.ctx.command.get_params(error.ctx)
    known = [name for it in params for name in (*it.opts, *it.secondary_opts)]
    name = error.option_name
    if error.ctx.command.name == "search" and not name.startswith("--"):
        otherwise = "to leave words out: wikicli search -- WORD... -WORD"
    return f"no option {quote(name)}", hint_option(name, known, otherwise)


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
        "-V",
        "--version",
        default=False,
        is_eager=True,
        callback=_print_version,
        help="Show the version.",
    ),
) -> None:
    """Read and keep a source-first encyclopedia, in Armenian and English."""
    if context.invoked_subcommand is None:
        from wikicli.library.config import docs_folder

        session.terminal.write(_greet(list(session.entries.files), docs_folder()))


def _greet(slugs: list[str], docs: Path) -> str:
    """Say how many entries there are, what to do first, and where to read on."""
    first = "miatsum" if "miatsum" in slugs else next(iter(slugs), "")
    rows = {
        f"show {first}": "read an entry",
        f"search {first.split('-')[0]}": "find words, in either script",
        "list": "see what there is",
        "new 'A title'": "write an entry of your own",
        "help": "all commands; help COMMAND: one, with examples",
    }
    if not slugs:
        rows = dict(list(rows.items())[3:])
    width = max(map(len, rows)) + 3
    return "\n".join(
        [
            f"wikicli: an encyclopedia of {format_count(len(slugs), 'entry')}",
            "",
            *(f"  wikicli {words:<{width}}{does}" for words, does in rows.items()),
            "",
            f"documentation: {clean_line(docs)}",
            "",
        ]
    )
