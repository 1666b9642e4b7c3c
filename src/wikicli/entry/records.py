"""References from nodes: records under CSL's names, their names and dates.

What is read here loses nothing: ``references.export.csl`` writes it as CSL-JSON and
reads the same again. What means nothing in a record is a problem, never dropped in
silence.
"""

import re
from collections.abc import Collection
from typing import Any

from wikicli.base import csl, dates, text
from wikicli.base.model import Date, Name, Reference
from wikicli.base.problems import KeyPath
from wikicli.entry.fields import URL_STATUSES
from wikicli.entry.nodes import NodeReader, Place, items_of, name_of
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, Sequence

DATE_FORMS = "date-parts edtf raw".split()
DATE_MARKS = "season circa".split()
_SUFFIX = re.compile(r"(?:[JS]r\b\.?|[IVX]+|Esq\b\.?|Ph\.? ?D\.?|M\.? ?D\.?)")

_TITLES = ("title", "title-short", "script-title", "reviewed-title")
_UNTITLED = frozenset({"interview", "personal_communication"})
"""Types whose works seldom have a title."""

_MARKER = r"\[\^[A-Za-z0-9_:.-]{1,64}(?: [^\]\n]*)?\]"


class ReferenceReader(NodeReader):
    """Reads references, and what other parts of an entry share with them."""

    def plain(self, node: Node, path: KeyPath) -> str:
        """Read a line that footnotes can't be called from."""
        value = self.line(node, path)
        # A pattern is compiled for those alone that look like it.
        if "[^" in value and (match := re.search(_MARKER, value)):
            source = self.lines[node.line - 1]
            column = max(source.find(match[0], node.column - 1) + 1, node.column)
            marker = text.quote(match[0])
            message = f"marker {marker} calls nothing in '{name_of(path)}'"
            hint = "markers stand in the fact box, the body and its notes"
            self.at(Place(node.line, column), "misplaced-marker", message, hint)
        return value

    def url(self, node: Node, path: KeyPath) -> str:
        """Read an address; a space in it is escaped, as browsers do."""
        value = self.plain(node, path)
        if " " not in value:
            return value
        message = f"'{name_of(path)}' has a space; read as %20"
        self.at(node, "space-in-url", message, "write %20 for it")
        return value.replace(" ", "%20")

    def references(self, node: Node, path: KeyPath) -> tuple[Reference, ...]:
        """Read the list of references, without those that no marker can call."""
        references = self.list_of(node, path, self.reference)
        first: dict[str, int] = {}
        unique = []
        for index, reference in enumerate(references):
            unique.append(first.setdefault(reference.id, index) == index)
            if reference.id and not unique[-1]:
                place = self.places[*path, index]
                line = self.places[*path, first[reference.id]].line
                name = text.quote(reference.id)
                message = f"reference {name} stands here for the second time"
                hint = f"the first is at line {line}; keep one of them"
                self.at(place, "duplicate-reference", message, hint)
        keep = [it.id and new for it, new in zip(references, unique, strict=True)]
        return self.kept(path, references, keep)

    def reference(self, node: Node, path: KeyPath) -> Reference:
        """Read one record."""
        values = items_of(node)
        read = self.part(node, "reference", path, csl.OTHER_KEYS)
        read["type"] = self.type_of(read.get("type", ""), values)
        suffix = read.get("year-suffix", "")
        reference = Reference(
            names=_take(read, csl.NAME_VARIABLES),
            dates=_without_suffix(_take(read, csl.DATE_VARIABLES), suffix),
            variables=_take(read, csl.TEXT_VARIABLES),
            **{"id": ""} | {key.replace("-", "_"): it for key, it in read.items()},
        )
        self.check(reference, values, node)
        return reference

    def doi(self, node: Node, path: KeyPath) -> str:
        """Read a DOI without what people write before it."""
        value = self.plain(node, path)
        if not value or value.startswith("10."):
            return value
        from wikicli.references.citation.styles import strip_identifier

        bare = value
        while (rest := strip_identifier(bare, "DOI")) != bare:
            bare = rest
        name = name_of(path)
        if not bare:
            self.at(node, "empty-value", f"'{name}' has no DOI")
        elif bare != value:
            message = f"'{name}' has more than the DOI; read as {text.quote(bare)}"
            self.at(node, "doi-prefix", message)
        return bare

    def url_status(self, node: Node, path: KeyPath) -> str:
        """Read whether an address works; an unknown word is kept."""
        value = self.plain(node, path)
        if value and value not in URL_STATUSES:
            self.unknown_value(node, path, value, URL_STATUSES, mild=True)
        return value

    def type_of(self, kind: str, values: dict[str, Node]) -> str:
        """Return a type that CSL knows; unknown ones are read as any document."""
        if kind in csl.TYPES:
            return kind
        if kind:
            message = f"unknown type {text.quote(kind)}"
            if nearest := text.find_known(kind, sorted(csl.TYPES), csl.OTHER_TYPES):
                message += f"; the nearest known type is '{nearest}'"
            self.at(values["type"], "unknown-type", message)
        return "document"

    def check(self, reference: Reference, values: dict[str, Node], node: Node) -> None:
        """Note what keeps a record from being called or cited."""
        if not isinstance(node, Mapping):
            return
        if "id" not in values:
            self.at(node, "no-id", "a reference needs an 'id' for markers to call")
        elif reference.id and not _is_marker_id(reference.id):
            message = f"no marker can call {text.quote(reference.id)}"
            hint = "an id has up to 64 letters, digits and _ : . -"
            self.at(values["id"], "bad-id", message, hint)
        if (
            reference.id
            and reference.type not in _UNTITLED
            and not any(key in values for key in _TITLES)
        ):
            message = f"reference {text.quote(reference.id)} has no title"
            self.at(node, "no-title", message, mild=True)

    def flag(self, node: Node, path: KeyPath) -> bool:
        """Read what is true or false, false where nothing is said."""
        value = self.plain(node, path)
        if value.lower() not in ("true", "yes", "1", "false", "no", "0", ""):
            quoted = text.quote(value)
            message = f"'{name_of(path)}' must be true or false, not {quoted}"
            self.at(node, "wrong-type", message)
        return value.lower() in ("true", "yes", "1")

    # Names --------------------------------------------------------------------------

    def names(self, node: Node, path: KeyPath) -> tuple[Name, ...]:
        """Read names; one alone needs no list."""
        if isinstance(node, Sequence):
            names = self.list_of(node, path, self.name)
            if not names:
                self.nobody(node, path)
        else:
            names = (self.name(node, path),)
        return tuple(name for name in names if name != Name())

    def name(self, node: Node, path: KeyPath) -> Name:
        """Read one name, as text or in parts."""
        if isinstance(node, Scalar):
            return parse_name(self.plain(node, path))
        told = len(self.problems)
        read = self.part(node, "name", path)
        if any(isinstance(part, str) and part for part in read.values()):
            return Name(**{key.replace("-", "_"): it for key, it in read.items()})
        if len(self.problems) == told:
            self.nobody(node, path)
        return Name()

    def nobody(self, node: Node, path: KeyPath) -> None:
        """Note that there is no name where one should be."""
        message = f"'{name_of(path)}' names nobody"
        self.at(node, "empty-value", message, "remove it")

    # Dates --------------------------------------------------------------------------

    def date(self, node: Node, path: KeyPath) -> Date | None:
        """Read a date; what is none is kept as text."""
        if isinstance(node, Mapping):
            return self.date_mapping(node, path)
        value = self.plain(node, path)
        if not value:
            return None
        if dates.is_edtf(value):
            return Date(edtf=value)
        return self.bad_date(value, node)

    def bad_date(self, words: str, node: Node, literal: str = "") -> Date:
        """Note that words are no date; they or the date's literal are kept."""
        found = dates.suggest_edtf(words)
        forms = found or "2005-09-14, 2005-09, 1997-24/1998 or 1905~"
        message = f"{text.quote(words)} is no date; kept as text"
        hint = f"write {forms}; other words as {{literal: …}}"
        if literal:
            message = f"{text.quote(words)} is no date; its literal stands for it"
        self.at(node, "bad-date", message, hint)
        return Date(literal=literal or words)

    def date_mapping(self, node: Mapping, path: KeyPath) -> Date | None:
        """Read a date in parts, as EDTF or as somebody wrote it, and its own words."""
        told = len(self.problems)
        values, read = items_of(node), self.part(node, "date", path)
        self.check_beside(values, path)
        date = Date(literal=read.get("literal", ""))
        if "date-parts" in values:
            date = self.date_parts(values, read)
        elif words := read.get("edtf") or read.get("raw"):
            date = self.date_text(words, values, date.literal)
        if date == Date():
            if len(self.problems) == told:
                message = f"'{name_of(path)}' has no value"
                self.at(node, "empty-value", message, "remove the key")
            return None
        if date.literal == dates.format_edtf(date.edtf):
            return Date(date.edtf)  # it says the same
        return date

    def check_beside(self, values: dict[str, Node], path: KeyPath) -> None:
        """Note keys that are not read because of others, or for the lack of them."""
        unread = [key for key in DATE_FORMS if key in values][1:]
        if "date-parts" not in values:
            unread += [key for key in DATE_MARKS if key in values]
        for key in unread:
            message = f"'{name_of((*path, key))}' is not read here"
            hint = "one of date-parts, edtf and raw; season, circa with date-parts"
            self.at(values[key], "unread-value", message, hint)

    def date_parts(self, values: dict[str, Node], read: dict[str, Any]) -> Date:
        """Read CSL's parts of a date, with season, circa and literal."""
        node, parts = values["date-parts"], read["date-parts"]
        season, circa = read.get("season", ""), read.get("circa", "")
        literal = read.get("literal", "")
        edtf = dates.from_date_parts(parts, season, circa)
        if edtf is None:
            words = "/".join("-".join(part) for part in parts).strip("/-")
            return self.bad_date(words, node, literal) if words else Date("", literal)
        if season and edtf == dates.from_date_parts(parts, "", circa):
            message = f"season {text.quote(season)} says nothing here"
            hint = "it is spring, summer, autumn or winter, beside a year alone"
            self.at(values["season"], "unread-value", message, hint)
        return Date(edtf, literal)

    def date_text(self, words: str, values: dict[str, Node], literal: str) -> Date:
        """Read the EDTF of a mapping, or ``raw``: words that somebody wrote."""
        if dates.is_edtf(words):
            return Date(words, literal)
        key = "edtf" if "edtf" in values else "raw"
        found = dates.parse_date_text(words) if key == "raw" else None
        if found:
            return Date(found, literal)
        return self.bad_date(words, values[key], literal)

    def numbers(self, node: Node, path: KeyPath) -> list[list[str]]:
        """Read the numbers of one or two dates."""

        def date(part: Node, place: KeyPath) -> tuple[str, ...]:
            return self.list_of(part, place, self.line)

        return [list(part) for part in self.list_of(node, path, date)]


def parse_name(value: str) -> Name:
    """Read ``Family, Given`` as its two parts, anything else as one literal.

    A suffix stands at the end, or before the given name as in BibTeX.
    """
    parts = [part.strip() for part in value.split(",")]
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    suffix = suffixes[0] if len(parts) == 3 and len(suffixes) == 1 else ""
    if suffix:
        parts.remove(suffix)
    if len(parts) == 2 and all(parts):
        return Name(parts[0], parts[1], suffix)
    return Name(literal=value)


def _take(read: dict[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Take values off what was read, those that are not empty."""
    taken = {key: read.pop(key) for key in [*read] if key in keys}
    return {key: value for key, value in taken.items() if value}


def _without_suffix(found: dict[str, Date], suffix: str) -> dict[str, Date]:
    """Take the letter of ``2005a`` off a date that says it beside its variable."""
    issued = found.get("issued")
    if not suffix or not issued:
        return found
    stem, letter = dates.split_year_suffix(issued.edtf)
    return found | {"issued": issued._replace(edtf=stem)} if letter == suffix else found


def _is_marker_id(name: str) -> bool:
    from wikicli.article.markup import MARKER_ID

    return MARKER_ID.fullmatch(name) is not None
