"""The process that is killed, as its killer holds it; and how far the swap of documents was when it died."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from rag.errors import IndexStoreError
from rag.library.lexical import Lexical

if TYPE_CHECKING:
    from eval.benchmarks.crashchild import Task

SECONDS_TO_LEAVE = 15.0
"""In which the processes below a killed one must be gone."""
SECONDS_BETWEEN_LOOKS = 0.001
STAGED = "SELECT key FROM chunks WHERE version IN (SELECT key FROM versions WHERE state = 'staged')"


class Child:
    """Run one task in a process and a session of its own."""

    def __init__(self, folder: Path, library: Path, seed: int, task: Task) -> None:
        """Start it."""
        self._began = time.monotonic()
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115  closed when the process is waited for
        self._process = subprocess.Popen(
            [sys.executable, "-m", "eval.benchmarks.crashchild", str(folder), str(library), str(seed), task.value],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            start_new_session=True,
        )
        self.seconds = 0.0
        """How long it ran, once it has ended."""

    def wait_until_opened(self) -> float:
        """Wait until it holds the library; seconds since the start."""
        assert self._process.stdout is not None
        self._process.stdout.readline()
        return time.monotonic() - self._began

    def wait_for_writes(self, library: Path, count: int, timeout: float) -> None:
        """Wait until the catalog was written so many times, until the process or the time has ended."""
        log, seen, end = library / "catalog.sqlite3-wal", 0, time.monotonic() + timeout
        while count > 0 and self._process.poll() is None and time.monotonic() < end:
            changed = log.stat().st_mtime_ns if log.exists() else 0
            count -= seen not in (0, changed)
            seen = changed
            time.sleep(SECONDS_BETWEEN_LOOKS)

    def wait(self) -> list[str]:
        """Wait for its end; what went wrong in it, if anything."""
        code = self._process.wait()
        self.seconds = self.seconds or time.monotonic() - self._began
        if self._process.stdout is not None:
            self._process.stdout.close()
        with self._errors as errors:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip().splitlines()
        return [f"the process ended with {code}: {said[-1] if said else 'it said nothing'}"] if code > 0 else []

    def kill(self, *, whole_group: bool) -> bool:
        """Kill it alone, or with all that it started; False where it has ended already."""
        if self._process.poll() is not None:
            self.seconds = time.monotonic() - self._began
            return False
        with contextlib.suppress(ProcessLookupError):
            (os.killpg if whole_group else os.kill)(self._process.pid, signal.SIGKILL)
        return self._process.wait() == -signal.SIGKILL

    def orphans(self) -> list[str]:
        """Wait until nothing is left that it started; name what stays."""
        self.wait()
        end = time.monotonic() + SECONDS_TO_LEAVE
        while left := [one for one in psutil.pids() if _is_of(one, self._process.pid)]:
            if time.monotonic() > end:
                return [f"process {one} outlived the one that started it" for one in left]
            time.sleep(0.02)
        return []


def _is_of(process: int, session: int) -> bool:
    """Tell a living process of a session."""
    with contextlib.suppress(ProcessLookupError, PermissionError, psutil.Error):
        return os.getsid(process) == session and psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    return False


def stage_of(library: Path) -> str:
    """Tell how far the change was that a killed process was at, from a copy: the first to open it mends it.

    "reading": nothing begun or all done; "staged": versions in the catalog that do not answer yet; "written": in both
    indexes too; "swapped": they answer, the old ones stand in the indexes still; "dropping": some of the old are gone.
    """
    if not (library / "catalog.sqlite3").exists():
        return "no library yet"
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in ("catalog.sqlite3", "catalog.sqlite3-wal"):
            if (library / name).exists():
                shutil.copyfile(library / name, copy / name)
        with contextlib.closing(sqlite3.connect(copy / "catalog.sqlite3")) as catalog:
            try:
                staged, dropped = (_numbers(catalog, query) for query in (STAGED, "SELECT chunk FROM drops"))
                named = catalog.execute("SELECT folder FROM stores WHERE name = 'words'").fetchone()
            except sqlite3.OperationalError:  # killed before its tables were there
                return "no library yet"
        if not staged and not dropped:
            return "reading"
        words = library / (named[0] if named else "lexical")
        if words.exists():
            shutil.copytree(words, copy / "words")
        whole = words.exists() and _holds(copy / "words", staged or dropped)
    if staged:
        return "written" if whole else "staged"
    return "swapped" if whole else "dropping"


def _numbers(catalog: sqlite3.Connection, query: str) -> list[int]:
    return [int(row[0]) for row in catalog.execute(query)]


def _holds(folder: Path, keys: list[int]) -> bool:
    """Tell whether the word index holds all of these chunks."""
    try:
        words = Lexical(folder)
    except IndexStoreError:
        return False
    try:
        words.check(keys)
    except IndexStoreError:
        return False
    finally:
        words.close()
    return True
