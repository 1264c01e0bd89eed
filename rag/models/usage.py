"""What a language model read and wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Count calls of a language model and their tokens."""

    calls: int = 0
    read: int = 0
    """Tokens of the prompts."""
    written: int = 0
    """Tokens of the answers, those of a call that broke off too."""

    @property
    def tokens(self) -> int:
        """Give the tokens both ways."""
        return self.read + self.written

    def __add__(self, other: Usage) -> Usage:
        """Count both together."""
        return Usage(self.calls + other.calls, self.read + other.read, self.written + other.written)

    def __sub__(self, earlier: Usage) -> Usage:
        """Count what came since."""
        return Usage(self.calls - earlier.calls, self.read - earlier.read, self.written - earlier.written)
