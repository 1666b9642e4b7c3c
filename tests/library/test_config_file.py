"""The configuration file: what it can say, and each mistake with its place."""

import os
import re
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.laws import tries
from wikicli.base.errors import UsageError
from wikicli.base.text import find_unsafe
from wikicli.library.config import DEFAULTS, KEYS, ConfigFile, read_file
from wikicli.library.config.toml import LIMIT, Document, read_document


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def complain(path: Path) -> str:
    """What is wrong with a file, its path left out, and the hint."""
    with pytest.raises(UsageError) as caught:
        read_file(path)
    assert caught.value.message.startswith(f"{path}:")
    message = caught.value.message.removeprefix(f"{path}:")
    return f"{message} | {caught.value.hint}" if caught.value.hint else message


# What it says ---------------------------------------------------------------------


def test_paths_start_from_home_or_from_the_folder_of_the_file(
    file: Path, tmp_path: Path
) -> None:
    file.write_text('library = ["~/a", "b/c", "../d", "/e", "~"]\n')
    assert [choice.path for choice in read_file(file).sources] == [
        tmp_path / "home" / "a",
        tmp_path / "b" / "c",
        tmp_path / ".." / "d",
        Path("/e"),
        tmp_path / "home",
    ]
    file.write_text('library = "one.yaml"\n')
    assert read_file(file).sources == (
        (tmp_path / "one.yaml", "config.toml:1", False, True),
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "\ufeff", "\r\n# x\r\n"])
def test_an_empty_file_says_nothing(file: Path, text: str) -> None:
    file.write_bytes(text.encode())
    assert read_file(file) == ConfigFile(file, present=True)


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert read_file(tmp_path / "x.toml") == ConfigFile(tmp_path / "x.toml")
    (tmp_path / "file").touch()
    nowhere = tmp_path / "file" / "config.toml"  # as with HOME=/dev/null
    assert read_file(nowhere) == ConfigFile(nowhere)


def test_a_file_that_is_not_there_costs_one_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Any] = []

    def look_by(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def look(path: Any, *more: Any, **options: Any) -> Any:
            looked.append(path)
            return real(path, *more, **options)

        return look

    for name in ("stat", "lstat", "access", "open"):
        monkeypatch.setattr(os, name, look_by(name))
    read_file(tmp_path / "x.toml")
    assert looked == [tmp_path / "x.toml"]


def test_a_link_to_a_file_is_the_file(file: Path, tmp_path: Path) -> None:
    mine = tmp_path / "elsewhere" / "mine.toml"
    mine.parent.mkdir()
    mine.write_text('notes = "none"\nlibrary = "x"\n')
    file.symlink_to(mine)
    found = read_file(file)
    assert found.settings == {"notes": ("none", "config.toml:1")}
    assert found.sources[0].path == tmp_path / "x"


# Keys and values ------------------------------------------------------------------

KNOWN = "known keys: library, language, romanization, notes; known tables: [format]"
LANGUAGES = "it can be en, hy or both"
STANDARDS = "it can be bgn, ala-lc, iso9985, hm or plain"
MODES = "it can be auto, end, inline, margin or none"
PATHS = "it is a path, or a list of paths"
NEAR = "the nearest known key is"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("romanisation = 1", f"1:1: unknown key 'romanisation'; {NEAR} 'romanization'"),
        ('\n\n\tLanguage="hy"', f"3:2: unknown key 'Language'; {NEAR} 'language'"),
        ("xyz = 1\nnotes = 1", "1:1: unknown key 'xyz'"),
        ('"" = 1', "1:1: unknown key ''"),
        ('"\\u001b]0;x" = 1', "1:1: unknown key '\ufffd]0;x'"),
        ("'a\u202eb' = 1", "1:1: unknown key 'a\ufffdb'"),
        (f"{'x' * 99} = 1", f"1:1: unknown key '{'x' * 79}…'"),
    ],
    ids=ascii,
)
def test_an_unknown_key_is_told_with_the_known_ones(
    file: Path, text: str, told: str
) -> None:
    file.write_text(text, "utf-8")
    assert complain(file) == f"{told} | {KNOWN}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[wikicli]\nlanguage = "hy"', "1:2: unknown table 'wikicli'"),
        ('\n[wikicli.show]\nnotes = "end"', "2:2: unknown table 'wikicli'"),
        ('wikicli.language = "hy"', "1:1: unknown table 'wikicli'"),
        ("x = {}", "1:1: unknown table 'x'"),
    ],
    ids=ascii,
)
def test_other_tables_are_none(file: Path, text: str, told: str) -> None:
    file.write_text(text)
    assert complain(file) == f"{told} | {KNOWN}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "notes = 'end'\n[format]\n wrap = 'no'",
            "3:2: wrap can't be 'no' | it can be keep, sentence or width",
        ),
        (
            "format = {wrap = 1}",
            "1:1: wrap can't be a number | it can be keep, sentence or width",
        ),
        (
            "[format]\nwarp = 'keep'",
            f"2:1: unknown key 'warp'; {NEAR} 'wrap' | known keys of [format]: wrap",
        ),
        (
            "[format.wrapping]",
            "1:2: unknown table 'wrapping' | known keys of [format]: wrap",
        ),
        ("format = 'keep'", "1:1: format is a table | write: [format]"),
        ("wrap = 'keep'", "1:1: unknown key 'wrap' | it stands in the table [format]"),
    ],
)
def test_a_key_of_a_table_is_told_where_it_stands(
    file: Path, text: str, told: str
) -> None:
    file.write_text(text)
    assert complain(file) == told


