"""Results of the comparison with peers, made up."""

from __future__ import annotations

from eval.benchmarks.peers.grading import Grade
from eval.benchmarks.peers.kept import Result, WayResult, key_of


def result(
    system: str, set_name: str, ways: tuple[str, ...] = ("dense",), score: float = 0.5, seconds: float = 0.015
) -> Result:
    """Make a result whose grades are all alike; an ingest of 1,000 words takes a hundred times as long as a search."""
    grades = (Grade(score, score, score, score, score, 100, 0),) * 2
    measured = tuple(WayResult(way, (seconds, seconds), grades) for way in ways)
    return Result(
        key_of([system, set_name]),
        system,
        set_name,
        files=3,
        words=1000,
        load_seconds=2.0,
        ingest_seconds=100 * seconds,
        passages=7,
        memory=2**20,
        versions={"torch": "2.13.0"},
        machine="a machine, 2 cores",
        date="2026-11-22",
        ways=measured,
    )
