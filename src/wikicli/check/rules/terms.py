"""Rules about terms: their spelling, their romanization, what other entries say."""

from collections.abc import Iterator, Sequence

from wikicli.base.model import Head, Term
from wikicli.base.problems import KeyPath, Severity
from wikicli.base.text import quote
from wikicli.check.checked import Checked
from wikicli.check.fields import iter_fields
from wikicli.check.finding import Finding
from wikicli.check.rule import entry_rule, library_rule, rule_of_fields
from wikicli.check.rules.spelling import find_classical, find_reformed, find_words
from wikicli.check.summaries import Summaries
from wikicli.language import armenian
from wikicli.language import keys as searchkeys
from wikicli.library.glossary import find_conflicts, merge_terms

term_rule = rule_of_fields("terms")


@term_rule("wrong-orthography", Severity.WARNING)
def find_wrong_orthography(term: Term) -> Iterator[Finding]:
    """A term is spelled otherwise than its ``orthography`` says.

    Without it a term is in reformed spelling. հայերէն and միութիւն are classical,
    Երևան and միություն reformed; one term has one of the two.
    """
    is_reformed = term.orthography == "reformed"
    other = "classical" if is_reformed else "reformed"
    find_other = find_classical if is_reformed else find_reformed
    for path, value in iter_fields(term, "hy", "forms"):
        words = find_words(value)
        if odd := next(filter(find_other, words), ""):
            message = f"{quote(odd)} looks {other}: {find_other(odd)}"
            hint = f"say orthography: {other}"
            if any(map(find_classical, words)) and any(map(find_reformed, words)):
                hint = "spell it one way"
            yield Finding(path, message, hint, value)


@entry_rule("repeated-term", Severity.WARNING)
def find_repeated_terms(checked: Checked) -> Iterator[Finding]:
    """An entry has a term twice.

    The list of terms shows both. Remove one, or give them the glosses that tell them
    apart.
    """
    seen: set[tuple[str, str, str]] = set()
    for index, term in enumerate(checked.entry.terms):
        key = (term.hy, armenian.fold(term.en), term.orthography)
        if key in seen:
            words = term.hy or term.en
            message = f"term {quote(words)} stands here for the second time"
            yield Finding(("terms", index), message, "", words)
        seen.add(key)


@term_rule("idle-romanization", Severity.INFO)
def find_idle_romanizations(term: Term) -> Iterator[Finding]:
    """A romanization is what would be computed.

    ``romanization`` is for an established English spelling that differs; without it
    every standard can be shown.
    """
    computed = armenian.romanize(term.hy, "bgn", term.orthography)
    if term.romanization and term.romanization == computed:
        message = f"{quote(computed)} would be computed"
        yield Finding(("romanization",), message, "remove it", computed)


@term_rule("wrong-romanization", Severity.INFO, enabled=False)
def find_wrong_romanizations(term: Term) -> Iterator[Finding]:
    """A romanization does not sound like the Armenian form.

    No standard, and no everyday spelling in East or West, reads the one as the other:
    it may belong to another term. Off by default: established spellings may come from
    other languages (Karabakh for Ղարաբաղ).
    """
    if term.romanization and term.hy and not _sound_alike(term):
        message = f"{quote(term.romanization)} does not sound like {term.hy}"
        yield Finding(("romanization",), message, "", term.romanization)


def _sound_alike(term: Term) -> bool:
    written = searchkeys.index_keys(term.hy)
    read = searchkeys.query_keys(term.romanization)
    for key in (str, searchkeys.western_key, searchkeys.bare_key):
        if {key(it) for it in written} & {key(it) for it in read}:
            return True
    return False


@library_rule("term-conflict", Severity.INFO)
def find_term_conflicts(summaries: Summaries) -> Iterator[tuple[str, Finding]]:
    """Entries gloss one Armenian word differently, or give one gloss different words.

    Both may be right; then say what tells them apart, in parentheses or after a comma:
    glosses that share a part agree. ``wikicli terms`` lists them all.
    """
    glossary = [(Head(slug, it.title), it.terms) for slug, it in summaries.items()]
    for conflict in find_conflicts(merge_terms(glossary)):
        for reading in conflict.readings:
            others = [it for it in conflict.readings if it != reading]
            said = _some([f"{quote(it.text)} in {_some(it.entries)}" for it in others])
            for slug in reading.entries:
                message = f"{quote(conflict.text)} is {said}"
                path = _path_of(summaries[slug].terms, conflict.of, reading.text)
                yield slug, Finding(path, message, "", reading.text)


def _some(names: Sequence[str]) -> str:
    """Name three at most: with all, what many entries share would fill the memory."""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _path_of(terms: Sequence[Term], side: str, other: str) -> KeyPath:
    """Find the field of an entry's term that has one side of a conflict."""
    key = "en" if side == "hy" else "hy"
    fold = armenian.fold
    for index, term in enumerate(terms):
        if fold(getattr(term, key)) == fold(other):
            return ("terms", index, key)
    return ("terms",)
