"""Documents that carry text meant for a language model, and facts about what they say in truth."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def documents_folder() -> Path:
    """Give the folder of the injected documents, as installed."""
    return Path(str(files(__name__) / "documents"))


def facts_file() -> Path:
    """Give the facts that they are to be asked about."""
    return Path(str(files(__name__) / "facts.yaml"))
