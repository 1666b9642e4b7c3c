"""The shipped entries: whole, linked, sourced, in two languages."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from conftest import ENTRIES
from kit.graphs import reachable
from wikicli.article.footnotes import Footnotes, number
from wikicli.article.markup import Body, Paragraph, iter_spans, plain_text
from wikicli.base.model import Entry
from wikicli.entry.file import read
from wikicli.library.coverage import find_sourced
from wikicli.library.graph import Graph, make_graph, make_node
from wikicli.search.words import name_key

PATHS = sorted(ENTRIES.glob("*.yaml"))

ARMENIAN = """
    armenian-alphabet eastern-armenian grabar karabakh-movement khachkar komitas
    matenadaran mesrop-mashtots miatsum mount-ararat nagorno-karabakh shusha
    stepanakert western-armenian yerevan
""".split()
"""Entries that have an Armenian side."""

WANTED = {
    "Armenian Revolutionary Federation",
    "Black January",
    "Caucasian Albania",
    "EOKA",
    "History of Nagorno-Karabakh",
    "Khojaly massacre",
    "Krunk",
    "Megali Idea",
    "Operation Ring",
    "Pan-Armenian National Movement",
    "Wilsonian Armenia",
}
"""See-also links that name a page which has no entry yet."""

OF_ANOTHER_LENGTH: dict[str, str] = {}
"""Entries of less than 150 or more than 500 words, and why."""


@cache
def entries() -> dict[str, Entry]:
    loaded = {path.stem: read(path).entry for path in PATHS}
    return {slug: entry for slug, entry in loaded.items() if entry}


@cache
def footnotes_of(slug: str) -> Footnotes:
    return number(entries()[slug])


@cache
def graph() -> Graph:
    nodes = (
        make_node(it, footnotes_of(slug).article) for slug, it in entries().items()
    )
    return make_graph(list(entries()), nodes)


def count_words(body: Body) -> int:
    units = (
        unit for it in body.sections for unit in (it.title, *iter_spans(it.blocks))
    )
    return sum(len(plain_text(unit).split()) for unit in units)


def count_lead_paragraphs(body: Body) -> int:
    return sum(isinstance(block, Paragraph) for block in body.sections[0].blocks)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_entry_has_no_problems(path: Path) -> None:
    loaded = read(path)
    assert loaded.entry
    assert loaded.problems == ()
    assert footnotes_of(path.stem).problems == ()


def test_there_are_43_entries() -> None:
    assert len(entries()) == 43


# Links and names ----------------------------------------------------------------


def test_links_lead_to_entries() -> None:
    assert graph().dangling() == {}


def test_wanted_pages_are_a_handful() -> None:
    wanted = {
        link.title
        for entry in entries().values()
        for link in entry.see_also
        if not link.entry and not link.url
    }
    assert wanted == WANTED


def test_every_entry_is_reached_from_miatsum_by_see_also() -> None:
    reached = reachable(graph(), "miatsum", see_also=True)
    assert sorted(set(entries()) - set(reached)) == []


def test_no_entry_is_an_orphan() -> None:
    assert graph().orphans() == []


def test_categories_are_about_twelve_with_three_entries_each() -> None:
    counts = Counter(
        category for entry in entries().values() for category in entry.categories
    )
    assert 10 <= len(counts) <= 14
    assert {name for name, count in counts.items() if count < 3} == set()
    assert [slug for slug, entry in entries().items() if not entry.categories] == []


def test_no_two_entries_have_a_name_in_common() -> None:
    owners: dict[str, set[str]] = {}
    for slug, entry in entries().items():
        names = (slug, entry.title, entry.headword, *entry.aliases)
        for name in filter(None, names):
            owners.setdefault(name_key(name.replace("-", " ")), set()).add(slug)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}


# Text ---------------------------------------------------------------------------


def test_armenian_sides_are_unreviewed_and_have_the_paragraphs_of_the_lead() -> None:
    found = {slug: entry.hy for slug, entry in entries().items() if entry.hy}
    assert sorted(found) == ARMENIAN
    for slug, side in found.items():
        article = footnotes_of(slug).article
        assert side.status == "unreviewed"
        assert article.hy
        paragraphs = count_lead_paragraphs(article.hy)
        assert paragraphs == count_lead_paragraphs(article.body), slug


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_body_has_150_to_500_words(path: Path) -> None:
    words = count_words(footnotes_of(path.stem).article.body)
    assert (150 <= words <= 500) == (path.stem not in OF_ANOTHER_LENGTH)


# Sources ------------------------------------------------------------------------


def test_there_are_150_references() -> None:
    assert sum(len(entry.references) for entry in entries().values()) >= 150


def is_covered(entry: Entry) -> bool:
    covered, total = find_sourced(entry, footnotes_of(entry.slug)).coverage.paragraphs
    return covered == total


def test_every_paragraph_of_30_entries_has_a_source() -> None:
    whole = [slug for slug, entry in entries().items() if is_covered(entry)]
    assert len(whole) >= 30


def test_every_entry_has_a_source() -> None:
    assert [slug for slug in entries() if not footnotes_of(slug).references] == []
