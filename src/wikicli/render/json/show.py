"""The JSON of `show`: an entry with every field, its sections, its footnotes."""

from pathlib import Path
from typing import TYPE_CHECKING

from wikicli.article.footnotes import Footnotes
from wikicli.article.markup import Section, TitleOf, plain_text
from wikicli.base.model import Date, Entry, Reference
from wikicli.base.text import shorten_path
from wikicli.render.json import JsonObject
from wikicli.render.json.fields import date_json, fields_of, origin_json, term_json
from wikicli.render.json.refs import footnotes_json

if TYPE_CHECKING:
    from wikicli.library.namesakes import Namesakes


def entry_json(
    entry: Entry,
    footnotes: Footnotes,
    title_of: TitleOf,
    path: Path,
    namesakes: "Namesakes | None" = None,
) -> JsonObject:
    """Return an entry: every field, its sections, its numbered footnotes.

    The path is that of its file; ``-``, which is standard input, is none. ``namesakes``
    is what else bears the name that led to it, if it was no slug.
    """
    sections = footnotes.article.body.sections
    return {
        "slug": entry.slug,
        "path": "" if path == Path("-") else shorten_path(path),
        "title": entry.title,
        "description": entry.description,
        "aliases": entry.aliases,
        "terms": [term_json(term) for term in entry.terms],
        "facts": dict(entry.facts),
        "body": entry.body,
        "hy": entry.hy and {**entry.hy._asdict(), "facts": dict(entry.hy.facts)},
        "see_also": [fields_of(link) for link in entry.see_also],
        "references": [_record(reference) for reference in entry.references],
        "categories": entry.categories,
        "source": origin_json(entry.source),
        "sections": [_section(section, title_of) for section in sections],
        "footnotes": footnotes_json(footnotes, title_of),
        "namesakes": namesakes and _namesakes(namesakes),
    }


def _record(reference: Reference) -> JsonObject:
    """Return a reference under the keys of its entry file."""
    own = reference._asdict()
    names, dates, variables = (own.pop(it) for it in ("names", "dates", "variables"))
    return {
        "id": own.pop("id"),
        "type": own.pop("type"),
        **{key: [_written(it._asdict()) for it in names[key]] for key in names},
        **{key: date_json(date) for key, date in dates.items()},
        **variables,
        **_written(own),
    }


def _written(fields: JsonObject) -> JsonObject:
    """Return the fields that say something, under their keys of the entry file."""
    shown = {
        key.replace("_", "-"): date_json(value) if isinstance(value, Date) else value
        for key, value in fields.items()
    }
    return {key: value for key, value in shown.items() if value}


def _namesakes(namesakes: "Namesakes") -> JsonObject:
    others = [{"slug": it.slug, "title": it.title} for it in namesakes.others]
    return {**namesakes._asdict(), "others": others}


def _section(section: Section, title_of: TitleOf) -> JsonObject:
    return {"title": plain_text(section.title, title_of), "level": section.level}
