"""All entries of a library at once, as far as rules across entries need them."""

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from wikicli.base.model import SeeAlso, Term
from wikicli.base.text import find_nearest
from wikicli.check.checked import Checked
from wikicli.library.graph import Link


class Summary(NamedTuple):
    """What of an entry matters to others: its names, terms and links.

    ``sections`` are the titles of its sections, in either language.
    """

    slug: str
    title: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]
    links: tuple[Link, ...]
    headword: str = ""
    see_also: tuple[SeeAlso, ...] = ()
    categories: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


def summarize(checked: Checked) -> bytes:
    """Return what of a checked entry matters to others, packed to be kept or sent."""
    entry = checked.entry
    summary = Summary(
        entry.slug,
        entry.title,
        entry.aliases,
        entry.terms,
        checked.links,
        entry.headword,
        entry.see_also,
        entry.categories,
        tuple(
            section.name(checked.title_of)
            for _, body in checked.footnotes.article.bodies
            for section in body.sections
        ),
    )
    return pickle.dumps(summary, pickle.HIGHEST_PROTOCOL)


class Summaries(Mapping[str, Summary]):
    """The summaries of all readable entries by slug, and the slugs of all files.

    They are packed until they are looked at, in a tenth of the memory: to look through
    them once is cheap, to keep them is not.
    """

    def __init__(self, slugs: frozenset[str], packed: Mapping[str, bytes]) -> None:
        """Take the slugs, and the summaries as `summarize` packs them."""
        self.slugs = slugs
        self._packed = packed
        self._near: dict[str, str] = {}

    def __getitem__(self, slug: str) -> Summary:
        """Unpack a summary."""
        summary: Summary = pickle.loads(self._packed[slug])
        return summary

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs of readable entries."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Count the summaries."""
        return len(self._packed)

    def find_near(self, slug: str) -> str:
        """Return the slug of a file that is most like one that is none, or nothing."""
        if slug not in self._near:
            pieces = Counter(
                other
                for piece in _pieces_of(slug)
                for other in self._by_piece.get(piece, ())
            )
            likely = [other for other, _ in pieces.most_common(_LIKELY)]
            self._near[slug] = next(iter(find_nearest(slug, likely)), "")
        return self._near[slug]

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        """The slugs that hold each three letters: few of all need a closer look."""
        found: dict[str, list[str]] = {}
        for slug in sorted(self.slugs):
            for piece in _pieces_of(slug):
                found.setdefault(piece, []).append(slug)
        return found


_LIKELY = 20
"""How many slugs are compared letter by letter: those that share most."""


def _pieces_of(slug: str) -> set[str]:
    padded = f" {slug} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
