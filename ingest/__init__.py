"""Files in: from a folder to numbered paragraphs, marked furniture and chunks in a library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.pipeline import ingest
    from ingest.report import Failure, IngestReport, Progress
else:

    def __getattr__(name: str) -> object:
        """Import a public name when it is first asked for: a worker process needs none of them."""
        import importlib

        if name not in _HOMES:
            msg = f"module 'ingest' has no attribute {name!r}"
            raise AttributeError(msg)
        return getattr(importlib.import_module(_HOMES[name]), name)


_HOMES = {
    "ingest": "ingest.pipeline",
    **dict.fromkeys(("Failure", "IngestReport", "Progress"), "ingest.report"),
}

__all__ = ["Failure", "IngestReport", "Progress", "ingest"]
