"""The JSON of `search` and `list`: hits, and entries by title."""

from collections.abc import Sequence
from dataclasses import asdict

from wikicli.base.model import Head
from wikicli.base.text import clean_line
from wikicli.library.hits import Hit, Result
from wikicli.render.json import JsonObject


def result_json(result: Result) -> JsonObject:
    """Return the result of a search."""
    return {
        "query": clean_line(result.query),
        "total": result.total,
        "near": result.near,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit(hit) for hit in result.hits],
    }


def _hit(hit: Hit) -> JsonObject:
    return {
        **_head(hit.head),
        "score": round(hit.score, 4),
        "near": hit.near,
        "field": hit.field,
        "snippet": asdict(hit.snippet) if hit.snippet else None,
    }


def list_json(heads: Sequence[Head]) -> JsonObject:
    """Return a list of entries."""
    entries = [{**_head(head), "categories": head.categories} for head in heads]
    return {"total": len(heads), "entries": entries}


def _head(head: Head) -> JsonObject:
    return {
        "slug": head.slug,
        "title": head.title,
        "hy": head.hy,
        "description": head.description,
        "description_hy": head.description_hy,
    }
