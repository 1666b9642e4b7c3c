"""References and notes: their lines, quotations, backlinks, what they support."""

from pathlib import Path
from typing import Any

import pytest

from conftest import ENTRIES, Golden, MakeLibrary, Run
from wikicli.article.footnotes import Call, number
from wikicli.base.errors import NoAnswerError
from wikicli.base.model import Date, Entry, Name, Reference
from wikicli.library.choosing import select
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.render.page.footnotes import backlinks_text, format_date
from wikicli.render.page.layout import Measure
from wikicli.render.text.refs import remaining_fields, selection_view
from wikicli.render.text.show import ArticleView

AUTHOR = {"author": (Name("Toal", "Gerard"),)}


def book(name: str, **fields: Any) -> Reference:
    variables = {"title": f"Book {name}", **fields.pop("variables", {})}
    return Reference(name, "book", AUTHOR, variables=variables, **fields)


def entry(body: str, *references: Reference) -> Entry:
    return Entry("entry", "Title", body, references=references)


def refs(entry: Entry, *numbers: int, width: int = 80) -> list[str]:
    page = selection_view(select(entry, number(entry), numbers), Measure(width))
    return page.plain.split("\n")[:-1]


def shown(entry: Entry, tmp_path: Path, section: str, width: int = 80) -> list[str]:
    library = Library([read_source(tmp_path, "test")], tmp_path)
    view = ArticleView(entry, number(entry), library, Measure(width))
    return view.part(section).plain.split("\n")[:-1]


# The screen of refs -------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_refs_look_as_they_should(run: Run, golden: Golden, width: int) -> None:
    result = run("refs", "miatsum", "--width", str(width), library=ENTRIES)
    assert (result.code, result.stderr) == (0, "")
    golden(f"refs/miatsum-{width}.txt", result.stdout)


def test_reference_has_its_line_quotation_and_what_it_supports() -> None:
    body = "First. The second[^a p. 5] one.\n\n## Later\n\n- “Quoted” thing.[^a p. 5]"
    assert refs(entry(body, book("a", quote='It "was".'))) == [
        "   1. Toal, Gerard. Book a. p. 5.",
        "        “It ‘was’.”",
        "",
        "      supports",
        "        lead    “The second one.”",
        "        Later   “‘Quoted’ thing.”",
    ]


def test_supported_sentences_tell_their_pages_where_those_differ() -> None:
    body = "One.[^a p. 5] Two.[^a ch. 2] Three.[^a]"
    assert refs(entry(body, book("a"))) == [
        "   1. Toal, Gerard. Book a.",
        "",
        "      supports",
        "        lead, p. 5    “One.”",
        "        lead, ch. 2   “Two.”",
        "        lead          “Three.”",
    ]


def test_supported_sentence_is_shown_once_in_a_section() -> None:
    body = "One[^a] and[^a] two.[^a] Three.[^a]"
    assert refs(entry(body, book("a")))[2:] == [
        "      supports",
        "        lead   “One and two.”",
        "        lead   “Three.”",
    ]


def test_long_section_names_stand_above_their_sentences() -> None:
    heading = "A heading that takes much room"
    assert refs(entry(f"## {heading}\n\nOne.[^a]", book("a")))[2:] == [
        "      supports",
        f"        {heading}",
        "          “One.”",
    ]


def test_narrow_screen_has_sections_above_their_sentences() -> None:
    assert refs(entry("One.[^a]", book("a")), width=40) == [
        "  1. Toal, Gerard. Book a.",
        "",
        "     supports",
        "       lead",
        "         “One.”",
    ]


def test_numbers_are_those_of_show_and_align() -> None:
    names = [f"r{index}" for index in range(10)]
    body = " ".join(f"One.[^{name}]" for name in reversed(names))
    lines = refs(entry(body, *map(book, names)))
    assert lines[0] == "    1. Toal, Gerard. Book r9."
    assert "   10. Toal, Gerard. Book r0." in lines


def test_chosen_references_keep_their_numbers_and_come_as_asked() -> None:
    source = entry("One.[^a] Two.[^b] Three.[^c]", book("c"), book("b"), book("a"))
    lines = refs(source, 3, 1, 3)
    assert [line for line in lines if "Book" in line] == [
        "   3. Toal, Gerard. Book c.",
        "   1. Toal, Gerard. Book a.",
    ]


def test_further_reading_stands_below_without_numbers() -> None:
    source = entry("One.[^a]", book("a"), book("b", further=True, quote="Quoted."))
    assert refs(source)[-4:] == [
        "",
        "  Further reading",
        "    Toal, Gerard. Book b.",
        "      “Quoted.”",
    ]
    assert "Further reading" not in "\n".join(refs(source, 1))


def test_fields_that_the_line_leaves_out_stand_below_it() -> None:
    reference = book(
        "a",
        variables={"abstract": "About it.", "call-number": "DK 1"},
        url_status="live",
        author_link="gerard-toal",
    )
    assert refs(entry("One.[^a]", reference))[:5] == [
        "   1. Toal, Gerard. Book a.",
        "      abstract: About it.",
        "      call-number: DK 1",
        "      url-status: live",
        "      author-link: gerard-toal",
    ]


