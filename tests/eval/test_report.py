from __future__ import annotations

import io
from pathlib import Path

from rich.console import Console

from eval.facts import Fact, ParagraphReference, Threshold
from eval.report import show
from eval.results import EvalReport, Result
from rag.answer import Alternative, Answer, Citation, Sentence, Turn
from rag.document import Document, Paragraph

DOCUMENT = Document(id="doha", title="Doha", path="/library/doha.txt", version="one")
CITATION = Citation(1, DOCUMENT, Paragraph(3, "Qatar was the mediator."), 0, 5)


def result(fact: Fact, text: str = "Qatar.", *failures: str) -> Result:
    other = Alternative("Turkey", (CITATION,))
    answer = Answer(
        fact.question, fact.question, (Sentence(text, "supported", citations=(CITATION,)),), alternatives=(other,)
    )
    return Result(fact, answer, 0.0123, (CITATION,), (True,), not failures, 1.0, 1.0, failures)


def shown(report: EvalReport, width: int | None = None) -> str:
    stream = io.StringIO()
    console = Console(file=stream, soft_wrap=True, highlight=False, width=width)
    show(report, Path("folder/facts.yaml"), console)
    return stream.getvalue()


FACT = Fact(
    "Who mediated?",
    answers=("Qatar", "State of Qatar"),
    all_of=(("Doha",),),
    paragraphs=(ParagraphReference("doha.txt", 3),),
    tags=("who",),
    line=7,
)


def test_the_table_has_a_row_for_each_group_and_every_figure_on_it_when_piped() -> None:
    follow_up = Fact("And where?", answers=("Doha",), history=(Turn("Who?", "Qatar."),))
    lines = shown(EvalReport((result(FACT), result(follow_up, "Paris.", "no accepted answer in it")), ())).splitlines()
    rows = [line.split() for line in lines]
    assert "answer citation citation refusal wrongly wrongly quote median p95".split() in rows
    assert "group facts match precision recall accuracy refused answered verbatim ms ms".split() in rows
    figures = ["1", "1.000", "1.000", "1.000", "1.000", "0.000", "-", "1.000", "12", "12"]
    assert ["all", "2", "0.500", *figures[2:]] in rows
    assert ["who", *figures] in rows
    assert ["follow-ups", "1", "0.000", *figures[2:]] in rows
    assert max(len(line.rstrip()) for line in lines) <= 132


def test_a_failed_fact_is_shown_with_what_was_expected_answered_and_cited() -> None:
    output = shown(EvalReport((result(FACT, "Paris.", "no accepted answer in it"),), ()))
    assert output.startswith(
        "facts.yaml:7: Who mediated?\n"
        "  failed    no accepted answer in it\n"
        "  expected  Qatar or State of Qatar; and Doha (doha.txt ¶3)\n"
        "  answered  Paris. [1]; also Turkey\n"
        "  cited     doha.txt ¶3\n"
    )


def test_groups_that_repeat_the_answers_are_expected_once() -> None:
    fact = Fact("How many?", answers=("240", "260"), all_of=(("240",), ("260",)))
    output = shown(EvalReport((result(fact, "Five.", "no accepted answer in it"),), ()))
    assert "  expected  240; and 260\n" in output


def test_an_expected_refusal_is_called_so() -> None:
    output = shown(EvalReport((result(Fact("How many?", unanswerable=True), "Five.", "answered"),), ()))
    assert "  expected  a refusal\n" in output


def test_each_threshold_is_shown_met_or_missed() -> None:
    thresholds = (Threshold("answer_match", 0.8), Threshold("refusal_accuracy", 1.0))
    output = shown(EvalReport((result(FACT, "Paris.", "wrong"),), thresholds))
    assert "FAIL  answer_match: 0.000, at least 0.8 wanted\n" in output
    assert "pass  refusal_accuracy: 1.000, at least 1 wanted\n" in output


def test_no_threshold_no_verdict() -> None:
    output = shown(EvalReport((result(FACT),), ()))
    assert "pass" not in output
    assert "FAIL" not in output


def test_escape_sequences_and_markup_of_documents_reach_no_terminal() -> None:
    fact = Fact("Who [bold]x[/bold]\x1b]0;title\x07?", answers=("a",))
    output = shown(EvalReport((result(fact, "\x1b[31mred[/]\x9b", "wrong"),), ()))
    assert "\x1b" not in output
    assert "\x07" not in output
    assert "\x9b" not in output
    assert "Who [bold]x[/bold]" in output
    assert "red[/]" in output


def test_a_long_answer_is_shortened() -> None:
    output = shown(EvalReport((result(FACT, "word " * 1000, "wrong"),), ()))
    answered = next(line for line in output.splitlines() if line.startswith("  answered"))
    assert len(answered) < 450
    assert "..." in answered
