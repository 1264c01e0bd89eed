"""How worker processes end: with their parent, whatever ends it."""

from __future__ import annotations

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from harmful_pdf import form_bomb

from ingest import ingest
from ingest.pipeline import BATCH_DOCUMENTS
from rag.library.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SUPPORT = Path(__file__).parents[2] / "support"
UNGUARDED = """
import sys
sys.path.insert(0, sys.argv[1])
from hash_embedder import HashEmbedder
from ingest import ingest
from rag import Library

print("begun")
with Library(sys.argv[2] + "/library", embedder=HashEmbedder()) as library:
    print(ingest(sys.argv[2] + "/documents", library).summary)
"""
READING = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
import harmful_readers
from ingest.workers.job import Limits
from ingest.workers.pool import Workers

list(Workers(1).read([Path(sys.argv[2]) / "harmful.txt"], Limits(seconds=2), getattr(harmful_readers, sys.argv[3])))
"""


def until(holds: Callable[[], bool], seconds: float = 120.0) -> bool:
    """Wait until something holds; the seconds only end a test that fails."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    return holds()


def is_alive(process: psutil.Process) -> bool:
    """Tell whether it still runs; one that nobody has asked about yet does not."""
    with contextlib.suppress(psutil.Error):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


@contextlib.contextmanager
def started(*command: str) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, *command]
    process = subprocess.Popen(arguments, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with process:
        try:
            yield process
        finally:
            process.kill()


def run_script(tmp_path: Path, script: str) -> Path:
    path = tmp_path / "script.py"
    path.write_text(script)
    return path


def test_a_script_without_a_main_guard_reads_its_files_once(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("The ferry leaves at nine.")
    script = run_script(tmp_path, UNGUARDED)
    with started(str(script), str(SUPPORT), str(tmp_path)) as process:
        printed, complaints = process.communicate(timeout=120)
    assert (printed, complaints) == ("begun\n1 added, 0 updated, 0 unchanged\n", "")


def test_modules_that_lie_in_the_current_folder_are_documents_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("pickle", "loky", "queue", "argparse"):
        (tmp_path / f"{name}.py").write_text("import pathlib\npathlib.Path('run').touch()\nraise SystemExit(1)\n")
    script = f"import sys; sys.path[:] = {[path for path in sys.path if path]!r}\n{UNGUARDED}"
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text("The ferry leaves at nine.")
    place = tmp_path / "elsewhere"
    place.mkdir()
    with started(str(run_script(place, script)), str(SUPPORT), str(tmp_path)) as process:
        printed, complaints = process.communicate(timeout=120)
    assert not (tmp_path / "run").exists(), complaints
    if sys.version_info >= (3, 11):
        assert printed.endswith("1 added, 0 updated, 0 unchanged\n"), complaints


@pytest.mark.parametrize("reader", ["spin", "spin_inside_a_library", "wait_for_children"])
def test_a_parent_that_is_killed_leaves_no_worker(tmp_path: Path, reader: str) -> None:
    (tmp_path / "harmful.txt").write_text("The ferry leaves at nine.")
    with started(str(run_script(tmp_path, READING)), str(SUPPORT), str(tmp_path), reader) as process:
        assert until((tmp_path / "begun").exists)
        below = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()
        assert below
        assert until(lambda: not any(map(is_alive, below)))


def written(library: Path) -> int:
    """Count the documents of a library that another process has open."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{library / 'catalog.sqlite3'}?mode=ro", uri=True)) as catalog:
            return int(catalog.execute("select count(*) from versions where state = 'live'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.mark.skipif(os.name != "posix", reason="there a process cannot be sent Ctrl-C alone")
def test_ctrl_c_ends_in_one_line_and_the_next_run_goes_on(tmp_path: Path) -> None:
    documents, place = tmp_path / "documents", tmp_path / "library"
    documents.mkdir()
    for number in range(BATCH_DOCUMENTS + 5):
        (documents / f"{number:04}.txt").write_text(f"Ferry {number} leaves at nine.")
    for number in range(8):
        (documents / f"z{number}.pdf").write_bytes(form_bomb())
    with started("-m", "ingest", str(documents), "--library", str(place)) as process:
        assert until(lambda: written(place) == BATCH_DOCUMENTS)
        below = psutil.Process(process.pid).children(recursive=True)
        for one in [process, *below]:  # as a terminal does
            with contextlib.suppress(psutil.Error):
                one.send_signal(signal.SIGINT)
        printed, complaints = process.communicate(timeout=120)
        assert process.returncode == 130
    total = BATCH_DOCUMENTS + 5 + 8
    assert (printed, complaints.count("\n")) == ("", 1), complaints
    assert complaints.startswith(f"citeback: stopped with {BATCH_DOCUMENTS} of {total} files in the library")
    assert until(lambda: not any(map(is_alive, below)))
    with Library(place) as library:
        report = ingest(sorted(documents.glob("*.txt")), library)
    assert [len(report.added), len(report.unchanged), len(report.failed)] == [5, BATCH_DOCUMENTS, 0]
