"""The search index of a library: derived from its entries, never the truth.

`documents` says what it holds, `queries` what can be asked of it; `searcher` asks;
`store` builds, keeps and removes indexes.
"""

from wikicli.search.index.documents import (
    FIELDS,
    FORMAT,
    NAME_RANKS,
    NAMED,
    Passage,
    Row,
)
from wikicli.search.index.searcher import Answer, Found, Index
from wikicli.search.index.store import open_index
from wikicli.search.words import Word, find_words, name_key, query_words, word_key

__all__ = [
    "FIELDS",
    "FORMAT",
    "NAMED",
    "NAME_RANKS",
    "Answer",
    "Found",
    "Index",
    "Passage",
    "Row",
    "Word",
    "find_words",
    "name_key",
    "open_index",
    "query_words",
    "word_key",
]
