"""Links and names of an entry file, rewritten where they stand.

All else of the file stays byte by byte: comments, order, line ends. What was edited is
read again, and must say what was meant.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from wikicli.article import markdown
from wikicli.article.footnotes import Article, parse_article
from wikicli.article.markup import EntryLink
from wikicli.base.errors import LibraryError
from wikicli.base.model import Entry
from wikicli.base.text import quote_path
from wikicli.entry import file as entryfile
from wikicli.entry import yamlnodes
from wikicli.entry.form.scalars import format_scalar
from wikicli.entry.form.source import EntryText, count_letters
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, YamlError
from wikicli.library.graph import find_links

# Links ----------------------------------------------------------------------------


def relink(
    data: bytes, path: Path, before: Entry, old: str, new: str
) -> tuple[bytes, int]:
    """Rewrite the links to a slug in the file of an entry; count them.

    Raises LibraryError if that can't be done without changing anything else.
    """
    counts = count_links(before)
    count = counts[old]
    if not count:
        return data, 0
    mark, text = _split_mark(data)
    try:
        places = sorted(_find_slug(EntryText(text), old), reverse=True)
    except (YamlError, _UnusualError):
        raise _unusual("links", path) from None
    for place in places:
        if not text.startswith(old, place):  # written with escapes
            raise _unusual("links", path)
        text = text[:place] + new + text[place + len(old) :]
    changed = (mark + text).encode()
    after = entryfile.parse(changed, path).entry
    counts[new] += counts.pop(old)
    if after is None or count_links(after) != counts or _rest(after) != _rest(before):
        raise _unusual("links", path)
    return changed, count


def _split_mark(data: bytes) -> tuple[str, str]:
    """Return the byte order mark of a file, or nothing, and the text behind it."""
    text = data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark, text.removeprefix(mark)


def _unusual(what: str, path: Path) -> LibraryError:
    message = f"{what} in {quote_path(path)} can't be edited; nothing was changed"
    return LibraryError(message, "its YAML is unusual: wikicli fmt may mend it")


class _UnusualError(Exception):
    """The file is written in a way that can't be edited in place."""


def may_link(data: bytes, slug: str) -> bool:
    """Tell whether a file has what looks like a link to a slug."""
    link = re.compile(rf"\[\[[\s>]*{re.escape(slug)}[\s>]*(?:\\*\||#|\]\])")
    return link.search(data.decode("utf-8", "replace")) is not None


def _find_slug(source: EntryText, slug: str) -> Iterator[int]:
    """Yield where a slug stands in the links of a file."""
    for target in _targets(source.root):
        if target.text.strip() == slug:
            yield source.letters(target)[0]
    for scalar, is_body in _texts(source.root):
        found = [*_places_in(scalar, slug, is_body)] if slug in scalar.text else []
        if found:
            letters, counts = source.letters(scalar), count_letters(scalar.text)
            yield from (letters[counts[place]] for place in found)


def _targets(root: Node) -> Iterator[Scalar]:
    """Yield what see-also links lead to."""
    for link in _items(_value(root, "see_also")):
        target = _value(link, "entry") if isinstance(link, Mapping) else link
        if isinstance(target, Scalar):
            yield target


def _texts(root: Node) -> Iterator[tuple[Scalar, bool]]:
    """Yield what takes Markdown, and whether that is a body or one line."""
    sides = (root, _value(root, "hy"))
    bodies = [_value(side, "body") for side in sides]
    boxes = [_value(side, "facts") for side in sides]
    found = (box.items.values() for box in boxes if isinstance(box, Mapping))
    lines = [value for facts in found for _, value in facts]
    for key in ("terms", "see_also"):
        notes = (_value(item, "note") for item in _items(_value(root, key)))
        lines += filter(None, notes)
    for node in (*bodies, *lines):
        if isinstance(node, Scalar):
            yield node, node in bodies


