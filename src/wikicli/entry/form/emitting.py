"""Items as lines of YAML in canonical form."""

import re

from wikicli.entry.fields import BODY
from wikicli.entry.form.order import EXACT, SHAPES, Shape
from wikicli.entry.form.scalars import (
    WIDTH,
    fill,
    format_scalar,
    is_printable,
    join_lines,
    mend,
    split_words,
)
from wikicli.entry.form.source import EntryText
from wikicli.entry.form.tree import Group, Item, Tree
from wikicli.entry.form.wrapping import Wrap, wrap_body
from wikicli.entry.yamlnodes import Node, Scalar

_INDENT = 2
_IGNORE = re.compile(r"# wikicli: ignore\[")


def emit(tree: Tree, source: EntryText, wrap: Wrap) -> str:
    """Write the items of a file as text."""
    items = _squeeze(_Emitter(source, wrap).group(tree.root, "entry", 0))
    return "\n".join(_squeeze([*tree.head, *items, *tree.end])) + "\n"


class _Emitter:
    """Writes lists and mappings, in brackets or item by item."""

    def __init__(self, source: EntryText, wrap: Wrap) -> None:
        self.source = source
        self.wrap = wrap

    def group(self, group: Group, shape: str, indent: int) -> list[str]:
        """Write the items of a group, each from a line of its own on."""
        lines: list[str] = []
        for item in self.ordered(group, SHAPES[shape]):
            own = self.item(item, _inner(item, shape), indent)
            lead = [*item.lead]
            while not own[0] or own[0].lstrip().startswith("#"):  # of the first within
                lead.append(own.pop(0).strip())
            lines += _comments(lead, indent)
            lines += own
            lines += _comments(item.foot, indent)
        return lines

    def ordered(self, group: Group, shape: Shape) -> list[Item]:
        """Sort items; a comment that ignores rules in all of them stays the first's."""
        if not group.is_mapping:
            return group.items
        places = {key: place for place, key in enumerate(shape.order)}
        items = sorted(
            group.items,
            key=lambda it: places.get(it.key.text, len(places)) if it.key else 0,
        )
        first = group.items[0] if group.items else None
        is_in_list = first and first.parent and not first.parent.key
        moved = items[0] is not first and not items[0].trail if first else False
        if first and is_in_list and moved and _IGNORE.match(first.trail):
            items[0].trail, first.trail = first.trail, ""
        return items

    def item(self, item: Item, shape: str, indent: int) -> list[str]:
        """Write one item, without the comments before and behind it."""
        prefix = " " * indent + (self.key(item.key) + ":" if item.key else "-")
        if not item.group:
            assert isinstance(item.value, Scalar)
            first, *block = self.scalar(item.value, shape, indent, len(prefix) + 1)
            line = f"{prefix} {first}" if first else prefix
            return [_with(line, item.trail), *_indent(block, indent + _INDENT)]
        if item.group.flow and not _must_open(item.group, shape):
            line = f"{prefix} {self.flow(item.group, shape)}"
            if not item.group.items or len(line) <= WIDTH:
                return [_with(line, item.trail)]
        if not item.key:
            _hand_down(item)
        inner = self.group(item.group, shape, indent + _INDENT)
        if item.key:
            while inner and not inner[0]:
                inner.pop(0)
            return [_with(prefix, item.trail), *inner]
        return _put_dash(inner, indent)

    def scalar(self, value: Scalar, shape: str, indent: int, column: int) -> list[str]:
        """Write a value: what stands behind its key, and the lines of a block."""
        text, quoted = mend(value.text), value.style != ""
        if not text and not quoted:
            return [""]
        width = WIDTH - indent - _INDENT
        if shape == BODY and is_printable(text) and text.strip():
            # Without a block the reader drops white space at both ends.
            body = wrap_body(
                text if value.style == "|" else text.strip(), width, self.wrap
            )
            mark = f"|{_INDENT}" if body.startswith(" ") else "|"
            return [mark, *body.split("\n")]
        if shape in (BODY, EXACT):
            return _exact(text, quoted)
        text = join_lines(text)
        line = format_scalar(text, quoted)
        fits = column + len(line) <= WIDTH or self.keeps(value)
        if fits or not is_printable(text):
            return [line]
        words = split_words(text)
        return [">-", *self.fold(words, value, width)] if len(words) > 1 else [line]

    def keeps(self, value: Scalar) -> bool:
        """Tell whether a value stays in the one line that it stands in."""
        return self.wrap is not Wrap.width and value.end[0] == value.line

    def fold(self, words: list[str], value: Scalar, width: int) -> list[str]:
        """Break a long text into lines; those that it has stay, if they fit."""
        if value.style == ">":
            lines = [mend(line) for line in self.source.folded_lines(value)]
            same = all(lines) and " ".join(lines) == " ".join(words)
            fit = self.wrap is not Wrap.width or max(map(len, lines)) <= width
            if same and fit:
                return lines
        return fill(words, width)

    def flow(self, group: Group, shape: str) -> str:
        """Write a group in brackets, in one line."""
        parts = []
        for item in self.ordered(group, SHAPES[shape]):
            inner = _inner(item, shape)
            if item.group:
                value = self.flow(item.group, inner)
            else:
                value = _flow_scalar(item.value, inner)
            key = self.key(item.key, in_brackets=True) + ": " if item.key else ""
            parts.append(key + value)
        text = ", ".join(parts)
        return f"{{{text}}}" if group.is_mapping else f"[{text}]"

    def key(self, key: Scalar, in_brackets: bool = False) -> str:
        return format_scalar(mend(key.text), key.style != "", in_brackets)


