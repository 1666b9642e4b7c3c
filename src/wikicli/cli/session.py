"""The options that all commands share, and what a command works with by them."""

import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from wikicli import render
from wikicli.base.errors import (
    AmbiguousNameError,
    EntryNotFoundError,
    NoAnswerError,
    UsageError,
)
from wikicli.base.problems import Problem, Severity
from wikicli.base.text import command_line, format_count
from wikicli.cli.arguments import flag, option

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes
    from wikicli.base.model import Entry
    from wikicli.cli.terminal import Terminal
    from wikicli.language.romanization import Romanization
    from wikicli.library.config import Language, Settings
    from wikicli.library.library import Library
    from wikicli.library.reading import Reading
    from wikicli.render.json import JsonObject
    from wikicli.render.page.layout import Measure, Page

    Face = Callable[[], Page | JsonObject | str]
    """What makes an answer in one form."""


class Color(StrEnum):
    """When to write colours."""

    auto = "auto"
    always = "always"
    never = "never"


@dataclass(eq=False, repr=False)
class Session:
    """The options that all commands share, and what a command works with by them."""

    library: tuple[Path, ...] = ()
    color: str = ""
    width: int | None = None
    pager: bool | None = None
    output: Path | None = None
    json: bool | None = None

    def merge(self, later: "Session") -> "Session":
        """Return these options, overridden by what was said later."""
        said = {
            key: value for key, value in vars(later).items() if value not in _UNSAID
        }
        return replace(self, **said)

    @cached_property
    def terminal(self) -> "Terminal":
        """Where the answer goes."""
        from wikicli.cli.terminal import Terminal

        path = None if str(self.output) == "-" else self.output
        return Terminal(os.environ, self.color, self.width, self.pager, path=path)

    @property
    def measure(self) -> "Measure":
        """The room for a page."""
        return self.terminal.measure

    @cached_property
    def settings(self) -> "Settings":
        """What is in force where no option of the command says otherwise."""
        from wikicli.library.config import read_settings

        return read_settings(os.environ)

    @cached_property
    def entries(self) -> "Library":
        """The library in force."""
        from wikicli.library import config
        from wikicli.library.library import Library
        from wikicli.library.sources import read_sources

        configured = self.settings.file.sources
        chosen = config.choose_sources(self.library, os.environ, configured)
        found = [it for choice in chosen for it in read_sources(*choice)]
        tell = self.terminal.tell_warning
        return Library(found, config.cache_folder(), self.track, tell)

    def track(self, files: Any, total: int, doing: str) -> Any:
        """Show how far a long task has come, on standard error if it is a terminal."""
        if total < 500 or sys.stderr is None or not sys.stderr.isatty():
            return files
        from wikicli.cli.progress import show_progress

        return show_progress(files, total, doing)

    def read_entry(self, name: str) -> "Reading":
        """Get an entry by name, by the path of its file, or from standard input: ``-``.

        Raises what `Library.get` does, UsageError where standard input is a terminal.
        """
        from wikicli.library.reading import parse_reading
        from wikicli.library.sources import find_given

        path = find_given(name)
        if name != "-" and not path:
            return self.entries.get(name)
        from wikicli.entry import file as entryfile

        if path:
            return parse_reading(entryfile.read(path))
        from wikicli.cli.input import read_input

        hint = "pipe an entry in: wikicli show - < FILE"
        return parse_reading(entryfile.parse(read_input("NAME...", hint), Path(name)))

    def get_file(self, name: str) -> Path:
        """Get the file that a name leads to, or that it is the path of."""
        from wikicli.library.sources import find_given

        given = Path(name) if name == "-" else find_given(name)
        return given or self.entries.get_file(name)

    def read_numbered(self, name: str) -> "tuple[Entry, Footnotes]":
        """Get an entry by name and number its footnotes; tell what is wrong with it."""
        reading = self.read_entry(name)
        numbered = self.entries.number(reading)
        self.warn([*reading.problems, *numbered.problems], name)
        return reading.entry, numbered.footnotes

    def close(self) -> None:
        """Keep what was read, for the next command."""
        if entries := vars(self).get("entries"):
            entries.close()

    def warn(self, problems: "Iterable[Problem]", name: str = "") -> None:
        """Tell readers of problems in one line: the only one, or who tells of all.

        The name is that of the entry that has them, if it is one. What stands on
        standard input nobody else can tell of.
        """
        matter = {it for it in problems if it.severity >= Severity.WARNING}
        if len(matter) < 2 or name == "-":
            self.terminal.warn(matter)
            return
        count = format_count(len(matter), "problem")
        command = command_line(*self.named_library, "check", *name.split())
        self.terminal.tell_warning(f"{count}: {command}")

    @property
    def named_library(self) -> list[str]:
        """The options that name the library of this session, as words."""
        return [word for path in self.library for word in ("-L", str(path))]

    def split_names(self, words: Sequence[str]) -> tuple[list[str], list[int]]:
        """Split words into the names of entries and, at the end, numbers.

        Numbers are as few as leave the name of an entry. What is none as a whole may be
        several, one word each.
        """
        least = len(words)
        # A number is short: int refuses more than 4300 digits.
        while least > 1 and len(words[least - 1]) < 10 and words[least - 1].isdecimal():
            least -= 1
        for count in range(len(words), least, -1):
            if self.is_name(" ".join(words[:count])):
                least = count
                break
        names = self.find_names(words[:least])
        return names, [int(word) for word in words[least:]]

    def find_names(self, words: Sequence[str]) -> list[str]:
        """Find the names that words are: one, or several of one word each.

        What is neither is one, too: the user will be told that no entry bears it.
        """
        whole = " ".join(words)
        if len(words) < 2 or self.is_name(whole) or not all(map(self.is_name, words)):
            return [whole]
        files: dict[Path, str] = {}
        for word in words:
            files.setdefault(self.get_file(word), word)
        return list(files.values())

    def is_name(self, text: str) -> bool:
        """Tell whether a text is the name of an entry, or of several, or gives one."""
        try:
            self.get_file(text)
        except EntryNotFoundError:
            return False
        except AmbiguousNameError:
            pass  # to be told again, to the user
        return True

    def read_digests(self, kind: str, by_titles: bool = False) -> Iterator[Any]:
        """Read the digests of all entries; warn of the files that give none."""
        from wikicli.library.digests import read_digests

        if not self.entries.files:
            raise self.entries.no_entries()
        yield from self.skip_problems(read_digests(self.entries, kind, by_titles))

    def skip_problems(self, digests: Iterable[Any]) -> Iterator[Any]:
        """Pass on what files gave; warn of those that gave a problem."""
        problems = list(self.entries.problems)
        for it in digests:
            if isinstance(it, Problem):
                problems.append(it)
            else:
                yield it
        self.warn(problems)

    def choose_form(self, asked: str | None) -> str:
        """Return the form of the answer: that of --format, or of --json, else text."""
        if self.json and asked not in (None, "json"):
            raise UsageError(f"--json and --format {asked} exclude each other")
        return asked or ("json" if self.json else "text")

    def choose_language(self, asked: "Language | None") -> "Language":
        """Return the language that the option names, or else the one in force."""
        from wikicli.library.config import Language

        return asked or Language(self.settings.language.value)

    def choose_romanization(self, asked: str | None) -> "Romanization":
        """Return the standard that the option names, or else the one in force."""
        from wikicli.language.romanization import Romanization

        setting = self.settings.romanization
        if asked:
            return Romanization(asked, asked=True)
        return Romanization(setting.value, asked=setting.reason != "default")

    def answer(self, form: str = "", option: str = "", /, **faces: "Face") -> None:
        """Write the answer in a form, by default that of the shared options.

        Only the function of that form is called. Raises UsageError if there is none,
        which is for ``option`` to be blamed.
        """
        form = form or self.choose_form(None)
        if form not in faces:
            raise UsageError(f"{option} and --format {form} exclude each other")
        made = faces[form]()
        if isinstance(made, str):
            self.terminal.write(made)
        elif isinstance(made, dict):
            self.write_json(made)
        else:
            self.terminal.show(made)

    @contextmanager
    def empty_json(
        self, face: "Callable[[], JsonObject]", form: str = ""
    ) -> Iterator[None]:
        """Where the answer within is no, write it in the shape of JSON, but empty.

        An entry that is not there is no answer to anything, and no JSON.
        """
        try:
            yield
        except NoAnswerError as error:
            if type(error) is NoAnswerError and (form == "json" or self.json):
                self.write_json(face())
            raise

    def write_json(self, value: object) -> None:
        """Write a value as JSON."""
        text = render.json.format_json(value, not self.terminal.takes_unicode)
        self.terminal.write(text + "\n")


