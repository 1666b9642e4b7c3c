"""The JSON of `search`, `list` and `categories`: hits, entries by title, counts."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from wikicli.base.model import Head
from wikicli.base.text import clean_line, shorten_path
from wikicli.library.categories import Category
from wikicli.library.hits import Hit, Result
from wikicli.render.json import JsonObject

Files = Mapping[str, Path]


def result_json(result: Result, files: Files) -> JsonObject:
    """Return the result of a search."""
    return {
        "query": clean_line(result.query),
        "total": result.total,
        **_counts(result),
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit(hit, files) for hit in result.hits],
    }


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
