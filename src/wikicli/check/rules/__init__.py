"""All rules in one place: a module of rules takes one line here."""

from wikicli.check.rules import (  # noqa: F401 - each adds its rules when imported
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
