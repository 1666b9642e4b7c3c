"""CSL-JSON back to references: what the export must not lose."""

import re
from collections.abc import Mapping
from typing import Any

from wikicli.base import csl
from wikicli.base.dates import (
    from_date_parts,
    is_edtf,
    parse_date_text,
    split_year_suffix,
    to_date_parts,
)
from wikicli.base.model import Date, Name, Reference
from wikicli.base.text import clean_line
from wikicli.references.export.csl import (
    NAME_KEYS,
    OWN_TEXTS,
    is_glued,
    out_names,
    split_literal,
)
from wikicli.references.export.fields import make_key

NO_DATE = Date()


def parse_csl_item(item: Mapping[str, Any]) -> Reference:
    """Convert a CSL-JSON item to a reference, the inverse of ``csl_item``.

    What stands under ``custom`` counts only while what went out beside it is
    unchanged: who corrects a date in Zotero does not get the old one from its EDTF.
    Takes items of other programs too: numbers as text, EDTF and ``raw`` dates, names
    that are strings. What is of no known name or shape is left out.
    """
    custom = _mapping(item.get("custom"))
    texts = {key: _text(value) for key, value in item.items()}
    kind = texts.get("type", "")
    dates = _parse_dates(item, _mapping(custom.get("edtf")), custom)
    own = {key.replace("-", "_"): _text(custom.get(key)) for key in OWN_TEXTS}
    return Reference(
        id=_parse_id(texts.get("id", ""), _text(custom.get("id"))),
        type=kind if kind in csl.TYPES else "document",
        names=_parse_names(item, _mapping(custom.get("names"))),
        dates=dates,
        variables=_parse_variables(item, texts, dates),
        archived=_parse_archived(custom.get("archived")),
        further=custom.get("further") is True,
        **own,
    )


def _parse_id(key: str, name: str) -> str:
    """Return the id that an entry knows, if the item's was made of it."""
    made = re.escape(make_key(name))
    return name if name and re.fullmatch(rf"{made}(-\d+)?", key) else key


def _parse_names(
    item: Mapping[str, Any], full: Mapping[str, Any]
) -> dict[str, tuple[Name, ...]]:
    names = {}
    for variable, value in item.items():
        if variable in csl.NAME_VARIABLES:
            read = _read_names(value)
            whole = _whole_names(full.get(variable))
            names[variable] = whole if out_names(whole) == value else read
    return {variable: read for variable, read in names.items() if read}


def _whole_names(value: object) -> tuple[Name, ...]:
    values = value if isinstance(value, list | tuple) else []
    return tuple(_whole_name(_mapping(item)) for item in values)


def _parse_dates(
    item: Mapping[str, Any], edtf: Mapping[str, Any], custom: Mapping[str, Any]
) -> dict[str, Date]:
    dates = {}
    literals = _mapping(custom.get("literal"))
    for variable, value in item.items():
        if variable in csl.DATE_VARIABLES:
            ours = Date(_text(edtf.get(variable)), _text(literals.get(variable)))
            date = _parse_date(value, ours)
            if date:
                dates[variable] = date
    return dates


def _parse_date(value: object, ours: Date = NO_DATE) -> Date | None:
    """Read a date; ``ours`` says it in full, if it still says the same."""
    if not isinstance(value, Mapping):
        return _parse_words(_text(value), is_free=True)
    literal = _text(value.get("literal"))
    found = _read_parts(value)
    if not found:
        return _parse_words(literal or _text(value.get("raw")), is_free=not literal)
    written = to_date_parts(_stem(ours.edtf))
    is_same = _text(value.get("season")) == _text(written.get("season", ""))
    if is_edtf(ours.edtf) and is_same and found == _read_parts(written):
        return ours
    return Date(found, literal)


def _stem(edtf: str) -> str:
    return split_year_suffix(edtf)[0]


def _parse_archived(value: object) -> Date | None:
    parts = _mapping(value)
    edtf, literal = _text(parts.get("edtf")), _text(parts.get("literal"))
    if is_edtf(edtf):
        return Date(edtf, literal)
    return _parse_date(value)


def _parse_words(words: str, is_free: bool) -> Date | None:
    """Read the words of a date: EDTF where they are free to be that, else literal."""
    if not words:
        return None
    if is_free:
        edtf = words if is_edtf(words) else parse_date_text(words)
        if edtf:
            return Date(edtf=edtf)
    return Date(literal=words)


def _read_parts(date: Mapping[str, Any]) -> str | None:
    parts = date.get("date-parts")
    if not isinstance(parts, list) or not all(isinstance(it, list) for it in parts):
        return None
    season, circa = (_text(date.get(key)) for key in ("season", "circa"))
    return from_date_parts(parts, season, circa)


def _parse_variables(
    item: Mapping[str, Any], texts: Mapping[str, str], dates: Mapping[str, Date]
) -> dict[str, str]:
    """Read the text variables, but for a year suffix that the date holds already."""
    variables = {
        key: text for key, text in texts.items() if text and key in csl.TEXT_VARIABLES
    }
    custom = _mapping(item.get("custom"))
    if variables.get("URL") and variables["URL"] == custom.get("archive-url"):
        variables["URL"] = _text(custom.get("URL"))
    if "page" in custom:
        variables["page"] = _text(custom["page"])
    variables = {key: text for key, text in variables.items() if text}
    suffix = split_year_suffix(dates.get("issued", Date()).edtf)[1]
    is_split = not custom.get("year-suffix")
    if suffix and is_split and variables.get("year-suffix") == suffix:
        del variables["year-suffix"]
    return variables


def _read_names(value: object) -> tuple[Name, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(name for name in map(_read_name, values) if name != Name())


def _read_name(value: object) -> Name:
    """Read one name; a literal in a script that is glued may be family and given."""
    parts = {"literal": value} if isinstance(value, str) else _mapping(value)
    name = _whole_name(parts)
    if name != Name(literal=name.literal):
        return split_literal(name)
    if isinstance(value, str) or is_glued(name.literal):
        family, comma, given = (part.strip() for part in name.literal.partition(","))
        if comma and family and given and "," not in given:
            return Name(family=family, given=given)
    return name


def _whole_name(parts: Mapping[str, Any]) -> Name:
    fields: dict[str, Any] = {
        key.replace("-", "_"): (_flag if key in csl.NAME_FLAGS else _text)(
            parts.get(key)
        )
        for key in NAME_KEYS
    }
    return Name(**fields)


def _flag(value: object) -> bool:
    """Read a flag, which CSL lets be a boolean, text or a number."""
    return _text(value).lower() in ("true", "1", "1.0", "yes")


def _text(value: object) -> str:
    """Read a value as one clean line; lists and mappings are no text."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(clean_line(value).split())


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
