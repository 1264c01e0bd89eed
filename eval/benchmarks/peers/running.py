"""A system in its own process, spoken to in JSON lines."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import CitebackError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from typing_extensions import Self

    from eval.benchmarks.peers.roster import System

ROOT = Path(__file__).parents[3]
CHILD = Path(__file__).with_name("child.py")
LAST_WORDS = 12
"""Lines of what a process said before it ended that an error shows."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Hold what a system said when it was there."""

    seconds: float
    versions: Mapping[str, str]
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ingested:
    """Hold how long the files took, and in how many passages they are."""

    seconds: float
    passages: int


@dataclass(frozen=True, slots=True)
class Searched:
    """Hold what came of questions, in their order."""

    seconds: tuple[float, ...]
    passages: tuple[tuple[tuple[str, tuple[str, ...]], ...], ...]
    """By question: file name and texts of each passage, best first."""
    memory: int
    """The most bytes that the process has held so far; 0: not known."""


class Running:
    """Keep the process of one system, from the first `load` until it is closed."""

    def __init__(self, system: System, python: Path, cores: int, log: Path) -> None:
        """Start it; what it prints goes into the log."""
        self._system = system
        self._log = log
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                [str(python), str(CHILD), str(system.script), str(cores), *system.packages],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
                env=_environment(cores, ours=not system.requirements),
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def load(self) -> Loaded:
        """Import the system and load its weights."""
        reply = self._ask(do="load")
        return Loaded(reply["seconds"], reply["versions"], tuple(reply["ways"]))

    def ingest(self, folder: Path, store: Path) -> Ingested:
        """Bring a folder of files in."""
        reply = self._ask(do="ingest", folder=str(folder), store=str(store))
        return Ingested(reply["seconds"], reply["passages"])

    def search(self, way: str, questions: Sequence[str], most: int) -> Searched:
        """Ask one question after the other."""
        reply = self._ask(do="search", way=way, questions=list(questions), most=most)
        passages = tuple(tuple((Path(name).name, tuple(texts)) for name, texts in hits) for hits in reply["found"])
        return Searched(tuple(reply["seconds"]), passages, reply["memory"])

    def _ask(self, **request: object) -> dict[str, Any]:
        stdin, stdout = self._process.stdin, self._process.stdout
        try:
            assert stdin is not None
            assert stdout is not None
            stdin.write(json.dumps(request) + "\n")
            stdin.flush()
            line = stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            said = self._log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_WORDS:]
            msg = f"{self._system.title} stopped at {request['do']!r}; its last words, from {self._log}:\n" + "\n".join(
                said
            )
            raise CitebackError(msg)
        reply: dict[str, Any] = json.loads(line)
        return reply


def _environment(cores: int, *, ours: bool) -> dict[str, str]:
    """Give what every system runs in: no network is asked, nothing is told to anyone, no more threads than cores."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CITEBACK_", "PYTHON"))}
    return {
        **kept,
        **({"PYTHONPATH": str(ROOT)} if ours else {}),
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(cores)),
        "HF_HUB_OFFLINE": "1",
        "ANONYMIZED_TELEMETRY": "False",
        "HAYSTACK_TELEMETRY_ENABLED": "False",
    }
