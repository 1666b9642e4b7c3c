"""References chosen: which of an entry, of several or of a library, in which order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from wikicli.article.footnotes import Footnote, Footnotes
from wikicli.base.csl import OTHER_TYPES, TYPES
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.base.model import Entry, Reference
from wikicli.base.text import did_you_mean, find_nearest, quote

if TYPE_CHECKING:
    from wikicli.library.works import Record, Work

Numbered = tuple[Entry, Footnotes]
"""An entry whose footnotes are numbered."""


class Wanted(NamedTuple):
    """Which references are asked for, and in which order; by default all, by number.

    ``unused`` are those that no marker calls and that are not further reading.
    """

    unused: bool = False
    types: tuple[str, ...] = ()
    sort: str = ""

    def check(self) -> None:
        """Raise UsageError for a type that is none of CSL's."""
        for name in self.types:
            if name not in TYPES:
                other = OTHER_TYPES.get(name)
                near = [other] if other else find_nearest(name, sorted(TYPES))
                hint = did_you_mean(list(map(quote, near)), _SOME_TYPES)
                raise UsageError(f"no type {quote(name)}", hint)

    def has(self, reference: Reference) -> bool:
        """Tell whether a reference is of a type that is asked for."""
        return not self.types or reference.type in self.types

    @property
    def named_types(self) -> str:
        """The types that are asked for, in words."""
        return " or ".join(map(quote, self.types))


_SOME_TYPES = "types are CSL's, such as: book, chapter, article-journal, webpage"


@dataclass(frozen=True, slots=True)
class Selection:
    """References of an entry, all of them or those that were asked for.

    ``further`` have no number: further reading, or what is ``unused``. ``digits`` is
    the length of the longest number that the entry has.
    """

    entry: Entry
    references: tuple[Footnote, ...]
    notes: tuple[Footnote, ...]
    further: tuple[Reference, ...]
    digits: int
    unused: bool = False

    @property
    def records(self) -> list[Reference]:
        """The references as records, those without a number last."""
        return [*map(_record, self.references), *self.further]


class ChosenReferences(NamedTuple):
    """The references chosen of each entry that has some; ``several`` were named."""

    selections: tuple[Selection, ...]
    several: bool

    @property
    def records(self) -> list[Reference]:
        """All references, as records."""
        return [record for part in self.selections for record in part.records]


def choose(
    items: Iterable[Numbered], numbers: Sequence[int], wanted: Wanted
) -> ChosenReferences:
    """Choose references of entries; an entry that has none of them is left out.

    Raises NoAnswerError if no entry has any, UsageError for numbers without a use.
    """
    entries = list(items)
    if numbers and wanted.unused:
        raise UsageError("--unused takes no numbers: unused references have none")
    if numbers and len(entries) > 1:
        several = f"but {len(entries)} are named"
        raise UsageError(f"numbers choose references of one entry, {several}")
    chosen: list[Selection] = []
    for entry, footnotes in entries:
        try:
            chosen.append(_choose(entry, footnotes, numbers, wanted))
        except NoAnswerError:
            if len(entries) == 1:
                raise
    if not chosen:
        raise NoAnswerError(f"none of the {len(entries)} entries has such references")
    return ChosenReferences(tuple(chosen), len(entries) > 1)


def _choose(
    entry: Entry, footnotes: Footnotes, numbers: Sequence[int], wanted: Wanted
) -> Selection:
    chosen = select(entry, footnotes, numbers)
    if wanted.unused:
        unused = find_unused(footnotes)
        chosen = Selection(entry, (), (), unused, chosen.digits, unused=True)
        if not unused:
            raise NoAnswerError(f"every reference of {quote(entry.slug)} is used")
    if wanted.types:
        chosen = _of_types(chosen, wanted)
    return _sort(chosen, wanted.sort) if wanted.sort else chosen


def select(entry: Entry, footnotes: Footnotes, numbers: Sequence[int]) -> Selection:
    """Select references by number; without numbers all of them.

    Raises NoAnswerError if the entry has no references, or none of a number.
    """
    references = footnotes.references
    digits = len(str(len(references)))
    if not numbers:
        if not references and not footnotes.further:
            raise NoAnswerError(f"entry {quote(entry.slug)} has no references")
        return Selection(entry, references, footnotes.notes, footnotes.further, digits)
    by_label = {footnote.label: footnote for footnote in references}
    for number in numbers:
        if str(number) not in by_label:
            message = f"entry {quote(entry.slug)} has no reference {number}"
            count = len(references)
            hint = f"its references are numbered 1 to {count}" if count else ""
            raise NoAnswerError(message, hint)
    chosen = tuple(by_label[str(number)] for number in dict.fromkeys(numbers))
    return Selection(entry, chosen, (), (), digits)


def find_unused(footnotes: Footnotes) -> tuple[Reference, ...]:
    """Find the references that no marker calls and that are no further reading."""
    return tuple(it for it in footnotes.further if not it.further)


def _of_types(chosen: Selection, wanted: Wanted) -> Selection:
    references = tuple(it for it in chosen.references if wanted.has(_record(it)))
    further = tuple(it for it in chosen.further if wanted.has(it))
    if not references and not further:
        slug = quote(chosen.entry.slug)
        message = f"entry {slug} has no references of type {wanted.named_types}"
        known = sorted({reference.type for reference in chosen.records})
        raise NoAnswerError(message, f"it has: {', '.join(known)}")
    return replace(chosen, references=references, notes=(), further=further)


def _sort(chosen: Selection, order: str) -> Selection:
    """Sort references: the most called first, by author or by date."""
    from wikicli.library.works import author_key, date_key

    key = {"author": author_key, "date": date_key}.get(order)
    if key is None:
        by_calls = sorted(chosen.references, key=lambda it: -len(it.calls))
        return replace(chosen, references=tuple(by_calls))
    references = sorted(chosen.references, key=lambda it: key(_record(it)))
    further = sorted(chosen.further, key=key)
    return replace(chosen, references=tuple(references), further=tuple(further))


def _record(footnote: Footnote) -> Reference:
    assert isinstance(footnote.content, Reference)
    return footnote.content


# Of a whole library ---------------------------------------------------------------


def choose_works(records: "Iterable[Record]", wanted: Wanted) -> "list[Work]":
    """Choose works of a library, those that most entries cite first.

    Raises NoAnswerError if there are none.
    """
    from wikicli.library.works import join_records, sort_works

    works = [work for work in join_records(records) if wanted.has(work.reference)]
    if works:
        return sort_works(works, wanted.sort or "cited")
    if wanted.types:
        types = wanted.named_types
        raise NoAnswerError(f"the library has no references of type {types}")
    if wanted.unused:
        raise NoAnswerError("every reference of the library is used")
    raise NoAnswerError("the library has no references")
