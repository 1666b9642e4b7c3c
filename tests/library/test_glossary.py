"""The glossary: merging, order, conflicts, and what a word leads to."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.armenian import CLASSICAL, WORDS
from wikicli.base.model import Head, Ipa, Term
from wikicli.language.armenian import STANDARDS, romanize
from wikicli.library import lookup
from wikicli.library.glossary import (
    Conflict,
    Reading,
    TermUse,
    find_conflicts,
    gloss_parts,
    merge_terms,
    sort_terms,
    spellings,
)
from wikicli.library.lookup import Closeness, look_up, suggest

WIKTIONARY = Ipa("mijɑt͡sʰúm", "", "Wiktionary")


def uses(**entries: tuple[Term, ...] | Term) -> list[TermUse]:
    """The terms of entries by slug, in dictionary order."""
    return sort_terms(
        merge_terms(
            (Head(slug, slug), (terms,) if isinstance(terms, Term) else terms)
            for slug, terms in entries.items()
        )
    )


def conflicts(**entries: tuple[Term, ...] | Term) -> list[Conflict]:
    return find_conflicts(uses(**entries))


# Merging and order ----------------------------------------------------------------


def test_one_term_of_several_entries_is_merged() -> None:
    term = Term("Միացում", "unification", ipa=WIKTIONARY)
    assert uses(a=term, b=(Term("Արցախ", "Artsakh"), term)) == [
        TermUse(Term("Արցախ", "Artsakh"), ("b",)),
        TermUse(term, ("a", "b")),
    ]


def test_a_merged_term_has_what_either_entry_says() -> None:
    first = Term("Միացում", "unification", ipa=WIKTIONARY)
    second = Term("Միացում", "unification", forms=("միացմամբ",), note="a slogan")
    both = first._replace(forms=("միացմամբ",), note="a slogan")
    assert uses(a=first, b=second) == [TermUse(both, ("a", "b"))]


@pytest.mark.parametrize(
    "other",
    [
        Term("միացում", "unification", note="x"),
        Term("Միացում", "union", note="x"),
        Term("Միացում", "unification", note="y"),
        Term("Միացում", "unification", note="x", orthography="classical"),
    ],
)
def test_terms_that_say_something_else_stay_apart(other: Term) -> None:
    term = Term("Միացում", "unification", note="x")
    assert {use.entries for use in uses(a=term, b=other)} == {("a",), ("b",)}


def test_an_entry_that_has_a_term_twice_is_named_once() -> None:
    term = Term("Միացում", "unification")
    assert uses(a=(term, term)) == [TermUse(term, ("a",))]


def test_terms_stand_in_dictionary_order_and_those_without_armenian_last() -> None:
    forms = ["ոսկի", "ով", "ուր", "քար", "Երևան", "օր", "", "երեք"]
    found = uses(a=tuple(Term(hy, "x" + hy) for hy in forms))
    assert [use.term.hy for use in found] == [
        *("երեք", "Երևան", "ոսկի", "ով", "ուր", "քար", "օր"),
        "",
    ]


def test_terms_stand_by_gloss_and_those_without_one_last() -> None:
    glosses = ["", "Beta", "alpha", "the “gamma”", "to bet", "A.D."]
    terms = tuple(Term(f"ա{gloss}", gloss) for gloss in glosses)
    found = sort_terms(uses(a=terms), "en")
    assert [use.term.en for use in found] == [
        *("A.D.", "alpha", "to bet", "Beta", "the “gamma”"),
        "",
    ]


# Conflicts ------------------------------------------------------------------------


def test_one_form_with_two_glosses_is_a_conflict() -> None:
    assert conflicts(
        a=Term("Արցախ", "Artsakh, Armenian name of Karabakh"),
        b=Term("արցախ", "Karabakh"),
        c=Term("Արցախ", "Karabakh"),
    ) == [
        Conflict(
            "hy",
            "Արցախ",
            (
                Reading("Artsakh, Armenian name of Karabakh", ("a",)),
                Reading("Karabakh", ("c", "b")),
            ),
        )
    ]


def test_one_gloss_with_two_forms_is_a_conflict() -> None:
    assert conflicts(
        a=Term("Միացում", "unification"), b=Term("Միավորում", "the Unification (1988)")
    ) == [
        Conflict(
            "en",
            "the Unification",
            (Reading("Միավորում", ("b",)), Reading("Միացում", ("a",))),
        )
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (Term("Արցախ", "Artsakh"), Term("Արցախ", "Artsakh, Armenian name of Karabakh")),
        (Term("հաղթել", "vanquish"), Term("հաղթել", "to vanquish")),
        (Term("Միացում", "Unification!"), Term("միացում", "the unification")),
        (Term("կոմիտե", "committee; council"), Term("կոմիտե", "council")),
        (Term("կոմիտե", "Karabakh-Committee"), Term("կոմիտե", "karabakh committee")),
        (Term("կոմիտե", "committee (of 1988)"), Term("կոմիտե", "committee")),
        (Term("միութիւն", "union"), Term("միություն", "union")),
        (Term("Երեւան", "Yerevan"), Term("ԵՐԵՎԱՆ", "Yerevan")),
        (Term("Նոր-Երևան", "New Yerevan"), Term("Նոր Երևան", "New Yerevan")),
        (Term("իւղ", "oil"), Term("յուղ", "oil")),
        (Term("Միացում", ""), Term("Միացում", "unification")),
        (Term("", "unification"), Term("Միացում", "unification")),
        (Term("Միացում", "?"), Term("Միացում", "unification")),
    ],
)
def test_these_are_no_conflicts(left: Term, right: Term) -> None:
    assert conflicts(a=left, b=right) == []


def test_classical_and_reformed_spelling_may_conflict_with_a_third_form() -> None:
    found = conflicts(
        a=Term("միութիւն", "union"),
        b=Term("միություն", "union"),
        c=Term("դաշինք", "union"),
    )
    assert [(it.of, [r.text for r in it.readings]) for it in found] == [
        ("en", ["դաշինք", "միութիւն", "միություն"])
    ]


def test_names_of_marks_are_forms_of_their_own() -> None:
    marks = uses(a=Term("՛", "stress mark"), b=Term("՜", "exclamation mark"))
    assert find_conflicts(marks) == []
    assert [match.use.term.en for match in look_up("՜", marks)] == ["exclamation mark"]
    assert look_up("՞", marks) == []


def test_an_entry_that_says_both_is_in_no_conflict() -> None:
    both = (Term("հարց", "question"), Term("հարց", "issue"))
    assert conflicts(a=both) == []
    assert conflicts(a=both, b=both[0], c=both[1]) == []
    assert len(conflicts(a=both, b=Term("հարց", "cause"))) == 1


@given(
    st.lists(
        st.builds(
            Term,
            st.sampled_from(["ա", "բ", "Ա", "յոյս", "հույս", ""]),
            st.sampled_from(["one", "two", "one, two", "The one", "three", ""]),
        ),
        max_size=8,
    )
)
def test_conflicts_have_readings_that_differ_and_do_not_depend_on_order(
    terms: list[Term],
) -> None:
    entries = [(Head(f"e{number}", ""), [term]) for number, term in enumerate(terms)]

    def found(order: int) -> set[tuple[str, frozenset[str]]]:
        result = find_conflicts(merge_terms(entries[::order]))
        assert all(len(it.readings) > 1 for it in result)
        return {
            (it.of, frozenset(slug for reading in it.readings for slug in reading[1]))
            for it in result
        }

    assert found(1) == found(-1)


@pytest.mark.parametrize(
    ("gloss", "parts"),
    [
        (
            "Artsakh, Armenian name of Karabakh",
            ("artsakh", "armenian name of karabakh"),
        ),
        ("to the a", ("a",)),
        ("The", ("the",)),
        ("A.D.; a “d”", ("a d", "d")),
        ("uncover, reveal; disclose/show", ("uncover", "reveal", "disclose", "show")),
        ("“Glasnost” (openness) [1985]", ("glasnost",)),
        ("(nothing)", ()),
        ("", ()),
        ("1988–1991", ("1988 1991",)),
    ],
)
def test_glosses_are_compared_by_their_parts(gloss: str, parts: tuple[str]) -> None:
    assert gloss_parts(gloss) == parts


@pytest.mark.parametrize(("classical", "reformed"), CLASSICAL.items())
def test_both_spellings_of_a_word_are_one_form(classical: str, reformed: str) -> None:
    assert set(spellings(classical)) & set(spellings(reformed))


# Looking up -----------------------------------------------------------------------

GLOSSARY = uses(
    miatsum=(
        Term("Միացում", "unification", ipa=WIKTIONARY),
        Term("Արցախ", "Artsakh, Armenian name of Karabakh", "Artsakh"),
    ),
    movement=(
        Term("Ղարաբաղյան շարժում", "Karabakh movement"),
        Term("կին", "woman", forms=("կանայք",)),
        Term("Հակոբ", "Jacob"),
        Term("Շուշի", "Shusha"),
        Term("Խաչատուրյան", "the composer", "Khachaturian"),
        Term("տարի", "year"),
    ),
)


def found(word: str) -> list[tuple[str, str]]:
    return [
        (match.use.term.hy, match.closeness.name.lower())
        for match in look_up(word, GLOSSARY)
    ]


@pytest.mark.parametrize(
    ("words", "closeness"),
    [
        ("Միացում ՄԻԱՑՈՒՄ միացո՛ւմ unification Unification", "exact"),
        ("miatsum Miats’um Miatsʻum Miac’owm Miacʿum miacum miatsoum", "spelling"),
        ("միացման միացմամբ Միացումը miatsumov", "inflected"),
        ("unifications", "word"),
        ("Miadzum", "western"),
        ("միացուն unifcation miatsm unificatoin", "near"),
    ],
)
def test_a_word_leads_to_its_term(words: str, closeness: str) -> None:
    for word in words.split():
        assert found(word) == [("Միացում", closeness)], word


@pytest.mark.parametrize(
    ("word", "form", "closeness"),
    [
        ("կանայք", "կին", "exact"),
        ("kanayk", "կին", "spelling"),
        ("Khachaturian", "Խաչատուրյան", "exact"),
        ("Khatchaturian", "Խաչատուրյան", "spelling"),
        ("composer", "Խաչատուրյան", "exact"),
        ("Hagop", "Հակոբ", "western"),
        ("Susi", "Շուշի", "bare"),
        ("šuši", "Շուշի", "spelling"),
        ("shusha", "Շուշի", "exact"),
        ("շարժման", "Ղարաբաղյան շարժում", "word"),
        ("sharzhum", "Ղարաբաղյան շարժում", "word"),
        ("sarzum", "Ղարաբաղյան շարժում", "bare"),
        ("movements", "Ղարաբաղյան շարժում", "word"),
        ("ղարաբաղյան շարժման", "Ղարաբաղյան շարժում", "inflected"),
        ("Karabagh moovement", "Ղարաբաղյան շարժում", "near"),
        ("sharshum", "Ղարաբաղյան շարժում", "near"),
        ("YEAR", "տարի", "exact"),
    ],
)
def test_words_in_both_languages(word: str, form: str, closeness: str) -> None:
    assert found(word) == [(form, closeness)]


def test_the_closest_comes_first() -> None:
    assert found("karabakh") == [
        ("Արցախ", "word"),
        ("Ղարաբաղյան շարժում", "word"),
    ]
    assert found("artsakh")[0] == ("Արցախ", "exact")


def test_ten_near_terms_are_enough() -> None:
    many = uses(a=tuple(Term(f"ա{letter}գդե", "") for letter in "բգդեզէըթժիլխծկհ"))
    assert len(look_up("աֆգդե", many)) == 10


@pytest.mark.parametrize(
    "word", ["", " ", "՛", "!?", "zz", "1999", "\x1b[31m", "x" * 999]
)
def test_these_lead_nowhere(word: str) -> None:
    assert found(word) == []


@given(st.text())
def test_no_word_is_too_strange(word: str) -> None:
    look_up(word, GLOSSARY)
    suggest(word, GLOSSARY)


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_romanization_of_a_form_leads_to_it(
    standard: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is compared with each word is made once.
    monkeypatch.setattr(lookup, "_Names", cache(lookup._Names))
    every = uses(a=tuple(Term(word, "") for word in WORDS))
    missed = [
        word
        for word in WORDS
        if word
        not in {
            match.use.term.hy
            for match in look_up(romanize(word, standard), every)
            if match.closeness <= Closeness.SPELLING
        }
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("miatsumlari", "'Miatsum' (Միացում)"),
        ("unity factions", "'unification' (Միացում)"),
        ("ղարաբաղյանների շարժ", "'Ղարաբաղյան շարժում' (Karabakh movement)"),
        ("qqqq", ""),
    ],
)
def test_a_word_that_is_no_term_may_be_like_one(word: str, hint: str) -> None:
    assert suggest(word, GLOSSARY) == hint
