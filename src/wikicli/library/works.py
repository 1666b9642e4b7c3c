"""Works: the references of many entries that are records of one and the same.

Records are joined by DOI, then by ISBN, by address, and by author, title and year. What
is joined so is joined transitively, but what both sides say must agree: another volume
or issue, day or page, book or newspaper, given name or title is another work. One DOI
is one work, whatever else is said of it.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from wikicli.base.dates import find_start
from wikicli.base.model import Date, Name, Reference
from wikicli.language.armenian import fold
from wikicli.language.signs import POINTS
from wikicli.library.grouping import connect
from wikicli.references.citation.styles import LEADERS, bare_identifier
from wikicli.references.citation.wording import use_dashes

_ISBN = re.compile(r"(?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx]")
_ARCHIVED = re.compile(r"\Ahttps?://web\.archive\.org/web/[^/]+/(?=https?:)")
_URL = re.compile(
    r"(?:https?://)?(?:www\.)?(?P<host>[^/?#:]+)(?::\d+)?(?P<rest>[^#]*)#?(?P<place>.*)",
    re.IGNORECASE,
)
_RESOLVER = re.compile(r"(?i)(?:https?://)?(?:dx\.|www\.)?doi\.org/(10\..+)")
_WORD = re.compile(r"\w+")
_PAGE_RANGE = re.compile(r"(\d{1,7})(?:–(\d{1,7}))?\Z")
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
    known = list(map(_Known, records))
    groups = connect(known, *keys, agree=_Known.agrees, merge=_Known.merge)
    return [_work([it.record for it in group]) for group in groups]


def _work(records: Sequence[Record]) -> Work:
    fullest = max(
        (reference for _, reference in records),
        key=lambda it: len(it.names) + len(it.dates) + len(it.variables),
    )
    return Work(fullest, tuple((slug, reference.id) for slug, reference in records))


# Keys ---------------------------------------------------------------------------


class _Known:
    """What a record, or several of one work, say that tells works apart."""

    __slots__ = ("_facts", "_title", "doi", "record")

    def __init__(self, record: Record, facts: "_Facts | None" = None) -> None:
        self.record = record
        self.doi = _doi(record[1])
        self._facts = facts
        self._title: str | None = None

    @property
    def title(self) -> str:
        """The words of the title."""
        if self._title is None:
            self._title = _words(self.record[1].title)
        return self._title

    @property
    def facts(self) -> "_Facts":
        """The rest, which few records are asked for."""
        if self._facts is None:
            self._facts = _find_facts(self.record[1])
        return self._facts

    def agrees(self, other: "_Known") -> bool:
        """Tell whether what both say is the same, as far as records differ in it."""
        if self.doi and other.doi:
            return self.doi == other.doi
        for one, it, are_alike in zip(self.facts, other.facts, _COMPARED, strict=True):
            if one != it and one and it and not are_alike(one, it):
                return False
        return self.title == other.title or _begin_alike(
            self.title.split(), other.title.split()
        )

    def merge(self, other: "_Known") -> "_Known":
        """Return what both say, of what differs the first."""
        if self.facts == other.facts and self.doi == other.doi:
            return self
        pairs = zip(self.facts, other.facts, strict=True)
        merged = _Known(self.record, tuple(one or it for one, it in pairs))
        merged.doi = self.doi or other.doi
        merged._title = self.title or other.title
        return merged


_Facts = tuple[str, ...]
"""Given name, container, volume, issue, edition, pages, date, place on the page: each
as it is written, nothing where the record does not say it."""


def _find_facts(reference: Reference) -> _Facts:
    """Find the facts of a record; pages count within other works alone."""
    value = reference.variables.get
    container = value("container-title", "")
    name = _leader(reference)
    return (
        (name.given or name.literal) if name else "",
        container,
        value("volume", ""),
        value("issue", ""),
        value("edition", ""),
        value("page", "") if container else "",
        reference.dates.get("issued", Date()).edtf,
        value("URL", "").partition("#")[2],
    )


def _are_alike(first: str, second: str) -> bool:
    return _words(first) == _words(second)


def _dates_agree(first: str, second: str) -> bool:
    return _begin_alike(find_start(first), find_start(second))


def _containers_agree(first: str, second: str) -> bool:
    """Tell whether all words of one are among the other's: Times, The Times, London."""
    ours, theirs = ({*_words(it).split()} - {"the"} for it in (first, second))
    return ours <= theirs or theirs <= ours


