"""The text of an entry file as it stands: where scalars end, where comments are.

The parser tells where each scalar starts. Where it ends follows from its text: what
is no space stands in the file as in the value, but for quotation and escapes.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from wikicli.entry.yamlnodes import Mapping, Node, Scalar, Sequence

_SPACE = " \t\r\n"
_BLOCKS = ("|", ">")


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


class MismatchError(Exception):
    """The file does not have a scalar where the parser said."""


@dataclass(eq=False, repr=False)
class EntryText:
    """The text of a file with the nodes that were parsed from it."""

    text: str
    root: Node
    starts: list[int] = field(default_factory=list)
    spans: dict[int, Span] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Find where lines start and where all scalars stand."""
        self.starts = [0]
        for line in self.text.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        for scalar in iter_scalars(self.root):
            self.spans[id(scalar)] = self._span(scalar)

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
        span = self.spans[id(scalar)]
        return [line.strip() for line in self.text[span.text : span.end].split("\n")]

    def comments(self) -> Iterator[Comment]:
        """Yield the comments, in order."""
        skipped = iter(sorted(self._skipped()))
        start, end = next(skipped, (len(self.text), 0))
        position, brackets = 0, [-1]
        while position < len(self.text):
            if position >= start:
                position = max(position, end)
                start, end = next(skipped, (len(self.text), 0))
                continue
            character = self.text[position]
            if character == "#":
                comment = self._comment(position, brackets[-1])
                yield comment
                position += len(comment.text)
            elif character in "[{":
                brackets.append(position)
            elif character in "]}" and len(brackets) > 1:
                brackets.pop()
            position += 1

    def _skipped(self) -> Iterator[tuple[int, int]]:
        """Yield the pieces that are text of scalars."""
        for span in self.spans.values():
            if span.text:
                yield span.text, span.end
            elif span.end > span.start:
                yield span.start, span.end

    def _comment(self, offset: int, bracket: int) -> Comment:
        row = self.row(offset)
        line, start = self.line(row), self.starts[row]
        before = line[: offset - start]
        text = line[offset - start :]
        after_blank = row > 0 and not self.line(row - 1).strip()
        alone, dashed = not before.strip(" \t-"), "-" in before
        return Comment(offset, len(before), text, bracket, alone, dashed, after_blank)

    def _span(self, scalar: Scalar) -> Span:
        start = self.offset(scalar)
        if scalar.style in _BLOCKS:
            text = self.starts[scalar.line]
            return Span(start, self._match(scalar, min(text, len(self.text))), text)
        if scalar.style == '"':
            return Span(start, self._close_double(start + 1))
        if scalar.style == "'":
            return Span(start, self._close_single(start + 1))
        return Span(start, self._match(scalar, start))

    def _match(self, scalar: Scalar, start: int) -> int:
        """Find behind the last character of a text that stands there unescaped."""
        position = end = start
        for character in scalar.text:
            if character in _SPACE:
                continue
            while self.text[position : position + 1] in tuple(_SPACE):
                position += 1
            if self.text[position : position + 1] != character:
                raise MismatchError
            position = end = position + 1
        return end

    def _close_double(self, position: int) -> int:
        while position < len(self.text) and self.text[position] != '"':
            position += 2 if self.text[position] == "\\" else 1
        return position + 1

    def _close_single(self, position: int) -> int:
        while position < len(self.text):
            if self.text[position] != "'":
                position += 1
            elif self.text[position + 1 : position + 2] == "'":
                position += 2
            else:
                break
        return position + 1


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
