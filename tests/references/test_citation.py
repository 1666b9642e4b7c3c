import re
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from wikicli.base import csl
from wikicli.base.model import Date, Name, Reference
from wikicli.references.citation import (
    Piece,
    format_citation,
    format_line,
    short_citation,
    used_variables,
)
from wikicli.references.citation.wording import put_in_quotes, set_quotes

OWN = {
    "archive-url": "archive_url",
    "url-status": "url_status",
    "trans-title": "trans_title",
    "script-title": "script_title",
}


def make_reference(record: Mapping[str, Any]) -> Reference:
    """Build a reference from a record under the keys of an entry file."""
    fields: dict[str, Any] = {"names": {}, "dates": {}, "variables": {}}
    for key, value in record.items():
        if key in csl.NAME_VARIABLES:
            fields["names"][key] = tuple(make_name(name) for name in value)
        elif key in csl.DATE_VARIABLES:
            fields["dates"][key] = make_date(value)
        elif key == "archived":
            fields[key] = make_date(value)
        elif key in OWN:
            fields[OWN[key]] = value
        elif key != "type":
            fields["variables"][key] = value
    return Reference("ref", type=record.get("type", "document"), **fields)


def make_name(name: str | Mapping[str, Any]) -> Name:
    if isinstance(name, str):
        family, _, given = name.partition(", ")
        return Name(family, given) if given else Name(literal=name)
    parts: dict[str, Any] = {key.replace("-", "_"): name[key] for key in name}
    return Name(**parts)


def make_date(date: str | Mapping[str, str]) -> Date:
    return Date(date) if isinstance(date, str) else Date(literal=date["literal"])


def line(locator: str = "", /, **record: Any) -> str:
    """Format a record whose keys are written with underscores."""
    named = {key.replace("_", "-"): value for key, value in record.items()}
    return format_line(make_reference(named), locator)


def pieces(**record: Any) -> tuple[Piece, ...]:
    named = {key.replace("_", "-"): value for key, value in record.items()}
    return format_citation(make_reference(named))


# Wikipedia's own lines


def read_wikipedia() -> list[dict[str, Any]]:
    text = (ROOT / "tests" / "data" / "citations.yaml").read_text("utf-8")
    rows: list[dict[str, Any]] = yaml.load(text, yaml.CSafeLoader)
    return rows


WIKIPEDIA = read_wikipedia()
MATCHING = [row for row in WIKIPEDIA if "why" not in row]
DIFFERING = [row for row in WIKIPEDIA if "why" in row]
STRAIGHT = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def test_wikipedia_rows_name_their_pages() -> None:
    assert len(MATCHING) >= 70
    for row in WIKIPEDIA:
        assert row["page"].startswith("https://en.wikipedia.org/w/index.php?title=")
        assert row["template"].startswith("{{")
        assert row["printed"]


@pytest.mark.parametrize("row", MATCHING, ids=lambda row: row["printed"][:40])
def test_line_is_the_one_that_wikipedia_prints(row: dict[str, Any]) -> None:
    ours = format_line(make_reference(row["record"]))
    assert ours.translate(STRAIGHT) == row["printed"].translate(STRAIGHT)


@pytest.mark.parametrize("row", DIFFERING, ids=lambda row: row["why"][:40])
def test_line_differs_from_wikipedia_only_as_meant(row: dict[str, Any]) -> None:
    ours = format_line(make_reference(row["record"]))
    assert ours == row["ours"]
    assert ours.translate(STRAIGHT) != row["printed"].translate(STRAIGHT)


