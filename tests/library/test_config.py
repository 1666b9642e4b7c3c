"""What is in force and from where: options, variables, the file, defaults."""

import json
from pathlib import Path

import pytest

import wikicli.library.config
from conftest import ENTRIES, MakeLibrary, Result, Run
from wikicli.base.errors import UsageError
from wikicli.base.text import find_unsafe
from wikicli.entry.form import Wrap
from wikicli.language.armenian import STANDARDS
from wikicli.library.config import (
    DEFAULTS,
    KEYS,
    ConfigFile,
    Language,
    NotesMode,
    Setting,
    Settings,
    SourceChoice,
    bundled_folder,
    cache_folder,
    choose_sources,
    config_path,
    known_values,
    read_file,
    read_settings,
    user_folder,
)

ENTRY = "title: {0}\nbody: It is {0}.\n"


def test_the_option_replaces_the_variable_and_the_default() -> None:
    given = (Path("a"), Path("b"))
    assert choose_sources(given, {"WIKICLI_LIBRARY": "c"}) == (
        SourceChoice(Path("a"), "option -L"),
        SourceChoice(Path("b"), "option -L"),
    )


def test_the_variable_is_a_list_of_paths_and_replaces_the_default() -> None:
    chosen = choose_sources((), {"WIKICLI_LIBRARY": "/a::b c:"})
    assert chosen == (
        SourceChoice(Path("/a"), "WIKICLI_LIBRARY"),
        SourceChoice(Path("b c"), "WIKICLI_LIBRARY"),
    )


@pytest.mark.parametrize("environment", [{}, {"WIKICLI_LIBRARY": ""}])
def test_the_default_is_your_own_folder_over_the_bundled_entries(
    environment: dict[str, str],
) -> None:
    assert choose_sources((), environment) == (
        SourceChoice(user_folder(), "your own entries", optional=True),
        SourceChoice(bundled_folder(), "bundled with wikicli", owned=False),
    )


def test_a_variable_of_separators_only_is_an_error() -> None:
    with pytest.raises(UsageError) as caught:
        choose_sources((), {"WIKICLI_LIBRARY": ":::"})
    assert caught.value.message == "WIKICLI_LIBRARY names no path"
    assert caught.value.hint == "unset it"


def test_folders_of_your_own_follow_the_xdg_variables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert user_folder() == tmp_path / "data" / "wikicli" / "entries"
    assert cache_folder() == tmp_path / "cache" / "wikicli" / "index"
    assert config_path() == tmp_path / "config" / "wikicli" / "config.toml"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("XDG_CONFIG_HOME")
    home = tmp_path / "home"
    assert home in user_folder().parents
    assert home in cache_folder().parents
    assert home in config_path().parents


def test_a_checkout_finds_its_own_entries() -> None:
    assert bundled_folder() == ENTRIES


def test_an_installed_package_finds_the_entries_within_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "wikicli"
    (package / "entries").mkdir(parents=True)
    file = package / "library" / "config" / "__init__.py"
    monkeypatch.setattr(wikicli.library.config, "__file__", str(file))
    assert bundled_folder() == package / "entries"


