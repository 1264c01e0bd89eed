"""Sources to an answer made of quotes: the shortest set of sentences that answers each part of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.citations import mark
from rag.differences import Quote, other_values
from rag.evidence import Evidence, weigh
from rag.fullnames import in_full
from rag.question import Question, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer import Source
    from rag.models.embedder import Embedder

NEARLY = 0.5
"""Share of the best sentence's probability at which another may stand for it: one that answers two parts of a question,
or one that has the very date or number."""
MOST_SENTENCES = 4
"""Sentences shown for one part of a question."""


class Extractive:
    """Answer with quotes."""

    def __init__(self, embedder: Embedder) -> None:
        """Judge nearness with this embedder."""
        self._embedder = embedder

    def synthesize(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """Yield whole sentences, each with its mark, best part first; nothing where no source carries an answer."""
        asked = parts(question)
        weighed = [weigh(part, sources, self._embedder) for part in asked]
        shared = _answers_all(weighed)
        shown: set[Quote] = set()
        for part, evidence in zip(asked, weighed, strict=True):
            for quote in select(part, shared or evidence, sources):
                if quote not in shown:
                    shown.add(quote)
                    yield _show(quote)

    def unanswered(self, question: str, sources: Sequence[Source]) -> list[str]:
        """Give the parts of a question that asks several things which no source answers, as they were asked."""
        asked = parts(question)
        if len(asked) == 1:
            return []
        return [part.text for part in asked if not any(e.answers for e in weigh(part, sources, self._embedder))]


def _answers_all(weighed: Sequence[Sequence[Evidence]]) -> list[Evidence]:
    """Find the one sentence that answers every part of a question nearly as well as the best sentence of each."""
    if len(weighed) == 1 or not all(weighed):
        return []
    by_quote = [{(e.source.number, e.span): e for e in evidence} for evidence in weighed]
    common = [[found[key] for found in by_quote] for key in by_quote[0] if all(key in found for found in by_quote)]
    good = [
        part
        for part in common
        if all(
            e.answers and e.probability >= NEARLY * best[0].probability for e, best in zip(part, weighed, strict=True)
        )
    ]
    return max(good, key=lambda part: min(e.probability for e in part), default=[])[:1]


def _show(quote: Quote) -> str:
    source = quote.source
    text = in_full(quote.text, quote.span.start, source.document, source.paragraph)
    return mark(text, [source.number])


def _preferred(question: Question, answering: Sequence[Evidence]) -> Evidence:
    """Give the most probable sentence; one with just the kind of thing that is asked for goes before one without."""
    likely = [evidence for evidence in answering if evidence.probability >= NEARLY * answering[0].probability]
    if question.kind in ("when", "number"):
        return next((evidence for evidence in likely if evidence.features.kind == 1), answering[0])
    return next((evidence for evidence in answering if evidence.features.kind), answering[0])


def select(question: Question, weighed: Sequence[Evidence], sources: Sequence[Source]) -> list[Quote]:
    """Choose the most probable sentence, and those of other documents that give another date or number for the same."""
    answering = [evidence for evidence in weighed if evidence.answers]
    if not answering:
        return []
    best = _preferred(question, answering)
    chosen = [Quote(best.source, best.span)]
    for source in sources:
        if len(chosen) < MOST_SENTENCES and all(source.document.id != one.source.document.id for one in chosen):
            chosen += other_values(question, chosen[0], source)[:1]
    return chosen
