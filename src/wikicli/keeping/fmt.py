"""Many entry files in canonical form: what would change, and changing it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from wikicli.base.problems import Location, Problem
from wikicli.base.text import format_count
from wikicli.entry.form import format_entry
from wikicli.keeping.edits import Edit, check_own, root_of, write_edits, writing
from wikicli.library.journal import Outcome
from wikicli.library.library import Source
from wikicli.library.targets import Target

Track = Callable[[Iterable[Path], int, str], Iterable[Path]]


class Tidied(NamedTuple):
    """What formatting files comes to: edits, how many need none, why some have none."""

    edits: list[Edit]
    unchanged: int
    problems: list[Problem]


def tidy(files: Sequence[Path], track: Track) -> Tidied:
    """Format files, without writing them."""
    edits: list[Edit] = []
    problems: list[Problem] = []
    for path in track(files, len(files), "formatting"):
        try:
            data = path.read_bytes()
        except OSError as error:
            message = f"this can't be read: {error.strerror}"
            problems.append(Problem.of(Location(path), "unreadable", message))
            continue
        formatted = format_entry(data, path)
        if formatted.problem:
            problems.append(formatted.problem)
        elif formatted.data != data:
            edits.append(Edit(path, data, formatted.data))
    unchanged = len(files) - len(edits) - len(problems)
    return Tidied(edits, unchanged, problems)


def tidy_targets(
    targets: Sequence[Target], track: Track, writes: bool
) -> tuple[Tidied, list[Outcome]]:
    """Format the chosen files of targets, and write those of a source all or none.

    Returns also what became of unfinished changes there. Raises LibraryError if files
    are bundled or can't be written.
    """
    parts: list[Tidied] = []
    outcomes: list[Outcome | None] = []
    for target in targets:
        left = {target.files[slug] for slug in target.chosen}
        for source in target.sources:
            files = [path for path in source.files.values() if path in left]
            left.difference_update(files)
            if files and writes:
                part, outcome = _write(source, files, track)
                parts.append(part)
                outcomes.append(outcome)
            elif files:
                parts.append(tidy(files, track))
    edits = [edit for part in parts for edit in part.edits]
    problems = [problem for part in parts for problem in part.problems]
    tidied = Tidied(edits, sum(part.unchanged for part in parts), problems)
    return tidied, [outcome for outcome in outcomes if outcome]


def _write(
    source: Source, files: Sequence[Path], track: Track
) -> tuple[Tidied, Outcome | None]:
    check_own(source)
    folder = root_of(source)
    with writing(folder) as outcome:
        tidied = tidy(files, track)
        files_said = format_count(len(tidied.edits), "file")
        write_edits(folder, f"formatting of {files_said}", tidied.edits)
    return tidied, outcome
