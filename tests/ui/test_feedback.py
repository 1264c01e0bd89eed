from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from answers import HARM
from conversing import QUAY, add, answer_from, open_library, refusal_from

from eval.facts import FactSet, Threshold, load_facts
from eval.judged import facts_path, read_judged, write_judged
from rag.answer import Turn
from rag.errors import FactsError, LinkError
from ui.feedback import Asked, Feedback

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from eval.facts import Fact
    from rag.document import Document
    from rag.library.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as library:
        yield library


@pytest.fixture
def document(library: Library) -> Document:
    return add(library)


@pytest.fixture
def feedback(library: Library) -> Feedback:
    return Feedback(library)


def facts(library: Library) -> tuple[Fact, ...]:
    return load_facts(facts_path(library.path)).facts


def stand_alone(document: Document, question: str = "Who led the works?") -> Asked:
    return Asked(replace(answer_from(document, question), query=question))


def test_a_right_answer_becomes_a_fact_with_its_short_answer_and_all_that_it_cites(
    library: Library, document: Document, feedback: Feedback
) -> None:
    feedback.right(stand_alone(document))
    (fact,) = facts(library)
    assert (fact.question, fact.answers, fact.tags) == ("Who led the works?", ("Harbour mi",), ("right",))
    assert [(p.document, p.number, p.version) for p in fact.paragraphs] == [(document.id, 1, document.version)]


def test_a_right_answer_without_a_short_one_asks_for_an_answer_from_the_same_paragraphs(
    library: Library, document: Document, feedback: Feedback
) -> None:
    asked = stand_alone(document)
    feedback.right(replace(asked, answer=replace(asked.answer, short_answer=None)))
    (fact,) = facts(library)
    assert (fact.answers, fact.answerable, len(fact.paragraphs)) == ((), True, 1)


def test_a_wrong_answer_must_not_be_given_again(library: Library, document: Document, feedback: Feedback) -> None:
    feedback.wrong(stand_alone(document))
    (fact,) = facts(library)
    assert (fact.wrong, fact.expects_answer, fact.tags) == (("Harbour mi",), False, ("wrong",))


def test_a_refusal_is_right_or_wrong(library: Library, document: Document, feedback: Feedback) -> None:
    feedback.right(Asked(refusal_from(document, "How deep?")))
    feedback.wrong(Asked(refusal_from(document, "How long?")))
    assert [(fact.unanswerable, fact.answerable) for fact in facts(library)] == [(True, False), (False, True)]


def test_the_right_paragraphs_of_a_question_are_kept_together(
    library: Library, document: Document, feedback: Feedback
) -> None:
    asked = stand_alone(document)
    feedback.wrong(asked)
    for number in (2, 1, 2):
        link = f"citeback:{document.id}@{document.version}#{number}:0-5"
        feedback.right_paragraph(asked, link)
    (fact,) = facts(library)
    assert [paragraph.number for paragraph in fact.paragraphs] == [1, 2]
    assert (fact.wrong, fact.answers, fact.answerable, fact.tags) == ((), (), True, ("paragraph",))


def test_judging_the_same_question_again_changes_its_fact(
    library: Library, document: Document, feedback: Feedback
) -> None:
    asked = stand_alone(document)
    feedback.right(stand_alone(document, "Another?"))
    feedback.right(asked)
    feedback.wrong(stand_alone(document, "who led  THE works?"))
    assert [fact.tags for fact in facts(library)] == [("right",), ("wrong",)]
    assert feedback.verdict(asked) == "wrong"
    assert feedback.verdict(stand_alone(document, "Never judged?")) is None


def test_a_follow_up_and_a_scoped_question_are_questions_of_their_own(
    library: Library, document: Document, feedback: Feedback
) -> None:
    alone = stand_alone(document)
    follow_up = Asked(answer_from(document), (Turn("What about the quay?", "It opened."), Turn("!", "?")))
    scoped = replace(alone, documents=(document.id,))
    for asked in (alone, follow_up, scoped, follow_up, replace(alone, history=follow_up.history)):
        feedback.right(asked)
    kept = facts(library)
    assert [len(fact.history) for fact in kept] == [0, 1, 0]
    assert [fact.documents for fact in kept] == [(), (), (document.id,)]


