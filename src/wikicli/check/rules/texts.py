"""Rules about text as it is typed: spaces, signs, mark-up of other programs."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain

from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.parts import prose_rule
from wikicli.check.prose import (
    Prose,
    find_foreign,
    iter_lines,
    iter_reference_lines,
    text_of,
)
from wikicli.check.rule import entry_rule
from wikicli.entry.nodes import Place

# White space ------------------------------------------------------------------------


_SPACE_AT_END = re.compile(rb"[ \t](?:[\r\n]|\Z)")


@entry_rule("trailing-space", Severity.INFO)
def find_trailing_spaces(checked: Checked) -> Iterator[Finding]:
    """A line ends with spaces.

    Nobody sees them, and editors that take them away change lines that nobody meant to
    change. Two spaces within a paragraph force a new line: write a backslash for them.
    """
    if not _SPACE_AT_END.search(checked.data):
        return
    places = _sort_places(checked)
    rows = [place.line for _, place in places]
    for number, line in enumerate(checked.lines, 1):
        stripped = line.rstrip(" \t")
        if stripped != line:
            item = places[max(bisect_right(rows, number) - 1, 0)]
            yield _at_line_end(checked, item, number, len(stripped))


def _sort_places(checked: Checked) -> list[tuple[KeyPath, Place]]:
    return sorted(checked.loaded.places.items(), key=lambda item: item[1][:2])


def _at_line_end(
    checked: Checked, item: tuple[KeyPath, Place], number: int, end: int
) -> Finding:
    """Make a finding of the spaces that end a line of the file."""
    line = checked.lines[number - 1]
    message = "this line ends with a space"
    if len(line) - end > 1:
        message = f"this line ends with {len(line) - end} spaces"
    path, place = item
    if place.text_line and number >= place.text_line:
        row, column = number - place.text_line + 1, end - place.indent + 1
        following = checked.lines[number] if number < len(checked.lines) else ""
        is_break = end and len(line) - end > 1 and following.strip()
        fix = None if is_break else ""
        return Finding(path, message, "", line[end:], row, column, fix)
    start = place.column - 1 if place.line == number else len(line) - len(line.lstrip())
    return Finding(path, message, "", line[start:], 0, 0, line[start:end])


@entry_rule("windows-line-end", Severity.INFO)
def find_windows_line_ends(checked: Checked) -> Iterator[Finding]:
    """Lines end as on Windows, with a carriage return.

    They are read all the same; ``wikicli fmt`` writes line feeds.
    """
    if count := checked.data.count(b"\r"):
        lines = "1 line ends" if count == 1 else f"{count} lines end"
        message = f"{lines} with a carriage return"
        yield Finding((), message, "wikicli fmt writes line feeds")


@entry_rule("missing-final-newline", Severity.INFO)
def find_missing_newline(checked: Checked) -> Iterator[Finding]:
    """The last line of the file does not end.

    Other programs that add to the file write into it; ``wikicli fmt`` ends it.
    """
    if checked.data and not checked.data.endswith((b"\n", b"\r")):
        path, place = _sort_places(checked)[-1]
        last = checked.lines[-1]
        start = place.column - 1 if place.line == len(checked.lines) else 0
        message = "the last line does not end with a line feed"
        yield Finding(path, message, "", last[start:].strip())


_DOUBLE = re.compile(r"(?<=[^\s|]) {2,}(?=[^\s|])")
_LIST_MARK = re.compile(r"[ \t]*(?:(?:[-*+>:~]|\d{1,9}[.)]|#{1,6})[ \t]+)+(?=\S)")


@prose_rule("double-space", Severity.INFO)
def find_double_spaces(prose: Prose) -> Iterator[Finding]:
    """Words are parted by more than one space.

    One is shown. Tables, code and the marks of lists are left alone.
    """
    start = 0
    for line in prose.words.splitlines(keepends=True):
        mark = _LIST_MARK.match(line)
        begin = mark.end() if mark else 0
        for match in [] if "|" in line else _DOUBLE.finditer(line, begin):
            span = (start + match.start(), start + match.end())
            message = f"{len(match[0])} spaces part these words"
            yield prose.at(span, message, "", " ")
        start += len(line)


@prose_rule("tab-in-text", Severity.INFO)
def find_tabs(prose: Prose) -> Iterator[Finding]:
    """A text has a tab in it.

    It is shown as a space, and is as wide as each program likes.
    """
    for match in re.finditer(r"(?<=\S)\t+(?=\S)", prose.words):
        yield prose.at(match.span(), "this is a tab", "", " ")


# Signs ------------------------------------------------------------------------------

_INVISIBLE = {
    "\u00ad": "soft hyphen",
    "\u034f": "combining grapheme joiner",
    "\u180e": "Mongolian vowel separator",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u2060": "word joiner",
    "\u2061": "function application",
    "\u2062": "invisible times",
    "\u2063": "invisible separator",
    "\u2064": "invisible plus",
}
_HIDDEN = re.compile(f"[{''.join(_INVISIBLE)}]")
# Arabic, Hebrew, Indic and other letters are joined by some of them; emoji, too.
_MEANT = re.compile(
    "[\u0590-\u08ff\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\u2190-\U0010ffff]"
)


@entry_rule("invisible-character", Severity.WARNING)
def find_invisible(checked: Checked) -> Iterator[Finding]:
    """A text has a character that nobody sees: a soft hyphen, a zero-width space.

    It comes with text that was copied, and keeps words from being found. Beside letters
    that are joined by such characters (Arabic, Hebrew, Indic) they stay.
    """
    for prose in chain(find_foreign(checked), _addresses(checked)):
        text = prose.text
        for match in _HIDDEN.finditer(text):
            around = text[max(match.start() - 1, 0) : match.end() + 1]
            if _MEANT.search(around.replace(match[0], "")):
                continue
            message = f"{_INVISIBLE[match[0]]} (U+{ord(match[0]):04X})"
            yield prose.at(match.span(), message, "remove it", "")


def _addresses(checked: Checked) -> Iterator[Prose]:
    for path, reference in iter_fields(checked.entry, "references"):
        for key in ("URL", "DOI", "ISBN", "ISSN", "archive-url"):
            value = text_of(reference, key)
            if not value.isascii():
                yield Prose((*path, key), value, value)


@prose_rule("straight-quotes", Severity.INFO, enabled=False)
def find_straight_quotes(prose: Prose) -> Iterator[Finding]:
    """A body has straight quotation marks or apostrophes.

    Off by default: a matter of style. Typographic ones are “ ” ‘ ’, Armenian « ».
    """
    for match in re.finditer(r"[\"']", prose.words):
        yield prose.at(match.span(), f"straight quotation mark {match[0]}")


@prose_rule("double-hyphen", Severity.INFO, enabled=False)
def find_double_hyphens(prose: Prose) -> Iterator[Finding]:
    """A body has two hyphens for a dash.

    Off by default: a matter of style. A dash is – or —.
    """
    for match in re.finditer(r"(?<=[\w ])--(?=[\w ])", prose.words):
        yield prose.at(match.span(), "two hyphens for a dash")


# Mark-up ----------------------------------------------------------------------------

_HTML = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|br|center|cite|code|dd|del|div|dl|dt|em|font|h[1-6]"
    r"|hr|i|img|ins|kbd|li|nowiki|ol|p|pre|q|ref|references|s|small|span|strong|sub|sup"
    r"|table|td|th|tr|tt|u|ul)(?:\s[^<>\n=]*=[^<>\n]*)?\s?/?>|<!--(?:[^<>\n]*-->)?|-->|&nbsp;(?!\w)",
    re.IGNORECASE,
)


@prose_rule("html", Severity.WARNING)
def find_html(prose: Prose) -> Iterator[Finding]:
    """A body has HTML, which is shown as it is written.

    Markdown has ``*emphasis*``, ``**strong**`` and a backslash at the end of a line for
    a new one. Tags that are meant as text stand in backticks.
    """
    for match in _HTML.finditer(prose.words):
        if match[0] != "&nbsp;":  # Markdown reads it
            message = f"{quote(match[0])} is shown as it is written"
            yield prose.at(match.span(), message)


_WIKITEXT = re.compile(
    r"'{2,5}(?=\S)[^'\n]+'{2,5}|\{\{[^{}\n]*(?:\}\}|\|)|\[\[(?:File|Image|Category):"
    r"|^={2,6}[^=\n]+={2,6}[ \t]*$|\[https?://[^\s\]]{1,400} [^\]\n]{1,400}\](?!\()",
    re.MULTILINE,
)


@prose_rule("wikitext", Severity.WARNING)
def find_wikitext(prose: Prose) -> Iterator[Finding]:
    """A body has mark-up of MediaWiki, which is shown as it is written.

    ``'''bold'''``, ``== heading ==``, ``{{template}}`` and ``[https://… label]`` have
    their like in Markdown: ``**bold**``, ``## heading``, a marker, ``[label](https://…)``.
    """
    for match in _WIKITEXT.finditer(prose.words):
        message = f"{quote(match[0].strip())} is mark-up of MediaWiki"
        end = match.start() + len(match[0].rstrip())
        hint = _say_in_markdown(match[0].strip())
        yield prose.at((match.start(), end), message, hint)


def _say_in_markdown(words: str) -> str:
    """Say how Markdown has a heading, emphasis or a link of MediaWiki."""
    inner = words.strip("='").strip()
    if words.startswith("=="):
        level = len(words) - len(words.lstrip("="))
        return f"write {'#' * level} {inner}"
    if words.startswith("''"):
        sign = "**" if words.startswith("'''") else "*"
        return f"write {sign}{inner}{sign}"
    if words.startswith("[http"):
        url, _, label = words.strip("[]").partition(" ")
        return f"write [{label}]({url})"
    return ""


_OTHER_MARKDOWN = re.compile(
    r"###{0,4}(?=[^\s#])|::::*|\[!\w+\]|\[[ xX]\](?= )"  # these begin a line
    r"|==(?=[^\s=])[^=\n]{1,200}(?<=\S)==(?!=)|\{[:#.][^{}\n]{1,100}\}(?!\})"
)
_LINE_MARKS = re.compile(r"[ >]*(?:(?:[-*+]|\d{1,9}[.)]) +)?")


@prose_rule("unread-markup", Severity.WARNING)
def find_unread_markup(prose: Prose) -> Iterator[Finding]:
    """A body has mark-up that is none here, and is shown as it is written.

    A heading has a space behind its number signs. Other kinds of Markdown have ids
    (``{#id}``), marked words (``==so==``), tasks (``- [ ]``), notices (``[!NOTE]``) and
    fences of colons; wikicli does not. What is meant as text stands in backticks.
    """
    for match in _OTHER_MARKDOWN.finditer(prose.words):
        start = prose.words.rfind("\n", 0, match.start()) + 1
        is_first = _LINE_MARKS.fullmatch(prose.words, start, match.start()) is not None
        if is_first == (match[0][0] in "#:[") or match[0][0] == "{":
            message = f"{quote(match[0])} is shown as it is written"
            hint = "a heading has a space behind them" if match[0][0] == "#" else ""
            yield prose.at(match.span(), message, hint)


_BARE_URL = re.compile(r"(?<![\[\w/\"])(?:https?://|www\.)[^\s<>\[\]\ufffc]+[\w/]")


@prose_rule("bare-url", Severity.INFO)
def find_bare_urls(prose: Prose) -> Iterator[Finding]:
    """A body has an address in its running text.

    Nobody reads it, and few terminals let it be followed: write ``[words](https://…)``,
    or make it the URL of a reference.
    """
    for match in _BARE_URL.finditer(prose.words):
        yield prose.at(match.span(), "an address in running text")


_MARKUP = re.compile(
    r"\*\*[^*\s][^*]*\*\*|(?<!\w)_{1,2}[^_\s][^_]*_{1,2}(?!\w)|(?<![\w*])\*[^*\s][^*]*\*(?!\w)"
    r"|`[^`]+`|~~[^~\s][^~]*~~|\[\[[^\]]{1,200}\]\]|\[[^\]]{1,200}\]\(https?://[^)\s]{1,400}\)"
    r"|</?(?:[ibu]|em|sup|sub)>"
    r"|'{2,3}[^']+'{2,3}|\{\{[^{}]*\}\}|&(?:amp|nbsp|quot|lt|gt|#\d+);"
)


@entry_rule("markup-in-plain-text", Severity.WARNING)
def find_markup_in_plain_text(checked: Checked) -> Iterator[Finding]:
    """A field of plain text has mark-up, which is shown as it is written.

    Titles, descriptions, names and the fields of records are text and nothing else.
    """
    entry = checked.entry
    for path, value in chain(iter_lines(entry), iter_reference_lines(entry)):
        if match := _MARKUP.search(value):
            message = f"{quote(match[0])} is shown as it is written"
            yield Finding(path, message, "", match[0])
