"""The colours of the usual terminals, and whether ours can be read on them."""

import pytest
from rich.color import ColorType
from rich.style import Style

from wikicli.render.page.theme import Background, find_background, get_styles

ANSI = """
    black red green yellow blue magenta cyan white bright_black bright_red bright_green
    bright_yellow bright_blue bright_magenta bright_cyan bright_white
""".split()

# The table "3-bit and 4-bit" of Wikipedia's "ANSI escape code", and for VTE's own
# palettes the sources of GNOME Terminal (profile-editor.cc).
PALETTES = {
    "VGA": """
        000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa
        555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff""",
    "xterm": """
        000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5
        7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff""",
    "Campbell": """
        0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc
        767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2""",
    "Terminal.app": """
        000000 990000 00a600 999900 0000b2 b200b2 00a6b2 bfbfbf
        666666 e60000 00d900 e6e600 0000ff e600e6 00e6e6 e6e6e6""",
    "VS Code dark": """
        000000 cd3131 0dbc79 e5e510 2472c8 bc3fbc 11a8cd e5e5e5
        666666 f14c4c 23d18b f5f543 3b8eea d670d6 29b8db e5e5e5""",
    "VS Code light": """
        000000 cd3131 00bc00 949800 0451a5 bc05bc 0598bc 555555
        666666 cd3131 14ce14 b5ba00 0451a5 bc05bc 0598bc a5a5a5""",
    "GNOME": """
        171421 c01c28 26a269 a2734c 12488b a347ba 2aa1b3 d0cfcc
        5e5c64 f66151 33d17a e9ad0c 2a7bde c061cb 33c7de ffffff""",
    "Tango": """
        2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf
        555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec""",
    "Ubuntu": """
        010101 de382b 39b54a ffc706 006fb8 762671 2cb5e9 cccccc
        808080 ff0000 00ff00 ffff00 0000ff ff00ff 00ffff ffffff""",
}

# Which backgrounds these palettes come with.
BACKGROUNDS: list[tuple[str, Background, str]] = [
    ("VGA", "dark", "000000"),
    ("xterm", "dark", "000000"),
    ("xterm", "light", "ffffff"),
    ("Campbell", "dark", "0c0c0c"),
    ("Terminal.app", "dark", "000000"),
    ("Terminal.app", "light", "ffffff"),
    ("VS Code dark", "dark", "1e1e1e"),
    ("VS Code dark", "dark", "181818"),
    ("VS Code light", "light", "ffffff"),
    ("GNOME", "dark", "171421"),
    ("GNOME", "dark", "1e1e1e"),
    ("GNOME", "light", "ffffff"),
    ("Tango", "dark", "2e3436"),
    ("Tango", "dark", "000000"),
    ("Tango", "light", "eeeeec"),
    ("Tango", "light", "ffffff"),
    ("Ubuntu", "dark", "300a24"),
]

ALL: tuple[Background, ...] = ("dark", "light", "unknown")


def luminance(colour: str) -> float:
    """Return the relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def colours(background: Background) -> dict[str, str]:
    """Return the colour of each style that has one."""
    parsed = {name: Style.parse(text) for name, text in get_styles(background).items()}
    return {name: style.color.name for name, style in parsed.items() if style.color}


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(("palette", "background", "behind"), BACKGROUNDS)
def test_colours_of_a_known_background_can_be_read_there(
    palette: str, background: Background, behind: str
) -> None:
    table = dict(zip(ANSI, PALETTES[palette].split(), strict=True))
    ratios = {
        f"{style}: {colour}": round(contrast(table[colour], behind), 2)
        for style, colour in colours(background).items()
    }
    assert ratios.pop("severity.error: bright_red") >= 3  # bold, as on standard error
    assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


def test_an_unknown_background_has_weights_and_only_errors_a_colour() -> None:
    styles = {name: Style.parse(it) for name, it in get_styles("unknown").items()}
    assert colours("unknown") == {"severity.error": "bright_red"}
    assert styles["marker"].dim
    assert (styles["heading"].bold, styles["heading"].underline) == (True, True)


@pytest.mark.parametrize("background", ALL)
def test_headings_are_not_red_as_errors_and_armenian_is_not_slanted(
    background: Background,
) -> None:
    assert "red" not in colours(background).get("heading", "")
    assert not Style.parse(get_styles(background)["armenian"]).italic


def test_bright_red_alone_could_serve_an_unknown_background() -> None:
    """So errors, whose background nobody asks for, are bold and bright red."""
    lowest = {
        colour: min(
            contrast(PALETTES[palette].split()[number], behind)
            for palette, _, behind in BACKGROUNDS
        )
        for number, colour in enumerate(ANSI)
    }
    assert [colour for colour, ratio in lowest.items() if ratio >= 3] == ["bright_red"]


@pytest.mark.parametrize("background", ALL)
def test_only_the_sixteen_colours_are_used_and_no_backgrounds(
    background: Background,
) -> None:
    for text in get_styles(background).values():
        style = Style.parse(text)
        assert style.bgcolor is None
        assert style.color is None or style.color.type == ColorType.STANDARD
        assert style.color is None or style.color.name in ANSI


def test_every_background_has_the_same_styles() -> None:
    dark, light, unknown = (set(get_styles(background)) for background in ALL)
    assert dark == light == unknown


@pytest.mark.parametrize("background", ["dark", "light"])
def test_headings_differ_from_markers_and_armenian(background: Background) -> None:
    chosen = colours(background)
    assert chosen["heading"] not in (chosen["marker"], chosen["armenian"])


def test_meaning_is_never_in_the_colour_alone() -> None:
    """What has a colour is bold, in brackets, or in letters of its own."""
    severities = {f"severity.{it}" for it in ("error", "warning", "info")}
    assert set(colours("dark")) == {"heading", "marker", "armenian"} | severities
    assert Style.parse(get_styles("dark")["heading"]).bold


@pytest.mark.parametrize(
    ("environment", "background"),
    [
        ({}, "unknown"),
        ({"COLORFGBG": "15;0"}, "dark"),
        ({"COLORFGBG": "15;default;8"}, "dark"),
        ({"COLORFGBG": "0;15"}, "light"),
        ({"COLORFGBG": "0;7"}, "light"),
        ({"COLORFGBG": "0;11"}, "light"),
        ({"COLORFGBG": "15;default"}, "unknown"),
        ({"COLORFGBG": ""}, "unknown"),
        ({"WIKICLI_BACKGROUND": "light"}, "light"),
        ({"WIKICLI_BACKGROUND": "DARK", "COLORFGBG": "0;15"}, "dark"),
        ({"WIKICLI_BACKGROUND": "pink", "COLORFGBG": "0;15"}, "light"),
    ],
)
def test_background_is_what_the_user_says_or_the_terminal(
    environment: dict[str, str], background: str
) -> None:
    assert find_background(environment) == background
