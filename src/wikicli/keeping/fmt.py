"""Many entry files in canonical form: what would change, and changing it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wikicli.base.problems import Problem, unreadable
from wikicli.base.progress import Track
from wikicli.base.text import format_count
from wikicli.entry.form import Wrap, format_entry
from wikicli.keeping.edits import Edit, check_own, write_edits, writing
from wikicli.library.journal import Outcome
from wikicli.library.kept import find_kept
from wikicli.library.sources import Source
from wikicli.library.targets import Target


@dataclass(slots=True)
class Tidied:
    """What formatting files comes to: edits, how many need none, why some have none."""

    wrap: Wrap = Wrap.keep
    edits: list[Edit] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, source: Source, files: Sequence[Path], track: Track) -> list[Edit]:
        """Format files of a source, without writing them; return the edits of these."""
        before = len(self.edits)
        for path in track(files, len(files), "formatting"):
            try:
                self.add_text(path, path.read_bytes(), source)
            except OSError as error:
                self.problems.append(unreadable(path, error))
        return self.edits[before:]

    def add_text(self, path: Path, data: bytes, source: Source | None = None) -> bytes:
        """Format a text, of a file of a source or of none; return it."""
        formatted = format_entry(data, path, self.wrap)
        if formatted.problem:
            self.problems.append(formatted.problem)
        elif formatted.data == data:
            self.unchanged += 1
        elif kept := source and find_kept(source, path):
            self.problems.append(kept.as_problem(path))
        else:
            self.edits.append(Edit(path, data, formatted.data))
        return formatted.data


def tidy_targets(
    tidied: Tidied, targets: Sequence[Target], track: Track, writes: bool
) -> list[Outcome]:
    """Format the chosen files of targets, and write those of a source all or none.

    Returns what became of unfinished changes there. Raises LibraryError if files are
    bundled or can't be written.
    """
    outcomes: list[Outcome] = []
    for target in targets:
        left = {target.files[slug] for slug in target.chosen}
        for source in target.sources:
            files = [path for path in source.files.values() if path in left]
            left.difference_update(files)
            if files and writes:
                check_own(source)
                with writing(source.folder) as outcome:
                    edits = tidied.add(source, files, track)
                    title = f"formatting of {format_count(len(edits), 'file')}"
                    write_edits(source.folder, title, edits)
                outcomes += [outcome] if outcome else []
            elif files:
                tidied.add(source, files, track)
    return outcomes
