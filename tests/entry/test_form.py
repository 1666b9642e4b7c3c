"""Entry files in canonical form: keys, quotation, wrapping, comments; laws of it."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES
from kit.laws import a_third, tries
from wikicli.article.syntax import parse_tokens
from wikicli.base.model import Entry
from wikicli.entry import file as entryfile
from wikicli.entry.fields import PARTS
from wikicli.entry.form import WIDTH, Wrap, format_entry, wrapping
from wikicli.entry.form.order import REFERENCE_ORDER
from wikicli.entry.form.scalars import format_scalar, split_words
from wikicli.entry.form.wrapping import meaning_of, wrap_body
from wikicli.entry.yamlnodes import Mapping, Scalar, parse_nodes

PATH = Path("x.yaml")
BASE = "title: T\nbody: |\n  B.\n"


def formatted(text: str | bytes, wrap: Wrap = Wrap.width) -> str:
    """The canonical text; formatting it again changes nothing."""
    data = text.encode() if isinstance(text, str) else text
    once = format_entry(data, PATH, wrap)
    assert once.problem is None
    assert format_entry(once.data, PATH, wrap) == once
    return once.data.decode()


def stays(text: str) -> None:
    assert formatted(text) == text


# Keys -------------------------------------------------------------------------------


def test_keys_get_their_order_and_comments_move_along() -> None:
    text = """\
body: |
  B.[^r]
# about the title
title: T  # the headword
references:
  - title: A work  # as on the cover
    id: r
    URL: https://example.org/
    author: {given: Ann, family: Smith}
    # nobody knows
    issued: 1999
hy: {body: Բ, title: Թ}
"""
    assert (
        formatted(text)
        == """\
# about the title
title: T  # the headword
body: |
  B.[^r]
hy:
  title: Թ
  body: |
    Բ
references:
  - id: r
    author: {family: Smith, given: Ann}
    # nobody knows
    issued: 1999
    title: A work  # as on the cover
    URL: https://example.org/
"""
    )


def test_unknown_keys_come_last_in_their_order_and_stay_to_the_letter() -> None:
    text = """\
zeta:   "a  b"
title: T
alpha: |
  one
    two

  three
body: B.
"""
    assert (
        formatted(text)
        == """\
title: T
body: |
  B.
zeta: a  b
alpha: |
  one
    two

  three
