"""References as an entry file can give them: samples and hypothesis strategies."""

from hypothesis import strategies as st

from wikicli.base import csl, dates
from wikicli.base.model import Date, Name, Reference
from wikicli.base.text import clean_line

BLACK_GARDEN = Reference(
    "dewaal",
    "book",
    {"author": (Name(family="de Waal", given="Thomas"),)},
    {"issued": Date("2003")},
    {
        "title": "Black Garden: Armenia and Azerbaijan through Peace and War",
        "publisher": "New York University Press",
        "publisher-place": "New York",
        "ISBN": "978-0-8147-1945-9",
        "DOI": "10.18574/nyu/9780814719459.001.0001",
    },
)
WINTER = Reference(
    "nodia",
    "article-journal",
    {"author": (Name("Նոդիա", "Գիա"), Name(literal="International Crisis Group"))},
    {"issued": Date("1997-24/1998"), "accessed": Date("2022-11-22")},
    {
        "title": "50% & more",
        "container-title": "Demokratizatsiya",
        "volume": "6",
        "issue": "1",
        "page": "158-182",
        "URL": "https://example.org/a_(b)",
    },
    quote="Word for word.",
)

_ALPHABET = (
    "ABCabcdez 0189 .,;:!?()[]{}<>&%$#_~^\\/|*'\"`+=-–— "
    "éłŠØ “”‘’«» ԱՆնօԵւև։՝ გია Нод 高 \u0301"
)


def lines(alphabet: str = _ALPHABET, size: int = 20) -> st.SearchStrategy[str]:
    """Lines of text as a reader of entry files leaves them; never empty."""
    words = st.text(alphabet, min_size=1, max_size=size)
    return words.map(lambda text: " ".join(clean_line(text).split())).filter(bool)


def two_part_names(part: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    """Names that have a family and a given name alone."""
    return st.tuples(part, part).map(lambda parts: Name(*parts))


def literal_names(words: st.SearchStrategy[str]) -> st.SearchStrategy[Name]:
    """Names that are one literal."""
    return words.map(lambda text: Name(literal=text))


def _names() -> st.SearchStrategy[Name]:
    part = st.just("") | lines(size=8)
    parts = st.tuples(*[part] * 6).map(lambda parts: Name(*parts))
    simple = two_part_names(lines(size=8)) | literal_names(lines(size=15))
    armenian = st.just(Name("Նոդիա", "Գիա"))
    return (parts | simple | armenian).filter(lambda name: name != Name())


def edtf_dates() -> st.SearchStrategy[Date]:
    """Dates in EDTF of every form: marks, seasons, ranges, decades, suffixes."""
    year = st.integers(-200, 2100).map(
        lambda number: ("-" if number < 0 else "") + f"{abs(number):04}"
    )
    parts = st.sampled_from(("", "-01", "-12", "-02-28", "-21", "-24"))
    mark = st.sampled_from(("", "~", "?", "%"))
    point = st.builds("{}{}{}".format, year, parts, mark)
    before = st.builds("{}{}".format, mark, year)
    other = st.sampled_from(
        ("199X", "19XX", "2005a", "2005b~", "1997-24/1998", "1994/..", "../1994")
    )
    interval = st.builds("{}/{}".format, point, point)
    return (
        (point | before | interval | other)
        .filter(dates.is_edtf)
        .map(lambda text: Date(text))
    )


def any_date() -> st.SearchStrategy[Date]:
    """Dates in EDTF, and those that are words."""
    words = st.sampled_from(("2005", "n.d.", "Easter 1915", "until 1994")) | lines()
    return edtf_dates() | words.map(lambda text: Date(literal=text))


def _without_prefix(variables: dict[str, str]) -> dict[str, str]:
    """Drop a DOI that may begin with what people write before it."""
    return {key: value for key, value in variables.items() if key != "DOI"}


def references(
    ids: st.SearchStrategy[str] | None = None,
) -> st.SearchStrategy[Reference]:
    """References with any variables, names, dates and keys of our own."""
    own = st.just("") | lines()
    return st.builds(
        Reference,
        id=lines(size=12) if ids is None else ids,
        type=st.sampled_from(sorted(csl.TYPES)),
        names=st.dictionaries(
            st.sampled_from(sorted(csl.NAME_VARIABLES)),
            st.lists(_names(), min_size=1, max_size=3).map(tuple),
            max_size=3,
        ),
        dates=st.dictionaries(
            st.sampled_from(sorted(csl.DATE_VARIABLES)), any_date(), max_size=3
        ),
        variables=st.dictionaries(
            st.sampled_from([*sorted(csl.TEXT_VARIABLES), "year-suffix", "title"]),
            lines(),
            max_size=6,
        ).map(_without_prefix),
        quote=own,
        archive_url=own,
        archived=st.none() | any_date(),
        url_status=st.sampled_from(("", "live", "dead", "unfit", "usurped")),
        trans_title=own,
        script_title=own,
        author_link=own,
        further=st.booleans(),
    )
