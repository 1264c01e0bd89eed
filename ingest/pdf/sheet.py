"""One page -> the lines and tables on it, with no more kept of the glyphs than that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.pdf.bidi import RIGHT_TO_LEFT, logical
from ingest.pdf.dots import with_dots
from ingest.pdf.grids import ruled
from ingest.pdf.lines import Line, lines
from ingest.pdf.words import words

if TYPE_CHECKING:
    from ingest.pdf.pdfium import Page
    from ingest.pdf.table import Table
    from ingest.pdf.view import View

LEAST_LETTERS = 24
"""Letters and figures of a page, below which one that is mostly a picture is a scan with a stamp on it."""
MOST_UNREADABLE = 0.3
"""Share of characters that stand for nothing, from which a page's text is no text."""


@dataclass(slots=True)
class Side:
    """Hold what reads in one direction."""

    view: View
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class Sheet:
    """Hold what a page says."""

    number: int
    """Counted from 1."""
    view: View
    sides: list[Side] = field(default_factory=list)
    """The direction of most of its text first."""
    aslant: str = ""
    is_scan: bool = False
    """Whether something is painted on it and no readable text."""


def sheet(number: int, page: Page) -> Sheet:
    """Put a page's glyphs on lines and in tables."""
    by_length = sorted(page.glyphs.turned.items(), key=lambda one: -len(one[1]))
    text = "".join(glyph.text for _, glyphs in by_length for glyph in glyphs)
    found = Sheet(number, page.view, aslant=" ".join("".join(page.glyphs.aslant).split()))
    if _is_unreadable(text) or (page.is_picture and sum(map(str.isalnum, text)) < LEAST_LETTERS):
        found.is_scan = page.is_painted
    else:
        for quarters, glyphs in by_length:
            read = logical(glyphs) if RIGHT_TO_LEFT.search(text) else glyphs
            found_words = [word for word in words(read) if word.text.strip()]
            seen = with_dots(found_words, page.dots.get(quarters, []))
            taken = ruled(seen, page.strokes.get(quarters, []))
            found.sides.append(Side(page.view.turned(quarters), lines(taken.rest), taken.tables))
    return found


def _is_unreadable(text: str) -> bool:
    """Tell a text without letters, or of characters that no font's table explains."""
    seen = [letter for letter in text if not letter.isspace()]
    strange = sum(1 for letter in seen if letter in "\ufffd\x00" or "\ue000" <= letter <= "\uf8ff" or letter < " ")
    return not any(map(str.isalnum, text)) or strange > MOST_UNREADABLE * len(seen)
