"""Entry files: YAML text to an Entry, its problems and the places of its fields.

One parse for every face. A file gives no Entry only if it can't be decoded, is no
YAML of the kind entries are written in, or lacks a title or a body; every other
fault is a problem beside the Entry. ``docs/entry-format.md`` describes the format.
"""

from collections.abc import Callable, Iterable
from itertools import compress
from pathlib import Path
from typing import NamedTuple, TypeVar

from wikicli import csl, dates, text
from wikicli.model import (
    ArmenianSide,
    Date,
    Entry,
    Head,
    Ipa,
    Name,
    Reference,
    SeeAlso,
    Source,
    Term,
)
from wikicli.nodereader import NodeReader, Place, UndecodableError, kind_of, name_of
from wikicli.problems import (
    FieldProblem,
    KeyPath,
    Location,
    Problem,
    Severity,
    sort_problems,
)
from wikicli.yamlnodes import Mapping, Node, Scalar, Sequence, YamlError, parse_nodes

T = TypeVar("T")

ENTRY_KEYS = (
    "title description aliases terms facts body hy see_also references categories "
    "source"
).split()
TERM_KEYS = "hy en romanization ipa orthography forms literal note".split()
IPA_KEYS = "east west source".split()
SIDE_KEYS = "title description status body".split()
SEE_ALSO_KEYS = "entry title url note".split()
SOURCE_KEYS = "title url license retrieved".split()
OWN_REFERENCE_KEYS = (
    "quote archive-url archived url-status trans-title script-title author-link further"
).split()
REFERENCE_KEYS = (
    "id",
    "type",
    *OWN_REFERENCE_KEYS,
    *sorted(csl.NAME_VARIABLES | csl.DATE_VARIABLES | csl.TEXT_VARIABLES),
)
DATE_KEYS = "date-parts season circa literal raw".split()
ORTHOGRAPHIES = ("reformed", "classical")
STATUSES = ("unreviewed", "reviewed")


class Loaded(NamedTuple):
    """What one file gave: an entry or none, all problems, the places of fields."""

    path: Path
    entry: Entry | None
    problems: tuple[Problem, ...]
    places: dict[KeyPath, Place]

    def locate(self, problem: FieldProblem) -> Problem:
        """Give a problem within a field its place in the file."""
        path = problem.path
        while path and path not in self.places:
            path = path[:-1]
        place = self.places.get(path, Place(1, 1))
        line, column = place.line, place.column
        if place.text_line and problem.line:
            line = place.text_line + problem.line - 1
            column = place.indent + problem.column
        location = Location(self.path, line, column)
        return Problem(
            location, problem.severity, problem.rule, problem.message, problem.hint
        )


