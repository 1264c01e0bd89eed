"""Cut a text into sentences whose offsets count in that text."""

from __future__ import annotations

from dataclasses import dataclass

import sentencex

MAX_CHARACTERS = 20_000
"""Longer texts are cut here before they are split: no reader follows a longer paragraph."""


@dataclass(frozen=True, slots=True)
class Span:
    """Mark text[start:end]."""

    start: int
    end: int

    def cut(self, text: str) -> str:
        """Give the marked words."""
        return text[self.start : self.end]


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Find the sentences of a text, in order, white space around each left out.

    The rules are those of sentencex (Wikimedia), for English unless another language is named (ISO 639-1); quotations
    stay whole. A semicolon-separated list or a line of code is one sentence.
    """
    spans: list[Span] = []
    position = 0
    for piece in sentencex.segment(language, text[:MAX_CHARACTERS]):
        start = text.find(piece, position)
        if start < 0:
            continue
        position = start + len(piece)
        stripped = piece.strip()
        if stripped:
            lead = len(piece) - len(piece.lstrip())
            spans.append(Span(start + lead, start + lead + len(stripped)))
    return spans


def split_foreign(text: str, language: str) -> list[Span]:
    """Find the sentences of a text in another language: it ends where the rules of both that and English see an end.

    So "12. März" stays whole for German, and every end is one that whoever splits as in English sees too.
    """
    starts = {span.start for span in split_sentences(text, language)}
    joined: list[Span] = []
    for span in split_sentences(text):
        if joined and span.start not in starts:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
