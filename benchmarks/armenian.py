"""Search across scripts over a real list of Armenian words.

Run: python benchmarks/armenian.py WORDLIST [--inflected FILE.conllu ...]

WORDLIST has a word a line; what follows a tab or a slash is left out. Any list will do:

- WikiPron, ``data/scrape/tsv/hye_armn_e_narrow.tsv`` of github.com/CUNY-CL/wikipron
  (from Wiktionary, CC BY-SA): 16,647 headwords; the figures of docs/benchmarks.md.
- Debian's aspell-hy or myspell-hy: ``aspell -d hy dump master``, or the ``.dic`` file.

``--inflected`` takes treebanks such as UD_Armenian-ArmTDP (github.com/
UniversalDependencies, CC BY-SA), from which pairs of an inflected noun, name or
adjective and its lemma are taken; lemmas that the list lacks are added to it. Their
sentences are made entries of another library, and each lemma is sought in it.

Each word becomes the title of an entry, and all of them one library with an index on
disk, searched as ``wikicli search`` does. Typing errors are made in every second word:
the others were there to choose the costs of `wikicli.language.typos` with.
"""

import argparse
import os
import platform
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from wikicli.base.model import Head
from wikicli.language.armenian import STANDARDS, fold, is_armenian, romanize
from wikicli.language.keys import (
    bare_key,
    index_key,
    index_keys,
    query_keys,
    western_key,
)
from wikicli.library.hits import Wanted, find
from wikicli.library.library import Library
from wikicli.search.index import Passage, Row, open_index
from wikicli.search.syntax import Words

SEED = 1988
BY_SOUND = 1.85  # between the scores of what sounds like a query, and of its forms
LATIN = "abcdefghijklmnopqrstuvwxyz"
ARMENIAN = "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցուփքօֆ"
AIMS = {"romanized": 0.999, "inflected": 0.96, "typed": 0.98, "text": 0.97}
KINDS = {
    "nouns": "NOUN",
    "names": "PROPN",
    "adjectives": "ADJ",
    "all three": "NOUN PROPN ADJ",
    "verbs": "VERB AUX",
}


class Sentence(NamedTuple):
    """A sentence of a treebank, and its words: as they stand, lemma, kind."""

    text: str
    words: list[tuple[str, str, str]]


class Answer(NamedTuple):
    """What a search gave: titles of matches and of near ones, milliseconds."""

    matches: list[str]
    near: list[str]
    ms: float


def main() -> None:
    """Measure and print the tables."""
    options = read_options()
    words = read_words(options.words)
    pairs = read_pairs(options.inflected)
    headwords = list(dict.fromkeys([*words, *(lemma for _, lemma in pairs)]))
    print_machine(options, len(words), len(headwords))
    print_keys(words)
    print_shared(words)
    with tempfile.TemporaryDirectory() as folder:
        library = make_library(headwords, Path(folder))
        print_romanized(words, library)
        if pairs:
            print_inflected(pairs, library)
        print_typed(words[1::2], options.typos, library)
    if sentences := read_sentences(options.inflected):
        with tempfile.TemporaryDirectory() as folder:
            print_texts(sentences, Path(folder))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("words", type=Path, metavar="WORDLIST")
    parser.add_argument("--inflected", type=Path, nargs="+", default=[])
    parser.add_argument("--typos", type=int, default=2000, help="of each kind")
    return parser.parse_args()


def read_words(path: Path) -> list[str]:
    """Read the distinct Armenian words of a list, in an order that tells nothing."""
    lines = path.read_text("utf-8").splitlines()
    words = {line.partition("\t")[0].partition("/")[0].strip() for line in lines}
    chosen = sorted(word for word in words if is_armenian(word) and index_key(word))
    random.Random(SEED).shuffle(chosen)
    return chosen


def read_pairs(paths: Sequence[Path]) -> list[tuple[str, str]]:
    """Read the distinct inflected forms of treebanks, each with its lemma."""
    pairs: dict[tuple[str, str], None] = {}
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            _, form, lemma, kind, *_ = [*line.split("\t"), "", "", "", ""]
            if kind in ("NOUN", "PROPN", "ADJ") and fold(form) != fold(lemma):
                pairs[fold(form), lemma] = None
    return [pair for pair in pairs if all(map(is_armenian, pair))]


def read_sentences(paths: Sequence[Path]) -> list[Sentence]:
    """Read the sentences of treebanks."""
    sentences: list[Sentence] = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            number, form, lemma, kind, *_ = [*line.split("\t"), "", "", ""]
            if line.startswith("# text = "):
                sentences.append(Sentence(line.removeprefix("# text = "), []))
            elif number.isdigit():
                sentences[-1].words.append((form, lemma, kind))
    return sentences


def make_library(words: Sequence[str], folder: Path) -> Library:
    """Make a library of an entry a word, without files, and its index."""
    return build(list(rows(words)), folder)


