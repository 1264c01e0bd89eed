"""A file as people have them, and the paragraphs that its reader counts, written down by who made the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rag.document import Paragraph


@dataclass
class Golden:
    """Hold a file and what must be read of it; paragraphs are added in the order of the page."""

    name: str
    data: bytes = b""
    lines: list[str] = field(default_factory=list)
    heading: str = ""
    """The headings above what is added next."""
    page: int | None = None

    def under(self, *headings: str) -> None:
        """Go on below these headings, outermost first."""
        self.heading = " > ".join(headings)

    def says(self, *texts: str, kind: str = "text", rows: Sequence[int] = ()) -> None:
        """Expect paragraphs of one kind; rows are those of their sheet."""
        for index, text in enumerate(texts):
            place = f"p. {self.page} " if self.page else ""
            sheet = f"{self.heading.split(' > ')[0]}, " if self.heading else ""
            place = f"{sheet}row {rows[index]}" if rows else f"{place}¶{len(self.lines) + 1}"
            self.lines.append(_line(place, kind, self.heading, text))


def found_line(one: Paragraph) -> str:
    """Write a paragraph that was read as the expected ones are written."""
    return _line(one.place, one.kind, one.heading, one.text)


def _line(place: str, kind: str, heading: str, text: str) -> str:
    shown = text.replace("\n", "⏎")
    return f"{place} {kind} [{heading}] {shown}"