def test_a_key_of_a_table_is_a_setting(file: Path) -> None:
    file.write_text("notes = 'end'\n\n[format]\nwrap = 'sentence'\n")
    assert read_file(file).settings["wrap"] == ("sentence", "config.toml:4")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language = 'xx'", f"1:1: language can't be 'xx' | {LANGUAGES}"),
        ("language = ''", f"1:1: language can't be '' | {LANGUAGES}"),
        ('language = "a\\u001b"', f"1:1: language can't be 'a\ufffd' | {LANGUAGES}"),
        ("language = ['hy']", f"1:1: language can't be a list | {LANGUAGES}"),
        ("language.x = 1", f"1:1: language can't be a table | {LANGUAGES}"),
        ("romanization = 1", f"1:1: romanization can't be a number | {STANDARDS}"),
        ("romanization = inf", f"1:1: romanization can't be a number | {STANDARDS}"),
        ("notes = true", f"1:1: notes can't be true | {MODES}"),
        ("notes = {a = 1}", f"1:1: notes can't be a table | {MODES}"),
        ("[[notes]]", f"1:3: notes can't be a list | {MODES}"),
        ("notes = 1988-02-20", f"1:1: notes can't be a date or a time | {MODES}"),
        ("notes = 10:30:00", f"1:1: notes can't be a date or a time | {MODES}"),
        ("library = 1", f"1:1: library can't be a number | {PATHS}"),
        ("library = ['a', false]", f"1:1: library can't hold false | {PATHS}"),
        ("notes = 'end'\n[ library.x]", f"2:3: library can't be a table | {PATHS}"),
        ("[[library]]", f"1:3: library can't hold a table | {PATHS}"),
        ("library = []", f"1:1: library names no path | {PATHS}"),
        ("library = ''", f"1:1: library can't be '' | {PATHS}"),
        ("library = ['a', '']", f"1:1: library can't hold '' | {PATHS}"),
        ('library = "a\\u0000b"', f"1:1: library can't be 'a\ufffdb' | {PATHS}"),
        (
            "library = '~nobody-is/a'",
            "1:1: library can't be '~nobody-is/a': there is no home '~nobody-is'",
        ),
    ],
    ids=ascii,
)
def test_a_wrong_value_is_told_with_what_it_can_be(
    file: Path, text: str, told: str
) -> None:
    file.write_text(text)
    assert complain(file) == told


# TOML -----------------------------------------------------------------------------

