"""References of one entry or several: which of them, in which order, on one page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from rich.text import Text

from wikicli.article.footnotes import Footnote, Footnotes
from wikicli.base.csl import OTHER_TYPES, TYPES
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.base.model import Entry, Reference
from wikicli.base.text import find_nearest, quote
from wikicli.library.works import author_key, date_key
from wikicli.render.page.footnotes import Selection, select
from wikicli.render.page.layout import Measure, Page

Numbered = tuple[Entry, Footnotes]


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
                near = OTHER_TYPES.get(name) or next(
                    iter(find_nearest(name, sorted(TYPES))), ""
                )
                hint = f"did you mean {quote(near)}?" if near else _SOME_TYPES
                raise UsageError(f"no type {quote(name)}", hint)

    def has(self, reference: Reference) -> bool:
        """Tell whether a reference is of a type that is asked for."""
        return not self.types or reference.type in self.types


_SOME_TYPES = "types are CSL's, such as: book, chapter, article-journal, webpage"


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
    _check_numbers(numbers, wanted, len(entries))
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


def _check_numbers(numbers: Sequence[int], wanted: Wanted, entries: int) -> None:
    if numbers and wanted.unused:
        raise UsageError("--unused takes no numbers: unused references have none")
    if numbers and entries > 1:
        message = f"numbers choose references of one entry, but {entries} are named"
        raise UsageError(message)


def _choose(
    entry: Entry, footnotes: Footnotes, numbers: Sequence[int], wanted: Wanted
) -> Selection:
    chosen = select(entry, footnotes, numbers)
    if wanted.unused:
        unused = find_unused(footnotes)
        heading = "Called by no marker"
        chosen = replace(
            chosen, references=(), notes=(), further=unused, heading=heading
        )
        if not unused:
            raise NoAnswerError(f"every reference of {quote(entry.slug)} is used")
    if wanted.types:
        chosen = _of_types(chosen, wanted)
    return _sort(chosen, wanted.sort) if wanted.sort else chosen


def find_unused(footnotes: Footnotes) -> tuple[Reference, ...]:
    """Find the references that no marker calls and that are no further reading."""
    return tuple(it for it in footnotes.further if not it.further)


def _of_types(chosen: Selection, wanted: Wanted) -> Selection:
    numbered = chosen.references
    references = tuple(it for it in numbered if wanted.has(_record(it)))
    further = tuple(it for it in chosen.further if wanted.has(it))
    if not references and not further:
        types = " or ".join(map(quote, wanted.types))
        message = f"entry {quote(chosen.entry.slug)} has no references of type {types}"
        known = sorted({reference.type for reference in chosen.records})
        raise NoAnswerError(message, f"it has: {', '.join(known)}")
    return replace(chosen, references=references, notes=(), further=further)


def _sort(chosen: Selection, order: str) -> Selection:
    """Sort references: the most called first, by author or by date."""
    key = {"author": author_key, "date": date_key}.get(order)
    if key is None:
        by_calls = sorted(chosen.references, key=lambda it: -len(it.calls))
        return replace(chosen, references=tuple(by_calls))
    references = sorted(chosen.references, key=lambda it: key(_record(it)))
    return replace(
        chosen,
        references=tuple(references),
        further=tuple(sorted(chosen.further, key=key)),
    )


def _record(footnote: Footnote) -> Reference:
    assert isinstance(footnote.content, Reference)
    return footnote.content


def choice_view(choice: ChosenReferences, measure: Measure) -> Page:
    """Build the page of references; those of several entries under their titles."""
    if not choice.several:
        return choice.selections[0].view(measure)
    page = Page(measure)
    for selection in choice.selections:
        page.space()
        entry = selection.entry
        page.add_row(Text(entry.title, style="title"), Text(entry.slug, style="quiet"))
        page.rule()
        page.lines += selection.view(measure).lines
    return page
