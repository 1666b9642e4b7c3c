"""Reference to citation line, in the look of Wikipedia's Citation Style 1 (CS1).

Source of the rules, unless a comment names another: the English Wikipedia's
Help:Citation Style 1, and the lines it prints (``tests/data/citations.yaml``).
Titles of works that stand alone are italic; those of parts (articles, chapters, web
pages) are quoted. Where this line differs from Wikipedia's:

- Titles of reports and working papers are quoted: CS1 leaves them bare, and without
  italics a terminal would show no title there. No ``(Report)`` is added.
- A title that ends in ``?`` or ``!`` is not followed by a full stop; quotation marks
  inside a quoted title are single; all marks are typographic. Names are printed as
  written but for that.
- Dates are written day first, whatever the record's own text was.
- A journal's pages follow its issue, also where the record names a publisher.
"""

from wikicli.base.dates import take_years
from wikicli.base.model import Date, Reference, Side
from wikicli.language.interface import format_date
from wikicli.references.citation.line import Line, Piece
from wikicli.references.citation.styles import (
    CREDITS,
    IDENTIFIERS,
    LEADERS,
    PART,
    STYLES,
    WHOLE,
    Style,
    link_identifier,
    strip_identifier,
)
from wikicli.references.citation.wording import (
    clean,
    clean_address,
    find_year,
    format_number,
    is_page,
    name_edition,
    name_languages,
    name_pages,
    put_in_quotes,
    shorten_names,
    split_pages,
    use_dashes,
)

__all__ = [
    "Piece",
    "format_citation",
    "format_line",
    "format_locator",
    "line_and_used",
    "short_citation",
    "used_variables",
]

_ISSUED = ("issued", "event-date", "submitted", "available-date")
_KEEPER = ("archive", "archive-place", "archive_collection", "archive_location")
_LARGER = ("container-title", "publisher", "URL")


def format_citation(
    reference: Reference, locator: str = "", side: Side = "en"
) -> tuple[Piece, ...]:
    """Format a reference as the pieces of one line that ends with a full stop.

    ``locator`` is the place cited, such as ``p. 15``; a page stands instead of the
    record's own extent, any other place after it. ``side`` is the language of our own
    words. The line has no doubled spaces or full stops.
    """
    return _write_line(reference, locator, side).finish()


def format_line(reference: Reference, locator: str = "") -> str:
    """Format a reference as one line of plain text."""
    return "".join(piece.text for piece in format_citation(reference, locator))


def used_variables(reference: Reference) -> frozenset[str]:
    """Name the CSL variables and our own keys that the line of a reference shows.

    An address that a piece leads to counts as shown.
    """
    return line_and_used(reference)[1]


def line_and_used(reference: Reference) -> tuple[str, frozenset[str]]:
    """Return the line of a reference as plain text, and what it shows of the record."""
    line = _write_line(reference, "")
    return "".join(piece.text for piece in line.finish()), frozenset(line.used)


def short_citation(reference: Reference, locator: str = "", side: Side = "en") -> str:
    """Format a reference as ``Toal & O’Loughlin 2013, p. 4`` (Template:Sfn).

    Where nobody is named: the title, in quotation marks if the line has it in them,
    else the larger work or the publisher.
    """
    line = Line(reference, "", _style_of(reference))
    leaders = (reference.names.get(variable, ()) for variable in LEADERS)
    names = filter(None, map(shorten_names, leaders))
    who = next(names, "") or _short_title(line) or reference.id
    date = reference.dates.get("issued", Date())
    years = Date(take_years(date.edtf))
    year = format_date(years, side) if date.edtf else find_year(date.literal)
    if year[-1:].isdigit():
        year += line.text("year-suffix")
    place = format_locator(locator, side)
    return ", ".join(part for part in (f"{who} {year}".strip(), place) if part)


def format_locator(locator: str, side: Side = "en") -> str:
    """Format the place cited; a page in words of a language, others as written."""
    pages = split_pages(locator) if side == "hy" else ""
    return name_pages(pages, side) if pages else use_dashes(clean(locator))


