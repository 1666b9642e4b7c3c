"""Search keys: Armenian words in either script, any romanization, any inflection.

Search compares keys. A key writes a word as it sounds, one symbol a sound, so that a
word meets every romanization of itself; `index_keys` makes those of a headword or a
word of text, `query_keys` those of what a reader typed. Where they do not meet, try
`stems` of the query's keys, then `western_key`, then `bare_key` on both sides.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from wikicli.language import signs
from wikicli.language.armenian import fold, is_armenian, letters_of, reform

_MOST = 16  # readings of one query: a word has one or two, a phrase multiplies them

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SCHOLARLY = re.compile(f"[čšžǰġłəëçʿò]|ow|c[{signs.APOSTROPHES}]")
_DOUBLED = re.compile(r"(.)\1+")
_ARMENIAN_ONLY = re.compile(r"[ա-և\W\d_]*")

_LATIN_LETTERS = str.maketrans(
    {"č": "ch", "š": "sh", "ž": "zh", "ǰ": "j", "ġ": "gh", "ł": "gh", "ğ": "gh"}
    | {"ǧ": "gh", "ç": "ts", "ə": "e", "ı": "e", "@": "e", "&": "ev", "q": "k"}
)
"""Latin letters with one sound in Armenian, in everyday ASCII.

Sources: ISO 9985:1996 and Hübschmann–Meillet as in the letter table; ǧ from the table
of KNAB (Pedersen, 2004); ğ ı are Turkish; ``@ & q`` are chat (norayr.am, 2018).
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
    return _keys(text, partial(_spellings, every=True))


def index_key(text: str) -> str:
    """Return the first of the `index_keys`, or nothing."""
    return next(iter(index_keys(text)), "")


def query_keys(text: str) -> tuple[str, ...]:
    """Return the keys of what a reader typed, in either script, the plainest first.

    Armenian is read as written and as reformed. Latin is read in every way that a
    romanization or everyday spelling allows: ``j`` is ջ, ձ or a French ժ, ``x`` is խ or
    ks, ``vo-`` is ո or վո. A word has one or two keys, a phrase at most 16.
    """
    return _keys(text, _spellings)


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
    scholarly = _SCHOLARLY.search(text) is not None
    # ISO's c’h is not ch, and to who writes č, ch is nothing but c and h.
    text = re.sub("c" if re.search("[čšžłə]", text) else "c(?!h)", "ts", text)
    js = ["j", "dz"] if scholarly else ["j", "dz", "zh"]
    if "ǰ" in text:
        text, js = text.replace("j", "dz"), ["j"]
    text = signs.FOLDED_AWAY.sub("", text).translate(_LATIN_LETTERS)
    text = signs.POINTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    systems = [text.replace("j", j) for j in js] if "j" in text else [text]
    if "x" in text:
        xs = ["kh"] if scholarly else ["ks", "kh"] if "kh" in text else ["kh", "ks"]
        systems = [system.replace("x", x) for system in systems for x in xs]
    if "sh" not in text and re.search("ou|tch|dj", text):  # a French spelling
        systems += [re.sub("(?<!t)ch", "sh", system) for system in systems]
    return systems


def _spellings(token: str, every: bool = False) -> Iterator[str]:
    """Yield the everyday Latin spellings of a token; ``every``: also seldom ones."""
    if not is_armenian(token):
        yield from _latin_spellings(token)
        return
    spelled = _spell(token)
    yield spelled
    if (reformed := reform(token)) != token:
        yield _spell(reformed)
    # BGN/PCGN writes ը and յ alike, scholars ծհ and ճ: too seldom for a query to ask.
    if every and "ը" in token:
        yield _spell(token, "y")
    if every and "tsh" in spelled:
        yield spelled.replace("tsh", "ch")


def _latin_spellings(token: str) -> list[str]:
    readings = [token]
    if _AMBIGUOUS.search(token):
        for pattern, letters in _LATIN_READINGS:
            again = [re.sub(pattern, letters, reading) for reading in readings]
            readings += [reading for reading in again if reading not in readings]
            del readings[_MOST:]
    return readings


