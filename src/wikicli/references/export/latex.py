"""What BibTeX and biblatex share: types, names, escapes and the writing itself.

bibtexparser writes the files: 2.1 (MIT, typed, 0.5 MB, and pylatexenc beside it). Its
second version is the one that its authors maintain and recommend since it left beta;
the first only gets critical fixes. Escapes are our own: the library's make macros of
accented letters too. The files are UTF-8, which biber and today's LaTeX read.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.model import Block, Entry, Field

from wikicli.base.model import Name, Reference
from wikicli.references.citation.wording import use_dashes
from wikicli.references.export.fields import is_rest, make_keys

_TYPES = """
    article                 misc           misc
    article-journal         article        article
    article-magazine        article        article
    article-newspaper       article        article
    bill                    misc           legislation
    book                    book           book
    broadcast               misc           video
    chapter                 incollection   incollection
    classic                 book           book
    collection              misc           collection
    dataset                 misc           dataset
    document                misc           misc
    entry                   incollection   inreference
    entry-dictionary        incollection   inreference
    entry-encyclopedia      incollection   inreference
    event                   misc           misc
    figure                  misc           image
    graphic                 misc           artwork
    hearing                 misc           legal
    interview               misc           misc
    legal_case              misc           jurisdiction
    legislation             misc           legislation
    manuscript              unpublished    unpublished
    map                     misc           misc
    motion_picture          misc           movie
    musical_score           misc           misc
    pamphlet                booklet        booklet
    paper-conference        inproceedings  inproceedings
    patent                  misc           patent
    performance             misc           performance
    periodical              misc           periodical
    personal_communication  misc           letter
    post                    misc           online
    post-weblog             misc           online
    regulation              misc           legislation
    report                  techreport     report
    review                  article        review
    review-book             article        review
    software                misc           software
    song                    misc           music
    speech                  unpublished    unpublished
    standard                misc           standard
    thesis                  phdthesis      thesis
    treaty                  misc           legal
    webpage                 misc           online
"""
_ROWS = [row.split() for row in _TYPES.strip().splitlines()]
BIBTEX = {kind: bibtex for kind, bibtex, _ in _ROWS}
"""CSL's types by the entry types of BibTeX's standard styles."""
BIBLATEX = {kind: biblatex for kind, _, biblatex in _ROWS}
"""CSL's types by the entry types of biblatex."""

Fields = Mapping[str, str]

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "${}&%#_"},
    }
)
_LONE_BRACES = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
# Commas and "and" part names; readers also stumble on escapes beside that word.
_SPLIT = re.compile(r"(?i)[,\\{}$&%#_~^]|\band\b")


def format_entries(
    references: Sequence[Reference],
    kind_of: Callable[[Reference], str],
    fields_of: Callable[[Reference, str], Fields],
) -> str:
    """Format references as entries; fields without a value are left out."""
    entries: list[Block] = []
    for reference, key in zip(references, make_keys(references), strict=True):
        kind = kind_of(reference)
        values = fields_of(reference, kind)
        fields = [Field(name, value) for name, value in values.items() if value]
        entries.append(Entry(kind, key, fields))
    return write_string(Library(entries), unparse_stack=[])


def text(value: str) -> str:
    """Return a value in braces, LaTeX's special characters escaped, or nothing."""
    return f"{{{escape(value)}}}" if value else ""


def title(value: str) -> str:
    """Return a title in two pairs of braces: styles leave its capitals as they are."""
    return f"{{{text(value)}}}" if value else ""


def verbatim(value: str) -> str:
    """Return an address or identifier in braces, which LaTeX takes as it stands."""
    return f"{{{value.translate(_VERBATIM)}}}" if value else ""


def pages(value: str) -> str:
    """Return pages in braces, with the two hyphens that LaTeX sets as a dash."""
    return text(use_dashes(value)).replace("–", "--")


def escape(value: str) -> str:
    r"""Escape LaTeX's special characters.

    BibTeX counts the braces of ``\{`` too: those that do not pair are named.
    """
    if _is_balanced(value):
        return value.translate(_ESCAPES)
    return value.translate(_ESCAPES | _LONE_BRACES)


def _is_balanced(value: str) -> bool:
    depth = 0
    for sign in value:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


def names(people: Sequence[Name]) -> str:
    """Return names in braces: ``von Last, Jr, First``, literals in their own."""
    written = [_name(person) for person in people]
    return f"{{{' and '.join(filter(None, written))}}}" if any(written) else ""


def _name(name: Name) -> str:
    if is_rest(name):
        return "others"
    particle = f"{name.dropping_particle} {name.non_dropping_particle}".strip()
    if name.literal or not (name.family and name.given):
        whole = " ".join(filter(None, (particle, name.family or name.given)))
        return text(name.literal or whole)
    family = _protect(name.family, is_unit=not particle)
    parts = [f"{escape(particle)} {family}".strip(), _protect(name.given)]
    if name.suffix:
        parts.insert(1, _protect(name.suffix))
    return ", ".join(parts)


def _protect(part: str, is_unit: bool = False) -> str:
    """Put a part of a name in braces where it would be split.

    A family name that begins with a small letter is one unit: ``{de Waal}``, not
    Waal with a particle, which styles may sort and print apart.
    """
    if _SPLIT.search(part) or (is_unit and part[:1].islower()):
        return text(part)
    return escape(part)
