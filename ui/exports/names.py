"""Names for files that every system takes."""

from __future__ import annotations

import unicodedata

LONGEST_NAME = 80
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{number}" for number in range(10)), *(f"lpt{number}" for number in range(10))}
)
"""Names that Windows gives to devices, whatever their ending."""


def file_name(title: str, ending: str) -> str:
    """Make a file's name of a title: letters and digits of any script, parted by hyphens; never a path."""
    kept = "".join(character if _may_stand(character) else " " for character in unicodedata.normalize("NFC", title))
    stem = "-".join(kept.split())
    while len(stem.encode()) > LONGEST_NAME * 2 or len(stem) > LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip("-")
    if not stem or stem.lower() in _RESERVED:
        stem = f"conversation-{stem}".strip("-")
    return f"{stem}.{ending}"


def _may_stand(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")
