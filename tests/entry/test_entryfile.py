from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.laws import tries
from wikicli.article.footnotes import number
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
from wikicli.base.problems import FieldProblem, Problem, Severity
from wikicli.base.text import find_unsafe
from wikicli.entry import file as entryfile
from wikicli.entry import yamlnodes
from wikicli.entry.fields import PARTS
from wikicli.entry.file import Loaded

PATH = Path("x.yaml")
OK = "title: T\nbody: B\n"


def load(text: str | bytes, name: str = "x.yaml") -> Loaded:
    data = text.encode() if isinstance(text, str) else text
    return entryfile.parse(data, Path(name))


def entry_of(text: str | bytes) -> Entry:
    """Parse what has no fault at all."""
    loaded = load(text)
    assert loaded.problems == ()
    assert loaded.entry is not None
    return loaded.entry


def lines(problems: tuple[Problem, ...]) -> list[str]:
    return [
        f"{item.location.line}:{item.location.column} {item.severity.name.lower()} "
        f"{item.rule}: {item.message}"
        for item in problems
    ]


def faults(text: str | bytes) -> list[str]:
    """Parse what has faults but gives an entry."""
    loaded = load(text)
    assert loaded.entry is not None
    return lines(loaded.problems)


@pytest.fixture(params=["c", "pure"])
def parser(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    loaders = yamlnodes._LOADERS if request.param == "c" else yamlnodes._LOADERS[-1:]
    monkeypatch.setattr(yamlnodes, "_LOADERS", loaders)
    return request.param  # type: ignore[no-any-return]


# What is read -----------------------------------------------------------------------

FULL = """\
title: Karabakh Committee
description: Group that led a movement
aliases: [Gharabagh Committee, "11"]
terms:
  - hy: Ղարաբաղ կոմիտե
    en: Karabakh Committee
    romanization: Karabakh komite
    ipa: {east: ʁɑɾɑˈbɑʁ, west: ʁɑɾɑˈpɑʁ, source: wiktionary}
    orthography: classical
    forms: [կոմիտեի, կոմիտեն]
    literal: Karabakh committee
    note: see *there*
  - {hy: կոմիտե}
facts:
  Founded: February 1988
  Independent: no
  Ended: ~
  Hour: 12:30
  Code: 0123
body: |
  The **Karabakh Committee**.[^a p. 54]

  ## Arrest
  Detained.
hy:
  title: Ղարաբաղ կոմիտե
  description: խումբ
  status: reviewed
  facts:
    Երկիր: "[[nkao]][^a]"
  body: |
    Տեքստ
see_also:
  - karabakh-movement
  - {entry: perestroika, note: the policy}
  - {title: Wilsonian Armenia}
  - {title: Some page, url: "https://example.org/", note: outside}
references:
  - id: a
    type: book
    author: [{family: de Waal, given: Thomas, suffix: Jr}, {literal: A Group}]
    editor: Balian, Nora
    translator:
      family: Berg
      given: A.
      dropping-particle: von
      non-dropping-particle: van
      comma-suffix: true
      static-ordering: yes
      parse-names: 1
    issued: 2003
    accessed: 2005-09-14
    title: "Black Garden: a book"
    volume: 1
    DOI: 10.1000/x
    quote: Words of it.
    archive-url: https://example.org/a
    archived: 2015-09-23
    url-status: dead
    trans-title: A title
    script-title: Սև այգի
    author-link: Thomas de Waal
    further: true
categories: [Movements, Organisations]
source:
  title: A page
  url: https://example.org/p
  license: CC BY-SA 4.0
  retrieved: 2026-11-22
"""

WHOLE = Entry(
    slug="x",
    title="Karabakh Committee",
    description="Group that led a movement",
    aliases=("Gharabagh Committee", "11"),
    terms=(
        Term(
            hy="Ղարաբաղ կոմիտե",
            en="Karabakh Committee",
            romanization="Karabakh komite",
            ipa=Ipa("ʁɑɾɑˈbɑʁ", "ʁɑɾɑˈpɑʁ", "wiktionary"),
            orthography="classical",
            forms=("կոմիտեի", "կոմիտեն"),
            literal="Karabakh committee",
            note="see *there*",
        ),
        Term(hy="կոմիտե"),
    ),
    facts={
        "Founded": "February 1988",
        "Independent": "no",
        "Ended": "~",
        "Hour": "12:30",
        "Code": "0123",
    },
    body="The **Karabakh Committee**.[^a p. 54]\n\n## Arrest\nDetained.\n",
    hy=ArmenianSide(
        "Ղարաբաղ կոմիտե", "խումբ", "reviewed", "Տեքստ\n", {"Երկիր": "[[nkao]][^a]"}
    ),
    see_also=(
        SeeAlso("karabakh-movement"),
        SeeAlso("perestroika", note="the policy"),
        SeeAlso(title="Wilsonian Armenia"),
        SeeAlso(title="Some page", url="https://example.org/", note="outside"),
    ),
    references=(
        Reference(
            id="a",
            type="book",
            names={
                "author": (
                    Name("de Waal", "Thomas", "Jr"),
                    Name(literal="A Group"),
                ),
                "editor": (Name("Balian", "Nora"),),
                "translator": (
                    Name(
                        "Berg",
                        "A.",
                        dropping_particle="von",
                        non_dropping_particle="van",
                        comma_suffix=True,
                        static_ordering=True,
                        parse_names=True,
                    ),
                ),
            },
            dates={"issued": Date("2003"), "accessed": Date("2005-09-14")},
            variables={
                "title": "Black Garden: a book",
                "volume": "1",
                "DOI": "10.1000/x",
            },
            quote="Words of it.",
            archive_url="https://example.org/a",
            archived=Date("2015-09-23"),
            url_status="dead",
            trans_title="A title",
            script_title="Սև այգի",
            author_link="Thomas de Waal",
            further=True,
        ),
    ),
    categories=("Movements", "Organisations"),
    source=Origin(
        "A page", "https://example.org/p", "CC BY-SA 4.0", Date("2026-11-22")
    ),
)


@pytest.mark.usefixtures("parser")
def test_every_field_of_the_format_is_read() -> None:
    assert entry_of(FULL) == WHOLE


def test_the_sample_fills_every_field_of_the_model() -> None:
    seen: set[str] = set()

    def collect(value: Any) -> None:
        names = [f"{type(value).__name__}.{name}" for name in fields_of(value)]
        inside = list(value.values() if isinstance(value, dict) else value)
        seen.update(name for name, inner in zip(names, inside, strict=False) if inner)
        for inner in inside:
            if isinstance(inner, dict | tuple):
                collect(inner)

    collect(WHOLE)
    collect(Date(literal="x"))
    kinds: tuple[Any, ...] = (
        ArmenianSide,
        Date,
        Entry,
        Ipa,
        Name,
        Reference,
        SeeAlso,
        Origin,
        Term,
    )
    assert seen == {
        f"{kind.__name__}.{name}" for kind in kinds for name in kind._fields
    }


def fields_of(value: object) -> tuple[str, ...]:
    """Return the names of the fields of a part of the model; nothing else has any."""
    return getattr(value, "_fields", ())


def test_the_slug_is_the_stem_of_the_file() -> None:
    loaded = load(OK, "deep/folder/karabakh-movement.yaml")
    assert loaded.entry is not None
    assert loaded.entry.slug == "karabakh-movement"


def test_title_and_body_are_enough() -> None:
    assert entry_of(OK) == Entry("x", "T", "B")


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "word", "no yes true null ~ 0123 12:30 1_000 1e3 .nan 1988 2005-09-14 =".split()
)
def test_values_are_text_as_written(word: str) -> None:
    entry = entry_of(f"title: {word}\nbody: {word}\naliases: [{word}]\n")
    assert (entry.title, entry.body, entry.aliases) == (word, word, (word,))