def read(path: Path) -> Loaded:
    """Read an entry file; what keeps it from being read is a problem too."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"this can't be read: {error.strerror or error}"
        return _nothing(path, Problem(Location(path), _ERROR, "unreadable", message))
    return parse(data, path)


def read_head(path: Path) -> Head | None:
    """Read what a link shows of an entry, stopping at its body; None if unreadable."""
    reader = _Reader(path)
    try:
        root = parse_nodes(reader.decode(path.read_bytes()), stop_at="body")
        if isinstance(root, Mapping) and "title" not in root.items:
            root = parse_nodes(reader.decode(path.read_bytes()))
    except (OSError, YamlError, UndecodableError):
        return None
    if not isinstance(root, Mapping):
        return None
    entry = reader.entry(root)
    if not entry.title:
        return None
    return entry.head


def parse(data: bytes, path: Path) -> Loaded:
    """Parse the bytes of an entry file; ``path`` names it and gives the slug."""
    reader = _Reader(path)
    try:
        root = parse_nodes(reader.decode(data))
    except UndecodableError as error:
        return _nothing(path, *reader.problems, error.problem)
    except YamlError as error:
        place = Location(path, error.line, error.column)
        message = text.clean_line(error.message)
        problem = Problem(place, _ERROR, error.rule, message, error.hint)
        return _nothing(path, *reader.problems, problem)
    if not isinstance(root, Mapping):
        return _nothing(path, _no_mapping(path, root))
    entry = reader.entry(root)
    complete = reader.check_required(root)
    problems = tuple(sort_problems(reader.problems))
    return Loaded(path, entry if complete else None, problems, reader.places)


_ERROR = Severity.ERROR


def _nothing(path: Path, *problems: Problem) -> Loaded:
    return Loaded(path, None, problems, {})


def _no_mapping(path: Path, root: Node | None) -> Problem:
    if root is None or (isinstance(root, Scalar) and root.empty):
        message, hint = "this file is empty", "an entry needs a title and a body"
        return Problem(Location(path), _ERROR, "empty-file", message, hint)
    place = Location(path, root.line, root.column)
    message = f"an entry is a mapping of keys to values, not {kind_of(root)}"
    return Problem(place, _ERROR, "no-mapping", message, "start with 'title: …'")


class _Reader(NodeReader):
    """Turns the nodes of one file into an Entry."""

    def entry(self, root: Mapping) -> Entry:
        values = self.mapping(root, (), ENTRY_KEYS)

        def value(key: str, read: Callable[[Node, KeyPath], T], absent: T) -> T:
            return read(values[key], (key,)) if key in values else absent

        return Entry(
            slug=text.clean_line(self.file.stem),
            title=" ".join(value("title", self.required, "").split()),
            body=value("body", self.required, ""),
            description=value("description", self.line, ""),
            aliases=value("aliases", self.lines_of, ()),
            terms=value("terms", self.terms, ()),
            facts=value("facts", self.facts, {}),
            hy=value("hy", self.armenian_side, None),
            see_also=value("see_also", self.see_also_list, ()),
            references=value("references", self.references, ()),
            categories=value("categories", self.lines_of, ()),
            source=value("source", self.source, None),
        )

    def required(self, node: Node, path: KeyPath) -> str:
        """Read text that an entry can't do without."""
        if isinstance(node, Scalar) and node.empty:
            self.keep_place(path, node)
            message = f"the '{name_of(path)}' is empty; every entry needs one"
            self.at(node, f"no-{name_of(path)}", message)
            return ""
        return self.text(node, path)

    def check_required(self, root: Mapping) -> bool:
        """Note a missing title or body; tell whether both are there."""
        complete = True
        for key in ("title", "body"):
            _, node = root.items.get(key, (None, None))
            complete &= isinstance(node, Scalar) and not node.empty
            if node is None:
                message = f"there is no '{key}'; every entry needs one"
                self.at(root, f"no-{key}", message)
        return complete

    def kept(
        self, path: KeyPath, items: tuple[T, ...], keep: Iterable[object]
    ) -> tuple[T, ...]:
        """Drop items of a list; the places of the rest follow them."""
        order = list(compress(range(len(items)), keep))
        if len(order) == len(items):
            return items
        depth = len(path)
        new: dict[str | int, int] = {old: new for new, old in enumerate(order)}
        for old in [place for place in self.places if place[:depth] == path != place]:
            place = self.places.pop(old)
            if old[depth] in new:
                self.places[*path, new[old[depth]], *old[depth + 1 :]] = place
        return tuple(items[index] for index in order)

    def facts(self, node: Node, path: KeyPath) -> dict[str, str]:
        values = self.mapping(node, path)
        read = {}
        for key, value in values.items():
            label = text.clean_line(key)
            read[label] = self.line(value, (*path, label))
        return {key: value for key, value in read.items() if value}

    def terms(self, node: Node, path: KeyPath) -> tuple[Term, ...]:
        terms = self.list_of(node, path, self.term)
        return self.kept(path, terms, [term != Term() for term in terms])

    def term(self, node: Node, path: KeyPath) -> Term:
        values = self.mapping(node, path, TERM_KEYS)
        words = {
            key: self.line(values[key], (*path, key))
            for key in ("hy", "en", "romanization", "literal", "note")
            if key in values
        }
        ipa = forms = None
        if "ipa" in values:
            ipa = self.ipa(values["ipa"], (*path, "ipa"))
        if "forms" in values:
            forms = self.lines_of(values["forms"], (*path, "forms"))
        orthography = ORTHOGRAPHIES[0]
        if "orthography" in values:
            place = (*path, "orthography")
            orthography = self.one_of(values["orthography"], place, ORTHOGRAPHIES)
        if values and not (words.get("hy") or words.get("en")):
            self.at(node, "empty-term", "a term needs 'hy' or 'en'")
        return Term(ipa=ipa, forms=forms or (), orthography=orthography, **words)

    def ipa(self, node: Node, path: KeyPath) -> Ipa:
        return Ipa(**self.lines_by_key(node, path, IPA_KEYS))

    def lines_by_key(
        self, node: Node, path: KeyPath, known: list[str]
    ) -> dict[str, str]:
        values = self.mapping(node, path, known)
        return {
            key: self.line(value, (*path, key))
            for key, value in values.items()
            if key in known
        }

    def armenian_side(self, node: Node, path: KeyPath) -> ArmenianSide:
        values = self.mapping(node, path, SIDE_KEYS)
        read: dict[str, str] = {
            key: self.line(values[key], (*path, key))
            for key in ("title", "description")
            if key in values
        }
        if "body" in values:
            read["body"] = self.text(values["body"], (*path, "body"))
        if "status" in values:
            place = (*path, "status")
            read["status"] = self.one_of(values["status"], place, STATUSES)
        return ArmenianSide(**read)

    def see_also_list(self, node: Node, path: KeyPath) -> tuple[SeeAlso, ...]:
        links = self.list_of(node, path, self.see_also)
        return self.kept(path, links, [it.entry or it.title or it.url for it in links])

    def see_also(self, node: Node, path: KeyPath) -> SeeAlso:
        if isinstance(node, Scalar):
            return SeeAlso(entry=self.line(node, path))
        read = self.lines_by_key(node, path, SEE_ALSO_KEYS)
        if isinstance(node, Mapping) and not (read.get("entry") or read.get("title")):
            message = "a see-also link needs 'entry' (a slug) or 'title'"
            self.at(node, "empty-link", message)
        return SeeAlso(**read)

    def source(self, node: Node, path: KeyPath) -> Source:
        values = self.mapping(node, path, SOURCE_KEYS)
        read = {
            key: self.line(values[key], (*path, key))
            for key in ("title", "url", "license")
            if key in values
        }
        retrieved = None
        if "retrieved" in values:
            retrieved = self.date(values["retrieved"], (*path, "retrieved"))
        return Source(retrieved=retrieved, **read)

    def references(self, node: Node, path: KeyPath) -> tuple[Reference, ...]:
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
                self.add(place.line, place.column, _ERROR, rule, message, hint)
        keep = [it.id and new for it, new in zip(references, unique, strict=True)]
        return self.kept(path, references, keep)

    def reference(self, node: Node, path: KeyPath) -> Reference:
        values = self.mapping(node, path, REFERENCE_KEYS)
        if values and "id" not in values:
            self.at(node, "no-id", "a reference needs an 'id' for markers to call")
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
                variables[key] = self.line(value, place)
            elif key in REFERENCE_KEYS:
                own[key.replace("-", "_")] = self.line(value, place)
        self.check_type(own, values, path)
        further = own.pop("further", "false")
        return Reference(
            id=own.pop("id", ""),
            names={key: value for key, value in names.items() if value},
            dates=read_dates,
            variables={key: value for key, value in variables.items() if value},
            archived=archived,
            further=self.flag(further, values.get("further"), (*path, "further")),
            **own,
        )

    def check_type(
        self, own: dict[str, str], values: dict[str, Node], path: KeyPath
    ) -> None:
        kind = own.get("type")
        if kind is None or kind in csl.TYPES:
            return
        del own["type"]
        if kind:
            message = f"unknown type {text.quote(kind)}"
            if nearest := text.find_nearest(kind, sorted(csl.TYPES)):
                message += f"; the nearest known type is '{nearest[0]}'"
            self.at(values["type"], "unknown-type", message, warn=True)

    def flag(self, value: str, node: Node | None, path: KeyPath) -> bool:
        if value.lower() in ("true", "yes"):
            return True
        if node is not None and value.lower() not in ("false", "no", ""):
            message = (
                f"'{name_of(path)}' must be true or false, not {text.quote(value)}"
            )
            self.at(node, "wrong-type", message)
        return False

    def names(self, node: Node, path: KeyPath) -> tuple[Name, ...]:
        if isinstance(node, Sequence):
            names = self.list_of(node, path, self.name)
        else:  # one name needs no list
            names = (self.name(node, path),)
        return tuple(name for name in names if name != Name())

    def name(self, node: Node, path: KeyPath) -> Name:
        if isinstance(node, Scalar):
            return _parse_name(self.line(node, path))
        known = sorted(csl.NAME_PARTS)
        read = self.lines_by_key(node, path, known)
        return Name(
            family=read.get("family", ""),
            given=read.get("given", ""),
            suffix=read.get("suffix", ""),
            dropping_particle=read.get("dropping-particle", ""),
            non_dropping_particle=read.get("non-dropping-particle", ""),
            literal=read.get("literal", ""),
        )

    def date(self, node: Node, path: KeyPath) -> Date | None:
        if isinstance(node, Mapping):
            return self.date_mapping(node, path)
        value = self.line(node, path)
        if not value:
            return None
        if dates.is_edtf(value):
            return Date(edtf=value)
        message = f"{text.quote(value)} is no date; kept as text"
        hint = "write 2005-09-14, 2005-09, 1997-24/1998 or 1905~; other words as "
        self.at(node, "bad-date", message, hint + "{literal: …}", warn=True)
        return Date(literal=value)

    def date_mapping(self, node: Mapping, path: KeyPath) -> Date | None:
        values = self.mapping(node, path, DATE_KEYS)
        read = {
            key: self.line(value, (*path, key))
            for key, value in values.items()
            if key in DATE_KEYS and key != "date-parts"
        }
        if "date-parts" in values:
            parts = self.date_parts(values["date-parts"], (*path, "date-parts"))
            circa = read.get("circa", "").lower() not in ("", "0", "false", "no")
            edtf = dates.from_date_parts(parts, read.get("season", ""), circa)
            if edtf:
                return Date(edtf=edtf)
            self.at(node, "bad-date", "these date-parts give no date", warn=True)
        literal = read.get("literal") or read.get("raw")
        return Date(literal=literal) if literal else None

    def date_parts(self, node: Node, path: KeyPath) -> list[list[str]]:
        def dates_of(part: Node, place: KeyPath) -> tuple[str, ...]:
            return self.list_of(part, place, self.line)

        return [list(part) for part in self.list_of(node, path, dates_of)]


def _parse_name(value: str) -> Name:
    """Read ``Family, Given`` as its two parts, anything else as one literal."""
    family, comma, given = value.partition(",")
    if comma and family.strip() and given.strip() and "," not in given:
        return Name(family=family.strip(), given=given.strip())
    return Name(literal=value)
