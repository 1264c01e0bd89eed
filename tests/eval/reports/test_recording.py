from __future__ import annotations

from dataclasses import replace

from graded import DOHA, NOBODY, WHO, key, recorded, refused, right, wrong

from eval.facts import Fact, ParagraphReference
from eval.reports.recording import AROUND, LONGEST
from rag.answer import Answer, Citation, Sentence, Turn
from rag.document import Paragraph


def test_each_question_has_the_value_of_each_metric_that_grades_it() -> None:
    found = recorded(right(), refused()).questions
    assert found[0].value("answer_match") == 1.0
    assert found[0].value("answered_unanswerable") is None
    assert found[1].value("answered_unanswerable") == 0.0


def test_groups_count_what_is_right_in_them() -> None:
    again = replace(WHO, question="And then?", history=(Turn("Who mediated?", "Qatar."),), tags=())
    groups = recorded(right(), wrong(), wrong(again), refused()).groups
    assert [(group.name, group.questions, group.right) for group in groups] == [
        ("all", 4, 2),
        ("who", 2, 1),
        ("near-miss", 1, 1),
        ("follow-ups", 1, 0),
    ]


def test_a_tag_that_is_called_all_is_a_group_of_its_own() -> None:
    groups = recorded(right(replace(WHO, tags=("all",))), wrong()).groups
    assert [(group.name, group.questions) for group in groups] == [("all", 2), ("all", 1), ("who", 1)]


def test_a_quote_stands_in_what_is_around_it() -> None:
    text = "a" * 1000 + "Qatar" + "b" * 1000
    cited = Citation(1, DOHA, Paragraph(3, text), 1000, 1005)
    (asked,) = recorded(replace(right(), citations=(cited,), verbatim=(False,))).questions
    (passage,) = asked.cited
    assert (passage.before, passage.quote, passage.after) == (f"… {'a' * AROUND}", "Qatar", f"{'b' * AROUND} …")
    assert (passage.rank, passage.proves, passage.verbatim) == (1, True, False)


def test_a_quote_of_a_whole_book_is_cut() -> None:
    cited = Citation(1, DOHA, Paragraph(3, "x" * 100_000), 0, 100_000)
    (asked,) = recorded(replace(right(), citations=(cited,), verbatim=(True,))).questions
    assert asked.cited[0].quote == "x" * LONGEST + " …"


def test_the_same_words_cited_twice_are_shown_once() -> None:
    one = right()
    (asked,) = recorded(replace(one, citations=one.citations * 2, verbatim=(True, True))).questions
    assert len(asked.cited) == 1


def test_the_proof_has_its_place_in_what_the_search_found() -> None:
    found = recorded(wrong(), replace(wrong(), retrieved=(key(1), key(2)))).questions
    assert [(asked.wanted[0].place, asked.best_rank) for asked in found] == [("¶3", 2), ("¶3", None)]


def test_what_is_expected_is_named_by_the_file_and_not_by_where_documents_lie() -> None:
    def digest(fact: Fact) -> str:
        return recorded(right(fact)).questions[0].digest

    here, there = (ParagraphReference(f"{folder}/doha.txt", 3, line=9) for folder in ("/one", "/two"))
    judged = ParagraphReference("/one/doha.txt", 3, digest="abc", version="v1")
    moved = replace(judged, document="/two/doha.txt", number=8, version="v2")
    assert digest(replace(WHO, paragraphs=(here,))) == digest(replace(WHO, paragraphs=(there,), line=80))
    assert digest(replace(WHO, paragraphs=(judged,))) == digest(replace(WHO, paragraphs=(moved,)))
    assert digest(replace(WHO, paragraphs=(here,))) != digest(replace(WHO, paragraphs=(replace(here, number=4),)))


def test_what_is_expected_is_said_in_words() -> None:
    facts = (
        NOBODY,
        Fact("Who?", answerable=True),
        Fact("Who?", wrong=("Ada", "Ben")),
        Fact("Who?", answers=("Cy", "Di"), wrong=("Ada",)),
        Fact("Who?", answers=("x",), all_of=(("Cy", "Di"), ("Ed",))),
    )
    assert [asked.expected for asked in recorded(*map(right, facts)).questions] == [
        "a refusal",
        "an answer",
        "anything but Ada or Ben",
        "Cy or Di; not Ada",
        "x; and Cy or Di; and Ed",
    ]
    assert [asked.answerable for asked in recorded(*map(right, facts)).questions] == [False, True, None, True, True]


def test_an_answer_is_shown_with_its_marks() -> None:
    one = right()
    answer = Answer("Who?", "Who?", (Sentence("Qatar.", "supported", citations=one.citations),))
    assert recorded(replace(one, answer=answer)).questions[0].answered == "Qatar. [1]"
