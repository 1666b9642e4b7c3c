"""Rules about an entry as a whole: title, description, sections, sources, origin."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from wikicli.article import markup
from wikicli.article.markup import Block, Body, Marker, Section, Table, iter_spans
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import find_nearest, quote
from wikicli.check.checked import Checked
from wikicli.check.finding import Finding
from wikicli.check.parts import prose_rule
from wikicli.check.prose import Prose, find_prose
from wikicli.check.rule import entry_rule, rule_of_fields
from wikicli.entry.file import MAX_DESCRIPTION
from wikicli.language.armenian import FULL_STOP, fold, is_armenian
from wikicli.library.coverage import measure_paragraphs

# Title and description --------------------------------------------------------------


description_rule = rule_of_fields("description", "hy description")


@description_rule("long-description", Severity.WARNING)
def find_long_descriptions(words: str) -> Iterator[Finding]:
    """The description is longer than 90 characters, more than fits in a line.

    Lists, links and search results show it beside the title.
    """
    if len(words) > MAX_DESCRIPTION:
        message = f"the description has {len(words)} characters, {MAX_DESCRIPTION} fit"
        yield Finding((), message)


@entry_rule("missing-description", Severity.WARNING)
def find_missing_description(checked: Checked) -> Iterator[Finding]:
    """An entry has no description.

    Lists, links and search results then show nothing beside its title. It says in a few
    words what the subject is.
    """
    if not checked.entry.description:
        message = "there is no 'description'"
        yield Finding(("title",), message, "", checked.entry.title)


@description_rule("stop-in-description", Severity.WARNING)
def find_final_stops(words: str) -> Iterator[Finding]:
    """The description ends with a full stop.

    It is no sentence, but what stands beside a title.
    """
    stop, last = words[-1:], words.rpartition(" ")[2]
    is_short = stop == "." and re.fullmatch(r"(?:\w{1,2}\.)+|etc\.|al\.", last)
    if stop in (".", FULL_STOP) and not words.endswith("..") and not is_short:
        # Words that stand earlier, too, would be the first that are found.
        excerpt = last if words.find(last) == len(words) - len(last) else words
        message = "the description ends with a stop"
        yield Finding((), message, "", excerpt, replacement=excerpt[:-1])


@entry_rule("title-in-description", Severity.INFO)
def find_titles_in_descriptions(checked: Checked) -> Iterator[Finding]:
    """The description begins with the title.

    It always stands beside the title: say what the subject is, not its name again.
    """
    title, words = _bare_title(checked.entry.title), checked.entry.description
    is_word = words[len(title) : len(title) + 1].isalnum()
    if title and fold(words).startswith(fold(title)) and not is_word:
        message = "the description begins with the title"
        yield Finding(("description",), message, "", words[: len(title)])


def _bare_title(title: str) -> str:
    """Return a title without what tells it apart in parentheses."""
    return re.sub(r"\s*\([^()]*\)$", "", title).strip()


_WORD = re.compile(r"[^\W\d_]+|\d+")
_MOST = 20  # words of a title that are looked for
_FEW_WORDS = frozenset("the a an of and in on for to և".split())


@entry_rule("title-not-in-lead", Severity.WARNING)
def find_title_not_in_lead(checked: Checked) -> Iterator[Finding]:
    """The lead does not name the subject of the entry.

    The first sentences say what the title means, and have its words in them, inflected
    or not. Another name of the entry, an alias or its headword, will do.
    """
    entry, article = checked.entry, checked.footnotes.article
    names = [entry.title, *entry.aliases, entry.headword]
    if not _is_named(article.body, names):
        yield _not_named(("body",), entry.title)
    if entry.hy and entry.hy.title and article.hy:
        terms = [term.hy for term in entry.terms]
        if not _is_named(article.hy, [entry.hy.title, *entry.aliases, *terms[:1]]):
            yield _not_named(("hy", "title"), entry.hy.title, entry.hy.title)


def _not_named(path: KeyPath, title: str, excerpt: str = "") -> Finding:
    return Finding(path, f"the lead does not have {quote(title)}", "", excerpt)


def _is_named(body: Body, names: Iterable[str]) -> bool:
    units = iter_spans(body.sections[0].blocks)
    shown = (markup.plain_text(it, lambda slug: slug.replace("-", " ")) for it in units)
    text = fold(" ".join(shown))
    if not text:
        return True  # `missing-lead` says so
    words = [found for found in _WORD.findall(text) if found not in _FEW_WORDS]
    for name in filter(None, names):
        whole, bare = fold(name), fold(_bare_title(name))
        if whole in text or (bare and bare in text):
            return True
        wanted = [it for it in _WORD.findall(bare)[:_MOST] if it not in _FEW_WORDS]
        if wanted and all(any(_is_form(it, word) for word in words) for it in wanted):
            return True
    return False


def _is_form(name: str, word: str) -> bool:
    """Tell whether a word may be a name inflected: it begins with most of it."""
    if name == word:
        return True
    shared = max(3, len(name) - (3 if is_armenian(name) else 2))
    return len(name) >= 3 and word.startswith(name[:shared])


# Sections ---------------------------------------------------------------------------


@prose_rule("missing-lead", Severity.WARNING)
def find_missing_lead(prose: Prose) -> Iterator[Finding]:
    """A body begins with a heading.

    The lead says in a few sentences what the entry is about: it is what readers see
    first.
    """
    lead, *rest = prose.body.sections
    if rest and not lead.blocks:
        message = "there is no text before the first heading"
        yield prose.at_heading(rest[0], message)


@prose_rule("skipped-heading-level", Severity.WARNING)
def find_skipped_levels(prose: Prose) -> Iterator[Finding]:
    """A heading is more than one level below the one before it, or is no section's.

    ``##`` starts a section, ``###`` one within it; ``#`` is the title's.
    """
    above = 1
    for section in prose.body.sections[1:]:
        message = ""
        if section.level == 1:
            message = "a heading of level 1 is the title's"
        elif section.level > above + 1:
            message = f"a heading of level {section.level} below level {above}"
        if message:
            found = prose.at_heading(section, message)
            hint = f"begin it with {'#' * max(min(section.level, above + 1), 2)}"
            yield found._replace(hint=hint)
        above = section.level


@prose_rule("empty-heading", Severity.WARNING)
def find_empty_headings(prose: Prose) -> Iterator[Finding]:
    """A heading has no words.

    Lists of the parts of an entry have nothing to show for it. Write it or remove it.
    """
    for section in prose.body.sections[1:]:
        if not markup.plain_text(section.title).strip():
            message = "this heading has no words"
            yield prose.at_heading(section, message)


@prose_rule("heading-punctuation", Severity.WARNING)
def find_heading_punctuation(prose: Prose) -> Iterator[Finding]:
    """A heading ends with punctuation.

    It is a name, no sentence: a question mark may end it, a colon or stop may not.
    """
    for section in prose.body.sections[1:]:
        words = markup.plain_text(section.title).rstrip()
        is_short = re.search(r"(?:\b\w{1,2}|\betc|\bal)\.$", words)
        if words[-1:] in (*".:;,", FULL_STOP) and not is_short:
            message = f"this heading ends with '{words[-1]}'"
            yield prose.at_heading(section, message)


@prose_rule("duplicate-heading", Severity.WARNING)
def find_duplicate_headings(prose: Prose) -> Iterator[Finding]:
    """Two sections of one part have one heading.

    ``--section`` and the list of parts can't tell them apart. Say in each what is its
    own.
    """
    seen: set[tuple[str, ...]] = set()
    above: list[Section] = []
    for section in prose.body.sections[1:]:
        above = [it for it in above if it.level < section.level] + [section]
        names = tuple(fold(it.name()) for it in above)
        if names in seen and section.title:
            message = f"{quote(section.name())} is a heading here already"
            yield prose.at_heading(section, message)
        seen.add(names)


@prose_rule("empty-section", Severity.WARNING)
def find_empty_sections(prose: Prose) -> Iterator[Finding]:
    """A section has no text and no sections within it.

    Readers are led to nothing. Write it, or remove its heading.
    """
    sections = prose.body.sections[1:]
    for section, following in zip_longest(sections, sections[1:]):
        is_last = following is None or following.level <= section.level
        if not section.blocks and is_last:
            message = f"section {quote(section.name())} has no text"
            yield prose.at_heading(section, message)


# Sources ----------------------------------------------------------------------------


@entry_rule("unsourced-paragraph", Severity.WARNING)
def find_unsourced_paragraphs(checked: Checked) -> Iterator[Finding]:
    """A paragraph has no source.

    No marker supports any of its sentences. An image needs none, and the items of a
    list have that of the paragraph before it, if that ends in a colon, as ``Three are
    known:[^id]``. ``wikicli coverage`` counts the same; ``--coverage PERCENT`` says
    which share of an entry's paragraphs must have one: below that, each without is
    told. One with a marker that leads nowhere is left to ``undefined-marker``.
    """
    paragraphs = list(measure_paragraphs(checked.footnotes, checked.title_of))
    covered = sum(1 for it in paragraphs if it.sentences.covered)
    if covered * 100 >= checked.settings.coverage * len(paragraphs):
        return
    for prose in find_prose(checked):
        for paragraph in paragraphs:
            if paragraph.path != prose.path or paragraph.sentences.covered:
                continue
            if not _has_lost_marker(paragraph.block, checked):
                kind = "table" if isinstance(paragraph.block, Table) else "paragraph"
                yield prose.at_block(paragraph.block, f"this {kind} has no source")


def _has_lost_marker(block: Block, checked: Checked) -> bool:
    """Tell whether a block has a marker without a footnote: a fault of its own."""
    spans = (span for unit in iter_spans((block,)) for span in unit)
    known = checked.footnotes.by_id
    return any(isinstance(it, Marker) and it.id not in known for it in spans)


# Origin -----------------------------------------------------------------------------

_FREE = re.compile(
    "|".join(
        (
            r"cc[ -]by(?:[ -](?:nc|sa|nd)){0,2}(?:[ -](?:[1-4]\.0|2\.5)(?:[ -]\w+)?)?",
            r"cc[ -]?0(?:[ -]1\.0)?|cc[ -]pdm(?:[ -]1\.0)?|pd|public domain(?: .+)?",
            r"(?:gnu )?g?fdl(?:[ -]1\.[123])?(?:[ -](?:only|or[ -]later))?",
            r"(?:odbl|odc-by|pddl)(?:[ -]1\.0)?",
            r"ogl(?:[ -](?:uk[ -])?v?[123]\.0)?",
            r"open government licen[cs]e(?: v?[123]\.0)?",
            r"etalab-2\.0|lal-1\.[23]|free art licen[cs]e(?: 1\.[23])?",
            r"mit|apache-2\.0|bsd-[23]-clause|unlicense",
            r"[al]?gpl-[123]\.[01](?:-only|-or-later)?",
            r"all rights reserved|fair use|by permission",
        )
    ),
    re.IGNORECASE,
)
_LICENSES = (
    "CC BY-SA 4.0",
    "CC BY-SA 3.0",
    "CC BY 4.0",
    "CC0 1.0",
    "GFDL 1.3",
    "public domain",
)


@entry_rule("unknown-license", Severity.WARNING)
def find_unknown_licenses(checked: Checked) -> Iterator[Finding]:
    """The licence of the source is none that is known by this name.

    Write its short name and version, as ``CC BY-SA 4.0``, ``GFDL 1.3``, ``ODbL-1.0`` or
    ``public domain``. Known are the Creative Commons licences, those of SPDX that are
    used for texts and data, and national open licences.
    """
    source = checked.entry.source
    if source and source.license and not _FREE.fullmatch(source.license):
        near = find_nearest(source.license, _LICENSES)
        hint = f"did you mean {quote(near[0])}?" if near else "such as CC BY-SA 4.0"
        message = f"unknown licence {quote(source.license)}"
        yield Finding(("source", "license"), message, hint, source.license)


@entry_rule("missing-license", Severity.WARNING)
def find_missing_license(checked: Checked) -> Iterator[Finding]:
    """An entry was adapted from somewhere and does not say under which licence.

    The licence allows the adaptation, and mostly asks to be named.
    """
    source = checked.entry.source
    if source and not source.license:
        yield Finding(("source",), "the source has no 'license'")


@entry_rule("undated-source", Severity.INFO)
def find_undated_source(checked: Checked) -> Iterator[Finding]:
    """An entry was adapted from somewhere and does not say when.

    ``retrieved`` tells which state of the page the text goes back to.
    """
    source = checked.entry.source
    if source and not source.retrieved:
        yield Finding(("source",), "the source has no 'retrieved'")