# Types


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {
                "type": "webpage",
                "author": ["Zihni, Ahmed"],
                "issued": "2004",
                "title": "Dilemma",
                "container-title": "sunysb.edu",
                "publisher": "SUNY",
                "URL": "https://a.b/c",
                "accessed": "2008-05-11",
            },
            "Zihni, Ahmed (2004). “Dilemma”. sunysb.edu. SUNY. Retrieved 11 May 2008.",
        ),
        (
            {
                "type": "article-newspaper",
                "title": "Vote",
                "container-title": "Chicago Tribune",
                "publisher-place": "Chicago",
                "issued": "1988-06-16",
                "page": "A1",
            },
            "“Vote”. Chicago Tribune. Chicago. 16 June 1988. p. A1.",
        ),
        (
            {
                "type": "article-journal",
                "author": ["Toal, Gerard", "O'Loughlin, John"],
                "issued": "2013",
                "title": "Land for Peace",
                "container-title": "Territory, Politics, Governance",
                "volume": "1",
                "issue": "2",
                "page": "158-182",
                "DOI": "10.1080/21622671.2013.842184",
                "accessed": "2014-06-09",
            },
            "Toal, Gerard; O’Loughlin, John (2013). “Land for Peace”. Territory, "
            "Politics, Governance. 1 (2): 158–182. "
            "doi:10.1080/21622671.2013.842184. Retrieved 9 June 2014.",
        ),
        (
            {
                "type": "article-magazine",
                "author": ["Carey, Ann"],
                "issued": "1990-05",
                "title": "A Walk",
                "container-title": "Granta",
                "volume": "3",
                "issue": "12",
                "page": "5-9",
            },
            "Carey, Ann (May 1990). “A Walk”. Granta. Vol. 3, no. 12. pp. 5–9.",
        ),
        (
            {
                "type": "book",
                "author": ["de Waal, Thomas"],
                "issued": "2003",
                "title": "Black Garden",
                "collection-title": "Caucasus",
                "collection-number": "5",
                "volume": "II",
                "edition": "2",
                "publisher-place": "New York",
                "publisher": "NYU Press",
                "ISBN": "978-0-8147-1945-9",
            },
            "de Waal, Thomas (2003). Black Garden. Caucasus No. 5. Vol. II (2nd ed.). "
            "New York: NYU Press. ISBN 978-0-8147-1945-9.",
        ),
        (
            {
                "type": "chapter",
                "author": ["Grigoryan, Anna"],
                "issued": "1996",
                "title": "The Alphabet",
                "editor": ["Bright, Will", "Daniels, Peter"],
                "container-title": "Writing Systems",
                "publisher": "Oxford University Press",
                "page": "356-363",
            },
            "Grigoryan, Anna (1996). “The Alphabet”. In Bright, Will; Daniels, Peter "
            "(eds.). Writing Systems. Oxford University Press. pp. 356–363.",
        ),
        (
            {
                "type": "entry-encyclopedia",
                "title": "Shusha",
                "container-title": "Encyclopædia Britannica",
                "volume": "10",
                "publisher": "Encyclopædia Britannica, Inc.",
                "issued": "2016",
            },
            "“Shusha”. Encyclopædia Britannica. Vol. 10. "
            "Encyclopædia Britannica, Inc. 2016.",
        ),
        (
            {
                "type": "paper-conference",
                "author": ["Lee, Jo"],
                "issued": "2001",
                "title": "On Trees",
                "event-title": "Forests 2001",
                "container-title": "Proceedings",
                "publisher": "ACM",
                "page": "1-8",
            },
            "Lee, Jo (2001). “On Trees”. Forests 2001. Proceedings. ACM. pp. 1–8.",
        ),
        (
            {
                "type": "thesis",
                "author": ["Hull, Anthony"],
                "issued": "1966",
                "title": "Rivalry",
                "genre": "PhD thesis",
                "publisher": "University of Alabama",
            },
            "Hull, Anthony (1966). Rivalry (PhD thesis). University of Alabama.",
        ),
        (
            {
                "type": "report",
                "author": ["International Crisis Group"],
                "issued": "2005-09-14",
                "title": "Viewing the Conflict",
                "collection-title": "Europe Report No. 166",
                "archived": "2015-09-23",
            },
            "International Crisis Group (14 September 2005). “Viewing the Conflict”. "
            "Europe Report No. 166. Archived from the original on 23 September 2015.",
        ),
        (
            {
                "type": "report",
                "genre": "Working paper",
                "number": "12",
                "title": "Visions",
                "publisher": "BPS",
            },
            "“Visions” (Working paper). No. 12. BPS.",
        ),
        (
            {
                "type": "article",
                "genre": "Press release",
                "title": "Two New Units",
                "publisher": "National Park Service",
                "issued": "2006-02-28",
            },
            "“Two New Units” (Press release). National Park Service. 28 February 2006.",
        ),
        (
            {
                "type": "motion_picture",
                "director": ["Parajanov, Sergei"],
                "composer": ["Mansurian, Tigran"],
                "title": "Color of Pomegranates",
                "issued": "1969",
                "publisher": "Armenfilm",
            },
            "Parajanov, Sergei (director) (1969). Color of Pomegranates. "
            "Music by Mansurian, Tigran. Armenfilm.",
        ),
        (
            {
                "type": "broadcast",
                "title": "The Gang",
                "container-title": "It's Sunny",
                "volume": "3",
                "number": "2",
                "publisher": "FX",
                "issued": "2007-09-13",
            },
            "“The Gang”. It’s Sunny. Season 3. Episode 2. FX. 13 September 2007.",
        ),
        (
            {
                "type": "interview",
                "author": ["Ter-Petrosyan, Levon"],
                "interviewer": ["Doe, Jane"],
                "title": "On 1988",
                "issued": "1998",
            },
            "Ter-Petrosyan, Levon (1998). “On 1988” (Interview). "
            "Interviewed by Doe, Jane.",
        ),
        (
            {
                "type": "map",
                "author": ["Kulshan"],
                "title": "Mt. Rainier",
                "scale": "1:30,000",
                "edition": "Centennial",
                "publisher": "Stanley",
                "issued": "2000",
            },
            "Kulshan (2000). Mt. Rainier (Map). 1:30,000 (Centennial ed.). Stanley.",
        ),
        (
            {
                "type": "speech",
                "author": ["Lincoln, Abraham"],
                "title": "Gettysburg Address",
                "event-title": "Dedication",
                "event-place": "Gettysburg",
                "event-date": "1863-11-19",
            },
            "Lincoln, Abraham (19 November 1863). Gettysburg Address (Speech). "
            "Dedication. Gettysburg.",
        ),
        (
            {"type": "treaty", "title": "Treaty of Kars", "number": "1/1921"},
            "Treaty of Kars. 1/1921.",
        ),
        (
            {"type": "standard", "title": "Romanization", "number": "ISO 9985"},
            "Romanization. ISO 9985.",
        ),
        (
            {"type": "software", "title": "wikicli", "version": "1.2"},
            "wikicli. Version 1.2.",
        ),
        (
            {
                "type": "manuscript",
                "title": "Gospels",
                "archive": "Matenadaran",
                "archive-place": "Yerevan",
                "archive_location": "MS 2374",
            },
            "Gospels (Manuscript). Matenadaran, Yerevan, MS 2374.",
        ),
        (
            {
                "type": "review-book",
                "author": ["Roe, Max"],
                "reviewed-title": "Black Garden",
                "reviewed-author": ["de Waal, Thomas"],
                "container-title": "Slavic Review",
                "volume": "4",
            },
            "Roe, Max. Slavic Review. 4. Review of Black Garden, by de Waal, Thomas.",
        ),
        ({"type": "document", "title": "Minutes"}, "“Minutes”."),
        ({"type": "unheard-of", "title": "Whole"}, "Whole."),
        (
            {"type": "unheard-of", "title": "Part", "container-title": "Whole"},
            "“Part”. Whole.",
        ),
    ],
    ids=lambda value: value["type"] if isinstance(value, dict) else "",
)
def test_type_is_cited_in_its_own_way(record: dict[str, Any], expected: str) -> None:
    assert format_line(make_reference(record)) == expected


