"""The commands that find entries: search, list, categories."""

from typing import TYPE_CHECKING, Literal

import typer

from wikicli import render
from wikicli.base.errors import NoAnswerError, UsageError
from wikicli.cli.arguments import (
    CATEGORY,
    NAMES_LANGUAGE,
    argument,
    flag,
    option,
)
from wikicli.cli.session import Session
from wikicli.library.config import Language

if TYPE_CHECKING:
    from wikicli.library.hits import Result

_MOST = 10_000

Field = Literal["title", "name", "body", "ref"]


def search(
    session: Session,
    query: list[str] = argument(
        "QUERY...",
        'Words to find, in either script; "phrases", -words and more behind --.',
        required=True,
    ),
    limit: int = typer.Option(
        10, "-n", "--limit", min=1, max=_MOST, help="The most entries to show."
    ),
    offset: int = typer.Option(
        0, min=0, max=_MOST, help="How many to leave out before.", show_default=False
    ),
    category: str = CATEGORY,
    field: Field | None = option("--in", help="Only what stands in these."),
    sort: Literal["relevance", "title"] = typer.Option(
        "relevance", help="What comes first.", show_default=False
    ),
    opened: int = option(
        "--open",
        default=0,
        min=0,
        metavar="N",
        help="Show the entry that is hit number N.",
    ),
    no_snippets: bool = flag("--no-snippets", "Leave out the text that shows why."),
    facets: bool = flag("--facets", "Also the categories of what was found."),
    explain: bool = flag("--explain", "Also how the query was understood."),
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """Search all entries; the best matches come first."""
    from wikicli.library.hits import Wanted, find

    words = " ".join(query)
    first = opened - 1 if opened else offset
    wanted = Wanted(
        1 if opened else limit,
        first,
        category,
        field or "",
        by_title=sort == "title",
        snippets=not no_snippets,
        facets=facets,
    )
    with session.empty_json(lambda: render.json.search.nothing_json(words)):
        result = find(words, session.entries, wanted)
    session.warn(session.entries.problems)
    if opened and result.hits:
        from wikicli.cli.reading import Asked, show_entry

        show_entry(session, result.hits[0].head.slug, Asked(language=language))
        return
    if not opened and (session.json or result.hits):
        _answer(session, result, explain, language)
    if not result.total:
        raise session.entries.no_match(result.query)
    if not result.hits:
        hint = f"the last is number {result.total}"
        raise NoAnswerError(f"there is no hit number {first + 1}", hint)


def _answer(
    session: Session, result: "Result", explain: bool, language: Language | None
) -> None:
    side = session.choose_language(language).side
    files = session.entries.files
    session.answer(
        json=lambda: render.json.search.result_json(result, files, explain),
        text=lambda: render.text.search.result_view(
            result, session.measure, session.terminal.is_terminal, side, explain
        ),
    )


def list_(
    session: Session,
    category: str = CATEGORY,
    template: str = option(
        "--format",
        default="",
        metavar="TEMPLATE",
        help="A line an entry, such as '{slug}\\t{title}'; also {hy}, {description}, "
        "{categories}, {path}.",
    ),
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """List the entries by title."""
    library = session.entries
    side = session.choose_language(language).side
    if template and session.json:
        raise UsageError("--json and --format exclude each other")
    write_line = render.text.templates.read_template(template) if template else None
    with session.empty_json(lambda: render.json.search.list_json([], {})):
        heads = library.heads(category, side)
    session.warn(library.problems)
    if write_line:
        lines = (write_line(head, library.files[head.slug]) for head in heads)
        session.terminal.write("".join(lines))
        return
    session.answer(
        json=lambda: render.json.search.list_json(heads, library.files),
        text=lambda: render.text.search.list_view(heads, session.measure, side),
    )


def categories(session: Session) -> None:
    """List the categories and how many entries each has."""
    from wikicli.library.categories import count_categories

    with session.empty_json(lambda: render.json.search.categories_json([])):
        found = count_categories(session.entries.heads())
    session.warn(session.entries.problems)
    session.answer(
        json=lambda: render.json.search.categories_json(found),
        text=lambda: render.text.search.categories_view(found, session.measure),
    )
