"""What stands at a place of a file: where it ends, and what may stand for it.

For problems that reading a file found: they come with a place alone.
"""

import re
import unicodedata
from collections.abc import Callable

from wikicli.base.problems import Fix
from wikicli.base.text import LIGATURES, clean, find_ligature, is_composed

_ONE_CHARACTER = ("unsafe-character", "ligature", "encoding", "tab")
_KEYS = ("unknown-key", "duplicate-key")

_CLOSED = re.compile(
    r"\[\^[^\]]*\]"  # a marker
    r"|\[\[[^\]]*\]\]"  # a link to an entry
    r'|"(?:\\.|[^"\\])*"'  # quoted values
    r"|'(?:''|[^'])*'"
)
_KEY = re.compile(r"[^:]+?(?= *:(?:\s|$))")
_VALUE_IN_BRACKETS = re.compile(r"[^,\]}]+")
_COMMENT = re.compile(r"\s+#.*$")


def find_end(line: str, column: int, rule: str) -> int:
    """Find the column behind what stands at a place: a marker, a key, a value."""
    start = column - 1
    if rule in _ONE_CHARACTER or start >= len(line.rstrip()):
        return column + 1
    if match := _CLOSED.match(line, start):
        return match.end() + 1
    if rule in _KEYS and (match := _KEY.match(line, start)):
        return match.end() + 1
    if _is_in_brackets(line[:start]):
        match = _VALUE_IN_BRACKETS.match(line, start)
        if match:
            return start + len(match[0].rstrip()) + 1
    return max(len(_COMMENT.sub("", line).rstrip()), column) + 1


def _is_in_brackets(before: str) -> bool:
    opened, closed = map(before.count, "{["), map(before.count, "}]")
    return sum(opened) > sum(closed)


def find_raw_column(line: str, column: int) -> int:
    """Find the column of a line that became another one when the line was cleaned.

    A cleaned line is in NFC and without ligatures: it may be shorter or longer.
    """
    if line.isascii() or (is_composed(line) and find_ligature(line) < 0):
        return column
    low, high = 0, len(line)
    while low < high:
        middle = (low + high) // 2
        if len(clean(line[:middle])) < column - 1:
            low = middle + 1
        else:
            high = middle
    return low + 1


def find_fix(rule: str, words: str) -> Fix | None:
    """Return the fix of words at the place of a problem, if its rule has one."""
    mend = _FIXES.get(rule)
    new = mend(words) if mend else words
    return Fix(words, new) if new != words else None


def _strip_resolver(words: str) -> str:
    """Take off a DOI what people write before it; keep a quote that it starts with."""
    from wikicli.references.citation.styles import IDENTIFIERS

    quote = words[:1] if words[:1] in ("'", '"') else ""
    bare = words[len(quote) :]
    while match := re.match(IDENTIFIERS["DOI"][1], bare):
        bare = bare[match.end() :].lstrip()
    return quote + bare


_FIXES: dict[str, Callable[[str], str]] = {
    "ligature": lambda words: words.translate(LIGATURES),
    "not-nfc": lambda words: unicodedata.normalize("NFC", words),
    "space-in-url": lambda words: words.replace(" ", "%20"),
    "doi-prefix": _strip_resolver,
}
WHOLE_LINE = ("ligature", "not-nfc")
"""Rules whose problem is only the first of those in its line: a fix takes them all."""
RAW = ("unsafe-character", *WHOLE_LINE, "encoding", "tab")
"""Rules whose places are those of the file as it stands."""
