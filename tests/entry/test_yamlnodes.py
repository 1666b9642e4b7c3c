from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.laws import tries
from wikicli.entry import yamlnodes
from wikicli.entry.yamlnodes import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    YamlError,
    parse_nodes,
)

C, PURE = yamlnodes._LOADERS[0], yamlnodes._LOADERS[-1]


@pytest.fixture(params=["c", "pure"])
def loader(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """Parse with the C parser first, then with PyYAML's own alone."""
    assert C is not PURE
    loaders = [C, PURE] if request.param == "c" else [PURE]
    monkeypatch.setattr(yamlnodes, "_LOADERS", loaders)
    return request.param  # type: ignore[no-any-return]


def plain(node: Node | None) -> Any:
    """Return nodes as lists, dicts and text."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(value) for key, (_, value) in node.items.items()}
    return None


def fault(text: str) -> tuple[int, int, str, str, str]:
    with pytest.raises(YamlError) as caught:
        parse_nodes(text)
    error = caught.value
    return error.line, error.column, error.rule, error.message, error.hint


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "word",
    "no yes on off true null ~ 0123 0o17 12:30 1_000 1e3 .inf 2005-09-14 = <<".split(),
)
def test_plain_scalars_are_text_as_written(word: str) -> None:
    assert plain(parse_nodes(f"{word}: {word}\nlist: [{word}]\n")) == {
        word: word,
        "list": [word],
    }


@pytest.mark.usefixtures("loader")
def test_all_styles_of_scalars_are_read() -> None:
    text = (
        "a: 'it''s'\nb: \"x\\ty\"\nc: |\n  one\n  two\nd: >\n  one\n  two\ne: x # y\n"
    )
    root = parse_nodes(text)
    assert plain(root) == {
        "a": "it's",
        "b": "x\ty",
        "c": "one\ntwo\n",
        "d": "one two\n",
        "e": "x",
    }
    assert isinstance(root, Mapping)
    values = [value for _, value in root.items.values()]
    styles = [value.style for value in values if isinstance(value, Scalar)]
    assert styles == ["'", '"', "|", ">", ""]


@pytest.mark.usefixtures("loader")
def test_nodes_know_where_they_stand_also_behind_armenian_letters() -> None:
    root = parse_nodes("Հայ: {կ: [ա, բ]}\nb: |\n  x\n")
    assert isinstance(root, Mapping)
    key, inner = root.items["Հայ"]
    assert (key.line, key.column, inner.line, inner.column) == (1, 1, 1, 6)
    assert isinstance(inner, Mapping)
    letters = inner.items["կ"][1]
    assert isinstance(letters, Sequence)
    places = [(item.line, item.column) for item in letters.items]
    assert places == [(1, 11), (1, 14)]
    block = root.items["b"][1]
    assert (block.line, block.column) == (2, 4)


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_text_without_a_document_gives_nothing(text: str) -> None:
    assert parse_nodes(text) is None


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text", ["a: 1\n...\n", "--- \na: 1\n", "%YAML 1.1\n---\na: 1"]
)
def test_one_document_may_be_marked_as_such(text: str) -> None:
    assert plain(parse_nodes(text)) == {"a": "1"}


QUOTES = "a value that holds ': ' must be in quotes"
QUOTES_HINT = 'write key: "text: more text"; or is the line indented too far?'
COLON = "a key must be followed by ': '"
COLON_HINT = "is a line indented too little, or a colon missing?"
START = "a value can't start with this character"
START_HINT = "put the value in quotes"
FIT = "this does not fit what stands above it"
FIT_HINT = "check its indentation, and quotes within quotes"
TAB = ("tab", "a tab stands at the start", "indent with spaces")
OPEN = ("bad-yaml", "a list or mapping in brackets is not closed", "close it")
ESCAPE = (
    "bad-yaml",
    "there is no such escape",
    "use single quotes, or double the \\",
)
WRITE_OUT = "write the value out"

FAULTS: dict[str, tuple[int, int, str, str, str]] = {
    "a: b: c\n": (1, 5, "bad-yaml", QUOTES, QUOTES_HINT),
    "Հայ: b: c\n": (1, 7, "bad-yaml", QUOTES, QUOTES_HINT),
    "a b\nc: d\n": (2, 2, "bad-yaml", QUOTES, QUOTES_HINT),
    "a: |\nText.\nb: x\n": (3, 1, "bad-yaml", COLON, COLON_HINT),
    "a: @b\n": (1, 4, "bad-yaml", START, START_HINT),
    "a: %b\n": (1, 4, "bad-yaml", START, START_HINT),
    "a: `b`\n": (1, 4, "bad-yaml", START, START_HINT),
    "a: [*, b]\n": (1, 6, "bad-yaml", START, START_HINT),
    "a: 'it's'\n": (1, 8, "bad-yaml", FIT, FIT_HINT),
    'a: "b "c" d"\n': (1, 8, "bad-yaml", FIT, FIT_HINT),
    "a: |\n  x\n y\n": (3, 2, "bad-yaml", FIT, FIT_HINT),
    "a: [b\nc: d\n": (2, 2, *OPEN),
    "a: {b: c\n": (2, 1, *OPEN),
    "a: [b, ]]\n": (1, 9, "bad-yaml", FIT, FIT_HINT),
    "a: [,]\n": (
        1,
        5,
        "bad-yaml",
        "a value is missing before this",
        "check brackets, commas and quotes",
    ),
    "a: - b\n": (
        1,
        4,
        "bad-yaml",
        "a list can't start within a line",
        "put '- ' on a line of its own, or the text in quotes",
    ),
    'a: "b\nc: d\n': (
        1,
        4,
        "bad-yaml",
        "a quotation that starts here is never closed",
        "add the last quote",
    ),
    'a: "b\nc: "d"\n': (
        1,
        4,
        "bad-yaml",
        "a quotation that starts here ends in line 2",
        "add the last quote where it is missing",
    ),
    "x: 1\na: 'b\nc: d\ne: it's\n": (
        2,
        4,
        "bad-yaml",
        "a quotation that starts here ends in line 4",
        "add the last quote where it is missing",
    ),
    'a: "b\n  c" d\n': (
        1,
        4,
        "bad-yaml",
        "a quotation that starts here ends in line 2",
        "add the last quote where it is missing",
    ),
    'a: "\\q"\n': (1, 6, *ESCAPE),
    'a: "\\xZZ"\n': (1, 7, *ESCAPE),
    'a: "\\ud800"\n': (1, 4, *ESCAPE),
    'a: b\nc: "\\U12345678"\n': (2, 1, *ESCAPE),
    "a: b\n\tc: d\n": (2, 1, *TAB),
    "a:\n\t- b\n": (2, 1, *TAB),
    "a:\n  b: c\n \td: e\n": (3, 2, *TAB),
    "a: b\na: c\n": (
        2,
        1,
        "duplicate-key",
        "key 'a' stands here for the second time",
        "the first is at line 1; keep one of them",
    ),
    "x:\n  - {a: b, a: c}\n": (
        2,
        12,
        "duplicate-key",
        "key 'a' stands here for the second time",
        "the first is at line 2; keep one of them",
    ),
    "a: *b\n": (1, 4, "alias", "alias '*b' is not used in entries", WRITE_OUT),
    "*b : c\n": (1, 1, "alias", "alias '*b' is not used in entries", WRITE_OUT),
    "a: &b c\n": (1, 4, "anchor", "anchor '&b' is not used in entries", WRITE_OUT),
    "a: &b [c]\n": (1, 4, "anchor", "anchor '&b' is not used in entries", WRITE_OUT),
    "a: !!str b\n": (
        1,
        4,
        "tag",
        "tag '!!str' is not used in entries",
        "values are text as written",
    ),
    "a: !own {b: c}\n": (
        1,
        4,
        "tag",
        "tag '!own' is not used in entries",
        "values are text as written",
    ),
    "a: b\n---\na: b\n": (
        2,
        1,
        "second-document",
        "a second document starts here",
        "a file holds one entry; remove '---' and all below it",
    ),
    "? [a]\n: b\n": (
        1,
        3,
        "bad-key",
        "a key must be text, not a list or mapping",
        WRITE_OUT,
    ),
    "{{a: b}: c}\n": (
        1,
        2,
        "bad-key",
        "a key must be text, not a list or mapping",
        WRITE_OUT,
    ),
    "[" * 50_000: (
        1,
        21,
        "nested-too-deep",
        "this is nested deeper than 20 levels",
        "",
    ),
    "{a: " * 50_000: (
        1,
        81,
        "nested-too-deep",
        "this is nested deeper than 20 levels",
        "",
    ),
    "- " * 200 + "a": (
        1,
        41,
        "nested-too-deep",
        "this is nested deeper than 20 levels",
        "",
    ),
}


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("text", FAULTS, ids=lambda text: str(text)[:20])
def test_both_parsers_give_one_message_at_one_place(text: str) -> None:
    assert fault(text) == FAULTS[text]


@pytest.mark.usefixtures("loader")
def test_twenty_levels_are_read() -> None:
    assert plain(parse_nodes("[" * 20 + "]" * 20)) is not None


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    "text", ["a:\tb\n", "a: b\t\n", "a: [b,\tc]\n", "a: b\t# c\n", "a: |\n  \tb\n"]
)
def test_tabs_that_indent_nothing_are_read(text: str) -> None:
    root = parse_nodes(text)
    assert plain(root)["a"] in ("b", ["b", "c"], "\tb\n")


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "sign"),
    [("a: *{}\n", "*"), ("a: &{} b\n", "&"), ("a: !{} b\n", "!")],
)
def test_long_names_are_cut_in_messages(text: str, sign: str) -> None:
    message = fault(text.format("x" * 500))[3]
    assert f"'{sign}{'x' * 78}…'" in message


@pytest.mark.usefixtures("loader")
def test_reading_stops_at_the_named_key_of_the_top_level() -> None:
    root = parse_nodes("a: {body: x}\nbody: |\n  y\nc: [\n", stop_at="body")
    assert plain(root) == {"a": {"body": "x"}}
    assert isinstance(root, Mapping)
    assert not root.complete


@pytest.mark.usefixtures("loader")
def test_reading_goes_on_to_the_end_if_the_named_key_is_missing() -> None:
    root = parse_nodes("a: x\n", stop_at="body")
    assert isinstance(root, Mapping)
    assert root.complete


PIECES = st.sampled_from(
    [*"ab ա:-|>'\"[]{},?#&*!%@`\\~.1", "\n", "\n  ", ": ", "- ", "---", "\t", "\\u"]
)


@settings(tries(300), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(PIECES, max_size=12).map("".join))
def test_any_text_gives_nodes_or_one_yaml_error(loader: str, text: str) -> None:
    try:
        parse_nodes(text)
        return
    except YamlError as raised:
        error = raised
    assert 1 <= error.line <= text.count("\n") + 2
    assert error.column >= 1
    assert error.rule
    assert error.message
