"""The worker processes of this process: files read ahead of whoever takes their text, in the order of the files."""

from __future__ import annotations

import os
import pickle
import queue
import threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ingest.reading import read
from ingest.workers.hand import Hand
from ingest.workers.job import Job, Limits
from rag.models.onnx import visible_cores

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from pathlib import Path

    from ingest.reading import Parsed
    from ingest.workers.job import Reader, Refused

MOST_WORKERS = 4
AHEAD = 16
"""Files a worker that may be read or waiting at a time: one slow file does not hold the other workers up."""
MOST_WAITING = 64 << 20
"""Bytes of read files that may wait; beyond it no further file is begun."""
SECONDS_A_WAIT = 0.5
"""A wait without end could not be stopped by Ctrl-C on Windows."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of one file."""

    path: Path
    result: Parsed | Refused


class Workers:
    """Read files in processes of their own; safe from many threads."""

    def __init__(self, count: int) -> None:
        """Start nothing yet."""
        self._count = count
        self._hands: queue.LifoQueue[Hand] = queue.LifoQueue()
        for _ in range(count):
            self._hands.put(Hand())
        self._threads = ThreadPoolExecutor(count, "citeback-read")

    def read(
        self, paths: Iterable[Path], limits: Limits | None = None, reader: Reader = read
    ) -> Generator[Outcome, None, None]:
        """Read files ahead, and give them in their order; a generator that is closed leaves no file half read."""
        bounds = limits or Limits()
        stop = threading.Event()
        waiting: deque[tuple[Path, Future[bytes]]] = deque()
        try:
            for path in paths:
                while waiting and self._is_full(waiting):
                    yield _taken(waiting)
                waiting.append((path, self._threads.submit(self._read, Job(reader, path, bounds), stop)))
            while waiting:
                yield _taken(waiting)
        finally:
            stop.set()
            wait([future for _, future in waiting if not future.cancel()])

    def _read(self, job: Job, stop: threading.Event) -> bytes:
        hand = self._hands.get()
        try:
            return hand.read(job, stop)
        finally:
            self._hands.put(hand)

    def _is_full(self, waiting: deque[tuple[Path, Future[bytes]]]) -> bool:
        held = sum(len(future.result()) for _, future in waiting if future.done())
        return len(waiting) >= AHEAD * self._count or held > MOST_WAITING


def shared_workers() -> Workers:
    """Give the workers that every ingest of this process uses; after a fork or as another user, others than before."""
    return _workers_of(os.getpid(), os.geteuid() if hasattr(os, "geteuid") else 0)


@lru_cache(maxsize=1)
def _workers_of(_process: int, _user: int) -> Workers:
    return Workers(min(MOST_WORKERS, visible_cores()))


def _taken(waiting: deque[tuple[Path, Future[bytes]]]) -> Outcome:
    """Wait for the first of those that wait."""
    path, future = waiting[0]
    while not future.done():
        wait([future], SECONDS_A_WAIT)
    waiting.popleft()
    return Outcome(path, pickle.loads(future.result()))
