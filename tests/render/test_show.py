"""The page of an entry: what it shows, in which order, at which width."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.theme import Theme

from conftest import ENTRIES, Golden, MakeLibrary, Run
from wikicli.article.footnotes import number
from wikicli.article.markup import Marker
from wikicli.base import csl
from wikicli.base.model import (
    ArmenianSide,
    Date,
    Entry,
    Head,
    Ipa,
    Name,
    Origin,
    Reference,
    SeeAlso,
    Term,
)
from wikicli.entry import file as entryfile
from wikicli.library.choosing import select
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.render.page.layout import GLUE, Measure, Page
from wikicli.render.page.theme import get_styles
from wikicli.render.text.refs import selection_view
from wikicli.render.text.show import ArticleView

SHIPPED = sorted(path.stem for path in ENTRIES.glob("*.yaml"))
SOME = ("miatsum", "karabakh-movement", "first-nagorno-karabakh-war", "enosis")
PRIVATE_USE = {GLUE, "\u00a0", "\u202f"}


def library_of(folder: Path) -> Library:
    return Library([read_source(folder, "test")], folder / "cache")


def view(entry: Entry, folder: Path, measure: Measure | None = None) -> ArticleView:
    library = library_of(folder)
    numbered = number(entry, library.title_of)
    return ArticleView(entry, numbered, library, measure or Measure())


def screen(entry: Entry, folder: Path, measure: Measure | None = None) -> str:
    return view(entry, folder, measure).page().plain


def part(text: str, heading: str) -> list[str]:
    """Return the lines from a heading to the next blank line."""
    lines = text.split("\n")
    start = lines.index(f"  {heading}")
    return lines[start + 1 : lines.index("", start)]


def entry(body: str = "Text.", **fields: Any) -> Entry:
    return Entry("entry", "Title", body, **fields)


# Shipped entries ----------------------------------------------------------------


@pytest.mark.parametrize("slug", ["miatsum", "karabakh-movement"])
@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_show_looks_as_it_should(
    run: Run, golden: Golden, slug: str, width: int
) -> None:
    result = run("show", slug, "--width", str(width), library=ENTRIES)
    assert (result.code, result.stderr) == (0, "")
    golden(f"show/{slug}-{width}.txt", result.stdout)


def test_show_looks_as_it_should_in_colour(run: Run, golden: Golden) -> None:
    env = {"COLORFGBG": "15;0"}
    words = ("show", "miatsum", "--color", "always", "--width", "80")
    result = run(*words, library=ENTRIES, env=env)
    assert (result.code, result.stderr) == (0, "")
    golden("show/miatsum-80-dark.ansi", result.stdout)


def test_wide_terminal_gets_the_text_of_80_cells_and_notes_beside_it(run: Run) -> None:
    def shown(width: int, *words: str) -> str:
        env = {"COLUMNS": str(width)}
        return run("show", "miatsum", *words, library=ENTRIES, env=env).stdout

    assert shown(123) == shown(123, "--notes", "end")
    assert shown(124) == shown(124, "--notes", "margin") != shown(123)
    text, lists = shown(123).split("\n  See also\n")
    assert text == shown(80).split("\n  See also\n")[0]
    widest = max(lists.split("\n"), key=len)
    assert widest.startswith("      <http://articles.chicagotribune.com/1988-07-19/")
    assert len(widest) == 110


@pytest.mark.parametrize("slug", SHIPPED)
@pytest.mark.parametrize("links", [False, True])
def test_no_line_is_broken_at_any_width(slug: str, links: bool) -> None:
    """Not too wide, no odd spaces, none at the end, and no marker first.

    Addresses stand whole where the terminal has room for them.
    """
    every_width = slug in SOME and not links
    widths = range(20, 131, 3) if every_width else (20, 43, 80, 120)
    loaded = entryfile.read(ENTRIES / f"{slug}.yaml")
    assert loaded.entry
    library = library_of(ENTRIES)
    footnotes = number(loaded.entry, library.title_of)
    every = {footnotes.format_marker(marker) for marker in _markers(footnotes.article)}
    for width in widths:
        measure = Measure(width, links)
        view = ArticleView(loaded.entry, footnotes, library, measure)
        article, most = view.page(), min(width, measure.margin + 76)
        words = view.build(view.text_parts()).lines
        assert max(cell_len(line.plain) for line in words) <= most
        refs = selection_view(select(loaded.entry, footnotes, []), measure)
        for line in [*article.lines, *refs.lines]:
            text = line.plain
            is_address = text.lstrip().startswith("<") and text.endswith(">")
            most = width if is_address else min(width, measure.margin + 96)
            assert cell_len(text) <= most, (width, text)
            assert text == text.rstrip(), (width, text)
            assert not PRIVATE_USE & set(text), (width, text)
            assert not text.lstrip().startswith(tuple(every)), (width, text)


def _markers(article: Any) -> list[Any]:
    if isinstance(article, Marker):
        return [article]
    if isinstance(article, Mapping):
        article = tuple(article.values())
    if isinstance(article, tuple):
        return [marker for part in article for marker in _markers(part)]
    return []


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_width_shows_the_same_words(slug: str) -> None:
    loaded = entryfile.read(ENTRIES / f"{slug}.yaml")
    assert loaded.entry
    library = library_of(ENTRIES)
    footnotes = number(loaded.entry, library.title_of)

    def letters(width: int) -> str:
        page = ArticleView(loaded.entry, footnotes, library, Measure(width)).page()  # type: ignore[arg-type]
        return "".join(c for c in page.plain if c.isalnum())

    wide = sorted(letters(120))
    assert sorted(letters(20)) == wide
    assert sorted(letters(50)) == wide


# Order --------------------------------------------------------------------------


def test_parts_stand_in_their_order(tmp_path: Path) -> None:
    full = entry(
        "Lead.[^a][^n]\n\n## Section\n\nText.\n\n[^n]: Note.",
        description="Description",
        terms=(Term("Միացում", "unification"),),
        facts={"Fact": "value"},
        see_also=(SeeAlso(title="Other"),),
        references=(Reference("a", quote="Quoted."), Reference("b", further=True)),
        categories=("Category",),
        source=Origin("Wikipedia", license="CC BY-SA 4.0"),
    )
    assert screen(full, tmp_path) == (
        "  Title\n"
        "  Միացում · Miats’um · “unification”\n"
        f"  {'─' * 76}\n"
        "  Description\n"
        "\n"
        "  Fact   value\n"
        "\n"
        "  Lead.[1][a]\n"
        "\n"
        "  Section\n"
        "  Text.\n"
        "\n"
        "  See also\n"
        "    Other   (no entry yet)\n"
        "\n"
        "  Terms\n"
        "    Միացում   Miats’um   unification\n"
        "\n"
        "  References\n"
        f"   1. (no title).{'↑ lead'.rjust(61)}\n"
        "        “Quoted.”\n"
        "\n"
        "  Notes\n"
        f"   a. Note.{'↑ lead'.rjust(67)}\n"
        "\n"
        "  Further reading\n"
        "    (no title).\n"
        "\n"
        "  Category\n"
        "  CC BY-SA 4.0 · after Wikipedia · entry\n"
    )


def test_entry_of_title_and_body_shows_nothing_else(tmp_path: Path) -> None:
    assert screen(entry(), tmp_path) == f"  Title\n  {'─' * 76}\n\n  Text.\n\n  entry\n"


# Head ---------------------------------------------------------------------------


def test_head_tells_that_there_is_an_armenian_text(tmp_path: Path) -> None:
    both = entry(hy=ArmenianSide(body="Տեքստ։"))
    only = entry(hy=ArmenianSide(title="Վերնագիր"))
    assert screen(both, tmp_path).split("\n")[0] == f"  Title{'en · hy'.rjust(71)}"
    assert screen(only, tmp_path).split("\n")[0] == "  Title"


def test_head_has_the_armenian_title_where_it_differs_from_the_term(
    tmp_path: Path,
) -> None:
    terms = (Term("Միացում", "unification"),)
    same = entry(terms=terms, hy=ArmenianSide(title="Միացում"))
    other = entry(terms=terms, hy=ArmenianSide(title="Արցախ"))
    assert screen(same, tmp_path).split("\n")[1] == (
        "  Միացում · Miats’um · “unification”"
    )
    assert screen(other, tmp_path).split("\n")[1] == "  Արցախ · Arts’akh"


def test_romanization_is_computed_unless_the_entry_has_one(tmp_path: Path) -> None:
    own = entry(terms=(Term("Արցախ", romanization="Artsakh"),))
    assert screen(own, tmp_path).split("\n")[1] == "  Արցախ · Artsakh"


def test_quotation_marks_within_a_gloss_are_single(tmp_path: Path) -> None:
    quoted = entry(terms=(Term("Ա", 'the "big" “one”', literal="a “b”"),))
    text = screen(quoted, tmp_path)
    assert "“the ‘big’ ‘one’”" in text
    assert "literally “a ‘b’”" in text


# Fact box -----------------------------------------------------------------------


def test_facts_are_aligned_and_wrapped_beside_their_labels(tmp_path: Path) -> None:
    facts = {"In": "one", "Longer label": "two " * 20}
    assert screen(entry(facts=facts), tmp_path, Measure(60)).split("\n")[3:7] == [
        "  In             one",
        "  Longer label   two two two two two two two two two two",
        "                 two two two two two two two two two two",
        "",
    ]


def test_facts_are_lines_where_it_is_narrow(tmp_path: Path) -> None:
    facts = {"In": "one", "Longer label": "two " * 8}
    assert screen(entry(facts=facts), tmp_path, Measure(40)).split("\n")[3:6] == [
        " In: one",
        " Longer label: two two two two two two",
        " two two",
    ]


def test_very_long_label_does_not_press_the_others(tmp_path: Path) -> None:
    facts = {"In": "one", "A label that goes on and on and on": "two"}
    assert screen(entry(facts=facts), tmp_path).split("\n")[3:5] == [
        "  In                          one",
        "  A label that goes on and on and on: two",
    ]


def test_facts_have_links_emphasis_and_markers(tmp_path: Path) -> None:
    facts = {"Led by": "*A.* [[b|B]][^x]"}
    shown = screen(entry(facts=facts, references=(Reference("x"),)), tmp_path)
    assert "  Led by   A. B[1]\n" in shown
    assert "↑ fact box" in shown


# Text ---------------------------------------------------------------------------

DEFINITIONS = """\
*Ani*[^a]
: A city, which has a definition of so many words that they are wrapped.

