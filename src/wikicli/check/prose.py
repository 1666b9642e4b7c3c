"""The texts of an entry: by field, without what no reader reads, with places in them.

Rules about wording look at prose: text whose code, addresses, ids and slugs are
covered, so that each of its places is still that in the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from wikicli.article.markup import (
    Block,
    Body,
    Code,
    EntryLink,
    ListBlock,
    Marker,
    Quote,
    Section,
    Spans,
    Text,
    iter_units,
)
from wikicli.base.model import Entry, Term
from wikicli.base.problems import KeyPath
from wikicli.check.checked import Checked
from wikicli.check.rule import Finding
from wikicli.library.graph import Link

COVER = "\ufffc"
"""What stands for each covered character."""

_FENCE = re.compile(r"\s*(?:```|~~~)")
_TICKS = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t]*\n")
# Bounds keep the time linear where what is opened is never closed.
_COVERED = re.compile(
    r"<(?:https?|ftp|mailto):[^<>\s]*>"
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|\[\^[^\]\n]{0,200}\]:?"
    r"|\[\[[^\]|\n]{0,200}(?:\\?\||\]\])"
    r"|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+",
    re.MULTILINE,
)
_LINK = re.compile(r"(\[\[\s*([a-z0-9-]+))\s*(?:\\?\||\]\])")
_WIDEST = 40
_START = 30
"""So many characters of a paragraph are enough to find it; lines are longer."""


_NO_BODY = Body((), {}, ())


class Prose(NamedTuple):
    """A text as it is written, and the same with what is no prose covered.

    A body is also parsed. ``is_block`` tells whether it is a ``|`` block, where places
    are exact.
    """

    path: KeyPath
    text: str
    words: str
    body: Body = _NO_BODY
    is_block: bool = False

    def at(
        self,
        span: tuple[int, int],
        message: str,
        hint: str = "",
        replacement: str | None = None,
    ) -> Finding:
        """Make a finding of a piece of the text, given by its start and end."""
        if self.is_block:
            return _place(self.path, self.text, span, message, hint, replacement)
        return at(self.path, self.text, span, message, hint, replacement)


@lru_cache(maxsize=1)  # many rules ask for that of one entry in turn
def find_prose(checked: Checked) -> tuple[Prose, ...]:
    """Return the body of an entry, and the Armenian one if there is any."""
    entry, article = checked.entry, checked.footnotes.article
    texts: list[tuple[KeyPath, str, Body]] = [(("body",), entry.body, article.body)]
    if entry.hy and article.hy:
        texts.append((("hy", "body"), entry.hy.body, article.hy))
    return tuple(
        Prose(path, text, _find_words(text, body), body, _is_block(checked, path))
        for path, text, body in texts
    )


def _is_block(checked: Checked, path: KeyPath) -> bool:
    return checked.loaded.place_of(path).text_line > 0


def _find_words(text: str, body: Body) -> str:
    blocks = [block for section in body.sections for block in section.blocks]
    blocks += [block for note in body.notes.values() for block in note.blocks]
    code = {
        line.strip()
        for block in _iter_blocks(blocks)
        if isinstance(block, Code)
        for line in block.text.splitlines()
    }
    return _cover(text, code - {""})


def _iter_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    yield from _iter_blocks(item)
            case Quote():
                yield from _iter_blocks(block.blocks)
            case _:
                yield block


def _cover(text: str, code: set[str]) -> str:
    if code:
        lines = (
            _cover_all(line) if line.strip() in code or _FENCE.match(line) else line
            for line in text.split("\n")
        )
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


def at(
    path: KeyPath,
    text: str,
    span: tuple[int, int],
    message: str,
    hint: str = "",
    replacement: str | None = None,
) -> Finding:
    """Make a finding of a piece of a line, widened until it is the first of its words.

    Where a field's text is no block, the place of a finding is that of its words.
    """
    start, end = span
    first = text.find(text[start:end])
    while start > max(span[0] - _WIDEST, 0) and first != start:
        start -= 1
        replacement = replacement if replacement is None else text[start] + replacement
        first = text.find(text[start:end])
    replacement = replacement if first == start else None
    return _place(path, text, (start, end), message, hint, replacement)


def _place(
    path: KeyPath,
    text: str,
    span: tuple[int, int],
    message: str,
    hint: str = "",
    replacement: str | None = None,
) -> Finding:
    start, end = span
    starts = _line_starts(text)
    line = bisect_right(starts, start)
    excerpt = text[start:end]
    column = start - starts[line - 1] + 1
    if "\n" in excerpt:
        excerpt, replacement = excerpt.partition("\n")[0], None
    return Finding(path, message, hint, excerpt, line, column, replacement)


@lru_cache(maxsize=4)  # a text with many findings
def _line_starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))


def at_heading(path: KeyPath, text: str, section: Section, message: str) -> Finding:
    """Make a finding of the heading of a section."""
    start = _line_starts(text)[section.line - 1]
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else None]
    skipped = len(line) - len(line.lstrip())
    span = (start + skipped, start + len(line.rstrip()))
    return _place(path, text, span, message)


def find_start(text: str, spans: Spans, cursor: int = 0) -> tuple[int, int]:
    """Find where a paragraph begins in the text it was parsed from.

    Looks from ``cursor`` on; returns the start and end of its first words, or two times
    the cursor where they are not found.
    """
    words = ""
    for span in spans:
        if isinstance(span, EntryLink):
            words = f"[[{span.slug}"
        elif isinstance(span, Text):
            words = span.text.strip()[:_START]
            if len(words) == _START and " " in words:
                words = words[: words.rfind(" ")]
        if words:
            break
    start = text.find(words, cursor)
    return (start, start + len(words)) if words and start >= 0 else (cursor, cursor)


def iter_markers(checked: Checked) -> Iterator[tuple[KeyPath, Marker]]:
    """Yield each marker of an entry and the field it stands in."""
    article = checked.footnotes.article
    for label, spans in article.facts.items():
        yield from _markers_of(("facts", label), (spans,))
    for path, body in article.bodies:
        for section in body.sections:
            units = (section.title, *iter_units(section.blocks))
            yield from _markers_of(path, units)
        for note in body.notes.values():
            yield from _markers_of(path, iter_units(note.blocks))


def _markers_of(
    path: KeyPath, units: Iterable[Spans]
) -> Iterator[tuple[KeyPath, Marker]]:
    for unit in units:
        for span in unit:
            if isinstance(span, Marker):
                yield path, span


class LinkPlace(NamedTuple):
    """Where a link is written: as in a `Finding`, with the words that lead."""

    excerpt: str
    line: int = 0
    column: int = 0


def find_link_places(entry: Entry, links: Sequence[Link]) -> Iterator[LinkPlace]:
    """Find where the links of an entry stand, in their order."""
    found: dict[tuple[KeyPath, str], list[LinkPlace]] = {}
    for path, text in _linking_texts(entry):
        for match in _LINK.finditer(text):
            place = _place(path, text, match.span(1), "")
            spot = LinkPlace(place.excerpt, place.line, place.column)
            found.setdefault((path, match[2]), []).append(spot)
    for link in links:
        spots = found.get((link.path, link.target))
        yield spots.pop(0) if spots else LinkPlace(link.target)


def _linking_texts(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    yield ("body",), entry.body
    if entry.hy:
        yield ("hy", "body"), entry.hy.body
    for label, value in entry.facts.items():
        yield ("facts", label), value


# Fields of one line -----------------------------------------------------------------


def iter_lines(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield the fields of plain text, one line each, that readers see; none is empty.

    Those of references are yielded by `iter_reference_lines`.
    """
    yield ("title",), entry.title
    if entry.description:
        yield ("description",), entry.description
    for index, alias in enumerate(entry.aliases):
        yield ("aliases", index), alias
    for index, term in enumerate(entry.terms):
        yield from iter_term_lines(("terms", index), term)
    if entry.hy:
        for key in ("title", "description"):
            if value := getattr(entry.hy, key):
                yield ("hy", key), value
    for index, link in enumerate(entry.see_also):
        if link.title:
            yield ("see_also", index, "title"), link.title
    for index, name in enumerate(entry.categories):
        yield ("categories", index), name
    if entry.source and entry.source.title:
        yield ("source", "title"), entry.source.title


