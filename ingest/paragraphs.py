"""Blocks -> numbered paragraphs, with the headings and the furniture that stand between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ingest.split import windows
from rag.document import Aside, Layout, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.block import Block
    from rag.document import ParagraphKind

LONGEST_PARAGRAPH = 20_000
"""Characters; a longer block (a book on one line) is numbered as several, so that a citation can be read and shown."""


def number(blocks: Iterable[Block]) -> Layout:
    """Number the paragraphs from 1 as a reader of the page counts them: headings and furniture are not counted."""
    paragraphs: list[Paragraph] = []
    asides: list[Aside] = []
    path: list[tuple[int, str]] = []
    for block in blocks:
        following = len(paragraphs) + 1
        if block.furniture:
            asides.append(Aside(block.text, "furniture", following, reason=block.furniture))
        elif block.kind == "heading":
            path = [above for above in path if above[0] < block.level]
            path.append((block.level, block.text))
            asides.append(Aside(block.text, "heading", following, level=block.level))
        else:
            paragraphs += _paragraphs(block, following, " > ".join(text for _, text in path))
    return Layout(tuple(paragraphs), tuple(asides))


def _paragraphs(block: Block, first: int, heading: str) -> list[Paragraph]:
    """Make the paragraph of one block, or the several of one too long to be read as one."""
    parts = [block.text] if len(block.text) <= LONGEST_PARAGRAPH else windows(block.text, LONGEST_PARAGRAPH)
    kind = cast("ParagraphKind", block.kind)
    return [
        Paragraph(first + offset, part, kind, heading, block.page, block.box, block.row)
        for offset, part in enumerate(parts)
    ]
