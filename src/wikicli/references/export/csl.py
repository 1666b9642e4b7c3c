"""References to CSL-JSON (CSL 1.0.2), which Zotero and Pandoc read, and back.

What CSL has no place for stands under ``custom``: our own keys under the names that
they have in an entry file, ``edtf`` with the text of each date, ``names`` with the
parts of names that the item does not give back, ``id`` where the item's had to be
changed. All that is read back only while what went out beside it is unchanged: who
corrects a date in Zotero does not get the old one from its EDTF. Of a DOI, only what
people write before it is lost (``https://doi.org/``): styles add it again.

Names in Armenian or Georgian script that have two parts go out as one ``literal``,
``Նոդիա, Գիա``: family name first, as our own line prints it, so that lists sort by it.
Every CSL engine (citeproc-js, Pandoc, citation-js) writes parts in these scripts
without a space, ``ՆոդիաԳիա``, as is right in Chinese.
"""

import re
from collections.abc import Mapping, Sequence
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
from wikicli.language.armenian import is_armenian
from wikicli.references.citation.wording import format_name
from wikicli.references.export.fields import bare_identifier, make_key, make_keys

CslItem = dict[str, Any]

_NAME_PARTS = {
    "family": "family",
    "given": "given",
    "suffix": "suffix",
    "dropping-particle": "dropping_particle",
    "non-dropping-particle": "non_dropping_particle",
    "literal": "literal",
}
_NAME_FLAGS = {
    "comma-suffix": "comma_suffix",
    "static-ordering": "static_ordering",
    "parse-names": "parse_names",
}
_OWN_TEXTS = {
    "quote": "quote",
    "archive-url": "archive_url",
    "url-status": "url_status",
    "trans-title": "trans_title",
    "script-title": "script_title",
    "author-link": "author_link",
}
_GEORGIAN = re.compile("[\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f]")


