"""Building and asking a full-text index: wikicli, kiwix (libzim), and bare Tantivy.

Run: python benchmarks/strangers.py [ENTRIES [RUNS]]
(needs dict-gcide and kiwix-tools of Debian, and `pip install libzim`)

All three get the same texts, those of `dictionary.py`. wikicli reads them from its
entry files, the others get titles and texts handed over. Seconds of wall clock; for
questions the least of the runs, each a whole process.
"""

import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import tantivy
from dictionary import make_entry, name_entry, write_library

QUERIES = ("water", "ancient language", "slow wind")
SCRIPTS = Path(sys.executable).parent


def main() -> None:
    """Build and ask, print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 7
    print(f"{platform.platform()}, Python {platform.python_version()},", end=" ")
    print(f"libzim {version('libzim')}, tantivy {version('tantivy')};", end=" ")
    print(f"{count} entries\n")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        library = place / "library"
        write_library(library, count)
        wikicli = (str(SCRIPTS / "wikicli"), "-L", str(library))
        built = {
            "wikicli": take_time(lambda: run((*wikicli, "index", "--rebuild"))),
            "libzim": take_time(lambda: build_zim(place / "all.zim", count)),
            "Tantivy": take_time(lambda: build_tantivy(place / "bare", count)),
        }
        print("| build | seconds | entries a second |")
        print("|---|---|---|")
        for name, seconds in built.items():
            print(f"| {name} | {seconds:.1f} | {count / seconds:.0f} |", flush=True)
        print("\n| question | wikicli search | kiwix-search | Python's start |")
        print("|---|---|---|---|")
        kiwix = (shutil.which("kiwix-search") or "kiwix-search", str(place / "all.zim"))
        for query in QUERIES:
            cells = (
                least(runs, (*wikicli, "search", query)),
                least(runs, (*kiwix, query)),
                least(runs, (sys.executable, "-c", "pass")),
            )
            print(
                f"| {query} | {' | '.join(f'{it:.3f} s' for it in cells)} |", flush=True
            )


def take_time(do: Callable[[], object]) -> float:
    """Return the seconds that something takes."""
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def run(words: tuple[str, ...]) -> None:
    """Run a command, its output thrown away."""
    subprocess.run(words, stdout=subprocess.DEVNULL, check=False)


def least(runs: int, words: tuple[str, ...]) -> float:
    """Return the least time of some runs of a command."""
    return min(take_time(lambda: run(words)) for _ in range(runs))


def texts(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield the slug, the title and the text of each entry."""
    for number in range(count):
        head, _, rest = make_entry(number, count).partition("body: |\n")
        title = head.partition("\n")[0].removeprefix("title: ")
        yield name_entry(number), title, rest.partition("\nsee_also")[0]


def build_zim(path: Path, count: int) -> None:
    """Write a ZIM with a full-text index."""
    writer: Any = import_module("libzim.writer")

    class Page(writer.Item):  # type: ignore[misc]
        def __init__(self, slug: str, title: str, text: str) -> None:
            super().__init__()
            self.slug, self.title, self.text = slug, title, text

        def get_path(self) -> str:
            return self.slug

        def get_title(self) -> str:
            return self.title

        def get_mimetype(self) -> str:
            return "text/html"

        def get_contentprovider(self) -> Any:
            page = f"<html><title>{self.title}</title><body>{self.text}</body></html>"
            return writer.StringProvider(page)

        def get_hints(self) -> dict[Any, Any]:
            return {writer.Hint.FRONT_ARTICLE: True}

    with writer.Creator(path).config_indexing(True, "eng") as creator:
        for it in texts(count):
            creator.add_item(Page(*it))


def build_tantivy(place: Path, count: int) -> None:
    """Index titles and texts, and keep them, with as many threads as it likes."""
    place.mkdir()
    fields = tantivy.SchemaBuilder()
    for name in ("slug", "title", "body"):
        fields.add_text_field(name, stored=True)
    index = tantivy.Index(fields.build(), path=str(place))
    writer = index.writer(heap_size=64_000_000)
    for slug, title, body in texts(count):
        document = tantivy.Document(slug=slug, title=title, body=body)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


if __name__ == "__main__":
    main()