Kars
:   A city.

    > Quoted.

:   A province.

"""


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (
            40,
            " Ani[1]\n"
            "     A city, which has a definition of\n"
            "     so many words that they are\n"
            "     wrapped.\n"
            " Kars\n"
            "     • A city.\n"
            "\n"
            "           Quoted.\n"
            "     • A province.\n",
        ),
        (
            80,
            "  Ani[1]\n"
            "      A city, which has a definition of so many words that they are "
            "wrapped.\n"
            "  Kars\n"
            "      • A city.\n"
            "\n"
            "            Quoted.\n"
            "      • A province.\n",
        ),
    ],
)
def test_definitions_stand_below_their_terms(
    tmp_path: Path, width: int, expected: str
) -> None:
    full = entry(DEFINITIONS, references=(Reference("a"),))
    assert expected in screen(full, tmp_path, Measure(width))


def test_the_blocks_of_items_stand_apart_as_written(tmp_path: Path) -> None:
    body = "- a\n  - b\n\n  c\n\n  - d\n\n    e\n- f\n\n  > g\n  ```\n  h\n  ```"
    text = screen(entry(body), tmp_path)
    assert text[text.index("  • a") : text.index("\n\n  entry")] == (
        "  • a\n    • b\n\n    c\n\n    • d\n\n      e\n  • f\n\n        g\n      h"
    )


def test_struck_words_are_struck_or_stand_between_tildes(tmp_path: Path) -> None:
    full = entry("A ~~b *c*[^a] [[d]]~~ e.", references=(Reference("a"),))
    assert "  A ~~b c~~[1]~~ d~~ e.\n" in screen(full, tmp_path)
    page = view(full, tmp_path, Measure(strikes=True)).page()
    assert "  A b c[1] d e.\n" in page.plain
    (line,) = (it for it in page.lines if it.plain == "  A b c[1] d e.")
    struck = [
        line.plain[it.start : it.end] for it in line.spans if it.style == "struck"
    ]
    assert struck == ["b ", "c", " ", "d"]


def test_a_page_in_either_language_is_one_place(tmp_path: Path) -> None:
    full = entry(
        "One[^a p. 7].",
        hy=ArmenianSide(title="Ա", body="Մեկ[^a էջ 7]։"),
        references=(Reference("a", variables={"title": "Book"}),),
    )
    assert "One[1]." in screen(full, tmp_path)
    assert number(full).by_id["a"].locators == ("p. 7",)


BLOCKS = """\
Text of the lead.

