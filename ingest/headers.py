"""Which of a table's first rows name its columns, where the format does not say so."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from ingest.tables import LONGEST_NAME, row_text

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEADER = 60
"""Characters; what is longer is content."""
VALUE = re.compile(
    r"[^\w\s]{0,3}\s?[-+(]?[\d][\d.,:/'’ \xa0\u202f%-]*\)?\s?[^\d\s]{0,4}"
    r"|\d{1,4}[-./ ]\w{2,9}[-./ ]\d{2,4}.*|true|false|yes|no|n/a|#\w+[!?/]?\w?!?|\S+@\S+\.\w+|https?://\S+",
    re.IGNORECASE,
)
"""A number with its unit or currency, a date, a truth value, an error, an address: never the name of a column."""
YEAR = re.compile(r"(19|20)\d\d")
ROWS_SEEN = 50
"""Rows below that are looked at."""


def is_header(first: Sequence[str], below: Sequence[Sequence[str]], when_all_words: bool) -> bool:
    """Tell whether a table's first row names its columns; `when_all_words` settles it where every cell is words.

    Every column that holds anything must be named, and no two alike; a year may name a column.
    """
    if not below or not _are_names(first, below[:ROWS_SEEN]):
        return False
    for column, name in enumerate(first):
        values = [row[column] for row in below[:ROWS_SEEN] if column < len(row) and row[column]]
        if name and values and sum(map(is_value, values)) * 2 > len(values):
            return True
    return when_all_words


def named_rows(rows: Sequence[Sequence[str]], marked: int = 0, when_all_words: bool = False) -> list[str]:
    """Write each row with the names of its columns; empty for the rows that name them, and for empty ones.

    The first `marked` rows name the columns; without any, the first row with text does where it looks like it.
    """
    filled = [index for index, row in enumerate(rows) if any(row)]
    headers = [index for index in filled if index < marked]
    if not marked and filled:
        below = [rows[index] for index in filled[1:]]
        headers = filled[:1] if is_header(rows[filled[0]], below, when_all_words) else []
    if len(headers) == len(filled):
        return [row_text(row, []) for row in rows]
    columns = zip_longest(*(rows[index] for index in headers), fillvalue="")
    names = [" ".join(dict.fromkeys(filter(None, column)))[:LONGEST_NAME] for column in columns]
    return ["" if index in headers else row_text(row, names) for index, row in enumerate(rows)]


def is_value(text: str) -> bool:
    """Tell a number, a date or the like from words."""
    return VALUE.fullmatch(text.strip()) is not None


def _are_names(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    names = [name for name in first if name]
    if len(names) < 2 or len(set(names)) < len(names):
        return False
    if any(len(name) > LONGEST_HEADER or (is_value(name) and not YEAR.fullmatch(name)) for name in names):
        return False
    if all(YEAR.fullmatch(name) for name in names):
        return len(names) > 2
    unnamed = [column for column, name in enumerate(first) if not name]
    width = max(map(len, below))
    unnamed += range(len(first), width)
    used = sum(any(cell for cell in column) for column in zip_longest(*below, fillvalue=""))
    filled = sum(any(column < len(row) and row[column] for row in below) for column in unnamed)
    return filled <= 1 and len(names) * 2 > used
