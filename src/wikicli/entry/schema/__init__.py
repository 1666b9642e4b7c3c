"""The JSON Schema of the entry format, for editors and other programs.

Made from the keys that the reader knows, so that it can't fall behind. It says what a
file may look like; what an entry says is for ``wikicli check``. Draft 2020-12, but with
the keywords of draft-07 alone, since that is what many editors know.

The loaders of editors type plain scalars, where ours takes them as text: ``volume: 1``
is a number to them and ``Independent: no`` may be false. So numbers, true and false
pass for text, and for a fact or an alias null, too. Patterns keep to what the regular
expressions of ECMA-262 and of Python have in common.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wikicli.article.markup import MARKER_ID, SLUG
from wikicli.base import csl
from wikicli.entry.fields import (
    BODY,
    CHOICES,
    DOI,
    LINE,
    LINES,
    NAMES,
    PARTS,
    URL,
    URL_STATUS,
    URL_STATUSES,
)
from wikicli.entry.file import MAX_DESCRIPTION

Schema = dict[str, Any]

_TEXT = ["string", "number", "boolean"]
_MARKER = rf"\[\^{MARKER_ID.pattern}(?: [^\]\n]*)?\]"
_NO_MARKER = rf"(?![\s\S]*{_MARKER})"


def make_schema() -> Schema:
    """Return the JSON Schema of an entry file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "wikicli entry",
        "description": "An article of an encyclopedia that is kept in YAML files.",
        **_part("entry", required=("title", "body")),
        "$defs": {
            **_texts(),
            "flag": _flag(),
            "address": {
                "title": "Address",
                "type": "string",
                "pattern": rf"^{_NO_MARKER}\s*\S+\s*$",
                "patternErrorMessage": "an address without spaces; write %20 for one",
                "examples": ["https://example.org/page"],
            },
            "slug": {
                "title": "Slug",
                "type": ["string", "integer", "boolean"],
                "pattern": f"^{SLUG.pattern}$",
                "patternErrorMessage": "lower-case letters, digits, single hyphens",
                "minimum": 0,
                "examples": ["karabakh-movement"],
            },
            "edtf": _edtf(),
            "date": _date(),
            **_people(),
            "term": {
                "title": "Term",
                **_part("term", any_of=("hy", "en")),
                "examples": [{"hy": "խաչքար", "en": "cross-stone"}],
            },
            "ipa": _part("ipa"),
            "side": _part("side"),
            "link": _link(),
            "reference": {"title": "Reference"} | _part("reference", required=("id",)),
            "source": _part("source"),
        },
    }


def _texts() -> dict[str, Schema]:
    """Return the schemas of texts, by how strict they are."""
    line = _text("Plain text", rf"^{_NO_MARKER}{_SOME}", _PLAIN)
    loose = _text("Text, or a word that YAML takes for another thing", _SOME)
    return {
        "text": _text("Text", _SOME, "some text"),
        "line": line,
        "description": line | {"maxLength": MAX_DESCRIPTION},
        "loose": loose | {"type": [*_TEXT, "null"]},
    }


_SOME = r"[\s\S]*\S"
_PLAIN = "plain text: footnotes can't be called here"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _text(title: str, pattern: str, expected: str = "") -> Schema:
    told = {"patternErrorMessage": expected} if expected else {}
    return {"title": title, "type": _TEXT, "pattern": pattern} | told


def _part(
    name: str,
    keys: Iterable[str] = (),
    required: Iterable[str] = (),
    any_of: Iterable[str] = (),
) -> Schema:
    """Return the schema of a part of an entry, or of some of its keys, by their kinds.

    All of the ``required`` keys must be there, and one ``any_of`` the others.
    """
    schema: Schema = {
        "type": "object",
        "properties": {
            key: {"description": _WORDS[name][key]}
            | (_SPECIAL.get((name, key)) or _of_kind(PARTS[name][key]))
            for key in keys or PARTS[name]
        },
        "additionalProperties": False,
    }
    if required:
        schema["required"] = list(required)
    if any_of:
        schema["anyOf"] = [{"required": [key]} for key in any_of]
    return schema