"""
    )


def test_the_labels_of_facts_keep_their_order() -> None:
    stays("title: T\nfacts:\n  Zeta: 1\n  Alpha: 2\nbody: |\n  B.\n")


def test_every_key_of_a_reference_has_a_place() -> None:
    assert sorted(REFERENCE_ORDER) == sorted(PARTS["reference"])


# Quotation --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("'plain'", "plain"),
        ('"a, b"', "a, b"),
        ("it's", "it's"),
        ("'a: b'", '"a: b"'),
        ("'a #b'", '"a #b"'),
        ("a#b", "a#b"),
        ("'[[x]]'", '"[[x]]"'),
        ("'* a'", '"* a"'),
        ("'- a'", '"- a"'),
        ("'-a'", "-a"),
        ("'a:'", '"a:"'),
        ("\"'a' b\"", "\"'a' b\""),
        ('"\\"a\\": b"', "'\"a\": b'"),
        ('"a\\\\: b"', "'a\\: b'"),
        ("'%a'", '"%a"'),
        ("'@a'", '"@a"'),
        ("'`a`'", '"`a`"'),
        ('"a\\u00e4"', "aä"),
        ('"e\\u0301"', "é"),
        ('"\\uFB13"', "մն"),
        # Quotes that keep other readers from taking text for something else stay.
        ("'2003'", '"2003"'),
        ("2003", "2003"),
        ("'no'", '"no"'),
        ("no", "no"),
        ("'~'", '"~"'),
        ("'2005-09-14'", '"2005-09-14"'),
        ("'1.5e3'", '"1.5e3"'),
        ("'12:30'", '"12:30"'),
        ("'0x1F'", '"0x1F"'),
        ("'.inf'", '".inf"'),
        ("'9780521224963'", '"9780521224963"'),
        ("'1.2.3'", "1.2.3"),
    ],
)
def test_text_is_plain_where_that_reads_the_same(written: str, canonical: str) -> None:
    text = f"title: T\ndescription: {written}\nbody: |\n  B.\n"
    expected = f"title: T\ndescription: {canonical}\nbody: |\n  B.\n"
    assert formatted(text) == expected


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("['a, b']", '["a, b"]'),
        ("[ a ,b ]", "[a, b]"),
        ("['a:b']", '["a:b"]'),
        ("['O''Loughlin']", "[O'Loughlin]"),
        ("['{a}']", '["{a}"]'),
        ('[ "" , b]', '["", b]'),
        ("[]", "[]"),
    ],
)
def test_in_brackets_more_needs_quotes(written: str, canonical: str) -> None:
    text = f"title: T\naliases: {written}\nbody: |\n  B.\n"
    assert formatted(text) == text.replace(written, canonical)


def test_characters_written_as_escapes_stay_so() -> None:
    stays('title: T\ndescription: "a\\u202Eb \\x07"\nbody: |\n  B.\n')


# Lists and mappings ------------------------------------------------------------------


def test_what_stands_in_brackets_stays_so_if_it_fits_the_line() -> None:
    names = [f"Name number {number}" for number in range(8)]
    short, long = ", ".join(names[:5]), ", ".join(names)
    lines = "".join(f"  - {name}\n" for name in names)
    stays(f"title: T\naliases: [{short}]\nbody: |\n  B.\n")
    stays("title: T\naliases:\n  - A\n  - B\nbody: |\n  B.\n")
    text = f"title: T\naliases: [{long}]\nbody: |\n  B.\n"
    assert formatted(text) == f"title: T\naliases:\n{lines}body: |\n  B.\n"


def test_what_does_not_fit_is_opened_from_outside() -> None:
    people = ", ".join(
        f"{{family: Family {number}, given: Given {number}}}" for number in range(4)
    )
    text = f"{BASE}references: [{{id: r, title: W, author: [{people}]}}]\n"
    assert (
        formatted(text)
        == f"""\
{BASE}references:
  - id: r
    author:
      - {{family: Family 0, given: Given 0}}
      - {{family: Family 1, given: Given 1}}
      - {{family: Family 2, given: Given 2}}
      - {{family: Family 3, given: Given 3}}
    title: W
"""
    )


def test_the_whole_entry_may_stand_in_brackets() -> None:
    assert formatted("{body: B., title: T, aliases: [a: b]}") == (
        "title: T\naliases: [{a: b}]\nbody: |\n  B.\n"
    )


def test_indentation_becomes_two_spaces() -> None:
    text = """\
title: T
terms:
- hy: Ա
  ipa:
         east: a
         source: s
-
    en: b
body: |
        B.
"""
    assert (
        formatted(text)
        == """\
title: T
terms:
  - hy: Ա
    ipa:
      east: a
      source: s
  - en: b
body: |
  B.
"""
    )


def test_lists_in_lists_and_empty_values_stay() -> None:
    stays("title: T\nbody: |\n  B.\nodd:\n  - - a\n    - b\n  - - c\nempty:\n")


# Long lines ---------------------------------------------------------------------------

WORDS = "Eleven words of some length make up each of these sentences. "
FILLED = WORDS + "Eleven words of some length make up each of"


def test_a_line_that_does_not_fit_is_folded() -> None:
    text = f"{BASE}references:\n  - id: r\n    title: '{WORDS * 2}'\n"
    assert (
        formatted(text)
        == f"""\
{BASE}references:
  - id: r
    title: >-
      {FILLED}
      these sentences.
"""
    )


def test_a_folded_line_that_fits_is_unfolded() -> None:
    text = f"{BASE}references:\n  - id: r\n    title: >-\n      A\n      work\n"
    assert formatted(text) == f"{BASE}references:\n  - id: r\n    title: A work\n"


def test_a_folded_line_stays_as_its_author_broke_it() -> None:
    lines = "".join(f"      {WORDS.strip()}\n" for _ in range(3))
    stays(f"{BASE}references:\n  - id: r\n    title: >-\n{lines}")


def test_what_has_no_space_stays_on_its_line() -> None:
    stays(f"{BASE}references:\n  - id: r\n    URL: https://example.org/{'x' * 120}\n")


def test_a_line_of_exactly_the_width_fits() -> None:
    line = "description: " + "ab " * 32
    fits = line + "c" * (WIDTH - len(line))
    stays(f"title: T\n{fits}\nbody: |\n  B.\n")
    assert "description: >-\n" in formatted(f"title: T\n{fits}d\nbody: |\n  B.\n")


def test_several_lines_of_a_quotation_are_one() -> None:
    text = 'title: "T\n  two\n\n  three"\nbody: |\n  B.\n'
    assert formatted(text) == "title: T two three\nbody: |\n  B.\n"


def test_other_spaces_than_the_common_one_stay() -> None:
    stays("title: T\ndescription: a\u00a0b\u2009c\nbody: |\n  B.\n")


# Comments ---------------------------------------------------------------------------


def test_comments_stay_before_and_beside_what_they_are_about() -> None:
    stays("""\
