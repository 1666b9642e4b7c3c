"""Named styles, one set for each kind of terminal background.

Only the 16 ANSI colours are used, so that a terminal's own palette decides. None of
them has a contrast of 4.5:1 (WCAG 2.2, 1.4.3) on both the dark and the light
backgrounds of the usual palettes; ``tests/render/test_theme.py`` has the figures. So a
known background gets the colours that reach it there, and an unknown one weights
alone: the single colour that comes to 3:1 everywhere, for large or bold text, is bright
red, and that is what errors look like.
"""

from collections.abc import Mapping
from typing import Literal

Background = Literal["dark", "light", "unknown"]

BACKGROUND_VARIABLE = "WIKICLI_BACKGROUND"

_COMMON = {
    "title": "bold",
    "rule": "dim",
    "description": "none",
    "label": "bold",
    "strong": "bold",
    "emphasis": "italic",
    "struck": "strike",
    "code": "none",
    "link": "underline",
    "missing": "dim",
    "quiet": "dim",
    "note": "dim",
    "quotation": "italic",
    "match": "bold underline",
    "severity.error": "bold bright_red",
}

_COLOURS: dict[Background, dict[str, str]] = {
    "unknown": {
        "heading": "bold underline",
        "marker": "dim",
        "armenian": "none",
        "severity.warning": "bold",
        "severity.info": "bold",
    },
    "dark": {
        "heading": "bold bright_yellow",
        "marker": "bright_cyan",
        "armenian": "bright_green",
        "severity.warning": "bold bright_yellow",
        "severity.info": "bold bright_cyan",
    },
    "light": {
        "heading": "bold magenta",
        "marker": "blue",
        "armenian": "blue",
        "severity.warning": "bold magenta",
        "severity.info": "bold blue",
    },
}


def get_styles(background: Background) -> dict[str, str]:
    """Return the definition of each named style for a kind of background."""
    return _COMMON | _COLOURS[background]


def find_background(environment: Mapping[str, str]) -> Background:
    """Find out the terminal's background from ``WIKICLI_BACKGROUND`` or ``COLORFGBG``.

    rxvt, Konsole and others set ``COLORFGBG`` to the numbers of the foreground and,
    last, of the background colour; 7 and 9 to 15 are light.
    """
    asked = environment.get(BACKGROUND_VARIABLE, "").lower()
    if asked in ("dark", "light"):
        return "dark" if asked == "dark" else "light"
    number = environment.get("COLORFGBG", "").rpartition(";")[2]
    if not number.isdecimal():
        return "unknown"
    return "light" if int(number) == 7 or 9 <= int(number) <= 15 else "dark"
