import pytest
from hypothesis import given
from hypothesis import strategies as st

from wikicli.base.dates import (
    MONTHS,
    SEASONS,
    find_start,
    format_edtf,
    format_ordinal,
    format_years,
    from_date_parts,
    is_edtf,
    parse_date_text,
    split_year_suffix,
    suggest_edtf,
    to_date_parts,
)
from wikicli.base.dates.edtf import parse_edtf, write_edtf

# The texts that citation templates carry, and what they mean; None: nothing for sure.
DATE_TEXTS = {
    # one date
    "2005": "2005",
    "301": "0301",
    "2005-09-14": "2005-09-14",
    "2005-09": "2005-09",
    "2011-12": "2011-12",
    "14 September 2005": "2005-09-14",
    "14 Sep 2005": "2005-09-14",
    "14th September 2005": "2005-09-14",
    "September 14, 2005": "2005-09-14",
    "Sept. 14, 2005": "2005-09-14",
    "September 14th 2005": "2005-09-14",
    "sep 2005": "2005-09",
    "Sept. 2005": "2005-09",
    "September, 2005": "2005-09",
    "SEPTEMBER 2005": "2005-09",
    "  September\u00a02005 ": "2005-09",
    "May 2005": "2005-05",
    "2005, September 14": "2005-09-14",
    "2005 September": "2005-09",
    "Sunday, 5 May 2004": "2004-05-05",
    "Wed., May 5, 2004": "2004-05-05",
    "14.09.2005": "2005-09-14",
    "14/09/2005": "2005-09-14",
    "9/14/2005": "2005-09-14",
    "29 February 2004": "2004-02-29",
    "3 May 45 BC": "-0044-05-03",
    # seasons
    "Winter 1998": "1998-24",
    "Fall 2005": "2005-23",
    "Autumn 2005": "2005-23",
    "Spring 2005": "2005-21",
    "Winter 1997–1998": "1997-24/1998",
    "Winter 1997-98": "1997-24/1998",
    "Winter 1997/98": "1997-24/1998",
    "Winter 2005/06": "2005-24/2006",
    "Spring/Summer 2004": "2004-21/2004-22",
    "Winter–Spring 2004": "2004-24/2004-21",
    "Winter 1997 – Spring 1998": "1997-24/1998-21",
    # ranges
    "1988–1994": "1988/1994",
    "1988-1994": "1988/1994",
    "1988 to 1994": "1988/1994",
    "1988/1994": "1988/1994",
    "1988–94": "1988/1994",
    "1988-94": "1988/1994",
    "1999–00": "1999/2000",
    "2005–06": "2005/2006",
    "2019-21": "2019/2021",
    "1997/98": "1997/1998",
    "May–June 1994": "1994-05/1994-06",
    "May/June 1994": "1994-05/1994-06",
    "May and June 1994": "1994-05/1994-06",
    "Jul-Aug 2004": "2004-07/2004-08",
    "Dec 1997/Jan 1998": "1997-12/1998-01",
    "December 1994 – January 1995": "1994-12/1995-01",
    "3–5 May 1994": "1994-05-03/1994-05-05",
    "May 3–5, 1994": "1994-05-03/1994-05-05",
    "3 & 4 May 1994": "1994-05-03/1994-05-04",
    "28 May – 2 June 1994": "1994-05-28/1994-06-02",
    "May 28 – June 2, 1994": "1994-05-28/1994-06-02",
    "28 December 1994 – 2 January 1995": "1994-12-28/1995-01-02",
    "December 28, 1994–January 2, 1995": "1994-12-28/1995-01-02",
    "1994–present": "1994/..",
    "September 2005 – present": "2005-09/..",
    "until 1994": "../1994",
    # doubts, eras, suffixes
    "c. 1905": "1905~",
    "ca. 1905": "1905~",
    "circa May 1905": "1905-05~",
    "1905?": "1905?",
    "c. 1905?": "1905%",
    "~1905": "1905~",
    "c. 1905 – c. 1910": "1905~/1910~",
    "c. 1905–1910": "1905~/1910",
    "c. May–June 1994": "1994-05~/1994-06~",
    "1990s": "199X",
    "1980s–1990s": "198X/199X",
    "c. 1990s": "199X~",
    "20th century": "19XX",
    "AD 45": "0045",
    "189 BCE": "-0188",
    "100–44 BC": "-0099/-0043",
    "27 BC – AD 14": "-0026/0014",
    "2005a": "2005a",
    "September 2005b": "2005-09b",
    "c. 2005a": "2005a~",
    # no date, or not surely one
    "": None,
    "n.d.": None,
    "n. d.": None,
    "undated": None,
    "forthcoming": None,
    "45": None,
    "c1905": None,
    "14 September": None,
    "September": None,
    "Monday": None,
    "03/04/2005": None,
    "2005/06": None,
    "1988–9": None,
    "Christmas 2005": None,
    "First Quarter 2020": None,
    "early 1905": None,
    "before 1905": None,
    "1905 or 1906": None,
    "30 February 2005": None,
    "29 February 2005": None,
    "31 April 2005": None,
    "2005-13-01": None,
    "32 May 2005": None,
    "1994–1988": None,
    "1994–88": None,
    "June–May 1994": None,
    "Dec–Jan 1998": None,
    "5 Winter 1998": None,
    "2005 2006": None,
    "1 May 2 June 2005": None,
    "1988–1994–1998": None,
    "May 1997–98": None,
    "14 September 2005 12:30": None,
    "٢٠٠٥": None,
}