# yaml-language-server: $schema=.entry.schema.json
# about the title
title: T  # beside it
# about the terms
terms:  # beside the key
  # about the first
  - hy: Ա  # beside its first line
    # about the gloss
    en: a
    # - hy: Բ
  # - hy: Գ
body: |  # wikicli: ignore[long-line]
  B. # no comment

  # no comment either
see_also:
  - a  # beside a
  # about b
  - {entry: b, note: c}  # beside b
# at the end
#   - indented
""")


def test_empty_lines_between_parts_stay_one_by_one() -> None:
    text = "\n\ntitle: T\n\n\n# c\n\nbody: |\n  B.\n\n\nhy:\n\n  title: Թ\n\n\n# e\n\n"
    assert formatted(text) == (
        "title: T\n\n# c\n\nbody: |\n  B.\n\nhy:\n  title: Թ\n\n# e\n"
    )


def test_what_is_said_about_the_file_stays_at_its_head() -> None:
    text = "# about the file\n\n# about the body\nbody: |\n  B.\ntitle: T\n"
    assert formatted(text) == (
        "# about the file\n\ntitle: T\n# about the body\nbody: |\n  B.\n"
    )


def test_an_empty_line_that_moves_to_the_head_is_one_with_that_below_it() -> None:
    text = "# about the file\n\nbody: |\n  B.\n\ntitle: T\n"
    assert formatted(text) == "# about the file\n\ntitle: T\nbody: |\n  B.\n"


def test_a_comment_in_brackets_opens_them() -> None:
    text = """\
title: T
aliases: [ # all of them
  a, # the first
  # the second
  b,
  # no more
]  # closed
body: |
  B.
"""
    assert (
        formatted(text)
        == """\
title: T
# closed
aliases:  # all of them
  - a  # the first
  # the second
  - b
  # no more
body: |
  B.
"""
    )


def test_a_comment_at_a_dash_goes_before_the_item() -> None:
    text = "title: T\nterms:\n  -  # c\n    hy: Ա\nbody: |\n  B.\n"
    assert formatted(text) == ("title: T\nterms:\n  # c\n  - hy: Ա\nbody: |\n  B.\n")


def test_a_comment_that_ignores_rules_in_an_item_stays_on_its_first_line() -> None:
    text = f"""\
{BASE}references:
  - title: W  # wikicli: ignore[no-date]
    id: r
  - title: X  # a remark
    id: s
  - {{title: Y, id: t, note: {WORDS}{WORDS}}}  # wikicli: ignore[a, b]
"""
    assert (
        formatted(text)
        == f"""\
{BASE}references:
  - id: r  # wikicli: ignore[no-date]
    title: W
  - id: s
    title: X  # a remark
  - id: t  # wikicli: ignore[a, b]
    title: Y
    note: >-
      {FILLED}
      these sentences.
"""
    )


def test_a_comment_stays_with_a_line_that_is_folded() -> None:
    text = f"title: T\ndescription: {WORDS * 2} # c\nbody: |\n  B.\n"
    assert formatted(text).startswith("title: T\ndescription: >-  # c\n  Eleven")


def test_number_signs_in_text_are_no_comments() -> None:
    stays(
        """\
