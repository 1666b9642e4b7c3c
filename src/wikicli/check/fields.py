"""The fields of an entry by the keys that lead to them, each value with its path."""

from collections.abc import Iterator, Mapping
from typing import Any

from wikicli.base.problems import KeyPath


def iter_fields(part: Any, *fields: str, path: KeyPath = ()) -> Iterator[Any]:
    """Yield the values of fields with their paths; none is empty.

    A field is given by the keys that lead to it from a part, such as ``hy title``. Of
    a list or a mapping each item is a value.
    """
    for field in fields:
        yield from _walk(part, field.split(), path)


def _walk(value: Any, keys: list[str], path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(item, keys, (*path, key))
    elif type(value) is tuple:  # a list, not one of the parts, which are named tuples
        for index, item in enumerate(value):
            yield from _walk(item, keys, (*path, index))
    elif keys and value is not None:
        yield from _walk(getattr(value, keys[0]), keys[1:], (*path, keys[0]))
    elif value:
        yield path, value
