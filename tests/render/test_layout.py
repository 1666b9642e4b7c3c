"""The page: lines broken at the right places, none too wide, nothing lost."""

import pytest
from rich.cells import cell_len
from rich.text import Text

from wikicli.render.page.layout import (
    GLUE,
    MARKER_STYLE,
    Measure,
    Page,
    count_cells,
    glue,
    wrap,
)


def marked(source: str) -> Text:
    """Read ``word[1]`` with its markers in the style of markers."""
    text = Text(source)
    text.highlight_regex(r"\[[0-9a-z]+\](:[^ \]]+( \d)?)?", MARKER_STYLE)
    return text


def lines_of(source: str | Text, width: int) -> list[str]:
    text = marked(source) if isinstance(source, str) else source
    return [line.plain for line in wrap(text, width)]


def page_lines(page: Page) -> list[str]:
    assert page.plain.endswith("\n")
    return page.plain.split("\n")[:-1]


def test_cells_are_counted_as_rich_counts_them() -> None:
    planes = [*range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0x11000)]
    wrong = [char for char in map(chr, planes) if count_cells(char) != cell_len(char)]
    assert wrong == []
    assert count_cells("Միացում “a” – ներ") == 17
    assert count_cells("c\u030c日本") == 5


# Breaking lines -----------------------------------------------------------------


def test_breaks_at_spaces_and_strips_the_ends() -> None:
    assert lines_of("one two  three four", 9) == ["one two", "three", "four"]


def test_keeps_a_line_that_fits_exactly() -> None:
    assert lines_of("one two", 7) == ["one two"]
    assert lines_of("one two", 6) == ["one", "two"]


def test_empty_text_is_one_empty_line() -> None:
    assert lines_of("", 10) == [""]


def test_keeps_forced_line_breaks() -> None:
    assert lines_of("one\ntwo three\n\nfour", 20) == ["one", "two three", "", "four"]


def test_counts_cells_not_characters() -> None:
    assert lines_of("漢字 漢字 漢字", 9) == ["漢字 漢字", "漢字"]
    assert lines_of("e\u0301e\u0301 e\u0301e\u0301", 5) == [
        "e\u0301e\u0301 e\u0301e\u0301"
    ]


def test_marker_stays_with_its_word() -> None:
    assert lines_of("one two[1] three", 7) == ["one", "two[1]", "three"]
    assert lines_of("one two[1][2] three", 9) == ["one", "two[1][2]", "three"]


def test_marker_after_a_space_stays_with_the_word_before() -> None:
    assert lines_of("one two [1] three", 8) == ["one", "two [1]", "three"]


def test_marker_with_a_place_is_not_split_at_its_space() -> None:
    assert lines_of("one two[1]:ch. 2 three", 13) == ["one", "two[1]:ch. 2", "three"]


def test_word_that_is_too_long_with_its_marker_gives_it_its_last_letter() -> None:
    assert lines_of("republic[5] x", 8) == ["republi", "c[5] x"]
    assert lines_of("republic[5][6]", 8) == ["republi", "c[5][6]"]


def test_markers_part_only_where_a_line_does_not_hold_them() -> None:
    assert lines_of("a[1][2][3]", 8) == ["a[1][2]", "[3]"]


def test_narrow_columns_break_after_hyphens() -> None:
    assert lines_of("the Nagorno-Karabakh war", 14) == ["the Nagorno-", "Karabakh war"]
    assert lines_of("the 1988-1994 war", 10) == ["the", "1988-1994", "war"]
    assert lines_of("a -b", 3) == ["a", "-b"]


@pytest.mark.parametrize("hyphen", "-֊")
def test_narrow_columns_break_after_armenian_hyphens(hyphen: str) -> None:
    assert lines_of(f"Սայաթ{hyphen}Նովա", 7) == [f"Սայաթ{hyphen}", "Նովա"]
    assert lines_of(f"ո՞վ արի՛{hyphen}արի", 9) == [f"ո՞վ արի՛{hyphen}", "արի"]
    assert lines_of(f"ha hač̣{hyphen}ala", 7) == [f"ha hač̣{hyphen}", "ala"]


def test_wide_columns_do_not_break_after_hyphens() -> None:
    words = "w" * 45
    assert lines_of(f"{words} Artsakh-Karabakh", 61) == [words, "Artsakh-Karabakh"]
    assert lines_of(f"{words} Artsakh-Karabakh", 60)[0] == f"{words} Artsakh-"


def test_long_word_is_cut_where_the_line_ends() -> None:
    assert lines_of("abcdefghijkl", 5) == ["abcde", "fghij", "kl"]
    assert lines_of("a abcdefghijkl b", 5) == ["a", "abcde", "fghij", "kl b"]


def test_long_word_with_a_marker_before_its_stop_keeps_it() -> None:
    assert lines_of("unification[1]. x", 14) == ["unificatio", "n[1]. x"]
    assert lines_of("unification[1]։", 14) == ["unificatio", "n[1]։"]


def test_long_word_leaves_no_bare_bracket_for_the_next_line() -> None:
    assert lines_of("(unification)”", 12) == ["(unificat", "ion)”"]


