"""The Armenian words of the interface: their table, dates, what they are called."""

import re

import pytest

from conftest import ROOT
from wikicli.base.model import Date
from wikicli.language import words_hy
from wikicli.language.interface import format_date, format_ordinal, other_name, say


def test_the_documentation_says_of_each_word_where_it_was_read() -> None:
    text = (ROOT / "docs/armenian.md").read_text("utf-8")
    table = text.partition("| English | Armenian | read in |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", table, re.MULTILINE)
    told = {english: armenian for english, armenian, _ in rows}
    languages = words_hy.LANGUAGES.items()
    assert told == dict(words_hy.WORDS.items() - languages)


def test_words_have_armenian_or_stay_english() -> None:
    assert say("See also", "hy") == "Տե՛ս նաև"
    assert say("See also", "en") == "See also"
    assert say("– via", "hy") == "– via"


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("see ALSO", "Տե՛ս նաև"),
        ("ՏԵՍ ՆԱԵՎ", "See also"),
        ("Lead", "նախաբան"),
        ("Նախաբան", "lead"),
        ("History", ""),
    ],
)
def test_a_label_is_known_in_the_other_language(label: str, other: str) -> None:
    assert other_name(label) == other


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2005-09-14", "2005 թ. սեպտեմբերի 14"),
        ("2005-09", "2005 թ. սեպտեմբեր"),
        ("2005", "2005"),
        ("2005a", "2005a"),
        ("1988-21", "1988 թ. գարուն"),
        ("1997-24/1998", "1997 թ. ձմեռ – 1998"),
        ("1905~", "մոտ 1905"),
        ("1905?", "1905?"),
        ("1905%", "մոտ 1905?"),
        ("199X", "1990-ականներ"),
        ("18XX", "19-րդ դար"),
        ("00XX", "1-ին դար"),
        ("-0188", "Ք.ա. 189"),
        ("0045", "Ք.հ. 45"),
        ("1991/1994", "1991–1994"),
        ("1991?/1994", "1991?–1994"),
        ("1988-02/1988-05", "1988 թ. փետրվար – մայիս"),
        ("1988-02/1994-05", "1988 թ. փետրվար – 1994 թ. մայիս"),
        ("1988-02-20/1988-02-21", "1988 թ. փետրվարի 20–21"),
        ("1988-02-20/1988-03-21", "1988 թ. փետրվարի 20 – մարտի 21"),
        ("1988-05/1988-06-03", "1988 թ. մայիս – 1988 թ. հունիսի 3"),
        ("1994/..", "1994–present"),
        ("../1994", "until 1994"),
        ("soon", "soon"),
    ],
)
def test_dates_are_written_in_armenian(edtf: str, words: str) -> None:
    assert format_date(Date(edtf), "hy") == words


def test_words_of_the_author_stand_for_a_date() -> None:
    assert format_date(Date("1988", "late 1988"), "hy") == "late 1988"


def test_ordinals_are_written_in_either_language() -> None:
    assert [format_ordinal(it, "hy") for it in (1, 2, 21)] == ["1-ին", "2-րդ", "21-րդ"]
    assert [format_ordinal(it, "en") for it in (1, 2, 21)] == ["1st", "2nd", "21st"]
