"""Builds killed at random moments: the next command gives the right answer.

A process that has loaded all that is needed forks for each try a child that builds,
kills it, and forks another that looks at what is there.
"""

import subprocess
import sys
from pathlib import Path

import pytest

KILLER = """
import os, random, signal, shutil, sys, time
from pathlib import Path
from wikicli.base import files
from wikicli.entry import file as entryfile
from wikicli.library import digests, packing, packs, store
from wikicli.library.library import Library
from wikicli.library.sources import read_source
from wikicli.search import index, rows

files._SETTLED = 0
here, kind, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
chance, folder, place = random.Random(seed), here / "library", here / "made.wikipack"

def library():
    return Library([read_source(folder, "a test")], here / "cache" / "index")

wrote = {}

def write(number, text):
    wrote[f"e{number}"] = text
    entry = f"title: T{number}\\nbody: {text} [[e1]]\\n"
    (folder / f"e{number}.yaml").write_text(entry)

def titles():
    return sorted(head.title for head in library().index.heads())

def keep():
    opened = library()
    for path in opened.files.values():
        opened.number(opened.read(path))
    list(digests.read_digests(opened, "links", True))
    opened.close()

def build():
    {
        "index": titles,
        "update": titles,
        "keep": keep,
        "pack": lambda: packing.build_pack(library(), place, "2026-11-28"),
        "unpack": lambda: packing.unpack_pack(here / "whole.wikipack", here / "out"),
    }[kind]()

def look():
    assert titles() == sorted(f"T{it}" for it in range(12))
    (other,) = (here / "cache" / "index").iterdir()
    assert not [it.name for it in other.iterdir() if it.name.startswith(".")], "left"
    opened = library()
    for slug, path in opened.files.items():
        assert opened.read(path).entry.body.split()[0] == wrote[slug]
    assert len(list(digests.read_digests(opened, "links", True))) == 12
    opened.close()
    if kind == "pack":
        if place.exists():
            assert packing.verify_pack(place) == []
            shutil.rmtree(place)
        build()
        assert packing.verify_pack(place) == []
    if kind == "unpack":
        shutil.rmtree(here / "out", ignore_errors=True)
        build()
        assert len(list((here / "out").iterdir())) == 12
    assert not [it.name for it in here.iterdir() if it.name.startswith(".")], "beside"

def fork(do):
    child = os.fork()
    if not child:
        code = 1
        try:
            do()
            code = 0
        finally:
            os._exit(code)
    return child

def finish(do):
    return os.waitstatus_to_exitcode(os.waitpid(fork(do), 0)[1])

folder.mkdir()
for number in range(12):
    write(number, "text")
if kind == "unpack":
    whole = lambda: packing.build_pack(library(), here / "whole.wikipack", "2026")
    assert finish(whole) == 0
start = time.monotonic()
assert finish(build) == 0
took = time.monotonic() - start
killed = 0
for trial in range(40):
    text = f"text{trial}"
    if kind == "index":
        shutil.rmtree(here / "cache", ignore_errors=True)
    for number in range(12) if kind == "index" else [trial % 12]:
        write(number, text)
    shutil.rmtree(place, ignore_errors=True)
    shutil.rmtree(here / "out", ignore_errors=True)
    child = fork(build)
    time.sleep(chance.random() * took)
    os.kill(child, signal.SIGKILL)
    killed += os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert finish(look) == 0, trial
print(killed)
"""


@pytest.mark.parametrize("kind", ["index", "update", "keep", "pack", "unpack"])
def test_what_is_killed_leaves_the_next_command_right(
    kind: str, tmp_path: Path
) -> None:
    words = [sys.executable, "-c", KILLER, str(tmp_path), kind, "7"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)
    assert int(done.stdout) > 10  # most were killed before they were done
