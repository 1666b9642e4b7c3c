"""An entry in the user's own editor: read again before it takes the place of the old.

What is edited is a copy. It is thrown away only when it is in its place, is the same as
before, or the user said so; else it is kept beside the entry, or where it is.
"""

import os
import re
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from wikicli.base.errors import LibraryError, NoAnswerError, WikicliError
from wikicli.base.files import free_name, read_if_there, replace_file
from wikicli.base.problems import Problem, Severity
from wikicli.base.text import quote_path
from wikicli.entry import file as entryfile
from wikicli.keeping.editor import run_for_user
from wikicli.keeping.edits import (
    Edit,
    check_writable,
    get_own_source,
    write_edits,
    writing,
)
from wikicli.library.copies import remember_copy
from wikicli.library.journal import REJECTED, Outcome
from wikicli.library.kept import get_named_source
from wikicli.library.library import Library


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

    ``folder`` is of the copy alone, and of what its editor puts beside it.
    ``old`` is what stands where it will be written: nothing, for a bundled entry.
    """

    source: Path
    target: Path
    root: Path
    folder: Path
    copy: Path
    text: bytes
    old: bytes | None

    @property
    def is_copy(self) -> bool:
        """Whether the entry is not one's own, and goes to one's own folder."""
        return self.source != self.target


def revise(library: Library, path: Path, command: Sequence[str], ask: Ask) -> Revised:
    """Let the user edit an entry's file, and write it if it is sound.

    Raises NoAnswerError if the edited text is not written after all, and says where
    it is kept. An interrupt, or a signal to end, loses no text either.
    """
    draft = _open_draft(library, path)
    try:
        return _revise(draft, command, ask)
    except (KeyboardInterrupt, SystemExit) as end:
        raise _interrupted(draft, end) from None


def _revise(draft: Draft, command: Sequence[str], ask: Ask) -> Revised:
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

    source, target = get_named_source(library, path), path
    if not source.owned:
        source = get_own_source(library)
        target = source.path / path.name
    root = source.folder
    check_writable(source, target)
    try:
        text = path.read_bytes()
        old = text if target == path else read_if_there(target)
        folder = Path(tempfile.mkdtemp(prefix="wikicli-"))
        try:
            copy = _copy(path, text, folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        draft = Draft(path, target, root, folder, copy, text, old)
    except OSError as error:
        message = f"can't copy {quote_path(path)}: {error.strerror}"
        raise LibraryError(message, "nothing was changed") from None
    return draft


_SCHEMA = re.compile(
    rb"^#\s*yaml-language-server:\s*\$schema=(\S{1,200})", re.MULTILINE
)


def _copy(path: Path, text: bytes, folder: Path) -> Path:
    """Copy a file so deep in a folder that the schema it names can be found from it.

    The schema is a link, where its relative path leads from the copy. What it leads to
    is only read.
    """
    named = _SCHEMA.search(text)
    schema = Path(os.fsdecode(named[1])) if named else Path()
    inner = folder.joinpath(*("_" * schema.parts.count("..")))
    inner.mkdir(parents=True, exist_ok=True)
    copy = inner / path.name
    copy.write_bytes(text)
    with suppress(OSError):
        found = path.parent / schema
        if not schema.is_absolute() and found.is_file():
            link = Path(os.path.normpath(inner / schema))
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(found.absolute())
    return copy


def _run(command: Sequence[str], draft: Draft) -> None:
    """Run the editor; raises NoAnswerError or LibraryError if it fails."""
    name = quote_path(Path(command[0]))
    try:
        code, ended = run_for_user([*command, str(draft.copy)])
    except OSError as error:
        _throw_away(draft)
        message = f"can't run editor {name}: {error.strerror}"
        raise LibraryError(message, "nothing was changed") from None
    if code or ended:
        how = f"exited with {code}" if code >= 0 else f"was ended by signal {-code}"
        message = f"editor {name} {how}; nothing was changed"
        exit_code = 128 + ended if ended else NoAnswerError.exit_code
        if _read_copy(draft, message) != draft.text:
            raise _kept(draft, message, exit_code, failed=True)
        failure = NoAnswerError(message, _throw_away(draft, failed=True))
        failure.exit_code = exit_code
        raise failure


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
    if draft.is_copy:
        remember_copy(draft.target, draft.text)
    state = State.copied if draft.is_copy else State.saved
    return Revised(state, draft.target, problems, outcome)


def _interrupted(draft: Draft, end: BaseException) -> BaseException:
    """Keep the edited text, if it is nowhere else; return what is to be raised."""
    try:
        text = read_if_there(draft.copy)
        places = (None, draft.text, read_if_there(draft.target))
    except OSError:
        return end
    if text in places:
        _throw_away(draft)
        return end
    code = end.code if isinstance(end, SystemExit) else 130
    message = f"interrupted; {quote_path(draft.target)} was not changed"
    return _kept(draft, message, code if isinstance(code, int) else 1)


def _kept(
    draft: Draft, message: str, exit_code: int = 1, failed: bool = False
) -> WikicliError:
    """Keep the edited text; make the error that says why and where."""
    kept, left = free_name(draft.target, REJECTED), ""
    try:
        replace_file(kept, draft.copy.read_bytes())
        left = _throw_away(draft, failed)
    except OSError:
        kept = draft.copy
    hint = "; ".join(filter(None, (f"your text is kept in {quote_path(kept)}", left)))
    error = WikicliError(message, hint)
    error.exit_code = exit_code
    return error


def _throw_away(draft: Draft, failed: bool = False) -> str:
    """Remove the copy; what a failed editor left of text not saved stays, and is named.

    That is a swap file, or one that was saved by itself.
    """
    beside = [] if not failed else [*draft.copy.parent.iterdir()]
    if any(it != draft.copy and not it.is_symlink() for it in beside):
        return f"what the editor left is in {quote_path(draft.copy.parent)}"
    shutil.rmtree(draft.folder, ignore_errors=True)
    return ""
