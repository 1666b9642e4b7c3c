"""Armenian letters: romanization, folding, dictionary order and search keys.

All knowledge of the script is here, in tables (a row a letter, a rule or a class of
endings) and a few positional rules. Nothing here raises on strange text: what is not
Armenian passes through.

Search compares keys. A key writes a word as it sounds, one symbol a sound, so that a
word meets every romanization of itself; `index_keys` makes those of a headword or a
word of text, `query_keys` those of what a reader typed. Where they do not meet, try
`stems` of the query's keys, then `western_key`, then `bare_key` on both sides.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

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

_LIGATURES = str.maketrans({"ﬓ": "մն", "ﬔ": "մե", "ﬕ": "մի", "ﬖ": "վն", "ﬗ": "մխ"})
# These stand inside a word, after the vowel they modify, even within the digraph ու.
_WORD_MARKS = "՛՜՞՟\u00ad"
_NO_WORD_MARKS = str.maketrans("", "", _WORD_MARKS)
_PUNCTUATION = str.maketrans("։՝֊", ".,-")
_WORD = re.compile(f"[Ա-Ֆՠ-ֈ][Ա-Ֆՠ-ֈ՚{_WORD_MARKS}]*")
_ARMENIAN = re.compile("[Ա-Ֆՠ-ֈﬓ-ﬗ]")

# Armenian marks, then what people type for the aspirates of the romanizations.
_FOLDED_AWAY = str.maketrans("", "", "՛՜՞՟՚ՙ’‘'ʼʻʿʽ`´ʹ\u00ad")
_COMBINING = re.compile("[\u0300-\u036f]+")
_SIMPLE = re.compile("[ -~Ա-և’‘ʻʿ]*")


@cache
def _column(name: str) -> dict[str, str]:
    """Read one column of the letter table."""
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
    spell = _speller(_column(scheme), plain=standard == "plain")
    text = _move_sentence_marks(text.translate(_LIGATURES))
    words = _WORD.sub(lambda word: _romanize_word(word[0], rules, spell), text)
    return words.translate(_PUNCTUATION)


def _move_sentence_marks(text: str) -> str:
    """Put ՞ and ՜ of each sentence at its end, as ``?`` and ``!``."""
    if "՞" not in text and "՜" not in text:
        return text
    # Keyboards without ։ give a colon; one inside a word or a time ends no sentence.
    parts = re.split(r"(։|:(?=\s|\Z)|\r?\n)", text)
    for i in range(0, len(parts), 2):
        marks = re.findall("(?<=[Ա-Ֆՠ-ֈ])[՞՜]", parts[i])
        if marks:
            body = parts[i].rstrip()
            signs = "".join(dict.fromkeys(marks)).translate({0x55E: "?", 0x55C: "!"})
            parts[i] = body + signs + parts[i][len(body) :]
            if i + 1 < len(parts) and parts[i + 1] in "։:":
                parts[i + 1] = ""
    return "".join(parts)


def _romanize_word(
    word: str,
    rules: _Rules,
    spell: Callable[[re.Match[str]], str],
) -> str:
    word = word.translate(_NO_WORD_MARKS)
    marked = word
    for where, letters in rules:
        marked = re.sub(where, letters, marked)
    latin = re.sub("([a-zʹ]?)([եո][ւՒ]|[ԵՈ][ւՒ]|[Ա-Ֆՠ-ֈ՚])", spell, marked)
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

    Compatibility forms and ligatures are resolved, case is removed, marks inside
    words, apostrophes and modifier letters of romanizations and loose combining marks
    go, and և, եւ and եվ are one: ԵՐԵՎԱՆ, Երեւան and Երևան fold together, and so do
    Arts’akh and Artsakh. Folding what is folded changes nothing.

    Sources: UAX #15 (NFKC); the capitals ԵՎ of և, against Unicode's ԵՒ, from the
    orthography of the Republic of Armenia (CLDR and ICU for ``hy``, ICU-13416).
    """
    if _SIMPLE.fullmatch(text):
        # The common case: nothing here composes, and only և is a compatibility form.
        plain = text.translate(_FOLDED_AWAY).lower()
        return plain.replace("եւ", "և").replace("եվ", "և")
    folded = _fold_once(text)
    # What is removed can leave letters side by side that compose or fold further.
    while folded != (again := _fold_once(folded)):
        folded = again
    return folded


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_FOLDED_AWAY)).casefold()
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED_AWAY)
    return re.sub("ե[ւվ]", "և", _COMBINING.sub("", text))


