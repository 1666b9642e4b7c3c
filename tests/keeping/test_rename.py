"""The command rename: the file, every link to it, a name that still leads there."""

import json
from pathlib import Path

import pytest

from conftest import ENTRIES, MakeLibrary, Result, Run
from kit.rights import rights_dropped
from kit.schemas import mutants, schema, validator
from wikicli.entry import file as entryfile
from wikicli.library import journal
from wikicli.library.journal import Change

OLD = """\
title: Old name  # c
description: D
body: |
  **Old name**, see [[old-name]] itself.
"""

LINKING = """\
title: Linking to old-name   # [[old-name]]
facts:
  One: "[[old-name]] and [[ old-name |a label]]"
  Two: '[[old-name|twice]] [[older]] old-name'
body: |
  A [[old-name]], a **[[old-name|label]]**[^n] and `[[old-name]]`, \\[[old-name]].

      [[old-name]] in code

  ```
  [[old-name]]
  ```

  | a | [[old-name]] |
  |---|---|
  | [[old-name\\|b]] | [[other-old-name]] [[old-name-2]] |

  ## [[old-name]]
  - [[old-name]]

  [^n]: [[old-name]]
hy:
  body: |
    Բ [[old-name|Ա]]
see_also:
  - old-name
  - "old-name"
  - {entry: old-name, note: "see [[old-name]]"}
  - {note: n, entry: 'old-name'}
  - {title: old-name, url: "https://example.org/old-name"}
  -   old-name  # [[old-name]]
terms:
- hy: Ա
  note: '[[old-name]]'
references:
  - id: old-name
    title: old-name
    URL: https://example.org/old-name
"""

LINKED = """\
title: Linking to old-name   # [[old-name]]
facts:
  One: "[[new]] and [[ new |a label]]"
  Two: '[[new|twice]] [[older]] old-name'
body: |
  A [[new]], a **[[new|label]]**[^n] and `[[old-name]]`, \\[[old-name]].

      [[old-name]] in code

  ```
  [[old-name]]
  ```

  | a | [[new]] |
  |---|---|
  | [[new\\|b]] | [[other-old-name]] [[old-name-2]] |

  ## [[new]]
  - [[new]]

  [^n]: [[new]]
hy:
  body: |
    Բ [[new|Ա]]
see_also:
  - new
  - "new"
  - {entry: new, note: "see [[new]]"}
  - {note: n, entry: 'new'}
  - {title: old-name, url: "https://example.org/old-name"}
  -   new  # [[old-name]]
terms:
- hy: Ա
  note: '[[new]]'
references:
  - id: old-name
    title: old-name
    URL: https://example.org/old-name
"""

OTHER = "title: Other\nbody: No link to old-name.\n"