def test_undo_puts_back_what_was_there_before(library: Library, document: Document, feedback: Feedback) -> None:
    asked = stand_alone(document)
    first = feedback.right(asked)
    second = feedback.wrong(asked)
    feedback.undo(first)  # written over since: stays
    assert feedback.verdict(asked) == "wrong"
    feedback.undo(second)
    assert feedback.verdict(asked) == "right"
    feedback.undo(first)
    assert feedback.verdict(asked) is None
    assert not facts_path(library.path).exists()


def test_a_last_line_that_a_crash_cut_off_is_survived(library: Library, document: Document, feedback: Feedback) -> None:
    feedback.right(stand_alone(document, "One?"))
    path = facts_path(library.path)
    path.write_text(path.read_text("utf-8") + '{"question": "Cut o', encoding="utf-8")
    assert feedback.verdict(stand_alone(document, "One?")) == "right"
    feedback.right(stand_alone(document, "Two?"))
    assert [fact.question for fact in facts(library)] == ["One?", "Two?"]


def test_what_a_person_wrote_into_the_file_is_kept_and_a_fault_in_it_stops_the_click(
    library: Library, document: Document, feedback: Feedback
) -> None:
    path = facts_path(library.path)
    path.write_text('{"thresholds": {"answer_match": 0.5}}\n{"question": "Own?", "answers": ["own"]}\n', "utf-8")
    feedback.right(stand_alone(document))
    kept = load_facts(path)
    assert kept.thresholds == (Threshold("answer_match", 0.5),)
    assert [fact.question for fact in kept.facts] == ["Own?", "Who led the works?"]
    broken = path.read_text("utf-8") + '{"question": broken}\n'
    path.write_text(broken, "utf-8")
    with pytest.raises(FactsError, match=r"facts\.jsonl:4: JSON"):
        feedback.right(stand_alone(document, "More?"))
    assert path.read_text("utf-8") == broken


@pytest.mark.parametrize("hostile", [HARM, "a\nb\u2028c\x00d", "\ud800 half", '"}{"question": "x', "谁？"])
def test_hostile_questions_are_one_line_that_the_loader_reads(
    library: Library, document: Document, feedback: Feedback, hostile: str
) -> None:
    feedback.right(stand_alone(document, hostile))
    feedback.wrong(Asked(refusal_from(document, f"{hostile} again")))
    assert len(facts(library)) == 2
    assert feedback.verdict(stand_alone(document, hostile)) == "right"


@pytest.mark.parametrize("question", ["???", "x" * 10_001])
def test_a_question_that_no_facts_file_takes_is_refused(
    library: Library, document: Document, feedback: Feedback, question: str
) -> None:
    with pytest.raises(FactsError, match="cannot be kept as a fact"):
        feedback.right(stand_alone(document, question))
    assert not facts_path(library.path).exists()


def test_what_is_gone_from_the_library_cannot_be_judged_right(
    library: Library, document: Document, feedback: Feedback
) -> None:
    asked = stand_alone(document)
    link = asked.answer.citations[0].link
    library.remove(document.id)
    with pytest.raises(FactsError, match="no longer has what it cites"):
        feedback.right(asked)
    with pytest.raises(LinkError):
        feedback.right_paragraph(asked, link)


def test_facts_about_purged_versions_are_forgotten(library: Library, document: Document, feedback: Feedback) -> None:
    other = add(library, "/documents/fair.txt", "The fair is in May, its hosts said.")
    feedback.right(stand_alone(document))
    feedback.wrong(stand_alone(document, "Who paid?"))
    feedback.right(stand_alone(other, "When is the fair?"))
    assert feedback.forget_purged() == 0
    assert feedback.forget([(document.id, document.version)]) == 2
    assert [fact.question for fact in facts(library)] == ["When is the fair?"]


def test_many_threads_judge_at_once(library: Library, document: Document, feedback: Feedback) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: feedback.right(stand_alone(document, f"Question {n}?")), range(30)))
    assert {fact.question for fact in facts(library)} == {f"Question {n}?" for n in range(30)}


def test_every_field_of_a_fact_reads_back_as_it_was_written(library: Library, document: Document) -> None:
    add(library, QUAY)
    feedback = Feedback(library)
    asked = Asked(answer_from(document), (Turn("Before?", "Yes."),), (document.id,))
    feedback.right(asked)
    feedback.wrong(Asked(refusal_from(document)))
    path = facts_path(library.path)
    written = read_judged(path)
    facts = FactSet(tuple(replace(f, all_of=(("a", "b"), ("c",))) for f in written.facts), (), path)
    write_judged(facts)
    assert load_facts(path).facts == facts.facts
