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


class LeftOut(NamedTuple):
    """Name a folder that was not read because a program filled it, and with what."""

    path: str
    reason: str


class HeldBack(NamedTuple):
    """Say how many documents of a named folder have no file any more and stay all the same, being most of it."""

    folder: str
    gone: int
    documents: int
    """All that the library has of the folder, the gone ones included."""
    is_empty: bool = False
    """The folder holds nothing at all, as one whose disk is not mounted."""

    def __str__(self) -> str:
        """Write it on one line, with what to do."""
        whole = " (the folder is empty: is its disk mounted?)" if self.is_empty else ""
        return (
            f"{one_line(self.folder)}: no file is there any more for {self.gone:,} of its {self.documents:,} documents"
            f"{whole}; that is more than half, so none was removed. If they are to go, ingest it again with --yes"
        )


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Hold what became of every file: it is in exactly one of the first six lists; the others say more of some."""

    added: list[Document] = field(default_factory=list)
    updated: list[Document] = field(default_factory=list)
    unchanged: list[Document] = field(default_factory=list)
    moved: list[Document] = field(default_factory=list)
    """Documents that have a new path now: a file of the same bytes came and their own was gone."""
    removed: list[str] = field(default_factory=list)
    """Paths whose file was gone from a named folder: their documents were taken out."""
    failed: list[Failure] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    """What is missing of documents that are in the library now, unchanged ones included: pages that are scans."""
    held_back: list[HeldBack] = field(default_factory=list)
    """Folders of which more than half is gone; nothing of them was removed."""
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def summary(self) -> str:
        """Count what became of the files, in one line."""
        counts = [
            f"{len(documents)} {name}"
            for name, documents in (("added", self.added), ("updated", self.updated), ("unchanged", self.unchanged))
        ]
        further = (
            ("moved", len(self.moved)),
            ("removed", len(self.removed)),
            ("failed", len(self.failed)),
            ("incomplete", len({gap.path for gap in self.gaps})),
            ("gone but held back", sum(held.gone for held in self.held_back)),
        )
        return ", ".join(counts + [f"{number} {name}" for name, number in further if number])

    @property
    def read_any(self) -> bool:
        """Tell whether the library follows at least one of the files now."""
        return bool(self.added or self.updated or self.unchanged or self.moved or self.removed)

    @property
    def has_news(self) -> bool:
        """Tell whether anything but what is unchanged became of the files."""
        changed = self.added or self.updated or self.moved or self.removed
        return bool(changed or self.failed or self.gaps or self.held_back)


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
