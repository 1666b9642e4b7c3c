"""References to biblatex, whose ``date`` is EDTF: seasons and ranges are kept.

Fields and types are those of the biblatex manual (3.22, chapter 2); types that it
leaves to styles, such as ``movie``, are printed as ``misc`` by those that lack them.
Of the forms of a date that it has, those are written that Pandoc reads, too.
"""

import re
from collections.abc import Sequence

from wikicli.base.dates import format_edtf
from wikicli.base.dates.edtf import UNKNOWN, Point, parse_edtf, write_edtf
from wikicli.base.model import Date, Reference
from wikicli.base.text import read_pairs
from wikicli.references.citation.styles import LANGUAGES, bare_identifier
from wikicli.references.citation.wording import LISTED, name_languages
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
    number-of-pages:pagetotal genre:type event-title:eventtitle
    event-place:venue original-title:origtitle original-publisher:origpublisher
    original-publisher-place:origlocation status:pubstate note:note annote:annotation
    abstract:abstract keyword:keywords
    """
)
_NAMES = read_pairs("editor:editor translator:translator container-author:bookauthor")
_DATES = {"event-date": "eventdate", "original-date": "origdate", "accessed": "urldate"}
_DIGIT = re.compile(r"\d")
_DIALECTS = {"hyw": "hy", "xcl": "hy", "grc": "el", "ota": "tr"}


def format_biblatex(references: Sequence[Reference]) -> str:
    """Format references as a biblatex file."""
    return latex.format_entries(references, _kind, _fields)


def _kind(reference: Reference) -> str:
    return latex.BIBLATEX.get(reference.type, "misc")


def _fields(reference: Reference, kind: str) -> latex.Fields:
    value = reference.variables.get
    container = _CONTAINERS.get(kind, "titleaddon")
    return {
        "author": latex.names(find_leader(reference)),
        **{it: latex.names(reference.names.get(key, ())) for key, it in _NAMES.items()},
        "title": latex.title(reference.title),
        container: latex.text(value("container-title", "")),
        **{it: latex.text(value(key, "")) for key, it in _TEXTS.items()},
        **_language(value("language", "")),
        **_numbers(reference, kind),
        "pages": latex.pages(value("page", "")),
        "location": latex.listed(value("publisher-place", "")),
        _PUBLISHERS.get(kind, "publisher"): latex.listed(value("publisher", "")),
        **_dates(reference),
        "isbn": latex.text(bare_identifier(reference, "ISBN")),
        "issn": latex.text(bare_identifier(reference, "ISSN")),
        **_eprint(reference),
        "doi": latex.verbatim(bare_identifier(reference, "DOI")),
        "url": latex.verbatim(address(reference)),
    }


def _language(tags: str) -> latex.Fields:
    """Return the language in words, which print, and its name for hyphenation."""
    code = LISTED.split(tags)[0].replace("_", "-").split("-")[0].casefold()
    name = LANGUAGES.get(_DIALECTS.get(code, code), "") if tags else ""
    words = name_languages(tags) if tags else ""
    return {"language": latex.text(words), "langid": latex.text(name.lower())}


def _numbers(reference: Reference, kind: str) -> latex.Fields:
    """Return numbers: of an article, of its issue, of a report or in a series.

    ``issue`` is for what has no digit: Spring, Supplement.
    """
    value = reference.variables.get
    issue, number = value("issue", ""), value("number", "")
    eid = ""
    if kind in ("article", "review") and issue:
        eid, number = number, ""
    elif not number:
        number = value("collection-number", "")
    if _DIGIT.search(issue) and not number:
        number, issue = issue, ""
    fields = {"number": number, "issue": issue, "eid": eid}
    return {name: latex.text(text) for name, text in fields.items()}


def _dates(reference: Reference) -> latex.Fields:
    """Return dates; the words of one that is no date stand for its year."""
    issued = reference.dates.get("issued", Date())
    date = _edtf(issued)
    year = "" if date else latex.text(issued.literal or format_edtf(issued.edtf))
    others = {it: _edtf(reference.dates.get(key)) for key, it in _DATES.items()}
    return {"date": date, "year": year, **others}


def _edtf(date: Date | None) -> str:
    """Return EDTF as biblatex and Pandoc read it: no time, letter or unsaid part.

    An end that is open or unknown is empty, as biber writes it, decades and centuries
    are ranges. Of an open start biber drops the date, and citation-js the whole file:
    the end stands alone. Nothing for years beyond four digits.
    """
    points = parse_edtf(date.edtf) if date else None
    if not points:
        return ""
    if points[0] in (None, UNKNOWN):
        points = points[1:]
    sides = [_write(point) for point in points]
    if points[0] and points[0].hidden:
        sides[0] = f"{points[0].year:04}{points[0].mark}"
        sides = [sides[0], sides[-1] if len(sides) == 2 else _last_year(points[0])]
    text = "/".join(sides)
    return f"{{{text}}}" if "Y" not in text else ""


def _write(point: Point | None) -> str:
    if point is None or point == UNKNOWN:
        return ""
    if point.hidden:
        return _last_year(point)
    return write_edtf(point._replace(suffix="", time="", unsaid=0))


def _last_year(point: Point) -> str:
    return f"{point.year + 10**point.hidden - 1:04}{point.mark}"


def _eprint(reference: Reference) -> latex.Fields:
    value = reference.variables.get
    is_jstor = value("archive") == "JSTOR" and value("archive_location")
    kind, variable = ("{jstor}", "JSTOR") if is_jstor else ("{pubmed}", "PMID")
    number = bare_identifier(reference, variable)
    return {
        "eprinttype": kind if number or is_jstor else "",
        "eprint": latex.verbatim(number),
    }
