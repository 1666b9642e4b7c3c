"""Rules about Armenian words wherever they stand: letters, spelling, punctuation."""

import re
from collections.abc import Iterator

from wikicli.base.problems import Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.parts import prose_rule
from wikicli.check.prose import COVER, Prose, find_foreign, find_prose, iter_lines
from wikicli.check.rule import entry_rule, rule_of_each
from wikicli.language import armenian, signs

# Letters ----------------------------------------------------------------------------

_LATIN = "A-Za-z\u00c0-\u024f"
_CYRILLIC = "\u0400-\u052f"
_ARMENIAN = armenian.LETTERS
_BESIDE = re.compile(
    "|".join(
        f"[{left}][{right}]"
        for left in (_LATIN, _CYRILLIC, _ARMENIAN)
        for right in (_LATIN, _CYRILLIC, _ARMENIAN)
        if left != right
    )
)
_PAIRS = dict(zip("ouhngqfpjOUSL", "օսհոցզֆքյՕՍՏԼ", strict=True))
_LOOKALIKES = _PAIRS | {letter: latin for latin, letter in _PAIRS.items()}
"""Latin and Armenian letters that most fonts draw alike (Unicode's ``confusables``)."""

_SCRIPTS = {"Latin": _LATIN, "Cyrillic": _CYRILLIC, "Armenian": _ARMENIAN}


foreign_rule = rule_of_each(lambda checked: (((), it) for it in find_foreign(checked)))


@foreign_rule("mixed-scripts", Severity.WARNING)
def find_mixed_scripts(prose: Prose) -> Iterator[Finding]:
    """A word has letters of two scripts: a Latin o in an Armenian word, or the reverse.

    They look alike, but no search and no romanization takes one for the other. An
    Armenian ending on a Latin name stands behind a hyphen: Wikipedia-ի.
    """
    reached = 0
    for match in _BESIDE.finditer(prose.words):
        if match.start() < reached:
            continue
        start, reached = _word_around(prose.words, match.start())
        word = prose.words[start:reached]
        message = f"{quote(word)} has letters of two scripts"
        yield prose.at((start, reached), message, _say_odd_letters(word))


def _word_around(text: str, place: int) -> tuple[int, int]:
    start = end = place
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


def _say_odd_letters(word: str) -> str:
    """Say which letters are those of the script that the word has fewest of."""
    by_script = {
        name: re.findall(f"[{letters}]", word) for name, letters in _SCRIPTS.items()
    }
    present = {name: found for name, found in by_script.items() if found}
    odd = min(present, key=lambda name: len(present[name]))
    letters = list(dict.fromkeys(present[odd]))
    hint = f"{', '.join(letters)}: {odd}"
    meant = [_LOOKALIKES[letter] for letter in letters if letter in _LOOKALIKES]
    return f"{hint}; meant: {', '.join(meant)}" if len(meant) == len(letters) else hint


# Spelling ---------------------------------------------------------------------------

_CAPITALS = "Ա-Ֆ"
_WRONG_EV = re.compile(
    rf"(?<![{_ARMENIAN}])(?:[{_CAPITALS}]*ԵՒ[{_CAPITALS}]*|"
    rf"[{_CAPITALS}]+և[{_CAPITALS}]+|[{_CAPITALS}]{{2,}}և)(?![{_ARMENIAN}])"
)


def _reformed_texts(checked: Checked) -> Iterator[Prose]:
    """Yield the Armenian side and the terms that are in reformed spelling."""
    entry = checked.entry
    yield from (prose for prose in find_prose(checked) if prose.path[0] == "hy")
    for path, value in iter_lines(entry):
        if path[0] == "hy":
            yield Prose(path, value, value)
    for index, term in enumerate(entry.terms):
        if term.orthography == "reformed" and term.hy:
            yield Prose(("terms", index, "hy"), term.hy, term.hy)


@entry_rule("wrong-capital-ev", Severity.WARNING)
def find_wrong_capitals(checked: Checked) -> Iterator[Finding]:
    """The letter և is ԵՒ among capitals, or stays small.

    In reformed spelling its capitals are ԵՎ: ԵՐԵՎԱՆ. Programs write ԵՒ, which is the
    classical spelling (the orthography of the Republic of Armenia; CLDR for ``hy``).
    """
    for prose in _reformed_texts(checked):
        for match in _WRONG_EV.finditer(prose.words):
            right = match[0].replace("ԵՒ", "ԵՎ").replace("և", "ԵՎ")
            message = f"{quote(match[0])} in capitals is {right}"
            yield prose.at(match.span(), message, "", right)


