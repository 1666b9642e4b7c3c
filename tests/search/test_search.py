"""Search: what is found, in which order, and the passage that shows why."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ENTRIES, MakeLibrary, Run
from kit.armenian import ALPHABET, WORDS
from wikicli.base.model import Head
from wikicli.base.text import quote
from wikicli.language.signs import find_words
from wikicli.library.hits import Wanted, find
from wikicli.library.library import Library
from wikicli.library.snippets import SNIPPET_LENGTH, Snippet, _cut
from wikicli.library.sources import read_source
from wikicli.search.index import (
    FIELDS,
    Index,
    Passage,
    Row,
    open_index,
)
from wikicli.search.syntax import QuerySyntaxError
from wikicli.search.words import query_words, word_key

MANY = " ".join(["zebra"] * 50)
PLAIN = "title: {}\nbody: Nothing to see.\n"

RANKED = {
    "e-title.yaml": "title: The zebra of Goris\nbody: Nothing to see.\n",
    "d-names.yaml": f"{PLAIN.format('Horse')}terms: [{{en: zebra}}]\n",
    "c-description.yaml": f"{PLAIN.format('Cart')}description: Drawn by a zebra\n",
    "b-body.yaml": "title: Road\nbody: A zebra crosses it.\n",
    "a-references.yaml": (
        f"{PLAIN.format('Book')}references: [{{id: z, title: Zebra}}]\n"
    ),
}


def slugs(run: Run, library: Path, *query: str) -> list[str]:
    """The slugs of the hits, best first; the scores must say so too."""
    hits = hits_of(run, library, *query)
    order = [(hit["near"], -hit["score"]) for hit in hits]
    assert order == sorted(order)
    return [hit["slug"] for hit in hits]


def hits_of(run: Run, library: Path, *query: str) -> list[dict[str, Any]]:
    result = run("search", *query, "--json", library=library)
    assert result.stderr in ("", f"error: no entry matches {quote(' '.join(query))}\n")
    answer = json.loads(result.stdout)
    hits: list[dict[str, Any]] = answer["hits"]
    assert answer["near"] >= sum(hit["near"] for hit in hits)
    assert result.code == (not hits)
    return hits


# Ranking --------------------------------------------------------------------------


def test_fields_rank_title_names_description_body_references(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(RANKED)
    assert slugs(run, library, "zebra") == [
        "e-title",
        "d-names",
        "c-description",
        "b-body",
        "a-references",
    ]


# Each makes an entry hold a word in one field.
HOLDERS = {
    "title": "title: The {} of Goris\nbody: B.\n",
    "alias": "title: T\nbody: B.\naliases: [The {} of Goris]\n",
    "term": "title: T\nbody: B.\nterms: [{{en: the {} of Goris}}]\n",
    "description": "title: T\nbody: B.\ndescription: A {} of Goris\n",
    "body": "title: T\nbody: A {} of Goris.\n",
    "references": "title: T\nbody: B.\nreferences: [{{id: z, title: {}}}]\n",
    "category": "title: T\nbody: B.\ncategories: [{}]\n",
    "see also": 'title: T\nbody: B.\nsee_also: [{{title: {}, url: "https://a.b"}}]\n',
}


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        ("title", "alias"),
        ("title", "term"),
        ("alias", "description"),
        ("term", "description"),
        ("description", "body"),
        ("body", "references"),
        ("title", "references"),
        ("description", "category"),
        ("category", "references"),
        ("body", "see also"),
    ],
)
def test_once_in_a_higher_field_outranks_fifty_times_in_a_lower_one(
    higher: str, lower: str, run: Run, make_library: MakeLibrary
) -> None:
    once, many = HOLDERS[higher], HOLDERS[lower]
    filler = {f"filler-{i}.yaml": PLAIN.format(f"Filler {i}") for i in range(40)}
    library = make_library(
        {
            "z-once.yaml": once.format("zebra"),
            "a-many.yaml": many.format(MANY),
            **filler,
        }
    )
    assert slugs(run, library, "zebra") == ["z-once", "a-many"]


@pytest.mark.parametrize("name", ["aliases: [Zebra]", "terms: [{hy: Զ, en: Zebra}]"])
def test_an_alias_that_is_the_whole_query_stays_below_a_title_that_holds_it(
    name: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": f"{PLAIN.format('Quagga')}{name}\n",
            "b.yaml": PLAIN.format("The zebra of Goris"),
        }
    )
    assert slugs(run, library, "zebra") == ["b", "a"]


def test_a_title_that_is_the_whole_query_comes_first(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: Zebra zebra\nbody: Zebra.\naliases: [zebra Zebra]\n",
            "b.yaml": PLAIN.format("A zebra"),
            "c.yaml": PLAIN.format("Zebra"),
        }
    )
    assert slugs(run, library, "ZEBRA")[0] == "c"


def test_within_a_field_more_of_the_word_in_less_text_ranks_first(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": f"title: A\nbody: Zebra {'and much more ' * 50}.\n",
            "b.yaml": "title: B\nbody: Zebra, zebra, zebra.\n",
        }
    )
    assert slugs(run, library, "zebra") == ["b", "a"]


def test_equal_hits_come_by_slug(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({f"{c}.yaml": PLAIN.format("Zebra") for c in "cab"})
    assert slugs(run, library, "zebra") == ["a", "b", "c"]


# Words ----------------------------------------------------------------------------


def test_unification_finds_miatsum_first(run: Run) -> None:
    assert slugs(run, ENTRIES, "unification")[0] == "miatsum"


@pytest.mark.parametrize("query", ["Միացում", "ՄԻԱՑՈՒՄ", "միացում", "Միացո՛ւմ"])
def test_an_armenian_headword_is_found_in_any_case(query: str, run: Run) -> None:
    assert slugs(run, ENTRIES, query)[0] == "miatsum"


def test_hits_with_all_words_hide_those_with_some(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "both.yaml": "title: Both\nbody: A zebra and, far away, a horse.\n",
            "horse.yaml": PLAIN.format("Horse"),
            "zebra.yaml": PLAIN.format("Zebra"),
        }
    )
    assert slugs(run, library, "zebra", "horse") == ["both"]
    assert slugs(run, library, "horse zebra") == ["both"]


def test_words_that_no_entry_holds_together_are_found_apart(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "horse.yaml": "title: A\nbody: A horse.\n",
            "zebra.yaml": PLAIN.format("Zebra"),
        }
    )
    assert slugs(run, library, "zebra", "horse", "unicorn") == ["zebra", "horse"]


def test_stop_words_are_left_out_unless_they_are_all_there_is(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: Zebra.\n",
            "b.yaml": "title: B\nbody: The end of it.\n",
        }
    )
    assert slugs(run, library, "the", "zebra") == ["a"]
    assert slugs(run, library, "the") == ["b"]


@pytest.mark.parametrize("query", ["unifying", "unified", "UNIFIES", "unify"])
def test_english_words_are_found_by_their_stem(
    query: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": "title: A\nbody: They unified it.\n"})
    assert slugs(run, library, query) == ["a"]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("a café", "cafe"),
        ("a cafe", "café"),
        ("Ağdam", "agdam"),
        ("Toal and O’Loughlin", "o'loughlin"),
        ("Nagorno-Karabakh", "karabakh"),
        ("in 1988", "1988"),
        ("Արցա՞խ", "արցախ"),
        ("Երևան", "Երեվան"),
    ],
)
def test_marks_and_apostrophes_make_no_difference(
    text: str, query: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": f"title: A\nbody: {text}.\n"})
    assert slugs(run, library, query) == ["a"]


@pytest.mark.parametrize("query", ["", "???", "—", "\x1b[", "\udcff"])
def test_a_query_without_words_finds_nothing(
    query: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(RANKED)
    result = run("search", "--json", "--", query, library=library)
    assert result.code == 1
    assert json.loads(result.stdout)["total"] == 0


def test_a_query_like_no_name_gets_no_hint(run: Run) -> None:
    result = run("search", "xylophone", library=ENTRIES)
    assert result.stderr == "error: no entry matches 'xylophone'\n"
    assert (result.stdout, result.code) == ("", 1)


def test_a_very_long_query_is_answered(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": "title: A\nbody: Zebra.\n"})
    words = " ".join(f"word{number}" for number in range(20_000))
    assert run("search", words, library=library).code == 1
    assert slugs(run, library, "zebra " + words) == ["a"]
    assert len(query_words(words)) == 100


def test_searched_is_the_whole_entry(run: Run, make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "a.yaml": """\
title: Wordtitle
description: Worddescription
aliases: [Wordalias]
terms:
  - {hy: Բառ, en: wordgloss, romanization: Wordroman, forms: [Բառեր]}
  - {hy: Երկրորդ, literal: wordliteral, note: a *wordnote*}
