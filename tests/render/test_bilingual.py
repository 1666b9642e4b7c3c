"""An entry in Armenian and in both languages: pairs, columns, what is missing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from conftest import ENTRIES, Golden, MakeLibrary, Result, Run
from kit.laws import a_third, tries
from wikicli.article.footnotes import number
from wikicli.base.model import ArmenianSide, Entry, Reference, SeeAlso, Term
from wikicli.language.interface import say
from wikicli.language.romanization import Romanization
from wikicli.library.config import Language, NotesMode
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.render.page import labels
from wikicli.render.page.labels import NO_ENGLISH
from wikicli.render.page.layout import Measure
from wikicli.render.text.languages import ArmenianView, BilingualView
from wikicli.render.text.show import ArticleView

VIEWS: dict[Language, type[ArticleView]] = {
    Language.en: ArticleView,
    Language.hy: ArmenianView,
    Language.both: BilingualView,
}
NO_ARMENIAN = say(labels.NO_ARMENIAN, "hy")
BANNER_HY = "Հայերեն տեքստ՝ չստուգված թարգմանություն"
BANNER = "Armenian text: unreviewed translation"

SAMPLE = """\
title: Sample
description: Entry with a text in both languages
terms:
  - {hy: Նմուշ, en: sample, literal: what is taken, ipa: {east: nmuʃ, source: made up}}
  - {hy: Սայաթ֊Նովա, en: Sayat-Nova, romanization: Sayat-Nova}
facts:
  Kind: synthetic[^work p. 2]
body: |
  The lead of the sample, in **English**, with a marker[^work p. 5] and a note[^n]. It
  names [[other]], the ashugh Sayat-Nova (Սայաթ֊Նովա) and letters like č̣, J̌ and t͡s.

  A second paragraph that has no counterpart.[^second]

  ## History
  In 1987 it began.[^work p. 7]

  - First item, which is so long that it takes more than one line even where columns
    are wide
    1. Nested in 1988
    2. Nested in 1989

       Its second paragraph.
  - Second item[^second]
  - Third item of 1990

  > A quotation of some length, which stands in both texts and is indented in each of
  > them.
  >
  > - with a list

  ### Early years
  | Year | What happened |
  |------|---------------|
  | 1988 | It began[^second] |
  | 1994 | It ended |

  ```
  code  as it
    stands
  ```

  ---

  ## Only in English
  One paragraph.

  Another one.

  ## End
  The last words.[^third]

  [^n]: An English note.[^third]
hy:
  title: Նմուշ
  description: Երկու լեզվով տեքստ ունեցող գրառում
  body: |
    Նմուշի **ներածությունը** հայերեն է, նշումով[^work p. 5] և ծանոթագրությամբ[^n]։ Այն
    անվանում է [[other]] գրառումը և Սայաթ֊Նովային։

    ## Պատմություն
    1987 թվականին այն սկսվեց։[^work p. 7]

    - Առաջին կետը, որն այնքան երկար է, որ մեկ տողից ավելի է զբաղեցնում նաև լայն
      սյունակում
      1. Ներդրված 1988
    - Երրորդ կետը՝ 1990
    - Հավելյալ կետ

    > Որոշ երկարության մեջբերում, որը երկու տեքստում էլ կա և երկուսում էլ ներս է քաշված։
    >
    > - ցանկով

    ### Վաղ տարիներ
    | Տարի | Ինչ եղավ |
    |------|----------|
    | 1988 | Սկսվեց[^second] |
    | 1994 | Ավարտվեց |

    ```
    code  as it
      stands
    ```

    ---

    ## Վերջ
    Վերջին խոսքերը։[^third]

    ## Միայն հայերեն
    Մեկ պարբերություն։[^fourth]

    [^n]: Հայերեն նշում։[^third]
see_also: [other, {entry: plain, note: a note}, {title: Wanted}]
references:
  - {id: work, type: book, author: ["Author, A."], issued: 1999, title: The Work}
  - {id: second, title: Second, quote: Quoted.}
  - {id: third, title: Third}
  - {id: fourth, title: Fourth}
  - {id: more, title: More, further: true}
