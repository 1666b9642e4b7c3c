"""Inline tokens to spans: words and their styles, links, markers, each at its place.

Positions are lines and columns from 1 within the text that was given.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import groupby
from typing import cast

from markdown_it.token import Token

from wikicli.article.markup import (
    SLUG,
    Break,
    EntryLink,
    Marker,
    Span,
    Spans,
    Text,
    plain_text,
)
from wikicli.article.syntax import NESTING
from wikicli.base.problems import FieldProblem, KeyPath, severity_of
from wikicli.base.text import clean

# Patterns are kept as text: few entries need them, so only those compile them.
_LINE_BREAK = r"[ \t]*\n[ \t]*"

# Source: the terms of pages in locales-hy-AM.xml of the Citation Style Language.
_ARMENIAN_PAGE = r"[էԷ]ջ(?:եր)?\.? ?(?=[A-Za-z]{0,2}\d|[ivxlcdm]+\b)"
_SEVERAL = r"\w+ ?(?:[-–—,;&]|(?:և|and)\b) ?(?:[A-Za-z]?\d|[ivxlcdm]+\b)"


class SpanReader:
    """Turns the inline tokens of a text into spans, and notes what is wrong."""

    def __init__(self, text: str, path: KeyPath) -> None:
        """Take the text, and where it stands in an entry."""
        self.path = path
        self.lines = text.split("\n")
        self.problems: list[FieldProblem] = []

    def spans(self, inline: Token) -> Spans:
        """Return the spans of a paragraph, a heading or a cell."""
        if inline.meta.get("too_deep"):
            message = f"text is nested deeper than {NESTING} levels; shown as it stands"
            line, _ = lines_of(inline)
            self.add(line, 1, "nested-too-deep", message, "nest it less")
            return (Text(inline.content, code=True),)
        run = _Run(self, inline)
        for token in inline.children or []:
            run.add(token)
        return join_runs(run.spans)

    def place(self, inline: Token, offset: int) -> tuple[int, int]:
        """Find line and column, within the text, of a place in a paragraph."""
        starts = _row_starts(inline)
        row = bisect_right(starts, offset) - 1
        in_row = offset - starts[row]
        line = (inline.map[0] if inline.map else 0) + row
        end = starts[row + 1] - 1 if row + 1 < len(starts) else len(inline.content)
        content = inline.content[starts[row] : end]
        if "cell" in inline.meta:  # each bar in a cell is escaped in the text
            escapes = content[:in_row].count("|")
            return line + 1, inline.meta["cell"] + in_row + escapes + 1
        return line + 1, self._start_of(content, line) + in_row + 1

    def _start_of(self, content: str, line: int) -> int:
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
        """Note what is wrong at a place."""
        severity = severity_of(rule, mild=True)
        problem = FieldProblem(self.path, line, column, severity, rule, message, hint)
        self.problems.append(problem)


@dataclass(eq=False, repr=False)
class _Run:
    """The spans of one paragraph as they are read, and what surrounds the next.

    ``links`` are addresses, each with where it begins among the spans; ``offset`` is
    where in the paragraph the text of an image starts.
    """

    reader: SpanReader
    inline: Token
    spans: list[Span] = field(default_factory=list)
    strong: int = 0
    emphasis: int = 0
    struck: int = 0
    images: int = 0
    links: list[tuple[str, int]] = field(default_factory=list)
    offset: int = 0

    def add(self, token: Token) -> None:
        match token.type:
            case "text":
                self.add_text(token.content.replace("\n", " "))
            case "strong_open" | "strong_close":
                self.strong += token.nesting
            case "em_open" | "em_close":
                self.emphasis += token.nesting
            case "s_open" | "s_close":
                self.struck += token.nesting
            case "link_open":
                self.links.append((str(token.attrs.get("href", "")), len(self.spans)))
            case "link_close":
                self.close_link()
            case "image":
                self.add_image(token)
            case "marker":
                self.add_marker(token)
            case "entry_link":
                self.add_entry_link(token)
            case "unread_bracket" | "unread_delimiter":
                self.tell_unread(token)
                self.add_text(token.content)
            case "softbreak":
                self.add_text(" ")
            case "hardbreak":
                self.spans.append(Break())
            case "code_inline":
                self.add_text(token.content, code=True)
            case _:
                self.add_text(token.content.replace("\n", " "))

    def add_text(self, text: str, code: bool = False) -> None:
        if text:
            text = clean(text)  # a character reference can make what no file may hold
            url = self.links[-1][0] if self.links else ""
            strong, emphasis, struck = self.styles
            image = self.images > 0
            self.spans.append(Text(text, strong, emphasis, code, url, struck, image))

    @property
    def styles(self) -> tuple[bool, bool, bool]:
        return self.strong > 0, self.emphasis > 0, self.struck > 0

    def close_link(self) -> None:
        """End a link; without any words it shows its address."""
        url, start = self.links[-1]
        if not plain_text(self.spans[start:]).strip():
            self.add_text(url)
        self.links.pop()

    def add_image(self, token: Token) -> None:
        """Add the text in place of an image; a link around it comes before its own."""
        source = str(token.attrs.get("src", ""))
        self.links.append(self.links[-1] if self.links else (source, 0))
        self.offset += token.meta["offset"]
        self.images += 1
        self.add_text("[image: ")
        start = len(self.spans)
        for child in token.children or []:
            self.add(child)
        if not plain_text(self.spans[start:]).strip():
            self.add_text(source)
        self.add_text("]")
        self.images -= 1
        self.offset -= token.meta["offset"]
        self.links.pop()

    def add_marker(self, token: Token) -> None:
        spans = self.spans
        while spans and isinstance(last := spans[-1], Text | Break):
            spans.pop()  # a marker stays with the word before it
            words = last.text.rstrip() if isinstance(last, Text) else ""
            if words and isinstance(last, Text):
                spans.append(last._replace(text=words))
                break
        name, locator = token.meta["groups"]
        place = self.place(token)
        spans.append(Marker(name, _read_locator(locator or ""), *place, token.content))

    def add_entry_link(self, token: Token) -> None:
        written, label = token.meta["groups"]
        label = (label or "").strip()
        if "\n" in label:
            label = re.sub(_LINE_BREAK, " ", label)
        target = " ".join(written.split())
        slug, sign, section = (part.strip() for part in target.partition("#"))
        place = self.place(token)
        if bool(section) == bool(sign) and (
            SLUG.fullmatch(slug) or (section and not slug)
        ):
            before = written.partition("#")[0].rstrip()
            width = len("[[") + (0 if "\n" in before else len(before))
            strong, emphasis, struck = self.styles
            link = EntryLink(slug, label, strong, emphasis, *place, width)
            self.spans.append(link._replace(section=section, struck=struck))
            return
        message = f"'{target}' is no slug: a link names an entry's file"
        hint = "lower-case letters, digits and single hyphens; the label follows a '|'"
        near = "-".join(slug.lower().split())
        if SLUG.fullmatch(near) and not sign:
            hint = f"write [[{near}]], or [[{near}|{label or target}]]"
        self.reader.add(*place, "bad-entry-link", message, hint)
        self.add_text(label or target)

    def tell_unread(self, token: Token) -> None:
        """Note that what looks like mark-up is text."""
        if token.type == "unread_delimiter":
            run = token.meta["run"]
            rule = "unpaired-emphasis"
            message = f"'{run}' is shown as it is written: nothing pairs with it"
            escaped = "".join(f"\\{sign}" for sign in run)
            hint = f"a pair touches the words between it; as text it is {escaped}"
        elif token.meta["kind"] == "entry_link":
            rule = "unclosed-entry-link"
            message = "'[[' opens a link to an entry but is not closed as one"
            hint = "write [[slug]] or [[slug|label]]; in a table [[slug\\|label]]"
        else:
            rule = "bad-marker"
            message = "this looks like a footnote marker but is none"
            hint = "write [^id] or [^id p. 12]; an id has letters, digits and _ : . -"
        self.reader.add(*self.place(token), rule, message, hint)

    def place(self, token: Token) -> tuple[int, int]:
        return self.reader.place(self.inline, self.offset + token.meta["offset"])


def _read_locator(written: str) -> str:
    """Return the place that a marker cites; pages have English words."""
    locator = " ".join(written.split())
    if locator.startswith(("է", "Է")) and (match := re.match(_ARMENIAN_PAGE, locator)):
        pages = locator[match.end() :]
        return f"{'pp.' if re.match(_SEVERAL, pages) else 'p.'} {pages}"
    return locator


def _row_starts(inline: Token) -> list[int]:
    """Return the offsets at which the lines of a paragraph start."""
    if "rows" not in inline.meta:
        breaks = re.finditer("\n", inline.content)
        inline.meta["rows"] = [0, *(match.end() for match in breaks)]
    return cast(list[int], inline.meta["rows"])


def lines_of(token: Token) -> tuple[int, int]:
    """Return the first line of a token, and the one behind its last."""
    start, end = token.map or (0, 1)
    return start + 1, end + 1


def join_runs(spans: list[Span]) -> Spans:
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
