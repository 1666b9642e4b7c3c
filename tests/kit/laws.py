"""How often a law is tried: by the profile in force, of those in conftest.py."""

from collections.abc import Sequence

from hypothesis import settings


def tries(count: int) -> settings:
    """Try a law so often for each hundred times that the profile tries others."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))


def a_third(widths: Sequence[int]) -> Sequence[int]:
    """Take every third width, or all where laws are tried as often as they can be."""
    return widths if settings().max_examples >= 1000 else widths[::3]