def _short_title(line: Line) -> str:
    title = line.text("title-short") or line.text("title")
    if title and line.style.title == "quoted":
        return put_in_quotes(title)
    return title or next(filter(None, map(line.text, _LARGER)), "")


def _style_of(reference: Reference) -> Style:
    default = PART if reference.variables.get("container-title") else WHOLE
    return STYLES.get(reference.type, default)


def _write_line(reference: Reference, locator: str, side: Side = "en") -> Line:
    line = Line(reference, clean(locator).rstrip("."), _style_of(reference), side)
    for write in _PARTS:
        write(line)
    return line


def _write_leader(line: Line) -> None:
    """Write who made the work and, in parentheses, when."""
    for variable, labels in LEADERS.items():
        text = line.list_names(variable, labels)
        if text:
            line.leader = variable
            line.add(text)
            _write_date(line, "({})", after=" ")
            return


def _write_date(line: Line, pattern: str, after: str) -> None:
    """Write the date of the work, and that of its first publication in brackets."""
    dates, words = line.reference.dates, ""
    for variable in _ISSUED:
        words = words or line.date(variable, dates.get(variable))
    if words[-1:].isdigit():
        words += line.text("year-suffix")
    line.put(pattern, words, after)
    original = line.date("original-date", dates.get("original-date"))
    line.put("[{}]", original, " " if words else after)


def _write_editors(line: Line) -> None:
    """Write who edited the work, where its author is not the editor."""
    if line.leader != "editor" and not line.has("container-title"):
        line.add(line.list_names("editor", LEADERS["editor"]))


def _write_title(line: Line) -> None:
    """Write the title, as written in its script, and translated; or the address."""
    reference, role = line.reference, line.style.title
    url = _take_title_address(line)
    title = line.text("title") or line.text("title-short")
    script = line.own("script-title", reference.script_title)
    translation = line.own("trans-title", reference.trans_title)
    parts = [
        Piece(put_in_quotes(title) if role == "quoted" else title, role),
        Piece(script),
        Piece(f"[{translation}]" if translation else ""),
    ]
    first, *others = [part for part in parts if part] or [Piece(url)]
    line.add(Piece(first.text, first.role, url))
    for part in others:
        line.add(part, after=" ")


def _take_title_address(line: Line) -> str:
    """Take where the title leads: to the archived copy if the original is gone."""
    reference = line.reference
    archived = line.address("archive-url", reference.archive_url)
    url = line.address("URL", reference.variables.get("URL", ""))
    is_gone = reference.url_status in ("dead", "unfit", "usurped")
    return archived if archived and (is_gone or not url) else url


def _write_container(line: Line) -> None:
    """Write the larger work with who made it, the occasion, and the genre of it all."""
    genre = line.text("genre") or line.text("medium") or line.say(line.style.genre)
    if not line.has("container-title"):
        line.put("({})", genre, " ")
    line.add(line.text("event-title"))
    if line.has("container-title"):
        _write_owners(line)
        line.add(Piece(line.text("container-title"), "title"))
        line.put("({})", genre, " ")


def _write_owners(line: Line) -> None:
    """Write who made or edited the larger work: ``In Editor, Ann (ed.)``."""
    makers = line.list_names("container-author")
    editors = line.list_names("editor", LEADERS["editor"])
    owners = [makers, "" if line.leader == "editor" else editors]
    within = f"{line.say('In')} "
    for owner in filter(None, owners):
        line.add(f"{within}{owner}")
        within = ""


def _write_series(line: Line) -> None:
    """Write the series and the language."""
    volume = format_number(line.text("collection-number"), line.say("No."))
    line.add(f"{line.text('collection-title')} {volume}".strip())
    languages = name_languages(line.text("language"), line.side)
    line.put(line.say("(in {})"), languages, " ")


