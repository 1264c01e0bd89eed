"""Excel workbooks -> blocks: a sheet is a heading, a row a paragraph that names its columns and its row number."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ingest.archives import open_archive
from ingest.block import Block, Loaded
from ingest.office.folding import fold
from ingest.office.markup import attribute, child, local, stream_elements, whole_number
from ingest.office.numberformat import shown
from ingest.office.package import main_part, properties
from ingest.office.workbook import Workbook, read_workbook, rich_text
from ingest.sheet import Row, sheet_blocks
from ingest.tables import repeated
from rag.errors import LoadError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from ingest.archives import Archive
    from ingest.office.workbook import Sheet

MOST_CELLS = 1_500_000
"""Cells with text of one workbook; of merged ones, each place."""
MOST_CHARACTERS = 150_000_000
MOST_SEEN = 6_000_000
"""Cells and rows, those without text included: programs write them for their borders."""
MOST_MERGED = 100_000
WIDEST_MERGE = 50
"""Columns and rows over which the text of a merged cell is repeated."""
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")


class Span(NamedTuple):
    """Name the cells that are merged into one, all four included."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass
class _Budget:
    """Count what all sheets of a workbook hold together."""

    cells: int = 0
    characters: int = 0
    seen: int = 0
    """Cells, rows and merged places, those without text included."""

    def spend(self, seen: int, cells: int = 0, characters: int = 0) -> None:
        """Count what has been read.

        Raises:
            LoadError: it is too much.
        """
        self.seen += seen
        self.cells += cells
        self.characters += characters
        if self.cells > MOST_CELLS:
            raise LoadError(f"is too large: it has more than {MOST_CELLS:,} cells with text; split it")
        if self.characters > MOST_CHARACTERS:
            raise LoadError(f"is too large: its cells show more than {MOST_CHARACTERS:,} characters; split it")
        if self.seen > MOST_SEEN:
            raise LoadError(f"is too large: it has more than {MOST_SEEN:,} cells and rows; split it")


@dataclass
class _Grid:
    """Collect one sheet's cells."""

    workbook: Workbook
    budget: _Budget
    cells: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    merges: list[Span] = field(default_factory=list)
    plain: set[int] = field(default_factory=set)
    """Rows with text that is not bold."""

    def add(self, row: int, column: int, text: str) -> None:
        """Put a cell in its place."""
        self.cells[row][column] = text
        self.budget.spend(0, 1, len(text))


def load(path: Path) -> Loaded:
    """Read a workbook as its reader sees it: values as formatted, formulas by the result that was saved with them.

    Raises:
        LoadError: it is no workbook, broken, protected, or too large.
    """
    with open_archive(path, "an Excel workbook") as archive:
        workbook = read_workbook(archive, main_part(archive, "xl/"))
        said = properties(archive)
        budget, blocks = _Budget(), list[Block]()
        for sheet in workbook.sheets:
            grid = _read(archive, sheet, _Grid(workbook, budget))
            furniture = "hidden sheet" if sheet.hidden else ""
            rows = list(sheet_blocks(_rows(grid), when_all_words=False, furniture=furniture))
            if rows:
                blocks += [Block(sheet.name, "heading", 1, furniture), *rows]
    return Loaded(blocks, said.title, said.date, said.author)


def _read(archive: Archive, sheet: Sheet, grid: _Grid) -> _Grid:
    row = 0
    with archive.open(sheet.part) as stream:
        for element in stream_elements(stream, sheet.part, ("row", "mergeCell")):
            if local(element) == "row":
                row = _read_row(element, grid, row + 1)
            else:
                _add_merge(grid, attribute(element, "ref"))
    return grid


def _read_row(element: _Element, grid: _Grid, row: int) -> int:
    """Read a row's cells and give its number."""
    row = whole_number(element.get("r", ""), row)
    column = 0
    grid.budget.spend(1 + len(element))
    for cell in element:
        column, row = _place(cell.get("r", ""), column + 1, row)
        text = _text(cell, grid.workbook)
        if text and 1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN:
            grid.add(row, column, text)
            if not _is_bold(cell, grid.workbook):
                grid.plain.add(row)
    return row


def _is_bold(cell: _Element, workbook: Workbook) -> bool:
    style = whole_number(cell.get("s", ""))
    return 0 <= style < len(workbook.bold) and workbook.bold[style]


def _place(reference: str, column: int, row: int) -> tuple[int, int]:
    """Read "C4" as column 3 of row 4; a cell that does not say where it stands is the next one."""
    found = PLACE.fullmatch(reference)
    if found is None:
        return column, row
    number = 0
    for letter in found[1].upper():
        number = number * 26 + ord(letter) - 64
    return number, int(found[2])


def _text(cell: _Element, workbook: Workbook) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = child(cell, "is")
        return rich_text(inline) if inline is not None else ""
    found = child(cell, "v")
    value = (found.text or "") if found is not None else ""
    if kind == "s":
        index = whole_number(value, -1)
        return workbook.strings[index] if 0 <= index < len(workbook.strings) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value.strip(), "")
    if kind == "n" and value.strip():
        return _number(value.strip(), whole_number(cell.get("s", "")), workbook)
    return fold(value.replace("_x000D_", " "))


def _number(value: str, style: int, workbook: Workbook) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    pattern = workbook.formats[style] if 0 <= style < len(workbook.formats) else ""
    return shown(number, pattern, workbook.since_1904)


def _add_merge(grid: _Grid, reference: str) -> None:
    first, _, last = reference.partition(":")
    left, top = _place(first, 0, 0)
    right, bottom = _place(last, 0, 0)
    if len(grid.merges) >= MOST_MERGED:
        raise LoadError(f"is too large: a sheet has more than {MOST_MERGED:,} merged cells; split it")
    grid.budget.spend(1)
    if 0 < left <= right and 0 < top <= bottom:
        grid.merges.append(Span(left, top, right, bottom))


def _rows(grid: _Grid) -> list[Row]:
    """Give the rows in order; a merged cell's text stands in each of its places, as a reader sees it."""
    merged: dict[int, set[int]] = defaultdict(set)
    for span in grid.merges:
        text = grid.cells.get(span.top, {}).get(span.left, "")
        if text:
            _spread(grid, span, text, merged)
    return [
        Row(number, cells, frozenset(merged.get(number, ())), number not in grid.plain)
        for number, cells in sorted(grid.cells.items())
    ]


def _spread(grid: _Grid, span: Span, text: str, merged: dict[int, set[int]]) -> None:
    """Repeat a cell's text over the columns of its first row, or down its only column."""
    across = span.right > span.left
    if not across and not repeated(text):
        return
    for row in range(span.top, span.top + 1 if across else min(span.bottom, span.top + WIDEST_MERGE) + 1):
        for column in range(span.left, min(span.right, span.left + WIDEST_MERGE) + 1):
            if column not in grid.cells[row] and repeated(text):
                grid.add(row, column, text)
            if column > span.left:
                merged[row].add(column)
