from __future__ import annotations

from typing import TYPE_CHECKING

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
