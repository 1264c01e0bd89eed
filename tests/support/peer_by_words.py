"""A system for the comparison that needs nothing: a passage is a paragraph, found by the words that it shares."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Peer:
    """Keep paragraphs in memory."""

    ways = ("words",)

    def __init__(self) -> None:
        """Start with nothing; a variable makes it stop, as a broken system does."""
        print("what a system prints is no reply")  # noqa: T201
        if os.environ.get("PEER_BY_WORDS_BREAKS"):
            message = "the weights are not there"
            raise OSError(message)
        self._paragraphs: list[tuple[str, str]] = []

    def ingest(self, folder: Path, store: Path) -> int:
        """Read the files."""
        self._paragraphs = [
            (path.name, text) for path in sorted(folder.iterdir()) for text in path.read_text("utf-8").split("\n\n")
        ]
        return len(self._paragraphs)

    def search(self, way: str, question: str, most: int) -> list[tuple[str, list[str]]]:
        """Rank by shared words."""
        wanted = set(question.lower().strip("?").split())
        ranked = sorted(self._paragraphs, key=lambda one: -len(wanted & set(one[1].lower().split())))
        return [(name, [text]) for name, text in ranked[:most]]