def _given_agree(first: str, second: str) -> bool:
    """Tell whether given names may be one: equal, or one the initial of the other."""
    one, other = ("".join(_words(it).split()[:1]) for it in (first, second))
    if len(one) > 1 and len(other) > 1:
        return one == other
    return one[:1] == other[:1]


def _begin_alike(first: Sequence[object], second: Sequence[object]) -> bool:
    """Tell whether the longer one begins as the shorter: with a subtitle, a day."""
    return all(one == other for one, other in zip(first, second, strict=False))


def _pages_agree(first: str, second: str) -> bool:
    """Tell whether pages may be of one text: those of one lie within the other's."""
    first, second = use_dashes(first), use_dashes(second)
    ranges = [_PAGE_RANGE.match(it) for it in (first, second)]
    if not all(ranges):
        return first == second
    (start, end), (low, high) = (
        (int(it[1]), int(it[2] or it[1])) for it in ranges if it
    )
    return start <= low <= high <= end or low <= start <= end <= high


_COMPARED: tuple[Callable[[str, str], bool], ...] = (
    _given_agree,
    _containers_agree,
    _are_alike,
    _are_alike,
    _are_alike,
    _pages_agree,
    _dates_agree,
    _are_alike,
)
"""How facts that differ are compared, in their order."""


def _doi(reference: Reference) -> str:
    """Return the DOI, which has no case, without what people write before it.

    It may be written as an address.
    """
    if doi := bare_identifier(reference, "DOI"):
        return doi.lower()
    match = _RESOLVER.match(reference.variables.get("URL", ""))
    return unquote(match[1]).lower() if match else ""


def _doi_keys(known: _Known) -> Iterator[Hashable]:
    if known.doi:
        yield known.doi


def _isbn_keys(known: _Known) -> Iterator[Hashable]:
    _, reference = known.record
    for match in _ISBN.finditer(reference.variables.get("ISBN", "")):
        yield normal_isbn(match[0])


def normal_isbn(isbn: str) -> str:
    """Return the first twelve digits of an ISBN-13, into which both forms go."""
    digits = [sign for sign in isbn if sign.isalnum()]
    return "".join(digits[:12] if len(digits) == 13 else ["978", *digits[:9]])


def _url_keys(known: _Known) -> Iterator[Hashable]:
    _, reference = known.record
    if url := normal_url(reference.variables.get("URL", "")):
        yield url


def normal_url(url: str) -> str:
    """Return an address without what often differs, and no archive before it.

    That is the scheme, ``www.``, the port, the fragment, a slash at the end, and the
    case of the host.
    """
    match = _URL.match(_ARCHIVED.sub("", url.strip()))
    return match["host"].lower() + match["rest"].rstrip("/") if match else ""


def _title_keys(known: _Known) -> Iterator[Hashable]:
    """Yield author, title and year.

    Where there is no author, what contains or published the work stands for one, and
    then the whole date counts: a newspaper has many leaders in a year.
    """
    _, reference = known.record
    year = _year(reference)
    if not known.title or year == _LAST:
        return
    author = _words(_author(reference)).split()
    value = reference.variables.get
    owner = _words(value("container-title", "") or value("publisher", ""))
    if author:
        yield author[-1], known.title, year
    elif owner:
        yield owner, known.title, reference.dates.get("issued")


def _words(text: str) -> str:
    return " ".join(_WORD.findall(_fold(text)))


def _fold(text: str) -> str:
    """Fold a text, its accents too: library catalogues differ in them."""
    return POINTS.sub("", unicodedata.normalize("NFKD", fold(text)))


def _author(reference: Reference) -> str:
    """Return the family name, or the literal, of the first who made the work."""
    name = _leader(reference)
    return name.literal or name.family or name.given if name else ""


def _leader(reference: Reference) -> Name | None:
    for variable in LEADERS:
        if names := reference.names.get(variable):
            return names[0]
    return None


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
