"""Armenian letters: romanization, folding, spelling and dictionary order.

Tables (a row a letter, a rule or a class of letters) and a few positional rules.
Nothing here raises on strange text: what is not Armenian passes through. How Armenian
words are searched for is in `wikicli.language.keys`.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from wikicli.base.text import LIGATURES
from wikicli.language import signs

STANDARDS = {
    "bgn": "BGN/PCGN 1981",
    "ala-lc": "ALA-LC 2022",
    "iso9985": "ISO 9985:1996",
    "hm": "Hübschmann–Meillet",
    "plain": "BGN/PCGN 1981 without marks",
}
"""The romanizations, by the name that chooses each."""

_LETTERS = """
    ա  a    a    a   a
    բ  b    b    b   b
    գ  g    g    g   g
    դ  d    d    d   d
    ե  e    e    e   e
    զ  z    z    z   z
    է  e    ē    ē   ē
    ը  y    ě    ë   ə
    թ  t’   tʻ   t’  tʿ
    ժ  zh   zh   ž   ž
    ի  i    i    i   i
    լ  l    l    l   l
    խ  kh   kh   x   x
    ծ  ts   ts   ç   c
    կ  k    k    k   k
    հ  h    h    h   h
    ձ  dz   dz   j   j
    ղ  gh   gh   ġ   ł
    ճ  ch   ch   č̣   č
    մ  m    m    m   m
    յ  y    y    y   y
    ն  n    n    n   n
    շ  sh   sh   š   š
    ո  o    o    o   o
    չ  ch’  chʻ  č   čʿ
    պ  p    p    p   p
    ջ  j    j    ǰ   ǰ
    ռ  rr   ṛ    ṙ   ṙ
    ս  s    s    s   s
    վ  v    v    v   v
    տ  t    t    t   t
    ր  r    r    r   r
    ց  ts’  tsʻ  c’  cʿ
    ւ  w    w    w   w
    ու u    u    ow  u
    փ  p’   pʻ   p’  pʿ
    ք  k’   kʻ   k’  kʿ
    և  ev   ev   ew  ew
    եւ ev   ew   ew  ew
    օ  o    ō    ò   ō
    ֆ  f    f    f   f
    ՚  -    ’    -   ’
"""
"""One row a letter, in dictionary order; ``-`` stands for nothing.

Columns: the letter; BGN/PCGN 1981; ALA-LC; ISO 9985:1996; Hübschmann–Meillet.

Sources: BGN/PCGN from the romanization system of 1981 (PCGN, confirmed 2019) and the
report on it of the UNGEGN working group on romanization systems, 2016, which leaves ւ
out: ``w`` is ours. ALA-LC from the table of the Library of Congress, 2022, and its
transliteration data (lcnetdev/scriptshifter, ``armenian.yml``). ISO 9985:1996 and
Hübschmann–Meillet (1913) from T. T. Pedersen, "Transliteration of Armenian", 2004. The
elision mark ՚ is ’ in CLDR's Armenian-Latin; we drop it where ’ marks aspirates.
"""

_COLUMNS = {"bgn": 1, "ala-lc": 2, "iso9985": 3, "hm": 4}

_Rules = tuple[tuple[str, str], ...]

_INSERTED: dict[str, _Rules] = {
    "bgn": (
        (r"(?i)(?:\A|(?<=[աեէըիոօ])|(?<=ու))(?=[եև])", "y"),
        (r"(?i)\A(?!ով\Z)(?=ո(?!ւ))", "v"),
    ),
    "ala-lc": (
        (r"(?i)(?<=[գզկս])(?=հ)|(?<=դ)(?=զ)|(?<=տ)(?=ս)", "ʹ"),
        # In capitals ԵՎ is the ligature և, so only small letters are told apart.
        (r"(?<=ե)(?=վ)", "ʹ"),
    ),
}
"""Positional rules: where in a word (pattern) which Latin letters are put in.

Sources: notes 1, 2 and 5 of the BGN/PCGN system of 1981: *ye* and *yev* initially and
after a vowel, *vo* initially but for the word ov; notes 3 and 6 of the ALA-LC table of
2022: the prime between letters that would read as a digraph, and in *eʹv*. The pair
*zʹh* is from the Library's transliteration data, which note 3 does not list.
"""

_CLASSICAL = (
    (r"\Aյ", "ḥ"),
    (r"\AՅ", "Ḥ"),
    (r"\AԵ(?=[աեէըիոօԱԵԷԸԻՈՕ])", "Y"),
)
"""ALA-LC, classical spelling only: initial յ, and ե before a vowel in a name.

Source: notes 2 and 4 of the ALA-LC table of 2022; a name is a word with a capital.
"""

LETTERS = "Ա-Ֆՠ-ֈ"
"""The letters of the Armenian block, as ranges for a pattern's brackets."""

