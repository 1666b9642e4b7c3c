"""Body text to blocks and spans, and where in the text what is wrong stands."""

from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.article.markdown import parse, parse_inline
from wikicli.article.markup import (
    Block,
    Body,
    Break,
    Code,
    Definition,
    DefinitionList,
    EntryLink,
    ListBlock,
    Marker,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    ThematicBreak,
    iter_spans,
    iter_units,
    plain_text,
    without_places,
)


def spans_of(text: str) -> list[Span]:
    """Parse one paragraph; spans lose their places."""
    (block,) = blocks_of(text)
    assert isinstance(block, Paragraph)
    return list(block.spans)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Parse text without headings; blocks and spans lose their places."""
    blocks: tuple[Block, ...] = without_places(parse(text).sections[0].blocks)
    return blocks


def all_markers(body: Body) -> list[Marker]:
    blocks = [block for section in body.sections for block in section.blocks]
    notes = [block for note in body.notes.values() for block in note.blocks]
    titles = [section.title for section in body.sections]
    units = [*titles, *iter_spans(blocks), *iter_spans(notes)]
    return [span for unit in units for span in unit if isinstance(span, Marker)]


def words_of(body: Body) -> str:
    blocks = [block for section in body.sections for block in section.blocks]
    return " ".join(map(plain_text, iter_spans(blocks)))


def problem_lines(text: str) -> list[str]:
    return [f"{p.line}:{p.column} {p.rule}" for p in parse(text).problems]


# Markers ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "marker"),
    [
        ("[^a]", Marker("a")),
        ("[^a p. 15]", Marker("a", "p. 15")),
        ("[^a  pp. 15–17 ]", Marker("a", "pp. 15–17")),
        ("[^a p.  15]", Marker("a", "p. 15")),
        ("[^a ch. 2, § 3 (note)]", Marker("a", "ch. 2, § 3 (note)")),
        ("[^a\tp. 5]", Marker("a", "p. 5")),
        ("[^Az_0:9.x-y]", Marker("Az_0:9.x-y")),
        ("[^-]", Marker("-")),
        (f"[^{'a' * 64}]", Marker("a" * 64)),
        (f"[^a {'b' * 115}]", Marker("a", "b" * 115)),
        ("[^a [b]", Marker("a", "[b")),
    ],
)
def test_marker_has_an_id_and_may_have_a_locator(source: str, marker: Marker) -> None:
    assert spans_of(f"x{source}y") == [Text("x"), marker, Text("y")]


@pytest.mark.parametrize(
    "source",
    [
        "[^]",
        "[^ a]",
        "[^a!]",
        "[^a,b]",
        "[^ա]",
        f"[^{'a' * 65}]",
        f"[^a {'b' * 116}]",
        f"[^a {'b' * 300}]",
    ],
)
def test_what_looks_like_a_marker_but_is_none_is_text_and_a_problem(
    source: str,
) -> None:
    assert spans_of(f"x {source} y") == [Text(f"x {source} y")]
    assert problem_lines(f"x {source} y") == ["1:3 bad-marker"]


def test_problem_of_a_bad_marker_says_how_to_write_one() -> None:
    (problem,) = parse("x [^a!]").problems
    assert problem.message == "this looks like a footnote marker but is none"
    assert problem.hint == (
        "write [^id] or [^id p. 12]; an id has letters, digits and _ : . -"
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("էջ 5", "p. 5"),
        ("Էջ 5", "p. 5"),
        ("էջ. 5", "p. 5"),
        ("էջ5", "p. 5"),
        ("էջ iv", "p. iv"),
        ("էջ A3", "p. A3"),
        ("էջ 5–7", "pp. 5–7"),
        ("էջ 5-7", "pp. 5-7"),
        ("էջեր 5, 9", "pp. 5, 9"),
        ("էջ 5 և 9", "pp. 5 և 9"),
        ("էջեր 5", "p. 5"),
        ("էջ 5, ծնթ. 3", "p. 5, ծնթ. 3"),
        ("էջ\n5", "p. 5"),
        ("էջ առաջին", "էջ առաջին"),
        ("էջմիածին 5", "էջմիածին 5"),
        ("գլ. 5", "գլ. 5"),
        ("p. 5", "p. 5"),
    ],
)
def test_a_page_in_armenian_words_is_the_page(written: str, meant: str) -> None:
    assert spans_of(f"x[^a {written}]") == [Text("x"), Marker("a", meant)]


def test_a_marker_is_written_as_it_stands() -> None:
    (block,) = parse("x[^a  էջ\n 5]").sections[0].blocks
    assert isinstance(block, Paragraph)
    marker = block.spans[1]
    assert marker == Marker("a", "p. 5", 1, 2, "[^a  էջ\n 5]")


def test_unclosed_marker_is_text_without_a_problem() -> None:
    assert spans_of("x [^a y") == [Text("x [^a y")]
    assert problem_lines("x [^a y") == []


def test_escaped_marker_is_text() -> None:
    assert spans_of("x\\[^a]") == [Text("x[^a]")]


@pytest.mark.parametrize(
    "source",
    [
        "word[^a]",
        "word [^a]",
        "word   [^a]",
        "word\t[^a]",
        "word\u00a0[^a]",
        "word&nbsp;[^a]",
        "word\n[^a]",
        "word  \n   [^a]",
        "word\\\n[^a]",
    ],
)
def test_space_before_a_marker_is_dropped_also_across_a_line_break(
    source: str,
) -> None:
    assert spans_of(source) == [Text("word"), Marker("a")]


@pytest.mark.parametrize(
    ("source", "before"),
    [
        ("*word* [^a]", Text("word", emphasis=True)),
        ("**word**\n[^a]", Text("word", strong=True)),
        ("`word` [^a]", Text("word", code=True)),
        ("[word](http://x.org) [^a]", Text("word", url="http://x.org")),
        ("[[slug]] [^a]", EntryLink("slug")),
        ("[[slug|label]]\n[^a]", EntryLink("slug", "label")),
    ],
)
def test_space_is_dropped_after_every_kind_of_span(source: str, before: Span) -> None:
    assert spans_of(source) == [before, Marker("a")]


def test_space_between_markers_is_dropped_and_that_after_them_kept() -> None:
    spans = spans_of("x[^a] [^b]\n[^c] y")
    assert spans == [Text("x"), Marker("a"), Marker("b"), Marker("c"), Text(" y")]


def test_marker_stands_first_in_a_paragraph() -> None:
    assert spans_of("[^a] word") == [Marker("a"), Text(" word")]


def test_marker_within_emphasis_and_link() -> None:
    assert spans_of("*one[^a] two*") == [
        Text("one", emphasis=True),
        Marker("a"),
        Text(" two", emphasis=True),
    ]


def test_link_out_can_not_hold_a_marker_and_stays_text() -> None:
    assert spans_of("[one[^a] two](http://x.org)") == [
        Text("[one"),
        Marker("a"),
        Text(" two](http://x.org)"),
    ]


def test_marker_in_code_is_text() -> None:
    assert spans_of("`[^a] [[slug]]`") == [Text("[^a] [[slug]]", code=True)]
    assert blocks_of("```\n[^a]\n```") == (Code("[^a]"),)
    assert blocks_of("    [^a]") == (Code("[^a]"),)


def test_marker_after_brackets_is_a_marker() -> None:
    assert spans_of("he [sic][^a]") == [Text("he [sic]"), Marker("a")]


# Links --------------------------------------------------------------------------


def test_entry_link_may_have_a_label() -> None:
    assert spans_of("[[karabakh-movement]]") == [EntryLink("karabakh-movement")]
    assert spans_of("[[nkao|the oblast]]") == [EntryLink("nkao", "the oblast")]
    assert spans_of("[[ nkao | the oblast ]]") == [EntryLink("nkao", "the oblast")]


def test_entry_link_takes_the_style_around_it() -> None:
    assert spans_of("***[[a]]***") == [EntryLink("a", strong=True, emphasis=True)]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[[Bad Slug]]", "Bad Slug"),
        ("[[Bad Slug|label]]", "label"),
        ("[[a--b]]", "a--b"),
        ("[[../etc]]", "../etc"),
        ("[[Միացում]]", "Միացում"),
    ],
)
def test_link_to_what_is_no_slug_shows_its_text_and_is_a_problem(
    source: str, shown: str
) -> None:
    assert spans_of(f"x {source}") == [Text(f"x {shown}")]
    assert problem_lines(f"x {source}") == ["1:3 bad-entry-link"]


@pytest.mark.parametrize(
    "source", ["[[a", "[[a]", "[[a|b|c]]", "[[]]", f"[[{'a' * 201}]]"]
)
def test_unclosed_entry_link_is_text_and_a_problem(source: str) -> None:
    (block,) = blocks_of(f"x {source}")
    assert isinstance(block, Paragraph)
    assert plain_text(block.spans) == f"x {source}".replace("\n", " ")
    assert problem_lines(f"x {source}") == ["1:3 unclosed-entry-link"]


def test_link_out_has_its_address() -> None:
    assert spans_of("[a *b*](http://x.org 'title')") == [
        Text("a ", url="http://x.org"),
        Text("b", emphasis=True, url="http://x.org"),
    ]
    assert spans_of("<http://x.org>") == [Text("http://x.org", url="http://x.org")]


def test_text_after_a_link_out_is_no_link() -> None:
    assert spans_of("[a](http://x.org) b [c](http://y.org)") == [
        Text("a", url="http://x.org"),
        Text(" b "),
        Text("c", url="http://y.org"),
    ]


def test_link_by_definition_has_its_address() -> None:
    assert spans_of("[a][b]\n\n[b]: http://x.org") == [Text("a", url="http://x.org")]


def test_bare_address_is_text() -> None:
    assert spans_of("http://x.org") == [Text("http://x.org")]


def test_script_address_is_no_link() -> None:
    assert spans_of("[a](javascript:x)") == [Text("[a](javascript:x)")]


def test_link_without_words_shows_its_address() -> None:
    link = Text("http://x.org", url="http://x.org")
    assert spans_of("[](http://x.org)") == [link]
    assert spans_of("[][a]\n\n[a]: http://x.org") == [link]
    assert spans_of("[ ](http://x.org)") == [link._replace(text=" http://x.org")]
    assert spans_of("**[](http://x.org)**") == [link._replace(strong=True)]


def test_image_in_a_link_leads_where_the_link_does() -> None:
    image = Text("[image: b]", url="http://x.org", image=True)
    assert spans_of("[![b](i.png)](http://x.org)") == [image]
    assert spans_of("[![b](i.png) c](http://x.org)") == [
        image,
        Text(" c", url="http://x.org"),
    ]
    assert spans_of("[![](i.png)](http://x.org)") == [
        image._replace(text="[image: i.png]")
    ]


def test_text_of_an_image_is_read_as_any_other() -> None:
    assert spans_of("a ![b *c* [[ani|d]] [^e] \\* `f`](i.png) g") == [
        Text("a "),
        Text("[image: b ", url="i.png", image=True),
        Text("c", emphasis=True, url="i.png", image=True),
        Text(" ", url="i.png", image=True),
        EntryLink("ani", "d"),
        Marker("e"),
        Text(" * ", url="i.png", image=True),
        Text("f", code=True, url="i.png", image=True),
        Text("]", url="i.png", image=True),
        Text(" g"),
    ]


def test_markers_in_the_text_of_images_have_their_places() -> None:
    text = "a\nb ![c\n  d ![e [^n]](j) [[D]]](i)"
    assert [(it.line, it.column) for it in all_markers(parse(text))] == [(3, 9)]
    assert problem_lines(text) == ["3:18 bad-entry-link"]


def test_image_is_named_with_its_address() -> None:
    image = Text("[image: a map]", url="map.png", image=True)
    assert spans_of("![a map](map.png)") == [image]
    assert spans_of("![](map.png)") == [image._replace(text="[image: map.png]")]


# Links to sections ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "link", "shown"),
    [
        ("[[nkao#Arrest]]", EntryLink("nkao", section="Arrest"), "NKAO § Arrest"),
        ("[[#Arrest]]", EntryLink("", section="Arrest"), "Arrest"),
        ("[[nkao#A b|c]]", EntryLink("nkao", "c", section="A b"), "c"),
        ("[[ nkao # A  b | c ]]", EntryLink("nkao", "c", section="A b"), "c"),
        ("[[nkao#Նոր #2]]", EntryLink("nkao", section="Նոր #2"), "NKAO § Նոր #2"),
        ("[[nkao\n#A\nb]]", EntryLink("nkao", section="A b"), "NKAO § A b"),
    ],
)
def test_entry_link_may_lead_to_a_section(
    source: str, link: EntryLink, shown: str
) -> None:
    (span,) = spans_of(source)
    assert span == link
    assert plain_text([span], {"nkao": "NKAO"}.__getitem__) == shown


@pytest.mark.parametrize("target", ["nkao#", "#", "Bad Slug#A", "a b#c"])
def test_link_to_a_section_needs_a_slug_or_none_and_a_name(target: str) -> None:
    assert spans_of(f"x [[{target}]]") == [Text(f"x {target}")]
    (problem,) = parse(f"x [[{target}]]").problems
    assert problem.message == f"'{target}' is no slug: a link names an entry's file"


@pytest.mark.parametrize(
    ("link", "hint"),
    [
        ("[[Yerevan]]", "write [[yerevan]], or [[yerevan|Yerevan]]"),
        ("[[New York]]", "write [[new-york]], or [[new-york|New York]]"),
        ("[[Yerevan|the city]]", "write [[yerevan]], or [[yerevan|the city]]"),
        (
            "[[Երևան]]",
            "lower-case letters, digits and single hyphens; the label follows a '|'",
        ),
    ],
)
def test_a_link_by_a_title_is_told_the_slug_that_it_would_have(
    link: str, hint: str
) -> None:
    (problem,) = parse(f"x {link}").problems
    assert problem.hint == hint


# Words --------------------------------------------------------------------------


def test_emphasis_and_code() -> None:
    assert spans_of("a *b* **c** ***d*** `e` _f_") == [
        Text("a "),
        Text("b", emphasis=True),
        Text(" "),
        Text("c", strong=True),
        Text(" "),
        Text("d", strong=True, emphasis=True),
        Text(" "),
        Text("e", code=True),
        Text(" "),
        Text("f", emphasis=True),
    ]


@pytest.mark.parametrize(
    "source",
    ["<b>x</b>", "<br>", "<!-- x -->", "<script>x</script>", "<div>\n\nx", "x <i>y"],
)
def test_raw_html_is_text(source: str) -> None:
    assert words_of(parse(source)) == " ".join(source.split())


def test_entities_are_their_characters() -> None:
    assert spans_of("&amp; &lt; &#1344;") == [Text("& < Հ")]


@pytest.mark.parametrize(
    "source", ["&#x202e;", "&#27;", "&#x2028;", "&#x9b;", "&#xd800;", "&#127;"]
)
def test_entity_of_an_unsafe_character_is_replaced(source: str) -> None:
    assert spans_of(f"a{source}b **c{source}**") == [
        Text("a\ufffdb "),
        Text("c\ufffd", strong=True),
    ]
    (link,) = spans_of("<http://x.org/%E2%80%AE>")
    assert link == Text("http://x.org/\ufffd", url="http://x.org/%E2%80%AE")


def test_entity_of_a_line_break_is_a_space() -> None:
    assert spans_of("a&#10;b") == [Text("a b")]


def test_hard_breaks_and_soft_ones() -> None:
    assert spans_of("a\nb") == [Text("a b")]
    assert spans_of("a  \nb\\\nc") == [
        Text("a"),
        Break(),
        Text("b"),
        Break(),
        Text("c"),
    ]


def test_plain_text_has_titles_and_no_markers() -> None:
    spans, problems = parse_inline("*a*[^b] [[c]] [[d|e]]  \\\nf", ("facts", "x"))
    assert plain_text(spans, {"c": "Title"}.__getitem__) == "a Title e   f"
    assert problems == ()


def test_problem_in_one_line_has_the_path_it_was_given() -> None:
    _, (problem,) = parse_inline("ab [[", ("facts", "Where"))
    assert problem.path == ("facts", "Where")
    assert (problem.line, problem.column) == (1, 4)


# Blocks -------------------------------------------------------------------------


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def test_lists_nest_and_hold_paragraphs_quotations_and_code() -> None:
    source = "- a\n  - b\n\n    c\n- > d\n- ```\n  e\n  ```\n"
    inner = ListBlock(((paragraph("b"), paragraph("c")),))
    assert blocks_of(source) == (
        ListBlock(
            (
                (paragraph("a"), inner),
                (Quote((paragraph("d"),)),),
                (Code("e"),),
            )
        ),
    )


def test_ordered_list_starts_at_its_first_number() -> None:
    assert blocks_of("7. a\n8. b") == (
        ListBlock(((paragraph("a"),), (paragraph("b"),)), 7),
    )
    assert blocks_of("0) a") == (ListBlock(((paragraph("a"),),), 0),)


def test_heading_in_a_list_or_quotation_is_a_strong_paragraph() -> None:
    strong = Paragraph((Text("a", strong=True), EntryLink("b", strong=True)))
    assert blocks_of("- # a[[b]]") == (ListBlock(((strong,),)),)
    assert blocks_of("> # a[[b]]") == (Quote((strong,)),)


def test_table_has_a_header_and_rows_of_cells() -> None:
    body = parse("| a | *b* |\n|---|:-:|\n| c | \n| d \\| e | f | g |\n")
    (table,) = without_places(body.sections[0].blocks)
    assert table == Table(
        ((Text("a"),), (Text("b", emphasis=True),)),
        (((Text("c"),), ()), ((Text("d | e"),), (Text("f | g"),))),
        aligns=("", "center"),
    )


def test_entry_link_in_a_table_escapes_its_bar() -> None:
    (table,) = blocks_of("| a |\n|---|\n| [[nkao\\|oblast]] |")
    assert isinstance(table, Table)
    assert table.rows == (((EntryLink("nkao", "oblast"),),),)


def test_bare_bar_in_an_entry_link_in_a_table_is_a_problem() -> None:
    body = parse("| a | b |\n|---|---|\n| [[nkao|oblast]] | c |")
    problem, beyond = body.problems
    assert (beyond.rule, beyond.line, beyond.column) == ("cell-beyond-header", 3, 21)
    assert problem.rule == "unclosed-entry-link"
    assert (problem.line, problem.column) == (3, 3)
    assert problem.hint.endswith("in a table [[slug\\|label]]")


@pytest.mark.parametrize("prefix", ["", "> ", "- ", "  > > "])
def test_cells_beyond_the_header_join_the_last_and_are_told(prefix: str) -> None:
    lines = ["| a | b |", "|---|---|", "| c | d | e[^n] | *f* |", "|g||"]
    indent = prefix.replace("-", " ")
    body = parse("\n".join([prefix + lines[0], *(indent + it for it in lines[1:])]))
    (problem,) = body.problems
    assert problem.message == "this cell is beyond the header of its table"
    assert problem.hint == (
        "add a cell to the header; a bar within a cell is written '\\|'"
    )
    assert (problem.line, problem.column) == (3, len(prefix) + 11)
    blocks = body.sections[0].blocks
    cells = [plain_text(it.spans) for it in iter_units(blocks) if it.kind == "cell"]
    assert cells == ["c", "d | e | f", "g", ""]
    assert [marker.id for marker in all_markers(body)] == ["n"]


def test_definition_lists_have_terms_and_blocks() -> None:
    source = "*Ani*[^a]\n: A [[kars|city]].\n: Another.\n\nB\n\n:   One.\n\n    - two\n"
    assert blocks_of(source) == (
        DefinitionList(
            (
                Definition(
                    (Text("Ani", emphasis=True), Marker("a")),
                    (
                        (
                            Paragraph(
                                (Text("A "), EntryLink("kars", "city"), Text("."))
                            ),
                        ),
                        (paragraph("Another."),),
                    ),
                ),
                Definition(
                    (Text("B"),),
                    ((paragraph("One."), ListBlock(((paragraph("two"),),))),),
                ),
            )
        ),
    )


def test_definitions_stand_in_lists_quotations_notes_and_each_other() -> None:
    inner = DefinitionList((Definition((Text("a"),), ((paragraph("b"),),)),))
    assert blocks_of("- a\n  : b") == (ListBlock(((inner,),)),)
    assert blocks_of("> a\n> : b") == (Quote((inner,)),)
    assert without_places(parse("[^n]: a\n    : b").notes["n"].blocks) == (inner,)
    assert blocks_of("c\n: a\n  : b") == (
        DefinitionList((Definition((Text("c"),), ((inner,),)),)),
    )


@pytest.mark.parametrize("text", ["a\n:b", "a\nb\n: c", ": a", "a :\nb", "# a\n: b"])
def test_what_is_no_definition_stays_text(text: str) -> None:
    found = [type(block) for it in parse(text).sections for block in it.blocks]
    assert DefinitionList not in found


def test_thematic_break_is_a_rule() -> None:
    assert blocks_of("a\n\n---\n\nb") == (
        paragraph("a"),
        ThematicBreak(),
        paragraph("b"),
    )


def test_sections_have_titles_levels_and_lines() -> None:
    body = parse("lead\n\n## One *two*\n\nx\n\n### Three\n\nFour\n====\ny")
    assert [(s.name(), s.level, s.line) for s in body.sections] == [
        ("lead", 1, 1),
        ("One two", 2, 3),
        ("Three", 3, 7),
        ("Four", 1, 9),
    ]
    assert without_places(body.sections[1].blocks) == (paragraph("x"),)


BLOCKS = """\
First [[ a ]]
line.

