"""The JSON of `refs`: references with what they support, footnotes, works."""

from collections.abc import Sequence

from wikicli.article.footnotes import Call, Footnote, Footnotes
from wikicli.article.markup import Note, TitleOf, iter_spans, plain_text
from wikicli.base.model import Reference
from wikicli.library.choosing import ChosenReferences, Selection
from wikicli.library.works import Work
from wikicli.references import citation
from wikicli.references.export.csl import csl_item
from wikicli.render.json import JsonObject


def choice_json(choice: ChosenReferences, title_of: TitleOf) -> JsonObject:
    """Return references of one entry or, as a list of such, of several."""
    shapes = [_selection(part, title_of) for part in choice.selections]
    return {"entries": shapes} if choice.several else shapes[0]


def nothing_json(slugs: Sequence[str]) -> JsonObject:
    """Return what there is of entries without such references."""
    if len(slugs) > 1:
        return {"entries": []}
    return {"entry": slugs[0], "references": [], "notes": []}


def _selection(selection: Selection, title_of: TitleOf) -> JsonObject:
    """Return references of an entry; those that no marker calls have no number."""
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
                "text": _text(note, title_of),
                "supports": [_call(call) for call in note.calls],
            }
            for note in selection.notes
        ],
    }


def _reference(
    reference: Reference, number: int | None, locator: str, calls: Sequence[Call]
) -> JsonObject:
    return {
        "number": number,
        "id": reference.id,
        **cited_json(reference, locator),
        "quote": reference.quote,
        "supports": [_call(call) for call in calls],
    }


def cited_json(reference: Reference, locator: str = "") -> JsonObject:
    """Return a record as CSL has it, and as the line of a citation."""
    line = citation.format_line(reference, locator)
    return {"csl": csl_item(reference), "line": line}


def footnotes_json(footnotes: Footnotes, title_of: TitleOf) -> list[JsonObject]:
    """Return the footnotes that an article shows: label, kind, id, line, calls."""
    return [
        {
            "label": footnote.label,
            "kind": "note" if isinstance(footnote.content, Note) else "reference",
            "id": footnote.content.id,
            "text": _text(footnote, title_of),
            "backlinks": [_call(call) for call in footnote.calls],
        }
        for footnote in (*footnotes.references, *footnotes.notes)
    ]


def _call(call: Call) -> JsonObject:
    return {
        "section": call.section,
        "language": "hy" if call.in_hy else "en",
        "sentence": call.sentence,
        "locator": call.locator,
    }


def _text(footnote: Footnote, title_of: TitleOf) -> str:
    content = footnote.content
    if isinstance(content, Reference):
        return citation.format_line(content, footnote.locator)
    units = iter_spans(content.blocks)
    return " ".join(plain_text(spans, title_of) for spans in units)


def works_json(works: Sequence[Work]) -> JsonObject:
    """Return the works of a library, each with the references that are of it."""
    return {"total": len(works), "works": [_work(work) for work in works]}


def _work(work: Work) -> JsonObject:
    ids: dict[str, list[str]] = {slug: [] for slug in work.entries}
    for slug, name in work.citations:
        ids[slug].append(name)
    return {
        **cited_json(work.reference),
        "entries": [{"slug": slug, "ids": names} for slug, names in ids.items()],
    }