- one
  - nested, which goes on for so long that it must be wrapped at its own indent
  1. first
  2. second

    Paragraph of an item.
- two

10. ten
11. eleven

> A quotation.
>
> Its second paragraph.

```
code  as it
  stands
```

---

| Year | What happened |
|------|---------------|
| 1988 | It began |
| 1994 | *It ended*[^a] |

Forced\\
line.
"""


def test_blocks_have_their_shapes(tmp_path: Path) -> None:
    full = entry(BLOCKS, references=(Reference("a"),))
    text = screen(full, tmp_path, Measure(60))
    start = text.index("  Text of")
    assert text[start : text.index("\n  References")] == (
        "  Text of the lead.\n"
        "\n"
        "  • one\n"
        "    • nested, which goes on for so long that it must be\n"
        "      wrapped at its own indent\n"
        "    1. first\n"
        "    2. second\n"
        "\n"
        "    Paragraph of an item.\n"
        "  • two\n"
        "\n"
        "  10. ten\n"
        "  11. eleven\n"
        "\n"
        "      A quotation.\n"
        "\n"
        "      Its second paragraph.\n"
        "\n"
        "    code  as it\n"
        "      stands\n"
        "\n"
        "  * * *\n"
        "\n"
        "  Year   What happened\n"
        "  ────   ─────────────\n"
        "  1988   It began\n"
        "  1994   It ended[1]\n"
        "\n"
        "  Forced\n"
        "  line.\n"
    )


def test_table_is_labelled_lines_where_it_is_narrow(tmp_path: Path) -> None:
    body = "| Year | What |\n|---|---|\n| 1988 | It began |\n| 1994 | |"
    assert screen(entry(body), tmp_path, Measure(40)).split("\n")[3:8] == [
        " Year: 1988",
        " What: It began",
        "",
        " Year: 1994",
        "",
    ]


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("", [" Year:", " What:"]),
        ("| 1988 | |\n| 1994 | |", [" Year: 1988", " What:", "", " Year: 1994"]),
    ],
)
def test_no_heading_of_a_table_is_lost_where_it_is_narrow(
    tmp_path: Path, rows: str, lines: list[str]
) -> None:
    body = f"| Year | What |\n|---|---|\n{rows}"
    shown = screen(entry(body), tmp_path, Measure(40)).split("\n")
    assert shown[3 : 3 + len(lines)] == lines


def test_table_too_wide_for_its_words_is_labelled_lines(tmp_path: Path) -> None:
    cells = [f"{'word ' * 4}{number}" for number in range(6)]
    row = f"| {' | '.join(cells)} |"
    text = screen(entry(f"{row}\n{'|---' * 6}|\n{row}"), tmp_path)
    assert "  word word word word 5: word word word word 5\n" in text


def test_table_gives_room_to_its_widest_column(tmp_path: Path) -> None:
    body = f"| Year | What |\n|---|---|\n| 1988 | {'word ' * 20}|\n"
    assert screen(entry(body), tmp_path).split("\n")[3:7] == [
        "  Year   What",
        f"  ────   {'─' * 69}",
        f"  1988  {' word' * 14}",
        "         word word word word word word",
    ]


def test_columns_of_a_table_are_aligned(tmp_path: Path) -> None:
    body = "| a | longer | c |\n|:-|-:|:-:|\n| x | 1 | y |\n| long | 12 | wider |\n"
    assert screen(entry(body), tmp_path).split("\n")[3:7] == [
        "  a      longer     c",
        "  ────   ──────   ─────",
        "  x           1     y",
        "  long       12   wider",
    ]


def test_an_empty_header_of_a_table_is_left_out(tmp_path: Path) -> None:
    body = "| | |\n|-|-|\n| x | y |\n"
    assert screen(entry(body), tmp_path).split("\n")[3] == "  x   y"
    narrow = screen(entry(body), tmp_path, Measure(40)).split("\n")
    assert narrow[3:5] == [" x", " y"]


def test_headings_of_all_levels_are_headings(tmp_path: Path) -> None:
    body = "Lead.\n\n# One\n\na\n\n### Three[^x]\n\n###### Six\n\nb"
    text = screen(entry(body, references=(Reference("x"),)), tmp_path)
    assert "  Lead.\n\n  One\n  a\n\n  Three[1]\n\n  Six\n  b\n\n" in text


def test_undefined_marker_is_printed_with_a_question_mark(tmp_path: Path) -> None:
    assert "  Text.[gone?]\n" in screen(entry("Text.[^gone p. 5]"), tmp_path)


def test_deep_lists_leave_room_for_their_text(tmp_path: Path) -> None:
    body = "\n".join("  " * depth + f"- word{depth}" for depth in range(40))
    text = screen(entry(body), tmp_path, Measure(20))
    assert all(f"word{depth}" in text for depth in range(40))
    assert max(map(cell_len, text.split("\n"))) <= 20


@pytest.mark.parametrize("mark", ["- ", "> "])
def test_deep_nesting_leaves_half_of_the_column(tmp_path: Path, mark: str) -> None:
    text = screen(entry(f"{mark * 30}word"), tmp_path)
    assert "  word\n" in text or "• word\n" in text
    assert max(line.find("word") for line in text.split("\n")) <= 2 + 38 + 2


def test_no_mark_in_the_text_is_read_as_rich_markup(tmp_path: Path) -> None:
    text = "[bold]x[/bold] [/x] \\[link] :smile:"
    measure = Measure(80)
    page = Page(measure)
    page.lines = view(entry(f"`{text}`", description=text), tmp_path).page().lines
    console = Console(width=80, theme=Theme(get_styles("dark"), inherit=False))
    with console.capture() as capture:
        console.print(page)
    assert capture.get().count(text) == 2


# Links --------------------------------------------------------------------------

FILES = {
    "enosis.yaml": "title: Enosis\ndescription: Union with Greece\nbody: Text.\n",
    "broken.yaml": "title: [\n",
    "bare.yaml": "title: Bare\nbody: Text.\n",
}


def see_also(make_library: MakeLibrary, width: int, *links: SeeAlso) -> list[str]:
    folder = make_library(FILES)
    text = screen(entry(see_also=links), folder, Measure(width))
    lines = text.split("\n")
    start = next(i for i, line in enumerate(lines) if line.strip() == "See also")
    return lines[start + 1 : lines.index("", start)]


def test_see_also_has_the_note_of_a_link_or_else_the_description(
    make_library: MakeLibrary,
) -> None:
    links = (SeeAlso("enosis"), SeeAlso("enosis", note="a *parallel* idea"))
    assert see_also(make_library, 80, *links) == [
        "    Enosis   Union with Greece",
        "    Enosis   a parallel idea",
    ]


def test_see_also_tells_what_is_missing(make_library: MakeLibrary) -> None:
    links = (
        SeeAlso("gone-entry"),
        SeeAlso("gone", "Its title", note="a note"),
        SeeAlso(title="Wanted"),
        SeeAlso("broken"),
        SeeAlso("bare"),
    )
    assert see_also(make_library, 80, *links) == [
        "    Gone entry   (no entry yet)",
        "    Its title    a note (no entry yet)",
        "    Wanted       (no entry yet)",
        "    Broken       (the entry can’t be read)",
        "    Bare",
    ]


def test_see_also_is_lines_where_it_is_narrow(make_library: MakeLibrary) -> None:
    links = (SeeAlso("bare"), SeeAlso("enosis", note="a note"), SeeAlso("gone"))
    assert see_also(make_library, 40, *links) == [
        "   Bare",
        "   Enosis",
        "     a note",
        "   Gone",
        "     (no entry yet)",
    ]


def test_see_also_outside_prints_its_address_where_links_do_not_work(
    make_library: MakeLibrary,
) -> None:
    links = (
        SeeAlso(title="Page", url="https://x.org/a", note="a note"),
        SeeAlso("gone", title="Gone", url="https://x.org/b"),
        SeeAlso(url="https://x.org/c"),
        SeeAlso("enosis", url="https://x.org/d"),
    )
    assert see_also(make_library, 80, *links) == [
        "    Page              https://x.org/a",
        "                      a note",
        "    Gone              https://x.org/b",
        "    https://x.org/c",
        "    Enosis            Union with Greece",
    ]


def link_targets(page: Page) -> list[tuple[str, str]]:
    """Return the texts that lead somewhere, and where."""
    return [
        (line.plain[span.start : span.end], str(span.style).removeprefix("link "))
        for line in page.lines
        for span in line.spans
        if str(span.style).startswith("link ")
    ]


def test_the_first_link_to_an_entry_is_marked_and_links_to_none_are_dim(
    run: Run, make_library: MakeLibrary
) -> None:
    body = (
        "[[ani]] [[gone]] [[ani|again]] [[#Next]] [[gone|here]]\n\n  ## Next\n  [[ani]]"
    )
    library = make_library(
        {
            "x.yaml": f"title: X\nbody: |\n  {body}\nfacts: {{F: '[[kars]]'}}\n",
            "ani.yaml": "title: Ani\nbody: B.\n",
            "kars.yaml": "title: Kars\nbody: B.\n",
        }
    )
    lines = run("show", "x", "--color", "always", library=library).stdout.split("\n")
    link, missing, end = "\x1b[4m", "\x1b[2m", "\x1b[0m"
    first = f"{link}Ani{end} {missing}gone{end} again Next {missing}here{end}"
    assert f"  {first}" in lines
    assert lines[lines.index(f"  {first}") + 3] == "  Ani"
    assert any(it.endswith(f"{link}Kars{end}") for it in lines)


def test_links_lead_to_their_addresses_where_they_work(tmp_path: Path) -> None:
    full = entry(
        "A [*big* page](https://x.org/a) and <https://x.org/b>.",
        see_also=(SeeAlso(title="Page", url="https://x.org/c", note="a note"),),
        source=Origin("Wikipedia", "https://x.org/d"),
    )
    page = view(full, tmp_path, Measure(80, links=True)).page()
    assert link_targets(page) == [
        ("big", "https://x.org/a"),
        (" page", "https://x.org/a"),
        ("https://x.org/b", "https://x.org/b"),
        ("Page", "https://x.org/c"),
        ("Wikipedia", "https://x.org/d"),
    ]
    assert "  A big page and https://x.org/b.\n" in page.plain
    assert "    Page   a note\n" in page.plain
    assert "https://x.org/d" not in page.plain


def test_addresses_are_printed_once_where_links_do_not_work(tmp_path: Path) -> None:
    body = (
        "[*big* page](https://x.org/a). [x](https://x.org/b)[y](https://x.org/c). "
        "<https://x.org/d>. ![map](m.png)"
    )
    full = entry(body, source=Origin("Wikipedia", "https://x.org/e"))
    page = view(full, tmp_path, Measure(130)).page()
    assert link_targets(page) == []
    words = " ".join(page.plain.split())
    assert (
        "big page <https://x.org/a>. x <https://x.org/b>y <https://x.org/c>. "
        "https://x.org/d. [image: map] <m.png> "
        "after Wikipedia <https://x.org/e> · entry"
    ) in words


ADDRESSES = """\
title: T
facts: {{F: "a [fact]({url})"}}
terms: [{{hy: Ա, en: a, note: "a [term]({url})"}}]
body: |
  A [text]({url}), <{url}>[^r][^n].

  | [cell]({url}) |
  |---|

  > [quotation]({url})

  [^n]: A [note]({url}).
