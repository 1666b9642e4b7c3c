"""The wording of a citation's parts: names, numbers, quotation marks."""

import re
from collections.abc import Sequence

from wikicli.base.model import Name, Side
from wikicli.language.armenian import FULL_STOP
from wikicli.language.interface import format_ordinal, say
from wikicli.references.citation.styles import LANGUAGES, REST, Labels

MAX_NAMES = 6
"""Of more names than these, the rest is "et al."; CS1 leaves the number to editors."""

MAX_SHORT_NAMES = 3
"""The same in a short citation (Template:Sfn: four authors and more are "et al.")."""

# Numbers that get a word before them; a volume called "Part I" has one.
_BARE = re.compile(r"[A-Z]{0,3}\d|[ivxlcdm]+\b|[IVXLCDM]+\b|[A-Z]\b")
_PAGES = re.compile(r"(?:pp?\b\.? ?)?((?:[A-Za-z]{0,2}\d|[ivxlcdm]+\b)[^.]*)")
_PAGE = re.compile(r"pp?\b|\d")
_SEVERAL = re.compile(r"[–,;&]| and ")
_RANGE = re.compile(
    r"(?:(?<=[\divxlcdm])|(?<=\d[abrv])) ?(?:--|[-‐‑−]) ?"
    r"(?=[A-Za-z]{0,2}\d|[ivxlcdm]+\b)"
)
LISTED = re.compile(r"\s*[,;]\s*|\s+and\s+")
"""Matches what stands between the items of a list in one value."""
_EDITION = re.compile(r"(?i)\bed(?:ition|\.|n\.?)?$")
_YEAR = re.compile(r"\d{4}")
_ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[^/]")
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f\"<>\\^`{|}]")
_MARKS = {'"': ("“", "”", "″"), "'": ("‘", "’", "′")}
_BEFORE_QUOTE = " \t\n\u00a0([{‘“\"'/–—-"
_ELISION = re.compile(r"'(?:\d\ds?\b|n'|(?:[Tt]was|[Tt]is|[Tt]il|[Ee]m|[Cc]ause)\b)")
_DOUBLE_MARKS = re.compile("[“”„]")
_OPENING: dict[str | tuple[str, str], str] = {
    "“": "‘",
    "„": "‚",
    ("“", "‘"): "“",
    ("„", "‚"): "„",
}
_CLOSING: dict[tuple[str, str], str] = {
    ("“", "”"): "’",
    ("„", "”"): "’",
    ("„", "“"): "‘",
    ("‘", "’"): "”",
    ("‚", "‘"): "“",
}


def clean(value: str) -> str:
    """Put white space right and drop the marks that only separate, at both ends."""
    return " ".join(value.split()).strip(" ,;:")


def clean_address(value: str) -> str:
    """Return an http, https or ftp address, its spaces escaped, or nothing."""
    url = value.strip()
    return _UNSAFE.sub(_escape, url) if _ADDRESS.match(url) else ""


def _escape(match: re.Match[str]) -> str:
    """Percent-encode a character that no address may hold (RFC 3986, 2.1)."""
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def set_quotes(text: str) -> str:
    """Set typographic quotation marks, apostrophes, feet and inches for straight signs.

    An apostrophe stands for what is left out: ’90s, rock ’n’ roll, ’Twas. A sign behind
    a digit is one of feet or inches, unless it closes a quotation.
    """
    if '"' not in text and "'" not in text:
        return text
    signs = list(text)
    is_open = {'"': False, "'": False}
    for place in (it for it, sign in enumerate(text) if sign in is_open):
        sign, before, after = (
            text[place],
            text[place - 1 : place],
            text[place + 1 :][:1],
        )
        opening, closing, measure = _MARKS[sign]
        is_left_out = bool(_ELISION.match(text, place))
        opens = (not before or before in _BEFORE_QUOTE) and bool(after.strip())
        if opens and not is_left_out:
            signs[place], is_open[sign] = opening, True
        elif before.isdigit() and not is_open[sign] and not after.isalpha():
            signs[place] = measure
        else:
            signs[place] = closing
            is_open[sign] &= is_left_out or after.isalpha()
    return "".join(signs)


def put_in_quotes(text: str) -> str:
    """Put a text in double quotation marks, those inside it made single."""
    return f"“{nest_quotes(text)}”" if text else ""


