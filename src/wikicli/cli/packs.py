"""The command about packs: pack."""

from dataclasses import replace
from pathlib import Path
from typing import Literal

import typer

from wikicli import render
from wikicli.base.errors import UsageError
from wikicli.cli.arguments import argument
from wikicli.cli.session import Session, find_today

Action = Literal["build", "info", "verify", "unpack"]

_HINT = "see: wikicli pack --help"
_UNPACK = "wikicli pack unpack NAME.wikipack -o FOLDER"


def pack(
    session: Session,
    action: Action = argument(
        "ACTION", "build, info, verify or unpack.", required=True
    ),
    path: list[Path] | None = argument(
        "[PATH...]", "A pack; or sources to build one of, by default the library."
    ),
) -> None:
    """Build a pack of a library, or look into one, verify or unpack it.

    A pack is a whole library in one directory that is only read: -L NAME.wikipack
    """
    paths, output = path or [], session.output
    session = replace(session, output=None)
    if action == "build":
        _build(session, paths, output)
    elif len(paths) != 1:
        raise UsageError(f"pack {action} takes one pack", _HINT)
    elif action == "unpack":
        _unpack(session, paths[0], output)
    elif output:
        raise UsageError(f"pack {action} writes nothing: it takes no --output", _HINT)
    elif action == "info":
        _tell(session, paths[0])
    else:
        _verify(session, paths[0])


def _build(session: Session, paths: list[Path], output: Path | None) -> None:
    from wikicli.library.packing import build_pack

    if output is None:
        hint = "name it: wikicli pack build -o NAME.wikipack"
        raise UsageError("pack build needs a name for the pack", hint)
    library = replace(session, library=(*session.library, *paths)).entries
    build_pack(library, output, find_today())
    session.warn(library.problems)
    _tell(session, output)


def _tell(session: Session, path: Path) -> None:
    from wikicli.library.packs import read_manifest

    manifest = read_manifest(path)
    session.answer(
        json=lambda: render.json.packs.pack_json(path, manifest),
        text=lambda: render.text.packs.pack_view(path, manifest, session.measure),
    )


def _verify(session: Session, path: Path) -> None:
    from wikicli.library.packing import verify_pack

    changed = verify_pack(path)
    session.answer(
        json=lambda: render.json.packs.verified_json(path, changed),
        text=lambda: render.text.packs.format_verified(path, changed),
    )
    if changed:
        raise typer.Exit(1)


def _unpack(session: Session, path: Path, output: Path | None) -> None:
    from wikicli.library.packing import unpack_pack

    if output is None:
        raise UsageError("pack unpack needs a folder", f"name it: {_UNPACK}")
    count = unpack_pack(path, output)
    session.answer(
        json=lambda: render.json.packs.unpacked_json(output, count),
        text=lambda: render.text.packs.format_unpacked(output, count),
    )