title: "a # b"
description: '"# b'
aliases: [a#b, "c # d"]
body: |
  B.
references:
  - id: r
    title: >-
      # LONG b
      # no comment
""".replace("LONG", "a" * 95)
    )


# Bytes ------------------------------------------------------------------------------


def test_line_ends_marks_and_spaces_become_canonical() -> None:
    text = "\ufefftitle: T  \r\n\r\nbody: |\r\n  A e\u0301 ﬓ.  \r\n\r\n  B.\r\n\r\n"
    assert formatted(text) == "title: T\n\nbody: |\n  A é մն.\n\n  B.\n"


def test_a_missing_last_newline_is_added() -> None:
    assert formatted(BASE.rstrip("\n")) == BASE


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "this file is empty"),
        (b"title: T\n", "there is no 'body'; every entry needs one"),
        (b"title: [\n", "a value is missing before this"),
        (b"title: \xff\nbody: B\n", "byte 0xff is not UTF-8 here"),
        (b"title: T\nbody: a\x07b\n", "unsafe character U+0007"),
        ("title: T\nbody: a\u202eb\n".encode(), "unsafe character U+202E"),
        (b"title: &a T\nbody: B\n", "anchor '&a' is not used in entries"),
    ],
)
def test_what_gives_no_entry_or_would_lose_characters_stays(
    data: bytes, message: str
) -> None:
    result = format_entry(data, PATH)
    assert result.data == data
    assert result.problem is not None
    assert result.problem.message == message


# Bodies -----------------------------------------------------------------------------

LONG = "word " * 30 + "end."


def wrapped(text: str, width: int = 40, wrap: Wrap = Wrap.width) -> str:
    once = wrap_body(text, width, wrap)
    assert wrap_body(once, width, wrap) == once
    assert meaning_of(once) == meaning_of(text)
    return once


@pytest.mark.parametrize(
    "text",
    [
        "Short lines\nstay\nas they are.",
        "```\n" + "x " * 40 + "  \n```",
        "    " + "x " * 40 + "y",
        "# " + "x " * 40 + "y",
        "| a | b |\n|---|---|\n| " + "x " * 40 + "| c |",
        "`" + "x " * 40 + "y`",
        "[[slug|" + "x " * 40 + "y]]",
        "[^id " + "x " * 30 + "y]",
        "https://example.org/" + "x" * 60,
        "[ref]: <https://example.org/" + "x" * 60 + ">",
    ],
)
def test_what_fits_or_can_not_be_broken_stays(text: str) -> None:
    assert wrapped(text) == text


def test_a_long_line_is_broken_and_those_before_it_stay() -> None:
    text = "One\ntwo three.\naaaa bbbb cccc dddd eeee ffff gggg hhhh iiii\njjjj"
    assert wrapped(text) == (
        "One\ntwo three.\naaaa bbbb cccc dddd eeee ffff gggg hhhh\niiii jjjj"
    )


def test_items_quotations_and_notes_are_wrapped_under_themselves() -> None:
    words = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii"
    text = f"- {words}\n  - {words}\n\n1. {words}\n\n> {words}\n\n[^n]: {words}"
    assert (
        wrapped(text)
        == """\
- aaaa bbbb cccc dddd eeee ffff gggg
  hhhh iiii
  - aaaa bbbb cccc dddd eeee ffff gggg
    hhhh iiii

1. aaaa bbbb cccc dddd eeee ffff gggg
   hhhh iiii

> aaaa bbbb cccc dddd eeee ffff gggg
> hhhh iiii

[^n]: aaaa bbbb cccc dddd eeee ffff gggg
    hhhh iiii"""
    )


@pytest.mark.parametrize(
    "sign", ["-", "1.", "2)", "#", ">", "+", "===", "---", "|", ":", "~"]
)
def test_no_line_begins_as_something_else(sign: str) -> None:
    text = "x" * 38 + f" {sign} and so on it goes for some words more"
    first = wrapped(text).split("\n")[0]
    assert first.startswith("x" * 38 + f" {sign}")


def test_definitions_are_wrapped_under_themselves() -> None:
    words = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii"
    text = f"{words}\n: {words}\n:   {words}\n\n    {words}\n\n> a\n> : {words}"
    assert (
        wrapped(text)
        == """\
aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii
: aaaa bbbb cccc dddd eeee ffff gggg
  hhhh iiii
:   aaaa bbbb cccc dddd eeee ffff gggg
    hhhh iiii

    aaaa bbbb cccc dddd eeee ffff gggg
    hhhh iiii

> a
> : aaaa bbbb cccc dddd eeee ffff gggg
>   hhhh iiii"""
    )


def test_a_marker_or_link_in_two_lines_is_joined_where_its_paragraph_is_wrapped() -> (
    None
):
    text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii [^id p.\n15] [[slug|a\nlabel]]"
    assert wrapped(text) == (
        "aaaa bbbb cccc dddd eeee ffff gggg hhhh\niiii [^id p. 15] [[slug|a label]]"
    )
    assert wrapped("a [^id p.\n15] [[slug|a\nlabel]]") == (
        "a [^id p.\n15] [[slug|a\nlabel]]"
    )


def test_hard_breaks_stay() -> None:
    words = "aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii"
    text = f"{words}\\\n{words}  \nlast  \n\nnext  "
    assert (
        wrapped(text)
        == """\
aaaa bbbb cccc dddd eeee ffff gggg hhhh
iiii\\
aaaa bbbb cccc dddd eeee ffff gggg hhhh
iiii__
last

next""".replace("_", " ")
    )


def test_two_spaces_within_a_line_stay() -> None:
    text = "aaaa bbbb cccc dddd eeee ffff gggg hhhh  iiii jjjj"
    assert wrapped(text) == "aaaa bbbb cccc dddd eeee ffff gggg\nhhhh  iiii jjjj"


def test_a_long_quotation_is_wrapped_in_its_entry() -> None:
    text = f"title: T\nbody: |\n  > {FILLED} it.\n"
    assert formatted(text) == f"title: T\nbody: |\n  > {FILLED}\n  > it.\n"


def test_a_body_that_begins_with_code_keeps_its_spaces() -> None:
    stays("title: T\nbody: |2\n      code\n\n  B.\nhy:\n  body: |2\n        code\n")


def test_empty_lines_around_a_body_go() -> None:
    text = "title: T\nbody: |+\n\n  A.\n\n\n\n  B.\n\n\n"
    assert formatted(text) == "title: T\nbody: |\n  A.\n\n\n\n  B.\n"


def test_a_body_with_escaped_characters_keeps_them() -> None:
    stays('title: T\nbody: "a\\x07b\\n\\nc"\n')


SENTENCES = f"""\
title: T
body: |
  {WORDS}It was adopted by Yu. Andropov, No. 5.[^r p. 3] Now
  {WORDS}

  - {WORDS}{WORDS}
references:
  - id: r
    title: >-
      {WORDS}{WORDS}
      {WORDS.strip()}
    note: '{WORDS}{WORDS.strip()}'
"""


def test_by_default_lines_stay_as_their_author_broke_them() -> None:
    kept = formatted(SENTENCES, Wrap.keep).split("\n")
    assert kept[2] == f"  {WORDS}It was adopted by Yu. Andropov, No. 5.[^r p. 3] Now"
    assert kept[3] == f"  {WORDS.strip()}"
    assert kept[8:12] == [
        "    title: >-",
        f"      {WORDS}{WORDS.strip()}",
        f"      {WORDS.strip()}",
        f"    note: {WORDS}{WORDS.strip()}",
    ]
    assert format_entry(SENTENCES.encode(), PATH).data.decode().split("\n") == kept


def test_a_sentence_may_have_a_line() -> None:
    broken = formatted(SENTENCES, Wrap.sentence).split("\n")
    assert broken[2:8] == [
        f"  {WORDS.strip()}",
        "  It was adopted by Yu. Andropov, No. 5.[^r p. 3]",
        f"  Now {WORDS.strip()}",
        "",
        f"  - {WORDS.strip()}",
        f"    {WORDS.strip()}",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("It rose to 5. It fell.", ["It rose to 5.", "It fell."]),
        ("Եկավ։ Տեսավ։", ["Եկավ։", "Տեսավ։"]),
        ("One.[^a] Two[^b]. Three.", ["One.[^a]", "Two[^b].", "Three."]),
        ("One.[^a][^b p. 2] Two.", ["One.[^a][^b p. 2]", "Two."]),
        ("See [[a|No. One]]. It is.", ["See [[a|No. One]].", "It is."]),
        ("In `a. B c` it is. So.", ["In `a. B c` it is.", "So."]),
        ("One. - Two.", ["One. - Two."]),
        ("> One. Two.", ["> One.", "> Two."]),
        ("[^n]: One. Two.", ["[^n]: One.", "    Two."]),
        ("One. Two.\\\nThree. Four.", ["One.", "Two.\\", "Three.", "Four."]),
        ("One\nlong sentence. Two.", ["One long sentence.", "Two."]),
    ],
)
def test_lines_end_with_sentences(text: str, lines: list[str]) -> None:
    assert wrapped(text, wrap=Wrap.sentence).split("\n") == lines


# All entries ------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(ENTRIES.glob("*.yaml")), ids=lambda it: it.stem)
def test_shipped_entries_say_the_same_in_canonical_form(path: Path) -> None:
    data = path.read_bytes()
    before, after = entryfile.parse(data, PATH), None
    after = entryfile.parse(formatted(data, Wrap.sentence).encode(), PATH)
    assert formatted(data, Wrap.keep).encode() == data
    assert before.entry is not None
    assert after.entry is not None
    assert meaning(before.entry) == meaning(after.entry)
    assert after.problems == ()


def meaning(entry: Entry) -> tuple[Any, ...]:
    side = entry.hy and entry.hy._replace(body="")
    bodies = entry.body, entry.hy.body if entry.hy else ""
    return entry._replace(body="", hy=side), list(entry.facts), *map(meaning_of, bodies)


# Laws -------------------------------------------------------------------------------

TEXTS = st.text(
    st.one_of(
        st.sampled_from(list("ab 1:#,-[]{}'\"|>&*!%@`\\.?~=\n\t")),
        st.characters(codec="utf-8"),
    ),
    max_size=12,
)


@given(TEXTS, st.booleans(), st.booleans())
def test_every_text_is_read_again_as_it_was(
    text: str, quoted: bool, in_brackets: bool
) -> None:
    written = format_scalar(text, quoted, in_brackets)
    root = parse_nodes(f"[{written}]\n" if in_brackets else f"k: {written}\n")
    if in_brackets:
        assert not isinstance(root, Mapping | Scalar)
        assert root is not None
        node = root.items[0]
    else:
        assert isinstance(root, Mapping)
        node = root.items["k"][1]
    assert isinstance(node, Scalar)
    assert node.text == text


@given(st.text(st.sampled_from(list("ab `[]^|<>()\\")), max_size=60))
def test_words_are_the_line_without_its_spaces(text: str) -> None:
    line = " ".join(text.split())
    assert " ".join(split_words(line)) == line


PIECES = st.sampled_from(
    """
    word another-word [[slug]] [[slug|a_label]] [^id] [^id_p._15] *emphasis* **strong**
    `code` `a_b` - + * 1. 2) # ## > | --- === *** ``` ~~~ [^note]: [x]: https://x.org
    : ~ ~~struck_text~~ **«ա»**ը [[slug#One_two]] [[#One|a_label]] ![alt_[^id]](x.png)
    <https://x.org> [text](https://x.org) \\ a\\ միացում։ é ___ & &amp; | a|b :--
    """.split()
).map(lambda piece: piece.replace("_", " ") if piece != "___" else piece)
LINES = st.lists(PIECES, min_size=1, max_size=14).map(" ".join)
ENDS = st.sampled_from(["\n", "\n", "\n\n", "  \n", "\\\n", "\n  ", "\n    ", " \n"])
BODIES = st.lists(st.tuples(LINES, ENDS), min_size=1, max_size=8).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)


@tries(300)
@given(BODIES, st.integers(10, 60), st.sampled_from(Wrap))
def test_wrapping_changes_nothing_but_line_ends(
    text: str, width: int, wrap: Wrap
) -> None:
    once = wrap_body(text, width, wrap)
    assert meaning_of(once) == meaning_of(text)
    assert wrap_body(once, width, wrap) == once
    if wrap is Wrap.keep:
        assert once.split() == text.split()
        assert once.strip().count("\n") == text.strip().count("\n")


def refill(text: str, width: int) -> str:
    """Wrap as other editors do: at any space, also in markers and links."""
    lines, tokens = text.split("\n"), parse_tokens(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wrapping, "split_words", str.split)
        return "\n".join(wrapping._wrap(lines, tokens, width))


@pytest.mark.parametrize("path", sorted(ENTRIES.glob("*.yaml")), ids=lambda it: it.stem)
def test_a_shipped_text_that_an_editor_refilled_says_the_same(path: Path) -> None:
    entry = entryfile.read(path).entry
    assert entry is not None
    bodies = filter(None, (entry.body, entry.hy and entry.hy.body))
    for text in bodies:
        for width in a_third(range(20 + len(text) % 9, 81, 9)):
            assert meaning_of(refill(text, width)) == meaning_of(text)


def test_refilling_breaks_markers_and_links() -> None:
    text = "> aaaa bbbb [^id p. 15] and [[slug|a label]]"
    assert refill(text, 18) == ("> aaaa bbbb [^id\n> p. 15] and\n> [[slug|a label]]")


RUNS = st.lists(
    st.sampled_from(
        """
        word. a_word [^id] [^id_p._15] [^id_ch._2,_pp._3–4] [[slug]] [[slug|a_long_one]]
        [[slug#One_two]] [[#One_two|its_label]] [[_slug_|_label_]] *two_words*[^id_էջ_7]
        **«ա_բ»**ը ~~struck_text~~ ![alt_[^id_p._3]](x.png) [text_of](https://x.org)
        [[Bad_slug]] [[Bad|a_label]] [^no_id!_x]
        """.split()
    ),
    min_size=1,
    max_size=12,
).map(lambda pieces: " ".join(pieces).replace("_", " "))
CONTAINERS = [
    "",
    "> ",
    "- ",
    "1. ",
    "> - ",
    "- > ",
    "[^n]: ",
    "term\n: ",
    "> term\n> : ",
]


@given(RUNS, st.sampled_from(CONTAINERS), st.integers(10, 40))
def test_markers_and_links_that_an_editor_broke_say_the_same(
    run: str, container: str, width: int
) -> None:
    text = container + run
    assert meaning_of(refill(text, width)) == meaning_of(text)


COMMENTS = st.sampled_from(["", "", "", "  # c", " # wikicli: ignore[x]", "  #"])
VALUES = st.sampled_from(
    [
        *(
            "plain",
            "'quoted: one'",
            '"a\\tb"',
            "1999",
            "'1999'",
            "[a, b]",
            "{k: v}",
            "",
        ),
        *("[a, {k: [v]}]", "x # y", WORDS * 3, f"'{WORDS * 3}'", "[a, # c\n{i}  b]"),
        *("|-\n{i}  text\n\n{i}   more", ">\n{i}  a\n{i}  b", "'a\n{i}  b'"),
        *("a\n{i}  b", "\n{i}  - a\n{i}  # c\n{i}  - b: c\n{i}    d: e"),
        "\n{i}  k: v\n\n{i}  l: w",
    ]
)
KEYS = st.sampled_from(
    "description aliases terms facts hy see_also references categories odd".split()
)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """Entry files of any order and style, with comments."""
    parts = ["title: T", "body: |\n" + "\n".join(f"  {it}" for it in draw(BODY_LINES))]
    for key in draw(st.lists(KEYS, max_size=4, unique=True)):
        parts.append(f"{key}: " + draw(VALUES).replace("{i}", ""))
        if draw(st.booleans()):
            inner = draw(
                st.lists(st.sampled_from("hy en id title x".split()), unique=True)
            )
            values = [
                f"    {it}: " + draw(VALUES).replace("{i}", "    ") for it in inner
            ]
            if values:
                parts[-1] = f"{key}:\n" + "\n".join(values).replace("    ", "  - ", 1)
    lines = []
    for part in draw(st.permutations(parts)):
        lines += draw(st.lists(st.sampled_from(["", "# c", "  # d"]), max_size=2))
        first, newline, rest = part.partition("\n")
        lines.append(first + draw(COMMENTS) + newline + rest)
    return "\n".join([*lines, draw(st.sampled_from(["", "# end", "  # end", "\n"]))])


BODY_LINES = st.lists(LINES, min_size=1, max_size=3)


@tries(400)
@given(sources(), st.sampled_from(Wrap))
def test_formatting_says_the_same_and_is_done_once(text: str, wrap: Wrap) -> None:
    data = text.encode()
    before = entryfile.parse(data, PATH)
    once = format_entry(data, PATH, wrap)
    if before.entry is None:
        assert once.data == data
        return
    assert once.problem is None
    assert format_entry(once.data, PATH, wrap) == once
    after = entryfile.parse(once.data, PATH)
    assert after.entry is not None
    assert meaning(before.entry) == meaning(after.entry)
    faults = [
        sorted(it.message for it in loaded.problems) for loaded in (before, after)
    ]
    assert faults[0] == faults[1]
    assert count_comments(once.data.decode()) == count_comments(text)


def count_comments(text: str) -> int:
    """Count comments by their words, also where they are text after all."""
    return sum(map(text.count, ("# c", "# d", "# end", "# wikicli: ignore[x]", "# y")))
