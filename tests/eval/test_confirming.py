from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from plain_documents import LEASE, MINUTES, document
from scripted_person import ScriptedPerson
from searching import WordAssistant

from eval.confirming import Confirmed, confirm, split_answers, write_unseen
from eval.drafting import Drafter
from eval.facts import facts_so_far, load_facts

if TYPE_CHECKING:
    from pathlib import Path

    from eval.fact import Fact

DOCUMENTS = (LEASE, MINUTES)
ROOMS, LATE = "How many rooms does the flat have?", "Who closed the meeting late in the evening?"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "facts.yaml"


def confirmed(path: Path, *lines: str | None, count: int = 20) -> tuple[tuple[Fact, ...], ScriptedPerson]:
    person, written = ScriptedPerson(lines), Confirmed()
    drafter = Drafter(DOCUMENTS, facts_so_far(path))
    confirm(drafter, WordAssistant(DOCUMENTS, {}), person, path, count, written)
    facts = facts_so_far(path).facts
    assert written.facts <= len(facts)
    return facts, person


def test_what_is_kept_is_written_and_what_is_dropped_is_not(path: Path) -> None:
    facts, _ = confirmed(path, "y", "n", "yes", "q")
    assert [fact.question for fact in facts] == [ROOMS, "How much is the rent?"]
    assert facts[0].answers == ("three", "3")
    assert not facts[0].tags


def test_question_and_answers_may_be_edited_before_a_draft_is_kept(path: Path) -> None:
    facts, _ = confirmed(path, "e", "How large is it?", "a", "3 rooms | three ||", "y", "q")
    assert (facts[0].question, facts[0].answers) == ("How large is it?", ("3 rooms", "three"))


def test_an_edit_without_words_changes_nothing(path: Path) -> None:
    facts, _ = confirmed(path, "e", "?!", "a", " | ", "y")
    assert (facts[0].question, facts[0].answers) == (ROOMS, ("three", "3"))


def test_the_rest_of_a_document_can_be_skipped(path: Path) -> None:
    facts, _ = confirmed(path, "s", *["y"] * 9)
    assert {reference.document for fact in facts for reference in fact.paragraphs} == {"minutes.txt"}


def test_input_that_ends_keeps_what_was_accepted(path: Path) -> None:
    facts, _ = confirmed(path, "y")
    assert [fact.question for fact in facts] == [ROOMS]


def test_only_as_many_are_asked_for_as_are_wanted(path: Path) -> None:
    facts, person = confirmed(path, *["y"] * 9, count=2)
    assert len(facts) == 2
    assert [text for text in person.seen if text.endswith(" of 2")] == ["1 of 2", "2 of 2"]


def test_a_letter_that_is_no_choice_is_asked_for_again(path: Path) -> None:
    facts, person = confirmed(path, "x", "", "y")
    assert len(facts) == 1
    assert person.seen.count("Type one of: y, n, e, a, s, q") == 2


def test_a_second_run_goes_on_where_the_first_one_stopped(path: Path) -> None:
    confirmed(path, "y", "q")
    facts, _ = confirmed(path, "y", "q")
    assert [fact.question for fact in facts] == [ROOMS, LATE]


def test_a_draft_without_an_answer_is_shown_with_what_comes_nearest(path: Path) -> None:
    facts, person = confirmed(path, "n", "n", "n", "n", "y", "q")
    assert [fact.unanswerable for fact in facts] == [True]
    shown = "\n".join(person.seen)
    assert "comes nearest" in shown
    assert "none: the documents do not say it" in shown


def test_what_a_document_holds_is_shown_on_one_line_and_obeyed_by_no_terminal(path: Path) -> None:
    hostile = document("/a\x1b[31m.txt", "The flat \x1b]0;x\x07has\nthree rooms.", "The cellar has two windows.")
    person = ScriptedPerson(["q"])
    confirm(Drafter([hostile], facts_so_far(path)), WordAssistant([], {}), person, path, 1, Confirmed())
    assert not any("\x1b" in text or "\x07" in text for text in person.seen)


def test_drafts_that_nobody_saw_are_tagged_so(path: Path) -> None:
    written = Confirmed()
    write_unseen(Drafter(DOCUMENTS, facts_so_far(path)), path, 5, written)
    facts = load_facts(path).facts
    assert {fact.tags for fact in facts} == {("draft",)}
    assert (len(facts), str(written)) == (5, "5 facts (1 unanswerable)")


def test_answers_on_one_line_are_taken_apart() -> None:
    assert split_answers("1,150 euros | 1150 |  | ?") == ("1,150 euros", "1150")


def test_drafts_that_end_before_the_count_say_why(path: Path) -> None:
    _, person = confirmed(path, *["y"] * 30)
    assert person.seen[-1].startswith("No more can be drafted: only plain English sentences")
    _, stopped = confirmed(path.with_name("other.yaml"), "y", "q")
    assert not any(text.startswith("No more") for text in stopped.seen)
