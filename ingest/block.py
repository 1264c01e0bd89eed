"""What a loader yields: blocks of text in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from rag.document import Box

BlockKind = Literal["text", "item", "row", "quote", "code", "heading"]


@dataclass(frozen=True, slots=True)
class Block:
    """Hold one block of text as a reader sees it, whitespace folded (kept in code)."""

    text: str
    kind: BlockKind = "text"
    level: int = 0
    """1 to 6 for a heading."""
    furniture: str = ""
    """Why it is page furniture, in plain words; empty for what the page says."""
    page: int | None = None
    """Counted from 1; None where the format has no pages."""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold what one file says: its blocks in page order, and what it says of itself."""

    blocks: list[Block]
    title: str = ""
    """Empty where the file names none."""
    date: str | None = None
    """ISO 8601 (YYYY-MM-DD), stated by the file itself, never the file system's."""
    warnings: tuple[str, ...] = ()
    """What of the file could not be read, each in plain words; the rest goes in."""
