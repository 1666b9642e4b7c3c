"""The JSON of `search`, `list` and `categories`: hits, entries by title, counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from wikicli.base.model import Head
from wikicli.base.text import clean_line, shorten_path
from wikicli.library.categories import Category
from wikicli.library.hits import Hit, Result
from wikicli.render.json import JsonObject
from wikicli.search.index import Asking
from wikicli.search.syntax import describe

Files = Mapping[str, Path]


def result_json(result: Result, files: Files, explain: bool = False) -> JsonObject:
    """Return the result of a search; ``explain`` asks for how it was understood."""
    value = {
        "query": clean_line(result.query),
        "total": result.total,
        **_counts(result),
        "held": dict(zip(("words", "of"), result.held, strict=True))
        if result.held
        else None,
        "meant": result.meant or None,
        "offset": result.offset,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit(hit, files) for hit in result.hits],
    }
    if result.facets is not None:
        value["facets"] = [it._asdict() for it in result.facets]
    if explain and result.asked:
        value["explain"] = _explain(result.asked)
    return value


def _explain(asked: Asking) -> JsonObject:
    return {
        "query": describe(asked.tree),
        "words": [
            {
                "word": word.text,
                "key": word.key,
                **{name: sorted(getattr(word, name)) for name in _MEANINGS},
                "near": [*word.near],
            }
            for part in asked.words
            for word in part
        ],
    }


_MEANINGS = ("sounds", "stems", "forms", "loose", "slips")


def nothing_json(query: str) -> JsonObject:
    """Return the result of a search that finds nothing at all."""
    return result_json(Result(query, (), 0), {})


def _counts(result: Result) -> JsonObject:
    return {way: result.counts.get(way, 0) for way in ("begins", "near")}


def _hit(hit: Hit, files: Files) -> JsonObject:
    return {
        **_head(hit.head, files),
        "score": round(hit.score, 4),
        "begins": hit.way == "begins",
        "near": hit.way == "near",
        "field": hit.field,
        "snippet": asdict(hit.snippet) if hit.snippet else None,
    }


def list_json(heads: Sequence[Head], files: Files) -> JsonObject:
    """Return a list of entries."""
    entries = [{**_head(head, files), "categories": head.categories} for head in heads]
    return {"total": len(heads), "entries": entries}


def categories_json(categories: Sequence[Category]) -> JsonObject:
    """Return categories, the largest first."""
    each = [category._asdict() for category in categories]
    return {"total": len(each), "categories": each}


def _head(head: Head, files: Files) -> JsonObject:
    return {
        "slug": head.slug,
        "title": head.title,
        "hy": head.hy,
        "description": head.description,
        "path": shorten_path(files[head.slug]),
        "description_hy": head.description_hy,
    }
