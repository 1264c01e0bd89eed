"""Name a paragraph so that a person knows it and a later ingest finds it: by its document and some of its words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from eval.fact import ParagraphReference
from eval.metrics import ParagraphKey
from eval.references import Finder, Names, path_parts
from rag.errors import FactsError
from rag.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rag.document import Document, Paragraph

WORDS = 10
"""Words of a quote, where so many name one paragraph; a sentence may have twice as many."""
FEWEST = 3
"""Words of a sentence that is a quote by itself: "3." before a clause says nothing."""
LONGEST = 600
"""Characters of a quote; a paragraph that needs more is named by its number."""


class Prover:
    """Write references to the paragraphs of a library."""

    def __init__(self, documents: Sequence[Document]) -> None:
        """Name paragraphs of these documents."""
        self._names = Names(documents)
        self._finder = Finder(Path(), documents)

    def reference(self, document: Document, paragraph: Paragraph, around: str = "") -> ParagraphReference:
        """Name a paragraph by a short quote, from around these words where it has them."""
        name, key = self.name(document), ParagraphKey(document.id, paragraph.number)
        for quote in _quotes(paragraph.text, around):
            for number in (0, paragraph.number):
                reference = ParagraphReference(name, number, quote=quote)
                if self._finds(reference, key):
                    return reference
        return ParagraphReference(name, paragraph.number)

    def name(self, document: Document) -> str:
        """Give the shortest end of its path that names this document alone; else its id."""
        parts = path_parts(document.path)
        ends = ("/".join(parts[-length:]) for length in range(1, len(parts) + 1))
        return next((end for end in ends if self._names.of(end) == [document]), document.id)

    def _finds(self, reference: ParagraphReference, key: ParagraphKey) -> bool:
        try:
            return self._finder.find(reference) == key
        except FactsError:
            return False


def _quotes(text: str, around: str) -> Iterator[str]:
    """Cut quotes out of a paragraph, short ones first: the sentence that has the words, or some words around them."""
    line = " ".join(text.split())
    words, wanted = line.split(), " ".join(around.casefold().split())
    if len(words) > WORDS:
        sentences = [" ".join(span.cut(line).split()) for span in split_sentences(line)]
        telling = next((each for each in sentences if wanted in each.casefold()), sentences[0])
        if FEWEST <= len(telling.split()) <= 2 * WORDS:
            yield telling
        before = len(line[: max(line.casefold().find(wanted), 0)].split())
        first = max(0, min(before - WORDS // 3, len(words) - WORDS))
        yield " ".join(words[first : first + WORDS])
        yield " ".join(words[: 2 * WORDS])
    if len(line) <= LONGEST:
        yield line
