"""The romanization of terms, and of the headword: which is computed, which shown."""

from typing import NamedTuple

from wikicli.base.model import Entry, Term
from wikicli.language import armenian


class Romanization(NamedTuple):
    """The standard by which terms are romanized, and whether the reader asked for it.

    Where nobody did, an established English spelling stands for the romanization.
    """

    standard: str = "bgn"
    asked: bool = False

    def compute(self, term: Term) -> str:
        """Romanize a term by the standard."""
        return armenian.romanize(term.hy, self.standard, term.orthography)

    def choose(self, term: Term) -> str:
        """Return what is shown: by default what is established, else the computed."""
        if term.romanization and not self.asked:
            return term.romanization
        return self.compute(term)

    def beside_gloss(self, term: Term) -> str:
        """Return what is shown beside the gloss: nothing if that is the same word.

        Who asked for a standard is shown what it gives.
        """
        latin = self.choose(term)
        is_same = latin.casefold() == term.en.casefold()
        return "" if is_same and not self.asked else latin


DEFAULT = Romanization()


def headword_term(entry: Entry) -> Term:
    """Return the Armenian title of an entry as a term, or its first term.

    A title that differs from the term only in case or marks is that term.
    """
    term = entry.terms[0] if entry.terms else Term()
    if entry.headword == term.hy:
        return term
    if armenian.fold(entry.headword) != armenian.fold(term.hy):
        return Term(hy=entry.headword, en="" if term.hy else term.en)
    latin = term.romanization
    if entry.headword[0].isupper():
        latin = latin[:1].upper() + latin[1:]
    return term._replace(hy=entry.headword, romanization=latin)
