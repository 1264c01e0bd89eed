"""A table found on a page: its rows, and which of them name the columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.pdf.joining import joined
from ingest.pdf.lines import lines
from ingest.tables import row_text
from rag.document import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.words import Word

LONGEST_NAME = 6
"""Words of a column's name in a table that does not mark its head."""
YEAR = re.compile(r"(\D{0,12}\b)?(19|20)\d\d(/\d\d)?(\b\D{0,12})?|[QH][1-4]( ?(19|20)\d\d)?")
PROSE = 5
"""Words of a cell's line, at the median, from which two columns are text set in columns, not a table."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold the cells of one row, as texts."""

    cells: tuple[str, ...]
    box: Box
    is_bold: bool = False


@dataclass(slots=True)
class Table:
    """Hold the rows of a table and its place."""

    left: float
    top: float
    right: float
    bottom: float
    rows: list[Row]
    head: int | None = None
    """How many of the first rows name the columns; None where only their looks can tell."""

    def named(self) -> list[tuple[str, Box]]:
        """Write each row with the names of its columns."""
        count = self._head_rows() if self.head is None else self.head
        count = min(count, len(self.rows) - 1)
        names = [_name(column) for column in zip(*(row.cells for row in self.rows[:count]), strict=True)]
        return [(row_text(row.cells, names), row.box) for row in self.rows[count:]]

    def _head_rows(self) -> int:
        bold = next((index for index, row in enumerate(self.rows) if not row.is_bold), len(self.rows))
        if 0 < bold < len(self.rows):
            return min(bold, 3)
        first, others = self.rows[0].cells, [row.cells for row in self.rows[1:]]
        plain = all(first[1:]) and not any(_is_value(cell) or len(cell.split()) > LONGEST_NAME for cell in first)
        if not plain or len(set(first)) < len(first) or not others:
            return 0
        figures = any(
            all(_has_figure(row[column]) and not YEAR.fullmatch(row[column]) for row in others)
            for column in range(len(first))
        )
        if any(map(_has_figure, first)):
            return int(figures and not _has_figure(first[0]))
        return 1 if figures or (len(first) > 2 and len(others) > 1 and bold == 0) else 0


def row_of(cells: Sequence[Sequence[Word]]) -> Row:
    """Write the words of each cell; at least one has some."""
    every = [word for cell in cells for word in cell]
    box = Box(
        min(word.left for word in every),
        min(word.top for word in every),
        max(word.right for word in every),
        max(word.bottom for word in every),
    )
    texts = tuple(joined(line.text for line in lines(cell)) for cell in cells)
    return Row(texts, box, all(word.style.bold for word in every if any(map(str.isalnum, word.text))))


def columns(words: Sequence[Word], least_gap: float) -> list[tuple[float, float]]:
    """Find the columns of a region: what no word of it bridges; `least_gap` in shares of the size."""
    size = sorted(word.style.size for word in words)[len(words) // 2]
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda one: one.left):
        if spans and word.left - spans[-1][1] < least_gap * size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], word.right))
        else:
            spans.append((word.left, word.right))
    return spans


def rows(words: Sequence[Word], spans: Sequence[tuple[float, float]]) -> list[list[list[Word]]]:
    """Put the words of a region into rows by their baselines, and into the columns that hold them."""
    found: list[list[list[Word]]] = []
    baseline = None
    for word in sorted(words, key=lambda one: one.baseline):
        if baseline is None or word.baseline - baseline > 0.45 * word.style.size:
            found.append([[] for _ in spans])
            baseline = word.baseline
        middle = (word.left + word.right) / 2
        column = next((index for index, (start, end) in enumerate(spans) if start - 1 <= middle <= end + 1), 0)
        found[-1][column].append(word)
    return found


def is_prose(cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Tell text set in columns from a table by the length of its lines."""
    long = 0
    for column in zip(*cells, strict=True):
        counts = sorted(len(cell) for cell in column if cell)
        long += bool(counts) and counts[len(counts) // 2] >= PROSE
    return long >= 2 or (long == 1 and len(cells[0]) < 2)


def has_figures(cells: Sequence[Sequence[Sequence[Word]]]) -> bool:
    """Tell a table that has a column of numbers."""
    for column in zip(*cells, strict=True):
        texts = [" ".join(word.text for word in cell) for cell in column[1:] if cell]
        if texts and 3 * sum(_has_figure(text) and len(text) <= 20 for text in texts) >= 2 * len(column[1:]):
            return True
    return False


def _is_value(text: str) -> bool:
    """Tell a number from the name of a column, which may be a year or a quarter."""
    return _has_figure(text) and not YEAR.fullmatch(text)


def _has_figure(text: str) -> bool:
    return any(letter.isdigit() for letter in text)


def _name(cells: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(cell for cell in cells if cell))
