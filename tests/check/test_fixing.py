"""Fixing: what a fix changes and what it leaves as it is, byte by byte."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import ROOT, MakeLibrary, Result, Run
from wikicli.base.problems import Fix, Location, Problem, Severity
from wikicli.base.text import quote_path
from wikicli.check import RULES, Checked, Plan, fixing
from wikicli.check.finding import Finding
from wikicli.check.fixing import apply_fixes, mend, says_the_same
from wikicli.check.rule import EntryRule
from wikicli.library import config, journal
from wikicli.library.journal import Change

FAULTY = """\
# What stands here stays.
body: |   # the text
  Miatsum is   a slogan.[^toal]

title:   "Miatsum"

terms: [{hy: ﬕացում,   en: 'union'}]   # not a ligature: մ ի
references:
    - {  DOI: "https://doi.org/10.1000/182", id: toal, title: A study  } # a book
    -   id: dewaal
        URL: https://example.org/a page   # a page
        title: Black Garden
        further: true
"""
FIXED = (
    FAULTY.replace("ﬕ", "մի")
    .replace("https://doi.org/", "")
    .replace("a page   #", "a%20page   #")
)
RULES_OF_FAULTS = "ligature,doi-prefix,space-in-url"


def fix(run: Run, library: Path, *words: str) -> Result:
    return run("check", "--select", RULES_OF_FAULTS, *words, library=library)


def problem(line: int, column: int, old: str, new: str) -> Problem:
    place = Location(Path("a.yaml"), line, column)
    return Problem(place, Severity.INFO, "x", "m", fix=Fix(old, new))


# What is changed ------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_nothing_else_of_a_file_is_touched(
    mark: bytes, end: str, make_library: MakeLibrary, run: Run
) -> None:
    before, after = (text.replace("\n", end).encode() for text in (FAULTY, FIXED))
    library = make_library({"a.yaml": mark + before})
    answer = fix(run, library, "--fix")
    assert answer == Result("1 entry, no problems; 3 fixed\n", "", 0)
    assert (library / "a.yaml").read_bytes() == mark + after
    assert [path.name for path in library.iterdir()] == ["a.yaml"]


def test_a_file_without_a_last_line_end_keeps_having_none(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: ﬓ"})
    fix(run, library, "--fix")
    assert (library / "a.yaml").read_text("utf-8") == "title: A\nbody: մն"


def test_a_file_keeps_its_permissions(make_library: MakeLibrary, run: Run) -> None:
    library = make_library({"a.yaml": FAULTY})
    (library / "a.yaml").chmod(0o640)
    fix(run, library, "--fix")
    assert (library / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_and_what_it_leads_to_is_fixed_where_it_is_within_or_named(
    make_library: MakeLibrary, run: Run, tmp_path: Path
) -> None:
    library = make_library({"deep/_real.yaml": FAULTY})
    (tmp_path / "outside").mkdir()
    outside = tmp_path / "outside" / "real.yaml"
    outside.write_text(FAULTY, "utf-8")
    (library / "a.yaml").symlink_to("deep/_real.yaml")
    (library / "b.yaml").symlink_to(outside)
    fix(run, library, "--fix")
    assert (library / "a.yaml").is_symlink()
    assert (library / "deep/_real.yaml").read_text("utf-8") == FIXED
    assert outside.read_text("utf-8") == FAULTY
    assert fix(run, library, "--fix", "b").code == 0
    assert (library / "b.yaml").is_symlink()
    assert outside.read_text("utf-8") == FIXED


@pytest.mark.parametrize("kind", ["link", "folder", "hard link"])
def test_what_is_only_read_is_told_and_the_others_are_fixed(
    kind: str, make_library: MakeLibrary, run: Run, tmp_path: Path
) -> None:
    library = make_library({"a.yaml": FAULTY, "sub/c.yaml": "title: C\nbody: C\n"})
    (tmp_path / "outside").mkdir()
    outside = tmp_path / "outside" / "b.yaml"
    outside.write_text(FAULTY, "utf-8")
    place = library / "sub" / "b.yaml"
    reason = f"is a link out of the library, to '{outside}'"
    if kind == "link":
        place.symlink_to(outside)
    elif kind == "folder":
        (library / "sub" / "linked").symlink_to(outside.parent)
        place = library / "sub" / "linked" / "b.yaml"
        reason = "is in a folder linked into the library, which is only read"
    else:
        place.hardlink_to(outside)
        reason = "is one of 2 hard links, which a change would part"
    message = f"this {reason}; it is left alone"
    told = fix(run, library, "--fix", "--diff")
    assert told.stderr == f"error: {place}:1:1: {message}\n"
    assert (told.stdout.count("+++"), told.code) == (1, 1)
    alone = fix(run, library, "--fix", "--diff", str(library / "sub"))
    assert alone == Result("", told.stderr, 1)
    answer = fix(run, library, "--fix", "--format", "concise")
    line = f"{place}:1:1: error: {message} [only-read]"
    assert line in answer.stdout.splitlines()
    assert (answer.stderr, answer.code) == ("", 1)
    assert (library / "a.yaml").read_text("utf-8") == FIXED
    assert outside.read_text("utf-8") == place.read_text("utf-8") == FAULTY
    assert sorted(it.name for it in library.iterdir()) == ["a.yaml", "sub"]


def test_only_chosen_entries_and_rules_are_fixed(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"a.yaml": FAULTY, "b.yaml": FAULTY})
    run("check", "b", "--select", "ligature", "--fix", library=library)
    assert (library / "a.yaml").read_text("utf-8") == FAULTY
    assert (library / "b.yaml").read_text("utf-8") == FAULTY.replace("ﬕ", "մի")


def test_an_ignored_problem_is_not_fixed(make_library: MakeLibrary, run: Run) -> None:
    text = "title: A\nbody: ﬓ  # wikicli: ignore[ligature]\n"
    library = make_library({"a.yaml": text})
    assert fix(run, library, "--fix") == Result("1 entry, no problems\n", "", 0)
    assert (library / "a.yaml").read_text("utf-8") == text


def test_a_second_run_finds_nothing_to_fix(make_library: MakeLibrary, run: Run) -> None:
    library = make_library({"a.yaml": FAULTY})
    fix(run, library, "--fix")
    before = (library / "a.yaml").stat()
    assert fix(run, library, "--fix").stdout == "1 entry, no problems\n"
    after = (library / "a.yaml").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("rule", sorted(RULES))
def test_after_its_fix_a_sample_of_a_rule_passes(
    rule: str, make_library: MakeLibrary, run: Run
) -> None:
    samples = ROOT / "tests" / "data" / "check" / rule
    for sample in sorted(samples.glob("fail*.yaml")):
        name = f"{sample.stem}.yaml"
        library = make_library({name: sample.read_bytes()})
        words = ("check", "--select", rule, "--json")
        found = json.loads(run(*words, library=library).stdout)
        run(*words, "--fix", library=library)
        left = json.loads(run(*words, library=library).stdout)
        assert left["fixable"] == 0, sample
        assert len(left["problems"]) == len(found["problems"]) - found["fixable"]


# What is not applied --------------------------------------------------------------


def test_of_fixes_that_overlap_the_first_is_made() -> None:
    data = b"title: A\nbody: abcdef\n"
    found = [problem(2, 7, "abcd", "ABCD"), problem(2, 9, "cdef", "CDEF")]
    assert mend(Path("a.yaml"), data, found, Plan(())) == (
        b"title: A\nbody: ABCDef\n",
        1,
    )


def test_fixes_side_by_side_are_all_made() -> None:
    data = b"title: A\nbody: abcdef\n"
    found = [problem(2, 10, "def", "D"), problem(2, 7, "abc", "A")]
    assert mend(Path("a.yaml"), data, found, Plan(()))[0] == b"title: A\nbody: AD\n"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        ("title: A\nbody: abc\n", problem(2, 7, "abd", "x")),  # not there
        ("title: A\nbody: abc\n", problem(9, 7, "abc", "x")),  # no such line
        ("title: A\nbody: abc\n", problem(2, 7, "abc", "[x")),  # no YAML any more
        ("title: A\nbody: abc\n", problem(2, 1, "body", "text")),  # no entry any more
        ("title: A\nbody: abc\n", problem(2, 7, "abc", "x # y")),  # says less
        ("title: A\nbody: abc\n", problem(2, 7, "abc", "abc\nfacts: {a: b}")),
        ("title: A\nbody: abc\n", problem(2, 7, "abc", "[a]: x")),
        ("title: A\nbody: |\n  a\n", problem(3, 3, "a", "a[^x]")),  # a new error
        ("title: A\naliases: [b, c]\nbody: abc\n", problem(2, 12, ",", "")),
        ("body: abc\n", problem(1, 7, "abc", "x")),  # no entry to compare with
    ],
)
def test_a_fix_that_does_more_than_it_says_is_not_made(
    data: str, found: Problem
) -> None:
    text = data.encode()
    assert mend(Path("a.yaml"), text, [found], Plan(("undefined-marker",))) == (text, 0)


def test_a_bad_fix_does_not_keep_others_from_being_made() -> None:
    lines = "".join(f"  - word{n}\n" for n in range(40))
    data = f"title: A\nbody: B.\naliases:\n{lines}".encode()
    found = [problem(4 + n, 5, f"word{n}", f"term{n}") for n in range(40)]
    found[17] = problem(21, 5, "word17", "{a: b}")
    new, count = mend(Path("a.yaml"), data, found, Plan(()))
    expected = lines.replace("word", "term").replace("term17", "word17")
    assert (new.decode().partition("aliases:\n")[2], count) == (expected, 39)


def test_what_could_not_be_fixed_is_not_said_to_be_fixable(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(_: Checked) -> Iterator[Finding]:
        yield Finding(("body",), "bad", excerpt="B.", replacement="[")

    mock_rule(monkeypatch, find)
    library = make_library({"a.yaml": "title: A\nbody: B.\n"})
    words = ("check", "--select", "long-description")
    assert run(*words, library=library).stdout.endswith("1 can be fixed with --fix\n")
    assert run(*words, "--fix", library=library).stdout.endswith(
        "\n1 warning in 1 entry\n"
    )
    assert (library / "a.yaml").read_text("utf-8") == "title: A\nbody: B.\n"


def test_fixes_that_undo_each_other_come_to_an_end(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find(checked: Checked) -> Iterator[Finding]:
        old = checked.entry.body
        yield Finding(("body",), "bad", excerpt=old, replacement=f"{old}y")

    mock_rule(monkeypatch, find)
    library = make_library({"a.yaml": "title: A\nbody: x\n"})
    run("check", "--select", "long-description", "--fix", library=library)
    assert (library / "a.yaml").read_text("utf-8") == f"title: A\nbody: x{'y' * 10}\n"


def mock_rule(monkeypatch: pytest.MonkeyPatch, find: EntryRule) -> None:
    rule = RULES["long-description"]._replace(find_in_entry=find)
    monkeypatch.setitem(RULES, "long-description", rule)


# What an entry says ---------------------------------------------------------------


def says(old: str, new: str, *fixes: tuple[str, str]) -> bool:
    before, after = (
        Checked(Path("a.yaml"), f"title: A\nbody: |\n  {text}\n".encode()).entry
        for text in (old, new)
    )
    return says_the_same(before, after, {Fix(*fix) for fix in fixes})


def test_an_entry_says_the_same_if_only_what_was_fixed_differs() -> None:
    assert says("a b", "a b")
    assert says("a:b:c", "a։b:c", (":", "։"))
    assert says("aaa b", "aa b", ("a", ""))
    assert says("ab ab", "ba ab", ("ab", "ba"), ("a", "x"))
    assert not says("a b", "a c")
    assert not says("a b", "a c", ("a", "c"))
    assert not says("a:b", "a։c", (":", "։"))


LETTERS = st.text("abcd e", min_size=1, max_size=12).map(str.strip).filter(bool)


@example("b", "bb", "a")  # the words that are replaced overlap with others like them
@given(LETTERS, LETTERS, LETTERS)
def test_what_a_replacement_makes_of_a_text_is_explained_by_it(
    text: str, old: str, new: str
) -> None:
    both = (f"x{text}{old}{text}x", f"x{text}{new}{text}x")
    assert says_the_same((both[0],), (both[1],), {Fix(old, new)})


@given(st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=6))
def test_fixes_change_nothing_but_their_words(pairs: list[tuple[str, str]]) -> None:
    lines = [f"<{old}>" for old, _ in pairs]
    found = [problem(n, 2, old, new) for n, (old, new) in enumerate(pairs, 1)]
    fixed = apply_fixes("\r\n".join(lines).encode(), found)
    assert fixed.decode() == "\r\n".join(f"<{new}>" for _, new in pairs)


# The preview ----------------------------------------------------------------------

DIFF = """\
--- {path}
+++ {path} (fixed)
@@ -4,10 +4,10 @@
{space}
 title:   "Miatsum"
{space}
-terms: [{{hy: ﬕացում,   en: 'union'}}]   # not a ligature: մ ի
+terms: [{{hy: միացում,   en: 'union'}}]   # not a ligature: մ ի
 references:
