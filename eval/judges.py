"""What a language model thinks of the answers, asked through LlamaIndex's evaluators: opinions, never figures.

Asked again, or of another model, the opinions may be others; so they stand apart and no threshold is held to them.
Imported only where judges are wanted: LlamaIndex takes seconds.
"""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, CompletionResponse, LLMMetadata, MessageRole
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.evaluation import CorrectnessEvaluator, FaithfulnessEvaluator, RelevancyEvaluator
from llama_index.core.llms import CustomLLM

from eval.record import Doubt, Judged, Opinion
from eval.reports.shown import clipped, sound
from rag.errors import LanguageModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llama_index.core.base.llms.types import CompletionResponseGen
    from llama_index.core.evaluation import BaseEvaluator, EvaluationResult

    from eval.results import Result
    from rag.models.llm import LanguageModel

LONGEST_REPLY = 256
"""Tokens: a score with its reason."""
GIVEN_UP = 3
"""Failures in a row after which the model is no longer asked."""
LONGEST_REASON = 300
"""Characters of a reason that are kept."""

_YES_NO = re.compile(r"\b(yes|no)\b", re.IGNORECASE)
_SCORE = re.compile(r"\b([1-5](?:\.\d+)?)\b")


class Judge(CustomLLM):
    """Let LlamaIndex's evaluators ask through our door: its patience, its limits, its one-line errors."""

    _model: LanguageModel = PrivateAttr()

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self._model = model

    @property
    def metadata(self) -> LLMMetadata:
        """Say how much the model takes, so that long contexts are handed over in parts."""
        return LLMMetadata(
            context_window=self._model.context,
            num_output=min(LONGEST_REPLY, self._model.context // 4),
            is_chat_model=True,
            model_name=self._model.name,
        )

    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:  # noqa: ANN401 - LlamaIndex's
        """Ask with what the messages say as one prompt; raises LanguageModelError."""
        system = "\n\n".join(each.content or "" for each in messages if each.role == MessageRole.SYSTEM)
        user = "\n\n".join(each.content or "" for each in messages if each.role != MessageRole.SYSTEM)
        reply = self._model.complete(system or "You judge answers.", user, LONGEST_REPLY)
        return ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=reply))

    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:  # noqa: ANN401
        """Ask with one prompt; raises LanguageModelError."""
        return CompletionResponse(text=self._model.complete("You judge answers.", prompt, LONGEST_REPLY))

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponseGen:  # noqa: ANN401
        """Give the whole reply as one piece: judgements are not watched."""
        yield self.complete(prompt)


@dataclass(slots=True)
class _Tally:
    """Count the opinions in one respect."""

    name: str
    title: str
    meaning: str
    evaluator: BaseEvaluator
    is_scored: bool = False
    """Whether it gives points; yes or no else."""
    good: int = 0
    count: int = 0
    unread: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def note(self, found: EvaluationResult, result: Result) -> None:
        """Count one judgement; a reply that is none is counted apart."""
        if found.passing is None or not (self.is_scored or _YES_NO.search(found.feedback or "")):
            self.unread += 1
            return
        self.count += 1
        self.good += found.passing
        if not found.passing:
            reason = clipped(found.feedback or "", LONGEST_REASON)
            self.doubts.append(Doubt(result.fact.line, sound(result.fact.question), self.title, reason))


def judge(results: Sequence[Result], model: LanguageModel, on_progress: Callable[[], None] | None = None) -> Judged:
    """Ask a language model what it thinks of each answer that is none of a refusal.

    A model that fails is asked about the next answer, until it has failed some times in a row; what went wrong is said.
    """
    tallies = _tallies(Judge(model))
    note, in_a_row = "", 0
    for result in results:
        if not result.answer.refused and in_a_row < GIVEN_UP:
            try:
                _ask(result, tallies)
                in_a_row = 0
            except LanguageModelError as error:
                note, in_a_row = str(error), in_a_row + 1
        if on_progress:
            on_progress()
    if in_a_row >= GIVEN_UP:
        note = f"given up after {GIVEN_UP} failures in a row: {note}"
    return Judged(
        str(model),
        tuple(Opinion(each.name, each.title, each.meaning, each.good, each.count, each.unread) for each in tallies),
        tuple(doubt for each in tallies for doubt in each.doubts),
        note,
    )


def _tallies(llm: Judge) -> tuple[_Tally, ...]:
    return (
        _Tally(
            "faithfulness",
            "faithful",
            "Is the answer carried by what it cites?",
            FaithfulnessEvaluator(llm=llm),
        ),
        _Tally(
            "relevancy",
            "to the point",
            "Do answer and citations deal with the question?",
            RelevancyEvaluator(llm=llm),
        ),
        _Tally(
            "correctness",
            "correct",
            "Does the answer say what an accepted one says (4 of 5 points or more)?",
            CorrectnessEvaluator(llm=llm, parser_function=_score),
            is_scored=True,
        ),
    )


def _ask(result: Result, tallies: tuple[_Tally, ...]) -> None:
    """Ask about one answer in each respect; correctness only where an accepted answer is known.

    Raises:
        LanguageModelError: the model did not answer.
    """
    response = " ".join(sentence.text for sentence in result.answer.kept)
    contexts = list(dict.fromkeys(citation.paragraph.text for citation in result.citations))
    reference = "; ".join((*result.fact.answers, *(" or ".join(group) for group in result.fact.all_of)))
    for tally in tallies:
        if tally.name == "correctness":
            if reference:
                asked = tally.evaluator.aevaluate(query=result.answer.query, response=response, reference=reference)
                tally.note(asyncio.run(asked), result)
        elif contexts:
            tally.note(asyncio.run(tally.evaluator.aevaluate(result.answer.query, response, contexts)), result)


def _score(reply: str) -> tuple[float | None, str | None]:
    """Read a score from 1 to 5 off the first line that has one; models forget the format that they were told."""
    for row in reply.splitlines():
        found = _SCORE.search(row)
        if found:
            return float(found[1]), reply
    return None, reply
