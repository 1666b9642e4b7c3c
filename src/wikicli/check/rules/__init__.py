"""All rules in one place: a module of rules takes one line here."""

from wikicli.check.rule import RULES, Rule
from wikicli.check.rules import (
    addresses,
    authors,
    citations,
    dates,
    entries,
    identifiers,
    languages,
    links,
    names,
    notes,
    reading,
    spelling,
    terms,
    texts,
)

__all__ = [
    "RULES",
    "Rule",
    "addresses",
    "authors",
    "citations",
    "dates",
    "entries",
    "identifiers",
    "languages",
    "links",
    "names",
    "notes",
    "reading",
    "spelling",
    "terms",
    "texts",
]
