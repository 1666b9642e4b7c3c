"""Rules about bibliographic records as a whole: what they lack, what they say."""

import re
from collections.abc import Iterator

from wikicli.article.footnotes import Footnotes
from wikicli.article.markup import Note
from wikicli.base.model import Reference
from wikicli.base.problems import Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.parts import at, record_rule
from wikicli.check.rule import entry_rule
from wikicli.check.rules.addresses import ONLINE
from wikicli.library.works import join_records
from wikicli.references.citation.styles import LANGUAGES, LEADERS

_BOOKS = frozenset("book classic collection pamphlet thesis".split())
_PARTS = frozenset(
    """
    article-journal article-magazine article-newspaper chapter entry entry-dictionary
    entry-encyclopedia paper-conference
    """.split()
)
_PRINTED = frozenset("article-journal book chapter pamphlet thesis".split())


_ADDRESS = re.compile(r"(?i)(?:https?://|www\.)\S+$|^\S+\.(?:com|org|net|am|ru)/\S*$")


@record_rule("url-as-title", Severity.WARNING)
def find_urls_as_titles(reference: Reference) -> Iterator[Finding]:
    """The title of a work is its address.

    Nobody finds a page again by an address that has moved: give the title that the page
    has.
    """
    if _ADDRESS.match(reference.title):
        message = f"the title of {quote(reference.id)} is an address"
        yield at(reference, "title", message)


_GENERIC = re.compile(
    r"(?i)(?:archived copy|archive copy|untitled|no title|wayback machine|"
    r"internet archive wayback machine|log ?in|sign in|home ?page|home|index|"
    r"(?:error )?40[34](?:\W+(?:error|not found|forbidden|page)\b.*)?|"
    r"(?:page|file) not found|access denied|"
    r"are you a robot\W?|just a moment\W*|subscription required|redirect(?:ing)?\W*|"
    r"attention required\W.*|title|web ?page|website|document|google books)"
)


@record_rule("generic-title", Severity.WARNING)
def find_generic_titles(reference: Reference) -> Iterator[Finding]:
    """A title is what a server answered, not what a work is called.

    ``Archived copy``, ``404 Not Found`` and ``Are you a robot?`` come from tools that
    fill in records. A book by an author may be called *Home* or *Index*. Sources: the
    generic titles of Wikipedia's Citation Style 1.
    """
    is_book = reference.type not in ONLINE and "author" in reference.names
    if _GENERIC.fullmatch(reference.title) and not is_book:
        yield at(reference, "title", f"{quote(reference.title)} is no title of a work")


@record_rule("capital-title", Severity.INFO)
def find_capital_titles(reference: Reference) -> Iterator[Finding]:
    """A title is all in capitals.

    Publications set titles so; a citation writes them as a sentence or as names.
    """
    words = re.findall(r"[^\W\d_]{3,}", reference.title)
    if len(words) > 1 and reference.title.isupper():
        message = f"the title of {quote(reference.id)} is all capitals"
        yield at(reference, "title", message)


@record_rule("translation-without-title", Severity.WARNING)
def find_translations_alone(reference: Reference) -> Iterator[Finding]:
    """A record has the translation of a title and not the title.

    Beside ``trans-title`` there is the ``title`` in Latin letters, or the
    ``script-title`` in its own.
    """
    if reference.trans_title and not (reference.title or reference.script_title):
        message = f"reference {quote(reference.id)} has a translated title only"
        yield at(reference, "trans-title", message)


_CONTAINERS = ("container-title", "container-title-short", "journalAbbreviation")
_ALSO_CONTAINERS = {
    "paper-conference": ("event-title", "publisher"),
    "article-newspaper": ("publisher",),  # an agency has no newspaper of its own
}


@record_rule("missing-container", Severity.WARNING)
def find_missing_containers(reference: Reference) -> Iterator[Finding]:
    """An article or chapter does not say what it is in.

    ``container-title`` is the journal, newspaper, encyclopedia or book.
    """
    known = {*_CONTAINERS, *_ALSO_CONTAINERS.get(reference.type, ())}
    if reference.type in _PARTS and not known & reference.variables.keys():
        message = f"{reference.type} {quote(reference.id)} does not say what it is in"
        yield at(reference, "", message, "add its container-title")


@record_rule("missing-publisher", Severity.INFO)
def find_missing_publishers(reference: Reference) -> Iterator[Finding]:
    """A book names no publisher.

    It helps to find the edition that is cited; a place or an ISBN will do.
    """
    places = {"publisher", "publisher-place", "ISBN"} & reference.variables.keys()
    if reference.type == "book" and not places:
        yield at(reference, "", f"book {quote(reference.id)} has no publisher")


