"""The line being written: pieces, what was taken of the record, one full stop."""

from dataclasses import dataclass, field
from typing import NamedTuple

from wikicli.base.model import Date, Reference, Side
from wikicli.language.interface import format_date, say
from wikicli.references.citation.styles import Labels, Style
from wikicli.references.citation.wording import (
    clean,
    clean_address,
    format_name,
    is_ended,
    list_names,
    set_quotes,
)


class Piece(NamedTuple):
    """A run of a citation line: its text, what it is, and where it leads.

    ``role`` is ``text``, ``title`` (in italics), ``quoted``, ``identifier`` or
    ``archive``; ``url`` is empty or an http, https or ftp address.
    """

    text: str
    role: str = "text"
    url: str = ""

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.text)


@dataclass(slots=True, eq=False, repr=False)
class Line:
    """A line being written; it notes which variables it took."""

    reference: Reference
    locator: str
    style: Style
    side: Side = "en"
    leader: str = ""
    pieces: list[Piece] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def text(self, variable: str) -> str:
        """Take a text variable, with typographic marks."""
        return self.own(variable, self.reference.variables.get(variable, ""))

    def own(self, key: str, value: str) -> str:
        """Take a value under the key by which the entry file knows it."""
        cleaned = clean(value) if value else ""
        if not cleaned:
            return ""
        self.used.add(key)
        return set_quotes(cleaned)

    def has(self, variable: str) -> bool:
        """Tell whether a text variable is there, without taking it."""
        return bool(clean(self.reference.variables.get(variable, "")))

    def date(self, key: str, date: Date | None) -> str:
        """Take a date, in its own words or in ours."""
        return self.own(key, format_date(date, self.side) if date else "")

    def say(self, words: str) -> str:
        """Return words of ours in the language of the line."""
        return say(words, self.side)

    def names(self, variable: str) -> list[str]:
        """Take a name variable: the names that are not empty."""
        names = self.reference.names.get(variable, ())
        found = [name for name in map(format_name, names) if name]
        if found:
            self.used.add(variable)
        return found

    def list_names(self, variable: str, labels: Labels = ("", "")) -> str:
        """Take the names of a variable in one text, with what they are called."""
        one, many = map(self.say, labels)
        return list_names(self.names(variable), (one, many), self.say("et al."))

    def address(self, key: str, value: str) -> str:
        """Take an address that a piece will lead to."""
        url = clean_address(value)
        if url:
            self.used.add(key)
        return url

    def add(self, *parts: Piece | str, after: str = ". ") -> None:
        """Add what is not empty after a separator, whose full stop is not doubled."""
        filled = [
            Piece(part) if isinstance(part, str) else part for part in parts if part
        ]
        if filled and self.pieces:
            is_doubled = after[0] == "." and is_ended(self.pieces[-1].text)
            self.pieces.append(Piece(after[1:] if is_doubled else after))
        self.pieces += filled

    def put(self, pattern: str, text: str, after: str = ". ") -> None:
        """Add a text in a pattern, ``({})``, if there is any."""
        self.add(pattern.format(text) if text else "", after=after)

    def finish(self) -> tuple[Piece, ...]:
        """End the line with one full stop and join neighbouring runs of plain text."""
        if not is_ended(self.pieces[-1].text):
            self.pieces.append(Piece("."))
        joined: list[Piece] = []
        for piece in self.pieces:
            if joined and _is_plain(piece) and _is_plain(joined[-1]):
                joined[-1] = Piece(joined[-1].text + piece.text)
            else:
                joined.append(piece)
        return tuple(joined)


def _is_plain(piece: Piece) -> bool:
    return piece.role == "text" and not piece.url
