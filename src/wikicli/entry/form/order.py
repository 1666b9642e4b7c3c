"""What stands in which order, and how its text is read: the shape of an entry file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wikicli.entry.fields import BODY, FACTS, LINE, NAMES, PARTS

REFERENCE_ORDER = """
    id type genre medium authority author chair collection-editor compiler composer
    container-author contributor curator director editor editorial-director
    executive-producer guest host illustrator interviewer narrator organizer
    original-author performer producer recipient script-writer series-creator translator
    issued year-suffix available-date event-date original-date submitted
    title title-short shortTitle trans-title script-title part part-title volume-title
    volume-title-short reviewed-title reviewed-author reviewed-genre original-title
    container-title container-title-short journalAbbreviation collection-title
    collection-number event event-title event-place
    edition version volume number-of-volumes issue printing section chapter-number
    page page-first number-of-pages
    publisher publisher-place original-publisher original-publisher-place number
    division jurisdiction dimensions scale status supplement
    archive archive_collection archive_location archive-place call-number source
    language DOI ISBN ISSN PMCID PMID URL author-link archive-url archived url-status
    accessed abstract annote citation-key citation-label citation-number
    first-reference-note-number keyword locator references note quote further
""".split()
"""The keys of a reference: what it is, who, when, what, in what, by whom, where."""

EXACT = "exact"
"""What is not read: it stays as it is, to each space."""


class Shape(NamedTuple):
    """The order of a mapping's keys, and the shapes of their values."""

    order: Sequence[str] = ()
    values: Mapping[str, str] = {}
    rest: str = EXACT

    def of(self, key: str) -> str:
        """Return the shape of a key's value."""
        return self.values.get(key, self.rest)


def _shape(part: str) -> Shape:
    own = {NAMES: "name"} | {kind: kind for kind in (*PARTS, FACTS, BODY)}
    shapes = {key: own.get(kind, LINE) for key, kind in PARTS[part].items()}
    return Shape(REFERENCE_ORDER if part == "reference" else list(shapes), shapes)


SHAPES = {
    **{part: _shape(part) for part in PARTS},
    FACTS: Shape(rest=LINE),
    **dict.fromkeys((LINE, BODY, EXACT), Shape()),
}
"""The parts of an entry by name; that of a list is that of its items."""
