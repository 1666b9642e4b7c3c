"""All entries of a library at once, as far as rules across entries need them."""

import pickle
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from wikicli.base.model import SeeAlso, Term
from wikicli.base.text import find_nearest
from wikicli.check.checked import Checked
from wikicli.library.graph import Link


class Summary(NamedTuple):
    """What of an entry matters to others: its names, terms and links."""

    slug: str
    title: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...]
    links: tuple[Link, ...]
    headword: str = ""
    see_also: tuple[SeeAlso, ...] = ()
    categories: tuple[str, ...] = ()


def summarize(checked: Checked) -> Summary:
    """Return what of a checked entry matters to others."""
    entry = checked.entry
    return Summary(
        entry.slug,
        entry.title,
        entry.aliases,
        entry.terms,
        checked.links,
        entry.headword,
        entry.see_also,
        entry.categories,
    )


class Summaries(Mapping[str, Summary]):
    """Summaries by slug, packed until they are looked at: a tenth of the memory."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """Take what `pack` made of the summaries."""
        self._packed = packed

    def __getitem__(self, slug: str) -> Summary:
        """Unpack a summary."""
        summary: Summary = pickle.loads(self._packed[slug])
        return summary

    def __iter__(self) -> Iterator[str]:
        """Yield the slugs."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Count the summaries."""
        return len(self._packed)


def pack(summary: Summary) -> bytes:
    """Pack a summary, to be kept or sent to another process."""
    return pickle.dumps(summary, pickle.HIGHEST_PROTOCOL)


@dataclass(eq=False, repr=False)
class Shelf:
    """The summaries of all readable entries by slug, and the slugs of all files.

    A summary is unpacked when it is got: to look through them once is cheap, to keep
    them is not.
    """

    slugs: frozenset[str]
    summaries: Mapping[str, Summary] = field(default_factory=dict)

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
    def _near(self) -> dict[str, str]:
        return {}

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        """The slugs that hold each three letters: few of all need a closer look."""
        found: dict[str, list[str]] = {}
        for slug in sorted(self.slugs):
            for piece in _pieces_of(slug):
                found.setdefault(piece, []).append(slug)
        return found

    @cached_property
    def backlinks(self) -> dict[str, list[Link]]:
        """The links to each entry from others."""
        found: dict[str, list[Link]] = {slug: [] for slug in self.summaries}
        for summary in self.summaries.values():
            for link in summary.links:
                if link.target in found and link.target != link.source:
                    found[link.target].append(link)
        return found


_LIKELY = 20
"""How many slugs are compared letter by letter: those that share most."""


def _pieces_of(slug: str) -> set[str]:
    padded = f" {slug} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
