"""Markdown parsed: the text of an entry to its sections, blocks and spans.

Positions are lines and columns from 1 within the text that was given.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby, takewhile
from typing import cast

from markdown_it.token import Token

from wikicli.article.markup import (
    MARKER_ID,
    SLUG,
    Block,
    Body,
    Break,
    Code,
    EntryLink,
    ListBlock,
    Marker,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Spans,
    Table,
    Text,
    ThematicBreak,
)
from wikicli.article.syntax import NESTING, parse_line, parse_tokens
from wikicli.base.problems import FieldProblem, KeyPath, severity_of
from wikicli.base.text import clean


def parse(text: str, path: KeyPath = ("body",)) -> Body:
    """Parse the text of a body; ``path`` is where it stands, for its problems."""
    return _Builder(text, path).body()


def parse_inline(text: str, path: KeyPath) -> tuple[Spans, tuple[FieldProblem, ...]]:
    """Parse a single line of text, such as the value of a fact, into spans."""
    builder = _Builder(text, path)
    return builder.spans(parse_line(text)), tuple(builder.problems)


@dataclass(eq=False, repr=False)
class _Style:
    strong: int = 0
    emphasis: int = 0
    urls: list[str] = field(default_factory=list)


class _Builder:
    """Turns markdown-it's tokens into blocks and spans, and notes what is wrong."""

    def __init__(self, text: str, path: KeyPath) -> None:
        self.text = text
        self.path = path
        self.lines = text.split("\n")
        self.problems: list[FieldProblem] = []
        self.notes: dict[str, Note] = {}

    def body(self) -> Body:
        tokens = iter(parse_tokens(self.text))
        sections: list[Section] = []
        title: Spans = ()
        level, line, blocks = 1, 1, []  # type: int, int, list[Block]
        for token in tokens:
            if token.type == "heading_open":
                sections.append(Section(title, level, tuple(blocks), line))
                title, blocks = self.spans(next(tokens)), []
                level, line = int(token.tag[1:]), _lines_of(token)[0]
                next(tokens)
            else:
                blocks.extend(self.block(token, tokens))
        sections.append(Section(title, level, tuple(blocks), line))
        return Body(tuple(sections), self.notes, tuple(self.problems))

    def blocks(self, tokens: Iterator[Token], closing: str) -> tuple[Block, ...]:
        """Read blocks up to the closing token, and that one, too."""
        inner = _read_to(closing, tokens)
        return tuple(block for token in inner for block in self.block(token, tokens))

    def block(self, token: Token, tokens: Iterator[Token]) -> Iterator[Block]:
        """Read a block to its end by its first token; the text of a note is none."""
        match token.type:
            case "paragraph_open":
                yield self.paragraph(tokens)
            case "heading_open":  # within a list or a quotation: no section of ours
                found = self.paragraph(tokens)
                yield found._replace(spans=tuple(map(_strengthen, found.spans)))
            case "bullet_list_open" | "ordered_list_open":
                yield self.list_block(token, tokens)
            case "blockquote_open":
                blocks = self.blocks(tokens, "blockquote_close")
                yield Quote(blocks, *_lines_of(token))
            case "table_open":
                yield self.table(token, tokens)
            case "footnote_reference_open":
                self.note(token, tokens)
            case "hr":
                yield ThematicBreak(*_lines_of(token))
            case _:  # fence, code_block
                yield Code(token.content.rstrip("\n"), *_lines_of(token))

    def paragraph(self, tokens: Iterator[Token]) -> Paragraph:
        inline, _ = next(tokens), next(tokens)
        line, end = _lines_of(inline)
        return Paragraph(self.spans(inline), line, self.place(inline, 0)[1], end)

    def list_block(self, opening: Token, tokens: Iterator[Token]) -> ListBlock:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrs.get("start", 1)) if ordered else None
        items = _read_to(opening.type.replace("open", "close"), tokens)
        blocks = tuple(self.blocks(tokens, "list_item_close") for _ in items)
        return ListBlock(blocks, number, *_lines_of(opening))

    def table(self, opening: Token, tokens: Iterator[Token]) -> Table:
        rows: list[tuple[Spans, ...]] = []
        cells: list[Spans] = []
        first, end = _lines_of(opening)
        line = cursor = column = 0
        for token in _read_to("table_close", tokens):
            if token.type == "tr_open":
                line, cursor = _lines_of(token)[0] - 1, 0
            elif token.type == "inline":
                token.map = [line, line + 1]
                cursor = self.locate_cell(token, cursor)
                column = column or token.meta["cell"] + 1
                cells.append(self.spans(token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Table(rows[0], tuple(rows[1:]), first, column, end)

    def locate_cell(self, cell: Token, cursor: int) -> int:
        """Note where in its line a cell starts; return the place behind it."""
        written = cell.content.replace("|", "\\|")
        line = cell.map[0] if cell.map else 0
        start = max(self.lines[line].find(written, cursor), cursor)
        cell.meta["cell"] = start
        return start + len(written)

    def note(self, opening: Token, tokens: Iterator[Token]) -> None:
        label, line = opening.meta["label"], _lines_of(opening)[0]
        column = max(self.lines[line - 1].find(f"[^{label}]:"), 0) + 1
        blocks = self.blocks(tokens, "footnote_reference_close")
        if not MARKER_ID.fullmatch(label):
            message = f"'{label}' can't be the id of a note"
            hint = "an id has up to 64 letters, digits and _ : . -"
            self.add(line, column, "bad-note-id", message, hint)
        elif label in self.notes:
            first = self.notes[label].line
            message = f"note '{label}' is defined here for the second time"
            hint = f"the first is in line {first} of this text; keep one of them"
            self.add(line, column, "duplicate-note", message, hint)
        else:
            self.notes[label] = Note(label, blocks, line, column)

    def spans(self, inline: Token) -> Spans:
        if inline.meta.get("too_deep"):
            message = f"text is nested deeper than {NESTING} levels; shown as it stands"
            line, _ = _lines_of(inline)
            self.add(line, 1, "nested-too-deep", message, "nest it less")
            return (Text(inline.content, code=True),)
        spans: list[Span] = []
        style = _Style()
        for token in inline.children or []:
            self.add_span(spans, token, inline, style)
        return _join_runs(spans)

    def add_span(
        self, spans: list[Span], token: Token, inline: Token, style: _Style
    ) -> None:
        match token.type:
            case "text":
                _add_text(spans, token.content.replace("\n", " "), style)
            case "strong_open" | "strong_close":
                style.strong += token.nesting
            case "em_open" | "em_close":
                style.emphasis += token.nesting
            case "link_open":
                style.urls.append(str(token.attrs.get("href", "")))
            case "link_close":
                style.urls.pop()
            case "marker":
                self.add_marker(spans, token, inline)
            case "entry_link":
                self.add_entry_link(spans, token, inline, style)
            case "unread_bracket":
                self.unread_bracket(token, inline)
                _add_text(spans, token.content, style)
            case "softbreak":
                _add_text(spans, " ", style)
            case "hardbreak":
                spans.append(Break())
            case "image":
                source = str(token.attrs.get("src", ""))
                label = token.content or source
                spans.append(Text(f"[image: {label}]", url=source))
            case "code_inline":
                _add_text(spans, token.content, style, code=True)
            case _:
                _add_text(spans, token.content.replace("\n", " "), style)

    def add_marker(self, spans: list[Span], token: Token, inline: Token) -> None:
        while spans and isinstance(last := spans[-1], Text | Break):
            spans.pop()  # a marker stays with the word before it
            words = last.text.rstrip() if isinstance(last, Text) else ""
            if words and isinstance(last, Text):
                spans.append(last._replace(text=words))
                break
        name, locator = token.meta["groups"]
        line, column = self.place(inline, token.meta["offset"])
        spans.append(Marker(name, " ".join((locator or "").split()), line, column))

    def add_entry_link(
        self, spans: list[Span], token: Token, inline: Token, style: _Style
    ) -> None:
        written, label = token.meta["groups"]
        target, label = written.strip(), (label or "").strip()
        line, column = self.place(inline, token.meta["offset"])
        if SLUG.fullmatch(target):
            width = len("[[") + len(written.rstrip())
            strong, emphasis = style.strong > 0, style.emphasis > 0
            link = EntryLink(target, label, strong, emphasis, line, column, width)
            spans.append(link)
            return
        message = f"'{target}' is no slug: a link names an entry's file"
        hint = "lower-case letters, digits and single hyphens; the label follows a '|'"
        self.add(line, column, "bad-entry-link", message, hint)
        _add_text(spans, label or target, style)

    def unread_bracket(self, token: Token, inline: Token) -> None:
        line, column = self.place(inline, token.meta["offset"])
        if token.meta["kind"] == "entry_link":
            message = "'[[' opens a link to an entry but is not closed as one"
            hint = "write [[slug]] or [[slug|label]]; in a table [[slug\\|label]]"
            self.add(line, column, "unclosed-entry-link", message, hint)
            return
        message = "this looks like a footnote marker but is none"
        hint = "write [^id] or [^id p. 12]; an id has letters, digits and _ : . -"
        self.add(line, column, "bad-marker", message, hint)

    def place(self, inline: Token, offset: int) -> tuple[int, int]:
        """Find line and column, within the text, of a place in a paragraph."""
        starts = self.row_starts(inline)
        row = bisect_right(starts, offset) - 1
        in_row = offset - starts[row]
        line = (inline.map[0] if inline.map else 0) + row
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(inline.content)
        content = inline.content[starts[row] : end]
        if "cell" in inline.meta:  # each bar in a cell is escaped in the text
            escapes = content[:in_row].count("|")
            return line + 1, inline.meta["cell"] + in_row + escapes + 1
        return line + 1, self.start_of(content, line) + in_row + 1

    def row_starts(self, inline: Token) -> list[int]:
        """Return the offsets at which the lines of a paragraph start."""
        if "rows" not in inline.meta:
            breaks = re.finditer("\n", inline.content)
            inline.meta["rows"] = [0, *(match.end() for match in breaks)]
        return cast(list[int], inline.meta["rows"])

    def start_of(self, content: str, line: int) -> int:
        """Find the column from 0 at which a line's content starts: it ends the line."""
        source = self.lines[line].rstrip() if line < len(self.lines) else ""
        words = content.strip()
        start = len(source) - len(words)
        if not source.endswith(words):  # a heading may be closed by number signs
            start = max(source.rfind(words), 0)
        return start - (len(content) - len(content.lstrip()))

    def add(
        self, line: int, column: int, rule: str, message: str, hint: str = ""
    ) -> None:
        severity = severity_of(rule, mild=True)
        problem = FieldProblem(self.path, line, column, severity, rule, message, hint)
        self.problems.append(problem)


def _lines_of(token: Token) -> tuple[int, int]:
    """Return the first line of a token, and the one behind its last."""
    start, end = token.map or (0, 1)
    return start + 1, end + 1


def _read_to(closing: str, tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield tokens up to the closing one, which is read, too."""
    return takewhile(lambda token: token.type != closing, tokens)


def _strengthen(span: Span) -> Span:
    if isinstance(span, Text | EntryLink):
        return span._replace(strong=True)
    return span


def _add_text(spans: list[Span], text: str, style: _Style, code: bool = False) -> None:
    if text:
        url = style.urls[-1] if style.urls else ""
        text = clean(text)  # a character reference can make what no file may hold
        spans.append(Text(text, style.strong > 0, style.emphasis > 0, code, url))


def _join_runs(spans: list[Span]) -> Spans:
    """Join neighbouring runs of text in one style."""
    if len(spans) < 2:
        return tuple(spans)

    def style(span: Span) -> object:
        return span[1:] if isinstance(span, Text) else id(span)  # all but its words

    joined: list[Span] = []
    for _, run in groupby(spans, key=style):
        first, *rest = run
        if isinstance(first, Text) and rest:
            words = [span.text for span in (first, *rest) if isinstance(span, Text)]
            first = first._replace(text="".join(words))
        joined.append(first)
    return tuple(joined)