def test_pages_of_the_record_are_shown_where_the_line_has_a_cited_page() -> None:
    reference = book("a", variables={"page": "158-182"})
    assert refs(entry("One.[^a p. 160]", reference))[:2] == [
        "   1. Toal, Gerard. Book a. p. 160.",
        "      page: 158-182",
    ]
    assert refs(entry("One.[^a ch. 2]", reference))[0] == (
        "   1. Toal, Gerard. Book a. pp. 158–182. ch. 2."
    )
    assert "page" not in dict(remaining_fields(reference))


def test_entry_without_references_has_none_to_show() -> None:
    with pytest.raises(NoAnswerError, match="entry 'entry' has no references"):
        refs(entry("One."))


def test_number_that_is_not_there_is_told() -> None:
    source = entry("One.[^a]", book("a"))
    with pytest.raises(NoAnswerError, match="entry 'entry' has no reference 7") as told:
        refs(source, 1, 7)
    assert told.value.hint == "its references are numbered 1 to 1"


def test_entry_with_only_further_reading_shows_it() -> None:
    assert refs(entry("One.", book("a", further=True))) == [
        "  Further reading",
        "    Toal, Gerard. Book a.",
    ]


def test_refs_command_takes_numbers_after_the_name(
    run: Run, make_library: MakeLibrary
) -> None:
    body = "  - {id: a, title: A}\n  - {id: b, title: B}\n"
    text = f"title: T\nbody: One.[^a] Two.[^b]\nreferences:\n{body}"
    library = make_library({"x.yaml": text})
    result = run("refs", "x", "2", library=library)
    assert (result.stdout, result.code) == (
        "   2. “B”.\n\n      supports\n        lead   “Two.”\n",
        0,
    )


# The references of show ---------------------------------------------------------


def test_references_have_backlinks_at_the_end_of_their_lines(tmp_path: Path) -> None:
    source = entry("One.[^a]", book("a"))
    assert shown(source, tmp_path, "References") == [
        "  References",
        f"   1. Toal, Gerard. Book a.{'↑ lead'.rjust(51)}",
    ]


def test_backlinks_take_a_line_where_there_is_no_room(tmp_path: Path) -> None:
    source = entry("One.[^a]", book("a", variables={"publisher": "x" * 45}))
    lines = shown(source, tmp_path, "References")
    assert lines[1].endswith("x.")
    assert lines[2] == "      ↑ lead"


def test_backlinks_stand_before_the_quotation(tmp_path: Path) -> None:
    source = entry("One.[^a]", book("a", quote="Quoted."))
    assert shown(source, tmp_path, "References")[2] == "        “Quoted.”"


def calls(*places: tuple[str, str]) -> list[Call]:
    return [Call(section, "", locator) for section, locator in places]


@pytest.mark.parametrize(
    ("places", "text"),
    [
        ([("lead", "")], "↑ lead"),
        ([("lead", "p. 5")], "↑ lead"),
        ([("lead", ""), ("History", "")], "↑ a lead  b History"),
        ([("lead", "p. 5"), ("History", "p. 5")], "↑ a lead  b History"),
        ([("lead", ""), ("lead", ""), ("History", "")], "↑ a b lead  c History"),
        ([("lead", "p. 5"), ("lead", "p. 6")], "↑ a lead, p. 5  b lead, p. 6"),
        ([("lead", "p. 5"), ("lead", "")], "↑ a lead, p. 5  b lead"),
        ([("a", ""), ("b", ""), ("a", "")], "↑ a a  b b  c a"),
        ([("Long way", ""), ("note b", "")], "↑ a Long way  b note b"),
    ],
)
def test_backlinks_name_sections_and_pages_that_differ(
    places: list[tuple[str, str]], text: str
) -> None:
    plain = backlinks_text(calls(*places)).plain
    assert plain.replace("\ue000", " ") == text


def test_backlinks_break_only_between_places(tmp_path: Path) -> None:
    body = "## One two three\n\na[^a]\n\n## Four five six\n\nb[^a]\n\n## Seven\n\nc[^a]"
    lines = shown(entry(body, book("a")), tmp_path, "References", width=40)
    assert lines[2:] == ["     ↑ a One two three  b Four five six", "     c Seven"]


def test_notes_have_all_their_blocks_and_backlinks(tmp_path: Path) -> None:
    body = "One.[^n][^m]\n\n[^n]: First.\n\n    - item[^a]\n\n[^m]:\n"
    assert shown(entry(body, book("a")), tmp_path, "Notes") == [
        "  Notes",
        "   a. First.",
        "",
        f"      • item[1]{'↑ lead'.rjust(63)}",
        f"   b.{'↑ lead'.rjust(73)}",
    ]


def test_note_that_begins_with_a_list_has_its_letter_above(tmp_path: Path) -> None:
    body = "One.[^n]\n\n[^n]:\n    - item\n"
    assert shown(entry(body), tmp_path, "Notes")[1:] == [
        "   a.",
        f"      • item{'↑ lead'.rjust(66)}",
    ]


# Names and dates ----------------------------------------------------------------


def test_dates_are_in_words() -> None:
    assert format_date(None) == ""
    assert format_date(Date("2005-09-14")) == "14 September 2005"
    assert format_date(Date(literal="in spring")) == "in spring"
