from __future__ import annotations

import contextlib
import re
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from command import environment
from folders import ferries, write
from typer.testing import CliRunner, Result

from ingest.commands import app

if TYPE_CHECKING:
    from pathlib import Path


def run(tmp_path: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["--library", str(tmp_path / "library"), *map(str, arguments)])


def test_a_good_file_goes_in_and_the_exit_code_is_0(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The ferry leaves at nine.")
    first, second = run(tmp_path, good), run(tmp_path, good)
    assert (first.exit_code, first.output) == (0, "1 added, 0 updated, 0 unchanged\n")
    assert (second.exit_code, second.output) == (0, "0 added, 0 updated, 1 unchanged\n")


def test_a_bad_file_among_good_ones_makes_the_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "good.txt").write_text("The ferry leaves at nine.")
    (tmp_path / "documents" / "bad.txt").write_text("")
    result = run(tmp_path, tmp_path / "documents")
    assert result.exit_code == 1
    assert "1 added, 0 updated, 0 unchanged, 1 failed" in result.output
    assert f"{tmp_path}/documents/bad.txt: is empty" in result.output


def test_nothing_readable_makes_the_exit_code_2(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("")
    assert run(tmp_path, tmp_path / "bad.txt").exit_code == 2
    missing = run(tmp_path, tmp_path / "nope.txt")
    assert missing.exit_code == 2
    assert missing.output.strip() == f"citeback: {tmp_path}/nope.txt: no such file or folder; check the name"


def test_help_shows_an_example() -> None:
    assert "Example: citeback ingest reports/ notes.md" in CliRunner().invoke(app, ["--help"]).output


def test_many_failures_of_one_reason_are_counted_not_listed(tmp_path: Path) -> None:
    folder = tmp_path / "photographs"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.jpg").write_bytes(b"\xff\xd8")
    (folder / "a.txt").write_text("The harbour opened in May.", encoding="utf-8")
    result = run(tmp_path, folder)
    assert result.exit_code == 1
    assert len(result.output.splitlines()) == 5
    assert "... and 37 more: " in result.output


def folder_of(tmp_path: Path, count: int) -> list[Path]:
    return ferries(tmp_path / "documents", count)


def test_what_moved_and_what_is_gone_is_named_and_counted(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 4)
    run(tmp_path, tmp_path / "documents")
    files[0].rename(tmp_path / "documents" / "moved.txt")
    files[1].unlink()
    result = run(tmp_path, tmp_path / "documents")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        f"moved to {tmp_path}/documents/moved.txt",
        f"removed {files[1]}: its file is gone",
        "0 added, 0 updated, 2 unchanged, 1 moved, 1 removed",
    ]


def test_what_is_held_back_is_said_with_its_cure_and_goes_with_it(tmp_path: Path) -> None:
    for path in folder_of(tmp_path, 3):
        run(tmp_path, path)
    for path in folder_of(tmp_path, 3)[:2]:
        path.unlink()
    held_back = run(tmp_path, tmp_path / "documents")
    assert held_back.exit_code == 1
    assert "ingest it again with --yes" in held_back.output
    assert held_back.output.splitlines()[-1] == "0 added, 0 updated, 1 unchanged, 2 gone but held back"
    assert run(tmp_path, tmp_path / "documents").output == held_back.output
    agreed = run(tmp_path, tmp_path / "documents", "--yes")
    assert (agreed.exit_code, agreed.output.splitlines()[-1]) == (0, "0 added, 0 updated, 1 unchanged, 2 removed")


def test_a_dry_run_says_what_would_happen_and_makes_not_even_the_library(tmp_path: Path) -> None:
    first, second = folder_of(tmp_path, 2)
    result = run(tmp_path, tmp_path / "documents", "https://example.org/hours", "--dry-run")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "would fetch https://example.org/hours",
        f"would add {first}",
        f"would add {second}",
        "2 to add, 0 to update, 0 unchanged, 1 to fetch; nothing was written",
    ]
    assert not (tmp_path / "library").exists()
    (tmp_path / "library").mkdir()
    assert run(tmp_path, tmp_path / "documents", "--dry-run").exit_code == 0
    assert list((tmp_path / "library").iterdir()) == []


def test_a_dry_run_over_a_library_names_moves_and_removals_and_does_none(tmp_path: Path) -> None:
    files = folder_of(tmp_path, 5)
    run(tmp_path, tmp_path / "documents")
    files[0].rename(tmp_path / "documents" / "moved.txt")
    files[1].unlink()
    write(files[2], "Ferry number 2 is late.")
    first, second = (run(tmp_path, tmp_path / "documents", "--dry-run") for _ in range(2))
    assert first.output.splitlines() == [
        f"would update {files[2]}",
        f"would move {files[0]} to {tmp_path}/documents/moved.txt",
        f"would remove {files[1]}",
        "0 to add, 1 to update, 2 unchanged, 1 to move, 1 to remove; nothing was written",
    ]
    assert second.output == first.output
    for path in files[2:]:
        path.unlink()
    held_back = run(tmp_path, tmp_path / "documents", "--dry-run")
    assert (held_back.exit_code, "--yes" in held_back.output) == (1, True)
    assert run(tmp_path, tmp_path / "documents", "--dry-run", "--yes").output.count("would remove") == 4


def test_a_dry_run_that_goes_on_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, tmp_path, "--dry-run", "--watch")
    assert (result.exit_code, result.output.count("\n")) == (2, 1)
    assert "do not go together" in result.output


def test_folders_that_programs_fill_are_named_in_one_line(tmp_path: Path) -> None:
    folder_of(tmp_path, 1)
    for place in ("a/node_modules", "b/node_modules", "c/__pycache__"):
        write(tmp_path / "documents" / place / "readme.md", "Not for us.")
    result = run(tmp_path, tmp_path / "documents")
    assert result.exit_code == 0
    assert result.output.splitlines()[0] == (
        "3 folders that programs filled were not read: __pycache__ (what Python compiled), node_modules (packages "
        "that npm installed); name one to have it read"
    )


def test_ctrl_c_says_how_far_it_came_and_the_next_run_goes_on(tmp_path: Path) -> None:
    ferries(tmp_path / "documents", 600)
    command = [sys.executable, "-m", "ingest", str(tmp_path / "documents"), "--library", str(tmp_path / "library")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment())
    end = time.monotonic() + 60
    while not _holds_some(tmp_path / "library"):
        assert time.monotonic() < end
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, (output, errors)
    assert re.fullmatch(r"citeback: stopped with [1-9]\d* of 600 files in the library, .*\n", errors)
    again = run(tmp_path, tmp_path / "documents")
    assert re.fullmatch(r"[1-9]\d* added, 0 updated, [1-9]\d* unchanged\n", again.output)


def _holds_some(library: Path) -> bool:
    with (
        contextlib.suppress(sqlite3.OperationalError),
        contextlib.closing(sqlite3.connect(f"file:{library / 'catalog.sqlite3'}?mode=ro", uri=True)) as catalog,
    ):
        return catalog.execute("SELECT count(*) FROM versions WHERE state = 'live'").fetchone() != (0,)
    return False
