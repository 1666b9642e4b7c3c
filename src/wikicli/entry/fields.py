"""The keys of an entry file, in the order in which they stand, and what is their value.

A new key takes one line here, a field of the same name in `base.model`, and a sentence
in `schema.words`: what reads, formats and describes entries goes by this table.
"""

from collections.abc import Mapping

LINE = "line"
"""Text that is read as one line: line ends in it are spaces."""

LINES = "lines"
"""A list of such lines."""

URL = "url"
BODY = "body"
"""Text in Markdown, in paragraphs."""

DATE = "date"

CHOICES = {
    "orthography": ("reformed", "classical"),
    "status": ("unreviewed", "reviewed"),
}
"""The values of a kind that has few; where nothing is said, the first."""

PARTS: Mapping[str, Mapping[str, str]] = {
    "entry": {
        "title": LINE,
        "description": LINE,
        "aliases": LINES,
        "terms": "term",
        "facts": "facts",
        "body": BODY,
        "hy": "side",
        "see_also": "see_also",
        "references": "reference",
        "categories": LINES,
        "source": "source",
    },
    "term": {
        "hy": LINE,
        "en": LINE,
        "romanization": LINE,
        "ipa": "ipa",
        "orthography": "orthography",
        "forms": LINES,
        "literal": LINE,
        "note": LINE,
    },
    "ipa": {"east": LINE, "west": LINE, "source": LINE},
    "side": {"title": LINE, "description": LINE, "status": "status", "body": BODY},
    "see_also": {"entry": LINE, "title": LINE, "url": URL, "note": LINE},
    "source": {"title": LINE, "url": URL, "license": LINE, "retrieved": DATE},
}
"""The keys of each part and the kinds of their values; of a list, those of its items.

A kind that is a part is a mapping of that; those of references are in `records`.
"""