@record_rule("missing-author", Severity.INFO)
def find_missing_authors(reference: Reference) -> Iterator[Finding]:
    """A book names neither an author nor an editor.

    Look at its title page; a body may be the author, as ``{literal: …}``. Some works
    have none.
    """
    if reference.type in _BOOKS and not (reference.names.keys() & LEADERS.keys()):
        message = f"{reference.type} {quote(reference.id)} has no author or editor"
        yield at(reference, "", message)


@record_rule("missing-url", Severity.INFO)
def find_missing_urls(reference: Reference) -> Iterator[Finding]:
    """A web page has no address.

    Nobody can look it up. Add the URL or that of an archived copy, or say of what other
    type the work is.
    """
    has_place = {"URL", "DOI"} & reference.variables.keys() or reference.archive_url
    if reference.type in ONLINE and not has_place:
        yield at(reference, "", f"{reference.type} {quote(reference.id)} has no URL")


_BEFORE = {
    "page": re.compile(r"(?i)(?:pages?|pp?)\b\.?\s*(?=\d)"),
    "volume": re.compile(r"(?i)(?:volume|vol)\b\.?\s*(?=[\dIVXLC])"),
    "issue": re.compile(r"(?i)(?:issue|number|no|nr)\b\.?\s*(?=\d)"),
    "edition": re.compile(r"(?i)(?:edition|ed)\b\.?\s*(?=\d)"),
}
_EDITION = re.compile(
    r"(?i)(\d{1,3})(?:st|nd|rd|th)?(?: (?:edition|edn|ed)\b\.?)"
    r"|(\d{1,3})(?:st|nd|rd|th)"
)


@record_rule("extra-text", Severity.INFO)
def find_extra_text(reference: Reference) -> Iterator[Finding]:
    """A number has a word before it that the citation line writes by itself.

    ``page: 12-15``, not ``pp. 12-15``; ``volume: 3``, not ``vol. 3``; ``edition: 2``,
    not ``2nd ed.``: other programs print what stands there.
    """
    for key, pattern in _BEFORE.items():
        value = reference.variables.get(key, "")
        right = ""
        if match := pattern.match(value):
            right = value[match.end() :]
        elif key == "edition" and (match := _EDITION.fullmatch(value)):
            right = match[1] or match[2]
        if right:
            message = f"'{key}' has more than the number"
            yield at(reference, key, message, f"write {right}", right)


_LINES = "title container-title publisher publisher-place volume issue page".split()


@record_rule("trailing-punctuation", Severity.WARNING)
def find_trailing_punctuation(reference: Reference) -> Iterator[Finding]:
    """A field of a record ends with a comma, semicolon or colon.

    It is left from a citation that was taken apart; the citation line has its own.
    """
    for key in _LINES:
        value = reference.variables.get(key, "")
        right = value.rstrip(" ,;:")
        if right != value:
            yield at(reference, key, f"'{key}' ends with '{value[-1]}'", "", right)


_CODES = {name.casefold(): code for code, name in LANGUAGES.items()}


@record_rule("language-name", Severity.INFO)
def find_language_names(reference: Reference) -> Iterator[Finding]:
    """A language is named by a word, not by its code.

    ``hy``, ``ru``, ``en`` (BCP 47) are what other programs understand; the citation
    line prints the name.
    """
    value = reference.variables.get("language", "")
    if code := _CODES.get(value.casefold()):
        message = f"language {quote(value)} has the code {code}"
        yield at(reference, "language", message, f"write {code}", code)


@entry_rule("quote-without-page", Severity.INFO)
def find_quotes_without_pages(checked: Checked) -> Iterator[Finding]:
    """A quotation from a printed work has no page.

    The page stands in the marker (``[^id p. 15]``), so that the words can be looked up.
    """
    for path, reference in iter_fields(checked.entry, "references"):
        if not reference.quote or reference.type not in _PRINTED:
            continue
        if _has_place(reference, checked.footnotes):
            continue
        message = f"no marker says on which page {quote(reference.id)} is quoted"
        yield Finding((*path, "quote"), message)


def _has_place(reference: Reference, footnotes: Footnotes) -> bool:
    page = reference.variables.get("page", "")
    if page.isdecimal():  # a work of one page
        return True
    footnote = footnotes.by_id.get(reference.id)
    if footnote is None or isinstance(footnote.content, Note):
        return reference.further
    return any(footnote.locators)


@entry_rule("duplicate-work", Severity.WARNING)
def find_duplicate_works(checked: Checked) -> Iterator[Finding]:
    """Two references of an entry are records of one work.

    They share a DOI; or an ISBN, an address, or author, title and year, and agree in
    all that both say of volume, issue, day, pages and the like. Keep one; the pages of
    a book that are cited belong into the markers.
    """
    pairs = [(str(index), it) for index, it in enumerate(checked.entry.references)]
    for work in join_records(pairs):
        first, *others = work.citations
        for index, name in others:
            message = f"{quote(name)} and {quote(first[1])} are records of one work"
            hint = "keep one of them; pages stand in the markers"
            yield Finding(("references", int(index)), message, hint, name)
