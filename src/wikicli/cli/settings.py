"""The command about what is in force: where."""

from wikicli.cli.group import Command, app
from wikicli.session import Session, takes_shared_options


@app.command(cls=Command)
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
