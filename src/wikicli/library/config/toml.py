"""A TOML file: its values, where its keys stand, and its errors in our own words.

`tomllib` tells no places of keys. Here a line that looks like a key's is one if the
lines before it are TOML and if such a key may follow them.
"""

import re
import stat
import tomllib
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base.errors import UsageError
from wikicli.base.problems import Location, why_unreadable
from wikicli.base.text import clean_line, find_nearest, quote

LIMIT = 20_000
"""The most bytes of a file: tomllib takes quadratic time on keys of many parts."""

_TRIES = 20
"""How many lines are tried as the place of a key, or as the start of a statement."""

_KEY = re.compile(
    r"""[ \t]*(\[(?:\[[ \t]*)?)?[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)[ \t]*[].=]""",
    re.ASCII,
)
_ERROR = re.compile(
    r"(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL
)

_BACKSLASH = "backslashes stand for themselves in single quotes"

# What tomllib's messages begin with: what is wrong, and what to do.
_WORDS = {
    "Invalid value": ("a value is missing here, or is none", "text stands in quotes"),
    "Illegal character '\\n'": ("this line ends within quotes", ""),
    "Illegal character": ("this character is not allowed here", ""),
    "Found invalid character '\\n'": ("this line ends within quotes", ""),
    "Found invalid character": ("this character is not allowed here", ""),
    "Unescaped '\\' in a string": ("this is no escape sequence", _BACKSLASH),
    "Invalid hex value": ("this is no escape sequence", _BACKSLASH),
    "Escaped character is not": ("this escape sequence is no character", ""),
    "Expected '=' after a key": ("'=' and a value are missing after the key", ""),
    "Expected newline or end": ("this line goes on after its value", ""),
    "Unclosed": ("a closing bracket is missing here", ""),
    "Expected ']": ("']' is missing after the name of the table", ""),
}


class DocumentError(UsageError):
    """What a TOML file says can't be used; the message begins with the place."""

    def __init__(self, place: Location, fault: str, hint: str = "") -> None:
        """Keep place and fault apart, too."""
        super().__init__(f"{clean_line(place)}: {fault}", hint)
        self.place, self.fault = place, fault


class Document(NamedTuple):
    """A TOML file that was read."""

    path: Path
    text: str
    values: dict[str, Any]

    def place(self, key: str, table: str = "") -> Location:
        """Find where a key, of a table or of none, or a table's name stands.

        What is not found is taken to stand where its table does, or else in line 1.
        """
        found = _find_key(self.path, self.text, key, table)
        return found or (self.place(table) if table else Location(self.path))

    def fault(
        self, key: str, message: str, hint: str = "", table: str = ""
    ) -> DocumentError:
        """Make the error for what a key says."""
        return DocumentError(self.place(key, table), message, hint)

    @staticmethod
    def name(value: object) -> str:
        """Name a value of TOML: a text by itself, others by what they are."""
        if isinstance(value, str):
            return quote(value)
        if isinstance(value, bool):
            return str(value).lower()
        kinds = {int: "a number", float: "a number", list: "a list", dict: "a table"}
        return kinds.get(type(value), "a date or a time")

    def unknown(
        self, key: str, known: Sequence[str], hint: str, table: str = ""
    ) -> DocumentError:
        """Make the error for a key that is none there, with the nearest that is."""
        message = f"unknown key {quote(key)}"
        if near := find_nearest(key, known):
            message += f"; the nearest known key is {quote(near[0])}"
        return self.fault(key, message, hint, table)


def read_document(path: Path) -> Document:
    """Read a file, in UTF-8; raises DocumentError if it is no TOML."""
    text = _decode(path, _read_bytes(path)).replace("\r\n", "\n") + "\n"
    try:
        return Document(path, text, tomllib.loads(text))
    except RecursionError:
        message = "the brackets that begin here are nested too deeply"
        end = Location(path, text.count("\n"))
        raise DocumentError(_find_start(text, end), message) from None
    except ValueError as error:
        raise _explain(path, text, str(error)) from None


def _read_bytes(path: Path) -> bytes:
    place = Location(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise DocumentError(place, "this is a folder, not a file")
        if not stat.S_ISREG(mode):  # a pipe would be waited for
            raise DocumentError(place, "this is no file")
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except FileNotFoundError:
        raise DocumentError(place, "this link leads nowhere") from None
    except OSError as error:
        raise DocumentError(place, why_unreadable(error)) from None
    if len(data) > LIMIT:
        raise DocumentError(place, f"this file has more than {LIMIT} bytes")
    return data


def _decode(path: Path, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = error.object  # without a byte order mark
        lines = wrong[: error.start].decode("utf-8", "replace").split("\n")
        place = Location(path, len(lines), len(lines[-1]) + 1)
        message = f"byte 0x{wrong[error.start]:02x} is not UTF-8 here"
        raise DocumentError(place, message, "save the file as UTF-8") from None


def _explain(path: Path, text: str, message: str) -> DocumentError:
    """Say what tomllib says in our own words, and where."""
    match = _ERROR.fullmatch(message)
    if not match:  # int refuses more than 4300 digits
        return DocumentError(Location(path), "a number has too many digits")
    said, *numbers = match.groups()
    at_end = numbers[0] is None
    place = Location(path, text.count("\n") if at_end else int(numbers[0]))
    if said.startswith(("Cannot", "Duplicate")):
        return _twice(text, _find_start(text, place))
    if at_end:
        hint = "a bracket or a quotation mark is missing"
        return DocumentError(
            _find_start(text, place), "what begins here has no end", hint
        )
    place = place._replace(column=int(numbers[1]))
    known = (words for start, words in _WORDS.items() if said.startswith(start))
    return DocumentError(
        place, *next(known, ("this is no TOML", 'write: key = "value"'))
    )


def _twice(text: str, place: Location) -> DocumentError:
    """Say that what begins at a place stands there for the second time."""
    lines = text.split("\n")
    match = _KEY.match(lines[place.line - 1])
    if match and not match[0].endswith("."):
        key, before = _name(match[2]), "\n".join(lines[: place.line - 1])
        if first := _find_key(place.path, before, key):
            message = f"key {quote(key)} stands here for the second time"
            hint = f"the first is at line {first.line}; keep one of them"
            return DocumentError(place, message, hint)
    return DocumentError(
        place, "a key stands here for the second time", "keep one of them"
    )


def _find_key(path: Path, text: str, key: str, table: str = "") -> Location | None:
    lines = text.split("\n")
    tries = (
        (number, match)
        for number, line in enumerate(lines)
        if (match := _KEY.match(line)) and _name(match[2]) == key
    )
    for number, match in islice(tries, _TRIES):
        alike = f"[{match[2]}]" if match[1] else f"{match[2]} = 0"
        values = _parse("\n".join([*lines[:number], alike])) or {}
        if key in (values.get(table, ()) if table else values):
            return Location(path, number + 1, match.start(2) + 1)
    return None


def _find_start(text: str, end: Location) -> Location:
    """Find where the statement begins that a line ends; line 1 if that is far away."""
    lines = text.split("\n")
    for before in range(end.line - 1, max(end.line - 1 - _TRIES, -1), -1):
        if _parse("\n".join(lines[:before])) is not None:
            line = lines[before]
            column = len(line) - len(line.lstrip()) + 1
            return end._replace(line=before + 1, column=column)
    return Location(end.path)


def _parse(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None


def _name(token: str) -> str:
    """Return the key that is written so; nothing if it is none."""
    return next(iter(_parse(f"{token} = 0") or ()), "")
