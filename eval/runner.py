"""Ask every fact's question and grade what comes back; but for the times, a run gives the same report again."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from eval.facts import NEEDS_EVERY_DOCUMENT
from eval.metrics import ParagraphKey, answer_matches, citation_precision, citation_recall, contains, is_verbatim
from eval.references import proofs, scoped
from eval.results import EvalReport, Result
from eval.retrieved import DEPTH, ranked_paragraphs
from rag.errors import LinkError
from rag.question import MAX_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from eval.facts import Fact, FactSet
    from eval.prices import Prices
    from rag.answer import Answer, Citation, Hit, Turn
    from rag.library.library import Library
    from rag.models.usage import Usage


class Answerer(Protocol):
    """Answer a question; rag.Assistant does."""

    def ask(self, question: str, history: Sequence[Turn] = (), documents: Collection[str] | None = None) -> Answer:
        """Answer, or refuse; `documents` (ids) scopes."""
        ...


class Examinee(Answerer, Protocol):
    """Answer a question, show what a search finds, and say what a language model was used for; rag.Assistant does."""

    @property
    def usage(self) -> Usage | None:
        """Count what the language model read and wrote so far; None without one."""
        ...

    def search(self, query: str, k: int = 10, documents: Collection[str] | None = None) -> list[Hit]:
        """Give the best `k` hits, best first."""
        ...


def run(
    facts: FactSet,
    assistant: Examinee,
    library: Library,
    on_progress: Callable[[], None] | None = None,
    prices: Prices | None = None,
) -> EvalReport:
    """Grade the assistant on the facts, against the library that it answers from.

    The first question is asked once more beforehand, so that loading the models counts for no fact's time.

    Raises:
        FactsError: a fact names a paragraph that the library has not, or that could be several.
    """
    documents = library.documents()
    facts = scoped(facts, documents)
    listed = proofs(facts, documents)
    results: list[Result] = []
    for fact, wanted in zip(facts.facts, listed, strict=True):
        if not results:
            assistant.ask(fact.question, fact.history, fact.documents or None)
        results.append(_asked(fact, assistant, wanted, library, prices))
        if on_progress:
            on_progress()
    return EvalReport(tuple(results), facts.thresholds)


def _asked(
    fact: Fact, assistant: Examinee, wanted: frozenset[ParagraphKey], library: Library, prices: Prices | None
) -> Result:
    """Ask one question and grade the answer; the search, by itself, is outside its time."""
    before = assistant.usage
    start = time.perf_counter()
    answer = assistant.ask(fact.question, fact.history, fact.documents or None)
    result = grade(fact, answer, time.perf_counter() - start, wanted, library)
    after = assistant.usage
    usage = None if before is None or after is None else after - before
    cost = None if usage is None or prices is None else prices.of(usage)
    found = _found(fact, answer.query, assistant) if wanted or result.failures else ()
    return replace(result, retrieved=found, usage=usage, cost=cost)


def _found(fact: Fact, query: str, assistant: Examinee) -> tuple[ParagraphKey, ...]:
    query = query[:MAX_CHARACTERS]  # a follow-up said in full may have grown over the limit
    return ranked_paragraphs(query, assistant.search(query, DEPTH, fact.documents or None))


def grade(fact: Fact, answer: Answer, seconds: float, wanted: frozenset[ParagraphKey], library: Library) -> Result:
    """Grade one answer; `wanted` are the paragraphs that prove the fact."""
    citations = (*answer.citations, *(cited for other in answer.alternatives for cited in other.citations))
    keys = [ParagraphKey(citation.document.id, citation.paragraph.number) for citation in citations]
    every = bool(NEEDS_EVERY_DOCUMENT.intersection(fact.tags))
    matched = None if fact.unanswerable else _matches(fact, answer)
    graded = wanted if fact.expects_answer else frozenset[ParagraphKey]()
    precision = citation_precision(keys, graded) if graded and not answer.refused else None
    recall = citation_recall(keys, graded, every) if graded else None
    verbatim = tuple(_is_verbatim(citation, library) for citation in citations)
    failures = _failures(fact, answer, matched, precision, recall, verbatim)
    result = Result(fact, answer, seconds, citations, verbatim, matched, precision, recall, failures)
    return replace(result, wanted=wanted, confidence=answer.confidence)


def _matches(fact: Fact, answer: Answer) -> bool:
    if answer.refused:
        return not fact.expects_answer
    if repeats_wrong(fact, answer):
        return False
    said = " ".join([*(sentence.text for sentence in answer.kept), answer.short_answer or ""])
    shown = " ".join([said, *(other.text for other in answer.alternatives)])
    return answer_matches(said, shown, fact.answers, fact.all_of)


def repeats_wrong(fact: Fact, answer: Answer) -> bool:
    """Tell whether the answer is one that was judged wrong: its short answer, or its whole text where it has none."""
    said = answer.short_answer or " ".join(sentence.text for sentence in answer.kept)
    return any(contains(said, wrong) for wrong in fact.wrong)


def _is_verbatim(citation: Citation, library: Library) -> bool:
    try:
        return is_verbatim(citation, library.open_link(citation.link))
    except LinkError:
        return False


def _failures(
    fact: Fact,
    answer: Answer,
    matched: bool | None,
    precision: float | None,
    recall: float | None,
    verbatim: Sequence[bool],
) -> tuple[str, ...]:
    if answer.refused:
        return () if not fact.expects_answer else ("refused, though the documents say",)
    repeated = repeats_wrong(fact, answer)
    wrong = [
        (fact.unanswerable, "answered, though the documents do not say"),
        (repeated, "gives the answer that was judged wrong"),
        (matched is False and not repeated, "no accepted answer in it"),
        (precision is not None and precision < 1, "cites a paragraph that does not prove it"),
        (recall is not None and recall < 1, "does not cite all that proves it"),
        (not all(verbatim), "a quote is not in the library as cited"),
    ]
    return tuple(reason for is_wrong, reason in wrong if is_wrong)
