"""Entries that nobody wrote: bundled ones mutated, and what every command owes them."""

import random
import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from conftest import ENTRIES, Result, invoke
from wikicli.base.text import clean, find_unsafe
from wikicli.entry import file as entryfile

_SIGNS = (
    *(
        "[^a]",
        "[^a p. 5]",
        "[^",
        "[[",
        "]]",
        "[[ani|",
        "[[no-such|label]]",
        "[",
        "](",
        "|",
    ),
    *("**", "*", "__", "_", "~~", "`", "```\n", "\\", "<", "&amp;", "&#0;", "{#id}"),
    *("\n", "\n\n", "\n\n\n", "\n> ", "\n- ", "\n1. ", "\n# ", "\n## ", "\n    ", "\t"),
    *("\n[^n]: ", "\n|---|---|\n", "\n| a | b | c |\n", "\n: ", "\n---\n", "\n***\n"),
    *("«", "»", "։", "՝", "՞", "ը", "Միացում", "‘", "ʻ", "\u0301", "\u200b", "\u00ad"),
    *("日本語", "👩‍👩‍👧", "ﬓ", "עִבְרִית", "ﷺ", "\u202e", "\u0007", "\x1b[31m", "\ufeff"),
    *("!", "![", "http://x.org/a_b", "<http://x.org>", "javascript:x", "x" * 200),
    *(": ", " #", "'", '"', "- ", "{", "}", "title: ", "body: ", "hy: ", "\r\n"),
)
_ENDS = ("\nreferences:", "\nsee_also:", "\nterms:", "\nfacts:", "\nhy:")

COMMANDS = (
    *(f"show {{name}} --lang {it}" for it in ("en", "hy", "both")),
    *(f"show {{name}} --notes {it}" for it in ("end", "inline", "margin", "none")),
    *("show {name} --toc", "show {name} --section lead", "show {name} --json"),
    *("refs {name}", "refs {name} 1", "refs {name} --json", "refs {name} --unused"),
    *(
        f"refs {{name}} --format {it}"
        for it in ("bibtex", "biblatex", "ris", "markdown")
    ),
    *("cite {name}", "cite {name} --json", "coverage {name}", "coverage --json"),
    *("terms {name}", "terms --json", "terms --lookup միացում", "terms --format csv"),
    *(
        "links {name}",
        "links",
        "links --dangling",
        "links {name} --dot",
        "links --json",
    ),
    *("list", "list --json", "random", "search {word}", "search {word} --json"),
    *(
        "check {path}",
        "check {path} --json",
        "check {path} --diff",
        "fmt {path} --diff",
    ),
)
"""What reads entries. Those with ``{name}`` also take the entry from standard input."""
_WIDE = re.compile("--json|--format|--dot|--diff|^check")
"""Answers that are data, or have lines of the file in them: not cut to the width."""
_PROSE = re.compile(r"show \S+ --(lang (en|hy)|notes (end|inline|none))$")
"""Answers that have all of a text, one line after the other."""


class Mutant(NamedTuple):
    """A mutated entry, and the number that it is made of."""

    seed: int
    data: bytes


def make_mutant(seed: int) -> Mutant:
    """Make the mutant of a number: a bundled entry with one to twelve mutations."""
    chance = random.Random(seed)
    text = chance.choice(_ORIGINALS)
    # Most of them in the text: a file that is no YAML any more ends the test early.
    start = text.index("\nbody: ") + 9
    end = min(found for it in _ENDS if (found := text.find(it, start)) > 0)
    whole = chance.random() < 0.25
    before, part, behind = (
        ("", text, "") if whole else (text[:start], text[start:end], text[end:])
    )
    for _ in range(chance.randint(1, 12)):
        part = _mutate(part, chance)
    if not whole:  # what was put in stays in the block
        part = re.sub(r"\r?\n(?=\S)", "\n  ", part)
    return Mutant(seed, f"{before}{part}{behind}".encode("utf-8", "surrogatepass"))


