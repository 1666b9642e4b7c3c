"""The file library.toml: what a library says of itself, and who goes by it."""

import json
from pathlib import Path

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run
from wikicli.base.errors import UsageError
from wikicli.base.model import Name
from wikicli.library.imprint import read_imprint
from wikicli.library.sources import read_source
from wikicli.references.entry_citation import Imprint

WHOLE = """\
title = "Notes on Artsakh"
editor = ["Doe, Jo", "The Society"]
address = "https://example.org/"
license = "CC BY 4.0"
language = "en"
"""
ENTRY = {"a.yaml": "title: A\nbody: B\n", "sub/b.yaml": "title: B\nbody: B\n"}
LIST = "it is a text, or a list of texts"
KNOWN = "known keys: title, editor, address, license, language"


def test_a_library_says_what_it_is_called_and_whose_it_is(tmp_path: Path) -> None:
    assert read_imprint(tmp_path) == Imprint()
    (tmp_path / "library.toml").write_text(WHOLE)
    assert read_imprint(tmp_path) == Imprint(
        "Notes on Artsakh",
        (Name("Doe", "Jo"), Name(literal="The Society")),
        "https://example.org/",
        "CC BY 4.0",
        "en",
    )
    (tmp_path / "library.toml").write_text('editor = "Jo Doe"')
    assert read_imprint(tmp_path) == Imprint(editors=(Name(literal="Jo Doe"),))


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            'title = "T"\nlicence = "x"\n',
            "2:1",
            "unknown key 'licence'; the nearest known key is 'license'",
            KNOWN,
        ),
        ("[zzz]\n", "1:2", "unknown key 'zzz'", KNOWN),
        ("title = 1\n", "1:1", "title can't be a number", "it is a text"),
        ('title = " "\n', "1:1", "title can't be ' '", "it is a text"),
        ('title = ["T"]\n', "1:1", "title can't be a list", "it is a text"),
        (
            "editor = []\n",
            "1:1",
            "editor names nobody",
            LIST,
        ),
        (
            'editor = ["A", true]\n',
            "1:1",
            "editor can't be true",
            LIST,
        ),
        (
            '\naddress = "example.org"\n',
            "2:1",
            "address can't be 'example.org'",
            "it begins with https://",
        ),
        (
            "title = T\n",
            "1:9",
            "a value is missing here, or is none",
            "text stands in quotes",
        ),
    ],
)
def test_what_a_library_can_not_say_is_told_with_its_place(
    tmp_path: Path, text: str, place: str, message: str, hint: str
) -> None:
    path = tmp_path / "library.toml"
    path.write_text(text)
    with pytest.raises(UsageError) as error:
        read_imprint(tmp_path)
    assert (error.value.message, error.value.hint) == (
        f"{path}:{place}: {message}",
        hint,
    )


def test_an_entry_is_cited_as_part_of_its_library(
    run: Run, make_library: MakeLibrary, tmp_path: Path
) -> None:
    library = make_library({**ENTRY, "library.toml": WHOLE})
    line = (
        "  Doe, Jo; The Society (eds.). “{}”. Notes on Artsakh. Retrieved 22 November\n"
        "  2026. <https://example.org/>\n"
    )
    env = {"SOURCE_DATE_EPOCH": "1795348800"}
    for name, title in (("a", "A"), ("b", "B"), (str(library / "a.yaml"), "A")):
        told = run("cite", name, library=library, env=env)
        assert told == Result(line.format(title), "", 0)
    outside = tmp_path / "c.yaml"
    outside.write_text("title: C\nbody: B\n")
    told = run("cite", str(outside), library=library, env=env)
    assert told.stdout == "  “C”. Retrieved 22 November 2026.\n"


def test_the_bundled_library_is_called_wikicli() -> None:
    assert read_imprint(ENTRIES).title == "wikicli"


def test_where_tells_what_a_library_says_of_itself(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({**ENTRY, "library.toml": WHOLE})
    told = run("where", library=library)
    line = "     “Notes on Artsakh”, Doe, Jo; The Society, CC BY 4.0\n"
    assert f"     option -L, 2 entries\n{line}" in told.stdout
    answer = json.loads(run("where", "--json", library=library).stdout)
    assert answer["sources"][0]["imprint"] == {
        "title": "Notes on Artsakh",
        "editors": ["Doe, Jo", "The Society"],
        "address": "https://example.org/",
        "license": "CC BY 4.0",
        "language": "en",
    }


def test_check_and_where_tell_what_is_wrong_with_it(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({**ENTRY, "library.toml": "titel = 'T'\n"})
    monkeypatch.chdir(library.parent)
    path = f"{library.name}/library.toml"
    fault = "unknown key 'titel'; the nearest known key is 'title'"
    line = f"{path}:1:1: error: {fault} [bad-imprint]\n"
    concise = ("check", "--select", "bad-imprint", "--format", "concise")
    for words in ((), (library.name,), (f"{library.name}/sub", library.name)):
        assert run(*concise, *words, library=library) == Result(line, "", 1)
    assert run(*concise, f"{library.name}/sub", library=library).code == 0
    assert run(*concise, library.name, library=ENTRIES).stdout == line
    told = run("where", library=library)
    assert told.stderr == f"error: {library}/library.toml:1:1: {fault}\n"
    assert told.code == 0
    assert run("list", library=library).stderr == ""


def test_it_is_no_entry(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({**ENTRY, "library.toml": WHOLE})
    assert [*read_source(library, "").files] == ["a", "b"]
    for command in ("fmt", "check", "list"):
        assert run(command, library=library).code == 0
    assert (library / "library.toml").read_text() == WHOLE
