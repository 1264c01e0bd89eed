"""Find the paragraphs that hold quoted words: capitals, white space, marks and kinds of quotes aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rag.document import Document, Paragraph

NEAREST_SHARE = 0.5
"""Share of a quote's words that the nearest paragraph has at least; below it nothing is near."""

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Letters of scripts that put no space between words: each is a word of its own."""
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_SKIPPED = re.compile(r"\[?\s*(?:\.\s?\.\s?\.+|…)\s*\]?")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a paragraph with its document."""

    document: Document
    paragraph: Paragraph


def words_of(text: str) -> list[str]:
    """Give a text's words as quotes are compared: in small letters, ligatures and marks gone."""
    plain = unicodedata.normalize("NFKC", text).replace("\xad", "").replace("\u200b", "").casefold()
    return _WORD.findall(plain)


class Quotes:
    """Find quoted words in paragraphs; each document is prepared once, when it is first asked for."""

    def __init__(self) -> None:
        """Begin with nothing prepared."""
        self._prepared: dict[str, list[tuple[Place, str]]] = {}

    def holding(self, quote: str, documents: Iterable[Document]) -> list[Place]:
        """Give the paragraphs that hold the words in order; those that answers leave out only if no other does."""
        pieces = [f" {' '.join(words)} " for words in map(words_of, _SKIPPED.split(quote)) if words]
        first = pieces[0] if pieces else ""
        found = [
            place
            for document in documents
            for place, text in self._of(document)
            if first in text and _holds(text, pieces)  # the first half alone is fast, and nearly always settles it
        ]
        return [place for place in found if not place.paragraph.furniture] or found

    def nearest(self, quote: str, documents: Iterable[Document]) -> Place | None:
        """Give the paragraph that has most of the words; None where none has half of them."""
        wanted = {f" {word} " for word in words_of(quote)}
        best, most = None, NEAREST_SHARE * len(wanted)
        for document in documents:
            for place, text in self._of(document):
                shared = sum(word in text for word in wanted)
                if shared > most or (best is None and shared == most > 0):
                    best, most = place, shared
        return best

    def _of(self, document: Document) -> Sequence[tuple[Place, str]]:
        """Give each paragraph with its words, a space around each."""
        if document.id not in self._prepared:
            self._prepared[document.id] = [
                (Place(document, paragraph), f" {' '.join(words_of(paragraph.text))} ")
                for paragraph in document.paragraphs
            ]
        return self._prepared[document.id]


def _holds(text: str, pieces: Sequence[str]) -> bool:
    """Tell whether the pieces stand in the text one after another."""
    at = 0
    for piece in pieces:
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece) - 1
    return bool(pieces)
