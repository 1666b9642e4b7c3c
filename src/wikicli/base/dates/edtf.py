"""EDTF text: is it one, and what does it say in words."""

import re
from typing import NamedTuple

MONTHS = tuple(
    """
    January February March April May June July August September October November
    December
    """.split()
)
SEASONS = ("Spring", "Summer", "Autumn", "Winter")
"""EDTF's 21 to 24, and CSL's seasons 1 to 4, in this order."""

LONGEST = 100
"""No date is longer: what bounds the time spent on text that is none."""

FIRST_SEASON = 21
MONTH_CODES = dict(enumerate(MONTHS, 1)) | dict(enumerate(SEASONS, FIRST_SEASON))
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Point(NamedTuple):
    """One end of an interval, or a whole date; zero stands for a part left out.

    ``hidden`` counts the year's unspecified digits: 1 for a decade, 2 for a century;
    ``unsaid`` the unspecified month and day, which are left out. ``time`` is the time
    of a day with its zone, as EDTF has it.
    """

    year: int
    month: int = 0
    day: int = 0
    hidden: int = 0
    suffix: str = ""
    mark: str = ""
    unsaid: int = 0
    time: str = ""


UNKNOWN = Point(0, hidden=4)
"""The end of an interval of which nobody knows when it was."""

_POINT = re.compile(
    r"""
    (?P<before>[~?%])?
    (?P<year>Y-?[1-9]\d{4,8}|-?\d\d(?:\d\d|\dX|XX))
    (?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?
    (?P<time>T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)
        (?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?)?
    (?P<suffix>[a-rt-z])?  # 1990s is a decade
    (?P<after>[~?%])?
    """,
    re.VERBOSE | re.ASCII,
)


def _parse_point(text: str) -> Point | None:
    match = _POINT.fullmatch(text)
    if not match or match["year"] == "-0000" or (match["before"] and match["after"]):
        return None
    parts = [match[name] for name in ("month", "day") if match[name] is not None]
    said = [int(part) for part in parts if part != "XX"]
    month, day = (*said, 0, 0)[:2]
    point = Point(
        year=int(match["year"].removeprefix("Y").replace("X", "0")),
        month=month,
        day=day,
        hidden=match["year"].count("X"),
        suffix=match["suffix"] or "",
        mark=match["before"] or match["after"] or "",
        unsaid=len(parts) - len(said),
        time=match["time"] or "",
    )
    is_said_first = "XX" not in parts[: len(said)]
    return point if is_said_first and _is_calendar_date(point, len(said)) else None


def _is_calendar_date(point: Point, said: int) -> bool:
    """Tell whether so many parts after the year are a date of the calendar."""
    if (point.suffix and (point.time or point.unsaid)) or (point.time and said < 2):
        return False
    if point.hidden:
        return not said + point.unsaid and not point.suffix and point.year >= 0
    if said == 2 or (said and point.unsaid):
        is_month = 1 <= point.month <= len(MONTHS)
        return is_month and (said == 1 or 1 <= point.day <= _last_day(point))
    return said == 0 or point.month in MONTH_CODES


def _last_day(point: Point) -> int:
    leap = point.year % 4 == 0 and (point.year % 100 != 0 or point.year % 400 == 0)
    return 29 if point.month == 2 and leap else _DAYS[point.month]


def parse_edtf(text: str) -> tuple[Point | None, ...] | None:
    """Parse EDTF into one point, or into two where None is an open end.

    An end that nobody knows is UNKNOWN. None for other text.
    """
    if len(text) > LONGEST:
        return None
    sides = text.split("/")
    if len(sides) == 1:
        point = _parse_point(text)
        return (point,) if point else None
    if len(sides) > 2 or not any(map(_parse_point, sides)):
        return None
    points = tuple(_parse_point(side) if side else UNKNOWN for side in sides)
    for side, point in zip(sides, points, strict=True):
        if side != ".." and (point is None or point.suffix):
            return None
    start, end = points
    return points if not start or not end or _is_in_order(start, end) else None


