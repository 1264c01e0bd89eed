from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.facts import Fact, FactSet, ParagraphReference, Threshold
from eval.metrics import ParagraphKey
from eval.prices import Prices
from eval.runner import run
from rag.answer import Alternative, Answer, Citation, Hit, Sentence, Turn
from rag.document import Chunk, Draft, Layout, Paragraph
from rag.errors import FactsError
from rag.library.library import Library
from rag.models.usage import Usage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from eval.results import EvalReport, Result

QUESTION = "Who led the talks?"
PROOF = ParagraphReference("doha.txt", 1)


class Scripted:
    """Answer each question as the script says, and refuse any other; a real implementation of the runner's port."""

    def __init__(self, answers: Mapping[str, Answer], hits: Sequence[Hit] = (), each: Usage | None = None) -> None:
        self._answers = answers
        self._hits = list(hits)
        self._each = each
        self.usage = None if each is None else Usage()
        self.asked: list[tuple[str, int]] = []
        self.searched: list[str] = []

    def search(self, query: str, k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        self.searched.append(query)
        return self._hits[:k]

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        self.asked.append((question, len(history)))
        if self.usage is not None and self._each is not None:
            self.usage += self._each
        return self._answers.get(question, Answer(question, question, refused=True, reason="The sources do not say."))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with Library(tmp_path_factory.mktemp("library")) as library:
        add(library, "/one/doha.txt", "Doha", "Khawaja Asif led the talks in Doha.", "Qatar was the mediator.")
        add(library, "/one/istanbul.txt", "Istanbul", "The next round is in Istanbul on 25 October.")
        add(library, "/one/same.txt", "Same", "One.")
        add(library, "/two/same.txt", "Same again", "Two.")
        yield library


def add(library: Library, path: str, title: str, *texts: str) -> None:
    layout = Layout(tuple(Paragraph(number, text) for number, text in enumerate(texts, start=1)))
    chunks = (Chunk(1, len(texts), "\n".join(texts), title),)
    library.add([Draft(path, hashlib.sha256(path.encode()).hexdigest(), title, layout, chunks)])


def cite(library: Library, path: str, number: int = 1) -> Citation:
    document = library.find(path)[0]
    paragraph = document.paragraphs[number - 1]
    return Citation(number=1, document=document, paragraph=paragraph, start=0, end=len(paragraph.text))


def answered(*citations: Citation, text: str = "Khawaja Asif led the talks.") -> Answer:
    return Answer(QUESTION, QUESTION, (Sentence(text, "supported", citations=citations),))


def graded(library: Library, fact: Fact, answer: Answer | None = None) -> Result:
    script = Scripted({fact.question: answer} if answer else {})
    return run(FactSet((fact,), (), Path("facts.yaml")), script, library).results[0]


def test_a_right_answer_with_the_right_citation_fails_nothing(library: Library) -> None:
    fact = Fact(QUESTION, answers=("Asif",), paragraphs=(PROOF,))
    result = graded(library, fact, answered(cite(library, "/one/doha.txt")))
    assert (result.matched, result.precision, result.recall, result.verbatim) == (True, 1, 1, (True,))
    assert result.refusal_right
    assert result.failures == ()


def test_a_wrong_answer_says_why_it_failed(library: Library) -> None:
    fact = Fact(QUESTION, answers=("Asif",), paragraphs=(PROOF,))
    result = graded(library, fact, answered(cite(library, "/one/istanbul.txt"), text="Somebody did."))
    assert (result.matched, result.precision, result.recall) == (False, 0, 0)
    assert result.failures == (
        "no accepted answer in it",
        "cites a paragraph that does not prove it",
        "does not cite all that proves it",
    )


def test_a_refusal_of_an_answerable_fact_misses_the_answer_and_the_recall(library: Library) -> None:
    result = graded(library, Fact(QUESTION, answers=("Asif",), paragraphs=(PROOF,)))
    assert (result.matched, result.precision, result.recall) == (False, None, 0)
    assert result.failures == ("refused, though the documents say",)


def test_a_refusal_of_an_unanswerable_fact_is_right(library: Library) -> None:
    result = graded(library, Fact("How many live there?", unanswerable=True))
    assert (result.matched, result.precision, result.recall) == (None, None, None)
    assert result.refusal_right
    assert result.failures == ()


def test_an_answer_to_an_unanswerable_fact_is_a_failure(library: Library) -> None:
    result = graded(library, Fact(QUESTION, unanswerable=True), answered(cite(library, "/one/doha.txt")))
    assert not result.refusal_right
    assert result.failures == ("answered, though the documents do not say",)


def test_citations_are_not_graded_without_listed_paragraphs(library: Library) -> None:
    result = graded(library, Fact(QUESTION, answers=("Asif",)), answered(cite(library, "/one/istanbul.txt")))
    assert (result.precision, result.recall) == (None, None)
    assert result.failures == ()


@pytest.mark.parametrize(("tags", "recall"), [((), 1.0), (("two-documents",), 0.5), (("differ",), 0.5)])
def test_only_some_tags_want_every_document_cited(library: Library, tags: tuple[str, ...], recall: float) -> None:
    both = (PROOF, ParagraphReference("istanbul.txt", 1))
    fact = Fact(QUESTION, answers=("Asif",), paragraphs=both, tags=tags)
    assert graded(library, fact, answered(cite(library, "/one/doha.txt"))).recall == recall


def test_other_values_count_for_groups_and_citations_but_not_for_the_answer(library: Library) -> None:
    other = Alternative("Istanbul", (cite(library, "/one/istanbul.txt"),))
    answer = replace(answered(cite(library, "/one/doha.txt")), alternatives=(other,))
    assert graded(library, Fact(QUESTION, answers=("Istanbul",)), answer).matched is False
    assert graded(library, Fact(QUESTION, answers=("Asif",), all_of=(("Istanbul",),)), answer).matched is True
    assert len(graded(library, Fact(QUESTION, answers=("Asif",)), answer).citations) == 2


def test_a_quote_of_a_replaced_document_is_not_verbatim(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        add(library, "/one/doha.txt", "Doha", "Khawaja Asif led the talks in Doha.")
        old = cite(library, "/one/doha.txt")
        library.remove(old.document.id)
        result = graded(library, Fact(QUESTION, answers=("Asif",)), answered(old))
    assert result.verbatim == (False,)
    assert result.failures == ("a quote is not in the library as cited",)


def report_of(library: Library, facts: Sequence[Fact], minimum: float = 1.0) -> EvalReport:
    script = Scripted({QUESTION: answered(cite(library, "/one/doha.txt"))})
    thresholds = (Threshold("answer_match", minimum),)
    return run(FactSet(tuple(facts), thresholds, Path("facts.yaml")), script, library)


def test_follow_ups_have_a_group_of_their_own_and_count_as_any_other(library: Library) -> None:
    follow_up = Fact("And where?", answers=("Doha",), history=(Turn("Who?", "Asif."),), tags=("place",))
    report = report_of(library, [Fact(QUESTION, answers=("Asif",), tags=("people",)), follow_up])
    assert [(group.group, group.facts, group.answer_match) for group in report.groups] == [
        ("all", 2, 0.5),
        ("people", 1, 1.0),
        ("place", 1, 0.0),
    ]
    assert not report.passed


def test_follow_ups_share_a_group_where_no_tag_is_theirs(library: Library) -> None:
    asked = (Turn("Who?", "Asif."),)
    follow_ups = [Fact("And where?", answers=("Doha",), history=asked, tags=(tag,)) for tag in ("place", "people")]
    report = report_of(library, [Fact(QUESTION, answers=("Asif",), tags=("people",)), *follow_ups])
    assert [(group.group, group.facts) for group in report.groups] == [
        ("all", 3),
        ("people", 2),
        ("place", 1),
        ("follow-ups", 2),
    ]


def test_a_missed_threshold_fails_the_report(library: Library) -> None:
    facts = [Fact(QUESTION, answers=("Asif",)), Fact("And where?", answers=("Doha",))]
    assert report_of(library, facts, minimum=0.5).passed
    assert not report_of(library, facts, minimum=0.51).passed


def test_a_threshold_on_what_no_fact_grades_is_missed(library: Library) -> None:
    report = report_of(library, [Fact("How many live there?", unanswerable=True)], minimum=0.0)
    assert report.outcomes[0].value is None
    assert not report.passed


def test_both_error_rates_of_refusing_are_drawn_apart(library: Library) -> None:
    facts = [
        Fact(QUESTION, unanswerable=True),
        Fact("How many live there?", unanswerable=True),
        Fact("And where?", answers=("Doha",)),
    ]
    overall = report_of(library, facts).overall
    assert overall.refusal_accuracy == pytest.approx(1 / 3)
    assert (overall.refused_answerable, overall.answered_unanswerable) == (1.0, 0.5)


def test_the_first_question_is_asked_once_more_and_history_goes_along(library: Library) -> None:
    script = Scripted({})
    facts = (Fact("One?", answers=("1",)), Fact("Two?", answers=("2",), history=(Turn("One?", "1"),)))
    steps: list[int] = []
    run(FactSet(facts, (), Path("facts.yaml")), script, library, on_progress=lambda: steps.append(1))
    assert script.asked == [("One?", 0), ("One?", 0), ("Two?", 1)]
    assert len(steps) == 2


@pytest.mark.parametrize(
    ("reference", "complaint"),
    [
        (ParagraphReference("dohaa.txt", 1, line=7), r"facts\.yaml:7: document: expected one of .*; doha\.txt\?"),
        (ParagraphReference("zzz", 1, line=7), "7: document: expected one of the 4 documents .*`citeback sources`"),
        (ParagraphReference("same.txt", 1, line=7), '7: document: expected one document, "same.txt" fits 2: /one/same'),
        (ParagraphReference("doha.txt", 3, line=7), '7: number: expected at most 2, the paragraphs of "doha.txt"'),
    ],
)
def test_a_reference_that_fits_no_paragraph_or_several_is_refused(
    library: Library, reference: ParagraphReference, complaint: str
) -> None:
    with pytest.raises(FactsError, match=complaint):
        graded(library, Fact(QUESTION, answers=("Asif",), paragraphs=(reference,)))


@pytest.mark.parametrize("name", ["one/same.txt", "/one/same.txt", "SAME", "same"])
def test_a_document_is_named_by_the_end_of_its_path_or_its_title(library: Library, name: str) -> None:
    fact = Fact("Two?", answers=("One",), paragraphs=(ParagraphReference(name, 1),))
    result = graded(library, fact, answered(cite(library, "/one/same.txt"), text="One."))
    assert (result.precision, result.recall) == (1, 1)


def test_a_document_is_named_by_its_id(library: Library) -> None:
    citation = cite(library, "/one/doha.txt")
    fact = Fact(QUESTION, answers=("Asif",), paragraphs=(ParagraphReference(citation.document.id, 1),))
    assert graded(library, fact, answered(citation)).recall == 1


def test_an_answer_judged_wrong_fails_when_it_is_given_again_and_a_refusal_does_not(library: Library) -> None:
    fact = Fact(QUESTION, wrong=("Khawaja Asif",))
    facts = FactSet((fact,), (), Path("f"))
    again = run(facts, Scripted({QUESTION: answered(cite(library, "/one/doha.txt"))}), library)
    assert again.results[0].failures == ("gives the answer that was judged wrong",)
    assert again.overall.answer_match == 0.0
    refused = run(facts, Scripted({}), library)
    assert refused.results[0].failures == ()
    assert (refused.overall.refusal_accuracy, refused.overall.refused_answerable) == (None, None)


def test_a_fact_that_expects_any_answer_fails_on_a_refusal_alone(library: Library) -> None:
    facts = FactSet((Fact(QUESTION, answerable=True),), (), Path("f"))
    refused = run(facts, Scripted({}), library).results[0]
    assert refused.failures == ("refused, though the documents say",)
    given = run(facts, Scripted({QUESTION: answered(cite(library, "/one/doha.txt"))}), library).results[0]
    assert given.failures == ()


def hit(library: Library, path: str, *numbers: int) -> Hit:
    document = library.find(path)[0]
    return Hit(document, tuple(document.paragraphs[number - 1] for number in numbers), 0.5)


def test_what_a_search_finds_is_kept_by_paragraph_and_what_was_wanted(library: Library) -> None:
    script = Scripted({}, [hit(library, "/one/istanbul.txt", 1), hit(library, "/one/doha.txt", 1, 2)])
    fact = Fact("Was Qatar the mediator?", answers=("Asif",), paragraphs=(PROOF,))
    found = run(FactSet((fact,), (), Path("f")), script, library).results[0]
    istanbul, doha = (library.find(f"/one/{name}.txt")[0].id for name in ("istanbul", "doha"))
    assert found.retrieved == (ParagraphKey(istanbul, 1), ParagraphKey(doha, 2), ParagraphKey(doha, 1))
    assert found.wanted == {ParagraphKey(doha, 1)}


def test_the_search_is_for_the_question_that_stands_alone(library: Library) -> None:
    script = Scripted({"And where?": Answer("And where?", "Where were the talks?", refused=True)})
    run(FactSet((Fact("And where?", answers=("Doha",)),), (), Path("f")), script, library)
    assert script.searched == ["Where were the talks?"]


def test_nothing_is_searched_where_nothing_is_wanted_of_it(library: Library) -> None:
    script = Scripted({})
    run(FactSet((Fact("How many live there?", unanswerable=True),), (), Path("f")), script, library)
    assert script.searched == []


def test_tokens_and_cost_are_those_of_the_one_question(library: Library) -> None:
    script = Scripted({}, each=Usage(1, 1_000, 50))
    facts = FactSet((Fact("One?", answers=("1",)), Fact("Two?", answers=("2",))), (), Path("f"))
    report = run(facts, script, library, prices=Prices(2.0, 10.0))
    assert [(result.usage, result.cost) for result in report.results] == [(Usage(1, 1_000, 50), 0.0025)] * 2


def test_without_a_model_there_are_no_tokens_and_without_prices_no_cost(library: Library) -> None:
    facts = FactSet((Fact("One?", answers=("1",)),), (), Path("f"))
    without = run(facts, Scripted({}), library, prices=Prices(2.0, 10.0)).results[0]
    assert (without.usage, without.cost) == (None, None)
    assert run(facts, Scripted({}, each=Usage(1, 10, 5)), library).results[0].cost is None


def test_how_sure_the_answer_is_of_itself_is_kept(library: Library) -> None:
    sure = replace(answered(cite(library, "/one/doha.txt")), confidence=0.75)
    assert graded(library, Fact(QUESTION, answers=("Asif",)), sure).confidence == 0.75
