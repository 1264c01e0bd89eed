"""Words -> lines: what a reader reads in one go, cut where a gutter between columns or cells runs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from ingest.pdf.scripts import is_right_to_left, joins_without_space
from ingest.pdf.words import SAME_LINE, SMALLER, SUPERSCRIPTS, Word, distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.pdf.words import Style

LEAST_GUTTER = 0.85
"""Share of the size, as all below: a wider gap may be a gutter; TeX's is 1.0 in two columns."""
LEAST_STRIP = 0.6
FARTHEST_START = 2.5
"""How far behind a gutter the column's lines begin, indents included."""
SURE_GUTTER = 2.5
"""A gap that alone, with no line above or below to bear it out, parts two things."""
MARKER_GAP = 5.0
NEAR = 2.6
"""How far above and below a gap is looked for the lines that bear it out."""
MOST_PIECES = 4_000
MOST_NEAR = 300
"""Pieces of a page, and of the rows above and below one; a drawing has more, and no columns."""
MARKER = re.compile(
    r"[-*+•◦▪‣·–—●○■□➢❖✓§\uf0b7\uf0a7]|\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(\.\d{1,2}){1,4}\.?|\[\d{1,3}\]"
)


@dataclass(slots=True)
class Line:
    """Hold words that stand on one line, in reading order."""

    words: list[Word]
    left: float
    top: float
    right: float
    bottom: float
    baseline: float
    style: Style
    text: str
    """As a reader sees it, with spaces where the script has them."""

    @classmethod
    def of(cls, words: Sequence[Word]) -> Line:
        """Measure a line by its words; its style is that of most of its letters."""
        letters: dict[Style, int] = {}
        baselines: dict[float, int] = {}
        for word in words:
            letters[word.style] = letters.get(word.style, 0) + len(word.text)
            baselines[word.baseline] = baselines.get(word.baseline, 0) + len(word.text)
        return cls(
            list(words),
            min(word.left for word in words),
            min(word.top for word in words),
            max(word.right for word in words),
            max(word.bottom for word in words),
            max(baselines, key=lambda baseline: baselines[baseline]),
            max(letters, key=lambda style: letters[style]),
            written(words),
        )

    @property
    def size(self) -> float:
        """Give the size of most of its letters, in points."""
        return max(self.style.size, 1.0)


def lines(words: Iterable[Word]) -> list[Line]:
    """Put words on lines, from top to bottom."""
    pieces = sorted(_pieces(words), key=lambda one: (one.baseline, one.left))
    if len(pieces) > MOST_PIECES:
        return pieces
    baselines = [piece.baseline for piece in pieces]
    merged: list[Line] = []
    for row in _rows(pieces):
        reach = NEAR * max(piece.size for piece in row)
        start, end = bisect_left(baselines, row[0].baseline - reach), bisect_right(baselines, row[0].baseline + reach)
        near = pieces[start:end] if end - start <= MOST_NEAR else []
        merged += _merged(row, _Around(near, row))
    return [_with_notes(line) for line in merged]