def _exact(text: str, quoted: bool) -> list[str]:
    """Write a text that nothing is known of."""
    lines = text.removesuffix("\n").split("\n")
    in_block = "\n" in text and is_printable(text) and not text[0].isspace()
    if in_block and lines[-1] and not any(line.isspace() for line in lines):
        return ["|" if text.endswith("\n") else "|-", *lines]
    return [format_scalar(text, quoted)]


def _flow_scalar(value: Node, shape: str) -> str:
    assert isinstance(value, Scalar)
    text, quoted = mend(value.text), value.style != ""
    if not text and not quoted:
        return ""
    text = text if shape in (BODY, EXACT) else join_lines(text)
    return format_scalar(text, quoted, in_brackets=True)


def _inner(item: Item, shape: str) -> str:
    return SHAPES[shape].of(item.key.text) if item.key else shape


def _must_open(group: Group, shape: str) -> bool:
    """Tell whether a group holds what can't stand in brackets: comments, a body."""
    values = SHAPES[shape].values
    keys = (item.key.text for item in group.items if item.key)
    return group.has_comments or any(values.get(key) == BODY for key in keys)


def _hand_down(item: Item) -> None:
    """Give the comment at the dash of a list to the first item within, if it can."""
    if not item.trail or not item.group:
        return
    first = item.group.items[0]
    if first.trail:
        item.lead.append(item.trail)
    else:
        first.trail = item.trail
    item.trail = ""


def _comments(lines: list[str], indent: int) -> list[str]:
    """Indent comments; of several empty lines one is left."""
    kept = [line for row, line in enumerate(lines) if line or not row or lines[row - 1]]
    return _indent(kept, indent)


def _indent(lines: list[str], indent: int) -> list[str]:
    return [" " * indent + line if line else "" for line in lines]


def _put_dash(lines: list[str], indent: int) -> list[str]:
    """Put the dash of a list before the first line that is no comment."""
    for row, line in enumerate(lines):
        if line and not line.lstrip().startswith("#"):
            lines[row] = " " * indent + "- " + line[indent + _INDENT :]
            break
    return lines


def _with(line: str, comment: str) -> str:
    return f"{line}  {comment}" if comment else line


def _squeeze(lines: list[str]) -> list[str]:
    """Drop what is empty at both ends."""
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return lines
