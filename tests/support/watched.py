"""A program run to its end, and the most memory that it and each process below it ever held."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOK_EVERY = 0.1
PROC = Path("/proc")


@dataclass
class Watched:
    """Hold how a program ended."""

    returncode: int
    stdout: str
    stderr: str
    peaks: dict[int, int] = field(default_factory=dict)
    """Bytes at the highest, by process; empty where the system does not tell."""


def watched(command: Sequence[str], folder: Path, environment: Mapping[str, str], timeout: float) -> Watched:
    """Run a program; its output goes through files of that folder.

    Raises:
        TimeoutExpired: it did not end in time; it was killed.
    """
    out, err = folder / "stdout", folder / "stderr"
    peaks: dict[int, int] = {}
    with out.open("wb") as stdout, err.open("wb") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr, env=dict(environment))
        end = time.monotonic() + timeout
        while process.poll() is None:
            for one in [process.pid, *_below(process.pid)]:
                peaks[one] = max(peaks.get(one, 0), _high_water(one))
            if time.monotonic() > end:
                process.kill()
                process.wait()
                raise subprocess.TimeoutExpired(command, timeout)
            time.sleep(LOOK_EVERY)
    said, complained = (one.read_text(encoding="utf-8", errors="replace") for one in (out, err))
    return Watched(process.returncode, said, complained, peaks)


def _below(process: int) -> list[int]:
    """List the children of a process, and theirs."""
    found: list[int] = []
    for task in (PROC / str(process) / "task").glob("*/children"):
        try:
            found += [int(one) for one in task.read_text().split()]
        except OSError:  # it has ended
            continue
    return [*found, *(one for child in found for one in _below(child))]


def _high_water(process: int) -> int:
    try:
        status = (PROC / str(process) / "status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)
