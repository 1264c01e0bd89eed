"""What is shown around cited words: the paragraph clipped, its neighbours and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rag.document import Paragraph

if TYPE_CHECKING:
    from rag.document import Aside, Layout

MARGIN = 4_000
"""Characters of a paragraph that are shown on either side of the cited words; a file can be one paragraph of 50 MB."""
LONGEST_MARK = 20_000
"""Characters of cited words that are shown."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Hold a paragraph's text in three parts, of which the middle one is cited."""

    before: str
    marked: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Window:
    """Hold a stretch of a document, and how many paragraphs lie outside it."""

    blocks: tuple[Paragraph | Aside, ...]
    earlier: int
    later: int


def excerpt(text: str, start: int = 0, end: int = 0, margin: int = MARGIN) -> Excerpt:
    """Cut a paragraph at its cited words; without any, show its head."""
    first, last = max(0, start - margin), min(len(text), end + margin)
    shown_end = min(end, start + LONGEST_MARK)
    after = text[end:last] if shown_end == end else ""
    return Excerpt(text[first:start], text[start:shown_end], after, first > 0, last < len(text) or shown_end < end)


def window(layout: Layout, number: int, reach: int) -> Window:
    """Take the paragraphs at most `reach` from a number, with the headings and furniture between them."""
    total = len(layout.paragraphs)
    first, last = max(1, number - reach), min(total, number + reach)
    past_end = total + 1 if last == total else last
    blocks = tuple(
        block
        for block in layout.in_order()
        if (first <= block.number <= last if isinstance(block, Paragraph) else first <= block.before <= past_end)
    )
    return Window(blocks, first - 1, total - last)
