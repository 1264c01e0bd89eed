"""What a search of the library gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.document import Document, Paragraph


@dataclass(frozen=True, slots=True)
class Match:
    """Hold a chunk that was live when it was found."""

    chunk: int
    """The chunk's key in the catalog; never given to another chunk."""
    score: float
    """Cosine from `search_vectors`, BM25 from `search_words`; not comparable with each other."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Hold what a chunk covers: whole paragraphs, in order."""

    chunk: int
    document: Document
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class LinkedPassage:
    """Hold the words that a citation link opens: paragraph.text[start:end]."""

    document: Document
    """As it was in the link's version."""
    paragraph: Paragraph
    start: int
    end: int
    current: bool
    """Whether the link's version is the one that answers today."""
