"""Names by the language that is asked for, by option or by variable."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ENTRIES, Golden, MakeLibrary, Run

Ask = Callable[..., str]

FILES = {
    "alpha.yaml": """\
title: Alpha
description: First letter
aliases: [Word]
terms: [{hy: Ունի, en: has}]
body: The word of [[beta]].
hy: {description: Առաջին տառ}
see_also: [{entry: beta, note: a note}, {entry: gamma, note: a note}, {title: Wanted}]
""",
    "beta.yaml": """\
title: Beta
description: Second letter
body: The word.
hy: {title: Ցուրտ, description: Երկրորդ տառ}
""",
    "gamma.yaml": """\
title: Gamma
description: Third letter
body: "The word, Վորդ."
terms: [{hy: Վորդ, en: word}]
""",
    "delta.yaml": "title: Delta\nbody: The word.\ncategories: [Gamma, Letters]\n",
}


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(FILES)


@pytest.fixture(params=["option", "variable"])
def in_armenian(request: pytest.FixtureRequest, run: Run, library: Path) -> Ask:
    """Run a command in Armenian, by its option or by the variable."""
    by_option = request.param == "option"

    def run_command(*words: str) -> str:
        more = ("--lang", "hy") if by_option else ()
        env = {} if by_option else {"WIKICLI_LANGUAGE": "hy"}
        told = run(*words, *more, library=library, env=env)
        assert (told.stderr, told.code) == ("", 0)
        return str(told.stdout)

    return run_command


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("list", ("list", "--category", "people")),
        ("search", ("search", "unification")),
        ("links", ("links", "enosis")),
    ],
)
def test_names_look_as_they_should_in_armenian(
    run: Run, golden: Golden, name: str, words: tuple[str, ...]
) -> None:
    for width in (40, 80, 120):
        told = run(*words, "--lang", "hy", "--width", width, library=ENTRIES)
        assert (told.stderr, told.code) == ("", 0)
        golden(f"language/{name}-{width}.txt", told.stdout)


def test_a_list_has_armenian_names_first_and_in_their_order(in_armenian: Ask) -> None:
    lines = [it.split("  ") for it in in_armenian("list").split("\n")]
    assert [[it.strip() for it in line if it] for line in lines] == [
        ["Վորդ · Gamma", "gamma"],
        ["Third letter"],
        ["Ցուրտ · Beta", "beta"],  # ու comes after ց
        ["Երկրորդ տառ"],
        ["Ունի · Alpha", "alpha"],
        ["Առաջին տառ"],
        ["Delta", "delta"],
        [],
    ]


def test_json_keeps_its_keys_and_has_the_order(run: Run, library: Path) -> None:
    told = run("list", "--lang", "hy", "--json", library=library).stdout
    titles = [it.split('"')[3] for it in told.split("\n") if '"title"' in it]
    assert titles == ["Gamma", "Beta", "Alpha", "Delta"]


def test_hits_have_armenian_names_first(in_armenian: Ask) -> None:
    assert "\n  Ցուրտ · Beta " in in_armenian("search", "second letter")
    assert "\n    Երկրորդ տառ\n" in in_armenian("search", "second letter")


def test_links_have_armenian_names_and_descriptions(in_armenian: Ask) -> None:
    assert in_armenian("links", "alpha", "--from").split("\n")[2:-1] == [
        "  Links to 2 entries",
        "    Ցուրտ   Երկրորդ տառ",  # not the note, which is English
        "    Վորդ    a note",
    ]


def test_terms_of_an_entry_stand_under_its_armenian_name(in_armenian: Ask) -> None:
    assert in_armenian("terms", "alpha").startswith("  Ունի  ")


def test_a_glossary_is_in_the_order_of_the_language(run: Run, library: Path) -> None:
    def shown(*words: str, **env: str) -> list[str]:
        told = run("terms", "--format", "tsv", *words, library=library, env=env)
        return [it.split("\t")[0] for it in told.stdout.split("\n")[1:-1]]

    assert shown() == shown("--lang", "hy") == ["Վորդ", "Ունի"]
    assert shown("--lang", "en") == shown(WIKICLI_LANGUAGE="en") == ["Ունի", "Վորդ"]
    assert shown("--lang", "en", "--by", "hy") == ["Վորդ", "Ունի"]


def test_see_also_has_armenian_descriptions_before_english_notes(
    in_armenian: Ask,
) -> None:
    assert in_armenian("show", "alpha", "--section", "see also") == (
        "  Տե՛ս նաև\n"
        "    Ցուրտ    Երկրորդ տառ\n"
        "    Վորդ     a note\n"
        "    Wanted   (էջը գոյություն չունի)\n"
    )


def test_a_category_with_an_entry_has_its_armenian_name(in_armenian: Ask) -> None:
    assert in_armenian("show", "delta").endswith("\n  Վորդ · Letters\n  delta\n")


# One word, several entries ---------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("alpha", ""),
        ("Alpha", ""),
        ("Ունի", ""),
        ("Word", "Word leads here; see also 'gamma' (Gamma)"),
        ("WORD", "WORD leads here; see also 'gamma' (Gamma)"),
        ("Վորդ", "See also 'alpha' (Alpha)"),
        ("Word --lang hy", "Word → Ունի; տե՛ս նաև 'gamma' (Վորդ)"),
        ("Վորդ --lang hy", "Տե՛ս նաև 'alpha' (Ունի)"),
        ("Word --lang both", "Word leads here; see also 'gamma' (Gamma)"),
        ("Word --section see_also", None),
    ],
)
def test_an_alias_says_where_it_led_and_what_else_it_names(
    run: Run, library: Path, words: str, first: str | None
) -> None:
    parts = [it.replace("_", " ") for it in words.split()]
    told = run("show", *parts, library=library)
    assert (told.stderr, told.code) == ("", 0)
    lines = told.stdout.split("\n")
    if first:
        assert lines[:2] == [f"  {first}", ""]
    else:
        assert not any("leads here" in it or "ee also '" in it for it in lines)


def test_an_inflected_name_says_what_else_it_may_be(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nterms: [{hy: Արցախ}]\nbody: B\n",
            "b.yaml": "title: B\naliases: [Artsakh]\nbody: B\n",
        }
    )
    told = run("show", "Արցախում", library=library).stdout
    assert told.startswith("  See also 'a' (A)\n\n  B\n")


def test_a_file_that_is_given_has_no_namesakes(run: Run, library: Path) -> None:
    told = run("show", str(library / "gamma.yaml"), library=library)
    assert told.stdout.startswith("  Gamma\n")


# The Armenian fact box -------------------------------------------------------------

FACTS = """\
title: Sample
facts: {Kind: "synthetic[^a]", Link: "[[old]]"}
body: Text.[^b]
hy:
  facts: {Տեսակ: "հորինված[^c]", Հղում: "[[old]]"}
  body: Տեքստ։[^b]
