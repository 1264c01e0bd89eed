"""The side of the worker process: one file after the other, until the parent is gone or has nothing more."""

from __future__ import annotations

import contextlib
import errno
import math
import os
import pickle
import queue
import signal
import sys
import threading
import time
from typing import TYPE_CHECKING

from ingest.files import plain_reason
from ingest.workers.job import CRASHED, Job, Refused, too_large
from rag.errors import LoadError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from ingest.reading import Parsed
    from ingest.workers.job import Limits

IDLE_SECONDS = 60.0
"""Without a file, after which a worker ends; the next file starts another within a fraction of a second."""

READY = b"ready"


def serve(connection: Connection) -> None:
    """Read the files that the parent names, and send back what each says or why it was not read."""
    _be_quiet()
    connection.send_bytes(READY)
    jobs: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, jobs), daemon=True).start()
    while True:
        try:
            message = jobs.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            return
        connection.send_bytes(_answer(pickle.loads(message)))


def _be_quiet() -> None:
    """Leave Ctrl-C to the parent, and keep what a native library prints on the way down off the user's screen."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _listen(connection: Connection, jobs: queue.SimpleQueue[bytes]) -> None:
    """Take jobs in from a thread of its own, so that the end of the parent is seen in the middle of a file too."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            jobs.put(connection.recv_bytes())
    _kill_children()
    os._exit(0)


def _kill_children() -> None:
    import psutil

    with contextlib.suppress(psutil.Error):
        for child in psutil.Process().children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()


def _answer(job: Job) -> bytes:
    """Read one file; whatever happens, what comes back is plain data."""
    _limit(job.limits)
    try:
        return pickle.dumps(_read(job), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(Refused(too_large(job.limits)))


def _read(job: Job) -> Parsed | Refused:
    try:
        return job.reader(job.path)
    except LoadError as error:
        return Refused(str(error))
    except RecursionError:
        return Refused("is nested too deeply")
    except MemoryError:
        raise
    except OSError as error:
        return Refused(too_large(job.limits) if error.errno == errno.ENOMEM else plain_reason(error))
    except Exception as error:  # noqa: BLE001 - the border of a process: one file never stops the others
        return Refused(f"{CRASHED} ({_named(error)})")


def _named(error: Exception) -> str:
    """Name an error that nobody foresaw, and its line, for whoever mends the reader; nothing of the file's text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{place}"


def _limit(limits: Limits) -> None:
    """Have the system itself stop what the parent's looks now and then could miss, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    seconds = math.ceil(time.process_time() + 2 * limits.seconds)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_DATA, limits.bytes),
        (resource.RLIMIT_CPU, seconds),
    ):
        _, hard = resource.getrlimit(kind)
        with contextlib.suppress(ValueError, OSError):  # a system that will not: the parent looks all the same
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