def _read_words() -> dict[str, dict[str, str]]:
    """Read what editors show of each key of each part: a sentence about its value."""
    words: dict[str, dict[str, str]] = {}
    for line in Path(__file__).with_name("words.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            words[line.strip("[]")] = described = {}
        elif line:
            key, _, sentence = line.partition(": ")
            described[key] = sentence
    return words


_WORDS = _read_words()


def _of_kind(kind: str) -> Schema:
    if kind in CHOICES:
        return {"enum": list(CHOICES[kind])}
    if kind == URL_STATUS:
        return {"enum": list(URL_STATUSES)}
    names = {LINE: "line", DOI: "line", BODY: "text", URL: "address", NAMES: "people"}
    return _list("text") if kind == LINES else _ref(names.get(kind, kind))


def _link() -> Schema:
    mapping = _part("see_also", any_of=("entry", "title"))
    return {
        "title": "See-also link",
        "anyOf": [_ref("slug"), mapping],
        "examples": ["enosis", {"entry": "enosis", "note": "a parallel idea"}],
    }


def _any_case(names: Iterable[str]) -> str:
    """Return a pattern for words in any case, which ECMA-262 has no flag for within."""
    return "|".join(
        "".join(f"[{it.upper()}{it}]" if it.isalpha() else it for it in name)
        for name in names
    )


def _flag() -> Schema:
    """Return the schema of true or false, as YAML 1.1, 1.2 and CSL write them."""
    return {
        "title": "true or false",
        "type": ["boolean", "integer", "string"],
        "minimum": 0,
        "maximum": 1,
        "pattern": f"^(?:{_any_case(('true', 'yes', '1', 'false', 'no', '0'))})$",
        "patternErrorMessage": "true or false",
    }


# Dates ------------------------------------------------------------------------------

_MONTH_DAY = (
    "(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|1[0-9]|2[0-8]))?"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31|02-29|2[1-4]"
)
_YEAR = "(?:(?!-0000)-?[0-9]{4}|Y-?[1-9][0-9]{4,8})"
_DAY = rf"{_YEAR}(?:-(?:{_MONTH_DAY}))?"
_TIME = (
    "T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    "(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)
_TIMED = rf"{_YEAR}-(?!2[1-4])(?=[0-9]{{2}}-)(?:{_MONTH_DAY}){_TIME}"
_HIDDEN = (
    rf"-?[0-9]{{2}}(?:[0-9]X|XX)|{_YEAR}-(?:(?:0[1-9]|1[0-2])-XX|XX(?:-XX)?)|{_TIMED}"
)


def _marked(point: str) -> str:
    """Return a pattern for a date with one of EDTF's marks before or behind it."""
    return rf"(?:[~?%]?(?:{point})|(?:{point})[~?%])"


_END = _marked(f"{_DAY}|{_HIDDEN}")
EDTF = (
    rf"(?:{_marked(f'{_DAY}[a-rt-z]?|{_HIDDEN}')}"
    rf"|{_END}/{_END}|(?:\.\.)?/{_END}|{_END}/(?:\.\.)?)"
)
"""A pattern for the dates that ``wikicli.base.dates`` reads.

It also takes 29 February of any year, intervals that end before they start, and decades
before the year 0.
"""

_SEASONS = [*range(1, 5), *range(13, 17), *range(21, 25)]


def _date() -> Schema:
    return {
        "title": "Date",
        "anyOf": [
            _ref("edtf"),
            _date_form("date-parts", "season", "circa"),
            _date_form("edtf"),
            _date_form("raw"),
            _date_form(),
        ],
        "examples": ["2005-09-14", "1997-24/1998", "1905~", {"literal": "Easter 1915"}],
    }


def _edtf() -> Schema:
    """Return the schema of EDTF; a year alone is a number to editors."""
    return {
        "title": "EDTF date",
        "type": ["string", "integer"],
        "minimum": -9999,
        "maximum": 9999,
        "pattern": rf"^\s*{EDTF}\s*$",
        "patternErrorMessage": "a date: 2005-09-14, 2005-09, 1997-24/1998 or 1905~",
    }


def _date_form(*keys: str) -> Schema:
    """Return the schema of a date as a mapping; the first of the keys is required."""
    keys = (*keys, "literal")
    return _part("date", keys, required=keys[:1])


def _date_parts() -> Schema:
    number = {"type": ["integer", "string"], "pattern": r"^\s*[-+]?[0-9]{1,9}\s*$"}
    parts = {"type": "array", "items": number, "minItems": 1, "maxItems": 3}
    return {"type": "array", "items": parts, "minItems": 1, "maxItems": 2}


def _season() -> Schema:
    names = _any_case(("spring", "summer", "autumn", "fall", "winter"))
    numbers = "|".join(map(str, _SEASONS))
    text = {"type": "string", "pattern": f"^(?:{numbers}|{names})$"}
    return {"anyOf": [{"enum": _SEASONS}, text]}


# Names, and what is special ---------------------------------------------------------


def _people() -> dict[str, Schema]:
    parts = [key for key, kind in PARTS["name"].items() if kind == LINE]
    de_waal = {"family": "de Waal", "given": "Thomas"}
    institution = {"literal": "International Crisis Group"}
    return {
        "person": {
            "title": "Name",
            "anyOf": [_ref("line"), _part("name", any_of=parts)],
            "examples": [de_waal, institution, "Nodia, Ghia"],
        },
        "people": {
            "title": "Names",
            "anyOf": [_ref("person"), {**_list("person"), "minItems": 1}],
            "examples": [[de_waal]],
        },
    }


def _facts() -> Schema:
    return {"type": "object", "additionalProperties": _ref("loose")}


_SPECIAL: dict[tuple[str, str], Schema] = {
    ("entry", "title"): _ref("line") | {"examples": ["Karabakh movement"]},
    ("entry", "description"): _ref("description"),
    ("entry", "aliases"): _list("loose") | {"examples": [["Gharabagh Committee"]]},
    ("entry", "terms"): _list("term"),
    ("entry", "facts"): _facts() | {"examples": [{"Founded": "February 1988"}]},
    ("side", "facts"): _facts(),
    ("entry", "see_also"): _list("link"),
    ("entry", "references"): _list("reference"),
    ("entry", "categories"): _list("text") | {"examples": [["Slogans and ideas"]]},
    ("see_also", "entry"): _ref("slug"),
    ("date", "date-parts"): _date_parts(),
    ("date", "season"): _season(),
    ("date", "circa"): _ref("text"),
    ("date", "edtf"): _ref("edtf"),
    ("reference", "id"): {
        "type": _TEXT,
        "pattern": rf"^\s*{MARKER_ID.pattern}\s*$",
        "patternErrorMessage": "up to 64 letters, digits and _ : . -",
        "examples": ["dewaal"],
    },
    ("reference", "type"): {"enum": sorted(csl.TYPES)},
    ("reference", "page"): _ref("line") | {"examples": ["158-182"]},
    ("reference", "DOI"): _ref("line") | {"examples": ["10.1080/09668136.2013.813124"]},
    ("source", "license"): _ref("line") | {"examples": ["CC BY-SA 4.0"]},
}
"""What is said of a key, besides what its kind says."""
