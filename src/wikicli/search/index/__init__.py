"""The search index of a library: derived from its entries, never the truth.

`documents` says what it holds, `queries` what can be asked of it; `searcher` asks;
`store` builds, keeps and removes indexes, `updating` makes one of the one before it.
"""

from wikicli.search.index.asking import Asking
from wikicli.search.index.documents import (
    FIELDS,
    FORMAT,
    NAMED,
    Passage,
    Prepared,
    Row,
    prepare,
)
from wikicli.search.index.searcher import WAYS, Answer, Found, Index, Way
from wikicli.search.index.store import (
    IndexState,
    find_state,
    open_index,
    remove_indexes,
)
from wikicli.search.index.updating import Files

__all__ = [
    "FIELDS",
    "FORMAT",
    "NAMED",
    "WAYS",
    "Answer",
    "Asking",
    "Files",
    "Found",
    "Index",
    "IndexState",
    "Passage",
    "Prepared",
    "Row",
    "Way",
    "find_state",
    "open_index",
    "prepare",
    "remove_indexes",
]