@pytest.mark.parametrize("kind", sorted(csl.TYPES))
def test_every_csl_type_prints_a_line(kind: str) -> None:
    printed = line(type=kind, title="Title", author=["Doe, Jane"], issued="1988")
    assert printed.startswith("Doe, Jane (1988). ")
    assert "Title" in printed


# Names and dates


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ({"family": "Նոդիա", "given": "Գիա"}, "Նոդիա, Գիա"),
        ({"family": "ნოდია", "given": "გია"}, "ნოდია, გია"),
        ({"literal": "International Crisis Group"}, "International Crisis Group"),
        (
            {"family": "Waal", "given": "Thomas", "non-dropping-particle": "de"},
            "de Waal, Thomas",
        ),
        (
            {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
            "Humboldt, Alexander von",
        ),
        (
            {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
            "King, Martin Luther Jr.",
        ),
        ({"family": "Plato"}, "Plato"),
        ({"given": "Raffi"}, "Raffi"),
        ({"family": "O'Loughlin", "given": "John"}, "O’Loughlin, John"),
    ],
)
def test_names_keep_family_and_given_apart(name: dict[str, str], expected: str) -> None:
    stop = "" if expected.endswith(".") else "."
    assert line(author=[name], title="X", type="book") == f"{expected}{stop} X."


def test_more_than_six_names_end_in_et_al() -> None:
    six = [f"Name{number}, A" for number in range(6)]
    assert line(author=six, title="X").startswith("; ".join(six) + ". ")
    assert line(author=[*six, "Seventh, A"], issued="2000", title="X").startswith(
        "; ".join(six) + "; et al. (2000). "
    )


def test_editors_lead_where_there_is_no_author() -> None:
    one = line(type="book", editor=["A, B"], issued="2000", title="X")
    two = line(type="book", editor=["A, B", "C, D"], issued="2000", title="X")
    assert one == "A, B (ed.) (2000). X."
    assert two == "A, B; C, D (eds.) (2000). X."


def test_editor_of_a_book_follows_its_author() -> None:
    printed = line(type="book", author=["A, B"], editor=["C, D"], title="X")
    assert printed == "A, B. C, D (ed.). X."


def test_chapter_names_author_and_editor_of_the_whole() -> None:
    printed = line(
        type="chapter",
        author=["A, B"],
        title="X",
        container_author=["C, D"],
        editor=["E, F"],
        container_title="Y",
    )
    assert printed == "A, B. “X”. In C, D. E, F (ed.). Y."


def test_translators_are_credited() -> None:
    printed = line(type="book", title="X", translator=["A, B", "C, D"], publisher="P")
    assert printed == "X. Translated by A, B; C, D. P."


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"issued": "1997-24/1998"}, "A (Winter 1997–1998). X."),
        ({"issued": "1905~"}, "A (c. 1905). X."),
        ({"issued": "2005a"}, "A (2005a). X."),
        ({"issued": "2005", "year-suffix": "b"}, "A (2005b). X."),
        ({"issued": "2005-09-14", "year-suffix": "b"}, "A (14 September 2005b). X."),
        ({"issued": "2005a", "year-suffix": "a"}, "A (2005a). X."),
        ({"issued": {"literal": "n.d."}}, "A (n.d.). X."),
        ({"issued": "2003", "original-date": "1970"}, "A (2003) [1970]. X."),
        ({"original-date": "1970"}, "A [1970]. X."),
        ({"submitted": "1999"}, "A (1999). X."),
        ({}, "A. X."),
    ],
)
def test_date_stands_behind_the_names(record: dict[str, Any], expected: str) -> None:
    full = {"type": "book", "author": ["A"], "title": "X", **record}
    assert format_line(make_reference(full)) == expected


def test_date_without_names_follows_the_publisher() -> None:
    printed = line(
        type="book", title="X", publisher="P", issued="1988", original_date="1970"
    )
    assert printed == "X. P. 1988 [1970]."


# Titles


