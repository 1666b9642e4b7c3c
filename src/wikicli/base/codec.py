"""Named tuples as JSON and back: of registered kinds only, and nothing is run."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from wikicli.base.problems import Severity

_ATOMS = (str, int, bool, type(None))
_TUPLE = 0
_PATH = 1


class Codec:
    """Writes values made of some kinds of named tuples, and of what these hold.

    These are texts, numbers, tuples, mappings of texts, severities and paths. Fields at
    the end that hold their defaults are left out.
    """

    def __init__(self, *kinds: type) -> None:
        """Take the kinds in an order that is part of what is written."""
        makers: list[Callable[..., Any]] = [_make_tuple, _make_path, Severity, *kinds]
        self._makers = makers
        self._codes: dict[object, int] = {kind: at for at, kind in enumerate(makers)}
        self._codes[tuple] = _TUPLE
        self._codes[type(Path())] = _PATH
        self._defaults = {
            kind: tuple(kind._field_defaults.items())[::-1]  # type: ignore[attr-defined]
            for kind in kinds
        }

    def encode(self, value: object) -> str:
        """Write a value; raises TypeError for one of another kind."""
        import json

        return json.dumps(self._plain(value), ensure_ascii=False, separators=(",", ":"))

    def decode(self, text: str) -> Any:
        """Read what was written; raises ValueError or TypeError for anything else."""
        import json

        try:
            return self._build(json.loads(text))
        except (LookupError, RecursionError) as error:
            raise ValueError("no such kind of value") from error

    def _plain(self, value: Any) -> Any:
        kind = type(value)
        if kind in _ATOMS:
            return value
        code = self._codes.get(kind)
        if code is None:
            if isinstance(value, Mapping):
                return {key: self._plain(it) for key, it in value.items()}
            raise TypeError(f"no value to be written: {kind.__name__}")
        if kind is Severity:
            return [code, int(value)]
        if code == _PATH:
            return [code, str(value)]
        return [code, *map(self._plain, self._shorten(kind, value))]

    def _shorten(self, kind: type, value: tuple[Any, ...]) -> tuple[Any, ...]:
        """Leave out fields at the end that hold their defaults."""
        end = len(value)
        for _, default in self._defaults.get(kind, ()):
            if type(value[end - 1]) is not type(default) or value[end - 1] != default:
                break
            end -= 1
        return value[:end]

    def _build(self, value: Any) -> Any:
        if type(value) is list:
            build = self._build
            return self._makers[value[0]](
                *[it if type(it) is str else build(it) for it in value[1:]]
            )
        if type(value) is dict:
            return {key: self._build(it) for key, it in value.items()}
        return value


@lru_cache(16)  # the problems of a file all have its path
def _make_path(text: str) -> Path:
    return Path(text)


def _make_tuple(*values: Any) -> tuple[Any, ...]:
    return values