def test_lines_of_a_title_become_one() -> None:
    entry = entry_of("title: |\n  A\n\n  B\ndescription: >\n  c\n  d\nbody: x\n")
    assert (entry.title, entry.description) == ("A B", "c d")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('"Family, Given"', Name("Family", "Given")),
        ("Thomas de Waal", Name(literal="Thomas de Waal")),
        ('"One, Two, Three"', Name(literal="One, Two, Three")),
        ('"Group,"', Name(literal="Group,")),
        ("{literal: A Group}", Name(literal="A Group")),
        ("[{family: A}]", Name("A")),
        ('["A, B"]', Name("A", "B")),
    ],
)
def test_names_are_read_in_all_forms(written: str, read: Name) -> None:
    entry = entry_of(f"{OK}references: [{{id: a, author: {written}, title: A}}]\n")
    assert entry.references[0].names == {"author": (read,)}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2005", Date("2005")),
        ("2005-09", Date("2005-09")),
        ("2005-09-14", Date("2005-09-14")),
        ("1997-24/1998", Date("1997-24/1998")),
        ("1905~", Date("1905~")),
        ("~1905", Date("~1905")),
        ("2005a", Date("2005a")),
        ("{literal: in the winter}", Date(literal="in the winter")),
        ("{raw: 2005-09}", Date("2005-09")),
        ('{raw: "Sept. 14, 2005"}', Date("2005-09-14")),
        ("{edtf: 1997-24/1998}", Date("1997-24/1998")),
        ("{edtf: 1915-04-24, literal: Easter}", Date("1915-04-24", "Easter")),
        ("{raw: 24 April 1915, literal: Easter}", Date("1915-04-24", "Easter")),
        ("{date-parts: [[1915]], literal: Easter}", Date("1915", "Easter")),
        ("{date-parts: [[1915, 4]], literal: April 1915}", Date("1915-04")),
        ("{date-parts: [[2005, 9, 14]]}", Date("2005-09-14")),
        ("{date-parts: [[2005, 9]], circa: true}", Date("2005-09~")),
        ('{date-parts: [["2005", "09"]], circa: 1}', Date("2005-09~")),
        ("{date-parts: [[2005, 9]], circa: false}", Date("2005-09")),
        ("{date-parts: [[2005]], season: 2}", Date("2005-22")),
        ("{date-parts: [[2005]], season: Fall}", Date("2005-23")),
        ("{date-parts: [[2005]], season: 24}", Date("2005-24")),
        ("{date-parts: [[1997], [1998]], season: winter}", Date("1997-24/1998")),
        ("{date-parts: [[1994], [0]]}", Date("1994/..")),
        ("{date-parts: [[-190]], circa: true}", Date("-0189~")),
        ("{date-parts: [[1997], [1998]]}", Date("1997/1998")),
    ],
)
def test_dates_are_read_in_all_forms(written: str, read: Date) -> None:
    entry = entry_of(f"{OK}references: [{{id: a, issued: {written}, title: A}}]\n")
    assert entry.references[0].dates == {"issued": read}