- *item* [[b|c]]
  > quoted

| h |
|---|
| x [[d\\|e]] |

> ```
> code
> ```

    indented

---
"""


def places_in(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        column = getattr(block, "column", "-")
        yield f"{type(block).__name__} {block.line}:{column} to {block.end}"
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from places_in(item)
        elif isinstance(block, Quote):
            yield from places_in(block.blocks)


def test_blocks_know_their_lines() -> None:
    assert list(places_in(parse(BLOCKS).sections[0].blocks)) == [
        "Paragraph 1:1 to 3",
        "ListBlock 4:- to 7",
        "Paragraph 4:3 to 5",
        "Quote 5:- to 6",
        "Paragraph 5:5 to 6",
        "Table 7:3 to 10",
        "Quote 11:- to 14",
        "Code 11:- to 14",
        "Code 15:- to 16",
        "ThematicBreak 17:- to 18",
    ]


def test_units_of_blocks_are_named_by_what_they_are() -> None:
    blocks = parse("a\n\n| b |\n|---|\n| c |\n\n> d\n\n```\ne\n```").sections[0].blocks
    found = [(unit.kind, plain_text(unit.spans).strip()) for unit in iter_units(blocks)]
    assert found == [
        ("paragraph", "a"),
        ("head", "b"),
        ("cell", "c"),
        ("paragraph", "d"),
        ("code", "e"),
    ]


def links_in(body: Body) -> list[EntryLink]:
    blocks = [block for section in body.sections for block in section.blocks]
    titles = (section.title for section in body.sections)
    units = (*titles, *iter_spans(blocks))
    return [span for unit in units for span in unit if isinstance(span, EntryLink)]


def test_links_know_where_they_stand() -> None:
    links = links_in(parse(BLOCKS))
    assert [(it.slug, it.line, it.column, it.width) for it in links] == [
        ("a", 1, 7, 4),
        ("b", 4, 10, 3),
        ("d", 9, 5, 3),
    ]


PIECES = ["[[a]]", "[[ b-c |d]]", "`[[a]]`", "\\[[a]]", "x", "é ", "*", "\n", "\n\n"]
PIECES += ["- ", "> ", "## ", "| ", "|\n|-|-|\n", "    ", "1. ", "&amp;", "[^n]: "]
PIECES += [
    "[[a#b c]]",
    "[[\na]]",
    "\n: ",
    "![y ",
    "](z)",
    "[^n\np. 5]",
    "|[^o]|c\n",
    "~~",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_a_link_and_a_paragraph_stand_where_they_say(text: str) -> None:
    lines, body = text.split("\n"), parse(text)
    for link in links_in(body):
        written = lines[link.line - 1][link.column - 1 :][: link.width]
        assert written.startswith("[[")
        assert written == "[[" or written.endswith(link.slug)
    for marker in all_markers(body):
        line = lines[marker.line - 1][marker.column - 1 :]
        assert line.startswith(marker.written.partition("\n")[0].rstrip())
    blocks = [block for section in body.sections for block in section.blocks]
    for unit in iter_units(blocks):
        block = unit.block
        if isinstance(block, Paragraph) and block.spans:
            assert lines[block.line - 1][block.column - 1 :].strip()
            assert 1 <= block.line < block.end <= len(lines) + 1


# Notes --------------------------------------------------------------------------


def test_note_has_all_its_paragraphs() -> None:
    body = parse("x[^n]\n\n[^n]: One\n  two.\n\n    Three.\n\n    - four\n\nAfter.")
    assert without_places(body.notes["n"].blocks) == (
        paragraph("One two."),
        paragraph("Three."),
        ListBlock(((paragraph("four"),),)),
    )
    assert words_of(body) == "x After."


def test_note_interrupts_a_paragraph_and_may_be_empty() -> None:
    body = parse("x\n[^n]: One.\n[^m]:\n")
    assert without_places(body.notes["n"].blocks) == (paragraph("One."),)
    assert without_places(body.notes["m"].blocks) == ()
    assert words_of(body) == "x"


@pytest.mark.parametrize(
    "above",
    [
        "| a |\n|---|\n| b |",
        "> a",
        "> - a",
        "- a",
        "> | a |\n> |---|\n> | b |",
        "a\n: b",
    ],
)
def test_note_right_below_a_block_is_a_note(above: str) -> None:
    body = parse(f"{above}\n[^n]: One\n  two.\n[^m]: Three.")
    assert without_places(body.notes["n"].blocks) == (paragraph("One two."),)
    assert without_places(body.notes["m"].blocks) == (paragraph("Three."),)
    assert "One" not in words_of(body)


def test_note_right_below_a_quotation_of_its_own_stays_in_it() -> None:
    body = parse("> a\n> [^n]: One.\n> two\n\nb")
    assert without_places(body.notes["n"].blocks) == (paragraph("One. two"),)
    assert words_of(body) == "a b"


def test_note_within_a_list_or_quotation_is_a_note() -> None:
    body = parse("- a\n\n  [^n]: One.\n\n> [^m]: Two.")
    assert sorted(body.notes) == ["m", "n"]


def test_second_note_of_an_id_is_a_problem_and_the_first_is_kept() -> None:
    body = parse("[^n]: One.\n\n> [^n]: Two.")
    (problem,) = body.problems
    assert problem.message == "note 'n' is defined here for the second time"
    assert problem.hint == "the first is in line 1 of this text; keep one of them"
    assert (problem.line, problem.column) == (3, 3)
    assert without_places(body.notes["n"].blocks) == (paragraph("One."),)


@pytest.mark.parametrize("label", ["ա", "a!", "a,b", "a" * 65])
def test_note_with_a_bad_id_is_a_problem(label: str) -> None:
    body = parse(f"x\n\n[^{label}]: One.")
    (problem,) = body.problems
    assert problem.message == f"'{label}' can't be the id of a note"
    assert problem.rule == "bad-note-id"
    assert (problem.line, problem.column) == (3, 1)
    assert body.notes == {}


@pytest.mark.parametrize("text", ["one", "one two", "http://x.org 'two'"])
def test_definition_with_a_space_in_its_id_is_text(text: str) -> None:
    """As a definition of a Markdown link it would vanish."""
    body = parse(f"x\n\n[^bad id]: {text}")
    assert words_of(body) == f"x : {text}"
    assert [(m.id, m.locator, m.line) for m in all_markers(body)] == [("bad", "id", 3)]


def test_note_has_its_place() -> None:
    note = parse("x\n\n> [^n]: One.").notes["n"]
    assert (note.id, note.line, note.column) == ("n", 3, 3)


# Places -------------------------------------------------------------------------

PLACES = """\
# Heading [^a] ##
> quotation [^b p. 4]
> - item [^c]
continued [^d]

