"""The text of an entry file as it stands: where scalars and their letters are.

What is no space stands in the file as in the value, but for quotation and escapes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from wikicli.entry.yamlnodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlError,
    parse_nodes,
)

_SPACE = " \t\r\n"
_BLOCKS = ("|", ">")
_LINE_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""YAML 1.1, section 5.4: by these the parser counts lines."""
_SIGN = re.compile("[][{}]|#[^\r\n\x85\u2028\u2029]*")
"""A bracket or a comment."""
_LETTERS = {
    "'": re.compile(r"''|.", re.DOTALL),
    '"': re.compile(r"\\x..|\\u.{4}|\\U.{8}|\\.|.", re.DOTALL),
}
"""How the letters of a text are written in quotes."""
_ANY = re.compile(".", re.DOTALL)
_SPACE_ESCAPES = f"{_SPACE}ntvfrNLP_"
"""What stands for white space behind a backslash (YAML 1.1, section 5.6)."""


class Comment(NamedTuple):
    """A comment: where it starts, its text from ``#`` on, what stands around it.

    ``bracket`` is the offset of the innermost bracket that is open there, or -1;
    ``alone`` tells that nothing stands before it in its line, or, if it is ``dashed``,
    nothing but dashes of lists.
    """

    offset: int
    column: int
    text: str
    bracket: int
    alone: bool
    dashed: bool
    after_blank: bool


class Span(NamedTuple):
    """Where a scalar stands: from its first character to behind its last.

    ``text`` is where the text of a block begins, behind its first line.
    """

    start: int
    end: int
    text: int = 0


@dataclass(eq=False, repr=False)
class EntryText:
    """The text of a file with the nodes that are parsed from it."""

    text: str
    root: Node = field(init=False)
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Parse the text and find where lines start; raises YamlError without nodes."""
        root = parse_nodes(self.text)
        if root is None:
            raise YamlError((1, 1), "empty-file", "this file is empty")
        self.root = root
        breaks = (match.end() for match in _LINE_BREAK.finditer(self.text))
        self.starts = [0, *breaks, len(self.text) + 1]

    def offset(self, node: Node) -> int:
        """Return where a node starts."""
        return self.starts[node.line - 1] + node.column - 1

    def row(self, offset: int) -> int:
        """Return the number, from 0, of the line in which an offset is."""
        return bisect_right(self.starts, offset) - 1

    def line(self, row: int) -> str:
        """Return a line, counted from 0."""
        return self.text[self.starts[row] : self.starts[row + 1] - 1]

    def is_bracket(self, node: Node) -> bool:
        """Tell whether a list or mapping is written in brackets."""
        return self.text[self.offset(node) : self.offset(node) + 1] in ("[", "{")

    def folded_lines(self, scalar: Scalar) -> list[str]:
        """Return the lines of a ``>`` block, without their indentation."""
        span = self.span(scalar)
        return [line.strip() for line in self.text[span.text : span.end].split("\n")]

    def comments(self) -> Iterator[Comment]:
        """Yield the comments, in order: they stand between the texts of scalars."""
        brackets, end = [-1], 0
        spans = map(self.span, iter_scalars(self.root))
        texts = sorted((span.text or span.start, span.end) for span in spans)
        for start, behind in (*texts, (len(self.text), 0)):
            for match in _SIGN.finditer(self.text, end, start):
                if match[0].startswith("#"):
                    yield self._comment(match.start(), match[0], brackets[-1])
                elif match[0] in "[{":
                    brackets.append(match.start())
                elif len(brackets) > 1:
                    brackets.pop()
            end = max(end, behind)

    def _comment(self, offset: int, text: str, bracket: int) -> Comment:
        row = self.row(offset)
        before = self.text[self.starts[row] : offset]
        after_blank = row > 0 and not self.line(row - 1).strip()
        alone, dashed = not before.strip(" \t-"), "-" in before
        return Comment(offset, len(before), text, bracket, alone, dashed, after_blank)

    def span(self, scalar: Scalar) -> Span:
        """Return where a scalar stands, without the empty lines behind a block."""
        start, (line, column) = self.offset(scalar), scalar.end
        end = self.starts[line - 1] + column - 1
        if scalar.style not in _BLOCKS:
            return Span(start, end)
        text = min(self.starts[scalar.line], len(self.text))
        return Span(start, text + len(self.text[text:end].rstrip(_SPACE)), text)

    def letters(self, scalar: Scalar) -> list[int]:
        """Return where the letters of a scalar's text stand, in their order.

        White space is folded, so that it has no places of its own; `count_letters`
        tells which letter is at a place of the text.
        """
        start, end, block = self.span(scalar)
        quotes = 1 if scalar.style in _LETTERS else 0
        letter = _LETTERS.get(scalar.style, _ANY)
        found = letter.finditer(self.text, block or start + quotes, end - quotes)
        return [match.start() for match in found if not _is_space(match[0])]


def count_letters(text: str) -> list[int]:
    """Count the letters before each place of a text, and before its end."""
    return list(accumulate((not it.isspace() for it in text), initial=0))


def _is_space(written: str) -> bool:
    """Tell whether what is written for a letter stands for white space."""
    if len(written) == 1 or written[0] != "\\":
        return written.isspace()
    code = written[2:]
    return chr(int(code, 16)).isspace() if code else written[1] in _SPACE_ESCAPES


def iter_scalars(node: Node) -> Iterator[Scalar]:
    """Yield all keys and scalar values of a node, in order."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from iter_scalars(item)
        case Mapping():
            for key, value in node.items.values():
                yield key
                yield from iter_scalars(value)
