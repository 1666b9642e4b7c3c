"""Parts of an entry that several answers have, under the keys of its file."""

from wikicli.base.model import Date, Ipa, Origin, SeeAlso, Term
from wikicli.render.json import JsonObject


def fields_of(part: Ipa | SeeAlso | None) -> JsonObject | None:
    """Return a part of an entry whose fields all stand under their own names."""
    return None if part is None else part._asdict()


def term_json(term: Term) -> JsonObject:
    """Return a term with all its fields."""
    return {**term._asdict(), "ipa": fields_of(term.ipa)}


def origin_json(source: Origin | None) -> JsonObject | None:
    """Return what an entry was adapted from."""
    if source is None:
        return None
    return {**source._asdict(), "retrieved": date_json(source.retrieved)}


def date_json(date: Date | None) -> str | JsonObject:
    """Return a date as text; one that has words of its own beside EDTF has both."""
    if date is None:
        return ""
    both = date.edtf and date.literal
    return date._asdict() if both else date.edtf or date.literal