@lru_cache(maxsize=1)  # several rules ask for those of one entry in turn
def find_foreign(checked: Checked) -> tuple[Prose, ...]:
    """Return what readers see that is not ASCII: bodies, fields, references."""
    entry = checked.entry
    lines = chain(iter_lines(entry), iter_inline(entry), iter_reference_lines(entry))
    return (
        *(prose for prose in find_prose(checked) if not prose.text.isascii()),
        *(Prose(path, value, value) for path, value in lines if not value.isascii()),
    )


def iter_term_lines(path: KeyPath, term: Term) -> Iterator[tuple[KeyPath, str]]:
    """Yield the words of a term by field, but for its note, which takes Markdown."""
    for key in ("hy", "en", "romanization", "literal"):
        if value := getattr(term, key):
            yield (*path, key), value
    for index, form in enumerate(term.forms):
        yield (*path, "forms", index), form


def iter_inline(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield the fields of one line that take Markdown: facts and notes."""
    for label, value in entry.facts.items():
        yield ("facts", label), value
    for index, term in enumerate(entry.terms):
        if term.note:
            yield ("terms", index, "note"), term.note
    for index, link in enumerate(entry.see_also):
        if link.note:
            yield ("see_also", index, "note"), link.note


_NO_WORDS = frozenset("DOI ISBN ISSN PMCID PMID URL".split())


def iter_reference_lines(entry: Entry) -> Iterator[tuple[KeyPath, str]]:
    """Yield the words of references by field, names and quotations among them."""
    for index, reference in enumerate(entry.references):
        path = ("references", index)
        for key, value in reference.variables.items():
            if key not in _NO_WORDS:
                yield (*path, key), value
        for key in ("trans_title", "script_title", "quote"):
            if value := getattr(reference, key):
                yield (*path, key.replace("_", "-")), value
        for variable, names in reference.names.items():
            for place, name in enumerate(names):
                for part in ("literal", "family", "given"):
                    if value := getattr(name, part):
                        yield (*path, variable, place, part), value