def format_csl_json(references: Sequence[Reference]) -> str:
    """Format references as a list of CSL-JSON items with unique ids."""
    import json

    keys = make_keys(references)
    items = [csl_item(ref, key) for ref, key in zip(references, keys, strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


# Out ----------------------------------------------------------------------------


def csl_item(reference: Reference, key: str = "") -> CslItem:
    """Convert a reference to a CSL-JSON item; ``key`` is its id, else made of ours."""
    item: CslItem = {
        "id": key or make_key(reference.id),
        "type": reference.type if reference.type in csl.TYPES else "document",
    }
    names = {variable: _out_names(it) for variable, it in reference.names.items()}
    dates = {variable: _out_date(it) for variable, it in reference.dates.items()}
    item |= {**names, **dates, **reference.variables, **_out_year(reference)}
    if "DOI" in item:
        item["DOI"] = bare_identifier(reference, "DOI")
    custom = _out_custom(reference, item)
    return {**item, "custom": custom} if custom else item


def _out_names(names: Sequence[Name]) -> list[CslItem]:
    return [_out_name(name) for name in names]


def _out_name(name: Name) -> CslItem:
    has_both = name.family and name.given and not name.literal
    if has_both and _is_glued(name.family + name.given):
        return {"literal": format_name(name)}
    return _name_parts(name)


def _is_glued(text: str) -> bool:
    """Tell whether CSL engines would write names of this script without a space."""
    return is_armenian(text) or bool(_GEORGIAN.search(text))


def _name_parts(name: Name) -> CslItem:
    fields = {**_NAME_PARTS, **_NAME_FLAGS}
    parts = {key: getattr(name, field) for key, field in fields.items()}
    return {key: value for key, value in parts.items() if value}


def _out_date(date: Date) -> dict[str, Any]:
    literal = {"literal": date.literal} if date.literal else {}
    return {**to_date_parts(date.edtf), **literal} if date.edtf else literal


def _out_year(reference: Reference) -> dict[str, Any]:
    """Split ``2005a`` into year and ``year-suffix``, unless that has a value."""
    issued = reference.dates.get("issued", Date())
    stem, suffix = split_year_suffix(issued.edtf)
    if not suffix or "year-suffix" in reference.variables:
        return {}
    return {"issued": _out_date(Date(stem, issued.literal)), "year-suffix": suffix}


def _out_custom(reference: Reference, item: CslItem) -> dict[str, Any]:
    names = {
        variable: [_name_parts(name) for name in names]
        for variable, names in reference.names.items()
        if _read_names(item[variable]) != names
    }
    edtf = {key: date.edtf for key, date in reference.dates.items() if date.edtf}
    fields = {
        "id": "" if item["id"] == reference.id else reference.id,
        "names": names,
        "edtf": edtf,
        **{key: getattr(reference, field) for key, field in _OWN_TEXTS.items()},
        "archived": _out_archived(reference.archived),
        "further": reference.further,
    }
    return {key: value for key, value in fields.items() if value}


def _out_archived(date: Date | None) -> str | dict[str, str]:
    if date is None:
        return ""
    if date.edtf and not date.literal:
        return date.edtf
    words = {"edtf": date.edtf, "literal": date.literal}
    return {key: value for key, value in words.items() if value}


# Back ---------------------------------------------------------------------------


def parse_csl_item(item: Mapping[str, Any]) -> Reference:
    """Convert a CSL-JSON item to a reference, the inverse of ``csl_item``.

    Takes items of other programs too: numbers as text, EDTF and ``raw`` dates, names
    that are strings. What is of no known name or shape is left out.
    """
    custom = _mapping(item.get("custom"))
    texts = {key: _text(value) for key, value in item.items()}
    kind = texts.get("type", "")
    dates = _parse_dates(item, _mapping(custom.get("edtf")))
    own = {field: _text(custom.get(key)) for key, field in _OWN_TEXTS.items()}
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


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    """Read a value as one clean line; lists and mappings are no text."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str | int | float):
        return ""
    return " ".join(clean_line(value).split())


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
            names[variable] = whole if _out_names(whole) == value else read
    return {variable: read for variable, read in names.items() if read}


def _read_names(value: object) -> tuple[Name, ...]:
    values = value if isinstance(value, list | tuple) else [value]
    return tuple(name for name in map(_read_name, values) if name != Name())


def _read_name(value: object) -> Name:
    """Read one name; a literal in a script that is glued may be family and given."""
    parts = {"literal": value} if isinstance(value, str) else _mapping(value)
    name = _whole_name(parts)
    if name != Name(literal=name.literal):
        return name
    if isinstance(value, str) or _is_glued(name.literal):
        family, comma, given = (part.strip() for part in name.literal.partition(","))
        if comma and family and given and "," not in given:
            return Name(family=family, given=given)
    return name


def _whole_names(value: object) -> tuple[Name, ...]:
    values = value if isinstance(value, list | tuple) else []
    return tuple(_whole_name(_mapping(item)) for item in values)


def _whole_name(parts: Mapping[str, Any]) -> Name:
    fields: dict[str, Any] = {
        **{field: _text(parts.get(key)) for key, field in _NAME_PARTS.items()},
        **{field: _flag(parts.get(key)) for key, field in _NAME_FLAGS.items()},
    }
    return Name(**fields)


def _flag(value: object) -> bool:
    """Read a flag, which CSL lets be a boolean, text or a number."""
    return _text(value).lower() in ("true", "1", "1.0", "yes")


def _parse_dates(item: Mapping[str, Any], edtf: Mapping[str, Any]) -> dict[str, Date]:
    dates = {}
    for variable, value in item.items():
        if variable in csl.DATE_VARIABLES:
            date = _parse_date(value, _text(edtf.get(variable)))
            if date:
                dates[variable] = date
    return dates


def _parse_date(value: object, edtf: str = "") -> Date | None:
    """Read a date; ``edtf`` says it in full, if it still says the same."""
    if not isinstance(value, Mapping):
        return _parse_words(_text(value), is_free=True)
    literal = _text(value.get("literal"))
    found = _read_parts(value)
    if not found:
        return _parse_words(literal or _text(value.get("raw")), is_free=not literal)
    if is_edtf(edtf) and found == _read_parts(to_date_parts(_stem(edtf))):
        found = edtf
    # 199X has words of its own; they do not outlive a correction of its parts.
    texts = (found, _stem(found), edtf)
    ours = (to_date_parts(it).get("literal", "") for it in texts)
    return Date(found, "" if literal in ours else literal)


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
    edtf, literal = dates.get("issued", Date())
    suffix = split_year_suffix(edtf)[1]
    is_split = literal or "literal" not in _mapping(item.get("issued"))
    if suffix and is_split and variables.get("year-suffix") == suffix:
        del variables["year-suffix"]
    return variables
