"""Rules about words: Armenian and English, in bodies, terms and titles."""

import re
from pathlib import Path
from textwrap import indent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES
from kit.armenian import CLASSICAL, WORDS
from kit.findings import find, find_all, find_in_body
from wikicli.check.checked import Checked
from wikicli.check.prose import COVER, find_prose
from wikicli.check.rules.spelling import find_classical, find_reformed
from wikicli.library.coverage import find_sourced

# Prose ------------------------------------------------------------------------------


def read_words(body: str) -> str:
    lines = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
    data = f"title: Miatsum\nbody: |\n{lines}".encode()
    return find_prose(Checked(Path("miatsum.yaml"), data))[0].words.rstrip("\n")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("a `b` c", "a ___ c"),
        ("a ``b ` c`` d", "a _________ d"),
        ("a ` b", "a ` b"),
        ("a `` b ` c", "a `` b ` c"),
        ("a ` b\n\nc ` d", "a ` b\n\nc ` d"),
        ("a `b\nc` d", "a __\n__ d"),
        ("[a](https://b.org) c", "[a]_______________ c"),
        ("[a](https://b.org/c_(d)) e", "[a]_____________________ e"),
        ("[a](b) (c)", "[a]___ (c)"),
        ("<https://a.org> b", "_______________ b"),
        ("a.[^b p. 4] c", "a._________ c"),
        ("[^a]: b", "_____ b"),
        ("[[a-b]] c", "_______ c"),
        ("[[a-b|c]] d", "______c]] d"),
        ("[a]\n\n[a]: https://b.org", "[a]\n\n__________________"),
        ("a\n\n```\nb  c\n```\nd", "a\n\n___\n____\n___\nd"),
        ("a\n\n    b  c\n\nd", "a\n\n________\n\nd"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_what_no_reader_reads_is_covered(body: str, words: str) -> None:
    assert read_words(body).replace(COVER, "_") == words


@given(st.text("ab `~[]()<>^|:-\n\\!*", max_size=80))
def test_covering_keeps_every_place(body: str) -> None:
    text = f"a{body}"
    lines = "".join(f"  {line}\n" if line else "\n" for line in text.split("\n"))
    checked = Checked(Path("miatsum.yaml"), f"title: A\nbody: |\n{lines}".encode())
    for prose in find_prose(checked) if checked.loaded.entry else ():
        assert len(prose.words) == len(prose.text)
        for covered, written in zip(prose.words, prose.text, strict=True):
            assert covered in (written, COVER)
            assert (covered == "\n") == (written == "\n")


# Spelling ---------------------------------------------------------------------------

NOT_SEEN = frozenset(
    """
    Յակոբ բացուել քոյր եօթ Արմինէ խօսել Սարօ յոյս նուէր ծառայ լոյս Գէորգ Պօղոս
    Յունաստան Ամերիկայ Աստուած քրիստոնեայ հայեացք պատուել կեանք սենեակ գոյն Գայեանէ
    """.split()
)
"""Classical spellings that a reformed word could have as well."""


def test_most_classical_spellings_are_known_by_one_sign() -> None:
    same = {word for word, reformed in CLASSICAL.items() if word == reformed}
    unseen = {word for word in CLASSICAL if not find_classical(word)}
    assert unseen - same == NOT_SEEN


def test_no_reformed_spelling_is_taken_for_classical() -> None:
    words = {*WORDS, *CLASSICAL.values()} - {"էջ", "օր"}
    assert [word for word in sorted(words) if find_classical(word)] == []


@pytest.mark.parametrize(
    "word",
    "չէր չէին այսօր ամենաէժան պոէզիա իդեալ Կորեա դուետ բոյկոտ տրամվայ յուղ օր".split(),
)
def test_reformed_words_that_look_classical_are_sound(word: str) -> None:
    assert find_classical(word) == ""


def test_no_classical_spelling_is_taken_for_reformed() -> None:
    assert [word for word in CLASSICAL if find_reformed(word)] == []


# Scripts ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (
            "Միացoւմ",
            ["Միացoւմ: 'Միացoւմ' has letters of two scripts (o: Latin; meant: օ)"],
        ),
        (
            "Кarabakh",
            ["Кarabakh: 'Кarabakh' has letters of two scripts (К: Cyrillic)"],
        ),
        ("hոme", ["hոme: 'hոme' has letters of two scripts (ո: Armenian; meant: n)"]),
        ("Toal-ը", []),
        ("5-րդ, A4, 1988ին", []),
        ("Միացում(unification)", []),
    ],
)
def test_a_word_has_one_script(words: str, found: list[str]) -> None:
    assert find_in_body("mixed-scripts", f"Miatsum, {words}.") == found