MARKS = "՚-՟"
"""Its marks of elision, stress, question, pause and shortening, in the same form."""

FULL_STOP = "։"
"""What ends an Armenian sentence; keyboards without it give a colon."""

RUN = re.compile(r"[Ա-֊ﬓ-ﬗ]+(?:[\s,]+[Ա-֊ﬓ-ﬗ]+)*")
"""Matches Armenian words in a text, with the marks, commas and spaces among them."""

# These stand inside a word, after the vowel they modify, even within the digraph ու.
_WORD_MARKS = re.compile(f"[{signs.MARKS}{signs.UNSEEN}]+")
_PUNCTUATION = str.maketrans("։՝֊", ".,-")
_WORD = re.compile(f"[{LETTERS}][{LETTERS}՚{signs.MARKS}{signs.UNSEEN}]*")
_UNIT = f"([a-zʹ]?)([եո][ւՒ]|[ԵՈ][ւՒ]|[{LETTERS}՚])"
_ARMENIAN = re.compile(f"[{LETTERS}ﬓ-ﬗ]")
_SIMPLE = re.compile(f"[ -~Ա-և{signs.APOSTROPHES}]*")


@cache
def letters_of(name: str) -> dict[str, str]:
    """Return the letters of a romanization: one column of the letter table."""
    rows = (row.split() for row in _LETTERS.strip().splitlines())
    return {row[0]: row[_COLUMNS[name]].strip("-") for row in rows}


def is_armenian(text: str) -> bool:
    """Tell whether the text has any Armenian letter; marks alone do not count."""
    return _ARMENIAN.search(text) is not None


def romanize(text: str, standard: str = "bgn", orthography: str = "reformed") -> str:
    """Write the Armenian words of a text in Latin letters.

    Capitals stay capitals, in a word and in the whole of it. Ligatures are expanded.
    The marks ՛ and ՟ are dropped; ՞ and ՜ become ``?`` and ``!`` at the end of their
    sentence, and ։ ՝ ֊ become ``. , -`` (the punctuation rules of the ALA-LC table,
    2022; the other systems have none). Other scripts, lone marks and letters outside
    the alphabet (ՠ, ֈ) are left alone, and so is any text without Armenian letters.

    Args:
        text: Any text.
        standard: A name in STANDARDS.
        orthography: ``classical`` adds ALA-LC's rules for it; nothing else changes.

    Raises:
        ValueError: The standard is not in STANDARDS.
    """
    if standard not in STANDARDS:
        known = ", ".join(STANDARDS)
        raise ValueError(f"unknown romanization {standard!r}; known: {known}")
    if not is_armenian(text):
        return text
    scheme = "bgn" if standard == "plain" else standard
    rules = _INSERTED.get(scheme, ())
    if scheme == "ala-lc" and orthography == "classical":
        rules = _CLASSICAL + rules
    spell = _speller(letters_of(scheme), plain=standard == "plain")
    text = _move_sentence_marks(text.translate(LIGATURES))
    words = _WORD.sub(lambda word: _romanize_word(word[0], rules, spell), text)
    return words.translate(_PUNCTUATION)


def _move_sentence_marks(text: str) -> str:
    """Put ՞ and ՜ of each sentence at its end, as ``?`` and ``!``."""
    if "՞" not in text and "՜" not in text:
        return text
    # Keyboards without ։ give a colon; one inside a word or a time ends no sentence.
    parts = re.split(rf"({FULL_STOP}|:(?=\s|\Z)|\r?\n)", text)
    for i in range(0, len(parts), 2):
        marks = re.findall(f"(?<=[{LETTERS}])[՞՜]", parts[i])
        if marks:
            body = parts[i].rstrip()
            signs = "".join(dict.fromkeys(marks)).translate({0x55E: "?", 0x55C: "!"})
            parts[i] = body + signs + parts[i][len(body) :]
            if i + 1 < len(parts) and parts[i + 1] in (FULL_STOP, ":"):
                parts[i + 1] = ""
    return "".join(parts)


def _romanize_word(
    word: str, rules: _Rules, spell: Callable[[re.Match[str]], str]
) -> str:
    word = marked = _WORD_MARKS.sub("", word)
    for where, letters in rules:
        marked = re.sub(where, letters, marked)
    latin = re.sub(_UNIT, spell, marked)
    # և has no capital of its own: ԵՐևԱՆ is a word in capitals.
    capitals = word.replace("և", "")
    return latin.upper() if len(capitals) > 1 and capitals.isupper() else latin


