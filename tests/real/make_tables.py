"""Writes what programs print of references into docs/references.md.

Run it where the programs are: ``tests/real/install``, then
``.venv/bin/python tests/real/make_tables.py``.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from judging import CASES, Case, read_all
from programs import HERE, PROGRAMS, Program, Seen

PAGE = HERE.parents[1] / "docs" / "references.md"
START, END = "<!-- programs -->\n", "<!-- end of programs -->\n"

COLUMNS = (
    ("citeproc-js", "csl-json"),
    ("citeproc-py", "csl-json"),
    ("Pandoc 3", "csl-json"),
    ("Pandoc 3", "biblatex"),
    ("pdfLaTeX", "biblatex"),
    ("Pandoc 3", "bibtex"),
    ("Pandoc 3", "ris"),
)
"""The programs of the tables, and the formats that they read there."""

_GROUPS = {
    "dates": ("date", r"Journal, (.*?)\.?$|\((.*?)\)\. "),
    "names": ("name", r"^(.*?)[.,]? \(?2000"),
    "numbers": ("pages, numbers", r".*(?:Journal,?|Title\.)(?: 2000,)? ?(.*?)\.?$"),
}
"""By group, the head of its first column and where a line has what varies."""


def read_columns() -> dict[tuple[str, str], Seen]:
    """Have each program of the tables read all records."""
    with tempfile.TemporaryDirectory() as folder:
        return {
            (it.name, it.format): read_all(it, Path(folder))
            for it in PROGRAMS
            if (it.name, it.format) in COLUMNS
        }


def program_of(column: tuple[str, str]) -> Program:
    """Return the program of a column."""
    return next(it for it in PROGRAMS if (it.name, it.format) == column)


def format_table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table, its head first."""
    head, *others = rows
    for row in (head, ["---"] * len(head), *others):
        yield f"| {' | '.join(it.replace('|', '/') for it in row)} |\n"


def write_tables() -> str:
    """Return the tables of what programs print, and of what they lose."""
    columns = read_columns()
    lines = [f"In the style Chicago (author, date), {_list_versions()}.\n"]
    for group, (name, pattern) in _GROUPS.items():
        head = [name, *(f"{it[0].split()[0]}, {it[1]}" for it in COLUMNS)]
        rows = [head]
        for case in CASES:
            if case.group == group and "editor" not in case.reference.names:
                cells = [_cell(columns[it], case, pattern) for it in COLUMNS]
                rows.append([f"`{_form(case)}`", *cells])
        lines += ["\n", *format_table(rows)]
    lines.append("\nWhat each program makes less of than the entry says:\n\n")
    groups = yaml.safe_load((HERE / "deviations.yaml").read_text("utf-8"))
    rows = [["program", "format", "losses"]]
    for it in PROGRAMS:
        losses = groups.get(f"{it.name}, {it.format}", ())
        told = " ".join(f"{part['why']} ({len(part['lost'])})" for part in losses)
        rows.append(
            [f"{it.name} ({it.version()})", f"`{it.format}`", told or "nothing"]
        )
    return "".join([*lines, *format_table(rows)])


def _list_versions() -> str:
    versions = {program_of(it).name: program_of(it).version() for it in COLUMNS}
    *others, last = (f"{name.split()[0]} {it}" for name, it in versions.items())
    return f"by {', '.join(others)} and {last}; pdfLaTeX by biblatex's `authoryear`"


def _form(case: Case) -> str:
    """Return what varies in a case, as an entry has it."""
    values = (*case.reference.dates.values(), *case.reference.variables.items())
    if case.group == "dates":
        date = case.reference.dates["issued"]
        return " ".join(filter(None, (date.edtf, date.literal)))
    if case.group == "names":
        return case.form.replace("'", "")
    skipped = ("title", "container-title", "publisher")
    pairs = (it for it in values if isinstance(it, tuple) and it[0] not in skipped)
    return ", ".join(f"{key} {value}" for key, value in pairs if key in _NUMBERS)


_NUMBERS = ("page", "volume", "issue", "number")


def _cell(seen: Seen, case: Case, pattern: str) -> str:
    line = seen.get(case.id, {}).get("line", "")
    match = re.search(pattern, line)
    found = next(filter(None, match.groups()), "") if match else ""
    return found.strip() or "–"


def replace_tables(page: str, tables: str) -> str:
    """Put the tables between their marks on a page."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n{tables}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(replace_tables(PAGE.read_text("utf-8"), write_tables()), "utf-8")
