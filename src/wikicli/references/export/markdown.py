"""References to a numbered list in Markdown: the citation lines with their links."""

import re
from collections.abc import Sequence

from wikicli.base.model import Reference
from wikicli.references.citation import Piece, format_citation

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
_AT_START = re.compile(r"(?P<sign>[#+=>-])|(?P<number>\d+)(?P<dot>[.)])")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def format_markdown(references: Sequence[Reference]) -> str:
    """Format references as a numbered list, a line each."""
    lines = (
        f"{number}. {_line(format_citation(reference))}\n"
        for number, reference in enumerate(references, 1)
    )
    return "".join(lines)


def _line(pieces: Sequence[Piece]) -> str:
    line = "".join(map(_piece, pieces))
    return (
        _AT_START.sub(_escape_start, line, count=1) if _AT_START.match(line) else line
    )


def _escape_start(match: re.Match[str]) -> str:
    """Escape what would begin a block at the start of a line."""
    return (
        f"\\{match['sign']}" if match["sign"] else f"{match['number']}\\{match['dot']}"
    )


def _piece(piece: Piece) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", piece.text)
    if piece.role == "title":
        text = f"*{text}*"
    return f"[{text}]({_destination(piece.url)})" if piece.url else text


def _destination(url: str) -> str:
    """Return an address as a link's destination, in angle brackets if it needs them."""
    escaped = _ENTITY.sub("&amp;", url)
    return f"<{escaped}>" if re.search(r"[()]", url) else escaped
