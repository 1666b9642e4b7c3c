"""Scalars as they are written: plain where that reads the same, else in quotes."""

import re
import unicodedata

from wikicli.base.text import LIGATURES, find_unsafe

WIDTH = 110
"""The longest line, in characters, wherever it can be broken."""

# What readers of YAML 1.1 and 1.2 take for something else than text: null, booleans,
# numbers (also in base 2, 8, 16 and 60), dates, merge and value keys (yaml.org/type).
_TYPED = re.compile(
    r"""~|null|true|false|yes|no|on|off|y|n|<<|=
    |[-+]?(\.[0-9_]+|[0-9][0-9_]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?
    |[-+]?0(b[01_]+|o?[0-7_]+|x[0-9a-f_]+)
    |[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
    |[-+]?\.(inf|nan)
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ t].*)?""",
    re.VERBOSE | re.IGNORECASE,
)
_NO_PLAIN_START = frozenset(",[]{}#&*!|>'\"%@`")
_NOT_PLAIN = re.compile(r": |:\Z| #|\A---|\A\.\.\.|\A[-?:](?: |\Z)")
_NOT_PLAIN_IN_BRACKETS = re.compile(r"[,\[\]{}:]|\A[-?]")
_NOT_PRINTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}

# What stays in one line within Markdown: code, markers, links, addresses, wide spaces.
_WORD = re.compile(
    r"(?:`+[^`\n]{1,300}`+|\[\^[^\]\n]{0,120}\]|\[\[[^\]\n]{0,600}\]\]"
    r"|<[^<>\n]{1,300}>|\]\([^()\n]{0,2000}\)|  +|[^ ])+"
)


def mend(text: str) -> str:
    """Return text in NFC, ligatures as their letters, as the reader reads it."""
    return unicodedata.normalize("NFC", text.translate(LIGATURES))


def join_lines(text: str) -> str:
    """Return text as the one line that it is read as; other spaces stay."""
    return re.sub("[ \t\n]+", " ", text).strip(" ")


def is_printable(text: str) -> bool:
    """Tell whether text can stand in a file without escapes."""
    return not _NOT_PRINTABLE.search(text) and find_unsafe(text) < 0


def format_scalar(text: str, quoted: bool, in_brackets: bool = False) -> str:
    """Write text in one line: plain if it can be, else in quotes.

    What was ``quoted`` stays so if other readers would take it for a number or the
    like. Single quotes spare escapes.
    """
    if is_plain(text, in_brackets) and not (quoted and _TYPED.fullmatch(text)):
        return text
    if ('"' in text or "\\" in text) and "\n" not in text and is_printable(text):
        return "'" + text.replace("'", "''") + "'"
    return '"' + "".join(map(_escape, text)) + '"'


def is_plain(text: str, in_brackets: bool) -> bool:
    """Tell whether text means the same without quotes."""
    if not text or text[0] in _NO_PLAIN_START or text.strip() != text:
        return False
    if "\n" in text or "\t" in text or not is_printable(text):
        return False
    if _NOT_PLAIN.search(text):
        return False
    return not (in_brackets and _NOT_PLAIN_IN_BRACKETS.search(text))


def split_words(text: str) -> list[str]:
    """Split a line at the spaces where it may be broken."""
    return _WORD.findall(text)


def fill(words: list[str], width: int) -> list[str]:
    """Put words into lines of at most a width, as many as fit."""
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if is_printable(character):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