def find_today() -> str:
    """Return the date of today, or that of ``SOURCE_DATE_EPOCH``, in EDTF.

    That variable is how builds are made reproducible (reproducible-builds.org).
    """
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal() and len(epoch) < 12:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    return datetime.now().astimezone().date().isoformat()


# None is also what --pager has where nobody said; --no-pager is said as False.
_UNSAID: tuple[object, ...] = (None, "", ())


def _parse_library(text: str) -> Path:
    if not text:  # as a path it would be the current folder
        hint = "name a folder of entries, or an entry file"
        raise UsageError("option -L names no path", hint)
    return Path(text)


def _make_session(
    library: list[Path] | None = option(
        "-L",
        "--library",
        metavar="PATH",
        parser=_parse_library,
        help="Folder of entries, a pack, or an entry file; may be given again.",
    ),
    color: Color | None = option("--color", help="When to write colours."),
    width: int | None = option(
        "--width", min=20, metavar="CELLS", help="Width of the answer."
    ),
    pager: bool | None = option("--pager/--no-pager", help="Whether to use a pager."),
    output: Path | None = option(
        "-o", "--output", metavar="FILE", help="Write the answer to a file."
    ),
    json: bool = flag("--json", "Write JSON."),
) -> Session:
    """Make a session of the options that all commands share; here they are declared."""
    # Before the command's function is called, Typer has them as text still.
    paths = tuple(map(Path, library or ()))
    return Session(paths, str(color or ""), width, pager, output, json or None)