def build(entries: Sequence[Row], folder: Path) -> Library:
    """Make a library of entries, without files, and its index."""
    library = Library([], folder)
    start = time.perf_counter()
    library.index = open_index(folder / "library" / "content", lambda: entries)
    seconds = time.perf_counter() - start
    print(f"\nThe index of {len(entries):,} entries was built in {seconds:.1f} s.")
    return library


def rows(words: Sequence[str]) -> Iterator[Row]:
    """Yield an entry of a title for each word, romanized as those of terms are."""
    for number, word in enumerate(words):
        names = ((word, "title"), (romanize(word), ""))
        yield Row(Head(f"word-{number}", word), names, ())


def ask(query: str, library: Library) -> Answer:
    """Search as the command does."""
    start = time.perf_counter()
    result = find(query, library, Wanted(10))
    ms = (time.perf_counter() - start) * 1000
    matches = [hit.head.title for hit in result.hits if hit.way == "sure"]
    near = [hit.head.title for hit in result.hits if hit.way == "near"]
    return Answer(matches, near, ms)


def print_machine(options: argparse.Namespace, words: int, headwords: int) -> None:
    """Print what the figures were taken on, and with."""
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python", end=" ")
    print(f"{platform.python_version()}, tantivy {version('tantivy')};", end=" ")
    print(f"{options.words.name}: {words:,} words", end="")
    print(f", {headwords:,} with lemmas" if headwords > words else "")


# Keys -----------------------------------------------------------------------------


def print_keys(words: Sequence[str]) -> None:
    """Print how fast keys are made; the plain prototype's figures stand beside."""
    latin = [romanize(word, "plain") for word in words]
    print("\n| keys | a second | each | prototype |\n|---|---|---|---|")
    for name, make, texts, prototype in (
        ("of a word, to index", index_keys, words, "7 µs"),
        ("of a query, Armenian", query_keys, words, ""),
        ("of a query, romanized", query_keys, latin, "19 µs"),
    ):
        seconds = min(time_all(make, texts) for _ in range(3)) / len(texts)
        print(f"| {name} | {1 / seconds:,.0f} | {seconds * 1e6:.0f} µs | {prototype} |")


