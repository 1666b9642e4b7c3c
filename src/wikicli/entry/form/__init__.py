"""Entry files in canonical form: order of keys, quotation, wrapping, indentation.

The text is written anew from the nodes that the reader sees, with the comments where
they belong, and read again: what it says must be the same.
"""

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base.model import Entry
from wikicli.base.problems import Location, Problem, Severity, worst_of
from wikicli.base.text import find_unsafe, use_newlines
from wikicli.entry import file as entryfile
from wikicli.entry.file import Loaded
from wikicli.entry.form.emitting import emit
from wikicli.entry.form.scalars import WIDTH, format_scalar, mend
from wikicli.entry.form.source import EntryText
from wikicli.entry.form.tree import build_tree
from wikicli.entry.form.wrapping import Wrap, meaning_of
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, YamlError

__all__ = [
    "WIDTH",
    "EntryText",
    "Formatted",
    "Wrap",
    "decode",
    "format_entry",
    "format_scalar",
]


class Formatted(NamedTuple):
    """The canonical text of an entry file, or the problem for which it has none."""

    data: bytes
    problem: Problem | None = None


def format_entry(data: bytes, path: Path, wrap: Wrap = Wrap.keep) -> Formatted:
    """Format an entry file; a file that can't be is left as it is, with the problem.

    That is one without an entry, or one with characters that would have to be
    replaced. ``wrap`` says where the lines of its text end.
    """
    loaded = entryfile.parse(data, path)
    if problem := _find_obstacle(loaded, data):
        return Formatted(data, problem)
    source = EntryText(mend(decode(data)))
    formatted = emit(build_tree(source), source, wrap)
    if formatted.encode() == data:
        return Formatted(data)
    if not _says_the_same(loaded, source, formatted):
        return Formatted(data, _unsure(path))
    return Formatted(formatted.encode())


def decode(data: bytes) -> str:
    """Return the text of a file that can be decoded, with line ends as newlines."""
    return use_newlines(data.decode("utf-8-sig"))


def _find_obstacle(loaded: Loaded, data: bytes) -> Problem | None:
    """Find what keeps a file from being formatted: escapes do no harm."""
    if loaded.entry is None:
        return worst_of(loaded.problems)
    lines = decode(data).split("\n")
    for row, line in enumerate(lines, 1):
        if (column := find_unsafe(line)) >= 0:
            place = Location(loaded.path, row, column + 1)
            message = f"unsafe character U+{ord(line[column]):04X}"
            hint = "remove it, or write it as an escape in double quotes"
            # A warning else: here it is in the way.
            return Problem(place, Severity.ERROR, "unsafe-character", message, hint)
    return None


def _unsure(path: Path) -> Problem:
    message = "the canonical form of this would not say the same"
    hint = "its YAML is unusual: write it more plainly"
    return Problem.of(Location(path), "no-form", message, hint)


def _says_the_same(old: Loaded, source: EntryText, formatted: str) -> bool:
    """Tell whether a formatted file has the entry, keys and comments of its source."""
    new = entryfile.parse(formatted.encode(), old.path)
    if old.entry is None or new.entry is None:
        return False
    if not Counter(map(_told, new.problems)) <= Counter(map(_told, old.problems)):
        return False
    try:
        again = EntryText(formatted)
    except YamlError:
        return False
    comments = [
        sorted(c.text.rstrip() for c in it.comments()) for it in (source, again)
    ]
    return (
        comments[0] == comments[1]
        and _values(source.root) == _values(again.root)
        and _rest(old.entry) == _rest(new.entry)
        and all(map(_is_alike, _bodies(old.entry), _bodies(new.entry)))
    )


def _told(problem: Problem) -> tuple[str, str]:
    return problem.rule, problem.message


def _rest(entry: Entry) -> tuple[Entry, list[str]]:
    """Return an entry without its bodies, and the order of its facts."""
    side = entry.hy and entry.hy._replace(body="")
    facts = [*entry.facts, *(side.facts if side else ())]
    return entry._replace(body="", hy=side), facts


def _bodies(entry: Entry) -> tuple[str, str]:
    return entry.body, entry.hy.body if entry.hy else ""


def _is_alike(old: str, new: str) -> bool:
    """Tell whether two bodies say the same: they may be broken into other lines."""
    return old.strip("\n") == new.strip("\n") or meaning_of(old) == meaning_of(new)


def _values(root: Node) -> object:
    """Return all keys and values, whether the reader knows them or not, but bodies."""
    values = _plain(root)
    for part in (values, values.get("hy") if isinstance(values, dict) else None):
        if isinstance(part, dict):
            part.pop("body", None)
    return values


def _plain(node: Node) -> Any:
    match node:
        case Scalar():
            return " ".join(mend(node.text).split())
        case Mapping():
            return {mend(key): _plain(value) for key, (_, value) in node.items.items()}
    return [_plain(item) for item in node.items]
