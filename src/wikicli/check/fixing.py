"""Fixing: what problems say may stand for the words at fault, put in their place.

A fix is applied only if the entry then says what it said but for the fix itself, and
has no new error. Nothing else of a file is touched, not its comments, the order of its
keys, nor its line ends.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from wikicli.base.errors import LibraryError
from wikicli.base.problems import Fix, Problem, Severity, sort_problems
from wikicli.base.text import clean, quote_path
from wikicli.check.checked import Checked
from wikicli.check.running import Check, find_in_file
from wikicli.check.tasks import Plan
from wikicli.keeping.edits import Edit, check_own, write_edits, writing
from wikicli.library.journal import Outcome
from wikicli.library.kept import find_kept
from wikicli.library.sources import Source

MAX_ROUNDS = 10
"""How often what fixes brought to light is fixed in turn."""

_BOM = "\ufeff"
_LINE_END = re.compile("(\r\n|\r|\n)")


@dataclass(eq=False, repr=False)
class Fixing:
    """Fixes of a check's files, until there are no more to make; nothing is written."""

    check: Check
    sources: Sequence[Source] = ()
    edits: dict[str, Edit] = field(default_factory=dict)
    fixed: int = 0
    """How many problems were fixed."""
    kept: dict[str, Problem] = field(default_factory=dict)
    """The files that would be fixed if they could be changed, by slug, and why not."""

    def run(self) -> list[Problem]:
        """Fix what can be fixed; return the problems that are left."""
        problems = self.check.run()
        for _ in range(MAX_ROUNDS):
            if not self.mend_files(problems):
                break
            problems = self.check.run()
        left = [problem._replace(fix=None) for problem in problems]
        return sort_problems([*left, *self.kept.values()])

    def mend_files(self, problems: Sequence[Problem]) -> bool:
        """Fix problems of files, once; tell whether any file changed."""
        slugs = {path: slug for slug, path in self.check.files.items()}
        fixable = (it for it in problems if it.fix)
        by_path = groupby(fixable, key=lambda it: it.location.path)
        changed = [self.mend_file(slugs[path], path, [*its]) for path, its in by_path]
        return any(changed)

    def mend_file(self, slug: str, path: Path, problems: Sequence[Problem]) -> bool:
        """Fix problems of one file; tell whether it changed."""
        if slug in self.kept:
            return False
        try:
            data = self.check.contents.get(slug) or path.read_bytes()
        except OSError:
            return False
        new, fixed = mend(path, data, problems, self.check.plan)
        if new == data or self.keep(slug, path):
            return False
        first = self.edits.get(slug, Edit(path, data, data))
        self.edits[slug] = first._replace(new=new)
        self.fixed += fixed
        self.check.contents[slug] = new
        del self.check.examined[slug]
        return True

    def keep(self, slug: str, path: Path) -> bool:
        """Note a file that is not to be changed; tell whether it is one."""
        own = (it for it in self.sources if it.files.get(slug) == path)
        source = next(own, None)
        if kept := source and find_kept(source, path):
            self.kept[slug] = kept.as_problem(path)
        return slug in self.kept


def mend(
    path: Path, data: bytes, problems: Sequence[Problem], plan: Plan
) -> tuple[bytes, int]:
    """Return the text of a file with its problems fixed, and how many of them were.

    Of fixes that overlap the first is made; those that would change more than they
    say are not.
    """
    before = Checked(path, data, plan.settings)
    if before.loaded.entry is None:
        return data, 0
    errors = _count_errors(before, plan)

    def is_sound(chosen: Sequence[Problem]) -> bool:
        after = Checked(path, apply_fixes(data, chosen), plan.settings)
        if after.loaded.entry is None:
            return False
        pairs = {it.fix for it in chosen if it.fix}
        if not says_the_same(before.entry, after.entry, pairs):
            return False
        return not _count_errors(after, plan) - errors

    standing = (
        it for it in problems if it.fix and before.has(*it.location[1:], it.fix.old)
    )
    kept = _keep_sound(_leave_out_overlaps(standing), is_sound)
    return apply_fixes(data, kept), len(kept)


def _count_errors(checked: Checked, plan: Plan) -> Counter[str]:
    found = find_in_file(checked, plan.wanted)
    return Counter(it.rule for it in found if it.severity == Severity.ERROR)


