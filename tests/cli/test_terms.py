"""The command terms: the glossary, the terms of an entry, a word looked up."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from conftest import ENTRIES, Golden, MakeLibrary, Result, Run
from kit.schemas import answer, each_schema, mutants, schema, validator
from wikicli.base.model import Term
from wikicli.language.romanization import DEFAULT, Romanization
from wikicli.library.glossary import TermUse
from wikicli.library.lookup import Closeness, Match
from wikicli.render.page.layout import Measure
from wikicli.render.text.glossary import glossary_view, matches_view
from wikicli.render.text.term_table import format_csv, format_tsv, term_rows

MIATSUM = """\
title: Miatsum
terms:
  - hy: Միացում
    en: unification
    ipa: {east: mijɑt͡sʰúm, west: mijɑt͡sʰúm, source: Wiktionary}
    literal: a making "one"
    note: a *slogan* of [[war|1988]]
  - hy: Արցախ
    en: Artsakh, Armenian name of Karabakh
    romanization: Artsakh
    forms: [Արցախա, Արցախու]
body: B
"""

WAR = """\
title: First Nagorno-Karabakh War
terms:
  - {hy: Արցախ, en: Karabakh}
  - {hy: Արցախյան ազատամարտ, en: Artsakh liberation war}
  - {hy: միութիւն, en: union, orthography: classical}
  - {hy: Լեռնային Ղարաբաղի Հանրապետություն, en: Nagorno-Karabakh Republic}
  - {en: ceasefire}
  - {hy: հրադադար}
body: B
"""

ENOSIS = """\
title: Enosis
terms:
  - {hy: դաշինք, en: "Union, alliance"}
  - {hy: միություն, en: a union}
  - {hy: Միացում, en: unification}
  - {hy: Հակոբ, en: Jacob}
