from __future__ import annotations

import dataclasses
import time
from contextlib import closing
from typing import TYPE_CHECKING

import harmful_readers
import psutil
import pytest

from ingest.reading import Parsed
from ingest.workers.job import CRASHED, Limits, Refused
from ingest.workers.pool import Workers, shared_workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TIGHT = Limits(seconds=1.0, bytes=200 << 20, idle_seconds=1.0)
"""Small enough for a test; the idle seconds only where a reader is to hang."""
PATIENT = dataclasses.replace(TIGHT, seconds=30.0, idle_seconds=60.0)


@pytest.fixture(scope="module")
def workers() -> Workers:
    return Workers(2)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Give a harmful file among good ones."""
    paths = [tmp_path / name for name in ("1.txt", "2-harmful.txt", "3.txt", "4.txt")]
    for path in paths:
        path.write_text(f"The ferry {path.name} leaves at nine. It comes back at noon.")
    return paths


def running() -> set[int]:
    """Give the processes below this one; not those that have ended and were not asked about yet."""
    below = psutil.Process().children(recursive=True)
    return {child.pid for child in below if child.status() != psutil.STATUS_ZOMBIE}


def until(holds: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Wait until something holds; the seconds only end a test that fails."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


@pytest.mark.parametrize(
    ("reader", "limits", "reason"),
    [
        (harmful_readers.spin, TIGHT, "took more than 1 seconds to read and was stopped"),
        (harmful_readers.spin_inside_a_library, TIGHT, "took more than 1 seconds to read and was stopped"),
        (harmful_readers.hoard, PATIENT, "needs more than 0.195 GB of memory to read"),
        (harmful_readers.hoard_at_once, PATIENT, "needs more than 0.195 GB of memory to read"),
        (harmful_readers.hoard_in_children, PATIENT, "needs more than 0.195 GB of memory to read"),
        (harmful_readers.abort, PATIENT, CRASHED),
        (harmful_readers.read_no_memory, PATIENT, CRASHED),
        (harmful_readers.leave, PATIENT, CRASHED),
        (harmful_readers.wait_for_ever, TIGHT, "gave nothing to read for 1 seconds and was stopped"),
        (harmful_readers.recurse, PATIENT, "is nested too deeply"),
        (harmful_readers.stumble, PATIENT, f"{CRASHED} (KeyError in harmful_readers:"),
    ],
)
def test_what_a_file_does_to_its_reader_is_a_reason_and_the_others_are_read(
    workers: Workers, files: list[Path], reader: Callable[[Path], Parsed], limits: Limits, reason: str
) -> None:
    outcomes = list(workers.read(files, limits, reader))
    assert [outcome.path for outcome in outcomes] == files
    harmful = outcomes.pop(1).result
    assert isinstance(harmful, Refused), harmful
    assert harmful.reason.startswith(reason)
    assert "what the file says" not in harmful.reason
    for outcome in outcomes:
        assert isinstance(outcome.result, Parsed)
        assert outcome.path.name in outcome.result.layout.paragraphs[0].text


def test_a_worker_imports_the_loader_of_its_file_and_no_framework(workers: Workers, files: list[Path]) -> None:
    [outcome] = workers.read(files[:1], PATIENT, harmful_readers.tell_modules)
    assert isinstance(outcome.result, Parsed)
    modules = set(outcome.result.layout.paragraphs[0].text.split())
    assert "ingest.loaders.text" in modules
    frameworks = "chromadb gradio onnxruntime llama_index sqlalchemy tantivy tokenizers httpx rich pypdfium2 lxml numpy"
    assert not modules & set(frameworks.split())


def test_workers_stay_for_the_next_files_and_none_is_started_for_no_file(files: list[Path]) -> None:
    workers = Workers(1)
    before = running()
    assert list(workers.read([])) == []
    assert running() == before
    told = [
        outcome.result.layout.paragraphs[0].text
        for _ in range(3)
        for outcome in workers.read(files, PATIENT, harmful_readers.tell_process)
        if isinstance(outcome.result, Parsed)
    ]
    assert len(told) == 12
    assert len(set(told)) == 1


def test_a_worker_that_ended_is_started_again(files: list[Path]) -> None:
    workers = Workers(1)
    for _ in range(2):
        [outcome] = workers.read(files[:1], PATIENT, harmful_readers.tell_process)
        assert isinstance(outcome.result, Parsed)
        worker = psutil.Process(int(outcome.result.layout.paragraphs[0].text))
        worker.kill()
        worker.wait(10)


def test_reading_that_is_given_up_ends_the_file_in_work_and_its_children(files: list[Path]) -> None:
    assert len(list(Workers(1).read(files[:1], PATIENT))) == 1  # what loky starts once in a process is running then
    before = running()
    with closing(Workers(1).read(files, PATIENT, harmful_readers.wait_for_children)) as outcomes:
        assert next(outcomes).path == files[0]
        begun = until(lambda: len(running() - before) == 3)
    assert begun
    assert not running() - before


def test_what_a_reader_prints_is_not_on_the_user_s_screen(
    workers: Workers, files: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    assert len(list(workers.read(files[:1], PATIENT, harmful_readers.shout))) == 1
    assert capfd.readouterr() == ("", "")


def test_all_ingests_of_a_process_have_the_same_workers() -> None:
    assert shared_workers() is shared_workers()
