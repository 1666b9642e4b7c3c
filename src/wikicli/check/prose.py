"""The texts of an entry: by field, without what no reader reads, with places in them.

Rules about wording look at prose: text whose code, addresses, ids and slugs are
covered, so that each of its places is still that in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from wikicli.article.markup import (
    Block,
    Body,
    Code,
    Marker,
    Paragraph,
    Section,
    Table,
    iter_units,
)
from wikicli.base.model import Entry, Reference
from wikicli.base.problems import KeyPath
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding

COVER = "\ufffc"
"""What stands for each covered character."""

_TICKS = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t]*\n")
_BREAK = r"\n(?![\s>]*\n)"
"""A line break within a paragraph."""
# Bounds keep the time linear where what is opened is never closed.
_COVERED = re.compile(
    r"<(?:https?|ftp|mailto):[^<>\s]*>"
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]{0,200}\")?\)"
    rf"|\[\^(?:[^\]\n]|{_BREAK}){{0,200}}\]:?"
    rf"|\[\[(?:[^\]|\n]|{_BREAK}){{0,200}}(?:\||\]\])"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+",
    re.MULTILINE,
)
_START = 30
"""So many characters of a block are shown as its first words."""


_NO_BODY = Body((), {}, ())


class Prose(NamedTuple):
    """A text as it is written, and the same with what is no prose covered.

    A body is also parsed.
    """

    path: KeyPath
    text: str
    words: str
    body: Body = _NO_BODY

    def at(
        self,
        span: tuple[int, int],
        message: str,
        hint: str = "",
        replacement: str | None = None,
    ) -> Finding:
        """Make a finding of a piece of the text, given by its start and end."""
        start, end = span
        starts = _line_starts(self.text)
        line = bisect_right(starts, start)
        excerpt = self.text[start:end]
        column = start - starts[line - 1] + 1
        if "\n" in excerpt:
            excerpt, replacement = excerpt.partition("\n")[0], None
        return Finding(self.path, message, hint, excerpt, line, column, replacement)

    def at_heading(self, section: Section, message: str) -> Finding:
        """Make a finding of the heading of a section."""
        start, line = self.line_of(section.line)
        skipped = len(line) - len(line.lstrip())
        span = (start + skipped, start + len(line.rstrip()))
        return self.at(span, message)

    def at_block(self, block: Block, message: str) -> Finding:
        """Make a finding of the first words of a block."""
        start, line = self.line_of(block.line)
        skipped = len(line) - len(line.lstrip())
        if isinstance(block, Paragraph | Table):
            skipped = block.column - 1
        words = line[skipped : skipped + _START].rstrip()
        if len(words) == _START and " " in words:
            words = words[: words.rindex(" ")]
        return self.at((start + skipped, start + skipped + len(words)), message)

    def line_of(self, number: int) -> tuple[int, str]:
        """Return where a line of the text starts, and the line."""
        starts = (*_line_starts(self.text)[number - 1 : number + 1], len(self.text) + 1)
        return starts[0], self.text[starts[0] : starts[1] - 1]


@lru_cache(maxsize=1)  # many rules ask for that of one entry in turn
def find_prose(checked: Checked) -> tuple[Prose, ...]:
    """Return the body of an entry, and the Armenian one if there is any."""
    entry, article = checked.entry, checked.footnotes.article
    texts: list[tuple[KeyPath, str, Body]] = [(("body",), entry.body, article.body)]
    if entry.hy and article.hy:
        texts.append((("hy", "body"), entry.hy.body, article.hy))
    return tuple(
        Prose(path, text, _find_words(text, body), body) for path, text, body in texts
    )


def _find_words(text: str, body: Body) -> str:
    blocks = [block for section in body.sections for block in section.blocks]
    blocks += [block for note in body.notes.values() for block in note.blocks]
    code = [it.block for it in iter_units(blocks) if isinstance(it.block, Code)]
    if code:
        lines = text.split("\n")
        for block in code:
            rows = slice(block.line - 1, block.end - 1)
            lines[rows] = map(_cover_all, lines[rows])
        text = "\n".join(lines)
    if "`" in text:
        text = _cover_code_spans(text)
    if not any(sign in text for sign in "<[("):
        return text
    return _COVERED.sub(lambda match: _cover_all(match[0]), text)


def _cover_code_spans(text: str) -> str:
    """Cover what stands between equal runs of backticks within a paragraph."""
    runs = [match.span() for match in _TICKS.finditer(text)]
    blanks = [match.start() for match in _BLANK.finditer(text)]
    places: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        places.setdefault(end - start, []).append(number)
    pieces, reached, number = [], 0, 0
    while number < len(runs):
        start, end = runs[number]
        alike = places[end - start]
        after = bisect_right(alike, number)
        number += 1
        if after == len(alike):
            continue
        close = runs[alike[after]]
        if bisect_right(blanks, start) == bisect_right(blanks, close[0]):
            pieces += [text[reached:start], _cover_all(text[start : close[1]])]
            reached, number = close[1], alike[after] + 1
    return "".join((*pieces, text[reached:]))


def _cover_all(text: str) -> str:
    return re.sub(r"[^\n]", COVER, text)


@lru_cache(maxsize=4)  # a text with many findings
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))


def iter_markers(checked: Checked) -> Iterator[tuple[KeyPath, Marker]]:
    """Yield each marker of an entry and the field it stands in."""
    for unit in checked.footnotes.article.units():
        for span in unit.spans:
            if isinstance(span, Marker):
                yield unit.path, span


# Fields of one line -----------------------------------------------------------------


def iter_lines(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield the fields of plain text, one line each, that readers see.

    Those of references are yielded by `iter_reference_lines`.
    """
    return iter_fields(
        entry,
        *("title", "description", "aliases"),
        *("terms hy", "terms en", "terms romanization", "terms literal", "terms forms"),
        *("hy title", "hy description", "see_also title", "categories", "source title"),
    )


@lru_cache(maxsize=1)  # several rules ask for those of one entry in turn
def find_foreign(checked: Checked) -> tuple[Prose, ...]:
    """Return what readers see that is not ASCII: bodies, fields, references."""
    entry = checked.entry
    inline = iter_fields(  # in Markdown
        entry, "facts", "hy facts", "terms note", "see_also note"
    )
    lines = chain(iter_lines(entry), inline, iter_reference_lines(entry))
    return (
        *(prose for prose in find_prose(checked) if not prose.text.isascii()),
        *(Prose(path, value, value) for path, value in lines if not value.isascii()),
    )


_NO_WORDS = frozenset("DOI ISBN ISSN PMCID PMID URL".split())


def iter_reference_lines(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield the words of references by field, names and quotations among them."""
    for path, reference in iter_fields(entry, "references"):
        for key, value in reference.variables.items():
            if key not in _NO_WORDS:
                yield (*path, key), value
        for key in ("trans-title", "script-title", "quote"):
            if value := text_of(reference, key):
                yield (*path, key), value
        yield from iter_fields(reference.names, "literal", "family", "given", path=path)


def text_of(reference: Reference, key: str) -> str:
    """Return the text of a field by its key in the file; nothing if it has none."""
    own = getattr(reference, key.replace("-", "_"), "")
    return reference.variables.get(key) or (own if isinstance(own, str) else "")
