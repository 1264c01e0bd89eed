"""Questions that a library's own text answers, one of each document in turn."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from eval.posing import Posed, pose
from rag.instructions import instructing
from rag.text.sentences import split_sentences
from rag.text.words import stems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rag.document import Document, Paragraph

MOST_DOCUMENTS = 60
"""Documents that are looked at; which ones follows from their ids and versions."""
MOST_PARAGRAPHS = 150
"""Paragraphs of one document that are looked at, from its beginning."""
LONGEST_PARAGRAPH = 2_000
ALIKE = 0.6
"""Share of a question's words that make it too like an earlier one."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold a question, its answer, and the paragraph whose sentence both were made of."""

    question: str
    answer: str
    document: Document
    paragraph: Paragraph
    about: str = ""
    """The thing or person that it asks something of; empty where that is not plain."""


def propose(documents: Sequence[Document], per_document: int) -> Iterator[Proposal]:
    """Make questions of documents, in an order that does not depend on when they came in."""
    ordered = sorted(documents, key=_name)[:MOST_DOCUMENTS]
    return in_turn([islice(_of_document(document), per_document) for document in ordered])


def in_turn(sources: Iterable[Iterator[Proposal]]) -> Iterator[Proposal]:
    """Take one of each in turn, until all are empty."""
    waiting = deque(sources)
    while waiting:
        proposals = waiting.popleft()
        proposal = next(proposals, None)
        if proposal is not None:
            yield proposal
            waiting.append(proposals)


def of_paragraph(
    document: Document, paragraph: Paragraph, ask: Callable[[str, str], Posed | None] = pose
) -> Iterator[Proposal]:
    """Make a question of each sentence that gives one; none of furniture, code, rows, or of what gives orders."""
    if paragraph.furniture or paragraph.kind not in ("text", "item") or len(paragraph.text) > LONGEST_PARAGRAPH:
        return
    if instructing(paragraph.text):
        return
    for span in split_sentences(paragraph.text):
        posed = ask(span.cut(paragraph.text), paragraph.text)
        if posed is not None and not instructing(posed.question):
            yield Proposal(posed.question, posed.answer, document, paragraph, posed.about)


def alike(question: str, other: str) -> bool:
    """Tell whether two questions share most of their words."""
    one, two = stems(question), stems(other)
    return len(one & two) > ALIKE * min(len(one), len(two))


def _name(document: Document) -> bytes:
    return hashlib.sha256(f"{document.id}@{document.version}".encode()).digest()


def _of_document(document: Document) -> Iterator[Proposal]:
    """Make one question of each paragraph that gives one."""
    for paragraph in document.paragraphs[:MOST_PARAGRAPHS]:
        yield from islice(of_paragraph(document, paragraph), 1)
