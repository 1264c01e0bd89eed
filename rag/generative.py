"""Sources to an answer that a language model writes, every sentence of it held to what the sources carry."""

from __future__ import annotations

import logging
import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.answer import REFUSAL, Piece, Sentence
from rag.attribution import attribute
from rag.drafts import Draft, Drafting
from rag.errors import LanguageModelError
from rag.prompts import ANSWER, ANSWER_SYSTEM, DATED, SOURCE
from rag.text.words import fold
from rag.tokens import count_tokens

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from rag.answer import Source
    from rag.attribution import Grounds
    from rag.citations import Numbering

ANSWER_TOKENS = 500
"""Tokens that an answer may have."""
SOURCE_SHARE, MOST_SOURCE_TOKENS = 0.25, 2_500
"""Share of a model's context that sources take, and their most tokens: of 4,096, the likeliest six to ten paragraphs. A
model on a processor reads some hundred tokens a second, and the best paragraph is seldom far down."""
MARGIN = 100
"""Tokens left free: models count otherwise than tiktoken does, and wrap a prompt in words of their own."""
MOST_SENTENCES = 20
MOST_UNSUPPORTED = 4
"""Sentences in a row that nothing carries, after which the model is not listened to any further."""

_FENCE = re.compile(r"<(?=\s*/?\s*source\b)", re.IGNORECASE)
_MARK = re.compile(r"[\[［【]((?:source\s*)?\d[^\]］】]{0,40})[\]］】]", re.IGNORECASE)

_log = logging.getLogger(__name__)


class Writer(Protocol):
    """Write text from a prompt; rag.models.llm.LanguageModel does."""

    @property
    def name(self) -> str:
        """Name the model, fit to show."""

    @property
    def context(self) -> int:
        """Give the tokens that prompt and answer may have together."""

    def stream(self, system: str, user: str, most_tokens: int) -> Generator[str, None, None]:
        """Yield text as it is written; LanguageModelError says in one line why it ended early."""
        ...


@dataclass(frozen=True, slots=True)
class Written:
    """Hold what a language model wrote, judged."""

    sentences: tuple[Sentence, ...] = ()
    """In order, those that nothing carries too."""
    problem: str | None = None
    """Why this may be less than an answer, fit to show; None where the model said what it had to say."""

    @property
    def kept(self) -> tuple[Sentence, ...]:
        """Give the sentences that are carried, wholly or partly."""
        return tuple(sentence for sentence in self.sentences if sentence.is_carried)

    @property
    def shortfall(self) -> str | None:
        """Say why quotes stand in the place of prose, or behind it; None where nothing is amiss."""
        if self.kept:
            return f"the language model's answer broke off: {self.problem}" if self.problem else None
        if self.problem:
            return f"{self.problem}; these are quotes instead"
        if self.sentences:
            return "the documents carry nothing of what the language model wrote; these are quotes instead"
        return None


class Generative:
    """Answer with a language model's prose."""

    def __init__(self, model: Writer, grounds: Grounds) -> None:
        """Let this model write and this judge hold it to its sources."""
        self._model = model
        self._grounds = grounds

    def synthesize(
        self, question: str, sources: Sequence[Source], numbering: Numbering
    ) -> Generator[Piece, None, Written]:
        """Yield words as the model writes them, and each sentence, judged, as it ends; never raises for the model."""
        offered = self.offered(question, sources)
        prompt = ANSWER.format(sources="\n".join(fenced(source) for source in offered), question=question)
        sentences: list[Sentence] = []
        problem: str | None = None
        begun = False
        try:
            with closing(self._model.stream(ANSWER_SYSTEM, prompt, ANSWER_TOKENS)) as pieces:
                for part in Drafting().write(pieces):
                    if isinstance(part, str):
                        yield Piece(part if begun or not sentences else f" {part.lstrip()}")
                        begun = True
                        continue
                    begun = False
                    if _declines(part) and not sentences:
                        return Written(problem=f"{self._model.name} found no answer in the sources")
                    if _declines(part) or _says_nothing(part) or any(part.text == said.text for said in sentences):
                        continue
                    sentences.append(self._settle(part, offered, question, numbering))
                    yield Piece(sentences[-1].ending, sentences[-1])
                    if _is_lost(sentences):
                        break
        except LanguageModelError as error:
            problem = str(error)
        return Written(tuple(sentences), problem or (None if sentences else f"{self._model.name} wrote nothing"))

    def offered(self, question: str, sources: Sequence[Source]) -> list[Source]:
        """Give the sources, from the first on, that the model's context has room for; one at least."""
        room = self._model.context - ANSWER_TOKENS - count_tokens(ANSWER_SYSTEM) - count_tokens(question) - MARGIN
        room = min(room, int(self._model.context * SOURCE_SHARE), MOST_SOURCE_TOKENS)
        offered: list[Source] = []
        for source in sources:
            room -= count_tokens(fenced(source))
            if room < 0 and offered:
                break
            offered.append(source)
        return offered

    def _settle(self, draft: Draft, offered: Sequence[Source], question: str, numbering: Numbering) -> Sentence:
        unknown = set(draft.numbers) - {source.number for source in offered}
        if unknown:
            _log.info("dropped marks that point at no source: %s", sorted(unknown))
        found = attribute(draft, offered, question, self._grounds)
        citations = numbering.cite(draft.text, found.sources)
        return Sentence(draft.text, found.support.level, found.support.reason, citations)


def fenced(source: Source) -> str:
    """Write a source as data: what would close its fence or cite a number is taken out of it.

    What instructs a model is out already: the retriever gives nothing of it.
    """
    dated = DATED.format(date=_attribute(source.document.date)) if source.document.date else ""
    title = _attribute(source.document.title)
    return SOURCE.format(number=source.number, title=title, dated=dated, text=_as_data(source.paragraph.text))


def _as_data(text: str) -> str:
    return _MARK.sub(r"(\1)", _FENCE.sub("‹", text.strip()))


def _attribute(text: str) -> str:
    return " ".join(_as_data(text).replace('"', "'").replace("<", "‹").replace(">", "›").split())[:200]


def _declines(draft: Draft) -> bool:
    return fold(REFUSAL.rstrip(".")) in fold(draft.text)


def _says_nothing(draft: Draft) -> bool:
    """Tell whether a sentence only leads over to the next: "Here is what the sources say:"."""
    return draft.text.endswith(":")


def _is_lost(sentences: Sequence[Sentence]) -> bool:
    last = [sentence.support for sentence in sentences[-MOST_UNSUPPORTED:]]
    return len(sentences) >= MOST_SENTENCES or last == ["unsupported"] * MOST_UNSUPPORTED
