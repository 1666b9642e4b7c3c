"""The JSON of `terms`: the glossary of a library, an entry, what a word leads to."""

from collections.abc import Sequence

from wikicli.base.text import clean_line
from wikicli.language.romanization import Romanization
from wikicli.library.glossary import Conflict, TermUse
from wikicli.library.lookup import Match
from wikicli.render.json import JsonObject
from wikicli.render.json.fields import term_json


def glossary_json(
    uses: Sequence[TermUse], conflicts: Sequence[Conflict], romanization: Romanization
) -> JsonObject:
    """Return the terms of a library, and what its entries say differently."""
    return {
        **_terms(uses, romanization),
        "conflicts": [
            {**it._asdict(), "readings": [reading._asdict() for reading in it.readings]}
            for it in conflicts
        ],
    }


def entry_terms_json(
    slug: str, uses: Sequence[TermUse], romanization: Romanization
) -> JsonObject:
    """Return the terms of an entry."""
    return {"entry": slug, **_terms(uses, romanization)}


def _terms(uses: Sequence[TermUse], romanization: Romanization) -> JsonObject:
    return {
        "standard": romanization.standard,
        "total": len(uses),
        "terms": [_term(use, romanization) for use in uses],
    }


def matches_json(
    word: str, matches: Sequence[Match], romanization: Romanization
) -> JsonObject:
    """Return the terms that a word leads to, the closest first."""
    return {
        "query": clean_line(word),
        "standard": romanization.standard,
        "total": len(matches),
        "terms": [
            {"match": closeness.name.lower(), **_term(use, romanization)}
            for use, closeness in matches
        ],
    }


def _term(use: TermUse, romanization: Romanization) -> JsonObject:
    """Return a term with both romanizations: by the standard, and established."""
    fields = term_json(use.term)
    return {
        "hy": fields.pop("hy"),
        "en": fields.pop("en"),
        "romanization": romanization.compute(use.term),
        "established": fields.pop("romanization"),
        **fields,
        "entries": use.entries,
    }
