"""Dates in Armenian words.

Source: Unicode CLDR, locale hy: the names of months, in the genitive beside a day, and
the patterns ``y թ. MMMM d`` and ``y թ. LLLL``; CSL's locales-hy-AM.xml for seasons,
eras, ``մոտ`` and the ordinal. What is not there is left to English.
"""

from wikicli.base.dates import edtf
from wikicli.base.dates.edtf import Point

MONTHS = tuple(
    """
    հունվար փետրվար մարտ ապրիլ մայիս հունիս հուլիս օգոստոս սեպտեմբեր հոկտեմբեր նոյեմբեր
    դեկտեմբեր
    """.split()
)
SEASONS = ("գարուն", "ամառ", "աշուն", "ձմեռ")
_NAMES = dict(enumerate(MONTHS, 1)) | dict(enumerate(SEASONS, edtf.FIRST_SEASON))


def format_edtf(text: str) -> str:
    """Format EDTF in Armenian: ``2005 թ. սեպտեմբերի 14``, ``1997–1998``, ``մոտ 1905``.

    An interval that is open at an end is written in English, other text as it is.
    """
    points = edtf.parse_edtf(text)
    if points is None:
        return text
    start, end = points[0], points[-1]
    if start is None or end is None:
        return edtf.format_edtf(text)
    if len(points) == 1:
        return _format_point(start)
    return _format_interval(start, end)


def format_ordinal(number: int) -> str:
    """Format a number from 1 as ``1-ին``, ``2-րդ``."""
    return f"{number}-{'ին' if number == 1 else 'րդ'}"


def _format_point(point: Point) -> str:
    words = _format_year(point)
    if point.month:
        words = f"{words} թ. {_format_day(point)}"
    return _add_mark(words, point.mark)


def _format_day(point: Point) -> str:
    """Format a month or a season, or the day of a month."""
    name = _NAMES[point.month]
    return f"{name}ի {point.day}" if point.day else name


def _add_mark(words: str, mark: str) -> str:
    before = "մոտ " if mark in ("~", "%") else ""
    after = "?" if mark in ("?", "%") else ""
    return f"{before}{words}{after}"


def _format_year(point: Point) -> str:
    if point == edtf.UNKNOWN:
        return "?"
    if point.hidden == 2:
        return f"{format_ordinal(point.year // 100 + 1)} դար"
    if point.year <= 0:
        return f"Ք.ա. {1 - point.year}{point.suffix}"
    era = "Ք.հ. " if point.year < 100 else ""
    decade = "-ականներ" if point.hidden else ""
    return f"{era}{point.year}{decade}{point.suffix}"


def _format_interval(start: Point, end: Point) -> str:
    """Format an interval; what both ends share is written once."""
    alike = (start.mark, start.year, start.hidden) == (end.mark, end.year, end.hidden)
    if alike and start.month and end.month and bool(start.day) == bool(end.day):
        first, last = _format_day(start), _format_day(end)
        if start.day and start.month == end.month:
            joined = f"{first}–{end.day}"
        else:
            joined = f"{first} – {last}"
        return _add_mark(f"{_format_year(start)} թ. {joined}", start.mark)
    first, last = _format_point(start), _format_point(end)
    dash = " – " if " " in first + last else "–"
    return f"{first}{dash}{last}"
