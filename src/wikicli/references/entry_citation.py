"""Citing the entry itself: the reference that leads others to it."""

from typing import NamedTuple

from wikicli.base.dates import is_edtf
from wikicli.base.model import Date, Entry, Name, Reference


class Imprint(NamedTuple):
    """What a library says of itself as a work: its file ``library.toml``."""

    title: str = ""
    editors: tuple[Name, ...] = ()
    address: str = ""
    license: str = ""
    language: str = ""


class EntryCitation(NamedTuple):
    """How to cite an entry: its own reference, and that of what it was adapted from."""

    reference: Reference
    source: Reference | None


def cite_entry(
    entry: Entry, accessed: str = "", imprint: Imprint | None = None
) -> EntryCitation:
    """Return the references by which an entry is cited.

    ``accessed`` is the day on which it was read, in EDTF: an entry changes like a page
    on the web. ``imprint`` is what its library says of itself, the larger work.
    """
    work = imprint or Imprint()
    date = Date(edtf=accessed) if is_edtf(accessed) else Date(literal=accessed)
    variables = {
        "title": entry.title,
        "container-title": work.title,
        "language": work.language,
        "URL": work.address,
        "note": work.license,
    }
    reference = Reference(
        id=entry.slug,
        type="entry-encyclopedia",
        dates={"accessed": date} if accessed else {},
        names={"editor": work.editors} if work.editors else {},
        variables={key: value for key, value in variables.items() if value},
    )
    return EntryCitation(reference, _source(entry))


def _source(entry: Entry) -> Reference | None:
    """Return the reference of what an entry was adapted from; its license as a note."""
    source = entry.source
    if source is None or not (source.title or source.url):
        return None
    variables = {"title": source.title, "URL": source.url, "note": source.license}
    return Reference(
        id=f"{entry.slug}-source",
        type="webpage",
        dates={"accessed": source.retrieved} if source.retrieved else {},
        variables={key: value for key, value in variables.items() if value},
    )