@pytest.fixture
def library(make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {"old-name.yaml": OLD, "deep/linking.yaml": LINKING, "other.yaml": OTHER}
    folder = make_library(files)
    monkeypatch.chdir(folder)
    return folder


def contents(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_file_and_all_links_change_and_nothing_else(
    run: Run, library: Path
) -> None:
    result = run("rename", "old-name", "new", library=library)
    assert result == Result(
        "renamed old-name to new\n"
        "  deep/linking.yaml  18 links\n"
        "  new.yaml           1 link\n",
        "",
        0,
    )
    assert contents(library) == {
        "deep/linking.yaml": LINKED,
        "new.yaml": OLD.replace("[[old-name]]", "[[new]]"),
        "other.yaml": OTHER,
    }


def test_any_name_of_the_entry_will_do(run: Run, library: Path) -> None:
    assert run("rename", "OLD NAME", "new", library=library).code == 0
    assert (library / "new.yaml").exists()


def test_a_title_gives_title_and_slug_and_the_old_title_stays_an_alias(
    run: Run, library: Path
) -> None:
    result = run("rename", "old-name", "New Title: one", library=library)
    assert result.stdout.startswith("renamed old-name to new-title-one\n")
    text = (library / "new-title-one.yaml").read_text("utf-8")
    assert text == (
        'title: "New Title: one"  # c\n'
        "description: D\n"
        "aliases: [Old name]\n"
        "body: |\n"
        "  **Old name**, see [[new-title-one]] itself.\n"
    )
    for name in ("old name", "old-name", "new title: one", "New-Title-One"):
        assert run("show", name, library=library).code == 0


def test_a_title_may_be_given_beside_the_slug(run: Run, library: Path) -> None:
    run("rename", "old-name", "new", "--title", "Quite new", library=library)
    entry = entryfile.read(library / "new.yaml").entry
    assert entry is not None
    assert (entry.title, entry.aliases) == ("Quite new", ("Old name",))


def test_the_title_alone_may_change(run: Run, library: Path) -> None:
    result = run("rename", "old-name", "old-name", "--title", "Other!", library=library)
    assert result == Result("renamed old-name\n", "", 0)
    assert contents(library) == {
        "deep/linking.yaml": LINKING,
        "old-name.yaml": OLD.replace("title: Old name", "title: Other!").replace(
            "body:", "aliases: [Old name]\nbody:"
        ),
        "other.yaml": OTHER,
    }


def test_a_slug_that_no_name_stands_for_becomes_an_alias(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"on.yaml": OLD})
    (library / "old-name.yaml").unlink()
    run("rename", "on", "new", library=library)
    entry = entryfile.read(library / "new.yaml").entry
    assert entry is not None
    assert entry.aliases == ("on",)
    assert run("show", "on", library=library).code == 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("aliases: [A]\n", "aliases: [A, Old name]\n"),
        ("aliases: [A, 'B, b', ]  # c\n", "aliases: [A, 'B, b', Old name, ]  # c\n"),
        ("aliases: []\n", "aliases: [Old name]\n"),
        (
            "aliases:\n  - A\n  - B  # c\n",
            "aliases:\n  - A\n  - B  # c\n  - Old name\n",
        ),
        ("aliases:\n- A\n", "aliases:\n- A\n- Old name\n"),
        ("aliases: [A,\n  B]\n", "aliases: [A,\n  B, Old name]\n"),
        ("aliases: [new title]\n", "aliases: [new title, Old name]\n"),
        ("aliases: [OLD-NAME]\n", "aliases: [OLD-NAME]\n"),
        ("", "aliases: [Old name]\n"),
    ],
)
def test_aliases_are_added_to_however_they_are_written(
    before: str, after: str, run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"old-name.yaml": f"title: Old name\n{before}body: B.\n"})
    result = run("rename", "old-name", "New Title", library=library)
    assert (result.stderr, result.code) == ("", 0)
    text = (library / "new-title.yaml").read_text("utf-8")
    assert text == f"title: New Title\n{after}body: B.\n"


def test_line_ends_marks_and_composition_of_a_file_stay(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    text = "\ufefftitle: e\u0301\r\nbody: |\r\n  a\u0301 [[old-name]] x\r\n"
    text += "see_also: [old-name]"
    make_library({"odd.yaml": text, "old-name.yaml": OLD.replace("\n", "\r\n")})
    result = run("rename", "old-name", "Brand New", library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert contents(library)["odd.yaml"] == text.replace("old-name", "brand-new")
    renamed = contents(library)["brand-new.yaml"]
    assert renamed == (
        "title: Brand New  # c\r\ndescription: D\r\naliases: [Old name]\r\n"
        "body: |\r\n  **Old name**, see [[brand-new]] itself.\r\n"
    )


def test_dry_run_shows_all_and_changes_nothing(run: Run, library: Path) -> None:
    (library / "deep/linking.yaml").write_text(
        "title: L\nbody: See [[old-name]].\n", "utf-8"
    )
    before = contents(library)
    result = run("rename", "old-name", "New", "--dry-run", library=library)
    assert result == Result(
        """\
would rename old-name to new
  deep/linking.yaml  1 link
  old-name.yaml      1 link

--- old-name.yaml
+++ new.yaml
@@ -1,4 +1,5 @@
-title: Old name  # c
+title: New  # c
 description: D
+aliases: [Old name]
 body: |
-  **Old name**, see [[old-name]] itself.
+  **Old name**, see [[new]] itself.
--- deep/linking.yaml
+++ deep/linking.yaml
@@ -1,2 +1,2 @@
 title: L
-body: See [[old-name]].
+body: See [[new]].
""",
        "",
        0,
    )
    assert contents(library) == before


# Refused ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        (["other"], "slug 'other' is taken by {}/other.yaml", 1),
        (["Other"], "slug 'other' is taken by {}/other.yaml", 1),
        (["new", "--title", "OTHER"], "'OTHER' is the title of {}/other.yaml", 1),
        (["old-name"], "'old-name' is its name already", 1),
        (["Old name"], "'Old name' is its name already", 1),
        (["北京"], "no slug can be made from '北京'", 2),
        (["a" * 201], "a slug of 201 characters is too long", 2),
    ],
)
def test_a_new_name_that_will_not_do_is_refused(
    words: list[str], message: str, code: int, run: Run, library: Path
) -> None:
    before = contents(library)
    result = run("rename", "old-name", *words, library=library)
    assert (result.stdout, result.code) == ("", code)
    assert result.stderr.split("\n")[0] == f"error: {message.format(library)}"
    assert contents(library) == before


