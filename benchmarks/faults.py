"""Faults that code may have: what `mutants.py` draws from.

A comparison or a boolean operator is exchanged, a condition negated, a constant or the
bound of a slice changed, a statement left out, nothing returned. Left as they are:
docstrings, annotations, decorators, f-strings, and the wording of errors.
"""

import ast
import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

OPERATORS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
    ast.And: ("and", "or"),
    ast.Or: ("or", "and"),
    ast.Add: (r"\+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: (r"\*", "//"),
    ast.FloorDiv: ("//", "*"),
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
WORDING = {"message", "hint", "help", "__all__"}


class Mutant(NamedTuple):
    """A fault: bytes of a file, below the checkout, that others stand for."""

    path: str
    line: int
    start: int
    end: int
    new: str
    what: str


class Source:
    """The text of a module, and where its nodes stand in it, in bytes."""

    def __init__(self, path: str, data: bytes) -> None:
        """Take the text of a path below the checkout."""
        self.path, self.data = path, data
        lengths = map(len, data.splitlines(keepends=True))
        self.starts = [0]
        for length in lengths:
            self.starts.append(self.starts[-1] + length)

    def span(self, node: Any) -> tuple[int, int]:
        """Return where a node starts and ends."""
        start = self.starts[node.lineno - 1] + node.col_offset
        return start, self.starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, node: Any) -> str:
        """Return how a node is written."""
        return slice_text(self.data, *self.span(node))

    def mutant(self, start: int, end: int, new: str, what: str = "") -> Mutant:
        """Return the fault that puts ``new`` in the place of what stands there."""
        line = self.data.count(b"\n", 0, start) + 1
        old = slice_text(self.data, start, end)
        what = what or f"{shorten(old)} → {shorten(new)}"
        return Mutant(self.path, line, start, end, new, what)

    def replace(self, node: Any, new: str) -> Mutant:
        """Return the fault that puts ``new`` in the place of a node."""
        return self.mutant(*self.span(node), new)

    def exchange(self, left: Any, operator: ast.AST, right: Any) -> Iterator[Mutant]:
        """Yield the fault that exchanges the operator between two nodes."""
        if type(operator) not in OPERATORS:
            return
        old, new = OPERATORS[type(operator)]
        word = rf"\b{old}\b" if old[0].isalpha() else old
        start, end = self.span(left)[1], self.span(right)[0]
        between = slice_text(self.data, start, end)
        whole = " ".join((self.text(left), between.strip(), self.text(right)))
        what = f"{shorten(whole)}: {new}"
        yield self.mutant(start, end, re.sub(word, new, between, count=1), what)


def slice_text(data: bytes, start: int, end: int) -> str:
    """Return a part of UTF-8 as text."""
    return data[start:end].decode()