def _places_in(scalar: Scalar, slug: str, is_body: bool) -> Iterator[int]:
    """Yield where a slug stands in the links of a text, as it is read."""
    text = scalar.text if is_body and scalar.style == "|" else scalar.text.strip()
    skipped = scalar.text.index(text)
    if is_body:
        units = Article({}, markdown.parse(text), None).units()
        spans = [span for unit in units for span in unit.spans]
    else:
        text = re.sub(r"\s", " ", text)
        spans = [*markdown.parse_inline(text, ())[0]]
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for span in spans:
        if isinstance(span, EntryLink) and span.slug == slug:
            opening = starts[span.line - 1] + span.column - 1
            # Between the brackets and the slug are only spaces, line breaks and what a
            # quotation begins its lines with.
            yield skipped + text.index(slug, opening)


def count_links(entry: Entry) -> Counter[str]:
    """Count the links of an entry by their targets, in everything that may have any."""
    article, _ = parse_article(entry)
    return Counter(link.target for link in find_links(entry, article))


def _rest(entry: Entry) -> Entry:
    """Return an entry without what links stand in."""
    return entry._replace(
        body="",
        facts=dict.fromkeys(entry.facts, ""),
        terms=tuple(term._replace(note="") for term in entry.terms),
        hy=entry.hy
        and entry.hy._replace(body="", facts=dict.fromkeys(entry.hy.facts, "")),
        see_also=tuple(it._replace(entry="", note="") for it in entry.see_also),
    )


# Names ----------------------------------------------------------------------------


def set_names(data: bytes, path: Path, title: str, aliases: Sequence[str]) -> bytes:
    """Give an entry another title, and aliases besides those that it has.

    Raises LibraryError if that can't be done without changing anything else.
    """
    before = entryfile.parse(data, path).entry
    assert before is not None
    mark, text = _split_mark(data)
    try:
        comments = _comments(text)
        for alias in aliases:
            text = _add_alias(text, alias)
        if title != before.title:
            text = _set_title(text, title)
        after = entryfile.parse(text.encode(), path).entry
        same_comments = _comments(text) == comments
    except (YamlError, _UnusualError):
        raise _unusual("the names", path) from None
    wanted = before._replace(title=title, aliases=(*before.aliases, *aliases))
    if after != wanted or not same_comments:
        raise _unusual("the names", path)
    return (mark + text).encode()


def _comments(text: str) -> list[str]:
    return [comment.text for comment in EntryText(text).comments()]


def _value(node: Node | None, key: str) -> Node | None:
    return (
        node.items[key][1] if isinstance(node, Mapping) and key in node.items else None
    )


def _items(node: Node | None) -> list[Node]:
    """Return the items of a list; anything else is its own only item."""
    if isinstance(node, yamlnodes.Sequence):
        return node.items
    return [node] if node else []


def _set_title(text: str, title: str) -> str:
    source = EntryText(text)
    node = _value(source.root, "title")
    if not isinstance(node, Scalar):
        raise _UnusualError
    span = source.span(node)
    written = format_scalar(title, False, source.is_bracket(source.root))
    return text[: span.start] + written + text[span.end :]


def _add_alias(text: str, alias: str) -> str:
    """Add an alias: to the list that there is, or as a list below the description."""
    source = EntryText(text)
    node = _value(source.root, "aliases")
    plain, inside = format_scalar(alias, False), format_scalar(alias, False, True)
    if isinstance(node, yamlnodes.Sequence) and node.items:
        last = node.items[-1]
        if not isinstance(last, Scalar):
            raise _UnusualError
        end = source.span(last).end
        if source.is_bracket(node):
            return f"{text[:end]}, {inside}{text[end:]}"
        return _insert_line(text, end, " " * (node.column - 1) + f"- {plain}")
    if isinstance(node, yamlnodes.Sequence):
        start = source.offset(node) + 1
        return text[:start] + inside + text[start:]
    if isinstance(node, Scalar):
        span = source.span(node)
        if node.empty:
            return f"{text[: span.start]} [{inside}]{text[span.end :]}"
        raise _UnusualError
    before = _value(source.root, "description") or _value(source.root, "title")
    if not isinstance(before, Scalar) or source.is_bracket(source.root):
        raise _UnusualError
    return _insert_line(text, source.span(before).end, f"aliases: [{inside}]")


def _insert_line(text: str, behind: int, line: str) -> str:
    """Insert a line below the one in which a place is."""
    end = text.find("\n", behind)
    ending = "\r\n" if text[:end].endswith("\r") else "\n"
    if end < 0:
        return text + ending + line + ending
    return text[: end + 1] + line + ending + text[end + 1 :]