hy:
  body: |
    Ա [text]({url})
see_also:
  - {{title: Titled, url: "{url}", note: "a [remark]({url})"}}
  - {{url: "{url}"}}
references:
  - {{id: r, title: Ref, type: webpage, URL: "{url}", archive-url: "{url}"}}
source: {{title: Source, url: "{url}", license: L}}
"""
LINK = re.compile(r"\x1b]8;[^;]*;([^\x1b]+)\x1b")


@pytest.mark.parametrize(
    ("url", "followed"),
    [
        ("https://x.org/a", True),
        ("HTTP://x.org/a", True),
        ("mailto:a@x.org", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("file:///etc/passwd", False),
        ("ssh://x.org/a", False),
        ("vscode://x/a", False),
        ("data:text/html;x", False),
        ("ftp://x.org/a", False),
        ("httpsx://x.org/a", False),
        ("//x.org/a", False),
        ("x.org/a", False),
        ("https", False),
    ],
)
def test_only_pages_and_mail_become_links_in_any_field(
    url: str, followed: bool, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"t.yaml": ADDRESSES.format(url=url)})
    env = {"FORCE_HYPERLINK": "1"}
    every = ("show", "t", "--lang", "both"), ("show", "t"), ("terms", "t")
    for words in (*every, ("refs", "t"), ("cite", "t"), ("links", "t"), ("list",)):
        told = run(*words, "--color", "always", library=library, env=env)
        found = LINK.findall(told.stdout)
        assert set(found) <= ({url} if followed else set())
        if words == ("show", "t"):
            assert bool(found) == followed
            assert followed or url in told.stdout


def test_an_image_in_a_link_prints_the_address_of_the_link(tmp_path: Path) -> None:
    body = (
        "[![b *c*](i.png)](https://x.org/a), [](https://x.org/b), ![d [[e]] f](g.png)"
    )
    words = " ".join(screen(entry(body), tmp_path, Measure(130)).split())
    assert (
        "[image: b c] <https://x.org/a>, https://x.org/b, [image: d e f] <g.png>"
    ) in words


def test_links_have_the_same_ids_in_each_run(run: Run) -> None:
    words = ("show", "miatsum", "--color", "always")
    env = {"FORCE_HYPERLINK": "1"}
    first = run(*words, library=ENTRIES, env=env).stdout
    ids = dict(re.findall(r"\x1b\]8;id=([^;]*);([^\x1b]+)\x1b", first))
    assert list(ids) == [str(number) for number in range(1, len(ids) + 1)]
    assert len(set(ids.values())) == len(ids) == 5
    Style.parse.cache_clear()
    assert run(*words, library=ENTRIES, env=env).stdout == first


def test_terminal_that_knows_links_gets_them_as_escape_sequences(run: Run) -> None:
    words = ("show", "miatsum", "--color", "always")
    env = {"FORCE_HYPERLINK": "1"}
    linked = run(*words, library=ENTRIES, env=env).stdout
    plain = run(*words, library=ENTRIES).stdout
    assert "\x1b]8;" in linked
    assert ";https://doi.org/10.1080/21622671.2013.842184\x1b\\" in linked
    assert "<http" not in linked
    assert "\x1b]8;" not in plain
    assert "<https://en.wikipedia.org/wiki/Miatsum>" in plain


def test_address_can_not_end_the_escape_sequence_it_stands_in(tmp_path: Path) -> None:
    full = entry(source=Origin("Wikipedia", "https://x.org/a b\tc"))
    page = view(full, tmp_path, Measure(80, links=True)).page()
    assert link_targets(page) == [("Wikipedia", "https://x.org/a%20b%20c")]


# Terms --------------------------------------------------------------------------


def test_terms_are_columns_with_what_else_is_known_below(tmp_path: Path) -> None:
    terms = (
        Term(
            "Միացում",
            "unification",
            ipa=Ipa("mi.ɑ.ˈtsʰum", "[mi.ɑ.ˈtsʰum]", "wiktionary"),
            literal="becoming one",
            note="see [[enosis]]",
        ),
        Term("Հայաստանեան", "Armenian", orthography="classical"),
        Term(en="no Armenian"),
        Term("Ա", ipa=Ipa(source="a source")),
    )
    assert part(screen(entry(terms=terms), tmp_path), "Terms") == [
        "    Միացում       Miats’um      unification",
        "      literally “becoming one”",
        "      [mi.ɑ.ˈtsʰum] Eastern, [mi.ɑ.ˈtsʰum] Western (wiktionary)",
        "      see enosis",
        "    Հայաստանեան   Hayastanean   Armenian",
        "      classical spelling",
        "                                no Armenian",
        "    Ա             A",
        "      (a source)",
    ]


def test_long_terms_are_wrapped_in_their_columns(tmp_path: Path) -> None:
    terms = (Term("Հայաստան " * 6, "Armenia " * 6), Term("Ա", "A"))
    lines = part(screen(entry(terms=terms), tmp_path), "Terms")
    starts = {line.find("Armenia") for line in lines} - {-1}
    assert len(starts) == 1
    assert lines[-1].rindex("A") == starts.pop()
    assert max(map(cell_len, lines)) <= 78


def test_terms_are_joined_where_it_is_narrow(tmp_path: Path) -> None:
    text = screen(entry(terms=(Term("Միացում", "unity"),)), tmp_path, Measure(40))
    assert "\n Terms\n   Միացում · Miats’um · unity\n" in text


# Foot ---------------------------------------------------------------------------


def test_separators_and_categories_do_not_begin_or_break_a_line(tmp_path: Path) -> None:
    full = entry(categories=("Karabakh movement", "Slogans and ideas", "Conflict"))
    lines = screen(full, tmp_path, Measure(44)).rstrip("\n").split("\n")
    assert lines[-3:] == [
        "  Karabakh movement · Slogans and ideas ·",
        "  Conflict",
        "  entry",
    ]


def test_source_tells_licence_origin_and_date(tmp_path: Path) -> None:
    source = Origin("Page", "https://x.org", "CC BY 4.0", Date("2026-11-22"))
    text = screen(entry(source=source), tmp_path, Measure(130))
    words = " ".join(text.split())
    assert words.endswith(
        "CC BY 4.0 · after Page <https://x.org> · retrieved 22 November 2026 · entry"
    )
    assert "after https://x.org ·" in screen(
        entry(source=Origin(url="https://x.org")), tmp_path
    )


# Parts --------------------------------------------------------------------------

PARTS = {
    "parts.yaml": (
        "title: Parts\n"
        "facts: {Fact: value}\n"
        "terms: [{hy: Միացում}]\n"
        "body: |\n"
        "  Lead.[^n]\n\n"
        "  ## History\n\n  Past.\n\n  ### Early *years*\n\n  Early.\n\n"
        "  #### Detail\n\n  Deep.\n\n  ### Late\n\n  Late.\n\n"
        "  ## Now [[parts]]\n\n  Present.\n\n"
        "  [^n]: Note.\n"
    )
}


def test_toc_lists_the_parts_by_their_levels(
    run: Run, make_library: MakeLibrary
) -> None:
    result = run("show", "parts", "--toc", library=make_library(PARTS))
    assert result.stdout == (
        "  fact box\n"
        "  lead\n"
        "  History\n"
        "    Early years\n"
        "      Detail\n"
        "    Late\n"
        "  Now Parts\n"
        "  Terms\n"
        "  Notes\n"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lead", "  Lead.[a]\n"),
        ("fact box", "  Fact   value\n"),
        ("Now parts", "  Now Parts\n  Present.\n"),
        ("DETAIL", "  Detail\n  Deep.\n"),
        (" late ", "  Late\n  Late.\n"),
        ("early years", "  Early years\n  Early.\n\n  Detail\n  Deep.\n"),
        (
            "history",
            "  History\n  Past.\n\n  Early years\n  Early.\n\n  Detail\n  Deep.\n"
            "\n  Late\n  Late.\n",
        ),
        ("terms", "  Terms\n    Միացում   Miats’um\n"),
        ("Notes", f"  Notes\n   a. Note.{'↑ lead'.rjust(67)}\n"),
    ],
)
def test_section_shows_a_part_with_those_below_it(
    run: Run, make_library: MakeLibrary, name: str, expected: str
) -> None:
    result = run("show", "parts", "--section", name, library=make_library(PARTS))
    assert (result.stdout, result.stderr, result.code) == (expected, "", 0)


def test_a_section_may_be_named_with_the_entry(
    run: Run, make_library: MakeLibrary
) -> None:
    files = {"c-sharp.yaml": "title: C# and F#\nbody: |\n  B.\n\n  ## Now\n  N.\n"}
    library = make_library(PARTS | files)
    late = run("show", "parts#late", library=library)
    assert late == run("show", "parts", "--section", "late", library=library)
    words = run("show", "Parts", "#", "early", "years", library=library)
    assert words.stdout == "  Early years\n  Early.\n\n  Detail\n  Deep.\n"
    assert run("show", "C#", "and", "F#", library=library).stdout.startswith("  C# and")
    assert run("show", "c-sharp#now", library=library).stdout == "  Now\n  N.\n"
    lost = run("show", "parts#Histry", library=library)
    assert lost.stderr == (
        "error: entry 'parts' has no section 'Histry'\nhint: did you mean 'History'?\n"
    )


def test_links_to_sections_show_the_title_and_the_section(tmp_path: Path) -> None:
    (tmp_path / "ani.yaml").write_text("title: Ani\nbody: B.\n", "utf-8")
    body = "See [[ani#Walls]], [[#Gates]], [[ani#Walls|those]] and [[kars#A]]."
    text = screen(entry(body), tmp_path)
    assert "  See Ani § Walls, Gates, those and kars § A.\n" in text


def test_unknown_section_is_told_with_the_nearest(
    run: Run, make_library: MakeLibrary
) -> None:
    result = run("show", "parts", "--section", "Histry", library=make_library(PARTS))
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr == (
        "error: entry 'parts' has no section 'Histry'\nhint: did you mean 'History'?\n"
    )


def test_section_is_found_by_its_beginning_where_only_one_begins_so(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(PARTS)
    whole = run("show", "parts", "--section", "history", library=library)
    assert whole.code == 0
    for name in ("hist", "HIST", " Histor"):
        assert run("show", "parts", "--section", name, library=library) == whole
    assert run("show", "parts#hist", library=library) == whole
    several = run("show", "parts", "--section", "e", library=library)
    assert several.code == 0  # only Early years begins so
    none = run("show", "parts", "--section", "ist", library=library)
    assert none.stderr == (
        "error: entry 'parts' has no section 'ist'\nhint: did you mean 'History'?\n"
    )
    twofold = make_library(
        {"two.yaml": "title: T\nbody: |\n  ## Early\n  A.\n\n  ## East\n  B.\n"}
    )
    assert run("show", "two", "--section", "ea", library=twofold).stderr == (
        "error: entry 'two' has no section 'ea'\n"
        "hint: did you mean one of these?\n  'Early'\n  'East'\n"
    )


def test_section_given_twice_shows_both_each_part_once(
    run: Run, make_library: MakeLibrary
) -> None:
    body = "title: T\nbody: |\n  ## A\n  a.\n\n  ### B\n  b.\n\n  ## C\n  c.\n"
    library = make_library({"t.yaml": body})
    both = run("show", "t", "--section", "c", "--section", "a", library=library)
    assert both.stdout == "  C\n  c.\n\n  A\n  a.\n\n  B\n  b.\n"
    again = ("show", "t", "--section", "a", "--section", "b", "--section", "a")
    assert run(*again, library=library).stdout == "  A\n  a.\n\n  B\n  b.\n"
    refused = run("show", "t", "--toc", "--section", "a", library=library)
    assert refused.stderr == "error: --toc and --section exclude each other\n"


def test_section_like_no_other_is_told_with_all(
    run: Run, make_library: MakeLibrary
) -> None:
    result = run("show", "parts", "--section", "zzz", library=make_library(PARTS))
    assert result.code == 1
    assert result.stderr == (
        "error: entry 'parts' has no section 'zzz'\n"
        "hint: it has\n  'fact box'\n  'lead'\n  'History'\n  'Early years'\n"
        "  'Detail'\n  'Late'\n  'Now Parts'\n  'Terms'\n  'Notes'\n"
    )


# Every field is shown, or there is a reason why not -----------------------------

HIDDEN = {
    "Entry.aliases": "search and names on the command line find them",
    "Term.forms": "search finds them",
    "ArmenianSide.description": "shown with the Armenian text",
    "ArmenianSide.status": "shown with the Armenian text",
    "ArmenianSide.facts label": "shown with the Armenian text",
    "ArmenianSide.facts value": "shown with the Armenian text",
    "ArmenianSide.body": "shown with the Armenian text",
    "Reference.id": "markers call it; the page numbers it",
    "Reference.type": "decides how the citation line is written",
    "Reference.further": "moves the reference to further reading",
}
"""Fields whose own text is on neither screen."""

SHOWN_ON_REFS = {"Reference", "Name", "Date"}


class Sentinels(NamedTuple):
    """An entry whose every text is unlike any other, and the texts by field."""

    entry: Entry
    texts: dict[str, str]


def make_sentinels() -> Sentinels:
    texts: dict[str, str] = {}

    def mark(field: str) -> str:
        texts[field] = f"Qx{len(texts)}z"
        return texts[field]

    def date(field: str) -> Date:
        year = 1100 + len(texts)
        texts[f"{field} (Date.edtf)"] = str(year)
        return Date(edtf=str(year))

    names = {
        variable: (
            Name(
                family=mark(f"{variable} Name.family"),
                given=mark(f"{variable} Name.given"),
                suffix=mark(f"{variable} Name.suffix"),
                dropping_particle=mark(f"{variable} Name.dropping_particle"),
                non_dropping_particle=mark(f"{variable} Name.non_dropping_particle"),
            ),
            Name(literal=mark(f"{variable} Name.literal")),
        )
        for variable in sorted(csl.NAME_VARIABLES)
    }
    dates = {variable: date(variable) for variable in sorted(csl.DATE_VARIABLES)}
    variables = {name: mark(name) for name in sorted(csl.TEXT_VARIABLES)}
    variables["URL"] = f"https://x.org/{variables['URL']}"
    full = Reference(
        id=mark("Reference.id"),
        type=mark("Reference.type"),
        names=names,
        dates=dates,
        variables=variables,
        quote=mark("Reference.quote"),
        archive_url=f"https://x.org/{mark('Reference.archive_url')}",
        archived=Date(literal=mark("Reference.archived Date.literal")),
        trans_title=mark("Reference.trans_title"),
        script_title=mark("Reference.script_title"),
        author_link=mark("Reference.author_link"),
    )
    bare = Reference(
        id="bare",
        archived=date("Reference.archived"),
        dates={"issued": Date(literal=mark("issued Date.literal"))},
    )
    further = Reference(
        id="further", url_status=mark("Reference.url_status"), further=True
    )
    term = Term(
        hy=mark("Term.hy"),
        en=mark("Term.en"),
        romanization=mark("Term.romanization"),
        ipa=Ipa(mark("Ipa.east"), mark("Ipa.west"), mark("Ipa.source")),
        orthography=mark("Term.orthography"),
        forms=(mark("Term.forms"),),
        literal=mark("Term.literal"),
        note=mark("Term.note"),
    )
    called = f"[^{full.id}][^bare]"
    entry = Entry(
        slug=mark("Entry.slug"),
        title=mark("Entry.title"),
        body=f"{mark('Entry.body')} {called}\n\n## {mark('Entry.body heading')}",
        description=mark("Entry.description"),
        aliases=(mark("Entry.aliases"),),
        terms=(term,),
        facts={mark("Entry.facts label"): mark("Entry.facts value")},
        hy=ArmenianSide(
            title=mark("ArmenianSide.title"),
            description=mark("ArmenianSide.description"),
            status=mark("ArmenianSide.status"),
            facts={mark("ArmenianSide.facts label"): mark("ArmenianSide.facts value")},
            body=mark("ArmenianSide.body"),
        ),
        see_also=(
            SeeAlso(entry=mark("SeeAlso.entry").lower(), note=mark("SeeAlso.note")),
            SeeAlso(title=mark("SeeAlso.title"), url=mark("SeeAlso.url")),
        ),
        references=(full, bare, further),
        categories=(mark("Entry.categories"),),
        source=Origin(
            mark("Origin.title"),
            mark("Origin.url"),
            mark("Origin.license"),
            Date(literal=mark("Origin.retrieved")),
        ),
    )
    return Sentinels(entry, texts)


def field_names(kind: type) -> list[str]:
    return [f"{kind.__name__}.{name}" for name in kind.__annotations__]


def test_every_field_is_on_a_screen_or_hidden_for_a_reason(tmp_path: Path) -> None:
    entry, texts = make_sentinels()
    article = view(entry, tmp_path, Measure(130))
    page = article.page().plain
    chosen = select(entry, article.footnotes, [])
    refs = selection_view(chosen, Measure(130)).plain
    hidden = set()
    for field, text in texts.items():
        on_refs = any(kind in field for kind in SHOWN_ON_REFS) or field in (
            csl.TEXT_VARIABLES
        )
        shown = refs if on_refs else page
        if text.lower() not in shown.lower():
            hidden.add(field)
    assert hidden == set(HIDDEN) - {"Reference.further"}


def test_sentinels_stand_in_every_field() -> None:
    """A field added to the model fails here until it is shown or hidden."""
    _, texts = make_sentinels()
    marked = " ".join(texts)
    elsewhere = {
        "Reference.names",  # by their variables
        "Reference.dates",
        "Reference.variables",
        "Reference.further",  # a reference of its own
        "Name.comma_suffix",  # no text: how a name is put together
        "Name.static_ordering",
        "Name.parse_names",
        "Entry.terms",  # by their own fields
        "Entry.hy",
        "Entry.see_also",
        "Entry.references",
        "Entry.source",
        "Term.ipa",
    }
    kinds = (Entry, Term, Ipa, ArmenianSide, SeeAlso, Name, Date, Reference, Origin)
    fields = {field for kind in kinds for field in field_names(kind)}
    assert {field for field in fields if field not in marked} == elsewhere
    marked += "description_hy"  # of the Armenian side
    assert {field for field in field_names(Head) if field[5:] not in marked} == set()


def test_further_reading_shows_that_it_is(tmp_path: Path) -> None:
    entry, _ = make_sentinels()
    assert "\n  Further reading\n" in screen(entry, tmp_path)


def test_links_may_be_numbered_and_listed(run: Run, make_library: MakeLibrary) -> None:
    body = (
        "See [[ani]], [[gone]], [[ani|it]] and [[#Next]].[^n]\n\n  ## Next\n  [[kars]]"
    )
    library = make_library(
        {
            "x.yaml": f"title: X\nbody: |\n  {body}\n\n  [^n]: [[kars|Note]]\n",
            "ani.yaml": "title: Ani\ndescription: A city\nbody: B.\n",
            "kars.yaml": "title: Kars\nbody: B.\n",
        }
    )
    whole = run("show", "x", "--links", library=library).stdout
    assert "  See Ani{1}, gone{2}, it{1} and Next.[a]\n" in whole
    assert "  Next\n  Kars{3}\n" in whole
    assert "   a. Note{3} " in whole
    listed = (
        "  Links\n    {1} Ani    A city\n    {2} Gone   (no entry yet)\n    {3} Kars\n"
    )
    assert f"\n{listed}\n  x\n" in whole
    part = run("show", "x", "--links", "--section", "next", library=library).stdout
    assert part == "  Next\n  Kars{1}\n\n  Links\n    {1} Kars\n"
    assert "{" not in run("show", "x", library=library).stdout
    told = run("show", "x", "--links", "--json", library=library)
    assert told.stderr.startswith("error: --json and --links exclude each other\n")