categories: [Samples]
"""
FILES = {
    "sample.yaml": SAMPLE,
    "other.yaml": "title: Other\nhy: {title: Ուրիշ}\nbody: B.\n",
    "plain.yaml": "title: Plain\ndescription: No Armenian\nbody: B.\n",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


def succeed(result: Result) -> str:
    assert (result.stderr, result.code) == ("", 0)
    return result.stdout


def entry(body: str, hy: str, about: str = "", **fields: Any) -> Entry:
    side = ArmenianSide("Վերնագիր", about, "reviewed", hy)
    if "references" not in fields:
        titled = {name: {"title": f"Work {name}"} for name in "abcd"}
        fields["references"] = tuple(
            Reference(name, variables=titled[name]) for name in "abcd"
        )
    return Entry("entry", "Title", body, hy=side, **fields)


def view(
    shown: Entry, language: Language, width: int = 80, mode: NotesMode = NotesMode.end
) -> ArticleView:
    library = Library([], Path())
    numbered = number(shown, library.title_of)
    return VIEWS[language](shown, numbered, library, Measure(width), mode)


def text_of(body: str, hy: str, width: int = 80, mode: str = "end") -> list[str]:
    """Return the lines of the text in both languages, without head and lists."""
    made = view(entry(body, hy), Language.both, width, NotesMode(mode))
    return made.build(made.text_parts()).plain.split("\n")[:-1]


def columns(body: str, hy: str, mode: str = "end") -> list[tuple[str, str]]:
    """Return the lines of the two columns at 100 cells."""
    return [(line[2:52].rstrip(), line[52:]) for line in text_of(body, hy, 100, mode)]


# Screens ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_both_languages_look_as_they_should(
    run: Run, golden: Golden, library: Path, width: int
) -> None:
    words = ("show", "sample", "--lang", "both", "--width", str(width))
    golden(f"show/sample-both-{width}.txt", succeed(run(*words, library=library)))


@pytest.mark.parametrize("width", [80, 120])
def test_both_languages_look_as_they_should_with_notes_inline(
    run: Run, golden: Golden, library: Path, width: int
) -> None:
    words = ("show", "sample", "--lang", "both", "--notes", "inline")
    result = run(*words, "--width", str(width), library=library)
    golden(f"show/sample-both-inline-{width}.txt", succeed(result))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_armenian_looks_as_it_should(
    run: Run, golden: Golden, library: Path, width: int
) -> None:
    words = ("show", "sample", "--lang", "hy", "--width", str(width))
    golden(f"show/sample-hy-{width}.txt", succeed(run(*words, library=library)))


@pytest.mark.parametrize("slug", ["miatsum", "karabakh-movement"])
@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_shipped_entries_look_as_they_should_in_both_languages(
    run: Run, golden: Golden, slug: str, width: int
) -> None:
    words = ("show", slug, "--lang", "both", "--width", str(width))
    golden(f"show/{slug}-both-{width}.txt", succeed(run(*words, library=ENTRIES)))


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("slug", ["miatsum", "karabakh-movement", "artsakh-province"])
def test_shipped_entries_look_as_they_should_in_armenian(
    run: Run, golden: Golden, slug: str, width: int
) -> None:
    words = ("show", slug, "--lang", "hy", "--width", str(width))
    golden(f"show/{slug}-hy-{width}.txt", succeed(run(*words, library=ENTRIES)))


def test_both_languages_look_as_they_should_in_colour(run: Run, golden: Golden) -> None:
    words = ("show", "miatsum", "--lang", "both", "--width", "120", "--color", "always")
    result = run(*words, library=ENTRIES, env={"COLORFGBG": "15;0"})
    golden("show/miatsum-both-120-dark.ansi", succeed(result))


@pytest.mark.parametrize("mode", ["end", "inline", "margin", "none"])
@pytest.mark.parametrize("language", ["hy", "both"])
def test_no_line_is_too_wide_or_broken(library: Path, language: str, mode: str) -> None:
    found = Library([read_source(library, "test")], library / "cache")
    shown = found.get("sample").entry
    footnotes = number(shown, found.title_of)
    kind = VIEWS[Language(language)]
    for width in a_third([*range(20, 136), 160, 200]):
        measure = Measure(width, links=width % 2 > 0)
        page = kind(shown, footnotes, found, measure, NotesMode(mode)).page()
        for line in page.plain.split("\n"):
            assert cell_len(line) <= width, (width, line)
            assert line == line.rstrip(), (width, line)
            assert not {"\ue000", "\u00a0"} & set(line), (width, line)
            assert not line.lstrip().startswith(("[1]", "[2]", "[a]")), (width, line)


# Armenian -----------------------------------------------------------------------


def test_armenian_side_is_an_article_of_its_own() -> None:
    full = entry(
        "English.[^a]\n\n## History\n\nText.[^b]",
        "Հայերեն։[^b]\n\n## Բաժին\n\nՏեքստ։",
        "Նկարագրություն",
        description="About",
        facts={"Fact": "value"},
        terms=(Term("Վերնագիր", "title"),),
        see_also=(SeeAlso(title="Wanted"),),
    )
    assert view(full, Language.hy).page().plain == (
        f"  Վերնագիր{'en · hy':>68}\n"
        "  Vernagir · Title\n"
        f"  {'─' * 76}\n"
        "  Նկարագրություն\n"
        "\n"
        "  Տեղեկաքարտ  (հայերեն տեքստ դեռ չկա)\n"
        "\n"
        "  Հայերեն։[2]\n"
        "\n"
        "  Բաժին\n"
        "  Տեքստ։\n"
        "\n"
        "  Տե՛ս նաև\n"
        "    Wanted   (էջը գոյություն չունի)\n"
        "\n"
        "  Տերմիններ\n"
        "    Վերնագիր   Vernagir   title\n"
        "\n"
        "  Ծանոթագրություններ\n"
        f"   1. “Work a”.{'↑ նախաբան (en)':>63}\n"
        f"   2. “Work b”.{'↑ նախաբան':>63}\n"
        "\n"
        "  Գրականություն\n"
        "    “Work c”.\n"
        "    “Work d”.\n"
        "\n"
        "  entry\n"
    )


def test_armenian_links_show_armenian_headwords_where_there_are_any(
    run: Run, library: Path
) -> None:
    shown = succeed(run("show", "sample", "--lang", "hy", library=library))
    assert "\n  անվանում է Ուրիշ գրառումը և Սայաթ֊Նովային։\n" in shown
    assert "\n    Ուրիշ\n    Plain    a note\n" in shown


def test_armenian_words_are_nothing_special_in_armenian_text(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: T\nbody: The word Բառ.\nhy: {title: Տ, body: Բառ։}\n"
    words = ("show", "t", "--color", "always")
    env = {"COLORFGBG": "15;0"}
    library = make_library({"t.yaml": text})
    english = succeed(run(*words, library=library, env=env))
    armenian = succeed(run(*words, "--lang", "hy", library=library, env=env))
    assert "The word \x1b[92mԲառ\x1b[0m." in english
    assert "\n  Բառ։\n" in armenian


def test_armenian_note_is_shown_with_the_armenian_text() -> None:
    both = entry("One.[^n]\n\n[^n]: English.", "Մեկ։[^n]\n\n[^n]: Հայերեն։")
    only = entry("One.[^n]\n\n[^n]: English.", "Մեկ։[^n]")

    def notes(shown: Entry, language: Language, name: str) -> list[str]:
        lines = view(shown, language).part(name).plain.split("\n")[1:-1]
        return [line.partition("↑")[0].rstrip() for line in lines]

    assert notes(both, Language.en, "Notes") == ["   a. English."]
    assert notes(both, Language.hy, "Նշումներ") == ["   a. Հայերեն։"]
    assert notes(both, Language.both, "Notes") == ["   a. English.", "      Հայերեն։"]
    assert notes(only, Language.hy, "Notes") == ["   a. English."]


def test_armenian_note_that_the_armenian_text_does_not_call_stays_away() -> None:
    uncalled = entry("One.[^n]\n\n[^n]: English.", "Մեկ։\n\n[^n]: Հայերեն։[^a]")
    assert "   a. English." in view(uncalled, Language.hy).page().plain


def test_entry_without_armenian_text_says_so(
    run: Run, make_library: MakeLibrary
) -> None:
    text = (
        "title: T\nbody: B.[^a]\nterms: [{hy: Բառ}]\nreferences: [{id: a, title: W}]\n"
    )
    library = make_library({"t.yaml": text})
    assert succeed(run("show", "t", "--lang", "hy", library=library)) == (
        "  Բառ\n"
        "  Barr · T\n"
        f"  {'─' * 76}\n"
        "  (հայերեն տեքստ դեռ չկա)\n"
        "\n"
        "  B.[1]\n"
        "\n"
        "  Տերմիններ\n"
        "    Բառ   Barr\n"
        "\n"
        "  Ծանոթագրություններ\n"
        f"   1. “W”.{'↑ նախաբան':>68}\n"
        "\n"
        "  t\n"
    )
    bare = make_library({"u.yaml": "title: U\nbody: B.\n"})
    assert succeed(run("show", "u", "--lang", "hy", library=bare)) == (
        f"  U\n  {'─' * 76}\n  (հայերեն տեքստ դեռ չկա)\n\n  B.\n\n  u\n"
    )


@pytest.mark.parametrize("width", ["80", "120"])
def test_both_without_armenian_text_is_the_english_page_that_says_so(
    run: Run, make_library: MakeLibrary, width: str
) -> None:
    text = (
        "title: T\ndescription: About\nbody: B.[^a]\nreferences: [{id: a, title: W}]\n"
    )
    library = make_library({"t.yaml": text})
    for mode in NotesMode:
        words = ("show", "t", "--notes", mode, "--width", width)
        english = succeed(run(*words, library=library)).split("\n")
        both = succeed(run(*words, "--lang", "both", library=library)).split("\n")
        assert both[2] == "  (հայերեն տեքստ դեռ չկա)"
        del both[2]
        labels = {"References": "References · Ծանոթագրություններ"}
        assert both == [
            line.replace("References", labels["References"])
            if line.strip() == "References"
            else line
            for line in english
        ]


@pytest.mark.parametrize(("language", "banner"), [("hy", BANNER_HY), ("both", BANNER)])
def test_unreviewed_text_has_a_banner_and_reviewed_text_none(
    run: Run, make_library: MakeLibrary, language: str, banner: str
) -> None:
    text = "title: T\nbody: B.\nhy:\n  title: Տ\n  status: {}\n  body: Բ։\n"
    files = {f"{s}.yaml": text.format(s) for s in ("unreviewed", "reviewed")}
    files["unsaid.yaml"] = text.replace("  status: {}\n", "")
    library = make_library(files)

    def show(name: str) -> list[str]:
        shown = succeed(run("show", name, "--lang", language, library=library))
        return shown.split("\n")[:-2]

    assert show("unreviewed")[3] == f"  {banner}"
    assert show("unsaid") == show("unreviewed")
    assert show("reviewed") == [line for line in show("unsaid") if banner not in line]
    assert BANNER not in succeed(run("show", "unsaid", library=library))


def test_text_of_nothing_but_notes_is_no_text() -> None:
    shown = entry("One.", "[^n]: Նշում։")._replace(hy=ArmenianSide(body="[^n]: Ն։"))
    page = view(shown, Language.hy).page().plain
    assert BANNER_HY not in page
    assert "  (հայերեն տեքստ դեռ չկա)\n\n  One.\n" in page


def test_unsafe_characters_of_the_armenian_side_reach_no_screen(
    run: Run, make_library: MakeLibrary
) -> None:
    text = (
        'title: T\nbody: B.\nhy: {title: "\\e[31mՏ", description: "\\u202eՆ", '
        'body: "Բ\\e]8;;x\\a։"}\n'
    )
    library = make_library({"t.yaml": text})
    for language in ("hy", "both"):
        result = run("show", "t", "--lang", language, library=library)
        assert result.code == 0
        assert not re.search("[\x1b\x07\u202e]", result.stdout + result.stderr)
        assert {"�[31mՏ", "�Ն", "Բ�]8;;x�։"} <= set(
            result.stdout.replace(" · ", "\n").replace("  ", "\n").split("\n")
        )


@pytest.mark.parametrize("width", [20, 99, 100])
def test_deep_lists_and_quotations_keep_their_words(width: int) -> None:
    body = "\n".join("  " * depth + f"- word{depth}" for depth in range(40))
    for text in (body, f"{'> ' * 40}word39"):
        lines = text_of(text, text.replace("word", "բառ"), width)
        assert max(map(cell_len, lines)) <= width
        shown = " ".join(lines)
        assert ("word39" in shown, "բառ39" in shown) == (True, True)


def test_long_texts_are_paired_in_good_time() -> None:
    """Each paragraph with each, this would take minutes."""
    body = "\n\n".join(f"Paragraph {n}." for n in range(3000))
    hy = "\n\n".join(f"Տեքստ {n}։" for n in range(3000) if n % 7)
    lines = text_of(body, hy, 100)
    assert lines[-1] == f"  {'Paragraph 2999.':50}Տեքստ 2999։"
    assert sum(NO_ARMENIAN in line for line in lines) == 429


# Columns ------------------------------------------------------------------------


def test_two_columns_need_100_cells() -> None:
    assert text_of("One.", "Մեկ։", 99) == ["  One.", "    Մեկ։"]
    assert text_of("One.", "Մեկ։", 100) == [f"  {'One.':50}Մեկ։"]


@pytest.mark.parametrize(
    ("width", "column"), [(100, 46), (101, 46), (120, 56), (128, 60), (200, 60)]
)
def test_columns_share_the_terminal_up_to_60_cells(width: int, column: int) -> None:
    lines = text_of("word " * 100, "բառ " * 100, width)
    starts = {line.index("բ") for line in lines if "բ" in line}
    assert starts == {2 + column + 4}
    assert max(cell_len(line[: column + 4].rstrip()) for line in lines) <= column + 2
    assert max(map(cell_len, lines)) <= 2 + column + 4 + column


def test_head_has_both_titles_one_rule_and_both_descriptions() -> None:
    shown = entry("B.", "Բ։", "Մասին", description="About")
    head = view(shown, Language.both, 100).page().plain.split("\n")[:5]
    assert head == [
        f"  {'Title':50}Վերնագիր · Vernagir",
        f"  {'─' * 96}",
        f"  {'About':50}Մասին",
        "",
        f"  {'B.':50}Բ։",
    ]


def test_paragraphs_begin_in_one_line() -> None:
    body = f"{'one ' * 30}\n\nTwo.\n\n## Head\n\nThree."
    hy = f"Մեկ։\n\n{'երկու ' * 20}\n\n## Գլուխ\n\nԵրեք։"
    assert columns(body, hy) == [
        ("one one one one one one one one one one one", "Մեկ։"),
        ("one one one one one one one one one one one", ""),
        ("one one one one one one one one", ""),
        ("", ""),
        ("Two.", "երկու երկու երկու երկու երկու երկու երկու"),
        ("", "երկու երկու երկու երկու երկու երկու երկու"),
        ("", "երկու երկու երկու երկու երկու երկու"),
        ("", ""),
        ("Head", "Գլուխ"),
        ("Three.", "Երեք։"),
    ]


def test_items_begin_in_one_line_and_keep_their_marks() -> None:
    body = f"9. {'one ' * 15}\n10. two\n    - nested\n11. three[^a]"
    hy = "1. մեկ\n2. երկու\n    - ներս\n3. երեք[^a]"
    assert columns(body, hy) == [
        (" 9. one one one one one one one one one one", "1. մեկ"),
        ("    one one one one one", ""),
        ("10. two", "2. երկու"),
        ("    • nested", "    • ներս"),
        ("11. three[1]", "3. երեք[1]"),
    ]


def test_item_without_counterpart_is_marked() -> None:
    body = "- one[^a]\n- two\n- three[^c]"
    assert columns(body, "- մեկ[^a]\n- երեք[^c]\n- չորս") == [
        ("• one[1]", "• մեկ[1]"),
        ("• two", f"• {NO_ARMENIAN}"),
        ("• three[2]", "• երեք[2]"),
        (f"• {NO_ENGLISH}", "• չորս"),
    ]


def test_quotations_tables_and_code_stand_side_by_side() -> None:
    table = "| a | b |\n|---|---|\n| c | d |\n\n"
    body = f"> One.\n>\n> Two.\n\n{table}```\nx\n  y\n```\n\n---"
    hy = f"> Մեկ։\n>\n> Երկ։\n\n{table}```\nx\n```\n\n---"
    assert columns(body, hy) == [
        ("    One.", "    Մեկ։"),
        ("", ""),
        ("    Two.", "    Երկ։"),
        ("", ""),
        ("a   b", "a   b"),
        ("─   ─", "─   ─"),
        ("c   d", "c   d"),
        ("", ""),
        ("  x", "  x"),
        ("    y", ""),
        ("", ""),
        ("* * *", "* * *"),
    ]


def test_paragraph_without_counterpart_is_marked() -> None:
    body = "One.[^a]\n\nTwo.[^b]\n\nThree.[^c]"
    assert columns(body, "Մեկ։[^a]\n\nԵրեք։[^c]\n\nՉորս։") == [
        ("One.[1]", "Մեկ։[1]"),
        ("", ""),
        ("Two.[2]", NO_ARMENIAN),
        ("", ""),
        ("Three.[3]", "Երեք։[3]"),
        ("", ""),
        (NO_ENGLISH, "Չորս։"),
    ]


def test_section_without_counterpart_is_marked_once() -> None:
    body = "Lead.\n\n## One\n\nText 1.\n\nMore.\n\n## Two\n\nText 2."
    hy = "Ներած։\n\n## Երկու\n\nՏեքստ 2։\n\n## Երեք\n\nՏեքստ։\n\nԵվս։"
    assert columns(body, hy) == [
        ("Lead.", "Ներած։"),
        ("", ""),
        ("One", NO_ARMENIAN),
        ("Text 1.", ""),
        ("", ""),
        ("More.", ""),
        ("", ""),
        ("Two", "Երկու"),
        ("Text 2.", "Տեքստ 2։"),
        ("", ""),
        (NO_ENGLISH, "Երեք"),
        ("", "Տեքստ։"),
        ("", ""),
        ("", "Եվս։"),
    ]


def test_section_without_text_is_marked_once() -> None:
    assert columns("## One\n\nText.\n\nMore.", "## Մեկ") == [
        ("One", "Մեկ"),
        ("Text.", NO_ARMENIAN),
        ("", ""),
        ("More.", ""),
    ]


def test_columns_break_after_hyphens_of_both_languages() -> None:
    body = f"{'w' * 40} Nagorno-Karabakh"
    hy = f"{'ա' * 40} Սայաթ֊Նովա"
    assert columns(body, hy) == [
        ("w" * 40, "ա" * 40),
        ("Nagorno-Karabakh", "Սայաթ֊Նովա"),
    ]
    assert columns("w" + body[5:], "ա" + hy[5:]) == [
        (f"{'w' * 36} Nagorno-", f"{'ա' * 36} Սայաթ֊"),
        ("Karabakh", "Նովա"),
    ]


def test_combining_marks_take_no_cells() -> None:
    lines = text_of("č̣ J̌ t͡s " * 12, "բառ " * 12, 100)
    assert [cell_len(line[: line.index("բ")]) for line in lines] == [52, 52]
    assert [cell_len(line) for line in lines] == [52 + 43, 52 + 3]


# Stacked ------------------------------------------------------------------------


def test_pairs_are_stacked_with_armenian_indented() -> None:
    body = "One.[^a]\n\nTwo.\n\n## Head\n\n- a\n  - b\n\n> Q"
    hy = "Մեկ։[^a]\n\nԵրկու։\n\n## Գլուխ\n\n- ա\n  - բ\n\n> Մ"
    assert text_of(body, hy) == [
        "  One.[1]",
        "    Մեկ։[1]",
        "",
        "  Two.",
        "    Երկու։",
        "",
        "  Head",
        "    Գլուխ",
        "  • a",
        "      ա",
        "    • b",
        "        բ",
        "",
        "      Q",
        "        Մ",
    ]


def test_what_is_missing_is_marked_where_it_would_stand() -> None:
    body = "One.[^a]\n\nTwo.[^b]\n\n- a[^c]\n- b\n\n## Head\n\nText."
    hy = "Մեկ։[^a]\n\n- ա[^c]\n\nԵրեք։[^d]"
    assert text_of(body, hy) == [
        "  One.[1]",
        "    Մեկ։[1]",
        "",
        "  Two.[2]",
        f"    {NO_ARMENIAN}",
        "",
        "  • a[3]",
        "      ա[3]",
        "  • b",
        f"      {NO_ARMENIAN}",
        "",
        f"  {NO_ENGLISH}",
        "    Երեք։[4]",
        "",
        "  Head",
        f"    {NO_ARMENIAN}",
        "  Text.",
    ]


def test_what_needs_no_translation_is_shown_once() -> None:
    body = "```\ncode\n```\n\n---\n\n```\none\n```"
    assert text_of(body, body.replace("one", "մեկ")) == [
        "    code",
        "",
        "  * * *",
        "",
        "    one",
        "      մեկ",
    ]
    assert columns(body, body)[0] == ("  code", "  code")


# Notes --------------------------------------------------------------------------


def test_markers_are_the_same_in_both_columns() -> None:
    body = "One.[^b][^n] Two.[^a p. 5]\n\n[^n]: Note."
    hy = "Մեկ։[^b][^n] Երկու։[^a p. 6]\n\n[^m]: Նշում։"
    assert columns(body, hy)[0] == ("One.[1][a] Two.[2]:5", "Մեկ։[1][a] Երկու։[2]:6")


def test_inline_notes_stand_below_each_pair_and_in_full_once() -> None:
    body = "One.[^a]\n\nTwo.[^b]"
    hy = "Մեկ։[^b][^a]\n\nԵրկու։"
    expected = ["1 “Work a”.", "2 “Work b”.", "2 “Work b”"]
    for width in (80, 120):
        lines = text_of(body, hy, width, "inline")
        notes = [line.strip() for line in lines if "Work" in line]
        assert notes == expected
    assert text_of(body, hy, 80, "inline")[:4] == [
        "  One.[1]",
        "    Մեկ։[2][1]",
        "    1 “Work a”.",
        "    2 “Work b”.",
    ]


def test_inline_notes_of_what_only_armenian_calls_are_not_listed_again() -> None:
    shown = entry("One.", "Մեկ։[^a]")
    page = view(shown, Language.both, 80, NotesMode.inline).page().plain
    assert page.count("Work a") == 1
    assert "References" not in page


def test_margin_gives_way_to_two_languages_but_not_to_one() -> None:
    shown = entry("One.[^a]", "Մեկ։[^a]")

    def page(language: Language, mode: NotesMode) -> str:
        return view(shown, language, 140, mode).page().plain

    both = page(Language.both, NotesMode.margin)
    assert both == page(Language.both, NotesMode.end)
    assert "│ 1 " in page(Language.hy, NotesMode.margin)


def test_none_leaves_markers_and_lists_out() -> None:
    shown = entry("One.[^a]", "Մեկ։[^a]", references=(Reference("a"),))
    page = view(shown, Language.both, 100, NotesMode.none).page().plain
    assert f"\n  {'One.':50}Մեկ։\n" in page
    assert "References" not in page


def test_backlinks_lead_into_the_text_that_is_read() -> None:
    body, hy = "## One\n\nText.[^a]", "## Մեկ\n\nՏեքստ։[^a]"

    def backlink(language: Language) -> str:
        part = view(entry(body, hy), language).part("references").plain
        return part[part.index("↑") :].strip()

    assert backlink(Language.en) == "↑ One"
    assert backlink(Language.hy) == "↑ Մեկ"
    assert backlink(Language.both) == "↑ One"


# Parts --------------------------------------------------------------------------


def test_contents_list_the_parts_in_their_language(run: Run, library: Path) -> None:
    def contents(language: str) -> list[str]:
        words = ("show", "sample", "--toc", "--lang", language)
        return [it[2:] for it in succeed(run(*words, library=library)).split("\n")]

    assert contents("hy") == [
        "նախաբան",
        "Պատմություն",
        "  Վաղ տարիներ",
        "Վերջ",
        "Միայն հայերեն",
        "Տե՛ս նաև",
        "Տերմիններ",
        "Ծանոթագրություններ",
        "Նշումներ",
        "Գրականություն",
        "",
    ]
    assert contents("both") == [
        "fact box · տեղեկաքարտ",
        "lead · նախաբան",
        "History · Պատմություն",
        "  Early years · Վաղ տարիներ",
        "Only in English",
        "End · Վերջ",
        "Միայն հայերեն",
        "See also · Տե՛ս նաև",
        "Terms · Տերմիններ",
        "References · Ծանոթագրություններ",
        "Notes · Նշումներ",
        "Further reading · Գրականություն",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "name", "first"),
    [
        ("hy", "պատմություն", "Պատմություն"),
        ("hy", "ՏԵՍ ՆԱԵՎ", "Տե՛ս նաև"),
        ("hy", "see also", "Տե՛ս նաև"),
        ("hy", "lead", "Նմուշի ներածությունը հայերեն է, նշումով[1]:5"),
        ("both", "history", "History"),
        ("both", "Պատմություն", "History"),
        ("both", "History · Պատմություն", "History"),
        ("both", "միայն հայերեն", NO_ENGLISH),
        ("both", "նախաբան", "The lead"),
        ("both", "Fact box", "Kind"),
        ("en", "նախաբան", "The lead"),
        ("both", "Terms", "Terms · Տերմիններ"),
        ("both", "տերմիններ", "Terms · Տերմիններ"),
        ("en", "տերմիններ", "Terms"),
        ("hy", "History", "Պատմություն"),
        ("hy", "early years", "Վաղ տարիներ"),
        ("en", "պատմություն", "History"),
    ],
)
def test_section_is_found_by_its_name_in_either_language(
    run: Run, library: Path, language: str, name: str, first: str
) -> None:
    words = ("show", "sample", "--lang", language, "--section", name)
    shown = succeed(run(*words, library=library))
    for banner in (BANNER, BANNER_HY):
        shown = shown.removeprefix(f"  {banner}\n\n")
    assert shown.startswith(f"  {first}")


@pytest.mark.parametrize(
    ("language", "name", "message"),
    [
        (
            "hy",
            "only IN English",
            "error: section 'Only in English' has no Armenian text\n"
            "hint: read it with --lang en\n",
        ),
        (
            "en",
            "Միայն հայերեն",
            "error: section 'Միայն հայերեն' has no English text\n"
            "hint: read it with --lang hy\n",
        ),
    ],
)
def test_section_of_the_other_language_alone_is_told_to_be_there(
    run: Run, library: Path, language: str, name: str, message: str
) -> None:
    words = ("show", "sample", "--lang", language, "--section", name)
    assert run(*words, library=library) == Result("", message, 1)


@pytest.mark.parametrize(
    ("language", "name", "told"),
    [
        ("hy", "lead", True),
        ("hy", "Պատմություն", True),
        ("hy", "references", False),
        ("both", "history", True),
        ("both", "only in english", False),
        ("both", "fact box", False),
        ("en", "history", False),
    ],
)
def test_section_of_unreviewed_text_has_the_banner(
    run: Run, library: Path, language: str, name: str, told: bool
) -> None:
    words = ("show", "sample", "--lang", language, "--section", name)
    shown = succeed(run(*words, library=library))
    banner = BANNER_HY if language == "hy" else BANNER
    assert shown.startswith(f"  {banner}\n\n") == told
    assert shown.count(banner) == told


@pytest.mark.parametrize(
    ("title", "term", "english", "armenian"),
    [
        (
            "Գրաբար",
            Term("գրաբար", "literary language", "grabar"),
            "Գրաբար · Grabar · “literary language”",
            "Grabar · Title",
        ),
        (
            "Յոյս",
            Term("յոյս", "hope", orthography="classical"),
            "Յոյս · Ḥoys · “hope”",
            "Ḥoys · Title",
        ),
        (
            "Այլ",
            Term("գրաբար", "literary language", "grabar"),
            "Այլ · Ayl",
            "Ayl · Title",
        ),
        ("Թայթլ", Term("թայթլ", "title"), "Թայթլ · Tʻaytʻl", "Tʻaytʻl · Title"),
        ("Թայթլ", Term("թայթլ", romanization="Title"), "Թայթլ · Title", "Title"),
        (
            "Latin",
            Term("Latin", "no Armenian"),
            "Latin · “no Armenian”",
            "Latin · Title",
        ),
    ],
)
def test_armenian_title_that_differs_from_the_term_in_case_is_the_term(
    title: str, term: Term, english: str, armenian: str
) -> None:
    side = ArmenianSide(title, "", "reviewed", "Բ։")
    shown = Entry("entry", "Title", "B.", hy=side, terms=(term,))
    library = Library([], Path())
    asked = Romanization("ala-lc", asked=not term.romanization)

    def line_under_title(language: Language) -> str:
        page = VIEWS[language](
            shown, number(shown), library, Measure(), romanization=asked
        ).page()
        return page.plain.split("\n")[1]

    assert line_under_title(Language.en) == f"  {english}"
    assert line_under_title(Language.hy) == f"  {armenian}"


def test_unknown_section_is_told_with_the_armenian_ones(
    run: Run, library: Path
) -> None:
    words = ("show", "sample", "--lang", "hy", "--section")
    near = run(*words, "Պատմութուն", library=library)
    assert near == Result(
        "",
        "error: entry 'sample' has no section 'Պատմութուն'\n"
        "hint: did you mean 'Պատմություն'?\n",
        1,
    )
    english = run(*words, "zzzz", library=library)
    assert english.stderr.startswith(
        "error: entry 'sample' has no section 'zzzz'\n"
        "hint: it has\n  'նախաբան'\n  'Պատմություն'\n  'Վաղ տարիներ'\n"
    )


def test_section_has_the_sections_below_it_in_both_languages(
    run: Run, library: Path
) -> None:
    words = ("show", "sample", "--lang", "both", "--section", "history")
    shown = succeed(run(*words, library=library))
    assert "  Early years\n    Վաղ տարիներ\n" in shown
    assert "Only in English" not in shown


# Romanization -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standard", "title", "term"),
    [
        ("bgn", "Mets", "Hasarak"),
        ("hm", "Mec", "Hasarak"),
        ("iso9985", "Meç", "Hasarak"),
        ("ala-lc", "Mets", "Hasarak"),
        ("plain", "Mets", "Hasarak"),
        (None, "Mets", "Society"),
    ],
)
def test_asked_romanization_is_computed_for_head_and_terms(
    run: Run, make_library: MakeLibrary, standard: str | None, title: str, term: str
) -> None:
    text = (
        "title: T\nbody: B.\nhy: {title: Մեծ, body: Բ։}\n"
        "terms: [{hy: Հասարակ, romanization: Society}]\n"
    )
    library = make_library({"t.yaml": text})
    option = ["--romanization", standard] if standard else []
    for command in (["show", "t"], ["random"]):
        for language, line in (("en", f"Մեծ · {title}"), ("hy", f"{title} · T")):
            shown = succeed(run(*command, "--lang", language, *option, library=library))
            assert shown.split("\n")[1] == f"  {line}"
            assert f"    Հասարակ   {term}\n" in shown
    both = succeed(
        run("show", "t", "--lang=both", "--width=100", *option, library=library)
    )
    assert both.split("\n")[0] == f"  {'T':50}Մեծ · {title}"


def test_classical_spelling_is_romanized_as_such() -> None:
    shown = entry("B.", "Բ։", terms=(Term("Յոյս", orthography="classical"),))
    library = Library([], Path())
    asked = Romanization("ala-lc", asked=True)
    footnotes = number(shown)
    page = ArticleView(shown, footnotes, library, Measure(), romanization=asked).page()
    assert "    Յոյս   Ḥoys\n" in page.plain


# Options ------------------------------------------------------------------------


def test_unknown_language_is_wrong_usage(run: Run, library: Path) -> None:
    for command in (["show", "sample"], ["random"]):
        result = run(*command, "--lang", "ru", library=library)
        assert result == Result(
            "",
            "error: invalid value for '--lang': 'ru' is not one of 'en', 'hy', 'both'\n"
            f"hint: see: wikicli {command[0]} --help\n",
            2,
        )


def test_unknown_romanization_is_wrong_usage(run: Run, library: Path) -> None:
    result = run("show", "sample", "--romanization", "x", library=library)
    assert result == Result(
        "",
        "error: invalid value for '--romanization': 'x' is not one of "
        "'bgn', 'ala-lc', 'iso9985', 'hm', 'plain'\n"
        "hint: see: wikicli show --help\n",
        2,
    )


def test_variables_set_language_and_romanization_and_options_win(
    run: Run, library: Path
) -> None:
    def show(*words: str, **env: str) -> str:
        return succeed(run("show", "sample", *words, library=library, env=env))

    armenian = show("--lang", "hy", "--romanization", "hm")
    variables = {"WIKICLI_LANGUAGE": "hy", "WIKICLI_ROMANIZATION": "hm"}
    assert show(**variables) == armenian != show()
    assert show("--lang", "en", "--romanization", "bgn", **variables) == show(
        "--romanization", "bgn"
    )


def test_json_has_both_languages_whatever_is_asked(run: Run, library: Path) -> None:
    plain = run("show", "sample", "--json", library=library)
    assert json.loads(plain.stdout)["hy"]["title"] == "Նմուշ"
    for language in Language:
        words = ("show", "sample", "--json", "--lang", language)
        assert run(*words, "--romanization", "hm", library=library) == plain
    env = {"WIKICLI_LANGUAGE": "x"}
    assert run("show", "sample", "--json", library=library, env=env) == plain


def test_random_shows_an_entry_in_a_language(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: T\nbody: B.\nhy: {title: Տ, body: Բ։}\n"
    library = make_library({"t.yaml": text})
    for language in Language:
        shown = succeed(run("random", "--lang", language, library=library))
        assert shown == succeed(run("show", "t", "--lang", language, library=library))


def test_definitions_stand_beside_or_below_those_of_the_other_text(
    run: Run, make_library: MakeLibrary
) -> None:
    text = (
        "title: Words\nbody: |\n"
        "  Khachkar [[other]]\n  : A stone.\n\n  Gavit\n  : A hall of 1988.\n"
        "  : A narthex.\n"
        "hy:\n  title: Բառեր\n  body: |\n    Գավիթ\n    : Սրահ՝ 1988։\n"
    )
    library = make_library({"words.yaml": text, "other.yaml": FILES["other.yaml"]})
    words = ("show", "words", "--section", "lead", "--lang", "both", "--width")
    beside = run(*words, 120, library=library).stdout.splitlines()
    assert [line.rstrip() for line in beside[1:]] == [
        "",
        "  Khachkar Other" + " " * 46 + NO_ARMENIAN,
        "      A stone.",
        "  Gavit" + " " * 55 + "Գավիթ",
        "      • A hall of 1988." + " " * 43 + "Սրահ՝ 1988։",
        "      • A narthex.",
    ]
    below = run(*words, 60, library=library).stdout.splitlines()
    assert below[1:] == [
        "",
        "  Khachkar Other",
        "      A stone.",
        f"    {NO_ARMENIAN}",
        "  Gavit",
        "      • A hall of 1988.",
        "      • A narthex.",
        "    Գավիթ",
        "        Սրահ՝ 1988։",
    ]


# Laws ---------------------------------------------------------------------------

ENDS = [
    "\n\n",
    "\n\n",
    "\n\n## ",
    "\n\n### ",
    "\n- ",
    "\n  - ",
    "\n1. ",
    "\n\n> ",
    "\n: ",
]
SPACES = [" ", " ", " ", "\n\n---\n\n"]


def bodies(words: str, blocks: list[str]) -> st.SearchStrategy[str]:
    """Make bodies of words, each before some break or block."""
    pieces = st.tuples(
        st.sampled_from([*words.split(), "[^a]", "[^b p. 1]", "[^n]", "1988"]),
        st.sampled_from([*ENDS, *SPACES, *blocks]),
    )
    joined = st.lists(pieces.map("".join), min_size=1, max_size=25).map("".join)
    return joined.map(lambda body: f"{body}\n\n[^n]: 5\n")


ENGLISH = bodies(
    "one two č̣ak Nagorno-Karabakh",
    ["\n\n| a |\n|---|\n| b |\n\n", "\n\n```\ncode\n```\n\n"],
)
ARMENIAN = bodies(
    "մեկ երկու ո՞վ Սայաթ֊Նովա",
    ["\n\n| ա |\n|---|\n| բ |\n\n", "\n\n```\nկոդ\n```\n\n"],
)
WIDTHS = st.sampled_from([20, 43, 60, 99, 100, 111, 128, 160])


def text_in(shown: Entry, language: Language, width: int) -> str:
    made = view(shown, language, width)
    return made.build(made.text_parts()).plain


def letters(text: str, script: str) -> str:
    """Return the letters of a script in their order; what is missing is not told."""
    text = "".join(text.split()).replace("[a]", "")
    for told in (NO_ARMENIAN, NO_ENGLISH):
        text = text.replace("".join(told.split()), "")
    return "".join(re.findall(script, text))


@tries(200)
@given(ENGLISH, ARMENIAN, WIDTHS)
def test_no_word_of_either_text_is_lost_or_twice_and_order_is_kept(
    body: str, hy: str, width: int
) -> None:
    shown = entry(body, hy)
    both = text_in(shown, Language.both, width)
    for language, script in ((Language.en, "[A-Za-z]"), (Language.hy, "[Ա-և]")):
        alone = letters(text_in(shown, language, width), script)
        assert letters(both, script) == alone


@tries(150)
@given(ENGLISH, ARMENIAN, WIDTHS)
def test_no_line_exceeds_the_terminal_and_each_text_keeps_its_column(
    body: str, hy: str, width: int
) -> None:
    shown = entry(body, hy)
    both = text_in(shown, Language.both, width)
    assert both == text_in(shown, Language.both, width)
    edge = 2 + (min(width - 4, 124) + 4) // 2
    for line in both.split("\n"):
        assert cell_len(line) <= width
        assert line == line.rstrip()
        if width >= 100:
            left, right = _split_cells(line, edge)
            assert not re.search("[Ա-և]", left), line
            assert not re.search("[A-Za-z]", right.replace("[a]", "")), line


def _split_cells(line: str, cells: int) -> tuple[str, str]:
    cut = next((n for n in range(len(line)) if cell_len(line[:n]) >= cells), len(line))
    return line[:cut], line[cut:]
