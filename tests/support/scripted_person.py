"""A person whose answers are written down beforehand; ends the input when none is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class ScriptedPerson:
    """Type each line in turn; None takes what is suggested."""

    def __init__(self, lines: Iterable[str | None]) -> None:
        self._lines = iter(lines)
        self.seen: list[str] = []

    def say(self, text: str = "") -> None:
        self.seen.append(text)

    def ask(self, prompt: str, suggested: str = "") -> str:
        self.seen.append(f"{prompt} {suggested}")
        try:
            line = next(self._lines)
        except StopIteration:
            raise EOFError from None
        return suggested if line is None else line
