"""Rules about the dates of records: what they say of each other and of today."""

from collections.abc import Iterator
from functools import lru_cache

from wikicli.base.dates import find_start, format_edtf, is_edtf
from wikicli.base.model import Date, Reference
from wikicli.base.problems import KeyPath, Severity
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule

_DONE = ("accessed", "archived", "retrieved")


def _dates_of(reference: Reference) -> Iterator[tuple[str, Date]]:
    yield from reference.dates.items()
    if reference.archived:
        yield "archived", reference.archived


def _iter_dates(checked: Checked) -> Iterator[tuple[KeyPath, str, Date]]:
    for index, reference in enumerate(checked.entry.references):
        for key, date in _dates_of(reference):
            yield ("references", index, key), key, date
    source = checked.entry.source
    if source and source.retrieved:
        yield ("source", "retrieved"), "retrieved", source.retrieved


@lru_cache(maxsize=4096)  # a library has far fewer dates than references
def _first_day(date: Date | None) -> tuple[int, ...]:
    """Return the parts of the first day that a date may mean; nothing if unknown."""
    if not date or "X" in date.edtf or date.edtf.startswith(("..", "/")):
        return ()
    return find_start(date.edtf)


@entry_rule("future-date", Severity.WARNING)
def find_future_dates(checked: Checked) -> Iterator[Finding]:
    """A date lies in the future.

    Nobody has read an address tomorrow; a work may be announced for next year at most.
    """
    if not is_edtf(checked.settings.today):
        return
    today = _first_day(Date(checked.settings.today))
    for path, key, date in _iter_dates(checked):
        first = _first_day(date)
        limit = today if key in _DONE else (today[0] + 1, 12, 31)
        if first > limit[: len(first)]:
            words = format_edtf(date.edtf)
            yield Finding(path, f"{words} is in the future", "", date.edtf)


@entry_rule("dates-out-of-order", Severity.WARNING)
def find_dates_out_of_order(checked: Checked) -> Iterator[Finding]:
    """A work was read or archived before it was published.

    One of the two dates is wrong, or ``issued`` is that of a later edition.
    """
    for index, reference in enumerate(checked.entry.references):
        issued = _first_day(reference.dates.get("issued"))
        if not issued:
            continue
        for key, date in _dates_of(reference):
            done = _first_day(date) if key in _DONE else ()
            shared = min(len(issued), len(done))
            if shared and done[:shared] < issued[:shared]:
                words = format_edtf(reference.dates["issued"].edtf)
                message = f"{key} {format_edtf(date.edtf)}, but issued {words}"
                yield Finding(("references", index, key), message, "", date.edtf)
