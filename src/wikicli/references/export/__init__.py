"""References in the formats of other programs.

A format is a plain function from references to text that ends with a line end. Its
module, and the library that it stands on, are imported when it is first used: BibTeX,
biblatex and RIS need packages that only the extra ``cite`` brings.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from wikicli.base.errors import WikicliError
from wikicli.base.model import Reference

Format = Callable[[Sequence[Reference]], str]


def _csl_json(references: Sequence[Reference]) -> str:
    from wikicli.references.export.csl import format_csl_json

    return format_csl_json(references)


def _bibtex(references: Sequence[Reference]) -> str:
    with _needs_extra("bibtex"):
        from wikicli.references.export.bibtex import format_bibtex

    return format_bibtex(references)


def _biblatex(references: Sequence[Reference]) -> str:
    with _needs_extra("biblatex"):
        from wikicli.references.export.biblatex import format_biblatex

    return format_biblatex(references)


def _ris(references: Sequence[Reference]) -> str:
    with _needs_extra("ris"):
        from wikicli.references.export.ris import format_ris

    return format_ris(references)


def _markdown(references: Sequence[Reference]) -> str:
    from wikicli.references.export.markdown import format_markdown

    return format_markdown(references)


FORMATS: Mapping[str, Format] = {
    "csl-json": _csl_json,
    "bibtex": _bibtex,
    "biblatex": _biblatex,
    "ris": _ris,
    "markdown": _markdown,
}
"""The formats, by the name that chooses each."""


@contextmanager
def _needs_extra(name: str) -> Iterator[None]:
    """Turn a package that is missing into an error that says how to get it."""
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package == "wikicli":
            raise
        message = f"format '{name}' needs the package {package}"
        raise WikicliError(message, "pip install 'wikicli-reader[cite]'") from error
