"""Emphasis: as CommonMark reads it, and before Armenian endings."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from conftest import ROOT
from wikicli.article.markdown import parse, parse_inline
from wikicli.article.markup import Span, Text
from wikicli.article.syntax import parse_line, parse_tokens

EXAMPLES = json.loads(
    (ROOT / "tests" / "data" / "commonmark-emphasis.json").read_text("utf-8")
)
WITH_HTML = (475, 476, 477)
"""Examples whose asterisks stand in HTML, which is text here."""

PLAIN = MarkdownIt("commonmark", {"html": False, "strikethrough_single_tilde": True})
PLAIN.enable(["strikethrough"])


def all_tokens(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from all_tokens(token.children or [])


def as_html(tokens: list[Token]) -> str:
    for token in all_tokens(tokens):
        if token.type.startswith("unread_"):
            token.type = "text"
    return str(PLAIN.renderer.render(tokens, PLAIN.options, {}))


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: str(example["example"])
)
def test_emphasis_of_the_commonmark_spec_stays(example: dict[str, Any]) -> None:
    html = as_html(parse_tokens(example["markdown"]))
    if example["example"] in WITH_HTML:
        assert html == PLAIN.render(example["markdown"])
    else:
        assert html == example["html"]


SIGNS = st.sampled_from(
    ["*", "**", "***", "_", "__", "~~", "~", " ", "«", "»", "(", ")"]
)


@given(st.lists(SIGNS | st.sampled_from(["a", "b", ".", "`", "-"]), max_size=24))
def test_what_has_no_armenian_letters_is_read_as_commonmark_reads_it(
    pieces: list[str],
) -> None:
    text = "".join(pieces)
    read = as_html([parse_line(text)])
    assert read == as_html([PLAIN.parseInline(text, {})[0]])


@given(st.lists(SIGNS | st.sampled_from(["ա", "բ", ".", "։"]), max_size=24))
def test_what_commonmark_reads_whole_is_read_so(pieces: list[str]) -> None:
    text = "".join(pieces)
    theirs = as_html([PLAIN.parseInline(text, {})[0]])
    ours = as_html([parse_line(text)])
    signs = [sum(map(html.count, "*_~")) for html in (ours, theirs)]
    assert ours == theirs or signs[0] < signs[1]


def spans_of(text: str) -> list[Span]:
    return list(parse_inline(text, ())[0])


STRONG, EM = Text("", strong=True), Text("", emphasis=True)
BOTH, STRUCK = STRONG._replace(emphasis=True), Text("", struck=True)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("**«Երևան»**ը", STRONG),
        ("**(Անի)**ն", STRONG),
        ("**Երևան (քաղաք)**ի", STRONG),
        ("**Ո՞վ**ը", STRONG),
        ("**“Անի”**եւ", STRONG),
        ('**"Անի"**ը', STRONG),
        ("**Անի…**ն", STRONG),
        ("**50 %**ով", STRONG),
        ("__«Անի»__ը", STRONG),
        ("*«Անի»*ում", EM),
        ("_«Անի»_ում", EM),
        ("***«Անի»***ից", BOTH),
        ("**_«Անի»_**ից", BOTH),
        ("_**«Անի»**_ից", BOTH),
        ("~~«Անի»~~ն", STRUCK),
        ("~«Անի»~ն", STRUCK),
    ],
)
def test_emphasis_closes_before_an_armenian_ending(text: str, style: Text) -> None:
    first, ending = spans_of(text)
    assert isinstance(first, Text)
    words = text.strip("*_~").rpartition(text[0])[0].rstrip("*_~")
    assert first == style._replace(text=words)
    assert ending == Text(text.rpartition(text[0])[2])


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**«Ա»**ը և **«Բ»**ն", "<strong>«Ա»</strong>ը և <strong>«Բ»</strong>ն"),
        ("**«Ա»**ը **բառ**", "<strong>«Ա»</strong>ը <strong>բառ</strong>"),
        ("*նա **«Ա»**ը ասաց*", "<em>նա <strong>«Ա»</strong>ը ասաց</em>"),
        ("**նա *«Ա»*ը ասաց**", "<strong>նա <em>«Ա»</em>ը ասաց</strong>"),
        ("**«*Ա*»**ը", "<strong>«<em>Ա</em>»</strong>ը"),
        ("**«Ա\nԲ»**ը", "<strong>«Ա\nԲ»</strong>ը"),
        ("**`Ա`**ը", "<strong><code>Ա</code></strong>ը"),
        ("**«Ա»\\***ը", "<strong>«Ա»*</strong>ը"),
        ("**«Ա»**&#1384;", "<strong>«Ա»</strong>ը"),
        ("**«Ա»**ը*", "<strong>«Ա»</strong>ը*"),
        ("**[Ա](b)**ից", '<strong><a href="b">Ա</a></strong>ից'),
        ("[**«Ա»**ը](b)", '<a href="b"><strong>«Ա»</strong>ը</a>'),
        ("**![Ա](b)**ից", '<strong><img src="b" alt="Ա" /></strong>ից'),
        # as ever
        ("**«Ա»**-ը", "<strong>«Ա»</strong>-ը"),
        ("«**Ա**»ը", "«<strong>Ա</strong>»ը"),
        ("**«Ա»-ը**", "<strong>«Ա»-ը</strong>"),
        ("*ա («*բ*») գ*", "<em>ա («<em>բ</em>») գ</em>"),
        ("**«Ա»**ը կամ բառ**", "**«Ա»<strong>ը կամ բառ</strong>"),
        ("**«Ա»*ը", "**«Ա»*ը"),
        ("**«Ա»**s", "**«Ա»**s"),
        ("ա**«Ա»**ը", "ա**«Ա»**ը"),
        ("_Անի_ում", "_Անի_ում"),
        ("\\*\\*«Ա»\\*\\*ը", "**«Ա»**ը"),
    ],
)
def test_endings_among_other_signs(text: str, html: str) -> None:
    assert as_html([parse_line(text)]) == html


@pytest.mark.parametrize(
    ("last", "ending"),
    [("[[ani]]", "ում"), ("[[ani|Անի]]", "ում"), ("[^r]", "ում"), ("[^r p. 5]", "ն")],
)
def test_emphasis_may_end_with_a_link_or_a_marker(last: str, ending: str) -> None:
    *inside, behind = spans_of(f"**Անի{last}**{ending}")
    assert inside[0] == Text("Անի", strong=True)
    assert len(inside) == 2
    assert behind == Text(ending)


def problems_of(text: str) -> list[str]:
    problems = parse(text).problems
    return [f"{it.line}:{it.column} {it.message}" for it in problems]


@pytest.mark.parametrize(
    ("text", "column", "run"),
    [
        ("a **b", 3, "**"),
        ("a ***b", 3, "***"),
        ("b** a", 2, "**"),
        ("a ** b", 3, "**"),
        ("a ~~b", 3, "~~"),
        ("a ~~b~ c", 3, "~~"),
        ("__Անի__ը", 1, "__"),
        ("a _Անի_ը", 3, "_"),
        ("**a*", 1, "**"),
        ("[**a](b)", 2, "**"),
    ],
)
def test_delimiters_that_stay_text_are_told(text: str, column: int, run: str) -> None:
    message = f"'{run}' is shown as it is written: nothing pairs with it"
    assert problems_of(text) == [f"1:{column} {message}"]


def test_hint_for_a_delimiter_says_how_to_write_it_as_text() -> None:
    (problem,) = parse("a **b").problems
    hint = "a pair touches the words between it; as text it is \\*\\*"
    assert problem.hint == hint


@pytest.mark.parametrize(
    "text",
    ["*a *b", "2 * 3", "~5", "a~b", "____ a", "a __ b", "f****", "a_b_c", "\\*\\*a"],
)
def test_signs_that_are_meant_are_not_told(text: str) -> None:
    assert problems_of(text) == []


def test_struck_text_is_read_as_github_reads_it() -> None:
    struck = Text("a", struck=True)
    assert spans_of("~~a~~ ~a~ ~~~a~~~") == [
        struck,
        Text(" "),
        struck,
        Text(" ~~~a~~~"),
    ]
    assert spans_of("~~**a**~~") == [struck._replace(strong=True)]
    assert spans_of("~~ a ~~") == [Text("~~ a ~~")]