def _write_numbers(line: Line) -> None:
    """Write volume, issue and pages of a journal, or the numbers of anything else."""
    volume, issue = line.text("volume"), line.text("issue")
    if line.style.is_journal:
        line.add(use_dashes(volume))
        line.put("({})", use_dashes(issue), " ")
        line.add(_take_pages(line)[0], after=": ")
    else:
        numbers = (
            format_number(use_dashes(volume), line.say(line.style.volume)),
            format_number(use_dashes(issue), line.say("no.")),
        )
        joined = ", ".join(filter(None, numbers))
        line.add(joined[:1].upper() + joined[1:])
    line.add(format_number(line.text("number"), line.say(line.style.number)))
    line.add(format_number(line.text("version"), line.say("Version")))
    line.add(line.text("scale"))


def _write_credits(line: Line) -> None:
    """Write what others did, and which work is reviewed."""
    for variable, words in CREDITS.items():
        if variable in line.reference.names and variable != line.leader:
            line.put(f"{line.say(words)} {{}}", line.list_names(variable))
    reviewed = line.text("reviewed-title")
    by = line.list_names("reviewed-author")
    if reviewed:
        line.add(f"{line.say('Review of')} ", Piece(reviewed, "title"))
        line.put(line.say("by {}"), by, ", ")
    else:
        line.put("Review of a work by {}", by)


def _write_publisher(line: Line) -> None:
    """Write the edition, where and by whom the work was published, and its keeper."""
    edition = line.text("edition")
    line.put("({})", edition and name_edition(edition, line.side), " ")
    place = line.text("publisher-place") or line.text("event-place")
    publisher = line.text("publisher") or line.text("authority")
    line.add(": ".join(part for part in (place, publisher) if part))
    if not _is_on_jstor(line):
        line.add(", ".join(filter(None, map(line.text, _KEEPER))))
    if not line.pieces:
        line.add("(no title)")


def _write_places(line: Line) -> None:
    """Write the date where no name preceded it, the pages and the place cited."""
    if not line.leader:
        _write_date(line, "{}", after=". ")
    pages, place = _take_pages(line)
    if not line.style.is_journal:
        line.add(name_pages(pages, line.side))
    line.add(place)


def _take_pages(line: Line) -> tuple[str, str]:
    """Take the pages without ``p.``, and words for the place cited that is not that."""
    cited = split_pages(line.locator)
    if cited or is_page(line.locator):
        return cited, "" if cited else line.locator
    own = line.text("page") or line.text("page-first")
    return split_pages(own) or use_dashes(own), line.locator


def _is_on_jstor(line: Line) -> bool:
    return line.reference.variables.get("archive", "") == "JSTOR"


def _write_identifiers(line: Line) -> None:
    """Write the identifiers, freed from what people write before them."""
    for name, (prefix, _, _) in IDENTIFIERS.items():
        variable = "archive_location" if name == "JSTOR" else name
        if name == "JSTOR" and not _is_on_jstor(line):
            continue
        given = clean(line.reference.variables.get(variable, ""))
        value = strip_identifier(given, name)
        if value:
            line.used.update((variable, "archive") if name == "JSTOR" else (variable,))
            url = clean_address(link_identifier(name, value))
            line.add(Piece(prefix + value, "identifier", url))


def _write_archived(line: Line) -> None:
    """Write that and when the source was archived, leading to the copy."""
    reference = line.reference
    copied = line.date("archived", reference.archived)
    url = line.address("archive-url", reference.archive_url)
    if not copied and not url:
        return
    # An address that is unfit or usurped leads elsewhere by now: CS1 hides it too.
    is_dead = line.own("url-status", reference.url_status) == "dead"
    original = reference.variables.get("URL", "") if is_dead else ""
    if line.side == "hy":
        line.add(Piece(line.say("Archived"), "archive", url), f" {copied}".rstrip())
        return
    line.add(
        Piece("Archived", "archive", url),
        " from ",
        Piece("the original", url=clean_address(original)),
        f" on {copied}" if copied else "",
    )


def _write_access(line: Line) -> None:
    """Write when the source was read, and through whom."""
    accessed = line.reference.dates.get("accessed")
    line.put(line.say("Retrieved {}"), line.date("accessed", accessed))
    line.put("– via {}", line.text("source"), " ")


_PARTS = (
    _write_leader,
    _write_editors,
    _write_title,
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
