"""The process that is killed: python -m eval.benchmarks.crashchild FOLDER LIBRARY SEED TASK."""

from __future__ import annotations

import random
import sys
from enum import Enum
from typing import TYPE_CHECKING

from ingest import ingest, pipeline
from rag.library.library import Library

if TYPE_CHECKING:
    from rag.document import Document

BATCH = 3
"""Documents that are swapped in at a time: few, so that one run of a small folder has many swaps to be killed in."""
OPENED = "opened"
"""What the process says once it holds the library, its models and indexes loaded."""


class Task(str, Enum):
    """What the process does."""

    INGEST = "ingest"
    REMOVE = "remove"
    REBUILD = "rebuild"
    REPAIR = "repair"
    PURGE = "purge"


def tasks() -> tuple[Task, ...]:
    """Give what this release can do."""
    return tuple(task for task in Task if task is Task.INGEST or hasattr(Library, task.value))


def run(folder: str, library: Library, task: Task, dice: random.Random) -> None:
    """Do one task, and bring the folder in behind it."""
    if task is Task.REMOVE:
        for document in _some(library.documents(), dice):
            library.remove(document.id)
    elif task is not Task.INGEST:
        getattr(library, task.value)()
    bring_in(folder, library)


def bring_in(folder: str, library: Library) -> None:
    """Ingest a folder whose files may go without a question."""
    ingest(folder, library, allow_removal=True)


def _some(documents: list[Document], dice: random.Random) -> list[Document]:
    return dice.sample(documents, min(3, len(documents)))


if __name__ == "__main__":
    pipeline.BATCH_DOCUMENTS = BATCH
    with Library(sys.argv[2]) as opened:
        opened.search_vectors(opened.embedder.embed(["warm"])[0], 1)
        sys.stdout.write(f"{OPENED}\n")
        sys.stdout.flush()
        run(sys.argv[1], opened, Task(sys.argv[4]), random.Random(int(sys.argv[3])))
