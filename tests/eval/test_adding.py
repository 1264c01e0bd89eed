from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plain_documents import LEASE, MINUTES
from scripted_person import ScriptedPerson
from searching import WordAssistant, answer_from

from eval.adding import Adding
from eval.confirming import Confirmed
from eval.facts import facts_so_far
from eval.references import proofs

if TYPE_CHECKING:
    from pathlib import Path

    from eval.fact import Fact

DOCUMENTS = (LEASE, MINUTES)
RENT = "How much is the rent?"
ANSWERS = {RENT: answer_from(LEASE, 2, "1,150 euros"), "Who owns it?": answer_from(MINUTES, 1, "Ines Calder")}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.yaml"


def added(path: Path, *lines: str | None) -> tuple[tuple[Fact, ...], ScriptedPerson]:
    person = ScriptedPerson(lines)
    assistant = WordAssistant(DOCUMENTS, ANSWERS)
    Adding(DOCUMENTS, assistant, person, path, facts_so_far(path)).run(Confirmed())
    return facts_so_far(path).facts, person


def proven(path: Path) -> list[list[tuple[str, int]]]:
    return [[(key.document_id, key.number) for key in keys] for keys in proofs(facts_so_far(path), DOCUMENTS)]


def test_a_right_answer_is_a_fact_proven_by_what_it_cites(path: Path) -> None:
    (fact,), person = added(path, RENT, "y", None, "money, rent, money,", "")
    assert (fact.question, fact.answers, fact.tags) == (RENT, ("1,150 euros",), ("money", "rent"))
    assert proven(path) == [[(LEASE.id, 2)]]
    assert any("The rent is 1,150 euros a month." in text for text in person.seen)


def test_a_right_answer_may_be_accepted_in_other_words(path: Path) -> None:
    (fact,), _ = added(path, RENT, "e", "1150 | 1,150", None, "")
    assert fact.answers == ("1150", "1,150")


def test_of_a_wrong_answer_the_right_one_is_asked_and_looked_for(path: Path) -> None:
    (fact,), person = added(path, "Who owns it?", "n", "", "cellar", "1", "")
    assert fact.answers == ("cellar",)
    assert proven(path) == [[(LEASE.id, 1)]]
    assert "Type the words that a right answer has in it." in person.seen


def test_what_the_documents_do_not_say_needs_no_proof(path: Path) -> None:
    facts, _ = added(path, RENT, "u", "", "Who sings?", "y", "near-miss", "")
    assert [(fact.unanswerable, fact.paragraphs) for fact in facts] == [(True, ()), (True, ())]


def test_a_wrong_refusal_is_a_fact_with_an_answer(path: Path) -> None:
    (fact,), _ = added(path, "Who closed it?", "n", "Ines Calder", "1", "")
    assert (fact.answers, proven(path)) == (("Ines Calder",), [[(MINUTES.id, 1)]])


def test_other_words_are_looked_for_until_numbers_are_given(path: Path) -> None:
    added(path, RENT, "y", "9", "Heron", "nowhere at all", "1", "")
    assert proven(path) == [[(MINUTES.id, 2)]]


def test_a_fact_may_be_left_without_a_proof(path: Path) -> None:
    (fact,), _ = added(path, RENT, "y", "0", "")
    assert fact.paragraphs == ()


def test_a_question_that_the_file_has_is_not_asked_again(path: Path) -> None:
    added(path, RENT, "y", None, "")
    facts, person = added(path, "how much is the RENT", "?", "")
    assert len(facts) == 1
    assert f"{path}, line 3, asks that already." in person.seen
    assert "Type a question in words." in person.seen


def test_a_question_can_be_skipped_and_the_whole_be_left(path: Path) -> None:
    facts, person = added(path, RENT, "s", "Who owns it?", "q", "never reached")
    assert facts == ()
    assert not any("never reached" in text for text in person.seen)


def test_input_that_ends_loses_only_the_fact_that_was_begun(path: Path) -> None:
    facts, _ = added(path, RENT, "y", None, "", "Who owns it?", "y")
    assert [fact.question for fact in facts] == [RENT]


def test_a_question_that_is_too_long_for_a_fact_is_asked_for_again(path: Path) -> None:
    facts, _ = added(path, "word " * 3000, RENT, "y", None, "")
    assert [fact.question for fact in facts] == [RENT]


def test_an_empty_line_for_the_proof_says_what_to_type_and_lists_nothing_again(path: Path) -> None:
    (fact,), person = added(path, "Who owns it?", "n", "cellar", "", "1", "")
    assert fact.answers == ("cellar",)
    hint = next(place for place, text in enumerate(person.seen) if text.startswith("Type the number before"))
    assert person.seen[hint + 1].startswith("Which prove it?")


def test_an_answer_that_stands_in_none_of_the_chosen_paragraphs_is_asked_about(path: Path) -> None:
    (fact,), _ = added(path, "Who owns it?", "n", "cellars; rooms", "cellar", "1", "a", "cellar", "1", "")
    assert (fact.answers, proven(path)) == (("cellar",), [[(LEASE.id, 1)]])


def test_an_answer_in_other_words_than_its_paragraph_may_be_meant(path: Path) -> None:
    (fact,), _ = added(path, "Who owns it?", "n", "trio", "flat has three rooms", "1", "y", "")
    assert (fact.answers, proven(path)) == (("trio",), [[(LEASE.id, 1)]])


def test_a_single_letter_is_no_question(path: Path) -> None:
    facts, person = added(path, "n", RENT, "y", None, "")
    assert [fact.question for fact in facts] == [RENT]
    assert "Type a question in words." in person.seen
