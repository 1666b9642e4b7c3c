"""Modules that are imported when they are first named, as attributes of their package.

https://peps.python.org/pep-0562; so ``render.json.show`` costs nothing until then.
"""

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def import_on_demand(package: str) -> Callable[[str], ModuleType]:
    """Return the ``__getattr__`` of a package that imports its modules on demand."""

    def get(name: str) -> ModuleType:
        if name.startswith("__"):  # what Python asks of any module
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return import_module(f"{package}.{name}")

    return get
