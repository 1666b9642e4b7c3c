"""Dates of records: EDTF text to words, and the words of citations to EDTF.

The dialect of EDTF (ISO 8601-2:2019, annex A; Library of Congress, "Extended
Date/Time Format Specification", levels 0 and 1) that entries use: a year, year and
month, or day; seasons 21–24 in the place of the month; ``199X`` and ``19XX``; the marks
``~`` (circa), ``?`` (uncertain) and ``%`` (both) behind a date or before it; intervals
``1997-24/1998``, ``1994/..`` and ``../1994``. Beside them, a year suffix: ``2005a``.
Years are astronomical, as in ISO 8601: ``0000`` is 1 BC.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

MONTHS = tuple(
    """
    January February March April May June July August September October November
    December
    """.split()
)
SEASONS = ("Spring", "Summer", "Autumn", "Winter")
"""EDTF's 21 to 24, and CSL's seasons 1 to 4, in this order."""

_LONGEST = 100
"""No date is longer: what bounds the time spent on text that is none."""

_FIRST_SEASON = 21
_NAMES = dict(enumerate(MONTHS, 1)) | dict(enumerate(SEASONS, _FIRST_SEASON))
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of an interval, or a whole date; zero stands for a part left out.

    ``hidden`` counts the year's unspecified digits: 1 for a decade, 2 for a century.
    """

    year: int
    month: int = 0
    day: int = 0
    hidden: int = 0
    suffix: str = ""
    mark: str = ""


_POINT = re.compile(
    r"""
    (?P<before>[~?%])?
    (?P<year>-?\d\d(?:\d\d|\dX|XX))
    (?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?
    (?P<suffix>[a-z])?
    (?P<after>[~?%])?
    """,
    re.VERBOSE | re.ASCII,
)


def _parse_point(text: str) -> _Point | None:
    match = _POINT.fullmatch(text)
    if not match or match["year"] == "-0000" or (match["before"] and match["after"]):
        return None
    point = _Point(
        year=int(match["year"].replace("X", "0")),
        month=int(match["month"] or 0),
        day=int(match["day"] or 0),
        hidden=match["year"].count("X"),
        suffix=match["suffix"] or "",
        mark=match["before"] or match["after"] or "",
    )
    given = (match["month"] is not None, match["day"] is not None)
    return point if _is_calendar_date(point, given) else None


def _is_calendar_date(point: _Point, given: tuple[bool, bool]) -> bool:
    """Tell whether the parts that were given are a date of the Gregorian calendar."""
    has_month, has_day = given
    if point.hidden:
        return not has_month and not point.suffix and point.year >= 0
    if not has_month:
        return True
    if has_day:
        return 1 <= point.month <= len(MONTHS) and 1 <= point.day <= _last_day(point)
    return point.month in _NAMES


def _last_day(point: _Point) -> int:
    leap = point.year % 4 == 0 and (point.year % 100 != 0 or point.year % 400 == 0)
    return 29 if point.month == 2 and leap else _DAYS[point.month]


def _parse(text: str) -> tuple[_Point | None, ...] | None:
    """Parse EDTF into one point, or into two where None is an open end."""
    if len(text) > _LONGEST:
        return None
    sides = text.split("/")
    points = tuple(_parse_point(side) for side in sides)
    if len(sides) == 1:
        return points if points[0] else None
    if len(sides) > 2 or sides == ["..", ".."]:
        return None
    for side, point in zip(sides, points, strict=True):
        if side != ".." and (point is None or point.suffix):
            return None
    start, end = points
    return points if not start or not end or _is_in_order(start, end) else None


