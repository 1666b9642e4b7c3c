"""Numbering, backlinks, locators, and the sentence that a marker supports."""

import pytest

from wikicli.article.footnotes import (
    Footnotes,
    format_letters,
    number,
    split_sentences,
    supported_sentences,
)
from wikicli.article.markdown import parse_inline
from wikicli.article.markup import Marker, Note, Span, iter_spans, plain_text
from wikicli.base.model import ArmenianSide, Entry, Reference
from wikicli.base.problems import Severity


def entry(
    body: str,
    *ids: str,
    facts: dict[str, str] | None = None,
    hy: str = "",
    references: tuple[Reference, ...] = (),
) -> Entry:
    return Entry(
        slug="entry",
        title="Entry",
        body=body,
        facts=facts or {},
        hy=ArmenianSide(body=hy) if hy else None,
        references=references or tuple(Reference(name) for name in ids),
    )


def labels(footnotes: Footnotes) -> dict[str, str]:
    return {name: footnote.label for name, footnote in footnotes.by_id.items()}


def messages(footnotes: Footnotes) -> list[str]:
    return [problem.message for problem in footnotes.problems]


def markers(spans: tuple[Span, ...]) -> list[Marker]:
    return [span for span in spans if isinstance(span, Marker)]


def printed_markers(footnotes: Footnotes) -> list[str]:
    return [
        footnotes.format_marker(marker)
        for section in footnotes.article.body.sections
        for spans in iter_spans(section.blocks)
        for marker in markers(spans)
    ]


# Numbering ----------------------------------------------------------------------


def test_numbers_references_by_first_marker_not_by_their_order_in_the_file() -> None:
    footnotes = number(entry("One.[^c] Two.[^a] Three.[^c][^b]", "a", "b", "c"))
    assert labels(footnotes) == {"c": "1", "a": "2", "b": "3"}
    assert [note.content.id for note in footnotes.references] == ["c", "a", "b"]


def test_numbers_facts_then_body_then_armenian_body_then_notes() -> None:
    footnotes = number(
        entry(
            "## Heading[^heading]\n\nText.[^text][^n]\n\n"
            "| Cell[^cell] | b |\n|---|---|\n| c | d[^second] |\n\n"
            "[^n]: A note.[^within]",
            *"within hy second cell text heading fact".split(),
            facts={"Founded": "1988[^fact]"},
            hy="Տեքստ։[^hy]",
        )
    )
    assert labels(footnotes) == {
        "fact": "1",
        "heading": "2",
        "text": "3",
        "n": "a",
        "cell": "4",
        "second": "5",
        "hy": "6",
        "within": "7",
    }
    assert messages(footnotes) == []


def test_walks_lists_and_quotations_in_reading_order() -> None:
    body = "- a[^a]\n  - b[^b]\n- c[^c]\n\n> d[^d]\n> > e[^e]\n\nf[^f]"
    footnotes = number(entry(body, *"fedcba"))
    assert labels(footnotes) == dict(zip("abcdef", "123456", strict=True))


def test_same_id_keeps_its_number_in_both_languages() -> None:
    footnotes = number(entry("One.[^a] Two.[^b]", "a", "b", hy="Մեկ։[^b] Երկու։[^a]"))
    assert labels(footnotes) == {"a": "1", "b": "2"}
    assert [call.sentence for call in footnotes.by_id["a"].calls] == ["One.", "Երկու։"]


def test_notes_are_lettered_apart_from_references() -> None:
    body = "One.[^x][^ref][^y]\n\n[^y]: Second.\n[^x]: First."
    footnotes = number(entry(body, "ref"))
    assert labels(footnotes) == {"x": "a", "ref": "1", "y": "b"}


def test_letters_go_on_after_z() -> None:
    letters = [format_letters(index) for index in (0, 1, 25, 26, 27, 51, 52, 701, 702)]
    assert letters == ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]


def test_twenty_seventh_note_is_aa() -> None:
    calls = "".join(f"w[^n{index}] " for index in range(27))
    notes = "\n".join(f"[^n{index}]: note" for index in range(27))
    footnotes = number(entry(f"{calls}\n\n{notes}"))
    assert [note.label for note in footnotes.notes][-2:] == ["z", "aa"]


