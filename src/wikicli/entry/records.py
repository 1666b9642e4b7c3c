"""References from nodes: records under CSL's names, their names and dates.

What is read here loses nothing: ``references.export.csl`` writes it as CSL-JSON and
reads the same again. What means nothing in a record is a problem, never dropped in
silence.
"""

import re
from typing import Any

from wikicli.base import csl, dates, text
from wikicli.base.model import Date, Name, Reference
from wikicli.base.problems import KeyPath
from wikicli.entry.nodes import NodeReader, name_of
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, Sequence

OWN_KEYS = (
    "quote archive-url archived url-status trans-title script-title author-link further"
).split()
REFERENCE_KEYS = (
    "id",
    "type",
    *OWN_KEYS,
    *sorted(csl.NAME_VARIABLES | csl.DATE_VARIABLES | csl.TEXT_VARIABLES),
)
NAME_KEYS = (
    "family given suffix dropping-particle non-dropping-particle literal "
    "comma-suffix static-ordering parse-names"
).split()
DATE_FORMS = "date-parts edtf raw".split()
DATE_MARKS = "season circa".split()
DATE_KEYS = [*DATE_FORMS, *DATE_MARKS, "literal"]
URL_STATUSES = ("live", "dead", "unfit", "usurped")

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
            self.add(node.line, column, "misplaced-marker", message, hint)
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
                rule = "duplicate-reference"
                self.add(place.line, place.column, rule, message, hint)
        keep = [it.id and new for it, new in zip(references, unique, strict=True)]
        return self.kept(path, references, keep)

    def reference(self, node: Node, path: KeyPath) -> Reference:
        """Read one record."""
        values = self.mapping(node, path, REFERENCE_KEYS, csl.OTHER_KEYS)
        names: dict[str, tuple[Name, ...]] = {}
        read_dates: dict[str, Date] = {}
        variables: dict[str, str] = {}
        own: dict[str, str] = {}
        archived = None
        for key, value in values.items():
            place = (*path, key)
            if key == "archived":
                archived = self.date(value, place)
            elif key in csl.NAME_VARIABLES:
                names[key] = self.names(value, place)
            elif key in csl.DATE_VARIABLES:
                if date := self.date(value, place):
                    read_dates[key] = date
            elif key in csl.TEXT_VARIABLES:
                variables[key] = self.variable(key, value, place)
            elif key in REFERENCE_KEYS:
                own[key.replace("-", "_")] = self.own(key, value, place)
        further = own.pop("further", "")
        reference = Reference(
            id=own.pop("id", ""),
            type=self.type_of(own.pop("type", ""), values),
            names={key: value for key, value in names.items() if value},
            dates=_without_suffix(read_dates, variables.get("year-suffix", "")),
            variables={key: value for key, value in variables.items() if value},
            archived=archived,
            further=self.flag(further, values.get("further"), (*path, "further")),
            **own,
        )
        self.check(reference, values, node)
        return reference

    def variable(self, key: str, node: Node, path: KeyPath) -> str:
        """Read a text variable of CSL."""
        if key == "URL":
            return self.url(node, path)
        value = self.plain(node, path)
        if key == "DOI" and value and not value.startswith("10."):
            return self.doi(value, node, path)
        return value

    def doi(self, value: str, node: Node, path: KeyPath) -> str:
        """Return a DOI without what people write before it."""
        from wikicli.references.citation.styles import IDENTIFIERS

        bare = value
        while match := re.match(IDENTIFIERS["DOI"][1], bare):
            bare = bare[match.end() :].strip()
        name = name_of(path)
        if not bare:
            self.at(node, "empty-value", f"'{name}' has no DOI")
        elif bare != value:
            message = f"'{name}' has more than the DOI; read as {text.quote(bare)}"
            self.add(node.line, node.column, "doi-prefix", message)
        return bare

    def own(self, key: str, node: Node, path: KeyPath) -> str:
        """Read the value of a key of our own, or the id or type."""
        value = (self.url if key == "archive-url" else self.plain)(node, path)
        if key == "url-status" and value and value not in URL_STATUSES:
            message = f"'{name_of(path)}' can't be {text.quote(value)}"
            hint = "it is one of: " + ", ".join(URL_STATUSES)
            self.at(node, "unknown-value", message, hint, mild=True)
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

    def flag(self, value: str, node: Node | None, path: KeyPath) -> bool:
        """Read what is true or false, false where nothing is said."""
        if value.lower() in ("true", "yes", "1"):
            return True
        if node is not None and value.lower() not in ("false", "no", "0", ""):
            message = (
                f"'{name_of(path)}' must be true or false, not {text.quote(value)}"
            )
            self.at(node, "wrong-type", message)
        return False

    # Names --------------------------------------------------------------------------

    def names(self, node: Node, path: KeyPath) -> tuple[Name, ...]:
        """Read names; one alone needs no list."""
        if not isinstance(node, Sequence):
            names = [self.name(node, path)]
        else:
            names = list(self.list_of(node, path, self.name))
            if not names:
                self.nobody(node, path)
        return tuple(name for name in names if name != Name())

    def name(self, node: Node, path: KeyPath) -> Name:
        """Read one name, as text or in parts."""
        if isinstance(node, Scalar):
            return _parse_name(self.plain(node, path))
        told = len(self.problems)
        values = self.mapping(node, path, NAME_KEYS)
        parts: dict[str, Any] = {}
        for key, value in values.items():
            place, field = (*path, key), key.replace("-", "_")
            if key in csl.NAME_FLAGS:
                parts[field] = self.flag(self.line(value, place), value, place)
            elif key in NAME_KEYS:
                parts[field] = self.plain(value, place)
        if any(isinstance(part, str) and part for part in parts.values()):
            return Name(**parts)
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
        found = dates.parse_date_text(words)
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
        values = self.mapping(node, path, DATE_KEYS)
        read = {
            key: self.plain(value, (*path, key))
            for key, value in values.items()
            if key in DATE_KEYS and key != "date-parts"
        }
        self.check_beside(values, path)
        date = Date(literal=read.get("literal", ""))
        if "date-parts" in values:
            date = self.date_parts(values, read, path)
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

    def date_parts(
        self, values: dict[str, Node], read: dict[str, str], path: KeyPath
    ) -> Date:
        """Read CSL's parts of a date, with season, circa and literal."""
        node = values["date-parts"]
        parts = self.parts(node, (*path, "date-parts"))
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
        return (
            Date(found, literal)
            if found
            else self.bad_date(words, values[key], literal)
        )

    def parts(self, node: Node, path: KeyPath) -> list[list[str]]:
        """Read the numbers of one or two dates."""

        def numbers(part: Node, place: KeyPath) -> tuple[str, ...]:
            return self.list_of(part, place, self.line)

        return [list(part) for part in self.list_of(node, path, numbers)]


def _parse_name(value: str) -> Name:
    """Read ``Family, Given`` as its two parts, anything else as one literal."""
    family, comma, given = value.partition(",")
    if comma and family.strip() and given.strip() and "," not in given:
        return Name(family=family.strip(), given=given.strip())
    return Name(literal=value)


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
