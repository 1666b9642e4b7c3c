"""The command about what is in force: where."""

import os

from wikicli import render
from wikicli.cli.session import Session


def where(session: Session) -> None:
    """Show which library and settings are in force, why, and where."""
    library, settings = session.entries, session.settings
    home = os.environ.get("HOME", "")
    session.terminal.warn(library.problems)
    session.answer(
        json=lambda: render.json.where.where_json(library, settings),
        text=lambda: render.text.where.where_view(
            library, settings, session.measure, home
        ),
    )