@pytest.mark.parametrize(("text", "edtf"), DATE_TEXTS.items())
def test_date_text_is_parsed_or_left(text: str, edtf: str | None) -> None:
    assert parse_date_text(text) == edtf


def test_every_month_and_season_is_known_in_full_and_short() -> None:
    for number, month in enumerate(MONTHS, 1):
        assert parse_date_text(f"{month} 1988") == f"1988-{number:02}"
        assert parse_date_text(f"{month[:3]}. 1988") == f"1988-{number:02}"
    for number, season in enumerate(SEASONS, 21):
        assert parse_date_text(f"{season} 1988") == f"1988-{number}"


@pytest.mark.parametrize(
    "text",
    """
    2005 0301 -0189 0000 2005-09 2005-09-14 2004-02-29 2000-02-29 2005-21 2005-24
    1905~ 1905? 1905% ~1905 ?1905-05 199X 19XX 199X~ 2005a 2005-09a 1997-24/1998
    1988/1994 1994/.. ../1994 1905~/1910 1994-05-28/1994-06-02 2004-24/2004-21
    198X/199X 1994/1994 1994/1994-05 ?1994-XX 1994/2004-XX Y17000~
    """.split(),
)
def test_edtf_is_recognised(text: str) -> None:
    assert is_edtf(text)


@pytest.mark.parametrize(
    "text",
    """
    2005-13 2005-00 2005-02-30 1900-02-29 2005-04-31 2005-09-00 2005-9-14 2005-21-01
    2005-25 301 20055 -0000 ~1905~ 1990s 2005A 199X-05 1X99 -199X 1994/1988 ../..
    / ../ /.. 1994/1995/1996 2005a/2006 1994-06/1994-05 May 2005-09-14T10:00
    2005T10:00:00 2005-09-14T24:00:01 2005-09-14T10:60:00Z
    2005-09-14T10:00:00+15 2005-09-31T10:00:00
    2005-09-14T10:00:00a 2005-XX-14 2005-13-XX 2005-21-XX 2005-XXa 199X-XX Y2005 Y02005
    """.split(),
)
def test_other_text_is_not_edtf(text: str) -> None:
    assert not is_edtf(text)
    assert format_edtf(text) == text


# The examples of levels 0 and 1 in the Library of Congress's "Extended Date/Time
# Format (EDTF) Specification".
SPECIFICATION = """
    1985-04-12 1985-04 1985 1985-04-12T23:20:30 1985-04-12T23:20:30Z
    1985-04-12T23:20:30-04 1985-04-12T23:20:30+04:30 1964/2008 2004-06/2006-08
    2004-02-01/2005-02-08 2004-02-01/2005-02 2004-02-01/2005 2005/2006-02
    Y170000002 Y-170000002 2001-21 1984? 2004-06~ 2004-06-11% 201X 20XX 2004-XX
    1985-04-XX 1985-XX-XX 1985-04-12/.. 1985-04/.. 1985/.. ../1985-04-12 ../1985-04
    ../1985 1985-04-12/ 1985-04/ 1985/ /1985-04-12 /1985-04 /1985 -1985
"""