facts: {Wordlabel: wordfact}
body: |
  Wordbody[^n]

  ## Wordheading
  - Wordlist

  | Wordhead |
  | --- |
  | Wordcell |

  [^n]: Wordfootnote.[^r]
hy: {title: Վերնագիր, description: Նկարագիր, body: Մարմին}
see_also: [b, {title: Wordelse, url: "https://wordhost.example", note: "*wordlinked*"}]
categories: [Wordclass]
references:
  - {id: r, title: Wordsource, publisher: Wordpress, quote: Wordquote}
  - id: s
    type: chapter
    title: Wordpart
    trans-title: Wordtranslated
    container-title: Wordwhole
    author: [{family: Wordauthor, given: A}]
    translator: [{family: Wordtranslator, given: B}]
    note: Wordremark
    archive: Wordarchive
    publisher-place: Wordplace
    abstract: Wordabstract
""",
            "b.yaml": PLAIN.format("Another"),
        }
    )
    words = (
        "title description alias gloss roman literal note label fact body heading list "
        "head cell footnote source press quote else linked class part translated whole "
        "author translator remark archive place abstract"
    ).split()
    armenian = "Բառ Բառեր Երկրորդ Վերնագիր Նկարագիր Մարմին barr yerkrord".split()
    for query in [*(f"word{word}" for word in words), *armenian]:
        assert slugs(run, library, query) == ["a"], query
    assert slugs(run, library, "another") == ["b", "a"]
    assert slugs(run, library, "wordhost") == []


# Totals and the limit -------------------------------------------------------------


def test_the_limit_cuts_the_hits_but_not_the_total(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({f"z{i}.yaml": PLAIN.format("Zebra") for i in range(7)})
    limited = run("search", "zebra", "-n", "3", "--json", library=library)
    result = json.loads(limited.stdout)
    assert result["total"] == 7
    assert [hit["slug"] for hit in result["hits"]] == ["z0", "z1", "z2"]


def test_ten_hits_are_shown_unless_told_otherwise(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({f"z{i}.yaml": PLAIN.format("Zebra") for i in range(12)})
    assert len(slugs(run, library, "zebra")) == 10
    assert len(slugs(run, library, "zebra", "--limit", "50")) == 12


def test_the_page_tells_the_total_and_no_time_in_a_pipe(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({f"z{i}.yaml": PLAIN.format(f"Zebra {i}") for i in range(3)})
    result = run("search", "zebra", "-n", "1", "--width", "60", library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert result.stdout == (
        "  3 entries for zebra, the first\n"
        "\n"
        "  Zebra 0                                               z0\n"
    )


def test_one_entry_is_counted_as_one(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"z.yaml": "title: Z\nbody: A zebra.\n"})
    assert run("search", "zebra", "--width", "60", library=library).stdout == (
        "  1 entry for zebra\n"
        "\n"
        "  Z                                                      z\n"
        "    lead   A zebra.\n"
    )


# Hits and snippets ----------------------------------------------------------------


def hit_of(run: Run, library: Path, query: str) -> dict[str, object]:
    result = run("search", query, "--json", library=library)
    (hit,) = json.loads(result.stdout)["hits"]
    assert isinstance(hit, dict)
    return hit


@pytest.mark.parametrize(
    ("entry", "field"),
    list(zip(RANKED, FIELDS, strict=True)),
)
def test_a_hit_names_the_weightiest_field_that_matched(
    entry: str, field: str, run: Run, make_library: MakeLibrary
) -> None:
    text = RANKED[entry]
    if field != "references":
        text += "references: [{id: q, title: Zebra too}]\n"
    assert hit_of(run, make_library({entry: text}), "zebra")["field"] == field


def test_the_snippet_names_its_section_and_marks_each_match(
    run: Run, make_library: MakeLibrary
) -> None:
    text = "title: T\nbody: |\n  Lead.\n\n  ## Of *herds*\n  Zebras, and one ZEBRA.\n"
    assert hit_of(run, make_library({"a.yaml": text}), "zebra")["snippet"] == {
        "section": "Of herds",
        "text": "Zebras, and one ZEBRA.",
        "marks": [[0, 6], [16, 21]],
    }


def test_a_heading_that_is_a_link_has_the_title_of_its_entry(
    run: Run, make_library: MakeLibrary
) -> None:
    files = {
        "ox.yaml": "title: The Ox\nbody: B.\n",
        "yoke.yaml": "title: Yoke\nbody: |\n  A.\n\n  ## [[ox]]\n\n  It pulls.\n",
    }
    library = make_library(files)
    found = json.loads(run("search", "pulls", "--json", library=library).stdout)
    assert found["hits"][0]["snippet"]["section"] == "The Ox"


@pytest.mark.parametrize(
    ("field", "section", "text"),
    [
        ("facts: {Animal: zebra}", "fact box", "Animal: zebra"),
        ("terms: [{hy: Ա, note: a *zebra*}]", "terms", "a *zebra*"),
        ("references: [{id: r, title: Zebra}]", "references", "“Zebra”."),
        ("categories: [Horses, Zebras]", "categories", "Horses · Zebras"),
        ("see_also: [{entry: zebra, note: a *foal*}]", "see also", "zebra · a foal"),
        ("hy: {title: Ա, body: Վագր zebra։}", "lead", "Վագր zebra։"),
    ],
)
def test_a_snippet_may_come_from_anywhere(
    field: str, section: str, text: str, run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": f"title: T\nbody: Nothing.\n{field}\n"})
    snippet = hit_of(run, library, "zebra")["snippet"]
    assert isinstance(snippet, dict)
    assert (snippet["section"], snippet["text"]) == (section, text)


def test_the_snippet_is_the_passage_with_most_of_the_words(
    run: Run, make_library: MakeLibrary
) -> None:
    body = "A zebra.\n\n  A zebra, a zebra.\n\n  A horse and a zebra.\n"
    library = make_library({"a.yaml": f"title: T\nbody: |\n  {body}"})
    assert hit_of(run, library, "zebra horse")["snippet"] == {
        "section": "lead",
        "text": "A horse and a zebra.",
        "marks": [[2, 7], [14, 19]],
    }


def test_a_match_in_nothing_but_the_name_has_no_snippet(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({"a.yaml": PLAIN.format("Zebra")})
    assert hit_of(run, library, "zebra")["snippet"] is None


def test_a_heading_alone_is_no_snippet(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": "title: T\nbody: |\n  L.\n\n  ## Zebra\n  X.\n"})
    assert hit_of(run, library, "zebra")["snippet"] is None


def test_a_long_passage_is_cut_at_spaces_around_its_match(
    run: Run, make_library: MakeLibrary
) -> None:
    before = "one two three four five six seven eight nine ten eleven twelve thirteen"
    after = " ".join(f"word{i}" for i in range(100, 140))
    text = f"title: T\nbody: {before} zebra {after}\n"
    assert hit_of(run, make_library({"a.yaml": text}), "zebra")["snippet"] == {
        "section": "lead",
        "text": (
            "… six seven eight nine ten eleven twelve thirteen zebra word100 word101 "
            "word102 word103 word104 word105 word106 word107 word108 word109 word110 "
            "word111 word112 …"
        ),
        "marks": [[50, 55]],
    }


TEXTS = st.lists(
    st.sampled_from(
        ["zebra", "Zebras", "ա", "Միացում", "x" * 90, "(zebra)", "—", "of"]
    ),
    max_size=60,
)


@given(TEXTS, TEXTS, st.sampled_from(["zebra", "Միացում", "x" * 90]))
def test_marks_cover_exactly_the_matches_of_a_cut_passage(
    before: list[str], after: list[str], word: str
) -> None:
    text = " ".join([*before, word, *after])

    def places(text: str) -> list[tuple[int, int]]:
        found = find_words(text)
        return [it.span() for it in found if word_key(it[0]) == word_key(word)]

    marks = places(text)
    snippet = _cut(Passage("lead", text), marks)
    inside = snippet.text.removeprefix("… ").removesuffix(" …")
    assert inside in text
    assert snippet.marks
    assert list(snippet.marks) == places(snippet.text)
    assert len(inside) <= max(SNIPPET_LENGTH, len(word) + SNIPPET_LENGTH // 3)
    if len(text) <= SNIPPET_LENGTH // 2:
        assert snippet == Snippet("lead", text, tuple(marks))


# Across scripts -------------------------------------------------------------------

PLACES = {
    "miatsum.yaml": (
        "title: Miatsum\nterms: [{hy: Միացում, en: unification}]\nbody: A slogan.\n"
    ),
    "yerevan.yaml": "title: Yerevan\nterms: [{hy: Երևան}]\nbody: The capital.\n",
    "artsakh.yaml": (
        "title: Artsakh\nterms: [{hy: Արցախ}]\nbody: |\n  A land. Շուշի is a town.\n"
    ),
}


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        (
            "miatsum",
            "Միացում ՄԻԱՑՈՒՄ Miats’um Miatsʻum Miac’owm Miacʿum miacum miatsoum",
        ),
        ("miatsum", "միացման միացումը miatsumi miatsman"),
        ("yerevan", "Երևան ԵՐԵՎԱՆ ԵՐԵՒԱՆ Երեւան Երեվան yerevan erevan Erewan Երևանում"),
        ("artsakh", "Արցախ Արցա՞խ artsax Arts’akh Արցախում artsakhum Արցախից Shushi"),
    ],
)
def test_a_word_is_found_however_it_is_typed(
    run: Run, make_library: MakeLibrary, slug: str, queries: str
) -> None:
    library = make_library(PLACES)
    wrong = [q for q in queries.split() if slugs(run, library, q) != [slug]]
    assert wrong == []


def test_a_snippet_marks_the_word_as_it_stands_in_the_text(
    run: Run, make_library: MakeLibrary
) -> None:
    result = run("search", "--json", "shushi", library=make_library(PLACES))
    (hit,) = json.loads(result.stdout)["hits"]
    snippet = hit["snippet"]
    assert [snippet["text"][a:b] for a, b in snippet["marks"]] == ["Շուշի"]
    assert hit["field"] == "body"


def test_a_word_as_written_comes_before_one_that_sounds_like_it(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"a.yaml": "title: Jan\nbody: B.\n", "b.yaml": "title: Zhan\nbody: B.\n"}
    )
    assert slugs(run, library, "zhan") == ["b", "a"]
    assert slugs(run, library, "jan") == ["a", "b"]


def test_show_opens_an_entry_by_the_sound_of_its_names(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(PLACES)
    for name in ("miacum", "միացման", "Erewan", "artsakhum"):
        assert run("show", name, library=library).code == 0, name
    for name in ("miacun", "../artsax", "artsax.yaml"):
        assert run("show", name, library=library).code == 1, name


SIGNS = "'’‘‛ʻʼʽʾʿ`´ʹˈ′＇՚"


@pytest.mark.parametrize("sign", SIGNS)
def test_an_aspirate_is_found_by_any_sign(sign: str) -> None:
    """In a name, a query and a text; also at the end of a word."""
    assert titles(f"Mashtots{sign}", "Մաշտոց") == ["Մաշտոց"]
    assert titles(f"Step{sign}anakert", "Ստեփանակերտ") == ["Ստեփանակերտ"]
    name = f"Step{sign}anakert"
    for query in ("Stepanakert", "Step’anakert", name, "Ստեփանակերտ"):
        assert titles(query, name) == [name]
    assert marked(name, f"In {name}, ‘{name}’.") == [name, name]
    (word,) = marked("Mashtots", f"Mashtots{sign} wrote.")
    assert word.removesuffix(sign) == "Mashtots"  # some of them are letters to Unicode


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff"])
def test_what_is_not_seen_parts_no_word(
    unseen: str, run: Run, make_library: MakeLibrary
) -> None:
    latin, armenian = f"Step{unseen}anakert", f"Ստեփա{unseen}նակերտ"
    library = make_library(
        {
            "a.yaml": f"title: A\nbody: In {latin}.\n",
            "b.yaml": f"title: {armenian}\nbody: B.\n",
        }
    )
    for query in (latin, armenian, "Stepanakert", "Ստեփանակերտ"):
        assert slugs(run, library, query) == ["b", "a"], ascii(query)
        assert run("show", query, library=library).code == 0, ascii(query)


@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("a ‘quotation’ here", "quotation", ["quotation"]),
        ("'so' it is", "so", ["so"]),
        ("rock ’n’ roll", "rock", ["rock"]),
        ("rock ’n’ roll", "roll", ["roll"]),
        ("‘Karin’s’ gate", "karin", ["Karin’s"]),
        ("‘one’‘two’", "two", ["two"]),
        ("11′36″ N", "36", ["36"]),
        ("the 1980’s", "1980s", ["1980’s"]),
        ("Արցա՞խ, ո՛չ", "արցախ", ["Արցա՞խ"]),
        ("կ՚ուտէ", "կ’ուտէ", ["կ՚ուտէ"]),
        ("cafe\u0301.", "café", ["cafe\u0301"]),
        ("שָׁלוֹם", "שלום", ["שָׁלוֹם"]),
        ("שלום", "שָׁלוֹם", ["שלום"]),
        ("كِتَابٌ", "كتاب", ["كِتَابٌ"]),
        ("كتـــاب", "كتاب", ["كتـــاب"]),
        ("ܫܠܵܡܵܐ", "ܫܠܡܐ", ["ܫܠܵܡܵܐ"]),
        ("हिन्दी में", "हिन्दी", ["हिन्दी"]),
        ("हिन्दी में", "हनद", []),
    ],
)
def test_signs_belong_to_their_word_or_part_from_it(
    text: str, query: str, words: list[str]
) -> None:
    assert marked(query, text) == words


INFLECTED = {
    "kapan.yaml": "title: A road\nbody: Նա եկավ Կապանից։\n",
    "books.yaml": "title: Գրքերի տուն\nbody: B.\ndescription: D\n",
    "army.yaml": "title: Army\nbody: Armen, the Armenian.\n",
}


def test_an_inflected_word_of_a_text_is_found_by_its_base(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(INFLECTED)
    for query in ("Կապան", "ԿԱՊԱՆ", "kapan", "Kapan"):
        (hit,) = hits_of(run, library, query)
        assert (hit["slug"], hit["near"], hit["field"]) == ("kapan", False, "body")
        assert hit["snippet"]["marks"] == [[8, 15]]
    for query in ("գիրք", "girk", "տուն"):
        assert slugs(run, library, query) == ["books"], query


def test_endings_are_looked_for_on_armenian_words_only() -> None:
    assert marked("armen", "The Armenian army of Armen, Արմենի։") == ["Armen", "Արմենի"]


def test_the_word_as_written_comes_before_its_forms(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: Կապանից Կապանում Կապանի։\n",
            "b.yaml": f"title: B\nbody: Կապան {'և այլն ' * 50}։\n",
            "c.yaml": f"title: C\nbody: Kapan {'and so on ' * 50}.\n",
        }
    )
    assert slugs(run, library, "Կապան") == ["b", "c", "a"]
    assert slugs(run, library, "kapan") == ["c", "b", "a"]


def test_english_words_of_a_text_are_found_by_their_sound(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: A road to Yerevan.\n",
            "b.yaml": "title: B\nbody: B.\ndescription: Of khachkars and Yerevan\n",
            "c.yaml": "title: C\nbody: Erevan.\n"
            "references: [{id: r, title: T, publisher: Yerevan}]\n",
        }
    )
    for query in ("yerevan", "erevan", "Erewan", "Երևան"):
        assert sorted(slugs(run, library, query)) == ["a", "b", "c"], query
    assert slugs(run, library, "xačkʿars") == ["b"]


def test_short_english_words_are_not_found_by_their_sound() -> None:
    text = "Then three of them sent the Tsar a book, while he stood there. Դուռ, բութ։"
    for query in ("ten", "tree", "tea", "car", "bouk", "door", "boot", "wile"):
        assert marked(query, text) == [], query
    assert marked("duṙ", text) == ["Դուռ"]


PEOPLE = {
    "hakob.yaml": "title: Hakob\nterms: [{hy: Հակոբ}]\nbody: A name.\n",
    "shushi.yaml": "title: Town\nterms: [{hy: Շուշի}]\nbody: A town.\n",
    "grigor.yaml": "title: Գրիգոր\nbody: A name.\n",
    "committee.yaml": "title: Karabakh Committee\nbody: Its members.\n",
}


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        ("hakob", "Hagop hagop Հագոպ Yakob Յակոբ"),
        ("shushi", "Susi susi Shoushi Chouchi"),
        ("grigor", "Krikor Կրիկոր"),
    ],
)
def test_western_and_bare_spellings_find_a_name(
    run: Run, make_library: MakeLibrary, slug: str, queries: str
) -> None:
    library = make_library(PEOPLE)
    for query in queries.split():
        (hit,) = hits_of(run, library, query)
        assert (hit["slug"], hit["near"]) == (slug, False), query


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        ("miatsum", "miatsm maitsum miatsumb Միցաում միացւմ միացումպ miacm unificaton"),
        ("yerevan", "yervean erevn Երեվն երվեան yerefan"),
        ("artsakh", "artsahk artsakg aritsakh արցհախ Արջախ"),
        ("hakob", "hakbo hakobm Հակպբ"),
        ("committee", "comnittee karabkh karabahk commttee"),
    ],
)
def test_a_mistyped_word_finds_what_is_near(
    run: Run, make_library: MakeLibrary, slug: str, queries: str
) -> None:
    library = make_library(PLACES | PEOPLE)
    for query in queries.split():
        (hit,) = hits_of(run, library, query)
        assert (hit["slug"], hit["near"]) == (slug, True), query


def test_each_way_to_be_found_counts_less_than_the_one_before(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "d-exact.yaml": PLAIN.format("Miacumi"),
            "c-sound.yaml": PLAIN.format("Միացումի"),
            "b-inflected.yaml": PLAIN.format("Միացում"),
            "a-near.yaml": PLAIN.format("Miacumni"),
        }
    )
    assert slugs(run, library, "miacumi") == ["d-exact", "c-sound", "b-inflected"]
    (library / "d-exact.yaml").unlink()
    assert slugs(run, library, "miacumi") == ["c-sound", "b-inflected", "a-near"]


def test_a_western_spelling_comes_before_a_near_one(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"a.yaml": PLAIN.format("Hagup"), "b.yaml": PLAIN.format("Հակոբ")}
    )
    assert slugs(run, library, "hagop") == ["b", "a"]
    assert slugs(run, library, "hagup") == ["a"]


def test_a_spelling_in_the_text_does_not_hide_a_western_name(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "book.yaml": "title: Book\nbody: B.\n"
            "references: [{id: a, title: T, author: [Hagop Barsoumian]}]\n",
            "hakob.yaml": PEOPLE["hakob.yaml"],
        }
    )
    assert slugs(run, library, "hagop") == ["hakob", "book"]


def test_near_words_are_asked_for_only_where_nothing_is_as_written(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": PLAIN.format("Zebra"),
            "b.yaml": PLAIN.format("Zebro"),
            "c.yaml": "title: C\nbody: One zebru.\n",
        }
    )
    assert slugs(run, library, "zebra") == ["a"]
    assert slugs(run, library, "zebru") == ["c"]
    assert slugs(run, library, "zebri") == ["a", "b"]


def test_the_nearest_words_hide_those_farther_away(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "far.yaml": PLAIN.format("Arsak"),
            "near.yaml": PLAIN.format("Artsakh"),
            "text.yaml": "title: T\nbody: The land of Artsakh.\n",
            "whole.yaml": PLAIN.format("The land of Artsakh"),
        }
    )
    assert slugs(run, library, "artsahk") == ["near", "whole", "text"]


def test_one_mistyped_word_of_several_is_made_good(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(PEOPLE | {"other.yaml": PLAIN.format("Committee")})
    for query in ("karabakh comnittee", "karabkh comnittee", "Karbakh Committee"):
        hits = hits_of(run, library, query)
        assert [(hit["slug"], hit["near"]) for hit in hits] == [("committee", True)]


def test_a_name_is_found_whether_its_words_are_joined_or_not(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: Նոր Երևան\nbody: B.\n",
            "b.yaml": "title: Stepanakert\nbody: B.\n",
        }
    )
    assert slugs(run, library, "norerevan") == ["a"]
    assert slugs(run, library, "stepana", "kert") == ["b"]


def test_words_of_a_text_may_be_mistyped_if_nothing_else_is_near(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: A\nbody: Meetings in Sumgait. Ստեփանակերտում։\n",
            "b.yaml": "title: B\nbody: B.\n"
            "references: [{id: m, title: T, author: [Mark Malkasian]}]\n",
        }
    )
    for query, slug, marked in (
        ("sumgiat", "a", "Sumgait"),
        ("meehtings", "a", "Meetings"),
        ("ստեփանկերտում", "a", "Ստեփանակերտում"),
        ("malkasain", "b", "Malkasian"),
    ):
        (hit,) = hits_of(run, library, query)
        assert (hit["slug"], hit["near"]) == (slug, True), query
        snippet = hit["snippet"]
        (mark,) = snippet["marks"]
        assert snippet["text"][slice(*mark)] == marked


def test_a_short_word_has_no_near_one(run: Run, make_library: MakeLibrary) -> None:
    library = make_library(
        {
            "en.yaml": "title: Goat\nbody: To do or not. A green street. Anna.\n",
            "hy.yaml": "title: Քար\nbody: Բառ, ծառ, սառն։\n",
        }
    )
    for query in ("go", "ok", "yet", "moat", "greed", "streat", "գառ", "քեր"):
        result = run("search", query, library=library)
        assert (result.code, result.stdout) == (1, ""), query
        assert result.stderr.startswith(f"error: no entry matches '{query}'\n")


JUDGED = Path(__file__).parents[1] / "data" / "short_words.txt"


def test_short_words_find_what_was_judged_to_be_theirs(tmp_path: Path) -> None:
    lines = [line for line in JUDGED.read_text("utf-8").splitlines() if line[:1] != "#"]
    library = Library([read_source(ENTRIES, "a test")], tmp_path)
    wrong = {}
    for line in lines:
        word, _, judged = line.partition(":")
        hits = find(word, library, Wanted(100)).hits
        found = sorted(hit.head.slug for hit in hits if hit.way != "begins")
        if found != judged.split():
            wrong[word] = found
    assert wrong == {}
    assert len(lines) == 100


def test_no_number_is_taken_for_another(run: Run, make_library: MakeLibrary) -> None:
    library = make_library({"a.yaml": "title: In 1988\nbody: In 1989.\n"})
    assert slugs(run, library, "1987") == []
    assert slugs(run, library, "1989") == ["a"]


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("hagop", ["Հակոբ", "Hakob", "hakob"]),
        ("hakpb", ["Հակոբ", "Hakob", "hakob"]),
        ("hakobin", ["Հակոբ", "Hakob", "hakob"]),
    ],
)
def test_a_snippet_marks_what_was_found_in_any_way(
    run: Run, make_library: MakeLibrary, query: str, marked: list[str]
) -> None:
    text = "title: A\naliases: [Հակոբ]\nbody: Of Հակոբ, or Hakob, a hakob.\n"
    (hit,) = hits_of(run, make_library({"a.yaml": text}), query)
    snippet = hit["snippet"]
    assert [snippet["text"][a:b] for a, b in snippet["marks"]] == marked


def test_the_page_of_near_hits_says_that_there_is_no_entry(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library({f"z{i}.yaml": PLAIN.format(f"Zebra {i}") for i in range(3)})
    result = run("search", "zebar", "--width", "70", "-n", "1", library=library)
    assert (result.stderr, result.code) == ("", 0)
    assert result.stdout == (
        "  no entry for zebar, 3 near in spelling, the first\n"
        "  perhaps meant: zebra\n"
        "\n"
        "  Zebra 0                                                         z0\n"
    )


def test_near_hits_below_others_have_a_line_of_their_own(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {"a.yaml": PLAIN.format("Հակոբ"), "b.yaml": PLAIN.format("Hagup")}
    )
    assert run("search", "hagop", "--width", "60", library=library).stdout == (
        "  1 entry for hagop\n"
        "\n"
        "  Հակոբ                                                  a\n"
        "\n"
        "  near in spelling\n"
        "\n"
        "  Hagup                                                  b\n"
    )


# Bad input ------------------------------------------------------------------------


@cache
def index_of(*titles: str) -> Index:
    """An index in memory, of entries of nothing but a title."""

    def rows() -> Iterator[Row]:
        for title in titles:
            yield Row(Head(f"slug-{title}", title), ((title, "title"),), ())

    return open_index(Path("/dev/null/library/content"), rows)


def marked(query: str, text: str) -> list[str]:
    """What a query marks in a text, which is all that an entry has."""
    row = Row(Head("a", "A"), (("A", "title"),), (Passage("lead", text),))
    library = Library([], Path("/nowhere"))
    library.index = open_index(Path("/dev/null/library/content"), lambda: [row])
    snippets = [hit.snippet for hit in find(query, library, Wanted(10)).hits]
    return [it.text[start:end] for it in snippets if it for start, end in it.marks]


def titles(query: str, *known: str) -> list[str]:
    library = Library([], Path("/nowhere"))
    library.index = index_of(*known)
    return [hit.head.title for hit in find(query, library, Wanted(10)).hits]


@pytest.mark.parametrize(
    "query",
    [
        "ﬓ",  # lone ligatures and marks
        "ﬗ ﬖ",
        "՛",
        "՚՞՜",
        "\u0301",
        "\u0530\u0557",  # no letters are assigned to these
        "Մ\u0530\u0557",
        "Ереван",  # other scripts
        "ერევანი",
        "إريفان",
        "耶烈萬",
        "Ն" * 10_000,
        "zq " * 3_333,
        "\udcff\x1b[31m",
    ],
)
def test_strange_queries_are_answered(query: str) -> None:
    assert titles(query, *WORDS) == []


@pytest.mark.parametrize("query", ["miaցում", "Միացum", "Միաtsում", "MIAՑՈՒՄ"])
def test_scripts_mixed_in_a_word_are_read_as_they_sound(query: str) -> None:
    assert titles(query, *WORDS) == ["ՄԻԱՑՈՒՄ", "Միացում"]


@given(st.text())
def test_no_query_raises(query: str) -> None:
    with suppress(QuerySyntaxError):
        assert titles(query, *WORDS) is not None


@given(
    st.text(alphabet="".join(ALPHABET) + "ւabcdefghijklmnopqrstuvwxyzč’ -", max_size=12)
)
def test_no_query_of_letters_raises(query: str) -> None:
    assert titles(query, *WORDS) is not None


LETTERS = "".join(it for it in ALPHABET if len(it) == 1 and it != "և")  # և is two


@st.composite
def typos(draw: st.DrawFn) -> tuple[str, str]:
    """A headword of five letters and more with an error, and what that makes of it."""
    word = draw(st.sampled_from([word for word in WORDS if len(word) > 5]))
    place = draw(st.integers(0, len(word) - 1))
    before, after = word[:place], word[place + 1 :]
    letter = draw(st.sampled_from(LETTERS))
    return word, draw(
        st.sampled_from(
            [
                before + after,
                before + letter + after,
                before + letter + word[place] + after,
                before + after[:1] + word[place] + after[1:],
            ]
        )
    )


@given(typos())
def test_a_headword_is_found_with_one_typing_error(typo: tuple[str, str]) -> None:
    word, typed = typo
    assert titles(typed, word) == [word]
    assert word in titles(typed.upper(), word)


# Beginnings -----------------------------------------------------------------------

CITIES = {
    "yerevan.yaml": "title: Yerevan\nhy: {title: Երևան, body: Բ.}\nbody: B.\n",
    "yerevan-museum.yaml": "title: Yerevan Museum\nbody: B.\n",
    "stepanakert.yaml": "title: Stepanakert\nhy: {title: Ստեփանակերտ}\nbody: B.\n",
    "capital.yaml": "title: Capital\naliases: [Yerevan city]\nbody: B.\n",
    "rev.yaml": "title: Old Yerev\nbody: B.\n",
}


def ways(run: Run, library: Path, *words: str) -> list[tuple[str, str]]:
    """The slugs of the hits, each with how it was found."""
    told = json.loads(run("search", *words, "--json", library=library).stdout)
    kinds = ("begins", "near")
    return [
        (hit["slug"], next((kind for kind in kinds if hit[kind]), "sure"))
        for hit in told["hits"]
    ]


def test_names_that_begin_so_come_after_the_sure_hits_the_shortest_first(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(CITIES)
    assert ways(run, library, "yerev") == [
        ("rev", "sure"),
        ("capital", "begins"),
        ("yerevan", "begins"),
        ("yerevan-museum", "begins"),
    ]


@pytest.mark.parametrize("query", ["Ստեփ", "ստեփ", "stepana", "Stepanak", "ՍՏԵՓԱՆԱԿԵՐ"])
def test_a_name_is_found_by_its_beginning_in_either_script(
    query: str, run: Run, make_library: MakeLibrary
) -> None:
    assert ways(run, make_library(CITIES), query) == [("stepanakert", "begins")]


def test_names_that_begin_so_come_before_near_ones(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(
        {
            "a.yaml": "title: Gandzasar\nbody: B.\n",
            "b.yaml": "title: Gandzak\nbody: B.\n",
            "c.yaml": "title: Gandza\nbody: B.\n",
            "d.yaml": "title: Gendza\nbody: B.\n",
        }
    )
    assert ways(run, library, "gandza") == [
        ("c", "sure"),
        ("b", "begins"),
        ("a", "begins"),
    ]
    assert ways(run, library, "gandz")[:3] == [
        ("c", "begins"),
        ("b", "begins"),
        ("a", "begins"),
    ]


def test_the_query_as_a_whole_begins_a_name(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(CITIES)
    assert ways(run, library, "yerevan mus") == [("yerevan-museum", "begins")]
    assert ways(run, library, "yerevan-mus") == [("yerevan-museum", "begins")]


@pytest.mark.parametrize("query", ["ye", "Եր", "y"])
def test_two_letters_begin_no_name(
    query: str, run: Run, make_library: MakeLibrary
) -> None:
    assert ways(run, make_library(CITIES), query) == []


def test_the_screen_says_whose_name_only_begins_so(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(CITIES)
    found = run("search", "yerev", "-n", "2", "--width", "60", library=library)
    assert [" ".join(line.split()) for line in found.stdout.splitlines()] == [
        "1 entry for yerev",
        "",
        "Old Yerev rev",
        "",
        "whose name begins so",
        "",
        "Capital capital",
    ]
    found = run("search", "stepanak", "--width", "60", library=library)
    assert found.stdout.splitlines()[0] == (
        "  no entry for stepanak, 1 whose name begins so"
    )


def test_a_hit_by_its_beginning_names_the_field_of_the_name(
    run: Run, make_library: MakeLibrary
) -> None:
    library = make_library(CITIES)
    told = json.loads(run("search", "yerevan c", "--json", library=library).stdout)
    assert [(it["slug"], it["field"]) for it in told["hits"]] == [("capital", "names")]
    told = json.loads(run("search", "stepanak", "--json", library=library).stdout)
    assert [it["field"] for it in told["hits"]] == ["title"]
    assert (told["total"], told["begins"], told["near"]) == (1, 1, 0)
