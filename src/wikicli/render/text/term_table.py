"""Terms as a table for other programs: CSV and TSV, a term a line under a header."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from wikicli.base.model import Ipa
from wikicli.language.romanization import Romanization
from wikicli.library.glossary import TermUse
from wikicli.library.lookup import Match

SEPARATOR = "; "
"""Between several values in one field."""

Table = Sequence[Mapping[str, str]]


def term_rows(uses: Iterable[TermUse], romanization: Romanization) -> Table:
    """Return a row for each term: every field under its name."""
    return [_row(use, romanization) for use in uses]


def match_rows(matches: Iterable[Match], romanization: Romanization) -> Table:
    """Return the rows of terms that a word leads to, first how close it is."""
    return [
        {"match": match.closeness.name.lower(), **_row(match.use, romanization)}
        for match in matches
    ]


def _row(use: TermUse, romanization: Romanization) -> dict[str, str]:
    term, ipa = use.term, use.term.ipa or Ipa()
    return {
        "hy": term.hy,
        "romanization": romanization.compute(term),
        "en": term.en,
        "established": term.romanization,
        "literal": term.literal,
        "ipa_east": ipa.east,
        "ipa_west": ipa.west,
        "ipa_source": ipa.source,
        "orthography": term.orthography,
        "forms": SEPARATOR.join(term.forms),
        "note": term.note,
        "entries": SEPARATOR.join(use.entries),
    }


def format_csv(rows: Table) -> str:
    """Format rows as CSV (RFC 4180), but that lines end as everywhere in Unix."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def format_tsv(rows: Table) -> str:
    """Format rows as text/tab-separated-values: no field has a tab or a line end."""
    lines = [list(rows[0]), *(list(row.values()) for row in rows)]
    return "".join("\t".join(line) + "\n" for line in lines)
