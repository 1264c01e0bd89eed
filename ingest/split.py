"""A text too long for its place -> parts that fit: cut at sentence ends, then between words, then inside a word."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Measure = Callable[[Sequence[str]], list[int]]

SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+|(?<=[。！？])|\n+")
WORD_END = re.compile(r"\s+")
LONGEST_WORD = 200
"""Characters; a longer run without spaces is cut, since no reader would call it a word."""


def split(text: str, limit: int, measure: Measure) -> list[str]:
    """Cut a text into parts of at most `limit`, each as long as fits; the parts are slices of the text, in order.

    `measure` gives the size of each of several texts at once, and the sizes of neighbours must add up to that of both.
    """
    pieces = _slices(text, _ends(text, SENTENCE_END))
    sizes = measure(pieces)
    fine: list[str] = []
    for piece, size in zip(pieces, sizes, strict=True):
        fine += [piece] if size <= limit else _words(piece)
    return [part.strip() for part in _pack(fine, limit, measure) if part.strip()]


def windows(text: str, length: int) -> list[str]:
    """Cut a text of any size into slices of at most `length` characters, at a sentence end or else between words."""
    parts: list[str] = []
    start = 0
    while start < len(text):
        window = text[start : start + length]
        if start + length < len(text):
            ends = _ends(window, SENTENCE_END) or _ends(window, WORD_END)
            window = window[: ends[-1]] if ends else window
        parts.append(window.strip())
        start += len(window)
    return [part for part in parts if part]


def clip(text: str, limit: int, measure: Measure) -> str:
    """Keep as much of a text's beginning as fits."""
    if len(text) <= LONGEST_WORD and measure([text])[0] <= limit:
        return text
    return next(iter(split(text, limit, measure)), "")


def _words(text: str) -> list[str]:
    """Cut into words with the space that follows each, the endless ones by their length."""
    words: list[str] = []
    for word in _slices(text, _ends(text, WORD_END)):
        words += [word[start : start + LONGEST_WORD] for start in range(0, len(word), LONGEST_WORD)]
    return words


def _pack(pieces: list[str], limit: int, measure: Measure) -> list[str]:
    """Join neighbours while they fit; a piece that alone does not fit is halved until it does."""
    parts: list[str] = []
    current: list[str] = []
    room = limit
    for piece, size in zip(pieces, measure(pieces), strict=True):
        if size > room and current:
            parts.append("".join(current))
            current, room = [], limit
        if size > limit:
            parts += _halve(piece, limit, measure)
        else:
            current.append(piece)
            room -= size
    return [*parts, "".join(current)]


def _halve(text: str, limit: int, measure: Measure) -> list[str]:
    """Cut in halves until each fits or is a single character."""
    if len(text) <= 1 or measure([text])[0] <= limit:
        return [text]
    middle = len(text) // 2
    return _halve(text[:middle], limit, measure) + _halve(text[middle:], limit, measure)


def _ends(text: str, pattern: re.Pattern[str]) -> list[int]:
    return [found.end() for found in pattern.finditer(text)]


def _slices(text: str, ends: list[int]) -> list[str]:
    edges = [0, *ends, len(text)]
    return [text[start:end] for start, end in pairwise(edges) if start < end]
