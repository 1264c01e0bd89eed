"""Passages without a document of their own -> documents of one paragraph each, the same passage once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.facts import ParagraphReference
from eval.importers.imported import ImportedDocument, parts_of
from eval.importers.naming import FileNames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.importers.values import Value

LONGEST_TITLE = 60
"""Characters of a passage's beginning that stand for its title."""


class Contexts:
    """Collect the passages of one set; nothing says which of them once stood together."""

    def __init__(self, name: str) -> None:
        """Name the documents after the set: "rag_dataset 0001.txt"."""
        self._name = name
        self._names = FileNames()
        self._found: dict[str, ImportedDocument] = {}

    @property
    def documents(self) -> tuple[ImportedDocument, ...]:
        """Give them in order of their first mention."""
        return tuple(self._found.values())

    def take(self, contexts: Iterable[str]) -> tuple[ParagraphReference, ...]:
        """Take passages, and name the paragraphs that they are."""
        documents = [self._document(text) for text in dict.fromkeys(contexts)]
        return tuple(
            ParagraphReference(document.name, number)
            for document in documents
            for number in range(1, len(document.paragraphs) + 1)
        )

    def _document(self, text: str) -> ImportedDocument:
        if text not in self._found:
            name = self._names.take(f"{self._name} {len(self._found) + 1:04}")
            self._found[text] = ImportedDocument(name, _title(text), parts_of(text))
        return self._found[text]


def _title(text: str) -> str:
    """Take the first words of a passage."""
    if len(text) <= LONGEST_TITLE:
        return text
    return f"{text[: LONGEST_TITLE + 1].rsplit(' ', 1)[0][:LONGEST_TITLE]}…"


def texts_of(contexts: Value | None, limit: int) -> list[str]:
    """Read a list of passages; those that say nothing are left out."""
    found = [] if contexts is None else [context.any_text(limit) for context in contexts.items()]
    return [text for text in found if any(character.isalnum() for character in text)]