body: B
"""

FILES = {
    "miatsum.yaml": MIATSUM,
    "first-nagorno-karabakh-war.yaml": WAR,
    "enosis.yaml": ENOSIS,
    "bare.yaml": "title: Bare\nbody: B\n",
}

SCREENS = {
    "all": "",
    "by-en": "--by en --romanization ala-lc",
    "miatsum": "miatsum",
    "lookup": "--lookup Արցախում",
    "near": "--lookup unifcation",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


# Screens --------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
@pytest.mark.parametrize("name", SCREENS)
def test_terms_look_as_they_should(
    name: str, width: int, run: Run, golden: Golden, library: Path
) -> None:
    words = ("terms", *SCREENS[name].split(), "--width", str(width))
    result = run(*words, library=library)
    assert (result.code, result.stderr) == (0, "")
    assert max(map(cell_len, result.stdout.splitlines())) <= width
    golden(f"terms/{name}-{width}.txt", result.stdout)


def test_terms_look_as_they_should_in_colour(
    run: Run, golden: Golden, library: Path
) -> None:
    env = {"COLORFGBG": "15;0"}
    result = run("terms", "--color", "always", library=library, env=env)
    golden("terms/all-80-dark.ansi", result.stdout)


def test_the_bundled_entries_have_a_glossary_without_conflicts(run: Run) -> None:
    told = answer(run("terms", "--json", library=ENTRIES))
    assert told["conflicts"] == []
    assert "Միացում" in [term["hy"] for term in told["terms"]]


def test_conflicts_stand_last_and_say_who_says_what(run: Run, library: Path) -> None:
    shown = run("terms", library=library).stdout
    assert shown.endswith(
        "\n"
        "\n"
        "  Conflicts\n"
        "    Արցախ\n"
        "      Artsakh, Armenian name of Karabakh   miatsum\n"
        "      Karabakh                             first-nagorno-karabakh-war\n"
    )


def test_many_entries_are_counted(make_library: MakeLibrary, run: Run) -> None:
    text = "title: T\nterms: [{hy: Ա, en: A}]\nbody: B\n"
    library = make_library({f"e{number}.yaml": text for number in range(8)})
    assert run("terms", library=library).stdout == (
        "  1 term in 8 entries\n"
        "\n"
        "  Armenian   BGN/PCGN 1981   English   in\n"
        "  Ա                          A         e0 · e1 · e2 · e3 · e4 · and 3 more\n"
    )


def test_terms_of_an_entry_may_be_sorted(run: Run, library: Path) -> None:
    def shown(*words: str) -> list[str]:
        told = answer(run("terms", "miatsum", "--json", *words, library=library))
        return [term["hy"] for term in told["terms"]]

    assert shown() == ["Միացում", "Արցախ"]
    assert shown("--by", "hy") == shown("--by", "en") == ["Արցախ", "Միացում"]


def test_an_entry_is_found_as_by_show(run: Run, library: Path) -> None:
    told = run("terms", "enosis", library=library)
    assert told == run("terms", "ENOSIS", library=library)
    assert run("terms", "first", "Nagorno-Karabakh", "war", library=library).code == 0


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Արցախ", ""),
        ("artsakh", ""),
        ("Artsakhum", "inflected"),
        ("Hagop", "in Western Armenian"),
        ("miutiwn", ""),
    ],
)
def test_how_a_word_leads_to_a_term_is_said(
    word: str, label: str, run: Run, library: Path
) -> None:
    result = run("terms", "--lookup", word, library=library)
    first = result.stdout.splitlines()[2]
    assert first.endswith(f"  {label}" if label else "”")


def test_a_bare_spelling_is_said_to_be_one() -> None:
    use = TermUse(Term("Շուշի", "Shusha"), ("shusha",))
    match = Match(use, Closeness.BARE)
    page = matches_view("Susi", [match], Measure(60), str, DEFAULT)
    assert page.plain == (
        "  1 term for Susi\n"
        "\n"
        "  Շուշի · Shushi · “Shusha”                  without marks\n"
        "    in shusha\n"
    )


@pytest.mark.parametrize("width", [20, 30, 50, 77, 80, 100, 200])
def test_no_line_is_too_wide(width: int) -> None:
    long = Term("Հանրապետություն" * 3, "word " * 30, note="n" * 90)
    uses = [
        TermUse(long, ("a-long-slug-of-an-entry",) * 9),
        TermUse(Term("", "x"), ("a",)),
        TermUse(Term("Ա"), ("a",)),
    ]
    page = glossary_view(uses, [], Measure(width), DEFAULT)
    assert max(map(cell_len, page.plain.splitlines())) <= width


def test_hundreds_of_terms_go_to_the_pager_like_any_page(
    make_library: MakeLibrary, run: Run
) -> None:
    letters = "աբգդեզէըթժիլխծկհ"
    names = [a + b + c for a in letters for b in letters for c in "անմ"]
    terms = ", ".join(f"{{hy: {name}, en: {name}}}" for name in names)
    text = f"title: T\nterms: [{terms}]\nbody: B\n"
    library = make_library({"many.yaml": text})
    shown = run("terms", library=library).stdout.splitlines()
    assert shown[0] == "  768 terms in 1 entry"
    assert len(shown) == 768 + 3


# Romanization ---------------------------------------------------------------------


def test_an_established_spelling_is_shown_where_no_standard_is_asked_for(
    run: Run, library: Path
) -> None:
    shown = run("terms", "miatsum", library=library).stdout
    assert "    Արցախ     Artsakh    Artsakh, Arm" in shown
    assert "usually" not in shown


@pytest.mark.parametrize(
    ("words", "env", "latin"),
    [
        (("--romanization", "bgn"), {}, "Arts’akh"),
        (("--romanization", "hm"), {}, "Arcʿax"),
        ((), {"WIKICLI_ROMANIZATION": "ala-lc"}, "Artsʻakh"),
        (("--romanization", "hm"), {"WIKICLI_ROMANIZATION": "ala-lc"}, "Arcʿax"),
    ],
)
def test_a_standard_that_is_asked_for_is_shown_beside_it(
    words: tuple[str, ...], env: dict[str, str], latin: str, run: Run, library: Path
) -> None:
    shown = run("terms", "miatsum", *words, library=library, env=env).stdout
    assert f"    Արցախ     {latin}" in shown
    assert shown.endswith(
        "      in English usually Artsakh\n      forms Արցախա, Արցախու\n"
    )


def test_a_classical_term_is_romanized_as_one() -> None:
    term = Term("Յակոբ", orthography="classical")
    assert Romanization("ala-lc", asked=True).choose(term) == "Ḥakob"


def test_the_header_names_the_standard(run: Run, library: Path) -> None:
    shown = run("terms", "--romanization", "hm", library=library).stdout
    assert shown.splitlines()[2].split("   ")[0].strip() == "Armenian"
    assert "Hübschmann–Meillet" in shown.splitlines()[2]


# Other forms ----------------------------------------------------------------------

HEADER = (
    "hy romanization en established literal ipa_east ipa_west ipa_source orthography "
    "forms note entries"
).split()


def table(result: Result) -> list[dict[str, str]]:
    assert (result.stderr, result.code) == ("", 0)
    return list(csv.DictReader(io.StringIO(result.stdout, newline="")))


def test_csv_has_every_field_under_its_name(run: Run, library: Path) -> None:
    rows = table(run("terms", "--format", "csv", library=library))
    assert [list(row) for row in rows] == [HEADER] * 11
    assert {row["hy"]: row for row in rows if row["ipa_east"]}["Միացում"] == {
        "hy": "Միացում",
        "romanization": "Miats’um",
        "en": "unification",
        "established": "",
        "literal": 'a making "one"',
        "ipa_east": "mijɑt͡sʰúm",
        "ipa_west": "mijɑt͡sʰúm",
        "ipa_source": "Wiktionary",
        "orthography": "reformed",
        "forms": "",
        "note": "a *slogan* of [[war|1988]]",
        "entries": "enosis; miatsum",
    }


def test_csv_is_quoted_and_ends_lines_as_unix_does(run: Run, library: Path) -> None:
    answer_ = run("terms", "miatsum", "--format", "csv", library=library).stdout
    assert answer_ == (
        ",".join(HEADER) + "\n"
        'Միացում,Miats’um,unification,,"a making ""one""",mijɑt͡sʰúm,mijɑt͡sʰúm,'
        "Wiktionary,reformed,,a *slogan* of [[war|1988]],miatsum\n"
        'Արցախ,Arts’akh,"Artsakh, Armenian name of Karabakh",Artsakh,,,,,reformed,'
        "Արցախա; Արցախու,,miatsum\n"
    )


