"""Results as a run would give them, made without a library or a model."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from eval.facts import Fact, FactSet, ParagraphReference, Threshold
from eval.metrics import ParagraphKey
from eval.record import Record
from eval.reports.recording import record
from eval.results import EvalReport, Result
from rag.answer import Alternative, Answer, Citation, Sentence
from rag.document import Document, Layout, Paragraph

TEXTS = ("Khawaja Asif led the talks.", "They began at nine.", "Qatar was the mediator.")
DOHA = Document(
    id="doha",
    title="Doha",
    path="/private/library/doha.txt",
    version="one",
    read_layout=lambda: Layout(tuple(Paragraph(number, text) for number, text in enumerate(TEXTS, start=1))),
)
CITED = Citation(1, DOHA, Paragraph(3, TEXTS[2]), 0, 5)
WHO = Fact("Who mediated?", ("Qatar",), paragraphs=(ParagraphReference("doha.txt", 3),), tags=("who",), line=7)
NOBODY = Fact("Who sang?", unanswerable=True, tags=("near-miss",), line=12)


class OneDocument:
    """Hold the document that facts name, as a library would."""

    def documents(self, ids: Collection[str] | None = None) -> list[Document]:
        return [DOHA] if ids is None or DOHA.id in ids else []

    def count_documents(self) -> int:
        return 1

    def count_paragraphs(self) -> int:
        return len(TEXTS)


def right(fact: Fact = WHO, text: str = "Qatar.", seconds: float = 0.0123) -> Result:
    """Answer a fact as it should be."""
    answer = Answer(fact.question, fact.question, (Sentence(text, "supported", citations=(CITED,)),))
    return Result(
        fact, answer, seconds, (CITED,), (True,), True, 1.0, 1.0, (), (key(3), key(1)), frozenset({key(3)}), 0.9
    )


def wrong(fact: Fact = WHO, text: str = "Turkey.", failure: str = "no accepted answer in it") -> Result:
    """Answer a fact wrongly, from another paragraph, with another value beside it."""
    cited = Citation(1, DOHA, Paragraph(1, TEXTS[0]), 0, 12)
    sentences = (Sentence(text, "supported", citations=(cited,)),)
    answer = Answer(fact.question, fact.question, sentences, alternatives=(Alternative("Oman", (cited,)),))
    found = (key(1), key(3))
    return Result(fact, answer, 0.5, (cited,), (True,), False, 0.0, 0.0, (failure,), found, frozenset({key(3)}), 0.2)


def refused(fact: Fact = NOBODY, *failures: str) -> Result:
    """Refuse a question."""
    answer = Answer(fact.question, fact.question, refused=True, reason="The documents do not say.")
    return Result(fact, answer, 0.02, (), (), False if fact.answers else None, None, None, failures)


def key(number: int) -> ParagraphKey:
    """Name a paragraph of the document."""
    return ParagraphKey("doha", number)


def recorded(*results: Result, thresholds: tuple[Threshold, ...] = (), part: str = "") -> Record:
    """Write results down as the command does."""
    facts = FactSet(tuple(result.fact for result in results), thresholds, Path("/private/folder/facts.yaml"))
    return record(EvalReport(results, thresholds), facts, OneDocument(), part=part)
