"""Tables drawn with rules: full grids, and those with rules above and below only."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ingest.pdf.table import Row, Table, columns, has_figures, is_prose, row_of, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.strokes import Stroke
    from ingest.pdf.words import Word

NEAR = 3.0
"""Points within which rules meet, or are one."""
MOST_CELLS = 4_000
LEAST_FILLED = 0.3
LEAST_COLUMN_GAP = 0.7


@dataclass(slots=True)
class Found:
    """Hold the tables of a page, and the words that are in none."""

    tables: list[Table] = field(default_factory=list)
    rest: list[Word] = field(default_factory=list)


def ruled(words: Sequence[Word], strokes: Sequence[Stroke]) -> Found:
    """Take the ruled tables out of a page's words."""
    found = Found(rest=list(words))
    for group in _touching(strokes):
        _take(found, _grid(group, found.rest))
    for places in _same_width(strokes):
        for table in _between_rules(places, found.rest):
            _take(found, table)
    return found


def _take(found: Found, table: Table | None) -> None:
    if table is not None:
        found.tables.append(table)
        found.rest = [word for word in found.rest if not _inside(word, table)]


def _inside(word: Word, table: Table) -> bool:
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    return table.left - NEAR < across < table.right + NEAR and table.top - NEAR < down < table.bottom + NEAR


def _touching(strokes: Sequence[Stroke]) -> list[list[Stroke]]:
    """Group the rules that meet, directly or by others."""
    waiting = set(range(len(strokes)))
    groups: list[list[Stroke]] = []
    while waiting:
        group = [waiting.pop()]
        for index in group:
            here = strokes[index]
            met = [other for other in waiting if _meet(here, strokes[other])]
            waiting.difference_update(met)
            group += met
        groups.append([strokes[index] for index in group])
    return groups


def _meet(one: Stroke, other: Stroke) -> bool:
    across = one.left <= other.right + NEAR and other.left <= one.right + NEAR
    return across and one.top <= other.bottom + NEAR and other.top <= one.bottom + NEAR


