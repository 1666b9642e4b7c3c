"""The JSON of `pack`: what it says of itself, what became of it."""

from collections.abc import Sequence
from pathlib import Path

from wikicli.base.text import clean_line
from wikicli.library.packs import Manifest
from wikicli.render.json import JsonObject


def pack_json(path: Path, manifest: Manifest) -> JsonObject:
    """Return what a pack says of itself, but for its files."""
    said = {key: it for key, it in manifest._asdict().items() if key != "files"}
    size = sum(size for size, _ in manifest.files.values())
    return {"path": clean_line(path), **said, "bytes": size}


def verified_json(path: Path, changed: Sequence[str]) -> JsonObject:
    """Return which files of a pack are not as they were built."""
    return {"path": clean_line(path), "sound": not changed, "changed": list(changed)}


def unpacked_json(folder: Path, count: int) -> JsonObject:
    """Return where the files of a pack are now."""
    return {"path": clean_line(folder), "entries": count}
