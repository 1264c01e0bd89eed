"""What a worker process uses: processor time and memory, its children's too."""

from __future__ import annotations

import contextlib
import time
from typing import TYPE_CHECKING

import psutil

from ingest.workers.job import too_idle, too_large, too_slow

if TYPE_CHECKING:
    from ingest.workers.job import Limits

CHILDREN_EVERY = 0.5
"""Seconds between two looks for children: a look reads the list of all processes."""


class Meter:
    """Measure one worker process from outside; `peak` is the most memory seen since the start, in bytes."""

    def __init__(self, pid: int) -> None:
        """Raises psutil.NoSuchProcess where it has ended already."""
        self.peak = 0
        self._process = psutil.Process(pid)
        self._children: list[psutil.Process] = []
        self._looked = 0.0
        self._started = 0.0
        self._worked = 0.0
        self._moved = 0.0

    def start(self) -> None:
        """Measure from here on."""
        self._started = _seconds(self._process)
        self._worked, self._moved = 0.0, time.monotonic()
        self.peak = 0

    def over(self, limits: Limits) -> str:
        """Say which limit has been passed since the start; empty for none, or once the process has ended."""
        self._look_for_children()
        spent = _seconds(self._process) - self._started
        if spent > limits.seconds:
            return too_slow(limits)
        self.peak = max(self.peak, self.memory())
        if self.peak > limits.bytes:
            return too_large(limits)
        worked = spent + sum(map(_seconds, self._children)) + _bytes_read(self._process)
        if worked != self._worked:
            self._worked, self._moved = worked, time.monotonic()
        return too_idle(limits) if time.monotonic() - self._moved > limits.idle_seconds else ""

    def memory(self) -> int:
        """Give the bytes that it and the children seen last hold; 0 once it has ended."""
        return sum(map(_bytes_held, [self._process, *self._children]))

    def kill(self) -> None:
        """End the process and its children at once."""
        self._looked = 0.0
        self._look_for_children()
        for process in [self._process, *self._children]:
            with contextlib.suppress(psutil.Error):
                process.kill()

    def _look_for_children(self) -> None:
        if time.monotonic() - self._looked < CHILDREN_EVERY:
            return
        self._looked = time.monotonic()
        with contextlib.suppress(psutil.Error):
            self._children = self._process.children(recursive=True)


def _seconds(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        times = process.cpu_times()
        return float(times.user + times.system)
    return 0.0


def _bytes_held(process: psutil.Process) -> int:
    with contextlib.suppress(psutil.Error):
        return int(process.memory_info().rss)
    return 0


def _bytes_read(process: psutil.Process) -> int:
    """Give the bytes read so far, where the system counts them: macOS does not."""
    with contextlib.suppress(psutil.Error, AttributeError):
        counters = process.io_counters()
        return int(getattr(counters, "read_chars", counters.read_bytes))
    return 0
