"""The sample that ships: short documents about one affair and its neighbours, and facts about them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest import IngestReport
    from ingest.report import Progress
    from rag.library.library import Library


def documents_folder() -> Path:
    """Give the folder of the sample's documents, as installed."""
    return Path(str(files(__name__) / "documents"))


def facts_file() -> Path:
    """Give the sample's facts."""
    return Path(str(files(__name__) / "facts.yaml"))


def pairs_file() -> Path:
    """Give the pairs that the judge of sentences is measured on."""
    return Path(str(files(__name__) / "pairs.yaml"))


def further_questions() -> list[str]:
    """Give questions of all sorts over the sample that no fact asks; what answers them is not written down."""
    lines = (files(__name__) / "questions.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def add_sample(library: Library, on_progress: Callable[[Progress], None] | None = None) -> IngestReport:
    """Copy the sample's documents into the library and ingest them there.

    They are copied as uploads are, because the installed ones may move or go with their virtual environment.
    """
    from ingest import ingest
    from ingest.uploads import store_upload

    documents = sorted(path for path in documents_folder().iterdir() if path.is_file())
    return ingest([store_upload(path, path.name, library) for path in documents], library, on_progress)
