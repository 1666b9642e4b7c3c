"""Links and names of an entry file, rewritten where they stand.

All else of the file stays byte by byte: comments, order, line ends. What was edited is
read again, and must say what was meant.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from wikicli.article.footnotes import parse_article
from wikicli.base.errors import LibraryError
from wikicli.base.model import Entry
from wikicli.base.text import quote_path
from wikicli.entry import file as entryfile
from wikicli.entry import yamlnodes
from wikicli.entry.form.scalars import format_scalar
from wikicli.entry.form.source import EntryText, MismatchError
from wikicli.entry.yamlnodes import Mapping, Node, Scalar, YamlError, parse_nodes
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
    in_text = count - sum(link.entry == old for link in before.see_also)
    try:
        places = [*_find_see_also(text, old)]
    except (YamlError, MismatchError):
        raise _unusual(path) from None
    candidates = [match.end(1) for match in _candidates(old).finditer(text)]
    if len(candidates) != in_text:
        candidates = [
            it for it in candidates if _is_link(text, it, path, old, new, counts)
        ]
    changed = mark + _replace_at(text, [*places, *candidates], old, new)
    after = entryfile.parse(changed.encode(), path).entry
    counts[new] += counts.pop(old)
    if after is None or count_links(after) != counts or _rest(after) != _rest(before):
        raise _unusual(path)
    return changed.encode(), count


def _split_mark(data: bytes) -> tuple[str, str]:
    """Return the byte order mark of a file, or nothing, and the text behind it."""
    text = data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    return mark, text.removeprefix(mark)


def _unusual(path: Path) -> LibraryError:
    message = f"links in {quote_path(path)} can't be edited; nothing was changed"
    return LibraryError(message, "its YAML is unusual: wikicli fmt may mend it")


def _candidates(slug: str) -> re.Pattern[str]:
    """Return a pattern of a link's looks; its group ends where the slug begins."""
    return re.compile(rf"(\[\[[ \t]*){re.escape(slug)}(?=[ \t]*(?:\\*\||\]\]))")


def may_link(data: bytes, slug: str) -> bool:
    """Tell whether a file has what looks like a link to a slug."""
    return _candidates(slug).search(data.decode("utf-8", "replace")) is not None


def _is_link(
    text: str, at: int, path: Path, old: str, new: str, counts: Counter[str]
) -> bool:
    """Tell whether what looks like a link is one: if changing it takes one away."""
    changed = _replace_at(text, [at], old, new)
    entry = entryfile.parse(changed.encode(), path).entry
    return entry is not None and count_links(entry)[old] == counts[old] - 1


def _replace_at(text: str, places: Sequence[int], old: str, new: str) -> str:
    for place in sorted(places, reverse=True):
        text = text[:place] + new + text[place + len(old) :]
    return text


def _find_see_also(text: str, slug: str) -> Iterator[int]:
    """Yield where a slug stands in see-also links."""
    source = _source(text)
    value = _value(source.root, "see_also")
    links = (
        value.items
        if isinstance(value, yamlnodes.Sequence)
        else [value]
        if value
        else []
    )
    for link in links:
        target = _value(link, "entry") if isinstance(link, Mapping) else link
        if isinstance(target, Scalar) and " ".join(target.text.split()) == slug:
            span = source.spans[id(target)]
            place = text.find(slug, span.text or span.start, span.end)
            if place < 0:  # written with escapes
                raise MismatchError
            yield place


def count_links(entry: Entry) -> Counter[str]:
    """Count the links of an entry by their targets, in everything that may have any."""
    article, _ = parse_article(entry)
    return Counter(link.target for link in find_links(entry, article))


def _rest(entry: Entry) -> tuple[object, ...]:
    """Return what of an entry no link stands in."""
    terms = [term._replace(note="") for term in entry.terms]
    return (
        *(entry.title, entry.description, entry.aliases, entry.references),
        *(entry.categories, entry.source, terms, list(entry.facts)),
        entry.hy and entry.hy._replace(body=""),
        [link._replace(entry="", note="") for link in entry.see_also],
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
    except (YamlError, MismatchError):
        raise _fixed_names(path) from None
    wanted = before._replace(title=title, aliases=(*before.aliases, *aliases))
    if after != wanted or not same_comments:
        raise _fixed_names(path)
    return (mark + text).encode()


def _fixed_names(path: Path) -> LibraryError:
    message = f"the names in {quote_path(path)} can't be edited; nothing was changed"
    return LibraryError(message, "its YAML is unusual: wikicli fmt may mend it")


def _source(text: str) -> EntryText:
    root = parse_nodes(text)
    if root is None:
        raise MismatchError
    return EntryText(text, root)


def _comments(text: str) -> list[str]:
    return [comment.text for comment in _source(text).comments()]


def _value(node: Node | None, key: str) -> Node | None:
    return (
        node.items[key][1] if isinstance(node, Mapping) and key in node.items else None
    )


def _set_title(text: str, title: str) -> str:
    source = _source(text)
    node = _value(source.root, "title")
    if not isinstance(node, Scalar):
        raise MismatchError
    span = source.spans[id(node)]
    in_brackets = source.is_bracket(source.root)
    written = format_scalar(title, False, in_brackets)
    return text[: span.start] + written + text[span.end :]


def _add_alias(text: str, alias: str) -> str:
    """Add an alias: to the list that there is, or as a list below the description."""
    source = _source(text)
    node = _value(source.root, "aliases")
    plain, inside = format_scalar(alias, False), format_scalar(alias, False, True)
    if isinstance(node, yamlnodes.Sequence) and node.items:
        last = node.items[-1]
        if not isinstance(last, Scalar):
            raise MismatchError
        end = source.spans[id(last)].end
        if source.is_bracket(node):
            return f"{text[:end]}, {inside}{text[end:]}"
        return _insert_line(text, end, " " * (node.column - 1) + f"- {plain}")
    if isinstance(node, yamlnodes.Sequence):
        start = source.offset(node) + 1
        return text[:start] + inside + text[start:]
    if isinstance(node, Scalar):
        span = source.spans[id(node)]
        if node.empty:
            return f"{text[: span.start]} [{inside}]{text[span.end :]}"
        raise MismatchError
    before = _value(source.root, "description") or _value(source.root, "title")
    if not isinstance(before, Scalar) or source.is_bracket(source.root):
        raise MismatchError
    return _insert_line(text, source.spans[id(before)].end, f"aliases: [{inside}]")


def _insert_line(text: str, behind: int, line: str) -> str:
    """Insert a line below the one in which a place is."""
    end = text.find("\n", behind)
    ending = "\r\n" if text[:end].endswith("\r") else "\n"
    if end < 0:
        return text + ending + line + ending
    return text[: end + 1] + line + ending + text[end + 1 :]