def _keep_sound(
    fixes: Sequence[Problem],
    is_sound: Callable[[Sequence[Problem]], bool],
    kept: Sequence[Problem] = (),
) -> list[Problem]:
    """Keep as many fixes as are sound together: all, or those of each half."""
    if not fixes or is_sound([*kept, *fixes]):
        return [*kept, *fixes]
    if len(fixes) == 1:
        return list(kept)
    half = len(fixes) // 2
    first = _keep_sound(fixes[:half], is_sound, kept)
    return _keep_sound(fixes[half:], is_sound, first)


def _leave_out_overlaps(problems: Iterable[Problem]) -> list[Problem]:
    chosen: list[Problem] = []
    last = (0, 0)
    for problem in sorted(problems, key=lambda it: it.location[1:]):
        _, line, column = problem.location
        if problem.fix and (line, column) >= last:
            chosen.append(problem)
            last = (line, column + len(problem.fix.old))
    return chosen


def apply_fixes(data: bytes, problems: Sequence[Problem]) -> bytes:
    """Put fixes into the text of a file; one whose words are not there is left out."""
    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    parts = _LINE_END.split(text[len(mark) :])  # lines, and their ends between them
    for problem in sorted(problems, key=lambda it: it.location[1:], reverse=True):
        _, number, column = problem.location
        at, start = 2 * (number - 1), column - 1
        if not problem.fix or not 0 <= at < len(parts):
            continue
        old, new = problem.fix
        line = parts[at]
        if line.startswith(old, start):
            parts[at] = line[:start] + new + line[start + len(old) :]
    return (mark + "".join(parts)).encode()


# What an entry says ---------------------------------------------------------------


def says_the_same(before: Any, after: Any, fixes: set[Fix]) -> bool:
    """Tell whether two entries differ in nothing but what fixes say."""
    old, new = list(_list_texts(before)), list(_list_texts(after))
    if [path for path, _ in old] != [path for path, _ in new]:
        return False
    words = _words_of(fixes)
    return all(
        _explains(words, a, b)
        for (_, a), (_, b) in zip(old, new, strict=True)
        if a != b
    )


def _list_texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, str]]:
    """Yield every text of a value with its place; labels are texts, too."""
    if isinstance(value, Mapping):
        for index, (key, item) in enumerate(value.items()):
            yield (*path, index, "key"), key
            yield from _list_texts(item, (*path, index))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _list_texts(item, (*path, index))
    else:
        yield (*path, type(value)), str(value)


def _words_of(fixes: set[Fix]) -> dict[str, set[str]]:
    """Return the words that fixes replace, and what may stand for each.

    An entry is cleaned when it is read, so its words are, too.
    """
    words: dict[str, set[str]] = {}
    for old, new in fixes:
        words.setdefault(clean(old), set()).add(clean(new))
    words.pop("", None)
    return words


def _explains(words: dict[str, set[str]], old: str, new: str) -> bool:
    """Tell whether one text becomes another by putting new words for old ones.

    ``reached`` are pairs of places, in the old text and in the new one, up to which
    the one becomes the other; where old words overlap, either may have been replaced.
    """
    reached, lengths = {(0, 0)}, sorted(set(map(len, words)))
    starts = re.compile("(?=" + ("|".join(map(re.escape, words)) or "(?!)") + ")")
    for start in (match.start() for match in starts.finditer(old)):
        before = {it for it in reached if it[0] <= start}
        here = {
            place + start - at
            for at, place in before
            if new.startswith(old[at:start], place)
        }
        reached = reached - before | {(start, place) for place in here}
        reached |= {
            (start + length, place + len(word))
            for length in lengths
            for word in words.get(old[start : start + length], ())
            for place in here
            if new.startswith(word, place)
        }
    return any(old[at:] == new[place:] for at, place in reached)


# Files ----------------------------------------------------------------------------


def write_mended(sources: Sequence[Source], edits: Sequence[Edit]) -> list[Outcome]:
    """Write fixed files, those of a source all or none; return what was recovered.

    Raises LibraryError if files are bundled, can't be written or were changed
    meanwhile; those of that source are then as they were.
    """
    outcomes, left = [], {it.path: it for it in edits}
    for source in sources:
        own = [left.pop(path) for path in source.files.values() if path in left]
        if not own:
            continue
        check_own(source)
        with writing(source.folder) as outcome:
            outcomes += [outcome] if outcome else []
            for edit in own:
                if edit.path.read_bytes() != edit.old:
                    message = f"{quote_path(edit.path)} was changed meanwhile"
                    hint = "nothing was changed; run the command again"
                    raise LibraryError(message, hint)
            write_edits(source.folder, "fixes of check", own)
    return outcomes