@pytest.mark.parametrize("text", SPECIFICATION.split())
def test_examples_of_the_specification_are_read_and_written(text: str) -> None:
    points = parse_edtf(text)
    assert points is not None
    assert "/".join(write_edtf(it) if it else ".." for it in points) == text


@pytest.mark.parametrize(
    ("text", "nearest"),
    {
        "2005-9-14": "2005-09-14",
        "20050914": "2005-09-14",
        "2005/9/14": "2005-09-14",
        "2005.09.14": "2005-09-14",
        "14 May 2005": "2005-05-14",
        "199x": "199X",
        "199u": "199X",
        "1990's": "199X",
        "2004-06-uu": "2004-06-XX",
        "1984/unknown": "1984/",
        "unknown/1984-5": "/1984-05",
        "2004/open": "2004/..",
        "2016-06-06T15:26": "2016-06-06",
        "2016-06-06 15:26:37": "2016-06-06",
        "1985-XX-12": "1985-XX-XX",
        "156X-12-25": "156X",
        "2004?-06": "2004-06?",
        "y17000": "Y17000",
        "1998-1-1/1999-2-2": "1998-01-01/1999-02-02",
        "2001-34": None,
        "{1960,1961}": None,
        "2005-02-30": None,
        "20055": None,
        "some day": None,
        "1-" * 100: None,
    }.items(),
)
def test_the_nearest_date_is_suggested(text: str, nearest: str | None) -> None:
    assert suggest_edtf(text) == nearest


@pytest.mark.parametrize(
    ("edtf", "words"),
    {
        "2005": "2005",
        "2005-09": "September 2005",
        "2005-09-14": "14 September 2005",
        "2005-22": "Summer 2005",
        "1997-24/1998": "Winter 1997–1998",
        "1997-24/1998-21": "Winter 1997 – Spring 1998",
        "2004-21/2004-22": "Spring–Summer 2004",
        "1905~": "c. 1905",
        "~1905": "c. 1905",
        "1905-05~": "c. May 1905",
        "2005?": "2005?",
        "1905%": "c. 1905?",
        "2005a": "2005a",
        "1988/1994": "1988–1994",
        "1905~/1910": "c. 1905 – 1910",
        "1905~/1910~": "c. 1905 – c. 1910",
        "1994-05-03/1994-05-05": "3–5 May 1994",
        "1994-05-28/1994-06-02": "28 May – 2 June 1994",
        "1994-12-28/1995-01-02": "28 December 1994 – 2 January 1995",
        "1994-05/1994-06": "May–June 1994",
        "1994-05~/1994-06~": "c. May–June 1994",
        "1994-05/1994-06~": "May 1994 – c. June 1994",
        "1994-12/1995-01": "December 1994 – January 1995",
        "1994-05/1995": "May 1994 – 1995",
        "1994/1994-05": "1994 – May 1994",
        "1994/..": "1994–present",
        "2005-09/..": "September 2005 – present",
        "../1994": "until 1994",
        "199X": "1990s",
        "198X/199X": "1980s–1990s",
        "19XX": "20th century",
        "11XX": "12th century",
        "004X": "AD 40s",
        "0301": "301",
        "0045": "AD 45",
        "0000": "1 BC",
        "-0189": "190 BC",
        "-0026/0014": "27 BC – AD 14",
        "1985-04-12T23:20:30Z": "12 April 1985",
        "Y170000002": "170000002",
        "Y-17000": "17001 BC",
        "2004-XX": "2004",
        "1985-04-XX~": "c. April 1985",
        "1985-XX-XX": "1985",
        "1985/": "1985–?",
        "/1985-04": "? – April 1985",
        "1984?/2004%": "1984? – c. 2004?",
    }.items(),
)
def test_edtf_is_formatted_in_words(edtf: str, words: str) -> None:
    assert format_edtf(edtf) == words


