"""Rows, what an index keeps of each entry, as documents of the search engine."""

import json
import re
from collections.abc import Container, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from wikicli.base.codec import fits, is_clean
from wikicli.base.model import Head, Ipa, Term
from wikicli.base.problems import Problem
from wikicli.base.text import fold_case
from wikicli.language.armenian import is_armenian
from wikicli.search.words import (
    find_spellings,
    find_words,
    loose_keys,
    name_key,
    name_spellings,
    sound_keys,
    spelling,
    word_key,
    word_sounds,
    written_key,
)

FORMAT = 10
"""Part of every index's name: to be raised when what an index holds changes."""

FIELDS = ("title", "names", "description", "body", "references")
"""The searched fields, the one that counts most first."""

NAMED = FIELDS[:2]
"""The fields of names: in them a word is also found by loose and mistyped spellings."""

TEXTS = FIELDS[2:]
"""The other fields."""

SOUNDS = ("_sound", "_latin")
"""Beside each field, how its Armenian words sound, and its others, by what is added.

They are kept apart because endings are looked for on Armenian words alone.
"""

WRITTEN = "_written"
"""Beside each field, its words as they are written, but for capitals.

Those with other letters than plain ones are there in these, too, behind `PLAIN`.
"""

PLAIN = "~"

FORMS = "armenian_sound"
"""How all Armenian words sound, in whatever field: where `forms` are looked up."""

NAME_RANKS = ("title", "alias", "armenian")
"""What a name can be of an entry, after its slug, the one that counts most first."""

BARE_NAME = "bare_name"
"""A title without what stands in parentheses at its end, to tell it from others."""

_QUALIFIED = re.compile(r"(.+?) *\([^()]*\)\Z")
_HEAP = 32_000_000


class Passage(NamedTuple):
    """A part of an entry's text and the name of the section it stands in."""

    section: str
    text: str
    field: str = "body"


class Row(NamedTuple):
    """What the index keeps of one entry.

    ``names`` pairs each name with its rank (``NAME_RANKS``); ``passages`` is all
    searched text but title, names and description; ``terms`` are for the glossary.
    ``uses`` are the entries whose titles stand in the texts, ``marks`` the languages,
    and the types and years of sources, that an entry is marked with, each with the name
    of its field; a row that was found has neither.
    """

    head: Head
    names: tuple[tuple[str, str], ...]
    passages: tuple[Passage, ...]
    terms: tuple[Term, ...] = ()
    uses: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()

    @property
    def texts(self) -> dict[str, list[str]]:
        """The texts of each searched field: no phrase goes from one into the next."""
        texts: dict[str, list[str]] = {name: [] for name in FIELDS}
        texts["title"].append(self.head.title)
        texts["names"] += (name for name, _ in self.names if name != self.head.title)
        texts["description"].append(self.head.description)
        for passage in self.passages:
            texts[passage.field].append(passage.text)
        return texts


