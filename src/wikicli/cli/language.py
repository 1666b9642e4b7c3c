"""The commands of Armenian and English: terms, romanize."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Literal

from wikicli import render
from wikicli.base.errors import NoAnswerError, UsageError, WikicliError
from wikicli.base.model import Side
from wikicli.base.text import clean, find_unsafe, quote
from wikicli.cli.arguments import (
    FORM,
    NAMES_LANGUAGE,
    ROMANIZATION,
    Standard,
    argument,
    flag,
    option,
)
from wikicli.cli.session import Session
from wikicli.library.config import Language

if TYPE_CHECKING:
    from wikicli.cli.session import Face
    from wikicli.language.romanization import Romanization
    from wikicli.library.glossary import TermUse
    from wikicli.render.text.term_table import Table

TableForm = Literal["text", "json", "csv", "tsv"]
Orthography = Literal["reformed", "classical"]


def terms(
    session: Session,
    name: list[str] | None = argument(
        "[NAME...]", "An entry, as for show; with --lookup, a word."
    ),
    lookup: bool = flag("--lookup", "Find a word: Armenian, romanized or English."),
    by: Side | None = option("--by", help="In the order of which language."),
    romanization: Standard | None = ROMANIZATION,
    form: TableForm | None = FORM,
    language: Language | None = NAMES_LANGUAGE,
) -> None:
    """List the terms of all entries or of one, or look a word up in them.

    A word is found in either script, however it is romanized, and inflected.
    """
    chosen_form = session.choose_form(form)
    chosen = session.choose_romanization(romanization)
    if lookup and by:
        raise UsageError("--lookup and --by exclude each other")
    if lookup and not name:
        raise UsageError("missing argument 'NAME...'", "name a word after --lookup")
    asked = language or session.settings.language.reason != "default"
    side = session.choose_language(language).side
    if lookup:
        _look_up(session, " ".join(name or ()), chosen, chosen_form)
    elif name:
        _show_terms(session, " ".join(name), by, chosen, chosen_form, side)
    else:
        by = by or (side if asked else "hy")
        _show_glossary(session, by, chosen, chosen_form)


def _collect(session: Session) -> "list[TermUse]":
    """Return the terms of all entries, in the order of Armenian dictionaries."""
    from wikicli.library.glossary import merge_terms, sort_terms

    uses = sort_terms(merge_terms(session.entries.index.glossary()))
    session.warn(session.entries.problems)
    if not session.entries.files:
        raise session.entries.no_entries()
    if not uses:
        raise NoAnswerError("the library has no terms")
    return uses


def _show_glossary(
    session: Session, by: Side, romanization: "Romanization", form: str
) -> None:
    from wikicli.library.glossary import find_conflicts, sort_terms

    with session.empty_json(
        lambda: render.json.terms.glossary_json((), (), romanization), form
    ):
        uses = _collect(session)
    conflicts = find_conflicts(uses)
    uses = sort_terms(uses, by)
    session.answer(
        form,
        json=lambda: render.json.terms.glossary_json(uses, conflicts, romanization),
        text=lambda: render.text.glossary.glossary_view(
            uses, conflicts, session.measure, romanization, by
        ),
        **_tables(lambda: render.text.term_table.term_rows(uses, romanization)),
    )


def _show_terms(
    session: Session,
    name: str,
    by: Side | None,
    romanization: "Romanization",
    form: str,
    side: Side,
) -> None:
    from wikicli.library.glossary import TermUse, sort_terms

    reading = session.read_entry(name)
    entry = reading.entry
    session.warn(reading.problems, name)
    with session.empty_json(
        lambda: render.json.terms.entry_terms_json(entry.slug, (), romanization), form
    ):
        if not entry.terms:
            raise NoAnswerError(f"entry {quote(entry.slug)} has no terms")
    uses = [TermUse(term, (entry.slug,)) for term in entry.terms]
    uses = sort_terms(uses, by) if by else uses
    ordered = entry._replace(terms=tuple(use.term for use in uses))
    session.answer(
        form,
        json=lambda: render.json.terms.entry_terms_json(entry.slug, uses, romanization),
        text=lambda: render.text.terms.entry_terms_view(
            ordered, session.measure, session.entries.title_of, romanization, side
        ),
        **_tables(lambda: render.text.term_table.term_rows(uses, romanization)),
    )


def _look_up(
    session: Session, word: str, romanization: "Romanization", form: str
) -> None:
    from wikicli.library.lookup import look_up, suggest

    with session.empty_json(
        lambda: render.json.terms.matches_json(word, (), romanization), form
    ):
        uses = _collect(session)
        matches = look_up(word, uses)
        if not matches:
            near = suggest(word, uses)
            hint = f"did you mean {near}?" if near else "see all terms: wikicli terms"
            raise NoAnswerError(f"no term is {quote(word)}", hint)
    session.answer(
        form,
        json=lambda: render.json.terms.matches_json(word, matches, romanization),
        text=lambda: render.text.glossary.matches_view(
            word, matches, session.measure, session.entries.title_of, romanization
        ),
        **_tables(lambda: render.text.term_table.match_rows(matches, romanization)),
    )


def _tables(make_rows: "Callable[[], Table]") -> "dict[str, Face]":
    """Return the forms of an answer that are tables of rows."""
    return {
        "csv": lambda: render.text.term_table.format_csv(make_rows()),
        "tsv": lambda: render.text.term_table.format_tsv(make_rows()),
    }


# Romanizing -----------------------------------------------------------------------


def romanize(
    session: Session,
    text: list[str] | None = argument(
        "[TEXT...]", "Armenian text; without it, standard input is read."
    ),
    romanization: Standard | None = ROMANIZATION,
    orthography: Orthography = option(
        "--orthography", default="reformed", help="How the text is spelled."
    ),
) -> None:
    """Write Armenian text in Latin letters: by one standard, or a line by all."""
    lines = _split_lines(" ".join(text)) if text else _read_input()
    if session.json:
        whole = "".join(lines).removesuffix("\n")
        romanized_json = render.json.romanize.romanized_json
        session.write_json(romanized_json(whole, romanization, orthography))
        return
    first = list(islice(lines, 0 if romanization else 2))
    if len(first) == 1:
        standards_view = render.text.romanize.standards_view
        page = standards_view(first[0].strip(), orthography, session.measure)
        session.terminal.show(page)
        return
    standard = romanization or session.settings.romanization.value
    _write_lines(session, chain(first, lines), standard, orthography)


def _write_lines(
    session: Session, lines: Iterable[str], standard: str, orthography: Orthography
) -> None:
    """Write each line as soon as it is read, but for a file: that is written whole."""
    from wikicli.language import armenian

    latin = (armenian.romanize(line, standard, orthography) for line in lines)
    if session.terminal.path is not None:
        session.terminal.write("".join(latin))
        return
    for line in latin:
        session.terminal.write(line)


def _split_lines(text: str) -> Iterator[str]:
    """Yield the lines of an argument, made safe."""
    if not text.strip():
        raise UsageError("the text is empty")
    yield from (f"{line}\n" for line in clean(text).removesuffix("\n").split("\n"))


def _read_input() -> Iterator[str]:
    """Return the lines of standard input."""
    from wikicli.cli.input import open_input

    hint = "give a text, or pipe one in: wikicli romanize < FILE"
    return _decode_lines(open_input("TEXT...", hint))


def _decode_lines(lines: Iterable[bytes]) -> Iterator[str]:
    """Decode lines as UTF-8; those with unsafe characters are made safe."""
    try:
        for number, data in enumerate(lines, 1):
            line = _decode(data, number).rstrip("\r\n")
            yield (clean(line) if find_unsafe(line) >= 0 else line) + "\n"
    except OSError as error:
        from wikicli.cli.input import unreadable_input

        raise unreadable_input(error) from None


def _decode(data: bytes, number: int) -> str:
    try:
        return data.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        column = len(data[: error.start].decode("utf-8", "replace")) + 1
        byte = f"byte 0x{error.object[error.start]:02x} is not UTF-8 here"
        message = f"standard input:{number}:{column}: {byte}"
        raise WikicliError(message, "save it as UTF-8") from None