@pytest.mark.parametrize(
    ("edtf", "years"),
    {
        "2005-09-14": "2005",
        "1997-24/1998": "1997–1998",
        "1994-05/1994-06": "1994",
        "1905-05~": "c. 1905",
        "2005-09a": "2005a",
        "1994-05/..": "1994–present",
        "no date": "no date",
    }.items(),
)
def test_years_alone_serve_short_citations(edtf: str, years: str) -> None:
    assert format_years(edtf) == years


@pytest.mark.parametrize(
    ("text", "parts"),
    {
        "2005a": ("2005", "a"),
        "2005-09-14b~": ("2005-09-14~", "b"),
        "2005": ("2005", ""),
        "1988/1994": ("1988/1994", ""),
        "n.d.": ("n.d.", ""),
    }.items(),
)
def test_year_suffix_is_split_from_the_date(text: str, parts: tuple[str, str]) -> None:
    assert split_year_suffix(text) == parts


@pytest.mark.parametrize(
    ("number", "ordinal"),
    {
        1: "1st",
        2: "2nd",
        3: "3rd",
        4: "4th",
        11: "11th",
        22: "22nd",
        113: "113th",
    }.items(),
)
def test_ordinals_end_as_they_are_spoken(number: int, ordinal: str) -> None:
    assert format_ordinal(number) == ordinal


@pytest.mark.parametrize(
    ("parts", "season", "circa", "edtf"),
    [
        ([[2005]], "", False, "2005"),
        ([["2005", "9", "14"]], "", False, "2005-09-14"),
        ([[2005, 0, 0]], "", False, "2005"),
        ([[1988], [1994]], "", False, "1988/1994"),
        ([[1997], [1998]], 4, False, "1997-24/1998"),
        ([[1998]], "winter", False, "1998-24"),
        ([[1998]], "no season", False, "1998"),
        ([[1998]], "Fall", False, "1998-23"),
        ([[1998]], 16, False, "1998-24"),
        ([[1998]], "21", False, "1998-21"),
        ([[1998, 9]], 1, False, "1998-09"),
        ([[2004, 21], [2004, 22]], "", False, "2004-21/2004-22"),
        ([[2004, 13]], "", False, "2004-21"),
        ([[1905]], "", True, "1905~"),
        ([[1905]], "", "true", "1905~"),
        ([[1905]], "", "false", "1905"),
        ([[1994], [0]], "", False, "1994/.."),
        ([[0], [1994]], "", False, "../1994"),
        ([[-190]], "", False, "-0189"),
        ([[2005, 2, 30]], "", False, None),
        ([[2005, 17]], "", False, None),
        ([["May"]], "", False, None),
        ([[20055]], "", False, "Y20055"),
        ([[0]], "", False, None),
        ([[]], "", False, None),
        ([], "", False, None),
        ([[1], [2], [3]], "", False, None),
    ],
)
def test_date_parts_become_edtf(
    parts: list[list[int | str]], season: int | str, circa: bool | str, edtf: str | None
) -> None:
    assert from_date_parts(parts, season, circa) == edtf


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2005-09-14", {"date-parts": [[2005, 9, 14]]}),
        ("2013-21", {"date-parts": [[2013, 21]]}),
        ("1997-24/1998", {"date-parts": [[1997], [1998]], "season": 4}),
        ("1997-21/1997-22", {"date-parts": [[1997]], "season": "Spring–Summer"}),
        ("1997-21/1998-22", {"date-parts": [[1997, 21], [1998, 22]]}),
        ("2004-21/2004-09", {"date-parts": [[2004]], "season": "Spring–September"}),
        ("2003-09/2004-21", {"date-parts": [[2003], [2004]]}),
        ("2004-06/2005", {"date-parts": [[2004], [2005]]}),
        ("1988-02-20/1994-05", {"date-parts": [[1988, 2], [1994, 5]]}),
        ("2004-06-01/2004", {"date-parts": [[2004]]}),
        ("1905~", {"date-parts": [[1905]], "circa": True}),
        ("1723?", {"date-parts": [[1723]], "circa": True}),
        ("1487/1490%", {"date-parts": [[1487], [1490]], "circa": True}),
        ("1994/..", {"date-parts": [[1994], [0]]}),
        ("1994-05/", {"date-parts": [[1994], [0]]}),
        ("2013-21/..", {"date-parts": [[2013], [0]], "season": 1}),
        ("-0189", {"date-parts": [[-190]]}),
        ("Y17000", {"date-parts": [[17000]]}),
        ("199X", {"date-parts": [[1990], [1999]]}),
        ("18XX/2001", {"date-parts": [[1800], [2001]]}),
        ("000X", {"date-parts": [[-1], [9]]}),
        ("../1994", {"date-parts": [[1994]]}),
        ("/1994-05-03", {"date-parts": [[1994, 5, 3]]}),
        ("2004-06-XX", {"date-parts": [[2004, 6]]}),
        ("2016-06-06T15:26:37Z", {"date-parts": [[2016, 6, 6]]}),
        ("2005a", {"date-parts": [[2005]]}),
        ("May 68", {"literal": "May 68"}),
    ],
)
def test_edtf_becomes_date_parts(edtf: str, date: dict[str, object]) -> None:
    assert to_date_parts(edtf) == date


