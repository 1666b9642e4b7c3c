"""Where scalars and their letters stand in the text of an entry file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.entry.form.source import EntryText, count_letters
from wikicli.entry.yamlnodes import Mapping, Scalar


def value_of(text: str) -> tuple[EntryText, Scalar]:
    source = EntryText(text)
    assert isinstance(source.root, Mapping)
    _, value = source.root.items["a"]
    assert isinstance(value, Scalar)
    return source, value


def places_of(source: EntryText, scalar: Scalar, indices: list[int]) -> list[int]:
    letters, counts = source.letters(scalar), count_letters(scalar.text)
    return [letters[counts[index]] for index in indices]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("b c", "b c"),
        ("b\n  c # comment", "b\n  c"),
        ("'it''s'  # comment", "'it''s'"),
        ('"say \\"it\\"\n  now" # comment', '"say \\"it\\"\n  now"'),
        ("|\n  b\n\n  c\n\n\n# comment\n", "|\n  b\n\n  c"),
        ("|  # comment\n  b\n", "|  # comment\n  b"),
        (">-\n  b\n  c\n \n", ">-\n  b\n  c"),
        ("|\n\n# comment\n", "|\n"),
        ("'b'\r\n", "'b'"),
        ("|\r\n  b\r\n  c\r\n\r\n", "|\r\n  b\r\n  c"),
        ("b\r", "b"),
        ("", ""),
    ],
)
def test_a_scalar_ends_behind_its_last_letter(written: str, value: str) -> None:
    for more in ("", "\nd: e\n"):
        source, scalar = value_of(f"x: y\na: {written}{more}")
        start, end, _ = source.span(scalar)
        assert source.text[start:end] == value


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        ("b c\n  d", ["b", "c", "d"]),
        ("'it''s b'", ["i", "t", "''", "s", "b"]),
        ('"\\x62 \\u0563\\U00000064\\""', ["\\x62", "\\u0563", "\\U00000064", '\\"']),
        ('"b\\n\\t\\ \\x20c\\\n   d"', ["b", "c", "d"]),
        ("|\n    b\n     c\n", ["b", "c"]),
        (">\n  b\n  c\n\n   d\n", ["b", "c", "d"]),
    ],
)
def test_letters_stand_where_they_are_written(written: str, letters: list[str]) -> None:
    source, scalar = value_of(f"x: y\na: {written}\n")
    indices = [at for at, letter in enumerate(scalar.text) if letter.strip(" \t\n")]
    places = places_of(source, scalar, indices)
    assert len(places) == len(letters)
    for place, letter in zip(places, letters, strict=True):
        assert source.text.startswith(letter, place)


@given(st.text("ab'\" :#-[\n", max_size=30), st.sampled_from("'|>"))
def test_each_letter_has_its_place(text: str, style: str) -> None:
    lines = "".join(f"\n  {line}" for line in f"b{text}b".split("\n"))
    written = (
        f"{style}{lines}"
        if style in "|>"
        else f"'{lines.replace(chr(39), chr(39) * 2)}'"
    )
    source, scalar = value_of(f"a: {written}\n")
    indices = [at for at, letter in enumerate(scalar.text) if letter not in " \n"]
    places = places_of(source, scalar, indices)
    assert [source.text[at] for at in places] == [scalar.text[at] for at in indices]
    assert places == sorted(set(places))