def _speller(column: dict[str, str], *, plain: bool) -> Callable[[re.Match[str]], str]:
    """Make the function that spells one unit of a word: letters put in, and letter."""

    def spell(unit: re.Match[str]) -> str:
        put_in, letter = unit.groups()
        latin = put_in + column.get(letter.lower(), letter)
        if plain:
            latin = latin.replace("’", "")
        if not letter[0].isupper():
            return latin
        # A capital beside another one belongs to an abbreviation: ԽՍՀՄ-ում, ԽՍՀՄում.
        beside = unit.string[: unit.start()][-1:] + unit.string[unit.end() :][:1]
        if any(neighbour.isupper() for neighbour in beside):
            return latin.upper()
        return latin[:1].upper() + latin[1:]

    return spell


def fold(text: str) -> str:
    """Reduce text to the form in which names are compared, in any script.

    Compatibility forms and ligatures are resolved, case is removed, signs within words
    (`wikicli.language.signs`) and loose combining marks go, and և, եւ and եվ are one:
    ԵՐԵՎԱՆ, Երեւան and Երևան fold together, and so do Arts’akh, Arts‘akh and Artsakh.
    Folding what is folded changes nothing.

    Sources: UAX #15 (NFKC); the capitals ԵՎ of և, against Unicode's ԵՒ, from the
    orthography of the Republic of Armenia (CLDR and ICU for ``hy``, ICU-13416).
    """
    if _SIMPLE.fullmatch(text):
        # The common case: nothing here composes, and only և is a compatibility form.
        plain = signs.FOLDED_AWAY.sub("", text).lower()
        return plain.replace("եւ", "և").replace("եվ", "և")
    folded = _fold_once(text)
    # What is removed can leave letters side by side that compose or fold further.
    while folded != (again := _fold_once(folded)):
        folded = again
    return folded


def _fold_once(text: str) -> str:
    text = signs.FOLDED_AWAY.sub("", text)
    text = unicodedata.normalize("NFKC", text).casefold()
    text = signs.FOLDED_AWAY.sub("", unicodedata.normalize("NFKC", text))
    return re.sub("ե[ւվ]", "և", signs.POINTS.sub("", text))


@cache
def _places() -> dict[int, str]:
    """Give each letter its place in the dictionary, as a character for sorting."""
    singles = [letter for letter in letters_of("bgn") if len(letter) == 1]
    return {ord(letter): chr(0xE000 + n) for n, letter in enumerate(singles)}


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts text in the order of Armenian dictionaries.

    ու is one letter after ց, and և (also written եւ) one after ք. Case and marks decide
    only between equals; digits and Latin stand before Armenian.

    Source: the alphabet of 39 letters of the reformed orthography, 1940.
    """
    plain = signs.FOLDED_AWAY.sub("", text.translate(LIGATURES).lower())
    letters = plain.replace("եւ", "և").replace("ու", "ւ")
    return letters.translate(_places()), text


_VOWELS = "աեէըիոօև"
_REFORM = (
    (rf"\Aյ(?=[{_VOWELS}])", "հ"),
    (rf"\A(.*[{_VOWELS}][^{_VOWELS}]*[աո])յ\Z", r"\1"),
    (rf"(?<=[^{_VOWELS}ւ])ու(?=[{_VOWELS}])", "վ"),
    (rf"ոյ(?=[^{_VOWELS}])", "ույ"),
    (rf"իւ(?=[^{_VOWELS}])", "յու"),
    ("յ?եա", "յա"),
    ("եօ", "յո"),
    (r"\Bէո", "ևո"),
    (r"\Bէ", "ե"),
    (r"\Bօ", "ո"),
    ("(?<!ո)ւ", "վ"),
)
"""Classical spelling to reformed, in this order, on folded words.

յոյս հույս, ծառայ ծառա, նուէր նվեր, լոյս լույս, ձիւն ձյուն, Սարգսեան Սարգսյան, եօթ յոթ,
Գէորգ Գևորգ, տէր տեր, խօսել խոսել, թիւ թիվ; a word of one syllable keeps its final յ.

Sources: Ṛ. Ishkhanyan, the rules of classical orthography (Yerevan: Arevik, 1991); the
pairs of "Armenian orthography reform" (Wikipedia); the reading rules of krtaditak.am.
"""
_CLASSICAL_TELL = rf"[էօ]|(?<!ո)ւ|եա|ու[{_VOWELS}]|ոյ|\Aյ|յ\Z"


def reform(word: str) -> str:
    """Fold a word and read its classical spelling as reformed.

    Reformed words stay as they are, but for some that look classical: initial յ (յուղ),
    final յ (տրամվայ), օ and է that begin the second part of a compound (այսօր). A
    search needs a word's own reading as well.
    """
    word = fold(word)
    if re.search(_CLASSICAL_TELL, word):
        for pattern, letters in _REFORM:
            word = re.sub(pattern, letters, word)
    return word
