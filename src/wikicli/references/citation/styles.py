"""The tables of the citation line: what each type, name and identifier looks like."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from wikicli.base.model import Reference
from wikicli.base.text import read_pairs


class Style(NamedTuple):
    """How the records of a type are cited.

    ``title`` is the role of the title's piece, ``genre`` what stands in parentheses
    where the record has none of its own, ``is_journal`` whether volume, issue and pages
    are written ``1 (2): 158–182``; elsewhere ``volume`` and ``number`` are the words
    for those.
    """

    title: str
    genre: str = ""
    is_journal: bool = False
    volume: str = "vol."
    number: str = "No."


Labels = tuple[str, str]
"""What one person is called, and what several are."""

PART = Style("quoted")
WHOLE = Style("title")

_TYPES = {
    PART: """
        article article-magazine article-newspaper chapter document entry
        entry-dictionary entry-encyclopedia figure paper-conference post post-weblog
        report song webpage
    """,
    WHOLE: """
        book classic collection graphic legal_case motion_picture musical_score
        pamphlet performance periodical software
    """,
    Style("quoted", is_journal=True): "article-journal review review-book",
    Style("text", number=""): "bill event legislation regulation treaty",
    Style("quoted", volume="season", number="Episode"): "broadcast",
    Style("quoted", "Data set"): "dataset",
    Style("text", "Hearing"): "hearing",
    Style("quoted", "Interview"): "interview",
    Style("title", "Manuscript"): "manuscript",
    Style("title", "Map"): "map",
    Style("text", "Patent", number=""): "patent",
    Style("quoted", "Personal communication"): "personal_communication",
    Style("title", "Speech"): "speech",
    Style("title", number=""): "standard",
    Style("title", "Thesis"): "thesis",
}
STYLES = {kind: style for style, kinds in _TYPES.items() for kind in kinds.split()}
"""By CSL type; any other is ``PART`` if it has a container, else ``WHOLE``."""

LEADERS: dict[str, Labels] = {
    "author": ("", ""),
    "editor": ("ed.", "eds."),
    "director": ("director", "directors"),
    "composer": ("composer", "composers"),
    "performer": ("performer", "performers"),
    "script-writer": ("writer", "writers"),
    "series-creator": ("creator", "creators"),
    "compiler": ("comp.", "comps."),
    "organizer": ("organizer", "organizers"),
    "curator": ("curator", "curators"),
    "chair": ("chair", "chairs"),
}
"""Who leads the line, the first that is named, and what one and many are called."""

REST = frozenset({"et al", "et al.", "others", "and others"})
"""What stands for more names, in small letters."""

CREDITS = {
    "translator": "Translated by",
    "illustrator": "Illustrated by",
    "interviewer": "Interviewed by",
    "director": "Directed by",
    "script-writer": "Written by",
    "series-creator": "Created by",
    "producer": "Produced by",
    "executive-producer": "Executive producer:",
    "composer": "Music by",
    "performer": "Performed by",
    "narrator": "Narrated by",
    "host": "Hosted by",
    "guest": "Guest:",
    "compiler": "Compiled by",
    "curator": "Curated by",
    "organizer": "Organized by",
    "chair": "Chaired by",
    "recipient": "Addressed to",
    "contributor": "With contributions by",
    "original-author": "After",
    "collection-editor": "Series edited by",
    "editorial-director": "Editorial direction by",
}
"""What those did who do not lead the line; said after the title."""

IDENTIFIERS = {
    "DOI": (
        "doi:",
        r"(?i)(https?://)?(dx\.|www\.)?doi\.org/|doi:\s*",
        "https://doi.org/{}",
    ),
    "ISBN": ("ISBN ", r"(?i)isbn:?\s*", ""),
    "ISSN": ("ISSN ", r"(?i)issn:?\s*", "https://portal.issn.org/resource/ISSN/{}"),
    "JSTOR": (
        "JSTOR ",
        r"(?i)(https?://)?(www\.)?jstor\.org/stable/",
        "https://www.jstor.org/stable/{}",
    ),
    "PMCID": (
        "PMC ",
        r"(?i)pmc:?\s*",
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{}",
    ),
    "PMID": ("PMID ", r"(?i)pmid:?\s*", "https://pubmed.ncbi.nlm.nih.gov/{}"),
}
"""What is put before an identifier, what people put there, and where it leads.

In CS1's order, that of the alphabet. JSTOR is no variable of CSL: its number is the
``archive_location`` where ``archive`` is JSTOR.
"""

_REMARK = re.compile(r"\s*\([^()]*\)")
_NOT_IN_LINKS = re.compile('[%"#? ]')

LANGUAGES = {
    code: name.replace("_", " ")
    for code, name in read_pairs(
        """
        ab:Abkhaz ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian cs:Czech
        de:German el:Greek en:English es:Spanish fa:Persian fi:Finnish fr:French
        grc:Ancient_Greek he:Hebrew hu:Hungarian hy:Armenian hyw:Western_Armenian
        it:Italian ja:Japanese ka:Georgian ko:Korean ku:Kurdish la:Latin nl:Dutch
        no:Norwegian os:Ossetian ota:Ottoman_Turkish pl:Polish pt:Portuguese
        ro:Romanian ru:Russian sv:Swedish syr:Syriac tr:Turkish uk:Ukrainian
        xcl:Classical_Armenian zh:Chinese
        """
    ).items()
}
"""The languages of the region's literature by BCP 47 subtag; others stay as written."""


def bare_identifier(reference: Reference, variable: str) -> str:
    """Return a DOI, ISBN or the like without what people write before it.

    ``JSTOR`` is the number of what is kept there.
    """
    key = "archive_location" if variable == "JSTOR" else variable
    return strip_identifier(reference.variables.get(key, "").strip(), variable)


def strip_identifier(value: str, variable: str) -> str:
    """Take off an identifier what people write before it, and remarks off an ISSN.

    Behind a resolver a DOI is encoded as an address, and is decoded.
    """
    match = re.match(IDENTIFIERS[variable][1], value)
    bare = value[match.end() :].strip() if match else value
    if variable == "DOI" and match and match[0].endswith("/"):
        return unquote(bare)
    return _REMARK.sub("", bare).strip() if variable == "ISSN" else bare


def link_identifier(name: str, value: str) -> str:
    """Return where an identifier leads, or nothing.

    In a DOI ``% " # ?`` and spaces are encoded (DOI Handbook, 3.6.2).
    """
    if name == "DOI":
        value = _NOT_IN_LINKS.sub(lambda it: f"%{ord(it[0]):02X}", value)
    if name == "ISSN":
        found = re.search(r"\d{4}-?\d{3}[\dXx]", value)
        value = found[0] if found else value
    return IDENTIFIERS[name][2].format(value)