def shorten(text: str) -> str:
    """Return a text on one line of at most 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


def find_mutants(source: Source) -> Iterator[Mutant]:
    """Yield the faults that a module may have."""
    for node in walk(ast.parse(source.data)):
        if type(node) in FAULTS:
            yield from FAULTS[type(node)](node, source)


def is_fault(data: bytes, mutant: Mutant) -> bool:
    """Tell whether a module compiles with a mutant, and is another then."""
    try:
        changed = ast.parse(apply(data, mutant))
    except SyntaxError:
        return False
    return ast.dump(changed) != ast.dump(ast.parse(data))


def apply(data: bytes, mutant: Mutant) -> bytes:
    """Return the text of a module with a fault."""
    return data[: mutant.start] + mutant.new.encode() + data[mutant.end :]


def walk(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a node and those in it that may have faults."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not is_left_out(child):
                yield from walk(child)


def is_left_out(node: ast.AST) -> bool:
    """Tell whether a node and what is in it are for people, or for mypy."""
    match node:
        case ast.JoinedStr() | ast.Raise() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.keyword(arg=name):
            return name in WORDING
        case ast.Call(func=ast.Name(id="cast")):
            return True
        case ast.Subscript(value=ast.Name(id="Literal" | "Annotated" | "Callable")):
            return True
    return False


def compare_faults(node: ast.Compare, source: Source) -> Iterator[Mutant]:
    """Exchange a comparison."""
    sides = [node.left, *node.comparators]
    for left, operator, right in zip(sides, node.ops, sides[1:], strict=False):
        yield from source.exchange(left, operator, right)


def boolean_faults(node: ast.BoolOp, source: Source) -> Iterator[Mutant]:
    """Exchange ``and`` and ``or``."""
    for left, right in zip(node.values, node.values[1:], strict=False):
        yield from source.exchange(left, node.op, right)


def arithmetic_faults(node: ast.BinOp, source: Source) -> Iterator[Mutant]:
    """Exchange an operator of numbers."""
    if not any(is_text(side) for side in (node.left, node.right)):
        yield from source.exchange(node.left, node.op, node.right)


def is_text(node: ast.AST) -> bool:
    """Tell whether a node is a string as written."""
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)


def not_faults(node: ast.UnaryOp, source: Source) -> Iterator[Mutant]:
    """Leave out ``not``."""
    if isinstance(node.op, ast.Not):
        yield source.replace(node, f"({source.text(node.operand)})")


def condition_faults(
    node: ast.If | ast.While | ast.IfExp, source: Source
) -> Iterator[Mutant]:
    """Swap what is done if a condition holds and if it does not."""
    yield source.replace(node.test, f"not ({source.text(node.test)})")


def filter_faults(node: ast.comprehension, source: Source) -> Iterator[Mutant]:
    """Let everything pass."""
    for test in node.ifs:
        yield source.replace(test, "True")


def constant_faults(node: ast.Constant, source: Source) -> Iterator[Mutant]:
    """Change a number, a truth value or a string."""
    value = node.value
    if isinstance(value, bool):
        yield source.replace(node, str(not value))
    elif isinstance(value, int):
        yield source.replace(node, str(value + 1))
    elif isinstance(value, str):
        yield source.replace(node, repr(f"x{value}"))
        if value:
            yield source.replace(node, "''")


def slice_faults(node: ast.Slice, source: Source) -> Iterator[Mutant]:
    """Move a bound of a slice by one."""
    for bound in filter(None, (node.lower, node.upper)):
        for sign in "+-":
            yield source.replace(bound, f"({source.text(bound)}) {sign} 1")


def return_faults(node: ast.Return, source: Source) -> Iterator[Mutant]:
    """Return nothing."""
    if node.value:
        yield source.replace(node, "return None")


def statement_faults(node: ast.stmt, source: Source) -> Iterator[Mutant]:
    """Leave out a statement."""
    plain = isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    if not plain and not (isinstance(node, ast.Assign) and is_tuple(node.targets[0])):
        yield source.replace(node, "pass")


def is_tuple(node: ast.AST) -> bool:
    """Tell whether a node is several, written with commas."""
    return isinstance(node, ast.Tuple)


def name_faults(node: ast.Name, source: Source) -> Iterator[Mutant]:
    """Exchange a function for its opposite."""
    if node.id in NAMES:
        yield source.replace(node, NAMES[node.id])


FAULTS: dict[type[ast.AST], Callable[[Any, Source], Iterable[Mutant]]] = {
    ast.Compare: compare_faults,
    ast.BoolOp: boolean_faults,
    ast.BinOp: arithmetic_faults,
    ast.UnaryOp: not_faults,
    ast.comprehension: filter_faults,
    ast.Constant: constant_faults,
    ast.Slice: slice_faults,
    ast.Return: return_faults,
    ast.Name: name_faults,
    **dict.fromkeys((ast.If, ast.While, ast.IfExp), condition_faults),
    **dict.fromkeys(
        (ast.Expr, ast.Assign, ast.AugAssign, ast.Continue, ast.Break), statement_faults
    ),
}


def draw(root: Path, paths: Sequence[Path], count: int, seed: int) -> list[Mutant]:
    """Draw lines that may have a fault, and one fault of each."""
    by_line: dict[tuple[str, int], list[Mutant]] = {}
    texts = {str(path.relative_to(root)): path.read_bytes() for path in paths}
    for name, data in texts.items():
        for fault in find_mutants(Source(name, data)):
            by_line.setdefault((name, fault.line), []).append(fault)
    chance = random.Random(seed)
    lines = sorted(by_line)
    chance.shuffle(lines)
    found: list[Mutant] = []
    for line in lines:
        chance.shuffle(by_line[line])
        good = (it for it in by_line[line] if is_fault(texts[line[0]], it))
        if len(found) < count and (mutant := next(good, None)):
            found.append(mutant)
    return sorted(found)
