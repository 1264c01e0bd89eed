"""Paragraphs -> chunks: neighbours packed under a budget counted in the embedder's own word pieces."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ingest.split import clip, split
from rag.document import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rag.document import Layout, Paragraph
    from rag.models.embedder import Embedder

MOST_PIECES = 250
"""Word pieces of a chunk with its title and heading; the bundled embedder truncates at 254 and two special ones."""
ENOUGH_PIECES = 120
"""Word pieces from which a chunk ends at the next heading rather than run on into the next section."""
CONTEXT_SHARE = 4
"""Title and heading together take at most one part in so many of a chunk."""
SPECIAL_PIECES = 2
COUNTED_AT_ONCE = 4096
"""Texts handed to the embedder's counter at a time, so that memory stays flat."""


def chunk(title: str, layout: Layout, embedder: Embedder) -> tuple[Chunk, ...]:
    """Pack consecutive paragraphs into chunks that the embedder reads whole.

    A paragraph is cut only when it alone is too long: then its parts are chunks of their own. One that is furniture is
    left out, though the numbers of a chunk may span it.
    """
    from rag.models.embedder import AdditiveCounter  # here: numpy comes with it

    packer = _Packer(title, embedder)
    for paragraph, pieces in _counted((one for one in layout.paragraphs if not one.furniture), embedder):
        packer.add(paragraph, pieces)
    packer.close()
    exact = isinstance(embedder, AdditiveCounter) and embedder.counts_add_up
    return tuple(packer.chunks if exact else _within_limit(packer.chunks, embedder))


def _counted(paragraphs: Iterable[Paragraph], embedder: Embedder) -> Iterator[tuple[Paragraph, int]]:
    remaining = iter(paragraphs)
    while batch := list(islice(remaining, COUNTED_AT_ONCE)):
        yield from zip(batch, embedder.count([paragraph.text for paragraph in batch]), strict=True)


@dataclass
class _Packer:
    """Fill one chunk after the other."""

    title: str
    embedder: Embedder
    chunks: list[Chunk] = field(default_factory=list)
    _waiting: list[Paragraph] = field(default_factory=list)
    _pieces: int = 0
    _contexts: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def _budget(self) -> int:
        return min(MOST_PIECES, self.embedder.max_tokens - SPECIAL_PIECES)

    def add(self, paragraph: Paragraph, pieces: int) -> None:
        """Put a paragraph into the chunk that is being filled, or into the next."""
        if self._waiting and self._ends_before(paragraph, pieces):
            self.close()
        _, taken = self._context(paragraph.heading)
        if pieces + taken > self._budget:
            self.close()
            self._add_parts(paragraph)
            return
        self._pieces = (self._pieces or taken) + pieces
        self._waiting.append(paragraph)

    def close(self) -> None:
        """End the chunk that is being filled."""
        if self._waiting:
            first, last = self._waiting[0], self._waiting[-1]
            text = "\n".join(paragraph.text for paragraph in self._waiting)
            self.chunks.append(Chunk(first.number, last.number, text, self._context(first.heading)[0]))
        self._waiting, self._pieces = [], 0

    def _ends_before(self, paragraph: Paragraph, pieces: int) -> bool:
        new_section = paragraph.heading != self._waiting[-1].heading
        return self._pieces + pieces > self._budget or (new_section and self._pieces >= ENOUGH_PIECES)

    def _add_parts(self, paragraph: Paragraph) -> None:
        context, taken = self._context(paragraph.heading)
        for part in split(paragraph.text, self._budget - taken, self.embedder.count):
            self.chunks.append(Chunk(paragraph.number, paragraph.number, part, context))

    def _context(self, heading: str) -> tuple[str, int]:
        """Give title and heading, each within its share, and their word pieces."""
        if heading not in self._contexts:
            share = self._budget // CONTEXT_SHARE // 2
            innermost = " > ".join(part for part in heading.split(" > ")[-2:] if part and part != self.title)
            lines = (clip(line, share, self.embedder.count) for line in (self.title, innermost) if line)
            context = "\n".join(lines)
            self._contexts[heading] = context, self.embedder.count([context])[0] if context else 0
        return self._contexts[heading]


def _within_limit(chunks: Sequence[Chunk], embedder: Embedder) -> Iterator[Chunk]:
    """Count every chunk as it will be embedded, for embedders whose counts do not add up; what is over is cut again."""
    for start in range(0, len(chunks), COUNTED_AT_ONCE):
        batch = chunks[start : start + COUNTED_AT_ONCE]
        for one, pieces in zip(batch, embedder.count([one.embedded for one in batch]), strict=True):
            over = pieces - (embedder.max_tokens - SPECIAL_PIECES)
            yield from [one] if over <= 0 else _cut_again(one, over, embedder)


def _cut_again(one: Chunk, over: int, embedder: Embedder) -> Iterator[Chunk]:
    """Cut a chunk's text into parts that are smaller by more than it was over; without its context where none fit."""
    room = min(sum(embedder.count([one.text])) - 2 * over, embedder.max_tokens // 2)
    context = one.context if room > 0 else ""
    for part in split(one.text, max(1, room), embedder.count):
        yield Chunk(one.first, one.last, part, context)
