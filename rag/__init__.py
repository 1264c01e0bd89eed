"""Ask a library of documents; every sentence of the answer points back to the paragraph that carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.answer import Alternative, Answer, Citation, Hit, Piece, Sentence, Source, Turn
    from rag.assistant import AnswerStream, Assistant
    from rag.document import Aside, Document, Paragraph
    from rag.errors import CitebackError
    from rag.grounding import support
    from rag.library.library import Library
    from rag.models.reader import Reader, Span
    from rag.settings import Settings
else:

    def __getattr__(name: str) -> object:
        """Import a public name when it is first asked for: chromadb alone takes a second."""
        import importlib

        if name not in _HOMES:
            msg = f"module 'rag' has no attribute {name!r}"
            raise AttributeError(msg)
        return getattr(importlib.import_module(_HOMES[name]), name)


_HOMES = {
    **dict.fromkeys(("Alternative", "Answer", "Citation", "Hit", "Piece", "Sentence", "Source", "Turn"), "rag.answer"),
    **dict.fromkeys(("AnswerStream", "Assistant"), "rag.assistant"),
    **dict.fromkeys(("Aside", "Document", "Paragraph"), "rag.document"),
    "CitebackError": "rag.errors",
    "support": "rag.grounding",
    "Library": "rag.library.library",
    **dict.fromkeys(("Reader", "Span"), "rag.models.reader"),
    "Settings": "rag.settings",
}

__all__ = [
    "Alternative",
    "Answer",
    "AnswerStream",
    "Aside",
    "Assistant",
    "Citation",
    "CitebackError",
    "Document",
    "Hit",
    "Library",
    "Paragraph",
    "Piece",
    "Reader",
    "Sentence",
    "Settings",
    "Source",
    "Span",
    "Turn",
    "support",
]
