"""The query language: what is typed to a tree of what is asked for.

Words and ``"phrases"``, ``-`` and NOT, OR, parentheses, ``prefix*``, ``=word``,
``field:`` before any of them. `docs/search.md` has it by example.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

from wikicli.base.csl import TYPES
from wikicli.base.errors import UsageError
from wikicli.base.text import did_you_mean, find_nearest
from wikicli.search.words import find_words, is_stopword


@dataclass(frozen=True)
class Words:
    """Words that an entry holds, all of them or, where none does, most."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words that stand one behind the other, at most ``slop`` others between them."""

    text: str
    slop: int = 0


@dataclass(frozen=True)
class Exact:
    """Words as they are written, but for capitals."""

    text: str


@dataclass(frozen=True)
class Prefix:
    """How a word begins."""

    text: str


@dataclass(frozen=True)
class Value:
    """What an entry is marked with: a category, a language, a type of its sources."""

    field: str
    value: str


@dataclass(frozen=True)
class Years:
    """In which years a source is from; None where one side is open."""

    first: int | None
    last: int | None


@dataclass(frozen=True)
class Within:
    """A part that is asked of some of the searched fields alone."""

    field: str
    part: "Node"


@dataclass(frozen=True)
class Not:
    """What an entry is not to hold."""

    part: "Node"