_ORIGINALS = [path.read_text("utf-8") for path in sorted(ENTRIES.glob("*.yaml"))]


def _mutate(text: str, chance: random.Random) -> str:
    one, other = sorted(chance.randrange(len(text) + 1) for _ in range(2))
    other = min(other, one + 60)
    piece = text[one:other]
    match chance.randrange(8):
        case 0:
            return text[:one] + text[other:]
        case 1:
            return text[:other] + piece + text[other:]
        case 2:
            return text[:one] + piece[::-1] + text[other:]
        case 3:
            lines = text.split("\n")
            row = chance.randrange(len(lines))
            lines.insert(chance.randrange(len(lines)), lines.pop(row))
            return "\n".join(lines)
        case _:
            return text[:one] + chance.choice(_SIGNS) + text[one:]


def find_faults(mutant: Mutant, folder: Path, tries: int) -> Iterator[str]:
    """Run some commands on a mutant; yield a line for each rule that one breaks.

    ``folder`` is the library that it becomes the only entry of.
    """
    chance = random.Random(mutant.seed)
    path = folder / "mutant.yaml"
    path.write_bytes(mutant.data)
    word = chance.choice(["միացում", "republic", "go", "Step‘anakert", "zzzz"])
    for command in chance.sample(COMMANDS, tries):
        width = chance.choice([20, 40, 80, 120])
        piped = "{name}" in command and chance.random() < 0.2
        name = "-" if piped else "mutant"
        words = shlex.split(command.format(name=name, path=path, word=word))
        asked = ["-L", str(folder), "--width", str(width), "--color", "never", *words]
        try:
            result = invoke(asked, stdin=mutant.data if piped else b"")
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            yield f"{command} --width {width}: {type(error).__name__}: {error}"
            continue
        for fault in _judge(command, result, width, mutant.data):
            yield f"{command} --width {width}: {fault}"


def _judge(command: str, result: Result, width: int, data: bytes) -> Iterator[str]:
    if result.code not in (0, 1, 2):
        yield f"exit code {result.code}"
    if "Traceback" in result.stderr:
        yield "a traceback"
    for stream in (result.stdout, result.stderr):
        if (place := find_unsafe(stream)) >= 0:
            yield f"an unsafe character: {stream[max(place - 20, 0) : place + 1]!r}"
    if not _WIDE.search(command):
        wide = [it for it in result.stdout.split("\n") if cell_len(it) > width]
        yield from (f"a line is wider: {line!r}" for line in wide[:1])
    if _PROSE.match(command) and result.code == 0:
        yield from _find_missing(command, result, data)


def _find_missing(command: str, result: Result, data: bytes) -> Iterator[str]:
    """Yield the words of a text that are not on its page."""
    entry = entryfile.parse(data, Path("mutant.yaml")).entry
    assert entry is not None
    side = entry.hy.body if entry.hy else ""
    text = side if command.endswith("hy") else entry.body
    page = re.sub(r"\s", "", result.stdout)
    words = Counter(re.findall(r"[^\W\d_]{1,12}(?![^\W\d_])", _show_words(clean(text))))
    missing = [word for word, count in words.items() if page.count(word) < count]
    if missing:
        yield f"missing words: {missing[:5]}"


_HIDING = (
    r"\[\[[^\[\]|]*\|?",  # the slug of a link
    r"\[\^[^\]]*\]:?",  # a marker
    r"\]\([^()]*\)",  # an address
    r"\[[^\]]*\]:[^\n]*(\n[^\n]*){0,2}",  # one that is defined
    r"(?m)^[ >]*(?:```|~~~).*",  # the language of code
    r"&#?\w+;",
    r"(?s)(?:\A|\n)[ >*+-]*\[\^[^\]\n]*\]:.*",  # notes: no marker may call them
)


def _show_words(text: str) -> str:
    """Leave out what need not be on a page, and perhaps more."""
    for pattern in reversed(_HIDING):
        text = re.sub(pattern, " ", text)
    return text