def test_note_called_only_by_a_note_gets_the_next_letter() -> None:
    body = "One.[^x]\n\n[^x]: See.[^y]\n[^y]: There.[^x]"
    footnotes = number(entry(body))
    assert labels(footnotes) == {"x": "a", "y": "b"}
    assert [call.section for call in footnotes.by_id["x"].calls] == ["lead", "note b"]
    assert messages(footnotes) == []


def test_markers_in_each_paragraph_and_cell_of_a_note_are_numbered() -> None:
    body = (
        "One.[^n]\n\n[^n]: First.[^a]\n\n    Second.[^b]\n\n"
        "    | c[^c] | d |\n    |---|---|\n    | Yes. No.[^d] | f |\n"
    )
    footnotes = number(entry(body, "d", "c", "b", "a"))
    assert labels(footnotes) == {"n": "a", "a": "1", "b": "2", "c": "3", "d": "4"}
    assert footnotes.by_id["d"].calls[0].sentence == "Yes. No."


# Notes of two languages ---------------------------------------------------------


def test_note_is_looked_up_in_the_body_of_its_marker_first() -> None:
    footnotes = number(
        entry(
            "One.[^n]\n\n[^n]: English.[^a]",
            "a",
            "b",
            hy="Մեկ։[^n]\n\n[^n]: Հայերեն։[^b]",
        )
    )
    assert labels(footnotes) == {"n": "a", "a": "1", "b": "2"}
    assert messages(footnotes) == []


def test_note_is_found_in_the_other_body() -> None:
    footnotes = number(entry("One.[^n]", hy="Մեկ։\n\n[^n]: Նշում։"))
    assert labels(footnotes) == {"n": "a"}
    assert messages(footnotes) == []


def test_markers_in_a_note_are_looked_up_where_the_note_stands() -> None:
    footnotes = number(
        entry(
            "One.[^m]\n\n[^m]: English.",
            hy="Մեկ։[^n]\n\n[^n]: Նշում։[^m]\n[^m]: Հայերեն։",
        )
    )
    note = footnotes.by_id["m"].content
    assert isinstance(note, Note)
    assert messages(footnotes) == []
    assert [call.section for call in footnotes.by_id["m"].calls] == ["lead", "note b"]


def test_problem_in_a_note_stands_in_the_body_of_the_note() -> None:
    """Not in the fact, or the other body, that calls the note."""
    footnotes = number(
        entry("One.\n\n[^n]: See.[^gone]", facts={"Where": "Baku[^n]"}, hy="Մեկ։[^n]")
    )
    problem = footnotes.problems[0]
    assert (problem.path, problem.line, problem.column) == (("body",), 3, 11)


# What is wrong ------------------------------------------------------------------


def test_undefined_marker_is_an_error_with_its_place_and_the_nearest_id() -> None:
    footnotes = number(entry("One.\n\nTwo words.[^dewal p. 4]", "dewaal"))
    problem = footnotes.problems[0]
    assert problem.message == "marker '[^dewal]' has no reference and no note"
    assert problem.hint == "the nearest id is 'dewaal'"
    assert (problem.line, problem.column) == (3, 11)
    assert problem.severity == Severity.ERROR
    assert printed_markers(footnotes) == ["[dewal?]"]


def test_nearest_id_may_be_that_of_an_armenian_note() -> None:
    footnotes = number(entry("One.[^coun]", hy="Մեկ։\n\n[^count]: Նշում։"))
    assert footnotes.problems[0].hint == "the nearest id is 'count'"


def test_undefined_marker_without_a_near_id_has_no_hint() -> None:
    assert number(entry("One.[^zzz]", "abc")).problems[0].hint == ""


def test_each_undefined_marker_is_told() -> None:
    footnotes = number(entry("One.[^x] Two.[^x]"))
    assert [problem.column for problem in footnotes.problems] == [5, 14]


def test_undefined_marker_in_a_fact_is_told_at_the_fact() -> None:
    footnotes = number(entry("One.", facts={"Where": "Baku[^gone]"}))
    assert footnotes.problems[0].path == ("facts", "Where")


def test_id_of_both_a_reference_and_a_note_is_read_as_the_references() -> None:
    footnotes = number(entry("One.[^a]\n\n[^a]: A note.", "a"))
    assert labels(footnotes) == {"a": "1"}
    assert isinstance(footnotes.by_id["a"].content, Reference)
    problem = footnotes.problems[0]
    assert problem.message == "'a' is the id of both a reference and a note"
    assert problem.rule == "ambiguous-marker"
    assert (problem.line, problem.column) == (1, 5)


