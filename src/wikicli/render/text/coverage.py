"""Coverage: a table of entries, or the figures of one; bars in a terminal."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from wikicli.base.errors import NoAnswerError
from wikicli.base.text import format_count
from wikicli.library.coverage import KINDS, Coverage, CoverageReport, Share
from wikicli.render.page.blocks import write_labelled
from wikicli.render.page.footnotes import format_date
from wikicli.render.page.layout import Measure, Page

_GAP = 2
_BAR = 10
"""The most cells of a bar in the table."""
_LONG_BAR = 20
_EIGHTHS = " ▏▎▍▌▋▊▉"

ALL = "in all"


class _Column(NamedTuple):
    """A column of numbers: its head, its text for an entry; ``wide`` ones may go."""

    head: str
    text: Callable[[Coverage], str]
    wide: bool = False


def _kind_column(kind: str) -> _Column:
    return _Column(kind, lambda it: str(it.kinds[kind]), wide=True)


_COLUMNS = (
    _Column("sentences", lambda it: format_share(it.sentences)),
    _Column("paragraphs", lambda it: format_share(it.paragraphs)),
    _Column("works", lambda it: str(it.works)),
    *map(_kind_column, KINDS),
    _Column("quoted", lambda it: str(it.quoted)),
    _Column("no link", lambda it: str(it.unlinked)),
    _Column("oldest access", lambda it: format_date(it.accessed) or "–", wide=True),
)


def coverage_view(report: CoverageReport, measure: Measure, bars: bool) -> Page:
    """Build the page of a report; ``bars`` draws the shares, too.

    Raises NoAnswerError if there is nothing to report.
    """
    if not report.entries:
        raise NoAnswerError("the library has no entry that can be read")
    page = Page(measure.full)
    if len(report.entries) == 1:
        _write_figures(page, report.entries[0], bars)
    elif not _write_table(page, report, bars):
        for item in (*report.entries, report.total):
            page.space()
            _write_figures(page, item, bars)
    return page


def format_share(share: Share) -> str:
    """Format a share as per cent, rounded, but never to none or to all."""
    if not share.total:
        return "–"
    percent = round(share.ratio * 100)
    if 0 < share.covered < share.total:
        percent = min(max(percent, 1), 99)
    return f"{percent}%"


def draw_bar(share: Share, cells: int) -> str:
    """Draw a share as a bar of so many cells, in eighths of a cell."""
    if not share.total:
        return " " * cells
    eighths = round(share.ratio * cells * 8)
    if share.covered:
        eighths = max(eighths, 1)
    full, rest = divmod(eighths, 8)
    return ("█" * full + _EIGHTHS[rest].strip()).ljust(cells)


# A table ------------------------------------------------------------------------


def _write_table(page: Page, report: CoverageReport, bars: bool) -> bool:
    """Write the table with the columns that there is room for; tell if any is."""
    rows = [*report.entries, report.total]
    for columns in (_COLUMNS, tuple(it for it in _COLUMNS if not it.wide)):
        made = [_make_cells(column, rows) for column in columns]
        names = max(cell_len(row.slug or ALL) for row in rows)
        room = page.measure.column - names - sum(_GAP + len(it[0]) for it in made)
        if room >= 0:
            bar = min(room - 1, _BAR) if bars and room > 4 else 0
            _write_rows(page, rows, names, made, bar)
            if columns is not _COLUMNS:
                page.space()
                write_labelled(page, _sources(report.total), 2, _GAP)
            return True
    return False


def _make_cells(column: _Column, rows: Sequence[Coverage]) -> list[str]:
    """Return the head of a column and its texts, all of them of one width."""
    cells = [column.head, *map(column.text, rows)]
    width = max(map(len, cells))
    return [cell.rjust(width) for cell in cells]


def _write_rows(
    page: Page,
    rows: Sequence[Coverage],
    names: int,
    columns: Sequence[Sequence[str]],
    bar: int,
) -> None:
    """Write head and rows; the bar of a row stands before its share of sentences."""
    gap = " " * _GAP
    head, *lines = (gap.join(cells) for cells in zip(*columns, strict=True))
    head = " " * (names + _GAP + (bar + 1 if bar else 0)) + head
    page.put(Text(head, style="label"))
    for row, line in zip(rows, lines, strict=True):
        if not row.slug:
            page.put(Text("─" * len(head), style="rule"))
        name = row.slug or ALL
        padding = " " * (names - cell_len(name) + _GAP)
        drawn = f"{draw_bar(row.sentences, bar)} " if bar else ""
        page.put(Text(name + padding + drawn + line))


# The figures of one -------------------------------------------------------------


def _write_figures(page: Page, item: Coverage, bars: bool) -> None:
    """Write every figure of an entry, or of all, a line each."""
    page.add(Text(item.slug or ALL, style="title"))
    lines = [
        ("sentences with a source", _share_words(item.sentences, bars)),
        ("paragraphs with a source", _share_words(item.paragraphs, bars)),
        *_sources(item),
    ]
    write_labelled(page, lines, 2, _GAP)


def _share_words(share: Share, bars: bool) -> str:
    words = f"{format_share(share)} ({share.covered} of {share.total})"
    return f"{draw_bar(share, _LONG_BAR)} {words}" if bars else words


def _sources(item: Coverage) -> list[tuple[str, str]]:
    """Return labels and values of what is known of the sources."""
    kinds = [f"{kind} {count}" for kind, count in item.kinds.items() if count]
    total = f"{item.works} ({', '.join(kinds)})" if kinds else "0"
    of_all = f" of {format_count(item.references, 'reference')}"
    return [
        ("works", total),
        ("with a quotation", f"{item.quoted}{of_all}"),
        ("without a link", f"{item.unlinked}{of_all}"),
        ("oldest access", format_date(item.accessed) or "(none)"),
    ]
