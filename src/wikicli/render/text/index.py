"""The index of a library in a line: how many entries, its size, how it came."""

from typing import TYPE_CHECKING

from wikicli.base.text import format_count

if TYPE_CHECKING:
    from wikicli.search.index import IndexState


def format_index(state: "IndexState", entries: int, was_there: bool) -> str:
    """Say what is in an index, and whether it was there."""
    count = format_count(entries, "entry")
    if not state.present and was_there:
        return f"index of {count}, in the pack: is only read\n"
    if not state.present:
        return f"{count} indexed in memory: the disk takes no index\n"
    done = "was up to date" if was_there else "built"
    return f"index of {count}, {format_size(state.bytes)}: {done}\n"


def format_size(count: int) -> str:
    """Format a number of bytes: ``812 kB``, ``43.8 MB``."""
    if count < 1_000_000:
        return f"{max(round(count / 1000), 1)} kB"
    return f"{count / 1_000_000:.1f} MB"
