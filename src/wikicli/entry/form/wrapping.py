"""Markdown with its paragraphs broken into lines, and nothing else changed.

Code, tables, headings and hard breaks stay; what is broken anew is parsed again, and
must say the same.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from markdown_it.token import Token

from wikicli.article import markdown
from wikicli.article.footnotes.sentences import split_sentences
from wikicli.article.markup import Body, without_places
from wikicli.article.syntax import parse_tokens
from wikicli.entry.form.scalars import split_words

# Words that begin a list, a definition, a heading, a quotation, a rule, code, a note or
# a table where they begin a line.
_NO_START = re.compile(
    r"[-+*:~]\Z|\d{1,9}[.)]\Z|\#{1,6}\Z|>|=+\Z|[-*_]{2,}\Z|```|~~~|\||:?-+:?(\||\Z)"
    r"|\[\^?[^\]]*\]:"
)
_MARKER = re.compile(r"\[\^[^\]\n]{0,120}\]")
_HARD_BREAK = re.compile(r"(?<!\\)(\\\\)*\\\Z|  +\Z")
_PREFIX_SIGNS = re.compile(r"\[\^[^\]]*\]:|[-+*:~]|\d{1,9}[.)]")


class Wrap(StrEnum):
    """Where the lines of a paragraph end: where its author ended them, or computed."""

    keep = "keep"
    sentence = "sentence"
    width = "width"


def wrap_body(text: str, width: int, wrap: Wrap = Wrap.keep) -> str:
    """Break the paragraphs of a body into lines: one a sentence, or of a width.

    Of a width are then those that have a longer line. Spaces at the ends of lines and
    empty lines at both ends always go.
    """
    text = _drop_blank_ends(text)
    lines = text.split("\n")
    fit = wrap is Wrap.keep or (
        wrap is Wrap.width and all(len(line) <= width for line in lines)
    )
    if fit and all(line == line.rstrip(" \t") for line in lines):
        return text
    tokens = parse_tokens(text)
    stripped = _strip_ends(lines, tokens)
    limit = {Wrap.keep: None, Wrap.sentence: 0, Wrap.width: width}[wrap]
    wrapped = stripped if limit is None else _wrap(stripped, tokens, limit)
    meaning = meaning_of(text)
    for candidate in (wrapped, stripped):
        if meaning_of(joined := "\n".join(candidate)) == meaning:
            return joined
    return text


def meaning_of(text: str) -> tuple[object, ...]:
    """Return what a body says, without where it stands in the file."""
    body: Body = markdown.parse(text)
    sections = [(it.title, it.level, it.blocks) for it in body.sections]
    notes = [(name, note.blocks) for name, note in body.notes.items()]
    problems = sorted((it.rule, it.message) for it in body.problems)
    return *without_places((tuple(sections), tuple(notes))), problems


def _drop_blank_ends(text: str) -> str:
    lines = text.split("\n")
    filled = [row for row, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


class _Lines(NamedTuple):
    """The lines of a paragraph in the text: the first, and the words of each."""

    start: int
    words: list[str]


def _paragraphs(tokens: Sequence[Token]) -> Iterator[_Lines]:
    for row, token in enumerate(tokens):
        inline = tokens[row + 1] if token.type == "paragraph_open" else None
        if inline is None or not token.map or inline.meta.get("too_deep"):
            continue
        words = [line.strip(" \t") for line in inline.content.split("\n")]
        if len(words) == token.map[1] - token.map[0]:
            yield _Lines(token.map[0], words)


def _strip_ends(lines: list[str], tokens: Sequence[Token]) -> list[str]:
    """Drop spaces at the ends of lines, but for code and hard breaks."""
    kept: set[int] = set()
    for token in tokens:
        if token.type in ("fence", "code_block") and token.map:
            kept.update(range(*token.map))
    stripped = [
        line if row in kept else line.rstrip(" \t") for row, line in enumerate(lines)
    ]
    for paragraph in _paragraphs(tokens):
        last = paragraph.start + len(paragraph.words) - 1
        for row in range(paragraph.start, last):
            if lines[row].endswith("  "):
                stripped[row] += "  "
    return stripped


def _wrap(lines: list[str], tokens: Sequence[Token], width: int) -> list[str]:
    wrapped, done = [], 0
    for paragraph in _paragraphs(tokens):
        end = paragraph.start + len(paragraph.words)
        if paragraph.start < done:
            continue
        wrapped += lines[done : paragraph.start]
        wrapped += _wrap_paragraph(lines[paragraph.start : end], paragraph.words, width)
        done = end
    return wrapped + lines[done:]


def _wrap_paragraph(lines: list[str], words: list[str], width: int) -> list[str]:
    """Wrap a paragraph, from the first line on that is too long to its hard breaks.

    Without a width each sentence has a line.
    """
    if width and max(map(len, lines)) <= width:
        return lines
    prefixes = []
    for line, own in zip(lines, words, strict=True):
        bare = line.rstrip(" \t")
        if not bare.endswith(own):
            return lines
        prefixes.append(bare[: len(bare) - len(own)])
    prefix = prefixes[1] if width and prefixes[1:] else _following(prefixes[0])
    wrapped: list[str] = []
    row = 0
    while row < len(lines):
        if width and len(lines[row]) <= width:
            wrapped.append(lines[row])
            row += 1
            continue
        end = row
        while end < len(lines) - 1 and not _HARD_BREAK.search(lines[end]):
            end += 1
        text = " ".join(words[row : end + 1])
        parts = split_words(text) if width else _split_sentences(text)
        filled = _fill(prefixes[row], prefix, parts, width)
        ending = "  " if lines[end].endswith("  ") else ""
        wrapped += [*filled[:-1], filled[-1] + ending]
        row = end + 1
    return wrapped


def _split_sentences(text: str) -> list[str]:
    """Split a paragraph before the words that begin a sentence."""
    markers = list(_MARKER.finditer(text))
    removed = [0, *accumulate(len(match[0]) for match in markers)]
    places = [
        match.start() - gone for match, gone in zip(markers, removed, strict=False)
    ]
    starts = {
        start + removed[bisect_right(places, start)]
        for start, _ in split_sentences(_MARKER.sub("", text), places)
    }
    sentences: list[str] = []
    place = 0
    for word in split_words(text):
        if place in starts or not sentences:
            sentences.append(word)
        else:
            sentences[-1] += f" {word}"
        place += len(word) + 1
    return sentences


def _following(prefix: str) -> str:
    """Return what the second line of a paragraph begins with, by its first line.

    Quotation signs stay, others become spaces; below a note's mark there are four.
    """

    def blank(match: re.Match[str]) -> str:
        return "   " if match[0].startswith("[^") else " " * len(match[0])

    return _PREFIX_SIGNS.sub(blank, prefix)


def _fill(first: str, prefix: str, words: list[str], width: int) -> list[str]:
    """Put words or sentences into lines; none begins as something else would."""
    lines = [first]
    is_start = True
    for word in words:
        fits = len(lines[-1]) + 1 + len(word) <= width
        if is_start:
            lines[-1] += word
        elif (
            fits or _NO_START.match(word.partition(" ")[0]) or lines[-1].endswith("\\")
        ):
            lines[-1] += " " + word
        else:
            lines.append(prefix + word)
        is_start = False
    return lines
