"""Draw the picture of the README from the real output.

Run: python docs/make_picture.py
"""

import io
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from rich.theme import Theme

from wikicli.article.footnotes import number
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.render.page.layout import Measure
from wikicli.render.page.theme import get_styles
from wikicli.render.text.show import ArticleView

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "miatsum.svg"
LINES = 34

# xterm's palette on a dark background.
PALETTE = TerminalTheme(
    (24, 24, 27),
    (229, 229, 229),
    [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
    ],
    [
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ],
)


def draw() -> str:
    """Return the first screen of ``wikicli show miatsum`` as SVG."""
    library = Library([read_source(ROOT / "entries", "")], ROOT / "no-cache")
    entry = library.get("miatsum").entry
    footnotes = number(entry, library.title_of)
    page = ArticleView(entry, footnotes, library, Measure(80)).page()
    console = Console(
        record=True,
        width=80,
        file=io.StringIO(),
        theme=Theme(get_styles("dark"), inherit=False),
        force_terminal=True,
        color_system="standard",
        highlight=False,
        _environ={},
    )
    console.print(Text("$ wikicli show miatsum\n"))
    del page.lines[LINES:]
    console.print(page)
    # Rich's own frame loads a font from the network; the reader's will do.
    fonts = re.compile(r"@font-face \{\{.*?\}\}\s*", re.DOTALL)
    frame = fonts.sub("", CONSOLE_SVG_FORMAT)
    frame = frame.replace("Fira Code", "DejaVu Sans Mono")
    svg = console.export_svg(
        title="wikicli", theme=PALETTE, unique_id="wikicli", code_format=frame
    )
    return "\n".join(line.rstrip() for line in svg.splitlines()) + "\n"


if __name__ == "__main__":
    PICTURE.write_text(draw(), "utf-8")
