"""Keep what a tool gives within bounds, and know what was left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LONGEST_RESULT = 60_000
"""Characters of documents and answers in one result: some 15,000 tokens."""
LONGEST_TEXT = 4_000
"""Characters of one sentence, quote or paragraph."""

Item = TypeVar("Item")
Told = TypeVar("Told")


class Room:
    """Count the characters that a result may still take."""

    def __init__(self, characters: int = LONGEST_RESULT) -> None:
        """Begin with all of them."""
        self._left = characters
        self._all = characters
        self._is_cut = False

    def fit(self, text: str, longest: int = LONGEST_TEXT) -> str:
        """Give as much of a text as there is room for."""
        given = text[: min(longest, self._left)]
        self._left -= len(given)
        self._is_cut = self._is_cut or len(given) < len(text)
        return given

    def fit_all(self, items: Iterable[Item], tell: Callable[[Item], Told]) -> tuple[Told, ...]:
        """Tell items one after the other while there is room; those beyond are left out whole."""
        told = []
        for item in items:
            if self._left <= 0:
                self._is_cut = True
                break
            told.append(tell(item))
        return tuple(told)

    @property
    def cut(self) -> str:
        """Say what was left out; empty where nothing was."""
        if not self._is_cut:
            return ""
        return (
            f"shortened: a text shows at most {LONGEST_TEXT:,} characters and a result {self._all:,}; "
            "read_source shows a paragraph around the words of a link"
        )
