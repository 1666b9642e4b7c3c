"""How well search orders the shipped entries, by judged queries."""

import json
from math import log2
from pathlib import Path
from statistics import mean

import pytest

from conftest import ENTRIES, MakeLibrary, Run
from kit.judged import DEPTH, Judged, ndcg, read_judged, reciprocal_rank
from wikicli.library.hits import Wanted, find
from wikicli.library.library import Library
from wikicli.library.sources import read_source

Answers = list[tuple[Judged, list[str]]]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    cache = tmp_path_factory.mktemp("ranking")
    library = Library([read_source(ENTRIES, "a test")], cache / "index")

    def ask(query: str) -> list[str]:
        return [hit.head.slug for hit in find(query, library, Wanted(DEPTH)).hits]

    return [(it, ask(it.query)) for it in read_judged()]


def test_eighty_queries_are_judged_in_both_languages() -> None:
    judged = list(read_judged())
    assert len({it.query for it in judged}) == len(judged) >= 80
    armenian = [it for it in judged if any("Ա" <= letter <= "և" for letter in it.query)]
    assert len(armenian) >= 20
    known = {path.stem for path in Path(ENTRIES).glob("*.yaml")}
    for it in judged:
        assert it.grades.keys() <= known
        assert set(it.grades.values()) <= {1, 2, 3}


def test_the_best_answers_come_first(answers: Answers) -> None:
    assert mean(reciprocal_rank(it.grades, found) for it, found in answers) >= 0.985
    assert mean(ndcg(it.grades, found) for it, found in answers) >= 0.98


def test_every_query_has_its_best_answer_among_the_first_two(answers: Answers) -> None:
    late = [it.query for it, got in answers if reciprocal_rank(it.grades, got) < 0.5]
    assert late == []


def test_a_title_counts_without_what_tells_it_from_others(
    make_library: MakeLibrary, run: Run
) -> None:
    library = make_library(
        {
            "planet.yaml": "title: Mercury (planet)\nbody: A planet.\n",
            "missions.yaml": "title: Mercury missions\nbody: To the planet.\n",
            "freddie.yaml": "title: Freddie Mercury\nbody: A singer.\n",
        }
    )
    found = run("search", "mercury", "--json", library=library).stdout
    assert json.loads(found)["hits"][0]["slug"] == "planet"


def test_what_is_named_comes_first(answers: Answers) -> None:
    names = {"miatsum", '"nagorno karabakh"', "Երեւան", "old armenian", "stepanagerd"}
    for it, found in answers:
        if it.query in names:
            assert it.grades[found[0]] == 3


@pytest.mark.parametrize(
    ("found", "rank", "gain"),
    [
        (["a", "b", "c"], 1, 1),
        (
            ["b", "a", "c"],
            1 / 2,
            (1 + 7 / log2(3)) / (7 + 1 / log2(3)),
        ),
        (["x", "y"], 0, 0),
        ([], 0, 0),
    ],
)
def test_measures_are_those_of_the_field(
    found: list[str], rank: float, gain: float
) -> None:
    grades = {"a": 3, "b": 1}
    assert reciprocal_rank(grades, found) == rank
    assert ndcg(grades, found) == pytest.approx(gain)
