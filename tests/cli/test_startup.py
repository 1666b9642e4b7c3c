"""Starting up: what each command imports, which files it opens."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import MakeLibrary
from wikicli.cli import MODULES, get_app

REPORT = """
import os, sys

opened = []

def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.append(os.fsdecode(arguments[0]))

sys.addaudithook(note)
from wikicli.__main__ import main

try:
    main()
except SystemExit as end:
    code = end.code
report = {"code": code, "modules": sorted(sys.modules), "opened": opened}
import json

with os.fdopen(int(os.environ["REPORT_TO"]), "w") as file:
    print(json.dumps(report), file=file)
"""


@dataclass(frozen=True)
class Started:
    """What a command left in its process, and the entry files it opened."""

    modules: frozenset[str]
    entries: tuple[str, ...]


def start(library: Path, *words: str) -> Started:
    reading, writing = os.pipe()
    with os.fdopen(reading) as report:
        done = subprocess.run(
            [sys.executable, "-c", REPORT, "-L", str(library), *words],
            env={**os.environ, "REPORT_TO": str(writing)},
            pass_fds=[writing],
            capture_output=True,
            check=True,
        )
        os.close(writing)
        told = json.load(report)
    assert (done.stderr, told["code"]) == (b"", 0)
    entries = [Path(path).name for path in told["opened"] if path.endswith(".yaml")]
    return Started(frozenset(told["modules"]), tuple(entries))


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(
        {
            "shown.yaml": """\
title: Shown
body: See [[linked]] and [[labelled|another]], not [[missing]].[^r]
see_also: [related, {title: Wanted}]
references: [{id: r, title: Source}]
""",
            "termed.yaml": "title: T\nbody: B.\nterms: [{hy: Ա, en: a}]\n",
            **{
                f"{slug}.yaml": f"title: {slug}\nbody: B. See [[further]].\n"
                for slug in ("linked", "labelled", "related", "further", "unrelated")
            },
        }
    )


# Left out are those that Typer and platformdirs import themselves.
HEAVY = {
    "hashlib",
    "json",
    "markdown_it",
    "pydantic",
    "rich",
    "rich.console",
    "rich.markdown",
    "rich.progress",
    "rich.table",
    "tantivy",
    "textual",
    "tomllib",
    "wikicli.library.config.toml",
    "yaml",
}


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("--help", ""),
        ("show --help", ""),
        ("", ""),
        ("show shown", "json markdown_it rich yaml"),
        ("refs shown", "json markdown_it rich yaml"),
        ("terms --help", ""),
        ("romanize Ա --romanization bgn", ""),
        ("romanize Ա", "rich"),
        ("show shown --json", "json markdown_it yaml"),
        ("refs shown --json", "json markdown_it yaml"),
        ("refs --all --json", "json yaml"),
        ("cite shown --json", "json yaml"),
        ("coverage --json", "json markdown_it yaml"),
        ("links --json", "json markdown_it yaml"),
        ("links shown --json", "json markdown_it yaml"),
        ("list --json", "hashlib json markdown_it tantivy yaml"),
        ("search shown --json", "hashlib json markdown_it tantivy yaml"),
        ("terms termed --json", "json yaml"),
        ("terms --json", "hashlib json markdown_it tantivy yaml"),
        ("check --json", "hashlib json markdown_it yaml"),
        ("where --json", "hashlib json tantivy"),
        ("romanize Ա --json", "json"),
    ],
)
def test_a_command_imports_no_more_than_it_needs(
    words: str, needed: str, library: Path
) -> None:
    assert HEAVY & start(library, *words.split()).modules == set(needed.split())


def test_show_imports_what_pairs_two_languages_only_for_those(library: Path) -> None:
    pairing = {"wikicli.article.pairing", "wikicli.render.text.languages"}
    assert not pairing & start(library, "show", "shown").modules
    assert not pairing & start(library, "show", "shown", "--lang", "en").modules
    assert pairing <= start(library, "show", "shown", "--lang", "both").modules


def test_search_imports_the_engine_but_no_console(library: Path) -> None:
    start(library, "search", "shown")  # builds the index
    modules = start(library, "search", "shown").modules
    assert {"tantivy", "hashlib", "json"} <= modules
    unneeded = {"rich.console", "rich.markdown", "pydantic", "textual"}
    assert not unneeded & modules


def test_the_console_is_imported_for_colours_only(library: Path) -> None:
    assert "rich.console" in start(library, "show", "shown", "--color=always").modules


def test_show_opens_the_files_of_the_entry_and_of_links_it_names(library: Path) -> None:
    opened = start(library, "show", "shown").entries
    assert sorted(opened) == ["linked.yaml", "related.yaml", "shown.yaml"]


def test_refs_opens_the_files_of_the_entry_and_of_links_in_its_text(
    library: Path,
) -> None:
    opened = start(library, "refs", "shown").entries
    assert sorted(opened) == ["linked.yaml", "shown.yaml"]


def test_an_entry_without_links_is_the_only_file_opened(
    make_library: MakeLibrary, library: Path
) -> None:
    make_library({"alone.yaml": "title: Alone\nbody: B.\n"})
    assert start(library, "show", "alone").entries == ("alone.yaml",)


def test_a_warm_index_answers_without_opening_entries(library: Path) -> None:
    assert len(start(library, "search", "shown").entries) >= 6
    assert start(library, "search", "shown").entries == ()
    assert start(library, "list").entries == ()


def test_show_of_a_slug_builds_no_index(library: Path, tmp_path: Path) -> None:
    start(library, "show", "shown")
    assert not (tmp_path / "cache" / "wikicli" / "index").exists()


def test_an_entry_that_has_not_changed_is_neither_opened_nor_parsed(
    library: Path,
) -> None:
    for command in ("show", "refs"):
        start(library, command, "shown")  # keeps what it read
        found = start(library, command, "shown")
        assert HEAVY & found.modules == {"json", "rich"}
        assert found.entries == ()


def test_toml_is_imported_for_a_configuration_file_only(
    library: Path, tmp_path: Path
) -> None:
    toml = {"tomllib", "wikicli.library.config.toml"}
    assert not toml & start(library, "where").modules
    place = tmp_path / "config" / "wikicli" / "config.toml"
    place.parent.mkdir(parents=True)
    place.write_text("notes = 'none'\n")
    assert toml <= start(library, "where").modules
    assert not toml & start(library, "where", "--help").modules


def test_help_needs_no_library(tmp_path: Path) -> None:
    assert start(tmp_path / "missing", "--help").entries == ()


def test_a_process_can_build_one_command_after_another() -> None:
    for name in ("list", "show", "list"):
        built = get_app([name]).registered_commands
        assert [command.name for command in built] == [name]
    assert len(get_app().registered_commands) == sum(map(len, MODULES.values()))


def test_only_the_command_that_is_asked_for_is_built() -> None:
    script = (
        "from wikicli.cli import get_app; import sys; app = get_app(sys.argv[1:]);"
        "print(*[c.name for c in app.registered_commands], sep='|')"
    )

    def built(*words: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *words],
            capture_output=True,
            check=True,
            text=True,
        )
        return done.stdout.strip()

    assert built("list", "--category", "Wars") == "list"
    everything = built()
    assert everything.split("|") == [it for names in MODULES.values() for it in names]
    for words in (("miatsum",), ("-L", "x", "list"), ("--help",)):
        assert built(*words) == everything
