"""The JSON of `coverage`: how much of entries has a source."""

from wikicli.library.coverage import Coverage, CoverageReport, Share
from wikicli.render.json import JsonObject


def coverage_json(report: CoverageReport) -> JsonObject:
    """Return the coverage of entries, and of all of them together."""
    return {
        "entries": [{"entry": it.slug, **_coverage(it)} for it in report.entries],
        "total": _coverage(report.total),
    }


def _coverage(item: Coverage) -> JsonObject:
    return {
        "sentences": _share(item.sentences),
        "paragraphs": _share(item.paragraphs),
        "references": item.references,
        "works": item.works,
        "kinds": dict(item.kinds),
        "oldest_access": item.accessed.edtf if item.accessed else None,
        "without_link": item.unlinked,
        "with_quote": item.quoted,
    }


def _share(share: Share) -> JsonObject:
    return {"with_source": share.covered, "total": share.total}
