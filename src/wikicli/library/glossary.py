"""The glossary of a library: its terms merged and sorted, and compared."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from wikicli.base.model import Head, Side, Term
from wikicli.language import armenian, signs
from wikicli.library.grouping import connect

_EXPLANATION = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTS = re.compile(r"[,;/]")
_ARTICLE = re.compile(r"\A[\W_]*(?:(?:the|an?|to)\s+)+(?=[\W_]*\w)")


class TermUse(NamedTuple):
    """A term and the slugs of the entries that use it."""

    term: Term
    entries: tuple[str, ...]


class Reading(NamedTuple):
    """What entries say of a form or of a gloss, and which of them."""

    text: str
    entries: tuple[str, ...]


class Conflict(NamedTuple):
    """An Armenian form with several glosses (``of`` is ``hy``), or the reverse."""

    of: Side
    text: str
    readings: tuple[Reading, ...]


# The terms of a library -----------------------------------------------------------


def merge_terms(glossary: Iterable[tuple[Head, Sequence[Term]]]) -> list[TermUse]:
    """Merge the terms of entries: one of equal Armenian form, gloss and spelling.

    What one entry says and another leaves out belongs to the merged term; where both
    say something else, the terms stay apart.
    """
    uses: dict[tuple[str, str, str], list[TermUse]] = {}
    for head, terms in glossary:
        for term in terms:
            alike = uses.setdefault((term.hy, term.en, term.orthography), [])
            for place, (other, entries) in enumerate(alike):
                if merged := _merge(other, term):
                    names = dict.fromkeys((*entries, head.slug))
                    alike[place] = TermUse(merged, tuple(names))
                    break
            else:
                alike.append(TermUse(term, (head.slug,)))
    return [use for alike in uses.values() for use in alike]


def _merge(left: Term, right: Term) -> Term | None:
    """Merge two terms if neither says what the other contradicts."""
    merged: dict[str, Any] = {}
    for name, ours, theirs in zip(Term._fields, left, right, strict=True):
        if ours and theirs and ours != theirs:
            return None
        merged[name] = ours or theirs
    return Term(**merged)


def sort_terms(uses: Iterable[TermUse], by: Side = "hy") -> list[TermUse]:
    """Sort terms in the order of Armenian dictionaries, or by English gloss.

    Articles and the ``to`` of verbs don't count; terms without the one come last. Of
    equal ones, that comes first which most entries use.
    """

    def key(use: TermUse) -> tuple[object, ...]:
        hy = armenian.sort_key(use.term.hy)
        en = _bare_gloss(use.term.en)
        keys: list[tuple[bool, object]] = [(not use.term.hy, hy), (not use.term.en, en)]
        first, last = keys if by == "hy" else keys[::-1]
        return (first, -len(use.entries), last, use.entries)

    return sorted(uses, key=key)


# Comparing ------------------------------------------------------------------------


def find_conflicts(uses: Sequence[TermUse]) -> list[Conflict]:
    """Find what entries say differently: a form's glosses, the forms of a gloss.

    Glosses that share a part (`gloss_parts`) agree, and so do spellings of one form,
    classical and reformed (`spellings`). An entry that has both of two glosses, or
    both of two forms, says that both are right: then they are in no conflict.
    """
    known = [use for use in uses if use.term.hy and _parts(use)]
    conflicts = []
    for group in connect(known, _spellings):
        if len(connect(group, _parts, _entries)) > 1:
            readings = _readings(group, "en")
            conflicts.append(Conflict("hy", group[0].term.hy, readings))
    for group in connect(known, lambda use: _parts(use)[:1]):
        if len(connect(group, _spellings, _entries)) > 1:
            first = _PARTS.split(_EXPLANATION.sub("", group[0].term.en).strip())[0]
            conflicts.append(Conflict("en", first.strip(), _readings(group, "hy")))
    return conflicts


def gloss_parts(gloss: str) -> tuple[str, ...]:
    """Return what a gloss says, in parts that can be compared.

    Parts stand between commas, semicolons and slashes: the gloss proper comes first,
    others are synonyms or explain it (``Artsakh, Armenian name of Karabakh``). Without
    case, punctuation, parentheses, articles and the ``to`` of verbs.
    """
    parts = _PARTS.split(_EXPLANATION.sub(" ", gloss))
    return tuple(filter(None, map(_bare_gloss, parts)))


def plain_words(text: str) -> list[str]:
    """Return the words of a text folded, without signs."""
    return [match[0] for match in signs.find_words(armenian.fold(text))]


def _bare_gloss(text: str) -> str:
    return " ".join(plain_words(_ARTICLE.sub("", armenian.fold(text))))


def spellings(form: str) -> tuple[str, ...]:
    """Return an Armenian form folded: as it is written and, read so, as reformed.

    A form of nothing but signs, the name of a mark, is only equal to itself.
    """
    words = plain_words(form)
    if not words:
        return (form.strip(),)
    reformed = map(armenian.reform, words)
    return tuple(dict.fromkeys((" ".join(words), " ".join(reformed))))


def _spellings(use: TermUse) -> tuple[str, ...]:
    return spellings(use.term.hy)


def _parts(use: TermUse) -> tuple[str, ...]:
    return gloss_parts(use.term.en)


def _entries(use: TermUse) -> tuple[str, ...]:
    return use.entries


def _readings(group: Sequence[TermUse], side: Side) -> tuple[Reading, ...]:
    readings: dict[str, Reading] = {}
    for use in group:
        text = use.term.en if side == "en" else use.term.hy
        known, entries = readings.get(armenian.fold(text), Reading(text, ()))
        names = tuple(dict.fromkeys((*entries, *use.entries)))
        readings[armenian.fold(text)] = Reading(known, names)
    return tuple(readings.values())