def time_all(make: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the seconds that it takes to call a function with each text."""
    start = time.perf_counter()
    for text in texts:
        make(text)
    return time.perf_counter() - start


def print_shared(words: Sequence[str]) -> None:
    """Print how many words share a key with another."""
    print("\n| key | words that share one | most |\n|---|---|---|")
    for name, make in (
        ("sound", index_key),
        ("Western", lambda word: western_key(index_key(word))),
        ("bare", lambda word: bare_key(index_key(word))),
    ):
        counts = Counter(make(word) for word in {fold(word) for word in words})
        shared = sum(count for count in counts.values() if count > 1)
        most = max(counts.values())
        print(f"| {name} | {shared / counts.total():.1%} | {most} |")


# Recall ---------------------------------------------------------------------------


def print_romanized(words: Sequence[str], library: Library) -> None:
    """Print how many words are found by each of their romanizations."""
    print("\n| typed as | found | aim | others found | near ones added | time |")
    print("|---|---|---|---|---|---|")
    for name, label in {"": "as written", **STANDARDS}.items():
        queries = [(romanize(word, name) if name else word, word) for word in words]
        print_recall(label, queries, AIMS["romanized"], library)


def print_inflected(pairs: Sequence[tuple[str, str]], library: Library) -> None:
    """Print how many lemmas are found by their inflected forms."""
    print(f"\n{len(pairs):,} inflected forms.\n")
    print("| typed as | found | aim | others found | near ones added | time |")
    print("|---|---|---|---|---|---|")
    for name, label in {"": "as written", **STANDARDS}.items():
        queries = [
            (romanize(form, name) if name else form, lemma) for form, lemma in pairs
        ]
        print_recall(label, queries, AIMS["inflected"], library)


def print_recall(
    label: str, queries: Sequence[tuple[str, str]], aim: float, library: Library
) -> None:
    """Print a row: the share of words that matched, near ones not counted."""
    found, others, near, times = 0, 0, 0, []
    for query, word in queries:
        answer = ask(query, library)
        found += word in answer.matches
        others += len([match for match in answer.matches if match != word])
        near += len(answer.near)
        times.append(answer.ms)
    count = len(queries)
    print(
        f"| {label} | {found / count:.2%} | {aim:.1%} | {others / count:.2f} "
        f"| {near / count:.2f} | {statistics.median(times):.1f} ms |"
    )


# Texts ----------------------------------------------------------------------------


def print_texts(sentences: Sequence[Sentence], folder: Path) -> None:
    """Print how many sentences are found by the lemmas whose forms they hold."""
    entries = [
        Row(Head(str(number), str(number)), (), (Passage("lead", sentence.text),))
        for number, sentence in enumerate(sentences)
    ]
    library = build(entries, folder)
    print("\n| kind | typed as | lemmas | sentences | found | aim", end=" ")
    print("| wrong a lemma, of them by endings |\n|---|---|---|---|---|---|---|")
    for name, kinds in KINDS.items():
        for label in ("as written", "plain"):
            print_text_recall(name, kinds.split(), label, sentences, library)


def print_text_recall(
    name: str,
    kinds: Sequence[str],
    label: str,
    sentences: Sequence[Sentence],
    library: Library,
) -> None:
    """Print a row: sentences that hold a lemma inflected and not as it is itself.

    Wrong is a sentence without any form of the lemma, as the treebank has it.
    """
    lemmas = find_lemmas(sentences, kinds)
    count = found = wrong = inflected = 0
    for lemma, (bare, others) in lemmas.items():
        query = romanize(lemma, "plain") if label == "plain" else lemma
        asked = library.index.understand(Words(query))
        scores = {
            int(hit.row.head.slug): hit.score
            for hit in library.index.find(asked, len(sentences)).found
            if hit.way == "sure"
        }
        meant = others - bare
        count += len(meant)
        found += len(meant & scores.keys())
        strange = [score for it, score in scores.items() if it not in bare | others]
        wrong += len(strange)
        inflected += sum(score < BY_SOUND for score in strange)
    aim = f"{AIMS['text']:.0%}" if name == "all three" else ""
    print(
        f"| {name} | {label} | {len(lemmas):,} | {count:,} | {found / count:.2%} "
        f"| {aim} | {wrong / len(lemmas):.2f}, {inflected / len(lemmas):.2f} |"
    )


def find_lemmas(
    sentences: Sequence[Sentence], kinds: Sequence[str]
) -> dict[str, tuple[set[int], set[int]]]:
    """Find the numbers of the sentences that hold a lemma as it is, and inflected.

    Lemmas are of two letters at least, without signs, and have an inflected form. A
    form counts whatever its kind is: the treebank has one lemma under several.
    """
    wanted = {
        lemma
        for sentence in sentences
        for form, lemma, kind in sentence.words
        if kind in kinds and is_armenian(form) and fold(form) != fold(lemma)
        if len(lemma) > 1 and all(map(is_armenian, lemma))
    }
    places: dict[str, tuple[set[int], set[int]]] = {it: (set(), set()) for it in wanted}
    for number, sentence in enumerate(sentences):
        for form, lemma, _ in sentence.words:
            if lemma in places:
                places[lemma][fold(form) != fold(lemma)].add(number)
    return places


# Typing errors --------------------------------------------------------------------


def print_typed(words: Sequence[str], count: int, library: Library) -> None:
    """Print how many words are found in spite of typing errors.

    Words have so many letters as they are meant and as they are typed.
    """
    print("\n| typed | errors | letters | hit@1 | hit@5 | aim", end=" ")
    print("| another word | median | p95 | most |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for script in ("Armenian", "plain Latin"):
        for errors, shortest in ((1, 5), (1, 7), (2, 8)):
            draw = random.Random(f"{SEED} {script} {errors} {shortest}")
            long = [word for word in words if len(word) >= shortest]
            queries: list[tuple[str, str]] = []
            while len(queries) < count:
                typed, word = mistype(draw.choice(long), script, errors, draw)
                if len(typed) >= shortest:
                    queries.append((typed, word))
            aim = f"{AIMS['typed']:.0%}" if errors == 1 else ""
            row = f"| {script} | {errors} | {shortest} or more "
            print(row + score(queries, aim, library))


def score(queries: Sequence[tuple[str, str]], aim: str, library: Library) -> str:
    """Return the cells of a row: hits in the first place, in the first five; times.

    Some errors make another word of the list, which is then what the search finds.
    """
    first, five, another, times = 0, 0, 0, []
    for query, word in queries:
        answer = ask(query, library)
        hits = [*answer.matches, *answer.near]
        first += hits[:1] == [word]
        five += word in hits[:5]
        another += any(fold(query) in spellings(match) for match in answer.matches)
        times.append(answer.ms)
    cut = statistics.quantiles(times, n=20)
    count = len(queries)
    return (
        f"| {first / count:.1%} | {five / count:.1%} | {aim} | {another / count:.1%} "
        f"| {cut[9]:.1f} ms | {cut[18]:.1f} ms | {max(times):.1f} ms |"
    )


def spellings(word: str) -> tuple[str, str]:
    """Return a word in either script, folded."""
    return fold(word), fold(romanize(word, "plain"))


def mistype(
    word: str, script: str, errors: int, draw: random.Random
) -> tuple[str, str]:
    """Return a word with typing errors, in lower case, and the word."""
    armenian = script == "Armenian"
    meant = (word if armenian else romanize(word, "plain")).lower()
    typed = meant
    while typed == meant:
        typed = meant
        for _ in range(errors):
            typed = make_error(typed, ARMENIAN if armenian else LATIN, draw)
    return typed, word


def make_error(word: str, letters: str, draw: random.Random) -> str:
    """Leave a letter out, put one in, take another, or swap two: each as likely."""
    place = draw.randrange(len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    match draw.randrange(4):
        case 0:
            return before + after
        case 1:
            return before + draw.choice(letters) + letter + after
        case 2:
            return before + draw.choice(letters) + after
        case _:
            return before + after[:1] + letter + after[1:]


if __name__ == "__main__":
    main()
