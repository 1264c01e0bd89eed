"""A small typesetter: paragraphs into columns of a PDF, so that a test knows what a reader must find."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True)
class Look:
    """Hold how a paragraph is set."""

    font: str = "Times-Roman"
    size: float = 10
    leading: float = 12
    justified: bool = True
    centred: bool = False
    first: float = 0
    """Indent of the first line."""
    hanging: float = 0
    """Indent of the other lines."""
    after: float = 0
    """Space behind the paragraph."""


@dataclass
class Column:
    """Fill a rectangle from its top; what does not fit is given back."""

    left: float
    top: float
    width: float
    bottom: float = 60


@dataclass
class Writer:
    """Write pages; places count from the top left."""

    size: tuple[float, float] = A4
    title: str = ""
    buffer: io.BytesIO = field(default_factory=io.BytesIO)

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.buffer, pagesize=self.size, invariant=1, pageCompression=1)
        self.canvas.setTitle(self.title or "untitled")

    def words(self, x: float, y: float, text: str, font: str = "Times-Roman", size: float = 10) -> float:
        """Write one line with its baseline at y, and give where it ends."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.size[1] - y, text)
        return x + float(stringWidth(text, font, size))

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(x, self.size[1] - y, to_x, self.size[1] - to_y)

    def fill(
        self,
        columns: Sequence[Column],
        texts: Sequence[str],
        look: Look | None = None,
        on_next: Callable[[int], None] | None = None,
    ) -> float:
        """Set paragraphs into columns, one after the other; give how far down the last one reaches."""
        look = look or Look()
        waiting = [
            (line, index, len(lines))
            for text in texts
            for lines in [broken(text, columns[0].width, look)]
            for index, line in enumerate(lines)
        ]
        y = columns[0].top
        column = 0
        for line, index, count in waiting:
            if y + look.leading > self.size[1] - columns[column].bottom:
                column += 1
                if on_next is not None:
                    on_next(column)
                y = columns[column].top
            y += look.leading
            self._line(columns[column], y, line, look, is_first=index == 0, is_last=index == count - 1)
            y += look.after if index == count - 1 else 0
        return y

    def _line(self, column: Column, y: float, line: str, look: Look, is_first: bool, is_last: bool) -> None:
        indent = look.first if is_first else look.hanging
        width = column.width - indent
        x = column.left + indent
        used = stringWidth(line, look.font, look.size)
        if look.centred:
            x += (width - used) / 2
        space = (
            (width - used) / line.count(" ")
            if look.justified and not look.centred and not is_last and " " in line
            else 0
        )
        text = self.canvas.beginText(x, self.size[1] - y)
        text.setFont(look.font, look.size)
        text.setWordSpace(space)
        text.textOut(line)
        text.setWordSpace(0)
        self.canvas.drawText(text)

    def page(self) -> None:
        self.canvas.showPage()

    def done(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def broken(text: str, width: float, look: Look) -> list[str]:
    """Break a paragraph into lines, at spaces, behind hyphens and at soft hyphens."""
    lines: list[str] = []
    line, indent = "", look.first
    for word in text.split(" "):
        rest = word
        while rest:
            if _fits(_joined(line, rest), width - indent, look):
                line, rest = _joined(line, rest), ""
                continue
            head, tail = _hyphened(line, rest, width - indent, look)
            if not head and not line:
                head, tail = rest, ""
            lines.append(_joined(line, head).replace(SOFT_HYPHEN, ""))
            line, indent, rest = "", look.hanging, tail if head else rest
    return [*lines, line.replace(SOFT_HYPHEN, "")] if line else lines


def _joined(line: str, word: str) -> str:
    return f"{line} {word}" if line and word else line or word


def _fits(text: str, width: float, look: Look) -> bool:
    return bool(stringWidth(text.replace(SOFT_HYPHEN, ""), look.font, look.size) <= width)


def _hyphened(line: str, word: str, width: float, look: Look) -> tuple[str, str]:
    """Part a word so that its first part still fits."""
    for place in range(len(word) - 1, 0, -1):
        if word[place - 1] == "-" or word[place] == SOFT_HYPHEN:
            head = word[:place] if word[place - 1] == "-" else f"{word[:place]}-"
            if _fits(_joined(line, head), width, look):
                return head, word[place:].lstrip(SOFT_HYPHEN)
    return "", word


def without_marks(text: str) -> str:
    """Give a paragraph as its reader must find it."""
    return text.replace(SOFT_HYPHEN, "")