def test_an_unknown_name_is_told(run: Run, library: Path) -> None:
    result = run("rename", "nothing", "new", library=library)
    assert (result.stdout, result.code) == ("", 1)
    assert result.stderr.startswith("error: no entry named 'nothing'\n")


def test_an_unreadable_entry_is_not_renamed(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"bad.yaml": "title: Bad\n"})
    assert run("rename", "bad", "new", library=library) == Result(
        "",
        f"error: {library}/bad.yaml:1:1: there is no 'body'; every entry needs one\n",
        2,
    )


def test_bundled_entries_are_not_renamed(run: Run) -> None:
    path = ENTRIES / "miatsum.yaml"
    assert run("rename", "miatsum", "new") == Result(
        "",
        f"error: '{path}' is not yours to rename\n"
        "hint: to have one of your own: wikicli edit miatsum\n",
        2,
    )
    assert path.exists()


def test_a_link_to_a_file_elsewhere_is_not_renamed(
    run: Run, library: Path, tmp_path: Path
) -> None:
    (tmp_path / "real.yaml").write_text("title: Real\nbody: B.\n")
    (library / "linked.yaml").symlink_to(tmp_path / "real.yaml")
    assert run("rename", "linked", "new", library=library) == Result(
        "",
        f"error: '{library}/linked.yaml' is a link\n"
        f"hint: rename what it leads to: {tmp_path}/real.yaml\n",
        2,
    )


@pytest.mark.parametrize(
    "text",
    [
        'title: L\nbody: B.\nsee_also: ["old\\x2Dname"]\n',
        'title: L\nbody: "See [[old\\x2Dname]]. old-name"\n',
        'title: L\nbody: "See [[old-\\\n  name]]. old-name"\n',
    ],
)
def test_a_link_that_can_not_be_edited_stops_all(
    text: str, run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"odd.yaml": text + "# old-name\n"})
    before = contents(library)
    assert run("rename", "old-name", "new", library=library) == Result(
        "",
        f"error: links in '{library}/odd.yaml' can't be edited; nothing was changed\n"
        f"hint: its YAML is unusual: wikicli -L {library} fmt may mend it\n",
        2,
    )
    assert contents(library) == before
    assert run("fmt", "odd", library=library).code == 0
    assert run("rename", "old-name", "new", library=library).code == 0


def test_a_file_that_names_the_entry_by_an_escape_alone_is_not_passed_over(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    text = 'title: L\nbody: B.\nsee_also: ["old\\x2Dname"]\n'
    make_library({"odd.yaml": text})
    before = contents(library)
    result = run("rename", "old-name", "new", library=library)
    assert result.code == 2
    assert f"links in '{library}/odd.yaml' can't be edited" in result.stderr
    assert contents(library) == before


def test_names_that_can_not_be_edited_stop_all(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"old-name.yaml": "{title: Old name, body: B.}\n"})
    before = contents(library)
    assert run("rename", "old-name", "New", library=library) == Result(
        "",
        f"error: the names in '{library}/old-name.yaml' can't be edited; "
        "nothing was changed\n"
        f"hint: its YAML is unusual: wikicli -L {library} fmt may mend it\n",
        2,
    )
    assert contents(library) == before


def test_a_read_only_folder_is_told(run: Run, library: Path) -> None:
    run("rename", "old-name", "new", "--dry-run", library=Path())
    library.chmod(0o755)
    (library / "deep").chmod(0o555)
    before = contents(library)
    with rights_dropped():
        result = run("rename", "old-name", "new", library=Path())
    assert result == Result(
        "",
        "error: can't change files in '.': Permission denied\n"
        "hint: nothing was changed there\n",
        2,
    )
    assert contents(library) == before


# What stays -------------------------------------------------------------------------