references: [{id: a, title: A}, {id: b, title: B}, {id: c, title: C}]
"""


def test_a_fact_box_may_be_armenian(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"s.yaml": FACTS, "old.yaml": "title: Old\nbody: B\n"})

    def lines(*words: str) -> list[str]:
        shown = run("show", "s", "--section", "fact box", *words, library=library)
        assert (shown.stderr, shown.code) == ("", 0)
        return shown.stdout.split("\n")[:-1]

    assert lines() == ["  Kind   synthetic[1]", "  Link   Old"]
    assert lines("--lang", "hy")[2:] == ["  Տեսակ   հորինված[3]", "  Հղում   Old"]
    both = ("--lang", "both", "--width")
    assert lines(*both, "110")[2:] == [
        f"  {'Kind   synthetic[1]':<55}Տեսակ   հորինված[3]",
        f"  {'Link   Old':<55}Հղում   Old",
    ]
    assert lines(*both, "80")[2:] == [
        "  Kind   synthetic[1]",
        "  Link   Old",
        "    Տեսակ   հորինված[3]",
        "    Հղում   Old",
    ]
    shown = run("show", "s", "--lang", "hy", "--section", "references", library=library)
    assert "\n   3. “C”." in shown.stdout
    assert shown.stdout.endswith(" ↑ տեղեկաքարտ\n")


def test_links_of_an_armenian_fact_box_are_renamed(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"s.yaml": FACTS, "old.yaml": "title: Old\nbody: B\n"})
    assert run("rename", "old", "new", library=library).code == 0
    assert (library / "s.yaml").read_text().count("[[new]]") == 2
    assert "old" not in (library / "s.yaml").read_text()


def test_faults_of_an_armenian_fact_box_have_their_place(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"s.yaml": FACTS.replace("[^c]", "[^d]")})
    told = run("check", "s", "--format", "concise", library=library)
    place = f"{library / 's.yaml'}:5:18"
    assert f"{place}: error: marker '[^d]' has no reference" in told.stdout
