"""Rules about addresses: of works, of archived copies, of links."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from wikicli.base.dates import format_edtf
from wikicli.base.model import Reference
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule

ONLINE = frozenset({"webpage", "post", "post-weblog"})
"""Types of works that have no other place than an address."""

_SCHEMES = ("http", "https", "ftp")
_HOST = re.compile(r"(?:[^\s.@:]+\.)+[^\s.@:]{2,}|\[[0-9a-f:.]+\]", re.IGNORECASE)
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
    for index, reference in enumerate(checked.entry.references):
        if url := reference.variables.get("URL"):
            yield ("references", index, "URL"), url
        if reference.archive_url:
            yield ("references", index, "archive-url"), reference.archive_url
    for index, link in enumerate(checked.entry.see_also):
        if link.url:
            yield ("see_also", index, "url"), link.url
    if checked.entry.source and checked.entry.source.url:
        yield ("source", "url"), checked.entry.source.url


@entry_rule("bad-url", Severity.WARNING)
def find_bad_urls(checked: Checked) -> Iterator[Finding]:
    """An address leads nowhere by its form: no scheme, no host, or signs it can't hold.

    ``https://`` belongs to it, and angle brackets, braces, quotation marks, bars and
    backslashes are written with a percent sign (RFC 3986).
    """
    for path, url in _iter_addresses(checked):
        if fault := find_url_fault(url):
            yield Finding(path, f"{quote(url)} is no address", fault, url)


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


@entry_rule("tracking-in-url", Severity.INFO)
def find_tracking(checked: Checked) -> Iterator[Finding]:
    """An address tells who sent the reader: ``utm_source`` and the like.

    It leads to the same page without. ``--fix`` takes away ``utm_…``, ``fbclid``,
    ``gclid``, ``dclid``, ``msclkid``, ``yclid``, ``igshid``, ``mc_cid`` and ``mc_eid``.
    """
    for path, url in _iter_addresses(checked):
        if "?" not in url:
            continue
        start, _, rest = url.partition("?")
        query, mark, fragment = rest.partition("#")
        kept = [part for part in query.split("&") if not _TRACKING.fullmatch(part)]
        if len(kept) < len(query.split("&")):
            clean = start + ("?" if kept else "") + "&".join(kept) + mark + fragment
            match = _TRACKING.search(query)
            words = match[0].partition("=")[0] if match else ""
            message = f"the address has {quote(words)}, which only tracks readers"
            yield Finding(path, message, "", url, replacement=clean)


def _iter_linked(checked: Checked) -> Iterator[tuple[KeyPath, Reference, str]]:
    for index, reference in enumerate(checked.entry.references):
        yield ("references", index), reference, reference.variables.get("URL", "")


@entry_rule("undated-address", Severity.INFO)
def find_undated_addresses(checked: Checked) -> Iterator[Finding]:
    """A web page without a date does not say when it was read either.

    Pages change and go. ``accessed`` tells which state of the page is meant; a page
    with a date of its own, a DOI or an archived copy does without.
    """
    for path, reference, url in _iter_linked(checked):
        if reference.type not in ONLINE:
            continue
        is_dated = reference.dates.keys() & {"issued", "accessed"}
        has_copy = reference.archive_url or "DOI" in reference.variables
        if url and not is_dated and not has_copy:
            message = "this page has neither 'issued' nor 'accessed'"
            yield Finding((*path, "URL"), message, "add the day it was read", url)


@entry_rule("url-without-access-date", Severity.INFO, enabled=False)
def find_no_access_dates(checked: Checked) -> Iterator[Finding]:
    """A record has an address and does not say when it was read.

    Off by default: a work with a date of its own does without. The rule
    ``undated-address`` has those that do not.
    """
    for path, reference, url in _iter_linked(checked):
        if url and "accessed" not in reference.dates:
            yield Finding((*path, "URL"), "there is no 'accessed' to the URL", "", url)


@entry_rule("access-date-without-url", Severity.WARNING)
def find_idle_access_dates(checked: Checked) -> Iterator[Finding]:
    """A record says when it was read and not where.

    Add the address, or take ``accessed`` away: a printed work has no use for it.
    """
    for path, reference, url in _iter_linked(checked):
        keys = {"DOI", "PMCID", "PMID"} & reference.variables.keys()
        if "accessed" in reference.dates and not (url or reference.archive_url or keys):
            yield Finding((*path, "accessed"), "there is no URL to 'accessed'")


@entry_rule("archive-without-date", Severity.WARNING)
def find_undated_archives(checked: Checked) -> Iterator[Finding]:
    """A record has an archived copy and not its date.

    ``archived`` is the day of the copy; many archives have it in the address.
    """
    for path, reference, _ in _iter_linked(checked):
        copy = reference.archive_url
        if copy and not reference.archived:
            hint = f"add archived: {day}" if (day := _day_of_copy(copy)) else ""
            message = "there is no 'archived' to the archive-url"
            yield Finding((*path, "archive-url"), message, hint, copy)


@entry_rule("archive-date-without-url", Severity.WARNING)
def find_idle_archive_dates(checked: Checked) -> Iterator[Finding]:
    """A record says when it was archived and not where.

    Add ``archive-url``, or take ``archived`` away.
    """
    for path, reference, _ in _iter_linked(checked):
        if reference.archived and not reference.archive_url:
            yield Finding((*path, "archived"), "there is no archive-url to 'archived'")


@entry_rule("archive-without-url", Severity.WARNING)
def find_archives_alone(checked: Checked) -> Iterator[Finding]:
    """A record has an archived copy and not the address it was copied from.

    The original is named even where it is gone: ``URL`` with ``url-status: dead``.
    """
    for path, reference, url in _iter_linked(checked):
        if reference.archive_url and not url and "DOI" not in reference.variables:
            message = "there is no URL to the archive-url"
            yield Finding((*path, "archive-url"), message, "", reference.archive_url)


@entry_rule("status-without-archive", Severity.WARNING)
def find_idle_statuses(checked: Checked) -> Iterator[Finding]:
    """A record has a ``url-status`` and no archived copy.

    The status says which of the two addresses leads: without a copy it says nothing.
    """
    for path, reference, _ in _iter_linked(checked):
        if reference.url_status and not reference.archive_url:
            message = "there is no archive-url to 'url-status'"
            yield Finding((*path, "url-status"), message, "", reference.url_status)


@entry_rule("wrong-archive-date", Severity.WARNING)
def find_wrong_archive_dates(checked: Checked) -> Iterator[Finding]:
    """The date of an archived copy is not that in its address.

    The address says which copy is shown: correct the date, or take the other copy.
    """
    for path, reference, _ in _iter_linked(checked):
        day = _day_of_copy(reference.archive_url)
        said = reference.archived.edtf if reference.archived else ""
        if day and said and not day.startswith(said):
            message = f"archived {format_edtf(said)}, but the copy is of "
            message += format_edtf(day)
            yield Finding((*path, "archived"), message, f"write {day}", said)


def _day_of_copy(url: str) -> str:
    match = _TIMESTAMP.match(url)
    return "-".join(match.groups()) if match else ""


@entry_rule("bad-archive-url", Severity.WARNING)
def find_bad_archive_urls(checked: Checked) -> Iterator[Finding]:
    """The address of an archived copy leads to no copy.

    It is that of the work itself, or of the archive's form for saving or searching.
    """
    for path, reference, url in _iter_linked(checked):
        copy = reference.archive_url
        if not copy:
            continue
        fault = ""
        if _NO_COPY.match(copy):
            fault = "the archive-url is a form of the archive, not a copy"
        elif url and copy == url:
            fault = "the archive-url is the URL again"
        if fault:
            yield Finding((*path, "archive-url"), fault, "", copy)


@entry_rule("archive-as-url", Severity.INFO)
def find_archives_as_urls(checked: Checked) -> Iterator[Finding]:
    """The address of a work is that of an archived copy.

    ``URL`` is the original, ``archive-url`` the copy; ``url-status: dead`` has the
    title lead to the copy.
    """
    for path, _, url in _iter_linked(checked):
        if _ARCHIVE_HOST.match(url):
            message = "the URL is that of an archived copy"
            hint = "make it the archive-url"
            yield Finding((*path, "URL"), message, hint, url)


@entry_rule("doi-as-url", Severity.INFO)
def find_dois_as_urls(checked: Checked) -> Iterator[Finding]:
    """The address of a work is its DOI.

    ``DOI: 10.…`` says it, and leads there; works are joined by it.
    """
    for path, reference, url in _iter_linked(checked):
        if match := _DOI_HOST.match(url):
            known = reference.variables.get("DOI", "").casefold()
            hint = "remove the URL" if known else f"write DOI: {match[1]}"
            yield Finding((*path, "URL"), "the URL is the DOI", hint, url)
