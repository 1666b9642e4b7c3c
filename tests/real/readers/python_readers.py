"""What libraries from PyPI make of our exports: python_readers.py NAME FILE [STYLE]."""

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

warnings.simplefilter("ignore")


def citeproc_py(path: Path) -> Iterator[tuple[str, Any]]:
    """Print each item of CSL-JSON as a line of a bibliography of its own."""
    from citeproc import (
        Citation,
        CitationItem,
        CitationStylesBibliography,
        CitationStylesStyle,
        formatter,
    )
    from citeproc.source.json import CiteProcJSON

    for item in json.loads(path.read_text("utf-8")):
        name = item["id"]
        try:
            style = CitationStylesStyle(sys.argv[3], locale="en-US", validate=False)
            source = CiteProcJSON([item])
            book = CitationStylesBibliography(style, source, formatter.plain)
            book.register(Citation([CitationItem(name)]))
            line = " ".join(map(str, book.bibliography()))
        except Exception as error:  # noqa: BLE001 - what it can't print is the answer
            line = f"error: {type(error).__name__}: {error}"
        yield name, {"line": line}


def bibtexparser(path: Path) -> Iterator[tuple[str, Any]]:
    """Give the fields of each entry, decoded, names in parts."""
    from bibtexparser import parse_file
    from bibtexparser.middlewares import (
        LatexDecodingMiddleware,
        SeparateCoAuthors,
        SplitNameParts,
    )

    names = [SeparateCoAuthors(), SplitNameParts()]
    plain = parse_file(str(path)).entries_dict
    library = parse_file(
        str(path), append_middleware=[*names, LatexDecodingMiddleware()]
    )
    for entry in library.entries:
        fields = {}
        for name in ("url", "doi", "URL", "DOI"):  # which LaTeX takes as they stand
            if name in entry.fields_dict:
                entry.fields_dict[name].value = plain[entry.key].fields_dict[name].value
        for field in entry.fields:
            value = field.value
            if isinstance(value, list):
                value = [[it.von + it.last, it.first, it.jr] for it in value]
                value = [[" ".join(part) for part in parts] for parts in value]
            fields[field.key] = value
        yield entry.key, fields


def pybtex(path: Path) -> Iterator[tuple[str, Any]]:
    """Give the fields of each entry, names in parts."""
    from pybtex.database import parse_file

    for key, entry in parse_file(str(path), "bibtex").entries.items():
        fields = {name.lower(): value for name, value in entry.fields.items()}
        for role, people in entry.persons.items():
            fields[role.lower()] = [
                [
                    " ".join(it.prelast_names + it.last_names),
                    " ".join(it.first_names + it.middle_names),
                    " ".join(it.lineage_names),
                ]
                for it in people
            ]
        yield key, fields


def rispy(path: Path) -> Iterator[tuple[str, Any]]:
    """Give the fields of each record."""
    import rispy as library

    for record in library.loads(path.read_text("utf-8")):
        yield record["id"], record


if __name__ == "__main__":
    read = {it.__name__: it for it in (citeproc_py, bibtexparser, pybtex, rispy)}
    json.dump(dict(read[sys.argv[1]](Path(sys.argv[2]))), sys.stdout)
