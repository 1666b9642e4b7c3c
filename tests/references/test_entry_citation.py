"""Citing the entry itself."""

from wikicli.base.model import Date, Entry, Name, Origin, Reference
from wikicli.references import citation
from wikicli.references.entry_citation import Imprint, cite_entry
from wikicli.references.export.csl import csl_item

ENTRY = Entry(
    "karabakh-committee",
    "Karabakh Committee",
    "Text.",
    source=Origin(
        "Karabakh Committee",
        "https://en.wikipedia.org/wiki/Karabakh_Committee",
        "CC BY-SA 4.0",
        Date("2026-11-20"),
    ),
)


IMPRINT = Imprint(
    "Notes on Artsakh",
    (Name("Doe", "Jo"),),
    "https://example.org/",
    "CC BY 4.0",
    "hy",
)


def test_entry_is_cited_as_an_entry_of_an_encyclopedia() -> None:
    reference = cite_entry(ENTRY, "2026-11-22").reference
    assert citation.format_line(reference) == (
        "“Karabakh Committee”. Retrieved 22 November 2026."
    )
    assert csl_item(reference) == {
        "id": "karabakh-committee",
        "type": "entry-encyclopedia",
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "title": "Karabakh Committee",
        "custom": {"edtf": {"accessed": "2026-11-22"}},
    }


def test_the_larger_work_is_what_the_library_says_of_itself() -> None:
    reference = cite_entry(ENTRY, imprint=IMPRINT).reference
    assert citation.format_line(reference) == (
        "Doe, Jo (ed.). “Karabakh Committee”. Notes on Artsakh (in Armenian)."
    )
    assert csl_item(reference) == {
        "id": "karabakh-committee",
        "type": "entry-encyclopedia",
        "editor": [{"family": "Doe", "given": "Jo"}],
        "title": "Karabakh Committee",
        "container-title": "Notes on Artsakh",
        "language": "hy",
        "URL": "https://example.org/",
        "note": "CC BY 4.0",
    }


def test_date_that_is_no_edtf_is_kept_in_words() -> None:
    reference = cite_entry(ENTRY, "last week").reference
    assert reference.dates == {"accessed": Date(literal="last week")}


def test_source_is_what_the_entry_was_adapted_from() -> None:
    assert cite_entry(ENTRY).source == Reference(
        "karabakh-committee-source",
        "webpage",
        dates={"accessed": Date("2026-11-20")},
        variables={
            "title": "Karabakh Committee",
            "URL": "https://en.wikipedia.org/wiki/Karabakh_Committee",
            "note": "CC BY-SA 4.0",
        },
    )


def test_entry_of_our_own_has_no_source() -> None:
    assert cite_entry(Entry("x", "X", "Text.")).source is None
    licensed = Entry("x", "X", "Text.", source=Origin(license="CC0"))
    assert cite_entry(licensed).source is None