-    - {{  DOI: "https://doi.org/10.1000/182", id: toal, title: A study  }} # a book
+    - {{  DOI: "10.1000/182", id: toal, title: A study  }} # a book
     -   id: dewaal
-        URL: https://example.org/a page   # a page
+        URL: https://example.org/a%20page   # a page
         title: Black Garden
         further: true
"""


def test_diff_shows_what_fixing_would_change_and_changes_nothing(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"a.yaml": FAULTY})
    expected = DIFF.format(path=library / "a.yaml", space=" ")
    assert fix(run, library, "--diff") == Result(expected, "", 1)
    assert fix(run, library, "--fix", "--diff") == Result(expected, "", 1)
    assert (library / "a.yaml").read_text("utf-8") == FAULTY


def test_diff_of_nothing_is_nothing(make_library: MakeLibrary, run: Run) -> None:
    library = make_library({"a.yaml": FIXED})
    assert fix(run, library, "--diff") == Result("", "", 0)


def test_a_diff_is_safe_to_print(make_library: MakeLibrary, run: Run) -> None:
    library = make_library({"a.yaml": "title: A\nbody: ﬓ\x1b[1m\n"})
    answer = fix(run, library, "--diff").stdout
    assert "-body: ﬓ\ufffd[1m\n+body: մն\ufffd[1m\n" in answer
    assert "\x1b" not in answer


def test_diff_is_text_only(make_library: MakeLibrary, run: Run) -> None:
    library = make_library({"a.yaml": FAULTY})
    for words in (["--json"], ["--format", "json"]):
        message = "error: --diff and --format json exclude each other\n"
        assert fix(run, library, "--diff", *words) == Result("", message, 2)


# What can't be written ------------------------------------------------------------


def test_the_bundled_entries_are_not_fixed(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": FAULTY})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(config, "bundled_folder", lambda: library)
        answer = run("check", "--select", RULES_OF_FAULTS, "--fix")
    message = "error: the bundled entries can't be changed\n"
    hint = "hint: they come with wikicli; name a library of your own: -L PATH\n"
    assert answer == Result("", message + hint, 2)
    assert (library / "a.yaml").read_text("utf-8") == FAULTY


def fix_in_child(library: Path, prepare: str) -> tuple[str, int]:
    """What --fix says in a process with less room, or fewer rights, than this one."""
    start = "from wikicli.__main__ import main\nmain()"
    script = f"import os, resource, sys\n{prepare}\n{start}"
    words = ("-L", str(library), "check", "--select", RULES_OF_FAULTS, "--fix")
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        # What Python compiles would be cut off, too, and break those who come after.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    return done.stderr, done.returncode


def unchanged(library: Path) -> bool:
    files = {path.name: path.read_text("utf-8") for path in library.iterdir()}
    return files == {"a.yaml": FAULTY}


def test_a_full_disk_leaves_all_as_it_was(make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": FAULTY})
    full = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))"
    message = f"error: can't change files in {quote_path(library)}: File too large\n"
    hint = "hint: nothing was changed there\n"
    assert fix_in_child(library, full) == (message + hint, 2)
    assert unchanged(library)


LOADED = """
import shlex, wikicli.check.fixing, wikicli.render.text.check
from wikicli.cli import get_app
words, sys.argv[1:] = sys.argv[1:], ["-L", ".", "check", "-o", os.devnull]
try:
    get_app()()
