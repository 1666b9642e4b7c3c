"""The JSON of `new`, `edit`, `rename`, `delete` and `fmt`: what they wrote."""

from wikicli.base.text import clean_line
from wikicli.keeping.delete import Deletion
from wikicli.keeping.edit import Revised
from wikicli.keeping.fmt import Tidied
from wikicli.keeping.new import NewEntry
from wikicli.keeping.rename import Renaming
from wikicli.render.json import JsonObject
from wikicli.render.json.problems import problem_json


def new_json(entry: NewEntry) -> JsonObject:
    """Return what was written as a new entry."""
    return {
        "slug": entry.slug,
        "title": entry.title,
        "hy": entry.hy,
        "path": clean_line(entry.path),
    }


def revised_json(revised: Revised) -> JsonObject:
    """Return what became of an edited entry."""
    return {
        "slug": clean_line(revised.path.stem),
        "path": clean_line(revised.path),
        "state": revised.state.value,
    }


def renaming_json(plan: Renaming, written: bool) -> JsonObject:
    """Return how an entry was renamed, or would be."""
    return {
        "old": plan.old,
        "new": plan.new,
        "title": plan.title,
        "path": clean_line(plan.path),
        "links": [
            {"path": clean_line(path), "count": count}
            for path, count in plan.links_by_path(written).items()
        ],
        "problems": [problem_json(problem) for problem in plan.problems],
        "written": written,
    }


def deletion_json(plan: Deletion, written: bool) -> JsonObject:
    """Return which entry was deleted, or would be, and what links to it."""
    return {
        "slug": plan.slug,
        "path": clean_line(plan.file),
        "links": [
            {"path": clean_line(path), "count": count}
            for path, count in plan.links.items()
        ],
        "uncovered": clean_line(plan.uncovered) if plan.uncovered else "",
        "written": written,
    }


def tidied_json(tidied: Tidied, written: bool) -> JsonObject:
    """Return which files were formatted, or would be."""
    return {
        "changed": [clean_line(edit.path) for edit in tidied.edits],
        "unchanged": tidied.unchanged,
        "left_alone": [problem_json(problem) for problem in tidied.problems],
        "written": written,
    }
