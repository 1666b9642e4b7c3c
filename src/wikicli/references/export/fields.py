"""What the formats share: keys, identifiers, addresses, the parts of a date."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from wikicli.base.dates import find_start
from wikicli.base.dates.edtf import parse_edtf
from wikicli.base.model import Date, Name, Reference
from wikicli.language import armenian
from wikicli.references.citation.styles import LEADERS, REST
from wikicli.references.citation.wording import use_dashes

_UNSAFE = re.compile(r"[^A-Za-z0-9_:.-]+")
_YEAR = re.compile(r"\d{4}")
_PAGES = re.compile(r"([\w.:]+)\s*[-–]\s*([\w.:]+)")


def make_key(name: str) -> str:
    """Make a citation key of an id: ASCII, without what Pandoc or BibTeX reads.

    Armenian letters are romanized, accents dropped; ``ref`` is what nothing is left of.
    """
    latin = armenian.romanize(name, "plain")
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return _UNSAFE.sub("-", plain).strip("_:.-") or "ref"


def make_keys(references: Sequence[Reference]) -> list[str]:
    """Make a key for each reference; those that would be equal get ``-2``, ``-3``.

    Keys that differ in case alone count as equal, as BibTeX takes them.
    """
    used: set[str] = set()
    counts: Counter[str] = Counter()
    keys = []
    for reference in references:
        key = first = make_key(reference.id)
        while key.casefold() in used:
            counts[first.casefold()] += 1
            key = f"{first}-{counts[first.casefold()] + 1}"
        used.add(key.casefold())
        keys.append(key)
    return keys


def address(reference: Reference) -> str:
    """Return where a reference leads: to the archived copy if the original is gone."""
    url = reference.variables.get("URL", "")
    if reference.url_status in ("dead", "unfit", "usurped") or not url:
        return reference.archive_url or url
    return url


def find_leader(reference: Reference) -> tuple[Name, ...]:
    """Find who made the work: its authors or, before editors, whoever else did."""
    for variable in LEADERS:
        if variable != "editor" and reference.names.get(variable):
            return reference.names[variable]
    return ()


def is_rest(name: Name) -> bool:
    """Tell whether a name stands for more names: ``et al.``."""
    return name.literal.casefold() in REST


def split_pages(pages: str) -> tuple[str, str]:
    """Split a range of pages into the first and the last; others are all first."""
    match = _PAGES.fullmatch(use_dashes(pages))
    return (match[1], match[2]) if match else (pages, "")


def day_parts(date: Date) -> tuple[int, ...]:
    """Return year, month and day of a date, as far as it names one of each alone."""
    points = parse_edtf(date.edtf) or ()
    is_one = len(points) == 1 and points[0] and not points[0].hidden
    return find_start(date.edtf) if is_one else ()


def first_year(date: Date) -> str:
    """Return the first year of a date, in four digits, or nothing."""
    if start := find_start(date.edtf):
        return f"{start[0]:04}" if start[0] > 0 else ""
    match = _YEAR.search(date.literal)
    return match[0] if match else ""