def test_tsv_has_no_quotes(run: Run, library: Path) -> None:
    shown = run("terms", "miatsum", "--format", "tsv", library=library).stdout
    lines = [line.split("\t") for line in shown.split("\n")]
    assert [len(line) for line in lines] == [12, 12, 12, 1]
    assert lines[0] == HEADER
    assert lines[1][4] == 'a making "one"'


def test_no_field_has_a_tab_or_a_line_end(make_library: MakeLibrary, run: Run) -> None:
    text = 'title: T\nterms: [{hy: "Ա\\tբ\\n\\n գ", en: "x\\ty"}]\nbody: B\n'
    library = make_library({"x.yaml": text})
    shown = run("terms", "--format", "tsv", library=library).stdout
    assert shown.splitlines()[1].startswith("Ա բ գ\tA b g\tx y\t")


def test_a_table_of_a_word_says_how_close_each_term_is(run: Run, library: Path) -> None:
    rows = table(run("terms", "--lookup", "Արցախի", "--format", "csv", library=library))
    assert [(row["match"], row["en"]) for row in rows] == [
        ("inflected", "Artsakh, Armenian name of Karabakh"),
        ("inflected", "Karabakh"),
    ]
    assert list(rows[0]) == ["match", *HEADER]


def test_what_looks_like_a_formula_stays_as_it_is() -> None:
    rows = term_rows([TermUse(Term("Ա", "=1+1"), ("a",))], DEFAULT)
    assert format_csv(rows).splitlines()[1] == "Ա,A,=1+1,,,,,,reformed,,,a"
    assert format_tsv(rows).splitlines()[1].split("\t")[2] == "=1+1"