_SHARED_OPTIONS = inspect.signature(_make_session).parameters


def session_from(values: dict[str, Any]) -> Session:
    """Take the shared options out of the values of a command's parameters."""
    return _make_session(**{name: values.pop(name) for name in _SHARED_OPTIONS})


def takes_shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that all commands share.

    They stand before or after the command's name; the later place wins. The command
    gets them as its first parameter, a Session, and Typer's context if it has a
    parameter ``context``.
    """
    signature = inspect.signature(command, eval_str=True)
    own = list(signature.parameters.values())[1:]
    keyword = inspect.Parameter.KEYWORD_ONLY
    context = inspect.Parameter("context", keyword, annotation=typer.Context)
    wants_context = any(parameter.name == "context" for parameter in own)
    own = [item for item in own if item.name != "context"]

    def run(**values: Any) -> None:
        outer = values["context"] if wants_context else values.pop("context")
        earlier = outer.obj if isinstance(outer.obj, Session) else Session()
        outer.obj = earlier.merge(session_from(values))
        outer.find_root().obj = outer.obj  # for how errors are told
        command(outer.obj, **values)

    named = (*own, *_SHARED_OPTIONS.values())
    parameters = [context, *(item.replace(kind=keyword) for item in named)]
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {item.name: item.annotation for item in parameters}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run