@cache
def _places() -> dict[int, str]:
    """Give each letter its place in the dictionary, as a character for sorting."""
    singles = [letter for letter in _column("bgn") if len(letter) == 1]
    return {ord(letter): chr(0xE000 + n) for n, letter in enumerate(singles)}


def sort_key(text: str) -> tuple[str, str]:
    """Return a key that sorts text in the order of Armenian dictionaries.

    ու is one letter after ց, and և (also written եւ) one after ք. Case and marks decide
    only between equals; digits and Latin stand before Armenian.

    Source: the alphabet of 39 letters of the reformed orthography, 1940.
    """
    plain = text.translate(_LIGATURES).lower().translate(_FOLDED_AWAY)
    letters = plain.replace("եւ", "և").replace("ու", "ւ")
    return letters.translate(_places()), text


def upper(text: str, orthography: str = "reformed") -> str:
    """Write text in capitals, և as ԵՎ, or as ԵՒ in classical spelling.

    Sources: as for `fold`; Python and Unicode's default write ԵՒ in both.
    """
    return text.replace("և", "եւ" if orthography == "classical" else "եվ").upper()


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
_CLASSICAL_TELL = re.compile(rf"[էօ]|(?<!ո)ւ|եա|ու[{_VOWELS}]|ոյ|\Aյ|յ\Z")


def reform(word: str) -> str:
    """Fold a word and read its classical spelling as reformed.

    Reformed words stay as they are, but for some that look classical: initial յ (յուղ),
    final յ (տրամվայ), օ and է that begin the second part of a compound (այսօր). A
    search needs a word's own reading as well.
    """
    return _reform_folded(fold(word))


def _reform_folded(word: str) -> str:
    if _CLASSICAL_TELL.search(word):
        for pattern, letters in _REFORM:
            word = re.sub(pattern, letters, word)
    return word


# Search keys

_MOST = 16  # readings of one query: a word has one or two, a phrase multiplies them

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_DOUBLED = re.compile(r"(.)\1+")
_ARMENIAN_ONLY = re.compile(r"[ա-և\W\d_]*")

_LATIN_LETTERS = str.maketrans(
    {"č": "ch", "š": "sh", "ž": "zh", "ǰ": "j", "ġ": "gh", "ł": "gh", "ğ": "gh"}
    | {"ǧ": "gh", "ç": "ts", "ə": "e", "ı": "e", "@": "e", "&": "ev", "q": "k"}
)
"""Latin letters with one sound in Armenian, in everyday ASCII.

Sources: ISO 9985:1996 and Hübschmann–Meillet as in the letter table; ǧ from the table
of KNAB (Pedersen, 2004), ğ ı from Turkish spellings; ``@ & q`` from chat.
"""

_LATIN_READINGS = (
    (r"\Avo", "o"),  # ո in BGN/PCGN
    (r"\Ay(?=[aou])", "h"),  # յ of classical spelling: Yakob
    (r"(?<=[aeiou])([^aeiou]*[ao])y\Z", r"\1"),  # and at its end: Yevropay
    ("yea", "ya"),  # յեա: Saroyean
    ("(?<=[^aeiouy])eo", "evo"),  # էո: Keork
    (r"iu(?=[aeio]|\Z)", "iv"),  # իւ: tiu
    ("(?<=[^aeiouy])ui(?=[^aeiouy])", "vi"),  # ու before a vowel: nuirel
    ("ee", "i"),  # English
    ("tsch", "ch"),  # German
    ("sch", "sh"),
    ("rh", "r"),  # ռ in Unidecode
)
"""Other readings of Latin letters in a word: where, and what they may stand for."""
_AMBIGUOUS = re.compile(r"\Avo|\Ay[aou]|[ao]y\Z|yea|eo|iu|ui|ee|sch|rh")