def test_the_answer_may_go_to_a_file(run: Run, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    words = ("terms", "--format", "csv")
    assert run(*words, "-o", path, library=library) == Result("", "", 0)
    assert path.read_text("utf-8") == run(*words, library=library).stdout


def test_the_two_words_for_json_are_one(run: Run, library: Path) -> None:
    short = run("terms", "--json", library=library)
    assert short == run("terms", "--format", "json", library=library)
    assert run("terms", "--json", "--format", "csv", library=library) == Result(
        "", "error: --json and --format csv exclude each other\n", 2
    )


# JSON -----------------------------------------------------------------------------

WORDS = {
    "terms": (),
    "terms-entry": ("miatsum",),
    "terms-lookup": ("--lookup", "unification"),
}

ARTSAKH: dict[str, Any] = {
    "hy": "Արցախ",
    "en": "Artsakh, Armenian name of Karabakh",
    "romanization": "Arts’akh",
    "established": "Artsakh",
    "ipa": None,
    "orthography": "reformed",
    "forms": ["Արցախա", "Արցախու"],
    "literal": "",
    "note": "",
    "entries": ["miatsum"],
}


def test_json_of_an_entry_has_its_terms(run: Run, library: Path) -> None:
    told = answer(run("terms", "miatsum", "--json", library=library))
    first = told["terms"].pop(0)
    assert told == {
        "entry": "miatsum",
        "standard": "bgn",
        "total": 2,
        "terms": [ARTSAKH],
    }
    assert first["ipa"] == {
        "east": "mijɑt͡sʰúm",
        "west": "mijɑt͡sʰúm",
        "source": "Wiktionary",
    }


def test_json_of_a_word_has_the_terms_found(run: Run, library: Path) -> None:
    words = ("--lookup", "Արցախում", "--romanization", "hm")
    told = answer(run("terms", *words, "--json", library=library))
    assert (told["query"], told["standard"], told["total"]) == ("Արցախում", "hm", 2)
    assert told["terms"][0] == {
        "match": "inflected",
        **ARTSAKH,
        "romanization": "Arcʿax",
    }


def test_json_of_the_library_has_terms_and_conflicts(run: Run, library: Path) -> None:
    told = answer(run("terms", "--json", library=library))
    assert (told["standard"], told["total"], len(told["terms"])) == ("bgn", 11, 11)
    assert told["terms"][0] == ARTSAKH
    assert told["conflicts"] == [
        {
            "of": "hy",
            "text": "Արցախ",
            "readings": [
                {
                    "text": "Artsakh, Armenian name of Karabakh",
                    "entries": ["miatsum"],
                },
                {"text": "Karabakh", "entries": ["first-nagorno-karabakh-war"]},
            ],
        }
    ]


@pytest.mark.parametrize("name", WORDS)
def test_schemas_are_strict(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    for path, inner in each_schema(schema(name)):
        assert inner["additionalProperties"] is False, path
        assert set(inner["required"]) == set(inner["properties"]), path


@pytest.mark.parametrize("name", WORDS)
def test_answers_fit_their_schema_and_no_changed_one_does(
    name: str, run: Run, library: Path
) -> None:
    fits = validator(name).is_valid
    given = answer(run("terms", *WORDS[name], "--json", library=library))
    assert fits(given)
    changed = list(mutants(name, given))
    assert {what.split(":")[0] for what, _ in changed} == {"added", "wrong", "removed"}
    assert [what for what, mutant in changed if fits(mutant)] == []


def test_the_schema_knows_every_closeness() -> None:
    terms = schema("terms-lookup")["properties"]["terms"]
    known = terms["items"]["properties"]["match"]["enum"]
    assert known == [closeness.name.lower() for closeness in Closeness]


# Bad input ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        (("bare",), "error: entry 'bare' has no terms\n", 1),
        (
            ("miatsm",),
            "error: no entry named 'miatsm'\nhint: did you mean 'miatsum' (Miatsum · "
            "Միացում)?\n",
            1,
        ),
        (
            ("--lookup", "qqqq"),
            "error: no term is 'qqqq'\nhint: see all terms: wikicli terms\n",
            1,
        ),
        (
            ("--lookup", "miatsumlari"),
            "error: no term is 'miatsumlari'\n"
            "hint: did you mean 'Miatsum' (Միացում)?\n",
            1,
        ),
        (
            ("--lookup", ""),
            "error: no term is ''\nhint: see all terms: wikicli terms\n",
            1,
        ),
        (
            ("--lookup",),
            "error: missing argument 'NAME...'\nhint: name a word after --lookup\n",
            2,
        ),
        (
            ("--lookup", "x", "--by", "en"),
            "error: --lookup and --by exclude each other\n",
            2,
        ),
        (
            ("--by", "de"),
            "error: invalid value for '--by': 'de' is not one of 'hy', 'en'\n"
            "hint: see: wikicli terms --help\n",
            2,
        ),
        (
            ("--format", "xml"),
            "error: invalid value for '--format': 'xml' is not one of 'text', 'json', "
            "'csv', 'tsv'\nhint: see: wikicli terms --help\n",
            2,
        ),
        (
            ("--romanization", "iso"),
            "error: invalid value for '--romanization': 'iso' is not one of 'bgn', "
            "'ala-lc', 'iso9985', 'hm', 'plain'\nhint: see: wikicli terms --help\n",
            2,
        ),
    ],
)
def test_what_has_no_answer_says_why(
    words: tuple[str, ...], message: str, code: int, run: Run, library: Path
) -> None:
    message = message.replace(": wikicli terms\n", f": wikicli -L {library} terms\n")
    assert run("terms", *words, library=library) == Result("", message, code)


def test_a_word_that_leads_nowhere_gives_empty_json(run: Run, library: Path) -> None:
    result = run("terms", "--lookup", "qqqq", "--json", library=library)
    assert result.code == 1
    told = json.loads(result.stdout)
    assert told == {"query": "qqqq", "standard": "bgn", "total": 0, "terms": []}
    validator("terms-lookup").validate(told)


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_library_without_terms_says_so(
    form: str, make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"bare.yaml": FILES["bare.yaml"]})
    for words in ((), ("--lookup", "x")):
        result = run("terms", *words, "--format", form, library=library)
        assert (result.stderr, result.code) == ("error: the library has no terms\n", 1)
        assert (result.stdout == "") is (form != "json")


