"""References to RIS, which EndNote, Mendeley and the databases read.

The lines are written by rispy (0.10: MIT, no dependencies, 0.1 MB). Types and tags are
those that it knows; there is no one specification of the format.
"""

import re
from collections.abc import Sequence

from rispy.writer import RisWriter

from wikicli.base.dates import format_edtf, from_date_parts, split_year_suffix
from wikicli.base.model import Date, Name, Reference
from wikicli.base.text import read_pairs
from wikicli.references.citation.styles import bare_identifier
from wikicli.references.citation.wording import join_particle
from wikicli.references.export.fields import (
    address,
    day_parts,
    find_leader,
    first_year,
    is_rest,
    make_keys,
    split_pages,
)

TYPES = read_pairs(
    """
    article:GEN article-journal:JOUR article-magazine:MGZN article-newspaper:NEWS
    bill:BILL book:BOOK broadcast:VIDEO chapter:CHAP classic:CLSWK collection:CTLG
    dataset:DATA document:GEN entry:ENCYC entry-dictionary:DICT
    entry-encyclopedia:ENCYC event:GEN figure:FIGURE graphic:ART hearing:HEAR
    interview:PCOMM legal_case:CASE legislation:STAT manuscript:MANSCPT map:MAP
    motion_picture:MPCT musical_score:MUSIC pamphlet:PAMP paper-conference:CPAPER
    patent:PAT performance:GEN periodical:JFULL personal_communication:PCOMM
    post:ICOMM post-weblog:BLOG regulation:LEGAL report:RPRT review:JOUR
    review-book:JOUR software:COMP song:SOUND speech:GEN standard:STAND thesis:THES
    treaty:GOVDOC webpage:ELEC
    """
)
"""CSL's types by those of RIS."""

_TEXTS = read_pairs(
    """
    title:title container-title:secondary_title collection-title:tertiary_title
    title-short:short_title volume:volume number-of-volumes:number_of_volumes
    edition:edition section:section publisher:publisher genre:type_of_work
    language:language abstract:abstract call-number:call_number archive:name_of_database
    archive_location:accession_number source:database_provider
    reviewed-title:reviewed_item original-title:original_publication
    """
)
# After the tables of Zotero, citation-js and bibutils: what a tag means depends on the
# type. In a book, A2 is the editor of the series; in others that are no part, readers
# know an editor by ED alone.
_BOOKS = frozenset({"BOOK", "CLSWK"})
_WITH_EDITORS = frozenset("CHAP CPAPER DICT ENCYC GEN JOUR".split())
_NUMBERED = {
    **dict.fromkeys("RPRT PAT STAND LEGAL GOVDOC".split(), "issn"),
    **dict.fromkeys("JOUR JFULL".split(), "custom7"),
}


_LISTED = re.compile(r"\s*[,;]\s*")

RisFields = dict[str, str | list[str]]


def format_ris(references: Sequence[Reference]) -> str:
    """Format references as a RIS file."""
    keys = make_keys(references)
    records = [_fields(ref, key) for ref, key in zip(references, keys, strict=True)]
    mapping = {**RisWriter.DEFAULT_MAPPING, "ED": "editors"}  # rispy lacks it
    lists = [*RisWriter.DEFAULT_LIST_TAGS, "ED"]
    writer = RisWriter(mapping=mapping, list_tags=lists)
    # Nothing before a record; rispy numbers them, which the format does not.
    writer.set_header = lambda _count: ""
    return str(writer.formats(records))


def _fields(reference: Reference, key: str) -> RisFields:
    value = reference.variables.get
    first, last = split_pages(value("page", "") or value("page-first", ""))
    issued = reference.dates.get("issued", Date())
    kind = TYPES.get(reference.type, "GEN")
    serial = bare_identifier(reference, "ISBN") or bare_identifier(reference, "ISSN")
    fields: RisFields = {
        "type_of_reference": kind,
        "id": key,
        "authors": _names(find_leader(reference)),
        **_editors(reference, kind),
        "subsidiary_authors": _names(reference.names.get("translator", ())),
        **{it: value(key, "") for key, it in _TEXTS.items()},
        "translated_title": reference.trans_title,
        "year": first_year(issued),
        "date": _date(issued),
        "number": value("issue", ""),
        "start_page": first,
        "end_page": last,
        "place_published": value("publisher-place", "") or value("event-place", ""),
        "issn": serial,
        "doi": bare_identifier(reference, "DOI"),
        "urls": _addresses(reference),
        "access_date": _date(reference.dates.get("accessed", Date())),
        "keywords": [it for it in _LISTED.split(value("keyword", "")) if it],
        "notes": [it for it in (value("note"), reference.quote) if it],
    }
    if number := value("number", "") or value("collection-number", ""):
        fields[_NUMBERED.get(kind, "note")] = number
    return {name: content for name, content in fields.items() if content}


def _addresses(reference: Reference) -> list[str]:
    """Return the address that works, which is all that most read, then the others."""
    every = (address(reference), reference.variables.get("URL"), reference.archive_url)
    return [url for url in dict.fromkeys(every) if url]


def _editors(reference: Reference, kind: str) -> RisFields:
    editors = "secondary_authors" if kind in _WITH_EDITORS else "editors"
    of_series = "tertiary_authors"
    if kind in _BOOKS:
        editors, of_series = "tertiary_authors", "secondary_authors"
    names = reference.names.get
    return {
        editors: _names(names("editor", ())),
        of_series: _names(names("collection-editor", ())),
    }


def _names(names: Sequence[Name]) -> list[str]:
    """Write names but for "et al.", which would be read as an author."""
    return [written for it in names if not is_rest(it) and (written := _name(it))]


def _name(name: Name) -> str:
    """Write ``Family, Given, Suffix``, or a literal, which a comma keeps whole."""
    family = join_particle(name.non_dropping_particle, name.family)
    given = f"{name.given} {name.dropping_particle}".strip()
    parts = (family, given, name.suffix)
    if name.literal:
        return f"{name.literal}," if " " in name.literal else name.literal
    return ", ".join(part for part in parts if part)


def _date(date: Date) -> str:
    """Write ``YYYY/MM/DD/`` for a day, month or year, ``YYYY///words`` for others."""
    parts = day_parts(date)
    words = date.literal
    whole = format_edtf(split_year_suffix(date.edtf)[0])
    if parts and parts[0] > 0 and whole == format_edtf(from_date_parts([parts]) or ""):
        numbers = [f"{part:02}" for part in parts] + ["", ""]
        return "/".join([*numbers[:3], words])
    words = words or whole
    return f"{first_year(date)}///{words}" if words else ""
