"""Say in full what a quote says short: the person that "he" or "Asif" is, as the quote's own document names them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rag.errors import DocumentNotFoundError
from rag.instructions import silenced
from rag.text.names import NameBook

if TYPE_CHECKING:
    from rag.document import Document, Paragraph

_PRONOUN = re.compile(r"[“\"'‘]?(?:He|She)\b")
WINDOW = 40
"""Paragraphs read for names: so many at the document's head, about as many before the quote; no book is read whole."""


def in_full(quote: str, start: int, document: Document, paragraph: Paragraph) -> str:
    """Give the quote that stands at `start` of the paragraph, its first short name or opening pronoun said in full.

    A quote that names the person in full, whose "he" could be two people, or whose document was removed meanwhile comes
    back unchanged.
    """
    end = -(-paragraph.number // WINDOW) * WINDOW
    try:
        head, near = _book(document, max(WINDOW, end - 2 * WINDOW), end)
    except DocumentNotFoundError:
        return quote
    return near.expand(quote, paragraph.number - 1 - head, start)


def meant_at_first(document: Document, paragraph: Paragraph) -> str | None:
    """Name the person whom a paragraph that opens with "He" or "She" means; None where there is doubt."""
    opening = _PRONOUN.match(paragraph.text)
    if opening is None:
        return None
    full = in_full(paragraph.text, 0, document, paragraph)
    name = full[: len(full) - len(paragraph.text) + opening.end()].strip("“\"'‘")
    return None if full == paragraph.text else name


@lru_cache(maxsize=256)
def _book(document: Document, first: int, end: int) -> tuple[int, NameBook]:
    """Read a document's head and a window of it; also give how many paragraphs lie between the two."""
    texts = ["" if paragraph.furniture else paragraph.text for paragraph in document.paragraphs[:end]]
    shown = [silenced(text) for text in (*texts[:WINDOW], *texts[first:])]
    return max(0, first - WINDOW), NameBook(silenced(document.title), shown)
