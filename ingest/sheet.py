"""A sheet's cells -> blocks: its tables, each row with the names of its columns and its place on the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.headers import is_header
from ingest.tables import LONGEST_NAME, row_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Cells = Mapping[int, str]

MOST_REMEMBERED = 20
"""Tables above whose names a table without any may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row that has text: its number as the sheet counts it, and its cells by column, both from 1."""

    number: int
    cells: Cells
    merged: frozenset[int] = frozenset()
    """Columns whose text stands there because their cell is merged with the one to their left."""
    bold: bool = False
    """All its text is bold."""


@dataclass(frozen=True, slots=True)
class Table:
    """Hold rows that hang together: no empty row between them, no empty column through them."""

    first: int
    last: int
    """Columns, both included."""
    rows: list[Row] = field(default_factory=list)

    def values(self, row: Row) -> list[str]:
        """Give a row's cells in the table's columns, empty where there is nothing."""
        return [row.cells.get(column, "") for column in range(self.first, self.last + 1)]


def sheet_blocks(rows: Sequence[Row], when_all_words: bool = True, furniture: str = "") -> Iterator[Block]:
    """Write a sheet's rows in order, tables beside each other one after the other.

    A table without names of its own takes those of the table above it in the same columns.
    """
    above: list[tuple[int, int, list[str]]] = []
    tables = [*_tables(rows)]
    for table, following in zip_longest(tables, tables[1:]):
        if following is not None and _names_next(table, following):
            above = [(table.first, table.last, table.values(table.rows[0])), *above[: MOST_REMEMBERED - 1]]
            continue
        inherited = _inherited(table, above)
        wide = table.last - table.first >= 2
        titles, header_count = _head(table, (when_all_words or wide) and not inherited)
        for row in table.rows[:titles]:
            yield Block(_joined(row), "text", furniture=furniture, row=row.number)
        header = table.rows[titles : titles + header_count]
        names = _names(table, header) if header else inherited
        if header:
            above = [(table.first, table.last, names), *above[: MOST_REMEMBERED - 1]]
        body = table.rows[titles + header_count :]
        for row in body or header:
            text = row_text(table.values(row), names if body else [])
            yield Block(text, "row", furniture=furniture, row=row.number)


def _names_next(table: Table, following: Table) -> bool:
    """Tell a lone row that names the columns of the table below the empty row under it."""
    inside = table.first <= following.first and following.last <= table.last
    if len(table.rows) > 1 or not inside or _head(following, False)[1]:
        return False
    below = [table.values(row) for row in following.rows[:50]]
    return is_header(table.values(table.rows[0]), below, when_all_words=False)


def _inherited(table: Table, above: Sequence[tuple[int, int, list[str]]]) -> list[str]:
    """Find the nearest names above that stand over all of a table's columns."""
    for first, last, names in above:
        if first <= table.first and table.last <= last:
            return names[table.first - first :]
    return []


def _tables(rows: Sequence[Row]) -> Iterator[Table]:
    """Part at empty rows, then at empty columns."""
    group: list[Row] = []
    for row in rows:
        if group and row.number > group[-1].number + 1:
            yield from _beside(group)
            group = []
        group.append(row)
    if group:
        yield from _beside(group)


def _beside(rows: list[Row]) -> Iterator[Table]:
    columns = sorted({column for row in rows for column in row.cells})
    spans: list[list[int]] = []
    for column in columns:
        if spans and column == spans[-1][1] + 1:
            spans[-1][1] = column
        else:
            spans.append([column, column])
    if len(spans) > 1 and not all(_stands_alone(rows, first, last) for first, last in spans):
        spans = [[columns[0], columns[-1]]]
    for first, last in spans:
        inside = [row for row in rows if any(first <= column <= last for column in row.cells)]
        yield Table(first, last, inside)


def _stands_alone(rows: list[Row], first: int, last: int) -> bool:
    """Tell a table beside others from the columns of one that has a gap: two columns and two rows at least."""
    return last > first and sum(any(first <= column <= last for column in row.cells) for row in rows) > 1


def _head(table: Table, when_all_words: bool) -> tuple[int, int]:
    """Count the lines of text and the rows of names that a table begins with; without columns, all is lines."""
    titles = next((index for index, row in enumerate(table.rows) if not _is_line(row)), len(table.rows))
    rest = table.rows[titles:]
    if len(rest) > 2 and rest[0].merged and not _is_line(rest[0]):
        both = _names(table, rest[:2])
        if is_header(both, [table.values(row) for row in rest[2:52]], when_all_words=True):
            return titles, 2
    below = [table.values(row) for row in rest[1:52]]
    set_off = len(rest) > 1 and rest[0].bold and not rest[1].bold
    if rest and is_header(table.values(rest[0]), below, when_all_words or set_off):
        return titles, 1
    return titles, 0


def _is_line(row: Row) -> bool:
    """Tell a line of text in one cell, however many columns it is merged over."""
    return len(set(row.cells) - row.merged) == 1


def _names(table: Table, header: Sequence[Row]) -> list[str]:
    """Join what stands over each column, from top to bottom, the same word once."""
    columns = zip(*(table.values(row) for row in header), strict=True)
    return [" ".join(dict.fromkeys(filter(None, column)))[:LONGEST_NAME] for column in columns]


def _joined(row: Row) -> str:
    return next((row.cells[column] for column in sorted(row.cells) if column not in row.merged), "")
