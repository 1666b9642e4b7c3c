"""Safe text: what may reach a terminal, and near matches of a word."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

REPLACEMENT = "\ufffd"

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f"  # C0 but tab and newline
    "\x7f-\x9f"  # DEL and C1
    "\u2028\u2029"  # line breaks to YAML, to nothing else here
    "\u202a-\u202e\u2066-\u2069"  # bidirectional overrides and isolates
    "\ufeff"  # a byte order mark within text: no place for it, not even a column
    "\ud800-\udfff\ufffe\uffff"  # no characters at all
    "]"
)

# Unicode 15, Alphabetic Presentation Forms: each is two Armenian letters; most
# terminal fonts lack them.
LIGATURES = str.maketrans({"ﬓ": "մն", "ﬔ": "մե", "ﬕ": "մի", "ﬖ": "վն", "ﬗ": "մխ"})
"""A table for ``str.translate``: each ligature to its letters."""

_LIGATURE = re.compile("[\ufb13-\ufb17]")


def find_unsafe(text: str) -> int:
    """Find the first character that must not reach a terminal; -1 if there is none.

    Unsafe are C0 and C1 controls but tab and newline, DEL, bidirectional overrides
    and isolates (U+202A–202E, U+2066–2069), line and paragraph separators, byte
    order marks, lone surrogates and non-characters.
    """
    match = _UNSAFE.search(text)
    return match.start() if match else -1


def find_ligature(text: str) -> int:
    """Find the first Armenian ligature (U+FB13–FB17); -1 if there is none."""
    match = _LIGATURE.search(text)
    return match.start() if match else -1


def is_composed(text: str) -> bool:
    """Tell whether the text is in Unicode's normal form NFC."""
    return unicodedata.is_normalized("NFC", text)


def make_safe(text: str) -> str:
    """Return the text with unsafe characters as U+FFFD, and else as it stands."""
    return _UNSAFE.sub(REPLACEMENT, text)


def clean(text: str) -> str:
    """Return the text as NFC, ligatures expanded, unsafe characters as U+FFFD."""
    if text.isascii() and text.isprintable():  # most texts, and nothing to do
        return text
    return unicodedata.normalize("NFC", make_safe(text).translate(LIGATURES))


def use_newlines(text: str) -> str:
    """Return the text with a newline for each line end: also of Windows, old Macs."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean_line(text: object) -> str:
    """Return a path, name or argument as safe text of one line, for a message."""
    return clean(str(text).replace("\n", " ").replace("\t", " "))


def quote(text: object) -> str:
    """Put what the user typed in single quotes, made safe and not too long."""
    line = clean_line(text)
    return f"'{line if len(line) <= 80 else line[:79] + '…'}'"


def quote_path(path: object) -> str:
    """Put a path in quotes, made safe and never cut: it is where something is."""
    return f"'{clean_line(path)}'"


def shorten_path(path: Path) -> str:
    """Return a path, from the current folder where it lies below that."""
    try:
        shown = path.absolute().relative_to(Path.cwd())
    except (ValueError, OSError):
        shown = path
    return clean_line(shown)


def format_count(count: int, noun: str) -> str:
    """Format a number of things: ``1 entry``, ``2 entries``, ``0 works``."""
    if count == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count} {plural}"


def fold_case(name: str) -> str:
    """Return what names that differ only in capitals have in common."""
    return name.strip().casefold()


def find_nearest(word: str, choices: Iterable[str], count: int = 1) -> list[str]:
    """Find the choices most like the word, the nearest first.

    At most ``count`` are returned, none of them less than 60 % alike (Ratcliff and
    Obershelp's measure, as in the standard library); ``doi`` is all like ``DOI``.
    """
    from difflib import get_close_matches

    folded: dict[str, list[str]] = {}
    for choice in choices:
        folded.setdefault(choice.casefold(), []).append(choice)
    # Longer words are cut: the measure takes quadratic time.
    nearest = get_close_matches(word[:80].casefold(), folded, n=count, cutoff=0.6)
    return [choice for key in nearest for choice in folded[key]][:count]


def read_pairs(text: str) -> dict[str, str]:
    """Read a table of words to words, each written ``key:value``."""
    return dict(pair.split(":") for pair in text.split())


def did_you_mean(names: Sequence[str], otherwise: str = "") -> str:
    """Return the hint of names that may be meant, or another one without any."""
    if len(names) > 1:
        return one_a_line("did you mean one of these?", names)
    return f"did you mean {names[0]}?" if names else otherwise


def one_a_line(lead: str, names: Iterable[str]) -> str:
    """Return a hint of several names, each on a line of its own."""
    return "\n".join([lead, *names])


def command_line(*words: str) -> str:
    """Return a command of ours as a shell takes it, made safe to print."""
    from shlex import join

    return clean_line(join(["wikicli", *words]))


def find_known(word: str, known: Iterable[str], others: Mapping[str, str]) -> str:
    """Find the known word that is meant: by another of its names, else the nearest.

    Nothing if none is near. The other names are in lower case, with hyphens.
    """
    name = word.casefold().replace("_", "-").replace(" ", "-")
    return others.get(name) or next(iter(find_nearest(word, known)), "")
