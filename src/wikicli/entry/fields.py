"""The keys of an entry file, in the order in which they stand, and what is their value.

A new key takes one line here, a field of the same name in `base.model`, and a sentence
in `schema/words.txt`: what reads, formats and describes entries goes by this table.
"""

from collections.abc import Mapping

from wikicli.base import csl

LINE = "line"
"""Text that is read as one line: line ends in it are spaces."""

LINES = "lines"
"""A list of such lines."""

URL = "url"
DOI = "doi"
FLAG = "flag"
BODY = "body"
"""Text in Markdown, in paragraphs."""

DATE = "date"
FACTS = "facts"
"""Lines by labels that are free."""

NAMES = "names"
"""People and institutions: a name alone, or a list of them."""

CHOICES = {
    "orthography": ("reformed", "classical"),
    "status": ("unreviewed", "reviewed"),
}
"""The values of a kind that has few; where nothing is said, the first."""

URL_STATUS = "url_status"
URL_STATUSES = ("live", "dead", "unfit", "usurped")

_VARIABLES = {
    **dict.fromkeys(csl.TEXT_VARIABLES, LINE),
    **dict.fromkeys(csl.NAME_VARIABLES, NAMES),
    **dict.fromkeys(csl.DATE_VARIABLES, DATE),
    "DOI": DOI,
    "URL": URL,
}

PARTS: Mapping[str, Mapping[str, str]] = {
    "entry": {
        "title": LINE,
        "description": LINE,
        "aliases": LINES,
        "terms": "term",
        "facts": FACTS,
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
    "side": {
        "title": LINE,
        "description": LINE,
        "status": "status",
        "facts": FACTS,
        "body": BODY,
    },
    "see_also": {"entry": LINE, "title": LINE, "url": URL, "note": LINE},
    "source": {"title": LINE, "url": URL, "license": LINE, "retrieved": DATE},
    "reference": {
        "id": LINE,
        "type": LINE,
        "quote": LINE,
        "archive-url": URL,
        "archived": DATE,
        "url-status": URL_STATUS,
        "trans-title": LINE,
        "script-title": LINE,
        "author-link": LINE,
        "further": FLAG,
        **dict(sorted(_VARIABLES.items())),
    },
    "name": {
        "family": LINE,
        "given": LINE,
        "suffix": LINE,
        "dropping-particle": LINE,
        "non-dropping-particle": LINE,
        "literal": LINE,
        "comma-suffix": FLAG,
        "static-ordering": FLAG,
        "parse-names": FLAG,
    },
    "date": {
        "date-parts": "numbers",
        "edtf": LINE,
        "raw": LINE,
        "season": LINE,
        "circa": LINE,
        "literal": LINE,
    },
}
"""The keys of each part and the kinds of their values; of a list, those of its items.

A kind that is a part is a mapping of that. References have the keys of CSL's variables
and our own.
"""