_CONSONANTS = (
    *(("tch", "C"), ("ch", "C"), ("sh", "S"), ("dzh", "J"), ("zh", "Z"), ("kh", "x")),
    *(("gh", "G"), ("th", "t"), ("ph", "p"), ("dz", "D"), ("dj", "J"), ("j", "J")),
    *(("tz", "c"), ("ts", "c")),
)
_VOWELS_AND_GLIDES = (
    ("yy+", "y"),
    (r"(?:(?<=[aeiou])|\A)y(?=e)", ""),  # BGN/PCGN's ye
    (r"(?<![aeiou])y(?![aeiou])", "e"),  # its ը
    (r"\A[ei](?=[aou])", "y"),  # եօթ yot, իւղ yugh
    (r"(?<=[^aeiouy])[ey](?=[aou])", "i"),  # -եան, -յան, -ian
    (r"\By", "i"),  # Hayk, Haik; Miyatsum
    (r"(?<=[aeou])ie", "e"),  # haieren, hayeren
    (r"oi(?=[^aeiou])", "ui"),  # լոյս, լույս
    (r"(?<=[^aeiou])u(?=[aeo])", "v"),  # նուէր, նվեր; Samuel, Samvel
)
"""How everyday spelling sounds, in this order: one symbol a consonant, glides alike.

Both sides of a search go through these rules. So սհ and շ, which some standard writes
``sh`` both, have one key, and a word meets whatever a standard makes of it. The rules
are ours, from the columns of the letter table and the positional rules above.
"""
_HAS_GLIDE = re.compile(r"y|e[aou]|\Ai[aou]|[aeou]ie|oi|u[aeo]")


def index_keys(text: str) -> tuple[str, ...]:
    """Return the keys under which a headword or a word of text is found.

    The first is the word as written, spaces and hyphens left out. Others are its
    reformed reading, where the spelling may be classical, and readings of letters that
    a standard does not tell apart. Text without letters or digits has no key.
    """
    return _keys(text, _index_spellings)


def index_key(text: str) -> str:
    """Return the first of the `index_keys`, or nothing."""
    return next(iter(index_keys(text)), "")


def query_keys(text: str) -> tuple[str, ...]:
    """Return the keys of what a reader typed, in either script, the plainest first.

    Armenian is read as written and as reformed. Latin is read in every way that a
    romanization or everyday spelling allows: ``j`` is ջ, ձ or a French ժ, ``x`` is խ or
    ks, ``vo-`` is ո or վո. A word has one or two keys, a phrase at most 16.
    """
    return _keys(text, _query_spellings)


def _keys(text: str, spellings: Callable[[str], Iterator[str]]) -> tuple[str, ...]:
    keys: dict[str, None] = {}
    for system in _systems(fold(text) if is_armenian(text) else text):
        joined = [""]
        for token in _TOKEN.findall(system):
            sounds = dict.fromkeys(map(_sounds, spellings(token)))
            joined = [left + right for left in joined for right in sounds][:_MOST]
        keys |= dict.fromkeys(_DOUBLED.sub(r"\1", key) for key in joined)
    keys.pop("", None)
    return tuple(keys)[:_MOST]


def _systems(text: str) -> list[str]:
    """Read Latin letters that mean one thing throughout: one text a reading."""
    if _ARMENIAN_ONLY.fullmatch(text):
        return [text]
    text = unicodedata.normalize("NFC", text.lower())
    scholarly = re.search("[čšžǰġłəëçʿò]|ow|c[’'ʻ]", text) is not None
    # ISO's c’h is not ch, and to who writes č, ch is nothing but c and h.
    text = re.sub("c" if re.search("[čšžłəʿ]", text) else "c(?!h)", "ts", text)
    js = ["j", "dz"] if scholarly else ["j", "dz", "zh"]
    if "ǰ" in text:
        text, js = text.replace("j", "dz"), ["j"]
    text = text.translate(_FOLDED_AWAY).translate(_LATIN_LETTERS)
    text = _COMBINING.sub("", unicodedata.normalize("NFKD", text)).lower()
    systems = [text.replace("j", j) for j in js] if "j" in text else [text]
    if "x" in text:
        xs = ["kh"] if scholarly else ["ks", "kh"] if "kh" in text else ["kh", "ks"]
        systems = [system.replace("x", x) for system in systems for x in xs]
    if "sh" not in text and re.search("ou|tch|dj", text):  # a French spelling
        systems += [re.sub("(?<!t)ch", "sh", system) for system in systems]
    return systems


