"""Simple maths in TeX's syntax as text, as far as Unicode has the letters.

Commands are those of LaTeX (Lamport, "LaTeX: A Document Preparation System", 2nd ed.,
3.3) and amssymb that stand for one sign. Binary operators and relations get a space
on either side, as TeX sets them.
"""

import re

from wikicli.article.scripts import SUBSCRIPTS, SUPERSCRIPTS, write_script

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)

_SIGNS = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta
    ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ varrho ϱ sigma σ varsigma ς tau
    τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ
    Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω times × div ÷ cdot · pm ± mp ∓ ast ∗ circ
    ∘ cup ∪ cap ∩ wedge ∧ land ∧ vee ∨ lor ∨ setminus ∖ oplus ⊕ otimes ⊗ le ≤ leq ≤ ge ≥
    geq ≥ ne ≠ neq ≠ approx ≈ equiv ≡ sim ∼ cong ≅ propto ∝ ll ≪ gg ≫ in ∈ notin ∉ ni ∋
    subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ mid ∣ parallel ∥ perp ⊥ to → rightarrow →
    leftarrow ← leftrightarrow ↔ mapsto ↦ Rightarrow ⇒ implies ⇒ Leftarrow ⇐
    Leftrightarrow ⇔ iff ⇔ sum ∑ prod ∏ int ∫ oint ∮ infty ∞ partial ∂ nabla ∇ forall ∀
    exists ∃ neg ¬ lnot ¬ emptyset ∅ varnothing ∅ aleph ℵ hbar ℏ ell ℓ Re ℜ Im ℑ angle ∠
    triangle △ prime ′ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ ldots … dots
    … cdots ⋯ degree °
"""
_ROW = _SIGNS.split()
_COMMANDS = dict(zip(_ROW[::2], _ROW[1::2], strict=True))
_OPERATORS = frozenset("+−=<>×÷·±∓∗∪∩∧∨∖⊕⊗≤≥≠≈≡∼≅∝≪≫∈∉∋⊂⊆⊃⊇∣∥⊥→←↔↦⇒⇐⇔")
_LARGE = frozenset("∑∏∫∮")
_FUNCTIONS = frozenset(
    "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln lg exp lim sup "
    "inf max min det dim deg gcd arg ker".split()
)
_SPACES = frozenset((r"\,", r"\:", r"\;", r"\ ", r"\quad", r"\qquad", "~"))
_NOTHING = frozenset((r"\!", r"\left", r"\right", r"\displaystyle", r"\limits"))
_UPRIGHT = frozenset((r"\text", r"\mathrm", r"\mathit", r"\mathbf", r"\operatorname"))
_DOUBLE = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
_PLAIN = {"-": "−", "'": "′", **{f"\\{it}": it for it in "{}$%&#_"}}
_REFUSED = frozenset("&%#$}")


class _NoLineError(Exception):
    """The formula has something that is no line of text."""


def format_maths(tex: str) -> str | None:
    """Format maths as a line of text: ``E=mc^2`` as E = mc²; None if it can't be."""
    try:
        return " ".join(_Formula(tex).read().split())
    except (_NoLineError, RecursionError):
        return None


class _Formula:
    """A formula that is read token by token."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(tex.strip())[::-1]

    def take(self) -> str:
        """Take the next token that is no space."""
        while self.tokens:
            if not (token := self.tokens.pop()).isspace():
                return token
        raise _NoLineError

    def read(self, closing: str = "") -> str:
        """Read up to a closing brace, or to the end."""
        text, names_function = "", False
        while self.tokens or closing:
            token = self.take()
            if token == closing:
                break
            if token in ("^", "_"):
                text += self.script(token)
                continue
            sign = self.sign(token)
            if token[1:] in _FUNCTIONS or names_function:
                apart = text[-1:].isalnum() and sign[:1].isalnum()
                text += " " if apart or (names_function and sign[0].isalnum()) else ""
            names_function = token[1:] in _FUNCTIONS or sign in _LARGE
            if sign in _OPERATORS:
                sign = self.operator(text, sign)
            text += f"{sign} " if sign in (",", ";") else sign
        return text

    def operator(self, text: str, sign: str) -> str:
        """Return an operator behind a text, in spaces if it has an operand there."""
        last = text.rstrip()[-1:]
        is_binary = last and last not in _OPERATORS and last not in "([{⟨,;"
        return f" {sign} " if is_binary else sign

    def argument(self) -> str:
        """Read a token, or a group of them in braces."""
        token = self.take()
        return self.read("}") if token == "{" else self.sign(token)

    def script(self, which: str) -> str:
        """Read what is raised or lowered."""
        table = SUPERSCRIPTS if which == "^" else SUBSCRIPTS
        script = write_script(self.argument().replace(" ", ""), table)
        if script is None:
            raise _NoLineError
        return script

    def sign(self, token: str) -> str:
        """Read what a token stands for, with its arguments."""
        if token == "{":
            return self.read("}")
        if token in _NOTHING:
            return ""
        if token in _SPACES:
            return " "
        if token == r"\frac":
            return f"{self.operand()}/{self.operand()}"
        if token == r"\sqrt":
            return f"√{self.operand()}"
        if token == r"\mathbb":
            token = _DOUBLE.get(self.argument(), "}")
        if token in _UPRIGHT:
            return self.upright()
        if token in _PLAIN:
            return _PLAIN[token]
        if token[0] == "\\":
            name = token[1:]
            token = _COMMANDS.get(name) or (name if name in _FUNCTIONS else "}")
        if token in _REFUSED:
            raise _NoLineError
        return token

    def operand(self) -> str:
        """Read an argument; one of several signs gets parentheses."""
        text = self.argument().strip()
        return text if text.isalnum() or len(text) == 1 else f"({text})"

    def upright(self) -> str:
        """Read words, whose spaces stay."""
        if self.take() != "{":
            raise _NoLineError
        text = ""
        while self.tokens and (token := self.tokens.pop()) != "}":
            if token[0] in "\\{$^_":
                raise _NoLineError
            text += token
        return text
