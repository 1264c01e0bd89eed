"""The straight rules drawn on a page: what tables are ruled with."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.pdf.view import View

MOST_OBJECTS = 20_000
MOST_DRAWN = 50_000
MOST_STROKES = 1_000
"""A drawing has more, before and after those that touch are made one; no table has."""
SHORTEST = 6.0
STRAIGHT = 0.7
"""Points."""


class Stroke(NamedTuple):
    """Hold a horizontal (top == bottom) or vertical (left == right) rule."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        """Tell which way it runs."""
        return self.top == self.bottom


def strokes(page: raw.FPDF_PAGE, view: View) -> list[Stroke]:
    """Find the rules of a page; none where there are more than a table could have."""
    found: list[Stroke] = []
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(shape) == raw.FPDF_PAGEOBJ_PATH:
            for start, end in _segments(shape):
                (left, right), (bottom, top) = (sorted(pair) for pair in zip(start, end, strict=True))
                found += _straight(*view.edges(left, bottom, right, top))
        if len(found) > MOST_DRAWN:
            return []
    whole = _whole([one for one in found if one.is_horizontal]) + _whole(
        [one for one in found if not one.is_horizontal]
    )
    return whole if len(whole) <= MOST_STROKES else []


def _whole(found: list[Stroke]) -> list[Stroke]:
    """Make one rule of the pieces that lie on one line and touch."""
    whole: list[Stroke] = []
    for one in sorted(
        found, key=lambda one: (round(one.top), one.left) if one.is_horizontal else (round(one.left), one.top)
    ):
        last = whole[-1] if whole else None
        if last is not None and one.is_horizontal and abs(last.top - one.top) <= 1.0 and one.left <= last.right + 1.0:
            whole[-1] = last._replace(right=max(last.right, one.right))
        elif (
            last is not None
            and not one.is_horizontal
            and abs(last.left - one.left) <= 1.0
            and one.top <= last.bottom + 1.0
        ):
            whole[-1] = last._replace(bottom=max(last.bottom, one.bottom))
        else:
            whole.append(one)
    return whole


def _straight(left: float, top: float, right: float, bottom: float) -> list[Stroke]:
    width, height = right - left, bottom - top
    if height <= STRAIGHT and width >= SHORTEST:
        middle = (top + bottom) / 2
        return [Stroke(left, middle, right, middle)]
    if width <= STRAIGHT and height >= SHORTEST:
        middle = (left + right) / 2
        return [Stroke(middle, top, middle, bottom)]
    return []


def _segments(shape: object) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Give the straight segments of a path in the page's coordinates."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(shape, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = before = (0.0, 0.0)
    for index in range(min(raw.FPDFPath_CountSegments(shape), MOST_DRAWN)):
        segment = raw.FPDFPath_GetPathSegment(shape, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield before, point
        before = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield point, first
            before = first
