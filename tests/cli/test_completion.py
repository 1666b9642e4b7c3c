"""Completion: what a shell gets to offer for the word that is being typed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from conftest import ENTRIES, MakeLibrary, Run
from wikicli.__main__ import COMPLETE
from wikicli.cli import MODULES, get_app
from wikicli.cli.completing import complete
from wikicli.library.completion import MOST, NAMED, PATHS, complete_name


@pytest.fixture
def library(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The library in force, with an index."""
    folder = make_library(
        {
            "yerevan.yaml": "title: Yerevan\ncategories: [Cities]\nbody: B\n"
            "hy: {title: Երևան, body: Բ}\n",
            "yeghegis.yaml": "title: Yeghegis\ncategories: [Villages]\nbody: B\n",
            "union.yaml": "title: Union\nbody: B\n"
            "hy: {title: Միացեալ Հայաստան, body: Բ}\n",
        }
    )
    monkeypatch.setenv("WIKICLI_LIBRARY", str(folder))
    run("index")
    return folder


def values(*words: str) -> list[str]:
    return [it.value for it in complete(words)]


def test_names_complete_by_slug_and_by_armenian_headword(library: Path) -> None:
    assert values("show", "ye") == ["yeghegis", "yerevan"]
    assert values("show", "YER") == ["yerevan"]
    assert values("show", "Երև") == ["Երևան"]
    assert values("show", "միաց") == ["Միացեալ Հայաստան"]
    assert values("refs", "union", "yer") == ["yerevan"]
    assert values("show", "x") == []
    assert [it.about for it in complete(("show", "yer"))] == ["Yerevan"]


@pytest.mark.parametrize(
    "word",
    ["", "-", "a.b", "a*", "[", "(", "\\", "a\0", "'", "y e", "..", "é", "\udcff"],
)
def test_whatever_is_typed_has_an_answer(word: str, library: Path) -> None:
    complete(("show", word))
    complete((word,))
    complete(("search", word))


def test_the_library_is_the_one_that_the_words_name(library: Path) -> None:
    assert values("-L", str(ENTRIES), "show", "mia") == ["miatsum"]  # without an index
    assert values("show", "-L", str(ENTRIES), "mia") == ["miatsum"]
    assert values("show", "mia") == []


def test_names_of_a_pack_complete(library: Path, run: Run, tmp_path: Path) -> None:
    place = tmp_path / "p.wikipack"
    assert run("pack", "build", "-o", place).code == 0
    assert values("-L", str(place), "show", "yer") == ["yerevan"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("sho", "show"),
        ("re", "refs rename"),
        ("help re", "refs rename"),
        ("--wid", "--width"),
        ("show --li", "--links --library"),
        ("show yerevan --lang ", "en hy both"),
        ("show --lang h", "hy"),
        ("show --lang=b", "--lang=both"),
        ("list --category C", "Cities"),
        ("search --sort ", "relevance title"),
        ("check --explain dangl", "dangling-link"),
        ("refs yerevan --type article-m", "article-magazine"),
        ("completion f", "fish"),
        ("check yer", "yerevan :files"),
        ("show ./yer", ":files"),
        ("pack v", "verify :files"),
        ("show -L ", ":files"),
        ("show -o ", ":files"),
        ("show --width ", ""),
        ("new Th", ""),
        ("search yer", ""),
        ("nothing yer", ""),
    ],
)
def test_words_complete_to_what_may_stand_there(
    words: str, expected: str, library: Path
) -> None:
    assert values(*words.split(" ")) == expected.split()


def test_the_commands_that_take_names_are_those_that_say_so() -> None:
    found: dict[str, str] = {}
    for every in MODULES.values():
        for name in every:
            group = typer.main.get_command(get_app([name]))
            for it in group.commands[name].params:  # type: ignore[attr-defined]
                if it.param_type_name == "argument":
                    found.setdefault(name, str(it.metavar))
    named = {name for name, metavar in found.items() if "NAME" in metavar}
    assert (named | {"rename"}) - {"new"} == set(NAMED)  # it takes OLD and NEW
    paths = {name for name, metavar in found.items() if "PATH" in metavar}
    assert {*paths, "pack"} == set(PATHS)


def test_no_more_names_are_offered_than_anybody_reads(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_library(
        {f"e{number}.yaml": "title: T\nbody: B\n" for number in range(MOST + 50)}
    )
    monkeypatch.setenv("WIKICLI_LIBRARY", str(folder))
    assert len(values("show", "e")) == MOST
    run("index")
    assert len(values("show", "e")) == MOST


def test_a_damaged_index_has_no_names(library: Path, tmp_path: Path) -> None:
    for path in (tmp_path / "cache").rglob("*.term"):
        path.unlink()  # not cut: this process may have it mapped
        path.write_bytes(b"")
    assert complete_name(["show", "yer"]) in ([], None)


def test_a_name_asks_neither_for_typer_nor_for_files(library: Path) -> None:
    script = (
        "import sys; sys.argv = ['wikicli', '__complete', 'show', 'yer']\n"
        "from wikicli.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'typer', 'yaml', 'rich', 'markdown_it'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "yerevan\tYerevan\n[]\n"


def test_errors_are_not_told_while_a_key_is_pressed(
    spawn: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WIKICLI_LIBRARY", str(tmp_path / "missing"))
    told = spawn(COMPLETE, "show", "a")
    assert (told.stdout, told.stderr) == ("", "")
    place = tmp_path / "config" / "wikicli" / "config.toml"
    place.parent.mkdir(parents=True)
    place.write_text("[", "utf-8")
    monkeypatch.delenv("WIKICLI_LIBRARY")
    told = spawn(COMPLETE, "show", "a")
    assert (told.stdout, told.stderr, told.code) == ("", "", 1)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_asks_the_program(shell: str, run: Run) -> None:
    told = run("completion", shell)
    assert (told.stderr, told.code) == ("", 0)
    assert f"wikicli {COMPLETE} " in told.stdout


def test_no_other_shell_has_a_script(run: Run) -> None:
    told = run("completion", "tcsh")
    assert (told.stdout, told.code) == ("", 2)


BASH = """
wikicli() { "$PYTHON" -m wikicli "$@"; }
eval "$(wikicli completion bash)"
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_wikicli
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_gets_words_that_it_may_put_in(library: Path) -> None:
    def offer(*words: str) -> list[str]:
        done = subprocess.run(
            ["bash", "-c", BASH, "bash", "wikicli", *words],
            env={**os.environ, "PYTHON": sys.executable, "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.splitlines()

    assert offer("show", "ye") == ["yeghegis", "yerevan"]
    assert offer("show", "միաց") == ["Միացեալ\\ Հայաստան"]
    assert offer("show", "--lang", "") == ["en", "hy", "both"]
