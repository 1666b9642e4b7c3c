"""Problems that reading a file found, completed: they come with a place alone.

What stands there ends somewhere, and something may stand for it.
"""

import re
import unicodedata
from collections.abc import Callable

from wikicli.base.problems import Fix, Problem
from wikicli.base.text import LIGATURES
from wikicli.check.checked import Checked, find_raw_column

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


def complete(problem: Problem, checked: Checked) -> Problem:
    """Give a problem of a file the words at fault, and a fix of them."""
    place, rule = problem.location, problem.rule
    if problem.end_column or place.line > len(checked.lines):
        return problem
    line, column = checked.line_at(place.line), place.column
    if rule not in _RAW:
        column = find_raw_column(line, column)
    end = find_end(line, column, rule)
    words = line[column - 1 : None if rule in _WHOLE_LINE else end - 1]
    mend = _FIXES.get(rule)
    new = mend(words) if mend else words
    return problem._replace(
        location=place._replace(column=column),
        end_column=end,
        fix=Fix(words, new) if new != words else None,
    )


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


def _strip_resolver(words: str) -> str:
    """Take off a DOI what people write before it; keep a quote that it starts with."""
    from wikicli.references.citation.styles import strip_identifier

    quote = words[:1] if words[:1] in ("'", '"') else ""
    bare = words[len(quote) :]
    while (rest := strip_identifier(bare, "DOI")) != bare:
        bare = rest
    return quote + bare


_FIXES: dict[str, Callable[[str], str]] = {
    "ligature": lambda words: words.translate(LIGATURES),
    "not-nfc": lambda words: unicodedata.normalize("NFC", words),
    "space-in-url": lambda words: words.replace(" ", "%20"),
    "doi-prefix": _strip_resolver,
}
_WHOLE_LINE = ("ligature", "not-nfc")
"""Rules whose problem is only the first of those in its line: a fix takes them all."""
_RAW = ("unsafe-character", *_WHOLE_LINE, "encoding", "tab")
"""Rules whose places are those of the file as it stands."""
