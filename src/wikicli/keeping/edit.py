"""An entry in the user's own editor: read again before it takes the place of the old.

What is edited is a copy. It is thrown away only when it is in its place, is the same as
before, or the user said so; else it is kept beside the entry, or where it is.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from wikicli.base.errors import LibraryError, NoAnswerError, UsageError, WikicliError
from wikicli.base.files import free_name, read_if_there, replace_file
from wikicli.base.problems import Problem, Severity
from wikicli.base.text import quote, quote_path
from wikicli.entry import file as entryfile
from wikicli.keeping.edits import (
    Edit,
    check_writable,
    get_own_source,
    write_edits,
    writing,
)
from wikicli.library.journal import REJECTED, Outcome
from wikicli.library.library import Library

EDITORS = ("vi", "nano")
"""What is tried where neither VISUAL nor EDITOR names an editor."""


class Answer(StrEnum):
    """What to do with a text that gives no sound entry."""

    edit = "edit"
    keep = "keep"
    drop = "drop"


class State(StrEnum):
    """What became of an entry that was edited."""

    saved = "saved"
    copied = "copied"
    unchanged = "unchanged"
    dropped = "dropped"


class Revised(NamedTuple):
    """What became of an entry, its file, and what is wrong with it all the same."""

    state: State
    path: Path
    problems: Sequence[Problem] = ()
    outcome: Outcome | None = None


Ask = Callable[[Sequence[Problem]], Answer]
"""Asks the user what to do about the problems of the edited text."""


class Draft(NamedTuple):
    """The entry that is edited, and where it will be written; the copy, and its text.

    ``old`` is what stands where it will be written: nothing, for a bundled entry.
    """

    source: Path
    target: Path
    root: Path
    copy: Path
    text: bytes
    old: bytes | None

    @property
    def is_copy(self) -> bool:
        """Whether the entry is not one's own, and goes to one's own folder."""
        return self.source != self.target


def get_editor(environment: Mapping[str, str]) -> list[str]:
    """Get the user's editor, as a command; raises UsageError if there is none."""
    import shlex

    for variable in ("VISUAL", "EDITOR"):
        value = environment.get(variable, "")
        if not value.strip():
            continue
        try:
            command = shlex.split(value)
        except ValueError:
            message = f"{variable} can't be {quote(value)}: a quotation is not closed"
            raise UsageError(message) from None
        if shutil.which(command[0]) is None:
            name = quote_path(Path(command[0]))
            message = f"editor {name} of {variable} is not found"
            raise UsageError(message, f"set {variable} to another")
        return command
    for name in EDITORS:
        if shutil.which(name):
            return [name]
    raise UsageError("no editor is found", "set EDITOR to the name of one")


def revise(library: Library, path: Path, command: Sequence[str], ask: Ask) -> Revised:
    """Let the user edit an entry's file, and write it if it is sound.

    Raises NoAnswerError if the edited text is not written after all, and says where
    it is kept.
    """
    draft = _open_draft(library, path)
    before = _errors(draft.text, draft.target)
    while True:
        _run(command, draft)
        text = _read_copy(draft, "the editor left no file; nothing was changed")
        if text == draft.text:
            _throw_away(draft)
            return Revised(State.unchanged, draft.source)
        loaded = entryfile.parse(text, draft.target)
        if loaded.entry and _errors(text, draft.target) <= before:
            return _save(draft, text, loaded.problems)
        choice = ask(loaded.problems)
        if choice == Answer.drop:
            _throw_away(draft)
            return Revised(State.dropped, draft.source)
        if choice == Answer.keep:
            raise _kept(draft, f"{quote_path(draft.target)} was not changed")


def _open_draft(library: Library, path: Path) -> Draft:
    import tempfile

    source, target = library.get_named_source(path), path
    if not source.owned:
        source = get_own_source(library)
        target = source.path / path.name
    root = source.folder
    check_writable(source, target)
    try:
        text = path.read_bytes()
        old = text if target == path else read_if_there(target)
        copy = Path(tempfile.mkdtemp(prefix="wikicli-")) / path.name
        draft = Draft(path, target, root, copy, text, old)
        try:
            copy.write_bytes(text)
        except OSError:
            _throw_away(draft)
            raise
    except OSError as error:
        message = f"can't copy {quote_path(path)}: {error.strerror}"
        raise LibraryError(message, "nothing was changed") from None
    return draft


def _run(command: Sequence[str], draft: Draft) -> None:
    """Run the editor; raises NoAnswerError or LibraryError if it fails."""
    import signal
    import subprocess

    name = quote_path(Path(command[0]))
    # Ctrl-C is meant for the editor. To ignore it here would be inherited there.
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        code = subprocess.run([*command, str(draft.copy)], check=False).returncode
    except OSError as error:
        _throw_away(draft)
        message = f"can't run editor {name}: {error.strerror}"
        raise LibraryError(message, "nothing was changed") from None
    finally:
        signal.signal(signal.SIGINT, before)
    if code:
        ended = f"exited with {code}" if code > 0 else f"was ended by signal {-code}"
        message = f"editor {name} {ended}; nothing was changed"
        if _read_copy(draft, message) == draft.text:
            _throw_away(draft)
            raise NoAnswerError(message)
        raise _kept(draft, message)


def _read_copy(draft: Draft, if_missing: str) -> bytes:
    """Read what the editor left; raises NoAnswerError with a message if nothing is."""
    try:
        text = read_if_there(draft.copy)
    except OSError as error:
        message = f"can't read what the editor left: {error.strerror}"
        hint = f"nothing was changed; it is in {quote_path(draft.copy)}"
        raise LibraryError(message, hint) from None
    if text is None:
        _throw_away(draft)
        raise NoAnswerError(if_missing)
    return text


def _errors(text: bytes, path: Path) -> set[tuple[str, str]]:
    """Return the errors of a text: those it had before keep nobody from editing it."""
    problems = entryfile.parse(text, path).problems
    return {(it.rule, it.message) for it in problems if it.severity == Severity.ERROR}


def _save(draft: Draft, text: bytes, problems: Sequence[Problem]) -> Revised:
    """Put the edited text in its place, unless that was changed meanwhile."""
    try:
        if draft.is_copy:
            draft.root.mkdir(parents=True, exist_ok=True)
        with writing(draft.root) as outcome:
            if read_if_there(draft.target) != draft.old:
                message = f"{quote_path(draft.target)} was changed while it was edited"
                raise NoAnswerError(message)
            edit = Edit(draft.target, draft.old, text)
            write_edits(draft.root, f"edit of {draft.target.stem}", [edit])
    except WikicliError as error:
        raise _kept(draft, error.message, error.exit_code) from None
    except OSError as error:
        message = f"can't make folder {quote_path(draft.root)}: {error.strerror}"
        raise _kept(draft, message, LibraryError.exit_code) from None
    _throw_away(draft)
    state = State.copied if draft.is_copy else State.saved
    return Revised(state, draft.target, problems, outcome)


def _kept(draft: Draft, message: str, exit_code: int = 1) -> WikicliError:
    """Keep the edited text; make the error that says why and where."""
    kept = free_name(draft.target, REJECTED)
    try:
        replace_file(kept, draft.copy.read_bytes())
        _throw_away(draft)
    except OSError:
        kept = draft.copy
    error = WikicliError(message, f"your text is kept in {quote_path(kept)}")
    error.exit_code = exit_code
    return error


def _throw_away(draft: Draft) -> None:
    shutil.rmtree(draft.copy.parent, ignore_errors=True)