def test_a_word_at_fault_is_found_where_it_stands_the_second_time() -> None:
    problems = find_all(
        "mixed-scripts", "title: Miatsum\nbody: |\n  Միացoւմ,\n  Միացoւմ Միացoւմ.\n"
    )
    places = [(it.location.line, it.location.column) for it in problems]
    assert places == [(3, 3), (4, 3), (4, 11)]


# Colons -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("Այն գաղափար էր: Այն կարգախոս էր:", "Այն գաղափար էր։ Այն կարգախոս էր։"),
        ("Այն «գաղափար»: Այն", "Այն «գաղափար»։ Այն"),
        ("Այն **գաղափար**: «Այն», ասաց", "Այն **գաղափար**։ «Այն», ասաց"),
        ("Այն գաղափար էր:\nԱյն կարգախոս", "Այն գաղափար էր։\nԱյն կարգախոս"),
        ("Այն գաղափար էր:[^toal]", "Այն գաղափար էր։[^toal]"),
        ("Այն է: գաղափար", None),
        ("Այն է: unification", None),
        ("Այն էր: 1988", None),
        ("Ժամը 12:30 էր", None),
        ("Կարգախոսներ:\n\n- միացում", None),
        ("Կարգախոսներ:\n\n1. միացում", None),
        ("Կարգախոսներ: [[miatsum|միացում]]", None),
        ("Այն է:Գաղափար", None),
        ("unification: Այն", None),
    ],
)
def test_a_colon_that_ends_an_armenian_sentence_becomes_a_full_stop(
    text: str, fixed: str | None
) -> None:
    lines = "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))
    entry = f"title: Miatsum\nbody: Miatsum.\nhy:\n  title: Միացում\n  body: |\n{lines}"
    problems = find_all("colon-for-full-stop", entry)
    mended = entry.split("\n")
    for problem in problems:
        assert problem.fix == (":", "։")
        line, column = problem.location.line - 1, problem.location.column - 1
        mended[line] = mended[line][:column] + "։" + mended[line][column + 1 :]
    expected = entry if fixed is None else entry.replace(lines, _indent(fixed))
    assert "\n".join(mended) == expected


def _indent(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))


def test_a_colon_in_quotes_is_fixed_where_it_stands() -> None:
    entry = (
        "title: Miatsum\nbody: Miatsum.\nhy:\n  title: Միացում\n"
        '  body: "Ժամը 12:30 և էր:30\\u0020էր: Այն\n    էր:"\n'
    )
    found = find_all("colon-for-full-stop", entry)
    assert [(*it.location[1:], it.fix) for it in found] == [
        (5, 36, (":", "։")),
        (6, 7, (":", "։")),
    ]


def test_spaces_in_quotes_are_fixed_where_they_stand() -> None:
    entry = 'title: Miatsum\nbody: "A idea,\n  or  slogan,  or"\n'
    found = find_all("double-space", entry)
    assert [(*it.location[1:], it.fix) for it in found] == [
        (3, 5, ("  ", " ")),
        (3, 14, ("  ", " ")),
    ]


@pytest.mark.parametrize("pair", ["a  b ", "ա  բ "])
def test_many_findings_of_a_quoted_text_are_located(pair: str) -> None:
    """With a walk through the text for each of them this would take half an hour."""
    found = find_all("double-space", f'title: A\nbody: "{pair * 20_000}."\n')
    columns = [it.location.column for it in found]
    assert columns == [9 + len(pair) * number for number in range(20_000)]


