"""Dates of records: EDTF text to words, and the words of citations to EDTF.

The dialect of EDTF (ISO 8601-2:2019, annex A; Library of Congress, "Extended
Date/Time Format Specification", levels 0 and 1) that entries use: a year, year and
month, or day; seasons 21–24 in the place of the month; ``199X`` and ``19XX``; the marks
``~`` (circa), ``?`` (uncertain) and ``%`` (both) behind a date or before it; intervals
``1997-24/1998``, ``1994/..`` and ``../1994``. Beside them, a year suffix: ``2005a``.
Years are astronomical, as in ISO 8601: ``0000`` is 1 BC.
"""

from wikicli.base.dates.csl import CslDate, from_date_parts, to_date_parts
from wikicli.base.dates.edtf import (
    MONTHS,
    SEASONS,
    format_edtf,
    format_ordinal,
    format_years,
    is_edtf,
    split_year_suffix,
    take_years,
)
from wikicli.base.dates.reading import parse_date_text

__all__ = [
    "MONTHS",
    "SEASONS",
    "CslDate",
    "format_edtf",
    "format_ordinal",
    "format_years",
    "from_date_parts",
    "is_edtf",
    "parse_date_text",
    "split_year_suffix",
    "take_years",
    "to_date_parts",
]
