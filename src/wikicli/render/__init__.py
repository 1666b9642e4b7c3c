"""Faces of the model: pages for people, JSON for scripts; each imported on demand."""

from typing import TYPE_CHECKING

from wikicli.base.lazy import import_on_demand

if TYPE_CHECKING:
    from wikicli.render import json as json
    from wikicli.render import text as text
else:
    __getattr__ = import_on_demand(__name__)
