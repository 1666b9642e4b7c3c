"""The date texts of citations to EDTF."""

import re

from wikicli.base.dates.edtf import (
    FIRST_SEASON,
    LONGEST,
    MONTH_CODES,
    MONTHS,
    Point,
    is_edtf,
    is_season,
    parse_edtf,
    write_edtf,
)

_WORDS = {name.casefold(): number for number, name in MONTH_CODES.items()}
_WORDS |= {name[:3].casefold(): number for number, name in enumerate(MONTHS, 1)}
_WORDS |= {"sept": 9, "fall": 23}

# Patterns are kept as text: only imports need them, so only they compile them.
_SEPARATOR = r" ?([-–—/&]|\band\b|\bto\b) ?"
_TOKEN = r"""(?ax)
    (?P<skip>[\ ,.]+|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b)
    | (?P<bc>\d{1,4})\ ?bce?\b
    | ad\ ?(?P<ad>\d{1,4}s?)\b
    | (?P<ce>\d{1,4})\ (?:ad|ce)\b
    | (?P<century>\d{1,3})(?:st|nd|rd|th)\ century\b
    | (?P<year>\d{2,3}0s|\d{3,4})\b
    | (?P<day>\d\d?)(?:st|nd|rd|th)?\b
    | (?P<circa>(?:circa|ca|c)\b)
    | (?P<word>[a-z]+)
    | (?P<doubt>\?)
    | (?P<junk>.)
"""
_BC_RANGE = r"(?a)\b(\d{1,4}) ?[-–] ?(\d{1,4}) ?bce?\b"
_NUMERIC = r"(?a)(\d\d?)([./])(\d\d?)\2(\d{4})"
_SUFFIXED = r"(?a)(.*\d{4})([a-rt-z])"

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
    if len(text) > LONGEST:
        return None
    plain = " ".join(text.split())
    points = parse_edtf(plain)
    # "2019-21" is two years in a citation, the spring of 2019 in EDTF only.
    if points and not (len(points) == 1 and is_season(points[0])):
        return "/".join(write_edtf(point) if point else ".." for point in points)
    plain = re.sub(_BC_RANGE, r"\1 bc – \2 bc", plain.casefold())
    suffixed = re.fullmatch(_SUFFIXED, plain)
    stem, suffix = suffixed.groups() if suffixed else (plain, "")
    found = _read_numeric(stem) or _read_words(stem)
    if found and suffix:
        bare = found.rstrip("~?%")
        found = bare + suffix + found[len(bare) :]
    return found if found and is_edtf(found) else None


