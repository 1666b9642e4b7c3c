"""The commands of readers: show, search, list, categories, random."""

from typing import TYPE_CHECKING, NamedTuple

import typer

from wikicli import render
from wikicli.base.errors import UsageError
from wikicli.cli.arguments import (
    CATEGORY,
    LANGUAGE,
    NAME,
    NAMES_LANGUAGE,
    NOTES,
    ROMANIZATION,
    Standard,
    argument,
    flag,
    option,
)
from wikicli.cli.session import Session
from wikicli.library.config import Language, NotesMode

if TYPE_CHECKING:
    from wikicli.article.footnotes import Footnotes
    from wikicli.base.model import Entry
    from wikicli.render.page.layout import Page
    from wikicli.render.text.show import ArticleView


class _Asked(NamedTuple):
    """How an entry is to be read, as far as options say it."""

    notes: NotesMode | None
    language: Language | None
    romanization: str | None
    sections: tuple[str, ...] = ()
    toc: bool = False
    links: bool = False


def show(
    session: Session,
    name: list[str] = NAME,
    section: list[str] | None = option(
        "--section",
        metavar="NAME",
        help="Only this part of the entry, or what begins so; may be given again.",
    ),
    toc: bool = flag("--toc", "Only the list of its parts."),
    links: bool = flag("--links", "Number the entries it links to, and list them."),
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry: its text, links, terms and footnotes."""
    words = " ".join(name)
    if "#" in words and not section and not session.is_name(words):
        words, _, part = words.partition("#")
        section = [part]
    sections = tuple(section or ())
    asked = _Asked(notes, language, romanization, sections, toc, links)
    _show(session, words, asked)


def random(
    session: Session,
    category: str = CATEGORY,
    language: Language | None = LANGUAGE,
    romanization: Standard | None = ROMANIZATION,
    notes: NotesMode | None = NOTES,
) -> None:
    """Show an entry picked at random."""
    _show(
        session, session.entries.pick(category), _Asked(notes, language, romanization)
    )


def _show(session: Session, name: str, asked: _Asked) -> None:
    _check(session, asked)
    entry, footnotes = session.read_numbered(name)
    title_of = session.entries.title_of
    namesakes = session.entries.find_namesakes(name, entry)

    def draw() -> "Page":
        view = _view(session, entry, footnotes, asked)
        view.namesakes = namesakes
        view.numbers_links = asked.links
        return _draw(view, asked)

    session.answer(
        json=lambda: render.json.show.entry_json(
            entry, footnotes, title_of, session.get_file(name), namesakes
        ),
        text=draw,
    )


def _draw(view: "ArticleView", asked: _Asked) -> "Page":
    if asked.toc:
        return view.contents()
    return view.part(*asked.sections) if asked.sections else view.page()


def _check(session: Session, asked: _Asked) -> None:
    """Refuse options that have no effect together."""
    said = {
        "--notes": asked.notes,
        "--section": asked.sections,
        "--toc": asked.toc,
        "--links": asked.links,
    }
    for name, value in said.items():
        if value and session.json:
            hint = "the JSON is that of the whole entry; its parts are under 'sections'"
            raise UsageError(f"--json and {name} exclude each other", hint)
    if asked.toc and asked.sections:
        raise UsageError("--toc and --section exclude each other")


def _view(
    session: Session, entry: "Entry", footnotes: "Footnotes", asked: _Asked
) -> "ArticleView":
    settings = session.settings
    language = session.choose_language(asked.language)
    if language is Language.en:
        kind = render.text.show.ArticleView
    elif language is Language.hy:
        kind = render.text.languages.ArmenianView
    else:
        kind = render.text.languages.BilingualView
    notes = asked.notes or NotesMode(settings.notes.value)
    romanization = session.choose_romanization(asked.romanization)
    return kind(entry, footnotes, session.entries, session.measure, notes, romanization)


def search(
    session: Session,
    query: list[str] = argument(
        "QUERY...", "Words to find, in either script.", required=True
    ),
    limit: int = typer.Option(
        10, "-n", "--limit", min=1, max=10_000, help="The most entries to show."
    ),
    category: str = CATEGORY,
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """Search all entries; the best matches come first."""
    from wikicli.library.hits import find

    side = session.choose_language(language).side
    words = " ".join(query)
    with session.empty_json(lambda: render.json.search.nothing_json(words)):
        result = find(words, session.entries, limit, category)
    session.warn(session.entries.problems)
    if session.json or result.total:
        session.answer(
            json=lambda: render.json.search.result_json(result, session.entries.files),
            text=lambda: render.text.search.result_view(
                result, session.measure, session.terminal.is_terminal, side
            ),
        )
    if not result.total:
        raise session.entries.no_match(result.query)


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