@pytest.mark.parametrize(
    ("written", "read"),
    [("true", True), ("yes", True), ("True", True), ("false", False), ("no", False)],
)
def test_further_is_true_or_false(written: str, read: bool) -> None:
    entry = entry_of(f"{OK}references: [{{id: a, further: {written}, title: A}}]\n")
    assert entry.references[0].further is read


# Encoding ---------------------------------------------------------------------------


def test_byte_order_mark_and_line_ends_change_nothing() -> None:
    plain = entry_of(FULL)
    assert entry_of(b"\xef\xbb\xbf" + FULL.encode()) == plain
    assert entry_of(FULL.replace("\n", "\r\n")) == plain
    assert entry_of(FULL.replace("\n", "\r")) == plain


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"title: \xff\n", "1:8 error encoding: byte 0xff is not UTF-8 here"),
        ("title: Ա\nbo".encode() + b"\xc3(", "2:3 error encoding: byte 0xc3 is not "),
        (b"a: b\r\nc: \x80", "2:4 error encoding: byte 0x80 is not UTF-8 here"),
        (b"a: b\rc: \x80", "2:4 error encoding: byte 0x80 is not UTF-8 here"),
        (b"\xef\xbb\xbfa: \xff", "1:4 error encoding: byte 0xff is not UTF-8 here"),
        (b"a: \xed\xa0\x80", "1:4 error encoding: byte 0xed is not UTF-8 here"),
        (b"a: \xc0\xaf", "1:4 error encoding: byte 0xc0 is not UTF-8 here"),
    ],
)
def test_bytes_that_are_no_utf8_are_told_at_their_place(data: bytes, line: str) -> None:
    loaded = load(data)
    assert loaded.entry is None
    [found] = lines(loaded.problems)
    assert found.startswith(line)
    assert loaded.problems[0].hint == "save the file as UTF-8"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_named_as_such(encoding: str) -> None:
    loaded = load(OK.encode(encoding))
    assert loaded.entry is None
    assert lines(loaded.problems) == [
        "1:1 error encoding: this is UTF-16, not UTF-8",
    ]


