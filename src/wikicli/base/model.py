"""The entry and its parts: frozen values without any input or output.

Field names follow the keys of the entry file (``docs/entry-format.md``). Text that
takes Markdown is kept as written and parsed only for what is shown. Named tuples, not
dataclasses: to make one takes a seventh of the time, which every command would wait
for (``docs/benchmarks.md``).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

Side = Literal["hy", "en"]
"""The Armenian side of something, or the English one."""

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Ipa(NamedTuple):
    """An authored transcription: Eastern and Western, and where it was found."""

    east: str = ""
    west: str = ""
    source: str = ""


class Term(NamedTuple):
    """One concept with its Armenian form and English gloss.

    ``romanization`` is an established English spelling; empty means that it is
    computed. ``forms`` are irregular inflected forms. ``note`` takes inline Markdown.
    """

    hy: str = ""
    en: str = ""
    romanization: str = ""
    ipa: Ipa | None = None
    orthography: str = "reformed"
    forms: tuple[str, ...] = ()
    literal: str = ""
    note: str = ""


class ArmenianSide(NamedTuple):
    """The Armenian side of an entry, section by section like the English one."""

    title: str = ""
    description: str = ""
    status: str = "unreviewed"
    body: str = ""
    facts: Mapping[str, str] = NOTHING


class SeeAlso(NamedTuple):
    """A see-also link.

    ``entry`` is a slug; without it, ``title`` names a page that has no entry yet or,
    with ``url``, one outside the library.
    """

    entry: str = ""
    title: str = ""
    url: str = ""
    note: str = ""


class Name(NamedTuple):
    """The name of a person, in parts, or of anything else, as one literal.

    The flags are CSL's: ``static_ordering`` is a name whose family name always comes
    first, without a comma (``Mao Zedong``); the others are kept for those who format
    names by CSL.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    literal: str = ""
    comma_suffix: bool = False
    static_ordering: bool = False
    parse_names: bool = False


class Date(NamedTuple):
    """A date: EDTF text, the words that print for it, or both.

    Without a literal the EDTF prints in words of our own; without EDTF there are only
    words, as written.
    """

    edtf: str = ""
    literal: str = ""


class Reference(NamedTuple):
    """A bibliographic record under CSL-JSON's names, and the keys of our own.

    ``names``, ``dates`` and ``variables`` map CSL variables (``author``, ``issued``,
    ``container-title``) to their values, in the order of the file.
    """

    id: str
    type: str = "document"
    names: Mapping[str, tuple[Name, ...]] = NOTHING
    dates: Mapping[str, Date] = NOTHING
    variables: Mapping[str, str] = NOTHING
    quote: str = ""
    archive_url: str = ""
    archived: Date | None = None
    url_status: str = ""
    trans_title: str = ""
    script_title: str = ""
    author_link: str = ""
    further: bool = False

    @property
    def title(self) -> str:
        """The record's title, or nothing."""
        return self.variables.get("title", "")


class Origin(NamedTuple):
    """What an entry was adapted from, and under which licence."""

    title: str = ""
    url: str = ""
    license: str = ""
    retrieved: Date | None = None


class Head(NamedTuple):
    """What a link or a list shows of an entry: the part of its file before the body."""

    slug: str
    title: str
    description: str = ""
    hy: str = ""
    categories: tuple[str, ...] = ()
    description_hy: str = ""

    @property
    def in_armenian(self) -> "Head":
        """This head with its Armenian side first; what has none stays English."""
        return self._replace(
            title=self.hy or self.title,
            description=self.description_hy or self.description,
            hy=self.title if self.hy else "",
        )


class Entry(NamedTuple):
    """One article: what one YAML file holds.

    ``facts`` is the fact box in its order; its values take inline Markdown, ``body``
    takes blocks.
    """

    slug: str
    title: str
    body: str
    description: str = ""
    aliases: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    facts: Mapping[str, str] = NOTHING
    hy: ArmenianSide | None = None
    see_also: tuple[SeeAlso, ...] = ()
    references: tuple[Reference, ...] = ()
    categories: tuple[str, ...] = ()
    source: Origin | None = None

    @property
    def headword(self) -> str:
        """The entry's Armenian headword: its Armenian title or its first term."""
        if self.hy and self.hy.title:
            return self.hy.title
        return self.terms[0].hy if self.terms else ""

    @property
    def head(self) -> Head:
        """What a link or a list shows of this entry."""
        return Head(
            self.slug,
            self.title,
            self.description,
            self.headword,
            self.categories,
            self.hy.description if self.hy else "",
        )
