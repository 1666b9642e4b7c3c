"""Where notes go: at the end, under the paragraph, in the margin, nowhere."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from conftest import ENTRIES, Golden, MakeLibrary, Result, Run
from kit.laws import tries
from wikicli.article.footnotes import Footnotes, number
from wikicli.article.markup import Note
from wikicli.base.model import ArmenianSide, Entry, Name, Reference
from wikicli.entry import file as entryfile
from wikicli.library.config import NotesMode
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.references.citation import format_line
from wikicli.render.page.inline import quotation_text
from wikicli.render.page.layout import Measure
from wikicli.render.page.sidenotes import join_places
from wikicli.render.text.show import ArticleView

SOME = ("miatsum", "karabakh-movement", "first-nagorno-karabakh-war", "enosis")
WITHIN = [NotesMode.inline, NotesMode.margin]
RULE = 80
"""The column of the rule beside the text."""


def reference(name: str, **variables: str) -> Reference:
    author = {"author": (Name(literal=name.title()),)}
    return Reference(name, type="book", variables=variables, names=author)


ALPHA = reference("alpha", title="First Work")
BETA = reference("beta", title="Second Work")


def lines(
    body: str, mode: str, width: int = 110, part: str = "", **fields: Any
) -> list[str]:
    """Return the lines of the page of an entry, or of a part of it."""
    fields.setdefault("references", (ALPHA, BETA))
    entry = Entry("entry", "Title", body, **fields)
    view = view_of(entry, number(entry), NotesMode(mode), width)
    return (view.part(part) if part else view.page()).plain.split("\n")[:-1]


def view_of(
    entry: Entry, footnotes: Footnotes, mode: NotesMode, width: int, links: bool = False
) -> ArticleView:
    library = Library([], Path())
    return ArticleView(entry, footnotes, library, Measure(width, links), mode)


def lead(body: str, mode: str, width: int = 110, **fields: Any) -> list[str]:
    """Return the lines of the lead, their margin of the page taken away."""
    shown = lines(body, mode, width, "lead", **fields)
    return [line[2:] for line in shown]


def margin(body: str, width: int = 110, **fields: Any) -> list[str]:
    """Return what stands in the margin beside the lead, line by line."""
    shown = lines(body, "margin", width, "lead", **fields)
    assert {line[RULE : RULE + 1] for line in shown} == {"│"}
    return [line[RULE + 2 :] for line in shown]


def squeeze(text: str) -> str:
    return "".join(text.split())


def succeed(result: Result) -> str:
    assert (result.stderr, result.code) == ("", 0)
    return result.stdout


# Screens ------------------------------------------------------------------------


@pytest.mark.parametrize("slug", ["miatsum", "karabakh-movement"])
@pytest.mark.parametrize("mode", [it for it in NotesMode if it is not NotesMode.auto])
@pytest.mark.parametrize("width", [80, 140])
def test_modes_look_as_they_should(
    run: Run, golden: Golden, slug: str, mode: NotesMode, width: int
) -> None:
    words = ("show", slug, "--notes", mode, "--width", str(width))
    golden(f"notes/{slug}-{mode}-{width}.txt", succeed(run(*words, library=ENTRIES)))


@pytest.mark.parametrize("mode", WITHIN)
def test_modes_look_as_they_should_in_colour(
    run: Run, golden: Golden, mode: NotesMode
) -> None:
    words = ("show", "karabakh-movement", "--notes", mode, "--width", "120")
    env = {"COLORFGBG": "15;0"}
    result = run(*words, "--color", "always", library=ENTRIES, env=env)
    golden(f"notes/karabakh-movement-{mode}-120-dark.ansi", succeed(result))


def test_end_is_the_page_without_the_option(run: Run) -> None:
    usual = run("show", "miatsum", library=ENTRIES)
    assert run("show", "miatsum", "--notes", "end", library=ENTRIES) == usual


@pytest.mark.parametrize("slug", SOME)
def test_margin_needs_110_cells(run: Run, slug: str) -> None:
    def show(mode: str, width: int) -> str:
        words = ("--notes", mode, "--width", str(width))
        return succeed(run("show", slug, *words, library=ENTRIES))

    assert show("margin", 109) == show("end", 109)
    assert show("margin", 110) != show("end", 110)
    left = [line[:RULE].rstrip() for line in show("margin", 110).splitlines()]
    end = show("end", 110).splitlines()
    text = end.index("  See also")  # lists below it give way to notes
    assert left[:text] == end[:text]


# Lines --------------------------------------------------------------------------

KINDS = """\
Lead[^n] and again[^n], and an unknown[^zz] one.