def _year(number: int) -> str:
    return f"-{-number:04}" if number < 0 else f"{number:04}"


years = st.integers(-3000, 9999).map(_year)
months = st.builds("{}-{:02}".format, years, st.integers(1, 12))
days = st.dates().map(str)
seasons = st.builds("{}-{}".format, years, st.integers(21, 24))
hidden = st.one_of(
    st.integers(10, 999).map("{:03}X".format), st.integers(0, 99).map("{:02}XX".format)
)
plain = st.one_of(years, months, days, seasons, hidden)
points = st.builds("{}{}".format, plain, st.sampled_from(["", "~", "?", "%"]))
intervals = st.one_of(
    st.builds("{}/{}".format, points, points),
    st.builds("{}/..".format, points),
    st.builds("../{}".format, points),
)
canonical = st.one_of(points, intervals).filter(is_edtf)


@given(canonical)
def test_words_of_a_date_give_the_date_again(edtf: str) -> None:
    assert parse_date_text(format_edtf(edtf)) == edtf


@given(canonical)
def test_date_parts_are_even_and_have_the_first_year_of_the_date(edtf: str) -> None:
    date = to_date_parts(edtf)
    parts = date["date-parts"]
    assert "literal" not in date
    assert parts[-1] == [0] or len(parts[0]) == len(parts[-1])
    season, circa = date.get("season", ""), date.get("circa", False)
    back = from_date_parts(parts, season, circa)
    assert back is not None
    assert find_start(back)[0] == find_start(edtf)[0]


@given(st.one_of(years, months, days, seasons, st.builds("{}/{}".format, days, days)))
def test_date_parts_of_plain_dates_give_the_date_again(edtf: str) -> None:
    if is_edtf(edtf):
        start, _, end = edtf.partition("/")
        parts = to_date_parts(edtf)["date-parts"]
        assert from_date_parts(parts) == (start if start == end else edtf)


@given(st.one_of(st.text(), st.text("0123456789-–/~?%X .,acdbMay", max_size=30)))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    found = parse_date_text(text)
    assert found is None or is_edtf(found)
    assert is_edtf(text) or format_edtf(text) == text
    assert format_years(text) is not None
    assert to_date_parts(text)


@given(st.lists(st.lists(st.one_of(st.integers(), st.text()))), st.text(), st.text())
def test_any_date_parts_are_read_without_an_exception(
    parts: list[list[int | str]], season: str, circa: str
) -> None:
    found = from_date_parts(parts, season, circa)
    assert found is None or is_edtf(found)


@pytest.mark.parametrize("unit", ["1", "-", "1-", " ", "1 bc ", "c. ", "May ", "1990/"])
def test_long_text_is_refused_in_linear_time(unit: str) -> None:
    """If it took quadratic time, this would take hours."""
    text = unit * (1_000_000 // len(unit))
    assert not is_edtf(text)
    assert parse_date_text(text) is None
    assert format_edtf(text) == text
