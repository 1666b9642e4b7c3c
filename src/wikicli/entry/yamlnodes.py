"""YAML text as nodes with positions; the only importer of ``yaml``.

The nodes are built from the parser's events: events show aliases, anchors, tags and
every duplicate key, and a loop over them can't overflow the stack as composing does.
Scalars stay text as written. Sentences about bad YAML are ours, so they do not
depend on which of PyYAML's two parsers read the file.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from wikicli.base.text import quote

MAX_DEPTH = 20


class _PureLoader(yaml.SafeLoader):
    """PyYAML's own parser, taking tabs between tokens as the C parser does."""

    def scan_to_next_token(self) -> None:
        """Skip spaces, comments, line ends, and tabs where none can be indentation."""
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()


_LOADERS: list[Any] = [_PureLoader]
if hasattr(yaml, "CSafeLoader"):
    _LOADERS.insert(0, yaml.CSafeLoader)


@dataclass(slots=True, eq=False)
class Scalar:
    """A piece of text; ``style`` is YAML's: plain, quoted, ``|`` or ``>``."""

    line: int
    column: int
    text: str
    style: str
    mark: Any = None

    @property
    def end(self) -> tuple[int, int]:
        """Line and column behind it; empty lines that follow a block are its own."""
        return _place(self.mark)

    @property
    def empty(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.text.strip()


@dataclass(slots=True, eq=False)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    items: list["Node"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys and values; ``complete`` is false if reading stopped at a key."""

    line: int
    column: int
    items: dict[str, tuple[Scalar, "Node"]] = field(default_factory=dict)
    complete: bool = True


Node = Scalar | Sequence | Mapping


class YamlError(Exception):
    """The text is no YAML that an entry may be written in."""

    def __init__(
        self, place: tuple[int, int], rule: str, message: str, hint: str = ""
    ) -> None:
        """Keep line and column (from 1), the rule's name, the sentence and the hint."""
        super().__init__(message)
        self.line, self.column = place
        self.rule, self.message, self.hint = rule, message, hint


def parse_nodes(text: str, stop_at: str = "") -> Node | None:
    """Parse YAML text into nodes; None if it holds no document.

    ``stop_at`` names a top-level key: reading ends there, and the mapping says that
    it is not complete. Raises YamlError, at the exact place, for bad YAML and for
    what an entry does not use: aliases, anchors, tags, a second document, keys that
    are no text, duplicate keys, more than 20 levels.
    """
    try:
        return _Composer(stop_at).compose(_events(text, _LOADERS[0]))
    except yaml.YAMLError:
        # The two parsers differ in what they refuse, and where: one has the last word.
        try:
            return _Composer(stop_at).compose(_events(text, _LOADERS[-1]))
        except yaml.YAMLError as error:
            raise _explain(error, text) from None


_BAD_ESCAPE = (
    "bad-yaml",
    "there is no such escape",
    "use single quotes, or double the \\",
)


def _events(text: str, loader: Any) -> Iterator[Any]:
    """Yield the parser's events; refuse escapes for what is no character."""
    event: Any = None
    may_escape = "\\" in text
    try:
        next_event = loader(text).get_event
        while (found := next_event()) is not None:
            event = found
            if may_escape and type(event) is _SCALAR:
                event.value.encode()
            yield event
    # Of a lone surrogate, or of the pure parser's chr() of a huge number.
    except (OverflowError, ValueError):
        raise _refusal(event, *_BAD_ESCAPE) from None


_SCALAR = yaml.ScalarEvent
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def find_values(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Find where scalars start and end: (line, column) from 1, up to bad YAML."""
    found = []
    with suppress(yaml.YAMLError, YamlError):  # a problem of its own
        for event in _events(text, _LOADERS[0]):
            if type(event) is _SCALAR:
                start = _place(event.start_mark)
                if event.style in ("|", ">"):  # a comment may stand behind the sign
                    start = (start[0] + 1, 1)
                found.append((start, _place(event.end_mark)))
    return found


def _place(mark: Any) -> tuple[int, int]:
    """Return line and column from 1."""
    return mark.line + 1, mark.column + 1


class _Composer:
    """Builds nodes from events with a stack of its own."""

    def __init__(self, stop_at: str) -> None:
        self.stop_at = stop_at
        self.root: Node | None = None
        self.stack: list[Sequence | Mapping] = []
        self.keys: list[Scalar | None] = []
        self.documents = 0

    def compose(self, events: Iterator[Any]) -> Node | None:
        for event in events:
            kind = type(event)
            if kind is _SCALAR:
                if event.anchor is not None or event.tag is not None:
                    self.refuse_marks(event)
                if self.scalar(event):
                    break
            elif kind in _STARTS:
                self.refuse_marks(event)
                self.open(event)
            elif kind in _ENDS:
                self.stack.pop()
                self.keys.pop()
            elif kind is yaml.AliasEvent:
                name = quote(f"*{event.anchor}")
                raise _refusal(event, "alias", f"alias {name} is not used in entries")
            elif kind is yaml.DocumentStartEvent:
                self.documents += 1
                if self.documents > 1:
                    message = "a second document starts here"
                    hint = "a file holds one entry; remove '---' and all below it"
                    raise _refusal(event, "second-document", message, hint)
        return self.root

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"anchor {quote(f'&{event.anchor}')} is not used in entries"
            raise _refusal(event, "anchor", message)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"tag {quote(tag)} is not used in entries"
            raise _refusal(event, "tag", message, "values are text as written")

    def open(self, event: Any) -> None:
        if len(self.stack) >= MAX_DEPTH:
            message = f"this is nested deeper than {MAX_DEPTH} levels"
            raise _refusal(event, "nested-too-deep", message, "")
        kind = Mapping if type(event) is yaml.MappingStartEvent else Sequence
        node = kind(*_place(event.start_mark))
        self.add(node, event)
        self.stack.append(node)
        self.keys.append(None)

    def scalar(self, event: Any) -> bool:
        """Take a scalar as key or value; tell whether to stop reading here."""
        place = _place(event.start_mark)
        node = Scalar(*place, event.value, event.style or "", event.end_mark)
        parent = self.stack[-1] if self.stack else None
        if not isinstance(parent, Mapping) or self.keys[-1]:
            self.add(node, event)
        elif len(self.stack) == 1 and node.text == self.stop_at:
            parent.complete = False
            return True
        elif node.text in parent.items:
            first = parent.items[node.text][0].line
            message = f"key {quote(node.text)} stands here for the second time"
            hint = f"the first is at line {first}; keep one of them"
            raise _refusal(event, "duplicate-key", message, hint)
        else:
            self.keys[-1] = node
        return False

    def add(self, node: Node, event: Any) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is None:
            self.root = node
        elif isinstance(parent, Sequence):
            parent.items.append(node)
        elif key := self.keys[-1]:
            parent.items[key.text] = (key, node)
            self.keys[-1] = None
        else:
            message = "a key must be text, not a list or mapping"
            raise _refusal(event, "bad-key", message)


def _refusal(
    event: Any, rule: str, message: str, hint: str = "write the value out"
) -> YamlError:
    place = _place(event.start_mark) if event else (1, 1)
    return YamlError(place, rule, message, hint)


def _explain(error: yaml.YAMLError, text: str) -> YamlError:
    """Say in our words what the parser stumbled over, and what to do about it."""
    context = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context
    if mark is None:
        return YamlError((1, 1), "bad-yaml", "this is not valid YAML")
    lines = text.split("\n")
    row = min(mark.line, len(lines) - 1)
    line, problem = lines[row], str(getattr(error, "problem", ""))
    if "\t" in line[: len(line) - len(line.lstrip())]:
        place = row + 1, line.find("\t") + 1
        hint = "indent with spaces"
        return YamlError(place, "tab", "a tab stands at the start", hint)
    if problem.startswith("found unexpected end of stream") and context:
        message = "a quotation that starts here is never closed"
        return YamlError(_place(context), "bad-yaml", message, "add the last quote")
    if problem.startswith("expected <block end>") and (
        start := _find_long_quotation(text, lines, (row + 1, mark.column + 1))
    ):
        message = f"a quotation that starts here ends in line {row + 1}"
        hint = "add the last quote where it is missing"
        return YamlError(start, "bad-yaml", message, hint)
    message, hint = next(rest for sign, *rest in _STUMBLES if re.search(sign, problem))
    return YamlError((row + 1, mark.column + 1), "bad-yaml", message, hint)


def _find_long_quotation(
    text: str, lines: list[str], end: tuple[int, int]
) -> tuple[int, int] | None:
    """Find where a quotation of several lines starts that ends right before a place."""
    start, last = next(reversed(find_values(text)), ((1, 1), (1, 1)))
    line, column = start
    is_quoted = lines[line - 1][column - 1 : column] in ("'", '"')
    is_right_before = last[0] == end[0] and last[1] <= end[1]
    return start if is_quoted and is_right_before and line < last[0] else None


_STUMBLES = (
    (
        "mapping values are not allowed",
        "a value that holds ': ' must be in quotes",
        'write key: "text: more text"; or is the line indented too far?',
    ),
    (
        "could not find expected ':'",
        "a key must be followed by ': '",
        "is a line indented too little, or a colon missing?",
    ),
    (
        "cannot start any token|expected alphabetic or numeric",
        "a value can't start with this character",
        "put the value in quotes",
    ),
    (
        "expected <block end>",
        "this does not fit what stands above it",
        "check its indentation, and quotes within quotes",
    ),
    ("expected ',' or", "a list or mapping in brackets is not closed", "close it"),
    (
        "expected the node content",
        "a value is missing before this",
        "check brackets, commas and quotes",
    ),
    (
        "sequence entries are not allowed",
        "a list can't start within a line",
        "put '- ' on a line of its own, or the text in quotes",
    ),
    ("escape", *_BAD_ESCAPE[1:]),
    ("", "this is not valid YAML", "check quotes, colons and indentation"),
)
