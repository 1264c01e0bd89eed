"""Hundreds of hostile files among good ones, through the whole ingest: each ends in a list, the good ones go in."""

from __future__ import annotations

import json
import re
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import hostile_names
import pytest
from command import command_line, environment
from hash_embedder import HashEmbedder
from hostile import SECRET, Hostile
from hostile_files import hostile_files, write
from hostile_good import MAKERS, SENTENCES, good
from watched import watched

from ingest import ingest
from ingest.report import one_line
from rag.library.library import Library

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its pipes, sockets, links and /proc are not Windows'")

CHILD = """
import json, sys
from pathlib import Path
folder, library, said, support = sys.argv[1:]
sys.path.append(support)
from hash_embedder import HashEmbedder
from ingest import ingest
from rag import Library

with Library(library, embedder=HashEmbedder()) as opened:
    report = ingest(folder, opened)
    texts = [paragraph.text for document in opened.documents() for paragraph in document.paragraphs]
Path(said).write_text(json.dumps({
    "added": [document.path for document in report.added],
    "others": [document.path for document in [*report.updated, *report.unchanged]],
    "failed": [list(failure) for failure in report.failed],
    "gaps": [list(gap) for gap in report.gaps],
    "texts": texts,
}))
"""
"""Without a guard against being imported: processes that read files must not need one."""
MOST_MEMORY = 1 << 30
MOST_BETWEEN_LOOKS = 2 << 30
"""A process that passes its limit is stopped a moment later."""
AT_THE_LIMIT = frozenset(
    "bombs/forms-ten-times-ten.pdf crowded/nested-4.pdf bombs/stream-packed-twice.pdf stress/brackets.md "
    "bombs/picture-jbig2.pdf sheets/a-cell-of-5-megabytes.xlsx".split()
)
SUPPORT = Path(__file__).parents[1] / "support"
SHOWS_MACHINERY = re.compile(
    r"\w(Error|Exception)\b|Traceback|\bNone\b|\b0x[0-9a-f]+|<\w+ object|\berrno\b|/site-packages/"
)
LEAST_WORDS = 4
TIMEOUT = 900.0