@pytest.mark.usefixtures("parser")
def test_unsafe_characters_are_replaced_and_told_once_a_line() -> None:
    text = "title: a\x1bb\x00\ndescription: x\u202ey\nbody: |\n  one\x9b\n  b\ufeff\n"
    loaded = load(text)
    assert lines(loaded.problems) == [
        "1:9 warning unsafe-character: unsafe character U+001B; shown as U+FFFD",
        "2:15 warning unsafe-character: unsafe character U+202E; shown as U+FFFD",
        "4:6 warning unsafe-character: unsafe character U+009B; shown as U+FFFD",
        "5:4 warning unsafe-character: unsafe character U+FEFF; shown as U+FFFD",
    ]
    assert loaded.entry == Entry(
        "x", "a\ufffdb\ufffd", "one\ufffd\nb\ufffd\n", "x\ufffdy"
    )


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("escape", ["\\e", "\\x9b", "\\u202e", "\\0", "\\P", "\\uFEFF"])
def test_unsafe_characters_written_as_escapes_are_replaced(escape: str) -> None:
    loaded = load(
        f'title: "a{escape}b"\nbody: x\nfacts: {{"k{escape}": "v{escape}"}}\n'
    )
    assert loaded.entry is not None
    assert loaded.entry.title == "a\ufffdb"
    assert loaded.entry.facts == {"k\ufffd": "v\ufffd"}
    places = [line.split(" unsafe")[0] for line in lines(loaded.problems)]
    assert places[0] == "1:8 warning"


def test_next_line_escape_in_a_title_is_replaced_before_lines_are_joined() -> None:
    assert load('title: "a\\Nb"\nbody: x\n').entry == Entry("x", "a\ufffdb", "x")


def test_ligatures_are_expanded_and_text_composed() -> None:
    loaded = load("title: ﬓ\ndescription: cafe\u0301\nbody: x\n")
    assert loaded.entry == Entry("x", "մն", "x", "café")
    assert lines(loaded.problems) == [
        "1:8 info ligature: ligature U+FB13; read as its two letters",
        "2:1 info not-nfc: text is not in Unicode's composed form (NFC); "
        "read as if it were",
    ]


def test_marks_joined_by_a_folded_line_are_composed() -> None:
    loaded = load('title: "cafe\\\n  \u0301"\nbody: x\n')
    assert loaded.entry == Entry("x", "café", "x")


# No entry ---------------------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["1:1 error empty-file: this file is empty"]),
        ("# c\n", ["1:1 error empty-file: this file is empty"]),
        ("---\n", ["1:1 error empty-file: this file is empty"]),
        (
            "- a\n- b\n",
            [
                "1:1 error no-mapping: an entry is a mapping of keys to values, "
                "not a list"
            ],
        ),
        (
            "\n text\n",
            ["2:2 error no-mapping: an entry is a mapping of keys to values, not text"],
        ),
        (
            "description: x\n",
            [
                "1:1 error no-body: there is no 'body'; every entry needs one",
                "1:1 error no-title: there is no 'title'; every entry needs one",
            ],
        ),
        (
            "title:\nbody: x\n",
            ["1:7 error no-title: the 'title' is empty; every entry needs one"],
        ),
        (
            "title: a\nbody: |\n",
            ["2:7 error no-body: the 'body' is empty; every entry needs one"],
        ),
        (
            'title: "  "\nbody: x\n',
            ["1:8 error no-title: the 'title' is empty; every entry needs one"],
        ),
        (
            "title: [a]\nbody: {a: b}\n",
            [
                "1:8 error wrong-type: 'title' must be text, not a list",
                "2:7 error wrong-type: 'body' must be text, not a mapping",
            ],
        ),
        (
            "title: T\ntitle: T\nbody: B\n",
            ["2:1 error duplicate-key: key 'title' stands here for the second time"],
        ),
        (
            "title: a\x1b\nbody: *b\n",
            [
                "1:9 warning unsafe-character: unsafe character U+001B; "
                "shown as U+FFFD",
                "2:7 error alias: alias '*b' is not used in entries",
            ],
        ),
    ],
)
def test_these_faults_leave_no_entry(text: str, found: list[str]) -> None:
    loaded = load(text)
    assert loaded.entry is None
    assert lines(loaded.problems) == found


def test_names_in_yaml_faults_are_made_safe() -> None:
    loaded = load('"a\\e": b\n"a\\e": c\n')
    assert lines(loaded.problems) == [
        "2:1 error duplicate-key: key 'a\ufffd' stands here for the second time"
    ]


