"""What goes to a worker process and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ingest.reading import Parsed

Reader = Callable[[Path], Parsed]
"""Known to both processes by its module and name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound the reading of one file."""

    seconds: float = 30.0
    """Processor time of the reader itself, so that a busy machine fails no file; OCR has its own limit a page."""
    bytes: int = 2**30
    """Of memory, the reader's and its children's."""
    idle_seconds: float = 30.0
    """Without any work done, as on a network drive that answers no more."""


@dataclass(frozen=True, slots=True)
class Job:
    """Hold one file to read."""

    reader: Reader
    path: Path
    limits: Limits


@dataclass(frozen=True, slots=True)
class Refused:
    """Say why a file was not read, in words fit for its owner."""

    reason: str


CRASHED = "its reader crashed: the file is damaged or made to do harm"
KILLED = "its reader was killed, as systems do when memory runs out; close other programs and ingest it again"


def too_slow(limits: Limits) -> str:
    """Say that a file took more than its processor time."""
    return f"took more than {limits.seconds:g} seconds to read and was stopped"


def too_large(limits: Limits) -> str:
    """Say that a file took more than its memory."""
    return f"needs more than {limits.bytes / 2**30:.3g} GB of memory to read"


def too_idle(limits: Limits) -> str:
    """Say that nothing came of a file for too long."""
    return f"gave nothing to read for {limits.idle_seconds:g} seconds and was stopped; is its drive still there?"
