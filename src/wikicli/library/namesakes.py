"""What else a name means that led to an entry."""

from typing import TYPE_CHECKING, NamedTuple

from wikicli.base.model import Entry, Head
from wikicli.search.words import name_key

if TYPE_CHECKING:
    from wikicli.search.index import Index, Several


class Namesakes(NamedTuple):
    """A name that led to an entry, if as an alias of it, and what else bears it."""

    name: str
    is_alias: bool
    others: tuple[Head, ...]


def find(name: str, entry: Entry, index: "Index | Several") -> Namesakes | None:
    """Find what else bears a name; None for one of an entry alone that is no alias."""
    found = [it for it in index.find_bearers(name) if it.slug != entry.slug]
    own, key = (entry.title, entry.headword), name_key(name)
    is_alias = key in map(name_key, entry.aliases) and key not in map(name_key, own)
    return Namesakes(name, is_alias, tuple(found)) if found or is_alias else None