# Faults beside an entry -------------------------------------------------------------


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "see_alos: [a]\n",
            "3:1 warning unknown-key: unknown key 'see_alos'; "
            "the nearest known key is 'see_also'",
        ),
        ("qqq: x\n", "3:1 warning unknown-key: unknown key 'qqq'"),
        (
            "terms:\n  - {hy: ա, romanisation: a}\n",
            "4:13 warning unknown-key: unknown key 'romanisation'; "
            "the nearest known key is 'romanization'",
        ),
        (
            "terms: [{hy: ա, ipa: {eats: a}}]\n",
            "3:23 warning unknown-key: unknown key 'eats'; "
            "the nearest known key is 'east'",
        ),
        (
            "hy: {titel: a}\n",
            "3:6 warning unknown-key: unknown key 'titel'; "
            "the nearest known key is 'title'",
        ),
        (
            "references: [{id: a, isued: 2003, title: A}]\n",
            "3:22 warning unknown-key: unknown key 'isued'; "
            "the nearest known key is 'issued'",
        ),
        (
            "references: [{id: a, author: [{fmily: B}], title: A}]\n",
            "3:32 warning unknown-key: unknown key 'fmily'; "
            "the nearest known key is 'family'",
        ),
        ("description:\n", "3:13 warning empty-value: 'description' has no value"),
        ("aliases: [a, '']\n", "3:14 warning empty-value: 'aliases[2]' has no value"),
        ("aliases:\n", "3:9 warning empty-value: 'aliases' has no value"),
        ("facts:\n  A:\n", "4:5 warning empty-value: 'facts.A' has no value"),
        ("hy:\n", "3:4 warning empty-value: 'hy' has no value"),
        (
            "description: [a]\n",
            "3:14 error wrong-type: 'description' must be text, not a list",
        ),
        ("aliases: a\n", "3:10 error wrong-type: 'aliases' must be a list, not text"),
        (
            "aliases: {a: b}\n",
            "3:10 error wrong-type: 'aliases' must be a list, not a mapping",
        ),
        ("terms: a\n", "3:8 error wrong-type: 'terms' must be a list, not text"),
        (
            "terms: [a]\n",
            "3:9 error wrong-type: 'terms[1]' must be a mapping of keys, not text",
        ),
        (
            "facts: [a]\n",
            "3:8 error wrong-type: 'facts' must be a mapping of keys, not a list",
        ),
        (
            "facts: {A: [b]}\n",
            "3:12 error wrong-type: 'facts.A' must be text, not a list",
        ),
        ("hy: a\n", "3:5 error wrong-type: 'hy' must be a mapping of keys, not text"),
        (
            "references: a\n",
            "3:13 error wrong-type: 'references' must be a list, not text",
        ),
        (
            "references: [{id: a, issued: [2003], title: A}]\n",
            "3:30 error wrong-type: 'references[1].issued' must be text, not a list",
        ),
        (
            "references: [{id: a, further: perhaps, title: A}]\n",
            "3:31 error wrong-type: 'references[1].further' must be true or false, "
            "not 'perhaps'",
        ),
        (
            "references: [{title: a}]\n",
            "3:14 error no-id: a reference needs an 'id' for markers to call",
        ),
        (
            "references: [{id: a, title: A}, {id: a, title: B}]\n",
            "3:33 error duplicate-reference: reference 'a' stands here for the second "
            "time",
        ),
        (
            "references: [{id: a, type: bok, title: A}]\n",
            "3:28 warning unknown-type: unknown type 'bok'; "
            "the nearest known type is 'book'",
        ),
        (
            "references: [{id: a, issued: last week, title: A}]\n",
            "3:30 warning bad-date: 'last week' is no date; kept as text",
        ),
        (
            "references: [{id: a, issued: {date-parts: [[13, 13, 13]]}, title: A}]\n",
            "3:43 warning bad-date: '13-13-13' is no date; kept as text",
        ),
        (
            "terms: [{hy: ա, orthography: old}]\n",
            "3:30 error unknown-value: 'terms[1].orthography' can't be 'old'",
        ),
        (
            "hy: {status: done}\n",
            "3:14 error unknown-value: 'hy.status' can't be 'done'",
        ),
        ("terms: [{literal: a}]\n", "3:9 error empty-term: a term needs 'hy' or 'en'"),
        (
            "terms: [{hy: Miatsum, en: union}]\n",
            "3:14 warning no-armenian: 'terms[1].hy' has no Armenian letter",
        ),
        (
            "terms: [{hy: ա}, {hy: ՛։, en: mark}]\n",
            "3:23 warning no-armenian: 'terms[2].hy' has no Armenian letter",
        ),
        (
            "hy: {title: Miatsum, body: Ա}\n",
            "3:13 warning no-armenian: 'hy.title' has no Armenian letter",
        ),
        (
            "hy:\n  body: |\n    ## 1988\n\n    Text.\n",
            "4:9 warning no-armenian: 'hy.body' has no Armenian letter",
        ),
        (
            "terms: [{hy: ա, romanization: Miacում}]\n",
            "3:31 warning armenian-romanization: 'terms[1].romanization' is in "
            "Armenian letters",
        ),
        (
            "terms: [{hy: ա, ipa: {east: ɑ}}]\n",
            "3:22 warning ipa-without-source: 'terms[1].ipa' has no 'source'",
        ),
        (
            "terms:\n  - hy: ա\n    ipa: {source: Wiktionary}\n",
            "5:10 warning empty-ipa: 'terms[1].ipa' has neither 'east' nor 'west'",
        ),
        (
            "terms: [{hy: ա, ipa: {}}]\n",
            "3:22 warning empty-ipa: 'terms[1].ipa' has neither 'east' nor 'west'",
        ),
        (
            "terms: [{hy: ա, ipa: {east: ɑ, source: ''}}]\n",
            "3:40 warning empty-value: 'terms[1].ipa.source' has no value",
        ),
        (
            "terms: [{hy: ա, ipa: ɑ}]\n",
            "3:22 error wrong-type: 'terms[1].ipa' must be a mapping of keys, not text",
        ),
        (
            "see_also: [{note: a}]\n",
            "3:12 error empty-link: a see-also link needs 'entry' (a slug) or 'title'",
        ),
        (
            "see_also: {title: a}\n",
            "3:11 error wrong-type: 'see_also' must be a list, not a mapping",
        ),
        (
            "source: [a]\n",
            "3:9 error wrong-type: 'source' must be a mapping of keys, not a list",
        ),
    ],
)
def test_these_faults_stand_beside_the_entry(text: str, found: str) -> None:
    assert faults(OK + text) == [found]


