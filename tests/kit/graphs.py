"""Ways through the graph of a library that only tests go."""

from collections import deque

from wikicli.library.graph import Graph


def reachable(graph: Graph, slug: str, see_also: bool = False) -> dict[str, int]:
    """Return what links lead to from an entry, with the fewest steps to each.

    It is 0 for the entry itself; missing entries are left out. ``see_also`` follows
    see-also links alone.
    """
    steps = {slug: 0}
    queue = deque(steps)
    while queue:
        here = queue.popleft()
        for link in graph.find(here, "from"):
            is_new = link.target in graph.slugs and link.target not in steps
            if is_new and (link.is_see_also or not see_also):
                steps[link.target] = steps[here] + 1
                queue.append(link.target)
    return steps