def test_uncalled_reference_is_a_problem_and_further_reading() -> None:
    references = (Reference("a"), Reference("b", further=True), Reference("c"))
    footnotes = number(entry("One.[^c]", references=references))
    assert messages(footnotes) == ["reference 'a' is called by no marker"]
    assert footnotes.problems[0].path == ("references", 0)
    assert footnotes.problems[0].severity == Severity.WARNING
    assert [reference.id for reference in footnotes.further] == ["a", "b"]
    assert [note.content.id for note in footnotes.references] == ["c"]


def test_further_reading_that_is_called_has_a_number() -> None:
    footnotes = number(entry("One.[^b]", references=(Reference("b", further=True),)))
    assert labels(footnotes) == {"b": "1"}
    assert footnotes.further == ()


def test_uncalled_note_is_a_problem_at_its_definition() -> None:
    footnotes = number(entry("One.\n\n[^n]: A note.", hy="Մեկ։\n\n[^m]: Նշում։"))
    assert messages(footnotes) == [
        "note 'n' is called by no marker",
        "note 'm' is called by no marker",
    ]
    paths = [(problem.path, problem.line) for problem in footnotes.problems]
    assert paths == [(("body",), 3), (("hy", "body"), 3)]
    assert [problem.hint for problem in footnotes.problems] == ["", ""]


def test_problem_in_the_text_of_a_fact_stands_at_the_fact() -> None:
    footnotes = number(entry("Text.", facts={"Aim": "See [[No Slug]]."}))
    (found,) = footnotes.problems
    assert (found.path, found.rule) == (("facts", "Aim"), "bad-entry-link")


def test_entry_without_markers_has_no_footnotes() -> None:
    footnotes = number(entry("One."))
    assert (footnotes.references, footnotes.notes, footnotes.problems) == ((), (), ())


# Locators -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.[^a]", ["[1]"]),
        ("One.[^a p. 15]", ["[1]"]),
        ("One.[^a p. 15] Two.[^a p. 15]", ["[1]", "[1]"]),
        ("One.[^a p. 15] Two.[^a p.  15]", ["[1]", "[1]"]),
        ("One.[^a p. 15] Two.[^a p. 17]", ["[1]:15", "[1]:17"]),
        ("One.[^a p. 15] Two.[^a]", ["[1]:15", "[1]"]),
        ("One.[^a pp. 15–17] Two.[^a ch. 2]", ["[1]:15–17", "[1]:ch. 2"]),
        ("One.[^a 15] Two.[^a p. xii]", ["[1]:15", "[1]:p. xii"]),
        ("One.[^a p. 15][^b p. 15] Two.[^a p. 16]", ["[1]:15", "[2]", "[1]:16"]),
    ],
)
def test_markers_print_the_place_only_where_one_work_is_cited_at_several(
    body: str, expected: list[str]
) -> None:
    assert printed_markers(number(entry(body, "a", "b"))) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.[^b][^a]", "[1][2]"),
        ("One.[^a][^n][^b]", "[1][a][2]"),
        ("One.[^a p. 3][^a p. 5]", "[1]:3[1]:5"),
        ("One.[^a][^a]", "[1][1]"),
        ("One.[^a] [^b]", "[1][2]"),
        ("Two.[^b] One.[^a][^gone][^b]", "[1][2][gone?][1]"),
    ],
)
def test_markers_together_print_as_written(body: str, expected: str) -> None:
    footnotes = number(entry(f"{body}\n\n[^n]: Note.", "a", "b"))
    assert "".join(printed_markers(footnotes)) == expected


def test_a_place_cited_in_a_note_counts_with_those_of_the_text() -> None:
    body = "One.[^a p. 3][^n]\n\n[^n]: Note.[^a p. 5]"
    footnote = number(entry(body, "a")).by_id["a"]
    assert footnote.locators == ("p. 3", "p. 5")
    assert [(call.section, call.locator) for call in footnote.calls] == [
        ("lead", "p. 3"),
        ("note a", "p. 5"),
    ]