@cache
def schema() -> Any:
    """Return the fields of an index."""
    fields = tantivy.SchemaBuilder()
    for name in FIELDS:
        fields.add_text_field(name, tokenizer_name="whitespace")
        for kind in SOUNDS:
            fields.add_text_field(name + kind, tokenizer_name="whitespace")
        written = name + WRITTEN
        fields.add_text_field(
            written, tokenizer_name="whitespace", index_option="basic"
        )
    fields.add_text_field(FORMS, tokenizer_name="whitespace", index_option="basic")
    for name in NAMED:
        fields.add_text_field(name + "_loose", tokenizer_name="whitespace")
        fields.add_text_field(name + "_near", tokenizer_name="raw", fast=True)
    for rank in NAME_RANKS:
        fields.add_text_field(rank + "_name", tokenizer_name="raw")
        fields.add_text_field(rank + "_name_sound", tokenizer_name="raw")
    fields.add_text_field(BARE_NAME, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("name_loose", tokenizer_name="raw")
    fields.add_text_field("name_near", tokenizer_name="raw", fast=True)
    for name in ("slug", "uses", "lang", "type", "category_key"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    fields.add_text_field("cat", tokenizer_name="whitespace")
    fields.add_text_field("category", tokenizer_name="raw", fast=True)
    fields.add_integer_field("year", indexed=True, fast=True)
    fields.add_bytes_field("row", stored=True)
    return fields.build()


def make_engine(path: Path | None = None) -> Any:
    """Make an engine with nothing in it, in an empty directory or in memory."""
    return tantivy.Index(schema(), path=str(path)) if path else tantivy.Index(schema())


class Prepared(NamedTuple):
    """A row as it goes into an engine: texts by field, and what is kept of it."""

    slug: str
    title: str
    texts: tuple[tuple[str, str], ...]
    kept: bytes


def fill(engine: Any, rows: Iterable[Row | Prepared | Problem]) -> list[Problem]:
    """Put all rows into an engine; return the problems that came between them."""
    writer = make_writer(engine)
    problems = []
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
        else:
            add_row(writer, row)
    writer.commit()
    writer.wait_merging_threads()
    return problems


def make_writer(engine: Any) -> Any:
    """Make what writes to an engine."""
    return engine.writer(heap_size=_HEAP, num_threads=1)


def add_row(writer: Any, row: Row | Prepared) -> None:
    """Add a row to an engine."""
    prepared = prepare(row) if isinstance(row, Row) else row
    document = tantivy.Document()
    for name, text in prepared.texts:
        if name == "year":
            document.add_integer(name, int(text))
        else:
            document.add_text(name, text)
    document.add_bytes("row", prepared.kept)
    writer.add_document(document)


def prepare(row: Row) -> Prepared:
    """Make the words and keys of a row: most of the work, which needs no engine."""
    texts = (*_texts(row), *_names(row), *_slugs(row), *_marks(row))
    rest = row[1 : row._fields.index("uses")]
    kept = "\n".join(json.dumps(it, ensure_ascii=False) for it in (row.head, rest))
    return Prepared(row.head.slug, row.head.title, texts, kept.encode())


def _slugs(row: Row) -> Iterator[tuple[str, str]]:
    yield "slug", row.head.slug
    for slug in row.uses:
        yield "uses", slug


def _texts(row: Row) -> Iterator[tuple[str, str]]:
    heard: set[str] = set()
    for name, texts in row.texts.items():
        parts = list(map(find_words, texts))
        words = list(chain(*parts))
        keys = {word: _keys_of(word, name in NAMED) for word in set(words)}
        for part in parts:
            yield name, " ".join([keys[word].key for word in part])
        written = {form for it in keys.values() for form in it.written}
        yield name + WRITTEN, " ".join(sorted(written))
        for kind, place in zip(SOUNDS, (2, 3), strict=True):
            sounds = chain.from_iterable([keys[word][place] for word in words])
            yield name + kind, " ".join(sounds)
        heard.update(*(it.armenian for it in keys.values()))
        if name in NAMED:
            every = ((*it.armenian, *it.others) for it in keys.values())
            loose = loose_keys(chain.from_iterable(every))
            yield name + "_loose", " ".join(sorted(loose))
            for word in sorted(set(find_spellings(words)) - {""}):
                yield name + "_near", word
    yield FORMS, " ".join(sorted(heard))


class _Keys(NamedTuple):
    """A word in an index: its key, how it is written, how it sounds by its script."""

    key: str
    written: tuple[str, ...]
    armenian: tuple[str, ...]
    others: tuple[str, ...]


@lru_cache(maxsize=100_000)
def _keys_of(word: str, named: bool) -> _Keys:
    sounds = word_sounds(word, named)
    by_script = (sounds, ()) if is_armenian(word) else ((), sounds)
    return _Keys(word_key(word), tuple(written_forms(word)), *by_script)


def written_forms(word: str) -> Iterator[str]:
    """Yield a word as it is written, and in plain letters where these are others."""
    written = written_key(word)
    yield written
    if (plain := spelling(word)) != written:
        yield PLAIN + plain


def _marks(row: Row) -> Iterator[tuple[str, str]]:
    for category in row.head.categories:
        yield "category", category
        yield "category_key", fold_case(category)
        yield "cat", " ".join(map(word_key, find_words(category)))
    yield from row.marks


def _names(row: Row) -> Iterator[tuple[str, str]]:
    if qualified := _QUALIFIED.fullmatch(row.head.title):
        yield BARE_NAME, name_key(qualified[1])
    slug = name_key(row.head.slug)
    for name, rank in (*row.names, (slug, "title")):
        if not (rank and name):
            continue
        key, sounds = name_key(name), sound_keys(name)
        yield rank + "_name", key
        for sound in sounds:
            yield rank + "_name_sound", sound
        for sound in sorted(loose_keys(sounds)):
            yield "name_loose", sound
        for near in sorted(name_spellings(name)):
            yield "name_near", near


def load_row(document: Any) -> Row:
    """Return the row of a document that was found."""
    names, passages, terms = json.loads(document.get_first("row").partition(b"\n")[2])
    return Row(
        load_head(document),
        tuple((name, rank) for name, rank in names),
        tuple(Passage(*passage) for passage in passages),
        tuple(map(_load_term, terms)),
    )


def load_head(document: Any) -> Head:
    """Return the head of a document that was found, and read no more of it."""
    head = json.loads(document.get_first("row").partition(b"\n")[0])
    return Head(*head)._replace(categories=tuple(head[4]))


def load_foreign_row(document: Any, known: Container[str]) -> Row:
    """Return the row of a document that a stranger made, of an entry that is known.

    Raises ValueError if it is none.
    """
    row = load_row(document)
    is_sound = is_clean(document.get_first("row").decode()) and fits(row, Row)
    if not is_sound or row.head.slug not in known:
        raise ValueError("a row is not sound")
    return row


def _load_term(values: list[Any]) -> Term:
    term = Term(*values)
    ipa = Ipa(*term.ipa) if term.ipa else None
    return term._replace(ipa=ipa, forms=tuple(term.forms))
