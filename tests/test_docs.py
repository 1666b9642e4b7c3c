"""The documentation says what is true: examples are real output, commands are named."""

import re
import shlex
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest

from conftest import ENTRIES, ROOT, Run

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
CONSOLE = re.compile(r"```console\n\$ wikicli ([^\n]*)\n(.*?)```", re.DOTALL)


def fill(page: str, run: Run, folder: Path) -> str:
    """Put what each command prints under it, stdout before stderr.

    Those about a pack are run in the folder that has it.
    """

    def answer(match: re.Match[str]) -> str:
        with chdir(folder if ".wikipack" in match[1] else Path()):
            result = run(*shlex.split(match[1]))
        lines = (result.stdout + result.stderr).splitlines()
        text = "".join(f"{line.rstrip()}\n" for line in lines)
        return f"```console\n$ wikicli {match[1]}\n{text}```"

    return CONSOLE.sub(answer, page)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_examples_are_real_output(
    path: Path,
    run: Run,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    if "starter.wikipack" in path.read_text("utf-8"):
        place = tmp_path / "starter.wikipack"
        assert run("pack", "build", ENTRIES, "-o", place).code == 0
    page = path.read_text("utf-8")
    filled = fill(page, run, tmp_path)
    if request.config.getoption("--update-golden"):
        path.write_text(filled, "utf-8")
    assert filled == path.read_text("utf-8")


def test_every_command_is_named_in_the_readme_and_has_help(run: Run) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = run("--help").stdout.partition("Options:\n")[0]
    commands = re.findall(r"^  (\w+)  ", listed, re.MULTILINE)
    assert commands == (
        "show random search list categories refs cite coverage terms romanize new "
        "edit rename delete fmt check links schema where index pack completion "
        "help".split()
    )
    for command in commands:
        assert f"wikicli {command}" in readme
        text = run(command, "--help").stdout
        assert text.startswith(f"Usage: wikicli {command}")
        assert re.search(r"\n\n  [A-Z][^\n]+\.\n", text)


def test_links_between_pages_lead_somewhere() -> None:
    for path in [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_picture_is_drawn_from_the_real_output() -> None:
    script = "import make_picture as m; print(m.draw() == m.PICTURE.read_text('utf-8'))"
    drawn = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT / "docs",
        capture_output=True,
        text=True,
        check=True,
    )
    assert drawn.stdout == "True\n"


def test_the_readme_has_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for name, end in (("run", "wikicli show miatsum"), ("test", "pytest -n 2")):
        block = re.search(rf"<!-- {name} command -->\n```sh\n(.*)\n```", readme)
        assert block is not None
        assert block[1].startswith("python3 -m venv .venv && ")
        assert block[1].endswith(end)