def test_address_is_cut_after_a_slash_or_before_a_dot() -> None:
    assert lines_of("<https://en.wikipedia.org/wiki/Miatsum>", 36) == [
        "<https://en.wikipedia.org/wiki/",
        "Miatsum>",
    ]
    assert lines_of("<https://articles.chicagotribune.com/x>", 34) == [
        "<https://articles.chicagotribune",
        ".com/x>",
    ]
    assert lines_of("abc://de", 6) == ["abc://", "de"]


def test_glued_words_stay_together_while_they_fit() -> None:
    assert lines_of(Text(f"see p.{GLUE}15 there"), 8) == ["see", f"p.{GLUE}15", "there"]
    assert lines_of(Text(glue("one two three")), 8) == [f"one{GLUE}two{GLUE}", "three"]


def test_styles_survive_the_breaks() -> None:
    text = Text("one two three")
    text.stylize("bold", 4, 13)
    first, second = wrap(text, 7)
    assert [(span.start, span.end) for span in first.spans] == [(4, 7)]
    assert [(span.start, span.end) for span in second.spans] == [(0, 5)]


def test_tabs_are_spaces() -> None:
    assert lines_of("one\ttwo three", 7) == ["one two", "three"]


# The page -----------------------------------------------------------------------


@pytest.mark.parametrize("column", [*range(8, 125)])
def test_a_column_of_any_width_has_a_measure(column: int) -> None:
    measure = Measure(links=True).of_column(column)
    assert (measure.column, measure.links) == (column, True)


@pytest.mark.parametrize(
    ("width", "margin", "column"),
    [(20, 1, 18), (43, 1, 41), (44, 2, 40), (80, 2, 76), (81, 2, 76), (200, 2, 76)],
)
def test_text_column_has_at_most_76_cells(width: int, margin: int, column: int) -> None:
    measure = Measure(width)
    assert (measure.margin, measure.column) == (margin, column)


def test_prefix_hangs_before_its_paragraph() -> None:
    page = Page(Measure(20))
    page.add("one two three four", 2, Text("1. "))
    assert page_lines(page) == ["   1. one two three", "      four"]


def test_indent_gives_way_where_it_leaves_no_room() -> None:
    page = Page(Measure(20))
    page.add("one two three four", 30)
    page.add("one two three four", 8, Text("12345678. "))
    assert page_lines(page) == [
        "           one two",
        "           three",
        "           four",
        "         12345678.",
        "         one two",
        "         three four",
    ]


def test_row_has_text_at_both_edges_or_takes_two_lines() -> None:
    page = Page(Measure(30))
    page.add_row(Text("left"), Text("right"))
    page.add_row(Text("much more on the left"), Text("right"))
    page.add_row(Text("left"), Text())
    assert page_lines(page) == [
        " left                   right",
        " much more on the left  right",
        " left",
    ]
    page = Page(Measure(30))
    page.add_row(Text("very much more on the left"), Text("right"))
    page.add_row(Text("very much more on the left, in two lines"), Text("right"))
    assert page_lines(page) == [
        " very much more on the left",
        "                        right",
        " very much more on the left,",
        " in two lines           right",
    ]


def test_blank_lines_are_single_and_never_first() -> None:
    page = Page(Measure(30))
    page.space()
    page.add("a")
    page.space()
    page.space()
    page.add("b")
    assert page_lines(page) == [" a", "", " b"]


def test_heading_has_a_blank_line_above_and_none_below() -> None:
    page = Page(Measure(30))
    page.add("a")
    page.heading("Head")
    page.add("b")
    page.heading("Tight", tight=True)
    assert page_lines(page) == [" a", "", " Head", " b", " Tight"]


def test_rule_goes_across_the_column() -> None:
    page = Page(Measure(30))
    page.rule()
    assert page_lines(page) == [" " + "─" * 28]


def test_verbatim_lines_keep_their_indents_and_are_cut() -> None:
    page = Page(Measure(20))
    page.add_verbatim("a\n  b\n\n\tc\n" + "x" * 18 + "  ", 2, "code")
    assert page_lines(page) == [
        "   a",
        "     b",
        "",
        "       c",
        "   " + "x" * 16,
        "   xx",
    ]


@pytest.mark.parametrize("space", [GLUE, "\u00a0", "\u202f", "\t"])
def test_odd_spaces_are_printed_as_common_ones(space: str) -> None:
    page = Page(Measure(30))
    page.add(f"p.{space}15")
    page.add_row(Text(f"a{space}b"), Text(f"c{space}d"))
    page.add("x", 0, Text(f"a{space}b "))
    assert page_lines(page)[0] == " p. 15"
    assert page_lines(page)[1].split("   ")[0] == " a b"
    assert page_lines(page)[1].endswith("c d")
    assert page_lines(page)[2] == " a b x"


def test_nothing_ends_with_a_space() -> None:
    page = Page(Measure(30))
    page.add(Text(), 0, Text("1. "))
    page.add("a \n b ")
    page.put("x  ")
    page.add_verbatim("y   \n   ", 0, "code")
    assert [line for line in page_lines(page) if line != line.rstrip()] == []


def test_very_long_word_is_wrapped() -> None:
    """In quadratic time this would take minutes."""
    lines = wrap(Text("x" * 300_000), 76)
    assert {cell_len(line.plain) for line in lines[:-1]} == {76}
    assert sum(len(line.plain) for line in lines) == 300_000
