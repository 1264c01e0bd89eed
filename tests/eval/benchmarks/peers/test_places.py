from __future__ import annotations

from eval.benchmarks.peers.corpus import TextFile
from eval.benchmarks.peers.grading import grade
from eval.benchmarks.peers.places import Found, Places

FIRST = "Qatar mediated the truce between both sides."
SECOND = "The delegation was led by Khawaja Asif, the minister of defence, and it flew home from Doha late at night."
FILE = TextFile("talks.txt", ((None, "Talks in Doha"), ("t#0", FIRST), ("t#1", SECOND)))


def test_a_passage_covers_the_paragraphs_it_holds_in_the_order_of_the_file() -> None:
    found = Places([FILE]).find("talks.txt", [FILE.text])
    assert found.covered == ("t#0", "t#1")
    assert found.words == len(FILE.text.split())


def test_texts_count_in_the_order_in_which_they_were_handed_back() -> None:
    assert Places([FILE]).find("talks.txt", [SECOND, FIRST]).covered == ("t#1", "t#0")


def test_part_of_a_long_paragraph_covers_it() -> None:
    assert Places([FILE]).find("talks.txt", ["led by Khawaja Asif"]).covered == ("t#1",)


def test_a_passage_touches_a_neighbour_of_which_it_has_a_few_words_and_does_not_cover_it() -> None:
    found = Places([FILE]).find("talks.txt", [f"{FIRST}\n\nThe delegation"])
    assert found.covered == ("t#0",)
    assert found.touched == {"t#0", "t#1"}


def test_white_space_bullets_and_case_do_not_count() -> None:
    assert Places([FILE]).find("talks.txt", ["- qatar   mediated\nTHE truce"]).covered == ("t#0",)


def test_a_passage_with_something_added_inside_is_found_by_its_ends() -> None:
    inside = SECOND.replace("minister", "minister [1]")
    found = Places([FILE]).find("talks.txt", [f"{FIRST} {inside}"])
    assert found.covered == ("t#0", "t#1")
    assert found.lost == 0


def test_a_title_is_no_paragraph_and_a_strange_text_is_counted_as_lost() -> None:
    places = Places([FILE])
    assert places.find("talks.txt", ["Talks in Doha"]) == Found((), frozenset(), 3)
    assert places.find("talks.txt", ["Nobody wrote this."]).lost == 1


def test_grades_open_passages_into_paragraphs_and_count_each_once() -> None:
    passages = [
        Found(("a", "b"), frozenset({"a", "b", "gold"}), 9),
        Found(("b", "gold"), frozenset({"b", "gold"}), 5),
    ]
    graded = grade(passages, frozenset({"gold"}))
    assert graded.reciprocal_rank == 1 / 3
    assert graded.recall == 1
    assert graded.passage_reciprocal_rank == 1
    assert graded.passage_recall == 1
    assert graded.words == 14
    assert round(graded.ndcg, 3) == 0.5


def test_only_the_first_five_paragraphs_and_passages_count_for_recall() -> None:
    passages = [Found((str(n),), frozenset({str(n)}), 1) for n in range(10)]
    graded = grade(passages, frozenset({"5", "0"}))
    assert graded.recall == 0.5
    assert graded.passage_recall == 0.5
    assert graded.words == 5
    assert grade([], frozenset({"0"})) == (0, 0, 0, 0, 0, 0, 0)
