"""What is in force and from where: the sources of the library, the cache."""

import os
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from wikicli.errors import UsageError
from wikicli.text import quote

LIBRARY_VARIABLE = "WIKICLI_LIBRARY"
NOTES_VARIABLE = "WIKICLI_NOTES"


class NotesMode(StrEnum):
    """Where an article has its footnotes."""

    end = "end"
    inline = "inline"
    margin = "margin"
    none = "none"


class Language(StrEnum):
    """In which language an entry is read: one of them, or both side by side."""

    en = "en"
    hy = "hy"
    both = "both"


class Setting(NamedTuple):
    """A value in force and where it comes from: option, variable, file or default."""

    value: str
    reason: str


class Settings(NamedTuple):
    """What is in force where no option says otherwise."""

    language: Setting
    romanization: Setting
    notes: Setting


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read what is in force: environment over configuration file over default."""
    return Settings(
        Setting("en", "default"), Setting("bgn", "default"), Setting("end", "default")
    )


class SourceChoice(NamedTuple):
    """A source of the library, why it is one, and whether it may be missing."""

    path: Path
    reason: str
    optional: bool = False


def choose_sources(
    given: Sequence[Path], environment: Mapping[str, str]
) -> tuple[SourceChoice, ...]:
    """Choose the sources in force, the first of them to win.

    ``given`` (the option) replaces ``WIKICLI_LIBRARY`` (a list of paths as in PATH),
    which replaces the user's own folder over the bundled entries. Raises UsageError
    for a variable that names no path.
    """
    if given:
        return tuple(SourceChoice(path, "option -L") for path in given)
    if variable := environment.get(LIBRARY_VARIABLE):
        paths = [Path(part) for part in variable.split(os.pathsep) if part]
        if not paths:
            raise UsageError(f"{LIBRARY_VARIABLE} names no path", "unset it")
        return tuple(SourceChoice(path, LIBRARY_VARIABLE) for path in paths)
    return (
        SourceChoice(user_folder(), "your own entries", optional=True),
        SourceChoice(bundled_folder(), "bundled with wikicli"),
    )


def choose_notes(given: NotesMode | None, environment: Mapping[str, str]) -> NotesMode:
    """Choose where footnotes go: the option, ``WIKICLI_NOTES``, or the end.

    Raises UsageError for a variable that names no such place.
    """
    asked = given or environment.get(NOTES_VARIABLE) or NotesMode.end
    try:
        return NotesMode(asked)
    except ValueError:
        *others, last = NotesMode
        hint = f"it can be {', '.join(others)} or {last}"
        raise UsageError(f"{NOTES_VARIABLE} can't be {quote(asked)}", hint) from None


def user_folder() -> Path:
    """Return the folder of the user's own entries, whether it is there or not."""
    from platformdirs import user_data_path

    return user_data_path("wikicli", appauthor=False) / "entries"


def bundled_folder() -> Path:
    """Return the folder of the bundled entries: the package's, or the checkout's."""
    package = Path(__file__).parent
    installed = package / "entries"
    return installed if installed.is_dir() else package.parents[1] / "entries"


def cache_folder() -> Path:
    """Return the folder in which indexes are kept."""
    from platformdirs import user_cache_path

    return user_cache_path("wikicli", appauthor=False) / "index"
