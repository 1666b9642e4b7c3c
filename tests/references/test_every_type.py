"""References of every type, through the commands and into other programs."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import MakeLibrary, Run
from wikicli.base.csl import TYPES

RECORD = """\
  - id: {kind}
    type: {kind}
    author: ["Նոդիա, Գիա", {{family: Toal, given: Gerard}}]
    issued: 1997-24/1998
    title: Work as {kind}
    container-title: Larger Work
    publisher: Press
    page: 158-182
    DOI: 10.1000/{kind}
"""


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    kinds = sorted(TYPES)
    markers = "".join(f"As {kind}.[^{kind}] " for kind in kinds)
    records = "".join(RECORD.format(kind=kind) for kind in kinds)
    return make_library(
        {"all.yaml": f"title: All\nbody: |\n  {markers}\nreferences:\n{records}"}
    )


def test_refs_shows_a_record_of_every_type(run: Run, library: Path) -> None:
    shown = run("refs", "all", library=library)
    assert (shown.stderr, shown.code) == ("", 0)
    words = " ".join(shown.stdout.split())
    for number, kind in enumerate(sorted(TYPES), 1):
        assert f"Work as {kind}" in words
        assert f"{number}. Նոդիա, Գիա; Toal, Gerard (Winter 1997–1998). " in f"{words} "


@pytest.mark.parametrize(
    "name", ["text", "csl-json", "bibtex", "biblatex", "ris", "markdown"]
)
def test_every_format_takes_a_record_of_every_type(
    run: Run, library: Path, name: str
) -> None:
    written = run("refs", "all", "--format", name, library=library)
    assert (written.stderr, written.code) == ("", 0)
    words = " ".join(written.stdout.split()).replace("\\_", "_")
    assert [kind for kind in TYPES if f"Work as {kind}" not in words] == []


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
def test_pandoc_reads_the_csl_json_and_keeps_armenian_names_apart(
    run: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "refs.json"
    run("refs", "all", "--format", "csl-json", "-o", path, library=library)
    assert len(json.loads(path.read_text("utf-8"))) == len(TYPES)
    words = ["pandoc", "-f", "csljson", "-t", "plain", "--wrap=none", "--citeproc"]
    read = subprocess.run([*words, path], capture_output=True, check=True)
    text = read.stdout.decode()
    assert read.stderr == b""
    assert "Նոդիա, Գիա" in text
    assert "ԳիաՆոդիա" not in text
    titles = text.lower()  # the style capitalizes words of its own choice
    assert [kind for kind in TYPES if f"work as {kind}" not in titles] == []