def _is_in_order(start: _Point, end: _Point) -> bool:
    """Tell whether ``end`` may lie after ``start``; seasons have no order in a year."""
    if max(start.month, end.month) >= _FIRST_SEASON:
        return start.year <= end.year
    last_year = end.year + 10**end.hidden - 1
    first = (start.year, start.month, start.day)
    return first <= (last_year, end.month or 99, end.day or 99)


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date of the dialect above and exists in the calendar."""
    return _parse(text) is not None


def split_year_suffix(text: str) -> tuple[str, str]:
    """Split ``2005a`` into EDTF proper and CSL's ``year-suffix``.

    The second is empty for a date without one and for text that is no date.
    """
    points = _parse(text)
    point = points[0] if points and len(points) == 1 else None
    if not point or not point.suffix:
        return text, ""
    return _edtf(replace(point, suffix="")), point.suffix


def format_edtf(text: str) -> str:
    """Format EDTF in English words: ``Winter 1997–1998``, ``c. 1905``, ``3–5 May``.

    Day before month, ranges with an en dash that is spaced where an end has a space
    (Wikipedia's Manual of Style, "Dates and numbers"). Other text is returned as it is.
    """
    points = _parse(text)
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


def _format_point(point: _Point) -> str:
    day = str(point.day) if point.day else ""
    parts = (day, _NAMES.get(point.month, ""), _format_year(point))
    return _add_mark(" ".join(part for part in parts if part), point.mark)


def _add_mark(words: str, mark: str) -> str:
    before = "c. " if mark in ("~", "%") else ""
    after = "?" if mark in ("?", "%") else ""
    return f"{before}{words}{after}"


def _format_year(point: _Point) -> str:
    """Format the year; the first ones of an era need its name to look like years."""
    if point.hidden == 2:
        return f"{_ordinal(point.year // 100 + 1)} century"
    if point.year <= 0:
        return f"{1 - point.year} BC{point.suffix}"
    era = "AD " if point.year < 100 else ""
    decade = "s" if point.hidden else ""
    return f"{era}{point.year}{decade}{point.suffix}"


def _ordinal(number: int) -> str:
    endings = {1: "st", 2: "nd", 3: "rd"}
    teen = number // 10 % 10 == 1
    return f"{number}{'th' if teen else endings.get(number % 10, 'th')}"


def _join_ends(start: str, end: str) -> str:
    return f"{start}{' – ' if ' ' in start + end else '–'}{end}"


def _format_interval(start: _Point, end: _Point) -> str:
    if start.mark == end.mark and start.year == end.year and not start.hidden:
        joined = _format_same_year(start, end)
        if joined:
            return _add_mark(f"{joined} {_format_year(start)}", start.mark)
    if start.month in range(21, 25) and not (end.month or start.mark or end.mark):
        return f"{_format_point(start)}–{_format_point(end)}"
    return _join_ends(_format_point(start), _format_point(end))


def _format_same_year(start: _Point, end: _Point) -> str:
    """Format days or months of one year without it; empty where ends differ in kind."""
    if not start.month or not end.month or bool(start.day) != bool(end.day):
        return ""
    if not start.day:
        return f"{_NAMES[start.month]}–{_NAMES[end.month]}"
    if start.month == end.month:
        return f"{start.day}–{end.day} {_NAMES[end.month]}"
    first, last = (f"{p.day} {_NAMES[p.month]}" for p in (start, end))
    return f"{first} – {last}"


def format_years(text: str) -> str:
    """Format the years alone of an EDTF date, as short citations do: ``1997–1998``."""
    points = _parse(text)
    if points is None:
        return text
    years = [replace(p, month=0, day=0) if p else None for p in points]
    if len(years) == 2 and years[0] == years[1]:
        years.pop()
    return format_edtf("/".join(_edtf(year) if year else ".." for year in years))


def _edtf(point: _Point) -> str:
    digits = f"{abs(point.year):04}"
    year = ("-" if point.year < 0 else "") + digits[: 4 - point.hidden]
    parts = [year + "X" * point.hidden]
    parts += [f"{part:02}" for part in (point.month, point.day) if part]
    return "-".join(parts) + point.suffix + point.mark


_WORDS = {name.casefold(): number for number, name in _NAMES.items()}
_WORDS |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_WORDS |= {"sept": 9, "fall": 23}

_SEPARATOR = re.compile(r" ?([-–—/&]|\band\b|\bto\b) ?")
_TOKEN = re.compile(
    r"""
    (?P<skip>[\ ,.]+|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)
    | (?P<bc>\d{1,4})\ ?bce?\b
    | ad\ ?(?P<ad>\d{1,4}s?)\b
    | (?P<ce>\d{1,4})\ (?:ad|ce)\b
    | (?P<century>\d\d?)(?:st|nd|rd|th)\ century\b
    | (?P<year>\d{3}0s|\d{3,4})\b
    | (?P<day>\d\d?)(?:st|nd|rd|th)?\b
    | (?P<circa>(?:circa|ca|c)\b)
    | (?P<word>[a-z]+)
    | (?P<doubt>\?)
    | (?P<junk>.)
    """,
    re.VERBOSE | re.ASCII,
)
_BC_RANGE = re.compile(r"\b(\d{1,4}) ?[-–] ?(\d{1,4}) ?bce?\b", re.ASCII)
_NUMERIC = re.compile(r"(\d\d?)([./])(\d\d?)\2(\d{4})", re.ASCII)
_SUFFIXED = re.compile(r"(.*\d{4})([a-z])", re.ASCII)

_INTEGER = re.compile(r"[-+]?\d{1,9}", re.ASCII)

# The orders of day, month (or season) and year in which one date is written …
_WHOLE = frozenset({"y", "my", "dmy", "mdy", "ymd", "ym"})
# … and the ranges where one side leaves to the other what they share.
_SHARED = frozenset({"m-my", "d-dmy", "md-dy", "dm-dmy", "md-mdy"})


def parse_date_text(text: str) -> str | None:
    """Parse the dates of Wikipedia's citations to EDTF: ``Sept. 14, 2005``.

    Reads what Help:Citation Style 1, "Dates", allows, and common slips beside it. None
    for text that is no date, or not surely one (``03/04/2005``): a day or month is
    never invented. ``2005-06`` is a month, ``2005–06`` with an en dash two years.
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(text.split())
    points = _parse(plain)
    if points and not (len(points) == 1 and _is_season(points[0])):
        return "/".join(_edtf(point) if point else ".." for point in points)
    plain = _BC_RANGE.sub(r"\1 bc – \2 bc", plain.casefold())
    suffixed = _SUFFIXED.fullmatch(plain)
    stem, suffix = suffixed.groups() if suffixed else (plain, "")
    found = _read_numeric(stem) or _read_words(stem)
    if found and suffix:
        bare = found.rstrip("~?%")
        found = bare + suffix + found[len(bare) :]
    return found if found and is_edtf(found) else None


def _is_season(point: _Point | None) -> bool:
    # "2019-21" alone is two years in a citation, the spring of 2019 in EDTF only.
    return point is not None and point.month >= _FIRST_SEASON


def _read_numeric(plain: str) -> str | None:
    """Read ``14.09.2005`` and, if only one order gives a date, ``9/14/2005``."""
    match = _NUMERIC.fullmatch(plain)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and first <= 12:
        if second <= 12:
            return None
        first, second = second, first
    return _edtf(_Point(year, second, first))


def _read_words(plain: str) -> str | None:
    if plain.startswith("until "):
        end = _read_side(plain.removeprefix("until "))
        return f"../{_edtf(end[1])}" if end and end[0] in _WHOLE else None
    first, *rest = _SEPARATOR.split(plain, maxsplit=1)
    start = _read_side(first)
    if not start:
        return None
    if rest:
        return _read_range(start, *rest)
    return _edtf(start[1]) if start[0] in _WHOLE else None


def _read_side(plain: str) -> tuple[str, _Point] | None:
    """Read the tokens of one date: their order, such as ``dmy``, and their values."""
    shape, point = "", _Point(0)
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or ""
        if kind == "junk" or (kind == "word" and match[0] not in _WORDS):
            return None
        if kind in ("circa", "doubt"):
            mark = _join_marks(point.mark, "~" if kind == "circa" else "?")
            point = replace(point, mark=mark)
        elif kind == "day":
            shape, point = f"{shape}d", replace(point, day=int(match[kind]))
        elif kind == "word":
            shape, point = f"{shape}m", replace(point, month=_WORDS[match[0]])
        elif kind != "skip":
            year, hidden = _read_year(kind, match[kind])
            shape, point = f"{shape}y", replace(point, year=year, hidden=hidden)
    return shape, point


def _join_marks(first: str, second: str) -> str:
    return (
        first if first == second else first + second if not first or not second else "%"
    )


def _read_year(kind: str, digits: str) -> tuple[int, int]:
    """Read a year and the number of its unspecified digits."""
    if kind == "bc":
        return 1 - int(digits), 0
    if kind == "century":
        return (int(digits) - 1) * 100, 2
    return int(digits.rstrip("s")), 1 if digits.endswith("s") else 0


def _read_range(start: tuple[str, _Point], separator: str, plain: str) -> str | None:
    shape, first = start
    if plain == "present":
        return f"{_edtf(first)}/.." if shape in _WHOLE else None
    if len(plain) == 2 and plain.isdecimal() and shape in ("y", "my"):
        return _read_short_year(first, separator, int(plain))
    end = _read_side(plain)
    if not end:
        return None
    last = end[1]
    if f"{shape}-{end[0]}" in _SHARED:
        mark = _join_marks(first.mark, last.mark)
        last = replace(last, month=last.month or first.month, mark=mark)
        first = replace(last, month=first.month or last.month, day=first.day)
    elif not {shape, end[0]} <= _WHOLE:
        return None
    return f"{_edtf(first)}/{_edtf(last)}"


def _read_short_year(start: _Point, separator: str, digits: int) -> str | None:
    """Read the end of ``1997–98``, of the same century or the turn of the next.

    None where the two digits may be a month: ``2005/06``.
    """
    is_season = start.month >= _FIRST_SEASON
    if (start.month and not is_season) or start.hidden:
        return None
    if 1 <= digits <= 12 and separator in "/-" and not is_season:
        return None
    century = start.year // 100 + (1 if start.year % 100 == 99 and not digits else 0)
    return f"{_edtf(start)}/{_edtf(_Point(century * 100 + digits))}"


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
    citeproc-js, "Date fields"). ``season`` 1 to 4, or its name, goes with the first.
    """
    code = _read_season(str(season))
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


def _read_season(text: str) -> int:
    if text in ("1", "2", "3", "4"):
        return _FIRST_SEASON - 1 + int(text)
    code = _WORDS.get(text.casefold(), 0)
    return code if code >= _FIRST_SEASON else 0


def _side_from_parts(numbers: Sequence[str], season: int, mark: str) -> str | None:
    """Convert one year-month-day to EDTF; zeros at its end are parts left out."""
    if not 1 <= len(numbers) <= 3 or not all(map(_INTEGER.fullmatch, numbers)):
        return None
    year, month, day = (*map(int, numbers), 0, 0)[:3]
    if year == 0:
        return ".."
    if 13 <= month <= 16:
        month += _FIRST_SEASON - 13
    # CSL counts 1 BC as -1, EDTF as 0.
    point = _Point(year + 1 if year < 0 else year, month or season, day, mark=mark)
    return _edtf(point)


def to_date_parts(edtf: str) -> CslDate:
    """Convert EDTF to a CSL date, the inverse of ``from_date_parts``.

    What CSL's parts can't say (``199X``, two seasons, ``?``, a year suffix) is added as
    ``literal`` in words; text that is no EDTF is ``literal`` alone.
    """
    points = _parse(edtf)
    if points is None:
        return {"literal": edtf}
    known = [point for point in points if point]
    date: CslDate = {"date-parts": [_parts_of(point) for point in known]}
    if points[-1] is None:
        date["date-parts"].append([0])
    if _is_season(known[0]):
        date["season"] = known[0].month - _FIRST_SEASON + 1
    if any(point.mark for point in known):
        date["circa"] = True
    back = from_date_parts(
        date["date-parts"], date.get("season", ""), date.get("circa", False)
    )
    if back != "/".join(_edtf(point) if point else ".." for point in points):
        date["literal"] = format_edtf(edtf)
    return date


def _parts_of(point: _Point) -> list[int]:
    year = point.year - 1 if point.year <= 0 else point.year
    month = 0 if _is_season(point) else point.month
    return [year, *(part for part in (month, point.day) if part)]
