"""Each program that reads an export understands, or prints, what the entry says."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from judging import CASES, DEVIATIONS, find_missing, read_all
from make_tables import PAGE, replace_tables, write_tables
from programs import PROGRAMS, Program, style

IDS = [f"{it.name}, {it.format}" for it in PROGRAMS]


@pytest.mark.parametrize("program", PROGRAMS, ids=IDS)
def test_a_program_makes_of_records_what_they_say(
    program: Program, tmp_path: Path
) -> None:
    """Where it can't, that and the reason is in deviations.yaml: no more, no less."""
    seen = read_all(program, tmp_path)
    missing = {case.id: found for case in CASES if (found := find_missing(case, seen))}
    assert missing == expected(program)


def expected(program: Program) -> Mapping[str, list[str]]:
    """Return what a program is known to lose, by case."""
    return DEVIATIONS.get(f"{program.name}, {program.format}", {})


@pytest.mark.parametrize("program", PROGRAMS, ids=IDS)
def test_a_wrong_export_is_noticed(program: Program, tmp_path: Path) -> None:
    """Dates, names, titles and pages that were changed are missed."""
    changes = {"2005": "2006", "Nodia": "Nadio", "NATO": "OTAN", "104": "105"}
    seen = read_all(program, tmp_path, changes)
    wrong = {case.id for case in CASES if find_missing(case, seen)}
    assert wrong >= {"day", "year", "twoparts", "capitals", "pages"}


def test_the_recipe_of_the_documentation_prints_a_bibliography(tmp_path: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    commands = "".join(
        it.replace("wikicli ", f"{sys.executable} -m wikicli ") for it in blocks
    )
    (tmp_path / "text.md").write_text("[@nodia, p. 15]\n")
    (tmp_path / "apa.csl").write_bytes(style().read_bytes())
    words = ("bash", "-e", "-c", commands)
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "International Crisis Group. 2005." in done.stdout
    assert "Program in Soviet and" in " ".join(done.stdout.split())
    assert (tmp_path / "text.docx").stat().st_size > 5000


def test_the_tables_of_the_documentation_are_what_the_programs_print() -> None:
    page = PAGE.read_text("utf-8")
    assert page == replace_tables(page, write_tables())
