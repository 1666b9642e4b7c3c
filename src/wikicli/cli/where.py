"""The command about what is in force: where."""

import os

from wikicli import render
from wikicli.base.text import shorten_path
from wikicli.cli.arguments import argument
from wikicli.cli.session import Session


def where(
    session: Session,
    name: list[str] | None = argument("[NAME...]", "An entry: where its file is."),
) -> None:
    """Show which library and settings are in force, and why; or an entry's file."""
    from wikicli.library.imprint import find_imprint

    if name:
        path = session.get_file(" ".join(name))
        session.answer(
            json=lambda: render.json.where.entry_json(path, session.entries),
            text=lambda: f"{shorten_path(path)}\n",
        )
        return
    library, settings = session.entries, session.settings
    home = os.environ.get("HOME", "")
    found = [find_imprint(source) for source in library.sources]
    imprints = [imprint for imprint, _ in found]
    session.warn(library.problems)
    session.warn([problem for _, problems in found for problem in problems])
    session.answer(
        json=lambda: render.json.where.where_json(library, settings, imprints),
        text=lambda: render.text.where.where_view(
            library, settings, imprints, session.measure, home
        ),
    )
