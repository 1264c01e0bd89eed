"""Cut a language model's text into sentences as it streams, each with the numbers that it cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.marks import Mark, MarkReader
from rag.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_THINKING = ("<think>", "</think>")
_LINE = re.compile(r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|>\s+)*")
_FENCE = re.compile(r"</?source\b[^>\n]*>?", re.IGNORECASE)
_FENCES = ("<source", "</source")
"""What a model copies from its prompt, and what opens it."""
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_SPACE_BEFORE_POINT = re.compile(r"\s+(?=[.,;:!?](?:\s|$))")
_OPENS_LINE = re.compile(r"(?:^|\n)[\s\-*+•\d.)#>]*$")


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold one sentence as a model wrote it, without its marks."""

    text: str
    numbers: tuple[int, ...] = ()
    """What it cites, in the order written, each once; whether such sources exist is not known here."""


def without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """Leave out what a model thinks aloud between <think> and </think> before it answers."""
    opening, closing = _THINKING
    held = ""
    thinking = False
    pieces = iter(pieces)
    for piece in pieces:
        held += piece
        if not thinking and held.lstrip().startswith(opening):
            thinking = True
        if thinking:
            if held.partition(closing)[2].strip():
                yield held.partition(closing)[2].lstrip()
                yield from pieces
                return
        elif not opening.startswith(held.lstrip()[: len(opening)]):
            yield held
            yield from pieces
            return
    if not thinking and held:
        yield held


class Drafting:
    """Assemble sentences: what comes is shown at once, a sentence is given whole when the next has begun.

    White space at the end of what has come is held back: a mark or the next sentence may follow.
    """

    def __init__(self) -> None:
        """Begin with nothing written."""
        self._text = ""
        self._shown = 0
        self._marks: list[tuple[int, Mark]] = []

    def write(self, pieces: Iterable[str]) -> Iterator[str | Draft]:
        """Yield words as they come, without marks; after the words of each sentence yield it as a Draft."""
        for part in MarkReader().read(without_thinking(pieces)):
            if isinstance(part, Mark):
                self._text = self._text.rstrip(" ")
                self._marks.append((len(self._text), part))
            else:
                self._text += part
                yield from self._settled(last=False)
        yield from self._settled(last=True)

    def _settled(self, last: bool) -> Iterator[str | Draft]:
        """Give the sentences that are over, then the words of the open one that were not given yet."""
        while (end := self._end_of_first(last)) is not None:
            yield from self._words(end)
            draft = self._draft(end)
            self._text, self._shown = self._text[end:], 0
            self._marks = [(place - end, mark) for place, mark in self._marks if not self._belongs(place, mark, end)]
            if draft.text:
                yield draft
        yield from self._words(len(self._text))

    def _words(self, end: int) -> Iterator[str]:
        opening = self._text.lstrip()[: len(max(_FENCES))].lower()
        if any(opening and (fence.startswith(opening) or opening.startswith(fence)) for fence in _FENCES):
            return
        words = self._text[self._shown : end].rstrip()
        self._shown += len(words)
        if words:
            yield words

    def _end_of_first(self, last: bool) -> int | None:
        """Find where the first sentence is over: where the next begins, at the end of its line, or of the text."""
        stripped = self._text.lstrip()
        line = len(self._text) - len(stripped) + stripped.find("\n") if "\n" in stripped else None
        spans = split_sentences(self._text[:line])
        if len(spans) > 1 and not _LINE.fullmatch(self._text[: spans[0].end] + " "):
            return spans[1].start
        if line is not None:
            return line
        return len(self._text) if last and self._text else None

    def _draft(self, end: int) -> Draft:
        text = _EMPHASIS.sub("", _LINE.sub("", _FENCE.sub("", self._text[:end])))
        numbers = (number for place, mark in self._marks if self._belongs(place, mark, end) for number in mark.numbers)
        return Draft(_SPACE_BEFORE_POINT.sub("", " ".join(text.split())), tuple(dict.fromkeys(numbers)))

    def _belongs(self, place: int, mark: Mark, end: int) -> bool:
        """Tell whether a mark stands in the first sentence or behind it; one that opens a line belongs to that line."""
        return place <= end and not (place == end < len(self._text) and _OPENS_LINE.search(self._text[:place]))
