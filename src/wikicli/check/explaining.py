"""Rules explained: their pages, with the samples that the tests check as examples."""

from pathlib import Path
from typing import NamedTuple

from wikicli.check.rule import Rule
from wikicli.check.running import Check
from wikicli.check.tasks import Plan
from wikicli.library.targets import read_target


class Example(NamedTuple):
    """A file of an example: its name, nothing where it is the only one; its text."""

    name: str
    text: str


class Explanation(NamedTuple):
    """A rule with examples of what it finds and of what it leaves alone.

    ``fixable`` tells whether ``--fix`` mends the example.
    """

    rule: Rule
    failing: tuple[Example, ...] = ()
    passing: tuple[Example, ...] = ()
    fixable: bool = False


def explain(rule: Rule, folder: Path | None = None) -> Explanation:
    """Explain a rule by its page and the first of its samples; it may have none."""
    samples = (folder or samples_folder()) / rule.name
    failing, passing = _find_sample(samples, "fail"), _find_sample(samples, "pass")
    fixable = failing is not None and _is_fixable(rule, failing)
    return Explanation(rule, _read_examples(failing), _read_examples(passing), fixable)


def samples_folder() -> Path:
    """Return the folder of all rules' samples: the package's, or the checkout's."""
    package = Path(__file__).parent
    installed = package / "samples"
    checkout = package.parents[2] / "tests" / "data" / "check"
    return installed if installed.is_dir() else checkout


def _find_sample(folder: Path, kind: str) -> Path | None:
    """Find the plain sample of a kind, or else the first of those with more to say."""
    found = sorted(folder.glob(f"{kind}*"), key=lambda path: (path.stem, path.name))
    return next((path for path in found if path.suffix != ".txt"), None)


def _read_examples(sample: Path | None) -> tuple[Example, ...]:
    if sample is None:
        return ()
    if sample.is_file():
        return (Example("", _read(sample)),)
    files = sorted(path for path in sample.rglob("*.*") if path.is_file())
    names = (path.relative_to(sample).as_posix() for path in files)
    return tuple(map(Example, names, map(_read, files)))


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _is_fixable(rule: Rule, sample: Path) -> bool:
    target = read_target(sample)
    found = Check(target.files, target.chosen, Plan((rule.name,))).run()
    return any(problem.fix for problem in found)
