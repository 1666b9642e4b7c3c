"""Values from nodes: text, lists and mappings, with their places and problems.

What every kind of entry part is read with. A value of the wrong kind is a problem,
never an exception: as much of it as there is gets read.
"""

from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from wikicli.base import text
from wikicli.base.problems import KeyPath, Location, Problem, severity_of
from wikicli.entry.fields import BODY, CHOICES, LINE, LINES, PARTS
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, Sequence, YamlError

T = TypeVar("T")

_NONE: Names[str, str] = {}

_READERS = {
    LINE: "plain",
    LINES: "lines_of",
    BODY: "text",
    "term": "terms",
    "see_also": "see_also_list",
    "reference": "references",
}
"""What reads the values of a kind, where its name is another."""


class Place(NamedTuple):
    """Where a value stands; ``text_line`` is where a ``|`` block's text begins.

    ``indent`` is the number of spaces before each of its lines; without a block,
    ``text_line`` is 0 and positions within the text are not known.
    """

    line: int
    column: int
    text_line: int = 0
    indent: int = 0


@dataclass(eq=False, repr=False)
class NodeReader:
    """Reads the values of one file's nodes, noting problems and places."""

    file: Path
    problems: list[Problem] = field(default_factory=list)
    places: dict[KeyPath, Place] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def decode(self, data: bytes) -> str:
        """Decode the file; note and mend what no entry may hold, line by line.

        Raises YamlError if the bytes are no text.
        """
        try:
            decoded = text.use_newlines(data.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise _undecodable(data, error) from None
        if "\0" in decoded[:200] and decoded[:200].count("\0") > len(decoded[:200]) / 4:
            raise YamlError(*_UTF16)
        self.lines = decoded.split("\n")
        if _is_clean(decoded):
            return decoded
        for row, line in enumerate(self.lines, 1):
            self.note_unclean(line, row, 0)
        self.lines = [text.clean(line) for line in self.lines]
        return "\n".join(self.lines)

    def note_unclean(self, line: str, row: int, column: int) -> None:
        """Note what is unclean in a line; ``column`` above 0 stands for all of it."""
        unsafe = text.find_unsafe(line)
        if unsafe >= 0:
            message = f"unsafe character {_code(line[unsafe])}; shown as U+FFFD"
            self.at(Place(row, column or unsafe + 1), "unsafe-character", message)
        ligature = text.find_ligature(line)
        if ligature >= 0:
            message = f"ligature {_code(line[ligature])}; read as its two letters"
            self.at(Place(row, column or ligature + 1), "ligature", message)
        if not text.is_composed(line):
            message = "text is not in Unicode's composed form (NFC); read as if it were"
            self.at(Place(row, column or 1), "not-nfc", message)

    def at(
        self,
        place: Node | Place,
        rule: str,
        message: str,
        hint: str = "",
        mild: bool = False,
    ) -> None:
        """Note a problem where a node stands, or at another place of the file."""
        location = Location(self.file, place.line, place.column)
        severity = severity_of(rule, mild)
        self.problems.append(Problem(location, severity, rule, message, hint))

    def part(
        self,
        node: Node,
        name: str,
        path: KeyPath = (),
        others: Names[str, str] = _NONE,
    ) -> dict[str, Any]:
        """Read a part of an entry, a mapping, by the kinds of its values."""
        kinds = PARTS[name]
        return {
            key: self.value(value, kinds[key], (*path, key))
            for key, value in self.mapping(node, path, kinds, others).items()
            if key in kinds
        }

    def value(self, node: Node, kind: str, path: KeyPath) -> Any:
        """Read a value of a kind."""
        if choices := CHOICES.get(kind):
            return self.one_of(node, path, choices)
        return getattr(self, _READERS.get(kind, kind))(node, path)

    def keep_place(self, path: KeyPath, node: Node) -> None:
        """Remember where a value stands, and where the text of a block begins."""
        first = indent = 0
        if isinstance(node, Scalar) and node.style == "|":
            first = node.line + 1
            indent = self.indent_of(node)
        self.places[path] = Place(node.line, node.column, first, indent)

    def indent_of(self, block: Scalar) -> int:
        """Tell how far a block is indented: what its lines have in the file alone."""
        for row, line in enumerate(block.text.split("\n"), block.line):
            if line.strip():
                return len(self.lines[row]) - len(line)
        return 0

    def text(self, node: Node, path: KeyPath) -> str:
        """Read text; a list or mapping in its place is a problem, and nothing."""
        self.keep_place(path, node)
        if not isinstance(node, Scalar):
            message = f"'{name_of(path)}' must be text, not {kind_of(node)}"
            self.at(node, "wrong-type", message)
            return ""
        if node.empty:
            message = f"'{name_of(path)}' has no value"
            self.at(node, "empty-value", message, "remove the key")
            return ""
        # The file is clean but for what an escape in a quoted scalar stands for.
        if node.style == '"' and not _is_clean(node.text):
            self.note_unclean(node.text, node.line, node.column)
            node.text = text.clean(node.text)
        return node.text if node.style == "|" else node.text.strip()

    def line(self, node: Node, path: KeyPath) -> str:
        """Read text that must be one line: line ends become spaces."""
        return " ".join(self.text(node, path).split())

    def list_of(
        self, node: Node, path: KeyPath, read: Callable[[Node, KeyPath], T]
    ) -> tuple[T, ...]:
        """Read a list; anything else is a problem, and read as its only item."""
        self.keep_place(path, node)
        if isinstance(node, Scalar) and node.empty:
            self.text(node, path)
            return ()
        if not isinstance(node, Sequence):
            message = f"'{name_of(path)}' must be a list, not {kind_of(node)}"
            count = len(self.problems)
            only = read(node, (*path, 0))
            # What is wrong with the item as a whole is this: said once.
            place = Location(self.file, node.line, node.column)
            within = [item for item in self.problems[count:] if item.location != place]
            del self.problems[count:]
            self.at(node, "wrong-type", message, "put '- ' before each item")
            self.problems += within
            return (only,)
        items = enumerate(node.items)
        return tuple(read(item, (*path, index)) for index, item in items)

    def kept(
        self, path: KeyPath, items: tuple[T, ...], keep: Iterable[object]
    ) -> tuple[T, ...]:
        """Drop items of a list; the places of the rest follow them."""
        order = list(compress(range(len(items)), keep))
        if len(order) == len(items):
            return items
        depth = len(path)
        new: dict[str | int, int] = {old: new for new, old in enumerate(order)}
        for old in [place for place in self.places if place[:depth] == path != place]:
            place = self.places.pop(old)
            if old[depth] in new:
                self.places[*path, new[old[depth]], *old[depth + 1 :]] = place
        return tuple(items[index] for index in order)

    def lines_of(self, node: Node, path: KeyPath) -> tuple[str, ...]:
        """Read a list of lines, without its empty ones."""
        return tuple(filter(None, self.list_of(node, path, self.line)))

    def mapping(
        self,
        node: Node,
        path: KeyPath,
        known: Collection[str] = (),
        others: Names[str, str] = _NONE,
    ) -> dict[str, Node]:
        """Read a mapping's values by key; keys that are not ``known`` are problems.

        ``others`` are other names by which people call the known ones.
        """
        self.keep_place(path, node)
        if isinstance(node, Scalar) and node.empty:
            self.text(node, path)
            return {}
        if not isinstance(node, Mapping):
            message = (
                f"'{name_of(path)}' must be a mapping of keys, not {kind_of(node)}"
            )
            self.at(node, "wrong-type", message)
            return {}
        for name, (key, _) in node.items.items():
            if known and name not in known:
                self.unknown_key(key, known, others)
        return items_of(node)

    def unknown_key(
        self, key: Scalar, known: Iterable[str], others: Names[str, str]
    ) -> None:
        """Note an unknown key and the known one that is nearest to it."""
        message = f"unknown key {text.quote(key.text)}"
        if nearest := text.find_known(key.text, known, others):
            message += f"; the nearest known key is '{nearest}'"
        self.at(key, "unknown-key", message)

    def one_of(self, node: Node, path: KeyPath, known: tuple[str, ...]) -> str:
        """Read one of the known values; the first of them stands for any other."""
        value = self.line(node, path)
        if value in known or not value:
            return value or known[0]
        self.unknown_value(node, path, value, known)
        return known[0]

    def unknown_value(
        self,
        node: Node,
        path: KeyPath,
        value: str,
        known: tuple[str, ...],
        mild: bool = False,
    ) -> None:
        """Note that a value is none of the known ones."""
        message = f"'{name_of(path)}' can't be {text.quote(value)}"
        hint = "it is one of: " + ", ".join(known)
        self.at(node, "unknown-value", message, hint, mild)


def items_of(node: Node) -> dict[str, Node]:
    """Return the values of a mapping by key; anything else has none."""
    items = node.items if isinstance(node, Mapping) else {}
    return {name: value for name, (_, value) in items.items()}


def kind_of(node: Node) -> str:
    """Name the kind of a node for a message."""
    kinds = {Scalar: "text", Sequence: "a list", Mapping: "a mapping"}
    return kinds[type(node)]


_HINT = "save the file as UTF-8"
_UTF16 = ((1, 1), "encoding", "this is UTF-16, not UTF-8", _HINT)


def _undecodable(data: bytes, error: UnicodeDecodeError) -> YamlError:
    """Say which byte is no UTF-8, or that the file is UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return YamlError(*_UTF16)
    # The error counts from behind the byte order mark.
    before = error.object[: error.start].decode("utf-8", "replace")
    rows = text.use_newlines(before).split("\n")
    message = f"byte 0x{error.object[error.start]:02x} is not UTF-8 here"
    return YamlError((len(rows), len(rows[-1]) + 1), "encoding", message, _HINT)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _is_clean(line: str) -> bool:
    return (line.isascii() and line.isprintable()) or (
        text.find_unsafe(line) < 0
        and text.find_ligature(line) < 0
        and text.is_composed(line)
    )


def name_of(path: KeyPath) -> str:
    """Name a field as its file shows it: ``references[2].DOI``; lists count from 1."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return text.clean_line("".join(parts).removeprefix("."))
