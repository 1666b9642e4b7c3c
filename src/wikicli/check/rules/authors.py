"""Rules about the names of those who made a work."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from wikicli.base.model import Name
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule


class Named(NamedTuple):
    """A name, where it stands, and the words of it that are found in the file."""

    path: KeyPath
    name: Name

    @property
    def parts(self) -> Iterator[tuple[str, str]]:
        """The parts of the name that are written, by key."""
        for key in ("literal", "family", "given", "suffix"):
            if value := getattr(self.name, key):
                yield key, value

    @property
    def words(self) -> str:
        """The first part of the name: what a finding underlines."""
        return next(self.parts, ("", ""))[1]


def _iter_names(checked: Checked) -> Iterator[Named]:
    for index, reference in enumerate(checked.entry.references):
        for variable, names in reference.names.items():
            for place, name in enumerate(names):
                yield Named(("references", index, variable, place), name)


_ET_AL = re.compile(r"(?i)\bet\.? al\b\.?|\band others\b")


@entry_rule("et-al-in-name", Severity.WARNING)
def find_et_al(checked: Checked) -> Iterator[Finding]:
    """A name ends with ``et al.``.

    Name them all: the citation line shortens long lists by itself. Where the others are
    not known, ``et al.`` is the last item of the list, a name of its own.
    """
    for named in _iter_names(checked):
        for _, value in named.parts:
            match = _ET_AL.search(value)
            if match and match[0] != value:
                message = f"{quote(value)} has 'et al.' within a name"
                hint = "make it the last item of the list, or name them all"
                yield Finding(named.path, message, hint, match[0])


_PERSON = r"[A-Z][\w’'-]+(?: [A-Z]\.)*(?: (?:de|van|von|der))* [A-Z][\w’'-]+"
_TWO_PERSONS = re.compile(rf"{_PERSON} (?:and|&) {_PERSON}")
_NO_PERSONS = re.compile(
    r"(?i)universit|ministr|international|committee|council|commission|watch|rights|"
    r"affairs|department|institut|association|foundation|bureau|office|service|centre|"
    r"center|society|group|press|company|agency|union|board|research|studies|trade|"
    r"peace|security|policy|network|news|media|times|church|museum|library|archive"
)


@entry_rule("several-names-in-one", Severity.WARNING)
def find_several_names(checked: Checked) -> Iterator[Finding]:
    """One name holds several persons.

    Each is an item of the list by itself; else the second is printed and sorted as part
    of the first.
    """
    for named in _iter_names(checked):
        for key, value in named.parts:
            is_literal = key == "literal"
            several = ";" in value or (
                _TWO_PERSONS.fullmatch(value) and not _NO_PERSONS.search(value)
                if is_literal
                else re.search(r" (?:and|&) ", value)
            )
            if several:
                message = f"{quote(value)} seems to name several persons"
                yield Finding(named.path, message, "one item for each", value)


@entry_rule("digits-in-name", Severity.WARNING)
def find_digits(checked: Checked) -> Iterator[Finding]:
    """The name of a person has digits in it.

    A footnote number or a year has got into it. Names of bodies (``literal``) may have
    digits.
    """
    for named in _iter_names(checked):
        for key, value in named.parts:
            if key in ("family", "given") and (match := re.search(r"\d+", value)):
                yield Finding(named.path, f"{quote(value)} has digits", "", match[0])


_TITLE = re.compile(
    r"(?:^|(?<=, ))(?:Dr|Prof|Professor|Mr|Mrs|Ms|Rev|Hon|Gen|Col|Capt|Lt)\b\.?(?= )"
    r"|(?<=, )(?:Dr|Prof|Rev)\.?$"
)
_ROLE = re.compile(
    r"(?i)[,(\s]{1,3}(?:\(?eds?\.\)?|\(?eds?\)|\(?(?:editor|author|translator)s?\)?"
    r"|\(?trans\.\)?|ph\.?\s?d\.?|m\.?d\.)\)?$"
)


@entry_rule("title-in-name", Severity.WARNING)
def find_titles(checked: Checked) -> Iterator[Finding]:
    """A name has a title or a role beside it: ``Dr.``, ``(ed.)``, ``PhD``.

    Titles are left out of citations; what somebody did is the key of the record:
    ``editor``, ``translator``.
    """
    for named in _iter_names(checked):
        for key, value in named.parts:
            if key == "literal" and not _TITLE.match(value):
                match = _ROLE.search(value) if "(" in value or "," in value else None
            else:
                match = _TITLE.search(value) or _ROLE.search(value)
            if match:
                words = match[0].strip(" ,")
                message = f"{quote(value)} has {quote(words)} within a name"
                yield Finding(named.path, message, "", words)


@entry_rule("name-punctuation", Severity.WARNING)
def find_name_punctuation(checked: Checked) -> Iterator[Finding]:
    """A name begins or ends with punctuation that only separates.

    It is left from a list that was taken apart. A full stop may end an initial.
    """
    for named in _iter_names(checked):
        for _, value in named.parts:
            if value.strip(" ,;:&|/") != value:
                right = value.strip(" ,;:&|/")
                message = f"{quote(value)} has punctuation that is no part of a name"
                yield Finding(named.path, message, "", value, replacement=right)


_GENERIC = frozenset(
    """
    about|about us|admin|administrator|anonymous|author|contributor|contributors|
    correspondent|desk|editor|editors|editorial staff|email|facebook|guest|home|
    news desk|newsroom|no author|none|staff|staff reporter|staff writer|twitter|
    unknown|unknown author|webmaster|website|news|newspaper|n/a|various|
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
) - {""}
_BY = re.compile(r"(?i)^(?:by|from|written by|posted by|reporter) (?=\S)")


