"""The search index of a library: derived from its entries, never the truth.

An index is a directory of its own, named by what went into it. It is built beside
its place and renamed into it, so that readers never meet half of one; two builders
of the same index do no harm. Where the disk takes none, it is kept in memory.
"""

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

import tantivy

from wikicli import armenian, searchkeys
from wikicli.model import Head, Ipa, Term
from wikicli.problems import Location, Problem, Severity

FORMAT = 3
"""Part of every index's name: to be raised when what an index holds changes."""

FIELDS = ("title", "names", "description", "body", "references")
"""The searched fields, the one that counts most first."""

NAME_RANKS = ("title", "alias", "armenian")
"""What a name can be of an entry, after its slug, the one that counts most first."""

# A field outweighs all below it: its weight is a constant for each word it holds.
# What tantivy's BM25 adds is kept below one, to order entries within a field.
_WEIGHTS = dict(zip(FIELDS, (16.0, 8.0, 4.0, 2.0, 0.0), strict=True))
_BM25_SHARE = 0.02
# A name that is the whole query comes before others of its field.
_EXACT_NAME = 4.0

# The fields in which words are also found by how they sound: in names every word, in
# text the Armenian ones. A word found so counts a little less than one found as it is
# written, and one that was found by taking an ending off it less than a name.
_SOUNDED = FIELDS[:4]
_SOUNDED_NAMES = ("title", "names")
_SOUND_SHARE = 0.95
_INFLECTED_SHARE = 0.8

_ANALYZER = "words"
_HEAP = 32_000_000
_UNUSED_AFTER = 24 * 60 * 60  # seconds
_FORGOTTEN_AFTER = 30 * _UNUSED_AFTER
_CONTENTS = "contents.json"
_CHECKED = 256 * 1024  # bytes of each file
_MAX_KEYS = 100
_MAX_NAME = 80

