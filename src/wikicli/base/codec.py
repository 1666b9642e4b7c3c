"""Named tuples as JSON and back: of registered kinds only, and nothing is run.

What a stranger wrote may be of kinds that are registered, but not of those expected.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from wikicli.base.problems import Severity
from wikicli.base.text import find_unsafe

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

    def beginning(self, kind: type) -> str:
        """Return how what is written of a kind begins."""
        return f"[{self._codes[kind]},"

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
            if isinstance(value, Path):
                return [_PATH, str(value)]
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


_LARGEST = 1 << 26  # bytes of one text: some hundred times the longest article


def shrink(data: bytes) -> tuple[int, bytes]:
    """Return a checksum of compressed data, and these."""
    shrunk = zlib.compress(data, 1)
    return zlib.crc32(shrunk), shrunk


def expand(checksum: object, shrunk: object) -> bytes | None:
    """Return what was compressed; None if that is damaged, or more than anybody needs.

    Whatever is too much is not expanded.
    """
    if not isinstance(shrunk, bytes) or zlib.crc32(shrunk) != checksum:
        return None
    expander = zlib.decompressobj()
    try:
        data = expander.decompress(shrunk, _LARGEST)
    except zlib.error:
        return None
    return data if expander.eof else None


_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\u")


def is_clean(text: str) -> bool:
    """Tell whether JSON has no unsafe characters in it, as they are or escaped."""
    return find_unsafe(text) < 0 and _ESCAPED.search(text) is None


def fits(value: Any, expected: Any) -> bool:
    """Tell whether a value is throughout of the type that an annotation says."""
    origin = get_origin(expected)
    if origin in (Union, UnionType):
        return any(fits(value, it) for it in get_args(expected))
    if origin is Literal:
        return value in get_args(expected)
    if origin is tuple:
        return isinstance(value, tuple) and _fit_each(value, get_args(expected))
    if origin in (Mapping, dict):
        inner = get_args(expected)[1]
        return isinstance(value, Mapping) and all(
            fits(it, inner) for it in value.values()
        )
    if expected in (None, Any):
        return expected is Any or value is None
    if expected is Path:
        return isinstance(value, Path)
    kind: Any = type(value)
    if kind is not expected:
        return False
    return not hasattr(expected, "_fields") or _fit_each(value, _fields_of(kind))


def _fit_each(values: Any, expected: tuple[Any, ...]) -> bool:
    if len(expected) == 2 and expected[1] is Ellipsis:
        return all(fits(it, expected[0]) for it in values)
    return len(values) == len(expected) and all(map(fits, values, expected))


@cache
def _fields_of(kind: Any) -> tuple[Any, ...]:
    return tuple(get_type_hints(kind)[name] for name in kind._fields)


@lru_cache(16)  # the problems of a file all have its path
def _make_path(text: str) -> Path:
    return Path(text)


def _make_tuple(*values: Any) -> tuple[Any, ...]:
    return values