# How dates of other notations, and of drafts of EDTF, become those of EDTF.
_OTHER_FORMS = (
    (r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3"),
    (r"(\d{4})[./](\d\d?)[./](\d\d?)", r"\1-\2-\3"),
    (r"(.*\d)[T ]\d.*", r"\1"),
    (r"y(-?\d+)", r"Y\1"),
    (r"unknown/(.+)", r"/\1"),
    (r"(.+)/unknown", r"\1/"),
    (r"(.+)/(?:open|present)", r"\1/.."),
    (r"(\d{3})0[’']s", r"\1X"),
    (r"(\d{3}X|\d\dXX)-.*", r"\1"),
    (r"(\d{4})-XX-\d\d", r"\1-XX-XX"),
    (r"(-?\d{4})([~?%])(-.*)", r"\1\3\2"),
)


# Quarters and the like (EDTF, level 2), which look as years do in a citation.
_PART_OF_YEAR = r"(?a)\d{4}-(?:2[5-9]|3\d|4[01])"


def suggest_edtf(text: str) -> str | None:
    """Suggest the date in EDTF that a text comes nearest to, if it is near to one."""
    if len(text) > LONGEST:
        return None
    if not re.fullmatch(_PART_OF_YEAR, text) and (found := parse_date_text(text)):
        return found
    sides = [_mend(side) for side in text.split("/")] if text.count("/") == 1 else []
    for mended in (_mend(text), "/".join(sides)):
        if is_edtf(mended) and mended != text:
            return mended
    return None


def _mend(text: str) -> str:
    """Bring a date of another notation into the form of EDTF, as far as it goes."""
    mended = re.sub(r"(?<=[\d-])[ux]+(?![a-z])", lambda it: it[0].upper(), text.strip())
    mended = mended.replace("U", "X")
    for pattern, form in _OTHER_FORMS:
        mended = re.sub(rf"(?a)\A{pattern}\Z", form, mended)
    return re.sub(r"(?a)-(\d)(?=-|\Z)", r"-0\1", mended)


def _read_numeric(plain: str) -> str | None:
    """Read ``14.09.2005`` and, if only one order gives a date, ``9/14/2005``."""
    match = re.fullmatch(_NUMERIC, plain)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "/" and first <= 12:
        if second <= 12:
            return None
        first, second = second, first
    return write_edtf(Point(year, second, first))


def _read_words(plain: str) -> str | None:
    if plain.startswith("until "):
        end = _read_side(plain.removeprefix("until "))
        return f"../{write_edtf(end[1])}" if end and end[0] in _WHOLE else None
    first, *rest = re.split(_SEPARATOR, plain, maxsplit=1)
    start = _read_side(first)
    if not start:
        return None
    if rest:
        return _read_range(start, *rest)
    return write_edtf(start[1]) if start[0] in _WHOLE else None


def _read_side(plain: str) -> tuple[str, Point] | None:
    """Read the tokens of one date: their order, such as ``dmy``, and their values."""
    shape, point = "", Point(0)
    for match in re.finditer(_TOKEN, plain):
        kind = match.lastgroup or ""
        if kind == "junk" or (kind == "word" and match[0] not in _WORDS):
            return None
        if kind in ("circa", "doubt"):
            mark = _join_marks(point.mark, "~" if kind == "circa" else "?")
            point = point._replace(mark=mark)
        elif kind == "day":
            shape, point = f"{shape}d", point._replace(day=int(match[kind]))
        elif kind == "word":
            shape, point = f"{shape}m", point._replace(month=_WORDS[match[0]])
        elif kind != "skip":
            year, hidden = _read_year(kind, match[kind])
            shape, point = f"{shape}y", point._replace(year=year, hidden=hidden)
    return shape, point


def _join_marks(first: str, second: str) -> str:
    return "%" if first and second and first != second else first or second


def _read_year(kind: str, digits: str) -> tuple[int, int]:
    """Read a year and the number of its unspecified digits."""
    if kind == "bc":
        return 1 - int(digits), 0
    if kind == "century":
        return (int(digits) - 1) * 100, 2
    return int(digits.rstrip("s")), 1 if digits.endswith("s") else 0


def _read_range(start: tuple[str, Point], separator: str, plain: str) -> str | None:
    shape, first = start
    if plain == "present":
        return f"{write_edtf(first)}/.." if shape in _WHOLE else None
    if len(plain) == 2 and plain.isdecimal() and shape in ("y", "my"):
        return _read_short_year(first, separator, int(plain))
    end = _read_side(plain)
    if not end:
        return None
    last = end[1]
    if f"{shape}-{end[0]}" in _SHARED:
        mark = _join_marks(first.mark, last.mark)
        last = last._replace(month=last.month or first.month, mark=mark)
        first = last._replace(month=first.month or last.month, day=first.day)
    elif not {shape, end[0]} <= _WHOLE:
        return None
    return f"{write_edtf(first)}/{write_edtf(last)}"


def _read_short_year(start: Point, separator: str, digits: int) -> str | None:
    """Read the end of ``1997–98``, of the same century or the turn of the next.

    None where the two digits may be a month: ``2005/06``.
    """
    is_season = start.month >= FIRST_SEASON
    if (start.month and not is_season) or start.hidden:
        return None
    if 1 <= digits <= 12 and separator in "/-" and not is_season:
        return None
    century = start.year // 100 + (1 if start.year % 100 == 99 and not digits else 0)
    return f"{write_edtf(start)}/{write_edtf(Point(century * 100 + digits))}"
