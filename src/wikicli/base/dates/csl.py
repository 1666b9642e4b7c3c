"""EDTF to the dates of CSL-JSON and back."""

import re
from collections.abc import Sequence
from typing import TypedDict

from wikicli.base.dates.edtf import (
    FIRST_SEASON,
    SEASONS,
    Point,
    format_edtf,
    is_edtf,
    is_season,
    parse_edtf,
    write_edtf,
)

_INTEGER = re.compile(r"[-+]?\d{1,9}", re.ASCII)
_SEASON_CODES = {
    name: FIRST_SEASON + index
    for index, season in enumerate(SEASONS)
    for name in (season.casefold(), *(str(index + it) for it in (1, 13, 21)))
} | {"fall": 23}


CslDate = TypedDict(
    "CslDate",
    {"date-parts": list[list[int]], "season": int, "circa": bool, "literal": str},
    total=False,
)


def from_date_parts(
    parts: Sequence[Sequence[int | str]],
    season: int | str = "",
    circa: bool | int | str = False,
) -> str | None:
    """Convert a CSL date to EDTF, or None if it is no date.

    ``parts`` is one or two of year, month, day; a year of 0 is an open end, a negative
    one counts years BC, months 13–16 and 21–24 are seasons (CSL-JSON schema 1.0.2 and
    citeproc-js, "Date fields"). ``season`` goes with the first: 1 to 4, one of those
    months, or a name.
    """
    code = _SEASON_CODES.get(str(season).casefold(), 0)
    mark = "" if str(circa).casefold() in ("", "0", "false", "no") else "~"
    sides = []
    for numbers in parts:
        side = _side_from_parts([str(number) for number in numbers], code, mark)
        if side is None:
            return None
        sides.append(side)
        code = 0
    text = "/".join(sides)
    return text if len(sides) in (1, 2) and is_edtf(text) else None


def _side_from_parts(numbers: Sequence[str], season: int, mark: str) -> str | None:
    """Convert one year-month-day to EDTF; zeros at its end are parts left out."""
    if not 1 <= len(numbers) <= 3 or not all(map(_INTEGER.fullmatch, numbers)):
        return None
    year, month, day = (*map(int, numbers), 0, 0)[:3]
    if year == 0:
        return ".."
    if 13 <= month <= 16:
        month += FIRST_SEASON - 13
    # CSL counts 1 BC as -1, EDTF as 0.
    point = Point(year + 1 if year < 0 else year, month or season, day, mark=mark)
    return write_edtf(point)


def to_date_parts(edtf: str) -> CslDate:
    """Convert EDTF to a CSL date, the inverse of ``from_date_parts``.

    What CSL's parts can't say (``199X``, two seasons, ``?``, a year suffix) is added as
    ``literal`` in words; text that is no EDTF is ``literal`` alone.
    """
    points = parse_edtf(edtf)
    if points is None:
        return {"literal": edtf}
    known = [point for point in points if point]
    date: CslDate = {"date-parts": [_parts_of(point) for point in known]}
    if points[-1] is None:
        date["date-parts"].append([0])
    if is_season(known[0]):
        date["season"] = known[0].month - FIRST_SEASON + 1
    if any(point.mark for point in known):
        date["circa"] = True
    back = from_date_parts(
        date["date-parts"], date.get("season", ""), date.get("circa", False)
    )
    if back != "/".join(write_edtf(point) if point else ".." for point in points):
        date["literal"] = format_edtf(edtf)
    return date


def _parts_of(point: Point) -> list[int]:
    year = point.year - 1 if point.year <= 0 else point.year
    month = 0 if is_season(point) else point.month
    return [year, *(part for part in (month, point.day) if part)]
