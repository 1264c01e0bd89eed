"""A file's layout written as lines, for the expected output beside each fixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.boilerplate import mark
from ingest.loaders import load
from ingest.paragraphs import number
from rag.document import Paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from rag.document import Aside


def layout_lines(path: Path) -> str:
    """Write title and date, then the paragraphs with number and heading, headings and furniture in page order."""
    loaded = load(path)
    layout = number(mark(loaded.blocks))
    lines = [f"title: {loaded.title}", f"date: {loaded.date}", *map(_line, layout.in_order())]
    return "\n".join(lines) + "\n"


def _line(one: Paragraph | Aside) -> str:
    text = one.text.replace("\n", "⏎")
    if isinstance(one, Paragraph):
        row = "" if one.row is None else f" (row {one.row})"
        return f"{one.number} {one.kind} [{one.heading}]{row} {text}"
    return f"{'#' * one.level} {text}" if one.kind == "heading" else f"~ {one.reason}: {text}"
