"""Crashes of writing commands: kill -9 at many moments, then the next command.

A process of its own starts a command as a child that it forks. At each moment, an
operation on files, a twin of the child is killed, and the child stands still: what is
in its folder then, a kill leaves there. The next command is tried on a copy of that,
in its place: a journal counts nowhere else. At the last moment the child itself is
killed, with the lock that it holds. Nothing is synced: that the disk has what the
system was told is not what is tested here.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

FILES = 150
MOMENTS = 25  # of each command

DRIVER = r"""
import gc, io, json, os, shutil, signal, sys, traceback
from pathlib import Path
import wikicli.cli.keeping, wikicli.keeping.fmt, wikicli.keeping.rename
import wikicli.check.fixing
import wikicli.entry.file, wikicli.render.text.keeping
from typer.main import get_command
from wikicli.cli import get_app
from wikicli.library.journal import is_unfinished

gc.disable()  # the children are over before there is garbage worth collecting
before, here = Path(sys.argv[1]), Path(sys.argv[2])
command, moments = sys.argv[3].split(), json.loads(sys.argv[4])
wikicli_command = get_command(get_app())
count = 0


def counted(plain, kills):
    def run(*words, **more):
        global count
        count += 1
        while kills and count == kills[0]:
            crash(last=len(kills) == 1)
            kills.pop(0)
        return plain(*words, **more)
    return run


def crash(last):
    "Kill the command: itself at last, before that a twin of it; then let be looked."
    if last or not (twin := os.fork()):
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(twin, 0)[1]) == -signal.SIGKILL
    os.kill(os.getpid(), signal.SIGSTOP)


def start(folder, words, kills=()):
    "Start a command in a child that is killed at some of its operations on files."
    child = os.fork()
    if child:
        return child
    left = list(kills)
    os.fsync = lambda handle: None
    for owner, names in (
        (os, ("fsync", "rmdir", "unlink")),
        (Path, ("mkdir", "write_bytes", "rename", "replace", "unlink")),
    ):
        for name in names:
            setattr(owner, name, counted(getattr(owner, name), left))
    sys.stdout = sys.stderr = io.StringIO()
    try:
        wikicli_command(["-L", str(folder), *words])
    except SystemExit as end:
        code = end.code or 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        code = 70
    Path(f"{here}.count").write_text(str(count))
    os._exit(code)


def wait(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def copy(old, new):
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new, copy_function=shutil.copyfile)


def contents(folder):
    return {it.name: it.read_bytes() for it in folder.iterdir() if it.is_file()}


def look_at_copy(folder):
    aside, state = folder.with_name("aside"), Path(os.environ["XDG_STATE_HOME"])
    copy(state, state.with_name("state aside"))
    folder.rename(aside)
    copy(aside, folder)
    try:
        return look(folder)
    finally:  # the child goes on with its own
        shutil.rmtree(folder)
        aside.rename(folder)
        copy(state.with_name("state aside"), state)


def look(folder):
    "What a crash left, and what the next command that writes makes of it."
    unfinished = is_unfinished(folder)
    again = wait(start(folder, ["fmt", "zzz"]))  # it writes, and changes nothing
    found = contents(folder)
    state = "old" if found == old else "new" if found == new else "mixed"
    left = [it.name for it in folder.iterdir() if not it.name.endswith(".yaml")]
    return [unfinished, again, state, left]


copy(before, here)
old = contents(here)
assert wait(start(here, command)) == 0
new, total = contents(here), int(Path(f"{here}.count").read_text())
copy(before, here)
kills = [max(1, round(share * total)) for share in moments]
ends = []
child = start(here, command, kills)
for _ in kills[:-1]:
    assert os.WIFSTOPPED(os.waitpid(child, os.WUNTRACED)[1])
    try:
        ends.append([-signal.SIGKILL, *look_at_copy(here)])
    finally:  # not to stand there for ever
        os.kill(child, signal.SIGCONT)
ends.append([wait(child), *look(here)])
print(json.dumps({"changed": len(set(old.items()) - set(new.items())),
                  "total": total, "ends": ends}))
