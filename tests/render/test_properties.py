"""Laws of lines, footnotes and sentences, tried on texts that nobody wrote."""

import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from kit.laws import tries
from wikicli.article.footnotes import Footnotes, number, split_sentences
from wikicli.article.markdown import parse, parse_inline
from wikicli.article.markup import MARKER_ID, is_plain, iter_spans, plain_text
from wikicli.article.markup import Text as Words
from wikicli.base.model import ArmenianSide, Entry, Reference
from wikicli.base.text import clean, clean_line
from wikicli.render.page.layout import MARKER_STYLE, Measure, Page, wrap

WORD = st.text("abcdeմիաց漢é-/.,”", min_size=1, max_size=14)
SHORT = st.text("abcdեմի", min_size=1, max_size=14)
MARKER = st.sampled_from(["[1]", "[12]", "[a]", "[3]:15", "[3]:ch. 2"])
MARKED = st.tuples(WORD, st.lists(MARKER, max_size=3))
PROSE = st.lists(
    st.sampled_from([*"aBж1 .!?…։:«»“”()[]\"'Մի\n", ". A", "No. 5", "։ Մ"]),
    max_size=60,
).map("".join)

_WORDS = "[^a] [^b] [^c p.1] [^d] [^n] [^m] [^?] [[x]] [[x|y]] [[ ** * ` | ~ word Մի։ ."
_WORDS += " [[x#y]] [[#z]] ~~ ![t](u) «»ը ** [](u)"
_BREAKS = [
    "\n: ",
    "\n",
    "\n\n",
    "\n## ",
    "\n- ",
    "\n> ",
    "\n| a |\n|---|\n| b |\n",
    " ",
    "  ",
]
_NOTES = [
    "\n\n[^n]: ",
    "\n\n[^m]: ",
    "\n\n    ",
    "\\",
    "[a](http://x.org)",
    "[^c p. 2]",
]
BODY = st.lists(st.sampled_from([*_WORDS.split(), *_BREAKS, *_NOTES]), max_size=40).map(
    "".join
)

REFERENCES = tuple(Reference(name) for name in "abcd")


def marked_text(words: list[tuple[str, list[str]]]) -> Text:
    text = Text()
    for index, (word, markers) in enumerate(words):
        text.append(f"{' ' if index else ''}{word}")
        for marker in markers:
            text.append(marker, MARKER_STYLE)
    return text


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


# Lines --------------------------------------------------------------------------


@tries(150)
@given(st.lists(MARKED, max_size=12), st.integers(8, 80))
def test_wrap_keeps_all_text_in_order_and_the_width(
    words: list[tuple[str, list[str]]], width: int
) -> None:
    text = marked_text(words)
    lines = wrap(text, width)
    assert squeeze("".join(line.plain for line in lines)) == squeeze(text.plain)
    assert max(cell_len(line.plain) for line in lines) <= width


@tries(150)
@given(st.lists(MARKED, max_size=12), st.integers(8, 80))
def test_no_line_begins_with_a_marker_that_fits_in_one_with_its_word(
    words: list[tuple[str, list[str]]], width: int
) -> None:
    groups = ["".join(markers) for _, markers in words if markers]
    lines = wrap(marked_text(words), width)
    too_wide = any(cell_len(group) + 2 > width for group in groups)
    begins = [line.plain for line in lines if line.plain.startswith("[")]
    assert too_wide or begins == []


@tries(100)
@given(st.lists(st.tuples(SHORT, st.lists(MARKER, max_size=1))), st.integers(25, 80))
def test_words_that_fit_are_whole_and_lines_are_full(
    words: list[tuple[str, list[str]]], width: int
) -> None:
    rest = [f"{word}{''.join(markers)}" for word, markers in words]
    for line in wrap(marked_text(words), width):
        counts = range(len(rest) + 1)
        taken = next(n for n in counts if " ".join(rest[:n]) == line.plain)
        assert not rest[taken:] or cell_len(f"{line.plain} {rest[taken]}") > width
        del rest[:taken]
    assert rest == []


