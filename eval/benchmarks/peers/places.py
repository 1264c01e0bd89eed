"""Which paragraphs of a file a retrieved passage is: one rule for every system.

A passage is looked for in its file by its letters and digits alone, so that white space, bullets and case do not
count. It covers a paragraph when what they share is at least half of the shorter one: a passage holds several short
paragraphs, a long paragraph takes several passages. It touches a paragraph when they share anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.benchmarks.peers.letters import letters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from eval.benchmarks.peers.corpus import TextFile

LEAST_SHARE = 0.5
"""Of the shorter of passage and paragraph."""
ENDS = 40
"""Letters of either end by which a passage is found that is not in its file as a whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """Hold where a paragraph stands among the letters of its file."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """Hold the paragraphs of one retrieved passage."""

    covered: tuple[str, ...]
    """In the order of the texts that were handed back, inside one in the file's."""
    touched: frozenset[str]
    words: int
    """Of the passage: what a reader of it reads."""
    lost: int = 0
    """Texts that are not in their file."""


class Places:
    """Know where every paragraph of a folder of files stands."""

    def __init__(self, files: Iterable[TextFile]) -> None:
        """Take the letters of each file, and the paragraphs' places among them."""
        self._letters: dict[str, str] = {}
        self._places: dict[str, list[Place]] = {}
        for file in files:
            letters = ""
            places = []
            for id_, text in file.parts:
                start = len(letters)
                letters += letters_of(text)
                if id_ is not None:
                    places.append(Place(id_, start, len(letters)))
            self._letters[file.name] = letters
            self._places[file.name] = places

    def find(self, name: str, texts: Sequence[str]) -> Found:
        """Tell which paragraphs of the named file a passage of one or more texts is."""
        covered: dict[str, None] = {}
        touched: set[str] = set()
        lost = 0
        for text in texts:
            span = locate(letters_of(text), self._letters[name])
            if span is None:
                lost += 1
                continue
            for place in self._places[name]:
                shared = min(span[1], place.end) - max(span[0], place.start)
                if shared > 0:
                    touched.add(place.id)
                    shorter = min(span[1] - span[0], place.end - place.start)
                    covered |= {place.id: None} if shared >= LEAST_SHARE * shorter else {}
        return Found(tuple(covered), frozenset(touched), sum(len(text.split()) for text in texts), lost)


def locate(passage: str, letters: str) -> tuple[int, int] | None:
    """Find where a passage begins and ends among a file's letters: as a whole, else by its two ends.

    >>> locate("bcd", "abcde"), locate("xyz", "abcde"), locate("", "abcde")
    ((1, 4), None, None)
    """
    start = letters.find(passage) if passage else -1
    if start >= 0:
        return start, start + len(passage)
    head, tail = passage[:ENDS], passage[-ENDS:]
    start = letters.find(head) if len(passage) > 2 * ENDS else -1
    end = letters.find(tail, start) if start >= 0 else -1
    return (start, end + ENDS) if 0 <= start <= end <= start + 2 * len(passage) else None
