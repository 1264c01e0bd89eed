"""Sentences of a document that address a language model. (The lead's placeholder until helper C's file is there: overwrite it.)"""

from __future__ import annotations

from rag.text.sentences import Span


def instructing(text: str) -> list[Span]:
    """Give none."""
    return []
