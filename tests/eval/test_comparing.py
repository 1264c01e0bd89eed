from __future__ import annotations

from dataclasses import replace

import pytest
from graded import NOBODY, WHO, recorded, refused, right, wrong

from eval.comparing import Turned, compare
from eval.facts import Fact, ParagraphReference
from eval.record import Record
from eval.results import Result
from rag.answer import Turn


def facts(count: int) -> list[Fact]:
    return [replace(WHO, question=f"Who mediated round {number}?", line=number) for number in range(count)]


@pytest.mark.parametrize(
    ("old", "new", "turned"),
    [
        (right(), wrong(), "worse"),
        (wrong(), right(), "better"),
        (right(), right(seconds=9.0), "same"),
        (right(), replace(right(), retrieved=()), "same"),
        (wrong(), replace(wrong(), recall=1.0), "better"),
        (replace(wrong(), recall=1.0), wrong(), "worse"),
        (replace(wrong(), recall=1.0), replace(wrong(), precision=1.0), "mixed"),
        (wrong(), refused(WHO, "refused, though the documents say"), "worse"),
    ],
)
def test_a_question_turns_by_what_a_reader_of_the_answer_sees(old: Result, new: Result, turned: Turned) -> None:
    found = compare(recorded(old), recorded(new))
    assert [pair.turned for pair in found.pairs] == [turned]
    assert len(found.turned(turned)) == 1


def test_questions_are_matched_by_words_history_and_documents_whatever_their_line() -> None:
    after = replace(WHO, history=(Turn("Who?", "Asif."),))
    scoped = replace(WHO, documents=("doha",))
    old = recorded(right(WHO), wrong(after), right(scoped))
    new = recorded(right(scoped), right(replace(after, line=90)), right(WHO))
    assert [pair.turned for pair in compare(old, new).pairs] == ["same", "better", "same"]


def test_the_same_question_twice_is_matched_in_turn() -> None:
    found = compare(recorded(right(), wrong()), recorded(right(), right()))
    assert [pair.turned for pair in found.pairs] == ["same", "better"]


def test_added_and_removed_facts_are_named_and_not_compared() -> None:
    one, two, three = facts(3)
    found = compare(recorded(right(one), right(two)), recorded(right(two), wrong(three)))
    assert [asked.question for asked in found.added] == [three.question]
    assert [asked.question for asked in found.removed] == [one.question]
    assert [change.difference.count for change in found.changes if change.name == "answer_match"] == [1]


@pytest.mark.parametrize(
    "edit",
    [{"answers": ("Oman",)}, {"wrong": ("Turkey",)}, {"all_of": (("Doha",),)}],
)
def test_a_fact_that_expects_something_else_now_is_named_and_left_out_of_every_test(edit: dict[str, object]) -> None:
    edited = replace(WHO, **edit)  # type: ignore[arg-type]
    found = compare(recorded(right(), refused()), recorded(wrong(edited), refused()))
    assert [asked.question for asked in found.edited] == [WHO.question]
    assert [pair.new.question for pair in found.pairs] == [NOBODY.question]
    assert not [change for change in found.changes if change.name == "answer_match"]


def test_of_a_fact_that_is_proven_by_other_words_now_the_answer_alone_is_compared() -> None:
    elsewhere = replace(WHO, paragraphs=(ParagraphReference("doha.txt", 1),))
    found = compare(recorded(wrong(), refused()), recorded(right(elsewhere), refused()))
    assert [asked.question for asked in found.proven_otherwise] == [WHO.question]
    assert found.edited == ()
    assert {pair.new.question: pair.turned for pair in found.pairs} == {NOBODY.question: "same", WHO.question: "better"}
    names = {change.name for change in found.changes}
    assert "answer_match" in names
    assert not names & {"citation_recall", "recall_at_5"}


def test_tags_and_lines_are_no_expectation() -> None:
    found = compare(recorded(right()), recorded(right(replace(WHO, tags=("new",), line=99))))
    assert found.edited == ()


def changes(old: Record, new: Record) -> dict[str, str]:
    return {change.name: change.verdict for change in compare(old, new).changes}


def test_few_questions_show_no_difference_and_say_so() -> None:
    old = recorded(*(wrong(fact) for fact in facts(5)))
    new = recorded(*(right(fact) for fact in facts(5)))
    assert changes(old, new)["answer_match"] == "no difference that these 5 questions could show"


def test_six_of_six_are_more_than_chance_by_mcnemars_exact_test() -> None:
    old, new = recorded(*map(wrong, facts(6))), recorded(*map(right, facts(6)))
    change = next(change for change in compare(old, new).changes if change.name == "answer_match")
    assert change.difference.p == pytest.approx(2 / 2**6)
    assert change.verdict == "better, and not by chance"
    assert changes(new, old)["answer_match"] == "worse, and not by chance"


def test_less_time_is_better() -> None:
    old = recorded(*(right(fact, seconds=2.0) for fact in facts(8)))
    new = recorded(*(right(fact, seconds=1.0) for fact in facts(8)))
    change = next(change for change in compare(old, new).changes if change.name == "seconds")
    assert (change.improved, change.worsened) == (8, 0)
    assert change.verdict == "better; how busy the machine was counts too"


def test_what_never_changed_is_called_the_same() -> None:
    assert changes(recorded(right()), recorded(right()))["citation_recall"] == "the same at every question"


def test_another_library_or_model_is_said_beside_the_comparison() -> None:
    old = recorded(right())
    new = replace(old, setup=replace(old.setup, documents=9, model="gpt"))
    assert compare(old, new).setups == ("language model: none then, gpt now", "documents: 1 then, 9 now")


def test_runs_that_share_no_question_are_compared_at_none() -> None:
    one, two = facts(2)
    found = compare(recorded(right(one)), recorded(right(two)))
    assert (found.pairs, found.changes) == ((), ())