def _edges(places: Sequence[float]) -> list[float]:
    """Make one of the places that are nearly the same."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > NEAR:
            edges.append(place)
    return edges


def _grid(group: Sequence[Stroke], words: Sequence[Word]) -> Table | None:
    """Read the cells of a grid; None for a frame, a drawing or a grid without text."""
    upright = [stroke for stroke in group if not stroke.is_horizontal]
    level = [stroke for stroke in group if stroke.is_horizontal]
    if not upright or len(level) < 2:
        return None
    xs = _edges([stroke.left for stroke in upright] + [min(one.left for one in level), max(one.right for one in level)])
    ys = _edges(
        [stroke.top for stroke in level] + [min(one.top for one in upright), max(one.bottom for one in upright)]
    )
    if len(xs) < 3 or len(ys) < 3 or len(xs) * len(ys) > MOST_CELLS:
        return None
    cells = _Cells(xs, ys, upright, level)
    for word in words:
        cells.put(word)
    if len(cells.words) < 2 or len(cells.words) < LEAST_FILLED * len(set(cells.homes.values())):
        return None
    found = cells.rows()
    return Table(xs[0], ys[0], xs[-1], ys[-1], found) if len(found) > 1 else None


class _Cells:
    """Hold a grid's cells; those with no rule between them are one."""

    def __init__(self, xs: list[float], ys: list[float], upright: list[Stroke], level: list[Stroke]) -> None:
        self.xs, self.ys = xs, ys
        self.homes = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}
        self.words: dict[tuple[int, int], list[Word]] = {}
        for row in range(len(ys) - 1):
            for column in range(len(xs) - 1):
                down, across = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
                if column and not any(
                    abs(one.left - xs[column]) <= NEAR and one.top <= down <= one.bottom for one in upright
                ):
                    self._merge((row, column - 1), (row, column))
                if row and not any(abs(one.top - ys[row]) <= NEAR and one.left <= across <= one.right for one in level):
                    self._merge((row - 1, column), (row, column))

    def _merge(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        home, gone = self.homes[one], self.homes[other]
        for cell, place in self.homes.items():
            if place == gone:
                self.homes[cell] = home

    def put(self, word: Word) -> None:
        """Give a word to the cell that its middle lies in."""
        column = bisect_right(self.xs, (word.left + word.right) / 2) - 1
        row = bisect_right(self.ys, (word.top + word.bottom) / 2) - 1
        home = self.homes.get((row, column))
        if home is not None:
            self.words.setdefault(home, []).append(word)

    def rows(self) -> list[Row]:
        """Write the rows, a merged cell in each row and column that it spans; empty ones are left out."""
        found: list[Row] = []
        for row in range(len(self.ys) - 1):
            cells = [self.words.get(self.homes[row, column], []) for column in range(len(self.xs) - 1)]
            own = [cell for column, cell in enumerate(cells) if cell and self.homes[row, column][0] == row]
            if own:
                found += [row_of(part) for part in _stacked(cells)]
        return found


def _stacked(cells: list[list[Word]]) -> list[list[list[Word]]]:
    """Part a row of the grid that holds several rows of the table, with no rules between: their baselines agree."""
    filled = [cell for cell in cells if cell]
    baselines = [_edges([word.baseline for word in cell]) for cell in filled]
    agree = all(len(one) == len(baselines[0]) for one in baselines) and len(filled) == len(cells)
    if not agree or len(baselines[0]) < 3 or len(filled) < 2:
        return [cells]
    if any(abs(one - other) > NEAR for places in baselines for one, other in zip(places, baselines[0], strict=True)):
        return [cells]
    starts = baselines[0]
    return [
        [[word for word in cell if bisect_right(starts, word.baseline + 0.1) - 1 == index] for cell in cells]
        for index in range(len(starts))
    ]


def _same_width(strokes: Sequence[Stroke]) -> list[list[float]]:
    """Group the level rules that begin and end at the same place, as those of one table do."""
    groups: dict[tuple[int, int], list[Stroke]] = {}
    for stroke in strokes:
        if stroke.is_horizontal:
            key = next(
                (one for one in groups if abs(one[0] - stroke.left) <= NEAR and abs(one[1] - stroke.right) <= NEAR),
                None,
            )
            groups.setdefault(key or (round(stroke.left), round(stroke.right)), []).append(stroke)
    return [
        [float(key[0]), float(key[1]), *_edges([stroke.top for stroke in group])]
        for key, group in groups.items()
        if len(_edges([stroke.top for stroke in group])) > 1
    ]


def _between_rules(group: Sequence[float], words: Sequence[Word]) -> list[Table]:
    """Read the tables that stand between rules of one width: as many rules on as the columns hold."""
    left, right, ys = group[0], group[1], group[2:]
    found: list[Table] = []
    start = 0
    while start < len(ys) - 1:
        best = None
        for end in range(start + 1, len(ys)):
            table = _region(left, right, ys[start : end + 1], words)
            if table is None and end > start + 2:
                break
            best = (end, table) if table is not None else best
        if best is not None and best[1] is not None:
            found.append(best[1])
        start = best[0] + 1 if best is not None else start + 1
    return found


def _region(left: float, right: float, ys: Sequence[float], words: Sequence[Word]) -> Table | None:
    table = Table(left, ys[0], right, ys[-1], [])
    inside = [word for word in words if _inside(word, table)]
    if len(inside) < 4:
        return None
    spans = columns(inside, LEAST_COLUMN_GAP)
    cells = rows(inside, spans)
    if len(spans) < 2 or len(cells) < 2 or is_prose(cells):
        return None
    if len(ys) < 3 and not has_figures(cells):
        return None
    table.rows = [row_of(row) for row in _between(ys, cells)]
    table.head = sum(row.box.bottom <= ys[1] + NEAR for row in table.rows) if len(ys) > 2 else None
    if table.head is not None and table.head > 3:
        table.head = None
    return table


def _between(ys: Sequence[float], cells: list[list[list[Word]]]) -> list[list[list[Word]]]:
    """Make one row of the lines between two rules, unless two of them at least fill all columns."""
    found: list[list[list[Word]]] = []
    for start, end in pairwise(ys):
        inside = [row for row in cells if start < max(word.baseline for cell in row for word in cell) <= end]
        if sum(all(row) for row in inside) > 1:
            found += inside
        elif inside:
            found.append([[word for cell in column for word in cell] for column in zip(*inside, strict=True)])
    return found
