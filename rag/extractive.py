"""Sources to an answer made of quotes: the shortest set of sentences that answers each part of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.citations import mark
from rag.differences import Quote, differ, other_values, written
from rag.fullnames import in_full
from rag.shortanswer import short_answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.answer import Source
    from rag.evidence import Evidence, Judge
    from rag.question import Question

NEARLY = 0.5
"""Share of the best sentence's probability at which another may stand for it: one that answers two parts of a question,
or one that has the very date or number."""
MOST_SENTENCES = 4
"""Sentences shown for one part of a question."""


STRONG = 0.8
"""Probability from which the words of another document that differ are shown beside the best ones."""


@dataclass(frozen=True, slots=True)
class Value:
    """Hold what a quote gives for what was asked."""

    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what answers one part of a question."""

    question: Question
    quote: Quote | None
    """The best sentence; None: no source carries an answer."""
    short_answer: str | None = None
    """The very words, said in full; None where no reader judged."""
    others: tuple[Value, ...] = ()
    """What other documents give otherwise."""
    probability: float | None = None
    """That the best sentence answers, as its judge has it; None without one."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Give the best sentence, then those that differ."""
        return (self.quote, *(other.quote for other in self.others)) if self.quote else ()

    @property
    def values(self) -> tuple[Value, ...]:
        """Give what the documents say for it where they differ, the best first; empty where they do not."""
        if self.quote is None or not self.others:
            return ()
        first = self.short_answer or written(self.question, self.quote.text) or self.quote.text
        return (Value(first, self.quote), *self.others)


@dataclass(frozen=True, slots=True)
class Findings:
    """Hold what answers a question, part by part."""

    parts: tuple[Finding, ...]

    def __bool__(self) -> bool:
        """Tell whether any part has an answer."""
        return any(part.quotes for part in self.parts)

    @property
    def confidence(self) -> float | None:
        """Give the probability of the part that is least sure; None where nothing is answered."""
        return min((part.probability for part in self.parts if part.probability is not None), default=None)

    @property
    def unanswered(self) -> list[str]:
        """Give the parts of a question that asks several things which no source answers, as they were asked."""
        return [part.question.text for part in self.parts if not part.quotes] if self else []

    @property
    def short_answer(self) -> str | None:
        """Give the very words that answer, part by part, each once."""
        return ", ".join(dict.fromkeys(part.short_answer for part in self.parts if part.short_answer)) or None


class Extractive:
    """Answer with quotes."""

    def __init__(self, judge: Judge) -> None:
        """Choose sentences by this judge."""
        self._judge = judge

    def find(self, asked: Sequence[tuple[Question, Sequence[Source]]]) -> Findings:
        """Choose the sentences that answer each part of a question, among the sources found for that part."""
        weighed = [self._judge.weigh(part, sources) for part, sources in asked]
        shared = _answers_all(weighed)
        found = []
        for place, ((part, sources), evidence) in enumerate(zip(asked, weighed, strict=True)):
            best = shared[place] if shared else _best(part, evidence)
            found.append(_finding(part, best, evidence, sources) if best else Finding(part, None))
        return Findings(tuple(found))

    def synthesize(self, findings: Findings) -> Iterator[str]:
        """Yield whole sentences, each once and with its mark, those of the first part first."""
        quotes = {quote.place: quote for part in reversed(findings.parts) for quote in reversed(part.quotes)}
        for quote in reversed(quotes.values()):
            text = in_full(quote.text, quote.span.start, quote.source.document, quote.source.paragraph)
            yield mark(text, [quote.source.number])


def _answers_all(weighed: Sequence[Sequence[Evidence]]) -> Sequence[Evidence]:
    """Find the one sentence that answers every part of a question nearly as well as the best sentence of each."""
    if len(weighed) == 1 or not all(weighed):
        return []
    by_quote = [{e.place: e for e in evidence} for evidence in weighed]
    common = [[found[key] for found in by_quote] for key in by_quote[0] if all(key in found for found in by_quote)]
    good = [
        part
        for part in common
        if all(
            e.answers and e.probability >= NEARLY * best[0].probability for e, best in zip(part, weighed, strict=True)
        )
    ]
    return max(good, key=lambda part: min(e.probability for e in part), default=[])


def _best(question: Question, weighed: Sequence[Evidence]) -> Evidence | None:
    """Give the most probable sentence; one with just the kind of thing that is asked for goes before one without."""
    answering = [evidence for evidence in weighed if evidence.answers]
    if not answering or answering[0].words:
        return answering[0] if answering else None
    likely = [evidence for evidence in answering if evidence.probability >= NEARLY * answering[0].probability]
    if question.kind in ("when", "number"):
        return next((evidence for evidence in likely if evidence.kind == 1), answering[0])
    return next((evidence for evidence in answering if evidence.kind), answering[0])


def _finding(question: Question, best: Evidence, weighed: Sequence[Evidence], sources: Sequence[Source]) -> Finding:
    """Put beside the best sentence those of other documents that give another value for the same."""
    quote, said = Quote(best.source, best.span), short_answer(question, best)
    found = [Value(text, Quote(e.source, e.span)) for e in weighed if (text := _otherwise(question, said, e))]
    for source in sources:
        for other in other_values(question, quote, source)[:1]:
            found.append(Value(written(question, other.text), other))
    others: dict[str, Value] = {}
    for value in found:
        document = value.quote.source.document.id
        if document != best.source.document.id and all(value.text != one.text for one in others.values()):
            others.setdefault(document, value)
    return Finding(question, quote, said, tuple(others.values())[: MOST_SENTENCES - 1], best.probability)


def _otherwise(question: Question, said: str | None, evidence: Evidence) -> str | None:
    """Give the words of strong evidence that differ from what is said."""
    if said is None or not evidence.answers or evidence.probability < STRONG:
        return None
    other = short_answer(question, evidence)
    return other if other and differ(question, said, other) else None