def written(words: Sequence[Word]) -> str:
    """Join words with spaces, except where the script has none or two pieces touch."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        touches = joins_without_space(before.text, word.text) and distance(word, before) < 0.1 * max(
            word.style.size, 1.0
        )
        parts.append(word.text if touches else f" {word.text}")
    return " ".join("".join(parts).split())


def _pieces(words: Iterable[Word]) -> list[Line]:
    """Keep words together that were painted one after the other without a wide gap."""
    pieces: list[list[Word]] = []
    for word in words:
        last = pieces[-1][-1] if pieces else None
        if last is not None and _goes_on(last, word):
            pieces[-1].append(word)
        elif word.text.strip():
            pieces.append([word])
    return [Line.of(piece) for piece in pieces]


def _goes_on(last: Word, word: Word) -> bool:
    size = max(last.style.size, word.style.size, 1.0)
    gap = distance(last, word)
    return abs(last.baseline - word.baseline) <= SAME_LINE * size and -size < gap <= LEAST_GUTTER * size


def _rows(pieces: list[Line]) -> list[list[Line]]:
    """Put pieces with one baseline together; small raised ones go with the line that they stand beside."""
    rows: list[list[Line]] = []
    for piece in pieces:
        home = next((row for row in reversed(rows[-4:]) if _same_row(row, piece)), None)
        if home is None:
            rows.append([piece])
        else:
            home.append(piece)
    return rows


def _same_row(row: list[Line], piece: Line) -> bool:
    if abs(piece.baseline - row[-1].baseline) > 2 * max(piece.size, row[-1].size):
        return False
    nearest = min(row, key=lambda one: max(one.left - piece.right, piece.left - one.right))
    apart = abs(piece.baseline - nearest.baseline)
    if nearest.left < piece.right - 1 and piece.left < nearest.right - 1:
        return apart < 0.1
    small, large = sorted((nearest, piece), key=lambda one: one.size)
    beside = max(small.left - large.right, large.left - small.right) < 0.6 * large.size
    is_note = small.size <= SMALLER * large.size and len(small.text) <= 4 and beside
    return apart <= (0.6 * large.size if is_note else SAME_LINE * small.size)


class _Around:
    """Hold the pieces above and below a row, to tell a gutter from a wide space."""

    def __init__(self, pieces: Iterable[Line], row: list[Line]) -> None:
        baseline, size = row[0].baseline, max(piece.size for piece in row)
        self.size = size
        self.from_right = is_right_to_left(" ".join(piece.text for piece in row))
        mine = {id(piece) for piece in row}
        near = [one for one in pieces if id(one) not in mine]
        self.sides = [
            [one for one in near if one.baseline < baseline],
            [one for one in near if one.baseline > baseline],
        ]

    def bear_out(self, left: Line, right: Line) -> bool:
        """Tell whether the lines above or those below leave the same gap free and stand on both of its sides."""
        return any(self._side_bears_out(side, left.right, right.left) for side in self.sides)

    def _side_bears_out(self, side: list[Line], start: float, end: float) -> bool:
        free = [(start, end)]
        for one in side:
            free = [
                part for gap in free for part in ((gap[0], min(gap[1], one.left)), (max(gap[0], one.right), gap[1]))
            ]
        widest = max(free, key=lambda gap: gap[1] - gap[0])
        if widest[1] - widest[0] < LEAST_STRIP * self.size:
            return False
        reach = FARTHEST_START * self.size
        before = [one for one in side if one.right <= widest[0] + 1]
        behind = [one for one in side if one.left >= widest[1] - 1]
        if self.from_right:
            return bool(behind) and any(one.right >= start - reach for one in before)
        return bool(before) and any(one.left <= end + reach for one in behind)

    def crossed(self, left: Line, right: Line) -> bool:
        """Tell whether a line above or below runs across the gap."""
        return any(one.left < left.right and one.right > right.left for side in self.sides for one in side)


def _merged(row: list[Line], around: _Around) -> list[Line]:
    """Join the pieces of a row, but for those that a gutter parts; right-to-left rows are read from the right."""
    row = sorted(row, key=lambda piece: piece.left)
    groups = [[row[0]]]
    for piece in row[1:]:
        if _parted(groups[-1][-1], piece, around):
            groups.append([piece])
        else:
            groups[-1].append(piece)
    return [Line.of(list(chain.from_iterable(piece.words for piece in _reading_order(group)))) for group in groups]


def _reading_order(group: list[Line]) -> list[Line]:
    return group[::-1] if is_right_to_left(" ".join(piece.text for piece in group)) else group


def _parted(left: Line, right: Line, around: _Around) -> bool:
    gap = (right.left - left.right) / max(left.size, right.size)
    if gap <= LEAST_GUTTER or (left.style.mono and right.style.mono):
        return False
    if gap <= MARKER_GAP and (
        MARKER.fullmatch(left.text) or (is_right_to_left(left.text) and MARKER.fullmatch(right.text))
    ):
        return False
    if around.bear_out(left, right):
        return True
    return gap > SURE_GUTTER and not (gap < 2 * SURE_GUTTER and around.crossed(left, right))


def _with_notes(line: Line) -> Line:
    """Write the raised figures that stand as words of their own as the marks of notes that they are."""
    for word in line.words:
        small = word.style.size <= SMALLER * line.size
        if small and line.baseline - word.baseline > 0.15 * line.size and word.text.isascii():
            word.text = word.text.translate(SUPERSCRIPTS)
            line.text = written(line.words)
    return line
