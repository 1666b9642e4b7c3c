"""References to CSL-JSON (CSL 1.0.2), which Zotero and Pandoc read.

What CSL has no place for stands under ``custom``: our own keys under the names that
they have in an entry file, ``edtf`` with the text of each date, ``names`` with the
parts of names that the item does not give back, ``id`` where the item's had to be
changed. So nothing is lost but, of a DOI, what people write before it
(``https://doi.org/``): styles add it again.

Names in Armenian and many other scripts that have two parts go out as one ``literal``,
``Նոդիա, Գիա``: family name first, as our own line prints it, so that lists sort by it.
citeproc-js, citation-js and Pandoc (citeproc) write parts in these scripts without a
space, ``ՆոդիաԳիա``, as is right in Chinese.
"""

import re
from collections.abc import Sequence
from typing import Any

from wikicli.base import csl
from wikicli.base.dates import split_year_suffix, to_date_parts
from wikicli.base.model import Date, Name, Reference
from wikicli.base.text import clean_line
from wikicli.references.citation.styles import bare_identifier
from wikicli.references.citation.wording import format_name
from wikicli.references.export.fields import address, is_rest, make_key, make_keys

CslItem = dict[str, Any]

_OTHER_HYPHENS = re.compile("--|[‐‑−]")
"""Matches what processors don't know for the hyphen of a range."""

NAME_KEYS = [field.replace("_", "-") for field in Name._fields]
OWN_TEXTS = "quote archive-url url-status trans-title script-title author-link".split()

# A name with any of these is written with its spaces, in citeproc-js 2.4 (its constant
# ROMANESQUE_REGEXP) as in Pandoc: Latin, Thai, Greek, Cyrillic, Hebrew, Arabic.
_SPACED = re.compile(
    "[-0-9a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u03ff\u0400-\u052f\u0590-\u05d4"
    "\u05d6-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u1f00-\u1fff]"
)
# Chinese, Japanese and Korean, which want no space.
_JOINED = re.compile(
    "[\u1100-\u11ff\u3040-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


def format_csl_json(references: Sequence[Reference]) -> str:
    """Format references as a list of CSL-JSON items with unique ids."""
    import json

    keys = make_keys(references)
    items = [csl_item(ref, key) for ref, key in zip(references, keys, strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def csl_item(reference: Reference, key: str = "") -> CslItem:
    """Convert a reference to a CSL-JSON item; ``key`` is its id, else made of ours."""
    item: CslItem = {
        "id": key or make_key(reference.id),
        "type": reference.type if reference.type in csl.TYPES else "document",
    }
    names = {variable: out_names(it) for variable, it in reference.names.items()}
    dates = {variable: _out_date(it) for variable, it in reference.dates.items()}
    item |= {**names, **dates, **reference.variables, **_out_year(reference)}
    if "DOI" in item:
        item["DOI"] = bare_identifier(reference, "DOI")
    if url := address(reference):
        item["URL"] = url
    if page := item.get("page"):
        item["page"] = _OTHER_HYPHENS.sub("-", page)
    custom = _out_custom(reference, item)
    return {**item, "custom": custom} if custom else item


def out_names(names: Sequence[Name]) -> list[CslItem]:
    """Convert names; those that engines would glue become literals."""
    return [_out_name(name) for name in names]


def _out_name(name: Name) -> CslItem:
    if is_rest(name):
        return {"literal": "others"}  # Pandoc's "et al."; others print it
    has_both = name.family and name.given and not name.literal
    if has_both and is_glued(name.family + name.given):
        return {"literal": format_name(name)}
    return _name_parts(_protect(name))


def is_glued(text: str) -> bool:
    """Tell whether CSL engines would wrongly write such a name without a space."""
    if _SPACED.search(text) or _JOINED.search(text):
        return False
    return any(map(str.isalpha, text))


def _name_parts(name: Name) -> CslItem:
    parts = dict(zip(NAME_KEYS, name, strict=True))
    return {key: value for key, value in parts.items() if value}


def _protect(name: Name) -> Name:
    """Put a family name that would be parsed in quotation marks: ``de Waal``.

    So citeproc-js (Zotero) and Pandoc take it as one; without them they find a particle
    in it, and print Waal, Thomas de.
    """
    has_particle = name.dropping_particle or name.non_dropping_particle
    if has_particle or name.parse_names or not name.family[:1].islower():
        return name
    return name._replace(family=f'"{name.family}"')


def _out_date(date: Date) -> dict[str, Any]:
    if date.edtf:
        return {**to_date_parts(date.edtf)}
    return {"literal": date.literal} if date.literal else {}


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
        if tuple(_read_back(it) for it in item[variable] if it) != names
    }
    edtf = {key: date.edtf for key, date in reference.dates.items() if date.edtf}
    words = {key: reference.dates[key].literal for key in edtf}
    page = reference.variables.get("page", "")
    is_copy = item.get("URL") == reference.archive_url
    suffix = split_year_suffix(edtf.get("issued", ""))[1]
    fields = {
        "id": "" if item["id"] == reference.id else reference.id,
        "URL": reference.variables.get("URL", "") if is_copy else "",
        "page": page if page != item.get("page", "") else "",
        "names": names,
        "edtf": edtf,
        "literal": {key: text for key, text in words.items() if text},
        "year-suffix": bool(suffix and "year-suffix" in reference.variables),
        **{key: getattr(reference, key.replace("-", "_")) for key in OWN_TEXTS},
        "archived": _out_archived(reference.archived),
        "further": reference.further,
    }
    return {key: value for key, value in fields.items() if value}


def _read_back(parts: CslItem) -> Name:
    """Return the name that a reader makes of what was written."""
    texts: dict[str, Any] = {
        key.replace("-", "_"): value is True or " ".join(clean_line(value).split())
        for key, value in parts.items()
    }
    return split_literal(Name(**texts))


def split_literal(name: Name) -> Name:
    """Return a name as it was: a literal in its parts, a family without its quotes."""
    if len(name.family) > 2 and name.family[0] == name.family[-1] == '"':
        return name._replace(family=name.family[1:-1])
    family, comma, given = (part.strip() for part in name.literal.partition(","))
    if name != Name(literal=name.literal) or not is_glued(name.literal):
        return name
    is_pair = comma and family and given and "," not in given
    return Name(family, given) if is_pair else name


def _out_archived(date: Date | None) -> str | dict[str, str]:
    if date is None:
        return ""
    if date.edtf and not date.literal:
        return date.edtf
    words = {"edtf": date.edtf, "literal": date.literal}
    return {key: value for key, value in words.items() if value}