_CLASSICAL = re.compile(
    rf"(?<![ոՈ])[ւՒ]|[եԵ][աԱ][նՆ](?:[եե][րՐ])?(?![{_ARMENIAN}])"
    r"|(?<=[բգդզթժլխծկհձղճմյնշչպջռսվտրցփքֆ])է(?=[բգդզթժլխծկհձղճմյնշպջռսվտրցփքֆ])"
)
_REFORMED = re.compile("և|ություն|ությ[աու]")
_NEGATED = re.compile(r"(?i)\A(?:չ|ան)է")


def find_classical(word: str) -> str:
    """Find what in a word is never written in reformed spelling; nothing if sound.

    A free ւ (միութիւն), the ending եան, and է between consonants (հայերէն), unless a
    prefix stands before it (չէր).
    """
    match = _CLASSICAL.search(word)
    if not match or (match[0] == "է" and _NEGATED.match(word)):
        return ""
    return match[0]


def find_reformed(word: str) -> str:
    """Find what in a word is never written in classical spelling; nothing if sound.

    The letter և, and ություն where it is ութիւն.
    """
    match = _REFORMED.search(word.lower())
    return match[0] if match else ""


def find_words(text: str) -> list[str]:
    """Return the Armenian words of a text, without the marks within them."""
    plain = signs.FOLDED_AWAY.sub("", text)
    return re.findall(f"[{_ARMENIAN}]+", plain)


@entry_rule("mixed-orthography", Severity.INFO)
def find_mixed_orthography(checked: Checked) -> Iterator[Finding]:
    """The Armenian text is in reformed spelling but for some words.

    They may be left from another text. Words of the entry's classical terms are meant.
    """
    meant = tuple(
        word
        for term in checked.entry.terms
        if term.orthography == "classical"
        for word in find_words(term.hy)
    )
    for prose in find_prose(checked):
        if prose.path[0] != "hy" or not _REFORMED.search(prose.words):
            continue
        for match in signs.find_words(prose.words):
            word = signs.FOLDED_AWAY.sub("", match[0])
            letters = find_classical(word)
            if letters and not word.startswith(meant):
                message = f"{quote(match[0])} looks classical: {letters}"
                yield prose.at(match.span(), message)


# Punctuation ------------------------------------------------------------------------

_COLON = re.compile(rf"(?<=[{_ARMENIAN}»”)*_]):")
_LIST = re.compile(r"\s*\n\s*(?:[-*+>|]|\d+[.)])\s")
_NEAR = 200
"""So many characters around a colon tell what it ends."""
_OPENING = ' \t\n«„“"(*_'


@prose_rule("colon-for-full-stop", Severity.WARNING)
def find_colons(prose: Prose) -> Iterator[Finding]:
    """An Armenian sentence ends with a colon in place of ։.

    Keyboards without U+0589 give the one for the other. ``--fix`` puts ։ where a
    marker, the end of the paragraph or an Armenian capital follows.
    """
    message, stop = "this colon ends an Armenian sentence", armenian.FULL_STOP
    for match in _COLON.finditer(prose.words):
        if _ends_sentence(prose, match.start()):
            yield prose.at(match.span(), message, f"write {stop}", stop)


def _ends_sentence(prose: Prose, colon: int) -> bool:
    before = prose.words[max(colon - _NEAR, 0) : colon].rstrip("»”)*_")[-1:]
    rest = prose.words[colon + 1 : colon + 1 + _NEAR]
    if not armenian.is_armenian(before) or _LIST.match(rest):
        return False
    if rest[:1] == COVER:
        return prose.text.startswith("[^", colon + 1)
    space = rest[: len(rest) - len(rest.lstrip())]
    if not space and rest:
        return False
    following = rest.lstrip(_OPENING)[:1]
    is_capital = re.match(f"[{_CAPITALS}]", following) is not None
    return is_capital or not rest.strip() or "\n\n" in space.replace(" ", "")


_LATIN_MARK = re.compile(rf"(?<=[{_ARMENIAN}])[?!]")


@foreign_rule("foreign-sentence-mark", Severity.INFO)
def find_foreign_marks(prose: Prose) -> Iterator[Finding]:
    """An Armenian word is followed by ``?`` or ``!``.

    Armenian sets ՞ or ՜ on the vowel that bears the tone: Ո՞վ, not Ով?.
    """
    marks = {"?": "՞", "!": "՜"}
    if prose.path[0] == "references":
        return
    for match in _LATIN_MARK.finditer(prose.words):
        start = _word_around(prose.words, match.start() - 1)[0]
        message = f"{quote(match[0])} after an Armenian word"
        hint = f"write {marks[match[0]]} on its stressed vowel"
        yield prose.at((start, match.end()), message, hint)
