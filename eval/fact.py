"""One case of an evaluation: a question whose answer is known, and the paragraphs that prove it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rag.answer import Turn

if TYPE_CHECKING:
    from pathlib import Path

NEEDS_EVERY_DOCUMENT = frozenset({"two-documents", "differ"})
"""Tags of facts that are proven only when each document that they name is cited."""


@dataclass(frozen=True, slots=True)
class ParagraphReference:
    """Name a paragraph as a person would: "ceasefire.txt", number 3; or by words that stand in it."""

    document: str = ""
    """File name, end of the path, title or id; empty: whichever document holds the quote."""
    number: int = 0
    """Counted from 1; 0: found by the quote alone."""
    line: int = field(default=1, compare=False)
    version: str = ""
    """The version of the document that was looked at, as links name it; empty: any."""
    digest: str = ""
    """What `paragraph_digest` makes of its text, so that it is found again in a later version; empty: unknown."""
    quote: str = ""
    """Words of it, "..." for what is skipped; capitals, white space and marks aside. Empty: found by its number."""

    @property
    def shown(self) -> str:
        """Name it on one line."""
        number = f"¶{self.number}" if self.number else ""
        return " ".join(part for part in (self.document, number, f"“{self.quote}”" if self.quote else "") if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """Hold one case: a question with its accepted answers, or one that the documents do not answer."""

    question: str
    answers: tuple[str, ...] = ()
    """Any one of them in the answer will do."""
    unanswerable: bool = False
    answerable: bool = False
    """The documents say, in whatever words: a refusal fails."""
    wrong: tuple[str, ...] = ()
    """Answers that must not be given; where nothing else is expected, refusing is right too."""
    all_of: tuple[tuple[str, ...], ...] = ()
    """Of each group at least one must be shown, for questions with several values."""
    paragraphs: tuple[ParagraphReference, ...] = ()
    """What proves it; empty: citations are not graded."""
    history: tuple[Turn, ...] = ()
    documents: tuple[str, ...] = ()
    """The documents that are asked, named as in a ParagraphReference; empty: all."""
    tags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False)

    @property
    def expects_answer(self) -> bool:
        """Tell whether a refusal fails it."""
        return bool(self.answers or self.all_of or self.answerable)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Ask that a metric be at least this much."""

    metric: str
    minimum: float


@dataclass(frozen=True, slots=True)
class FactSet:
    """Hold the facts of one file in its order, and what it asks of the figures."""

    facts: tuple[Fact, ...]
    thresholds: tuple[Threshold, ...]
    path: Path
