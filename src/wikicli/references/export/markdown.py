"""References to a numbered list in Markdown: the citation lines with their links."""

import re
from collections.abc import Sequence

from wikicli.base.model import Reference
from wikicli.references.citation import Piece, format_citation

# Those of CommonMark, and of Pandoc: maths, citations, superscript.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$@^]|&(?=#?\w+;)")
# What would begin a block at the start of a line; the backslash goes behind the group.
_AT_START = re.compile(r"\A((?=[#+=>-])|\d+(?=[.)]))")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def format_markdown(references: Sequence[Reference]) -> str:
    """Format references as a numbered list, a line each."""
    lines = ("".join(map(_piece, format_citation(it))) for it in references)
    escaped = (_AT_START.sub(r"\1\\", line) for line in lines)
    return "".join(f"{number}. {line}\n" for number, line in enumerate(escaped, 1))


def _piece(piece: Piece) -> str:
    text = _SPECIAL.sub(r"\\\g<0>", piece.text)
    if piece.role == "title":
        text = f"*{text}*"
    return f"[{text}]({_destination(piece.url)})" if piece.url else text


def _destination(url: str) -> str:
    """Return an address as a link's destination, in angle brackets if it needs them."""
    escaped = _ENTITY.sub("&amp;", url)
    return f"<{escaped}>" if re.search(r"[()]", url) else escaped