## Heading[^beta]
Places[^alpha p. 12],[^alpha pp. 20-22] and[^alpha ch. 2]. A [link](http://e.org/a)[^w].

- First item[^alpha p. 1]
- Second item[^n]

  With a second paragraph[^beta].
  1. Nested[^w]
     - Deeper[^alpha p. 44]
       > Quoted[^n]

> A quotation.[^beta]
>
> Its second paragraph.[^alpha p. 3]

| Name | Value[^beta] |
|---|---|
| One[^alpha p. 9] | 1 |
| Two | 2[^m] |

```
code
```

## Empty[^w]

[^n]: A note that calls another[^m] and a work[^alpha p. 7], long enough for lines.

    - with a list[^beta]
    - of two items

    | a | b |
    |---|---|
    | c[^m] | d |

    And a last paragraph.
[^m]: Short, calls back.[^n]
"""
WIDE = Reference(
    "w",
    variables={
        "title": "Բառ " * 9 + "漢字" * 20,
        "URL": "https://example.org/" + "x" * 120,
    },
    quote="A “quoted” line. " * 9,
)
FACTS = {"Place": "A town[^alpha p. 5]", "A label that is rather long": "1900[^n]"}
EVERY_KIND = Entry(
    "kinds",
    "Kinds",
    KINDS,
    facts=FACTS,
    references=(ALPHA, BETA, WIDE, reference("hy"), reference("more")),
    hy=ArmenianSide("Տեսակներ", body="Հայերեն։[^hy]"),
)


def every_entry() -> Iterator[tuple[Entry, Library]]:
    library = Library([read_source(ENTRIES, "test")], Path())
    for slug in SOME:
        loaded = entryfile.read(ENTRIES / f"{slug}.yaml")
        assert loaded.entry
        yield loaded.entry, library
    yield EVERY_KIND, Library([], Path())


@pytest.mark.parametrize("mode", list(NotesMode))
def test_no_line_is_too_wide_or_ends_with_spaces(mode: NotesMode) -> None:
    for entry, library in every_entry():
        footnotes = number(entry, library.title_of)
        for width in range(20, 161, 5):
            measure = Measure(width, links=width % 2 > 0)
            page = ArticleView(entry, footnotes, library, measure, mode).page()
            for line in page.plain.split("\n"):
                assert cell_len(line) <= width, (entry.slug, width, line)
                assert line == line.rstrip(), (entry.slug, width, line)


@pytest.mark.parametrize("width", [20, 43, 80, 110, 160])
def test_inline_has_every_reference_in_full_and_its_quotation_once(width: int) -> None:
    for entry, library in every_entry():
        footnotes = number(entry, library.title_of)
        view = ArticleView(entry, footnotes, library, Measure(width), NotesMode.inline)
        page = squeeze(view.page().plain)
        assert footnotes.references
        for footnote in footnotes.references:
            assert isinstance(footnote.content, Reference)
            assert squeeze(format_line(footnote.content)).split(".")[1] in page
            if footnote.content.quote:
                quotation = quotation_text(footnote.content.quote).plain
                assert page.count(squeeze(quotation)) == 1


@pytest.mark.parametrize("width", [110, 117, 140, 200])
def test_margin_names_every_footnote_that_the_text_calls(width: int) -> None:
    for entry, library in every_entry():
        footnotes = number(entry, library.title_of)
        view = ArticleView(entry, footnotes, library, Measure(width), NotesMode.margin)
        beside = [line[RULE + 2 :] for line in view.page().plain.split("\n")]
        first = {line.split()[0] for line in beside if line.strip()}
        in_text = {
            footnote.label
            for footnote in footnotes.by_id.values()
            if any(call.sentence != "Հայերեն։" for call in footnote.calls)
        }
        assert in_text <= first


def test_margin_is_at_most_60_cells() -> None:
    body = f"Text.[^n]\n\n[^n]: {'a' * 200}"
    widths = {
        width: max(map(cell_len, margin(body, width))) for width in (110, 140, 144, 300)
    }
    assert widths == {110: 26, 140: 56, 144: 60, 300: 60}


# Inline -------------------------------------------------------------------------


def test_inline_has_the_first_call_in_full_and_later_ones_short() -> None:
    quoted = ALPHA._replace(quote="Its words.")
    body = "One.[^alpha p. 3]\n\nTwo.[^alpha p. 4][^beta]\n"
    assert lead(body, "inline", references=(quoted, BETA)) == [
        "One.[1]:3",
        "  1 Alpha. First Work. p. 3.",
        "      “Its words.”",
        "",
        "Two.[1]:4[2]",
        "  1 Alpha, p. 4",
        "  2 Beta. Second Work.",
    ]


def test_inline_has_a_footnote_once_under_a_paragraph_with_all_its_places() -> None:
    body = "One[^alpha p. 3] two[^beta] three[^alpha p. 9] four[^alpha p. 3].\n"
    assert lead(body, "inline")[1:] == [
        "  1 Alpha. First Work. pp. 3, 9.",
        "  2 Beta. Second Work.",
    ]


def test_places_are_joined() -> None:
    assert join_places([]) == ""
    assert join_places(["p. 3"]) == "p. 3"
    assert join_places(["p. 3", "pp. 20-22"]) == "pp. 3, 20–22"
    assert join_places(["p. 3", "ch. 2"]) == "p. 3; ch. 2"


def test_inline_has_a_note_in_full_and_then_how_it_begins() -> None:
    body = f"One.[^n]\n\nTwo.[^n]\n\n[^n]: A note {'of words ' * 8}that ends.\n"
    assert lead(body, "inline", 60) == [
        "One.[a]",
        "  a A note of words of words of words of words of words",
        "    of words of words of words that ends.",
        "",
        "Two.[a]",
        "  a A note of words of words of words of words of …",
    ]


def test_inline_has_a_note_of_several_blocks() -> None:
    body = "One.[^n]\n\n[^n]: First.\n\n    - item\n\n    Last.\n"
    assert lead(body, "inline") == [
        "One.[a]",
        "  a First.",
        "",
        "    • item",
        "",
        "    Last.",
    ]


def test_inline_has_what_a_note_calls_after_the_notes_of_its_paragraph() -> None:
    body = "One[^n] two.[^alpha]\n\n[^n]: See.[^beta][^alpha]\n"
    assert lead(body, "inline")[1:] == [
        "  a See.[2][1]",
        "  1 Alpha. First Work.",
        "  2 Beta. Second Work.",
    ]


@pytest.mark.parametrize("mode", WITHIN)
def test_notes_that_call_each_other_end(mode: str) -> None:
    notes = "".join(f"[^n{i}]: Note {i}.[^n{(i + 1) % 1500}]\n" for i in range(1500))
    text = "\n".join(lead(f"Text.[^n0]\n\n{notes}", mode))
    assert [text.count(f"Note {i}.") for i in range(1500)] == [1] * 1500


def test_inline_has_notes_under_each_item_of_a_list() -> None:
    body = "- one[^alpha]\n- two\n  1. nested[^beta]\n- three[^alpha]\n"
    assert lead(body, "inline") == [
        "• one[1]",
        "    1 Alpha. First Work.",
        "• two",
        "  1. nested[2]",
        "       2 Beta. Second Work.",
        "• three[1]",
        "    1 Alpha",
    ]


def test_inline_has_notes_under_a_whole_quotation() -> None:
    body = "> One.[^alpha]\n>\n> - Two.[^beta]\n\nText.\n"
    assert lead(body, "inline") == [
        "    One.[1]",
        "",
        "    • Two.[2]",
        "      1 Alpha. First Work.",
        "      2 Beta. Second Work.",
        "",
        "Text.",
    ]


@pytest.mark.parametrize("width", [30, 80])
def test_inline_has_notes_under_a_whole_table(width: int) -> None:
    body = "| A | B |\n|---|---|\n| a[^alpha] | b[^beta] |\n| c | d[^alpha] |\n"
    shown = lines(body, "inline", width, "lead")
    assert [line.strip() for line in shown[-2:]] == [
        "1 Alpha. First Work.",
        "2 Beta. Second Work.",
    ]
    assert sum("Work" in line for line in shown) == 2


def test_inline_has_notes_under_the_fact_box_and_not_again_in_full() -> None:
    facts = {"Place": "Town[^alpha]", "Date": "1900[^beta]"}
    assert lines("Text.[^beta]", "inline", facts=facts)[3:11] == [
        "  Place   Town[1]",
        "  Date    1900[2]",
        "    1 Alpha. First Work.",
        "    2 Beta. Second Work.",
        "",
        "  Text.[2]",
        "    2 Beta",
        "",
    ]


@pytest.mark.parametrize("text", ["Text.", ""])
def test_inline_has_the_notes_of_a_heading_under_what_follows(text: str) -> None:
    shown = lines(f"## Head[^alpha]\n{text}\n", "inline", part="Head")
    assert shown == [
        "  Head[1]",
        *(["  Text."] if text else []),
        "    1 Alpha. First Work.",
    ]


def test_inline_aligns_numbers_and_letters() -> None:
    many = tuple(reference(f"r{i}", title=f"Work {i}") for i in range(1, 11))
    markers = "".join(f"[^r{i}]" for i in range(1, 11))
    shown = lead(f"Text{markers}[^n]\n\n[^n]: Note.\n", "inline", references=many)
    assert shown[9:] == ["   9 R9. Work 9.", "  10 R10. Work 10.", "   a Note."]


def test_inline_lists_at_the_end_only_what_no_text_here_calls() -> None:
    page = lines(
        "Text.[^alpha][^n]\n\n[^n]: Note.[^beta]\n",
        "inline",
        references=(ALPHA, BETA, reference("hy", title="Third"), WIDE),
        hy=ArmenianSide("Տ", body="Հայերեն[^hy]։[^m]\n\n[^m]: Ծանոթ։\n"),
    )
    start = page.index("  References")
    assert page[start : start + 6] == [
        "  References",
        f"   2. Hy. Third.{'↑ lead (hy)':>82}",
        "",
        "  Notes",
        f"   b. Ծանոթ։{'↑ lead (hy)':>86}",
        "",
    ]
    assert "  Further reading" in page


# Margin -------------------------------------------------------------------------


def test_margin_notes_stand_beside_their_markers() -> None:
    body = "One[^alpha p. 15] word\\\nand no more\\\ntwo[^beta].\n"
    assert lines(body, "margin", 120, "lead") == [
        f"  {'One[1] word':76}  │ 1 Alpha, p. 15",
        f"  {'and no more':76}  │",
        f"  {'two[2].':76}  │ 2 Beta",
    ]


def test_margin_pushes_notes_down_and_never_ends_before_them() -> None:
    body = "One[^alpha] two[^n] three[^beta].\n\n[^n]: First line.\\\nSecond line.\n"
    assert margin(body) == [
        "1 Alpha",
        "a First line.",
        "  Second line.",
        "2 Beta",
    ]


def test_margin_notes_run_on_beside_the_lists_below() -> None:
    page = lines("One[^alpha] two[^beta].", "margin")
    assert page[3:6] == [
        f"  {'One[1] two[2].':78}│ 1 Alpha",
        f"{'':80}│ 2 Beta",
        "  References",
    ]


def test_margin_has_a_footnote_once_in_a_paragraph_with_all_its_places() -> None:
    body = "One[^alpha p. 3] two[^alpha p. 9] three[^alpha p. 3].\n\nNext.[^alpha]\n"
    assert margin(body) == ["1 Alpha, pp. 3, 9", "", "1 Alpha"]


def test_margin_wraps_with_a_hanging_indent_and_keeps_a_page_together() -> None:
    work = reference("a work of many words")
    body = "Text.[^a p. 5]"
    references = (work._replace(id="a"),)
    assert margin(body, references=references) == [
        "1 A Work Of Many Words,",
        "  p. 5",
    ]


def test_margin_has_what_a_note_calls_below_it() -> None:
    body = "One[^n] two.[^alpha]\n\n[^n]: See.[^beta p. 2][^alpha]\n"
    assert margin(body) == ["a See.[2][1]", "2 Beta, p. 2", "1 Alpha"]


def test_margin_has_no_rule_without_notes() -> None:
    facts = {"Place": "Town[^alpha]"}
    assert lines("Text.", "margin", part="lead", facts=facts) == ["  Text."]
    assert "│" not in "".join(lines("Text.", "margin"))
    assert "│" not in "".join(lines("Text.[^unknown]", "margin"))


def test_margin_rule_stands_beside_the_text_alone() -> None:
    body = "Lead.\n\n## Head\nText.[^alpha]\n\n## Last\nText.\n"
    page = lines(body, "margin", facts={"Place": "Town"}, description="About.")
    beside = [line[:RULE].strip() for line in page if line[RULE:].startswith("│")]
    assert beside == [
        *("Place   Town", "", "Lead.", "", "Head", "Text.[1]"),
        *("", "Last", "Text."),
    ]


def test_margin_keeps_the_lists_and_puts_nothing_beside_them() -> None:
    body = "Text.[^n]\n\nMore.\n\nMore.\n\n[^n]: See.[^alpha]\n"
    page = lines(body, "margin")
    end = lines(body, "end")
    assert page[page.index("  References") :] == end[end.index("  References") :]


MARKS = st.lists(st.integers(0, 11), max_size=3)
WORDS = st.lists(st.tuples(st.text("abc", min_size=1, max_size=9), MARKS), max_size=40)
NAMES = [f"r{i}" for i in range(10)] + ["n10", "n11"]
TEXTS = "\n\n[^n10]: Short note.\n[^n11]: " + "A long note. " * 9


@tries(60)
@given(st.lists(WORDS.filter(bool), min_size=1, max_size=5), st.integers(110, 160))
def test_margin_notes_stand_at_their_markers_or_below_the_notes_before(
    paragraphs: list[list[tuple[str, list[int]]]], width: int
) -> None:
    texts = [
        " ".join(word + "".join(f"[^{NAMES[i]}]" for i in marks) for word, marks in p)
        for p in paragraphs
    ]
    entry = Entry(
        "entry",
        "Title",
        "\n\n".join(texts) + TEXTS,
        references=tuple(reference(name) for name in NAMES[:10]),
    )
    footnotes = number(entry)
    page = view_of(entry, footnotes, NotesMode.margin, width).part("lead").plain
    shown = page.split("\n")[:-1]
    called = _first_markers([line[:RULE] for line in shown], footnotes)
    beside = [line[RULE + 2 :] for line in shown]
    free = 0
    for label, line in called:
        place = max(line, free)
        note = _expected_note(label, footnotes)
        free = place + 1
        assert beside[place].split() == [label, *note[: len(beside[place].split()) - 1]]
        rest = note[len(beside[place].split()) - 1 :]
        while rest:
            words = beside[free].split()
            assert words == rest[: len(words)] != []
            rest, free = rest[len(words) :], free + 1
        beside[place:free] = [""] * (free - place)
    assert "".join(beside) == ""


def _first_markers(left: list[str], footnotes: Footnotes) -> list[tuple[str, int]]:
    """Find the first marker of each footnote in each paragraph, and its line."""
    found: list[tuple[str, int]] = []
    seen: set[str] = set()
    for number_, line in enumerate(left):
        if not line.strip():
            seen = set()
        for label in re.findall(r"\[(\w+)\]", line):
            if label not in seen:
                found.append((label, number_))
                seen.add(label)
    return found


def _expected_note(label: str, footnotes: Footnotes) -> list[str]:
    content = next(n.content for n in footnotes.by_id.values() if n.label == label)
    if isinstance(content, Note):
        return ("Short note." if content.id == "n10" else "A long note. " * 9).split()
    return [content.id.title()]


# None ---------------------------------------------------------------------------


def test_none_has_neither_markers_nor_lists_but_further_reading() -> None:
    more = reference("more", title="Third Work")
    body = "One[^alpha], *two*[^n]; [^zz] three.\n\n## Head[^beta]\nEnd.\n\n[^n]: N.\n"
    page = lines(
        body, "none", facts={"Place": "Town[^alpha]"}, references=(ALPHA, BETA, more)
    )
    assert page[3:] == [
        "  Place   Town",
        "",
        "  One, two; three.",
        "",
        "  Head",
        "  End.",
        "",
        "  Further reading",
        "    More. Third Work.",
        "",
        "  entry",
    ]


# Parts --------------------------------------------------------------------------


def test_section_has_its_own_notes_in_full(run: Run) -> None:
    words = ("--section", "meaning and use", "--notes", "inline", "--width", "80")
    shown = succeed(run("show", "miatsum", *words, library=ENTRIES))
    assert "International Crisis Group (14 September 2005). “Nagorno-Karabakh:" in shown
    assert "Nodia" not in shown


def test_section_has_its_own_notes_in_the_margin() -> None:
    body = "Lead.[^alpha]\n\n## One\nText.\n\n### Below\nText.[^beta]\n\n## Two\nEnd.\n"
    assert lines(body, "margin", part="one") == [
        f"  {'One':78}│",
        f"  {'Text.':78}│",
        f"{'':80}│",
        f"  {'Below':78}│",
        f"  {'Text.[2]':78}│ 2 Beta",
    ]


@pytest.mark.parametrize(
    ("mode", "lists"),
    [
        ("end", ["References", "Notes"]),
        ("inline", []),
        ("margin", ["References", "Notes"]),
        ("none", []),
    ],
)
def test_contents_and_sections_have_the_lists_that_the_page_has(
    mode: str, lists: list[str], run: Run, make_library: MakeLibrary
) -> None:
    text = """\
title: T
body: "Text.[^a][^n]\\n\\n[^n]: Note.\\n"
references: [{id: a, title: Work}, {id: b, title: More, further: true}]
"""
    library = make_library({"t.yaml": text})
    words = ("show", "t", "--notes", mode, "--width", "120")
    contents = succeed(run(*words, "--toc", library=library)).split("\n")
    assert [line.strip() for line in contents] == [
        "lead",
        *lists,
        "Further reading",
        "",
    ]
    result = run(*words, "--section", "References", library=library)
    if lists:
        assert succeed(result).startswith("  References\n   1. “Work”.")
    else:
        assert (result.stdout, result.code) == ("", 1)
        assert result.stderr == (
            "error: entry 't' has no section 'References'\n"
            "hint: it has\n  'lead'\n  'Further reading'\n"
        )


# Options ------------------------------------------------------------------------


def test_variable_sets_where_notes_go_and_the_option_wins(run: Run) -> None:
    def show(*words: str, variable: str | None = None) -> str:
        env = {"WIKICLI_NOTES": variable} if variable is not None else None
        return succeed(run("show", "miatsum", *words, library=ENTRIES, env=env))

    inline, none = show("--notes", "inline"), show("--notes", "none")
    assert show(variable="inline") == inline != show()
    assert show("--notes", "none", variable="inline") == none != inline
    assert show("--notes", "none", variable="x") == none
    assert show(variable="") == show("--notes", "end") == show()


def test_random_shows_an_entry_with_its_notes(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: T\nbody: Text.[^a]\nreferences: [{id: a, title: Work}]\n"
    library = make_library({"t.yaml": text})
    shown = succeed(run("random", "--notes", "inline", library=library))
    assert shown == succeed(run("show", "t", "--notes", "inline", library=library))
    assert "    1 “Work”.\n" in shown


def test_unknown_variable_is_an_error_with_the_known_ones(run: Run) -> None:
    for command in (["show", "miatsum"], ["random"], ["show", "miatsum", "--toc"]):
        result = run(*command, library=ENTRIES, env={"WIKICLI_NOTES": "x"})
        assert result == Result(
            "",
            "error: WIKICLI_NOTES can't be 'x'\n"
            "hint: it can be auto, end, inline, margin or none\n",
            2,
        )


def test_unknown_mode_is_wrong_usage(run: Run) -> None:
    result = run("show", "miatsum", "--notes", "side", library=ENTRIES)
    assert result == Result(
        "",
        "error: invalid value for '--notes': "
        "'side' is not one of 'auto', 'end', 'inline', 'margin', 'none'\n"
        "hint: see: wikicli show --help\n",
        2,
    )


def test_json_is_not_affected(run: Run) -> None:
    plain = run("show", "miatsum", "--json", library=ENTRIES)
    assert json.loads(plain.stdout)["references"]
    env = {"WIKICLI_NOTES": "x"}
    assert run("show", "miatsum", "--json", library=ENTRIES, env=env) == plain