END = "what begins here has no end | a bracket or a quotation mark is missing"
VALUE = "a value is missing here, or is none | text stands in quotes"
ESCAPE = (
    "this is no escape sequence | backslashes stand for themselves in single quotes"
)
TWICE = "stands here for the second time"
FORM = 'this is no TOML | write: key = "value"'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("language = hy", f"1:12: {VALUE}"),
        ("language = ", f"1:12: {VALUE}"),
        ("language", "1:9: '=' and a value are missing after the key"),
        ("'language' 'hy'", "1:12: '=' and a value are missing after the key"),
        ("language = 'hy", f"1:1: {END}"),
        ("language = 'hy\nnotes = 'x'", "1:15: this line ends within quotes"),
        ("language = 'hy' x", "1:17: this line goes on after its value"),
        ("notes = 'none'\n\n = 1", f"3:2: {FORM}"),
        ("[]", f"1:2: {FORM}"),
        ("լեզու = 'hy'", f"1:1: {FORM}"),
        ("[wikicli", "1:9: ']' is missing after the name of the table"),
        ("[[wikicli]", "1:10: ']' is missing after the name of the table"),
        ("notes = {a = 1", "1:15: a closing bracket is missing here"),
        ("library = ['a' 'b']", "1:16: a closing bracket is missing here"),
        ('library = "C:\\Users"', f"1:16: {ESCAPE}"),
        ('library = "C:\\docs"', f"1:16: {ESCAPE}"),
        ('library = "\\ud800"', "1:18: this escape sequence is no character"),
        ('library = "a\x1b"', "1:13: this character is not allowed here"),
        ("# \x07", "1:3: this character is not allowed here"),
        ("notes = 1\rx = 1", "1:10: this line goes on after its value"),
        (f"notes = {'1' * 5000}", "1:1: a number has too many digits"),
        ("\nlibrary = [\n'a',\n\n# no end", f"2:1: {END}"),
        ("\n  library = '''\nnotes = 1", f"2:3: {END}"),
        ('\n\nlibrary = """\n""', f"3:1: {END}"),
        (
            f"notes = 'none'\nlibrary = {'[' * 5000}",
            "2:1: the brackets that begin here are nested too deeply",
        ),
        (
            "'notes' = 'end'\n\nnotes = '''\nend'''",
            f"3:1: key 'notes' {TWICE} | the first is at line 1; keep one of them",
        ),
        (
            "[a]\n\n[ a ]",
            f"3:1: key 'a' {TWICE} | the first is at line 1; keep one of them",
        ),
        ('language = "hy', "1:15: this line ends within quotes"),
        ("[x]\ny = 1\n[x.y]", f"3:1: a key {TWICE} | keep one of them"),
        ("x = {a = 1, a = 2}", f"1:1: a key {TWICE} | keep one of them"),
        ("[x]\na.b = 1\na.b = 2", f"3:1: a key {TWICE} | keep one of them"),
    ],
    ids=lambda text: ascii(text[:40]),
)
def test_what_is_no_toml_is_told_with_its_place(
    file: Path, text: str, told: str
) -> None:
    file.write_bytes(text.encode())
    assert complain(file) == told


# What stands in its place ---------------------------------------------------------


def put_folder(path: Path) -> None:
    path.mkdir()


def put_dangling_link(path: Path) -> None:
    path.symlink_to("nowhere")


def put_link_loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("put", "told"),
    [
        (put_folder, "this is a folder, not a file"),
        (os.mkfifo, "this is no file"),
        (put_dangling_link, "this link leads nowhere"),
        (put_link_loop, "this can't be read: Too many levels of symbolic links"),
    ],
)
def test_what_stands_in_the_place_of_the_file_is_told(
    file: Path, put: Callable[[Path], None], told: str
) -> None:
    put(file)
    assert complain(file) == f"1:1: {told}"


@contextmanager
def without_rights() -> Iterator[None]:
    """Do as any other user does, if we are root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.fixture
def hidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in a folder, both to be hidden; reading it needs no import any more."""
    monkeypatch.chdir(tmp_path)
    tmp_path.chmod(0o755)
    file = Path("folder/config.toml")
    file.parent.mkdir()
    file.write_text('notes = "none"\n')
    assert read_file(file).present
    return file


def test_a_file_that_may_not_be_read_is_told(hidden: Path) -> None:
    hidden.parent.chmod(0o755)
    hidden.chmod(0)
    with without_rights():
        told = complain(hidden)
    assert told == "1:1: this can't be read: Permission denied"


def test_a_file_in_a_home_that_is_closed_to_us_says_nothing(hidden: Path) -> None:
    hidden.parent.chmod(0)
    with without_rights():
        found = read_file(hidden)
    hidden.parent.chmod(0o755)
    assert found == ConfigFile(hidden)


def test_a_path_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    told = complain(tmp_path / ("x" * 300) / "config.toml")
    assert told == "1:1: this can't be read: File name too long"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"# \xd5\xb4\nnotes = '\xff'\n", "2:10: byte 0xff is not UTF-8 here"),
        (b"\xef\xbb\xbf# \xd5\xb4\xe9", "1:4: byte 0xe9 is not UTF-8 here"),
        ("notes".encode("utf-16"), "1:1: byte 0xff is not UTF-8 here"),
    ],
)
def test_a_file_that_is_not_utf_8_is_told(file: Path, data: bytes, told: str) -> None:
    file.write_bytes(data)
    assert complain(file) == f"{told} | save the file as UTF-8"


def test_a_huge_file_is_told(file: Path) -> None:
    file.write_text("#" * LIMIT)
    assert read_file(file).present
    file.write_text("#" * (LIMIT + 1))
    assert complain(file) == "1:1: this file has more than 20000 bytes"


