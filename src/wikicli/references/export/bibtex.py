"""References to BibTeX, for its standard styles: ``year`` and ``month``, 14 types."""

from collections.abc import Sequence

from wikicli.base.dates import format_edtf, format_ordinal, format_years
from wikicli.base.model import Date, Reference
from wikicli.base.text import read_pairs
from wikicli.references.citation.styles import bare_identifier
from wikicli.references.export import latex
from wikicli.references.export.fields import address, day_parts, find_leader

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_CONTAINERS = read_pairs(
    """
    article:journal incollection:booktitle inproceedings:booktitle misc:howpublished
    unpublished:howpublished
    """
)
_PUBLISHERS = read_pairs(
    """
    techreport:institution phdthesis:school mastersthesis:school misc:howpublished
    unpublished:howpublished booklet:howpublished
    """
)


def format_bibtex(references: Sequence[Reference]) -> str:
    """Format references as a BibTeX file."""
    return latex.format_entries(references, _kind, _fields)


def _kind(reference: Reference) -> str:
    kind = latex.BIBTEX.get(reference.type, "misc")
    is_masters = "master" in reference.variables.get("genre", "").casefold()
    return "mastersthesis" if kind == "phdthesis" and is_masters else kind


def _fields(reference: Reference, kind: str) -> latex.Fields:
    value = reference.variables.get
    edition = value("edition", "")
    container = _CONTAINERS.get(kind, "booktitle")
    publisher = _PUBLISHERS.get(kind, "publisher")
    if publisher == container and value("container-title"):
        publisher = "publisher"  # styles print but one of the two for these types
    return {
        "author": latex.names(find_leader(reference)),
        "editor": latex.names(reference.names.get("editor", ())),
        "title": latex.title(reference.title),
        container: latex.text(value("container-title", "")),
        publisher: latex.listed(value("publisher", "")),
        "series": latex.text(value("collection-title", "")),
        "volume": latex.text(value("volume", "")),
        "number": latex.text(_number(reference)),
        "edition": latex.text(
            format_ordinal(int(edition)) if edition.isdecimal() else edition
        ),
        "chapter": latex.text(value("chapter-number", "")),
        "pages": latex.pages(value("page", "")),
        "address": latex.text(value("publisher-place", "") or value("event-place", "")),
        "type": latex.text(value("genre", "")),
        **_date(reference.dates.get("issued", Date())),
        "isbn": latex.text(bare_identifier(reference, "ISBN")),
        "issn": latex.text(bare_identifier(reference, "ISSN")),
        "doi": latex.verbatim(bare_identifier(reference, "DOI")),
        "url": latex.verbatim(address(reference)),
        "note": latex.text(value("note", "")),
    }


def _number(reference: Reference) -> str:
    """Return the issue, the work's own number or, in a series, that of the book."""
    order = ("issue", "number", "collection-number")
    return next(filter(None, map(reference.variables.get, order)), None) or ""


def _date(date: Date) -> latex.Fields:
    """Return year and month: of one day or month the macro, else what is in words."""
    if not date.edtf:
        return {"year": latex.text(date.literal)}
    years = format_years(date.edtf)
    parts = day_parts(date)
    if len(parts) > 1:
        day = {"day": latex.text(str(parts[2]))} if len(parts) > 2 else {}
        return {"year": _dashed(years), "month": _MONTHS[parts[1] - 1], **day}
    words = format_edtf(date.edtf)
    within = words.removesuffix(f" {years}")
    return {"year": _dashed(years), "month": _dashed(within if within != words else "")}


def _dashed(words: str) -> str:
    return latex.text(words).replace("–", "--")
