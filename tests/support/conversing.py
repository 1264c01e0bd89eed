"""A small library that can be asked, changed and emptied in a moment, and answers from it made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from answers import cite
from drafts import make_draft
from hash_embedder import HashEmbedder

from rag.answer import Alternative, Answer, Hit, Sentence
from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

    from rag.document import Document

QUAY = "/documents/quay.txt"
LOPEZ = "Harbour minister Maria Lopez led the works on the quay of Ostwick."
OTHERS = "Forty boats can moor there at a time."


def open_library(folder: Path) -> Library:
    return Library(folder, embedder=HashEmbedder())


def add(library: Library, path: str = QUAY, *texts: str, title: str = "") -> Document:
    return library.add([make_draft(path, *(texts or (LOPEZ, OTHERS)), title=title)])[0]


def answer_from(document: Document, question: str = "Who led the works?", text: str = "She led them.") -> Answer:
    """Make an answer that has something in each of its fields."""
    words = document.paragraphs[0].text
    return Answer(
        question,
        f"{question} (the works on the quay)",
        (
            Sentence(text, "supported", citations=(cite(1, document, 0, 10), cite(1, document, 11, len(words)))),
            Sentence("She did so alone.", "unsupported", "no source says it"),
        ),
        short_answer=words[:10],
        alternatives=(Alternative(words[-10:], (cite(2, document, len(words) - 10),)),),
        difference="The documents differ.",
        degraded="the language model is unreachable",
        coverage="2 paragraphs of 1 document were looked at.",
        shows_unsupported=True,
        confidence=0.75,
    )


def refusal_from(document: Document, question: str = "How deep is it?") -> Answer:
    nearest = (Hit(document, document.paragraphs, 0.25, 0.5),)
    return Answer(question, question, refused=True, reason="The documents do not say.", nearest=nearest)
