"""Rules about the names of those who made a work."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wikicli.base.model import Name
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.rule import rule_of_each


class Part(NamedTuple):
    """A part of a name that is written: its key and its words."""

    key: str
    words: str


def _parts_of(name: Name) -> list[Part]:
    """Return the parts of a name; a finding of a whole name underlines the first."""
    found = iter_fields(name, "literal", "family", "given", "suffix")
    return [Part(key, words) for (key,), words in found]


def _iter_lists(checked: Checked) -> Iterator[tuple[KeyPath, tuple[Name, ...]]]:
    for path, reference in iter_fields(checked.entry, "references"):
        for variable, names in reference.names.items():
            yield (*path, variable), names


def _iter_names(checked: Checked) -> Iterator[tuple[KeyPath, Name]]:
    for path, names in _iter_lists(checked):
        for place, name in enumerate(names):
            yield (*path, place), name


def _iter_parts(checked: Checked) -> Iterator[tuple[KeyPath, Part]]:
    for path, name in _iter_names(checked):
        for part in _parts_of(name):
            yield path, part


list_rule = rule_of_each(_iter_lists)
name_rule = rule_of_each(_iter_names)
part_rule = rule_of_each(_iter_parts)

_ET_AL = re.compile(r"(?i)\bet\.? al\b\.?|\band others\b")


@part_rule("et-al-in-name", Severity.WARNING)
def find_et_al(part: Part) -> Iterator[Finding]:
    """A name ends with ``et al.``.

    Name them all: the citation line shortens long lists by itself. Where the others are
    not known, ``et al.`` is the last item of the list, a name of its own.
    """
    match = _ET_AL.search(part.words)
    if match and match[0] != part.words:
        message = f"{quote(part.words)} has 'et al.' within a name"
        hint = "make it the last item of the list, or name them all"
        yield Finding((), message, hint, match[0])


_PERSON = r"[A-Z][\w’'-]+(?: [A-Z]\.)*(?: (?:de|van|von|der))* [A-Z][\w’'-]+"
_TWO_PERSONS = re.compile(rf"{_PERSON} (?:and|&) {_PERSON}")
_NO_PERSONS = re.compile(
    r"(?i)universit|ministr|international|committee|council|commission|watch|rights|"
    r"affairs|department|institut|association|foundation|bureau|office|service|centre|"
    r"center|society|group|press|company|agency|union|board|research|studies|trade|"
    r"peace|security|policy|network|news|media|times|church|museum|library|archive"
)


@part_rule("several-names-in-one", Severity.WARNING)
def find_several_names(part: Part) -> Iterator[Finding]:
    """One name holds several persons.

    Each is an item of the list by itself; else the second is printed and sorted as part
    of the first.
    """
    key, words = part
    several = ";" in words or (
        _TWO_PERSONS.fullmatch(words) and not _NO_PERSONS.search(words)
        if key == "literal"
        else re.search(r" (?:and|&) ", words)
    )
    if several:
        message = f"{quote(words)} seems to name several persons"
        yield Finding((), message, "one item for each", words)


@part_rule("digits-in-name", Severity.WARNING)
def find_digits(part: Part) -> Iterator[Finding]:
    """The name of a person has digits in it.

    A footnote number or a year has got into it. Names of bodies (``literal``) may have
    digits.
    """
    match = re.search(r"\d+", part.words)
    if match and part.key in ("family", "given"):
        yield Finding((), f"{quote(part.words)} has digits", "", match[0])


_TITLE = re.compile(
    r"(?:^|(?<=, ))(?:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|Hon|Gen|Col|Capt|Lt)\b\.?(?= )"
    r"|(?<=, )(?:Dr|Prof|Rev)\.?$"
)
_ROLE = re.compile(
    r"(?i)[,(\s]{1,3}(?:\(?eds?\.\)?|\(?eds?\)|\(?(?:editor|author|translator)s?\)?"
    r"|\(?trans\.\)?|ph\.?\s?d\.?|m\.?d\.)\)?$"
)


@part_rule("title-in-name", Severity.WARNING)
def find_titles(part: Part) -> Iterator[Finding]:
    """A name has a title or a role beside it: ``Dr.``, ``(ed.)``, ``PhD``.

    Titles are left out of citations; what somebody did is the key of the record:
    ``editor``, ``translator``.
    """
    key, words = part
    if key == "literal" and not _TITLE.match(words):
        match = _ROLE.search(words) if "(" in words or "," in words else None
    else:
        match = _TITLE.search(words) or _ROLE.search(words)
    if match:
        found = match[0].strip(" ,")
        message = f"{quote(words)} has {quote(found)} within a name"
        yield Finding((), message, "", found)


@part_rule("name-punctuation", Severity.WARNING)
def find_name_punctuation(part: Part) -> Iterator[Finding]:
    """A name begins or ends with punctuation that only separates.

    It is left from a list that was taken apart. A full stop may end an initial.
    """
    right = part.words.strip(" ,;:&|/")
    if right != part.words:
        message = f"{quote(part.words)} has punctuation that is no part of a name"
        yield Finding((), message, "", part.words, replacement=right)


_GENERIC = re.compile(
    r"about(?: us)?|admin|administrator|anonymous|author|contributors?|"
    r"correspondent|desk|editors?|editorial staff|email|facebook|guest|home|"
    r"news desk|newsroom|no author|none|staff(?: reporter| writer)?|twitter|"
    r"unknown(?: author)?|webmaster|website|news|newspaper|n/a|various"
)
_BY = re.compile(r"(?i)^(?:by|from|written by|posted by|reporter) (?=\S)")


@name_rule("generic-name", Severity.WARNING)
def find_generic_names(name: Name) -> Iterator[Finding]:
    """A name is none: ``Staff``, ``Admin``, ``By Jane Roe``.

    Where nobody is named, leave the names out; the publication stands for them.
    Sources: the generic names of Wikipedia's Citation Style 1.
    """
    whole = name.literal or " ".join(filter(None, (name.given, name.family)))
    if _GENERIC.fullmatch(whole.casefold()) or _BY.match(whole):
        words = _parts_of(name)[0].words
        yield Finding((), f"{quote(whole)} is nobody's name", "", words)


@name_rule("missing-family-name", Severity.WARNING)
def find_missing_families(name: Name) -> Iterator[Finding]:
    """A person has a given name and no family name.

    Lists are sorted by family name. Whoever has one name only is a ``literal``.
    """
    if name.given and not name.family and not name.literal:
        message = f"{quote(name.given)} has no family name"
        yield Finding((), message, "write it as {literal: …}", name.given)


@name_rule("capital-name", Severity.INFO)
def find_capital_names(name: Name) -> Iterator[Finding]:
    """The family name of a person is all in capitals.

    Publications set names so; a citation does not.
    """
    if len(name.family) > 3 and name.family.isupper():
        yield Finding((), f"{quote(name.family)} is all capitals", "", name.family)


@list_rule("repeated-name", Severity.WARNING)
def find_repeated_names(names: tuple[Name, ...]) -> Iterator[Finding]:
    """A list names the same person twice.

    One of the two was meant to be somebody else, or stands in the wrong place.
    """
    for place, name in enumerate(names):
        if name in names[:place]:
            words = next((part.words for part in _parts_of(name)), "")
            yield Finding((place,), f"{quote(words)} is named twice", "", words)