def test_original_script_and_translation_follow_the_title() -> None:
    printed = pieces(
        type="book",
        title="Sev aygi",
        script_title="Սև այգի",
        trans_title="Black Garden",
        language="hy",
        URL="https://a.b/c",
    )
    assert printed[0] == Piece("Sev aygi", "title", "https://a.b/c")
    assert "".join(piece.text for piece in printed) == (
        "Sev aygi Սև այգի [Black Garden] (in Armenian)."
    )


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"title": "Why?"}, "“Why?” P."),
        ({"title": "Stop!"}, "“Stop!” P."),
        ({"title": "In the U.S."}, "“In the U.S.” P."),
        ({"title": "Wait…"}, "“Wait…”. P."),
        ({"title": "Միացում։"}, "“Միացում։” P."),
        ({"title": 'The "Miatsum" slogan'}, "“The ‘Miatsum’ slogan”. P."),
        ({"title": "The “Miatsum” slogan"}, "“The ‘Miatsum’ slogan”. P."),
        ({"title": "Armenia's 'Miatsum'"}, "“Armenia’s ‘Miatsum’”. P."),
        ({"title": " Two \n lines, "}, "“Two lines”. P."),
        ({"title": "", "trans-title": "Black Garden"}, "[Black Garden]. P."),
        ({"title": "", "script-title": "Սև այգի"}, "Սև այգի. P."),
        ({"title": "", "title-short": "Short"}, "“Short”. P."),
        ({"title": "", "URL": "https://a.b/c"}, "https://a.b/c. P."),
    ],
)
def test_title_is_quoted_without_stray_marks(
    record: dict[str, str], expected: str
) -> None:
    full = {"type": "webpage", "publisher": "P", **record}
    assert format_line(make_reference(full)) == expected


def test_book_title_with_a_question_mark_takes_no_full_stop() -> None:
    assert line(type="book", title="What Next?") == "What Next?"
    assert line(type="book", title="What Next?", publisher="P") == "What Next? P."


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"type": "book"}, "(no title)."),
        ({"type": "book", "publisher": "P"}, "P."),
        ({"type": "book", "issued": "1988"}, "(no title). 1988."),
        ({"type": "interview", "author": ["A"]}, "A (Interview)."),
        ({"type": "webpage", "container-title": "Site"}, "Site."),
        ({"type": "webpage", "author": [{}], "title": " "}, "(no title)."),
    ],
)
def test_reference_without_a_title_still_says_something(
    record: dict[str, Any], expected: str
) -> None:
    assert format_line(make_reference(record)) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    {
        "hy": " (in Armenian)",
        "hy-arevmda": " (in Armenian)",
        "Armenian": " (in Armenian)",
        "Udi": " (in Udi)",
        "en": "",
        "en-GB": "",
        "en, hy": " (in English and Armenian)",
        "hy, ru and fr": " (in Armenian, Russian and French)",
        "": "",
    }.items(),
)
def test_language_is_named_unless_it_is_english(language: str, expected: str) -> None:
    assert line(type="book", title="X", language=language) == f"X{expected}."


@pytest.mark.parametrize(
    ("edition", "expected"),
    {
        "2": "2nd ed.",
        "11": "11th ed.",
        "3rd": "3rd ed.",
        "1961": "1961 ed.",
        "Revised": "Revised ed.",
        "Revised edition": "Revised edition",
        "2nd ed.": "2nd ed.",
    }.items(),
)
def test_edition_is_named(edition: str, expected: str) -> None:
    assert line(type="book", title="X", edition=edition) == f"X ({expected})."


# Numbers, pages, locators


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"volume": "1", "issue": "2", "page": "5"}, "J. 1 (2): 5."),
        ({"volume": "1", "page": "5"}, "J. 1: 5."),
        ({"issue": "2"}, "J (2)."),
        ({"page": "5"}, "J: 5."),
        ({"volume": "60-61", "issue": "1-2"}, "J. 60–61 (1–2)."),
        ({"page": "e0122085"}, "J: e0122085."),
        ({"page-first": "7"}, "J: 7."),
        ({"page": "5", "publisher": "P"}, "J: 5. P."),
    ],
)
def test_journal_numbers_are_short(record: dict[str, str], expected: str) -> None:
    full = {"type": "article-journal", "container-title": "J", **record}
    assert format_line(make_reference(full)) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"volume": "1"}, "X. Vol. 1."),
        ({"volume": "1", "issue": "2"}, "X. Vol. 1, no. 2."),
        ({"issue": "2"}, "X. No. 2."),
        ({"volume": "Part I"}, "X. Part I."),
        ({"page": "5"}, "X. p. 5."),
        ({"page": "5-9"}, "X. pp. 5–9."),
        ({"page": "5–9"}, "X. pp. 5–9."),
        ({"page": "5, 9"}, "X. pp. 5, 9."),
        ({"page": "iv-ix"}, "X. pp. iv–ix."),
        ({"page": "B171-B180"}, "X. pp. B171–B180."),
        ({"page": "p. 5"}, "X. p. 5."),
        ({"page": "pp. 5-9"}, "X. pp. 5–9."),
        ({"page": "A1"}, "X. p. A1."),
        ({"page": "back cover"}, "X. back cover."),
    ],
)
def test_other_numbers_have_words(record: dict[str, str], expected: str) -> None:
    full = {"type": "book", "title": "X", **record}
    assert format_line(make_reference(full)) == expected