def test_unreadable_files_with_links_are_told(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library(
        {
            "bad.yaml": "title: [\nbody: '[[old-name]]'\n",
            "bytes.yaml": b"title: \xff [[old-name]]\n",
            "fine.yaml": "title: [old-name\n",
        }
    )
    result = run("rename", "old-name", "new", library=library)
    assert result.code == 0
    assert result.stderr == "".join(
        f"warning: {library}/{name}.yaml:1:1: "
        "this can't be read; links to 'old-name' stay\n"
        for name in ("bad", "bytes")
    )


def test_links_of_other_sources_and_entries_they_cover_are_told(
    run: Run, library: Path, tmp_path: Path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    (second / "linking.yaml").write_text("title: L2\nbody: See [[old-name]].\n")
    (second / "old-name.yaml").write_text("title: Older\nbody: B.\n")
    (second / "naming.yaml").write_text("title: old-name\nbody: B.\n")
    result = run("-L", library, "-L", second, "rename", "old-name", "new")
    assert result.code == 0
    assert result.stderr == (
        f"warning: {second}/linking.yaml:1:1: "
        "this links to 'old-name', from another source\n"
        f"warning: {second}/old-name.yaml:1:1: "
        "this is 'old-name' now: another entry of that slug\n"
    )
    assert (second / "linking.yaml").read_text().endswith("[[old-name]].\n")


@pytest.mark.parametrize("kind", ["link", "folder", "hard link"])
def test_links_in_files_that_are_only_read_stay_and_are_told_beforehand(
    kind: str, run: Run, library: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside" / "far.yaml"
    outside.parent.mkdir()
    outside.write_text("title: Far\nbody: See [[old-name]].\n")
    (tmp_path / "outside" / "none.yaml").write_text("title: old-name\nbody: B.\n")
    place = library / "far.yaml"
    if kind == "link":
        place.symlink_to(outside)
        reason = f"is a link out of the library, to '{outside}'"
    elif kind == "folder":
        (library / "linked").symlink_to(outside.parent)
        place = library / "linked" / "far.yaml"
        reason = "is in a folder linked into the library, which is only read"
    else:
        place.hardlink_to(outside)
        reason = "is one of 2 hard links, which a change would part"
    told = f"warning: {place}:1:1: this links to 'old-name' and {reason}: it stays\n"
    planned = run("rename", "old-name", "new", "--dry-run", library=library)
    assert (planned.stderr, planned.code) == (told, 0)
    assert str(place) not in planned.stdout
    written = run("rename", "old-name", "new", library=library)
    assert (written.stderr, written.code) == (told, 0)
    links = [it for it in planned.stdout.splitlines() if it.endswith(("link", "links"))]
    assert [it.replace("old-name", "new") for it in links] == [
        "  deep/linking.yaml  18 links",
        "  new.yaml      1 link",
    ]
    assert (library / "deep/linking.yaml").read_text() == LINKED
    assert outside.read_text().endswith("[[old-name]].\n")


@pytest.mark.parametrize("option", ["", "--dry-run"])
def test_an_entry_that_is_only_read_is_not_renamed(
    option: str, run: Run, library: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "far.yaml").write_text("title: Far\nbody: B.\n")
    (library / "linked").symlink_to(outside)
    (library / "hard.yaml").hardlink_to(library / "other.yaml")
    before = contents(library)
    options = [option] if option else []
    assert run("rename", "far", "new", *options, library=library) == Result(
        "",
        f"error: '{library}/linked/far.yaml' is in a folder linked into the library, "
        f"which is only read\nhint: to change it there: -L {library}/linked\n",
        2,
    )
    assert run("rename", "hard", "new", *options, library=library) == Result(
        "",
        f"error: '{library}/hard.yaml' is one of 2 hard links, which a change would "
        "part\nhint: to part them: copy the file, and move the copy to its place\n",
        2,
    )
    assert contents(library) == before
    assert run("rename", "far", "new", *options, library=outside).code == 0


# JSON -------------------------------------------------------------------------------


def test_json_says_what_was_renamed(
    run: Run, make_library: MakeLibrary, library: Path
) -> None:
    make_library({"bad.yaml": "[[old-name]]\n"})
    words = ("rename", "old-name", "New", "--json")
    planned = run(*words, "--dry-run", library=library)
    given = json.loads(run(*words, library=library).stdout)
    assert json.loads(planned.stdout) == given | {"written": False} | {
        "links": [
            {"path": f"{library}/deep/linking.yaml", "count": 18},
            {"path": f"{library}/old-name.yaml", "count": 1},
        ]
    }
    assert given == {
        "old": "old-name",
        "new": "new",
        "title": "New",
        "path": f"{library}/new.yaml",
        "links": [
            {"path": f"{library}/deep/linking.yaml", "count": 18},
            {"path": f"{library}/new.yaml", "count": 1},
        ],
        "problems": [
            {
                "path": "bad.yaml",
                "line": 1,
                "column": 1,
                "end_column": None,
                "severity": "warning",
                "rule": "link-stays",
                "message": "this can't be read; links to 'old-name' stay",
                "hint": "",
                "fix": None,
            }
        ],
        "written": True,
    }
    assert schema("rename")["additionalProperties"] is False
    validator("rename").validate(given)
    for what, mutant in mutants("rename", given):
        assert not validator("rename").is_valid(mutant), what


def test_what_others_changed_before_the_recovery_is_told_with_its_place(
    run: Run, make_library: MakeLibrary
) -> None:
    mine = "title: A\nbody: mine\n"
    library = make_library({"a.yaml": mine, "b.yaml": mine, "b.yaml.rej": "first"})
    changes = [Change("a.yaml", b"a", None), Change("b.yaml", b"b", b"B")]
    journal._prepare(library, "a rename", changes)
    assert run("fmt", library=library).stderr == (
        "note: a rename had been left unfinished by a crash; now it is finished\n"
        f"warning: {library}/b.yaml had been changed meanwhile and stays as it is; "
        "what was planned for it is in b.yaml.rej.2\n"
        f"warning: {library}/a.yaml had been changed meanwhile and stays as it is; "
        "it was to be removed\n"
    )
    assert (library / "b.yaml.rej.2").read_bytes() == b"B"


def test_a_title_that_gives_no_slug_is_told_how_to_give_both(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"b.yaml": "title: B\nbody: B\n"})
    assert run("rename", "b", "Бета 5", library=library) == Result(
        "",
        "error: no slug can be made from 'Бета 5'\n"
        f"hint: give one in letters a to z: wikicli -L {library} rename OLD SLUG "
        "--title TITLE\n",
        2,
    )


BROKEN = """\
title: Broken lines
facts:
  One: >-
    See [[old-name|a
    label]] and [[old-name#A
    section]]
body: |
  A [[old-name|a
  label]], [[
    old-name
  |label]] and [[old-name
  #Its section|its
  section]], [[#old-name]].

  > - Quoted [[
  >   old-name|a
  > label]][^n]

  Term of [[old-name#Section]]
  : A [[old-name|
    label]]

  [^n]: See ![a [[old-name|b
      c]]](x.png)
hy:
  body: |
    Բ [[old-name|Ա
    Բ]]
see_also:
  - {title: T, note: "see [[old-name|a
      label]]"}
"""


def test_links_in_several_lines_or_to_sections_are_renamed(
    run: Run, library: Path, make_library: MakeLibrary
) -> None:
    make_library({"deep/linking.yaml": BROKEN})
    result = run("rename", "old-name", "new", library=library)
    assert result.stdout == (
        "renamed old-name to new\n"
        "  deep/linking.yaml  11 links\n"
        "  new.yaml           1 link\n"
    )
    changed = BROKEN.replace("old-name", "new").replace("[[#new]]", "[[#old-name]]")
    assert (library / "deep/linking.yaml").read_text("utf-8") == changed


def test_an_entry_that_links_to_its_own_sections_is_renamed(
    run: Run, library: Path, make_library: MakeLibrary
) -> None:
    text = "title: Old name\nbody: |\n  A [[#B]] [[old-name#B]].\n\n  ## B\n  C.\n"
    make_library({"old-name.yaml": text})
    assert run("rename", "old-name", "new", library=library).code == 0
    written = (library / "new.yaml").read_text("utf-8")
    assert written == text.replace("[[old-name#B]]", "[[new#B]]")


def test_a_broken_file_that_may_link_in_several_lines_is_told(
    run: Run, library: Path, make_library: MakeLibrary
) -> None:
    for name, link in (("a", "[[old-name#B]]"), ("b", "[[\n  > old-name\n  > |b]]")):
        make_library({f"{name}.yaml": f"title: [x\nbody: |\n  > {link}\n"})
    told = run("rename", "old-name", "new", "--json", library=library)
    problems = json.loads(told.stdout)["problems"]
    assert [Path(it["path"]).name for it in problems] == ["a.yaml", "b.yaml"]
    assert {it["rule"] for it in problems} == {"link-stays"}
