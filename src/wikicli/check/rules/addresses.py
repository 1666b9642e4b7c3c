"""Rules about addresses: of works, of archived copies, of links."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from wikicli.base.dates import format_edtf
from wikicli.base.model import Reference
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.parts import at, record_rule
from wikicli.check.prose import text_of
from wikicli.check.rule import rule_of_each

ONLINE = frozenset({"webpage", "post", "post-weblog"})
"""Types of works that have no other place than an address."""

_SCHEMES = ("http", "https", "ftp")
_HOST = re.compile(
    r"(?:[^\s.@:]+\.)+[^\s.@:]{2,}|\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\]",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"[<>\"{}|\\^`]")
_TRACKING = re.compile(
    r"(?i)(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid)=[^&#]*"
)
_TIMESTAMP = re.compile(
    r"(?i)^https?://(?:web\.archive\.org/web|archive\.(?:today|is|ph|li|fo|vn|md)"
    r"|wayback\.archive-it\.org/\d+|webarchive\.loc\.gov/\w+"
    r"|webarchive\.nationalarchives\.gov\.uk(?:/ukgwa)?)/(\d{4})(\d\d)(\d\d)"
)
_ARCHIVE_HOST = re.compile(
    r"(?i)^https?://(?:web\.archive\.org|wayback\.archive-it\.org|webcitation\.org"
    r"|www\.webcitation\.org|archive\.(?:today|is|ph|li|fo|vn|md))/"
)
_NO_COPY = re.compile(r"(?i)^https?://web\.archive\.org/(?:save|web/\*|\*)")
_DOI_HOST = re.compile(r"(?i)^https?://(?:dx\.|www\.)?doi\.org/(10\.\d{4,9}/\S+)")


def _iter_addresses(checked: Checked) -> Iterator[tuple[KeyPath, str]]:
    for path, reference in iter_fields(checked.entry, "references"):
        for key in ("URL", "archive-url"):
            if url := text_of(reference, key):
                yield (*path, key), url
    yield from iter_fields(checked.entry, "see_also url", "source url")


address_rule = rule_of_each(_iter_addresses)


@address_rule("bad-url", Severity.WARNING)
def find_bad_urls(url: str) -> Iterator[Finding]:
    """An address leads nowhere by its form: no scheme, no host, or signs it can't hold.

    ``https://`` belongs to it, and angle brackets, braces, quotation marks, bars and
    backslashes are written with a percent sign (RFC 3986).
    """
    if fault := find_url_fault(url):
        yield Finding((), f"{quote(url)} is no address", fault, url)


def find_url_fault(url: str) -> str:
    """Say what is wrong with an address; nothing if its form is right."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return "its host can't be read"
    if parts.scheme.lower() not in _SCHEMES or "://" not in url:
        return "it begins with none of https://, http://, ftp://"
    netloc = f"[{host}]" if ":" in host else host
    if not _HOST.fullmatch(netloc):
        return "it names no host"
    if match := _FORBIDDEN.search(url):
        return f"it can't hold '{match[0]}': write %{ord(match[0]):02X}"
    return ""


@address_rule("tracking-in-url", Severity.INFO)
def find_tracking(url: str) -> Iterator[Finding]:
    """An address tells who sent the reader: ``utm_source`` and the like.

    It leads to the same page without. ``--fix`` takes away ``utm_…``, ``fbclid``,
    ``gclid``, ``dclid``, ``msclkid``, ``yclid``, ``igshid``, ``mc_cid`` and ``mc_eid``.
    """
    start, _, rest = url.partition("?")
    query, mark, fragment = rest.partition("#")
    kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part)]
    if len(kept) < len(query.split("&")):
        clean = start + ("?" if kept else "") + "&".join(kept) + mark + fragment
        match = _TRACKING.search(query)
        words = match[0].partition("=")[0] if match else ""
        message = f"the address has {quote(words)}, which only tracks readers"
        yield Finding((), message, "", url, replacement=clean)


@record_rule("undated-address", Severity.INFO)
def find_undated_addresses(reference: Reference) -> Iterator[Finding]:
    """A web page without a date does not say when it was read either.

    Pages change and go. ``accessed`` tells which state of the page is meant; a page
    with a date of its own, a DOI or an archived copy does without.
    """
    is_dated = reference.dates.keys() & {"issued", "accessed"}
    has_copy = reference.archive_url or "DOI" in reference.variables
    has_url = "URL" in reference.variables
    if reference.type in ONLINE and has_url and not is_dated and not has_copy:
        message = "this page has neither 'issued' nor 'accessed'"
        yield at(reference, "URL", message, "add the day it was read")


