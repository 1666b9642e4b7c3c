"""What a library says of itself: the file ``library.toml`` in its folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wikicli.base.model import Name
from wikicli.base.problems import Problem
from wikicli.base.text import clean_line
from wikicli.library.sources import Source
from wikicli.references.entry_citation import Imprint

if TYPE_CHECKING:
    from wikicli.library.config.toml import Document

FILE = "library.toml"

KEYS = ("title", "editor", "address", "license", "language")
"""The keys of the file; each is one text, editor may be a list of them."""


def read_imprint(folder: Path) -> Imprint:
    """Read what the library in a folder says of itself; nothing if it has no file.

    Raises DocumentError if the file can't be read or says what it can't.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return Imprint()
    from wikicli.library.config.toml import read_document

    document = read_document(path)
    texts = {key: _texts(document, key, it) for key, it in document.values.items()}
    editors = texts.pop("editor", [])
    names: tuple[Name, ...] = ()
    if editors:
        from wikicli.entry.records import parse_name

        names = tuple(map(parse_name, editors))
    return Imprint(editors=names, **{key: text for key, (text,) in texts.items()})


def find_imprint(source: Source) -> tuple[Imprint, list[Problem]]:
    """Find what a source says of itself, and what is wrong with that."""
    folder = source.folder
    if not os.path.lexists(folder / FILE):
        return Imprint(), []
    from wikicli.library.config.toml import DocumentError

    try:
        return read_imprint(folder), []
    except DocumentError as error:
        problem = Problem.of(error.place, "bad-imprint", error.fault, error.hint)
        return Imprint(), [problem]


def _texts(document: "Document", key: str, value: Any) -> list[str]:
    """Check a key and what it says; return that as lines."""
    if key not in KEYS:
        raise document.unknown(key, KEYS, f"known keys: {', '.join(KEYS)}")
    many = key == "editor"
    values = value if many and isinstance(value, list) else [value]
    hint = "it is a text, or a list of texts" if many else "it is a text"
    if not values:
        raise document.fault(key, f"{key} names nobody", hint)
    for text in values:
        if not isinstance(text, str) or not text.strip():
            raise document.fault(key, f"{key} can't be {document.name(text)}", hint)
    if key == "address" and not value.strip().startswith(("http://", "https://")):
        hint = "it begins with https://"
        raise document.fault(key, f"{key} can't be {document.name(value)}", hint)
    return [clean_line(text).strip() for text in values]
