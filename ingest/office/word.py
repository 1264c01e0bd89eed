"""A Word document's body -> blocks in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.headers import named_rows
from ingest.office.markup import attribute, child, children, local, whole_number
from ingest.office.runs import Runs, is_deleted_mark, read_runs
from ingest.office.wordstyles import DEEPEST_HEADING, Numbering, Style, heading_level, is_on, list_place
from ingest.tables import repeated
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

WRAPPERS = frozenset("sdt sdtContent ins moveTo customXml smartTag AlternateContent Choice".split())
"""Elements around paragraphs that say nothing of their own."""
MOST_BLOCKS = 500_000
WIDEST_SPAN = 63
"""Columns; Word's own limit."""
PLAIN = Style()


@dataclass
class Walk:
    """Go through a document's paragraphs and tables once; notes follow the paragraph that calls them."""

    styles: Mapping[str, Style]
    numbering: Numbering
    notes: dict[tuple[str, str], _Element]
    """Each note by its part and its id; taken out when it is called, so that it stands once."""
    count: int = 0
    _carried: list[str] = field(default_factory=list)
    """Text of paragraphs whose end was deleted."""

    def blocks(self, holder: _Element, furniture: str = "") -> Iterator[Block]:
        """Read what an element holds.

        Raises:
            LoadError: there are too many paragraphs.
        """
        for one in holder:
            name = local(one)
            if name == "p":
                yield from self._paragraph(one, furniture)
            elif name == "tbl":
                yield from self._table(one, furniture)
            elif name in WRAPPERS:
                yield from self.blocks(one, furniture or _gallery(one))
            self.count += 1
            if self.count > MOST_BLOCKS:
                raise LoadError(f"is too long: it has more than {MOST_BLOCKS:,} paragraphs; split it")

    def _paragraph(self, paragraph: _Element, furniture: str) -> Iterator[Block]:
        runs = read_runs(paragraph, self.styles)
        if is_deleted_mark(paragraph):
            self._carried += [*runs.text]
        else:
            runs.text[:0] = self._carried
            self._carried = []
            yield from self._block(paragraph, runs, furniture)
        yield from self._hanging(runs, furniture)

    def _block(self, paragraph: _Element, runs: Runs, furniture: str) -> Iterator[Block]:
        """Write one paragraph as what its style and its list make of it."""
        properties = child(paragraph, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val"), PLAIN)
        text = runs.folded
        if not text:
            return
        own_list, own_level = list_place(properties)
        list_id = own_list if own_list is not None else style.list_id
        number = ""
        if list_id not in (None, "0") and list_id is not None:
            number = self.numbering.next(list_id, own_level if own_level is not None else style.list_level or 0)
        text = f"{number} {text}" if number else text
        stated = heading_level(properties)
        level = 1 if style.is_title else stated if stated is not None else style.level or 0
        if style.is_contents or furniture:
            yield Block(text, furniture=furniture or "table of contents")
        elif level:
            yield Block(text, "heading", min(level, DEEPEST_HEADING))
        elif list_id not in (None, "0") or style.name.startswith(("list bullet", "list number")):
            yield Block(text, "item")
        else:
            yield Block(text, "quote" if style.name in ("quote", "intense quote") else "text")

    def _hanging(self, runs: Runs, furniture: str) -> Iterator[Block]:
        """Write the text boxes and the notes of a paragraph behind it."""
        for box in runs.boxes:
            yield from self.blocks(box, furniture)
        for key in runs.notes:
            note = self.notes.pop(key, None)
            if note is not None:
                yield from self.blocks(note, furniture)

    def _table(self, table: _Element, furniture: str) -> Iterator[Block]:
        """Write a table row by row; one of a single column only frames its text."""
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        if all(len(_cells(row)) < 2 for row in rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell, furniture)
            return
        above: dict[int, str] = {}
        read = [self._row(row, above) for row in rows]
        named = named_rows([cells for cells, _ in read], _marked(rows), when_all_words=_says_names(table, rows))
        for text, (_, runs) in zip(named, read, strict=True):
            if text:
                yield Block(text, "row", furniture=furniture)
            yield from self._hanging(runs, furniture)

    def _row(self, row: _Element, above: dict[int, str]) -> tuple[list[str], Runs]:
        """Read a row's cells, one a column: a cell over several columns or rows stands in each; the only one once."""
        hanging, cells = Runs(), _cells(row)
        values = [""] * min(WIDEST_SPAN, whole_number(attribute(child(row, "trPr", "gridBefore"), "val")))
        for cell in cells:
            properties = child(cell, "tcPr")
            merge = child(properties, "vMerge")
            if merge is not None and attribute(merge, "val", "continue") == "continue":
                text = above.get(len(values), "")
            else:
                text = self._cell(cell, hanging)
            span = min(WIDEST_SPAN, max(1, whole_number(attribute(child(properties, "gridSpan"), "val"), 1)))
            for place in range(span):
                above[len(values)] = again = repeated(text)
                values.append(text if not place else again if len(cells) > 1 else "")
        return values, hanging

    def _cell(self, cell: _Element, hanging: Runs) -> str:
        """Join all that stands in a cell, tables inside it included."""
        parts: list[str] = []
        for one in cell.iter("{*}p"):
            inside = next((above for above in one.iterancestors() if local(above) in ("txbxContent", "tc")), None)
            if inside is not None and local(inside) == "txbxContent":
                continue
            runs = read_runs(one, self.styles)
            hanging.notes += runs.notes
            hanging.boxes += runs.boxes
            parts.append(runs.folded)
            self.count += 1
        return " ".join(filter(None, parts))


def _gallery(wrapper: _Element) -> str:
    """Tell the frame that Word puts around a table of contents."""
    kind = attribute(child(wrapper, "sdtPr", "docPartObj", "docPartGallery"), "val")
    return "table of contents" if kind == "Table of Contents" else ""


def _rows(holder: _Element) -> list[_Element]:
    rows: list[_Element] = []
    for one in holder:
        if local(one) == "tr":
            rows.append(one)
        elif local(one) in WRAPPERS:
            rows += _rows(one)
    return rows


def _cells(row: _Element) -> list[_Element]:
    cells: list[_Element] = []
    for one in row:
        if local(one) == "tc":
            cells.append(one)
        elif local(one) in WRAPPERS:
            cells += _cells(one)
    return cells


def _marked(rows: list[_Element]) -> int:
    """Count the first rows that are marked to be repeated on each page."""
    return next((index for index, row in enumerate(rows) if not is_on(child(row, "trPr", "tblHeader"))), len(rows))


def _says_names(table: _Element, rows: list[_Element]) -> bool:
    """Tell a table whose first row is set off: all bold, or styled as such in three columns or more."""
    look = child(table, "tblPr", "tblLook")
    styled = attribute(look, "firstRow") == "1" or bool(int(_hexadecimal(attribute(look, "val")), 16) & 0x20)
    return _is_bold(rows[0]) or (styled and len(_cells(rows[0])) > 2)


def _is_bold(row: _Element) -> bool:
    runs = [run for run in row.iter("{*}r") if any((text.text or "").strip() for text in children(run, "t"))]
    return bool(runs) and all(is_on(child(run, "rPr", "b")) for run in runs)


def _hexadecimal(text: str) -> str:
    return text if text and len(text) <= 8 and all(letter in "0123456789abcdefABCDEF" for letter in text) else "0"