| [^e] | x \\| y [^f] |
|------|-------------|
| [^g] | [^g] |
> x

> | [^h] | é [^i] |
> |------|--------|
> | [[a\\|b]] [^j] | [^k] |

1. one
   two [^l]

\tparagraph [^u]

[^n]: text [^m]

    more **x** [^o]

twice [^p] and [^p]
    indented [^q]
Setext [^r]
---
- \ttab [^s]
  - - [^t]
"""


def test_markers_have_their_exact_places() -> None:
    lines = PLACES.split("\n")
    markers = all_markers(parse(PLACES))
    assert sorted(marker.id for marker in markers) == sorted("abcdefgghijklmoppqrstu")
    for marker in markers:
        place = lines[marker.line - 1][marker.column - 1 :]
        assert place.startswith(f"[^{marker.id}")


def test_equal_markers_in_one_row_or_line_have_their_own_places() -> None:
    markers = [m for m in all_markers(parse(PLACES)) if m.id in "gp"]
    assert sorted((m.id, m.line, m.column) for m in markers) == [
        ("g", 8, 3),
        ("g", 8, 10),
        ("p", 24, 7),
        ("p", 24, 16),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n\nbc [[D]]", "3:4"),
        ("> a\n> bc [[D]]", "2:6"),
        ("| a | b |\n|---|---|\n| [[d]] | [[D]] |", "3:11"),
        ("| a | b |\n|---|---|\n| x \\| y \\| | z [[D]] |", "3:17"),
        ("- a\n\n  1. bc [[D]]", "3:9"),
        ("x[^n]\n\n[^n]: bc [[D]]", "3:10"),
        ("## bc [[D]]", "1:7"),
        ("a\n*bc* `x` [[D]]", "2:10"),
    ],
)
def test_problems_have_their_exact_places(text: str, place: str) -> None:
    assert problem_lines(text) == [f"{place} bad-entry-link"]


# Limits -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("  " * depth + f"- word{depth}" for depth in range(200)),
        "\n".join(">" * (depth + 1) + f" word{depth}\n" for depth in range(200)),
        "- " * 150 + " ".join(f"word{depth}" for depth in range(200)),
    ],
    ids=["lists", "quotations", "one line"],
)
def test_text_nested_too_deep_is_shown_and_a_problem(text: str) -> None:
    body = parse(text)
    words = words_of(body)
    missing = [depth for depth in range(200) if f"word{depth}" not in words]
    assert missing == []
    assert {problem.rule for problem in body.problems} == {"nested-too-deep"}


def test_problem_of_a_body_stands_in_the_body_unless_it_is_said_otherwise() -> None:
    assert parse("[^a b").problems == ()
    assert [it.path for it in parse("[^ä]").problems] == [("body",)]
    found = parse("[^ä]", ("hy", "body")).problems
    assert [it.path for it in found] == [("hy", "body")]


def test_text_nested_ninety_deep_is_no_problem() -> None:
    body = parse("> " * 80 + "x")
    assert body.problems == ()
    assert words_of(body) == "x"


def test_definitions_nested_too_deep_are_shown() -> None:
    body = parse("[^a]: " * 400 + "word")
    text = " ".join(
        plain_text(unit) for note in body.notes.values() for unit in iter_spans(note[1])
    )
    assert "nested-too-deep" in {problem.rule for problem in body.problems}
    assert text.endswith("word")


@pytest.mark.parametrize(
    "text",
    [
        "[^a" * 5000,
        "[^a]" * 5000,
        ("[^a" + " " * 110 + "x") * 300,
        "[" * 50000,
        "[" * 20000 + "]" * 20000,
        "[[" * 5000,
        "[[a|" * 5000,
        "![" * 5000,
        "[a](" * 5000,
        "*a " * 5000,
        "**a *b " * 5000,
        "".join("`" * length + "a" for length in range(200)),
        "<http://a" * 5000,
        "[a]: b\n" * 5000,
        "> " * 5000 + "x",
        "- " * 5000 + "x",
        "[^a]: x\n" * 5000,
        "|a|b|\n|-|-|\n" + "|[^a]|[[B]]|\n" * 3000,
        "word[^a]\n" * 5000,
        "**(a)**ա " * 3000 + "**" * 3000,
        "_(*(~(" * 3000 + ")*ը" * 3000,
        "a\n" + ": b\n" * 5000,
        "~~a~ " * 3000,
        "![" * 500 + "](a)" * 500,
        "|a|\n|-|\n" + "|" * 20000,
        "[[a\n" * 5000,
        "[^a\n" * 5000,
        "x" * 1_000_000,
    ],
    ids=range(28),
)
def test_hostile_text_is_parsed(text: str) -> None:
    """With backtracking or in quadratic time these would take hours."""
    assert parse(text).sections


# Super- and subscript ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("H~2~O", "H₂O"),
        ("x^2^ + y^(n+1)^ = 10^−3^", "x² + y⁽ⁿ⁺¹⁾ = 10⁻³"),
        ("the 20^th^ century", "the 20ᵗʰ century"),
        ("f(x)^2^ and a~i~", "f(x)² and aᵢ"),
        ("Հ~2~", "Հ₂"),
        ("a^Q^ and a^2 b^", "a^Q^ and a^2 b^"),
        ("^_^ and ~5 or ~6", "^_^ and ~5 or ~6"),
        (r"x\^2^ and H\~2\~O", "x^2^ and H~2~O"),
    ],
)
def test_characters_are_raised_and_lowered_where_unicode_has_them(
    written: str, read: str
) -> None:
    assert spans_of(written) == [Text(read)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("E=mc^2", "E = mc²"),
        (r"a^2+b^2 \neq -c_{n+1}", "a² + b² ≠ −cₙ₊₁"),
        (r"\alpha\beta + \gamma_1", "αβ + γ₁"),
        (r"\frac{a+b}{2} = \frac12", "(a + b)/2 = 1/2"),
        (r"\sqrt{x^2+1} \leq \sqrt 2", "√(x² + 1) ≤ √2"),
        (r"\sin^2 x + 2\cos(x)", "sin² x + 2 cos(x)"),
        (r"\log_2 n \to \max(a,b)", "log₂ n → max(a, b)"),
        (r"\sum_{i=1}^{n} i^2", "∑ᵢ₌₁ⁿ i²"),
        (r"\text{if } x > 0", "if x > 0"),
        (r"\mathbb{R}^n\,\ni x'", "ℝⁿ ∋ x′"),
        (r"90^\circ", "90°"),
        (r"\left\{1,2\right\}", "{1, 2}"),
        (r"2H^+ + O^{2-}", "2H⁺ + O²⁻"),
        ("n", "n"),
        ("x, y", "x, y"),
        ("a\n= b", "a = b"),
    ],
)
def test_maths_are_text_where_unicode_has_it(written: str, read: str) -> None:
    assert spans_of(f"with ${written}$: 1") == [Text(f"with {read}: 1")]
    assert spans_of(f"$${written}$$") == [Text(read)]


@pytest.mark.parametrize(
    "written",
    [
        "x^{q}",
        r"\int_0^\infty f",
        r"\overline{x} = 1",
        "{x_1",
        "x_1}",
        r"\frac{1}",
        "x^",
        "a & b = 1",
        r"\text x_1",
        "{" * 190 + "_",
    ],
)
def test_maths_that_is_no_line_of_text_stays_as_typed(written: str) -> None:
    assert plain_text(spans_of(f"${written}$")) == f"${written}$"


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $6",
        "$5-$6 = $1",
        "$5, or 3$",
        "US$5 = A$7",
        "US$x$ and $x$2 and $x$a",
        "$ x = 1$ and $x = 1 $",
        "$5 is more than 2 = 1 + 1",
        "$$ and $$$",
    ],
)
def test_dollars_of_prices_are_no_maths(text: str) -> None:
    assert spans_of(text) == [Text(text)]


def test_a_formula_is_no_mark_up_and_a_dollar_can_be_escaped() -> None:
    assert spans_of(r"$a*b*c = [1]$ \$x$ `$x$`") == [
        Text("a*b*c = [1] $x$ "),
        Text("$x$", code=True),
    ]


def test_what_stands_alone_between_tildes_is_struck_and_code_is_code() -> None:
    assert spans_of("~2~ `H~2~O` a~~2~~") == [
        Text("2", struck=True),
        Text(" "),
        Text("H~2~O", code=True),
        Text(" a"),
        Text("2", struck=True),
    ]