@dataclass(frozen=True)
class All:
    """Parts of which an entry has all."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Any:
    """Parts of which an entry has one."""

    parts: tuple["Node", ...]


Node = Words | Phrase | Exact | Prefix | Value | Years | Within | Not | All | Any

TEXT_FIELDS = ("title", "name", "body", "ref")
"""The names of what a text can be looked for in: ``title:word``."""
VALUE_FIELDS = ("cat", "lang", "type", "year")
"""The names of what an entry is marked with: ``type:book``."""
LANGUAGES = ("en", "hy")

_MOST_PARTS = 100
_DEEPEST = 20
_MOST_SLOP = 100
_SHOWN = 60
"""Characters of a query that an error shows."""

_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»"}
_FIELD = re.compile(r"([A-Za-z]+):(?=[^\s:/])")
_KNOWN_FIELD = re.compile(rf"({'|'.join((*TEXT_FIELDS, *VALUE_FIELDS))}):(?=\s|$)")
_TOKEN = re.compile(r"[^\s()\"]+")
_SLOP = re.compile(r"~(\d*)")
_YEARS = re.compile(r"(-?\d{1,4})?(\.\.)?(-?\d{1,4})?")
_ENDS = re.compile(r"\s|\)|$")


class QuerySyntaxError(UsageError):
    """A query that can't be understood, with the place and what was expected there."""

    def __init__(self, query: str, place: int, expected: str, hint: str = "") -> None:
        """Show the query, cut around the place, with a caret under it."""
        super().__init__(f"this query can't be read: expected {expected}", hint)
        start = max(place - _SHOWN // 2, 0)
        before = ("… " if start else "") + query[start:place]
        end = place + _SHOWN // 2
        after = query[place:end] + (" …" if end < len(query) else "")
        self.excerpt = (before + after, " " * _count_cells(before) + "^")


def _count_cells(text: str) -> int:
    """Count the cells that a text takes in a terminal."""
    wide = sum(unicodedata.east_asian_width(it) in "WF" for it in text)
    unseen = sum(unicodedata.category(it) in ("Mn", "Me", "Cf") for it in text)
    return len(text) + wide - unseen


def parse_query(query: str) -> Node | None:
    """Parse a query; None if there is no word in it.

    Raises QuerySyntaxError where it can't be understood.
    """
    return _Parser(query).parse()


def iter_asked(node: Node) -> "Sequence[Words | Phrase | Exact | Prefix]":
    """List what is looked for in the text of entries, in its order."""
    match node:
        case Words() | Phrase() | Exact() | Prefix():
            return (node,)
        case Within(_, part):
            return iter_asked(part)
        case All(parts) | Any(parts):
            return [it for part in parts for it in iter_asked(part)]
        case _:
            return ()


def describe(node: Node) -> str:
    """Describe in words what a query asks for."""
    match node:
        case Words(text):
            return f"the words “{text}”"
        case Phrase(text, slop):
            between = f", {slop} others between them at most" if slop else ""
            return f"the phrase “{text}”{between}"
        case Exact(text):
            return f"“{text}” as written"
        case Prefix(text):
            return f"words that begin with “{text}”"
        case Value(field, value):
            return f"{_MARKED[field]} “{value}”"
        case Years(first, last):
            years = "–".join("" if it is None else str(it) for it in (first, last))
            return f"a source of {first if first == last else years}"
        case Within(field, part):
            return f"in {field}: {describe(part)}"
        case Not(part):
            return f"not {_describe_part(part)}"
        case All(parts):
            return " and ".join(map(_describe_part, parts))
        case Any(parts):
            return " or ".join(map(_describe_part, parts))


def _describe_part(node: Node) -> str:
    is_compound = isinstance(node, All | Any)
    return f"({describe(node)})" if is_compound else describe(node)


_MARKED = {
    "cat": "the category",
    "lang": "the language",
    "type": "a source of type",
}


class _Parser:
    def __init__(self, query: str) -> None:
        self.query = query
        self.place = 0
        self.parts = 0
        self.depth = 0

    def parse(self) -> Node | None:
        node = self.either()
        if self.place < len(self.query):
            self.fail("a '(' before this ')'")
        return node

    def fail(self, expected: str, hint: str = "", place: int | None = None) -> NoReturn:
        where = self.place if place is None else place
        raise QuerySyntaxError(self.query, where, expected, hint)

    # Signs

    def skip_spaces(self) -> None:
        while self.query[self.place : self.place + 1].isspace():
            self.place += 1

    def at(self, text: str) -> bool:
        return self.query.startswith(text, self.place)

    def at_end(self) -> bool:
        self.skip_spaces()
        return self.place >= len(self.query) or self.at(")")

    def takes(self, keyword: str) -> bool:
        """Take a keyword, if it is the next word."""
        self.skip_spaces()
        end = self.place + len(keyword)
        if self.at(keyword) and re.match(r"[\s(]|$", self.query[end : end + 1]):
            self.place = end
            return True
        return False

    # Parts

    def either(self) -> Node | None:
        parts = [self.all_of()]
        while self.takes("OR"):
            if parts[-1] is None or self.at_end():
                self.fail("words on both sides of OR", place=self.place - 2)
            parts.append(self.all_of())
        found = tuple(part for part in parts if part is not None)
        return Any(found) if len(found) > 1 else found[0] if found else None

    def all_of(self) -> Node | None:
        """Parse parts that stand beside each other; words among them are one part."""
        parts: list[Node] = []
        words: list[str] = []
        while not self.at_end():
            start = self.place
            if self.takes("OR"):
                self.place = start
                break
            self.takes("AND")
            if self.at_end():
                break
            part = self.unary()
            if isinstance(part, Words):
                words.append(part.text)
            elif part is not None:
                parts.append(part)
        if parts and words and all(map(is_stopword, find_words(" ".join(words)))):
            words = []
        if words:
            parts.insert(0, Words(" ".join(words)))
        return All(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None

    def unary(self) -> Node | None:
        start = self.place
        is_minus = self.at("-") and not _ENDS.match(self.query, start + 1)
        if is_minus and not self.at("--"):
            self.place += 1
        elif not self.takes("NOT"):
            return self.primary()
        if self.at_end():
            self.fail("a word or a phrase behind NOT")
        part = self.nested(self.unary)
        return Not(part) if part is not None else None

    def nested(self, parse: Callable[[], Node | None]) -> Node | None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self.fail(f"no more than {_DEEPEST} parts within each other")
        node = parse()
        self.depth -= 1
        return node

    def primary(self) -> Node | None:
        self.skip_spaces()
        self.parts += 1
        if self.parts > _MOST_PARTS:
            return self.rest()
        if self.at("("):
            return self.group()
        if self.find_closing():
            return self.phrase()
        if self.at('"'):
            self.fail('another " where the phrase ends')
        if known := _KNOWN_FIELD.match(self.query, self.place):
            name = known[0]
            self.fail(f"a word or a phrase right behind '{name}'", place=known.end())
        if field := _FIELD.match(self.query, self.place):
            return self.field(field)
        return self.word()

    def rest(self) -> Node | None:
        """Take what is left as words: of a very long query only the first count."""
        text, self.place = self.query[self.place :], len(self.query)
        plain = " ".join(find_words(text))
        return Words(plain) if plain and not self.depth else None

    def group(self) -> Node | None:
        opened = self.place
        self.place += 1
        node = self.nested(self.either)
        if not self.at(")"):
            self.fail("another ')' for this '('", place=opened)
        self.place += 1
        return node

    def find_closing(self) -> int:
        """Find where a phrase that starts here ends; 0 if none starts here."""
        closing = _QUOTES.get(self.query[self.place : self.place + 1])
        if closing is None:
            return 0
        found = [self.query.find(sign, self.place + 1) for sign in closing]
        return min((place for place in found if place > 0), default=0)

    def phrase(self) -> Node | None:
        end = self.find_closing()
        text = self.query[self.place + 1 : end]
        self.place = end + 1
        slop = 0
        if near := _SLOP.match(self.query, self.place):
            if not near[1]:
                self.fail(
                    "a number behind '~', as in \"two words\"~3", place=near.end()
                )
            slop = min(int(near[1][:4]), _MOST_SLOP)
            self.place = near.end()
        return Phrase(text, slop) if find_words(text) else None

    def field(self, match: re.Match[str]) -> Node | None:
        start, name = self.place, match[1].lower()
        if name not in (*TEXT_FIELDS, *VALUE_FIELDS):
            names = (*TEXT_FIELDS, *VALUE_FIELDS)
            near = [f"{it}:" for it in find_nearest(name, names)]
            known = ", ".join(f"{it}:" for it in names)
            token = _TOKEN.match(self.query, start)
            words = token[0] if token else match[0]
            hint = did_you_mean(near) or f"the fields are {known}; "
            if not near:
                hint += f'to search for it as it stands, put it in quotes: "{words}"'
            self.fail(f"the name of a field, not '{match[1]}:'", hint)
        self.place = match.end()
        if name in TEXT_FIELDS:
            part = self.nested(self.primary)
            return Within(name, part) if part is not None else None
        return self.years() if name == "year" else self.value(name)

    def value(self, name: str) -> Node | None:
        start = self.place
        if end := self.find_closing():
            value, self.place = self.query[start + 1 : end], end + 1
        else:
            token = _TOKEN.match(self.query, start)
            if not token:
                self.fail(f"a word or a phrase right behind '{name}:'")
            value, self.place = token[0], token.end()
        known: Sequence[str] = {"type": sorted(TYPES), "lang": LANGUAGES}.get(name, ())
        if known and value not in known:
            what = {"type": "a type of source", "lang": "en or hy"}[name]
            self.fail(what, did_you_mean(find_nearest(value, known)), start)
        return Value(name, value) if find_words(value) else None

    def years(self) -> Node:
        token = _TOKEN.match(self.query, self.place)
        text = token[0] if token else ""
        match = _YEARS.fullmatch(text)
        if not match or not (match[1] or match[3]):
            self.fail("a year, or years as in 1988..1994, 1988.. or ..1994")
        self.place += len(text)
        first, dots, last = match.groups()
        if not dots:
            return Years(int(first), int(first))
        return Years(int(first) if first else None, int(last) if last else None)

    def word(self) -> Node | None:
        token = _TOKEN.match(self.query, self.place)
        if not token:  # a quotation mark that nothing closes
            self.place += 1
            return None
        text = token[0]
        start, self.place = self.place, token.end()
        if text.startswith("=") and find_words(text):
            return Exact(text[1:])
        if "*" in text and (find_words(text) or text == "*"):
            return self.wildcard(text, start)
        return Words(text) if find_words(text) else None

    def wildcard(self, text: str, start: int) -> Node:
        stem, _, behind = text.partition("*")
        words = find_words(stem)
        if not words or len("".join(words)) < 2:
            self.fail("two letters or more before '*'", place=start + len(stem))
        if find_words(behind):
            self.fail("'*' at the end of a word", place=start + len(stem))
        return Prefix(stem)