def test_faults_of_armenian_fields_say_what_to_do() -> None:
    text = "terms: [{hy: a, romanization: ա, ipa: {west: b}}]\nhy: {title: a}\n"
    hints = {item.rule: item.hint for item in load(OK + text).problems}
    assert hints == {
        "no-armenian": "write it in Armenian script",
        "armenian-romanization": "write an established English spelling, or leave it "
        "out",
        "ipa-without-source": "say where the transcription was found",
    }


def test_what_is_wrong_with_armenian_fields_is_kept() -> None:
    text = "terms: [{hy: a, romanization: ա, ipa: {west: b}}]\nhy: {title: a}\n"
    entry = load(OK + text).entry
    assert entry is not None
    assert entry.terms == (Term("a", "", "ա", Ipa("", "b")),)
    assert entry.hy == ArmenianSide("a")


@pytest.mark.parametrize("value", ["ﬓ", "և", "ԵՎ", "Արցախ (Artsakh)", "1988-ի"])
def test_one_armenian_letter_is_enough(value: str) -> None:
    text = f"terms: [{{hy: {value}}}]\nhy: {{title: {value}, body: {value}}}\n"
    rules = {item.rule for item in load(OK + text).problems}
    assert rules <= {"ligature"}


def test_as_much_as_there_is_gets_read() -> None:
    text = """\
title: T
body: B
aliases: One
description: [x]
terms: [wrong, {hy: ա}]
facts: {A: '', B: c}
references:
  - {id: a, type: bok, issued: last week, author: '', title: ''}
  - {title: without id}
  - {id: a, title: again}
  - {id: b}
see_also: [{note: lost}, b]
"""
    assert load(text).entry == Entry(
        "x",
        "T",
        "B",
        aliases=("One",),
        terms=(Term("ա"),),
        facts={"B": "c"},
        see_also=(SeeAlso("b"),),
        references=(
            Reference("a", dates={"issued": Date(literal="last week")}),
            Reference("b"),
        ),
    )


def test_problems_are_in_the_order_of_the_file() -> None:
    text = "qqq: 1\ntitle: T\nhy:\nbody: B\naliases: a\n"
    places = [problem.location.line for problem in load(text).problems]
    assert places == [1, 3, 5]


def test_a_hint_says_what_to_do() -> None:
    loaded = load(f"{OK}aliases: a\nhy: {{status: done}}\n")
    hints = [problem.hint for problem in loaded.problems]
    assert hints == ["put '- ' before each item", "it is one of: unreviewed, reviewed"]


def test_severities_are_graded() -> None:
    assert Severity.INFO < Severity.WARNING < Severity.ERROR


def test_long_values_are_cut_in_messages() -> None:
    [line] = faults(f"{OK}references: [{{id: a, issued: {'x' * 500}, title: A}}]\n")
    assert line.endswith(f" '{'x' * 79}…' is no date; kept as text")


