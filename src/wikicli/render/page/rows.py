"""Rows of entries: a title, what is about it beside it, guides of a tree before it."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from wikicli.render.page.layout import Page, wrap

_GAP = 3


class Row(NamedTuple):
    """An entry; the guides are those of its first line, and those of the others."""

    title: Text
    about: tuple[Text, ...] = ()
    guide: str = ""
    below: str = ""

    def wrap_about(self, width: int) -> list[Text]:
        """Wrap what is about the entry, without what is empty."""
        return [line for it in self.about if it.plain for line in wrap(it, width)]


def write_rows(page: Page, rows: Sequence[Row], indent: int) -> None:
    """Write rows: title and what is about it side by side; below it on narrow pages.

    ``indent`` counts cells from the left edge of the text column.
    """
    if page.measure.narrow:
        for row in rows:
            _write_narrow(page, row, indent)
        return
    widths = (len(row.guide) + cell_len(row.title.plain) for row in rows)
    width = min(max(widths, default=0), page.measure.column // 2 - 2)
    room = page.measure.column - indent - width - _GAP
    for row in rows:
        titles = wrap(row.title, max(width - len(row.guide), 8))
        lines = zip_longest(titles, row.wrap_about(room), fillvalue=Text())
        for number, (left, right) in enumerate(lines):
            guide = Text(row.below if number else row.guide, "rule")
            gap = " " * (width - len(guide.plain) - cell_len(left.plain) + _GAP)
            page.put(guide, left, gap, right, indent=indent)


def _write_narrow(page: Page, row: Row, indent: int) -> None:
    room = page.measure.column - len(row.below) - indent
    for number, line in enumerate(wrap(row.title, max(room, 8))):
        guide = Text(row.below if number else row.guide, "rule")
        page.put(guide, line, indent=indent)
    for line in row.wrap_about(max(room - 2, 8)):
        page.put(Text(row.below, "rule"), "  ", line, indent=indent)
