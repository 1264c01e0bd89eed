"""Questions to try, made from the library's own text and asked before they are shown: each one has an answer."""

from __future__ import annotations

import hashlib
import threading
from typing import TYPE_CHECKING, Protocol

from eval.proposing import Proposal, alike, propose
from rag.errors import CitebackError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rag.answer import Answer
    from rag.document import Document
    from rag.library.library import Library

MOST = 5
"""Questions that are suggested."""
MOST_ASKED = 15
"""Questions that are tried: each takes as long as a question does."""
PER_DOCUMENT = 3


class Answerer(Protocol):
    """Answer a question; rag.Assistant does."""

    def ask(self, question: str) -> Answer:
        """Answer, or refuse."""
        ...


class Suggestions:
    """Keep the suggestions for a library's present state; they are made in the background, once for each state."""

    def __init__(self, library: Library, assistant: Answerer) -> None:
        """Suggest from this library, asking this assistant."""
        self._library = library
        self._assistant = assistant
        self._lock = threading.Lock()
        self._made: dict[str, tuple[str, ...]] = {}
        self._making = ""

    def current(self, on_ready: Callable[[], None] | None = None) -> tuple[str, ...]:
        """Give what is ready for the library as it is now; where nothing is, begin to make it and call back then."""
        state = self._state()
        with self._lock:
            if state in self._made or self._making == state:
                return self._made.get(state, ())
            self._making = state
        threading.Thread(target=self._make, args=(state, on_ready), name="suggestions", daemon=True).start()
        return ()

    def wait(self) -> tuple[str, ...]:
        """Make them now, or give what is ready; equal for equal libraries."""
        state = self._state()
        with self._lock:
            ready = self._made.get(state)
        return self._make(state) if ready is None else ready

    def _make(self, state: str, on_ready: Callable[[], None] | None = None) -> tuple[str, ...]:
        try:
            made = suggest(self._library.documents(), self._assistant)
        except CitebackError:  # the library was closed or changed meanwhile: there is nothing to suggest from it
            made = ()
        with self._lock:
            self._made = {state: made}
            self._making = ""
        if on_ready is not None:
            on_ready()
        return made

    def _state(self) -> str:
        held = sorted(f"{document.id}@{document.version}" for document in self._library.documents())
        return hashlib.sha256("\n".join(held).encode()).hexdigest()


def suggest(documents: Sequence[Document], assistant: Answerer) -> tuple[str, ...]:
    """Give up to MOST questions that are answered from the document they were made of, varied in both."""
    chosen: list[str] = []
    for asked, proposal in enumerate(propose(documents, PER_DOCUMENT)):
        if len(chosen) == MOST or asked == MOST_ASKED:
            break
        if not any(alike(proposal.question, other) for other in chosen) and _is_answered(proposal, assistant):
            chosen.append(proposal.question)
    return tuple(chosen)


def _is_answered(proposal: Proposal, assistant: Answerer) -> bool:
    answer = assistant.ask(proposal.question)
    from_there = any(citation.document.id == proposal.document.id for citation in answer.citations)
    supported = all(sentence.support == "supported" for sentence in answer.sentences)
    return not answer.refused and from_there and supported and answer.degraded is None