@tries(100)
@given(
    st.lists(MARKED, max_size=8),
    st.integers(20, 100),
    st.integers(0, 60),
    st.text("12. ", max_size=15),
)
def test_page_is_never_wider_than_its_terminal(
    words: list[tuple[str, list[str]]], width: int, indent: int, prefix: str
) -> None:
    page = Page(Measure(width))
    page.add(marked_text(words), indent, Text(prefix))
    lines = page.plain.split("\n")
    assert max(map(cell_len, lines)) <= min(width, 78)
    assert [line for line in lines if line != line.rstrip()] == []


# Text ---------------------------------------------------------------------------


@tries(150)
@given(st.text(max_size=200))
def test_any_text_is_parsed_and_its_words_are_kept(source: str) -> None:
    text = clean(source)
    body = parse(text)
    for problem in body.problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert problem.column >= 1
    assert all(MARKER_ID.fullmatch(name) for name in body.notes)


@tries(150)
@given(st.lists(st.text("abcՄի.,;։ ", max_size=12), max_size=8))
def test_plain_words_are_all_there_in_order(words: list[str]) -> None:
    source = "x" + "\n".join(words)
    body = parse(source)
    blocks = [block for section in body.sections for block in section.blocks]
    shown = "".join(plain_text(unit) for unit in iter_spans(blocks))
    assert squeeze(shown) == squeeze(source)


# Footnotes ----------------------------------------------------------------------


def numbered(body: str, hy: str) -> Footnotes:
    side = ArmenianSide(body=hy) if hy.strip() else None
    facts = {"Fact": "value[^b]"}
    return number(Entry("x", "X", body, facts=facts, hy=side, references=REFERENCES))


@tries(150)
@given(BODY, BODY)
def test_footnotes_are_numbered_without_gaps(body: str, hy: str) -> None:
    footnotes = numbered(body, hy)
    numbers = [footnote.label for footnote in footnotes.references]
    letters = [footnote.label for footnote in footnotes.notes]
    assert numbers == [str(index + 1) for index in range(len(numbers))]
    assert letters == list("abcd"[: len(letters)])
    called = {footnote.content.id for footnote in footnotes.references}
    further = {reference.id for reference in footnotes.further}
    assert called | further == set("abcd")
    assert called & further == set()


@tries(100)
@given(BODY, BODY)
def test_each_footnote_is_called_from_a_named_place(body: str, hy: str) -> None:
    footnotes = numbered(body, hy)
    for footnote in footnotes.by_id.values():
        assert footnote.calls
        assert all(call.section for call in footnote.calls)
        assert all("\n" not in call.sentence for call in footnote.calls)


# Sentences ----------------------------------------------------------------------


@tries(300)
@given(PROSE, st.sets(st.integers(0, 60)))
def test_sentences_cover_the_text(text: str, markers: set[int]) -> None:
    bounds = split_sentences(text, markers)
    covered = "".join(text[start:end] for start, end in bounds)
    assert squeeze(covered) == squeeze(text)
    assert all(start <= end for start, end in bounds)
    starts = [start for start, _ in bounds]
    ends = [end for _, end in bounds]
    assert all(end <= start for end, start in zip(ends[:-1], starts[1:], strict=True))


@tries(150)
@given(st.lists(st.sampled_from(["Baku fell", "They left", "It rose 5.6"]), min_size=1))
def test_plain_sentences_are_found_whatever_stands_around_them(
    words: list[str],
) -> None:
    text = ". ".join(words) + "."
    sentences = [text[start:end] for start, end in split_sentences(text)]
    assert sentences == [f"{word}." for word in words]


# Lines ------------------------------------------------------------------------------

SIGNS = st.text("ab -.,:;!?()'\"#+=/{}@%1*_`~[]|<>&\\^$ \t՝։«»“”—–\u00a0\u00ad-\u200b")


@tries(1000)
@given(st.one_of(SIGNS, st.text()).map(clean_line))
def test_a_line_that_is_plain_is_not_worth_parsing(line: str) -> None:
    if line and is_plain(line):
        assert parse_inline(line, ()) == ((Words(line),), ())
