"""One fact with its answer and its grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eval.facts import Fact
    from eval.metrics import ParagraphKey
    from rag.answer import Answer, Citation
    from rag.models.usage import Usage


@dataclass(frozen=True, slots=True)
class Result:
    """Hold one fact with its answer and grades; None: not graded, because the fact does not say or nothing is there."""

    fact: Fact
    answer: Answer
    seconds: float
    citations: tuple[Citation, ...]
    """The answer's and those of the other values shown beside it."""
    verbatim: tuple[bool, ...]
    """For each citation, whether the library still has its quote at its place."""
    matched: bool | None
    """None where a refusal is expected."""
    precision: float | None
    """None without listed paragraphs or citations to judge: a refusal cites nothing."""
    recall: float | None
    failures: tuple[str, ...]
    """Why it is not right, in plain words; empty when it is."""
    retrieved: tuple[ParagraphKey, ...] = ()
    """The paragraphs that a search for the question gives, best first, ten at most."""
    wanted: frozenset[ParagraphKey] = frozenset()
    """The paragraphs that prove the fact; empty: neither citations nor the search are graded."""
    confidence: float | None = None
    """The probability that the assistant gives its own answer; None where it gives none."""
    usage: Usage | None = None
    """What a language model read and wrote for it; None where none is at work."""
    cost: float | None = None
    """What that costs at the prices that the user gave; None without prices."""

    @property
    def refusal_right(self) -> bool | None:
        """Tell whether it refused if and only if it should; None where the fact takes either."""
        if not (self.fact.unanswerable or self.fact.expects_answer):
            return None
        return self.answer.refused == self.fact.unanswerable

    @property
    def said(self) -> str:
        """Give what is compared with a short accepted answer: the very words, else the carried sentences; or nothing.

        A refusal says nothing.
        """
        if self.answer.refused:
            return ""
        return self.answer.short_answer or " ".join(sentence.text for sentence in self.answer.kept)
