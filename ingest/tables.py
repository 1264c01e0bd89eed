"""A table's row -> one line that says what each value is."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def row_text(cells: Sequence[str], headers: Sequence[str]) -> str:
    """Write a row as "Header: cell; Header: cell"; empty cells are left out, cells without a header stand alone."""
    pairs = zip_longest(cells, headers[: len(cells)], fillvalue="")
    return "; ".join(f"{header}: {cell}" if header and header != cell else cell for cell, header in pairs if cell)