@cache
def _spelling(eh: str) -> dict[int, str]:
    """Give each letter its everyday spelling: plain BGN/PCGN but for ը."""
    column = letters_of("bgn") | {"ը": eh, "ռ": "r"}
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

Sources: the nouns of "Eastern Armenian" (Wikipedia, morphology), completed from the
forms in the treebanks UD_Armenian-ArmTDP and UD_Western_Armenian-ArmTDP.
"""

_CONSONANT_SOUNDS = "bcdfghklmnprstvxzCDGJSZ"


def _glide(stem: str) -> Iterator[str]:
    """A vowel meets the ending with յ, which a key writes i or leaves out before e."""
    if stem[-1] in "aeiou":
        yield stem + "i"
        if stem[-1] == "i":
            yield stem[:-1]


def _syllable(stem: str) -> Iterator[str]:
    """The last syllable has lost ի or ու: գրք-, գիրք."""
    start = len(stem.rstrip(_CONSONANT_SOUNDS)) + 1
    for place in range(max(start, len(stem) - 4), len(stem)):
        yield stem[:place] + "i" + stem[place:]
        yield stem[:place] + "u" + stem[place:]
        if stem[place - 1] == "n":  # ծննդ-, of ծնունդ: a key has no doubled letters
            yield stem[:place] + "un" + stem[place:]


def _shift(stem: str) -> Iterator[str]:
    """The last vowel was ե or ույ: սիր-, սեր; լուս-, լույս."""
    place = len(stem.rstrip(_CONSONANT_SOUNDS)) - 1
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


def all_stems(keys: Iterable[str]) -> list[str]:
    """Return the `stems` of several keys."""
    return [stem for key in keys for stem in stems(key)]


def stems(key: str) -> tuple[str, ...]:
    """Return the keys of words that a key may be an inflected form of.

    They are candidates, most of them no words: keep those that are keys of headwords.
    Forms of another stem (կանայք of կին) are not found.
    """
    found = {key.removeprefix("amena"): None}  # ամենա-, the superlative
    if key.startswith("amena"):
        found[key[4:]] = None  # ամենաակտիվ: a key has no doubled letters
    endings, longest = _endings()
    for length in range(1, min(longest + 1, len(key))):
        stem = key[:-length]
        for way in endings.get(key[-length:], ()):
            if way not in _RESTORE:
                found[stem + _ending_key(way)] = None
            elif len(stem) > 1:
                found |= dict.fromkeys(_RESTORE[way](stem))
    return tuple(candidate for candidate in found if candidate not in ("", key))


def forms(key: str) -> set[str]:
    """Return the keys that a word of this key may have inflected: `stems` turned round.

    They are some hundred candidates, most of them no words: keep those that are keys
    of a text.
    """
    left = {key, key + "i", key[:-1], key[:-1] + "v"}
    for place, letter in enumerate(key):
        before, after = key[:place], key[place + 1 :]
        left |= {before + after, before + after[1:]}
        left |= {before + "i" + after} if letter == "e" else set()
    found = {"amena" + key.removeprefix("a"), "amena" + key}
    for way, endings in _endings_by_way().items():
        if restore := _RESTORE.get(way):
            begun = [stem for stem in left if len(stem) > 1 and key in restore(stem)]
        else:
            begun = [key[: -len(way)]] if key.endswith(way) and key != way else []
        found |= {stem + ending for stem in begun for ending in endings}
    return found - {key}


@cache
def _endings_by_way() -> dict[str, list[str]]:
    """Map what finds the word, in a key's letters, to the endings that it is for."""
    by_way: dict[str, list[str]] = {}
    for ending, ways in _endings()[0].items():
        for way in ways:
            name = way if way in _RESTORE else _ending_key(way)
            by_way.setdefault(name, []).append(ending)
    return by_way