def test_place_of_a_note_is_told_and_not_shown() -> None:
    footnotes = number(entry("One.[^n p. 3] Two.[^n]\n\n[^n]: Note."))
    assert printed_markers(footnotes) == ["[a]", "[a]"]
    assert [call.locator for call in footnotes.by_id["n"].calls] == ["", ""]
    assert messages(footnotes) == ["a note has no pages: 'p. 3' is not shown"]
    problem = footnotes.problems[0]
    assert (problem.column, problem.severity) == (5, Severity.WARNING)


def test_one_locator_belongs_to_the_reference_and_several_to_none() -> None:
    one = number(entry("One.[^a p. 15] Two.[^a p. 15]", "a")).by_id["a"]
    several = number(entry("One.[^a p. 15] Two.[^a p. 16]", "a")).by_id["a"]
    assert (one.locator, several.locator) == ("p. 15", "")
    assert several.locators == ("p. 15", "p. 16")


# Backlinks ----------------------------------------------------------------------


def test_units_are_runs_of_text_with_their_kinds_and_places() -> None:
    text = "Lead.\n\n## Past\n\n- item\n\n[^n]: Note."
    article = number(entry(text, facts={"Aim": "union"}, hy="Տեքստ։")).article
    found = [(unit.kind, unit.path, plain_text(unit.spans)) for unit in article.units()]
    assert found == [
        ("fact", ("facts", "Aim"), "union"),
        ("heading", ("body",), ""),
        ("paragraph", ("body",), "Lead."),
        ("heading", ("body",), "Past"),
        ("paragraph", ("body",), "item"),
        ("paragraph", ("body",), "Note."),
        ("heading", ("hy", "body"), ""),
        ("paragraph", ("hy", "body"), "Տեքստ։"),
    ]
    assert len(list(article.units(notes=False))) == len(found) - 1


def test_a_call_says_whether_it_is_in_the_armenian_text() -> None:
    calls = number(entry("One.[^a]", "a", hy="Մեկ։[^a]")).by_id["a"].calls
    assert [call.in_hy for call in calls] == [False, True]


def test_backlinks_name_the_sections_of_their_markers() -> None:
    footnotes = number(
        entry(
            "Lead.[^a]\n\n## History of *it*\n\nText.[^a]\n\n### Deeper[^a]\n\n- x[^a]",
            "a",
            facts={"Years": "1988[^a]"},
        )
    )
    sections = [call.section for call in footnotes.by_id["a"].calls]
    assert sections == ["fact box", "lead", "History of it", "Deeper", "Deeper"]


def test_sentence_has_titles_for_links_and_no_markers() -> None:
    footnotes = number(
        entry("The [[karabakh-movement]] won[^a] [[x|much]].[^b]", "a", "b"),
        lambda slug: slug.title(),
    )
    sentence = footnotes.by_id["a"].calls[0].sentence
    assert sentence == "The Karabakh-Movement won much."


# The sentence a marker supports: each case judged by reading it -----------------

