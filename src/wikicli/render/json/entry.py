"""The JSON that scripts get: keys are the words of the entry format, shapes stable.

Fields of an entry stand under their YAML names; ``docs/json.md`` describes the rest.
Every string is safe to print: entries are cleaned when they are read.
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wikicli.article.footnotes import Call, Footnote, Footnotes
from wikicli.article.markup import Note, Section, TitleOf, iter_spans, plain_text
from wikicli.base.model import (
    ArmenianSide,
    Date,
    Entry,
    Head,
    Ipa,
    Name,
    Origin,
    Reference,
    SeeAlso,
    Term,
)
from wikicli.base.text import clean_line
from wikicli.language import armenian
from wikicli.library.choosing import ChosenReferences, Selection
from wikicli.library.coverage import Coverage, CoverageReport, Share
from wikicli.library.works import Work
from wikicli.references import citation
from wikicli.references.entry_citation import EntryCitation
from wikicli.references.export.csl import csl_item

if TYPE_CHECKING:
    from wikicli.language.romanization import Romanization
    from wikicli.library.config import Settings
    from wikicli.library.glossary import Conflict, Match, TermUse
    from wikicli.library.hits import Hit, Result
    from wikicli.library.library import Library

JsonObject = dict[str, Any]


def format_json(value: object, escaped: bool = False) -> str:
    """Format a value as JSON, indented; ``escaped`` leaves nothing but ASCII."""
    return json.dumps(value, ensure_ascii=escaped, indent=2)


def entry_json(entry: Entry, footnotes: Footnotes, title_of: TitleOf) -> JsonObject:
    """Return an entry: every field, its sections, its numbered footnotes."""
    sections = footnotes.article.body.sections
    return {
        "slug": entry.slug,
        "title": entry.title,
        "description": entry.description,
        "aliases": list(entry.aliases),
        "terms": [_term(term) for term in entry.terms],
        "facts": dict(entry.facts),
        "body": entry.body,
        "hy": _fields(entry.hy),
        "see_also": [_fields(link) for link in entry.see_also],
        "references": [_record(reference) for reference in entry.references],
        "categories": list(entry.categories),
        "source": _source(entry.source),
        "sections": [_section(section, title_of) for section in sections],
        "footnotes": footnotes_json(footnotes, title_of),
    }


def footnotes_json(footnotes: Footnotes, title_of: TitleOf) -> list[JsonObject]:
    """Return the footnotes that an article shows: label, kind, id, line, calls."""
    return [
        {
            "label": footnote.label,
            "kind": "note" if isinstance(footnote.content, Note) else "reference",
            "id": footnote.content.id,
            "text": _footnote_text(footnote, title_of),
            "backlinks": [_call(call) for call in footnote.calls],
        }
        for footnote in (*footnotes.references, *footnotes.notes)
    ]


def references_json(selection: Selection, title_of: TitleOf) -> JsonObject:
    """Return references of an entry with what each of them supports.

    Those that no marker calls have no number.
    """
    return {
        "entry": selection.entry.slug,
        "references": [
            *(
                _reference(item.content, int(item.label), item.locator, item.calls)
                for item in selection.references
                if isinstance(item.content, Reference)
            ),
            *(_reference(item, None, "", ()) for item in selection.further),
        ],
        "notes": [
            {
                "label": note.label,
                "id": note.content.id,
                "text": _footnote_text(note, title_of),
                "supports": [_call(call) for call in note.calls],
            }
            for note in selection.notes
        ],
    }


def choice_json(choice: ChosenReferences, title_of: TitleOf) -> JsonObject:
    """Return references of one entry or, as a list of such, of several."""
    shapes = [references_json(part, title_of) for part in choice.selections]
    return {"entries": shapes} if choice.several else shapes[0]


def works_json(works: Sequence[Work]) -> JsonObject:
    """Return the works of a library, each with the references that are of it."""
    return {"total": len(works), "works": [_work(work) for work in works]}


def _work(work: Work) -> JsonObject:
    ids: dict[str, list[str]] = {slug: [] for slug in work.entries}
    for slug, name in work.citations:
        ids[slug].append(name)
    return {
        "csl": csl_item(work.reference),
        "line": citation.format_line(work.reference),
        "entries": [{"slug": slug, "ids": names} for slug, names in ids.items()],
    }


def cite_json(entry: Entry, cited: EntryCitation) -> JsonObject:
    """Return how an entry is cited, and what it was adapted from."""
    line = citation.format_line(cited.reference)
    return {
        "entry": entry.slug,
        "csl": csl_item(cited.reference),
        "line": line,
        "source": _source(entry.source),
    }


def coverage_json(report: CoverageReport) -> JsonObject:
    """Return the coverage of entries, and of all of them together."""
    return {
        "entries": [{"entry": it.slug, **_coverage(it)} for it in report.entries],
        "total": _coverage(report.total),
    }


def _coverage(item: Coverage) -> JsonObject:
    return {
        "sentences": _share(item.sentences),
        "paragraphs": _share(item.paragraphs),
        "references": item.references,
        "works": item.works,
        "kinds": dict(item.kinds),
        "oldest_access": item.accessed.edtf if item.accessed else None,
        "without_link": item.unlinked,
        "with_quote": item.quoted,
    }


def _share(share: Share) -> JsonObject:
    return {"with_source": share.covered, "total": share.total}


def result_json(result: "Result") -> JsonObject:
    """Return the result of a search."""
    return {
        "query": clean_line(result.query),
        "total": result.total,
        "near": result.near,
        "took_ms": round(result.took_ms, 3),
        "hits": [_hit(hit) for hit in result.hits],
    }


def list_json(heads: Sequence[Head]) -> JsonObject:
    """Return a list of entries."""
    return {"total": len(heads), "entries": [_head(head) for head in heads]}


def where_json(library: "Library", settings: "Settings") -> JsonObject:
    """Return what is in force and why: sources, settings, the places of files."""
    file = settings.file
    return {
        "sources": [
            {
                "path": clean_line(source.path),
                "reason": source.reason,
                "present": source.present,
                "entries": len(source.files),
            }
            for source in library.sources
        ],
        "entries": len(library.files),
        "config": {"path": clean_line(file.path), "present": file.present},
        "settings": {
            "language": settings.language._asdict(),
            "romanization": settings.romanization._asdict(),
            "notes": settings.notes._asdict(),
        },
        "index": clean_line(library.index_place),
        "cache": clean_line(library.cache),
    }


def glossary_json(
    uses: Sequence["TermUse"],
    conflicts: Sequence["Conflict"],
    romanization: "Romanization",
) -> JsonObject:
    """Return the terms of a library, and what its entries say differently."""
    return {
        "standard": romanization.standard,
        "total": len(uses),
        "terms": [_used_term(use, romanization) for use in uses],
        "conflicts": [_conflict(conflict) for conflict in conflicts],
    }


def entry_terms_json(
    slug: str, uses: Sequence["TermUse"], romanization: "Romanization"
) -> JsonObject:
    """Return the terms of an entry."""
    return {
        "entry": slug,
        "standard": romanization.standard,
        "total": len(uses),
        "terms": [_used_term(use, romanization) for use in uses],
    }


def matches_json(
    word: str, matches: Sequence["Match"], romanization: "Romanization"
) -> JsonObject:
    """Return the terms that a word leads to, the closest first."""
    return {
        "query": clean_line(word),
        "standard": romanization.standard,
        "total": len(matches),
        "terms": [
            {"match": closeness.name.lower(), **_used_term(use, romanization)}
            for use, closeness in matches
        ],
    }


def romanized_json(text: str, standard: str | None, orthography: str) -> JsonObject:
    """Return a text, and in Latin letters by a standard, or by all of them."""
    standards = [standard] if standard else armenian.STANDARDS
    return {
        "text": text,
        "orthography": orthography,
        "romanizations": {
            name: "\n".join(
                armenian.romanize(line, name, orthography) for line in text.split("\n")
            )
            for name in standards
        },
    }


def _used_term(use: "TermUse", romanization: "Romanization") -> JsonObject:
    """Return a term with both romanizations: by the standard, and established."""
    fields = _term(use.term)
    return {
        "hy": fields.pop("hy"),
        "en": fields.pop("en"),
        "romanization": romanization.compute(use.term),
        "established": fields.pop("romanization"),
        **fields,
        "entries": list(use.entries),
    }


def _conflict(conflict: "Conflict") -> JsonObject:
    readings = [
        {"text": reading.text, "entries": list(reading.entries)}
        for reading in conflict.readings
    ]
    return {"of": conflict.of, "text": conflict.text, "readings": readings}


def _head(head: Head) -> JsonObject:
    return {
        "slug": head.slug,
        "title": head.title,
        "hy": head.hy,
        "description": head.description,
        "categories": list(head.categories),
    }


def _hit(hit: "Hit") -> JsonObject:
    snippet = None
    if hit.snippet:
        snippet = {
            "section": hit.snippet.section,
            "text": hit.snippet.text,
            "marks": [list(mark) for mark in hit.snippet.marks],
        }
    return {
        "slug": hit.head.slug,
        "title": hit.head.title,
        "hy": hit.head.hy,
        "description": hit.head.description,
        "score": round(hit.score, 4),
        "near": hit.near,
        "field": hit.field,
        "snippet": snippet,
    }


def _reference(
    reference: Reference, number: int | None, locator: str, calls: Sequence[Call]
) -> JsonObject:
    return {
        "number": number,
        "id": reference.id,
        "csl": csl_item(reference),
        "line": citation.format_line(reference, locator),
        "quote": reference.quote,
        "supports": [_call(call) for call in calls],
    }


def _record(reference: Reference) -> JsonObject:
    """Return a reference under the keys of its entry file."""
    return {
        "id": reference.id,
        "type": reference.type,
        **{key: [_name(n) for n in names] for key, names in reference.names.items()},
        **{key: _date(date) for key, date in reference.dates.items()},
        **reference.variables,
        **_own_fields(reference),
    }


def _own_fields(reference: Reference) -> JsonObject:
    fields = {
        "quote": reference.quote,
        "archive-url": reference.archive_url,
        "archived": _date(reference.archived),
        "url-status": reference.url_status,
        "trans-title": reference.trans_title,
        "script-title": reference.script_title,
        "author-link": reference.author_link,
        "further": reference.further,
    }
    return {key: value for key, value in fields.items() if value}


def _date(date: Date | None) -> str | JsonObject:
    """Return a date as text; one that has words of its own beside EDTF has both."""
    if date is None:
        return ""
    both = date.edtf and date.literal
    return date._asdict() if both else date.edtf or date.literal


def _name(name: Name) -> JsonObject:
    parts = {
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "dropping-particle": name.dropping_particle,
        "non-dropping-particle": name.non_dropping_particle,
        "literal": name.literal,
        "comma-suffix": name.comma_suffix,
        "static-ordering": name.static_ordering,
        "parse-names": name.parse_names,
    }
    return {key: value for key, value in parts.items() if value}


def _term(term: Term) -> JsonObject:
    return {
        "hy": term.hy,
        "en": term.en,
        "romanization": term.romanization,
        "ipa": _fields(term.ipa),
        "orthography": term.orthography,
        "forms": list(term.forms),
        "literal": term.literal,
        "note": term.note,
    }


def _fields(part: Ipa | ArmenianSide | SeeAlso | None) -> JsonObject | None:
    """Return a part of an entry whose fields all stand under their own names."""
    return None if part is None else part._asdict()


def _source(source: Origin | None) -> JsonObject | None:
    if source is None:
        return None
    return {
        "title": source.title,
        "url": source.url,
        "license": source.license,
        "retrieved": _date(source.retrieved),
    }


def _section(section: Section, title_of: TitleOf) -> JsonObject:
    return {"title": plain_text(section.title, title_of), "level": section.level}


def _call(call: Call) -> JsonObject:
    return {
        "section": call.section,
        "language": "hy" if call.in_hy else "en",
        "sentence": call.sentence,
        "locator": call.locator,
    }


def _footnote_text(footnote: Footnote, title_of: TitleOf) -> str:
    content = footnote.content
    if isinstance(content, Reference):
        return citation.format_line(content, footnote.locator)
    units = iter_spans(content.blocks)
    return " ".join(plain_text(spans, title_of) for spans in units)
