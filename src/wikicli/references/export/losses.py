"""What a format has no place for: told, so that no export loses a thing in silence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from wikicli.base.model import Reference
from wikicli.references.export import FORMATS
from wikicli.references.export.fields import address, is_rest, make_keys

Value = TypeVar("Value")

_OWN = {
    "bibtex": ("quote", "trans-title", "script-title"),
    "biblatex": ("quote", "trans-title", "script-title"),
    "ris": ("script-title",),
}
"""The keys of our own that a format lacks; CSL-JSON has them under ``custom``."""

_UNTOLD = frozenset({"archive", "archive_location", "title-short"})
"""Written in part or in other words, or of no use without what is written."""

_MOST = 5
"""Records that are named for a loss; of more the rest is counted."""


class Exported(NamedTuple):
    """References in a format, and what it lost: records by key, under its own ids."""

    text: str
    losses: Mapping[str, list[str]]


class _Asked(dict[str, Value]):
    """A mapping that notes which of its keys were asked for."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self.asked = set[str]()

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.asked.add(key)
        return super().get(key, default)

    def __getitem__(self, key: str) -> Value:
        self.asked.add(key)
        return super().__getitem__(key)


def export(name: str, references: Sequence[Reference]) -> Exported:
    """Write references in a format of FORMATS; note what of each was not looked at."""
    if name not in _OWN:
        return Exported(FORMATS[name](references), {})
    watched = [
        it._replace(
            names=_Asked(it.names),
            dates=_Asked(it.dates),
            variables=_Asked(it.variables),
        )
        for it in references
    ]
    text = FORMATS[name](watched)
    losses: dict[str, list[str]] = {}
    for reference, record in zip(watched, make_keys(references), strict=True):
        for key in _find_losses(name, reference):
            losses.setdefault(key, []).append(record)
    return Exported(text, losses)


def _find_losses(name: str, reference: Reference) -> Iterator[str]:
    for values in (reference.names, reference.dates, reference.variables):
        asked = values.asked if isinstance(values, _Asked) else set()
        yield from (key for key in values if key not in asked | _UNTOLD)
    for key in _OWN[name]:
        if getattr(reference, key.replace("-", "_")):
            yield key
    if name != "ris" and reference.archive_url not in ("", address(reference)):
        yield "archive-url"
    if name == "ris" and any(
        is_rest(it) for role in reference.names.values() for it in role
    ):
        yield "et al."


def format_losses(name: str, losses: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a line for each key that was lost, with the records that have it."""
    for key in sorted(losses, key=str.casefold):
        ids = losses[key]
        more = [f"and {len(ids) - _MOST} more"] if len(ids) > _MOST else []
        yield f"{name} has no place for {key}: {', '.join([*ids[:_MOST], *more])}"
