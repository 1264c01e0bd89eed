"""A sentence that may carry the answer, with the probability that it does, whoever judged it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from rag.subject import is_about

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rag.answer import Source
    from rag.document import Paragraph
    from rag.prepared import Prepared
    from rag.question import Question
    from rag.text.sentences import Span

LEAST_KIND = 0.5
"""Below this a sentence has no date for a question that asks when, or no number of the right unit for one that asks how
many: it does not answer, however near it is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Hold a sentence of a source with the probability that it answers."""

    source: Source
    span: Span
    text: str
    probability: float
    answers: bool
    """Whether it is enough to answer with: probable, about what the question names, of the kind that it asks for."""
    kind: float
    """1 where it has a thing of the kind that is asked for, half where it has one that may be of it, else 0."""
    words: Span | None = None
    """The very words that answer, as offsets in the paragraph; None where no reader judged."""

    @property
    def place(self) -> tuple[str, int, Span]:
        """Tell the sentence from any other: document, number of the paragraph, offsets."""
        return (self.source.document.id, self.source.paragraph.number, self.span)


class Judge(Protocol):
    """Weigh the sentences of sources as answers to a question."""

    def weigh(self, question: Question, sources: Sequence[Source]) -> list[Evidence]:
        """Give the sentences that may answer, most probable first; the sources were found for this question."""
        ...


def logistic(bias: float, weights: Any, features: Any) -> float:  # noqa: ANN401 - one dataclass of floats, twice
    """Give the probability of logistic regression."""
    total = bias + sum(getattr(weights, name) * getattr(features, name) for name in features.__slots__)
    return 1 / (1 + math.exp(-total))


def fits(
    question: Question,
    source: Source,
    text: str,
    paragraph: Prepared,
    kind: float,
    offered: Mapping[tuple[str, int], Paragraph],
) -> bool:
    """Tell whether a sentence is about what the question names, and has the date or the number that is asked for."""
    of_kind = kind >= LEAST_KIND or question.kind not in ("when", "number")
    return of_kind and question.title <= paragraph.around and is_about(question, source, text, offered)


def offered_paragraphs(sources: Sequence[Source]) -> dict[tuple[str, int], Paragraph]:
    """Key the paragraphs of the sources by document and number."""
    return {(source.document.id, source.paragraph.number): source.paragraph for source in sources}
