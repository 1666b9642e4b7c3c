"""Libraries of any size, made of a dictionary's texts (Debian's ``dict-gcide``).

Run: python benchmarks/dictionary.py FOLDER ENTRIES [CHARACTERS]

Each entry has some four kilobytes, or so many characters of text: a headword, texts of
the dictionary from there on as paragraphs, links to others, and three references, one
of which others have as well. Made twice it is the same.
"""

import gzip
import random
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PLACE = Path("/usr/share/dictd")
SIZE = 3000
SHARED = 4  # entries that have a work in common
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def main() -> None:
    """Make a library."""
    folder, count, *size = sys.argv[1:]
    write_library(Path(folder), int(count), *map(int, size))


@cache
def read_texts() -> list[tuple[str, str]]:
    """Read the headwords and texts of the dictionary, in its order."""
    data = gzip.decompress((PLACE / "gcide.dict.dz").read_bytes())
    places: dict[tuple[int, int], str] = {}
    for line in (PLACE / "gcide.index").read_text("utf-8").splitlines():
        word, first, count = line.split("\t")[:3]
        if word[:1].isalpha():
            places.setdefault((_number(first), _number(count)), word)
    texts = []
    for (start, length), word in sorted(places.items()):
        text = _clean(data[start : start + length].decode("utf-8", "replace"))
        if len(text) > 200:
            texts.append((word, text))
    return texts


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * 64 + _DIGITS.index(digit)
    return value


def _clean(text: str) -> str:
    """Return plain sentences: no signs of Markdown or YAML."""
    text = re.sub(r"\[[^\]]*\]|\\[^\\]*\\|\{|\}", " ", text)
    return " ".join(re.sub(r"[^\w ,.;'()-]", " ", text).split())


def name_entry(number: int) -> str:
    """Return the slug of an entry."""
    texts = read_texts()
    word = texts[number * 7 % len(texts)][0].lower()
    return f"{re.sub('[^a-z0-9]+', '-', word).strip('-') or 'x'}-{number}"


def make_entry(number: int, count: int, size: int = SIZE) -> str:
    """Return an entry of a library of so many, as a file."""
    texts, chance = read_texts(), random.Random(number)
    first = number * 7 % len(texts)
    word, paragraphs, length = texts[first][0], [], 0
    for at in range(first, first + 100):
        text = texts[at % len(texts)][1][: size - length]
        paragraphs.append(text)
        length += len(text)
        if length >= size:
            break
    body = "\n\n".join(_mark(it, count, chance) for it in paragraphs)
    lines = [
        f"title: {word} {number}",
        f"description: {word} in a dictionary",
        f"categories: [letter {word[0].lower()}, shelf {number % 100}]",
        "body: |",
        *(f"  {line}" if line else "" for line in body.split("\n")),
        f"see_also: [{name_entry(chance.randrange(count))}]",
        "references:",
        *_references(number, word, chance),
    ]
    return "\n".join(lines) + "\n"


def _mark(text: str, count: int, chance: random.Random) -> str:
    """Put markers behind sentences, and a link into the text."""
    sentences = [f"{it.rstrip(' .')}." for it in text.split(". ")]
    for at in range(0, len(sentences), 4):
        sentences[at] += f"[^r{chance.randrange(3)}]"
    other = name_entry(chance.randrange(count))
    return f"{' '.join(sentences)} See [[{other}]]."


def _references(number: int, word: str, chance: random.Random) -> Iterator[str]:
    kinds, texts = ("book", "article-journal", "webpage"), read_texts()
    for index, kind in enumerate(kinds):
        work = number // SHARED if index == 0 else number * 3 + index
        own = random.Random(work * 3 + index)
        yield f"  - id: r{index}"
        yield f"    type: {kind}"
        yield f"    title: The {kind} {work} of words"
        yield f"    author: [{{family: {own.choice(texts)[0]}, given: Ann}}]"
        yield f"    issued: {own.randrange(1900, 2024)}"
        if kind == "article-journal":
            yield f"    container-title: Journal {own.randrange(300)}"
            yield f"    DOI: 10.1234/{work}"
        if kind == "webpage":
            yield f"    URL: https://example.org/{work}"


def write_library(folder: Path, count: int, size: int = SIZE) -> None:
    """Write a library of so many entries, a thousand a folder."""
    for number in range(count):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        text = make_entry(number, count, size)
        (place / f"{name_entry(number)}.yaml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