# Places -----------------------------------------------------------------------------


def located(text: str | bytes) -> list[tuple[int, int]]:
    """Give the places of the problems in the text of an entry's bodies and facts."""
    loaded = load(text)
    assert loaded.entry is not None
    inside = number(loaded.entry).problems
    found = [loaded.locate(problem) for problem in inside]
    return [(item.location.line, item.location.column) for item in found]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title: T\nbody: |\n  Word.[^a]\n", (3, 8)),
        ("title: T\nbody: |\n\n\n     Word.[^a]\n", (5, 11)),
        ("title: T\nbody: |  # a comment\n  One.\n\n  Two.[^a]\n", (5, 7)),
        ("title: T\nbody: |+\n  Word.[^a]\n\n", (3, 8)),
        ("title: T\nbody: |-\n  Word.[^a]", (3, 8)),
        ("title: T\nbody:\n  |\n  Word.[^a]\n", (4, 8)),
        ("title: T\nbody: |2\n      code\n\n  Word.[^a]\n", (5, 8)),
        ("title: T\nbody: |2-\n   Word.[^a]\n", (3, 9)),
        ("title: T\nbody: |4\n\n     Word.[^a]\n", (4, 11)),
        ("title: T\nhy:\n  body: |1\n    Բառ[^a]\nbody: x\n", (4, 8)),
        ("title: T\nbody: |\n  Հայերեն բառ։[^a]\n", (3, 15)),
        ("title: T\nbody: |\n  👍.[^a]\n", (3, 5)),
        ("title: T\nhy:\n  body: |\n    Բառ[^a]\nbody: x\n", (4, 8)),
        ("title: T\nbody: Word.[^a]\n", (2, 7)),
        ("title: T\nbody: >\n  Word.[^a]\n", (2, 7)),
        ('title: T\nbody: "Word.[^a]"\n', (2, 7)),
        ("title: T\nbody: x\nfacts:\n  A: b[^a]\n", (4, 6)),
        ('title: T\nbody: x\nfacts: {A: x, B: "b[^a]"}\n', (3, 18)),
    ],
)
def test_problems_in_a_text_are_located(text: str, place: tuple[int, int]) -> None:
    assert located(text) == [place]
    assert located(text.replace("\n", "\r\n")) == [place]
    assert located(b"\xef\xbb\xbf" + text.encode()) == [place]


def test_an_unused_reference_is_located_behind_dropped_ones() -> None:
    dropped = "  - {title: no id}\n  - {id: a}\n  - {id: a}\n"
    text = f"title: T\nbody: x\nreferences:\n{dropped}  - {{id: b}}\n"
    assert located(text) == [(5, 5), (7, 5)]


def test_places_follow_the_items_that_are_kept() -> None:
    loaded = load(f"{OK}see_also:\n  - {{note: x}}\n  - a\n  - {{title: B, note: n}}\n")
    assert loaded.places["see_also", 0][:2] == (5, 5)
    assert loaded.places["see_also", 1, "note"][:2] == (6, 22)
    assert ("see_also", 2) not in loaded.places
    assert loaded.places["see_also",][:2] == (4, 3)


def test_every_key_has_a_place() -> None:
    places = load(FULL).places
    assert places["title",][:2] == (1, 8)
    assert places["aliases", 1][:2] == (3, 32)
    assert places["terms", 0, "ipa", "west"][:2] == (8, 33)
    assert places["facts", "Ended"][:2] == (17, 10)
    assert places["references", 0, "author", 1, "literal"][:2] == (41, 70)


@pytest.mark.parametrize(
    ("path", "line", "column", "place"),
    [
        (("description",), 0, 0, (3, 14)),
        (("description",), 5, 5, (3, 14)),  # no block: the value as a whole
        (("body",), 0, 0, (2, 7)),
        (("nothing", 1, "here"), 1, 1, (1, 1)),
    ],
)
def test_locate_falls_back_to_what_holds_the_field(
    path: tuple[str | int, ...], line: int, column: int, place: tuple[int, int]
) -> None:
    loaded = load("title: T\nbody: B\ndescription: D\n")
    problem = FieldProblem(path, line, column, Severity.WARNING, "r", "m", "h")
    found = loaded.locate(problem)
    assert found.location == (PATH, *place)
    assert found[1:5] == (Severity.WARNING, "r", "m", "h")


# Heads ------------------------------------------------------------------------------


def head_of(tmp_path: Path, text: str | bytes) -> Head | None:
    path = tmp_path / "x.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return entryfile.read_head(path)