SENTENCES = [
    # Plain sentences.
    ("One two.[^x]", "One two."),
    ("One. Two.[^x] Three.", "Two."),
    ("One. Two. [^x] Three.", "Two."),
    ("One. Two.\n[^x] Three.", "Two."),
    ("One. Two[^x] three. Four.", "Two three."),
    ("One. Two[^x]. Three.", "Two."),
    ("One. Two,[^x] three. Four.", "Two, three."),
    ("One. Two; three.[^x] Four.", "Two; three."),
    ("[^x]One. Two.", "One."),
    ("One.[^x]Two.", "One."),
    ("No stop at all[^x]", "No stop at all"),
    ("One. No stop at the end[^x]", "No stop at the end"),
    ("One.[^y][^x] Two.", "One."),
    ("One.[^y] Two.[^y][^x] Three.", "Two."),
    ("Was it? It was.[^x]", "It was."),
    ("Was it?[^x] It was.", "Was it?"),
    ("How sad![^x] It was.", "How sad!"),
    ("What?![^x] It was.", "What?!"),
    ("**Miatsum**[^x] was a slogan. It spread.", "Miatsum was a slogan."),
    ("A line that\nis broken. Next[^x] one.", "Next one."),
    ("Forced  \nline.[^x] Next.", "Forced line."),
    ("One.[^y] de Waal dates it to May.[^x]", "de Waal dates it to May."),
    # Numbers and dates.
    ("It was 5.6 million.[^x] More.", "It was 5.6 million."),
    ("It fell in 1988. Then it rose.[^x]", "Then it rose."),
    ("It weighed 3.5 kg. The next 2.5 kg.[^x]", "The next 2.5 kg."),
    ("1\\. First item of it.[^x]", "1. First item of it."),
    ("Read No. 5 of it.[^x]", "Read No. 5 of it."),
    ("He said no. Moscow agreed.[^x]", "Moscow agreed."),
    ("See p. 15 and pp. 3 there.[^x]", "See p. 15 and pp. 3 there."),
    ("See vol. II of it.[^x]", "See vol. II of it."),
    ("It was c. 1905 that it rose.[^x]", "It was c. 1905 that it rose."),
    ("They loved art. Paris did not.[^x]", "Paris did not."),
    ("On 5 Feb. 1988 it met.[^x]", "On 5 Feb. 1988 it met."),
    ("It met in Feb. The soviet voted.[^x]", "The soviet voted."),
    ("At 9 a.m. Monday it met.[^x]", "At 9 a.m. Monday it met."),
    ("It met at 9 a.m. The vote followed.[^x]", "The vote followed."),
    # Names, titles, initials.
    ("It was led by A. Manucharov.[^x]", "It was led by A. Manucharov."),
    ("One. Vincent J. Schodolski wrote.[^x]", "Vincent J. Schodolski wrote."),
    ("J. R. R. Tolkien wrote.[^x]", "J. R. R. Tolkien wrote."),
    ("The poet Kh. Abovian wrote.[^x]", "The poet Kh. Abovian wrote."),
    ("Then Dr. Levon Chorbajian wrote.[^x]", "Then Dr. Levon Chorbajian wrote."),
    ("Then Gen. Ivanov came. St. Gregory.[^x]", "St. Gregory."),
    ("Rep. Dole spoke.[^x]", "Rep. Dole spoke."),
    ("He did one more rep. Moscow saw.[^x]", "Moscow saw."),
    ("It was John Smith, Jr. The rest left.[^x]", "The rest left."),
    ("Martin King Jr. Boulevard rose.[^x]", "Martin King Jr. Boulevard rose."),
    ("They chose plan B. The rest left.[^x]", "The rest left."),
    ("It followed World War I. Armenians fled.[^x]", "Armenians fled."),
    ("As Toal et al. 2013 say.[^x] More.", "As Toal et al. 2013 say."),
    ("He lived in the U.S. Congress met.[^x]", "He lived in the U.S. Congress met."),
    ("The U.S. Senate voted.[^x] More.", "The U.S. Senate voted."),
    ("He moved to the U.S. In 1990 he left.[^x]", "In 1990 he left."),
    ("He moved to the U.S.[^x] Moscow saw.", "He moved to the U.S."),
    ("Baku vs. The Hague was tried.[^x]", "Baku vs. The Hague was tried."),
    ("Towns, e.g. Shushi, fell.[^x]", "Towns, e.g. Shushi, fell."),
    ("Towns, i.e. Shushi. Others held.[^x]", "Others held."),
    ("Guns, tanks, etc. The rest left.[^x]", "The rest left."),
    ("Guns, tanks, etc.[^x] and men came.", "Guns, tanks, etc. and men came."),
    ("It is at hayastan.com and there.[^x]", "It is at hayastan.com and there."),
    ("Some approx.[^x] forty came. More.", "Some approx. forty came."),
    ("The Rev. Dr. M. L. King Jr. spoke.[^x]", "The Rev. Dr. M. L. King Jr. spoke."),
    ("By N. Adontz and C. Walker.[^x] More.", "By N. Adontz and C. Walker."),
    ("As Ch. Aznavour sang.[^x] More.", "As Ch. Aznavour sang."),
    ("He lives in Washington, D.C. He left.[^x]", "He left."),
    ("The U.S.S.R. dissolved.[^x] More.", "The U.S.S.R. dissolved."),
    ("Armenia (Arm. Հայաստան) is old.[^x] More.", "Armenia (Arm. Հայաստան) is old."),
    ("It grew (est. 1890) fast.[^x] More.", "It grew (est. 1890) fast."),
    # Quotations and parentheses.
    ("He said “no.”[^x] They left.", "He said “no.”"),
    ("He said “no”.[^x] They left.", "He said “no”."),
    ('He said "no." They left.[^x]', "They left."),
    ("“Why?” he asked.[^x] They left.", "“Why?” he asked."),
    ("“Why?”[^x] he asked. They left.", "“Why?” he asked."),
    ("One. He said: “We want it. We act.”[^x]", "He said: “We want it. We act.”"),
    ("He said: “We want it.[^x] We act.”", "He said: “We want it."),
    (
        "In “Land for Peace? Politics and Attitudes” Toal says so.[^x]",
        "In “Land for Peace? Politics and Attitudes” Toal says so.",
    ),
    ("It fell (see Ref. A. It did.) fast.[^x]", "It fell (see Ref. A. It did.) fast."),
    ("It grew. (It shrank later.)[^x] It ended.", "(It shrank later.)"),
    ("It grew (1988).[^x] It ended.", "It grew (1988)."),
    ("It grew (by half).[^x] It ended.", "It grew (by half)."),
    ("An “open quotation. It ended.[^x]", "It ended."),
    ("He said ‘no.’ They left.[^x]", "They left."),
    ("It sought to … Armenia.[^x] More.", "It sought to … Armenia."),
    ("He waited… Then he left.[^x]", "Then he left."),
    ("He waited... then he left.[^x]", "He waited... then he left."),
    ("“… Karabakh is ours.”[^x] More.", "“… Karabakh is ours.”"),
    ("It rose. […] It fell.[^x]", "[…] It fell."),
    ("Ja. „Nein. Doch.“ sagte er. Gut.[^x]", "Gut."),
    # Armenian.
    ("Առաջին։ Երկրորդ։[^x] Երրորդ։", "Երկրորդ։"),
    ("Առաջին: Երկրորդ:[^x] Երրորդ:", "Երկրորդ:"),
    ("Առաջին[^x] խոսք։ Երկրորդ։", "Առաջին խոսք։"),
    ("«Միացում»։ Երկրորդ։[^x]", "Երկրորդ։"),
    ("«Միացում»: Երկրորդ:[^x]", "Երկրորդ:"),
    ("Ասաց. «Գնում ենք։ Եկեք»։[^x] Գնացին։", "Ասաց. «Գնում ենք։ Եկեք»։"),
    ("1988 թ. Երևանում սկսվեց։[^x] Ավարտ։", "1988 թ. Երևանում սկսվեց։"),
    ("Բանաստեղծ Ա. Իսահակյանը գրեց։[^x]", "Բանաստեղծ Ա. Իսահակյանը գրեց։"),
    ("Դա եղավ 1988։ Հետո ավարտվեց։[^x]", "Հետո ավարտվեց։"),
    ("Ո՞վ էր։ Նա էր։[^x]", "Նա էր։"),
    ("Կոմիտե: BBC-ն հայտնեց:[^x]", "BBC-ն հայտնեց:"),
    ("Ժամը 12:30 էր։[^x] Ավարտ։", "Ժամը 12:30 էր։"),
    ("Գինը 100 դր. 50 լումա է։[^x] Ավարտ։", "Գինը 100 դր. 50 լումա է։"),
    ("Մ.թ.ա. 6-րդ դարում սկսվեց։[^x] Ավարտ։", "Մ.թ.ա. 6-րդ դարում սկսվեց։"),
    ("Գյուղեր և այլն։[^x] Ավարտ։", "Գյուղեր և այլն։"),
    ("Նա գրեց... Հետո լռեց։[^x]", "Հետո լռեց։"),
    ("Գնաց Ս. Էջմիածին։[^x] Ավարտ։", "Գնաց Ս. Էջմիածին։"),
    # Armenian words in English text, and the other way round.
    ("It is Արցախ. The name is old.[^x]", "The name is old."),
    ("It is Արցախ. 50 people came.[^x]", "50 people came."),
    ("The word Միացում: a slogan.[^x]", "The word Միացում: a slogan."),
    ("The word Միացում: Unity.[^x]", "The word Միացում: Unity."),
    ("The Armenian “Միացում” won.[^x] More.", "The Armenian “Միացում” won."),
    ("He listed these: Baku, Shushi.[^x]", "He listed these: Baku, Shushi."),
]


