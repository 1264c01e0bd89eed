"""A table of a page -> rows that say what each value is; a table used for layout is told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from ingest.tables import row_text
from ingest.web.elements import is_hidden

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

WIDEST_SPAN = 50
"""Columns or rows; a page may claim millions."""
LAYOUT_CONTENT = ".//table|.//h1|.//h2|.//h3|.//article|.//form|.//td[count(p) > 1]|.//td[div/div]"


def is_data_table(table: _Element) -> bool:
    """Tell a table of values from one that arranges a page: no blocks in its cells, two columns at least."""
    if table.get("role", "") in ("presentation", "none") or table.xpath(LAYOUT_CONTENT):
        return False
    return any(len(_cells(row)) > 1 for row in table.iter("tr"))


def table_rows(table: _Element) -> Iterator[str]:
    """Write the rows in order; each carries the headers of its columns."""
    headers: list[str] = []
    spans: dict[int, tuple[str, int]] = {}
    rows = [row for row in table.iter("tr") if not is_hidden(row)]
    for index, row in enumerate(rows):
        values = _values(row, spans)
        is_header = _is_header(row)
        if is_header and index + 1 < len(rows):
            headers = values
        elif any(values):
            yield row_text(values, [] if is_header else headers)


def visible_text(element: _Element) -> str:
    """Read an element's text without its hidden parts, whitespace folded."""
    parts = [element.text or ""]
    steps = etree.iterwalk(element, events=("start", "end"))
    for event, one in steps:
        if one is element:
            continue
        if event == "end":
            parts.append(one.tail or "")
        elif is_hidden(one):
            steps.skip_subtree()
        else:
            parts.append(" " if one.tag in ("br", "p", "div", "li") else "")
            parts.append(one.text or "")
    return " ".join("".join(parts).split())


def _cells(row: _Element) -> list[_Element]:
    return [cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)]


def _is_header(row: _Element) -> bool:
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    cells = _cells(row)
    return bool(cells) and (in_head or all(cell.tag == "th" for cell in cells))


def _values(row: _Element, spans: dict[int, tuple[str, int]]) -> list[str]:
    """Read a row's cells, one value a column: a cell over several columns or rows stands in each."""
    values: list[str] = []
    for cell in _cells(row):
        _fill(values, spans)
        text = visible_text(cell)
        for _ in range(_span(cell, "colspan")):
            if _span(cell, "rowspan") > 1:
                spans[len(values)] = text, _span(cell, "rowspan") - 1
            values.append(text)
    _fill(values, spans)
    return values


def _fill(values: list[str], spans: dict[int, tuple[str, int]]) -> None:
    """Put in what the rows above carry down."""
    while len(values) in spans:
        text, left = spans.pop(len(values))
        if left > 1:
            spans[len(values)] = text, left - 1
        values.append(text)


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(WIDEST_SPAN, max(1, int(value))) if value.isascii() and value.isdigit() and len(value) < 9 else 1