def _is_in_order(start: Point, end: Point) -> bool:
    """Tell whether ``end`` may lie after ``start``; seasons have no order in a year."""
    if UNKNOWN in (start, end):
        return True
    if max(start.month, end.month) >= FIRST_SEASON:
        return start.year <= end.year
    last_year = end.year + 10**end.hidden - 1
    first = (start.year, start.month, start.day)
    return first <= (last_year, end.month or 99, end.day or 99)


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date of this dialect and exists in the calendar."""
    return parse_edtf(text) is not None


def find_start(text: str) -> tuple[int, ...]:
    """Find year, month and day of a date's beginning, as far as it says them.

    Without one, those of its end; nothing for other text. Years are astronomical.
    """
    for point in parse_edtf(text) or ():
        if point and point != UNKNOWN:
            month = 0 if is_season(point) else point.month
            return (point.year, *(part for part in (month, point.day) if part))
    return ()


def find_years(text: str) -> range:
    """Find the years that a date is in, all of a decade's and of an interval's.

    An open or unknown end adds none; nothing for other text. Years are astronomical.
    """
    points = [it for it in parse_edtf(text) or () if it and it != UNKNOWN]
    if not points:
        return range(0)
    last = points[-1]
    return range(points[0].year, last.year + 10**last.hidden)


def split_year_suffix(text: str) -> tuple[str, str]:
    """Split ``2005a`` into EDTF proper and CSL's ``year-suffix``.

    The second is empty for a date without one and for text that is no date.
    """
    points = parse_edtf(text)
    point = points[0] if points and len(points) == 1 else None
    if not point or not point.suffix:
        return text, ""
    return write_edtf(point._replace(suffix="")), point.suffix


def format_edtf(text: str) -> str:
    """Format EDTF in English words: ``Winter 1997–1998``, ``c. 1905``, ``3–5 May``.

    Day before month, ranges with an en dash that is spaced where an end has a space
    (Wikipedia's Manual of Style, "Dates and numbers"). Other text is returned as it is.
    """
    points = parse_edtf(text)
    if points is None:
        return text
    start, end = points[0], points[-1]
    if start is None:
        return f"until {_format_point(end)}" if end else text
    if len(points) == 1:
        return _format_point(start)
    if end is None:
        return _join_ends(_format_point(start), "present")
    return _format_interval(start, end)


def _format_point(point: Point) -> str:
    day = str(point.day) if point.day else ""
    parts = (day, MONTH_CODES.get(point.month, ""), _format_year(point))
    return _add_mark(" ".join(part for part in parts if part), point.mark)


def _add_mark(words: str, mark: str) -> str:
    before = "c. " if mark in ("~", "%") else ""
    after = "?" if mark in ("?", "%") else ""
    return f"{before}{words}{after}"


def _format_year(point: Point) -> str:
    """Format the year; the first ones of an era need its name to look like years."""
    if point == UNKNOWN:
        return "?"
    if point.hidden == 2:
        return f"{format_ordinal(point.year // 100 + 1)} century"
    if point.year <= 0:
        return f"{1 - point.year} BC{point.suffix}"
    era = "AD " if point.year < 100 else ""
    decade = "s" if point.hidden else ""
    return f"{era}{point.year}{decade}{point.suffix}"


def format_ordinal(number: int) -> str:
    """Format a number from 1 as ``1st``, ``2nd``, ``11th``."""
    endings = {1: "st", 2: "nd", 3: "rd"}
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else endings.get(number % 10, 'th')}"


def _join_ends(start: str, end: str) -> str:
    return f"{start}{' – ' if ' ' in start + end else '–'}{end}"


def _format_interval(start: Point, end: Point) -> str:
    if (start.mark, start.year) == (end.mark, end.year) and not start.hidden:
        joined = _format_same_year(start, end)
        if joined:
            return _add_mark(f"{joined} {_format_year(start)}", start.mark)
    if start.month in range(21, 25) and not (end.month or start.mark or end.mark):
        return f"{_format_point(start)}–{_format_point(end)}"
    return _join_ends(_format_point(start), _format_point(end))


def _format_same_year(start: Point, end: Point) -> str:
    """Format days or months of one year without it; empty where ends differ in kind."""
    if not start.month or not end.month or bool(start.day) != bool(end.day):
        return ""
    if not start.day:
        return f"{MONTH_CODES[start.month]}–{MONTH_CODES[end.month]}"
    if start.month == end.month:
        return f"{start.day}–{end.day} {MONTH_CODES[end.month]}"
    first, last = (f"{p.day} {MONTH_CODES[p.month]}" for p in (start, end))
    return f"{first} – {last}"


def format_years(text: str) -> str:
    """Format the years alone of an EDTF date, as short citations do: ``1997–1998``."""
    return format_edtf(take_years(text))


def take_years(text: str) -> str:
    """Return an EDTF date without months and days; other text as it is."""
    points = parse_edtf(text)
    if points is None:
        return text
    years = [
        p._replace(month=0, day=0, unsaid=0, time="") if p else None for p in points
    ]
    if len(years) == 2 and years[0] == years[1]:
        years.pop()
    return "/".join(write_edtf(year) if year else ".." for year in years)


def write_edtf(point: Point) -> str:
    """Write a point as EDTF, its mark behind the date."""
    if point == UNKNOWN:
        return ""
    digits = f"{abs(point.year):04}"
    sign = "-" if point.year < 0 else ""
    long = "Y" if len(digits) > 4 else ""
    year = f"{long}{sign}{digits[: len(digits) - point.hidden]}"
    parts = [year + "X" * point.hidden]
    parts += [f"{part:02}" for part in (point.month, point.day) if part]
    parts += ["XX"] * point.unsaid
    return "-".join(parts) + point.time + point.suffix + point.mark


def is_season(point: Point | None) -> bool:
    """Tell whether a point is a season of a year."""
    return point is not None and point.month >= FIRST_SEASON
