"""What rules found is kept while neither the file nor the plan is another."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import ENTRIES, MakeLibrary
from wikicli.base import files
from wikicli.base.problems import Problem
from wikicli.check import Check, CheckOptions, Plan, running
from wikicli.check.choosing import choose_rules
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.library.targets import read_target

EVERY = choose_rules(["ALL"], [])
WHOLE = Plan(EVERY)
FAULTY = "title: A\nbody: 'The  text. [[missing]] See [[b]].[^none]'\n"
Run = Callable[..., list[Problem]]


@pytest.fixture
def run_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Check a folder as a command does, with what others have kept."""
    monkeypatch.setattr(files, "_SETTLED", 0)

    def run(folder: Path, plan: Plan = WHOLE, **contents: bytes) -> list[Problem]:
        library = Library([read_source(folder, "a test")], tmp_path / "cache" / "index")
        target = read_target(folder)
        check = Check(target.files, target.chosen, plan, keeper=library)
        check.contents |= contents
        found = check.run()
        library.close()
        return found

    return run


def run_anew(folder: Path, plan: Plan = WHOLE) -> list[Problem]:
    target = read_target(folder)
    return Check(target.files, target.chosen, plan).run()


@pytest.fixture
def library(make_library: MakeLibrary) -> Path:
    return make_library(
        {
            "a.yaml": FAULTY,
            "b.yaml": "title: B\naliases: [A]\nbody: B. # wikicli: ignore[no-source]\n",
            "c.yaml": "title: [\n",
        }
    )


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr(running, "read_checked", fail)


def test_of_the_bundled_entries_the_same_is_found_again(
    run_check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_check(ENTRIES)
    assert first == run_anew(ENTRIES)
    forbid_reading(monkeypatch)
    assert run_check(ENTRIES) == first


def test_what_has_not_changed_is_not_read(
    run_check: Run, library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_check(library)
    assert {"dangling-link", "undefined-marker", "taken-alias"} <= {
        it.rule for it in first
    }
    assert first == run_anew(library)
    forbid_reading(monkeypatch)
    assert run_check(library) == first


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a", "title: A\nbody: Text.\n"),
        ("b", "title: B\nbody: B.\n"),
        ("c", FAULTY.replace("title: A", "title: C")),
        ("missing", "title: Found\nbody: B.\n"),
    ],
)
def test_an_edit_of_one_file_changes_what_is_found_in_others(
    name: str, text: str, run_check: Run, library: Path
) -> None:
    first = run_check(library)
    (library / f"{name}.yaml").write_text(text, "utf-8")
    assert run_check(library) == run_anew(library) != first


def test_another_plan_is_another_check(run_check: Run, library: Path) -> None:
    plans = (
        Plan(("dangling-link",)),
        WHOLE,
        Plan(("undefined-marker", "dangling-link")),
        Plan(EVERY, CheckOptions(today="1990-01-01")),
        Plan(EVERY, CheckOptions(coverage=0)),
    )
    for plan in (*plans, *plans[::-1]):
        assert run_check(library, plan) == run_anew(library, plan)


def test_text_that_stands_for_a_file_is_never_kept(
    run_check: Run, library: Path
) -> None:
    first = run_check(library)
    clean = run_check(library, a=b"title: A\nbody: Text.\n")
    assert clean != first
    assert run_check(library) == first
