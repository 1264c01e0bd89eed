"""Let a language model make a follow-up question stand alone; its rewriting is checked, and rules stand in for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.errors import LanguageModelError
from rag.faithful import is_faithful
from rag.followup import FollowUp, follow
from rag.instructions import silenced
from rag.prompts import FOLLOW_UP, FOLLOW_UP_SYSTEM, FOLLOW_UP_TURN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.answer import Turn

TURNS = 4
"""Turns that a model is shown, the last ones."""
QUESTION_CHARACTERS, ANSWER_CHARACTERS = 300, 600
"""Of each turn; a longer question that leans on its history is not rewritten."""
REWRITING_TOKENS = 96

_FENCE = re.compile(r"<(?=\s*/?\s*conversation\b)", re.IGNORECASE)
_MARK = re.compile(r"\s*\[\d[\d,\s-]*\]")
_LABEL = re.compile(
    r"^(?:(?:the\s+)?(?:rewritten|stand-?alone|full|last|new|follow-?up)\s+)*(?:question|query)\s*:\s*", re.IGNORECASE
)
_QUOTES = "\"“”'‘’`*"


class Asked(Protocol):
    """Answer a prompt; rag.models.llm.LanguageModel does."""

    def complete(self, system: str, user: str, most_tokens: int) -> str:
        """Give the whole answer; raises LanguageModelError."""
        ...


@dataclass(frozen=True, slots=True)
class StandAlone:
    """Hold a question made to stand alone, and why no language model did it where one was to."""

    full: FollowUp
    problem: str | None = None
    """In one line, fit to show; None where the model was not needed, did it, or did it badly."""


def stand_alone(question: str, history: Sequence[Turn], model: Asked | None = None) -> StandAlone:
    """Make a question stand alone, by the model where the question leans on the turns before it, else by rules.

    What stands alone by the rules is left as it is, and no model is asked.
    """
    full = follow(question, history)
    if model is None or not full.leans:
        return StandAlone(full)
    try:
        said = rewrite(question, history, model)
    except LanguageModelError as error:
        return StandAlone(full, str(error))
    return StandAlone(full if said is None else FollowUp(said, leans=True))


def rewrite(question: str, history: Sequence[Turn], model: Asked) -> str | None:
    """Let the model rewrite a question so that it needs no history; None where what it wrote cannot be trusted.

    Sentences of the history that address a language model are not shown to it, and nothing may come in from them.

    Raises:
        LanguageModelError: the model did not answer.
    """
    turns = [_clipped(turn.question, turn.answer) for turn in history if turn.question.strip()][-TURNS:]
    if not turns or not question.strip() or len(question) > QUESTION_CHARACTERS:
        return None
    shown = "\n".join(FOLLOW_UP_TURN.format(question=asked, answer=answer or "-") for asked, answer in turns)
    prompt = FOLLOW_UP.format(turns=shown, question=_on_one_line(question))
    said = _bare(model.complete(FOLLOW_UP_SYSTEM, prompt, REWRITING_TOKENS))
    return said if is_faithful(said, question, [text for turn in turns for text in turn]) else None


def _clipped(question: str, answer: str) -> tuple[str, str]:
    asked = silenced(question[:QUESTION_CHARACTERS])
    answered = silenced(_MARK.sub("", answer[:ANSWER_CHARACTERS]))
    return _on_one_line(asked), _on_one_line(answered)


def _on_one_line(text: str) -> str:
    """Keep a text from opening a line of its own, or the fence that it stands in."""
    printable = "".join(character if character.isprintable() else " " for character in text)
    return _FENCE.sub("‹", " ".join(printable.split()))


def _bare(written: str) -> str:
    """Take off the label and the quotation marks that models put around a question."""
    said = _LABEL.sub("", written.strip().strip(_QUOTES)).strip()
    return said.strip(_QUOTES).strip() if said[:1] in _QUOTES else said
