"""The query language: trees of queries, and what is told where one can't be read."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES, Run
from wikicli.search.syntax import (
    All,
    Any,
    Exact,
    Node,
    Not,
    Phrase,
    Prefix,
    QuerySyntaxError,
    Value,
    Within,
    Words,
    Years,
    describe,
    parse_query,
)

A, B, C = Words("a"), Words("b"), Words("c")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a", A),
        ("a b", Words("a b")),
        ("a AND b", Words("a b")),
        ("the", Words("the")),
        ("", None),
        ("— & ;", None),
        ('""', None),
        ('"a b"', Phrase("a b")),
        ("«a b»", Phrase("a b")),
        ("“a b”", Phrase("a b")),
        ("„a b“", Phrase("a b")),
        ('"a b"~3', Phrase("a b", 3)),
        ("“a", Words("“a")),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("NOT NOT a", Not(Not(A))),
        ("a -b c", All((Words("a c"), Not(B)))),
        ("a - b", Words("a b")),
        ("a -- b", Words("a b")),
        ("a-b", Words("a-b")),
        ("a OR b", Any((A, B))),
        ("a b OR c", Any((Words("a b"), C))),
        ("x (b OR c)", All((Words("x"), Any((B, C))))),
        ("-(a OR b)", Not(Any((A, B)))),
        ("(a)", A),
        ("()", None),
        ("a or b", Words("a or b")),
        ("ORANGE NOTE ANDES", Words("ORANGE NOTE ANDES")),
        ("ab*", Prefix("ab")),
        ("-ab*", Not(Prefix("ab"))),
        ("=a", Exact("a")),
        ("a=b E=mc2", Words("a=b E=mc2")),
        ("= a", A),
        ("title:a", Within("title", A)),
        ("Title:a", Within("title", A)),
        ('ref:"a b"', Within("ref", Phrase("a b"))),
        ("body:(a OR b)", Within("body", Any((A, B)))),
        ("name:=a", Within("name", Exact("a"))),
        ("-title:a", Not(Within("title", A))),
        ("cat:a", Value("cat", "a")),
        ('cat:"a b"', Value("cat", "a b")),
        ("lang:hy", Value("lang", "hy")),
        ("type:article-journal", Value("type", "article-journal")),
        ("year:1988", Years(1988, 1988)),
        ("year:1988..1994", Years(1988, 1994)),
        ("year:1988..", Years(1988, None)),
        ("year:..1994", Years(None, 1994)),
        ("year:-190..451", Years(-190, 451)),
        ("the “a b”", Phrase("a b")),
        ("the -a", Not(A)),
        ("բառ: մի", Words("բառ: մի")),
        ("բառ:մի", Words("բառ:մի")),
        ("http://a.b/c", Words("http://a.b/c")),
        ("12:30", Words("12:30")),
        ("Miatsum: a slogan", Words("Miatsum: a slogan")),
        ("std::move", Words("std::move")),
    ],
)
def test_a_query_is_read(query: str, tree: Node | None) -> None:
    assert parse_query(query) == tree


@pytest.mark.parametrize(
    ("query", "expected", "place", "hint"),
    [
        ('a "b', 'another " where the phrase ends', 2, ""),
        ("(a", "another ')' for this '('", 0, ""),
        ("(a (b)", "another ')' for this '('", 0, ""),
        ("a)", "a '(' before this ')'", 1, ""),
        ("a OR", "words on both sides of OR", 2, ""),
        ("OR a", "words on both sides of OR", 0, ""),
        ("a OR OR b", "words on both sides of OR", 5, ""),
        ("NOT", "a word or a phrase behind NOT", 3, ""),
        ("a NOT", "a word or a phrase behind NOT", 5, ""),
        ("*", "two letters or more before '*'", 0, ""),
        ("a*", "two letters or more before '*'", 1, ""),
        ("*ab", "two letters or more before '*'", 0, ""),
        ("ab*cd", "'*' at the end of a word", 2, ""),
        ('"a b"~', "a number behind '~', as in \"two words\"~3", 6, ""),
        ("title:", "a word or a phrase right behind 'title:'", 6, ""),
        ("title: a", "a word or a phrase right behind 'title:'", 6, ""),
        ("titel:a", "the name of a field, not 'titel:'", 0, "did you mean title:?"),
        ("type:bok", "a type of source", 5, "did you mean book?"),
        ("lang:fr", "en or hy", 5, ""),
        (
            "year:last",
            "a year, or years as in 1988..1994, 1988.. or ..1994",
            5,
            "",
        ),
        ("year:..", "a year, or years as in 1988..1994, 1988.. or ..1994", 5, ""),
        ("cat:)", "a word or a phrase right behind 'cat:'", 4, ""),
        ("(" * 50, "no more than 20 parts within each other", 21, ""),
        ("NOT " * 50 + "a", "no more than 20 parts within each other", 84, ""),
        (
            "re:zero",
            "the name of a field, not 're:'",
            0,
            "did you mean ref:?",
        ),
        (
            "wiki:page",
            "the name of a field, not 'wiki:'",
            0,
            "the fields are title:, name:, body:, ref:, cat:, lang:, type:, year:; "
            'to search for it as it stands, put it in quotes: "wiki:page"',
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    query: str, expected: str, place: int, hint: str
) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query(query)
    error = caught.value
    assert error.message == f"this query can't be read: expected {expected}"
    assert (error.hint, error.exit_code) == (hint, 2)
    if len(query) < 30:
        assert error.excerpt == (query, " " * place + "^")


def test_a_long_query_is_shown_around_the_fault() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("a " * 40 + "b) " + "c " * 40)
    assert caught.value.excerpt == (
        "…  a a a a a a a a a a a a a a b) c c c c c c c c c c c c c c  …",
        " " * 32 + "^",
    )


def test_the_caret_stands_under_letters_of_two_cells_and_of_none() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        parse_query("日本 e\u0301)")
    assert caught.value.excerpt == ("日本 e\u0301)", "      ^")


def test_a_bad_query_ends_with_a_caret_and_exit_code_2(run: Run) -> None:
    for words in (("search",), ("search", "--json")):
        told = run(*words, 'armenia "and artsakh', library=ENTRIES)
        assert (told.stdout, told.code) == ("", 2)
        assert told.stderr == (
            "error: this query can't be read: expected another \" where the phrase "
            "ends\n"
            '  armenia "and artsakh\n'
            "          ^\n"
        )


def test_a_word_with_a_hyphen_before_it_is_told_to_stand_behind_two(run: Run) -> None:
    told = run("search", "karabakh", "-war", library=ENTRIES)
    assert told.code == 2
    assert told.stderr == (
        "error: no option '-w'\n"
        "hint: to leave words out: wikicli search -- WORD... -WORD\n"
    )


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("a b", "the words “a b”"),
        (
            '"a b"~2 -c',
            "the phrase “a b”, 2 others between them at most and not the words “c”",
        ),
        (
            "title:(a OR =b) ab*",
            "in title: the words “a” or “b” as written and words that begin with “ab”",
        ),
        ("(a OR b) cat:c", "(the words “a” or the words “b”) and the category “c”"),
        (
            "lang:hy type:book year:1988..",
            "the language “hy” and a source of type “book” and a source of 1988–",
        ),
        ("year:1988", "a source of 1988"),
    ],
)
def test_a_query_is_described(query: str, words: str) -> None:
    tree = parse_query(query)
    assert tree is not None
    assert describe(tree) == words


SIGNS = ['"', "(", ")", "-", "OR", "NOT", "AND", "*", "=", "~", ":", "title:", "year:"]


@given(
    st.lists(st.sampled_from([*SIGNS, "a", "բառ", " ", "1988", "..", "“", "«", "»"]))
)
def test_whatever_is_typed_is_read_or_told(parts: list[str]) -> None:
    query = "".join(parts)
    try:
        tree = parse_query(query)
    except QuerySyntaxError as error:
        shown, caret = error.excerpt
        assert caret.strip() == "^"
        assert len(shown) <= 66
    else:
        assert tree is None or describe(tree)


@pytest.mark.parametrize("part", ["(a OR ", '"a" ', "-a ", "ab* ", "title:a ", "=a ("])
def test_a_very_long_query_is_read_or_told(part: str) -> None:
    for query in (part * 20_000, part * 20_000 + ")"):
        with suppress(QuerySyntaxError):
            assert parse_query(query) is not None
