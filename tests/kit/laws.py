"""How often a law is tried: by the profile in force, of those in conftest.py."""

from hypothesis import settings


def tries(count: int) -> settings:
    """Try a law so often for each hundred times that the profile tries others."""
    return settings(max_examples=max(1, count * settings().max_examples // 100))
