"""CSV and TSV -> blocks: a row is a paragraph that names its columns; delimiter and encoding are found out."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from ingest.block import Loaded
from ingest.decode import decode
from ingest.sheet import Row, sheet_blocks
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DELIMITERS = ",;\t|"
SAMPLE_ROWS = 100
MOST_BYTES = 200_000_000
MOST_CELLS = 1_500_000
MOST_COLUMNS = 5_000
STATED = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
"""The line by which Excel is told the delimiter."""

LONE_RETURN = re.compile(r"\r(?!\n)")
"""The line end of old Macs, which the reader of csv takes for a mistake beside the others."""


def load(path: Path) -> Loaded:
    """Read a file of separated values; rows are numbered as a spreadsheet shows them.

    Raises:
        LoadError: it is not text, a field does not end, or there are too many rows or columns.
    """
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LoadError(f"is too large: it has more than {MOST_BYTES:,} bytes; split it")
    text = decode(data).replace("\ufeff", "")
    text = LONE_RETURN.sub("\n", text)
    stated = STATED.match(text)
    delimiter = stated[1] if stated else "\t" if path.suffix.lower() == ".tsv" and "\t" in text else _sniffed(text)
    rows = list(_rows(text[stated.end() :] if stated else text, delimiter, 2 if stated else 1))
    return Loaded(list(sheet_blocks(rows)))


def _rows(text: str, delimiter: str, first: int) -> Iterator[Row]:
    reader = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
    try:
        count = 0
        for number, fields in enumerate(reader, start=first):
            if len(fields) > MOST_COLUMNS:
                raise LoadError(f"has {len(fields):,} columns in row {number}; {MOST_COLUMNS:,} are the most")
            cells = {column: " ".join(field.split()) for column, field in enumerate(fields, start=1)}
            cells = {column: field for column, field in cells.items() if field}
            count += len(cells)
            if count > MOST_CELLS:
                raise LoadError(f"is too large: it has more than {MOST_CELLS:,} cells with text; split it")
            if cells:
                yield Row(number, cells)
    except csv.Error as error:
        limit = csv.field_size_limit()
        if "limit" in str(error):
            msg = f"has a field longer than {limit:,} characters near row {reader.line_num}: a quote may not be closed"
            raise LoadError(msg) from error
        raise LoadError(f"is not valid CSV near line {reader.line_num}: {error}") from error


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends, without a second copy of the text."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _sniffed(text: str) -> str:
    """Take the delimiter that parts most of the first rows into the same number of fields, two or more."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """Weigh how many rows have the usual number of fields, and that number."""
    counts: list[int] = []
    try:
        for fields in csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True):
            if any(field.strip() for field in fields):
                counts.append(len(fields))
            if len(counts) == SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # the rows before it tell
    parted = [count for count in counts if count > 1]
    if not parted:
        return 0.0, 0
    usual = max(set(parted), key=parted.count)
    return round(parted.count(usual) / len(counts), 2), usual
