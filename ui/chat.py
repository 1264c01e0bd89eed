"""One exchange of a conversation, as it grows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rag.answer import Turn
from rag.errors import CitebackError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from rag.answer import Answer, Sentence
    from rag.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Extent:
    """Say what there was to look at when a question was asked."""

    documents: int
    """That the question could be answered from."""
    scoped: bool = False
    """Whether they were chosen among more."""
    unread: int = 0
    """Files that were sent and could not be read."""
    incomplete: int = 0
    """Documents that lack a part which could not be read."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Hold a question and as much of its answer as there is."""

    question: str
    settled: tuple[Sentence, ...] = ()
    tail: str = ""
    """What has come of the sentence that is not settled yet."""
    answer: Answer | None = None
    """None until the end."""
    problem: str = ""
    """Why there is no answer, fit to show; empty when there is one."""
    stopped: bool = False
    """Whether the person stopped it: what had settled stays."""
    extent: Extent | None = None
    scope: tuple[str, ...] = ()
    """Ids of the documents that alone it was asked of; empty: of all."""
    position: int = 0
    """In the kept conversation, from 1; 0 where it is not kept."""
    verdict: str = ""
    """What the person said of it: "right", "wrong" or "paragraph"; empty where nothing was said."""

    @property
    def done(self) -> bool:
        """Tell whether nothing more will come."""
        return self.answer is not None or bool(self.problem) or self.stopped


def respond(
    message: str,
    history: Sequence[Exchange],
    assistant: Assistant,
    documents: Collection[str] | None = None,
    extent: Extent | None = None,
) -> Iterator[Exchange]:
    """Answer a message; each yield shows more of the same exchange, the last one is done.

    `documents` (ids) scopes.
    """
    exchange = Exchange(message.strip(), extent=extent, scope=tuple(documents or ()))
    yield exchange
    turns = [Turn(past.question, past.answer.text) for past in history if past.answer is not None]
    try:
        stream = assistant.stream(message, turns, documents)
        for piece in stream:
            if piece.settled is None:
                exchange = replace(exchange, tail=exchange.tail + piece.text)
            else:
                exchange = replace(exchange, settled=(*exchange.settled, piece.settled), tail="")
            yield exchange
        yield replace(exchange, answer=stream.answer, tail="")
    except CitebackError as error:
        yield replace(exchange, problem=str(error))