# What wins ------------------------------------------------------------------------


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the configuration file belongs; its folder is there."""
    path = tmp_path / "config" / "wikicli" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    ("key", "default", "in_file", "in_variable"),
    [
        ("language", "en", "both", "hy"),
        ("romanization", "bgn", "hm", "ala-lc"),
        ("notes", "auto", "none", "margin"),
    ],
)
def test_a_variable_wins_over_the_file_and_that_over_the_default(
    file: Path, key: str, default: str, in_file: str, in_variable: str
) -> None:
    variable = f"WIKICLI_{key.upper()}"

    def told(environment: dict[str, str]) -> Setting:
        setting = getattr(read_settings(environment), key)
        assert isinstance(setting, Setting)
        return setting

    assert told({}) == (default, "default")
    assert told({variable: in_variable}) == (in_variable, variable)
    file.write_text(f'# mine\n\n  {key} = "{in_file}"\n')
    assert told({}) == (in_file, "config.toml:3")
    assert told({variable: ""}) == (in_file, "config.toml:3")
    assert told({variable: in_variable}) == (in_variable, variable)


@pytest.mark.parametrize("in_option", [True, False])
@pytest.mark.parametrize("in_variable", [True, False])
@pytest.mark.parametrize("in_file", [True, False])
def test_the_library_is_that_of_option_or_variable_or_file_or_default(
    in_option: bool, in_variable: bool, in_file: bool, file: Path
) -> None:
    if in_file:
        file.write_text('library = ["/file", "/more"]\n')
    environment = {"WIKICLI_LIBRARY": "/variable"} if in_variable else {}
    given = [Path("/option")] if in_option else []
    configured = read_settings(environment).file.sources
    chosen = choose_sources(given, environment, configured)
    if in_option:
        assert chosen == ((Path("/option"), "option -L", False, True),)
    elif in_variable:
        assert chosen == ((Path("/variable"), "WIKICLI_LIBRARY", False, True),)
    elif in_file:
        assert chosen == (
            (Path("/file"), "config.toml:1", False, True),
            (Path("/more"), "config.toml:1", False, True),
        )
    else:
        reasons = [choice.reason for choice in chosen]
        assert reasons == ["your own entries", "bundled with wikicli"]


def test_settings_can_be_what_they_are_said_to_be() -> None:
    assert KEYS == ("library", "language", "romanization", "notes")
    assert {key: known_values(key) for key in DEFAULTS} == {
        "language": tuple(Language),
        "romanization": tuple(STANDARDS),
        "notes": tuple(NotesMode),
        "wrap": tuple(Wrap),
    }
    for key in DEFAULTS:
        for value in known_values(key):
            environment = {f"WIKICLI_{key.upper()}": value}
            found = Settings(environment, ConfigFile(Path("x")))
            assert getattr(found, key).value == value


@pytest.mark.parametrize("wrong", ["xx", " en", "EN", "en,hy", "\x1b[31m", "x" * 999])
@pytest.mark.parametrize("key", list(DEFAULTS))
def test_a_variable_is_taken_as_it_stands(key: str, wrong: str) -> None:
    variable = f"WIKICLI_{key.upper()}"
    found = Settings({variable: wrong}, ConfigFile(Path("x")))
    with pytest.raises(UsageError) as caught:
        getattr(found, key)
    assert caught.value.message.startswith(f"{variable} can't be '")
    assert caught.value.hint.startswith("it can be ")
    assert find_unsafe(caught.value.message) == -1
    assert len(caught.value.message) < 120


# As commands see it ---------------------------------------------------------------


def listed(stdout: str) -> list[str]:
    return [item["slug"] for item in json.loads(stdout)["entries"]]


def test_your_own_entries_are_found_and_win_over_the_bundled_ones(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text(ENTRY.format("Mine"))
    (own / "miatsum.yaml").write_text(ENTRY.format("My own miatsum"))
    slugs = listed(run("list", "--json").stdout)
    assert "mine" in slugs
    assert "karabakh-movement" in slugs
    shown = json.loads(run("show", "miatsum", "--json").stdout)
    assert shown["title"] == "My own miatsum"


def test_where_says_that_your_own_folder_is_not_there_yet(
    run: Run, tmp_path: Path
) -> None:
    own = tmp_path / "data" / "wikicli" / "entries"
    told = json.loads(run("where", "--json").stdout)
    count = len(list(ENTRIES.glob("*.yaml")))
    said = [source.pop("imprint")["title"] for source in told["sources"]]
    assert said == ["", "wikicli"]
    assert told["sources"] == [
        {
            "path": str(own),
            "reason": "your own entries",
            "present": False,
            "entries": 0,
        },
        {
            "path": str(ENTRIES),
            "reason": "bundled with wikicli",
            "present": True,
            "entries": count,
        },
    ]
    assert told["entries"] == count


def test_of_several_sources_the_first_wins(run: Run, make_library: MakeLibrary) -> None:
    folder = make_library(
        {
            "one/x.yaml": ENTRY.format("First"),
            "two/x.yaml": ENTRY.format("Second"),
            "two/y.yaml": ENTRY.format("Other"),
        }
    )
    sources = ("-L", folder / "one", "-L", folder / "two")
    assert listed(run(*sources, "list", "--json").stdout) == ["x", "y"]
    shown = run(*sources, "show", "x", "--json")
    assert json.loads(shown.stdout)["title"] == "First"
    told = json.loads(run(*sources, "where", "--json").stdout)
    assert [source["entries"] for source in told["sources"]] == [1, 2]
    assert told["entries"] == 2


def test_the_library_may_be_one_file(run: Run, make_library: MakeLibrary) -> None:
    path = make_library({"x.yaml": ENTRY.format("Ex")}) / "x.yaml"
    assert listed(run("list", "--json", library=path).stdout) == ["x"]


def test_the_variable_says_which_library(run: Run, make_library: MakeLibrary) -> None:
    folder = make_library({"x.yaml": ENTRY.format("Ex")})
    result = run("list", "--json", env={"WIKICLI_LIBRARY": str(folder)})
    assert listed(result.stdout) == ["x"]


def test_a_variable_of_separators_only_is_said(run: Run) -> None:
    result = run("list", env={"WIKICLI_LIBRARY": "::"})
    assert (result.stdout, result.code) == ("", 2)
    assert result.stderr == "error: WIKICLI_LIBRARY names no path\nhint: unset it\n"


def test_a_library_that_does_not_exist_is_said_with_who_named_it(
    run: Run, tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    by_option = run("list", library=missing)
    assert by_option.stderr == (
        f"error: library '{missing}' does not exist\nhint: it was named by: option -L\n"
    )
    by_variable = run("list", env={"WIKICLI_LIBRARY": str(missing)})
    assert by_variable.stderr.endswith("hint: it was named by: WIKICLI_LIBRARY\n")
    assert (by_option.code, by_variable.code) == (2, 2)


def test_the_library_of_the_file_is_read_unless_another_is_named(
    run: Run, file: Path, make_library: MakeLibrary
) -> None:
    folder = make_library(
        {f"{name}/{name}.yaml": ENTRY.format(name) for name in ("x", "y", "z")}
    )
    file.write_text(f"library = '{folder / 'x'}'\n")
    assert listed(run("list", "--json").stdout) == ["x"]
    env = {"WIKICLI_LIBRARY": str(folder / "y")}
    assert listed(run("list", "--json", env=env).stdout) == ["y"]
    assert listed(run("list", "--json", library=folder / "z", env=env).stdout) == ["z"]


def test_a_library_of_the_file_that_does_not_exist_is_said_with_the_line(
    run: Run, file: Path
) -> None:
    file.write_text('# mine\nlibrary = "/no-such-place"\n')
    assert run("list") == Result(
        "",
        "error: library '/no-such-place' does not exist\n"
        "hint: it was named by: config.toml:2\n",
        2,
    )
    assert run("where", library=ENTRIES).code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("-L", "", "list"),
        ("list", "-L", ""),
        ("-L", "entries", "list", "-L", ""),
        ("-L", ""),
        ("-L", "", "miatsum"),
        ("list", "--library="),
    ],
)
def test_an_empty_path_is_not_the_current_folder(
    run: Run, words: tuple[str, ...]
) -> None:
    assert run(*words) == Result(
        "",
        "error: option -L names no path\n"
        "hint: name a folder of entries, or an entry file\n",
        2,
    )


# Mistakes -------------------------------------------------------------------------

MODES = "it can be auto, end, inline, margin or none"


@pytest.mark.parametrize(
    "words",
    [
        ("show", "miatsum"),
        ("show", "miatsum", "--notes", "end"),
        ("search", "unity"),
        ("list",),
        ("random",),
        ("refs", "miatsum"),
        ("refs", "--all"),
        ("cite", "miatsum"),
        ("coverage",),
        ("where",),
        ("where", "--json"),
    ],
    ids=" ".join,
)
def test_every_command_says_what_is_wrong_with_the_file(
    run: Run, file: Path, words: tuple[str, ...]
) -> None:
    file.write_text('\nnotes = "margn"\n')
    error = f"error: {file}:2:1: notes can't be 'margn'\nhint: {MODES}\n"
    assert run(*words) == Result("", error, 2)
    assert run(*words, library=ENTRIES) == Result("", error, 2)
    assert run(*words, env={"WIKICLI_NOTES": "none"}) == Result("", error, 2)


@pytest.mark.parametrize(
    "words",
    [
        ("--help",),
        ("-h",),
        ("help",),
        ("--version",),
        ("-V",),
        ("where", "--help"),
        ("show", "-h"),
    ],
)
def test_help_and_version_need_no_configuration(
    run: Run, file: Path, words: tuple[str, ...]
) -> None:
    whole = run(*words)
    assert (whole.stderr, whole.code) == ("", 0)
    file.write_text("[")
    assert run(*words, env={"WIKICLI_NOTES": "x"}) == whole


def test_an_unknown_command_is_said_whatever_the_file_says(
    run: Run, file: Path
) -> None:
    file.write_text("[")
    assert run("lits") == Result(
        "", "error: no command 'lits'\nhint: did you mean 'list'?\n", 2
    )


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("language", "it can be en, hy or both"),
        ("romanization", "it can be bgn, ala-lc, iso9985, hm or plain"),
        ("notes", MODES),
    ],
)
def test_where_says_what_is_wrong_with_a_variable(
    run: Run, key: str, hint: str
) -> None:
    variable = f"WIKICLI_{key.upper()}"
    error = f"error: {variable} can't be 'xx'\nhint: {hint}\n"
    for words in (("where",), ("where", "--json")):
        assert run(*words, env={variable: "xx"}) == Result("", error, 2)
        assert run(*words, env={variable: ""}).code == 0
    assert run("schema", env={variable: "xx"}).code == 0  # it asks for none of them


def test_a_command_reads_the_file_once(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def read(path: Path) -> ConfigFile:
        seen.append(path)
        return read_file(path)

    monkeypatch.setattr(wikicli.library.config, "read_file", read)
    for words in (("show", "miatsum"), ("where",)):
        assert run(*words).code == 0
    assert seen == [file, file]