def test_the_path_of_the_file_is_told_safely(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"a\x1b\n\xff")
    folder.mkdir()
    (folder / "config.toml").write_text("x = 1")
    with pytest.raises(UsageError) as caught:
        read_file(folder / "config.toml")
    assert caught.value.message == (
        f"{tmp_path}/a\ufffd \ufffd/config.toml:1:1: unknown key 'x'"
    )


# Places of keys -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('language = "hy"', (1, 1)),
        ('\r\n\r\n\t language = "hy"', (3, 3)),
        ('"language" = "hy"', (1, 1)),
        ("'language'=\"hy\"", (1, 1)),
        ('"l\\u0061nguage" = "hy"', (1, 1)),
        ("x = '''\nlanguage = 1\n'''\nlanguage = 2", (4, 1)),
        ('x = """\\"""\nlanguage = 1"""\nlanguage = 2', (3, 1)),
        ('x = [\n"""\nlanguage = 1""",\n]\nlanguage = 2', (5, 1)),
        ("[x]\nlanguage = 1\n[language]", (3, 2)),
        ("[x]\nlanguage = 1\n[x.y]\n[[ language . y ]]", (4, 4)),
        ("language . x = 1\nlanguage.y = 1", (1, 1)),
        ("#language = 1\nlanguage = 1", (2, 1)),
        ("'language.x' = 1\nx.language = 1\nlanguage = 1", (3, 1)),
    ],
    ids=ascii,
)
def test_the_place_of_a_key_is_where_it_first_stands(
    file: Path, text: str, place: tuple[int, int]
) -> None:
    file.write_bytes(text.encode())
    assert read_document(file).place("language") == (file, *place)


def test_a_key_that_stands_in_a_table_only_is_none_of_the_file(file: Path) -> None:
    file.write_text("\n[x]\nlanguage = 1\n")
    assert read_document(file).place("language") == (file, 1, 1)


def test_after_many_lines_that_look_like_the_key_its_line_is_not_guessed(
    file: Path,
) -> None:
    many = "notes = 1\n" * 30
    file.write_text(f"\nx = '''\n{many}'''\nnotes = 2\n")
    assert read_document(file).place("notes") == (file, 1, 1)
    file.write_text(f"\nx = '''\n{many}")
    assert complain(file) == f"1:1: {END}"


STATEMENTS = [
    "",
    "# language = 1",
    "x = 1",
    "a.b = 1",
    'y = """\nlanguage = 1\nnotes = 2"""',
    "z = [\n'language',\n]",
    "'q' = '''\n[language]\n'''",
    "language = 'hy'",
    '"notes" = 1',
    "library.x = 1",
    "[romanization]",
    "[[t]]",
    "[u.language]",
    "[language]",
    "[ notes . x ]",
    "language = 2",
]


@given(st.lists(st.sampled_from(STATEMENTS), max_size=9))
def test_a_place_is_never_that_of_another_line(chosen: list[str]) -> None:
    text = "\n".join(chosen) + "\n"
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    lines = text.split("\n")
    for key in values:
        place = Document(Path("x"), text, values).place(key)
        assert key not in tomllib.loads("\n".join(lines[: place.line - 1]))
        rest = lines[place.line - 1][place.column - 1 :]
        assert re.match(rf"""["']?{key}\b""", rest)


PIECES = [
    *"[]{}=.,'\"\\#\n\r\t \0\x1b~լx1",
    *("'''", '"""', "[[", "]]", "\\u0000", " = ", "\n", "[]"),
    *KEYS,
    *("true", "1988-02-20", '"hy"', '"none"', "notes = ", "\nnotes = 'end'\n"),
]
FILES = st.one_of(
    st.binary(max_size=60),
    st.text(max_size=60).map(str.encode),
    st.lists(st.sampled_from(PIECES), max_size=25).map(lambda p: "".join(p).encode()),
)


@tries(400)
@given(FILES)
def test_any_file_gives_settings_or_an_error_with_a_place(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    try:
        assert set(read_file(path).settings) <= set(DEFAULTS)
        return
    except UsageError as error:
        told = error.message.removeprefix(f"{path}:") + error.hint
    line, column, message = told.split(":", 2)
    lines = data.decode("utf-8-sig", "replace").split("\n")
    assert 1 <= int(line) <= len(lines)
    assert 1 <= int(column) <= len(lines[int(line) - 1]) + 1
    assert re.fullmatch(" [^A-Z].+[^.]", message)
    assert find_unsafe(message) == -1