@pytest.mark.parametrize(
    ("locator", "expected"),
    {
        "p. 160": "J. 1: 160.",
        "160": "J. 1: 160.",
        "pp. 160-161": "J. 1: 160–161.",
        "p. 160, n. 3": "J. 1. p. 160, n. 3.",
        "ch. 3": "J. 1: 158–182. ch. 3.",
        "": "J. 1: 158–182.",
    }.items(),
)
def test_cited_page_stands_instead_of_the_extent(locator: str, expected: str) -> None:
    record = {"type": "article-journal", "volume": "1", "page": "158-182"}
    assert line(locator, container_title="J", **record) == expected


def test_cited_page_follows_the_publisher() -> None:
    printed = line(
        "p. 15",
        type="report",
        author=["Nodia, Ghia"],
        issued="1997-24/1998",
        title="Causes and Visions of Conflict in Abkhazia",
        publisher="University of California, Berkeley",
    )
    assert printed == (
        "Nodia, Ghia (Winter 1997–1998). “Causes and Visions of Conflict in "
        "Abkhazia”. University of California, Berkeley. p. 15."
    )


# Links


@pytest.mark.parametrize(
    ("record", "text", "url"),
    [
        ({"DOI": "10.1080/x"}, "doi:10.1080/x", "https://doi.org/10.1080/x"),
        ({"DOI": "https://doi.org/10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"DOI": "http://dx.doi.org/10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"DOI": "doi: 10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"DOI": "10.1/a<b>c"}, "doi:10.1/a<b>c", "https://doi.org/10.1/a%3Cb%3Ec"),
        ({"ISBN": "ISBN 978-0-8147"}, "ISBN 978-0-8147", ""),
        (
            {"ISSN": "0362-4331"},
            "ISSN 0362-4331",
            "https://portal.issn.org/resource/ISSN/0362-4331",
        ),
        (
            {"archive": "JSTOR", "archive_location": "2713432"},
            "JSTOR 2713432",
            "https://www.jstor.org/stable/2713432",
        ),
        (
            {"PMCID": "PMC1289326"},
            "PMC 1289326",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1289326",
        ),
        (
            {"PMID": "9411733"},
            "PMID 9411733",
            "https://pubmed.ncbi.nlm.nih.gov/9411733",
        ),
    ],
)
def test_identifier_leads_to_its_page(
    record: dict[str, str], text: str, url: str
) -> None:
    printed = format_citation(make_reference({"title": "X", **record}))
    assert Piece(text, "identifier", url) in printed
    assert used_variables(make_reference(record)) == frozenset(record)


def test_identifiers_are_in_alphabetical_order() -> None:
    printed = line(type="book", title="X", PMID="4", PMCID="3", ISSN="2", ISBN="1")
    assert printed == "X. ISBN 1. ISSN 2. PMC 3. PMID 4."


@pytest.mark.parametrize(
    ("given", "url"),
    {
        "https://a.b/c": "https://a.b/c",
        " http://a.b/c d ": "http://a.b/c%20d",
        "ftp://a.b/c": "ftp://a.b/c",
        "javascript:alert(1)": "",
        "https://": "",
        "/some/file": "",
    }.items(),
)
def test_title_leads_only_to_addresses_of_the_web(given: str, url: str) -> None:
    assert pieces(title="X", URL=given)[0] == Piece("“X”", "quoted", url)


@pytest.mark.parametrize(
    ("status", "title_url", "original_url"),
    [
        ("", "https://a.b", ""),
        ("live", "https://a.b", ""),
        ("dead", "https://archive.org/a", "https://a.b"),
        ("unfit", "https://archive.org/a", ""),
        ("usurped", "https://archive.org/a", ""),
    ],
)
def test_dead_link_leads_to_the_archive(
    status: str, title_url: str, original_url: str
) -> None:
    printed = pieces(
        title="X",
        URL="https://a.b",
        archive_url="https://archive.org/a",
        archived="2015-09-23",
        url_status=status,
    )
    assert printed[0] == Piece("“X”", "quoted", title_url)
    assert Piece("Archived", "archive", "https://archive.org/a") in printed
    originals = [piece.url for piece in printed if "the original" in piece.text]
    assert originals == [original_url]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            {"archived": "2015-09-23"},
            "Archived from the original on 23 September 2015.",
        ),
        ({"archive-url": "https://archive.org/a"}, "Archived from the original."),
        ({"archive-url": "no address"}, ""),
        ({"url-status": "dead"}, ""),
    ],
)
def test_archived_copy_is_told_by_date_or_address(
    record: dict[str, str], expected: str
) -> None:
    printed = format_line(make_reference({"title": "X", **record}))
    assert printed == f"“X”. {expected}".strip()


def test_source_follows_the_access_date() -> None:
    printed = line(title="X", accessed="2010-05-03", source="Google Books")
    assert printed == "“X”. Retrieved 3 May 2010 – via Google Books."


# What the line shows


def test_used_variables_are_those_that_the_line_shows() -> None:
    reference = make_reference(
        {
            "type": "book",
            "author": ["A"],
            "translator": [{}],
            "issued": "1988",
            "title": "X",
            "trans-title": "Y",
            "URL": "https://a.b",
            "archive-url": "https://archive.org/a",
            "archived": "2015",
            "url-status": "dead",
            "note": "Not shown",
            "volume": " ",
        }
    )
    assert used_variables(reference) == frozenset(
        "author issued title trans-title URL archive-url archived url-status".split()
    )


