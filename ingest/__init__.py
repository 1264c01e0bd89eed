"""Files in: from a folder to numbered paragraphs, marked furniture and chunks in a library."""

from ingest.pipeline import ingest
from ingest.report import Failure, IngestReport, Progress

__all__ = ["Failure", "IngestReport", "Progress", "ingest"]