@pytest.mark.parametrize(
    ("body", "sentence"),
    SENTENCES,
)
def test_marker_supports_the_sentence_a_reader_would_name(
    body: str, sentence: str
) -> None:
    footnotes = number(entry(body, "x", "y"))
    assert footnotes.by_id["x"].calls[0].sentence == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("## One. Two[^x] three\n", "One. Two three"),
        ("| One. Two.[^x] | b |\n|---|---|\n| c | d |", "One. Two."),
        ("| a | b |\n|---|---|\n| c | One. Two.[^x] Three. |", "One. Two. Three."),
        ("- One. Two.[^x]\n- Three.", "Two."),
        ("1. One. Two.[^x]\n2. Three.", "Two."),
        ("> One. Two.[^x]", "Two."),
        ("- | a | b |\n  |---|---|\n  | One. Two.[^x] | d |", "One. Two."),
        ("> | a | b |\n> |---|---|\n> | One. Two.[^x] | d |", "One. Two."),
    ],
)
def test_heading_and_cell_are_supported_whole_and_lists_by_sentence(
    body: str, sentence: str
) -> None:
    footnotes = number(entry(body, "x"))
    assert footnotes.by_id["x"].calls[0].sentence == sentence


def test_fact_is_supported_whole() -> None:
    footnotes = number(entry("Text.", "x", facts={"Aim": "One. Two.[^x] Three."}))
    assert footnotes.by_id["x"].calls[0].sentence == "One. Two. Three."


