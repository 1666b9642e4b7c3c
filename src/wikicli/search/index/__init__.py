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
from wikicli.search.index.several import Several
from wikicli.search.index.store import (
    IndexBuilder,
    IndexState,
    find_state,
    open_index,
    open_packed,
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
    "IndexBuilder",
    "IndexState",
    "Passage",
    "Prepared",
    "Row",
    "Several",
    "Way",
    "find_state",
    "open_index",
    "open_packed",
    "prepare",
    "remove_indexes",
]
