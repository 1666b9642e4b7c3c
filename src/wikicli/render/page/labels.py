"""The words of the page itself, in both languages."""

from wikicli.library.config import Language

NO_ENGLISH = "(no English text)"
NO_ARMENIAN = "(հայերեն տեքստ դեռ չկա)"
"""What stands where a text has no counterpart in the other language."""

UNREVIEWED = "Armenian text: unreviewed translation"

SEE_ALSO = "See also"
TERMS = "Terms"
REFERENCES = "References"
NOTES = "Notes"
FURTHER = "Further reading"

ARMENIAN = {
    SEE_ALSO: "Տե՛ս նաև",
    TERMS: "Տերմիններ",
    REFERENCES: "Ծանոթագրություններ",
    NOTES: "Նշումներ",
    FURTHER: "Գրականություն",
}
"""The headings of the parts after the text; whatever is not here stays English.

Sources: *Տե՛ս նաև* as in Armenian technical documentation, *Ծանոթագրություններ* as in
the Armenian Wikipedia; the others, and NO_ARMENIAN, are translations that nobody has
reviewed.
"""


def names_of(label: str) -> tuple[str, ...]:
    """Return a label in each language that has it, English first."""
    return tuple(filter(None, (label, ARMENIAN.get(label, ""))))


def label_in(language: Language, label: str) -> str:
    """Return a label as it is printed: in one language, or in both."""
    if language is Language.hy:
        return ARMENIAN.get(label, label)
    return label if language is Language.en else " · ".join(names_of(label))
