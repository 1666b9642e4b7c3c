"""Running rules: over each file by itself, then over all of them together.

Each file is read once; what of it matters to other entries is kept (`Summary`),
and the rules across entries run over that at the end. Many files are shared out among
processes.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from wikicli.base.files import find_state
from wikicli.base.problems import Problem, sort_problems, unreadable
from wikicli.base.processes import share_out
from wikicli.base.progress import Track, track_nothing
from wikicli.check.checked import Checked, CheckOptions
from wikicli.check.completing import complete
from wikicli.check.finding import Finding
from wikicli.check.ignores import apply_ignores, find_ignores
from wikicli.check.keeping import Keeper, Kept
from wikicli.check.rule import RULES
from wikicli.check.summaries import Summaries, summarize
from wikicli.check.tasks import Examined, Plan, Task

_PRELOADED = ("wikicli.check", "wikicli.article.markdown")


def examine(plan: Plan, task: Task) -> Examined:
    """Run the rules that look at one entry over a file."""
    try:
        checked = read_checked(task.path, task.data, plan.settings)
    except OSError as error:
        problem = unreadable(task.path, error)
        kept = task.chosen and problem.rule in plan.wanted
        return Examined(problems=(problem,) if kept else ())
    summary = None
    if checked.loaded.entry and plan.across:
        summary = summarize(checked)
    if not task.chosen:
        return Examined(summary)
    found = (it for it in find_in_file(checked, plan.wanted) if it.rule in plan.wanted)
    return Examined(summary, tuple(found), tuple(find_ignores(checked)))


def read_checked(path: Path, data: bytes | None, settings: CheckOptions) -> Checked:
    """Read a file, or the text that stands for it; raises OSError."""
    return Checked(path, path.read_bytes() if data is None else data, settings)


def find_in_file(checked: Checked, wanted: Collection[str]) -> Iterator[Problem]:
    """Yield what reading a file showed, then what the wanted rules find in it."""
    for problem in checked.loaded.problems:
        yield complete(problem, checked)
    if checked.loaded.entry is None:
        return
    for found in checked.footnotes.problems:
        yield complete(checked.loaded.locate(found), checked)
    for name in wanted:
        rule = RULES[name]
        if rule.find_in_entry:
            for finding in rule.find_in_entry(checked):
                yield checked.locate(finding, rule.severity, name)


def locate(plan: Plan, task: Task) -> Examined:
    """Give findings of rules across entries their places in a file."""
    try:
        checked = read_checked(task.path, task.data, plan.settings)
    except OSError:  # it was there a moment ago: said when it is read again
        return Examined()
    problems = (
        checked.locate(finding, RULES[name].severity, name)
        for name, finding in task.findings
    )
    return Examined(problems=tuple(problems))


@dataclass(eq=False, repr=False)
class Check:
    """One check of some of a library's files, with all of them in view.

    ``contents`` has the text of files, by slug, that is to be checked in place of what
    they hold. What is found is kept by the ``keeper``, and taken from there if neither
    the file nor the plan is another.
    """

    files: Mapping[str, Path]
    chosen: Collection[str]
    plan: Plan
    track: Track = track_nothing
    keeper: Keeper | None = None
    contents: dict[str, bytes] = field(default_factory=dict)
    examined: dict[str, Examined] = field(default_factory=dict)

    @cached_property
    def _chosen(self) -> frozenset[str]:
        return frozenset(self.chosen)

    def run(self) -> list[Problem]:
        """Check what was not examined yet; return all problems, by place."""
        in_view = self.files if self.plan.across else self.chosen
        tasks = [self.task(slug) for slug in in_view if slug not in self.examined]
        self.examined |= self.work(examine, tasks, "checking")
        located = self.find_across()
        problems: list[Problem] = []
        for slug in self.chosen:
            found = self.examined[slug]
            every = [*found.problems, *located.get(slug, Examined()).problems]
            path, wanted = self.files[slug], self.plan.wanted
            problems += apply_ignores(path, found.ignores, every, wanted)
        return sort_problems(dict.fromkeys(problems))

    def task(self, slug: str) -> Task:
        """Return what is to be done with a file."""
        data, path = self.contents.get(slug), self.files[slug]
        state = find_state(path) if data is None and self.keeper else ""
        return Task(slug, path, data, slug in self._chosen, state=state)

    def find_across(self) -> dict[str, Examined]:
        """Run the rules that look at all entries together; locate what they find."""
        if not self.plan.across:
            return {}
        found = ((slug, self.examined[slug].summary) for slug in self.files)
        packed = {slug: summary for slug, summary in found if summary}
        summaries = Summaries(frozenset(self.files), packed)
        findings: dict[str, list[tuple[str, Finding]]] = {}
        for name in self.plan.across:
            find = RULES[name].find_in_library
            for slug, finding in find(summaries) if find else ():
                if slug in self._chosen:
                    findings.setdefault(slug, []).append((name, finding))
        tasks = [
            self.task(slug)._replace(findings=tuple(items))
            for slug, items in findings.items()
        ]
        return self.work(locate, tasks, "locating")

    def work(
        self, do: Callable[[Plan, Task], Examined], tasks: Sequence[Task], doing: str
    ) -> dict[str, Examined]:
        """Do something with each file, by several processes where that pays."""
        kept = Kept(self.keeper, self.plan, do.__name__)
        done = {task.slug: it for task in tasks if (it := kept.find(task))}
        left = [task for task in tasks if task.slug not in done]
        results = share_out(partial(do, self.plan), left, _PRELOADED)
        tracked = self.track(results, len(left), doing)
        for task, it in zip(left, tracked, strict=True):
            done[task.slug] = it
            kept.add(task, it)
        return done
