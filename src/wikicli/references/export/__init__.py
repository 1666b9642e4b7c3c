"""References in the formats of other programs.

A format is a plain function from references to text that ends with a line end. Its
module, and the library that it stands on, are imported when it is first used.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib import import_module

from wikicli.base.model import Reference

Format = Callable[[Sequence[Reference]], str]

_NAMES = ("csl-json", "bibtex", "biblatex", "ris", "markdown")


def _format(name: str, references: Sequence[Reference]) -> str:
    """Import a format and use it."""
    module = import_module(f"{__name__}.{name.removesuffix('-json')}")
    write: Format = getattr(module, f"format_{name.replace('-', '_')}")
    return write(references)


FORMATS: Mapping[str, Format] = {name: partial(_format, name) for name in _NAMES}
"""The formats, by the name that chooses each."""
