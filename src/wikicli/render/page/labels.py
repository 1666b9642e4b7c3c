"""The words of the page itself, in the language that it is read in."""

from wikicli.language.interface import say
from wikicli.library.config import Language

NO_ENGLISH = "(no English text)"
NO_ARMENIAN = "(no Armenian text yet)"
"""What stands where a text has no counterpart in the other language."""

NO_ENTRY = "(no entry yet)"
UNREVIEWED = "Armenian text: unreviewed translation"

SEE_ALSO = "See also"
TERMS = "Terms"
REFERENCES = "References"
NOTES = "Notes"
FURTHER = "Further reading"
LINKS = "Links"


def names_of(label: str) -> tuple[str, ...]:
    """Return a label in each language that has it, English first."""
    return tuple(dict.fromkeys((label, say(label, "hy"))))


def label_in(language: Language, label: str) -> str:
    """Return a label as it is printed: in one language, or in both."""
    if language is Language.both:
        return " · ".join(names_of(label))
    return say(label, language.side)
