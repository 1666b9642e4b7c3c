"""Rules about footnotes: notes, markers and the places they cite."""

from collections.abc import Iterator
from itertools import chain

from wikicli.article.markup import Marker, Note, Text, iter_spans
from wikicli.base.model import Reference
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.page_ranges import find_pages, find_ranges, find_wrong_abbreviation
from wikicli.check.prose import iter_markers
from wikicli.check.rule import entry_rule, rule_of_each

_PARTS = frozenset(
    "article-journal chapter paper-conference review review-book".split()
)
"""Types whose pages are those of the printed work they are in."""


@entry_rule("empty-note", Severity.WARNING)
def find_empty_notes(checked: Checked) -> Iterator[Finding]:
    """A note has no text.

    Readers would find nothing behind its marker. Write the note, or remove it and the
    markers that call it.
    """
    for path, body in checked.footnotes.article.bodies:
        for note in body.notes.values():
            spans = chain.from_iterable(iter_spans(note.blocks))
            if all(isinstance(it, Text) and not it.text.strip() for it in spans):
                message, words = f"note {quote(note.id)} has no text", f"[^{note.id}]:"
                yield Finding(path, message, "", words, note.line, note.column)


@entry_rule("recursive-note", Severity.WARNING)
def find_recursive_notes(checked: Checked) -> Iterator[Finding]:
    """A note calls itself, at once or through other notes.

    Whoever follows the marker comes back to where they started. Take the marker out of
    one of the notes.
    """
    for path, body in checked.footnotes.article.bodies:
        calls = {name: list(_calls_of(note)) for name, note in body.notes.items()}
        circles = _find_circles(calls)
        for name, markers in calls.items():
            for marker in markers:
                if circles.get(marker.id) == circles[name]:
                    message = f"note {quote(name)} calls itself"
                    if marker.id != name:
                        message += f" through note {quote(marker.id)}"
                    yield _at_marker(path, marker, message)


def _calls_of(note: Note) -> Iterator[Marker]:
    for unit in iter_spans(note.blocks):
        yield from (span for span in unit if isinstance(span, Marker))


def _find_circles(calls: dict[str, list[Marker]]) -> dict[str, str]:
    """Map each note to one that stands for all that call each other in a circle.

    These are the strongly connected components of the graph of notes, by Kosaraju's
    method: notes in the order in which a walk leaves them, taken back against calls.
    """
    forward = {name: [it.id for it in found] for name, found in calls.items()}
    backward: dict[str, list[str]] = {name: [] for name in calls}
    for name, targets in forward.items():
        for target in targets:
            if target in backward:
                backward[target].append(name)
    seen: set[str] = set()
    left = [it for name in calls for it in _walk(name, forward, seen)]
    seen = set()
    circles: dict[str, str] = {}
    for name in reversed(left):
        circles |= dict.fromkeys(_walk(name, backward, seen), name)
    return circles


def _walk(start: str, graph: dict[str, list[str]], seen: set[str]) -> list[str]:
    """Walk depth first from a note; return what was not seen yet, as it is left."""
    if start in seen:
        return []
    seen.add(start)
    left = []
    open_notes = [(start, iter(graph[start]))]
    while open_notes:
        name, targets = open_notes[-1]
        following = next((it for it in targets if it in graph and it not in seen), None)
        if following is None:
            left.append(name)
            open_notes.pop()
        else:
            seen.add(following)
            open_notes.append((following, iter(graph[following])))
    return left


def _at_marker(path: KeyPath, marker: Marker, message: str, hint: str = "") -> Finding:
    excerpt = marker.written.partition("\n")[0].rstrip()
    return Finding(path, message, hint, excerpt, marker.line, marker.column)


def _at_words(
    path: KeyPath,
    marker: Marker,
    words: str,
    message: str,
    hint: str = "",
    new: str = "",
) -> Finding:
    """Make a finding of words of a locator, or of the marker if a line parts them."""
    first = marker.written.partition("\n")[0]
    start = first.find(words, len(f"[^{marker.id}"))
    if start < 0:
        return _at_marker(path, marker, message, hint)
    column = marker.column + start
    return Finding(path, message, hint, words, marker.line, column, new or None)


@entry_rule("repeated-marker", Severity.WARNING)
def find_repeated_markers(checked: Checked) -> Iterator[Finding]:
    """The same marker stands twice in one place.

    The second adds nothing. Remove it, or give the two the different pages that they
    cite.
    """
    for unit in checked.footnotes.article.units():
        here: set[tuple[str, str]] = set()
        for span in unit.spans if unit.kind != "fact" else ():
            if not isinstance(span, Marker):
                here.clear()
            elif (span.id, span.locator) in here:
                message = f"marker '[^{span.id}]' stands here twice"
                yield _at_marker(unit.path, span, message)
            else:
                here.add((span.id, span.locator))


marker_rule = rule_of_each(iter_markers)


@marker_rule("wrong-page-abbreviation", Severity.WARNING)
def find_wrong_abbreviations(marker: Marker) -> Iterator[Finding]:
    """A locator says ``p.`` of several pages, or ``pp.`` of one.

    ``p. 4``, but ``pp. 4–7`` and ``pp. 4, 9``.
    """
    wrong, right = find_wrong_abbreviation(marker.locator)
    if wrong:
        number = "one page" if right.startswith("p.") else "several pages"
        message = f"{quote(marker.locator)} cites {number}"
        fixed = right + marker.locator.removeprefix(wrong)
        hint = f"write {right.strip()}"
        yield _at_words((), marker, marker.locator, message, hint, fixed)


@entry_rule("reversed-pages", Severity.WARNING)
def find_reversed_pages(checked: Checked) -> Iterator[Finding]:
    """A range of pages ends before it begins.

    One of the two numbers is wrong, or they have changed places: look at the work.
    Digits that are the same may be left out (``158–82``).
    """
    for path, marker in iter_markers(checked):
        for words in _find_reversed(marker.locator):
            message = f"pages {words} end before they begin"
            yield _at_words(path, marker, words, message)
    for path, reference in iter_fields(checked.entry, "references"):
        for words in _find_reversed(reference.variables.get("page", "")):
            message = f"pages {words} end before they begin"
            yield Finding((*path, "page"), message, "", words)


def _find_reversed(pages: str) -> list[str]:
    return [found.text for found in find_ranges(pages) if found.is_reversed]


@entry_rule("page-out-of-range", Severity.WARNING)
def find_pages_out_of_range(checked: Checked) -> Iterator[Finding]:
    """A marker cites a page that the work does not have.

    An article on pp. 158–182 has no p. 12: the locator counts as the volume does. The
    ``page`` of a record is its own extent, never the page that is cited.
    """
    extents = {it.id: _extent(it) for it in checked.entry.references}
    for path, marker in iter_markers(checked):
        first, last = extents.get(marker.id) or (0, 0)
        if not last or not marker.locator.startswith("p"):
            continue
        outside = [it for it in find_pages(marker.locator) if not first <= it <= last]
        if outside:
            message = f"p. {outside[0]} is not among the pages of {quote(marker.id)}"
            hint = f"its record has pp. {first}–{last}"
            yield _at_marker(path, marker, message, hint)


def _extent(reference: Reference) -> tuple[int, int] | None:
    """Return the first and last page of a part of a printed work."""
    ranges = list(find_ranges(reference.variables.get("page", "")))
    if reference.type not in _PARTS or len(ranges) != 1 or ranges[0].is_reversed:
        return None
    return ranges[0].first, ranges[0].last
