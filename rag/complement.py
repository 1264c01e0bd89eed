"""What of the quotes must stand beside a language model's prose, so that it says no less than they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.extractive import Finding, Findings
from rag.text.values import find_values, value_parts
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Citation, Sentence, Source
    from rag.question import Question

MOST_OF_QUOTE = 0.6
"""Share of the words of a quote that prose must have to stand for it where no words alone answer."""


def to_read(found: Findings, asked: Sequence[tuple[Question, Sequence[Source]]]) -> list[Source]:
    """Order the sources for a model: those quoted, then the best of every part, the second best, and so on."""
    quoted = [quote.source for part in found.parts for quote in part.quotes]
    longest = max((len(sources) for _, sources in asked), default=0)
    ranked = [sources[rank] for rank in range(longest) for _, sources in asked if rank < len(sources)]
    once: dict[tuple[str, int], Source] = {}
    for source in (*quoted, *ranked):
        once.setdefault((source.document.id, source.paragraph.number), source)
    return list(once.values())


def complement(found: Findings, written: Sequence[Sentence]) -> Findings:
    """Give the parts of a question whose answer no written sentence has that is wholly carried."""
    carried = [sentence for sentence in written if sentence.support == "supported"]
    text = " ".join(sentence.text for sentence in carried)
    cited = {(c.document.id, c.paragraph.number) for sentence in carried for c in sentence.citations}
    return Findings(tuple(part for part in found.parts if not _is_covered(part, text, cited)))


def cited_values(found: Findings, sentences: Sequence[Sentence]) -> list[tuple[str, Citation]]:
    """Give the values in which documents differ, each with the citation of its words, or of its paragraph."""
    exact: dict[tuple[str, int, int], Citation] = {}
    near: dict[tuple[str, int], Citation] = {}
    for citation in (citation for sentence in sentences for citation in sentence.citations):
        exact[citation.document.id, citation.paragraph.number, citation.start] = citation
        near.setdefault((citation.document.id, citation.paragraph.number), citation)
    values = {(value.text, value.quote.place): None for part in found.parts for value in part.values}
    cited = [(text, exact.get(place) or near.get(place[:2])) for text, place in values]
    return [(text, citation) for text, citation in cited if citation is not None]


def _is_covered(part: Finding, text: str, cited: set[tuple[str, int]]) -> bool:
    """Tell whether a text has the words that answer a part, all of them where documents differ.

    Where no words alone answer, it has to cite the paragraph and say most of the quote.
    """
    if not part.quotes:
        return True
    wanted = [value.text for value in part.values] or ([part.short_answer] if part.short_answer else [])
    if wanted:
        return all(_has(text, words) for words in wanted)
    quote = part.quotes[0]
    said = stems(quote.text)
    return quote.place[:2] in cited and len(said & stems(text)) >= MOST_OF_QUOTE * len(said)


def _has(text: str, words: str) -> bool:
    """Tell whether a text has words, however it writes their dates and numbers."""
    rest = words
    for value in reversed(find_values(words)):
        rest = f"{rest[: value.span.start]} {rest[value.span.end :]}"
    return value_parts(words) <= value_parts(text) and stems(rest) <= stems(text)
