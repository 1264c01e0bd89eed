"""Titles and ids -> names of files: safe on every system, and no two alike."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from ingest.uploads import safe_name

if TYPE_CHECKING:
    from pathlib import Path

SUFFIX = ".txt"
KINDS = frozenset({".gz", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt"})


def set_name(path: Path) -> str:
    """Name a data set after its file or folder, without what says its format: dev-v2.0.json.gz is dev-v2.0."""
    within = path.absolute()
    within = within.parent.parent if within.parent.name == "qrels" else within
    while within.suffix.lower() in KINDS:
        within = within.with_suffix("")
    return within.name or "set"


class FileNames:
    """Give every document of a set a name of its own, the same in every run over the same set."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._again: dict[str, int] = {}

    def take(self, title: str) -> str:
        """Name a file after its document; one whose name is taken, in capitals or not, gets a number behind it."""
        plain = safe_name(f"{title.replace('/', '_').replace(chr(92), '_')}{SUFFIX}").removesuffix(SUFFIX)
        name = f"{plain}{SUFFIX}"
        for number in count(self._again.get(plain.casefold(), 1) + 1):
            if name.casefold() not in self._taken:
                break
            name = f"{plain} ({number}){SUFFIX}"
            self._again[plain.casefold()] = number
        self._taken.add(name.casefold())
        return name