@record_rule("url-without-access-date", Severity.INFO, enabled=False)
def find_no_access_dates(reference: Reference) -> Iterator[Finding]:
    """A record has an address and does not say when it was read.

    Off by default: a work with a date of its own does without. The rule
    ``undated-address`` has those that do not.
    """
    if "URL" in reference.variables and "accessed" not in reference.dates:
        yield at(reference, "URL", "there is no 'accessed' to the URL")


@record_rule("access-date-without-url", Severity.WARNING)
def find_idle_access_dates(reference: Reference) -> Iterator[Finding]:
    """A record says when it was read and not where.

    Add the address, or take ``accessed`` away: a printed work has no use for it.
    """
    places = {"URL", "DOI", "PMCID", "PMID"} & reference.variables.keys()
    if "accessed" in reference.dates and not (places or reference.archive_url):
        yield at(reference, "accessed", "there is no URL to 'accessed'")


@record_rule("archive-without-date", Severity.WARNING)
def find_undated_archives(reference: Reference) -> Iterator[Finding]:
    """A record has an archived copy and not its date.

    ``archived`` is the day of the copy; many archives have it in the address.
    """
    copy = reference.archive_url
    if copy and not reference.archived:
        hint = f"add archived: {day}" if (day := _day_of_copy(copy)) else ""
        message = "there is no 'archived' to the archive-url"
        yield at(reference, "archive-url", message, hint)


@record_rule("archive-date-without-url", Severity.WARNING)
def find_idle_archive_dates(reference: Reference) -> Iterator[Finding]:
    """A record says when it was archived and not where.

    Add ``archive-url``, or take ``archived`` away.
    """
    if reference.archived and not reference.archive_url:
        yield at(reference, "archived", "there is no archive-url to 'archived'")


@record_rule("archive-without-url", Severity.WARNING)
def find_archives_alone(reference: Reference) -> Iterator[Finding]:
    """A record has an archived copy and not the address it was copied from.

    The original is named even where it is gone: ``URL`` with ``url-status: dead``.
    """
    if reference.archive_url and not {"URL", "DOI"} & reference.variables.keys():
        yield at(reference, "archive-url", "there is no URL to the archive-url")


@record_rule("status-without-archive", Severity.WARNING)
def find_idle_statuses(reference: Reference) -> Iterator[Finding]:
    """A record has a ``url-status`` and no archived copy.

    The status says which of the two addresses leads: without a copy it says nothing.
    """
    if reference.url_status and not reference.archive_url:
        yield at(reference, "url-status", "there is no archive-url to 'url-status'")


@record_rule("wrong-archive-date", Severity.WARNING)
def find_wrong_archive_dates(reference: Reference) -> Iterator[Finding]:
    """The date of an archived copy is not that in its address.

    The address says which copy is shown: correct the date, or take the other copy.
    """
    day = _day_of_copy(reference.archive_url)
    said = reference.archived.edtf if reference.archived else ""
    if day and said and not day.startswith(said):
        message = f"archived {format_edtf(said)}, but the copy is of {format_edtf(day)}"
        yield Finding(("archived",), message, f"write {day}", said)


def _day_of_copy(url: str) -> str:
    match = _TIMESTAMP.match(url)
    return "-".join(match.groups()) if match else ""


@record_rule("bad-archive-url", Severity.WARNING)
def find_bad_archive_urls(reference: Reference) -> Iterator[Finding]:
    """The address of an archived copy leads to no copy.

    It is that of the work itself, or of the archive's form for saving or searching.
    """
    copy = reference.archive_url
    if _NO_COPY.match(copy):
        fault = "the archive-url is a form of the archive, not a copy"
        yield at(reference, "archive-url", fault)
    elif copy and copy == reference.variables.get("URL"):
        yield at(reference, "archive-url", "the archive-url is the URL again")


@record_rule("archive-as-url", Severity.INFO)
def find_archives_as_urls(reference: Reference) -> Iterator[Finding]:
    """The address of a work is that of an archived copy.

    ``URL`` is the original, ``archive-url`` the copy; ``url-status: dead`` has the
    title lead to the copy.
    """
    if _ARCHIVE_HOST.match(text_of(reference, "URL")):
        message = "the URL is that of an archived copy"
        yield at(reference, "URL", message, "make it the archive-url")


@record_rule("doi-as-url", Severity.INFO)
def find_dois_as_urls(reference: Reference) -> Iterator[Finding]:
    """The address of a work is its DOI.

    ``DOI: 10.…`` says it, and leads there; works are joined by it.
    """
    if match := _DOI_HOST.match(text_of(reference, "URL")):
        known = "DOI" in reference.variables
        hint = "remove the URL" if known else f"write DOI: {unquote(match[1])}"
        yield at(reference, "URL", "the URL is the DOI", hint)