# Titles -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lead", "named"),
    [
        ("Miatsum", "The **MIATSUM** of 1988.", True),
        ("Shusha (Shushi)", "**Shusha** is a town.", True),
        ("History of Karabakh", "Karabakh has a long history.", True),
        ("Armenian alphabet", "The alphabets of Armenians.", True),
        ("Karabakh Committee", "The committee led a movement.", False),
        ("Պատմություն", "Հայոց պատմության մասին։", True),
        ("Կոմիտաս", "Սոգոմոն Սոգոմոնյանը երգահան էր։", False),
        ("1988", "In 1988 it began.", True),
        ("C", "C is a letter.", True),
        ("Land", "See [[land|the country]] (land).", True),
        ("Land for Peace", "[[land-for-peace]] is an article.", True),
    ],
)
def test_a_lead_names_its_subject_in_any_form(
    title: str, lead: str, named: bool
) -> None:
    entry = f"title: {title}\nbody: |\n  {lead}\n"
    found = find("title-not-in-lead", entry)
    assert found == ([] if named else [f"|: the lead does not have '{title}'"])


# Licences ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "CC BY-SA 4.0",
        "CC-BY-SA-4.0",
        "cc by 2.5",
        "CC BY-NC-ND 3.0",
        "CC BY-SA 3.0 IGO",
        "CC0",
        "CC0-1.0",
        "GFDL 1.3",
        "GFDL-1.2-or-later",
        "GNU FDL",
        "public domain",
        "Public domain in the United States",
        "ODbL-1.0",
        "OGL v3.0",
        "OGL-UK-3.0",
        "Open Government Licence v3.0",
        "etalab-2.0",
        "MIT",
        "All rights reserved",
    ],
)
def test_licences_are_known_by_their_usual_names(name: str) -> None:
    entry = f"title: Miatsum\nbody: Miatsum.\nsource: {{title: a, license: {name}}}\n"
    assert find("unknown-license", entry) == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("CC-BY-SA", ""),
        ("CC BYSA 4.0", "did you mean 'CC BY-SA 4.0'?"),
        ("CC BY-SA 5.0", "did you mean 'CC BY-SA 4.0'?"),
        ("Creative Commons", "such as CC BY-SA 4.0"),
        ("free", "such as CC BY-SA 4.0"),
    ],
)
def test_other_licences_are_not(name: str, hint: str) -> None:
    entry = f"title: Miatsum\nbody: Miatsum.\nsource: {{title: a, license: {name}}}\n"
    expected = [f"{name}: unknown licence '{name}' ({hint})"] if hint else []
    assert find("unknown-license", entry) == expected


# Coverage ---------------------------------------------------------------------------

HALF = "title: Miatsum\nbody: |\n  Miatsum.[^toal]\n\n  It was a slogan.\n"
HALF += "references: [{id: toal, title: Land}]\n"


@pytest.mark.parametrize(("percent", "count"), [(100, 1), (51, 1), (50, 0), (0, 0)])
def test_paragraphs_without_a_source_are_told_below_a_share(
    percent: int, count: int
) -> None:
    assert len(find("unsourced-paragraph", HALF, coverage=percent)) == count


def test_what_has_no_source_is_what_coverage_counts() -> None:
    for path in sorted(ENTRIES.glob("*.yaml")):
        checked = Checked(path, path.read_bytes())
        covered, total = find_sourced(
            checked.entry, checked.footnotes
        ).coverage.paragraphs
        plain = path.read_bytes().replace(b"# wikicli: ignore", b"# ")
        found = find_all("unsourced-paragraph", plain)
        assert len(found) == total - covered, path.name


