"""Lines of a list by a template, such as ``{slug}, {title}``."""

import re
from collections.abc import Callable
from pathlib import Path

from wikicli.base.errors import UsageError
from wikicli.base.model import Head
from wikicli.base.text import (
    clean_line,
    did_you_mean,
    find_nearest,
    quote,
    shorten_path,
)

_FIELDS = ("slug", "title", "hy", "description", "categories", "path")
_ESCAPES = {r"\t": "\t", r"\n": "\n", r"\\": "\\"}
_PART = re.compile(r"\\[tn\\]|\{([^{}]*)\}")


def read_template(template: str) -> Callable[[Head, Path], str]:
    """Read a template; return what makes a line of an entry and its file.

    Fields stand in braces; a tab and the end of a line are written as in C. Raises
    UsageError for an unknown field, and where there is none at all.
    """
    names = [
        name for match in _PART.finditer(template) if (name := match[1]) is not None
    ]
    every = "fields: " + " ".join(f"{{{name}}}" for name in _FIELDS)
    if not names:
        raise UsageError(f"the format {quote(template)} has no field", every)
    for name in names:
        if name not in _FIELDS:
            near = [quote(f"{{{it}}}") for it in find_nearest(name, _FIELDS)]
            shown = quote(f"{{{name}}}")
            raise UsageError(f"no field {shown}", did_you_mean(near, every))

    def write_line(head: Head, path: Path) -> str:
        values = {
            "slug": clean_line(head.slug),
            "title": head.title,
            "hy": head.hy,
            "description": head.description,
            "categories": ", ".join(head.categories),
            "path": shorten_path(path),
        }

        def fill(match: re.Match[str]) -> str:
            name = match[1]
            return _ESCAPES[match[0]] if name is None else values[name]

        return _PART.sub(fill, template) + "\n"

    return write_line
