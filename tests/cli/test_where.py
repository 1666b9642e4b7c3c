"""The screen of what is in force and from where, and the page that explains it."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT, Golden, MakeLibrary, Run
from kit.schemas import schema
from wikicli.library.config import ConfigFile, Setting, Settings
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.references.entry_citation import Imprint
from wikicli.render.page.layout import Measure
from wikicli.render.text.where import where_view

ENTRY = "title: T\nbody: B.\n"
PAGE = ROOT / "docs" / "configuration.md"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a library and all else where it is by default."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HOME", str(folder))
    for name in ("CACHE", "CONFIG", "DATA"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    (folder / ".config" / "wikicli").mkdir(parents=True)
    (folder / "encyclopedia").mkdir()
    (folder / "encyclopedia" / "t.yaml").write_text(ENTRY)
    return folder


def configure(home: Path, text: str) -> None:
    (home / ".config" / "wikicli" / "config.toml").write_text(text, "utf-8")


def without_hashes(text: str) -> str:
    """The same text with the same digits wherever the index was made."""
    digits = "3d1f0c6a9b2e4875" * 2
    return re.sub(r"[0-9a-f]{8,}", lambda match: digits[: len(match[0])], text)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_where_looks_as_it_should(
    run: Run, golden: Golden, home: Path, width: int
) -> None:
    configure(home, 'library = ["~/encyclopedia"]\nlanguage = "hy"\n')
    env = {"WIKICLI_ROMANIZATION": "iso9985"}
    told = run("where", "--width", str(width), env=env)
    assert (told.stderr, told.code) == ("", 0)
    golden(f"where/configured-{width}.txt", without_hashes(told.stdout))


@pytest.mark.parametrize("width", [40, 80, 120])
def test_where_without_a_configuration_looks_as_it_should(
    run: Run, golden: Golden, home: Path, width: int
) -> None:
    library = home / "encyclopedia"
    told = run("where", "--width", str(width), library=library)
    assert (told.stderr, told.code) == ("", 0)
    golden(f"where/default-{width}.txt", without_hashes(told.stdout))


def view(library: Library, measure: Measure, home: str = "") -> list[str]:
    settings = Settings({}, ConfigFile(Path("/config/config.toml")))
    said = [Imprint()] * len(library.sources)
    return where_view(library, settings, said, measure, home).plain.split("\n")


def test_where_tells_sources_settings_and_places(make_library: MakeLibrary) -> None:
    folder = make_library({"a.yaml": ENTRY})
    sources = [
        read_source(folder, "option -L"),
        read_source(Path("/nowhere"), "your own entries", optional=True),
    ]
    lines = view(Library(sources, Path("/cache")), Measure(200))
    assert lines[:13] == [
        f"  1. {folder}",
        "     option -L, 1 entry",
        "  2. /nowhere",
        "     your own entries, not there yet",
        "",
        "  entries         1",
        "",
        "  configuration   /config/config.toml, not there",
        "  language        en        default",
        "  romanization    bgn       default",
        "  notes           auto      default",
        "  wrap            keep      default",
        "",
    ]
    assert lines[13].startswith("  index           /cache/")
    assert lines[14:] == ["  cache           /cache", ""]


def test_a_file_that_is_there_and_its_lines_are_told(make_library: MakeLibrary) -> None:
    library = Library([read_source(make_library({}), "x")], Path("/cache"))
    path, said = Path("/config.toml"), {"notes": Setting("none", "config.toml:7")}
    settings = Settings({"WIKICLI_LANGUAGE": "both"}, ConfigFile(path, True, (), said))
    page = where_view(library, settings, [Imprint()], Measure(80)).plain
    assert "  configuration   /config.toml\n" in page
    assert "  language        both      WIKICLI_LANGUAGE\n" in page
    assert "  notes           none      config.toml:7\n" in page


@pytest.mark.parametrize(
    ("home", "shown"),
    [("/home/ani", "~/x"), ("", "/home/ani/x"), ("/", "/home/ani/x"), ("/home/an", "")],
)
def test_paths_in_the_home_folder_begin_with_a_tilde(home: str, shown: str) -> None:
    library = Library([], Path("/home/ani/x"))
    last = view(library, Measure(120), home)[-2]
    assert last == f"  cache           {shown or '/home/ani/x'}"


@pytest.mark.parametrize("width", [20, 30, 43, 44, 60, 79])
def test_no_line_is_too_wide_or_ends_with_spaces(
    run: Run, home: Path, width: int
) -> None:
    configure(home, 'library = "~/encyclopedia"\n')
    for line in run("where", "--width", str(width)).stdout.splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_one_entry_is_no_plural(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": ENTRY})
    assert "option -L, 1 entry\n" in run("where", library=library).stdout
    make_library({"b.yaml": ENTRY})
    assert "option -L, 2 entries\n" in run("where", library=library).stdout


def test_json_tells_whole_paths_and_each_reason(run: Run, home: Path) -> None:
    configure(home, '# mine\nlibrary = "~/encyclopedia"\n\nnotes = "none"\n')
    told = json.loads(run("where", "--json", env={"WIKICLI_LANGUAGE": "hy"}).stdout)
    source = str(home / "encyclopedia")
    assert told["sources"] == [
        {
            "path": source,
            "reason": "config.toml:2",
            "present": True,
            "entries": 1,
            "imprint": {
                "title": "",
                "editors": [],
                "address": "",
                "license": "",
                "language": "",
            },
        }
    ]
    path = str(home / ".config" / "wikicli" / "config.toml")
    assert told["config"] == {"path": path, "present": True}
    assert told["settings"] == {
        "language": {"value": "hy", "reason": "WIKICLI_LANGUAGE"},
        "romanization": {"value": "bgn", "reason": "default"},
        "notes": {"value": "none", "reason": "config.toml:4"},
        "wrap": {"value": "keep", "reason": "default"},
    }


# The page about it ----------------------------------------------------------------

EXAMPLE = re.compile(
    r"```toml\n(.*?)```|```text\n\$ wikicli ([^\n]*)\n(.*?)```", re.DOTALL
)


def test_the_page_shows_what_its_files_lead_to(
    run: Run, home: Path, request: pytest.FixtureRequest
) -> None:
    def answer(match: re.Match[str]) -> str:
        if match[2] is None:
            configure(home, match[1])
            return match[0]
        told = run(*match[2].split())
        lines = (told.stdout + told.stderr).replace(str(home), "/home/ani").splitlines()
        text = "".join(f"{line.rstrip()}\n" for line in lines)
        return f"```text\n$ wikicli {match[2]}\n{without_hashes(text)}```"

    filled = EXAMPLE.sub(answer, PAGE.read_text("utf-8"))
    if request.config.getoption("--update-golden"):
        PAGE.write_text(filled, "utf-8")
    assert filled == PAGE.read_text("utf-8")


def test_where_names_the_file_of_an_entry_by_any_name(
    run: Run, make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"t.yaml": "title: Old Fort\nbody: B.\n"})
    monkeypatch.chdir(library)
    for name in ("t", "old fort", "t.yaml"):
        assert run("where", name, library=library).stdout == "t.yaml\n"
    answer = json.loads(run("where", "Old", "Fort", "--json", library=library).stdout)
    Draft202012Validator(schema("where-entry")).validate(answer)
    assert answer == {"slug": "t", "path": "t.yaml", "reason": "option -L"}
    missing = run("where", "qqq", library=library)
    assert (missing.stdout, missing.code) == ("", 1)
    assert missing.stderr.startswith("error: no entry named 'qqq'\n")
