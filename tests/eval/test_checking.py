from __future__ import annotations

from pathlib import Path

from plain_documents import LEASE, MINUTES

from eval.checking import doubts, summary
from eval.fact import Fact, FactSet, ParagraphReference
from rag.answer import Turn

DOCUMENTS = (LEASE, MINUTES)
ROOMS = (ParagraphReference("lease.txt", 1),)


def doubted(*facts: Fact) -> list[str]:
    return list(doubts(FactSet(facts, (), Path("facts.yaml")), DOCUMENTS))


def test_an_answer_that_stands_in_none_of_its_paragraphs_is_doubted() -> None:
    right = Fact("a", answers=("3", "three"), paragraphs=ROOMS, line=2)
    wrong = Fact("b", answers=("four",), paragraphs=ROOMS, line=5)
    unproven = Fact("c", answers=("four",), line=8)
    said = LEASE.paragraphs[0].text
    assert doubted(right, wrong, unproven) == [
        f'facts.yaml:5: none of its answers stands in lease.txt ¶1: "{said}"; another paragraph, or other words?'
    ]


def test_several_answers_that_were_written_as_one_are_named_as_a_list() -> None:
    for answer in ("three, 3", "three; 3", "three | 3", "three or 3"):
        (doubt,) = doubted(Fact("a", answers=(answer,), paragraphs=ROOMS, line=5))
        assert doubt.endswith('; several answers are a list: answers: ["three", "3"]')


def test_a_question_that_is_asked_twice_is_doubted_unless_other_turns_stand_before_it() -> None:
    first = Fact("And when?", unanswerable=True, line=2)
    again = Fact("and WHEN", unanswerable=True, line=4)
    other = Fact("And when?", unanswerable=True, history=(Turn("Who?", "Ada."),), line=6)
    assert doubted(first, again, other) == ["facts.yaml:4: the same question as on line 2"]


def test_facts_are_summed_up_in_words() -> None:
    facts = (
        Fact("a", answers=("three",), paragraphs=ROOMS, tags=("who",)),
        Fact("b", unanswerable=True, tags=("who",)),
    )
    assert summary(FactSet(facts, (), Path("facts.yaml")), 2) == (
        "2 facts fit the library of 2 documents: 1 with paragraphs, whose citations are graded; 1 unanswerable\n"
        "tags: who (2)"
    )