def test_an_empty_library_says_so(make_library: MakeLibrary, run: Run) -> None:
    result = run("terms", library=make_library({}))
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: the library has no entries\n")


def test_broken_files_are_warned_of_and_the_others_read(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({**FILES, "broken.yaml": "title: [\n"})
    result = run("terms", "--format", "tsv", library=library)
    assert result.code == 0
    assert len(result.stdout.splitlines()) == 12
    assert result.stderr.startswith(f"warning: {library / 'broken.yaml'}:2:1: ")
    assert run("terms", "broken", library=library).code == 2


def test_faults_of_an_entry_are_told_with_its_terms(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"x.yaml": "title: T\nterms: [{hy: A}]\nbody: B\n"})
    assert run("terms", "x", library=library) == Result(
        "  T" + " " * 74 + "x\n    A   A\n",
        f"warning: {library / 'x.yaml'}:2:14: 'terms[1].hy' has no Armenian letter\n",
        0,
    )


@pytest.mark.parametrize("form", ["text", "json", "csv", "tsv"])
def test_unsafe_characters_never_come_out(
    form: str, make_library: MakeLibrary, run: Run
) -> None:
    terms = '[{hy: "Ա\\e[31m", en: "x\\x07\\u202e", forms: ["բ\\e"], note: "\\e[1m"}]'
    library = make_library({"x.yaml": f"title: T\nterms: {terms}\nbody: B\n"})
    for words in ((), ("x",), ("--lookup", "ա\x1b[31m")):
        stdout = run("terms", *words, "--format", form, library=library).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(stdout)
        assert "\ufffd" in stdout


def test_a_very_long_word_is_cut_in_the_message(run: Run, library: Path) -> None:
    result = run("terms", "--lookup", "ա" * 100_000, library=library)
    assert result.code == 1
    assert result.stderr.splitlines()[0] == f"error: no term is '{'ա' * 79}…'"


# What is common comes first, what is the same is said once ----------------------------


def test_the_commonest_form_and_gloss_come_first(
    run: Run, make_library: MakeLibrary
) -> None:
    terms = {
        "a": "{hy: Անի, en: Ani in Shirak}",
        "b": "{hy: Անի, en: Ani}",
        "c": "{hy: Անի, en: Ani}",
        "d": "{hy: Անիի, en: Ani}",
        "e": "{hy: Անիո, en: Ani, orthography: classical}",
    }
    files = {f"{it}.yaml": f"title: T\nterms: [{terms[it]}]\nbody: B\n" for it in terms}
    library = make_library(files)
    told = run("terms", "--lookup", "Ani", "--romanization", "hm", library=library)
    assert told.stdout == (
        "  4 terms for Ani\n"
        "\n"
        "  Անի · Ani · “Ani”\n"
        "    in b · c\n"
        "\n"
        "  Անիի · Anii · “Ani”\n"
        "    in d\n"
        "\n"
        "  Անիո · Anio · “Ani”\n"
        "    classical spelling\n"
        "    in e\n"
        "\n"
        "  Անի · Ani · “Ani in Shirak”\n"
        "    in a\n"
    )
    rows = run("terms", "--format", "tsv", library=library).stdout.split("\n")
    assert [it.split("\t")[2] for it in rows[1:3]] == ["Ani", "Ani in Shirak"]


def test_what_is_the_same_is_said_once(run: Run, make_library: MakeLibrary) -> None:
    terms = "[{hy: Երևան, en: Yerevan}, {hy: Կապան, en: Kapan in Syunik}]"
    library = make_library({"y.yaml": f"title: T\nterms: {terms}\nbody: B\n"})

    def lines(*words: str) -> list[str]:
        shown = run("terms", *words, library=library).stdout.split("\n")
        return [it.strip() for it in shown if "Երևան" in it]

    assert lines("y") == ["Երևան           Yerevan"]
    assert lines() == ["Երևան                      Yerevan           y"]
    assert lines("--lookup", "yerevan") == ["Երևան · “Yerevan”"]
    asked = ("--romanization", "bgn")
    assert lines("y", *asked) == ["Երևան   Yerevan   Yerevan"]
    assert lines("--lookup", "yerevan", *asked) == ["Երևան · Yerevan · “Yerevan”"]


def test_a_short_word_is_not_near_to_another(run: Run) -> None:
    told = run("terms", "--lookup", "war", library=ENTRIES)
    assert told.code == 1
    assert told.stdout == ""
