"""Tables without rules: rows of short cells that stand in columns, one of them of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.pdf.table import Table, columns, has_figures, is_prose, row_of, rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.pdf.lines import Line

LEAST_ROWS = 3
FARTHEST_ROW = 2.6
"""Share of the size."""
LEAST_COLUMN_GAP = 0.85


def aligned(lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """Take the tables that are surely such out of a page's lines."""
    tables: list[Table] = []
    rest: list[Line] = []
    run: list[list[Line]] = []
    for row in [*_rows(lines), []]:
        near = bool(run and row) and row[0].baseline - run[-1][0].baseline <= FARTHEST_ROW * row[0].size
        if run and (len(row) < 2 or not near):
            _close(run, tables, rest)
            run = []
        if len(row) > 1:
            run.append(row)
        else:
            rest += row
    return tables, rest


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda one: one.baseline):
        if found and line.baseline - found[-1][0].baseline <= 0.3 * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _close(run: list[list[Line]], tables: list[Table], rest: list[Line]) -> None:
    """Make a table of the rows, or give their lines back."""
    found = _table(run)
    if found is None:
        rest += [line for row in run for line in row]
    else:
        tables.append(found)


def _table(run: list[list[Line]]) -> Table | None:
    if len(run) < LEAST_ROWS:
        return None
    words = [word for row in run for line in row for word in line.words]
    spans = columns(words, LEAST_COLUMN_GAP)
    cells = rows(words, spans)
    if len(spans) < 2 or is_prose(cells) or not has_figures(cells):
        return None
    full = sum(bool(cell) for row in cells for cell in row)
    if 3 * full < 2 * len(cells) * len(spans):
        return None
    return Table(
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
        [row_of(row) for row in cells],
    )