@given(st.sampled_from(sorted(csl.TEXT_VARIABLES)), st.sampled_from(sorted(csl.TYPES)))
def test_a_used_variable_is_one_whose_value_is_printed(name: str, kind: str) -> None:
    reference = make_reference({"type": kind, "title": "T", name: "Xylo9"})
    if name not in ("URL", "year-suffix"):
        assert (name in used_variables(reference)) == (
            "Xylo9" in format_line(reference)
        )


# Short citations


@pytest.mark.parametrize(
    ("record", "locator", "expected"),
    [
        (
            {"author": ["Nodia, Ghia"], "issued": "1997-24/1998"},
            "p. 15",
            "Nodia 1997–1998, p. 15",
        ),
        (
            {"author": ["Toal, G", "O'Loughlin, J"], "issued": "2013"},
            "",
            "Toal & O’Loughlin 2013",
        ),
        ({"author": ["A, B", "C, D", "E, F"], "issued": "2013"}, "", "A, C & E 2013"),
        ({"author": ["A, B", "C, D", "E, F", "G, H"]}, "", "A et al."),
        ({"author": ["A, B", "et al."], "issued": "2013"}, "", "A et al. 2013"),
        (
            {"author": ["International Crisis Group"], "issued": "2005-09-14"},
            "p. 4",
            "International Crisis Group 2005, p. 4",
        ),
        (
            {"author": [{"family": "Waal", "non-dropping-particle": "de"}]},
            "",
            "de Waal",
        ),
        ({"editor": ["A, B"], "issued": "2005a"}, "", "A 2005a"),
        ({"author": ["A, B"], "issued": "2005", "year-suffix": "b"}, "", "A 2005b"),
        ({"author": ["A, B"], "issued": {"literal": "Easter 2008"}}, "", "A 2008"),
        ({"author": ["A, B"], "issued": {"literal": "n.d."}}, "", "A n.d."),
        ({"author": ["A, B"]}, "pp. 4-5", "A, pp. 4–5"),
        ({"title": "Long Title", "title-short": "Title"}, "", "“Title”"),
        ({"title": "Title", "container-title": "Site"}, "", "“Title”"),
        ({"type": "webpage", "title": "A “B”"}, "", "“A ‘B’”"),
        ({"type": "book", "title": "Title", "issued": "2003"}, "", "Title 2003"),
        ({"container-title": "Site", "publisher": "P"}, "", "Site"),
        ({"publisher": "hayastan.com"}, "", "hayastan.com"),
        ({}, "", "ref"),
    ],
)
def test_short_citation_names_work_and_year(
    record: dict[str, Any], locator: str, expected: str
) -> None:
    assert short_citation(make_reference(record), locator) == expected


# Laws

VALUES = st.sampled_from(
    """
    Yerevan|Why?|Stop!|Brill, Inc.|U.S.|158-182|p. 5|2|12a|iv|hy|Title: subtitle|
    Երևան։|"Quoted"|It's 'so'|https://a.b/c d|10.1/x|  spaced  out  |trailing,|…|Ed.
    """.replace("\n", "")
    .replace("    ", "")
    .split("|")
)


def literal_date(words: str) -> Date:
    return Date(literal=words)


def literal_name(words: str) -> Name:
    return Name(literal=words)


DATES = st.sampled_from("2005 2005-09-14 1997-24/1998 1905~ 2005a 1994/.. 199X".split())
NAMES = st.lists(
    st.tuples(VALUES, VALUES).map(lambda parts: Name(*parts))
    | VALUES.map(Name)
    | VALUES.map(literal_name)
    | st.just(Name()),
    max_size=8,
).map(tuple)
REFERENCES = st.builds(
    Reference,
    id=st.just("ref"),
    type=st.sampled_from([*sorted(csl.TYPES), "unknown"]),
    names=st.dictionaries(st.sampled_from(sorted(csl.NAME_VARIABLES)), NAMES),
    dates=st.dictionaries(
        st.sampled_from(sorted(csl.DATE_VARIABLES)),
        DATES.map(Date) | VALUES.map(literal_date) | st.just(Date()),
    ),
    variables=st.dictionaries(st.sampled_from(sorted(csl.TEXT_VARIABLES)), VALUES),
    archive_url=st.sampled_from(["", "https://archive.org/a"]),
    archived=st.none() | DATES.map(Date),
    url_status=st.sampled_from(["", "live", "dead", "unfit", "nonsense"]),
    trans_title=st.just("") | VALUES,
    script_title=st.just("") | VALUES,
    quote=st.just(""),
    author_link=st.just(""),
    further=st.just(False),
)
STRAY = re.compile(r"\.\.|,,|, ?\.|\( |\(\)| \)|\[\]|  | [.,;:]|[?!]\.|[:;] ?[.,;]|\n")


@given(REFERENCES, st.just("") | VALUES)
def test_any_reference_prints_one_clean_line(ref: Reference, locator: str) -> None:
    printed = format_line(ref, locator)
    assert printed.rstrip("”’")[-1] in ".?!։"
    assert printed == printed.strip()
    assert not STRAY.search(printed), printed


@given(REFERENCES, st.text())
def test_pieces_are_not_empty_and_lead_to_addresses(ref: Reference, text: str) -> None:
    for piece in format_citation(ref, text):
        assert piece.text
        assert re.fullmatch(r"((https?|ftp)://\S+)?", piece.url)
        assert piece.role in ("text", "title", "quoted", "identifier", "archive")


