"""What is in force and from where: sources of the library, settings, folders."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from wikicli.base.errors import UsageError
from wikicli.base.model import Side
from wikicli.base.text import quote

if TYPE_CHECKING:
    from wikicli.library.config.toml import Document

LIBRARY_VARIABLE = "WIKICLI_LIBRARY"


class NotesMode(StrEnum):
    """Where an article has its footnotes; in the margin or at the end by itself."""

    auto = "auto"
    end = "end"
    inline = "inline"
    margin = "margin"
    none = "none"


class Language(StrEnum):
    """In which language an entry is read: one of them, or both side by side."""

    en = "en"
    hy = "hy"
    both = "both"

    @property
    def side(self) -> Side:
        """The side that comes first where a name has one line: English if both do."""
        return "hy" if self is Language.hy else "en"


DEFAULTS = {"language": "en", "romanization": "bgn", "notes": "auto", "wrap": "keep"}
"""What is in force where nobody says otherwise; variables are called after the keys."""

TABLES = {"format": ("wrap",)}
"""The tables of the configuration file, and their keys."""

KEYS = ("library", "language", "romanization", "notes")
"""The keys of the configuration file that stand in no table."""


class Setting(NamedTuple):
    """A value in force and where it comes from: variable, file or default."""

    value: str
    reason: str


class SourceChoice(NamedTuple):
    """A source of the library, why it is one, if it may be missing, and be changed."""

    path: Path
    reason: str
    optional: bool = False
    owned: bool = True


class ConfigFile(NamedTuple):
    """The configuration file: where it belongs, if it is there, and what it says."""

    path: Path
    present: bool = False
    sources: tuple[SourceChoice, ...] = ()
    settings: Mapping[str, Setting] = {}


@dataclass(eq=False, repr=False)
class Settings:
    """What is in force where no option says otherwise.

    The file has been checked as a whole. A variable is looked at when its setting is
    asked for: raises UsageError if it can't be what it is.
    """

    environment: Mapping[str, str]
    file: ConfigFile

    @cached_property
    def language(self) -> Setting:
        """In which language entries are read: a value of Language."""
        return self.get("language")

    @cached_property
    def romanization(self) -> Setting:
        """How Armenian is romanized: a name in ``armenian.STANDARDS``."""
        return self.get("romanization")

    @cached_property
    def notes(self) -> Setting:
        """Where footnotes go: a value of NotesMode."""
        return self.get("notes")

    @cached_property
    def wrap(self) -> Setting:
        """Where lines of text end in a formatted file: a value of Wrap."""
        return self.get("wrap")

    def get(self, key: str) -> Setting:
        """Return what is in force for a key of DEFAULTS."""
        variable = f"WIKICLI_{key.upper()}"
        if value := self.environment.get(variable):
            if value not in known_values(key):
                raise UsageError(f"{variable} can't be {quote(value)}", _can_be(key))
            return Setting(value, variable)
        return self.file.settings.get(key) or Setting(DEFAULTS[key], "default")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read what is in force: environment over configuration file over default.

    Raises UsageError, with the place, if the file says what it can't.
    """
    return Settings(environment, read_file(config_path()))


def choose_sources(
    given: Sequence[Path],
    environment: Mapping[str, str],
    configured: Sequence[SourceChoice] = (),
) -> tuple[SourceChoice, ...]:
    """Choose the sources in force, the first of them to win.

    ``given`` (the option) replaces ``WIKICLI_LIBRARY`` (a list of paths as in PATH),
    which replaces those ``configured`` (in the file), which replace the user's own
    folder over the bundled entries. Raises UsageError for a variable that names no
    path.
    """
    if given:
        return tuple(SourceChoice(path, "option -L") for path in given)
    if variable := environment.get(LIBRARY_VARIABLE):
        paths = [Path(part) for part in variable.split(os.pathsep) if part]
        if not paths:
            raise UsageError(f"{LIBRARY_VARIABLE} names no path", "unset it")
        return tuple(SourceChoice(path, LIBRARY_VARIABLE) for path in paths)
    return tuple(configured) or (
        SourceChoice(user_folder(), "your own entries", optional=True),
        SourceChoice(bundled_folder(), "bundled with wikicli", owned=False),
    )


def known_values(key: str) -> tuple[str, ...]:
    """Return what a setting can be."""
    if key == "romanization":
        from wikicli.language.armenian import STANDARDS

        return tuple(STANDARDS)
    if key == "wrap":
        from wikicli.entry.form import Wrap

        return tuple(Wrap)
    return tuple(Language if key == "language" else NotesMode)


def _can_be(key: str) -> str:
    *others, last = known_values(key)
    return f"it can be {', '.join(others)} or {last}"


