"""Entry files: YAML text to an Entry, its problems and the places of its fields.

One parse for every face. A file gives no Entry only if it can't be decoded, is no
YAML of the kind entries are written in, or lacks a title or a body; every other
fault is a problem beside the Entry. ``docs/entry-format.md`` describes the format.
"""

from pathlib import Path
from typing import Any, NamedTuple

from wikicli.base import text
from wikicli.base.model import ArmenianSide, Entry, Head, Ipa, Origin, SeeAlso, Term
from wikicli.base.problems import (
    FieldProblem,
    KeyPath,
    Location,
    Problem,
    sort_problems,
    unreadable,
)
from wikicli.entry.fields import PARTS
from wikicli.entry.nodes import Place, items_of, kind_of, name_of
from wikicli.entry.records import ReferenceReader
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, YamlError, parse_nodes
from wikicli.language.armenian import is_armenian

_REQUIRED = {"title": "no-title", "body": "no-body"}
"""What an entry can't do without, and the rule that says so."""

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
        return _nothing(path, unreadable(path, error))
    return parse(data, path)


def read_head(path: Path) -> Head | None:
    """Read what a link shows of an entry, stopping at its body; None if unreadable."""
    reader = _Reader(path)
    try:
        root = parse_nodes(reader.decode(path.read_bytes()), stop_at="body")
        if isinstance(root, Mapping) and "title" not in root.items:
            root = parse_nodes(reader.decode(path.read_bytes()))
    except (OSError, YamlError):
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
    except YamlError as error:
        place = Location(path, error.line, error.column)
        message = text.clean_line(error.message)
        problem = Problem.of(place, error.rule, message, error.hint)
        return _nothing(path, *reader.problems, problem)
    if not isinstance(root, Mapping):
        return _nothing(path, _no_mapping(path, root))
    entry = reader.entry(root)
    complete = reader.check_required(root)
    problems = tuple(sort_problems(reader.problems))
    return Loaded(path, entry if complete else None, problems, reader.places)


def _nothing(path: Path, *problems: Problem) -> Loaded:
    return Loaded(path, None, problems, {})


def _no_mapping(path: Path, root: Node | None) -> Problem:
    if root is None or (isinstance(root, Scalar) and root.empty):
        message, hint = "this file is empty", "an entry needs a title and a body"
        return Problem.of(Location(path), "empty-file", message, hint)
    place = Location(path, root.line, root.column)
    message = f"an entry is a mapping of keys to values, not {kind_of(root)}"
    return Problem.of(place, "no-mapping", message, "start with 'title: …'")


class _Reader(ReferenceReader):
    """Turns the nodes of one file into an Entry."""

    def entry(self, root: Mapping) -> Entry:
        values = {"title": "", "body": ""} | self.part(root, "entry")
        return Entry(slug=text.clean_line(self.file.stem), **values)

    def value(self, node: Node, kind: str, path: KeyPath) -> Any:
        """Read a value; an empty title or body is noted with what is missing."""
        if path in (("title",), ("body",)) and isinstance(node, Scalar) and node.empty:
            self.keep_place(path, node)
            return ""
        return super().value(node, kind, path)

    def check_required(self, root: Mapping) -> bool:
        """Note a missing title or body; tell whether both are there."""
        complete = True
        for key, rule in _REQUIRED.items():
            node = items_of(root).get(key)
            empty = isinstance(node, Scalar) and node.empty
            complete &= isinstance(node, Scalar) and not empty
            if node is None:
                self.at(root, rule, f"there is no '{key}'; every entry needs one")
            elif empty:
                self.at(node, rule, f"the '{key}' is empty; every entry needs one")
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
        nodes, read = items_of(node), self.part(node, "term", path)
        if nodes and not (read.get("hy") or read.get("en")):
            self.at(node, "empty-term", "a term needs 'hy' or 'en'")
        self.check_armenian(nodes, read, "hy", path)
        if is_armenian(read.get("romanization", "")):
            message = f"'{name_of((*path, 'romanization'))}' is in Armenian letters"
            hint = "write an established English spelling, or leave it out"
            node = nodes["romanization"]
            self.at(node, "armenian-romanization", message, hint)
        return Term(**read)

    def ipa(self, node: Node, path: KeyPath) -> Ipa:
        ipa = Ipa(**self.part(node, "ipa", path))
        keys = set(node.items) if isinstance(node, Mapping) else {"?"}
        if not keys <= PARTS["ipa"].keys():  # there is a problem already
            return ipa
        if keys <= {"source"}:
            message = f"'{name_of(path)}' has neither 'east' nor 'west'"
            self.at(node, "empty-ipa", message)
        elif "source" not in keys:
            message = f"'{name_of(path)}' has no 'source'"
            hint = "say where the transcription was found"
            self.at(node, "ipa-without-source", message, hint)
        return ipa

    def check_armenian(
        self, nodes: dict[str, Node], read: dict[str, str], key: str, path: KeyPath
    ) -> None:
        """Note a value that is to be Armenian and has no Armenian letter."""
        if read.get(key) and not is_armenian(read[key]):
            message = f"'{name_of((*path, key))}' has no Armenian letter"
            hint = "write it in Armenian script"
            self.at(nodes[key], "no-armenian", message, hint)

    def side(self, node: Node, path: KeyPath) -> ArmenianSide:
        nodes, read = items_of(node), self.part(node, "side", path)
        for key in ("title", "body"):
            self.check_armenian(nodes, read, key, path)
        return ArmenianSide(**read)

    def see_also_list(self, node: Node, path: KeyPath) -> tuple[SeeAlso, ...]:
        links = self.list_of(node, path, self.see_also)
        return self.kept(path, links, [it.entry or it.title or it.url for it in links])

    def see_also(self, node: Node, path: KeyPath) -> SeeAlso:
        if isinstance(node, Scalar):
            return SeeAlso(entry=self.line(node, path))
        read = self.part(node, "see_also", path)
        if isinstance(node, Mapping) and not (read.get("entry") or read.get("title")):
            message = "a see-also link needs 'entry' (a slug) or 'title'"
            self.at(node, "empty-link", message)
        return SeeAlso(**read)

    def source(self, node: Node, path: KeyPath) -> Origin:
        return Origin(**self.part(node, "source", path))