@dataclass
class Run:
    """Hold what one ingest of the whole folder said of itself."""

    folder: Path
    files: dict[str, Hostile]
    good: list[str]
    odd: list[str]
    """Paths with odd names that are read all the same."""
    none: list[str]
    """Paths that are no files, or lead to none."""
    added: list[str]
    others: list[str]
    failed: list[tuple[str, str]]
    gaps: list[tuple[str, str]]
    texts: list[str]
    peaks: dict[int, int]

    def name(self, path: str) -> str:
        return str(Path(path).relative_to(self.folder))


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Ingest all files but the slow ones, in a process of its own."""
    place = tmp_path_factory.mktemp("hostile")
    folder = place / "files"
    files = write(folder, (one for one in hostile_files() if not one.is_heavy))
    kept = _good(folder)
    odd, none = hostile_names.place(folder)
    said = place / "said.json"
    done = watched(_child(place, folder, said), place, environment(), TIMEOUT)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(said.read_text())
    failed = [(path, reason) for path, reason in told["failed"]]
    return Run(
        folder, files, kept, odd, none, told["added"], told["others"], failed, told["gaps"], told["texts"], done.peaks
    )


def _child(place: Path, folder: Path, said: Path) -> list[str]:
    """Write the program that ingests a folder, and give its command."""
    script = place / "script.py"
    script.write_text(CHILD)
    return [sys.executable, str(script), str(folder), str(place / "library"), str(said), str(SUPPORT)]


def _good(folder: Path) -> list[str]:
    """Lay a good file of every format before, among and behind the others in the order of their names."""
    paths = []
    for kind in MAKERS:
        for place in ("aaa", "entities", "zzz"):
            path = folder / place / f"good-{kind}.{kind}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(good(kind))
            paths.append(str(path))
    return paths


def test_there_are_more_than_three_hundred(run: Run) -> None:
    assert len(run.files) + len(run.none) >= 300


def test_every_file_is_in_exactly_one_list(run: Run) -> None:
    listed = sorted([*run.added, *run.others, *(path for path, _ in run.failed)])
    there = [*run.files, *run.good, *run.odd, *run.none]
    assert listed == sorted(path if path in listed else one_line(path) for path in there)


def test_every_good_file_goes_in(run: Run) -> None:
    assert set(run.good) | set(run.odd) <= set(run.added)
    # A presentation's title stands beside its three sentences, a table's and a message's rows name their columns.
    assert sum(text == SENTENCES[0] for text in run.texts) >= len(run.good) // 2


def test_what_must_be_refused_is_refused_and_what_can_be_read_is_read(run: Run) -> None:
    failed, added = {path for path, _ in run.failed}, set(run.added)
    assert [one.name for path, one in run.files.items() if one.fate == "refused" and path not in failed] == []
    assert [one.name for path, one in run.files.items() if one.fate == "read" and path not in added] == []
    assert [path for path in run.none if path not in failed and one_line(path) not in failed] == []


def test_every_reason_is_one_line_of_plain_words(run: Run) -> None:
    said = {reason: path for path, reason in [*run.failed, *run.gaps]}
    strange = [
        f"{run.name(path)}: {reason}"
        for reason, path in said.items()
        if len(reason.split()) < LEAST_WORDS or not reason.isprintable() or SHOWS_MACHINERY.search(reason)
    ]
    assert strange == []


def test_the_reason_says_what_it_is_about(run: Run) -> None:
    reasons = dict(run.failed)
    assert [
        f"{one.name}: {reasons.get(path)}"
        for path, one in run.files.items()
        if one.said and not re.search(one.said, reasons.get(path, ""))
    ] == []


def test_nothing_outside_the_folder_is_read(run: Run) -> None:
    assert [text[:100] for text in run.texts if SECRET in text] == []
    assert not Path("/tmp/climbed").exists()


def test_no_process_holds_more_than_a_gigabyte(run: Run) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not say how much memory a process held")
    assert run.peaks
    assert max(run.peaks.values()) < MOST_MEMORY


def test_the_command_names_bad_files_and_takes_the_good_ones(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    files = write(folder, (one for one in hostile_files() if one.fate == "refused" and not one.is_heavy))
    for kind in MAKERS:
        (folder / f"good.{kind}").write_bytes(good(kind))
    done = watched(command_line("ingest", folder, "--library", tmp_path / "library"), tmp_path, environment(), TIMEOUT)
    assert done.returncode == 1, done.stderr[-2000:]
    assert done.stdout.splitlines()[-1] == f"{len(MAKERS)} added, 0 updated, 0 unchanged, {len(files)} failed"
    assert "Traceback" not in done.stderr
    assert max(done.peaks.values(), default=0) < MOST_MEMORY


def test_what_reaches_the_limits_of_a_file_costs_no_other(tmp_path: Path) -> None:
    folder, said = tmp_path / "files", tmp_path / "said.json"
    files = write(folder, (one for one in hostile_files() if one.name in AT_THE_LIMIT))
    kept = _good(folder)
    done = watched(_child(tmp_path, folder, said), tmp_path, environment(), TIMEOUT)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(said.read_text())
    assert set(kept) <= set(told["added"])
    assert sorted([*told["added"], *(path for path, _ in told["failed"])]) == sorted([*kept, *files])
    assert all(len(reason.split()) >= LEAST_WORDS and reason.isprintable() for _, reason in told["failed"])
    assert max(done.peaks.values(), default=0) < MOST_BETWEEN_LOOKS


def test_a_file_that_grows_while_it_is_read_is_whole_or_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    line = "In year {0} the harbour of Ostwick took in {0} boats.\n\n"
    growing, kept = folder / "growing.txt", folder / "kept.txt"
    growing.write_text("".join(line.format(number) for number in range(20_000)))
    kept.write_bytes(good("txt"))
    stop = threading.Event()

    def grow() -> None:
        number = 20_000
        while not stop.wait(0.001):
            with growing.open("a") as file:
                file.write(line.format(number))
            number += 1

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
            report = ingest(folder, library)
    finally:
        stop.set()
        thread.join()
    assert str(kept) in [document.path for document in report.added]
    assert [(failure.path, failure.reason) for failure in report.failed] == [
        (str(growing), "changed while it was read; ingest it again")
    ]


def test_a_file_that_is_replaced_while_it_is_read_is_one_of_both(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    path, stop = folder / "replaced.txt", threading.Event()
    texts = [f"The keeper {name} keeps the light.\n\n" * 4_000 for name in ("Holt", "Brun")]
    path.write_text(texts[0])

    def replace() -> None:
        turn = 0
        while not stop.wait(0.002):
            turn += 1
            new = folder / f".new-{turn % 2}"
            new.write_text(texts[turn % 2])
            new.replace(path)

    thread = threading.Thread(target=replace)
    thread.start()
    try:
        with Library(tmp_path / "library", embedder=HashEmbedder()) as library:
            report = ingest(folder, library)
            said = {paragraph.text for document in library.documents() for paragraph in document.paragraphs}
    finally:
        stop.set()
        thread.join()
    assert len(report.added) + len(report.failed) == 1
    assert len(said) == len(report.added), "the words of two files under one version"
