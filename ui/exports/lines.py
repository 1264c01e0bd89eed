"""Text -> lines that fit a width, each a row of runs that one font draws from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ui.exports.fonts import Run, runs
from ui.exports.scripts import joined, runs_right_to_left, visual

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WIDE = r"\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef"
_UNIT = re.compile(rf"\s+|[{_WIDE}]|[^\s{_WIDE}]+")
"""What a line is not broken inside: a word, or one East Asian letter."""


@dataclass(frozen=True, slots=True)
class Span:
    """Hold text of one look."""

    text: str
    bold: bool = False
    struck: bool = False
    color: str = "#1c1f24"


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold what is drawn at once, at a distance from the line's left end."""

    run: Run
    look: Span
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """Hold one line, its pieces from left to right."""

    pieces: tuple[Piece, ...]
    width: float
    from_right: bool


def lay_out(spans: Sequence[Span], size: float, width: float) -> list[TextLine]:
    """Break spans into lines; a line break in the text ends a line, a word that is too long is cut."""
    text = "".join(span.text for span in spans)
    looks = [span for span in spans for _ in span.text]
    from_right = runs_right_to_left(text)
    lines: list[TextLine] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        cut = _cut(joined(line), looks[start:end], size, width)
        lines += [_placed(part, looks[start + at : start + at + len(part)], size, from_right) for at, part in cut]
        start = end + 1
    return lines


def _cut(line: str, looks: Sequence[Span], size: float, width: float) -> Iterator[tuple[int, str]]:
    """Part a line at spaces; give each part with where it begins."""
    begin, used = 0, 0.0
    for found in _UNIT.finditer(line):
        wide = _width(found[0], looks[found.start()].bold, size)
        if used + wide > width and not found[0].isspace():
            if used:
                yield begin, line[begin : found.start()]
                begin, used = found.start(), 0.0
            if wide > width:
                *whole, last = _slices(found[0], looks[found.start()].bold, size, width)
                for part in whole:
                    yield begin, part
                    begin += len(part)
                wide = _width(last, looks[begin].bold, size)
        used += wide
    yield begin, line[begin:]


def _slices(word: str, bold: bool, size: float, width: float) -> list[str]:
    parts, begin, used = [], 0, 0.0
    for place, character in enumerate(word):
        wide = _width(character, bold, size)
        if used + wide > width and place > begin:
            parts.append(word[begin:place])
            begin, used = place, 0.0
        used += wide
    return [*parts, word[begin:]]


def _placed(line: str, looks: Sequence[Span], size: float, from_right: bool) -> TextLine:
    clusters = visual(line.rstrip(), from_right)
    pieces: list[Piece] = []
    left = 0.0
    for look, group in groupby(clusters, key=lambda cluster: looks[cluster.offset]):
        for run in runs("".join(cluster.text for cluster in group), look.bold):
            wide = _run_width(run, size)
            pieces.append(Piece(run, look, left, wide))
            left += wide
    return TextLine(tuple(pieces), left, from_right)


def _width(text: str, bold: bool, size: float) -> float:
    return sum(_run_width(run, size) for run in runs(text, bold))


def _run_width(run: Run, size: float) -> float:
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(run.text, run.font, size))
