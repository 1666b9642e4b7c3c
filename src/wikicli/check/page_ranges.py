"""Pages as records and locators write them: ranges, and which pages those are."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_DASHES = r"–—‐‑−\-"
_RANGE = re.compile(
    rf"(?<![\w.{_DASHES}/])(\d{{1,7}})\s?(?:--|[{_DASHES}])\s?(\d{{1,7}})"
    rf"(?![\w/{_DASHES}]|\.\d)"
)
_NUMBER = re.compile(rf"(?<![\w.{_DASHES}/])\d{{1,7}}(?![\w/{_DASHES}]|\.\d)")
_LOCATOR = re.compile(r"(pp?)\.\s?(?=\d)")
_OTHERS = re.compile(r"(?<=\d)(?:\s*[,;&]|\s+and\b)\s*\d")


class Range(NamedTuple):
    """A range of pages as written, with the numbers it means: 158–82 ends at 182."""

    text: str
    first: int
    last: int

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        return self.last < self.first


def find_ranges(text: str) -> Iterator[Range]:
    """Yield the ranges of numbers in a text; section-page numbers such as A-3 are none.

    The end of a range may leave out the digits that it shares with the beginning.
    """
    for match in _RANGE.finditer(text):
        first, last = match.groups()
        if len(last) < len(first):
            last = first[: len(first) - len(last)] + last
        yield Range(match[0], int(first), int(last))


def find_pages(text: str) -> list[int]:
    """Return the first and last page of each range in a text, and single pages."""
    pages = [page for found in find_ranges(text) for page in found[1:]]
    return pages + [int(match[0]) for match in _NUMBER.finditer(text)]


def find_wrong_abbreviation(locator: str) -> tuple[str, str]:
    """Return the words of ``p. 4–7`` or ``pp. 4``, and what to write; or nothing."""
    match = _LOCATOR.match(locator)
    if not match:
        return "", ""
    rest = locator[match.end() :]
    has_range = any(not found.is_reversed for found in find_ranges(rest))
    if match[1] == "p" and (has_range or _OTHERS.search(rest)):
        return match[0], match[0].replace("p.", "pp.")
    if match[1] == "pp" and rest.isdecimal():
        return match[0], match[0].replace("pp.", "p.")
    return "", ""