# The file -------------------------------------------------------------------------


def read_file(path: Path) -> ConfigFile:
    """Read the configuration file, if it is there.

    Raises UsageError, with the place, if it can't be read or says what it can't.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        # Not to be let into the home of another user is no reason to do nothing.
        return ConfigFile(path)
    except OSError:
        pass  # to be told when it is opened
    from wikicli.library.config.toml import read_document

    document = read_document(path)
    sources: tuple[SourceChoice, ...] = ()
    settings = {}
    for key, value in document.values.items():
        if key == "library":
            sources = _check_sources(document, value)
        elif key in TABLES and isinstance(value, dict):
            for name, inner in value.items():
                settings[name] = _check_setting(document, name, inner, key)
        else:
            settings[key] = _check_setting(document, key, value)
    return ConfigFile(path, True, sources, settings)


def _check_setting(
    document: "Document", key: str, value: Any, table: str = ""
) -> Setting:
    """Check a key, of a table or of none, and what it says."""
    if key not in (TABLES[table] if table else KEYS):
        raise _unknown(document, key, value, table)
    if value not in known_values(key):
        message = f"{key} can't be {document.name(value)}"
        raise document.fault(key, message, _can_be(key), table)
    return Setting(value, _reason(document, key, table))


def _unknown(document: "Document", key: str, value: object, table: str) -> UsageError:
    """Make the error for a key that is none there."""
    keys, tables = ", ".join(KEYS), ", ".join(f"[{it}]" for it in TABLES)
    hint = f"known keys: {keys}; known tables: {tables}"
    known: tuple[str, ...] = KEYS
    if table:
        known = TABLES[table]
        hint = f"known keys of [{table}]: {', '.join(known)}"
    elif key in TABLES:
        return document.fault(key, f"{key} is a table", f"write: [{key}]")
    if isinstance(value, dict):
        return document.fault(key, f"unknown table {quote(key)}", hint, table)
    if home := next((it for it, own in TABLES.items() if key in own), ""):
        hint = f"it stands in the table [{home}]"
        return document.fault(key, f"unknown key {quote(key)}", hint, table)
    return document.unknown(key, known, hint, table)


def _check_sources(document: "Document", value: Any) -> tuple[SourceChoice, ...]:
    paths, verb = (value, "hold") if isinstance(value, list) else ([value], "be")
    hint = "it is a path, or a list of paths"
    if not paths:
        raise document.fault("library", "library names no path", hint)
    for path in paths:
        if not isinstance(path, str) or not path or "\0" in path:
            message = f"library can't {verb} {document.name(path)}"
            raise document.fault("library", message, hint)
    reason = _reason(document, "library")
    return tuple(SourceChoice(_expand(document, path), reason) for path in paths)


def _expand(document: "Document", text: str) -> Path:
    """Return a path of the file: ``~`` is a home, what is relative is beside it."""
    try:
        return document.path.parent / Path(text).expanduser()
    except RuntimeError:
        home = quote(text.partition("/")[0])
        message = f"library can't be {quote(text)}: there is no home {home}"
        raise document.fault("library", message) from None


def _reason(document: "Document", key: str, table: str = "") -> str:
    return f"{document.path.name}:{document.place(key, table).line}"


# Folders --------------------------------------------------------------------------


def config_path() -> Path:
    """Return where the configuration file belongs, whether it is there or not."""
    from platformdirs import user_config_path

    return user_config_path("wikicli", appauthor=False) / "config.toml"


def user_folder() -> Path:
    """Return the folder of the user's own entries, whether it is there or not."""
    from platformdirs import user_data_path

    return user_data_path("wikicli", appauthor=False) / "entries"


def bundled_folder() -> Path:
    """Return the folder of the bundled entries: the package's, or the checkout's."""
    return _shipped_folder("entries")


def docs_folder() -> Path:
    """Return the folder of the documentation: the package's, or the checkout's."""
    return _shipped_folder("docs")


def _shipped_folder(name: str) -> Path:
    package = Path(__file__).parents[2]
    installed = package / name
    return installed if installed.is_dir() else package.parents[1] / name


def cache_folder() -> Path:
    """Return the folder in which indexes are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("wikicli", appauthor=False) / "index"


def state_folder() -> Path:
    """Return the folder of what the program has to remember of its own doings."""
    from platformdirs import user_state_path

    return user_state_path("wikicli", appauthor=False)


def state_place(kind: str, path: Path) -> Path:
    """Return where something of a kind is remembered of a file or folder."""
    from hashlib import blake2b

    real = os.fsencode(os.path.realpath(path))
    return state_folder() / kind / blake2b(real, digest_size=16).hexdigest()
