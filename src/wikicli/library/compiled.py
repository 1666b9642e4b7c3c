"""What is computed of an entry, as it is kept: its kinds, and how each is written.

New kinds of values go to the end of a codec: their places are part of what is kept.
"""

from functools import cache
from typing import Any

from wikicli.article import markup
from wikicli.article.footnotes import Article
from wikicli.base import model
from wikicli.base.codec import Codec, fits, is_clean
from wikicli.base.problems import FieldProblem, Fix, Location, Problem

OF_ENTRIES = ("entry", "head")
"""The kinds of what commands need of one entry; the others are for all of them."""

Parsed = tuple[model.Entry, Article, tuple[Problem, ...], tuple[Problem, ...]]
"""An entry, its text, the problems of the file, and those in the text."""


@cache
def _codec_of_entries() -> Codec:
    return Codec(
        *(model.Entry, model.Head, model.Term, model.Ipa, model.ArmenianSide),
        *(model.SeeAlso, model.Name, model.Date, model.Reference, model.Origin),
        *(Problem, Location, Fix, FieldProblem),
        *(Article, markup.Body, markup.Section, markup.Note),
        *(markup.Text, markup.EntryLink, markup.Marker, markup.Break),
        *(markup.Paragraph, markup.ListBlock, markup.Quote, markup.Code),
        *(markup.Table, markup.Definition, markup.DefinitionList, markup.ThematicBreak),
    )


@cache
def _codec_of_libraries() -> Codec:
    from wikicli.library import coverage, graph

    return Codec(
        *(Problem, Location, Fix, graph.Node, graph.Link),
        *(coverage.Sourced, coverage.Coverage, coverage.Share),
        *(model.Reference, model.Name, model.Date, coverage.Records),
    )


def _codec(kind: str) -> Codec:
    return _codec_of_entries() if kind in OF_ENTRIES else _codec_of_libraries()


def encode(kind: str, value: object) -> str:
    """Write a value of a kind; raises TypeError for one of another."""
    return _codec(kind).encode(value)


def decode(kind: str, text: str) -> Any:
    """Read a value of a kind; raises ValueError or TypeError for anything else."""
    return _codec(kind).decode(text)


def is_problem(kind: str, text: str) -> bool:
    """Tell whether what was kept is why a file gives no entry."""
    return text.startswith(_codec(kind).beginning(Problem))


def names(text: str, slug: str) -> bool:
    """Tell whether an entry is named in what was kept."""
    return encode("head", slug) in text


def is_sound(kind: str, text: str, slug: str) -> bool:
    """Tell whether what a stranger wrote of an entry can be worked with.

    It is of its kind throughout, its text clean; it is of this entry, and what it
    refers to within itself is there.
    """
    if not is_clean(text):
        return False
    try:
        value = decode(kind, text)
    except (ValueError, TypeError):
        return False
    return fits(value, _expected(kind)) and _agrees(kind, value, slug)


def _agrees(kind: str, value: Any, slug: str) -> bool:
    if kind == "entry":
        return bool(value[0].slug == slug)
    if kind == "head":
        return value is None or bool(value.slug == slug)
    return bool(value.slug == slug and value.agrees)


@cache
def _expected(kind: str) -> Any:
    if kind in OF_ENTRIES:
        return Parsed if kind == "entry" else model.Head | None
    from wikicli.library import coverage, graph

    return graph.Node if kind == "links" else coverage.Sourced
