"""What an ingest says of itself: while it runs, and at its end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rag.document import Document


class Failure(NamedTuple):
    """Name a file that did not go in, and why, in words fit for its owner."""

    path: str
    reason: str

    def __str__(self) -> str:
        """Write it on one line, whatever the file's name holds."""
        return f"{one_line(self.path)}: {self.reason}"


class Gap(NamedTuple):
    """Name a file that went in without a part of it, and what is missing, in words fit for its owner."""

    path: str
    missing: str

    def __str__(self) -> str:
        """Write it on one line, whatever the file's name holds."""
        return f"{one_line(self.path)}: {self.missing}"


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Hold what became of every file: it is in exactly one of the lists, and those with gaps are named besides."""

    added: list[Document] = field(default_factory=list)
    updated: list[Document] = field(default_factory=list)
    unchanged: list[Document] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    """Paths taken out of the library; always empty: ingest never removes."""
    failed: list[Failure] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    """What is missing of files that were added or updated: pages that are scans."""

    @property
    def summary(self) -> str:
        """Count what became of the files, in one line."""
        counts = [
            f"{len(documents)} {name}"
            for name, documents in (("added", self.added), ("updated", self.updated), ("unchanged", self.unchanged))
        ]
        counts += [f"{len(self.failed)} failed"] if self.failed else []
        counts += [f"{len({gap.path for gap in self.gaps})} incomplete"] if self.gaps else []
        return ", ".join(counts)

    @property
    def read_any(self) -> bool:
        """Tell whether at least one file is in the library now."""
        return bool(self.added or self.updated or self.unchanged)


class IngestStopped(KeyboardInterrupt):
    """Say how far an ingest came that was stopped by Ctrl-C."""

    def __init__(self, files_done: int, files: int) -> None:
        super().__init__(
            f"stopped with {files_done:,} of {files:,} files in the library, where they stay; run it again to go on"
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """Say how far an ingest is; the number of chunks grows as files are read."""

    files: int
    files_done: int
    chunks: int
    chunks_done: int


def one_line(path: str) -> str:
    """Write a path so that it fits one line of any terminal: control characters and broken ones are escaped."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape", "backslashreplace").decode("ascii")
        for letter in path
    )
