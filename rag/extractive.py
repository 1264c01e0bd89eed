"""Sources to an answer made of quotes: the shortest set of sentences that answers each part of the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.citations import mark
from rag.evidence import Evidence, weigh
from rag.fullnames import in_full
from rag.question import Question, parts
from rag.text.values import find_values
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer import Source
    from rag.models.embedder import Embedder

CONFLICT_SHARE = 0.7
"""A sentence of another document that gives another date or number is shown beside the best when it has at least this
share of the best one's probability."""
MOST_SENTENCES = 4
"""Sentences shown for one part of a question."""
SAME_SHARE = 0.6
"""Two sentences repeat each other when they share this much of their content words (Jaccard)."""


class Extractive:
    """Answer with quotes."""

    def __init__(self, embedder: Embedder) -> None:
        """Judge nearness with this embedder."""
        self._embedder = embedder

    def synthesize(self, question: str, sources: Sequence[Source]) -> Iterator[str]:
        """Yield whole sentences, each with its mark, best part first; nothing where no source carries an answer."""
        shown: set[tuple[int, int]] = set()
        for part in parts(question):
            for evidence in select(part, weigh(part, sources, self._embedder)):
                key = (evidence.source.number, evidence.span.start)
                if key not in shown:
                    shown.add(key)
                    yield _show(evidence)


def _show(evidence: Evidence) -> str:
    source = evidence.source
    text = in_full(evidence.text, evidence.span.start, source.document, source.paragraph)
    return mark(text, [source.number])


def select(question: Question, weighed: Sequence[Evidence]) -> list[Evidence]:
    """Choose from sentences in order of probability: the best one, and those of other documents that differ from it."""
    carrying = [evidence for evidence in weighed if evidence.answers]
    if not carrying:
        return []
    best = carrying[0]
    chosen = [best]
    for other in carrying[1:]:
        if len(chosen) == MOST_SENTENCES or other.probability < CONFLICT_SHARE * best.probability:
            break
        if all(_differs(question, other, one) for one in chosen):
            chosen.append(other)
    return chosen


def _differs(question: Question, one: Evidence, other: Evidence) -> bool:
    """Tell whether two sentences of two documents give different dates (or numbers) for what was asked."""
    if one.source.document.id == other.source.document.id or question.kind not in ("when", "number"):
        return False
    kind = "date" if question.kind == "when" else "number"
    values = [
        {value.normal - question.values for value in find_values(evidence.text) if value.kind == kind}
        for evidence in (one, other)
    ]
    return bool(values[0]) and bool(values[1]) and values[0].isdisjoint(values[1])


def repeats(one: str, other: str) -> bool:
    """Tell whether two sentences say the same in nearly the same words."""
    first, second = stems(one), stems(other)
    return len(first & second) >= SAME_SHARE * len(first | second)
