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
from wikicli.references.citation.wording import join_particle, use_dashes
from wikicli.references.export.fields import is_rest, make_keys

_TYPES = """
    article        article       article-journal article-magazine article-newspaper
    article        review        review review-book
    book           book          book classic
    booklet        booklet       pamphlet
    incollection   incollection  chapter
    incollection   inreference   entry entry-dictionary entry-encyclopedia
    inproceedings  inproceedings paper-conference
    misc           artwork       graphic
    misc           collection    collection
    misc           dataset       dataset
    misc           image         figure
    misc           jurisdiction  legal_case
    misc           legal         hearing treaty
    misc           legislation   bill legislation regulation
    misc           letter        personal_communication
    misc           misc          article document event interview map musical_score
    misc           movie         motion_picture
    misc           music         song
    misc           online        post post-weblog webpage
    misc           patent        patent
    misc           performance   performance
    misc           periodical    periodical
    misc           software      software
    misc           standard      standard
    misc           video         broadcast
    phdthesis      thesis        thesis
    techreport     report        report
    unpublished    unpublished   manuscript speech
"""
_ROWS = [row.split() for row in _TYPES.strip().splitlines()]
BIBTEX = {kind: bibtex for bibtex, _, *kinds in _ROWS for kind in kinds}
"""CSL's types by the entry types of BibTeX's standard styles."""
BIBLATEX = {kind: biblatex for _, biblatex, *kinds in _ROWS for kind in kinds}
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


def listed(value: str) -> str:
    """Return one item of a list in braces; the word "and" would part it."""
    return f"{{{_protect(value)}}}" if value else ""


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
    particle = join_particle(name.dropping_particle, name.non_dropping_particle)
    whole = join_particle(particle, name.family or name.given)
    if name.literal or not (name.family and name.given):
        return text(name.literal or whole)
    if particle and whole != f"{particle} {name.family}":  # BibTeX would part them
        particle, family = "", text(whole)
    else:
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
