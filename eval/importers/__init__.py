"""The format -> importer table: data sets that others made, one format a file, all with the same signature."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from eval.importers.imported import Imported

IMPORTERS = {
    "squad": "eval.importers.squad",
    "beir": "eval.importers.beir",
    "llamaindex": "eval.importers.llamaindex",
    "ragas": "eval.importers.ragas",
    "csv": "eval.importers.csvfile",
}
"""Modules, imported when a file of theirs comes."""


class Importer(Protocol):
    """Read one format."""

    def read(self, path: Path) -> Imported:
        """Read a data set's documents and facts."""


def importer(name: str) -> Importer:
    """Give the importer of a format that the table names."""
    return cast("Importer", import_module(IMPORTERS[name]))
