"""Both halves of the [n] contract: number the sources, and resolve the marks to exact words of a paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rag.answer import Citation, Source
from rag.text.sentences import Span, split_sentences
from rag.text.words import all_stems, stems
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.answer import Hit
    from rag.document import Paragraph

BUDGET = 2_500
"""Tokens of source text that one question may use."""
LEAST_OVERLAP = 0.5
"""Share of a sentence's words that the cited words must have, below which a mark points at nothing."""

LONGEST_RUN = 3
"""Neighbouring sentences of a paragraph that one written sentence may rest on."""
RUN_COST = 1
"""Words that a further sentence must bring to be cited too, and one more."""

_MARKS = re.compile(r"\s*\[(\d{1,4})\]")
_LITERAL = re.compile(r"\[(\d{1,4})\]")


def number_sources(hits: Iterable[Hit], budget: int = BUDGET, after: int = 0) -> tuple[Source, ...]:
    """Offer the hits' paragraphs as [1], [2], ... in the order of the hits, each once, until the budget is spent.

    `after`: how many sources were offered for earlier parts of the question.
    """
    sources: list[Source] = []
    seen: set[tuple[str, int]] = set()
    for hit in hits:
        readings = hit.readings or (None,) * len(hit.paragraphs)
        for paragraph, reading in zip(hit.paragraphs, readings, strict=True):
            key = (hit.document.id, paragraph.number)
            if key in seen:
                continue
            budget -= count_tokens(paragraph.text)
            if budget < 0 and sources:
                return tuple(sources)
            seen.add(key)
            sources.append(Source(after + len(sources) + 1, hit.document, paragraph, hit.score, reading))
    return tuple(sources)


def mark(text: str, numbers: Iterable[int]) -> str:
    """Write a sentence with its marks; a number in square brackets that the text itself has becomes round."""
    return _LITERAL.sub(r"(\1)", text) + "".join(f" [{number}]" for number in numbers)


def unmark(text: str) -> tuple[str, tuple[int, ...]]:
    """Take the marks off a sentence: the text without them, and their numbers in order, each once."""
    numbers = tuple(dict.fromkeys(int(found) for found in _MARKS.findall(text)))
    return _MARKS.sub("", text).strip(), numbers


class Numbering:
    """Resolve marks to citations, numbered from 1 in the order in which the answer uses its sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        """Know the sources that were offered."""
        self._sources = {source.number: source for source in sources}
        self._shown: dict[tuple[str, int], int] = {}

    def resolve(self, marked: str) -> tuple[str, tuple[Citation, ...]]:
        """Turn one marked sentence into its text and its citations; a mark that points at nothing is dropped."""
        text, numbers = unmark(marked)
        citations = []
        for number in numbers:
            source = self._sources.get(number)
            span = locate(text, source.paragraph) if source else None
            if source is not None and span is not None:
                citations.append(self._cite(source, span))
        return text, tuple(citations)

    def cite(self, sentence: str, sources: Iterable[Source]) -> tuple[Citation, ...]:
        """Point at the words of each source that carry a sentence written about it in other words."""
        return tuple(self._cite(source, locate_carrying(sentence, source.paragraph)) for source in sources)

    def _cite(self, source: Source, span: Span) -> Citation:
        shown = self._shown.setdefault((source.document.id, source.paragraph.number), len(self._shown) + 1)
        return Citation(shown, source.document, source.paragraph, span.start, span.end)


def locate(sentence: str, paragraph: Paragraph) -> Span | None:
    """Find the words of a paragraph that carry a sentence: verbatim where they stand so, else the sentence nearest.

    Nearness is the share of the sentence's stems that the paragraph's sentence has; None below LEAST_OVERLAP.
    """
    start = paragraph.text.find(sentence)
    if sentence and start >= 0:
        return Span(start, start + len(sentence))
    wanted = all_stems(sentence)
    best, best_overlap = None, 0.0
    for span in split_sentences(paragraph.text):
        overlap = len(wanted & all_stems(span.cut(paragraph.text))) / max(1, len(wanted))
        if overlap >= LEAST_OVERLAP and overlap > best_overlap:
            best, best_overlap = span, overlap
    return best


def locate_carrying(sentence: str, paragraph: Paragraph) -> Span:
    """Find the words of a paragraph that a sentence in other words rests on: neighbouring sentences, else all of it.

    Sentences that share nothing with it are left off both ends; so are those whose words another has as well.
    """
    start = paragraph.text.find(sentence)
    if sentence and start >= 0:
        return Span(start, start + len(sentence))
    wanted = stems(sentence)
    spans = split_sentences(paragraph.text)
    held = [wanted & stems(span.cut(paragraph.text)) for span in spans]
    all_held = frozenset().union(*held)
    runs = [(first, last) for first in range(len(spans)) for last in range(first, min(len(spans), first + LONGEST_RUN))]
    if not all_held:
        return Span(0, len(paragraph.text))
    first, last = max(runs, key=lambda run: (_held(held, run) - RUN_COST * (run[1] - run[0]), -run[0]))
    return Span(spans[first].start, spans[last].end)


def _held(held: Sequence[frozenset[str]], run: tuple[int, int]) -> int:
    return len(frozenset().union(*held[run[0] : run[1] + 1]))
