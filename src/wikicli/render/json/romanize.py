"""The JSON of `romanize`: a text in Latin letters."""

from wikicli.language.armenian import STANDARDS, romanize
from wikicli.render.json import JsonObject


def romanized_json(text: str, standard: str | None, orthography: str) -> JsonObject:
    """Return a text, and in Latin letters by a standard, or by all of them."""
    lines = text.split("\n")
    return {
        "text": text,
        "orthography": orthography,
        "romanizations": {
            name: "\n".join(romanize(line, name, orthography) for line in lines)
            for name in ([standard] if standard else STANDARDS)
        },
    }
