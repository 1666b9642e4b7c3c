"""The page for editors tells what happens; its hooks and its workflow really run."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT, Result, Run

PAGE = ROOT / "docs" / "keeping.md"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))

BLOCK = re.compile(r"```(yaml|text)\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"\$ wikicli (.*)\n")
FILE = re.compile(r"# ([a-z-]+\.yaml)\n(.*)", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the page's examples, as the current one and as the library."""
    folder = tmp_path / "home" / "encyclopedia"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("WIKICLI_LIBRARY", str(folder))
    return folder


def test_the_page_shows_what_commands_do(
    folder: Path,
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22

    def answer(match: re.Match[str]) -> str:
        if match[1] == "yaml":
            if file := FILE.fullmatch(match[2]):
                (folder / file[1]).write_text(file[2], "utf-8")
            return match[0]
        told = [
            f"$ wikicli {words}\n{tell(words)}" for words in COMMAND.findall(match[2])
        ]
        return f"```text\n{''.join(told)}```"

    def tell(words: str) -> str:
        result = run(*shlex.split(words))
        text = (result.stdout + result.stderr).replace(str(folder.parent), "/home/ani")
        return "".join(f"{line.rstrip()}\n" for line in text.splitlines())

    page = PAGE.read_text("utf-8")
    filled = BLOCK.sub(answer, page)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(filled, "utf-8")
    assert filled == PAGE.read_text("utf-8")
    assert sorted(it.name for it in folder.iterdir()) == [
        ".entry.schema.json",
        "armenian-cross.yaml",
        "cross-stone.yaml",
    ]


# Hooks ----------------------------------------------------------------------------

SOUND = """\
title: Khachkar
description: Carved Armenian memorial stone with a cross
terms:
  - {hy: խաչքար, en: cross-stone}
body: |
  A **khachkar** may reach a metre and a half in height.[^asbarez]
references:
  - id: asbarez
    type: article-newspaper
    issued: 2010-11
    title: UNESCO Lists Armenian Khachkar as Cultural Heritage to Protect
    container-title: Asbarez
    URL: https://asbarez.com/88764/unesco-lists-armenian-khachkar-as-intangible-cultural-heritage/
"""
FAULTY = SOUND.replace("^asbarez]", "^asbares]")
UNFORMATTED = SOUND.replace("title: Khachkar\n", "title:    'Khachkar'\n")


def block_of(name: str) -> Any:
    """The YAML block of the page that begins with a comment."""
    blocks = [it for _, it in BLOCK.findall(PAGE.read_text("utf-8"))]
    (block,) = [it for it in blocks if it.startswith(f"# {name}\n")]
    return yaml.safe_load(block)


def hook_commands() -> dict[str, list[str]]:
    """What pre-commit runs for each hook of the page, but for the files."""
    (repository,) = block_of(".pre-commit-config.yaml")["repos"]
    entries = {hook["id"]: shlex.split(hook["entry"]) for hook in HOOKS}
    return {it["id"]: [*entries[it["id"]], *it["args"]] for it in repository["hooks"]}


def run_in(folder: Path, command: list[str]) -> Result:
    """Run a command as pre-commit and workflows do: a program of that name."""
    program = Path(sys.executable).with_name(command[0])
    found = shutil.which(program) or shutil.which(command[0])
    start = [found] if found else [sys.executable, "-m", command[0]]
    done = subprocess.run(
        [*start, *command[1:]],
        cwd=folder,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Result(done.stdout.decode(), done.stderr.decode(), done.returncode)


def commit(folder: Path, hook: str, files: dict[str, str]) -> Result:
    """Run a hook for files that are to be committed."""
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return run_in(folder, [*hook_commands()[hook], *files])


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    path = tmp_path / "repository"
    path.mkdir()
    return path


def test_the_page_uses_every_hook_there_is() -> None:
    assert [hook["id"] for hook in HOOKS] == ["wikicli-check", "wikicli-fmt"]
    assert set(hook_commands()) == {hook["id"] for hook in HOOKS}
    for hook in HOOKS:
        assert hook["language"] == "python"
        assert set(hook) == set(
            "id name description entry language files exclude require_serial".split()
        )


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("khachkar.yaml", True),
        ("entries/places/yerevan.yaml", True),
        (".pre-commit-config.yaml", False),
        (".github/workflow.yaml", False),
        ("_drafts/a.yaml", False),
        ("entries/_draft.yaml", False),
        ("notes.yml", False),
        ("a.yaml.rej", False),
    ],
)
def test_hooks_get_the_files_that_a_library_has(path: str, wanted: bool) -> None:
    for hook in HOOKS:
        taken = re.search(hook["files"], path) and not re.search(hook["exclude"], path)
        assert bool(taken) is wanted


def test_the_check_hook_passes_a_sound_entry(repository: Path) -> None:
    told = commit(repository, "wikicli-check", {"khachkar.yaml": SOUND})
    assert (told.stderr, told.code) == ("", 0)


def test_the_check_hook_fails_for_a_faulty_entry(repository: Path) -> None:
    files = {"khachkar.yaml": FAULTY, "more/lone.yaml": SOUND}
    told = commit(repository, "wikicli-check", files)
    assert told.code == 1
    assert told.stdout.startswith("khachkar.yaml\n")
    assert "error[undefined-marker]" in told.stdout


def test_the_check_hook_looks_at_entries_that_are_not_committed(
    repository: Path,
) -> None:
    (repository / "khachkar.yaml").write_text(SOUND, "utf-8")
    linking = SOUND.replace("Khachkar\n", "Cross\n").replace(
        "**khachkar**", "**cross**"
    )
    linking = linking.replace("height.", "height, [[khachkar]] or [[gavit]].")
    told = commit(repository, "wikicli-check", {"cross.yaml": linking})
    assert told.code == 1
    assert "there is no entry 'gavit'" in told.stdout
    assert "there is no entry 'khachkar'" not in told.stdout


def test_the_fmt_hook_changes_what_is_not_in_form(repository: Path) -> None:
    told = commit(repository, "wikicli-fmt", {"khachkar.yaml": UNFORMATTED})
    assert (told.stderr, told.code) == ("", 0)
    assert (repository / "khachkar.yaml").read_text("utf-8") == SOUND
    told = commit(repository, "wikicli-fmt", {"khachkar.yaml": SOUND})
    assert (told.stderr, told.code) == ("", 0)
    assert (repository / "khachkar.yaml").read_text("utf-8") == SOUND


# The workflow ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes"), [(SOUND, [0, 0]), (FAULTY, [0, 1]), (UNFORMATTED, [1, 0])]
)
def test_the_workflow_fails_for_what_is_faulty_or_not_in_form(
    repository: Path, text: str, codes: list[int]
) -> None:
    (repository / "khachkar.yaml").write_text(text, "utf-8")
    steps = block_of(".github/workflows/entries.yml")["jobs"]["check"]["steps"]
    commands = [shlex.split(step["run"]) for step in steps if "run" in step]
    told = [run_in(repository, it) for it in commands if it[0] == "wikicli"]
    assert [it.code for it in told] == codes
    if codes[1]:
        assert "::error file=khachkar.yaml,line=6," in told[1].stdout
