"""Names of entries: slugs made from titles, and names that are taken."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from wikicli.article.markup import SLUG
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.base.model import Entry
from wikicli.base.text import clean_line, quote
from wikicli.entry import file as entryfile
from wikicli.language import armenian
from wikicli.language.signs import FOLDED_AWAY
from wikicli.library.library import Library
from wikicli.search.words import name_key

MAX_SLUG = 200
"""Characters of the longest slug that a link can name."""

# Latin letters without a decomposition; the spellings of ICU's Latin-ASCII (CLDR).
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t", "ə": "a", "ɛ": "e", "ɔ": "o"}
)


def make_slug(title: str, option: str = "--slug SLUG") -> str:
    """Make a slug from a title: romanized, in plain letters, with single hyphens.

    Raises UsageError if the title is too long, has letters of another script, or
    nothing that can be in a slug; ``option`` says in the hint how to give one.
    """
    words = armenian.romanize(title, "plain").casefold().translate(_LATIN)
    letters = unicodedata.normalize("NFKD", FOLDED_AWAY.sub("", words))
    base = "".join(it for it in letters if not unicodedata.combining(it))
    slug = re.sub("[^a-z0-9]+", "-", base).strip("-")
    if not slug or any(it.isalpha() and not it.isascii() for it in base):
        message = f"no slug can be made from {quote(title)}"
        raise UsageError(message, f"give one in letters a to z: {option}")
    return check_slug(slug, option)


def check_slug(slug: str, option: str = "--slug SLUG") -> str:
    """Return a slug; raises UsageError if it is none."""
    if not SLUG.fullmatch(slug):
        hint = "lower-case letters a to z, digits and single hyphens"
        raise UsageError(f"{quote(slug)} is no slug", hint)
    if len(slug) > MAX_SLUG:
        message = f"a slug of {len(slug)} characters is too long"
        raise UsageError(message, f"give one of at most {MAX_SLUG}: {option}")
    return slug


def check_free(
    library: Library, slug: str, names: Sequence[str], but: str = ""
) -> None:
    """Raise NoAnswerError if an entry bears a slug or name; ``but`` may bear it.

    Names are those by which an entry is found, in any case and hyphenation.
    """
    if slug != but and slug in library.files:
        place = clean_line(library.files[slug])
        raise NoAnswerError(f"slug {quote(slug)} is taken by {place}", _TAKEN)
    asked = names if slug == but else [*names, slug.replace("-", " ")]
    keys = {name_key(name): name for name in reversed(asked)}
    words = [key.split(" ")[0].encode() for key in keys]
    for other, path in library.files.items():
        entry = _read_if_named(path, words) if other != but else None
        for own, kind in _names_of(entry) if entry else ():
            if (key := name_key(own)) in keys:
                message = f"{quote(keys[key])} is {kind} of {clean_line(path)}"
                raise NoAnswerError(message, _TAKEN)


_TAKEN = "choose another name, or edit that entry"


def _names_of(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the names by which an entry is found, and what they are of it."""
    yield entry.title, "the title"
    for alias in entry.aliases:
        yield alias, "an alias"
    if entry.headword:
        yield entry.headword, "the Armenian headword"


def bears(entry: Entry, name: str) -> bool:
    """Tell whether an entry is found by a name, once its slug is another."""
    return name_key(name) in (name_key(own) for own, _ in _names_of(entry))


def _read_if_named(path: Path, words: Sequence[bytes]) -> Entry | None:
    """Read an entry, unless its file has none of the words: most have not.

    In a file with other letters than ASCII a word may be spelled in another way.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return None
    folded = data.lower()
    if data.isascii() and not any(word in folded for word in words):
        return None
    return entryfile.parse(data, path).entry
