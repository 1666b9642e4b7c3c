"""Markdown parsed: the text of an entry to its sections, blocks and spans.

Positions are lines and columns from 1 within the text that was given.
"""

from collections.abc import Iterator
from itertools import takewhile

from markdown_it.token import Token

from wikicli.article.markup import (
    MARKER_ID,
    Block,
    Body,
    Code,
    Definition,
    DefinitionList,
    EntryLink,
    ListBlock,
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
from wikicli.article.spans import SpanReader, join_runs, lines_of
from wikicli.article.syntax import parse_line, parse_tokens
from wikicli.base.problems import FieldProblem, KeyPath


def parse(text: str, path: KeyPath = ("body",)) -> Body:
    """Parse the text of a body; ``path`` is where it stands, for its problems."""
    return _Builder(text, path).body()


def parse_inline(text: str, path: KeyPath) -> tuple[Spans, tuple[FieldProblem, ...]]:
    """Parse a single line of text, such as the value of a fact, into spans."""
    reader = SpanReader(text, path)
    return reader.spans(parse_line(text)), tuple(reader.problems)


class _Builder(SpanReader):
    """Turns markdown-it's tokens into blocks and spans, and notes what is wrong."""

    def __init__(self, text: str, path: KeyPath) -> None:
        super().__init__(text, path)
        self.text = text
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
                level, line = int(token.tag[1:]), lines_of(token)[0]
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
            case "dl_open":
                yield self.definitions(token, tokens)
            case "blockquote_open":
                blocks = self.blocks(tokens, "blockquote_close")
                yield Quote(blocks, *lines_of(token))
            case "table_open":
                yield self.table(token, tokens)
            case "footnote_reference_open":
                self.note(token, tokens)
            case "hr":
                yield ThematicBreak(*lines_of(token))
            case _:  # fence, code_block
                yield Code(token.content.rstrip("\n"), *lines_of(token))

    def paragraph(self, tokens: Iterator[Token]) -> Paragraph:
        inline, _ = next(tokens), next(tokens)
        line, end = lines_of(inline)
        return Paragraph(self.spans(inline), line, self.place(inline, 0)[1], end)

    def list_block(self, opening: Token, tokens: Iterator[Token]) -> ListBlock:
        ordered = opening.type == "ordered_list_open"
        number = int(opening.attrs.get("start", 1)) if ordered else None
        items = _read_to(opening.type.replace("open", "close"), tokens)
        blocks = tuple(self.blocks(tokens, "list_item_close") for _ in items)
        return ListBlock(blocks, number, *lines_of(opening))

    def definitions(self, opening: Token, tokens: Iterator[Token]) -> DefinitionList:
        items: list[tuple[Spans, list[tuple[Block, ...]]]] = []
        for token in _read_to("dl_close", tokens):
            if token.type == "dt_open":
                items.append((self.spans(next(tokens)), []))
                next(tokens)
            else:
                items[-1][1].append(self.blocks(tokens, "dd_close"))
        found = (Definition(term, tuple(meanings)) for term, meanings in items)
        return DefinitionList(tuple(found), *lines_of(opening))

    def table(self, opening: Token, tokens: Iterator[Token]) -> Table:
        rows: list[tuple[Spans, ...]] = []
        cells: list[Spans] = []
        aligns: list[str] = []
        first, end = lines_of(opening)
        line = cursor = column = 0
        for token in _read_to("table_close", tokens):
            if token.type == "tr_open":
                line, cursor = lines_of(token)[0] - 1, 0
            elif token.type == "th_open":
                aligns.append(str(token.attrs.get("style", "")).rpartition(":")[2])
            elif token.type == "inline":
                token.map = [line, line + 1]
                cursor = self.locate_cell(token, cursor)
                column = column or token.meta["cell"] + 1
                cells.append(self.spans(token))
                if rows and len(cells) == len(rows[0]) + 1:
                    self.tell_beyond(line, token.meta["cell"])
            elif token.type == "tr_close":
                rows.append(_join_beyond(cells, len(rows[0]) if rows else len(cells)))
                cells = []
        return Table(rows[0], tuple(rows[1:]), first, column, end, tuple(aligns))

    def tell_beyond(self, line: int, start: int) -> None:
        message = "this cell is beyond the header of its table"
        hint = "add a cell to the header; a bar within a cell is written '\\|'"
        self.add(line + 1, start + 1, "cell-beyond-header", message, hint)

    def locate_cell(self, cell: Token, cursor: int) -> int:
        """Note where in its line a cell starts; return the place behind it."""
        written = cell.content.replace("|", "\\|")
        line = cell.map[0] if cell.map else 0
        start = max(self.lines[line].find(written, cursor), cursor)
        cell.meta["cell"] = start
        return start + len(written)

    def note(self, opening: Token, tokens: Iterator[Token]) -> None:
        label, line = opening.meta["label"], lines_of(opening)[0]
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


def _read_to(closing: str, tokens: Iterator[Token]) -> Iterator[Token]:
    """Yield tokens up to the closing one, which is read, too."""
    return takewhile(lambda token: token.type != closing, tokens)


def _strengthen(span: Span) -> Span:
    if isinstance(span, Text | EntryLink):
        return span._replace(strong=True)
    return span


def _join_beyond(cells: list[Spans], width: int) -> tuple[Spans, ...]:
    """Return the cells of a row; the last has those beyond its header behind bars."""
    last = list(cells[width - 1])
    for cell in cells[width:]:
        last += (Text(" | "), *cell)
    return (*cells[: width - 1], join_runs(last))
