"""CSV -> one value a row, whose fields are the cells by their column's name; delimiter and encoding are found out."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from eval.importers.jsonfiles import Line, read_whole
from eval.importers.values import LONGEST_TEXT, Value
from eval.nodes import fault
from ingest.decode import decode
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

DELIMITERS = ",;\t|"
MOST_COLUMNS = 1_000
_STATED = re.compile(r'"?sep=([,;\t|])"?\r?\n', re.IGNORECASE)
"""The line by which Excel is told the delimiter."""
_LONE_RETURN = re.compile(r"\r(?!\n)")
_NAME = re.compile(r"[\W_]+")


def read_rows(path: Path) -> Iterator[Value]:
    """Read the rows below the header, each a mapping of folded column names to text; empty cells are nothing.

    Raises:
        FactsError: FILE:LINE: missing, not text, no header, a row with more cells than the header, a quote left open.
    """
    text = _text(path)
    stated = _STATED.match(text)
    first = 2 if stated else 1
    body = text[stated.end() :] if stated else text
    delimiter = stated[1] if stated else _delimiter(body)
    names: list[str] = []
    for line, cells in _cells(path, body, delimiter, first):
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _header(path, line, cells)
            continue
        if any(cell.strip() for cell in cells[len(names) :]):
            problem = f"expected {len(names)} cells as in the header, found {len(cells)}; quote text that has a comma"
            raise fault(path, line, "row", problem.replace("comma", _spoken(delimiter)))
        yield Value(_row(names, cells), Line(path, line))


def folded(name: str) -> str:
    """Write a column's name as it is compared: small letters, words joined by "_"."""
    return _NAME.sub("_", name.casefold().replace("(s)", "s")).strip("_")


def _row(names: list[str], cells: list[str]) -> Mapping[str, str | None]:
    return {name: cell if cell.strip() else None for name, cell in zip(names, cells, strict=False) if name}


def _header(path: Path, line: int, cells: list[str]) -> list[str]:
    names = [folded(cell) for cell in cells]
    again = next((name for name in names if name and names.count(name) > 1), None)
    if again:
        raise fault(path, line, again, "expected once in the header, found again")
    if len(names) > MOST_COLUMNS:
        raise fault(path, line, "header", f"expected at most {MOST_COLUMNS:,} columns, found {len(names):,}")
    return names


def _text(path: Path) -> str:
    try:
        text = decode(read_whole(path)).replace("\ufeff", "")
    except LoadError as error:
        raise fault(path, 1, "file", f"expected a CSV file: it {error}") from error
    return _LONE_RETURN.sub("\n", text).replace("\0", " ")


def _cells(path: Path, text: str, delimiter: str, first: int) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line that it begins on."""
    reader = csv.reader(_lines(text), delimiter=delimiter, skipinitialspace=True)
    begins = first
    while True:
        usual = csv.field_size_limit(LONGEST_TEXT)  # of all readers of this process, hence for one record only
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"expected valid CSV: {error}; a quote may not be closed"
            raise fault(path, begins, "row", problem) from error
        finally:
            csv.field_size_limit(usual)
        yield begins, cells
        begins = first + reader.line_num


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends, without a second copy of the text."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _delimiter(text: str) -> str:
    """Take the delimiter that parts the header into the most names; a header has no text that could mislead."""
    header = next((line for line in _lines(text) if line.strip()), "")
    return max(DELIMITERS, key=lambda one: len(next(csv.reader([header], delimiter=one), [])))


def _spoken(delimiter: str) -> str:
    return {",": "comma", ";": "semicolon", "\t": "tab"}.get(delimiter, "bar")
