"""PDF -> blocks with page and box, in reading order; scans by OCR where it is installed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.block import Loaded
from ingest.dates import head_date
from ingest.pdf.flow import blocks
from ingest.pdf.metadata import created, stated_title
from ingest.pdf.pdfium import opened, read_page
from ingest.pdf.scans import have_no_text, read_scans
from ingest.pdf.sheet import sheet
from rag.errors import LoadError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ingest.block import Block
    from ingest.pdf.sheet import Sheet

MOST_LETTERS = 12_000_000
"""Of a document; all of its lines are held in memory at once, 80 bytes a letter."""
TITLE_WITHIN = 2
"""Pages from the beginning in which the title's heading stands."""


def load(path: Path) -> Loaded:
    """Read a PDF's paragraphs; a paragraph over a page break has the page on which it begins.

    Raises:
        LoadError: it is no PDF, is broken or too large, needs a password, or has no text on any page.
        OSError: it cannot be read.
    """
    with opened(path) as document:
        title, day = document.get_metadata_value("Title"), document.get_metadata_value("CreationDate")
        sheets: list[Sheet] = []
        letters = 0
        for number in range(1, len(document) + 1):
            page = read_page(document, number)
            letters += sum(map(len, page.glyphs.turned.values()))
            if letters > MOST_LETTERS:
                msg = f"has more than {MOST_LETTERS:,} characters up to page {number}; split it"
                raise LoadError(msg)
            sheets.append(sheet(number, page))
    numbers = [one.number for one in sheets if one.is_scan]
    scans = read_scans(path, numbers)
    found = _merged(blocks(sheets), scans.blocks)
    if not found and numbers:
        raise LoadError(scans.missing or f"{have_no_text(numbers)}, and OCR found none either")
    warnings = (scans.missing,) if scans.missing else ()
    return Loaded(found, stated_title(title) or _heading(found), head_date(found) or created(day), warnings=warnings)


def _merged(read: Sequence[Block], scanned: Sequence[Block]) -> list[Block]:
    """Put the pages that OCR read in their places."""
    return sorted([*read, *scanned], key=lambda block: block.page or 0) if scanned else list(read)


def _heading(found: Sequence[Block]) -> str:
    """Take the first of the largest headings on the first pages."""
    first = [block for block in found if block.kind == "heading" and (block.page or 0) <= TITLE_WITHIN]
    highest = min((block.level for block in first), default=0)
    return next((block.text for block in first if block.level == highest), "")
