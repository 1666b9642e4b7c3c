"""JSON answers held against the strict schemas of tests/schemas."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conftest import ROOT, Result

KeyPath = tuple[str | int, ...]

SCHEMAS = ROOT / "tests" / "schemas"

VANQUISH = """\
title: Vanquish
description: A word for tests
aliases: [Vanquishing]
terms:
  - hy: Հաղթել
    en: vanquish
    romanization: Haghtel
    ipa: {east: hɑʁˈtʰel, west: haʁˈtʰel, source: wiktionary}
    orthography: classical
    forms: [հաղթեց]
    literal: to have the hand
    note: a *verb*
facts:
  First seen: 1330[^smith]
  Independent: no
body: |
  To **vanquish** is to win.[^smith p. 3][^why] See [[other]].

  ## Use
  It is rare.[^smith p. 9][^jones]

  [^why]: Mostly in books.
hy:
  title: Հաղթանակ
  description: Բառ
  status: reviewed
  facts: {Լեզու: հայերեն}
  body: |
    Հաղթել։[^jones]
see_also:
  - other
  - {entry: other, note: the same}
  - {title: Outside, url: "https://example.org/", note: far away}
references:
  - id: smith
    type: book
    author: [{family: Smith, given: Ann, suffix: Jr.}, {literal: The Society}]
    issued: 1905~
    accessed: 2005-09-14
    title: Words
    volume: 1
    URL: https://example.org/words
    quote: To vanquish is to win.
    archive-url: https://archive.example.org/words
    archived: 2015-09-23
    url-status: dead
    trans-title: Slova
    script-title: Слова
    author-link: https://example.org/smith
  - id: jones
    type: article-journal
    author: ["Jones, Bo"]
    issued: 1997-24/1998
    title: More words
    page: 158-182
  - id: brown
    title: Yet more
    issued: {literal: long ago}
    further: true
categories: [Words, Tests]
source:
  title: Elsewhere
  url: https://example.org/
  license: CC BY-SA 4.0
  retrieved: 2026-11-22
"""


def answer(result: Result) -> Any:
    """The JSON of a command that had one to give, and nothing to complain of."""
    assert (result.stderr, result.code) == ("", 0)
    assert result.stdout.endswith("}\n")
    return json.loads(result.stdout)


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))


@cache
def validator(name: str) -> Draft202012Validator:
    """The validator of a schema; the shape of a reference stands in that of refs."""
    shared = DRAFT202012.create_resource(schema("refs"))
    return Draft202012Validator(
        schema(name), registry=Registry().with_resource("refs.json", shared)
    )


def each_schema(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """All object schemas within a schema, each with where it stands."""
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield "/".join(path), value
        for key, inner in value.items():
            yield from each_schema(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from each_schema(inner, path)


def each_value(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    if path:
        yield path, value
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, inner in items:
        yield from each_value(inner, (*path, key))


def parent_of(value: Any, path: KeyPath) -> Any:
    for key in path[:-1]:
        value = value[key]
    return value


def is_optional(path: KeyPath) -> bool:
    """Tell whether a key may be left out: only a record's own may."""
    if "facts" in path:
        return path[-1] != "facts"
    if "csl" in path:
        inside = path[path.index("csl") + 1 :]
    else:
        inside = path[2:] if path[0] == "references" else ()
    return bool(inside) and inside not in (("id",), ("type",))


def mutants(command: str, given: Any) -> Iterator[tuple[str, Any]]:
    """The same answer with a key removed, one added, a value of a wrong type."""
    for path, value in [((), given), *each_value(given)]:
        if isinstance(value, dict):
            mutant = copy.deepcopy(given)
            (parent_of(mutant, path)[path[-1]] if path else mutant)["more"] = [[None]]
            yield f"added: {path}", mutant
        if not path:
            continue
        mutant = copy.deepcopy(given)
        wrong: Any = {"more": 1} if isinstance(value, list) else [[None]]
        parent_of(mutant, path)[path[-1]] = wrong
        yield f"wrong: {path}", mutant
        in_record = command == "show" or "csl" in path
        is_record = in_record and is_optional(path)
        if isinstance(path[-1], str) and not is_record:
            mutant = copy.deepcopy(given)
            del parent_of(mutant, path)[path[-1]]
            yield f"removed: {path}", mutant
