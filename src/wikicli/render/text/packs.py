"""Packs: what one says of itself, and what became of it."""

from collections.abc import Sequence
from pathlib import Path

from wikicli.base.text import clean_line, format_count
from wikicli.library.packs import Manifest
from wikicli.render.page.layout import Measure, Page
from wikicli.render.text.index import format_size
from wikicli.render.text.where import write_row

_LANGUAGES = {"en": "English", "hy": "Armenian"}


def pack_view(path: Path, manifest: Manifest, measure: Measure) -> Page:
    """Build the page of a pack: its name, what is in it, who made it and when."""
    page = Page(measure.full)
    write_row(page, "pack", clean_line(path))
    entries = format_count(manifest.entries, "entry")
    languages = manifest.languages.items()
    said = ", ".join(f"{_LANGUAGES.get(it, it)} {count}" for it, count in languages)
    write_row(page, "entries", f"{entries}: {said}")
    licenses = manifest.licenses.items()
    if said := ", ".join(f"{it} ({count})" for it, count in licenses):
        write_row(page, "licences", said)
    write_row(page, "made", f"{manifest.made} by {manifest.program}")
    size = sum(size for size, _ in manifest.files.values())
    files = format_count(len(manifest.files), "file")
    write_row(page, "size", f"{format_size(size)} in {files}")
    return page


def format_verified(path: Path, changed: Sequence[str]) -> str:
    """Say which files of a pack are not as they were built, a line each."""
    if not changed:
        return f"{clean_line(path)}: every file is as it was built\n"
    return "".join(
        f"{clean_line(path / name)}: not as it was built\n" for name in changed
    )


def format_unpacked(folder: Path, count: int) -> str:
    """Say how many files are in a folder now."""
    return f"{format_count(count, 'entry')} in {clean_line(folder)}\n"
