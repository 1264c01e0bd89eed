"""The small round or square shapes that some programs draw as marks of list items."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2.raw as raw

from ingest.pdf.words import Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.view import View
    from rag.document import Box

SMALLEST, LARGEST = 1.5, 8.0
"""Points, of either side."""
MOST_DOTS = 200
"""A drawing has more."""
MOST_OBJECTS = 20_000
BULLET = "•"
FARTHEST = 3.0
"""Share of the size, between a mark and its text."""


def dots(page: raw.FPDF_PAGE, view: View) -> list[Box]:
    """Find the small shapes as wide as they are high; none where there are too many for a list."""
    found: list[Box] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) != raw.FPDF_PAGEOBJ_PATH or not raw.FPDFPageObj_GetBounds(shape, *sides):
            continue
        box = view.box(*(side.value for side in sides))
        width, height = box.right - box.left, box.bottom - box.top
        if SMALLEST <= width <= LARGEST and abs(width - height) <= 0.25 * width:
            found.append(box)
    return found if len(found) <= MOST_DOTS else []


def with_dots(words: list[Word], dots: Sequence[Box]) -> list[Word]:
    """Put a bullet before each line that a small shape stands before."""
    marked = list(words)
    for dot in dots:
        middle = (dot.top + dot.bottom) / 2
        near = [word for word in words if word.top < middle < word.bottom and _begins(word, dot)]
        taken = any(
            word.left < dot.right and dot.left < word.right and word.top < middle < word.bottom for word in words
        )
        if near and not taken:
            word = min(near, key=lambda one: min(abs(one.left - dot.right), abs(dot.left - one.right)))
            place = next(index for index, one in enumerate(marked) if one is word)
            marked.insert(place, Word(BULLET, dot.left, word.top, dot.right, word.bottom, word.baseline, word.style))
    return marked


def _begins(word: Word, dot: Box) -> bool:
    gap = max(word.left - dot.right, dot.left - word.right)
    return 0 < gap <= FARTHEST * word.style.size
