"""What an importer yields: documents of given paragraphs, and facts that name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ingest.paragraphs import LONGEST_PARAGRAPH
from ingest.split import windows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from eval.facts import Fact


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """Hold one document as the data set has it."""

    name: str
    """Of its file: safe on every system, no other of the set has it, in capitals or not."""
    title: str
    paragraphs: tuple[str, ...]
    """In order, the first is number 1; white space is folded as every loader folds it."""


class Documents(Protocol):
    """Give documents one by one, as often as asked: a tuple, or a corpus that is read from its file each time."""

    def __iter__(self) -> Iterator[ImportedDocument]:
        """Go through them, in the same order each time."""
        ...

    def __len__(self) -> int:
        """Count them."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """Hold a data set."""

    documents: Documents
    """None: the facts are about documents that the user has."""
    facts: tuple[Fact, ...]
    """Their paragraphs name documents by the names above."""
    notes: tuple[str, ...] = ()
    """What was left out or read in another way, each in plain words on one line."""


def amount(count: int, noun: str) -> str:
    """Write a number with its noun.

    >>> amount(1, "question"), amount(1930, "question")
    ('1 question', '1,930 questions')
    """
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def parts_of(text: str) -> tuple[str, ...]:
    """Make the paragraph of a passage; one too long to be read as one is several, as a file's would be."""
    if len(text) <= LONGEST_PARAGRAPH:
        return (text,)
    return tuple(part.strip() for part in windows(text, LONGEST_PARAGRAPH))
