"""An OpenDocument text's body -> blocks in the order of its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.block import Block
from ingest.headers import named_rows
from ingest.office.folding import fold
from ingest.office.markup import attribute, children, local, whole_number
from ingest.tables import repeated
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from ingest.block import BlockKind

CONTENTS = frozenset(
    "table-of-content illustration-index table-index alphabetical-index object-index user-index".split()
)
UNSEEN = frozenset(
    "tracked-changes annotation annotation-end sequence-decls variable-decls user-field-decls forms hidden-text "
    "hidden-paragraph title desc ruby-text bookmark-start bookmark-end office-event-listeners".split()
)
"""Elements without text for a reader: what was deleted stands in tracked-changes."""
HOLDERS = frozenset(
    "section index-body index-title numbered-paragraph list-item list-header text-box frame text g a "
    "custom-shape".split()
)
DEEPEST_HEADING = 6
WIDEST_SPAN = 100
MOST_BLOCKS = 500_000


@dataclass
class Inline:
    """Hold a paragraph's text, and what hangs on it: notes and text boxes."""

    text: list[str] = field(default_factory=list)
    hanging: list[_Element] = field(default_factory=list)

    @property
    def folded(self) -> str:
        """Give the text with its whitespace folded."""
        return fold(self.text)


@dataclass
class OdfWalk:
    """Go through a text's paragraphs, lists and tables once; notes follow the paragraph that calls them."""

    styles: Mapping[str, str]
    """The style that each automatic style is based on, and the name that is shown of each."""
    count: int = 0

    def blocks(self, holder: _Element, kind: BlockKind = "text", furniture: str = "") -> Iterator[Block]:
        """Read what an element holds.

        Raises:
            LoadError: there are too many paragraphs.
        """
        for one in holder:
            name = local(one)
            self.count += 1
            if self.count > MOST_BLOCKS:
                raise LoadError(f"is too long: it has more than {MOST_BLOCKS:,} paragraphs; split it")
            if name in ("p", "h"):
                yield from self._paragraph(one, kind, furniture)
            elif name == "list":
                yield from self.blocks(one, "item", furniture)
            elif name == "table":
                yield from self._table(one, furniture)
            elif name in CONTENTS:
                yield from self.blocks(one, kind, furniture or "table of contents")
            elif name in HOLDERS:
                yield from self.blocks(one, kind, furniture)

    def _paragraph(self, paragraph: _Element, kind: BlockKind, furniture: str) -> Iterator[Block]:
        inline = Inline()
        _collect(paragraph, inline)
        if inline.folded:
            yield self._block(paragraph, inline.folded, kind, furniture)
        yield from self._hanging(inline, furniture)

    def _block(self, paragraph: _Element, text: str, kind: BlockKind, furniture: str) -> Block:
        style = self._style(paragraph)
        if furniture:
            return Block(text, furniture=furniture)
        if local(paragraph) == "h":
            level = whole_number(attribute(paragraph, "outline-level"), 1)
            return Block(text, "heading", min(DEEPEST_HEADING, max(1, level)))
        if style == "Title":
            return Block(text, "heading", 1)
        return Block(text, "quote" if style == "Quotations" and kind == "text" else kind)

    def _style(self, paragraph: _Element) -> str:
        name = attribute(paragraph, "style-name")
        return self.styles.get(name) or name

    def _hanging(self, inline: Inline, furniture: str) -> Iterator[Block]:
        for element in inline.hanging:
            yield from self.blocks(element, furniture=furniture)

    def _table(self, table: _Element, furniture: str) -> Iterator[Block]:
        """Write a table row by row; one of a single column only frames its text."""
        rows = list(_rows(table, False))
        if all(len(_cells(row)) < 2 for row, _ in rows):
            for row, _ in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell, furniture=furniture)
            return
        below: dict[int, tuple[str, int]] = {}
        read = [_row(row, below) for row, _ in rows]
        marked = next((index for index, (_, is_name) in enumerate(rows) if not is_name), len(rows))
        wide = max(len(cells) for cells, _ in read) > 2
        texts = named_rows([cells for cells, _ in read], marked, when_all_words=wide)
        for text, (_, inline) in zip(texts, read, strict=True):
            if text:
                yield Block(text, "row", furniture=furniture)
            yield from self._hanging(inline, furniture)


def read_style_names(*roots: _Element | None) -> dict[str, str]:
    """Read of each paragraph style what it is called, or is based on where it was made on the way."""
    names: dict[str, str] = {}
    for root in roots:
        for style in [] if root is None else root.iter("{*}style"):
            name = attribute(style, "name")
            names[name] = attribute(style, "display-name") or attribute(style, "parent-style-name") or name
    return {name: names.get(based, based) if based != name else name for name, based in names.items()}


def _collect(element: _Element, inline: Inline) -> None:
    """Take an element's text in order; a note's and a text box's hang behind the paragraph."""
    inline.text.append(element.text or "")
    for one in element:
        name = local(one)
        if name in ("s", "tab", "line-break"):
            inline.text.append(" ")
        elif name == "note":
            inline.hanging += children(one, "note-body")
        elif name in ("text-box", "custom-shape"):
            inline.hanging.append(one)
        elif name == "frame":
            box = children(one, "text-box")
            inline.hanging += box
        elif name == "soft-hyphen":
            pass
        elif name not in UNSEEN:
            _collect(one, inline)
        inline.text.append(one.tail or "")


def _rows(holder: _Element, marked: bool) -> Iterator[tuple[_Element, bool]]:
    """Give a table's rows in order, each with whether it names the columns."""
    for one in holder:
        name = local(one)
        if name == "table-row":
            yield one, marked
        elif name in ("table-rows", "table-row-group"):
            yield from _rows(one, marked)
        elif name == "table-header-rows":
            yield from _rows(one, True)


def _cells(row: _Element) -> list[_Element]:
    return [one for one in row if local(one) in ("table-cell", "covered-table-cell")]


def _row(row: _Element, below: dict[int, tuple[str, int]]) -> tuple[list[str], Inline]:
    """Read a row's cells, one a column: a cell over several columns or rows stands in each."""
    values: list[str] = []
    hanging = Inline()
    wide, span = "", 0
    for cell in _cells(row):
        column = len(values)
        if local(cell) == "covered-table-cell":
            text, left = (wide, 0) if span > 0 else below.get(column, ("", 0))
        else:
            text = _cell(cell, hanging)
            wide, span = repeated(text), _bounded(attribute(cell, "number-columns-spanned"))
            left = _bounded(attribute(cell, "number-rows-spanned"))
        span -= 1
        for place in range(_bounded(attribute(cell, "number-columns-repeated"))):
            below[len(values)] = (repeated(text), left - 1) if left > 1 else ("", 0)
            values.append(repeated(text) if place else text)
    while values and not values[-1]:
        values.pop()
    return values, hanging


def _cell(cell: _Element, hanging: Inline) -> str:
    parts: list[str] = []
    for one in cell.iter("{*}p", "{*}h"):
        if not any(local(above) in ("note", "text-box", *UNSEEN) for above in _within(one, cell)):
            inline = Inline()
            _collect(one, inline)
            hanging.hanging += inline.hanging
            parts.append(inline.folded)
    return " ".join(filter(None, parts))


def _within(element: _Element, holder: _Element) -> Iterator[_Element]:
    for above in element.iterancestors():
        if above is holder:
            return
        yield above


def _bounded(text: str) -> int:
    return min(WIDEST_SPAN, max(1, whole_number(text, 1)))