def test_each_piece_has_its_role() -> None:
    record = {"author": ["Doe, Ann"], "title": "T", "container-title": "C"}
    found = format_citation(make_reference({**record, "DOI": "10.1/x"}))
    assert [(piece.text, piece.role) for piece in found] == [
        ("Doe, Ann. ", "text"),
        ("“T”", "quoted"),
        (". ", "text"),
        ("C", "title"),
        (". ", "text"),
        ("doi:10.1/x", "identifier"),
        (".", "text"),
    ]


ROLES = {
    "editor": "ed. eds.",
    "director": "director directors",
    "composer": "composer composers",
    "performer": "performer performers",
    "script-writer": "writer writers",
    "series-creator": "creator creators",
    "compiler": "comp. comps.",
    "organizer": "organizer organizers",
    "curator": "curator curators",
    "chair": "chair chairs",
}


@pytest.mark.parametrize("role", ROLES)
def test_who_leads_the_line_is_called_by_what_they_did(role: str) -> None:
    one, many = ROLES[role].split()
    names = {role: ["Doe, Ann"]}
    assert format_line(make_reference({"title": "T", **names})) == (
        f"Doe, Ann ({one}). “T”."
    )
    names = {role: ["Doe, Ann", "Roe, Jo"]}
    assert format_line(make_reference({"title": "T", **names})) == (
        f"Doe, Ann; Roe, Jo ({many}). “T”."
    )


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("translator", "Translated by"),
        ("illustrator", "Illustrated by"),
        ("interviewer", "Interviewed by"),
        ("director", "Directed by"),
        ("script-writer", "Written by"),
        ("series-creator", "Created by"),
        ("producer", "Produced by"),
        ("executive-producer", "Executive producer:"),
        ("composer", "Music by"),
        ("performer", "Performed by"),
        ("narrator", "Narrated by"),
        ("host", "Hosted by"),
        ("guest", "Guest:"),
        ("compiler", "Compiled by"),
        ("curator", "Curated by"),
        ("organizer", "Organized by"),
        ("chair", "Chaired by"),
        ("recipient", "Addressed to"),
        ("contributor", "With contributions by"),
        ("original-author", "After"),
        ("collection-editor", "Series edited by"),
        ("editorial-director", "Editorial direction by"),
    ],
)
def test_who_does_not_lead_the_line_is_named_after_the_title(
    role: str, words: str
) -> None:
    record = {"type": "book", "title": "T", "author": ["Poe, Edgar"]}
    reference = make_reference({**record, role: ["Doe, Ann"]})
    assert format_line(reference) == f"Poe, Edgar. T. {words} Doe, Ann."
    assert used_variables(reference) == {"author", "title", role}


