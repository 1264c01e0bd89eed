"""A conversation as it is kept: each answer as it was shown, each citation with how its source stands today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rag.answer import Citation, Turn

if TYPE_CHECKING:
    from rag.answer import Answer
    from ui.chat import Extent

StandingKind = Literal["unchanged", "changed", "removed", "purged"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Say how a cited source stands today."""

    kind: StandingKind
    note: str = ""
    """What to show beside the citation; empty while nothing has changed."""
    opens: bool = True
    """Whether the link still opens the words as they were cited."""


UNCHANGED = Standing("unchanged")


def purged_on(date: str) -> Standing:
    """Say that a source's text was deleted for good on a day (ISO 8601)."""
    return Standing("purged", f"purged on {date}", opens=False)


@dataclass(frozen=True, slots=True)
class KeptCitation(Citation):
    """Hold a citation with its own copy of the cited words, so that it shows whatever became of its source.

    Its paragraph says where the words stood, its text is empty: the link opens it while the library has it.
    """

    words: str = ""
    standing: Standing = UNCHANGED

    def __post_init__(self) -> None:
        """Refuse offsets that enclose nothing.

        Raises:
            ValueError: they do.
        """
        if not 0 <= self.start < self.end:
            msg = f"citation {self.start}-{self.end} encloses no text"
            raise ValueError(msg)

    @property
    def quote(self) -> str:
        """Give the words as they were cited, or that they were purged."""
        return self.words


@dataclass(frozen=True, slots=True)
class ScopedDocument:
    """Name a document that a question was asked of."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """Hold one question with its answer as it was shown; every citation of the answer is a KeptCitation."""

    position: int
    """Counted from 1 in its conversation, without gaps."""
    asked_at: str
    """ISO 8601, UTC."""
    answer: Answer
    scope: tuple[ScopedDocument, ...] | None = None
    """The documents that it was asked of; None: of all."""
    extent: Extent | None = None
    """What there was to look at; None where it was not said."""

    @property
    def question(self) -> str:
        """Give the question as it was typed."""
        return self.answer.question

    @property
    def scope_ids(self) -> tuple[str, ...] | None:
        """Give what `Assistant.ask` takes as `documents`."""
        return None if self.scope is None else tuple(document.id for document in self.scope)


@dataclass(frozen=True, slots=True)
class Summary:
    """Hold a line of the list of conversations."""

    id: str
    title: str
    """Of the first question, or what a person called it; one line."""
    started_at: str
    """ISO 8601, UTC."""
    changed_at: str
    """When the last question was answered."""
    turns: int


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a conversation that a search found, with the first turn that has every word."""

    conversation: Summary
    position: int
    excerpt: str
    """A line of the turn around the first word."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hold a whole conversation in its order."""

    id: str
    title: str
    started_at: str
    changed_at: str
    turns: tuple[KeptTurn, ...]

    def history(self, before: int | None = None) -> tuple[Turn, ...]:
        """Give what a follow-up is asked with: all turns, or those before a position."""
        earlier = self.turns if before is None else self.turns[: max(0, before - 1)]
        return tuple(Turn(turn.question, turn.answer.text) for turn in earlier)
