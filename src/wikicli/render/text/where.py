"""What is in force and from where: sources, settings, places."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.text import Text

from wikicli.base.text import clean_line, format_count
from wikicli.library.config import DEFAULTS, Settings
from wikicli.library.library import Library
from wikicli.references.citation.wording import format_name
from wikicli.references.entry_citation import Imprint
from wikicli.render.page.inline import plain
from wikicli.render.page.layout import Measure, Page, glue
from wikicli.render.text.index import format_size

_LABEL = len("configuration   ")
_VALUE = len("iso9985  ")


def where_view(
    library: Library,
    settings: Settings,
    imprints: Sequence[Imprint],
    measure: Measure,
    home: str = "",
) -> Page:
    """Build the page of what is in force; paths in ``home`` begin with ``~``.

    ``imprints`` are what the sources say of themselves, in their order.
    """
    page = Page(measure.full)
    sources = zip(library.sources, imprints, strict=True)
    for number, (source, imprint) in enumerate(sources, 1):
        entries = format_count(len(source.files), "entry")
        count = entries if source.present else "not there yet"
        page.add(Text(_shorten(source.path, home)), 0, Text(f"{number}. "))
        page.add(Text(f"{source.reason}, {count}", style="quiet"), 3)
        editors = "; ".join(map(format_name, imprint.editors))
        title = f"“{imprint.title}”" if imprint.title else ""
        if said := ", ".join(filter(None, (title, editors, imprint.license))):
            page.add(plain(said, "quiet"), 3)
    page.space()
    write_row(page, "entries", str(len(library.files)))
    page.space()
    state = "" if settings.file.present else "not there"
    write_row(page, "configuration", _shorten(settings.file.path, home), state)
    for label in DEFAULTS:
        setting = settings.get(label)
        value = setting.value if measure.narrow else setting.value.ljust(_VALUE)
        write_row(page, label, value, setting.reason)
    page.space()
    if library.has_own_index:
        place = _shorten(library.index_place, home)
        write_row(page, "index", place, _say_state(library))
    else:
        write_row(page, "index", "in the pack")
    write_row(page, "cache", _shorten(library.cache, home))
    return page


def _say_state(library: Library) -> str:
    """Say whether the index is there, or what the next command makes of it."""
    state = library.find_index()
    if not state.present:
        return "out of date" if state.outdated else "not there yet"
    made = datetime.fromtimestamp(state.made).strftime("%Y-%m-%d %H:%M")
    return f"up to date, {format_size(state.bytes)}, made {made}"


def write_row(page: Page, label: str, value: str, remark: str = "") -> None:
    """Write a label with its value; on a narrow page below it if need be."""
    text = Text(value)
    if remark:
        text.append(" " if value.endswith(" ") else ", ").append(glue(remark), "quiet")
    prefix = Text(f"{label}: " if page.measure.narrow else label.ljust(_LABEL), "label")
    if page.measure.narrow and len(prefix) + len(text) > page.measure.column:
        page.add(prefix)
        page.add(text, 2)
    else:
        page.add(text, 0, prefix)


def _shorten(path: Path, home: str) -> str:
    """Return a path as safe text; one in the home folder as a shell takes it."""
    inside = len(home) > 1 and path.is_relative_to(home)
    return clean_line(Path("~", path.relative_to(home)) if inside else path)
