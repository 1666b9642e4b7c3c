"""Reference to citation line, in the look of Wikipedia's Citation Style 1 (CS1).

Source of the rules, unless a comment names another: Help:Citation Style 1 and the order
of parts in ``Module:Citation/CS1`` of the English Wikipedia, function ``citation0``.
Titles of works that stand alone are italic; those of parts (articles, chapters, web
pages) are quoted. So are those of reports and working papers, which CS1 leaves bare:
without italics, a terminal would show no title there. Names are printed as written but
for typographic quotation marks and apostrophes, as all text is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wikicli.dates import format_edtf, format_ordinal, format_years
from wikicli.model import Date, Name, Reference

MAX_NAMES = 6
"""Of more names than these, the rest is "et al."; CS1 leaves the number to editors."""

MAX_SHORT_NAMES = 3
"""The same in a short citation (Template:Sfn: four authors and more are "et al.")."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a citation line: its text, what it is, and where it leads.

    ``role`` is ``text``, ``title`` (in italics), ``quoted``, ``identifier`` or
    ``archive``; ``url`` is empty or an http, https or ftp address.
    """

    text: str
    role: str = "text"
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    """How the records of a type are cited.

    ``title`` is the role of the title, ``genre`` what stands in parentheses where the
    record has none of its own, ``numbers`` how volume and issue are called.
    """

    title: str
    genre: str = ""
    numbers: str = "spelled"


_STYLES = {
    "article": _Style("quoted"),
    "article-journal": _Style("quoted", numbers="journal"),
    "article-magazine": _Style("quoted"),
    "article-newspaper": _Style("quoted"),
    "bill": _Style("text"),
    "book": _Style("title"),
    "broadcast": _Style("quoted", numbers="season"),
    "chapter": _Style("quoted"),
    "classic": _Style("title"),
    "collection": _Style("title"),
    "dataset": _Style("quoted", "Data set"),
    "document": _Style("quoted"),
    "entry": _Style("quoted"),
    "entry-dictionary": _Style("quoted"),
    "entry-encyclopedia": _Style("quoted"),
    "event": _Style("text"),
    "figure": _Style("quoted"),
    "graphic": _Style("title"),
    "hearing": _Style("text", "Hearing"),
    "interview": _Style("quoted", "Interview"),
    "legal_case": _Style("title"),
    "legislation": _Style("text"),
    "manuscript": _Style("title", "Manuscript"),
    "map": _Style("title", "Map"),
    "motion_picture": _Style("title"),
    "musical_score": _Style("title"),
    "pamphlet": _Style("title"),
    "paper-conference": _Style("quoted"),
    "patent": _Style("text", "Patent"),
    "performance": _Style("title"),
    "periodical": _Style("title"),
    "personal_communication": _Style("quoted", "Personal communication"),
    "post": _Style("quoted"),
    "post-weblog": _Style("quoted"),
    "regulation": _Style("text"),
    "report": _Style("quoted"),
    "review": _Style("quoted", numbers="journal"),
    "review-book": _Style("quoted", numbers="journal"),
    "software": _Style("title"),
    "song": _Style("quoted"),
    "speech": _Style("title", "Speech"),
    "standard": _Style("title"),
    "thesis": _Style("title", "Thesis"),
    "treaty": _Style("text"),
    "webpage": _Style("quoted"),
}
_PART = _Style("quoted")
_WHOLE = _Style("title")

# Who leads the line, in this order, and what is said of them there.
_LEADERS = {
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
# What the others did, said after the title.
_CREDITS = {
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

# Prefix shown, what people write before the identifier itself, and where it leads.
_IDENTIFIERS = {
    "DOI": ("doi:", r"(https?://)?(dx\.)?doi\.org/|doi:\s*", "https://doi.org/{}"),
    "ISBN": ("ISBN ", r"isbn:?\s*", ""),
    "ISSN": ("ISSN ", r"issn:?\s*", "https://portal.issn.org/resource/ISSN/{}"),
    "JSTOR": (
        "JSTOR ",
        r"(https?://)?www\.jstor\.org/stable/",
        "https://www.jstor.org/stable/{}",
    ),
    "PMCID": ("PMC ", r"pmc:?\s*", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{}"),
    "PMID": ("PMID ", r"pmid:?\s*", "https://pubmed.ncbi.nlm.nih.gov/{}"),
}

_LANGUAGES = dict(
    pair.split(":")
    for pair in """
    ab:Abkhaz ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian cs:Czech de:German
    el:Greek en:English es:Spanish fa:Persian fi:Finnish fr:French grc:Ancient_Greek
    he:Hebrew hu:Hungarian hy:Armenian hyw:Western_Armenian it:Italian ja:Japanese
    ka:Georgian ko:Korean ku:Kurdish la:Latin nl:Dutch no:Norwegian os:Ossetian
    ota:Ottoman_Turkish pl:Polish pt:Portuguese ro:Romanian ru:Russian sv:Swedish
    syr:Syriac tr:Turkish uk:Ukrainian xcl:Classical_Armenian zh:Chinese
    """.split()
)


# Volume and other numbers get a word before them if they begin like these.
_BARE = re.compile(r"[A-Z]{0,2}\d|[ivxlcdm]+\b|[IVXLCDM]+\b|[A-Z]\b")
_PAGES = re.compile(r"(?:pp?\b\.? ?)?((?:[A-Za-z]{0,2}\d|[ivxlcdm]+\b)[^.]*)")
_PLURAL = re.compile(r"[–,;&]| and ")
_RANGE = re.compile(r"(?<=[\divxlcdm])[ ]?-[ ]?(?=[A-Z]?\d|[ivxlcdm]+\b)")
_LISTED = re.compile(r"\s*[,;]\s*|\s+and\s+")
_EDITION = re.compile(r"(?i)\bed(?:ition|\.|n\.?)?$")
_YEAR = re.compile(r"\d{4}")
_SCHEME = re.compile(r"(?i)(?:https?|ftp)://[^/]")
_UNSAFE = re.compile(r"[\x00-\x20\x7f\"<>\\^`{|}]")
_OPENING_DOUBLE = re.compile(r"(?<![^\s(\[{‘“/–—-])\"(?=\S)")
_OPENING_SINGLE = re.compile(r"(?<![^\s(\[{‘“/–—-])'(?=\S)")

_KEEPER = ("archive", "archive-place", "archive_collection", "archive_location")
_JSTOR = ("archive", "archive_location")
_SHORT_TITLES = ("title-short", "title", "container-title", "publisher", "URL")


def format_citation(reference: Reference, locator: str = "") -> tuple[Piece, ...]:
    """Format a reference as the pieces of one line that ends with a full stop.

    ``locator`` is the place cited, such as ``p. 15``; a page stands instead of the
    record's own extent. The line has no doubled spaces or full stops.
    """
    return _write_line(reference, locator).finish()


def format_line(reference: Reference, locator: str = "") -> str:
    """Format a reference as one line of plain text."""
    return "".join(piece.text for piece in format_citation(reference, locator))


def used_variables(reference: Reference) -> frozenset[str]:
    """Name the CSL variables and our own keys that the line of a reference shows.

    An address that a piece leads to counts as shown.
    """
    return frozenset(_write_line(reference, "").used)


@dataclass(slots=True)
class _Line:
    """A line being written; it notes which variables it took."""

    reference: Reference
    locator: str
    style: _Style
    leader: str = ""
    pieces: list[Piece] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def text(self, variable: str) -> str:
        """Take a text variable, with typographic marks."""
        return self.own(variable, self.reference.variables.get(variable, ""))

    def own(self, key: str, value: str) -> str:
        """Take a value under the key by which the entry file knows it."""
        cleaned = _clean(value)
        if cleaned:
            self.used.add(key)
        return _set_quotes(cleaned)

    def date(self, variable: str) -> str:
        """Take a date variable, in words."""
        return self.own_date(variable, self.reference.dates.get(variable))

    def own_date(self, key: str, date: Date | None) -> str:
        """Take a date under the key by which the entry file knows it, in words."""
        return self.own(key, _date_words(date))

    def names(self, variable: str) -> list[str]:
        """Take a name variable: the names that are not empty."""
        names = map(_format_name, self.reference.names.get(variable, ()))
        found = [name for name in names if name]
        if found:
            self.used.add(variable)
        return found

    def address(self, key: str, value: str) -> str:
        """Take an address that a piece will lead to."""
        url = _clean_address(value)
        if url:
            self.used.add(key)
        return url

    def add(self, *pieces: Piece, after: str = ". ") -> None:
        """Add pieces after a separator, whose full stop is not doubled."""
        filled = [piece for piece in pieces if piece.text]
        if filled and self.pieces:
            is_doubled = after[0] == "." and _is_ended(self.pieces[-1].text)
            self.pieces.append(Piece(after[1:] if is_doubled else after))
        self.pieces += filled

    def finish(self) -> tuple[Piece, ...]:
        """End the line with one full stop and join neighbouring runs of plain text."""
        if not _is_ended(self.pieces[-1].text):
            self.pieces.append(Piece("."))
        joined: list[Piece] = []
        for piece in self.pieces:
            if joined and _is_plain(piece) and _is_plain(joined[-1]):
                joined[-1] = Piece(joined[-1].text + piece.text)
            else:
                joined.append(piece)
        return tuple(joined)


def _is_plain(piece: Piece) -> bool:
    return piece.role == "text" and not piece.url


def _is_ended(text: str) -> bool:
    return text.rstrip("”’")[-1:] in (".", "?", "!")


def _write_line(reference: Reference, locator: str) -> _Line:
    default = _PART if reference.variables.get("container-title") else _WHOLE
    style = _STYLES.get(reference.type, default)
    line = _Line(reference, _clean(locator).rstrip("."), style)
    for write in _PARTS:
        write(line)
    return line


def _write_leader(line: _Line) -> None:
    """Write who made the work and, in parentheses, when."""
    for variable, labels in _LEADERS.items():
        text = _list_names(line.names(variable), labels)
        if text:
            line.leader = variable
            line.add(Piece(text))
            _write_date(line, "({})", after=" ")
            return


def _write_date(line: _Line, pattern: str, after: str) -> None:
    """Write the date of the work, and that of its first publication in brackets."""
    words = ""
    for variable in ("issued", "event-date", "submitted", "available-date"):
        words = words or line.date(variable)
    if words[-1:].isdigit():
        words += line.text("year-suffix")
    line.add(Piece(pattern.format(words) if words else ""), after=after)
    original = line.date("original-date")
    line.add(Piece(f"[{original}]" if original else ""), after=" " if words else after)


def _write_title(line: _Line) -> None:
    """Write the title, as written in its script, and translated; or the address."""
    reference, role = line.reference, line.style.title
    url = _take_title_address(line)
    title = line.text("title") or line.text("title-short")
    script = line.own("script-title", reference.script_title)
    translation = line.own("trans-title", reference.trans_title)
    parts = [
        Piece(_quote(title) if role == "quoted" and title else title, role),
        Piece(script),
        Piece(f"[{translation}]" if translation else ""),
    ]
    first, *others = [part for part in parts if part.text] or [Piece(url)]
    line.add(Piece(first.text, first.role, url))
    for part in others:
        line.add(part, after=" ")


def _take_title_address(line: _Line) -> str:
    """Take where the title leads: to the archived copy if the original is gone."""
    reference = line.reference
    archived = line.address("archive-url", reference.archive_url)
    url = line.address("URL", reference.variables.get("URL", ""))
    return archived if archived and (not url or _is_dead(reference)) else url


def _is_dead(reference: Reference) -> bool:
    return reference.url_status in ("dead", "unfit", "usurped")


def _write_editors(line: _Line) -> None:
    """Write who edited the work, or made the larger one that this is a part of."""
    within = "In " if line.reference.variables.get("container-title") else ""
    makers = _list_names(line.names("container-author"), ("", ""))
    editors = _list_names(line.names("editor"), _LEADERS["editor"])
    if line.leader == "editor":
        editors = ""
    for text in (makers, editors):
        line.add(Piece(f"{within}{text}" if text else ""))
        within = "" if text else within


def _write_container(line: _Line) -> None:
    """Write the occasion, the larger work, and the genre of it all."""
    container, event = line.text("container-title"), line.text("event-title")
    genre = line.text("genre") or line.text("medium") or line.style.genre
    kind = Piece(f"({genre})" if genre else "")
    if container:
        line.add(Piece(event))
        line.add(Piece(container, "title"))
        line.add(kind, after=" ")
    else:
        line.add(kind, after=" ")
        line.add(Piece(event))


def _write_series(line: _Line) -> None:
    """Write the series and the language, unless that is English."""
    series, number = line.text("collection-title"), line.text("collection-number")
    number = f"No. {number}" if number[:1].isdigit() else number
    line.add(Piece(f"{series} {number}".strip()))
    names = [_name_language(part) for part in _LISTED.split(line.text("language"))]
    if names not in ([""], ["English"]):
        line.add(Piece(f"(in {_join_words(names)})"), after=" ")


def _write_numbers(line: _Line) -> None:
    """Write volume, issue and pages of a journal, or the numbers of anything else."""
    volume, issue = line.text("volume"), line.text("issue")
    if line.style.numbers == "journal":
        line.add(Piece(_use_dashes(volume)))
        line.add(Piece(f"({_use_dashes(issue)})" if issue else ""), after=" ")
        line.add(Piece(_take_pages(line)[0]), after=": ")
        return
    spelled = [_spell(volume, "vol."), _spell(issue, "no.")]
    line.add(Piece(_capitalize(", ".join(filter(None, spelled)))))
    line.add(Piece(_spell(line.text("number"), "No.")))
    line.add(Piece(_spell(line.text("version"), "Version")))
    line.add(Piece(line.text("scale")))


def _write_credits(line: _Line) -> None:
    """Write what others did, and which work is reviewed."""
    for variable, words in _CREDITS.items():
        if variable != line.leader:
            names = _list_names(line.names(variable), ("", ""))
            line.add(Piece(f"{words} {names}" if names else ""))
    reviewed = line.text("reviewed-title")
    by = _list_names(line.names("reviewed-author"), ("", ""))
    if reviewed:
        line.add(Piece("Review of "), Piece(reviewed, "title"))
        line.add(Piece(f"by {by}" if by else ""), after=", ")
    else:
        line.add(Piece(f"Review of a work by {by}" if by else ""))


def _write_publisher(line: _Line) -> None:
    """Write the edition, where and by whom the work was published, and its keeper."""
    edition = line.text("edition")
    line.add(Piece(f"({_format_edition(edition)})" if edition else ""), after=" ")
    place = line.text("publisher-place") or line.text("event-place")
    publisher = line.text("publisher") or line.text("authority")
    line.add(Piece(": ".join(part for part in (place, publisher) if part)))
    if line.reference.variables.get("archive", "") != "JSTOR":
        keeper = [line.text(variable) for variable in _KEEPER]
        line.add(Piece(", ".join(part for part in keeper if part)))
    if not line.pieces:
        line.add(Piece("(no title)"))


def _write_places(line: _Line) -> None:
    """Write the date where no name preceded it, the pages and the place cited."""
    if not line.leader:
        _write_date(line, "{}", after=". ")
    pages, place = _take_pages(line)
    if pages and line.style.numbers != "journal":
        line.add(Piece(_spell(pages, "pp." if _PLURAL.search(pages) else "p.")))
    line.add(Piece(place))


def _take_pages(line: _Line) -> tuple[str, str]:
    """Take the pages without ``p.``, and a place cited that is no page."""
    cited = _PAGES.fullmatch(line.locator)
    if cited:
        return _use_dashes(cited[1]), ""
    own = line.text("page") or line.text("page-first")
    match = _PAGES.fullmatch(own)
    return _use_dashes(match[1] if match else own), line.locator


def _write_identifiers(line: _Line) -> None:
    variables = dict(line.reference.variables)
    if variables.get("archive") == "JSTOR":
        variables["JSTOR"] = variables.get("archive_location", "")
    for variable, (prefix, written, address) in _IDENTIFIERS.items():
        value = re.sub(rf"(?i)^(?:{written})", "", _clean(variables.get(variable, "")))
        if value:
            line.used.update(_JSTOR if variable == "JSTOR" else {variable})
            url = _clean_address(address.format(value))
            line.add(Piece(prefix + value, "identifier", url))


def _write_archived(line: _Line) -> None:
    """Write that and when the source was archived, leading to the copy."""
    reference = line.reference
    copied = line.own_date("archived", reference.archived)
    url = line.address("archive-url", reference.archive_url)
    if not copied and not url:
        return
    line.own("url-status", reference.url_status)
    is_gone = reference.url_status == "dead"
    original = reference.variables.get("URL", "") if is_gone else ""
    line.add(
        Piece("Archived", "archive", url),
        Piece(" from "),
        Piece("the original", url=_clean_address(original)),
        Piece(f" on {copied}" if copied else ""),
    )


def _write_access(line: _Line) -> None:
    """Write when the source was read, and through whom."""
    accessed, source = line.date("accessed"), line.text("source")
    line.add(Piece(f"Retrieved {accessed}" if accessed else ""))
    line.add(Piece(f"– via {source}" if source else ""), after=" ")


_PARTS = (
    _write_leader,
    _write_title,
    _write_editors,
    _write_container,
    _write_series,
    _write_numbers,
    _write_credits,
    _write_publisher,
    _write_places,
    _write_identifiers,
    _write_archived,
    _write_access,
)


def short_citation(reference: Reference, locator: str = "") -> str:
    """Format a reference as ``Toal & O’Loughlin 2013, p. 4`` (Template:Sfn).

    Where nobody is named: the title, else the larger work or the publisher.
    """
    line = _Line(reference, "", _WHOLE)
    who = _short_names(reference) or next(
        filter(None, map(line.text, _SHORT_TITLES)), reference.id
    )
    date = reference.dates.get("issued")
    year = ""
    if date:
        found = _YEAR.search(date.literal)
        year = format_years(date.edtf) if date.edtf else found[0] if found else ""
    year += line.text("year-suffix") if year[-1:].isdigit() else ""
    place = _use_dashes(_clean(locator))
    return ", ".join(part for part in (f"{who} {year}".strip(), place) if part)


def _short_names(reference: Reference) -> str:
    for variable in _LEADERS:
        names = reference.names.get(variable, ())
        short = [_short_name(name) for name in names if _format_name(name)]
        if len(short) > MAX_SHORT_NAMES:
            return f"{short[0]} et al."
        if short:
            return " & ".join(filter(None, (", ".join(short[:-1]), short[-1])))
    return ""


def _short_name(name: Name) -> str:
    family = f"{name.non_dropping_particle} {name.family}" if name.family else ""
    return _set_quotes(_clean(name.literal or family or name.given))


def _format_name(name: Name) -> str:
    """Format a name, the family name first and apart from the given in any script."""
    if name.literal:
        return _set_quotes(_clean(name.literal))
    family = _clean(f"{name.non_dropping_particle} {name.family}")
    given = _clean(f"{name.given} {name.dropping_particle} {name.suffix}")
    return _set_quotes(", ".join(part for part in (family, given) if part))


def _list_names(names: Sequence[str], labels: tuple[str, str]) -> str:
    """Join names as CS1 does, with what they are in parentheses."""
    shown = [*names[:MAX_NAMES], *(["et al."] if len(names) > MAX_NAMES else [])]
    label = labels[0] if len(names) == 1 else labels[1]
    return "; ".join(shown) + (f" ({label})" if label and names else "")


def _date_words(date: Date | None) -> str:
    if not date:
        return ""
    return format_edtf(date.edtf) if date.edtf else date.literal


def _clean(value: str) -> str:
    """Put runs of white space right and drop the marks that only separate."""
    return " ".join(value.split()).strip(" ,;:")


def _clean_address(value: str) -> str:
    """Return an address that can be followed, or nothing."""
    url = _UNSAFE.sub(lambda match: f"%{ord(match[0]):02X}", value.strip())
    return url if _SCHEME.match(url) else ""


def _set_quotes(text: str) -> str:
    """Set typographic quotation marks and apostrophes for straight ones."""
    if '"' in text:
        text = _OPENING_DOUBLE.sub("“", text).replace('"', "”")
    if "'" in text:
        text = _OPENING_SINGLE.sub("‘", text).replace("'", "’")
    return text


def _quote(text: str) -> str:
    """Put a text in double quotation marks, those inside it made single."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def _use_dashes(text: str) -> str:
    """Put an en dash for the hyphen of ranges (158-182, A1-A4, iv-ix)."""
    return _RANGE.sub("–", text)


def _spell(number: str, word: str) -> str:
    """Put the word for it before a number, unless words stand there already."""
    return f"{word} {_use_dashes(number)}" if _BARE.match(number) else number


def _capitalize(text: str) -> str:
    return text[:1].upper() + text[1:]


def _format_edition(edition: str) -> str:
    """Format an edition as ``2nd ed.`` or ``Revised ed.``."""
    if edition.isdecimal():
        edition = format_ordinal(int(edition))
    return edition if _EDITION.search(edition) else f"{edition} ed."


def _name_language(language: str) -> str:
    """Name the language of a BCP 47 tag; other text names it already."""
    code = language.strip().replace("_", "-").split("-")[0].casefold()
    return _LANGUAGES.get(code, language.strip()).replace("_", " ")


def _join_words(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
