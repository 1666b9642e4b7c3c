"""Rules about identifiers of works: DOI, ISBN, ISSN and those of archives."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from wikicli.base.model import Reference
from wikicli.base.problems import Severity
from wikicli.base.text import quote
from wikicli.check.finding import Finding
from wikicli.check.parts import at, record_rule
from wikicli.references.citation.styles import strip_identifier

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_DOI_END = re.compile(r"[.,;:?!\"'”’]$")
_SEPARATORS = re.compile(r"[\s\u2010-\u2015-]")
_ISBN_PREFIX = re.compile(r"(?i)\bisbn(?:-1[03])?:?\s*")
_ISSN = re.compile(r"([0-9]{4})[-\u2010-\u2015]?([0-9]{3}[0-9Xx])")


@record_rule("bad-doi", Severity.WARNING)
def find_bad_dois(reference: Reference) -> Iterator[Finding]:
    """A DOI is none by its form.

    A DOI begins with ``10.`` and the number of who registered it, then a slash and a
    name without spaces or dashes other than the hyphen; it never ends with punctuation
    (ISO 26324; the tests are those of Wikipedia's Citation Style 1).
    """
    value = reference.variables.get("DOI", "")
    fault = ""
    if re.search("%[0-9A-Fa-f]{2}", value):
        fault = f"it is encoded, as in an address: write {unquote(value)}"
    elif value and not _DOI.fullmatch(value):
        fault = "a DOI is 10., a number, a slash and a name: 10.1000/182"
    elif re.search(r"[–—]", value):
        fault = "a DOI has hyphens, no dashes"
    elif _DOI_END.search(value):
        fault = f"no DOI ends with '{value[-1]}'"
    if fault:
        yield at(reference, "DOI", f"{quote(value)} is no DOI", fault)


@record_rule("bad-isbn", Severity.WARNING)
def find_bad_isbns(reference: Reference) -> Iterator[Finding]:
    """An ISBN has a wrong length, prefix or check digit.

    A digit is wrong or missing: who looks for it finds another book, or none. Compare
    it with the book (ISO 2108).
    """
    value = reference.variables.get("ISBN")
    if value and not strip_identifier(value.strip(), "ISBN"):
        yield _empty(reference, "ISBN")
        return
    for isbn, fault in _isbn_faults(value) if value else ():
        yield Finding(("ISBN",), f"{quote(isbn)} is no ISBN", fault, isbn)


def _empty(reference: Reference, key: str) -> Finding:
    """Tell that there is only the word for a number."""
    value = reference.variables[key]
    message = f"{quote(value)} is the word for an {key}, without a number"
    return at(reference, key, message, "add the number, or remove the key")


def _isbn_faults(value: str) -> Iterator[tuple[str, str]]:
    """Yield the faulty ones of one or several ISBNs, and why they are none."""
    bare = _ISBN_PREFIX.sub("", value).strip()
    fault = find_isbn_fault(bare)
    if not fault:
        return
    parts = [part for part in re.split(r"\s*[,;]\s*|\s+", bare) if part]
    if len(parts) > 1 and all(len(_SEPARATORS.sub("", it)) >= 9 for it in parts):
        for part in parts:
            if fault := find_isbn_fault(part):
                yield part, fault
    else:
        yield bare, fault


def find_isbn_fault(isbn: str) -> str:
    """Say what is wrong with an ISBN; nothing if its check digit is right."""
    digits = _SEPARATORS.sub("", isbn).upper()
    if not re.fullmatch(r"[0-9]+X?", digits):
        return "an ISBN has digits, and hyphens between them"
    if len(digits) not in (10, 13):
        return f"it has {len(digits)} digits; an ISBN has 10 or 13"
    if len(digits) == 13 and digits.startswith("9790"):
        return "979-0 begins an ISMN, the number of printed music"
    if len(digits) == 13 and digits[:3] not in ("978", "979"):
        return "an ISBN of 13 digits begins with 978 or 979"
    right = _last_of_isbn(digits[:-1])
    return "" if digits[-1] == right else f"its check digit would be {right}"


def _last_of_isbn(digits: str) -> str:
    """Compute the check digit of an ISBN without its last digit."""
    if len(digits) == 12:
        total = sum(int(it) * (3 if n % 2 else 1) for n, it in enumerate(digits))
        return str(-total % 10)
    return _last_by_eleven(digits)


def _last_by_eleven(digits: str) -> str:
    """Compute the check digit that ISBN-10 and ISSN share: 11 times something."""
    weights = range(len(digits) + 1, 1, -1)
    rest = -sum(int(it) * n for it, n in zip(digits, weights, strict=True)) % 11
    return "X" if rest == 10 else str(rest)


@record_rule("bad-issn", Severity.WARNING)
def find_bad_issns(reference: Reference) -> Iterator[Finding]:
    """An ISSN has a wrong length or check digit.

    An ISSN is four digits, a hyphen, three digits and the check digit (ISO 3297). Which
    edition has it may stand behind it, in parentheses.
    """
    value = reference.variables.get("ISSN", "").strip()
    bare = strip_identifier(value, "ISSN")
    if value and not bare:
        yield _empty(reference, "ISSN")
        return
    for issn in re.split(r"\s*[,;]\s*|\s+", bare) if value else ():
        if fault := find_issn_fault(issn):
            yield Finding(("ISSN",), f"{quote(issn)} is no ISSN", fault, issn)


def find_issn_fault(issn: str) -> str:
    """Say what is wrong with an ISSN; nothing if its check digit is right."""
    match = _ISSN.fullmatch(issn)
    if not match:
        return "an ISSN is like 2049-3630"
    digits = "".join(match.groups()).upper()
    right = _last_by_eleven(digits[:-1])
    return "" if digits[-1] == right else f"its check digit would be {right}"


_FORMS = {
    "PMID": (r"[1-9]\d{0,8}", "a PMID is a number"),
    "PMCID": (r"(?:PMC)?[1-9]\d{0,8}(?:\.\d+)?", "a PMCID is PMC and a number"),
}
_JSTOR = re.compile(r"\d+|10\.\d{4,9}/\S+|[a-z]+\.[\w.]+")


@record_rule("bad-archive-number", Severity.WARNING)
def find_bad_archive_numbers(reference: Reference) -> Iterator[Finding]:
    """A number of PubMed, PubMed Central or JSTOR is none by its form.

    ``PMID`` is a number, ``PMCID`` a number behind PMC. With ``archive: JSTOR`` the
    ``archive_location`` is the number alone, not the address.
    """
    for key, (form, hint) in _FORMS.items():
        value = reference.variables.get(key)
        if value and not re.fullmatch(form, value):
            yield at(reference, key, f"{quote(value)} is no {key}", hint)
    number = reference.variables.get("archive_location", "")
    is_jstor = reference.variables.get("archive", "").casefold() == "jstor"
    if number and is_jstor and not _JSTOR.fullmatch(number):
        message = f"{quote(number)} is no number of JSTOR"
        hint = "the number alone, without address"
        yield at(reference, "archive_location", message, hint)
