"""Answers for scripts, a module a command: keys are the words of the entry format.

Fields of an entry stand under their YAML names; ``docs/json.md`` describes the rest.
Every string is safe to print: entries are cleaned when they are read.
"""

from typing import TYPE_CHECKING, Any

from wikicli.base.lazy import import_on_demand

if TYPE_CHECKING:
    from wikicli.render.json import check as check
    from wikicli.render.json import cite as cite
    from wikicli.render.json import coverage as coverage
    from wikicli.render.json import index as index
    from wikicli.render.json import keeping as keeping
    from wikicli.render.json import links as links
    from wikicli.render.json import packs as packs
    from wikicli.render.json import refs as refs
    from wikicli.render.json import romanize as romanize
    from wikicli.render.json import search as search
    from wikicli.render.json import show as show
    from wikicli.render.json import terms as terms
    from wikicli.render.json import where as where
else:
    __getattr__ = import_on_demand(__name__)

JsonObject = dict[str, Any]


def format_json(value: object, escaped: bool = False) -> str:
    """Format a value as JSON, indented; ``escaped`` leaves nothing but ASCII."""
    import json

    return json.dumps(value, ensure_ascii=escaped, indent=2)
