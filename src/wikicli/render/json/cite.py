"""The JSON of `cite`: an entry as a reference."""

from wikicli.base.model import Entry
from wikicli.references.entry_citation import EntryCitation
from wikicli.render.json import JsonObject
from wikicli.render.json.fields import origin_json
from wikicli.render.json.refs import cited_json


def cite_json(entry: Entry, cited: EntryCitation) -> JsonObject:
    """Return how an entry is cited, and what it was adapted from."""
    return {
        "entry": entry.slug,
        **cited_json(cited.reference),
        "source": origin_json(entry.source),
    }