# A word may hold apostrophes and the Armenian marks of stress, question and elision.
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f’'ʼʻʿʹ՚՛՜՞՟]+[^\W_]+)*")
# Other signs have no sound: a path that ends in a name does not sound like it.
_SPOKEN = re.compile(r"[\w\s\-‐‑‒–—֊\u0300-\u036f’'`´ʼʻʿʽʹ՚՛՜՞՟]*")
_NAME_SPACE = re.compile(r"[\s\-‐‑‒–—_֊]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an entry's text and the name of the section it stands in."""

    section: str
    text: str
    field: str = "body"


@dataclass(frozen=True, slots=True)
class Row:
    """What the index keeps of one entry.

    ``names`` pairs each name with its rank (``NAME_RANKS``); ``passages`` is all
    searched text but title, names and description; ``terms`` are for the glossary.
    """

    head: Head
    names: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    terms: tuple[Term, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The text of each searched field."""
        texts = dict.fromkeys(FIELDS, "")
        texts["title"] = self.head.title
        texts["names"] = " ".join(n for n, _ in self.names if n != self.head.title)
        texts["description"] = self.head.description
        for passage in self.passages:
            texts[passage.field] += f"{passage.text} "
        return texts


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a query: its search key, how it may sound, with endings taken off."""

    key: str
    sounds: frozenset[str] = frozenset()
    inflected: frozenset[str] = frozenset()

    def matches(self, key: str, word: str) -> bool:
        """Tell whether a word of a text, of that search key, is what was asked for."""
        if key == self.key:
            return True
        if not (armenian.is_armenian(word) or word[:1].isupper()):
            return False
        return not (self.sounds | self.inflected).isdisjoint(sound_keys(word))


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that a query found, and how well it matched."""

    row: Row
    score: float


def name_key(name: str) -> str:
    """Return what names that differ only in case, marks and hyphens have in common."""
    key = _NAME_SPACE.sub(" ", armenian.fold(name)).strip()
    return key or name.strip()  # a name of nothing but signs is only equal to itself


def find_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the search key of each word of a text with its start and end."""
    for match in _WORD.finditer(text):
        yield word_key(match[0]), match.start(), match.end()


def query_words(query: str) -> list[Word]:
    """Return the words of a query, without ``the`` and the like if it can be.

    Of a very long query only the first hundred count.
    """
    words = [match[0] for match in _WORD.finditer(query)]
    telling = [word for word in words if _stopwords().analyze(armenian.fold(word))]
    by_key = {word_key(word): word for word in reversed(telling or words)}
    by_key.pop("", None)
    asked = list(reversed(by_key.items()))[:_MAX_KEYS]
    return [Word(key, frozenset(searchkeys.query_keys(word))) for key, word in asked]


@lru_cache(maxsize=100_000)
def sound_keys(word: str) -> tuple[str, ...]:
    """Return the keys of how a word sounds, whatever it is written in."""
    return searchkeys.index_keys(word)


@cache
def _stopwords() -> Any:
    """Return an analyzer that leaves nothing of an English stop word."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    return words.filter(tantivy.Filter.stopword("english")).build()


@lru_cache(maxsize=100_000)
def word_key(word: str) -> str:
    """Return the key a word is found by: folded, an English ending taken off."""
    keys = _analyzer().analyze(armenian.fold(word))
    return keys[0] if keys else ""


@cache
def _analyzer() -> Any:
    """Return the one analyzer of index and query: plain letters, English stems."""
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    steps = (
        tantivy.Filter.remove_long(200),
        tantivy.Filter.ascii_fold(),  # cafe finds café, Agdam finds Ağdam
        tantivy.Filter.stemmer("english"),
    )
    for step in steps:
        words = words.filter(step)
    return words.build()


@cache
def _schema() -> Any:
    schema = tantivy.SchemaBuilder()
    for name in FIELDS:
        schema.add_text_field(name, tokenizer_name=_ANALYZER)
    for name in _SOUNDED:
        schema.add_text_field(name + "_sound", tokenizer_name="whitespace")
    for rank in NAME_RANKS:
        schema.add_text_field(rank + "_name", tokenizer_name="raw")
        schema.add_text_field(rank + "_name_sound", tokenizer_name="raw")
    schema.add_bytes_field("row", stored=True)
    return schema.build()


def _by_title(head: Head) -> tuple[str, str]:
    return name_key(head.title), head.slug


@dataclass(eq=False, repr=False)
class Index:
    """An opened index, and the problems of the files that gave it no entry.

    ``rebuild`` gives another one in its stead, should it turn out to be damaged.
    """

    engine: Any
    problems: list[Problem] = field(default_factory=list)
    rebuild: "Callable[[], Index] | None" = None

    def __post_init__(self) -> None:
        """Make the index ready to be searched."""
        self.engine.register_tokenizer(_ANALYZER, _analyzer())
        self.engine.reload()
        self.searcher = self.engine.searcher()

    def heads(self) -> list[Head]:
        """Return the heads of all entries, by title."""
        found = self._search(tantivy.Query.all_query(), self.searcher.num_docs)[1]
        heads = [item.row.head for item in found]
        return sorted(heads, key=_by_title)

    def glossary(self) -> list[tuple[Head, tuple[Term, ...]]]:
        """Return the terms of each entry that has some, the entries by title."""
        found = self._search(tantivy.Query.all_query(), self.searcher.num_docs)[1]
        rows = sorted((item.row for item in found), key=lambda row: _by_title(row.head))
        return [(row.head, row.terms) for row in rows if row.terms]

    def find_by_name(self, name: str) -> list[Head]:
        """Find the entries that bear a name, of the best rank that any has.

        First the name as it is written counts, then how it sounds, then what it may
        be an inflected form of.
        """
        spoken = len(name) <= _MAX_NAME and _SPOKEN.fullmatch(name)
        sounds = searchkeys.query_keys(name) if spoken else ()
        stems = [stem for sound in sounds for stem in searchkeys.stems(sound)]
        for kind, keys in (
            ("_name", [name_key(name)]),
            ("_name_sound", sounds),
            ("_name_sound", stems),
        ):
            for rank in NAME_RANKS if keys else ():
                query = tantivy.Query.term_set_query(_schema(), rank + kind, keys)
                total, found = self._search(query, 20)
                if total:
                    return [item.row.head for item in found]
        return []

    def find_near(self, name: str, count: int) -> list[Head]:
        """Find entries with a name, or a slug, like this one but for two letters."""
        key = name_key(name)
        if len(key) > _MAX_NAME:  # the time for it grows with the square
            return []
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.fuzzy_term_query(
                        _schema(), rank + "_name", key, distance=2
                    ),
                )
                for rank in NAME_RANKS
            ]
        )
        return [item.row.head for item in self._search(query, count)[1]]

    def words(self, query: str) -> list[Word]:
        """Return the words of a query, with the names they may be inflected from."""
        return [
            Word(word.key, word.sounds, frozenset(self._known_stems(word.sounds)))
            for word in query_words(query)
        ]

    def _known_stems(self, sounds: Iterable[str]) -> Iterator[str]:
        """Yield what is left of sounds without an ending, if it is in some name."""
        for stem in (stem for sound in sounds for stem in searchkeys.stems(sound)):
            fields = (name + "_sound" for name in _SOUNDED_NAMES)
            if any(self.searcher.doc_freq(name, stem) for name in fields):
                yield stem

    def find(
        self, query: str, words: list[Word], limit: int
    ) -> tuple[int, list[Found]]:
        """Find entries that hold all ``words`` of a query, or else any of them.

        Returns how many there are and the ``limit`` best of them, best first.
        """
        if not words:
            return 0, []
        for occur in (tantivy.Occur.Must, tantivy.Occur.Should):
            parts = [(occur, _word_query(word)) for word in words]
            exact = (tantivy.Occur.Should, _exact_name_query(query))
            total, found = self._search(
                tantivy.Query.boolean_query([*parts, exact]), limit
            )
            if total:
                return total, found
        return 0, []

    def _search(self, query: Any, limit: int) -> tuple[int, list[Found]]:
        if limit < 1:
            return 0, []
        try:
            return self._ask(query, limit)
        except BaseException as error:
            if self.rebuild is None or not _is_damage(error):
                raise
        self.searcher, self.rebuild = self.rebuild().searcher, None
        return self._ask(query, limit)

    def _ask(self, query: Any, limit: int) -> tuple[int, list[Found]]:
        result = self.searcher.search(query, limit=limit)
        found = [
            Found(_load_row(self.searcher.doc(address)), score)
            for score, address in result.hits
        ]
        found.sort(key=lambda item: (-item.score, item.row.head.slug))
        return result.count, found


def _word_query(word: Word) -> Any:
    """Match a word in any field: the best field decides, BM25 orders within it."""
    query, schema = tantivy.Query, _schema()
    terms = {name: query.term_query(schema, name, word.key) for name in FIELDS}
    weighed = [(term, _WEIGHTS[name]) for name, term in terms.items()]
    for names, keys, share in (
        (_SOUNDED, word.sounds, _SOUND_SHARE),
        (_SOUNDED_NAMES, word.inflected, _INFLECTED_SHARE),
    ):
        for name in names if keys else ():
            term = query.term_set_query(schema, name + "_sound", list(keys))
            weighed.append((term, _WEIGHTS[name] * share))
    best = query.disjunction_max_query(
        [query.const_score_query(term, weight) for term, weight in weighed]
    )
    within = query.disjunction_max_query(list(terms.values()))
    return query.boolean_query(
        [
            (tantivy.Occur.Must, best),
            (tantivy.Occur.Should, query.boost_query(within, _BM25_SHARE)),
        ]
    )


def _exact_name_query(text: str) -> Any:
    query = tantivy.Query
    key = name_key(text)
    names = [query.term_query(_schema(), rank + "_name", key) for rank in NAME_RANKS]
    return query.const_score_query(query.disjunction_max_query(names), _EXACT_NAME)


def _document(row: Row) -> Any:
    document = tantivy.Document()
    for name, text in row.texts.items():
        document.add_text(name, " ".join(key for key, _, _ in find_folded(text)))
        if name in _SOUNDED:
            sounds = _find_sounds(text, every=name in _SOUNDED_NAMES)
            document.add_text(name + "_sound", " ".join(sounds))
    slug = name_key(row.head.slug)
    for name, rank in (*row.names, (slug, "title")):
        if rank and name:
            document.add_text(rank + "_name", name_key(name))
            for sound in sound_keys(name):
                document.add_text(rank + "_name_sound", sound)
    document.add_bytes("row", _dump_row(row))
    return document


def _find_sounds(text: str, every: bool) -> Iterator[str]:
    """Yield how the words of a text sound: every one, or the Armenian ones."""
    for match in _WORD.finditer(text):
        if every or armenian.is_armenian(match[0]):
            yield from sound_keys(match[0])


def find_folded(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of a text folded, with its start and end."""
    for match in _WORD.finditer(text):
        yield _fold_word(match[0]), match.start(), match.end()


@lru_cache(maxsize=100_000)
def _fold_word(word: str) -> str:
    return armenian.fold(word)


def _dump_row(row: Row) -> bytes:
    head = row.head
    passages = [[part.section, part.text, part.field] for part in row.passages]
    values = [
        [head.slug, head.title, head.description, head.hy, head.categories],
        row.names,
        passages,
        row.terms,
    ]
    return json.dumps(values, ensure_ascii=False).encode()


def _load_row(document: Any) -> Row:
    head, names, passages, terms = json.loads(document.get_first("row"))
    slug, title, description, hy, categories = head
    return Row(
        Head(slug, title, description, hy, tuple(categories)),
        tuple((name, rank) for name, rank in names),
        tuple(Passage(*passage) for passage in passages),
        tuple(map(_load_term, terms)),
    )


def _load_term(values: list[Any]) -> Term:
    term = Term(*values)
    ipa = Ipa(*term.ipa) if term.ipa else None
    return term._replace(ipa=ipa, forms=tuple(term.forms))


# Building and keeping -------------------------------------------------------------

Rows = Callable[[], Iterable[Row | Problem]]
"""Gives the rows of a library's entries, and the problems of files without one."""


def open_index(place: Path, rows: Rows) -> Index:
    """Open the index that belongs at ``place``, building it if it is not there.

    ``place`` is ``<cache>/<library>/<content>``. Whatever the disk refuses, the
    index is then built in memory; nothing is raised for it.
    """

    def rebuild() -> Index:
        _discard(place)
        return _build_in_memory(rows) if place.exists() else open_index(place, rows)

    for _ in range(2):
        opened = _open(place)
        if opened:
            opened.rebuild = rebuild
            return opened
        if not _build_at(place, rows):
            break
    return _build_in_memory(rows)


def _open(place: Path) -> Index | None:
    try:
        if not place.is_dir():
            return None
        contents = json.loads((place / _CONTENTS).read_text("utf-8"))
        if contents["files"] != _describe_files(place):
            raise ValueError("files are missing, cut off or overwritten")
        problems = [_load_problem(values) for values in contents["problems"]]
        opened = Index(tantivy.Index.open(str(place)), problems)
        os.utime(place)  # says that it is in use
    except BaseException as error:
        # Damaged, or of a disk that lets nobody write: not usable as it is.
        if not _is_damage(error):
            raise
        _discard(place)
        return None
    return opened


def _discard(place: Path) -> None:
    """Remove an index, if the disk lets us.

    It is moved aside first: a reader that still has it open may write its lock file
    anew, and would keep the place from being free.
    """
    aside = place.with_name(f".old-{os.getpid()}-{time.monotonic_ns()}")
    try:
        place.rename(aside)
    except OSError:
        aside = place
    shutil.rmtree(aside, ignore_errors=True)


def _is_damage(error: BaseException) -> bool:
    """Tell whether an error may come of damaged files; tantivy panics over some."""
    if type(error).__name__ == "PanicException":
        return True
    return isinstance(error, OSError | ValueError | TypeError | LookupError)


def _describe_files(place: Path) -> dict[str, list[int]]:
    """Return the size of each file and a checksum of its beginning.

    That takes a millisecond or two for an index of any size. Left out are the files
    that are written to later.
    """
    files = {}
    for path in place.iterdir():
        if path.name != _CONTENTS and path.suffix != ".lock":
            with path.open("rb") as file:
                files[path.name] = [path.stat().st_size, crc32(file.read(_CHECKED))]
    return files


def _build_at(place: Path, rows: Rows) -> bool:
    """Build an index and put it in its place; tell whether one is there now."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".new-", dir=place.parent))
    except OSError:
        return False
    try:
        problems = _fill(tantivy.Index(_schema(), path=str(beside)), rows)
        contents = {
            "files": _describe_files(beside),
            "problems": [_dump_problem(problem) for problem in problems],
        }
        (beside / _CONTENTS).write_text(json.dumps(contents), "utf-8")
        beside.rename(place)
    except (OSError, ValueError):
        return place.is_dir()
    finally:
        shutil.rmtree(beside, ignore_errors=True)  # nothing is left of it if it moved
    _remove_unused(place)
    return True


def _build_in_memory(rows: Rows) -> Index:
    engine = tantivy.Index(_schema())
    problems = _fill(engine, rows)
    return Index(engine, problems)


def _fill(engine: Any, rows: Rows) -> list[Problem]:
    engine.register_tokenizer(_ANALYZER, _analyzer())
    writer = engine.writer(heap_size=_HEAP, num_threads=1)
    problems = []
    for row in rows():
        if isinstance(row, Problem):
            problems.append(row)
        else:
            writer.add_document(_document(row))
    writer.commit()
    writer.wait_merging_threads()
    return problems


def _remove_unused(place: Path) -> None:
    """Remove what nobody uses any more.

    Of this library, the indexes that were not used for a day; of other libraries,
    whose only one it may be, those that were not used for thirty.
    """
    now = time.time()
    library = place.parent
    for other in _list(library):
        if other != place and _unused_since(other, now - _UNUSED_AFTER):
            shutil.rmtree(other, ignore_errors=True)
    for folder in _list(library.parent):
        if folder == library:
            continue
        for other in _list(folder):
            if _unused_since(other, now - _FORGOTTEN_AFTER):
                shutil.rmtree(other, ignore_errors=True)
        with suppress(OSError):
            folder.rmdir()  # only if nothing is in it


def _list(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # another process has removed it
        return []


def _unused_since(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except OSError:
        return False


def _dump_problem(problem: Problem) -> list[object]:
    place = problem.location
    return [
        str(place.path),
        place.line,
        place.column,
        int(problem.severity),
        problem.rule,
        problem.message,
        problem.hint,
    ]


def _load_problem(values: list[Any]) -> Problem:
    path, line, column, severity, *texts = values
    return Problem(Location(Path(path), line, column), Severity(severity), *texts)
