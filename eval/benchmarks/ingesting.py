"""Measure ingest as a library grows: its rate beside the embedder's own, memory, and what a question then takes."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import psutil

from eval.benchmarks.madeup import PARAGRAPHS_OF_A_FILE
from eval.metrics import median
from ingest import ingest
from ingest.chunker import chunk
from rag.assistant import Assistant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from eval.benchmarks.madeup import Writer
    from rag.document import Document
    from rag.library.library import Library
    from rag.models.embedder import Embedder

WINDOW = 500
"""Files of which the rate is taken at every size (10,000 paragraphs), so that sizes compare; what lies between two
sizes is brought in at once, unmeasured."""
EMBEDDED_ALONE = 250
"""Files whose chunks the embedder is given alone, from the head of the window and from its end."""
QUESTIONS = 30
WARM_UP = 3
SAMPLED_EVERY = 0.1
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Hold what was measured at one size of a library."""

    paragraphs: int
    """In the library, at the end of the window."""
    rate: float
    """Paragraphs a second, from files to a library that has them."""
    embedder_rate: float
    """Paragraphs a second that the embedder alone would take in, in the same chunks."""
    memory: int
    """Bytes, the most that this process and its workers held together."""
    ask: float | None
    """Seconds, the median of warm questions."""

    @property
    def share(self) -> float:
        """Give the rate as a share of the embedder's."""
        return self.rate / self.embedder_rate


@dataclass
class Memory:
    """Hold the most bytes seen."""

    most: int = 0
    _done: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look at this process and those it started until told to stop."""
        own = psutil.Process()
        while not self._done.wait(SAMPLED_EVERY):
            held = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, held)

    def stop(self) -> None:
        """End the watch."""
        self._done.set()


@contextmanager
def watched_memory() -> Iterator[Memory]:
    """Watch the memory meanwhile."""
    memory = Memory()
    watcher = threading.Thread(target=memory.watch, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        memory.stop()
        watcher.join()


def grow(
    library: Library, folder: Path, writer: Writer, sizes: Sequence[int], on_progress: Callable[[str], None]
) -> Iterator[Growth]:
    """Let a library grow to each size in turn, ascending, in paragraphs; its last files are timed."""
    written = 0
    for size in sizes:
        files = size // PARAGRAPHS_OF_A_FILE
        start = max(written, files - WINDOW)
        with watched_memory() as memory:
            if start > written:
                on_progress(f"growing to {size:,} paragraphs")
                _add(library, folder / f"until-{size}", writer, range(written, start))
            on_progress(f"measuring at {size:,} paragraphs")
            yield _measure(library, folder / f"at-{size}", writer, range(start, files), memory)
        written = files


def second_run(library: Library, folder: Path, writer: Writer, files: int) -> float:
    """Bring files of a paragraph each in, then time a second run over them, all unchanged: seconds."""
    writer.write(folder, range(files), paragraphs=1)
    ingest(folder, library)
    start = time.perf_counter()
    report = ingest(folder, library)
    seconds = time.perf_counter() - start
    if len(report.unchanged) != files:
        msg = f"of {files} files that did not change, {len(report.unchanged)} were found unchanged"
        raise AssertionError(msg)
    return seconds


def _add(library: Library, folder: Path, writer: Writer, files: range) -> list[Document]:
    writer.write(folder, files)
    report = ingest(folder, library)
    if len(report.added) != len(files):
        msg = f"of {len(files)} new files {len(report.added)} went in: {report.summary}"
        raise AssertionError(msg)
    return report.added


def _measure(library: Library, folder: Path, writer: Writer, files: range, memory: Memory) -> Growth:
    writer.write(folder, files)
    start = time.perf_counter()
    added = ingest(folder, library).added
    seconds = time.perf_counter() - start
    asked = _ask(library, writer, files)
    alone = _alone(added[:EMBEDDED_ALONE], library.embedder) + _alone(added[-EMBEDDED_ALONE:], library.embedder)
    beside = 2 * min(EMBEDDED_ALONE, len(added)) * PARAGRAPHS_OF_A_FILE
    paragraphs = len(added) * PARAGRAPHS_OF_A_FILE
    return Growth(library.count_paragraphs(), paragraphs / seconds, beside / alone, memory.most, asked)


def _alone(documents: Sequence[Document], embedder: Embedder) -> float:
    """Time the embedder on the chunks of documents, in one call."""
    texts = [one.embedded for document in documents for one in chunk(document.title, document.layout, embedder)]
    start = time.perf_counter()
    embedder.embed(texts)
    return time.perf_counter() - start


def _ask(library: Library, writer: Writer, files: range) -> float | None:
    """Ask for what stands in files all over the library, once everything is loaded."""
    assistant = Assistant(library)
    step = max(1, files.stop // (QUESTIONS + WARM_UP))
    questions = [writer.question(number) for number in range(0, files.stop, step)]
    seconds = []
    for question in questions:
        start = time.perf_counter()
        assistant.ask(question)
        seconds.append(time.perf_counter() - start)
    return median(seconds[WARM_UP:])