def _index_spellings(token: str) -> Iterator[str]:
    """Yield the everyday Latin spellings of a token to index."""
    if not is_armenian(token):
        yield from _latin_spellings(token)
        return
    spelled = _spell(token)
    yield spelled
    if (reformed := _reform_folded(token)) != token:
        yield _spell(reformed)
    # BGN/PCGN writes ը and յ alike, scholars ծհ and ճ: too seldom for a query to ask.
    if "ը" in token:
        yield _spell(token, "y")
    if "tsh" in spelled:
        yield spelled.replace("tsh", "ch")


def _query_spellings(token: str) -> Iterator[str]:
    """Yield the everyday Latin spellings of a token typed."""
    if is_armenian(token):
        yield _spell(token)
        if (reformed := _reform_folded(token)) != token:
            yield _spell(reformed)
    else:
        yield from _latin_spellings(token)


def _latin_spellings(token: str) -> Iterator[str]:
    readings = [token]
    if _AMBIGUOUS.search(token):
        for pattern, letters in _LATIN_READINGS:
            again = [re.sub(pattern, letters, reading) for reading in readings]
            readings += [reading for reading in again if reading not in readings]
    yield from readings[:_MOST]


@cache
def _spelling(eh: str) -> dict[int, str]:
    """Give each letter its everyday spelling: plain BGN/PCGN but for ը."""
    column = _column("bgn") | {"ը": eh, "ռ": "r"}
    return {ord(k): v.strip("’") for k, v in column.items() if len(k) == 1}


def _spell(token: str, eh: str = "e") -> str:
    return token.replace("ու", "u").translate(_spelling(eh))


def _sounds(word: str) -> str:
    """Write the everyday spelling of a word as it sounds."""
    if "w" in word:
        word = re.sub("iw(?=[^aeiou])", "iu", word.replace("ow", "u")).replace("w", "v")
    word = word.replace("oo", "u").replace("ou", "u")
    for letters, sound in _CONSONANTS:
        word = word.replace(letters, sound)
    if _HAS_GLIDE.search(word):
        for pattern, letters in _VOWELS_AND_GLIDES:
            word = re.sub(pattern, letters, word)
    return word


_WESTERN = str.maketrans("bgdDJ", "pktcC")
_BARE = str.maketrans("ZSGCJD", "zsgcjj")


def western_key(key: str) -> str:
    """Merge in a key what Western Armenian does not tell apart: Hagop, Հակոբ.

    Source: Western Armenian has two series of stops and affricates where Eastern has
    three ("Western Armenian", Wikipedia, differences in phonology from Eastern).
    """
    return key.translate(_WESTERN)


def bare_key(key: str) -> str:
    """Merge in a key what scholars' letters lose without their marks: Susi, Šuši.

    Source: the columns of ISO 9985:1996 and Hübschmann–Meillet in the letter table.
    """
    return key.translate(_BARE)


# Inflection

