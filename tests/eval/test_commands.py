from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from eval.commands import app
from rag.document import Chunk, Draft, Layout, Paragraph
from rag.library.library import Library

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("Khawaja Asif led Pakistan's delegation in Doha.", "Qatar mediated the truce.")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    paragraphs = tuple(Paragraph(number, text) for number, text in enumerate(TEXTS, start=1))
    chunks = (Chunk(1, 2, "\n".join(TEXTS), "Talks in Doha"),)
    with Library(folder) as library:
        library.add([Draft("/files/doha.txt", "0" * 64, "Talks in Doha", Layout(paragraphs), chunks)])
    return folder


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def facts(folder: Path, minimum: str = "") -> Path:
    path = folder / "facts.yaml"
    head = f"thresholds: {{answer_match: {minimum}}}\n" if minimum else ""
    path.write_text(
        f"{head}facts:\n"
        "- question: Who led Pakistan's delegation in Doha?\n"
        "  answers: [Khawaja Asif]\n"
        "  paragraphs: [{document: doha.txt, number: 1}]\n"
        "- question: Who mediated the truce?\n"
        "  answers: [Nobody]\n",
        encoding="utf-8",
    )
    return path


def test_without_thresholds_it_exits_0_whatever_the_figures(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path), "--library", library)
    assert result.exit_code == 0, result.output
    assert "facts.yaml:5: Who mediated the truce?" in result.stdout
    assert "  expected  Nobody" in result.stdout


def test_met_thresholds_exit_0(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path, "0.5"), "--library", library)
    assert result.exit_code == 0, result.output
    assert "pass  answer_match: 0.500, at least 0.5 wanted" in result.stdout


def test_a_missed_threshold_exits_1(tmp_path: Path, library: Path) -> None:
    result = evaluate(facts(tmp_path, "0.9"), "--library", library)
    assert result.exit_code == 1, result.output
    assert "FAIL  answer_match: 0.500, at least 0.9 wanted" in result.stdout


def test_a_wrong_facts_file_exits_2_in_one_line(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text("facts:\n- question: Who?\n  answer: [x]\n", encoding="utf-8")
    result = evaluate(path, "--library", library)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"citeback: {path}:3: answer: expected answers?")
    assert result.stderr.count("\n") == 1


def test_a_paragraph_that_the_library_has_not_exits_2_in_one_line(tmp_path: Path, library: Path) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(
        '{"question": "Who?", "answers": ["x"], "paragraphs": [{"document": "doha.txt", "number": 9}]}\n',
        encoding="utf-8",
    )
    result = evaluate(path, "--library", library)
    assert result.exit_code == 2
    assert f"{path}:1: number: expected at most 2" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_missing_facts_file_exits_2_and_makes_no_library(tmp_path: Path) -> None:
    result = evaluate(tmp_path / "none.yaml", "--library", tmp_path / "library")
    assert result.exit_code == 2
    assert "none.yaml:1: file: expected a facts file, found nothing there" in result.stderr
    assert not (tmp_path / "library").exists()


def test_a_library_that_is_a_file_exits_2(tmp_path: Path) -> None:
    result = evaluate(facts(tmp_path), "--library", facts(tmp_path))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_a_library_without_facts_exits_2_because_the_sample_has_its_own(tmp_path: Path) -> None:
    result = evaluate("--library", tmp_path / "library")
    assert result.exit_code == 2
    assert "expected FACTS before it" in result.stderr
    assert not (tmp_path / "library").exists()


def test_help_shows_an_example() -> None:
    result = evaluate("--help")
    assert result.exit_code == 0
    assert "citeback eval facts.yaml --library my-library" in result.stdout


def test_alone_it_grades_the_sample_in_a_temporary_library_and_leaves_nothing(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "eval"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"TMPDIR": str(tmp_path), "PATH": "", "CITEBACK_LIBRARY": str(tmp_path / "own"), "PYTHONUTF8": "1"},
        check=False,
    )
    assert result.returncode in (0, 1), result.stderr
    assert "answer_match" in result.stdout
    assert not [path for path in tmp_path.iterdir() if path.is_dir()]
