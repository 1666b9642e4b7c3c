"""References to biblatex, whose ``date`` is EDTF: seasons and ranges are kept.

Fields and types are those of the biblatex manual (3.22, chapter 2); types that it
leaves to styles, such as ``movie``, are printed as ``misc`` by those that lack them.
"""

import re
from collections.abc import Sequence

from wikicli.base.dates import split_year_suffix
from wikicli.base.model import Date, Reference
from wikicli.base.text import read_pairs
from wikicli.references.citation.styles import bare_identifier
from wikicli.references.export import latex
from wikicli.references.export.fields import address, find_leader

_CONTAINERS = dict.fromkeys(("article", "review"), "journaltitle") | dict.fromkeys(
    ("incollection", "inproceedings", "inreference", "inbook"), "booktitle"
)
_PUBLISHERS = {"report": "institution", "thesis": "institution"} | dict.fromkeys(
    ("misc", "online", "unpublished", "software", "dataset"), "organization"
)
_TEXTS = read_pairs(
    """
    title-short:shorttitle collection-title:series volume:volume
    number-of-volumes:volumes edition:edition version:version chapter-number:chapter
    number-of-pages:pagetotal genre:type language:language event-title:eventtitle
    event-place:venue original-title:origtitle original-publisher:origpublisher
    original-publisher-place:origlocation status:pubstate note:note annote:annotation
    abstract:abstract keyword:keywords
    """
)
_NAMES = read_pairs("editor:editor translator:translator container-author:bookauthor")
_DATES = {"event-date": "eventdate", "original-date": "origdate", "accessed": "urldate"}
_MARK_BEFORE = re.compile(r"([~?%])([^/]+)")


def format_biblatex(references: Sequence[Reference]) -> str:
    """Format references as a biblatex file."""
    return latex.format_entries(references, _kind, _fields)


def _kind(reference: Reference) -> str:
    return latex.BIBLATEX.get(reference.type, "misc")


def _fields(reference: Reference, kind: str) -> latex.Fields:
    value = reference.variables.get
    container = _CONTAINERS.get(kind, "titleaddon")
    issued = reference.dates.get("issued", Date())
    return {
        "author": latex.names(find_leader(reference)),
        **{it: latex.names(reference.names.get(key, ())) for key, it in _NAMES.items()},
        "title": latex.title(reference.title),
        container: latex.text(value("container-title", "")),
        **{it: latex.text(value(key, "")) for key, it in _TEXTS.items()},
        **_numbers(reference),
        "pages": latex.pages(value("page", "")),
        "location": latex.text(value("publisher-place", "")),
        _PUBLISHERS.get(kind, "publisher"): latex.text(value("publisher", "")),
        "date": _edtf(issued),
        "year": ""
        if issued.edtf
        else latex.text(issued.literal),  # words can be no date
        **{it: _edtf(reference.dates.get(key)) for key, it in _DATES.items()},
        "isbn": latex.text(bare_identifier(reference, "ISBN")),
        "issn": latex.text(bare_identifier(reference, "ISSN")),
        **_eprint(reference),
        "doi": latex.verbatim(bare_identifier(reference, "DOI")),
        "url": latex.verbatim(address(reference)),
    }


def _numbers(reference: Reference) -> latex.Fields:
    value = reference.variables.get
    number = value("number", "") or value("collection-number", "")
    issue = value("issue", "")
    if issue.isdecimal() and not number:  # "issue" is for words: Spring, Supplement
        number, issue = issue, ""
    return {"number": latex.text(number), "issue": latex.text(issue)}


def _edtf(date: Date | None) -> str:
    """Return EDTF as biblatex takes it: without a year suffix, marks at the end."""
    if not date or not date.edtf:
        return ""
    stem, _ = split_year_suffix(date.edtf)
    return "{" + _MARK_BEFORE.sub(r"\2\1", stem) + "}"


def _eprint(reference: Reference) -> latex.Fields:
    value = reference.variables.get
    is_jstor = value("archive") == "JSTOR" and value("archive_location")
    kind, variable = ("{jstor}", "JSTOR") if is_jstor else ("{pubmed}", "PMID")
    number = bare_identifier(reference, variable)
    return {
        "eprinttype": kind if number or is_jstor else "",
        "eprint": latex.verbatim(number),
    }