UNSOURCED = """\
title: Miatsum
body: |
  The idea.[^toal]

  The idea.

  It

  &ldquo;It&rdquo; was said.

  \\*It* was said.

  ![A picture](a.png) of it.

  *It* was the idea.

  | The idea | b |
  |---|---|
  | was | c |

  | The idea | b |
  |---|---|
  | was | c |

  1. It

     It
references: [{id: toal, title: Land for Peace}]
"""


def test_each_paragraph_without_a_source_is_told_of_where_it_starts() -> None:
    found = find_all("unsourced-paragraph", UNSOURCED)
    lines = UNSOURCED.splitlines()
    told = [
        f"{line}:{column} {lines[line - 1][column - 1 : it.end_column - 1]}"
        for it in found
        for _, line, column in [it.location]
    ]
    assert told == [
        "5:3 The idea.",
        "7:3 It",
        "9:3 &ldquo;It&rdquo; was said.",
        "11:3 \\*It* was said.",
        "13:3 ![A picture](a.png) of it.",
        "15:3 *It* was the idea.",
        "17:5 The idea | b |",
        "21:5 The idea | b |",
        "25:6 It",
        "27:6 It",
    ]


# Links ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "target"), [("dangling-link", "x"), ("self-link", "miatsum")]
)
def test_a_link_is_told_of_where_it_stands(rule: str, target: str) -> None:
    link = f"[[{target}]]"
    spaced = f"[[ {target} |a]] and "
    body = f"`{link}` and \\{link}\n\n    {link}\n\n{spaced}{link}."
    found = find_all(rule, f"title: A\nbody: |\n{indent(body, '  ')}\n")
    assert [(it.location.line, it.location.column, it.end_column) for it in found] == [
        (7, 3, 6 + len(target)),
        (7, 3 + len(spaced), 5 + len(spaced + target)),
    ]


# Text -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "1 < 2, a<b and c>d",
        "`<br>` and <https://a.org>",
        "AT&T &nbsp; &amp;",
        "the ’80s and '80s",
        "it's {a} [b] 'c' \"d\"",
        "a = b == c",
        "[a](https://a.org) [https://a.org](https://a.org)",
    ],
)
def test_signs_that_only_look_like_mark_up_are_sound(text: str) -> None:
    assert find_in_body("html", text) == find_in_body("wikitext", text) == []
    if "[https" in text or "<https" in text:
        assert find_in_body("bare-url", text) == []


def test_spaces_that_force_a_new_line_are_not_fixed() -> None:
    entry = "title: Miatsum  \nbody: |\n  Miatsum  \n  was  \n\n  an idea. \n"
    fixes = [it.fix for it in find_all("trailing-space", entry)]
    assert fixes == [("Miatsum  ", "Miatsum"), None, ("  ", ""), (" ", "")]


def test_an_invisible_character_in_an_address_is_found() -> None:
    entry = (
        "title: Miatsum\nbody: Miatsum.\nreferences:\n"
        "  - {id: toal, title: Land, URL: 'https://a.org/\u200bland', further: true}\n"
    )
    (problem,) = find_all("invisible-character", entry)
    assert problem.fix == ("\u200b", "")
    assert re.search("zero-width space", problem.message)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("== Background ==", "write ## Background"),
        ("=== Aims ===", "write ### Aims"),
        ("'''Miatsum''' was", "write **Miatsum**"),
        ("''Miatsum'' was", "write *Miatsum*"),
        (
            "see [https://example.org/a the page]",
            "write [the page](https://example.org/a)",
        ),
        ("{{citation needed}}", ""),
    ],
)
def test_mark_up_of_mediawiki_is_told_in_markdown(words: str, hint: str) -> None:
    (found,) = find_in_body("wikitext", words)
    assert found.endswith(f"is mark-up of MediaWiki ({hint})" if hint else "MediaWiki")


def test_a_paragraph_whose_marker_leads_nowhere_is_not_told_twice() -> None:
    body = "A first one.[^lost]\n\nA second one.\n\n- An item.[^lost]"
    found = find_in_body("unsourced-paragraph", body)
    assert found == ["A second one.: this paragraph has no source"]
