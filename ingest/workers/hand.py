"""One worker process as its parent holds it: started at need, watched, killed when a file passes a limit."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from loky.backend.context import get_context

from ingest.workers.job import CRASHED, KILLED, Refused, too_large, too_slow
from ingest.workers.meter import Meter
from ingest.workers.worker import READY, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from threading import Event

    from ingest.workers.job import Job, Limits

LOOK_EVERY = 0.05
"""Seconds between two looks at what a worker uses; most files are read before the first."""
CLOSE_TO_LIMIT = 0.5
"""Share of the memory limit from which a crash is put down to it: the last look is some time ago."""
KEPT_SHARE = 4
"""A worker that holds more than one part in so many of the memory limit after a file gets no other."""
SECONDS_TO_START = 120.0
"""More than the slowest machine takes: the start alone is a tenth of a second."""
SECONDS_TO_END = 5.0
SAFE_PATH = "PYTHONSAFEPATH"
STARTING = threading.Lock()


class Hand:
    """Read one file at a time in a worker process; for one thread at a time."""

    def __init__(self) -> None:
        self._worker: _Worker | None = None

    def read(self, job: Job, stop: Event) -> bytes:
        """Give the worker's answer, pickled: what the file says, or why it was not read.

        Raises:
            CancelledError: stopped meanwhile; the worker is gone.
        """
        message = pickle.dumps(job)
        answer = self._ask(message, job.limits, stop)
        if isinstance(answer, _Ended) and answer.code == 0:  # the worker was just leaving for want of work
            answer = self._ask(message, job.limits, stop)
        return answer if isinstance(answer, bytes) else pickle.dumps(Refused(_crash_reason(answer, job.limits)))

    def end(self) -> int | None:
        """Kill the worker and its children, if there is one; give its exit code, None where it does not end."""
        if self._worker is None:
            return None
        worker, self._worker = self._worker, None
        worker.meter.kill()
        return worker.exit_code()

    def _ask(self, message: bytes, limits: Limits, stop: Event) -> bytes | _Ended:
        """Have one file read: the answer, or how a worker ended instead."""
        try:
            if self._worker is not None and self._worker.connection.poll():  # it says nothing unasked: it has ended
                self.end()
            self._worker = self._worker or _start()
        except (psutil.Error, EOFError, OSError) as error:
            return pickle.dumps(Refused(f"was not read: no process could be started for it ({_named(error)})"))
        try:
            self._worker.meter.start()
            self._worker.connection.send_bytes(message)
            reason = _watch(self._worker, limits, stop)
            answer = pickle.dumps(Refused(reason)) if reason else self._worker.connection.recv_bytes()
        except (EOFError, OSError):
            worker, self._worker = self._worker, None
            return _Ended(worker.exit_code(), worker.meter.peak)
        except CancelledError:
            self.end()
            raise
        if reason or self._worker.meter.memory() > limits.bytes / KEPT_SHARE:
            self.end()
        return answer


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    meter: Meter

    def exit_code(self) -> int | None:
        """Wait until it has ended; None where even a killed one does not, as on a drive that is gone."""
        self.connection.close()
        self.process.join(SECONDS_TO_END)
        return self.process.exitcode


@dataclass(frozen=True, slots=True)
class _Ended:
    """Hold how a worker ended in the middle of a file."""

    code: int | None
    peak: int
    """Bytes; the most memory that was seen."""


def _start() -> _Worker:
    """Start a process that knows nothing of this one: no fork of it, no import of its main module."""
    ours, theirs = multiprocessing.Pipe()
    process = get_context("loky").Process(target=serve, args=(theirs,), daemon=True)
    with _safe_path(), _no_interrupts():
        process.start()
    theirs.close()
    worker = _Worker(process, ours, Meter(process.pid))
    if not ours.poll(SECONDS_TO_START) or ours.recv_bytes() != READY:
        worker.meter.kill()
        raise EOFError
    return worker


def _named(error: Exception) -> str:
    return " ".join(str(error).split()) or "it ended at once; is Citeback wholly installed, and readable to this user?"


@contextmanager
def _safe_path() -> Iterator[None]:
    """Keep modules that lie in the current folder, which may be one of documents, out of what loky starts.

    It starts a helper of its own too, once, which takes its environment from ours alone.
    """
    if sys.version_info < (3, 11):
        _check_folder(Path.cwd())
    with STARTING:
        before = os.environ.get(SAFE_PATH)
        os.environ[SAFE_PATH] = "1"
        try:
            yield
        finally:
            if before is None:
                del os.environ[SAFE_PATH]
            else:
                os.environ[SAFE_PATH] = before


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """Have a process born deaf to Ctrl-C, which could hit it before it says so itself; where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started with the process it would undo the mask
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _check_folder(folder: Path) -> None:
    """Refuse a current folder whose files Python 3.10 would run in place of its own.

    Raises:
        OSError: there is one.
    """
    for name in (*sys.stdlib_module_names, "loky", "cloudpickle", "psutil"):
        shadow = folder / f"{name}.py"
        if shadow.exists() or (folder / name / "__init__.py").exists():
            msg = f"{name} in the current folder hides a part of Python: start from another folder"
            raise OSError(msg)


def _watch(worker: _Worker, limits: Limits, stop: Event) -> str:
    """Wait for an answer; give the reason where a limit is passed first.

    Raises:
        CancelledError: stopped.
    """
    while not worker.connection.poll(LOOK_EVERY):
        if stop.is_set():
            raise CancelledError
        reason = worker.meter.over(limits)
        if reason:
            return reason
    return ""


def _crash_reason(ended: _Ended, limits: Limits) -> str:
    """Say why a worker ended by itself; a native library that is refused memory just crashes."""
    if sys.platform != "win32" and ended.code == -signal.SIGXCPU:
        return too_slow(limits)
    if ended.peak > limits.bytes * CLOSE_TO_LIMIT:
        return too_large(limits)
    if sys.platform != "win32" and ended.code == -signal.SIGKILL:
        return KILLED
    return CRASHED
