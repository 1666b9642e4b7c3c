"""The romanization of terms: which is computed, which is shown."""

from typing import NamedTuple

from wikicli.base.model import Term
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


DEFAULT = Romanization()