@pytest.mark.parametrize(
    ("record", "text", "url"),
    [
        ({"DOI": "doi: 10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"DOI": "https://dx.doi.org/10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"DOI": "www.doi.org/10.1/x"}, "doi:10.1/x", "https://doi.org/10.1/x"),
        ({"ISBN": "ISBN: 978-1"}, "ISBN 978-1", ""),
        ({"ISBN": "isbn 978-1"}, "ISBN 978-1", ""),
        (
            {"ISSN": "Issn: 1234-5678"},
            "ISSN 1234-5678",
            "https://portal.issn.org/resource/ISSN/1234-5678",
        ),
        (
            {"archive": "JSTOR", "archive_location": "www.jstor.org/stable/12"},
            "JSTOR 12",
            "https://www.jstor.org/stable/12",
        ),
        (
            {"PMCID": "pmc: 34"},
            "PMC 34",
            "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC34",
        ),
        ({"PMID": "pmid:12"}, "PMID 12", "https://pubmed.ncbi.nlm.nih.gov/12"),
    ],
)
def test_identifiers_are_freed_from_what_is_written_before_them(
    record: dict[str, str], text: str, url: str
) -> None:
    reference = make_reference({"title": "T", **record})
    assert format_citation(reference)[-2:] == (
        Piece(text, "identifier", url),
        Piece("."),
    )
    assert used_variables(reference) == {"title", *record}


@given(REFERENCES)
def test_used_variables_are_in_the_record(ref: Reference) -> None:
    own = {*OWN, "archived"}
    assert used_variables(ref) <= {*ref.names, *ref.dates, *ref.variables, *own}
    assert short_citation(ref)


@given(st.dictionaries(st.sampled_from(sorted(csl.TEXT_VARIABLES)), st.text()))
def test_any_text_is_printed_without_an_exception(variables: dict[str, str]) -> None:
    ref = Reference("ref", variables=variables)
    assert format_line(ref)
    assert "\n" not in format_line(ref)


@pytest.mark.parametrize("unit", ['"', "' ", "1-", "p. ", ". ", "a, ", "[", "%"])
def test_long_values_take_linear_time(unit: str) -> None:
    """If they took quadratic time, this would take minutes."""
    text = unit * (100_000 // len(unit))
    names = ("title", "page", "volume", "edition", "language", "URL", "DOI", "ISBN")
    assert format_line(Reference("ref", variables=dict.fromkeys(names, text)), text)


# In Armenian ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "locator", "expected"),
    [
        (
            {
                "type": "chapter",
                "author": ["Hewsen, Robert H.", *"BCDEFG"],
                "editor": ["Samuelian, Thomas J."],
                "issued": "1982",
                "title": "Albanians",
                "container-title": "Culture",
                "language": "ru",
                "volume": "3",
                "translator": ["Last, First"],
                "edition": "2",
                "page": "27-40",
            },
            "",
            "Hewsen, Robert H.; B; C; D; E; F; և ուրիշներ (1982). “Albanians”. Ի մեջ "
            "Samuelian, Thomas J. (խմբ.). Culture (ռուսերեն). Հ. 3. Թարգմանեց՝ Last, "
            "First (2-րդ հրատ.). էջեր 27–40.",
        ),
        (
            {
                "type": "review-book",
                "title": "Review",
                "reviewed-title": "Work",
                "reviewed-author": ["Doe, Jo"],
                "container-title": "Journal",
                "language": "ru, hyw",
                "volume": "1",
                "issue": "2",
            },
            "p. 5",
            "“Review”. Journal (ռուսերեն և Western Armenian). 1 (2): 5. "
            "Գրախոսված է՝ Work, Doe, Jo.",
        ),
        (
            {
                "type": "map",
                "title": "Sheet",
                "issued": "1905~",
                "edition": "1",
                "URL": "http://b.org",
                "archive-url": "http://a.org/x",
                "archived": "2015-09-23",
                "url-status": "dead",
                "accessed": "2014-06-09",
            },
            "ch. 3",
            "Sheet (քարտեզ) (1-ին հրատ.). մոտ 1905. ch. 3. "
            "Արխիվացված է 2015 թ. սեպտեմբերի 23. Քաղված է 2014 թ. հունիսի 9.",
        ),
        (
            {
                "type": "book",
                "compiler": ["A", "B"],
                "title": "Lists",
                "number": "1",
                "version": "5",
                "edition": "Revised",
                "issued": "1961-05",
            },
            "",
            "A; B (կազմ.) (1961 թ. մայիս). Lists. № 1. Տարբերակ 5 (Revised ed.).",
        ),
    ],
)
def test_line_has_armenian_words_where_there_are_any(
    record: dict[str, Any], locator: str, expected: str
) -> None:
    found = format_citation(make_reference(record), locator, "hy")
    assert "".join(piece.text for piece in found) == expected


def test_short_citation_has_an_armenian_page_and_date() -> None:
    reference = make_reference({"author": ["Doe, Jo"], "issued": "1905-03~"})
    assert short_citation(reference, "pp. 5-6", "hy") == "Doe մոտ 1905, էջեր 5–6"
    assert short_citation(reference, "ch. 3", "hy") == "Doe մոտ 1905, ch. 3"


# Signs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ('The "quoted" word', "The “quoted” word"),
        ("The 1990's and the '90s", "The 1990’s and the ’90s"),
        ("Rock 'n' roll", "Rock ’n’ roll"),
        ("'Twas the night", "’Twas the night"),
        ('A 6" gun, 5\' 10" long', "A 6″ gun, 5′ 10″ long"),
        ('"6" is it', "“6” is it"),
        ("'The year 1990'", "‘The year 1990’"),
        ("\"The 'Best' of\"", "“The ‘Best’ of”"),
        ("O'Neill's dogs' tails", "O’Neill’s dogs’ tails"),
        ('(\'90s "music")', "(’90s “music”)"),
    ],
)
def test_straight_signs_are_set_as_what_they_are(typed: str, printed: str) -> None:
    assert set_quotes(typed) == printed


@pytest.mark.parametrize(
    ("title", "quoted"),
    [
        ("A “B” C", "“A ‘B’ C”"),
        ("„Heimat“ und", "“‚Heimat‘ und”"),
        ("„A ‚B‘ C“", "“‚A „B“ C‘”"),
        ("“A ‘B’ C’s” D", "“‘A “B” C’s’ D”"),
        ("“A „B“ C”", "“‘A ‚B‘ C’”"),
        ("«Տուն» and «“x”»", "“«Տուն» and «‘x’»”"),
        ("‘x’ only, ’90s", "“‘x’ only, ’90s”"),
        ("“a", "“‘a”"),
        ("a”", "“a’”"),
    ],
)
def test_marks_within_quoted_titles_go_one_level_down(title: str, quoted: str) -> None:
    assert put_in_quotes(title) == quoted


@pytest.mark.parametrize(
    ("page", "printed"),
    [
        ("12--15", "pp. 12–15"),
        ("12‐15", "pp. 12–15"),
        ("12−15", "pp. 12–15"),
        ("12r–13v", "pp. 12r–13v"),
        ("12r-13v", "pp. 12r–13v"),
        ("e123-e130", "e123–e130"),
        ("iv-ix", "pp. iv–ix"),
        ("A-3", "p. A-3"),
    ],
)
def test_pages_are_ranges_with_any_hyphen(page: str, printed: str) -> None:
    item = Reference("x", "book", variables={"title": "T", "page": page})
    assert format_line(item) == f"T. {printed}."


@pytest.mark.parametrize("kind", ["report", "standard", "legislation", "bill"])
@pytest.mark.parametrize("number", ["3166-2", "2005-12"])
def test_numbers_of_works_keep_their_hyphen(kind: str, number: str) -> None:
    item = Reference("x", kind, variables={"title": "T", "number": number})
    assert number in format_line(item)
