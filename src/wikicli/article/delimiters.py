"""Emphasis before an Armenian ending: ``**«Երևան»**ը`` is read as strong.

CommonMark has no closing delimiter between punctuation and a letter, but Armenian joins
its article and the endings of cases to whatever stands before. Where CommonMark leaves
delimiters as text, those before an ending may close, too; that reading is taken if it
leaves fewer. What is text even then is marked, to be told.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.balance_pairs import processDelimiters
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from wikicli.language.armenian import LETTERS

_ENDING = re.compile(f"[{LETTERS}]")
_OPENING = ("Ps", "Pi")

Rule = Callable[[StateInline, bool], bool]


def note_delimiters(rule: Rule) -> Rule:
    """Return a rule of delimiters whose tokens say where their run stands."""

    def tokenize(state: StateInline, silent: bool) -> bool:
        start, known = state.pos, len(state.delimiters)
        if not rule(state, silent):
            return False
        meta = {
            "offset": start,
            "run": state.src[start : state.pos],
            "before": state.src[start - 1] if start else " ",
            "behind": state.src[state.pos] if state.pos < state.posMax else " ",
        }
        for delimiter in state.delimiters[known:]:
            state.tokens[delimiter.token].meta = meta
        return True

    return tokenize


def pair_delimiters(state: StateInline) -> None:
    """Pair delimiters; mark the tokens of those left that are hardly meant as text."""
    inner = [meta["delimiters"] for meta in state.tokens_meta if meta]
    for delimiters in (state.delimiters, *inner):
        tokens = [state.tokens[it.token] for it in delimiters]
        endings = [at for at, token in enumerate(tokens) if _is_before_ending(token)]
        again = [replace(it) for it in delimiters] if endings else []
        processDelimiters(state, delimiters)
        left = _find_left(delimiters, tokens)
        if left and endings:
            for at in endings:
                again[at].close = True
            processDelimiters(state, again)
            fewer = _find_left(again, tokens)
            if len(fewer) < len(left):
                delimiters[:], left = again, fewer
        for token in _find_unread(delimiters, tokens, left):
            token.type = "unread_delimiter"


def _is_before_ending(token: Token) -> bool:
    """Tell whether a delimiter stands between closing punctuation and a letter."""
    if not _ENDING.match(token.meta["behind"]):
        return False
    category = unicodedata.category(token.meta["before"])
    return category[0] in "PS" and category not in _OPENING


def _find_left(delimiters: Sequence[Delimiter], tokens: Sequence[Token]) -> list[int]:
    """Find the delimiters without a partner; tildes have none of another number."""
    paired = set[int]()
    for at, delimiter in enumerate(delimiters):
        end = delimiter.end
        if end >= 0 and (delimiter.length or tokens[at].content == tokens[end].content):
            paired |= {at, end}
    return [at for at in range(len(delimiters)) if at not in paired]


def _find_unread(
    delimiters: Sequence[Delimiter], tokens: Sequence[Token], left: Sequence[int]
) -> Iterator[Token]:
    """Yield a token of each run that is left and hardly a sign.

    One asterisk or tilde is a sign, as before a reconstructed word or a number, and so
    are more than three, and underscores that touch no word; one underscore before a
    word is none if another is right behind it.
    """
    runs: dict[int, Token] = {}
    opened: dict[str, Token] = {}
    for at in left:
        delimiter, token = delimiters[at], tokens[at]
        run, is_flanking = token.meta["run"], delimiter.open or delimiter.close
        if 1 < len(run) < 4 and (is_flanking or run[0] != "_"):
            runs.setdefault(token.meta["offset"], token)
        elif delimiter.open:
            opened[run] = token
        elif run == "_" and run in opened and _is_in_word(token):
            yield opened.pop(run)
    yield from runs.values()


def _is_in_word(token: Token) -> bool:
    return not (token.meta["before"].isspace() or token.meta["behind"].isspace())
