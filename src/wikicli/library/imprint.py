"""What a library says of itself: the file ``library.toml`` in its folder."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wikicli.base.text import clean_line
from wikicli.entry.records import parse_name
from wikicli.references.entry_citation import Imprint

if TYPE_CHECKING:
    from wikicli.library.config.toml import Document

FILE = "library.toml"

KEYS = ("title", "editor", "address", "license", "language")
"""The keys of the file; each is one text, editor may be a list of them."""


def read_imprint(folder: Path) -> Imprint:
    """Read what the library in a folder says of itself; nothing if it has no file.

    Raises UsageError, with the place, if the file can't be read or says what it can't.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return Imprint()
    from wikicli.library.config.toml import read_document

    document = read_document(path)
    texts = {key: _texts(document, key, it) for key, it in document.values.items()}
    editors = tuple(map(parse_name, texts.pop("editor", ())))
    return Imprint(editors=editors, **{key: text for key, (text,) in texts.items()})


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
