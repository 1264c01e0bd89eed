"""A table's row -> one line that says what each value is."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


LONGEST_REPEATED = 200
"""Characters of a merged cell that are written in each of its places; longer text stands in the first alone."""
LONGEST_NAME = 120
"""Characters of a column's name as each row repeats it."""


def repeated(text: str) -> str:
    """Give what a merged cell says in its second place and all others."""
    return text if len(text) <= LONGEST_REPEATED else ""


def row_text(cells: Sequence[str], headers: Sequence[str]) -> str:
    """Write a row as "Header: cell; Header: cell"; empty cells are left out, cells without a header stand alone."""
    pairs = zip_longest(cells, headers[: len(cells)], fillvalue="")
    return "; ".join(f"{header}: {cell}" if header and header != cell else cell for cell, header in pairs if cell)
