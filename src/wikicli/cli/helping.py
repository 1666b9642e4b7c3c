"""The command about commands: help."""

import typer

from wikicli.cli.arguments import argument
from wikicli.cli.session import Session


def help_(
    session: Session,
    command: list[str] | None = argument("[COMMAND]", "A command; else all of them."),
) -> None:
    """Show how a command is used, with examples."""
    from wikicli.cli import get_app

    words = command or []
    app = typer.main.get_command(get_app(words))
    code = app.main([*words, "--help"], prog_name="wikicli", standalone_mode=False)
    if code:
        raise typer.Exit(code)
