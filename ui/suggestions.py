"""Questions to try, made from the library's own text and asked before they are shown: each one has an answer."""

from __future__ import annotations

import hashlib
import threading
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from rag.errors import CitebackError
from rag.instructions import instructing
from rag.text.sentences import split_sentences
from rag.text.words import stems
from ui.posing import pose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rag.answer import Answer
    from rag.document import Document, Paragraph
    from rag.library.library import Library

MOST = 5
"""Questions that are suggested."""
MOST_ASKED = 15
"""Questions that are tried: each takes as long as a question does."""
MOST_DOCUMENTS = 60
"""Documents that are looked at; which ones follows from their ids and versions."""
MOST_PARAGRAPHS = 150
"""Paragraphs of one document that are looked at, from its beginning."""
PER_DOCUMENT = 3
ALIKE = 0.6
"""Share of a question's words that make it too like an earlier one."""


class Answerer(Protocol):
    """Answer a question; rag.Assistant does."""

    def ask(self, question: str) -> Answer:
        """Answer, or refuse."""
        ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a question with the document whose sentence it was made of."""

    question: str
    document: str


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
    for asked, proposal in enumerate(propose(documents)):
        if len(chosen) == MOST or asked == MOST_ASKED:
            break
        if not any(_alike(proposal.question, other) for other in chosen) and _is_answered(proposal, assistant):
            chosen.append(proposal.question)
    return tuple(chosen)


def propose(documents: Sequence[Document]) -> Iterator[Proposal]:
    """Make questions of documents, one of each in turn, in an order that does not depend on when they came in."""
    ordered = sorted(documents, key=lambda document: hashlib.sha256(_name(document)).digest())[:MOST_DOCUMENTS]
    waiting = deque(_of_document(document) for document in ordered)
    while waiting:
        proposals = waiting.popleft()
        proposal = next(proposals, None)
        if proposal is not None:
            yield proposal
            waiting.append(proposals)


def _name(document: Document) -> bytes:
    return f"{document.id}@{document.version}".encode()


def _of_document(document: Document) -> Iterator[Proposal]:
    """Make at most PER_DOCUMENT questions of a document."""
    made = 0
    for paragraph in document.paragraphs[:MOST_PARAGRAPHS]:
        if made == PER_DOCUMENT:
            return
        question = _of_paragraph(paragraph)
        if question is not None:
            made += 1
            yield Proposal(question, document.id)


def _of_paragraph(paragraph: Paragraph) -> str | None:
    """Make a question of the first sentence that gives one; none of furniture, code, rows, or of what gives orders."""
    if paragraph.furniture or paragraph.kind not in ("text", "item") or len(paragraph.text) > 2_000:
        return None
    if instructing(paragraph.text):
        return None
    sentences = (span.cut(paragraph.text) for span in split_sentences(paragraph.text))
    posed = (pose(sentence, paragraph.text) for sentence in sentences)
    return next((question for question in posed if question is not None and not instructing(question)), None)


def _is_answered(proposal: Proposal, assistant: Answerer) -> bool:
    answer = assistant.ask(proposal.question)
    from_there = any(citation.document.id == proposal.document for citation in answer.citations)
    supported = all(sentence.support == "supported" for sentence in answer.sentences)
    return not answer.refused and from_there and supported and answer.degraded is None


def _alike(question: str, other: str) -> bool:
    one, two = stems(question), stems(other)
    return len(one & two) > ALIKE * min(len(one), len(two))
