"""One worker process as its parent holds it: started at need, watched, killed when a file passes a limit."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from loky.backend.context import get_context

from ingest.workers.job import CRASHED, KILLED, Refused, too_slow
from ingest.workers.meter import Meter
from ingest.workers.worker import READY, serve

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess
    from threading import Event

    from ingest.workers.job import Job, Limits

LOOK_EVERY = 0.05
"""Seconds between two looks at what a worker uses; most files are read before the first."""
KEPT_SHARE = 4
"""A worker that holds more than one part in so many of the memory limit after a file gets no other."""
SECONDS_TO_START = 120.0
"""More than the slowest machine takes: the start alone is a tenth of a second."""
SECONDS_TO_END = 5.0
SAFE_PATH = {"PYTHONSAFEPATH": "1"}
"""Keeps modules that lie in the current folder, which may be one of documents, out of the worker."""


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
        if answer == 0:  # the worker was just leaving for want of work
            answer = self._ask(message, job.limits, stop)
        return answer if isinstance(answer, bytes) else pickle.dumps(Refused(_crash_reason(answer, job.limits)))

    def end(self) -> int | None:
        """Kill the worker and its children, if there is one; give its exit code, None where it does not end."""
        if self._worker is None:
            return None
        worker, self._worker = self._worker, None
        worker.meter.kill()
        return worker.exit_code()

    def _ask(self, message: bytes, limits: Limits, stop: Event) -> bytes | int | None:
        """Have one file read: the answer, or the exit code of a worker that ended instead."""
        try:
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
            return worker.exit_code()
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


def _start() -> _Worker:
    """Start a process that knows nothing of this one: no fork of it, no import of its main module."""
    if sys.version_info < (3, 11):
        _check_folder(Path.cwd())
    ours, theirs = multiprocessing.Pipe()
    process = get_context("loky").Process(target=serve, args=(theirs,), env=SAFE_PATH, daemon=True)
    process.start()
    theirs.close()
    worker = _Worker(process, ours, Meter(process.pid))
    if not ours.poll(SECONDS_TO_START) or ours.recv_bytes() != READY:
        worker.meter.kill()
        raise EOFError
    return worker


def _named(error: Exception) -> str:
    return " ".join(str(error).split()) or "it ended at once; is Citeback wholly installed, and readable to this user?"


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


def _crash_reason(code: int | None, limits: Limits) -> str:
    """Say why a worker ended by itself in the middle of a file."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return too_slow(limits)
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return KILLED
    return CRASHED
