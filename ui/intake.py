"""Files that were sent, taken in one after another while each says how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from ingest import IngestReport, Progress
from ingest.uploads import safe_name
from rag.errors import CitebackError
from ui.background import steps

if TYPE_CHECKING:
    from rag.document import Document

StateKind = Literal["waiting", "reading", "indexing", "added", "updated", "moved", "unchanged", "incomplete", "failed"]
Take = Callable[[Sequence[Path], Callable[[Progress], None]], IngestReport]

ONE_BY_ONE = 20
"""Files that are taken singly; of more, each step takes several, as the library's fixed cost is for each step."""
TOGETHER = 16


@dataclass(frozen=True, slots=True)
class FileState:
    """Say how far a file is, or what became of it."""

    name: str
    kind: StateKind = "waiting"
    note: str = ""
    share: float = 0.0
    """Done, between 0 and 1."""

    @property
    def is_moving(self) -> bool:
        """Tell whether it is at work."""
        return self.kind in ("reading", "indexing")

    @property
    def said(self) -> str:
        """Name the state as a person would."""
        return {"failed": "not added", "indexing": "making searchable"}.get(self.kind, self.kind)


States = dict[int, FileState]
"""By place among the files that were sent."""


def in_turn(uploads: Sequence[Path], take: Take) -> Iterator[tuple[FileState, ...]]:
    """Take files in; give the states of all of them whenever one has changed."""
    states = {index: FileState(upload.name) for index, upload in enumerate(uploads)}
    size = 1 if len(uploads) <= ONE_BY_ONE else TOGETHER

    def work(give: Callable[[States], None]) -> None:
        for first in range(0, len(uploads), size):
            part = {index: uploads[index] for index in range(first, min(first + size, len(uploads)))}
            give({index: FileState(upload.name, "reading") for index, upload in part.items()})
            give(_taken(part, take, give))

    yield tuple(states.values())
    for changed in steps(work):
        if changed is not None:
            states.update(changed)
            yield tuple(states.values())


def result_states(report: IngestReport) -> dict[str, FileState]:
    """Give what became of each file, by its name."""
    sorts: tuple[tuple[StateKind, list[Document]], ...] = (
        ("added", report.added),
        ("updated", report.updated),
        ("moved", report.moved),
        ("unchanged", report.unchanged),
    )
    became = {
        name: FileState(name, kind)
        for kind, documents in sorts
        for name in (PurePath(document.path).name for document in documents)
    }
    for path, missing in report.gaps:
        name = PurePath(path).name
        became[name] = FileState(name, "incomplete", missing)
    for path, reason in report.failed:
        name = PurePath(path).name
        became[name] = FileState(name, "failed", reason)
    return became


def _taken(part: dict[int, Path], take: Take, give: Callable[[States], None]) -> States:
    def progress(done: Progress) -> None:
        if done.files_done >= done.files and done.chunks:
            share = done.chunks_done / done.chunks
            give({index: FileState(upload.name, "indexing", share=share) for index, upload in part.items()})

    try:
        became = result_states(take(list(part.values()), progress))
    except CitebackError as error:
        return {index: FileState(upload.name, "failed", str(error)) for index, upload in part.items()}
    unknown = FileState("", "failed", "nothing is known of it: send it again")
    return {
        index: became.get(upload.name) or became.get(safe_name(upload.name)) or unknown
        for index, upload in part.items()
    }