def nest_quotes(text: str) -> str:
    """Turn the quotation marks of a text that will stand in quotes, level by level.

    Double ones become single, single ones within them double; „ ‚ are closed by “ ‘ as
    in German. Guillemets are no marks of English, and stay.
    """
    if not _DOUBLE_MARKS.search(text):
        return text
    nested: list[str] = []
    open_marks: list[str] = []
    for place, sign in enumerate(text):
        top = open_marks[-1] if open_marks else ""
        is_apostrophe = sign == "’" and text[place + 1 : place + 2].isalpha()
        if closing := not is_apostrophe and _CLOSING.get((top, sign)):
            nested.append(closing)
            open_marks.pop()
        elif opening := _OPENING.get(sign) or _OPENING.get((top, sign)):
            nested.append(opening)
            open_marks.append(sign)
        else:
            nested.append("’" if sign == "”" else sign)
    return "".join(nested)


def is_ended(text: str) -> bool:
    """Tell whether a text ends a sentence, within quotation marks or without."""
    return text.rstrip("”’")[-1:] in (".", "?", "!", FULL_STOP)


def use_dashes(text: str) -> str:
    """Put an en dash in ranges: 158-182, A1--A4, iv‐ix, 12r−13v, e98-e104."""
    return _RANGE.sub("–", text)


def format_number(text: str, word: str) -> str:
    """Put the word for it before a number, unless words stand there already."""
    return f"{word} {text}".strip() if _BARE.match(text) else text


def split_pages(locator: str) -> str:
    """Return the pages that a locator names, without ``p.``, or nothing."""
    match = _PAGES.fullmatch(locator)
    return use_dashes(match[1]) if match else ""


def is_page(locator: str) -> bool:
    """Tell whether a locator begins with a page, whatever follows: ``p. 5, n. 3``."""
    return bool(_PAGE.match(locator))


def name_pages(pages: str, side: Side = "en") -> str:
    """Write pages as ``p. 15`` or ``pp. 158–182``."""
    return format_number(pages, say("pp." if _SEVERAL.search(pages) else "p.", side))


def name_edition(edition: str, side: Side = "en") -> str:
    """Write an edition as ``2nd ed.``, ``1961 ed.`` or ``Revised ed.``."""
    if edition.isdecimal():
        number = format_ordinal(int(edition), side) if len(edition) < 4 else edition
        return f"{number} {say('edition', side) if side == 'hy' else 'ed.'}"
    return edition if _EDITION.search(edition) else f"{edition} ed."


def find_year(words: str) -> str:
    """Find the first year in a date that is kept in words, or return the words."""
    match = _YEAR.search(words)
    return match[0] if match else words


def name_languages(tags: str, side: Side = "en") -> str:
    """Name the languages of BCP 47 tags or words; nothing if that is English alone."""
    names = []
    for tag in LISTED.split(tags):
        code = tag.replace("_", "-").split("-")[0].casefold()
        names.append(LANGUAGES.get(code, tag))
    if names == ["English"]:
        return ""
    *names, last = (say(name, side) for name in names)
    return f" {say('and', side)} ".join(filter(None, (", ".join(names), last)))


def join_particle(particle: str, family: str) -> str:
    """Put a particle before a name: ``van Gogh``, but ``al-Hakim``, ``d’Arc``."""
    gap = "" if particle.endswith(("-", "’", "'", "ʼ", "‐")) else " "
    return f"{particle}{gap}{family}".strip()


def format_name(name: Name) -> str:
    """Format a name, the family name first and apart from the given in any script."""
    family = clean(join_particle(name.non_dropping_particle, name.family))
    given = clean(f"{name.given} {name.dropping_particle} {name.suffix}")
    comma = " " if name.static_ordering else ", "
    whole = comma.join(part for part in (family, given) if part)
    return set_quotes(clean(name.literal) or whole)


def list_names(
    names: Sequence[str], labels: Labels = ("", ""), others: str = "et al."
) -> str:
    """Join names with semicolons, with what one or many of them are in parentheses."""
    shown = [*names[:MAX_NAMES], *([others] if len(names) > MAX_NAMES else [])]
    label = labels[0] if len(names) == 1 else labels[1]
    return "; ".join(shown) + (f" ({label})" if label and names else "")


def shorten_names(names: Sequence[Name]) -> str:
    """Join family names as ``A``, ``A & B``, ``A, B & C`` or ``A et al.``."""
    short = [_shorten(name) for name in names if format_name(name)]
    if len(short) > MAX_SHORT_NAMES or (short and short[-1].casefold() in REST):
        return f"{short[0]} et al."
    return " & ".join(filter(None, (", ".join(short[:-1]), *short[-1:])))


def _shorten(name: Name) -> str:
    particle = name.non_dropping_particle
    family = join_particle(particle, name.family) if name.family else ""
    return set_quotes(clean(name.literal) or clean(family) or clean(name.given))
