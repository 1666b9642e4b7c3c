"""The command about what is in force: where."""

import os

from wikicli.cli.group import Command, app
from wikicli.cli.session import Session, takes_shared_options


@app.command(cls=Command)
@takes_shared_options
def where(session: Session) -> None:
    """Show which library and settings are in force, why, and where."""
    session.terminal.warn(session.entries.problems)
    if session.json:
        from wikicli.render.json.where import where_json

        session.write_json(where_json(session.entries, session.settings))
        return
    from wikicli.render.text.where import where_view

    measure, home = session.terminal.measure, os.environ.get("HOME", "")
    page = where_view(session.entries, session.settings, measure, home)
    session.terminal.show(page)
