"""Text as a page shows it: one space between words, nothing that cannot be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSEEN = dict.fromkeys([*range(9), *range(14, 28), 127, *map(ord, "\xad\u200b\u2060\ufeff\ufffc")])
"""Control characters, soft hyphens, characters of no width, and the mark of an embedded object."""


def fold(parts: Iterable[str] | str) -> str:
    """Join parts and fold their whitespace, line ends included."""
    return " ".join("".join(parts).translate(_UNSEEN).split())