def test_a_head_equals_that_of_the_entry_where_it_stands_before_the_body(
    tmp_path: Path,
) -> None:
    text = (
        "title: T\ndescription: D\ncategories: [C]\nhy: {title: Ա}\n"
        "terms: [{hy: Բ}]\nbody: B\n"
    )
    assert (
        head_of(tmp_path, text)
        == entry_of(text).head
        == Head("x", "T", "D", "Ա", ("C",))
    )


def test_a_head_is_read_no_further_than_the_body(tmp_path: Path) -> None:
    text = "title: T\nterms: [{hy: Բ}]\nbody: |\n  x\ncategories: [\n"
    assert head_of(tmp_path, text) == Head("x", "T", "", "Բ")


def test_a_head_is_found_behind_the_body_if_the_title_is(tmp_path: Path) -> None:
    assert head_of(tmp_path, "body: B\ntitle: T\n") == Head("x", "T")


@pytest.mark.parametrize(
    "text", ["", "- a\n", "title: [\n", "title:\nbody: B\n", "body: B\n", b"\xff"]
)
def test_there_is_no_head_without_a_title(tmp_path: Path, text: str | bytes) -> None:
    assert head_of(tmp_path, text) is None


def test_there_is_no_head_without_a_file(tmp_path: Path) -> None:
    assert entryfile.read_head(tmp_path / "none.yaml") is None
    assert entryfile.read_head(tmp_path) is None


def test_a_folder_or_missing_file_gives_a_problem(tmp_path: Path) -> None:
    assert lines(entryfile.read(tmp_path).problems) == [
        "1:1 error unreadable: this can't be read: Is a directory"
    ]
    assert lines(entryfile.read(tmp_path / "none").problems) == [
        "1:1 error unreadable: this can't be read: No such file or directory"
    ]


# Laws -------------------------------------------------------------------------------


@tries(300)
@given(st.binary(max_size=60))
def test_any_bytes_give_an_entry_or_an_error(data: bytes) -> None:
    loaded = load(data)
    errors = [item for item in loaded.problems if item.severity == Severity.ERROR]
    assert loaded.entry is not None or errors


KEYS = [*PARTS["entry"], "id", "author", "issued", "date-parts", "hy", "en"]
NODES = st.recursive(
    st.sampled_from(["", "x", "2005", "~", "true", "'a, b'", '"\\e"', "[[a]]"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3).map(
            lambda items: f"{{{', '.join(f'{k}: {v}' for k, v in items.items())}}}"
        )
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(KEYS), NODES, max_size=4))
def test_values_of_any_shape_give_an_entry(values: dict[str, str]) -> None:
    given_title = {"title": "T", "body": "B"}
    rest = {key: value for key, value in values.items() if key not in given_title}
    loaded = load("".join(f"{k}: {v}\n" for k, v in (given_title | rest).items()))
    assert loaded.entry is not None or any(
        item.rule == "bad-yaml" for item in loaded.problems
    )
    if loaded.entry:
        for problem in number(loaded.entry).problems:
            assert loaded.locate(problem).location.line >= 1


def texts(value: object) -> Iterator[str]:
    """Yield every text within a value, keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from texts(inner)


UNSAFE = st.text(
    st.sampled_from("a \x00\x07\x1b\x7f\x85\x9b\u2028\u202e\u2066\ufeff\uffff\r\n\t"),
    max_size=6,
)


def as_written(text: str) -> str:
    """Write text into a double-quoted scalar without escapes, as a hand would."""
    return text.replace("\\", "").replace('"', "").replace("\n", " ")


def as_escaped(text: str) -> str:
    return "".join(f"\\U{ord(char):08x}" for char in text)


@given(UNSAFE, st.sampled_from([as_written, as_escaped]))
def test_no_field_lets_an_unsafe_character_through(text: str, write: Any) -> None:
    value = f'"a{write(text)}"'
    filled = "\n".join(
        line if line.endswith((":", "|")) else _fill(line, value)
        for line in FULL.splitlines()
    )
    loaded = load(filled, f"x{text.replace('/', '')}.yaml")
    said = [f"{item.message} {item.hint}" for item in loaded.problems]
    for found in (*texts(loaded.entry), *said):
        assert find_unsafe(found) == -1


def _fill(line: str, value: str) -> str:
    """Put a value in the place of the text of a line of the sample."""
    key, colon, _ = line.partition(": ")
    if not colon or key.lstrip().startswith("#"):
        return line
    if "[" in line or "{" in line:
        return line
    return f"{key}: {value}"
