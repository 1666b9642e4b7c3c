"""Entry files: YAML text to an Entry, its problems and the places of its fields.

One parse for every face. A file gives no Entry only if it can't be decoded, is no
YAML of the kind entries are written in, or lacks a title or a body; every other
fault is a problem beside the Entry. ``docs/entry-format.md`` describes the format.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from wikicli.base import text
from wikicli.base.model import ArmenianSide, Entry, Head, Ipa, Origin, SeeAlso, Term
from wikicli.base.problems import (
    FieldProblem,
    KeyPath,
    Location,
    Problem,
    Severity,
    sort_problems,
)
from wikicli.entry.nodes import Place, UndecodableError, kind_of, name_of
from wikicli.entry.records import ReferenceReader
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, YamlError, parse_nodes
from wikicli.language.armenian import is_armenian

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
ORTHOGRAPHIES = ("reformed", "classical")
STATUSES = ("unreviewed", "reviewed")

MAX_DESCRIPTION = 90
"""The most characters of a description: a line of a list."""


class Loaded(NamedTuple):
    """What one file gave: an entry or none, all problems, the places of fields."""

    path: Path
    entry: Entry | None
    problems: tuple[Problem, ...]
    places: dict[KeyPath, Place]

    def place_of(self, path: KeyPath) -> Place:
        """Return where a field stands, or the nearest part of the entry that does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))

    def locate(self, problem: FieldProblem) -> Problem:
        """Give a problem within a field its place in the file."""
        place = self.place_of(problem.path)
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


class _Reader(ReferenceReader):
    """Turns the nodes of one file into an Entry."""

    def entry(self, root: Mapping) -> Entry:
        values = self.mapping(root, (), ENTRY_KEYS)

        def value(key: str, read: Callable[[Node, KeyPath], T], absent: T) -> T:
            return read(values[key], (key,)) if key in values else absent

        return Entry(
            slug=text.clean_line(self.file.stem),
            title=value("title", self.required_line, ""),
            body=value("body", self.required, ""),
            description=value("description", self.plain, ""),
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

    def required_line(self, node: Node, path: KeyPath) -> str:
        """Read one line that an entry can't do without."""
        is_empty = isinstance(node, Scalar) and node.empty
        return (self.required if is_empty else self.plain)(node, path)

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
            key: self.plain(values[key], (*path, key))
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
        if "hy" in words:
            self.check_armenian(values["hy"], words["hy"], (*path, "hy"))
        if is_armenian(words.get("romanization", "")):
            message = f"'{name_of((*path, 'romanization'))}' is in Armenian letters"
            hint = "write an established English spelling, or leave it out"
            node = values["romanization"]
            self.at(node, "armenian-romanization", message, hint, warn=True)
        return Term(ipa=ipa, forms=forms or (), orthography=orthography, **words)

    def ipa(self, node: Node, path: KeyPath) -> Ipa:
        ipa = Ipa(**self.lines_by_key(node, path, IPA_KEYS))
        keys = set(node.items) if isinstance(node, Mapping) else {"?"}
        if not keys <= set(IPA_KEYS):  # there is a problem already
            return ipa
        if keys <= {"source"}:
            message = f"'{name_of(path)}' has neither 'east' nor 'west'"
            self.at(node, "empty-ipa", message, warn=True)
        elif "source" not in keys:
            message = f"'{name_of(path)}' has no 'source'"
            hint = "say where the transcription was found"
            self.at(node, "ipa-without-source", message, hint, warn=True)
        return ipa

    def check_armenian(self, node: Node, value: str, path: KeyPath) -> None:
        """Note a value that is to be Armenian and has no Armenian letter."""
        if value and not is_armenian(value):
            message = f"'{name_of(path)}' has no Armenian letter"
            hint = "write it in Armenian script"
            self.at(node, "no-armenian", message, hint, warn=True)

    def lines_by_key(
        self, node: Node, path: KeyPath, known: list[str]
    ) -> dict[str, str]:
        values = self.mapping(node, path, known)
        return {
            key: (self.url if key == "url" else self.plain)(value, (*path, key))
            for key, value in values.items()
            if key in known
        }

    def armenian_side(self, node: Node, path: KeyPath) -> ArmenianSide:
        values = self.mapping(node, path, SIDE_KEYS)
        read: dict[str, str] = {
            key: self.plain(values[key], (*path, key))
            for key in ("title", "description")
            if key in values
        }
        if "body" in values:
            read["body"] = self.text(values["body"], (*path, "body"))
        for key in {"title", "body"} & read.keys():
            self.check_armenian(values[key], read[key], (*path, key))
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

    def source(self, node: Node, path: KeyPath) -> Origin:
        values = self.mapping(node, path, SOURCE_KEYS)
        read = {
            key: (self.url if key == "url" else self.plain)(values[key], (*path, key))
            for key in ("title", "url", "license")
            if key in values
        }
        retrieved = None
        if "retrieved" in values:
            retrieved = self.date(values["retrieved"], (*path, "retrieved"))
        return Origin(retrieved=retrieved, **read)