@entry_rule("generic-name", Severity.WARNING)
def find_generic_names(checked: Checked) -> Iterator[Finding]:
    """A name is none: ``Staff``, ``Admin``, ``By Jane Roe``.

    Where nobody is named, leave the names out; the publication stands for them.
    Sources: the generic names of Wikipedia's Citation Style 1.
    """
    for named in _iter_names(checked):
        name = named.name
        whole = name.literal or " ".join(filter(None, (name.given, name.family)))
        if whole.casefold() in _GENERIC or _BY.match(whole):
            message = f"{quote(whole)} is nobody's name"
            yield Finding(named.path, message, "", named.words)


@entry_rule("missing-family-name", Severity.WARNING)
def find_missing_families(checked: Checked) -> Iterator[Finding]:
    """A person has a given name and no family name.

    Lists are sorted by family name. Whoever has one name only is a ``literal``.
    """
    for named in _iter_names(checked):
        if named.name.given and not named.name.family and not named.name.literal:
            message = f"{quote(named.name.given)} has no family name"
            yield Finding(named.path, message, "write it as {literal: …}", named.words)


@entry_rule("capital-name", Severity.INFO)
def find_capital_names(checked: Checked) -> Iterator[Finding]:
    """The family name of a person is all in capitals.

    Publications set names so; a citation does not.
    """
    for named in _iter_names(checked):
        family = named.name.family
        if len(family) > 3 and family.isupper():
            yield Finding(named.path, f"{quote(family)} is all capitals", "", family)


@entry_rule("repeated-name", Severity.WARNING)
def find_repeated_names(checked: Checked) -> Iterator[Finding]:
    """A list names the same person twice.

    One of the two was meant to be somebody else, or stands in the wrong place.
    """
    for index, reference in enumerate(checked.entry.references):
        for variable, names in reference.names.items():
            for place, name in enumerate(names):
                if name in names[:place]:
                    named = Named(("references", index, variable, place), name)
                    message = f"{quote(named.words)} is named twice"
                    yield Finding(named.path, message, "", named.words)
