"""The command delete: an entry of one's own, and who links to it."""

import json
from pathlib import Path

import pytest

from conftest import MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator

FILES = {
    "khachkar.yaml": "title: Khachkar\nbody: B.\nsee_also: [khachkar]\n",
    "cross.yaml": "title: Cross\nbody: 'A [[khachkar]], the [[khachkar|stone]].'\n",
    "gavit.yaml": "title: Gavit\nbody: B.\nsee_also: [khachkar]\n",
    "bad.yaml": "title: [khachkar\n",
}


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    library = make_library(FILES)
    monkeypatch.chdir(library)
    return library


def test_an_entry_without_links_to_it_is_deleted(run: Run, library: Path) -> None:
    result = run("delete", "GAVIT", library=library)
    assert result == Result("deleted gavit.yaml\n", "", 0)
    assert sorted(it.name for it in library.iterdir()) == [
        "bad.yaml",
        "cross.yaml",
        "khachkar.yaml",
    ]


def test_one_that_others_link_to_stays_and_they_are_named(
    run: Run, library: Path
) -> None:
    assert run("delete", "khachkar", library=library) == Result(
        "",
        "error: 2 entries link to 'khachkar'\n"
        "hint: 'cross', 'gavit'; to delete it all the same: --force\n",
        1,
    )
    assert (library / "khachkar.yaml").exists()
    (library / "cross.yaml").unlink()
    assert run("delete", "khachkar", library=library).stderr == (
        "error: 1 entry links to 'khachkar'\n"
        "hint: 'gavit'; to delete it all the same: --force\n"
    )


def test_of_many_that_link_to_it_five_are_named(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    more = {f"l{it}.yaml": FILES["gavit.yaml"] for it in range(6)}
    make_library(more)
    hint = run("delete", "khachkar", library=library).stderr.split("\n")[1]
    named = "'cross', 'gavit', 'l0', 'l1', 'l2' and 3 more"
    assert hint == f"hint: {named}; to delete it all the same: --force"


def test_by_force_it_goes_and_the_links_are_told(run: Run, library: Path) -> None:
    words = ["delete", "khachkar", "--dry-run"]
    links = "  cross.yaml  2 links\n  gavit.yaml  1 link\n"
    told = run(*words, library=library)
    assert told == Result(f"would delete khachkar.yaml\n{links}", "", 0)
    assert (library / "khachkar.yaml").exists()
    told = run("delete", "khachkar", "--force", library=library)
    assert told == Result(f"deleted khachkar.yaml\n{links}", "", 0)
    assert not (library / "khachkar.yaml").exists()


def test_an_unreadable_entry_can_be_deleted(run: Run, library: Path) -> None:
    result = run("delete", "bad", library=library)
    assert (result.stdout, result.code) == ("deleted bad.yaml\n", 0)


def test_links_lead_to_the_entry_of_another_source_then(
    run: Run, library: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "khachkar.yaml").write_text(FILES["khachkar.yaml"])
    told = run("delete", "khachkar", "-L", library, "-L", other)
    uncovered = f"'khachkar' is {other / 'khachkar.yaml'} now\n"
    assert told == Result(f"deleted khachkar.yaml\n{uncovered}", "", 0)


def test_a_bundled_entry_is_not_deleted(run: Run) -> None:
    result = run("delete", "miatsum", "--force")
    assert "miatsum.yaml' is not yours to delete\n" in result.stderr
    assert "hint: to have one of your own: wikicli edit miatsum\n" in result.stderr
    assert result.code == 2


def test_a_link_is_not_deleted(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text(FILES["gavit.yaml"])
    (library / "linked.yaml").symlink_to(tmp_path / "real.yaml")
    assert run("delete", "linked", library=library) == Result(
        "",
        f"error: '{library}/linked.yaml' is a link\n"
        f"hint: delete what it leads to: {tmp_path}/real.yaml\n",
        2,
    )


@pytest.mark.parametrize("name", ["gavitt", "Gawit", "gavitx"])
def test_what_only_sounds_like_a_name_deletes_nothing(
    run: Run, library: Path, name: str
) -> None:
    assert run("delete", name, library=library) == Result(
        "",
        f"error: no entry named '{name}'\nhint: did you mean 'gavit' (Gavit)?\n",
        1,
    )
    assert (library / "gavit.yaml").exists()


@pytest.mark.parametrize("name", ["Khachkar", "khachkar.yaml", "./khachkar.yaml"])
def test_a_title_or_a_path_names_it(run: Run, library: Path, name: str) -> None:
    result = run("delete", name, "--force", "--dry-run", library=library)
    assert result.stdout.startswith("would delete khachkar.yaml\n")


def test_a_read_only_folder_is_told(run: Run, library: Path) -> None:
    run("list", library=Path())  # the index, while the folder of it can be made
    library.chmod(0o555)
    with rights_dropped():
        result = run("delete", "gavit", library=Path())
    library.chmod(0o755)
    assert result == Result(
        "",
        "error: can't change files in '.': Permission denied\n"
        "hint: nothing was changed there\n",
        2,
    )
    assert (library / "gavit.yaml").exists()


def test_json_fits_its_schema_and_nothing_else_does(run: Run, library: Path) -> None:
    words = ("delete", "khachkar", "--force", "--json")
    given = json.loads(run(*words, library=library).stdout)
    assert given == {
        "slug": "khachkar",
        "path": f"{library}/khachkar.yaml",
        "links": [
            {"path": f"{library}/cross.yaml", "count": 2},
            {"path": f"{library}/gavit.yaml", "count": 1},
        ],
        "uncovered": "",
        "written": True,
    }
    assert schema("delete")["additionalProperties"] is False
    validator("delete").validate(given)
    for what, mutant in mutants("delete", given):
        assert not validator("delete").is_valid(mutant), what
