r"""What an RTF document puts on the page: paragraphs, notes behind them, tables row by row."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.block import Block
from ingest.headers import named_rows
from ingest.office.folding import fold
from rag.errors import LoadError

AROUND = {
    f"{kind}{pages}": f"page {kind}" for kind in ("header", "footer") for pages in ("", "l", "r", "f")
}  # l, r and f: of left, right and first pages
BEHIND = frozenset(("footnote", "shptxt"))
"""Groups whose paragraphs stand behind the one around them."""
NUMBER = re.compile(r"\(?[\w.]{1,12}[.)]")
DEEPEST_HEADING = 6
MOST_BLOCKS = 500_000


@dataclass
class Paragraph:
    """Hold the paragraph that is being read."""

    parts: list[str] = field(default_factory=list)
    level: int = 0
    style: int = 0
    is_item: bool = False
    in_table: bool = False

    @property
    def text(self) -> str:
        """Give its text with whitespace folded; two halves of a character are joined."""
        return fold("".join(self.parts).encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


@dataclass
class Page:
    """Collect blocks as paragraphs, cells and rows end."""

    blocks: list[Block] = field(default_factory=list)
    paragraph: Paragraph = field(default_factory=Paragraph)
    style_names: dict[int, str] = field(default_factory=dict)
    style_levels: dict[int, int] = field(default_factory=dict)
    row_is_marked: bool = False
    """The row that is being read is one that is repeated on each page: it names the columns."""
    _waiting: list[Block] = field(default_factory=list)
    """Notes and text boxes of the paragraph that is being read."""
    _cells: list[str] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _marked: int = 0
    _behind_table: list[Block] = field(default_factory=list)

    def reset(self) -> None:
        """Begin a paragraph of no style; the text that is there stays."""
        self.paragraph = Paragraph(self.paragraph.parts)

    def label(self, text: str) -> None:
        """Take the bullet or the number of the item that begins; a number stays in its text."""
        self.paragraph.is_item = True
        if NUMBER.fullmatch(text):
            self.paragraph.parts.append(f"{text} ")

    def end_paragraph(self, destination: str) -> None:
        """Make a block of what was collected; in a cell, a space."""
        text, done = self.paragraph.text, self.paragraph
        if done.in_table and not destination:
            done.parts = [text, " "] if text else []
            return
        done.parts = []
        if destination in BEHIND:
            self._waiting += [self._block(text, done)] if text else []
        elif destination in AROUND:
            self.blocks += [Block(text, furniture=AROUND[destination])] if text else []
        elif not destination:
            self.end_table()
            if text:
                self.blocks.append(self._block(text, done))
            self.blocks += self._waiting
            self._waiting = []
        if len(self.blocks) > MOST_BLOCKS:
            raise LoadError(f"is too long: it has more than {MOST_BLOCKS:,} paragraphs; split it")

    def end_cell(self) -> None:
        """End a cell of a row."""
        self._cells.append(self.paragraph.text)
        self.paragraph.parts = []

    def end_row(self) -> None:
        """End a row of a table."""
        if self.row_is_marked and len(self._rows) == self._marked:
            self._marked += 1
        self._rows.append(self._cells)
        self._cells = []
        self._behind_table += self._waiting
        self._waiting = []
        if len(self._rows) > MOST_BLOCKS:
            raise LoadError(f"is too long: a table has more than {MOST_BLOCKS:,} rows; split it")

    def end_table(self) -> None:
        """Write the rows that were collected; a table of a single column only frames its text."""
        if self._cells:
            self.end_row()
        rows, self._rows = self._rows, []
        marked, self._marked = self._marked, 0
        if rows and max(map(len, rows)) < 2:
            self.blocks += [Block(row[0]) for row in rows if row and row[0]]
        elif rows:
            texts = named_rows(rows, marked, when_all_words=max(map(len, rows)) > 2)
            self.blocks += [Block(text, "row") for text in texts if text]
        self.blocks += self._behind_table
        self._behind_table = []

    def end(self) -> None:
        """End the document: nothing that was collected is lost."""
        if self.paragraph.in_table and self._cells:
            self.end_cell()
        self.paragraph.in_table = False
        self.end_paragraph("")
        self.end_table()

    def _block(self, text: str, paragraph: Paragraph) -> Block:
        style = self.style_names.get(paragraph.style, "")
        level = paragraph.level or self.style_levels.get(paragraph.style, 0) or _style_level(style)
        if style.startswith("toc "):
            return Block(text, furniture="table of contents")
        if level:
            return Block(text, "heading", min(level, DEEPEST_HEADING))
        return Block(text, "item" if paragraph.is_item or style.startswith("list ") else "text")


def _style_level(style: str) -> int:
    if style == "title":
        return 1
    name, _, level = style.partition(" ")
    return int(level) if name == "heading" and len(level) == 1 and level in "123456789" else 0
