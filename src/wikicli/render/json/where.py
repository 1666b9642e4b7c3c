"""The JSON of `where`: what is in force."""

from collections.abc import Sequence
from pathlib import Path

from wikicli.base.text import clean_line, shorten_path
from wikicli.library.config import DEFAULTS, Settings
from wikicli.library.library import Library
from wikicli.references.citation.wording import format_name
from wikicli.references.entry_citation import Imprint
from wikicli.render.json import JsonObject


def where_json(
    library: Library, settings: Settings, imprints: Sequence[Imprint]
) -> JsonObject:
    """Return what is in force and why: sources, settings, the places of files."""
    file = settings.file
    return {
        "sources": [
            {
                "path": clean_line(source.path),
                "reason": source.reason,
                "present": source.present,
                "entries": len(source.files),
                "imprint": {
                    "title": imprint.title,
                    "editors": list(map(format_name, imprint.editors)),
                    "address": imprint.address,
                    "license": imprint.license,
                    "language": imprint.language,
                },
            }
            for source, imprint in zip(library.sources, imprints, strict=True)
        ],
        "entries": len(library.files),
        "config": {"path": clean_line(file.path), "present": file.present},
        "settings": {key: settings.get(key)._asdict() for key in DEFAULTS},
        "index": clean_line(library.index_place),
        "index_state": library.find_index()._asdict(),
        "cache": clean_line(library.cache),
    }


def entry_json(path: Path, library: Library) -> JsonObject:
    """Return where the file of an entry is, and why that folder is in force."""
    sources = (it for it in library.sources if it.has(path))
    reason = next((source.reason for source in sources), "")
    return {
        "slug": clean_line(path.stem),
        "path": shorten_path(path),
        "reason": reason,
    }