INITIALS = "Yu Ya Ye Yo Kh Gh Ts Sh Zh Ch Dz Dj Dzh Th Ph Ev".split()
STARTERS = """
A An The This That These Those It Its He His She Her They Their We Our In On At By Of
From With To For After Before When While Since During Under Among Between Until But And
Or Yet So However Although Though As There Then Thus If Most Some Many All One Two Three
Both Such Another According By Who What Which How Why
""".split()


@pytest.mark.parametrize("initial", INITIALS)
def test_initials_of_two_letters_end_no_sentence(initial: str) -> None:
    text = f"So {initial}. Abovian wrote."
    assert split_sentences(text) == [(0, len(text))]


@pytest.mark.parametrize("starter", STARTERS)
def test_after_a_short_word_a_sentence_begins_with_a_word_that_is_no_name(
    starter: str,
) -> None:
    assert split_sentences(f"It was Smith et al. {starter} more")[0] == (0, 19)
    text = "It was Smith et al. Jones more"
    assert split_sentences(text) == [(0, len(text))]


def test_sentences_of_a_text_are_given_by_their_bounds() -> None:
    assert split_sentences("One. Two.") == [(0, 4), (5, 9)]
    assert split_sentences("") == [(0, 0)]


def supported(text: str, whole: bool = False) -> list[tuple[str, list[str]]]:
    spans, _ = parse_inline(text, ("body",))
    found = supported_sentences(spans, str.title, whole)
    return [(text, [marker.id for marker in markers]) for text, markers in found]


def test_each_sentence_comes_with_the_markers_that_support_it() -> None:
    assert supported("One[^a] two.[^b][^c]  Three. See [[four]].[^a p. 3] Five") == [
        ("One two.", ["a", "b", "c"]),
        ("Three.", []),
        ("See Four.", ["a"]),
        ("Five", []),
    ]


def test_a_cell_is_one_sentence() -> None:
    assert supported("One.[^a] Two.[^b]", whole=True) == [("One. Two.", ["a", "b"])]


def test_markers_before_and_without_text_support_something() -> None:
    assert supported("[^a]One. Two.") == [("One.", ["a"]), ("Two.", [])]
    assert supported("[^a]") == [("", ["a"])]
    assert supported("") == [("", [])]


@pytest.mark.parametrize(
    "body",
    [
        "word[^a] " * 5000,
        "Word.[^a] " * 5000,
        "word[^a]\n" * 5000,
        "[^a]" * 5000,
        "“" * 5000 + "a. " * 5000 + ")" * 5000,
        "." * 50000 + "x[^a]",
        "…" * 20000 + "”" * 20000,
        "Ա" + "»" * 50000,
    ],
    ids="words sentences lines markers openers stops ellipses closers".split(),
)
def test_long_and_odd_text_is_numbered(body: str) -> None:
    """In quadratic time, these would take many times as long as all other tests."""
    footnotes = number(entry(body, "a"))
    assert len(footnotes.references) == ("[^a]" in body)
