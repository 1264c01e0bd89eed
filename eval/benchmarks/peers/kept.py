"""Results, kept in a file of JSON lines as they come, so that a long run that is stopped goes on where it was."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from eval.benchmarks.peers.grading import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class WayResult:
    """Hold what one way to search found, question by question."""

    way: str
    seconds: tuple[float, ...]
    grades: tuple[Grade, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Hold what one system did on one set."""

    key: str
    """What was measured; results of another key are of something else."""
    system: str
    set: str
    files: int
    words: int
    load_seconds: float
    ingest_seconds: float
    passages: int
    memory: int
    """Bytes."""
    versions: Mapping[str, str]
    machine: str
    date: str
    ways: tuple[WayResult, ...]

    @property
    def words_per_second(self) -> float:
        """Give the speed from files to what can be searched."""
        return self.words / self.ingest_seconds


class Kept:
    """Remember results in a file."""

    def __init__(self, path: Path) -> None:
        """Read what is there; a line that was cut off is not there."""
        self._path = path
        self._results = {result.key: result for result in _read(path)}

    def get(self, key: str) -> Result | None:
        """Give the newest result of this key."""
        return self._results.get(key)

    def add(self, result: Result) -> None:
        """Write a result down at once."""
        self._results[result.key] = result
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(result)) + "\n")


def key_of(parts: Sequence[str | bytes]) -> str:
    """Name what was measured by all that could change it.

    >>> key_of(["ab", "c"]) == key_of(["a", "bc"])
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


def _read(path: Path) -> list[Result]:
    results = []
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else []:
        try:
            results.append(_result(json.loads(line)))
        except (ValueError, KeyError, TypeError):
            continue
    return results


def _result(line: dict[str, Any]) -> Result:
    ways = tuple(
        WayResult(way["way"], tuple(way["seconds"]), tuple(Grade(*one) for one in way["grades"]))
        for way in line.pop("ways")
    )
    return Result(**line, ways=ways)
