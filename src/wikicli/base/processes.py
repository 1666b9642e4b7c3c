"""Work shared out among processes, where there is enough of it to pay."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

PAYS_FROM = 300
"""The fewest tasks that are shared out: below some 300 entries, starting processes
takes as long as they save (``docs/benchmarks.md``)."""

_CHUNK = 16
"""Tasks given to a process at once; an interrupt waits for those that have begun."""


def share_out(
    do: Callable[[Task], Result],
    tasks: Sequence[Task],
    preload: Sequence[str] = (),
    begin: Callable[[], None] | None = None,
) -> Iterator[Result]:
    """Yield the result of each task, in order, made by several processes if it pays.

    ``do`` and tasks must be such as can be sent to a process. What it raises, this
    raises. The modules to ``preload`` are loaded once; each process begins by
    ``begin``, this one too where it does all by itself.
    """
    cores = count_cores()
    if cores < 2 or len(tasks) < PAYS_FROM:
        if begin:
            begin()
        yield from map(do, tasks)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    # Not a fork of this process: threads of the index may be at work in it.
    context = multiprocessing.get_context(find_start_method())
    context.set_forkserver_preload(list(preload))
    pool = ProcessPoolExecutor(cores, context, _start_worker, (begin,))
    try:
        yield from pool.map(do, tasks, chunksize=_CHUNK)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def count_cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_start_method() -> str:
    """Return how processes are started."""
    import multiprocessing

    known = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in known else "spawn"


def _start_worker(begin: Callable[[], None] | None) -> None:
    """Leave interrupts to the process that waits, and end when it does."""
    import gc
    import multiprocessing
    import signal
    import threading

    gc.set_threshold(100_000, 20, 20)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.join,), daemon=True).start()
    if begin:
        begin()


def _follow(wait_for_parent: Callable[[], object]) -> None:
    wait_for_parent()
    os._exit(1)
