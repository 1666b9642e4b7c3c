"""Cases, what programs make of them, and what of that is missing."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from programs import HERE, Program, Seen

from wikicli.base.model import Reference
from wikicli.entry import file as entryfile
from wikicli.references.export import FORMATS

_FILES = {"csl-json": "json", "bibtex": "bib", "biblatex": "bib", "ris": "ris"}


class Case(NamedTuple):
    """A record, its group, what varies in it, and the words by field it must give."""

    id: str
    group: str
    form: str
    reference: Reference
    says: Mapping[str, list[str]]


def _cases() -> Iterator[Case]:
    groups = yaml.safe_load((HERE / "cases.yaml").read_text("utf-8"))
    for group, parts in groups.items():
        for name, given in parts["cases"].items():
            record: dict[str, Any] = {"id": name, **parts["base"], **given}
            says = record.pop("says")
            nobody = name[::-1].capitalize()  # no word of what the record says
            record.setdefault("author", {"family": nobody, "given": "Jo"})
            record = {key: value for key, value in record.items() if value != ""}
            entry = {"title": "T", "body": "B", "references": [record]}
            text = yaml.safe_dump(entry, allow_unicode=True)
            loaded = entryfile.parse(text.encode(), Path(f"{name}.yaml")).entry
            assert loaded, name
            form = str(given.get(parts["form"], ""))
            yield Case(name, group, form, loaded.references[0], says)


CASES = list(_cases())


def _deviations() -> dict[str, dict[str, list[str]]]:
    groups = yaml.safe_load((HERE / "deviations.yaml").read_text("utf-8"))
    return {
        program: {case: words for it in parts for case, words in it["lost"].items()}
        for program, parts in groups.items()
    }


DEVIATIONS = _deviations()
"""What programs are known to lose: by program and format, then by case."""


def read_all(
    program: Program, folder: Path, changes: Mapping[str, str] | None = None
) -> Seen:
    """Export all records, with some words changed, and have a program read them."""
    text = FORMATS[program.format]([case.reference for case in CASES])
    for old, new in (changes or {}).items():
        text = text.replace(old, new)
    path = folder / f"refs.{_FILES[program.format]}"
    path.write_text(text, "utf-8")
    return program.read(path)


def find_missing(case: Case, seen: Seen) -> list[str]:
    """Find the words of a record that a program lacks, and years that it has twice."""
    fields = seen.get(case.id)
    if fields is None:
        return ["the record"]
    line = fields.get("line")
    missing = []
    for field, words in case.says.items():
        text = _plain(fields.get(field, "") if line is None else line)
        missing += [word for word in words if not _has(text, _plain(word))]
    if line is not None and case.group == "dates":
        missing += _find_twice(line)
    return missing


def _has(text: str, word: str) -> bool:
    """Tell whether a word or number stands in a text, by itself."""
    if word.isdecimal():
        return bool(re.search(rf"(?<!\d)0*{word}(?!\d)", text))
    return bool(re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", text))


def _find_twice(line: str) -> list[str]:
    """Find what no date has: a year run into another, or ``n.d.``."""
    return re.findall(r"n\.d\.|\d{4}s?\d{4}|^error.*", line)


def _plain(text: str) -> str:
    return re.sub("[‐‑–−]", "-", text)
