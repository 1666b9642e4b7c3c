"""Dates of records: EDTF text to words, and the words of citations to EDTF.

EDTF of levels 0 and 1 (ISO 8601-2:2019, annex A; Library of Congress, "Extended
Date/Time Format Specification"): a year, year and month, or day, with the time or
without; seasons 21–24 in the place of the month; ``199X``, ``19XX``, ``2004-XX`` and
``2004-06-XX``; years beyond four digits, ``Y17000``; the marks ``~`` (circa), ``?``
(uncertain) and ``%`` (both) behind a date; intervals ``1997-24/1998``, ``1994/..``,
``../1994``, and those of which nobody knows an end, ``1998/`` and ``/1998``. Beside
them, a mark before a date, and a year suffix: ``2005a``. Years are astronomical, as in
ISO 8601: ``0000`` is 1 BC.
"""

from wikicli.base.dates.csl import CslDate, from_date_parts, to_date_parts
from wikicli.base.dates.edtf import (
    MONTHS,
    SEASONS,
    find_start,
    format_edtf,
    format_ordinal,
    format_years,
    is_edtf,
    split_year_suffix,
    take_years,
)
from wikicli.base.dates.reading import parse_date_text, suggest_edtf

__all__ = [
    "MONTHS",
    "SEASONS",
    "CslDate",
    "find_start",
    "format_edtf",
    "format_ordinal",
    "format_years",
    "from_date_parts",
    "is_edtf",
    "parse_date_text",
    "split_year_suffix",
    "suggest_edtf",
    "take_years",
    "to_date_parts",
]
