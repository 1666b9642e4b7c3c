"""All rules in one place: a module of rules takes one line here."""

from wikicli.check import (
    addresses,
    authors,
    citations,
    dating,
    entries,
    graphs,
    identifiers,
    names,
    notes,
    reading,
    sides,
    spelling,
    terms,
    texts,
)
from wikicli.check.rule import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "addresses",
    "authors",
    "citations",
    "dating",
    "entries",
    "graphs",
    "identifiers",
    "names",
    "notes",
    "reading",
    "sides",
    "spelling",
    "terms",
    "texts",
]
