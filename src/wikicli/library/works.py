"""Works: the references of many entries that are records of one and the same.

Records are joined by DOI, then by ISBN, by address, and by author, title and year. What
is joined so is joined transitively, but never two that have different DOIs. Parts of a
larger work share its ISBN, and often its address, so that those count with the title.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wikicli.base.dates import find_start
from wikicli.base.model import Date, Reference
from wikicli.language.armenian import fold
from wikicli.language.signs import POINTS
from wikicli.library.grouping import connect
from wikicli.references.citation.styles import LEADERS, bare_identifier

_PARTS = frozenset(
    "chapter entry entry-dictionary entry-encyclopedia paper-conference".split()
)
_ISBN = re.compile(r"(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx]")
_ARCHIVED = re.compile(r"\Ahttps?://web\.archive\.org/web/[^/]+/(?=https?:)")
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>[^/?#:]+)(?::\d+)?(?P<rest>[^#]*)", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"\d{4}")
_LAST = 10**6
"""A year after all others: where what has no date is sorted."""

Record = tuple[str, Reference]
"""A reference, behind the slug of the entry that has it."""


@dataclass(frozen=True, slots=True)
class Work:
    """One work: its fullest record, and each place that cites it.

    ``citations`` are the slug of the entry and the id of its reference.
    """

    reference: Reference
    citations: tuple[tuple[str, str], ...]

    @property
    def entries(self) -> tuple[str, ...]:
        """The slugs of the entries that cite the work, each once."""
        return tuple(dict.fromkeys(slug for slug, _ in self.citations))


def join_records(records: Iterable[Record]) -> list[Work]:
    """Join records into works, in the order in which they are first cited."""
    keys = (_doi_keys, _isbn_keys, _url_keys, _title_keys)
    return list(map(_work, connect(list(records), *keys, mark_of=_doi)))


def _work(records: Sequence[Record]) -> Work:
    fullest = max(
        (reference for _, reference in records),
        key=lambda it: len(it.names) + len(it.dates) + len(it.variables),
    )
    return Work(fullest, tuple((slug, reference.id) for slug, reference in records))


# Keys ---------------------------------------------------------------------------


def _doi(record: Record) -> str:
    """Return the DOI, which has no case, without what people write before it."""
    return bare_identifier(record[1], "DOI").lower()


def _doi_keys(record: Record) -> Iterator[Hashable]:
    if doi := _doi(record):
        yield doi


def _isbn_keys(record: Record) -> Iterator[Hashable]:
    _, reference = record
    for match in _ISBN.finditer(reference.variables.get("ISBN", "")):
        yield normal_isbn(match[0]), _part(reference)


def normal_isbn(isbn: str) -> str:
    """Return the first twelve digits of an ISBN-13, into which both forms go."""
    digits = [sign for sign in isbn if sign.isalnum()]
    return "".join(digits[:12] if len(digits) == 13 else ["978", *digits[:9]])


def _url_keys(record: Record) -> Iterator[Hashable]:
    _, reference = record
    if url := normal_url(reference.variables.get("URL", "")):
        yield url, _part(reference)


def normal_url(url: str) -> str:
    """Return an address without what often differs, and no archive before it.

    That is the scheme, ``www.``, the port, the fragment, a slash at the end, and the
    case of the host.
    """
    match = _URL.match(_ARCHIVED.sub("", url.strip()))
    return match["host"].lower() + match["rest"].rstrip("/") if match else ""


def _part(reference: Reference) -> str:
    return _words(reference.title) if reference.type in _PARTS else ""


def _title_keys(record: Record) -> Iterator[Hashable]:
    """Yield author, title and year, and the volume of a book.

    Where there is no author, what contains or published the work stands for one, and
    then the whole date counts: a newspaper has many leaders in a year.
    """
    _, reference = record
    value = reference.variables.get
    container, date = value("container-title", ""), reference.dates.get("issued")
    title, year = _words(reference.title), _year(reference)
    volume = "" if container else _words(value("volume", ""))
    if not title or year == _LAST:
        return
    author = _words(_author(reference)).split()
    owner = _words(container or value("publisher", ""))
    if author:
        yield author[-1], title, year, volume
    elif owner:
        yield owner, title, date, volume


def _words(text: str) -> str:
    return " ".join(_WORD.findall(_fold(text)))


def _fold(text: str) -> str:
    """Fold a text, its accents too: library catalogues differ in them."""
    return POINTS.sub("", unicodedata.normalize("NFKD", fold(text)))


def _author(reference: Reference) -> str:
    """Return the family name, or the literal, of the first who made the work."""
    for variable in LEADERS:
        for name in reference.names.get(variable, ()):
            return name.literal or name.family or name.given
    return ""


def _year(reference: Reference) -> int:
    return start_of(reference.dates.get("issued", Date()))[0]


def start_of(date: Date) -> tuple[int, ...]:
    """Return year, month and day of a date's beginning, as far as it has them."""
    if date.edtf:
        return _start_of_edtf(date.edtf)
    match = _YEAR.search(date.literal)
    return (int(match[0]) if match else _LAST,)


@lru_cache(maxsize=4096)  # a library has far fewer dates than references
def _start_of_edtf(edtf: str) -> tuple[int, ...]:
    return find_start(edtf) or (_LAST,)


# Order --------------------------------------------------------------------------


def author_key(reference: Reference) -> tuple[bool, str, int, str]:
    """Return a key that sorts by first author, then year, then title; nobody last."""
    author = _fold(_author(reference))
    return not author, author, _year(reference), _fold(reference.title)


def date_key(reference: Reference) -> tuple[tuple[int, ...], str, str]:
    """Return a key that sorts by date, the earliest first and the undated last."""
    start = start_of(reference.dates.get("issued", Date()))
    return start, _fold(_author(reference)), _fold(reference.title)


SORTS: dict[str, Callable[[Work], tuple[object, ...]]] = {
    "cited": lambda work: (-len(work.entries), *author_key(work.reference)),
    "author": lambda work: author_key(work.reference),
    "date": lambda work: date_key(work.reference),
}
"""The orders of works, by the name that chooses each; ``cited``: most entries first."""


def sort_works(works: Iterable[Work], order: str) -> list[Work]:
    """Sort works in one of the orders of SORTS."""
    return sorted(works, key=SORTS[order])