"""

LINKING = """\
title: {title}
body: B. See [[target]].
see_also: [target]
"""
SHORT = "title: {title}\nbody: B.\nsee_also: [target]\n"
CANONICAL = "title: {title}\nbody: |\n  B.\n"


@pytest.mark.parametrize("command", ["rename target renamed", "fmt"])
def test_a_library_is_wholly_old_or_wholly_new_after_a_crash(
    command: str, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    before.mkdir()
    for number in range(FILES - 2):
        text = (LINKING if number % 10 == 0 else SHORT).format(title=f"Number {number}")
        (before / f"n{number}.yaml").write_text(text)
    (before / "target.yaml").write_text(LINKING.format(title="Target"))
    (before / "zzz.yaml").write_text(CANONICAL.format(title="Zzz"))
    random = Random(5)
    moments = sorted(random.random() for _ in range(MOMENTS))
    done = subprocess.run(
        [
            *(sys.executable, "-c", DRIVER, str(before), str(tmp_path / "here")),
            *(command, json.dumps(moments)),
        ],
        stdout=subprocess.PIPE,
        check=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    told = json.loads(done.stdout)
    assert told["changed"] == FILES - 1
    assert told["total"] > 3 * FILES
    ends = [tuple(end[:4]) for end in told["ends"]]
    assert all(end[4] == [] for end in told["ends"])
    # Each was killed, left a journal behind, and the next command ended well.
    assert {end[:3] for end in ends} <= {(-9, True, 0), (-9, False, 0)}
    states = [end[3] for end in ends]
    assert states == sorted(states, key=["old", "new"].index)
    assert set(states) == {"old", "new"}


INTERRUPTED = r"""
import os, signal, sys
from pathlib import Path
import wikicli.library.journal as journal

plain, count = journal._put, 0
number, nohup = int(sys.argv.pop(1)), int(sys.argv.pop(1))
if nohup:
    signal.signal(number, signal.SIG_IGN)


def put(*words):
    global count
    count += 1
    if count == 3:
        os.kill(os.getpid(), number)
    return plain(*words)


journal._put = put
from wikicli.__main__ import main
main()
"""


@pytest.mark.parametrize(
    ("sent", "nohup", "code"),
    [
        (signal.SIGINT, 0, 130),
        (signal.SIGTERM, 0, 143),
        (signal.SIGHUP, 0, 129),
        (signal.SIGHUP, 1, 0),
    ],
)
def test_a_signal_in_the_middle_ends_when_all_is_done(
    sent: signal.Signals, nohup: int, code: int, tmp_path: Path
) -> None:
    library = tmp_path / "library"
    library.mkdir()
    for number in range(9):
        text = LINKING.format(title=f"Number {number}")
        (library / f"n{number}.yaml").write_text(text)
    (library / "target.yaml").write_text(LINKING.format(title="Target"))
    words = ["-L", str(library), "rename", "target", "renamed"]
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(int(sent)), str(nohup), *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (bool(done.stdout), done.stderr, done.returncode) == (not code, "", code)
    assert len(list(library.iterdir())) == 10
    for path in library.iterdir():
        title = path.read_text().partition("\n")[0].removeprefix("title: ")
        linking = LINKING.replace("target", "renamed").format(title=title)
        assert path.read_text() == linking


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    (tmp_path / "target.yaml").write_text(LINKING.format(title="Target"))
    hold = (
        "import sys; from pathlib import Path\n"
        "from wikicli.library.journal import locked\n"
        "with locked(Path(sys.argv[1])): print('locked', flush=True); sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"locked\n"
    message = (
        f"error: library '{tmp_path}' is being changed by another wikicli\n"
        "hint: try again when it is done\n"
    )
    for words in (["fmt"], ["rename", "target", "new"], ["new", "Title"]):
        done = subprocess.run(
            [sys.executable, "-m", "wikicli", "-L", str(tmp_path), *words],
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.stdout, done.stderr, done.returncode) == ("", message, 2)
    holder.communicate()
    assert [path.name for path in tmp_path.iterdir()] == ["target.yaml"]
