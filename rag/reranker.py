"""Put hits in the order that the reader believes in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.answer import Source
from rag.coverage import Coverage, prepared
from rag.fullnames import meant_at_first
from rag.leaning import sentence_before
from rag.models.reader import Passage
from rag.question import parse
from rag.text.language import is_english
from rag.text.words import stems
from rag.tokens import count_tokens
from rag.wording import arrange as by_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rag.answer import Hit, Reading
    from rag.document import Document, Paragraph
    from rag.models.reader import Reader

MOST_READ = 24
"""Paragraphs read for one question."""
READ_TOKENS = 1_500
"""Tokens read for one question."""


@dataclass(frozen=True, slots=True)
class OrderWeights:
    """Hold what counts for the order, beside the fused score, which counts 1."""

    belief: float = 0.5
    """The reader's probability that the paragraph answers."""
    context: float = 0.1
    """Share of the question's content words that paragraph, heading and title have, rare ones weighing more."""
    coverage: float = 0.15
    """The same of the sentence in which the reader found its words."""

    @property
    def total(self) -> float:
        """Give the highest score that a paragraph can have."""
        return 1 + self.belief + self.context + self.coverage


WEIGHTS = OrderWeights()
"""Chosen on eight public sets together. On the wider Wikipedia set the first paragraph is right for 0.853 of the
questions, by fusion alone for 0.766 (`python -m eval.benchmarks retrieval --data DIR --set open_wiki --limit 400`,
2026-11-22)."""


class Reranker:
    """Order paragraphs by their fused score, the reader's belief and the words that they share with the question."""

    def __init__(self, reader: Reader) -> None:
        """Read with this reader."""
        self._reader = reader

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Give every paragraph that was read as a hit of its own, best first; then what was not read, as it was.

        The reader is English: for a question in another language the words alone decide.
        """
        if not is_english(question):
            return by_words(question, hits)
        return arrange(question, hits, self.readings(question, hits))

    def readings(self, question: str, hits: Sequence[Hit]) -> dict[tuple[int, int], Reading]:
        """Read the paragraphs that are likeliest by fusion; keyed by the places of hit and paragraph.

        The reader is English: a question in another language is not read at all, a paragraph in one is left out.
        """
        if not is_english(question):
            return {}
        chosen = _to_read(question, hits)
        passages = [passage(hits[hit].document, hits[hit].paragraphs[place]) for hit, place in chosen]
        return dict(zip(chosen, self._reader.readings(question, passages), strict=True))


def passage(document: Document, paragraph: Paragraph) -> Passage:
    """Set a paragraph under its title, its heading, the person whom an opening "He" means and what it goes on from."""
    over = (document.title, paragraph.heading, meant_at_first(document, paragraph))
    before = sentence_before(document, paragraph)
    said = dict.fromkeys((*over, before)) if before else over  # the more stands over it, the less is said twice
    return Passage(paragraph.text, ". ".join(filter(None, said)))


def _to_read(question: str, hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Choose paragraphs by place of hit and paragraph: hits in order, inside one those that share most words first."""
    wanted = stems(question)
    left = READ_TOKENS
    chosen: list[tuple[int, int]] = []
    seen: set[tuple[str, int]] = set()
    for number, hit in enumerate(hits):
        shared = [len(wanted & stems(paragraph.text)) for paragraph in hit.paragraphs]
        for place in sorted(range(len(hit.paragraphs)), key=lambda one: -shared[one]):
            key = (hit.document.id, hit.paragraphs[place].number)
            if key in seen:
                continue
            if not is_english(hit.paragraphs[place].text):
                continue
            left -= count_tokens(hit.paragraphs[place].text)
            if len(chosen) == MOST_READ or (left < 0 and chosen):
                return chosen
            seen.add(key)
            chosen.append((number, place))
    return chosen


def arrange(
    question: str,
    hits: Sequence[Hit],
    readings: Mapping[tuple[int, int], Reading],
    weights: OrderWeights = WEIGHTS,
) -> list[Hit]:
    """Put hits in order; readings are keyed by the places of hit and paragraph. Scores are between 0 and 1."""
    read = [
        Source(0, hits[hit].document, hits[hit].paragraphs[place], hits[hit].score, reading)
        for (hit, place), reading in readings.items()
    ]
    coverage = Coverage(parse(question), read)
    alone = [
        replace(
            hits[hit],
            paragraphs=(source.paragraph,),
            readings=(source.reading,),
            score=_score(source, coverage, weights),
        )
        for (hit, _), source in zip(readings, read, strict=True)
    ]
    unread = [replace(hit, score=hit.score / weights.total) for hit in _unread(hits, read)]
    return [*sorted(alone, key=lambda hit: -hit.score), *unread]


def _unread(hits: Sequence[Hit], read: Sequence[Source]) -> Iterator[Hit]:
    """Give what is left of the hits."""
    known = {(source.document.id, source.paragraph.number) for source in read}
    for hit in hits:
        left = tuple(paragraph for paragraph in hit.paragraphs if (hit.document.id, paragraph.number) not in known)
        if left:
            yield replace(hit, paragraphs=left)


def _score(source: Source, coverage: Coverage, weights: OrderWeights) -> float:
    paragraph, reading = prepared(source), source.reading
    if reading is None:
        return source.score / weights.total
    sentence = paragraph.sentence_at(reading.start, reading.end).cut(source.paragraph.text)
    belief = weights.belief * reading.probability
    shared = weights.context * coverage.of(paragraph.around) + weights.coverage * coverage.of(stems(sentence))
    return (source.score + belief + shared) / weights.total
