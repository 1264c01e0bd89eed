"""Put hits in the order that the reader believes in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rag.fullnames import meant_at_first
from rag.models.reader import Passage
from rag.text.language import is_english
from rag.text.words import stems
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Hit, Reading
    from rag.document import Document, Paragraph
    from rag.models.reader import Reader

MOST_READ = 24
"""Paragraphs read for one question."""
READ_TOKENS = 1_500
"""Tokens read for one question."""
BELIEF = 0.5
"""What the reader's probability weighs beside the fused score."""


class Reranker:
    """Order hits by their fused score and the reader's belief."""

    def __init__(self, reader: Reader) -> None:
        """Read with this reader."""
        self._reader = reader

    def rerank(self, question: str, hits: Sequence[Hit]) -> list[Hit]:
        """Give the hits best first, each one's paragraphs best first; those that were not read keep fusion's order.

        Each hit that was read has its readings; its score becomes the mix of both, between 0 and 1.
        """
        return arrange(hits, self.readings(question, hits))

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
    """Set a paragraph under its title, its heading and the person whom an opening "He" means."""
    over = (document.title, paragraph.heading, meant_at_first(document, paragraph))
    return Passage(paragraph.text, ". ".join(filter(None, over)))


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


def arrange(hits: Sequence[Hit], readings: Mapping[tuple[int, int], Reading], belief: float = BELIEF) -> list[Hit]:
    """Put hits and their paragraphs in order; readings are keyed by the places of hit and paragraph."""
    arranged = [
        _arranged(hit, [readings.get((number, place)) for place in range(len(hit.paragraphs))], belief)
        for number, hit in enumerate(hits)
    ]
    return sorted(arranged, key=lambda hit: (not hit.readings, -hit.score))


def _arranged(hit: Hit, readings: Sequence[Reading | None], belief: float) -> Hit:
    if not any(readings):
        return hit
    pairs = sorted(zip(hit.paragraphs, readings, strict=True), key=lambda pair: -_chance(pair[1]))
    score = (hit.score + belief * _chance(pairs[0][1])) / (1 + belief)
    return replace(hit, score=score, paragraphs=tuple(p for p, _ in pairs), readings=tuple(r for _, r in pairs))


def _chance(reading: Reading | None) -> float:
    return reading.probability if reading else 0.0
