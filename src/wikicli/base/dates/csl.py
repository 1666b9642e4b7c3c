"""EDTF to the dates of CSL-JSON and back."""

import re
from collections.abc import Sequence
from typing import TypedDict

from wikicli.base.dates.edtf import (
    FIRST_SEASON,
    SEASONS,
    UNKNOWN,
    Point,
    format_edtf,
    format_years,
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
    {
        "date-parts": list[list[int]],
        "season": int | str,
        "circa": bool,
        "literal": str,
    },
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
    """Convert EDTF to a CSL date, in the form of which processors lose least.

    What each of them makes of a form is in docs/references.md. Both ends have the same
    parts: with uneven ones citeproc-js writes no bibliography at all. A literal stands
    alone: beside parts, processors print both or neither. Text that is no EDTF is
    ``literal``.
    """
    points = parse_edtf(edtf)
    if points is None:
        return {"literal": edtf}
    start, end = points[0], points[-1]
    if start is None or start == UNKNOWN:  # nothing says "until"
        start, points = end or UNKNOWN, points[1:]
    date: CslDate = {"date-parts": [_parts_of(start)]}
    if len(points) == 2 and (end is None or end == UNKNOWN):
        date = {"date-parts": [[_year_of(start)], [0]]}
        _add_season(date, start)
    elif len(points) == 2 or start.hidden:
        date = _interval(edtf, start, end or start)
    if any(point and point.mark for point in points):
        date["circa"] = True
    return date


def _interval(edtf: str, start: Point, end: Point) -> CslDate:
    """Convert an interval, or a decade or century, which is one of its years."""
    end = end._replace(year=end.year + 10**end.hidden - 1)
    first, last = _parts_of(start), _parts_of(end)
    same_year = first[0] == last[0]
    seasons = is_season(start) + is_season(end)
    if seasons == 1 or (seasons and same_year):
        # Parts can't say it; a season may be words, which some processors print.
        date: CslDate = {"date-parts": [[first[0]], [last[0]]]}
        if same_year:
            words = format_edtf(edtf).removesuffix(f" {format_years(edtf)}")
            date = {"date-parts": [[first[0]]], "season": words}
        else:
            _add_season(date, start)
        return date
    length = min(len(first), len(last))
    parts = [first[:length], last[:length]]
    return {"date-parts": parts[:1] if parts[0] == parts[1] else parts}


def _add_season(date: CslDate, start: Point) -> None:
    if is_season(start):
        date["season"] = start.month - FIRST_SEASON + 1


def _year_of(point: Point) -> int:
    return point.year - 1 if point.year <= 0 else point.year


def _parts_of(point: Point) -> list[int]:
    return [_year_of(point), *(part for part in (point.month, point.day) if part)]
