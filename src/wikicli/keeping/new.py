"""New entries: a file with what a good entry needs, to be filled in."""

from pathlib import Path
from typing import NamedTuple

from wikicli.base.errors import LibraryError, UsageError
from wikicli.base.text import clean_line, quote_path
from wikicli.entry.form import format_entry, format_scalar
from wikicli.keeping.edits import Edit, get_own_source, write_edits, writing
from wikicli.language import armenian
from wikicli.library.journal import Outcome
from wikicli.library.library import Library
from wikicli.library.names import check_free, check_slug, make_slug
from wikicli.library.sources import SUFFIX

SCHEMA = ".entry.schema.json"
"""The schema of the entry format in a library's folder, for editors."""


class NewEntry(NamedTuple):
    """An entry that is to be written: its names, its file, what stands in it."""

    slug: str
    title: str
    hy: str
    path: Path
    data: bytes


def plan_entry(
    library: Library, title: str, slug: str = "", with_armenian: bool = False
) -> NewEntry:
    """Plan a new entry; a title in Armenian is its Armenian one, and is romanized.

    Raises NoAnswerError if an entry bears that name, UsageError for a title that can't
    be one, LibraryError if there is no folder for it.
    """
    words = " ".join(clean_line(title).split())
    if not words:
        raise UsageError("an entry needs a title", "wikicli new TITLE")
    hy = words if armenian.is_armenian(words) else ""
    english = armenian.romanize(words, "plain") if hy else words
    slug = check_slug(slug) if slug else make_slug(words)
    check_free(library, slug, [words, english])
    folder = get_own_source(library).path
    path, has_schema = folder / f"{slug}{SUFFIX}", (folder / SCHEMA).is_file()
    text = format_template(english, hy, with_armenian or bool(hy), has_schema)
    return NewEntry(slug, english, hy, path, format_entry(text.encode(), path).data)


def write_entry(entry: NewEntry) -> Outcome | None:
    """Write a new entry; its folder is made if it is missing.

    Raises LibraryError if it can't be written, or a file is there meanwhile.
    """
    folder = entry.path.parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"can't make folder {quote_path(folder)}: {error.strerror}"
        raise LibraryError(message) from None
    with writing(folder) as outcome:
        write_edits(folder, f"new {entry.slug}", [Edit(entry.path, None, entry.data)])
    return outcome


def format_template(title: str, hy: str, with_armenian: bool, has_schema: bool) -> str:
    """Format the file of a new entry: a readable entry, with hints in comments."""
    lines = [f"# yaml-language-server: $schema={SCHEMA}"] if has_schema else []
    lines += [f"title: {format_scalar(title, False)}", *_BEFORE_TERMS]
    lines += ["terms:", f"  - hy: {format_scalar(hy, False)}"] if hy else _TERMS
    lines += [*_AFTER_TERMS, f"  **{_escape(title)}** has no text yet."]
    if with_armenian:
        lines += ["hy:"]
        headword = f"title: {format_scalar(hy, False)}" if hy else "# title: …"
        lines += [f"  {headword}", *_ARMENIAN]
    return "\n".join([*lines, *_END]) + "\n"


def _escape(title: str) -> str:
    """Escape what Markdown would not show as it stands."""
    return "".join("\\" + it if it in "\\*_`[]<&" else it for it in title)


_BEFORE_TERMS = [
    "# description: one line of at most 90 characters, without a full stop",
    "# aliases: [another name that leads here]",
]
_TERMS = [
    "# terms:                    # the first is the headword's own",
    "#   - hy: …",
    "#     en: …",
]
_AFTER_TERMS = [
    "# facts:                    # the fact box; a marker as [^smith] names the source",
    '#   Founded: "1988[^smith]"',
    "# In the text, ## begins a section, [[another-entry]] is a link; a source",
    "# stands behind what it supports: The fort fell in May.[^smith p. 12]",
    "body: |",
]
_ARMENIAN = [
    "  # description: …",
    "  status: unreviewed",
    "  # body: |                 # the same sections in the same order",
    "  #   …",
]
_END = [
    "# see_also:",
    "#   - another-entry",
    "#   - {entry: a-third, note: what it has to do with this one}",
    "# references:               # a marker calls them: [^smith p. 12]",
    "#   - id: smith",
    "#     type: book            # or article-journal, webpage, …",
    "#     author: [{family: Smith, given: Ann}]",
    "#     issued: 2003",
    "#     title: …",
    "#     publisher: …",
    "#     URL: …",
    "#     accessed: YYYY-MM-DD",
    "# categories: [Name of a category]",
    "# source: {title: …, url: …, license: CC BY-SA 4.0, retrieved: YYYY-MM-DD}",
]
