"""Look for many pieces of text at once in bytes: what proves that purged words are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

LENGTH = 20
"""Characters of a sample: short, since a database breaks long texts over pages."""
SHORTEST = 8
"""Characters of a text that is looked for; a shorter one stands in many a file by chance."""
EVERY = 256
"""Characters from one sample of a text to the next: no page of a database holds a piece without one."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
_BLOCK = 1 << 23
_BITS = 24
_MIX = np.uint64(0x9E3779B97F4A7C15)


def sample_text(text: str) -> Iterator[str]:
    """Cut samples out of a text: from its start on at every 256th character, and its end; none of a very short text."""
    if len(text) < SHORTEST:
        return
    last = max(0, len(text) - LENGTH)
    for start in {*range(0, last, EVERY), last}:
        yield text[start : start + LENGTH]


class Samples:
    """Find out which of many samples stand in some bytes, in UTF-8 or UTF-16, in one pass over them."""

    def __init__(self, samples: Iterable[str], encodings: Iterable[str] = _ENCODINGS) -> None:
        """Take samples of at least eight characters."""
        self._by_head: dict[int, list[tuple[bytes, str]]] = {}
        for sample in set(samples):
            for encoding in encodings:
                pattern = sample.encode(encoding, "surrogatepass")
                self._by_head.setdefault(int.from_bytes(pattern[:8], "little"), []).append((pattern, sample))
        heads = np.fromiter(self._by_head, dtype=np.uint64, count=len(self._by_head))
        self._maybe = np.zeros(1 << _BITS, dtype=np.bool_)
        self._maybe[_slot(heads)] = True

    def in_bytes(self, data: bytes) -> set[str]:
        """Give the samples that stand there."""
        found: set[str] = set()
        for offset in range(min(8, max(0, len(data) - 7))):
            windows = np.frombuffer(data, dtype="<u8", count=(len(data) - offset) // 8, offset=offset)
            for place in np.flatnonzero(self._maybe[_slot(windows)]).tolist():
                at = offset + 8 * place
                head = self._by_head.get(int.from_bytes(data[at : at + 8], "little"), ())
                found.update(sample for pattern, sample in head if data.startswith(pattern, at))
        return found

    def in_file(self, path: Path) -> set[str]:
        """Give the samples that stand in a file, read block by block.

        Raises:
            OSError: it cannot be read.
        """
        found: set[str] = set()
        overlap = 4 * LENGTH
        with path.open("rb") as file:
            tail = b""
            while block := file.read(_BLOCK):
                found |= self.in_bytes(tail + block)
                tail = (tail + block)[-overlap:]
        return found


def _slot(heads: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread eight bytes over the table."""
    slots: NDArray[np.uint64] = (heads * _MIX) >> np.uint64(64 - _BITS)
    return slots
