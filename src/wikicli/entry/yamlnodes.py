"""YAML text as nodes with positions; the only importer of ``yaml``.

The nodes are built from the parser's events: events show aliases, anchors, tags and
every duplicate key, and a loop over them can't overflow the stack as composing does.
Scalars stay text as written. Sentences about bad YAML are ours, so they do not
depend on which of PyYAML's two parsers read the file.
"""

import re
from collections.abc import Iterator
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
    """A piece of text; ``style`` is YAML's: plain, quoted, ``|`` or ``>``.

    ``end`` are line and column behind it; empty lines that follow a block are its own.
    """

    line: int
    column: int
    text: str
    style: str
    end: tuple[int, int] = (0, 0)

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
        self, line: int, column: int, rule: str, message: str, hint: str = ""
    ) -> None:
        """Keep the place (from 1), the rule's name, the sentence and the hint."""
        super().__init__(message)
        self.line, self.column = line, column
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


_SURROGATE = re.compile("[\ud800-\udfff]")
_BAD_ESCAPE = (
    "bad-yaml",
    "there is no such escape",
    "use single quotes, or double the \\",
)


def _events(text: str, loader: Any) -> Iterator[Any]:
    """Yield the parser's events; refuse escapes for what is no character."""
    event: Any = None
    has_escapes = "\\" in text
    try:
        next_event = loader(text).get_event
        while (found := next_event()) is not None:
            event = found
            if has_escapes and type(event) is _SCALAR:
                _refuse_surrogates(event)
            yield event
    except (OverflowError, ValueError):  # the pure parser's chr() of a huge number
        mark = event and event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise YamlError(line, column, *_BAD_ESCAPE) from None


def _refuse_surrogates(event: Any) -> None:
    if _SURROGATE.search(event.value):
        mark = event.start_mark
        raise YamlError(mark.line + 1, mark.column + 1, *_BAD_ESCAPE)


_SCALAR = yaml.ScalarEvent
_STARTS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def find_values(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Find where scalars start and end: (line, column) from 1, up to bad YAML."""
    found = []
    first: Any
    last: Any
    try:
        for event in _events(text, _LOADERS[0]):
            if type(event) is yaml.ScalarEvent:
                first, last = event.start_mark, event.end_mark
                start = (first.line + 1, first.column + 1)
                if event.style in ("|", ">"):  # a comment may stand behind the sign
                    start = (first.line + 2, 1)
                found.append((start, (last.line + 1, last.column + 1)))
    except (yaml.YAMLError, YamlError):
        pass  # a problem of its own
    return found


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
                self.document(event)
        return self.root

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = "a second document starts here"
            hint = "a file holds one entry; remove '---' and all below it"
            raise _refusal(event, "second-document", message, hint)

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            message = f"anchor {quote(f'&{event.anchor}')} is not used in entries"
            raise _refusal(event, "anchor", message)
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"tag {quote(tag)} is not used in entries"
            raise _refusal(event, "tag", message, "values are text as written")

    def open(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.stack) >= MAX_DEPTH:
            message = f"this is nested deeper than {MAX_DEPTH} levels"
            raise YamlError(line, column, "nested-too-deep", message)
        is_mapping = type(event) is yaml.MappingStartEvent
        node = Mapping(line, column) if is_mapping else Sequence(line, column)
        self.add(node, event)
        self.stack.append(node)
        self.keys.append(None)

    def scalar(self, event: Any) -> bool:
        """Take a scalar as key or value; tell whether to stop reading here."""
        mark = event.start_mark
        end = event.end_mark.line + 1, event.end_mark.column + 1
        place = mark.line + 1, mark.column + 1
        node = Scalar(*place, event.value, event.style or "", end)
        parent = self.stack[-1] if self.stack else None
        if isinstance(parent, Mapping) and self.keys[-1] is None:
            if len(self.stack) == 1 and node.text == self.stop_at:
                parent.complete = False
                return True
            self.take_key(parent, node)
        else:
            self.add(node, event)
        return False

    def take_key(self, parent: Mapping, key: Scalar) -> None:
        if key.text in parent.items:
            first = parent.items[key.text][0].line
            message = f"key {quote(key.text)} stands here for the second time"
            hint = f"the first is at line {first}; keep one of them"
            raise YamlError(key.line, key.column, "duplicate-key", message, hint)
        self.keys[-1] = key

    def add(self, node: Node, event: Any) -> None:
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
            return
        key = self.keys[-1]
        if key is None:
            raise _refusal(
                event, "bad-key", "a key must be text, not a list or mapping"
            )
        parent.items[key.text] = (key, node)
        self.keys[-1] = None


def _refusal(event: Any, rule: str, message: str, hint: str = "") -> YamlError:
    mark = event.start_mark
    hint = hint or "write the value out"
    return YamlError(mark.line + 1, mark.column + 1, rule, message, hint)


def _explain(error: yaml.YAMLError, text: str) -> YamlError:
    """Say in our words what the parser stumbled over, and what to do about it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        return YamlError(1, 1, "bad-yaml", "this is not valid YAML")
    lines = text.split("\n")
    row = min(mark.line, len(lines) - 1)
    line, problem = lines[row], str(getattr(error, "problem", ""))
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        column = line.find("\t") + 1
        hint = "indent with spaces"
        return YamlError(row + 1, column, "tab", "a tab stands at the start", hint)
    message, hint = next(rest for sign, *rest in _STUMBLES if sign in problem)
    context = getattr(error, "context_mark", None)
    if problem.startswith("found unexpected end of stream") and context:
        row, column = context.line, context.column
        message = "a quotation that starts here is never closed"
        return YamlError(row + 1, column + 1, "bad-yaml", message, "add the last quote")
    return YamlError(row + 1, mark.column + 1, "bad-yaml", message, hint)


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
        "cannot start any token",
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
    (
        "expected alphabetic or numeric",
        "a value can't start with this character",
        "put the value in quotes",
    ),
    ("escape", *_BAD_ESCAPE[1:]),
    ("", "this is not valid YAML", "check quotes, colons and indentation"),
)