except SystemExit:
    sys.argv[1:] = words
os.getuid() or os.setuid(12345)
"""
"""Loads modules, then becomes somebody else: root may write anywhere."""


def test_a_folder_that_one_may_not_write_to_is_left_as_it_was(
    make_library: MakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.yaml": FAULTY})
    monkeypatch.chdir(library)  # somebody else may not go through the folders above
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nowhere")
    library.chmod(0o555)
    try:
        answer = fix_in_child(Path(), LOADED)
    finally:
        library.chmod(0o755)
    message = "error: can't change files in '.': Permission denied\n"
    assert answer == (f"{message}hint: nothing was changed there\n", 2)
    assert unchanged(library)


def test_a_file_where_the_journal_belongs_is_an_error(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"a.yaml": FAULTY, ".wikicli-journal.new": "mine"})
    place = library / ".wikicli-journal.new"
    message = f"error: '{place}' is no journal that your wikicli wrote here\n"
    answer = fix(run, library, "--fix")
    assert answer.stderr.startswith(message)
    assert (answer.stdout, answer.code) == ("", 2)
    assert (library / "a.yaml").read_text("utf-8") == FAULTY


def test_a_file_that_was_changed_meanwhile_is_left_as_it_is(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.yaml": FAULTY, "b.yaml": FAULTY})
    meddle(monkeypatch, lambda: (library / "b.yaml").write_text("title: Mine\n"))
    message = f"error: {quote_path(library / 'b.yaml')} was changed meanwhile\n"
    hint = "hint: nothing was changed; run the command again\n"
    assert fix(run, library, "--fix") == Result("", message + hint, 2)
    assert (library / "a.yaml").read_text("utf-8") == FAULTY
    assert (library / "b.yaml").read_text("utf-8") == "title: Mine\n"


def test_a_folder_where_a_file_was_is_an_error(
    make_library: MakeLibrary, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_library({"a.yaml": FAULTY})

    def replace() -> None:
        (library / "a.yaml").unlink()
        (library / "a.yaml").mkdir()

    meddle(monkeypatch, replace)
    message = f"error: can't change files in {quote_path(library)}: Is a directory\n"
    hint = "hint: nothing was changed there\n"
    assert fix(run, library, "--fix") == Result("", message + hint, 2)


def meddle(monkeypatch: pytest.MonkeyPatch, do: object) -> None:
    """Do something between the look at the files and the writing of them."""
    original = fixing.write_mended

    def write(*arguments: object) -> object:
        do()  # type: ignore[operator]
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "write_mended", write)


INTERRUPT = """
import signal
from wikicli.library import journal
original, calls = journal._put, []
def put(*arguments):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGINT)
    return original(*arguments)
journal._put = put
"""


def test_an_interrupt_in_the_middle_leaves_all_new(make_library: MakeLibrary) -> None:
    files = {f"e{n}.yaml": FAULTY for n in range(5)}
    library = make_library(files)
    assert fix_in_child(library, INTERRUPT) == ("", 130)
    found = {path.read_text("utf-8") for path in library.glob("*.yaml")}
    assert found == {FIXED}
    assert sorted(path.name for path in library.iterdir()) == sorted(files)


def test_what_a_crash_left_behind_is_finished_first(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: old\n"})
    change = Change("a.yaml", b"title: A\nbody: old\n", FAULTY.encode())
    journal._prepare(library, "a rename", [change])
    answer = fix(run, library, "--fix")
    note = "note: a rename had been left unfinished by a crash; now it is finished\n"
    assert answer == Result("1 entry, no problems; 3 fixed\n", note, 0)
    assert (library / "a.yaml").read_text("utf-8") == FIXED