_ENDINGS = """
    ը ն                              | -    | same glide
    ս դ                              | -    | long
    ի ից ով ում                      | ընսդ | same glide syllable shift u
    էն ոյ                            | -    | same glide syllable u
    եր երի երից երով երում երու երէն | ընսդ | same glide syllable shift u
    ներ ների ներից ներով ներում      | ընսդ | same syllable
    ներու ներէն                      | ընսդ | same syllable
    ից ով ում                        | -    | i
    ու ուց                           | նսդ  | same i syllable
    վա վան վանից                     | ընսդ | same i syllable ուն
    ան անից                          | ընսդ | syllable ուն
    յան                              | ընսդ | syllable
    ռան                              | ընսդ | առ եռ
    ա ո                              | ն    | syllable shift
    ոջ ոջից ոջով                     | ընսդ | same syllable shift
    րոջ րոջից րոջով                  | ընսդ | ույր
    որ որից որով                     | ընսդ | այր
    ման մանից մամբ                   | ընսդ | ում
    ության ությունից ությամբ         | ընսդ | ություն
    ութենէ ութեանց                   | ն    | ություն
    կանց կանցից աց ոց այք            | ընսդ | same syllable
    յաց                              | -    | իք
    ցիք                              | ընսդ | ցի
    ագույն                           | ընսդ | same syllable
    ամբ                              | -    | same
"""
"""Endings of nouns and adjectives | articles that may follow | how to find the word.

The last column names functions of _RESTORE, or gives what stands in the ending's place.

Sources: the declensions by genitive, articles and plurals of "Eastern Armenian nouns"
(Wikipedia, morphology), completed from forms of the treebank UD_Armenian-ArmTDP.
"""


def _glide(stem: str) -> Iterator[str]:
    """A vowel meets the ending with յ, which a key writes i or leaves out before e."""
    if stem[-1] in "aeiou":
        yield stem + "i"
        if stem[-1] == "i":
            yield stem[:-1]


def _syllable(stem: str) -> Iterator[str]:
    """The last syllable has lost ի or ու: գրք-, գիրք."""
    for place in range(len(stem.rstrip("bcdfghklmnprstvxzCDGJSZ")) + 1, len(stem)):
        yield stem[:place] + "i" + stem[place:]
        yield stem[:place] + "u" + stem[place:]
        if stem[place - 1] == "n":  # ծննդ-, of ծնունդ: a key has no doubled letters
            yield stem[:place] + "un" + stem[place:]


def _shift(stem: str) -> Iterator[str]:
    """The last vowel was ե or ույ: սիր-, սեր; լուս-, լույս."""
    place = len(stem.rstrip("bcdfghklmnprstvxzCDGJSZ")) - 1
    if place >= 0 and stem[place] in "iu":
        vowel = "e" if stem[place] == "i" else "ui"
        yield stem[:place] + vowel + stem[place + 1 :]


_RESTORE: dict[str, Callable[[str], Iterator[str]]] = {
    "same": lambda stem: iter([stem]),
    "long": lambda stem: iter([stem] if len(stem) > 2 else []),
    "glide": _glide,
    "i": lambda stem: iter([stem + "i"] if stem[-1] not in "aeiou" else []),
    "u": lambda stem: iter([stem[:-1] + "u"] if stem[-1] == "v" else []),
    "syllable": _syllable,
    "shift": _shift,
}


@cache
def _endings() -> tuple[dict[str, list[str]], int]:
    """Map each ending and article, as in a key, to what finds the word; the longest."""
    ways: dict[str, list[str]] = {}
    for row in _ENDINGS.strip().splitlines():
        endings, articles, found = (part.split() for part in row.split("|"))
        for ending in endings:
            for article in ("", *articles[0].strip("-")):
                key = _ending_key(ending + article)
                ways[key] = list(dict.fromkeys([*ways.get(key, []), *found]))
    return ways, max(map(len, ways))


@cache
def _ending_key(ending: str) -> str:
    # Endings follow a consonant, and no rule joins լ with another letter.
    return index_key("լ" + ending)[1:]


def stems(key: str) -> tuple[str, ...]:
    """Return the keys of words that a key may be an inflected form of.

    They are candidates, most of them no words: keep those that are keys of headwords.
    Forms of another stem (կանայք of կին) are not found.
    """
    found = {key.removeprefix("amena"): None}  # ամենա-, the superlative
    endings, longest = _endings()
    for length in range(1, min(longest + 1, len(key))):
        stem = key[:-length]
        for way in endings.get(key[-length:], ()):
            if way not in _RESTORE:
                found[stem + _ending_key(way)] = None
            elif len(stem) > 1:
                found |= dict.fromkeys(_RESTORE[way](stem))
    found.pop(key, None)
    return tuple(found)
